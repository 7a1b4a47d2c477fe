//! New files to begin with: an item of an entry, an organisation, a site. Nothing that is there is written over.

mod place;

pub use place::Folder;

use super::inputs::SITE;
use super::{Failure, Now, Site, catalogue, duties};
use crate::calendar::{Period, Zone, iso_day};
use crate::catalogue::{Every, OrganisationKind, Tier};
use crate::guide;
use crate::load::{DiskFiles, LONGEST, Placed, is_sound, slug};
use crate::model::{Item, NoSuchOrganisation, Register};
use crate::publish;
use place::{settled, whose, within};
use std::collections::HashSet;
use std::path::Path;

/// The words for a whole site.
const SITE_WORDS: [&str; 3] = ["site", "站点", "网站"];

/// How much of the end of a stem a number may take, as in `-12`.
const NUMBER: usize = 4;

/// Days within which a duty is due soon.
const SOON: u64 = 31;

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
    /// The last day of the duty that it fulfils, as dates are written.
    pub due: Option<String>,
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
    /// The organisation's folder cannot be made, since the one above it is not there.
    NoFolderAbove,
    /// There is such a file.
    There(String),
    /// There is an item of the same entry, and of the same period where it has one: its path.
    Already(String),
    /// The folder lies in the site of this folder.
    InSite(String),
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
    let there = root.ancestors().find_map(|above| above.canonicalize().ok());
    let real = there.map_or_else(|| std::env::current_dir().map(|here| here.join("_")), |there| Ok(there.join("_")))?;
    if let Some(site) = real.ancestors().skip(1).find(|above| above.join(SITE).is_file()) {
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
    let path = format!("{}/{ORGANISATION}", folder.path);
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

/// How an item is begun.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w> {
    /// Its title, if it is known.
    pub title: Option<&'w str>,
    /// The period that it reports on; if none, that of the first open duty, or else the last that is over.
    pub period: Option<Period>,
    /// Whether it may stand beside another of the same entry and period.
    pub another: bool,
}

/// Begins an item of the entry that a word names, published today.
pub fn draft_item(
    root: &Path,
    entry: &str,
    folder: &Folder,
    wanted: Wanted<'_>,
    now: Now,
) -> Result<Drafted, Undrafted> {
    let disk = DiskFiles::new(root);
    let Site { inputs, register, .. } = Site::read(&disk, root)?;
    let Some(position) = register.catalogue.named(entry) else {
        return Err(Undrafted::NoSuchEntry(guide::near(&register.catalogue, entry)));
    };
    let folder = settled(root, &inputs.config.content, folder);
    let (folder, organisation) = whose(&register, &inputs.config.content, &folder)?;
    let (of, short, kind) = (organisation.id.clone(), organisation.short.to_string(), organisation.kind);
    let taken: HashSet<String> = register.by_id().into_keys().map(str::to_owned).collect();
    let there = others(&register, position, &of);
    let guide = catalogue::of(register, now);
    let entry = &guide.catalogue.entries[position];
    if wanted.period.is_some() && entry.tier != Tier::Periodic {
        return Err(Undrafted::NoPeriod);
    }
    if let (Some(_), Some(every), Some(example)) =
        (wanted.period.filter(|period| !guide.fits(entry, *period)), entry.every, guide.period(entry))
    {
        return Err(Undrafted::Unfit(every, example));
    }
    let open = if entry.tier == Tier::Periodic { open_periods(root, now, &of, &entry.id)? } else { Vec::new() };
    let periods: Vec<Option<Period>> = match wanted.period {
        Some(period) => vec![Some(period)],
        None => {
            // What is due soon, then what is over, and a period that goes on last.
            let soon = iso_day(guide.later(SOON));
            let (near, later): (Vec<_>, Vec<_>) =
                open.iter().partition(|(_, due)| due.as_ref().is_some_and(|due| *due <= soon));
            let period = |(period, _): &(Period, Option<String>)| Some(*period);
            near.into_iter().map(period).chain([guide.period(entry)]).chain(later.into_iter().map(period)).collect()
        }
    };
    let already = |period: &Option<Period>| there.iter().find(|(known, _)| known == period).map(|(_, path)| path);
    let new = periods.iter().find(|period| entry.tier == Tier::AdHoc || wanted.another || already(period).is_none());
    let Some(period) = new.copied() else {
        return Err(Undrafted::Already(periods.first().and_then(already).cloned().unwrap_or_default()));
    };
    let due = open.into_iter().find(|(open, _)| Some(*open) == period).and_then(|(_, due)| due);
    let when = match (period, entry.tier) {
        (Some(period), _) => format!("-{period}").to_lowercase(),
        (None, Tier::Fixed) => String::new(),
        (None, _) => format!("-{}", iso_day(guide.today)),
    };
    let tail = format!("-{}{when}", entry.id);
    let room = LONGEST.saturating_sub(tail.len() + NUMBER);
    let stem = format!("{}{tail}", of.get(..room).unwrap_or(&of).trim_end_matches('-'));
    let free = |id: &String| !taken.contains(id) && !root.join(&folder).join(format!("{id}.md")).exists();
    let numbered = (2..=taken.len() + 2).map(|n| format!("{stem}-{n}"));
    let path = |id: &str| format!("{folder}/{id}.md");
    let Some(id) = std::iter::once(stem.clone()).chain(numbered).find(free) else {
        return Err(Undrafted::There(path(&stem)));
    };
    let drafted = write(root, &path(&id), &guide.draft(entry, wanted.title, period))?;
    let owed_by_others = (!entry.applies.is_empty() && !entry.applies.contains(&kind)).then_some(kind);
    let entry = [entry.label.zh.clone(), entry.label.en.clone()];
    Ok(Drafted { item: Some(DraftedItem { entry, organisation: short, owed_by_others, period, due }), ..drafted })
}

/// The items of an entry that an organisation has, by period: what was taken off does not count.
fn others(register: &Register, entry: usize, organisation: &str) -> Vec<(Option<Period>, String)> {
    let of = |item: &&Item| item.entry == entry && *register.organisations[item.organisation].id == *organisation;
    let items = register.items.iter().filter(|item| item.withdrawn.is_none()).filter(of);
    items.map(|item| (item.period, item.path.to_string())).collect()
}

/// The periods for which an organisation still owes an entry, the earliest first, each with its last day.
fn open_periods(
    root: &Path,
    now: Now,
    organisation: &str,
    entry: &str,
) -> Result<Vec<(Period, Option<String>)>, Failure> {
    let open = duties::duties(root, now, Some(organisation))?.open.into_iter();
    let open = open.filter(|duty| duty.organisation == organisation && duty.entry == entry);
    let mut periods: Vec<_> =
        open.filter_map(|duty| Some((Period::parse(duty.period.as_deref()?)?, duty.due))).collect();
    periods.sort();
    Ok(periods)
}

/// The id of the organisation of the content folder itself: by the name of the site's folder.
fn id_of_site(root: &Path) -> String {
    let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let id = slug(&real.file_name().unwrap_or_default().to_string_lossy());
    if is_sound(&id) { id } else { "root".to_owned() }
}

fn write(root: &Path, path: &str, text: &str) -> Result<Drafted, Undrafted> {
    match publish::fresh(&root.join(path), text).map_err(|error| Placed::name(path, error))? {
        true => Ok(Drafted { path: path.to_owned(), item: None, named_like: None }),
        false => Err(Undrafted::There(path.to_owned())),
    }
}
