//! What a build remembers in the site's own `.sunshine` folder: never in an output, since it knows everything.
//!
//! `state.json` says which inputs the outputs were made from, so that a build with nothing to do finds that
//! out by looking. `last-good` holds the inputs of the last build that passed its check, so that terms can be
//! enforced on it while newer content does not pass; `taken-back.json` what failing builds have taken back of it since;
//! `inside.json` what was for members alone in the last build that published; `narrowed.json` what edits narrowed of approved
//! texts that stand below them; `originals.json` which files are no copies, `were-public.json` which of those are for members
//! now; `outputs.json` where editions were published, so that none is left behind when its output moves.

use super::OutputError;
pub use crate::config::PRIVATE as FOLDER;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;

/// What keeps it out of a repository.
const IGNORE: &str = ".gitignore";

/// The file that a build holds.
const LOCK: &str = "lock";

/// How often, and how long each time, a build waits for another to let go before it gives up.
const PATIENCE: u32 = 50;
const MOMENT: Duration = Duration::from_millis(20);

/// What the outputs were made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The generator that made them.
    pub generator: String,
    /// Blake3 over every input file, its path and bytes.
    pub inputs: String,
    /// The instant of the build, in seconds since the Unix epoch.
    pub from: i64,
    /// The first instant at which a build of the same inputs would make, or find, something else.
    pub until: Option<i64>,
    /// When an edition changes next; findings may change before that.
    pub next_change: Option<i64>,
    /// Items in the inputs.
    pub items: usize,
    /// Of those, items for members alone, where no edition is for members.
    pub unseen: usize,
    /// What was found in them, that kept nothing out.
    pub warnings: usize,
    /// SHA-256 of each edition's manifest, by name, its files, and its items in their term.
    pub editions: BTreeMap<String, (String, usize, usize)>,
}

/// What names begin with under which files are written before they take their place.
const UNFINISHED: &str = ".tmp";

/// Removes what a build that was cut off was writing: it may hold texts for members.
fn remove_unfinished(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let unfinished = entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(UNFINISHED.as_bytes()));
    // What cannot be removed now is left for the next one.
    unfinished.for_each(|entry| _ = fs::remove_file(entry.path()));
}

/// A site's own folder, held by one build at a time.
#[derive(Debug)]
pub struct Private {
    folder: PathBuf,
    _lock: File,
}

impl Private {
    /// Takes hold of the folder below `root`. None if another build has it.
    pub fn take(root: &Path) -> Result<Option<Self>, OutputError> {
        let folder = root.join(FOLDER);
        Self::hold(&folder).map_err(|error| OutputError::Io(folder, error))
    }

    fn hold(folder: &Path) -> io::Result<Option<Self>> {
        fs::create_dir_all(folder)?;
        let ignore = folder.join(IGNORE);
        if !ignore.exists() {
            fs::write(&ignore, "*\n")?;
        }
        let lock = openable(&folder.join(LOCK))?;
        let mut patience = PATIENCE;
        loop {
            match lock.try_lock() {
                Ok(()) => {
                    remove_unfinished(folder);
                    return Ok(Some(Self { folder: folder.to_owned(), _lock: lock }));
                }
                Err(TryLockError::WouldBlock) if patience > 0 => {
                    patience -= 1;
                    std::thread::sleep(MOMENT);
                }
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// An error of the machine with the folder.
    pub(super) fn failed(&self, error: io::Error) -> OutputError {
        OutputError::Io(self.folder.clone(), error)
    }

    /// What the last build remembered, if that can be read.
    pub fn state(&self) -> Option<State> {
        serde_json::from_slice(&fs::read(self.folder.join("state.json")).ok()?).ok()
    }

    /// Remembers a build.
    pub fn remember(&self, state: &State) -> Result<(), OutputError> {
        self.note("state.json", state)
    }

    /// Forgets it, before an output is touched: what is not remembered is looked at again.
    pub fn forget(&self) -> Result<(), OutputError> {
        match fs::remove_file(self.folder.join("state.json")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.failed(error)),
            _ => Ok(()),
        }
    }

    /// Forgets everything. What holds the folder stays, since another build may wait for it.
    pub fn clear(self) -> Result<(), OutputError> {
        self.empty().map_err(|error| self.failed(error))
    }

    fn empty(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            match entry.file_type()?.is_dir() {
                true => fs::remove_dir_all(entry.path())?,
                false if entry.file_name() == LOCK || entry.file_name() == IGNORE => {}
                false => fs::remove_file(entry.path())?,
            }
        }
        Ok(())
    }

    /// A value that was remembered under a name; the default if there is none that can be read.
    pub fn recall<T: DeserializeOwned + Default>(&self, name: &str) -> T {
        recalled(&self.path(name))
    }

    /// Remembers a value under a name.
    pub fn note<T: Serialize>(&self, name: &str, value: &T) -> Result<(), OutputError> {
        let json = serde_json::to_vec_pretty(value).expect("what is remembered is plain data");
        let file = self.put_beside(|file| file.write_all(&json).map_err(|error| self.failed(error)))?;
        file.persist(self.path(name)).map(drop).map_err(|error| self.failed(error.error))
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes a file that takes its place later.
    pub(super) fn put_beside<E: From<OutputError>>(
        &self,
        write: impl FnOnce(&mut io::BufWriter<&File>) -> Result<(), E>,
    ) -> Result<NamedTempFile, E> {
        let mut file = NamedTempFile::new_in(&self.folder).map_err(|error| self.failed(error))?;
        let mut out = io::BufWriter::new(file.as_file());
        write(&mut out)?;
        out.flush().map_err(|error| self.failed(error))?;
        drop(out);
        file.flush().map_err(|error| self.failed(error))?;
        Ok(file)
    }
}

/// The file to hold on to. One of somebody else's need only be read for that; in the place of one that cannot be opened at all
/// comes another.
fn openable(path: &Path) -> io::Result<File> {
    // Opening a pipe waits for ever, and a link leads to what is not ours.
    if fs::symlink_metadata(path).is_ok_and(|known| !known.is_file() && !known.is_dir()) {
        fs::remove_file(path)?;
    }
    let opened = File::create(path).or_else(|_| File::open(path));
    opened.or_else(|error| fs::remove_file(path).map_err(|_| error).and_then(|()| File::create(path)))
}

/// What was remembered of a site under a name, also while nobody holds its folder.
pub fn recall<T: DeserializeOwned + Default>(root: &Path, name: &str) -> T {
    recalled(&root.join(FOLDER).join(name))
}

fn recalled<T: DeserializeOwned + Default>(path: &Path) -> T {
    let bytes = fs::read(path).ok();
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}
