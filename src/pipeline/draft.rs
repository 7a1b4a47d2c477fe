//! New files to begin with: an item of an entry, an organisation, a site. Nothing that is there is written over.

use super::inputs::SITE;
use super::{Failure, Now, Site, catalogue};
use crate::calendar::{Period, Zone, iso_day};
use crate::catalogue::{OrganisationKind, Tier};
use crate::guide;
use crate::load::{DiskFiles, Placed, is_sound, slug};
use crate::model::{NoSuchOrganisation, Organisation, Register, organisation_named};
use crate::publish;
use std::collections::HashSet;
use std::path::Path;

/// The words for a whole site.
const SITE_WORDS: [&str; 3] = ["site", "站点", "网站"];

/// The file of an organisation.
const ORGANISATION: &str = "_org.md";

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

/// Where something is to be begun.
#[derive(Clone, Debug)]
pub struct Folder {
    /// A folder by its path from the site's root, whether it is there or not; empty for the root.
    pub path: String,
    /// Whether there is such a folder.
    pub exists: bool,
    /// What was written to name it: if there is no such folder, an organisation by its id or name.
    pub word: Option<String>,
}

/// A file that was written.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// Its path from the site's root.
    pub path: String,
    /// Of an item, what it is of.
    pub item: Option<DraftedItem>,
}

/// What a new item is of.
#[derive(Clone, Debug)]
pub struct DraftedItem {
    /// The names of its entry, in Chinese and English.
    pub entry: [String; 2],
    /// The short name of its organisation.
    pub organisation: String,
    /// The kind of that organisation, where the entry is no duty of such.
    pub owed_by_others: Option<OrganisationKind>,
    /// The period that it reports on.
    pub period: Option<Period>,
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
    /// The folder lies outside the content, which is in this one.
    Outside(String),
    /// The organisation's folder cannot be made, since the one above it is not there.
    NoFolderAbove,
    /// There is such a file.
    There(String),
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

/// Begins a site in a folder, for the organisation of a full name: its configuration and the organisation's own file.
pub fn draft_site(root: &Path, name: &str, now: Now) -> Result<Vec<Drafted>, Undrafted> {
    let organisation = format!("content/{ORGANISATION}");
    if let Some(there) = [SITE, &organisation].into_iter().find(|path| root.join(path).exists()) {
        return Err(Undrafted::There(there.to_owned()));
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
    let disk = DiskFiles::new(root);
    let Site { inputs, register, .. } = Site::read(&disk, root)?;
    let content = &inputs.config.content;
    if !within(&folder.path, content) {
        return Err(Undrafted::Outside(content.clone()));
    }
    let (above, name_of_folder) = folder.path.rsplit_once('/').unwrap_or(("", &folder.path));
    if !folder.exists && !root.join(above).is_dir() {
        return Err(Undrafted::NoFolderAbove);
    }
    let id = if folder.path == *content { id_of_site(root) } else { slug(name_of_folder) };
    if !is_sound(&id) {
        return Err(Undrafted::NoId);
    }
    let path = format!("{}/{ORGANISATION}", folder.path);
    if root.join(&path).exists() {
        return Err(Undrafted::There(path));
    }
    if let Ok(other) = register.organisation(&id) {
        return Err(Undrafted::IdTaken(register.organisations[other].name.to_string()));
    }
    write(root, &path, &guide::organisation_draft(&id, name, Some(kind)))
}

/// Begins an item of the entry that a word names, published today; with a title where there is one, and of a periodic entry
/// with a period, or else the last that is over.
pub fn draft_item(
    root: &Path,
    entry: &str,
    folder: &Folder,
    title: Option<&str>,
    period: Option<Period>,
    now: Now,
) -> Result<Drafted, Undrafted> {
    let disk = DiskFiles::new(root);
    let Site { inputs, register, .. } = Site::read(&disk, root)?;
    let Some(position) = register.catalogue.named(entry) else {
        return Err(Undrafted::NoSuchEntry(guide::near(&register.catalogue, entry)));
    };
    let (folder, organisation) = whose(&register, &inputs.config.content, folder)?;
    let (of, short, kind) = (organisation.id.clone(), organisation.short.to_string(), organisation.kind);
    let taken: HashSet<String> = register.by_id().into_keys().map(str::to_owned).collect();
    let guide = catalogue::of(register, now);
    let entry = &guide.catalogue.entries[position];
    if period.is_some() && entry.tier != Tier::Periodic {
        return Err(Undrafted::NoPeriod);
    }
    let period = period.or_else(|| guide.period(entry));
    let when = match (period, entry.tier) {
        (Some(period), _) => format!("-{period}").to_lowercase(),
        (None, Tier::Fixed) => String::new(),
        (None, _) => format!("-{}", iso_day(guide.today)),
    };
    let stem = format!("{of}-{}{when}", entry.id);
    let free = |id: &String| !taken.contains(id) && !root.join(&folder).join(format!("{id}.md")).exists();
    let numbered = (2..=taken.len() + 2).map(|n| format!("{stem}-{n}"));
    let path = |id: &str| format!("{folder}/{id}.md");
    let Some(id) = std::iter::once(stem.clone()).chain(numbered).find(free) else {
        return Err(Undrafted::There(path(&stem)));
    };
    let drafted = write(root, &path(&id), &guide.draft(entry, title, period))?;
    let owed_by_others = (!entry.applies.is_empty() && !entry.applies.contains(&kind)).then_some(kind);
    let entry = [entry.label.zh.clone(), entry.label.en.clone()];
    Ok(Drafted { item: Some(DraftedItem { entry, organisation: short, owed_by_others, period }), ..drafted })
}

/// The folder of a new item, and the organisation that it is of: the one in whose folder it is to lie, else the one that
/// was named, else the only one there is.
fn whose<'r>(register: &'r Register, content: &str, folder: &Folder) -> Result<(String, &'r Organisation), Undrafted> {
    let of = |organisation: &'r Organisation| (organisation.folder().to_owned(), organisation);
    match (&folder.word, register.organisations.as_slice()) {
        (Some(word), all) if !folder.exists => match organisation_named(word, all) {
            Some(organisation) => Ok(of(organisation)),
            None => Err(Undrafted::Nowhere(NoSuchOrganisation::new(word, all))),
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

/// The id of the organisation of the content folder itself: by the name of the site's folder.
fn id_of_site(root: &Path) -> String {
    let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let id = slug(&real.file_name().unwrap_or_default().to_string_lossy());
    if is_sound(&id) { id } else { "root".to_owned() }
}

/// Whether a folder is another, or lies in it.
fn within(folder: &str, outer: &str) -> bool {
    folder.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn write(root: &Path, path: &str, text: &str) -> Result<Drafted, Undrafted> {
    match publish::fresh(&root.join(path), text).map_err(|error| Placed::name(path, error))? {
        true => Ok(Drafted { path: path.to_owned(), item: None }),
        false => Err(Undrafted::There(path.to_owned())),
    }
}
