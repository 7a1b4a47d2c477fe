//! Texts as they were approved, by digest, for when they are edited.

use super::OutputError;
use super::state::FOLDER;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The texts of items as they were approved, by digest: `.sunshine/approved`. Whoever takes one out makes sure that it
/// is what its digest says.
#[derive(Debug)]
pub struct ApprovedTexts {
    folder: PathBuf,
    /// Which digest is whose.
    index: PathBuf,
}

impl ApprovedTexts {
    /// Those of the site at `root`.
    pub fn of(root: &Path) -> Self {
        let own = root.join(FOLDER);
        Self { folder: own.join("approved"), index: own.join("approved.json") }
    }

    /// The text of a digest, if it is kept.
    pub fn get(&self, digest: &str) -> Option<String> {
        if !is_digest(digest) {
            return None;
        }
        fs::read(self.folder.join(digest)).ok().and_then(|bytes| String::from_utf8(bytes).ok())
    }

    /// Keeps the texts of these digests, by `text` where one is not kept yet, and forgets all others.
    pub fn keep(&self, digests: &BTreeSet<&str>, text: impl Fn(&str) -> Option<String>) -> Result<(), OutputError> {
        let kept = self.forget_others(digests)?;
        for digest in digests.iter().filter(|digest| !kept.contains(**digest)) {
            if let Some(text) = text(digest) {
                self.put(digest, &text)?;
            }
        }
        Ok(())
    }

    /// The digests that were noted, by the ids of the items.
    pub fn by_id(&self) -> BTreeMap<String, String> {
        let bytes = fs::read(&self.index).ok();
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Notes which item each digest belongs to, so that its text is still found when the item says no digest any more.
    pub fn note(&self, by_id: &BTreeMap<&str, &str>) -> Result<(), OutputError> {
        let json = serde_json::to_vec(by_id).expect("ids and digests are plain data");
        if fs::read(&self.index).is_ok_and(|known| known == json) {
            return Ok(());
        }
        write(&self.index, &json)
    }

    /// Keeps the text of a digest.
    pub fn put(&self, digest: &str, text: &str) -> Result<(), OutputError> {
        if !is_digest(digest) {
            return Ok(());
        }
        fs::create_dir_all(&self.folder).map_err(|error| OutputError::Io(self.folder.clone(), error))?;
        write(&self.folder.join(digest), text.as_bytes())
    }

    /// Forgets the texts of all digests but these; those that are kept.
    pub fn forget_others(&self, digests: &BTreeSet<&str>) -> Result<BTreeSet<String>, OutputError> {
        self.only(digests).map_err(|error| OutputError::Io(self.folder.clone(), error))
    }

    fn only(&self, digests: &BTreeSet<&str>) -> io::Result<BTreeSet<String>> {
        let mut kept = BTreeSet::new();
        if !self.folder.exists() {
            return Ok(kept);
        }
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            match entry.file_name().into_string() {
                Ok(name) if digests.contains(&*name) => drop(kept.insert(name)),
                _ => fs::remove_file(entry.path())?,
            }
        }
        Ok(kept)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let written = || {
        let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(path))?;
        file.write_all(bytes)?;
        file.persist(path).map(drop).map_err(|error| error.error)
    };
    written().map_err(|error| OutputError::Io(path.to_owned(), error))
}

/// Whether a word can be a digest, and so the name of a file.
fn is_digest(word: &str) -> bool {
    let sound = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=100).contains(&word.len()) && word.bytes().all(sound)
}
