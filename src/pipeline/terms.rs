//! A failing check must not keep an expired item up: the last good site goes on being published, at the
//! present instant, and only ever with less on it.

use super::inputs::{SITE, Themes};
use super::job::{Admitted, Built, Outputs, publish_all};
use super::outcome::{BuildResult, Failure, Options, Outcome};
use super::retract::{Limits, Newer};
use super::{Inputs, Site};
use crate::calendar::parse_moment;
use crate::check;
use crate::config::{Config, Edition};
use crate::diagnostic::Diagnostics;
use crate::load::{self, DiskFiles, Files, Found, HeldFiles, Overlaid};
use crate::model::{Organisation, Register};
use crate::projection::for_readers;
use crate::publish::{self, Destination, Disk, Good, OutputError};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was good before, and what has been taken back of it since.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    pub good: Option<Good>,
    pub limits: Limits,
}

/// Content that does not pass, and the site's themes where those can be used.
pub(super) struct Failing<'i> {
    pub inputs: &'i Inputs<'i>,
    pub report: check::Report,
    pub themes: Option<Themes>,
    /// Whether its configuration is the newest; where that cannot be used, it is the last good one.
    pub configured: bool,
}

/// What enforcing came to.
pub(super) struct Enforced {
    /// What was published; or why an edition could not be, and then the others were all the same.
    pub outcome: Result<Outcome, Failure>,
    /// What has been taken back of the last good site by now.
    pub limits: Limits,
}

/// Publishes the last good site at this instant, without what was since withdrawn, shortened, narrowed or
/// deleted.
pub(super) fn enforce(
    before: Before,
    failing: Failing<'_>,
    disk: &DiskFiles,
    place: Place<'_>,
    options: &Options,
    outputs: &dyn Outputs,
) -> Result<Enforced, Failure> {
    let Place { root, stood } = place;
    let (findings, items) = (failing.report.findings.clone(), failing.report.total());
    let waiting = failing.report.waiting();
    let zone = failing.inputs.config.zone;
    let published = trees(&failing.inputs.config, root).into_iter().chain(stood).collect();
    let files = before.good.map(|good| GoodFiles::new(good, disk.clone(), published));
    let old = files.as_ref().map(|files| reread(files, options)).transpose()?.flatten();
    let Some(Reread { mut inputs, mut register, found }) = old else {
        let configured = failing.configured.then_some(&failing.inputs.config);
        let (result, Built { editions, next_change }) = without_good(failing, root, options, outputs)?;
        configured.map_or(Ok(()), |config| outputs.settle(config))?;
        let outcome = Outcome { findings, result, items, waiting, unseen: 0, editions, next_change, zone };
        return Ok(Enforced { outcome: Ok(outcome), limits: before.limits });
    };
    let Failing { inputs: current, report, themes: _, configured } = failing;
    // Read by an older configuration, nothing is as sure as it was.
    let unfounded = !configured || report.unfounded(&current.config.catalogue);
    let (newer, faulty) = report.into_register();
    let mended = mended(current, &inputs, &faulty, options)?.map(check::Report::into_register);
    let newer = Newer {
        register: &newer,
        config: configured.then_some(&current.config),
        faulty: &faulty,
        unfounded,
        edited: false,
        guards_more: &|now, good| load::guards(&current.files, now).exceed(&load::guards(&inputs.files, good)),
        in_doubt: &|now| load::in_doubt(&current.files, now),
        has: &|path| current.files.has(path),
    };
    let mended = mended.as_ref().map(|(register, faulty)| Newer { register, faulty, ..newer });
    let limits = before.limits.renew(&register, &inputs.config, &newer, mended.as_ref());
    limits.apply(&mut register, &mut inputs.config, &|edition| outputs.takes(edition));
    let (checked, _) = check::check(register, found, options.now.at(inputs.config.zone)).keep_going();
    let themes = inputs.themes(&mut Diagnostics::default())?.map_or_else(|| inputs.plain_themes(), Ok)?;
    let admitted = Admitted { checked: &checked, standing_only: false };
    let built = publish_all(admitted, &inputs, &themes, options, outputs);
    let settled = outputs.settle(&inputs.config);
    let outcome = built.and_then(|built| settled.map(|()| built));
    let outcome = outcome.map(|Built { editions, next_change }| {
        let result = BuildResult::TermsEnforced;
        Outcome { findings, result, items, waiting, unseen: 0, editions, next_change, zone }
    });
    Ok(Enforced { outcome, limits })
}

/// What newer content says with each of its catalogues and organisations' files that is broken as it was last good: the items
/// below those can be read then. `None` where that mends nothing.
fn mended(
    current: &Inputs<'_>,
    good: &Inputs<'_>,
    faulty: &BTreeSet<Arc<str>>,
    options: &Options,
) -> Result<Option<check::Report>, Failure> {
    let rested_on =
        |path: &str| Organisation::made_by(path).is_some() || current.config.catalogue.iter().any(|own| own == path);
    let broken = faulty.iter().filter(|path| rested_on(path));
    let texts: Vec<_> = broken.filter_map(|path| Some((Arc::clone(path), good.files.read(path).ok()?))).collect();
    if texts.is_empty() {
        return Ok(None);
    }
    let files = Overlaid::new(&current.files, texts);
    let (register, found) = load::load(&files, &current.config)?;
    Ok(Some(check::check(register, found, options.now.at(current.config.zone))))
}

/// What was good before, read again.
struct Reread<'f> {
    inputs: Inputs<'f>,
    register: Register,
    found: Diagnostics,
}

/// `None` where it cannot be told any more what is sound in it: it is no last good site then.
fn reread<'f>(files: &'f GoodFiles, options: &Options) -> Result<Option<Reread<'f>>, Failure> {
    let Ok(inputs) = Inputs::again(files) else {
        return Ok(None);
    };
    let (register, found) = load::load(&inputs.files, &inputs.config)?;
    let report = check::check(register, found.clone(), options.now.at(inputs.config.zone));
    let founded = !report.unfounded(&inputs.config.catalogue);
    Ok(founded.then(|| Reread { inputs, register: report.into_register().0, found }))
}

/// The same where the configuration itself cannot be used: the content is read as the last good one says. `None` where
/// there is no last good site.
pub(super) fn enforce_misconfigured(
    before: Before,
    mut findings: Diagnostics,
    disk: &DiskFiles,
    place: Place<'_>,
    options: &Options,
    outputs: &dyn Outputs,
) -> Result<Option<Enforced>, Failure> {
    let site = before.good.as_ref().and_then(|good| good.texts.iter().find(|(path, _)| path == SITE));
    let Some((_, site)) = site else {
        return Ok(None);
    };
    let files = Overlaid::new(disk, [(SITE.into(), site.clone())]);
    let Ok(inputs) = Inputs::again(&files) else {
        return Ok(None);
    };
    let (register, found) = load::load(&inputs.files, &inputs.config)?;
    findings.append(found);
    let now = options.now.at(inputs.config.zone);
    let (inputs, report) = Site::of(place.root, inputs, register, findings).held(place.root)?.check(now);
    let failing = Failing { inputs: &inputs, report, themes: None, configured: false };
    enforce(before, failing, disk, place, options, outputs).map(Some)
}

/// Where a site lies, and where its editions were published.
pub(super) struct Place<'p> {
    pub root: &'p Path,
    pub stood: Vec<PathBuf>,
}

/// With no last good site to go by: of what stands, what the sound part of the content still says. Where nothing can
/// be told to be sound, the files whose content has lapsed are taken away by their manifest.
fn without_good(
    failing: Failing<'_>,
    root: &Path,
    options: &Options,
    outputs: &dyn Outputs,
) -> Result<(BuildResult, Built), Failure> {
    let Failing { inputs, report, themes, configured: _ } = failing;
    if report.unfounded(&inputs.config.catalogue) {
        return Ok((BuildResult::Dropped(drop_lapsed(inputs, root, options)?), Built::default()));
    }
    let themes = themes.map_or_else(|| inputs.plain_themes(), Ok)?;
    let (checked, _) = report.keep_going();
    let admitted = Admitted { checked: &checked, standing_only: true };
    let built = publish_all(admitted, inputs, &themes, options, outputs)?;
    let any = built.editions.iter().any(|(_, published)| published.files > 0);
    Ok((if any { BuildResult::TermsEnforced } else { BuildResult::Dropped(0) }, built))
}

fn drop_lapsed(inputs: &Inputs<'_>, root: &Path, options: &Options) -> Result<usize, Failure> {
    let zone = inputs.config.zone;
    let now = options.now.at(zone);
    let lapsed = |at: &str| parse_moment(at).is_some_and(|moment| moment.start(zone) <= now);
    let drop = |edition: &Edition| -> Result<usize, OutputError> {
        for_readers!(edition.audience, A => {
            Destination::<A>::of(edition, root).map_or(Ok(0), |output| Disk::open(output)?.drop_lapsed(lapsed))
        })
    };
    // All have their turn before the first that failed is told.
    let dropped: Vec<_> = inputs.editions(&options.editions).map(drop).collect();
    Ok(dropped.into_iter().sum::<Result<_, _>>()?)
}

fn trees(config: &Config, root: &Path) -> Vec<PathBuf> {
    config.editions.iter().map(|edition| root.join(&edition.output)).collect()
}

/// The inputs of the last good build. Files that are no texts are those on disk now, as long as they are still the
/// same; else what was published of them.
struct GoodFiles {
    texts: HeldFiles,
    files: BTreeMap<String, [u8; 32]>,
    disk: DiskFiles,
    published: Vec<PathBuf>,
}

impl GoodFiles {
    fn new(good: Good, disk: DiskFiles, published: Vec<PathBuf>) -> Self {
        let mut texts = HeldFiles::new();
        for (path, bytes) in good.texts {
            texts.put(path, bytes);
        }
        Self { texts, files: good.files.into_iter().collect(), disk, published }
    }
}

impl Files for GoodFiles {
    fn list(&self, folder: &str) -> io::Result<Vec<Found>> {
        let mut found = self.texts.list(folder)?;
        let inside = |path: &&String| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        found.extend(self.files.keys().filter(inside).map(|path| Found { path: path.clone(), refused: None }));
        Ok(found)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let held = self.texts.read(path);
        if held.is_ok() {
            return held;
        }
        let missing = || io::Error::new(io::ErrorKind::NotFound, path.to_owned());
        let digest = self.files.get(path).ok_or_else(missing)?;
        let same = |bytes: &Vec<u8>| blake3::hash(bytes).as_bytes() == digest;
        let name = path.rsplit('/').next().unwrap_or(path);
        (self.disk.read(path).ok().filter(same))
            .or_else(|| self.published.iter().find_map(|tree| publish::travelled(tree, name, same)))
            .ok_or_else(missing)
    }
}
