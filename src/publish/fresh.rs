//! Writing a file that is not there yet.

use super::write_alone;
use std::fs;
use std::io;
use std::path::Path;

/// Writes a new source file, whole or not at all, and the folders above it. `false` where there is a file already, which
/// stays as it is.
pub fn fresh(path: &Path, text: &str) -> io::Result<bool> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    match write_alone(path, text, false) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}
