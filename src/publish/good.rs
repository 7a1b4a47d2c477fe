//! The last good inputs: what terms are enforced on while newer content does not pass.

use super::OutputError;
use super::state::{FOLDER, Private};
use crate::render::Trouble;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

const NAME: &str = "last-good";
const MAGIC: &[u8] = b"sunshine last good 2\n";

/// The input files of the last build that passed, by path: texts whole; of the others, which the published sites have,
/// their Blake3.
#[derive(Clone, Debug, Default)]
pub struct Good {
    /// Markdown, configuration, catalogue and themes.
    pub texts: Vec<(String, Vec<u8>)>,
    /// Attachments and pictures.
    pub files: Vec<(String, [u8; 32])>,
}

/// Inputs that are written down, and not yet the last good ones.
#[derive(Debug)]
pub struct Keeping {
    file: NamedTempFile,
    place: PathBuf,
}

impl Keeping {
    /// Makes them the last good ones.
    pub fn keep(self) -> Result<(), OutputError> {
        let Self { file, place } = self;
        file.persist(&place).map(drop).map_err(|error| OutputError::Io(place, error.error))
    }
}

/// A file to be kept.
pub enum Kept {
    /// A text.
    Text(Vec<u8>),
    /// Blake3 of anything else.
    Digest([u8; 32]),
}

impl Good {
    /// These files.
    pub fn of<'f>(files: impl Iterator<Item = io::Result<(&'f str, Kept)>>) -> io::Result<Self> {
        let mut good = Self::default();
        for file in files {
            match file? {
                (path, Kept::Text(text)) => good.texts.push((path.to_owned(), text)),
                (path, Kept::Digest(digest)) => good.files.push((path.to_owned(), digest)),
            }
        }
        Ok(good)
    }
}

impl Private {
    /// Writes down the inputs of a build that passed its check. They are the last good ones once [`Keeping::keep`] says so: what
    /// cannot be published is not good.
    pub fn write_good<'f>(&self, files: impl Iterator<Item = io::Result<(&'f str, Kept)>>) -> Result<Keeping, Trouble> {
        let mut files = files;
        let file = self.put_beside::<Trouble>(|out| {
            let mut write = |bytes: &[u8]| out.write_all(bytes).map_err(|error| self.failed(error));
            write(MAGIC)?;
            files.try_for_each(|file| {
                let (path, kept) = file?;
                let (kind, bytes): (u8, &[u8]) = match &kept {
                    Kept::Text(text) => (b'T', text),
                    Kept::Digest(digest) => (b'D', digest),
                };
                write(&[kind])?;
                for part in [path.as_bytes(), bytes] {
                    write(&(part.len() as u64).to_le_bytes())?;
                    write(part)?;
                }
                Ok(())
            })
        })?;
        Ok(Keeping { file, place: self.path(NAME) })
    }

    /// The inputs of the last build that passed, if there was one and they can be read whole.
    pub fn last_good(&self) -> Option<Good> {
        read(&self.path(NAME))
    }
}

/// The last good inputs of the site at `root`, also while nobody holds its folder.
pub fn good_of(root: &Path) -> Option<Good> {
    read(&root.join(FOLDER).join(NAME))
}

fn read(place: &Path) -> Option<Good> {
    let bytes = fs::read(place).ok()?;
    let mut rest = bytes.strip_prefix(MAGIC)?;
    let mut good = Good::default();
    while let Some((kind, tail)) = rest.split_first() {
        rest = tail;
        let path = String::from_utf8(part(&mut rest)?.to_vec()).ok()?;
        let bytes = part(&mut rest)?;
        match kind {
            b'T' => good.texts.push((path, bytes.to_vec())),
            b'D' => good.files.push((path, bytes.try_into().ok()?)),
            _ => return None,
        }
    }
    Some(good)
}

fn part<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let (length, tail) = rest.split_first_chunk::<8>()?;
    let (part, tail) = tail.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    *rest = tail;
    Some(part)
}
