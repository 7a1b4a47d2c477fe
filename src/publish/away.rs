//! Getting rid of a tree, also where parts of it belong to somebody else.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What ends the names of folders with what could not be removed.
const LEFT: &str = ".sunshine-left";

/// Removes a tree that stood at, or was to stand at, `place`. Where parts of it may not be removed (a certificate's tool
/// that runs as another user puts `.well-known` there), all else is, and what is left is moved to `.NAME.sunshine-left`
/// beside the place, so that it is in nobody's way.
pub(super) fn remove(tree: &Path, place: &Path) -> io::Result<()> {
    let Err(error) = fs::remove_dir_all(tree) else { return Ok(()) };
    // It stopped at the first that it could not remove.
    for entry in walkdir::WalkDir::new(tree).contents_first(true).into_iter().flatten() {
        let remove = if entry.file_type().is_dir() { fs::remove_dir } else { fs::remove_file };
        _ = remove(entry.path());
    }
    if fs::symlink_metadata(tree).is_err() {
        return Ok(());
    }
    let mut names = (1..).map(|n| beside(place, &if n == 1 { LEFT.to_owned() } else { format!("{LEFT}-{n}") }));
    let free = names.find(|name| fs::symlink_metadata(name).is_err());
    free.map_or(Err(()), |free| fs::rename(tree, free).map_err(drop)).map_err(|()| error)
}

/// The folders that [`remove`] left beside a place, sorted.
pub(super) fn left(place: &Path) -> Vec<PathBuf> {
    let prefix = beside(place, LEFT);
    let named = |name: &OsStr| {
        let prefix = prefix.file_name().unwrap_or_default();
        name.as_encoded_bytes().starts_with(prefix.as_encoded_bytes())
    };
    let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let found = fs::read_dir(parent).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let mut left: Vec<PathBuf> = found.filter(|name| named(name)).map(|name| place.with_file_name(name)).collect();
    left.sort_unstable();
    left
}

/// `.public.sunshine-new` beside `public`: on the same file system.
pub(super) fn beside(place: &Path, ending: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(place.file_name().unwrap_or_default());
    name.push(ending);
    place.with_file_name(name)
}
