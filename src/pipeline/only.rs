//! A part of a site's files, for whoever wants to hear of that part alone.

use super::Failure;
use crate::check::Report;

/// Which files: those of some paths, of an organisation, or of both at once.
#[derive(Clone, Debug, Default)]
pub struct Only {
    /// Files and folders, by their paths from the root; all if none.
    pub paths: Vec<String>,
    /// The id of an organisation, which stands for its folder and so for those below it.
    pub organisation: Option<String>,
}

/// The part that was chosen.
#[derive(Clone, Debug)]
pub struct Chosen {
    paths: Vec<String>,
    folder: Option<String>,
}

impl Only {
    /// The part of a site that was checked. A failure for a text that no check looked at.
    pub fn of(&self, report: &Report) -> Result<Chosen, Failure> {
        let folder = self.organisation.as_ref().map(|id| report.folder_of(id)).transpose()?;
        match self.paths.iter().find(|path| path.ends_with(".md") && !report.looked_at(path)) {
            Some(path) => Err(Failure::NotContent(path.clone())),
            None => Ok(Chosen { paths: self.paths.clone(), folder }),
        }
    }
}

impl Chosen {
    /// Whether a file belongs to it.
    pub fn holds(&self, path: &str) -> bool {
        let within = |folder: &str| folder.is_empty() || path.strip_prefix(folder).is_some_and(is_below);
        (self.paths.is_empty() || self.paths.iter().any(|path| within(path)))
            && self.folder.as_deref().is_none_or(within)
    }
}

/// Whether what follows a path is nothing, or leads into it.
fn is_below(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/')
}
