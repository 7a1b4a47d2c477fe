//! Whether there is nothing to do.

use super::outcome::{BuildResult, Options, Outcome};
use super::{GENERATOR, Inputs, outputs};
use crate::calendar::Instant;
use crate::diagnostic::Diagnostics;
use crate::projection::for_readers;
use crate::publish::state::Private;
use crate::publish::{Destination, Disk, Published};
use std::path::Path;

/// What a build would come to, if it is known without building: the same generator, the same inputs without a
/// finding, an instant before anything opens or closes, and outputs that nobody touched.
pub(super) fn outcome(private: &Private, inputs: &Inputs<'_>, root: &Path, options: &Options) -> Option<Outcome> {
    let state = private.state()?;
    let zone = inputs.config.zone;
    let same = state.generator == GENERATOR
        && state.inputs == inputs.digest
        && state.warnings == 0
        && (state.from..state.until.unwrap_or(i64::MAX)).contains(&options.now.at(zone).unix());
    if !same || !outputs::is_settled(private, &inputs.config, root) {
        return None;
    }
    let mut editions = Vec::new();
    for edition in inputs.editions(&options.editions) {
        let (manifest, files, shown) = state.editions.get(&edition.name)?;
        let whole = for_readers!(edition.audience, A => {
            Disk::open(Destination::<A>::of(edition, root)?).ok()?.is_whole(manifest)
        });
        let published = Published { shown: *shown, files: *files, manifest: manifest.clone(), ..Published::default() };
        editions.push(whole.then(|| (edition.name.clone(), published))?);
    }
    Some(Outcome {
        findings: Diagnostics::default(),
        result: BuildResult::Unchanged,
        items: state.items,
        waiting: 0,
        unseen: state.unseen,
        editions,
        next_change: state.next_change.map(Instant::from_unix),
        zone,
    })
}
