//! Putting one folder in another's place, in one step where the system can.

use std::io;
use std::path::Path;

/// Puts a new tree in the place of an old one. Where the file system can, the two are exchanged in one step,
/// so that a reader finds the whole old or the whole new site; elsewhere the old one is set aside at `aside`
/// for the moment between two renames. Afterwards the old tree, if there was one, is at `new` or at `aside`.
pub(super) fn swap_in(new: &Path, place: &Path, aside: &Path) -> io::Result<()> {
    if !place.exists() {
        return std::fs::rename(new, place);
    }
    if exchange(new, place).is_ok() {
        return Ok(());
    }
    std::fs::rename(place, aside)?;
    std::fs::rename(new, place).inspect_err(|_| drop(std::fs::rename(aside, place)))
}

#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}
