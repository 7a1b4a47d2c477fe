//! An edition in a folder.

use super::age::{self, changed, touch};
use super::alone::write_alone;
use super::away::{self, beside};
use super::exchange::swap_in;
use super::server;
use super::state::FOLDER;
use super::{FileRecord, Foreign, Known, MANIFEST, Manifest, Sink};
use crate::config::{Edition, Readers};
use crate::projection::Audience;
use crate::render::{Recipe, Trouble};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The folder of one edition, for one audience. Only an edition of that audience has one.
#[derive(Debug)]
pub struct Destination<A: Audience> {
    folder: PathBuf,
    edition: String,
    server: PathBuf,
    /// Where the age of its manifest is noted.
    age: PathBuf,
    audience: PhantomData<fn() -> A>,
}

impl<A: Audience> Destination<A> {
    /// Where an edition goes, below `root`; `None` if it is for other readers.
    pub fn of(edition: &Edition, root: &Path) -> Option<Self> {
        let folder = root.join(&edition.output);
        (edition.audience == A::READERS).then(|| Self::former(&edition.name, folder, root))
    }

    /// Where an edition of the site at `root` went that may no longer be configured.
    pub fn former(edition: &str, folder: PathBuf, root: &Path) -> Self {
        // A link to a folder stays one: it is the folder that is exchanged.
        let linked = fs::symlink_metadata(&folder).is_ok_and(|found| found.is_symlink());
        let folder = if linked { fs::canonicalize(&folder).unwrap_or(folder) } else { folder };
        let server = server::folder(root, edition);
        let age = root.join(FOLDER).join("written").join(edition);
        Self { folder, edition: edition.to_owned(), server, age, audience: PhantomData }
    }
}

/// Why a folder cannot be published to, or a build's own one not be used.
#[derive(Debug)]
pub enum OutputError {
    /// It holds files that sunshine did not put there.
    NotOurs(PathBuf),
    /// It holds, or held when it was last built, the site of another edition, for these readers.
    Another {
        /// The folder.
        folder: PathBuf,
        /// The name of that edition.
        edition: String,
        /// Who reads that.
        readers: Readers,
    },
    /// The machine could not.
    Io(PathBuf, io::Error),
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs(path) => write!(f, "{} is not an output folder of this edition", path.display()),
            Self::Another { folder, edition, .. } => write!(f, "{} is that of {edition}", folder.display()),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for OutputError {}

impl OutputError {
    /// The same once more.
    pub(super) fn again(&self) -> Self {
        match self {
            Self::NotOurs(path) => Self::NotOurs(path.clone()),
            Self::Another { folder, edition, readers } => {
                Self::Another { folder: folder.clone(), edition: edition.clone(), readers: *readers }
            }
            Self::Io(path, error) => Self::Io(path.clone(), io::Error::new(error.kind(), error.to_string())),
        }
    }
}

/// An edition on disk. A new tree is made beside the old one and put in its place as a whole.
#[derive(Debug)]
pub struct Disk<A: Audience> {
    destination: Destination<A>,
    /// The old manifest's files, by path.
    old: Vec<FileRecord>,
    /// The old manifest's SHA-256, if there is one.
    manifest: Option<[u8; 32]>,
    /// When it was put there: no file is younger, unless somebody touched it.
    written: Option<SystemTime>,
    /// Whether ages can be believed; else bytes are looked at.
    ages: bool,
    /// Where the new tree is made.
    new: PathBuf,
}

impl<A: Audience> Disk<A> {
    /// Looks at a destination, and repairs what a publish that was cut off left behind.
    pub fn open(destination: Destination<A>) -> Result<Self, OutputError> {
        let folder = destination.folder.clone();
        let failed = |error| OutputError::Io(folder.clone(), error);
        let (new, aside) = (destination.beside("new"), destination.beside("old"));
        if aside.exists() && !folder.exists() {
            fs::rename(&aside, &folder).map_err(failed)?;
        }
        let mut disk =
            Self { destination, old: Vec::new(), manifest: None, written: None, ages: false, new: new.clone() };
        let path = folder.join(MANIFEST);
        match fs::read(&path) {
            Ok(bytes) => {
                let manifest = Manifest::parse(&bytes).ok_or_else(|| OutputError::NotOurs(folder.clone()))?;
                let readers = Readers::read(&manifest.audience).ok_or_else(|| OutputError::NotOurs(folder.clone()))?;
                if manifest.edition != disk.destination.edition || readers != A::READERS {
                    return Err(OutputError::Another { folder, edition: manifest.edition, readers });
                }
                disk.written = fs::symlink_metadata(&path).ok().as_ref().and_then(changed);
                disk.ages = disk.written.is_some_and(|written| age::tells(&disk.destination.age, &folder, written));
                disk.old = manifest.files;
                disk.old.sort_unstable_by(|a, b| a.path.cmp(&b.path));
                disk.manifest = Some(Sha256::digest(&bytes).into());
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let empty = !folder.exists() || fs::read_dir(&folder).map_err(failed)?.next().is_none();
                if !empty {
                    return Err(OutputError::NotOurs(folder));
                }
            }
            Err(error) => return Err(failed(error)),
        }
        // What cannot be removed, because somebody has a file of it open, is in the way of a new tree, and of nothing else.
        _ = disk.clear_away();
        Ok(disk)
    }

    /// Removes what is left of a new tree, and of an old one that was set aside.
    fn clear_away(&self) -> Result<(), OutputError> {
        for left in [&self.new, &self.destination.beside("old")].into_iter().filter(|left| left.exists()) {
            away::remove(left, &self.destination.folder).map_err(|error| OutputError::Io(left.clone(), error))?;
        }
        Ok(())
    }

    /// Whether a new tree could be begun.
    pub fn probe(&self) -> Result<(), OutputError> {
        let failed = |error| OutputError::Io(self.destination.folder.clone(), error);
        fs::create_dir_all(&self.new).and_then(|()| fs::remove_dir(&self.new)).map_err(failed)
    }

    /// Removes the edition, if it is ours; what somebody else had put there, if there was one.
    pub fn remove(self) -> Result<Option<Foreign>, OutputError> {
        let folder = self.destination.folder.clone();
        if self.manifest.is_none() {
            return Ok(None);
        }
        let gone = self.strangers(&[&folder], &[]);
        let server = &self.destination.server;
        server::keep(server, &[]).map_err(|error| OutputError::Io(server.clone(), error))?;
        fs::remove_dir_all(&folder).map_err(|error| OutputError::Io(folder.clone(), error))?;
        Ok(Some(Foreign { gone, left: away::left(&folder) }))
    }

    /// Removes at once, without a new tree, the files that `lapsed` says have lapsed (it gets the manifest's RFC 3339
    /// instants): the last resort when no site can be made; the manifest then names them no more. How many were removed now.
    pub fn drop_lapsed(self, lapsed: impl Fn(&str) -> bool) -> Result<usize, OutputError> {
        let folder = self.destination.folder.clone();
        let is_gone = |file: &FileRecord| file.expires.as_deref().is_some_and(&lapsed);
        let mut removed = Ok(0);
        // One that cannot be removed, because somebody has it open, keeps no other from it.
        for file in self.old.iter().filter(|file| is_gone(file)) {
            match fs::remove_file(folder.join(&*file.path)) {
                Ok(()) => removed = removed.map(|count| count + 1),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => removed = removed.and(Err(OutputError::Io(folder.join(&*file.path), error))),
            }
        }
        let left = |file: &FileRecord| !is_gone(file) || fs::symlink_metadata(folder.join(&*file.path)).is_ok();
        let named = self.unname(left).map_err(|error| OutputError::Io(folder.join(MANIFEST), error));
        removed.and_then(|count| named.map(|()| count))
    }

    /// Takes files out of the manifest that are not left.
    fn unname(&self, left: impl Fn(&FileRecord) -> bool) -> io::Result<()> {
        let path = self.destination.folder.join(MANIFEST);
        if self.old.iter().all(&left) {
            return Ok(());
        }
        let Some(mut manifest) = Manifest::parse(&fs::read(&path)?) else { return Ok(()) };
        manifest.files.retain(left);
        write_alone(&path, &String::from_utf8_lossy(&manifest.to_json().concat()), true)
    }

    /// Whether a file is what was published: nobody touched it since, or its bytes are the same all the same.
    fn stands(&self, file: &FileRecord) -> bool {
        let path = self.destination.folder.join(&*file.path);
        let found = fs::symlink_metadata(&path).ok();
        let Some(metadata) = found.filter(|found| found.is_file() && found.len() == file.size) else {
            return false;
        };
        let old = || self.written.is_some_and(|written| changed(&metadata).is_some_and(|at| at <= written));
        (self.ages && old()) || fs::read(&path).is_ok_and(|bytes| *blake3::hash(&bytes).as_bytes() == file.blake3)
    }

    /// Whether every file of the old tree stands as it was published, nothing else does, and the manifest is `digest`
    /// (SHA-256).
    pub fn is_whole(&self, digest: &str) -> bool {
        use rayon::prelude::*;
        self.manifest.is_some_and(|ours| hex::encode(ours) == digest)
            && self.holds_nothing_else()
            && self.old.par_iter().all(|file| self.stands(file))
    }

    /// Whether the old tree holds no more than its manifest and what that names: what somebody puts there has no term.
    fn holds_nothing_else(&self) -> bool {
        let entries = walkdir::WalkDir::new(&self.destination.folder).into_iter();
        let kinds = entries.map(|entry| entry.map(|entry| entry.file_type()).ok());
        let others: Vec<_> = kinds.filter(|kind| !kind.is_some_and(|kind| kind.is_dir())).collect();
        others.len() == self.old.len() + 1 && others.iter().all(|kind| kind.is_some_and(|kind| kind.is_file()))
    }
}

impl<A: Audience> Disk<A> {
    /// What trees hold that neither the old manifest nor the new one names.
    fn strangers(&self, trees: &[&Path], new: &[FileRecord]) -> Vec<String> {
        let named = |path: &str| {
            let among = |files: &[FileRecord]| files.binary_search_by(|file| (*file.path).cmp(path)).is_ok();
            path == MANIFEST || among(&self.old) || among(new)
        };
        let found = trees.iter().flat_map(|tree| {
            let files = walkdir::WalkDir::new(tree).into_iter().flatten().filter(|entry| !entry.file_type().is_dir());
            files.filter_map(move |entry| {
                let path = entry.path().strip_prefix(tree).ok()?;
                Some(path.to_string_lossy().replace('\\', "/"))
            })
        });
        let mut found: Vec<String> = found.filter(|path| !named(path)).collect();
        found.sort_unstable();
        found
    }
}

impl<A: Audience> Destination<A> {
    /// A folder for `what` beside the output's own.
    fn beside(&self, what: &str) -> PathBuf {
        beside(&self.folder, &format!(".sunshine-{what}"))
    }
}

/// The bytes of a file of this name that travels with an item of a published tree, if one of them is `wanted`.
pub fn travelled(tree: &Path, name: &str, wanted: impl Fn(&Vec<u8>) -> bool) -> Option<Vec<u8>> {
    let manifest = Manifest::parse(&fs::read(tree.join(MANIFEST)).ok()?)?;
    let named = |file: &&FileRecord| file.path.starts_with("files/") && file.path.rsplit('/').next() == Some(name);
    manifest.files.iter().filter(named).find_map(|file| fs::read(tree.join(&*file.path)).ok().filter(&wanted))
}

impl<A: Audience> Sink<A> for Disk<A> {
    fn standing(&self, path: &str, recipe: Recipe) -> Option<Known> {
        let at = self.old.binary_search_by(|file| (*file.path).cmp(path)).ok()?;
        Some(&self.old[at]).filter(|file| file.recipe == recipe && self.stands(file)).map(Known::from)
    }

    fn paths(&self) -> Vec<&str> {
        self.old.iter().map(|file| &*file.path).collect()
    }

    fn is_current(&self, manifest: &[u8; 32]) -> bool {
        self.manifest.as_ref() == Some(manifest) && self.holds_nothing_else()
    }

    fn begin(&self, paths: &BTreeSet<&str>) -> Result<(), OutputError> {
        self.clear_away()?;
        let new = &self.new;
        let folders: BTreeSet<&str> =
            paths.iter().map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
        for folder in folders {
            fs::create_dir_all(new.join(folder)).map_err(|error| OutputError::Io(new.clone(), error))?;
        }
        Ok(())
    }

    fn keep(&self, path: &str) -> Result<(), Trouble> {
        let (from, to) = (self.destination.folder.join(path), self.new.join(path));
        fs::hard_link(&from, &to)
            .or_else(|_| fs::copy(&from, &to).map(drop))
            .map_err(|error| OutputError::Io(from, error).into())
    }

    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), Trouble> {
        let to = self.new.join(path);
        fs::write(&to, bytes).map_err(|error| OutputError::Io(to, error).into())
    }

    fn finish(&mut self, manifest: Manifest, sha256: [u8; 32], bytes: Vec<Vec<u8>>) -> Result<Foreign, Trouble> {
        let (new, aside) = (&self.new, self.destination.beside("old"));
        let folder = &self.destination.folder;
        let failed = |error| OutputError::Io(folder.clone(), error);
        let mut file = fs::File::create(new.join(MANIFEST)).map_err(failed)?;
        bytes.into_iter().try_for_each(|part| file.write_all(&part)).map_err(failed)?;
        drop(file);
        swap_in(new, folder, &aside).map_err(failed)?;
        // The old tree is out of its place, and stands in one of the two.
        let gone = self.strangers(&[&self.new, &aside], &manifest.files);
        self.clear_away()?;
        // Files that went on standing were linked, and their other links removed just now.
        self.written = touch(&folder.join(MANIFEST)).ok().as_ref().and_then(changed);
        if let Some(written) = self.written {
            // What is not noted is looked at, byte by byte.
            self.ages = age::note(&self.destination.age, written).is_ok();
        }
        self.old = manifest.files;
        self.manifest = Some(sha256);
        Ok(Foreign { gone, left: away::left(&self.destination.folder) })
    }

    fn advise(&mut self, files: Vec<(&'static str, String)>) -> Result<(), Trouble> {
        let server = &self.destination.server;
        server::keep(server, &files).map_err(|error| OutputError::Io(server.clone(), error).into())
    }
}
