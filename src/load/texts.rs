//! Texts and files, when they are rendered: the same as were checked, or none.

use super::beside;
use super::files::Files;
use crate::extract::picture;
use crate::markdown;
use crate::model::Stored;
use crate::projection::VisibleText;
use crate::source::{Decoded, decode};
use std::fmt;

/// Reads texts and files again when they are shown, and makes sure that they are still what was checked.
#[derive(Clone, Copy)]
pub struct Texts<'f> {
    files: &'f dyn Files,
}

/// Why something that was checked cannot be shown.
#[derive(Debug)]
pub enum ReadError {
    /// It changed, or went, between the check and now.
    Changed(String),
    /// The machine could not read it.
    Io(String, std::io::Error),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(path) => {
                write!(f, "{path} 在生成过程中被改动，请再运行一次 ({path} changed during the build; run it again)")
            }
            Self::Io(path, error) => write!(f, "{path} 读不出来 (cannot read {path}): {error}"),
        }
    }
}

impl std::error::Error for ReadError {}

impl<'f> Texts<'f> {
    /// Texts of these files.
    pub fn new(files: &'f dyn Files) -> Self {
        Self { files }
    }

    /// The Markdown of a visible text: its passages, and nothing else of the file that they lie in. Internal
    /// passages are marked.
    pub fn passages(&self, text: &VisibleText) -> Result<String, ReadError> {
        if let Some((source, digest)) = self.files.held(&text.path)
            && digest == text.source
        {
            return Ok(markdown::visible(source, &text.passages, true).into_owned());
        }
        let bytes = self.read(&text.path)?;
        if *blake3::hash(&bytes).as_bytes() != text.source {
            return Err(ReadError::Changed(text.path.to_string()));
        }
        match decode(&bytes) {
            Decoded::Text(source, _) => Ok(markdown::visible(&source, &text.passages, true).into_owned()),
            Decoded::Unreadable => Err(ReadError::Changed(text.path.to_string())),
        }
    }

    /// The bytes of a file that travels.
    pub fn file(&self, file: &Stored) -> Result<Vec<u8>, ReadError> {
        let bytes = self.read(&file.path)?;
        let bytes = picture::strip(&bytes).ok().flatten().map_or(bytes, |picture| picture.bytes);
        if *beside::sha256(&bytes) != *file.sha256 {
            return Err(ReadError::Changed(file.path.to_string()));
        }
        Ok(bytes)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.files.read(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => ReadError::Changed(path.to_owned()),
            _ => ReadError::Io(path.to_owned(), error),
        })
    }
}
