//! What may still change on the last good site while newer content does not pass: only towards less.

use crate::load::{DiskFiles, Files, Found, HeldFiles};
use crate::model::Register;
use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::Arc;

/// The texts of the last good build; files that are no texts are those on disk now, and are shown only if
/// they are still the same.
pub(super) struct GoodFiles {
    texts: HeldFiles,
    disk: DiskFiles,
}

impl GoodFiles {
    /// The kept texts, and the disk for the rest.
    pub fn new(texts: Vec<(String, Vec<u8>)>, disk: DiskFiles) -> Self {
        let mut held = HeldFiles::new();
        for (path, bytes) in texts {
            held.put(path, bytes);
        }
        Self { texts: held, disk }
    }
}

fn is_text(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"))
}

impl Files for GoodFiles {
    fn list(&self, folder: &str) -> io::Result<Vec<Found>> {
        let mut found = self.texts.list(folder)?;
        if folder != "themes" {
            found.extend(
                self.disk
                    .list(folder)?
                    .into_iter()
                    .filter(|file| !file.refused && !is_text(&file.path)),
            );
        }
        Ok(found)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.texts.read(path).or_else(|error| {
            if is_text(path) {
                Err(error)
            } else {
                self.disk.read(path)
            }
        })
    }
}

/// Applies to the last good register what the current one takes back: withdrawals, shorter terms, later
/// openings, narrower audiences, deletions.
pub(super) fn retract(good: &mut Register, current: &Register) {
    let by_id: HashMap<&str, usize> = current.by_id();
    let paths: HashSet<&Arc<str>> = current.broken.iter().collect();
    let zone = good.zone;
    good.items
        .retain(|item| by_id.contains_key(&*item.id) || paths.contains(&item.path));
    for item in &mut good.items {
        let Some(now) = by_id
            .get(&*item.id)
            .map(|position| &current.items[*position])
        else {
            continue;
        };
        item.clearance = item.clearance.max(now.clearance);
        item.expires = match (item.expires, now.expires) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if now.publish.start(zone) > item.publish.start(zone) {
            item.publish = now.publish;
        }
        if now.public_from.is_some_and(|from| {
            from.start(zone) > item.public_from.unwrap_or(item.publish).start(zone)
        }) {
            item.public_from = now.public_from;
        }
        if now.withdrawn.is_some() {
            item.withdrawn.clone_from(&now.withdrawn);
        }
    }
}
