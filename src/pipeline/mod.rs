//! A whole build on one screen: load, check, project, plan, render, publish.

mod approve;
mod bulletin;
mod catalogue;
mod draft;
mod duties;
mod editions;
mod fix;
mod hold;
mod inputs;
mod job;
mod only;
mod opinions;
mod outcome;
mod outputs;
mod own_theme;
mod preview;
mod published;
mod retract;
mod site;
mod terms;
mod theme;
mod unchanged;
mod vanished;
mod waiting;
mod words;

pub use crate::catalogue::OrganisationKind;
pub use crate::guide::SchemaOf;
pub use crate::model::{Secrecy, StepKind};
pub use crate::publish::{Foreign, Step};
pub use approve::{Approved, Moved, Refused, Signature, Signed, approve};
pub use bulletin::{Compiled, Form, bulletin, write_bulletin};
pub use catalogue::guide;
pub use draft::{Drafted, DraftedItem, Folder, Undrafted, Wanted, What, draft_item, draft_organisation, draft_site};
pub use duties::{OpenDuty, OpenOpinion, Supervision, duties};
pub use fix::fix;
pub use inputs::{Inputs, Themes};
pub use job::{Admitted, Job};
pub use only::{Chosen, Only};
pub use opinions::{Imported, import};
pub use outcome::{BuildResult, Failure, Now, Options, Outcome};
pub use preview::{Preview, Shown};
pub use site::is_site;
pub use theme::{Tried, try_themes};
pub use waiting::{WaitingItem, waiting};
pub use words::{machine, said};

use crate::calendar::{Instant, Zone, parse_moment};
use crate::check::{self, Checked};
use crate::config::{Config, Readers};
use crate::diagnostic::{Diagnostics, Severity};
use crate::load::{self, DiskFiles};
use crate::model::{Clearance, Item};
use crate::projection::for_readers;
use crate::publish::state::{Private, State};
use crate::publish::{Destination, Disk, Progress, Published};
use crate::render::GENERATOR;
use job::{OnDisk, Outputs as _, publish_all};
use site::Site;
use std::path::Path;
use terms::{Before, Enforced, Failing, Place};

/// The name under which is remembered what failing builds took back.
const TAKEN_BACK: &str = "taken-back.json";

/// Builds the editions of the site at `root`. `Err` is trouble with the machine or a configuration that cannot
/// be used, and then too what has lapsed goes; what the clerks wrote wrong is in the outcome.
pub fn build(root: &Path, options: &Options, progress: Progress<'_>) -> Result<Outcome, Failure> {
    // The configuration may be what failed. What manifests say has its own zone; a day that was written has none.
    let now = options.now.at(Zone::default());
    let lapsed = |at: &str| parse_moment(at).is_some_and(|moment| moment.start(Zone::default()) <= now);
    let private = match Private::take(root) {
        Ok(taken) => taken.ok_or(Failure::Busy)?,
        Err(error) => {
            // Nothing can be remembered there: what is configured says where trees stand.
            if let Ok(config) = inputs::configuration(&DiskFiles::new(root), Some(root), &mut Diagnostics::default()) {
                let _ = outputs::sweep_configured(&config, root, &lapsed);
            }
            return Err(error.into());
        }
    };
    let built = build_held(&private, root, options, progress);
    if !matches!(built, Ok(_) | Err(Failure::NoSuchEdition { .. })) {
        // If that fails too, what failed first is still what to mend.
        let _ = outputs::sweep(&private, root, &lapsed);
    }
    built
}

fn build_held(private: &Private, root: &Path, options: &Options, progress: Progress<'_>) -> Result<Outcome, Failure> {
    let disk = DiskFiles::new(root);
    let outputs = &OnDisk { root, private, progress };
    let before = || Before { good: private.last_good(), limits: private.recall(TAKEN_BACK) };
    let place = || Place { root, stood: outputs::folders(private, root) };
    let mut findings = Diagnostics::default();
    let inputs = match Inputs::read(&disk, root, &mut findings) {
        Ok(inputs) => inputs,
        Err(failure) => {
            private.forget()?;
            let found =
                if let Failure::Configuration(found) = &failure { found.clone() } else { Diagnostics::default() };
            let enforced = terms::enforce_misconfigured(before(), found, &disk, place(), options, outputs)?;
            let Some(Enforced { outcome, limits }) = enforced else {
                return Err(failure);
            };
            private.note(TAKEN_BACK, &limits)?;
            return if matches!(failure, Failure::Configuration(_)) { outcome } else { Err(failure) };
        }
    };
    inputs.knows(&options.editions)?;
    if let Some(outcome) = unchanged::outcome(private, &inputs, root, options) {
        return Ok(outcome);
    }
    private.forget()?;
    let mut theme_findings = Diagnostics::default();
    let (loaded, themes) =
        rayon::join(|| load::load(&inputs.files, &inputs.config), || inputs.themes(&mut theme_findings));
    let ((register, found), themes) = (loaded?, themes?);
    findings.append(found);
    findings.append(theme_findings);
    let now = options.now.at(inputs.config.zone);
    let site = Site::of(root, inputs, register, findings);
    published::remember(root, private, &site.register)?;
    let (inputs, report) = site.held_for_build(root)?.check(now);
    let passes = !report.failed() || (options.keep_going && report.fails_in_parts(&inputs.config.catalogue));
    // Nothing goes into a folder that was for other readers, and no tree that stands is given up for one that cannot be made.
    let refused = inputs.config.editions.iter().find_map(|edition| outputs::refusal(private, edition, root));
    match themes {
        Some(themes) if passes && refused.is_none() => publish_checked(inputs, report, &themes, options, outputs),
        themes => {
            let refused = refused.filter(|_| passes);
            let failing = Failing { inputs: &inputs, report, themes, configured: true };
            let Enforced { outcome, limits } = terms::enforce(before(), failing, &disk, place(), options, outputs)?;
            private.note(TAKEN_BACK, &limits)?;
            refused.map_or(outcome, |error| Err(error.into()))
        }
    }
}

/// Publishes what passed its check, and remembers it as the last good.
fn publish_checked(
    inputs: Inputs<'_>,
    report: check::Report,
    themes: &Themes,
    options: &Options,
    outputs: &OnDisk<'_>,
) -> Result<Outcome, Failure> {
    let OnDisk { root, private, .. } = *outputs;
    let (failed, finds_next) = (report.failed(), report.next_change);
    let (checked, findings) = report.keep_going();
    let settled = outputs.settle(&inputs.config);
    let admitted = Admitted { checked: &checked, standing_only: false };
    // What passed is written down while it is published, on a thread of its own, since it only writes.
    let built = std::thread::scope(|scope| {
        let good = scope.spawn(|| private.write_good(inputs.good(&check::faulty(&findings))));
        let built = publish_all(admitted, &inputs, themes, options, outputs);
        // Also where an edition could not be made: what left the others must not come back by a later failure.
        good.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?.keep()?;
        private.note(TAKEN_BACK, &inputs.taken_back)?;
        private.note(hold::NARROWED, &inputs.narrowed)?;
        vanished::remember(root, private, checked.register(), &findings)?;
        built
    })?;
    settled?;
    hold::keep(root, &inputs, checked.register())?;
    let touched = built.editions.iter().any(|(_, published)| published.written + published.removed > 0);
    let outcome = Outcome {
        findings,
        result: match (failed, touched) {
            (true, _) => BuildResult::PublishedRest,
            (false, true) => BuildResult::Published,
            (false, false) => BuildResult::Unchanged,
        },
        items: checked.total(),
        waiting: checked.waiting(),
        unseen: unseen(&inputs.config, &checked),
        editions: built.editions,
        next_change: built.next_change,
        zone: inputs.config.zone,
    };
    if !failed && options.editions.is_empty() {
        private.remember(&state(&outcome, inputs.digest, finds_next, options))?;
    }
    // Dropped while the caller goes on: it is large.
    rayon::spawn(|| drop(checked));
    Ok(outcome)
}

/// What is remembered of a build, so that the next one knows whether there is anything to do.
fn state(outcome: &Outcome, inputs: String, finds_next: Option<Instant>, options: &Options) -> State {
    let edition = |(name, done): &(String, Published)| (name.clone(), (done.manifest.clone(), done.files, done.shown));
    State {
        generator: GENERATOR.to_owned(),
        inputs,
        from: options.now.at(outcome.zone).unix(),
        until: [outcome.next_change, finds_next].into_iter().flatten().min().map(Instant::unix),
        next_change: outcome.next_change.map(Instant::unix),
        items: outcome.items,
        unseen: outcome.unseen,
        warnings: outcome.findings.count(Severity::Warning),
        editions: outcome.editions.iter().map(edition).collect(),
    }
}

/// How many approved items are for members, of whom no edition is.
fn unseen(config: &Config, checked: &Checked) -> usize {
    if config.editions.iter().any(|edition| edition.audience == Readers::Internal) {
        return 0;
    }
    let inside = |item: &Item| item.clearance == Clearance::Internal && item.approved().is_some();
    checked.items().filter(|(_, item)| inside(item)).count()
}

/// Checks the content of the site at `root` as of an instant, and builds nothing.
pub fn check(root: &Path, now: Now) -> Result<check::Report, Failure> {
    let disk = DiskFiles::new(root);
    let mut site = Site::read(&disk, root)?.told_for_build(root)?;
    site.inputs.themes(&mut site.findings)?;
    let now = now.at(site.inputs.config.zone);
    Ok(site.check(now).1)
}

/// Removes every edition that is ours, and what builds remember. The names of what was there, and what else lay in it.
pub fn clean(root: &Path) -> Result<Vec<(String, Foreign)>, Failure> {
    let private = Private::take(root)?.ok_or(Failure::Busy)?;
    let disk = DiskFiles::new(root);
    let config = inputs::configuration(&disk, Some(root), &mut Diagnostics::default())?;
    let mut removed = outputs::remove_all(&private, root)?;
    for edition in &config.editions {
        let gone = for_readers!(edition.audience, A => {
            Destination::<A>::of(edition, root).map(Disk::open).transpose()?.map(Disk::remove)
        });
        if let Some(foreign) = gone.transpose()?.flatten() {
            removed.push((edition.name.clone(), foreign));
        }
    }
    private.clear()?;
    Ok(removed)
}
