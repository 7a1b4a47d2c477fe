use super::{MANIFEST, Manifest};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file by itself, whole or not at all. An error of kind `AlreadyExists` where there is one, unless it may go.
pub fn write_alone(path: &Path, text: &str, overwrite: bool) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    let written = if overwrite { file.persist(path) } else { file.persist_noclobber(path) };
    written.map(drop).map_err(|error| error.error)
}

/// Whether a path lies in a published tree.
pub fn is_published(path: &Path) -> bool {
    let above = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    above.ancestors().skip(1).any(|folder| {
        let manifest = std::fs::read(folder.join(MANIFEST));
        manifest.is_ok_and(|bytes| Manifest::parse(&bytes).is_some())
    })
}
