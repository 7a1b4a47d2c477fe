//! A whole build on one screen: load, check, project, plan, render, publish.

mod inputs;
mod retract;

pub use inputs::{InputError, Inputs};

use crate::calendar::{Horizon, Instant, Moment, Zone};
use crate::check::{self, Checked};
use crate::config::{Config, Edition, Readers};
use crate::diagnostic::{Diagnostics, Severity};
use crate::load::{self, DiskFiles, Files, Texts};
use crate::plan;
use crate::projection::{self, Audience, Internal, Lens, NoSuchScope, Public, VisibleText};
use crate::publish::state::{Private, State};
use crate::publish::{self, Destination, Disk, Published, Sink};
use crate::render::{self, Renderer, Theme, Trouble};
use std::collections::BTreeMap;
use std::path::Path;

/// How to build.
#[derive(Clone, Debug)]
pub struct Options {
    /// The instant of the build.
    pub now: Now,
    /// Whether what is sound is published while something else is not.
    pub keep_going: bool,
    /// The editions to build; all if empty.
    pub editions: Vec<String>,
}

/// The instant of a build: known, or as written, to be read in the site's zone.
#[derive(Clone, Copy, Debug)]
pub enum Now {
    /// An instant.
    At(Instant),
    /// A date or date-time.
    Written(Moment),
}

impl Now {
    /// The instant, in a zone.
    pub fn at(self, zone: Zone) -> Instant {
        match self {
            Self::At(instant) => instant,
            Self::Written(moment) => moment.start(zone),
        }
    }
}

/// What a build did.
#[derive(Debug)]
pub struct Outcome {
    /// What was found, sorted.
    pub findings: Diagnostics,
    /// How it ended.
    pub result: BuildResult,
    /// Items in the content.
    pub items: usize,
    /// What was published, by edition, in the configuration's order.
    pub editions: Vec<(String, Published)>,
    /// When the next item opens or closes in any edition.
    pub next_change: Option<Instant>,
    /// The site's zone.
    pub zone: Zone,
}

/// How a build ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildResult {
    /// Everything was published.
    Published,
    /// Nothing had changed.
    Unchanged,
    /// Everything but what has an error was published.
    PublishedRest,
    /// There are errors; the last good site stands, without what has lapsed since.
    TermsEnforced,
    /// There are errors and no last good site; files with lapsed content were removed, this many.
    Dropped(usize),
}

/// The version of the generator, for remembering which one made what.
const GENERATOR: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("SUNSHINE_SOURCES"));

/// Builds the editions of the site at `root`. `Err` is trouble with the machine or a configuration that cannot
/// be used; what the clerks wrote wrong is in the outcome.
pub fn build(
    root: &Path,
    options: &Options,
    progress: publish::Progress<'_>,
) -> Result<Outcome, Failure> {
    let private = Private::take(root)?;
    let disk = DiskFiles::new(root);
    let (inputs, mut findings) = read_inputs(&disk, root)?;
    let config = &inputs.config;
    if let Some(unknown) = options
        .editions
        .iter()
        .find(|name| !config.editions.iter().any(|e| e.name == **name))
    {
        return Err(Failure::NoSuchEdition(unknown.clone()));
    }
    if let Some(outcome) = unchanged(&private, &inputs, root, options) {
        return Ok(outcome);
    }
    private.forget()?;
    let (register, found) = load::load(&disk, config)?;
    findings.append(found);
    let themes = inputs.themes(&disk, &mut findings)?;
    let report = check::check(register, findings);
    if report.failed() && (!options.keep_going || themes.is_none()) {
        return enforce_terms(&private, &disk, root, options, report, progress);
    }
    let Some(themes) = themes else {
        return Err(Failure::Configuration(report.findings));
    };
    let failed = report.failed();
    let (checked, findings) = report.keep_going();
    let built = publish_all(&disk, &checked, &inputs, &themes, root, options, progress)?;
    let mut outcome = Outcome {
        findings,
        result: if failed {
            BuildResult::PublishedRest
        } else {
            BuildResult::Published
        },
        items: checked.total(),
        editions: built.editions,
        next_change: built.next_change,
        zone: config.zone,
    };
    if !failed {
        inputs.keep_good(&private, &disk)?;
        if options.editions.is_empty() {
            private.remember(&State {
                generator: GENERATOR.to_owned(),
                inputs: inputs.digest.clone(),
                from: options.now.at(config.zone).unix(),
                until: built.next_change.map(Instant::unix),
                items: outcome.items,
                warnings: outcome.findings.count(Severity::Warning),
                editions: (outcome.editions.iter())
                    .map(|(name, p)| (name.clone(), (p.manifest.clone(), p.files)))
                    .collect(),
            })?;
        }
        if outcome
            .editions
            .iter()
            .all(|(_, published)| published.written + published.removed == 0)
        {
            outcome.result = BuildResult::Unchanged;
        }
    }
    Ok(outcome)
}

/// Whether the last build would do the same again: same generator, inputs and span of time, outputs untouched.
fn unchanged(
    private: &Private,
    inputs: &Inputs,
    root: &Path,
    options: &Options,
) -> Option<Outcome> {
    let state = private.state()?;
    let now = options.now.at(inputs.config.zone).unix();
    let same = state.generator == GENERATOR
        && state.inputs == inputs.digest
        && state.warnings == 0
        && (state.from..state.until.unwrap_or(i64::MAX)).contains(&now);
    if !same {
        return None;
    }
    let mut editions = Vec::new();
    for edition in inputs.editions(&options.editions) {
        let (manifest, files) = state.editions.get(&edition.name)?;
        let whole = match edition.audience {
            Readers::Public => Disk::open(Destination::<Public>::of(edition, root)?)
                .ok()?
                .is_whole(manifest),
            Readers::Internal => Disk::open(Destination::<Internal>::of(edition, root)?)
                .ok()?
                .is_whole(manifest),
        };
        if !whole {
            return None;
        }
        let published = Published {
            files: *files,
            manifest: manifest.clone(),
            ..Published::default()
        };
        editions.push((edition.name.clone(), published));
    }
    Some(Outcome {
        findings: Diagnostics::default(),
        result: BuildResult::Unchanged,
        items: state.items,
        editions,
        next_change: state.until.map(Instant::from_unix),
        zone: inputs.config.zone,
    })
}

/// The last good site at this instant, without what was since withdrawn, shortened, narrowed or deleted. A
/// failing check must not keep an expired item up.
fn enforce_terms(
    private: &Private,
    disk: &DiskFiles,
    root: &Path,
    options: &Options,
    report: check::Report,
    progress: publish::Progress<'_>,
) -> Result<Outcome, Failure> {
    let findings = report.findings.clone();
    let items = report.total();
    let outcome = |result, editions, next_change, zone| Outcome {
        findings,
        result,
        items,
        editions,
        next_change,
        zone,
    };
    let current = report.into_register();
    let zone = current.zone;
    let Some(good) = private.last_good() else {
        let dropped = drop_lapsed(disk, root, options)?;
        return Ok(outcome(
            BuildResult::Dropped(dropped),
            Vec::new(),
            None,
            zone,
        ));
    };
    let files = retract::GoodFiles::new(good, disk.clone());
    let mut old_findings = Diagnostics::default();
    let Ok(inputs) = Inputs::read(&files, root, &mut old_findings) else {
        let dropped = drop_lapsed(disk, root, options)?;
        return Ok(outcome(
            BuildResult::Dropped(dropped),
            Vec::new(),
            None,
            zone,
        ));
    };
    let (mut register, found) = load::load(&files, &inputs.config)?;
    retract::retract(&mut register, &current);
    let (checked, _) = check::check(register, found).keep_going();
    let Some(themes) = inputs.themes(&files, &mut old_findings)? else {
        return Err(Failure::Configuration(old_findings));
    };
    let built = publish_all(&files, &checked, &inputs, &themes, root, options, progress)?;
    Ok(outcome(
        BuildResult::TermsEnforced,
        built.editions,
        built.next_change,
        zone,
    ))
}

/// With no last good site to go by, the files whose content has lapsed are taken away by their manifest.
fn drop_lapsed(disk: &DiskFiles, root: &Path, options: &Options) -> Result<usize, Failure> {
    let mut ignored = Diagnostics::default();
    let Ok(inputs) = Inputs::read(disk, root, &mut ignored) else {
        return Ok(0);
    };
    let lapsed = |at: &str| {
        crate::calendar::parse_moment(at)
            .is_some_and(|m| m.start(inputs.config.zone) <= options.now.at(inputs.config.zone))
    };
    let mut dropped = 0;
    for edition in inputs.editions(&options.editions) {
        dropped += match edition.audience {
            Readers::Public => Destination::<Public>::of(edition, root)
                .map(Disk::open)
                .transpose()?
                .map(|mut d| d.drop_lapsed(lapsed)),
            Readers::Internal => Destination::<Internal>::of(edition, root)
                .map(Disk::open)
                .transpose()?
                .map(|mut d| d.drop_lapsed(lapsed)),
        }
        .transpose()?
        .unwrap_or_default();
    }
    Ok(dropped)
}

struct Built {
    editions: Vec<(String, Published)>,
    next_change: Option<Instant>,
}

fn publish_all(
    files: &dyn Files,
    checked: &Checked,
    inputs: &Inputs,
    themes: &BTreeMap<String, Theme>,
    root: &Path,
    options: &Options,
    progress: publish::Progress<'_>,
) -> Result<Built, Failure> {
    let mut built = Built {
        editions: Vec::new(),
        next_change: None,
    };
    for edition in inputs.editions(&options.editions) {
        let theme = &themes[edition.theme.as_deref().unwrap_or_default()];
        let job = Job {
            files,
            checked,
            config: &inputs.config,
            edition,
            theme,
            now: options.now.at(inputs.config.zone),
            progress,
        };
        let (published, next) = match edition.audience {
            Readers::Public => job.to_disk::<Public>(root)?,
            Readers::Internal => job.to_disk::<Internal>(root)?,
        };
        built.next_change = [built.next_change, next].into_iter().flatten().min();
        built.editions.push((edition.name.clone(), published));
    }
    Ok(built)
}

/// One edition to be made of a checked register.
pub struct Job<'j> {
    /// The input files that the register was loaded from.
    pub files: &'j dyn Files,
    /// What may be shown.
    pub checked: &'j Checked,
    /// The site.
    pub config: &'j Config,
    /// The edition.
    pub edition: &'j Edition,
    /// Its theme.
    pub theme: &'j Theme,
    /// The instant.
    pub now: Instant,
    /// Told how far it has come.
    pub progress: publish::Progress<'j>,
}

impl Job<'_> {
    fn to_disk<A: Audience>(&self, root: &Path) -> Result<(Published, Option<Instant>), Failure> {
        let destination = Destination::<A>::of(self.edition, root);
        let destination =
            destination.ok_or_else(|| Failure::NoSuchEdition(self.edition.name.clone()))?;
        self.run(&mut Disk::open(destination)?)
    }

    /// Projects, plans, renders and publishes the edition into a sink of its audience.
    pub fn run<A: Audience>(
        &self,
        sink: &mut impl Sink<A>,
    ) -> Result<(Published, Option<Instant>), Failure> {
        let horizon = Horizon::new(self.now);
        let lens = Lens {
            scope: self.edition.scope.as_ref().map(|scope| scope.value.clone()),
            on_expiry: self.edition.on_expiry,
        };
        let projection = projection::project::<A>(self.checked, &lens, &horizon)?;
        let next_change = projection.next_change;
        let plan = plan::plan(projection, self.config, self.edition);
        let texts = Texts::new(self.files);
        let text = |text: &VisibleText| texts.passages(text).map_err(Trouble::from);
        let file = |file: &projection::Stored| texts.file(file).map_err(Trouble::from);
        let inputs = render::Inputs {
            text: &text,
            file: &file,
        };
        let renderer = Renderer::new(&plan, self.theme);
        let published = publish::publish(
            &plan,
            &renderer,
            &inputs,
            &self.edition.name,
            sink,
            self.progress,
        )?;
        Ok((published, next_change))
    }
}

/// Checks the content of the site at `root`, and builds nothing.
pub fn check(root: &Path) -> Result<check::Report, Failure> {
    let disk = DiskFiles::new(root);
    let (inputs, mut findings) = read_inputs(&disk, root)?;
    let (register, found) = load::load(&disk, &inputs.config)?;
    findings.append(found);
    inputs.themes(&disk, &mut findings)?;
    Ok(check::check(register, findings))
}

/// Removes every edition that is ours, and what builds remember. The names of what was there.
pub fn clean(root: &Path) -> Result<Vec<String>, Failure> {
    let private = Private::take(root)?;
    let (inputs, _) = read_inputs(&DiskFiles::new(root), root)?;
    let mut removed = Vec::new();
    for edition in &inputs.config.editions {
        let gone = match edition.audience {
            Readers::Public => Destination::<Public>::of(edition, root)
                .map(Disk::open)
                .transpose()?
                .map(Disk::remove),
            Readers::Internal => Destination::<Internal>::of(edition, root)
                .map(Disk::open)
                .transpose()?
                .map(Disk::remove),
        };
        if gone.transpose()? == Some(true) {
            removed.push(edition.name.clone());
        }
    }
    private.clear()?;
    Ok(removed)
}

fn read_inputs(files: &dyn Files, root: &Path) -> Result<(Inputs, Diagnostics), Failure> {
    let mut findings = Diagnostics::default();
    match Inputs::read(files, root, &mut findings) {
        Ok(inputs) => Ok((inputs, findings)),
        Err(InputError::Io(error)) => Err(error.into()),
        Err(InputError::Configuration) => Err(Failure::Configuration(findings)),
    }
}

/// Why a build could not run at all.
#[derive(Debug)]
pub enum Failure {
    /// The configuration or theme cannot be used; the findings say why.
    Configuration(Diagnostics),
    /// `--edition` names none.
    NoSuchEdition(String),
    /// Another build is at work on the same site.
    Busy,
    /// The machine, the output folder, or a file that changed meanwhile.
    Trouble(Trouble),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::WouldBlock {
            Self::Busy
        } else {
            Self::Trouble(error.into())
        }
    }
}

impl From<Trouble> for Failure {
    fn from(error: Trouble) -> Self {
        Self::Trouble(error)
    }
}

impl From<publish::OutputError> for Failure {
    fn from(error: publish::OutputError) -> Self {
        Self::Trouble(error.into())
    }
}

impl From<NoSuchScope> for Failure {
    fn from(error: NoSuchScope) -> Self {
        Self::Trouble(format!("没有党组织“{0}”，或这一版的读者不能知道它 (there is no organisation `{0}` for these readers)", error.0).into())
    }
}
