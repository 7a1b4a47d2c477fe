//! New files to begin with: an item of an entry, an organisation, a site. Nothing that is there is written over.

mod item;
mod place;

pub use item::{DraftedItem, Wanted, draft_item};
pub use place::Folder;

use super::inputs::SITE;
use super::{Failure, Now, Site};
use crate::address::is_sound;
use crate::calendar::{Period, Zone};
use crate::catalogue::{Every, OrganisationKind};
use crate::guide;
use crate::load::{DiskFiles, Placed, slug};
use crate::model::{NoSuchOrganisation, Organisation};
use crate::publish;
use place::{settled, within};
use std::path::Path;

/// The words for a whole site.
const SITE_WORDS: [&str; 3] = ["site", "站点", "网站"];

/// What is to be begun.
#[derive(Clone, Debug)]
pub enum What {
    /// A site.
    Site,
    /// An organisation of a kind.
    Organisation(OrganisationKind),
    /// An item of the entry that a word names.
    Item(String),
}

impl What {
    /// Reads `站点`, `党支部`, or the id or name of an entry.
    pub fn read(word: &str) -> Self {
        let word = word.trim();
        if SITE_WORDS.contains(&word) {
            return Self::Site;
        }
        OrganisationKind::read(word).map_or_else(|| Self::Item(word.to_owned()), Self::Organisation)
    }
}

/// A file that was written.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// Its path from the site's root.
    pub path: String,
    /// Of an item, what it is of.
    pub item: Option<DraftedItem>,
    /// The kind that an organisation's name speaks of, where it was given another.
    pub named_like: Option<OrganisationKind>,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum Undrafted {
    /// The site could not be read, or the file not be written.
    Failure(Failure),
    /// The catalogue has no such entry; those that may be meant, by id and name.
    NoSuchEntry(Vec<(String, String)>),
    /// There is neither such a folder nor such an organisation.
    Nowhere(NoSuchOrganisation),
    /// Nothing says for which organisation: there are several, of these names.
    Whose(Vec<String>),
    /// A period was given for an entry that has none.
    NoPeriod,
    /// The period is not of the length of the entry's: how often it comes, and one that is.
    Unfit(Every, Period),
    /// The folder lies outside the content, which is in this one.
    Outside(String),
    /// Nothing in this folder is read: the way to it leads out of the site, or its name is one of hidden files.
    Unread(String),
    /// The organisation's folder cannot be made, since the one above it is not there.
    NoFolderAbove,
    /// There is such a file.
    There(String),
    /// There is an item of the same entry, and of the same period where it has one: its path.
    Already(String),
    /// The folder lies in the site of this folder.
    InSite(String),
    /// The name that was given holds a character that nobody sees.
    Invisible(char),
    /// The name of a folder makes no id.
    NoId,
    /// An organisation has that id: its name.
    IdTaken(String),
}

impl<F: Into<Failure>> From<F> for Undrafted {
    fn from(failure: F) -> Self {
        Self::Failure(failure.into())
    }
}

/// Refuses a name in which something stands that nobody sees: it would be on every page, and be searched for in vain.
fn seen(name: &str) -> Result<(), Undrafted> {
    let hidden = |c: &char| {
        c.is_control()
            || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    name.chars().find(hidden).map_or(Ok(()), |c| Err(Undrafted::Invisible(c)))
}

/// Begins a site in a folder, for the organisation of a full name: its configuration and the organisation's own file.
pub fn draft_site(root: &Path, name: &str, now: Now) -> Result<Vec<Drafted>, Undrafted> {
    seen(name)?;
    let organisation = format!("content/{}", Organisation::FILE);
    if let Some(there) = [SITE, &organisation].into_iter().find(|path| root.join(path).exists()) {
        return Err(Undrafted::There(there.to_owned()));
    }
    let there = root.ancestors().find_map(|above| above.canonicalize().ok());
    let real = there.map_or_else(std::env::current_dir, Ok)?;
    if let Some(site) = real.ancestors().find(|above| above.join(SITE).is_file()) {
        return Err(Undrafted::InSite(site.display().to_string()));
    }
    let zone = Zone::default();
    let organisation = write(root, &organisation, &guide::organisation_draft(&id_of_site(root), name, None))?;
    let site = write(root, SITE, &guide::site_draft(name, zone.day(now.at(zone))))?;
    Ok(vec![site, organisation])
}

/// Begins an organisation of a kind and a full name in a folder, which may be new.
pub fn draft_organisation(
    root: &Path,
    kind: OrganisationKind,
    folder: &Folder,
    name: &str,
) -> Result<Drafted, Undrafted> {
    seen(name)?;
    let disk = DiskFiles::new(root);
    let Site { inputs, register, .. } = Site::read(&disk, root)?;
    let content = &inputs.config.content;
    let folder = settled(root, content, folder);
    if !within(&folder.path, content) {
        return Err(Undrafted::Outside(content.clone()));
    }
    let (above, name_of_folder) = folder.path.rsplit_once('/').unwrap_or(("", &folder.path));
    if !folder.exists && !root.join(above).is_dir() {
        return Err(Undrafted::NoFolderAbove);
    }
    let path = format!("{}/{}", folder.path, Organisation::FILE);
    if root.join(&path).exists() {
        return Err(Undrafted::There(path));
    }
    let id = if folder.path == *content { id_of_site(root) } else { slug(name_of_folder) };
    if !is_sound(&id) {
        return Err(Undrafted::NoId);
    }
    // Branches of two organisations are often numbered alike.
    let holding = register.organisations.iter().filter(|one| within(&folder.path, one.folder()));
    let nearest = holding.max_by_key(|one| one.folder().len());
    let longer = nearest.map(|above| format!("{}-{id}", above.id)).filter(|id| is_sound(id));
    let free = |id: &String| register.organisation(id).is_err();
    let Some(id) = std::iter::once(id.clone()).chain(longer).find(free) else {
        let other = register.organisation(&id).map(|other| register.organisations[other].name.to_string());
        return Err(Undrafted::IdTaken(other.unwrap_or_default()));
    };
    let written = write(root, &path, &guide::organisation_draft(&id, name, Some(kind)))?;
    Ok(Drafted { named_like: guide::kind_named(name).filter(|named| *named != kind), ..written })
}

/// The id of the organisation of the content folder itself: by the name of the site's folder.
fn id_of_site(root: &Path) -> String {
    let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let id = slug(&real.file_name().unwrap_or_default().to_string_lossy());
    if is_sound(&id) { id } else { "root".to_owned() }
}

fn write(root: &Path, path: &str, text: &str) -> Result<Drafted, Undrafted> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let real = |path: &Path| path.ancestors().find_map(|above| above.canonicalize().ok());
    let leads_out = real(&root.join(folder)).zip(real(root)).is_some_and(|(to, root)| !to.starts_with(root));
    if leads_out || folder.split('/').any(|part| part.starts_with('.')) {
        return Err(Undrafted::Unread(folder.to_owned()));
    }
    match publish::fresh(&root.join(path), text).map_err(|error| Placed::name(path, error))? {
        true => Ok(Drafted { path: path.to_owned(), item: None, named_like: None }),
        false => Err(Undrafted::There(path.to_owned())),
    }
}
