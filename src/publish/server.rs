//! What web servers are told of the editions: `.sunshine/server/NAME`, which no server serves.

use super::state::FOLDER;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of an edition, for the site at `root`.
pub(super) fn folder(root: &Path, edition: &str) -> PathBuf {
    root.join(FOLDER).join("server").join(edition)
}

/// Makes the folder hold these files; it goes where there are none. What stands as it should is not written again.
pub(super) fn keep(folder: &Path, files: &[(&str, String)]) -> io::Result<()> {
    if files.is_empty() {
        return match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !files.iter().any(|(name, _)| entry.file_name() == *name) {
            fs::remove_file(entry.path())?;
        }
    }
    for (name, text) in files {
        let path = folder.join(name);
        if fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            fs::write(path, text)?;
        }
    }
    Ok(())
}
