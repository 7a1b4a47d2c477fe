//! Where input files come from: the disk, or memory.

use crate::model::Organisation;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The input files of a site: those on disk, those of the last good build, or these with others laid over them.
pub trait Files: Send + Sync {
    /// Every file below a folder, with its path from the root, in any order. A missing folder is empty.
    fn list(&self, folder: &str) -> io::Result<Vec<Found>>;
    /// The bytes of a file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
    /// A text that is held decoded, and Blake3 of its bytes; `None` where it is to be read.
    fn held(&self, _path: &str) -> Option<(&str, [u8; 32])> {
        None
    }
}

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its path from the root, with `/`.
    pub path: String,
    /// Why it is not to be read; none where it is.
    pub refused: Option<Refusal>,
}

/// Why a file that was found is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// A link that leads out of the listed folder.
    LeadsOut,
    /// A link to a folder.
    LeadsToFolder,
    /// A link to nothing.
    LeadsNowhere,
    /// A name that is not Unicode.
    Name,
    /// A folder in the place of a file.
    Folder,
    /// A folder into which nobody can look.
    Unopened,
}

/// The files on disk.
#[derive(Clone, Debug, Default)]
pub struct DiskFiles {
    root: PathBuf,
}

impl DiskFiles {
    /// The files below a site's root.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The bytes of a file that somebody named, which may be a pipe.
    pub fn given(path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path).map_err(|error| Placed::name(path.to_string_lossy(), error))
    }
}

impl Files for DiskFiles {
    fn list(&self, folder: &str) -> io::Result<Vec<Found>> {
        let top = self.root.join(folder);
        if !top.try_exists().map_err(|error| Placed::name(folder, error))? {
            return Ok(Vec::new());
        }
        let real_top = top.canonicalize().map_err(|error| Placed::name(folder, error))?;
        let mut found = Vec::new();
        let walk = walkdir::WalkDir::new(&top).into_iter();
        for entry in walk.filter_entry(|e| e.depth() == 0 || !is_litter(&e.file_name().to_string_lossy())) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => continue,
                Err(error) => {
                    let inside = error.path().unwrap_or(&top).strip_prefix(&self.root).unwrap_or(Path::new(folder));
                    found.push(Found { path: with_slashes(inside), refused: Some(Refusal::Unopened) });
                    continue;
                }
            };
            let kind = entry.file_type();
            let misplaced = kind.is_dir() && entry.file_name() == Organisation::FILE;
            if !misplaced && kind.is_dir() || !(misplaced || kind.is_file() || kind.is_symlink()) {
                continue;
            }
            let inside = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
            let path = with_slashes(inside);
            let refused = match inside.to_str() {
                None => Some(Refusal::Name),
                Some(_) if misplaced => Some(Refusal::Folder),
                Some(_) if kind.is_symlink() => refusal_of_link(entry.path(), &real_top),
                Some(_) => None,
            };
            found.push(Found { path, refused });
        }
        Ok(found)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        read_plain(&self.root.join(path)).map_err(|error| Placed::name(path, error))
    }
}

/// The bytes of a file, or why there are none. Whoever reads from a pipe or a device may wait for ever.
fn read_plain(path: &Path) -> io::Result<Vec<u8>> {
    let kind = std::fs::metadata(path)?.file_type();
    if !kind.is_file() && !kind.is_dir() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "neither a file nor a folder"));
    }
    std::fs::read(path)
}

/// The files of a site, some of which have other texts.
pub struct Overlaid<'f> {
    files: &'f dyn Files,
    texts: BTreeMap<Arc<str>, Vec<u8>>,
}

impl<'f> Overlaid<'f> {
    /// `files`, but for what those in `texts` say, by their paths from the root.
    pub fn new<T: Into<Vec<u8>>>(files: &'f dyn Files, texts: impl IntoIterator<Item = (Arc<str>, T)>) -> Self {
        Self { files, texts: texts.into_iter().map(|(path, text)| (path, text.into())).collect() }
    }

    /// The paths of those that have other texts.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(|path| &**path)
    }
}

impl Files for Overlaid<'_> {
    fn list(&self, folder: &str) -> io::Result<Vec<Found>> {
        self.files.list(folder)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.texts.get(path).map_or_else(|| self.files.read(path), |text| Ok(text.clone()))
    }

    fn held(&self, path: &str) -> Option<(&str, [u8; 32])> {
        if self.texts.contains_key(path) { None } else { self.files.held(path) }
    }
}

/// An error of the machine with the file that it is about, within an [`io::Error`] of the same kind.
#[derive(Debug)]
pub struct Placed {
    /// The file, as it was named.
    pub path: String,
    /// What the machine said.
    pub source: io::Error,
}

impl Placed {
    /// Says of an error which file it is about.
    pub fn name(path: impl Into<String>, source: io::Error) -> io::Error {
        io::Error::new(source.kind(), Self { path: path.into(), source })
    }

    /// The file that an error is about, where that is known.
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl std::fmt::Display for Placed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.source)
    }
}

impl std::error::Error for Placed {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Why a link is not read; none for one to a plain file below a folder.
fn refusal_of_link(link: &Path, folder: &Path) -> Option<Refusal> {
    match link.canonicalize() {
        Err(_) => Some(Refusal::LeadsNowhere),
        Ok(target) if !target.starts_with(folder) => Some(Refusal::LeadsOut),
        Ok(target) => (!target.is_file()).then_some(Refusal::LeadsToFolder),
    }
}

/// A path from the root as it is named everywhere. Elsewhere than on Windows a backslash is a letter of a name.
pub(crate) fn with_slashes(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// What operating systems and editors leave lying about.
fn is_litter(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || ["thumbs.db", "desktop.ini"].iter().any(|litter| name.eq_ignore_ascii_case(litter))
}

/// Files held in memory: those of the last good build, or of a test.
#[derive(Clone, Debug, Default)]
pub struct HeldFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl HeldFiles {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file.
    pub fn put(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.files.insert(path.into(), bytes);
    }

    /// Every file, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

impl Files for HeldFiles {
    fn list(&self, folder: &str) -> io::Result<Vec<Found>> {
        let inside = |path: &&String| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        Ok(self.files.keys().filter(inside).map(|path| Found { path: path.clone(), refused: None }).collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let missing = || io::Error::new(io::ErrorKind::NotFound, path.to_owned());
        self.files.get(path).cloned().ok_or_else(missing)
    }
}
