//! When files were last touched, by which a build knows without reading them that nobody changed what it published.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

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
