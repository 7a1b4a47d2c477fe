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

/// Replaces the bytes of a source file, whole or not at all. A link to it stays one.
pub fn rewrite_bytes(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(&path))?;
    file.write_all(bytes)?;
    file.as_file().set_permissions(fs::metadata(&path)?.permissions())?;
    // Nobody has it but here: it is on the disk before the old one goes.
    file.as_file().sync_all()?;
    file.persist(&path).map(drop).map_err(|error| error.error)
}
