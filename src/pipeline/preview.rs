//! The same pipeline into memory, again and again: what `serve` shows.

use super::Site;
use super::inputs::{self, SITE, THEMES};
use super::job::{Admitted, Job, Made, Outputs, publish_all};
use super::outcome::{Failure, Now, Options, Outcome};
use super::terms::{self, Before, Enforced, Failing, Place};
use crate::calendar::{Instant, Zone};
use crate::config::{Config, Edition, Readers};
use crate::diagnostic::Diagnostics;
use crate::load::DiskFiles;
use crate::projection::{Audience, Internal, Public};
use crate::publish::{Good, Held, Memory};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A site that is kept built in memory.
#[derive(Debug, Default)]
pub struct Preview {
    root: PathBuf,
    disk: DiskFiles,
    before: Before,
    sinks: Sinks,
}

/// The sinks of an audience, by the name of the edition.
type ByName<A> = Mutex<BTreeMap<String, Memory<A>>>;

#[derive(Debug, Default)]
struct Sinks {
    public: ByName<Public>,
    internal: ByName<Internal>,
}

/// What a rebuild came to.
#[derive(Debug)]
pub struct Shown {
    /// The site of each edition, by its name and readers: the newest, or the last good one where there are errors.
    pub sites: BTreeMap<(String, Readers), Arc<Held>>,
    /// What was found.
    pub findings: Diagnostics,
    /// When the sites change by themselves.
    pub next_change: Option<Instant>,
    /// The site's zone.
    pub zone: Zone,
    /// Why the site could not be read, where the last good one was shown instead.
    pub failed: Option<Failure>,
}

impl Preview {
    /// A preview of the site at `root`, not yet built.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), disk: DiskFiles::new(root), ..Self::default() }
    }

    /// The editions of the site, and who reads each.
    pub fn editions(&self) -> Result<Vec<(String, Readers)>, Failure> {
        let config = inputs::configuration(&self.disk, Some(&self.root), &mut Diagnostics::default())?;
        Ok(config.editions.into_iter().map(|edition| (edition.name, edition.audience)).collect())
    }

    /// The files and folders, from the root, whose change is worth a rebuild.
    pub fn watched(&self) -> Result<Vec<String>, Failure> {
        let config = inputs::configuration(&self.disk, Some(&self.root), &mut Diagnostics::default())?;
        let named = [SITE.to_owned(), THEMES.to_owned(), config.content];
        Ok(named.into_iter().chain(config.catalogue).collect())
    }

    /// Builds what the files say now. Where that has errors, the last good site is kept, at this instant.
    pub fn rebuild(&mut self, now: Now) -> Result<Shown, Failure> {
        let options = Options { now, keep_going: false, editions: Vec::new() };
        let disk = self.disk.clone();
        let mut site = match Site::read(&disk, &self.root) {
            Ok(site) => site.held_for_build(&self.root)?,
            Err(failure) => return self.unread(failure, &disk, &options),
        };
        let themes = site.inputs.themes(&mut site.findings)?;
        let zone = site.inputs.config.zone;
        let (inputs, report) = site.check(now.at(zone));
        let (findings, next_change) = match themes {
            Some(themes) if !report.failed() => {
                let (checked, findings) = report.keep_going();
                let admitted = Admitted { checked: &checked, standing_only: false };
                let built = publish_all(admitted, &inputs, &themes, &options, &self.sinks)?;
                self.sinks.settle(&inputs.config)?;
                self.before =
                    Before { good: Some(Good::of(inputs.good(&BTreeSet::new()))?), limits: inputs.taken_back.clone() };
                (findings, built.next_change)
            }
            themes if self.before.good.is_some() => {
                let before = self.before.clone();
                let failing = Failing { inputs: &inputs, report, themes, configured: true };
                let place = Place { root: &self.root, stood: Vec::new() };
                let enforced = terms::enforce(before, failing, &disk, place, &options, &self.sinks)?;
                self.before.limits = enforced.limits;
                let outcome = enforced.outcome?;
                (outcome.findings, outcome.next_change)
            }
            _ => (report.findings, None),
        };
        Ok(Shown { sites: self.sinks.sites(), findings, next_change, zone, failed: None })
    }

    /// What is shown while the site cannot be read: the last good one, at this instant.
    fn unread(&mut self, failure: Failure, disk: &DiskFiles, options: &Options) -> Result<Shown, Failure> {
        let (found, failed) = match failure {
            Failure::Configuration(found) => (found, None),
            failure => (Diagnostics::default(), Some(failure)),
        };
        let before = self.before.clone();
        let place = Place { root: &self.root, stood: Vec::new() };
        let enforced = terms::enforce_misconfigured(before, found.clone(), disk, place, options, &self.sinks)?;
        let Some(Enforced { outcome, limits }) = enforced else {
            return Err(failed.unwrap_or(Failure::Configuration(found)));
        };
        self.before.limits = limits;
        let Outcome { findings, next_change, zone, .. } = outcome?;
        Ok(Shown { sites: self.sinks.sites(), findings, next_change, zone, failed })
    }
}

impl Sinks {
    fn sites(&self) -> BTreeMap<(String, Readers), Arc<Held>> {
        fn of<A: Audience>(sinks: &ByName<A>) -> BTreeMap<(String, Readers), Arc<Held>> {
            locked(sinks).iter().map(|(name, sink)| ((name.clone(), A::READERS), sink.site())).collect()
        }
        of(&self.public).into_iter().chain(of(&self.internal)).collect()
    }
}

fn locked<A: Audience>(sinks: &ByName<A>) -> MutexGuard<'_, BTreeMap<String, Memory<A>>> {
    sinks.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a job into its sink, which is taken out for that long: other editions are made meanwhile.
fn run<A: Audience>(sinks: &ByName<A>, job: &Job<'_>) -> Result<Made, Failure> {
    let name = &job.edition.name;
    let mut sink = locked(sinks).remove(name).unwrap_or_default();
    let made = job.run(&mut sink, &|_| {});
    locked(sinks).insert(name.clone(), sink);
    made
}

impl Outputs for Sinks {
    fn public(&self, job: &Job<'_>) -> Result<Made, Failure> {
        run(&self.public, job)
    }

    fn internal(&self, job: &Job<'_>) -> Result<Made, Failure> {
        run(&self.internal, job)
    }

    fn takes(&self, _: &Edition) -> bool {
        true
    }

    fn settle(&self, config: &Config) -> Result<(), Failure> {
        let is = |name: &str, audience| config.editions.iter().any(|e| e.name == name && e.audience == audience);
        locked(&self.public).retain(|name, _| is(name, Readers::Public));
        locked(&self.internal).retain(|name, _| is(name, Readers::Internal));
        Ok(())
    }
}
