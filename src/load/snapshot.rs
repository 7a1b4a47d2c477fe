//! All input files as they are when a build begins.

use super::THEMES;
use super::files::{Files, Found};
use crate::source;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many bytes of texts are held; what is beyond that is read again when it is needed.
const MOST: usize = 160 << 20;

/// The input files of one build: listed once, and texts read once, so that what was checked is what is shown.
pub struct Snapshot<'f> {
    files: &'f dyn Files,
    lists: BTreeMap<String, Vec<Found>>,
    digests: Vec<(String, Content)>,
    /// Texts that are stored as they are read: UTF-8, with `\n` line ends and no byte order mark.
    held: HashMap<String, (String, [u8; 32])>,
}

/// What a file was found to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Blake3 of its bytes.
    Digest([u8; 32]),
    /// It is not to be read.
    Refused,
    /// It is named but not there.
    Missing,
    /// It could not be opened.
    Unopened,
}

impl<'f> Snapshot<'f> {
    /// Looks at everything below some folders, and at some files by name.
    pub fn take(files: &'f dyn Files, folders: &[&str], named: &[&str]) -> io::Result<Self> {
        let lists: io::Result<BTreeMap<String, Vec<Found>>> =
            folders.iter().map(|folder| Ok(((*folder).to_owned(), files.list(folder)?))).collect();
        let lists = lists?;
        let mut found: Vec<Found> = lists.values().flatten().cloned().collect();
        found.extend(named.iter().map(|path| Found { path: (*path).to_owned(), refused: None }));
        found.sort();
        found.dedup();
        let room = AtomicUsize::new(MOST);
        let read = |file: Found| -> (String, Content, Option<String>) {
            if file.refused.is_some() {
                return (file.path, Content::Refused, None);
            }
            let bytes = match files.read(&file.path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return (file.path, Content::Missing, None);
                }
                Err(_) => return (file.path, Content::Unopened, None),
            };
            let digest = Content::Digest(*blake3::hash(&bytes).as_bytes());
            let fits = |room: usize| room.checked_sub(bytes.len());
            let text = is_text(&file.path) || named.contains(&file.path.as_str());
            let hold = text && room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).is_ok();
            let text = if hold { source::plain(&bytes).map(Cow::into_owned) } else { None };
            (file.path, digest, text)
        };
        let read: Vec<_> = found.into_par_iter().with_max_len(64).map(read).collect();
        let mut digests = Vec::new();
        let mut held = HashMap::new();
        for (path, content, text) in read {
            if let (Some(text), Content::Digest(digest)) = (text, content) {
                held.insert(path.clone(), (text, digest));
            }
            digests.push((path, content));
        }
        Ok(Self { files, lists, digests, held })
    }

    /// Lets a text be another one from here on: what was approved, instead of what it was edited to.
    pub fn replace(&mut self, path: &str, text: String) {
        let digest = *blake3::hash(text.as_bytes()).as_bytes();
        if let Ok(at) = self.digests.binary_search_by(|(known, _)| known.as_str().cmp(path)) {
            self.digests[at].1 = Content::Digest(digest);
        }
        self.held.insert(path.to_owned(), (text, digest));
    }

    /// Whether there is a file of this path that can be read.
    pub fn has(&self, path: &str) -> bool {
        let at = self.digests.binary_search_by(|(known, _)| known.as_str().cmp(path));
        at.is_ok_and(|at| matches!(self.digests[at].1, Content::Digest(_)))
    }

    /// Every file that was looked at, by path, and what it held.
    pub fn contents(&self) -> &[(String, Content)] {
        &self.digests
    }
}

impl Files for Snapshot<'_> {
    fn list(&self, folder: &str) -> io::Result<Vec<Found>> {
        self.lists.get(folder).map_or_else(|| self.files.list(folder), |list| Ok(list.clone()))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.held.get(path).map_or_else(|| self.files.read(path), |(text, _)| Ok(text.clone().into_bytes()))
    }

    fn held(&self, path: &str) -> Option<(&str, [u8; 32])> {
        self.held.get(path).map(|(text, digest)| (text.as_str(), *digest))
    }
}

/// Whether a file is by its name one of those that say what a site is: Markdown, configuration, or a part of a theme. The
/// others travel as they are, but for those that the configuration names.
pub fn is_text(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let of_a_theme = path.strip_prefix(THEMES).is_some_and(|inside| inside.starts_with('/'));
    of_a_theme || matches!(extension.as_deref(), Some("md" | "toml" | "yaml" | "yml"))
}
