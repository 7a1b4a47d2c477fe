//! Where editions were published: no tree is left behind, out of reach of every term, when its output moves.

use crate::config::{Config, Edition, Readers, led_to};
use crate::projection::{Audience, Internal, Public};
use crate::publish::state::Private;
use crate::publish::{Destination, Disk, Foreign, OutputError};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The name under which outputs are remembered.
const NAME: &str = "outputs.json";

/// An edition that a build may have put on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Output {
    edition: String,
    internal: bool,
    /// Where it leads, from the root of the site if it lies in there.
    folder: PathBuf,
}

fn configured(config: &Config, root: &Path) -> Vec<Output> {
    config.editions.iter().map(|edition| Output::of(edition, root)).collect()
}

/// Whether the outputs that are remembered are those that are configured.
pub(super) fn is_settled(private: &Private, config: &Config, root: &Path) -> bool {
    private.recall::<Vec<Output>>(NAME) == configured(config, root)
}

/// Removes the trees of editions that are no longer configured as they were, and remembers those that are.
pub(super) fn settle(private: &Private, config: &Config, root: &Path) -> Result<(), OutputError> {
    let configured = configured(config, root);
    let before: Vec<Output> = private.recall(NAME);
    if before == configured {
        return Ok(());
    }
    if let Some(crossed) = config.editions.iter().find_map(|edition| crosses(edition, &before, root)) {
        return Err(crossed);
    }
    // Both are remembered until the old ones are gone.
    let both: Vec<&Output> = before.iter().chain(&configured).collect();
    private.note(NAME, &both)?;
    let same = |output: &Output, now: &Output| output.edition == now.edition && output.internal == now.internal;
    let stays = |output: &Output| configured.iter().any(|now| same(output, now) && output.leads_to(&now.folder, root));
    let gone = before.iter().filter(|output| !stays(output));
    let removed: Vec<_> = gone.map(|output| output.remove(root).map(drop)).collect();
    removed.into_iter().collect::<Result<(), _>>()?;
    private.note(NAME, &configured)
}

/// That members or the public know its folder, which would come to hold what is for the other: only by hand.
fn crosses(edition: &Edition, before: &[Output], root: &Path) -> Option<OutputError> {
    let now = Output::of(edition, root);
    let mut crossed = before.iter().filter(|output| output.internal != now.internal);
    let former = crossed.find(|output| output.leads_to(&now.folder, root))?;
    let readers = if former.internal { Readers::Internal } else { Readers::Public };
    Some(OutputError::Another { folder: root.join(&edition.output), edition: former.edition.clone(), readers })
}

/// Why an edition that moved cannot be published to where it is configured now: its old tree stays until it can. Where the old
/// one lies in the new one, or around it, that shows only when the old one is gone.
pub(super) fn refusal(private: &Private, edition: &Edition, root: &Path) -> Option<OutputError> {
    let before: Vec<Output> = private.recall(NAME);
    let now = Output::of(edition, root);
    let crossed = crosses(edition, &before, root);
    if crossed.is_some() {
        return crossed;
    }
    let touches = |output: &Output| output.folder.starts_with(&now.folder) || now.folder.starts_with(&output.folder);
    if before.is_empty() || before.iter().any(touches) {
        return None;
    }
    let probed = if now.internal { now.probe::<Internal>(root) } else { now.probe::<Public>(root) };
    probed.err()
}

/// The folders of every tree that is remembered.
pub(super) fn folders(private: &Private, root: &Path) -> Vec<PathBuf> {
    private.recall::<Vec<Output>>(NAME).into_iter().map(|output| root.join(output.folder)).collect()
}

/// Removes every tree that is remembered. The editions that there were, and what else lay there.
pub(super) fn remove_all(private: &Private, root: &Path) -> Result<Vec<(String, Foreign)>, OutputError> {
    let mut removed = Ok(Vec::new());
    for output in private.recall::<Vec<Output>>(NAME) {
        match (output.remove(root), &mut removed) {
            (Ok(Some(foreign)), Ok(removed)) => removed.push((output.edition, foreign)),
            (Err(error), Ok(_)) => removed = Err(error),
            _ => {}
        }
    }
    removed
}

/// Takes away what has lapsed of every tree that is remembered, file by file: the last resort of a build that fails.
/// Trees that are no longer ours are left alone, and one that cannot be swept keeps no other from it.
pub(super) fn sweep(private: &Private, root: &Path, lapsed: &dyn Fn(&str) -> bool) -> Result<(), OutputError> {
    sweep_all(&private.recall::<Vec<Output>>(NAME), root, lapsed)
}

/// The same of the trees that are configured, where nothing can be remembered.
pub(super) fn sweep_configured(config: &Config, root: &Path, lapsed: &dyn Fn(&str) -> bool) -> Result<(), OutputError> {
    sweep_all(&configured(config, root), root, lapsed)
}

fn sweep_all(outputs: &[Output], root: &Path, lapsed: &dyn Fn(&str) -> bool) -> Result<(), OutputError> {
    let sweep = |output: &Output| match output.internal {
        true => output.sweep_for::<Internal>(root, lapsed),
        false => output.sweep_for::<Public>(root, lapsed),
    };
    outputs.iter().map(sweep).fold(Ok(()), Result::and)
}

/// Where a folder leads, from the root of the site if that lies in there.
fn led(folder: &Path, root: &Path) -> PathBuf {
    let led = led_to(&root.join(folder));
    led.strip_prefix(led_to(root)).map(Path::to_owned).unwrap_or(led)
}

impl Output {
    fn of(edition: &Edition, root: &Path) -> Self {
        Self {
            edition: edition.name.clone(),
            internal: edition.audience == Readers::Internal,
            folder: led(&edition.output, root),
        }
    }

    /// Whether it is this folder, or became a link to it.
    fn leads_to(&self, folder: &Path, root: &Path) -> bool {
        self.folder == folder || led(&self.folder, root) == folder
    }

    fn probe<A: Audience>(&self, root: &Path) -> Result<(), OutputError> {
        Disk::open(Destination::<A>::former(&self.edition, root.join(&self.folder), root))?.probe()
    }

    fn sweep_for<A: Audience>(&self, root: &Path, lapsed: &dyn Fn(&str) -> bool) -> Result<(), OutputError> {
        match Disk::open(Destination::<A>::former(&self.edition, root.join(&self.folder), root)) {
            Ok(disk) => disk.drop_lapsed(lapsed).map(drop),
            Err(OutputError::NotOurs(_) | OutputError::Another { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn remove(&self, root: &Path) -> Result<Option<Foreign>, OutputError> {
        if self.internal { self.remove_for::<Internal>(root) } else { self.remove_for::<Public>(root) }
    }

    fn remove_for<A: Audience>(&self, root: &Path) -> Result<Option<Foreign>, OutputError> {
        match Disk::open(Destination::<A>::former(&self.edition, root.join(&self.folder), root)) {
            Ok(disk) => disk.remove(),
            // Something else is there by now.
            Err(OutputError::NotOurs(_) | OutputError::Another { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
