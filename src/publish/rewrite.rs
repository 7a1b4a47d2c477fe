//! Rewriting a source file as a whole.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Replaces the text of a source file, whole or not at all. Windows line ends stay what they are.
pub fn rewrite(path: &Path, text: &str) -> io::Result<()> {
    let before = fs::read(path)?;
    let text = if before.windows(2).any(|pair| pair == b"\r\n") { text.replace('\n', "\r\n") } else { text.to_owned() };
    rewrite_bytes(path, text.as_bytes())
}

/// Replaces the bytes of a source file, whole or not at all.
pub fn rewrite_bytes(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().set_permissions(fs::metadata(path)?.permissions())?;
    file.persist(path).map(drop).map_err(|error| error.error)
}
