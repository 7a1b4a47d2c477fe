//! When files were last touched, by which a build knows without reading them that nobody changed what it published.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;
use walkdir::{DirEntry, WalkDir};

/// When something of a file last changed, whoever says what of its age: a copy put back with its old date is younger
/// than it looks. Where the system does not keep that, when its bytes changed.
pub(super) fn changed(metadata: &Metadata) -> Option<SystemTime> {
    let modified = metadata.modified().ok()?;
    Some(status_changed(metadata).map_or(modified, |changed| changed.max(modified)))
}

/// Makes a file, which stays as it is, the last one that was touched.
pub(super) fn touch(path: &Path) -> io::Result<Metadata> {
    fs::set_permissions(path, fs::metadata(path)?.permissions())?;
    fs::metadata(path)
}

/// Notes when the manifest of a tree was put there, in a file outside of it.
pub(super) fn note(file: &Path, written: SystemTime) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(file, text(written))
}

/// Whether a tree can be told by its ages: its manifest is the one that was noted, no link stands in it, and nothing was
/// moved into a folder of it since. A file that is moved keeps its own age.
pub(super) fn tells(file: &Path, tree: &Path, written: SystemTime) -> bool {
    let noted = fs::read(file).is_ok_and(|noted| noted == text(written).into_bytes());
    let old = |entry: walkdir::Result<DirEntry>| {
        let Ok(entry) = entry else { return false };
        let kind = entry.file_type();
        let moved_into = || !entry.metadata().is_ok_and(|found| changed(&found).is_some_and(|at| at <= written));
        !(kind.is_symlink() || kind.is_dir() && moved_into())
    };
    noted && WalkDir::new(tree).into_iter().all(old)
}

fn text(at: SystemTime) -> String {
    at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos().to_string()
}

#[cfg(unix)]
fn status_changed(metadata: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    use std::time::Duration;
    let (seconds, nanoseconds) = (u64::try_from(metadata.ctime()).ok()?, u32::try_from(metadata.ctime_nsec()).ok()?);
    SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, nanoseconds))
}

#[cfg(not(unix))]
fn status_changed(_: &Metadata) -> Option<SystemTime> {
    None
}
