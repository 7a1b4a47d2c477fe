//! A file for members that stands by itself, outside every edition.

use super::{MANIFEST, Manifest};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file by itself, whole or not at all. An error of kind `AlreadyExists` where there is one, unless it may go.
pub fn write_alone(path: &Path, text: &str, overwrite: bool) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = open_to_others().tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    let written = if overwrite { file.persist(path) } else { file.persist_noclobber(path) };
    written.map(drop).map_err(|error| error.error)
}

/// A file that others may read as far as the system lets them, where temporary files are for their owner alone.
fn open_to_others() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Whether a path lies in a published tree.
pub fn is_published(path: &Path) -> bool {
    let above = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    above.ancestors().skip(1).any(|folder| {
        let manifest = std::fs::read(folder.join(MANIFEST));
        manifest.is_ok_and(|bytes| Manifest::parse(&bytes).is_some())
    })
}
