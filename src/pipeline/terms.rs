//! A failing check must not keep an expired item up: the last good site goes on being published, at the
//! present instant, and only ever with less on it.

use super::Inputs;
use super::job::{Outputs, publish_all};
use super::outcome::{BuildResult, Failure, Options, Outcome};
use super::retract::retract;
use crate::calendar::parse_moment;
use crate::check;
use crate::config::Readers;
use crate::diagnostic::Diagnostics;
use crate::load::{self, DiskFiles, Files, Found, HeldFiles};
use crate::projection::{Internal, Public};
use crate::publish::{Destination, Disk};
use std::io;
use std::path::Path;

/// The texts of a build that passed, by path.
pub(super) type Good = Vec<(String, Vec<u8>)>;

/// Publishes the last good site at this instant, without what was since withdrawn, shortened, narrowed or
/// deleted. `report` is of the content that does not pass.
pub(super) fn enforce(
    good: Option<Good>,
    disk: &DiskFiles,
    root: &Path,
    options: &Options,
    report: check::Report,
    outputs: &mut dyn Outputs,
) -> Result<Outcome, Failure> {
    let (findings, items) = (report.findings.clone(), report.total());
    let (current, faulty) = report.into_register();
    let zone = current.zone;
    let files = good.map(|good| GoodFiles::new(good, disk.clone()));
    let old =
        files.as_ref().and_then(|files| Some((files, Inputs::read(files, root, &mut Diagnostics::default()).ok()?)));
    let Some((files, inputs)) = old else {
        let result = BuildResult::Dropped(drop_lapsed(disk, root, options)?);
        return Ok(Outcome { findings, result, items, editions: Vec::new(), next_change: None, zone });
    };
    let (mut register, found) = load::load(files, &inputs.config)?;
    retract(&mut register, &current, &faulty);
    let (checked, _) = check::check(register, found).keep_going();
    let mut theme_findings = Diagnostics::default();
    let themes = inputs.themes(files, &mut theme_findings)?.ok_or(Failure::Configuration(theme_findings))?;
    let built = publish_all(files, &checked, &inputs, &themes, options, outputs)?;
    let (editions, next_change) = (built.editions, built.next_change);
    Ok(Outcome { findings, result: BuildResult::TermsEnforced, items, editions, next_change, zone })
}

/// With no last good site to go by, the files whose content has lapsed are taken away by their manifest.
fn drop_lapsed(disk: &DiskFiles, root: &Path, options: &Options) -> Result<usize, Failure> {
    let inputs = Inputs::read(disk, root, &mut Diagnostics::default())?;
    let zone = inputs.config.zone;
    let now = options.now.at(zone);
    let lapsed = |at: &str| parse_moment(at).is_some_and(|moment| moment.start(zone) <= now);
    let mut dropped = 0;
    for edition in inputs.editions(&options.editions) {
        let count = match edition.audience {
            Readers::Public => Destination::<Public>::of(edition, root)
                .map(Disk::open)
                .transpose()?
                .map(|disk| disk.drop_lapsed(lapsed)),
            Readers::Internal => Destination::<Internal>::of(edition, root)
                .map(Disk::open)
                .transpose()?
                .map(|disk| disk.drop_lapsed(lapsed)),
        };
        dropped += count.transpose()?.unwrap_or_default();
    }
    Ok(dropped)
}

/// The texts of the last good build; files that are no texts are those on disk now, and are shown only if
/// they are still the same.
struct GoodFiles {
    texts: HeldFiles,
    disk: DiskFiles,
}

impl GoodFiles {
    fn new(good: Good, disk: DiskFiles) -> Self {
        let mut texts = HeldFiles::new();
        for (path, bytes) in good {
            texts.put(path, bytes);
        }
        Self { texts, disk }
    }
}

fn is_text(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"))
}

impl Files for GoodFiles {
    fn list(&self, folder: &str) -> io::Result<Vec<Found>> {
        let mut found = self.texts.list(folder)?;
        if folder != "themes" {
            found.extend(self.disk.list(folder)?.into_iter().filter(|file| !file.refused && !is_text(&file.path)));
        }
        Ok(found)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.texts.read(path).or_else(|error| if is_text(path) { Err(error) } else { self.disk.read(path) })
    }
}
