//! Where a new file is to lie, as people name a folder.

use super::Undrafted;
use crate::model::{Organisation, Register};
use std::path::Path;

/// Where something is to be begun.
#[derive(Clone, Debug)]
pub struct Folder {
    /// A folder by its path from the site's root, whether it is there or not; empty for the root.
    pub path: String,
    /// Whether there is such a folder.
    pub exists: bool,
    /// What was written to name it, if anything was: a path, or an organisation's id or name.
    pub word: Option<String>,
}

/// The folder that is meant, where there is none of that name from here: one that is there by the same words from the site's
/// root, or else from the content folder; or, for what lies outside the content, one that can be made in it.
pub(super) fn settled(root: &Path, content: &str, folder: &Folder) -> Folder {
    let Some(word) = folder.word.as_deref().filter(|_| !folder.exists) else {
        return folder.clone();
    };
    let word = word.replace('\\', "/");
    let words = word.trim_start_matches("./").trim_end_matches('/');
    if words.is_empty() || words.starts_with('/') || words.split('/').any(|part| part == "..") {
        return folder.clone();
    }
    let ways = [words.to_owned(), format!("{content}/{words}")];
    let there = |path: &&String| within(path, content) && root.join(path).is_dir();
    if let Some(path) = ways.iter().find(there) {
        return Folder { path: path.clone(), exists: true, ..folder.clone() };
    }
    let new = ways.into_iter().find(|path| within(path, content)).filter(|_| !within(&folder.path, content));
    Folder { path: new.unwrap_or_else(|| folder.path.clone()), ..folder.clone() }
}

/// The folder of a new item, and the organisation that it is of: the one in whose folder it is to lie, else the one that
/// was named, else the only one there is.
pub(super) fn whose<'r>(
    register: &'r Register,
    content: &str,
    folder: &Folder,
) -> Result<(String, &'r Organisation), Undrafted> {
    let of = |organisation: &'r Organisation| (organisation.folder().to_owned(), organisation);
    match (&folder.word, register.organisations.as_slice()) {
        (Some(word), all) if !folder.exists => match register.called(word) {
            Ok(position) => Ok(of(&all[position])),
            Err(unknown) => Err(Undrafted::Nowhere(unknown)),
        },
        (_, all) if within(&folder.path, content) => {
            let holding = all.iter().filter(|organisation| within(&folder.path, organisation.folder()));
            let nearest = holding.max_by_key(|organisation| organisation.folder().len());
            let nearest = nearest.ok_or_else(|| Undrafted::Whose(Vec::new()))?;
            Ok((folder.path.clone(), nearest))
        }
        (Some(_), _) => Err(Undrafted::Outside(content.to_owned())),
        (None, [only]) => Ok(of(only)),
        (None, all) => Err(Undrafted::Whose(all.iter().map(|one| one.short.to_string()).collect())),
    }
}

/// Whether a folder is another, or lies in it.
pub(super) fn within(folder: &str, outer: &str) -> bool {
    !folder.split('/').any(|part| part == "..")
        && folder.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
