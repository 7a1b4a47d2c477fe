//! A new item: of which period, and under which name.

use super::place::{settled, whose};
use super::{Drafted, Folder, Undrafted, seen, write};
use crate::address::LONGEST;
use crate::calendar::{Period, iso_day};
use crate::catalogue::{Entry, OrganisationKind, Tier};
use crate::guide::{self, Guide};
use crate::load::DiskFiles;
use crate::model::{Item, Register};
use crate::pipeline::{Failure, Now, Site, catalogue, duties};
use std::collections::HashSet;
use std::path::Path;

/// How much of the end of a file's name a number may take, as in `-12`.
const NUMBER: usize = 4;

/// Days within which a duty is due soon.
const SOON: u64 = 31;

/// How an item is begun.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w> {
    /// Its title, if it is known.
    pub title: Option<&'w str>,
    /// The period that it reports on; if none, that of a duty that is due soon, or else the last that is over.
    pub period: Option<Period>,
    /// Whether it may stand beside another of the same entry and period.
    pub another: bool,
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
    /// The id of the organisation whose own entry it is, where that organisation may not use it.
    pub of_another: Option<String>,
    /// Whether the organisation says that it is exempt from the entry.
    pub exempt: bool,
    /// The organisation's last day, where that is over.
    pub dissolved: Option<String>,
    /// The period that it reports on.
    pub period: Option<Period>,
    /// The last day of the duty that it fulfils, as dates are written.
    pub due: Option<String>,
}

/// A period for which an entry is owed, and its last day.
type Owed = (Period, Option<String>);

/// Begins an item of the entry that a word names, published today.
pub fn draft_item(
    root: &Path,
    entry: &str,
    folder: &Folder,
    wanted: Wanted<'_>,
    now: Now,
) -> Result<Drafted, Undrafted> {
    wanted.title.map_or(Ok(()), seen)?;
    let disk = DiskFiles::new(root);
    let Site { inputs, register, .. } = Site::read(&disk, root)?;
    let Some(position) = register.catalogue.named(entry) else {
        return Err(Undrafted::NoSuchEntry(guide::near(&register.catalogue, entry)));
    };
    let folder = settled(root, &inputs.config.content, folder);
    let (folder, organisation) = whose(&register, &inputs.config.content, &folder)?;
    let (of, short, kind) = (organisation.id.clone(), organisation.short.to_string(), organisation.kind);
    let of_another = of_another(&register, position, &of);
    let exempt = organisation.exempt.iter().any(|one| register.catalogue.exactly(&one.entry) == Some(position));
    let last = organisation.dissolved.map(|(last, _)| last);
    let taken: HashSet<String> = register.by_id().into_keys().map(str::to_owned).collect();
    let there = others(&register, position, &of);
    let guide = catalogue::of(register, now);
    let entry = &guide.catalogue.entries[position];
    let owed = if entry.tier == Tier::Periodic { owed(root, now, &of, &entry.id)? } else { Vec::new() };
    let period = period_of(&guide, entry, wanted, &owed, &there)?;
    let stem = stem(&guide, entry, &of, period);
    let path = |id: &str| format!("{folder}/{id}.md");
    let free = |id: &String| !taken.contains(id) && !root.join(path(id)).exists();
    let numbered = (2..=taken.len() + 2).map(|n| format!("{stem}-{n}"));
    let Some(id) = std::iter::once(stem.clone()).chain(numbered).find(free) else {
        return Err(Undrafted::There(path(&stem)));
    };
    let drafted = write(root, &path(&id), &guide.draft(entry, wanted.title, period))?;
    let item = DraftedItem {
        entry: [entry.label.zh.clone(), entry.label.en.clone()],
        organisation: short,
        owed_by_others: (!entry.applies.is_empty() && !entry.applies.contains(&kind)).then_some(kind),
        of_another,
        exempt,
        dissolved: last.filter(|last| *last < guide.today).map(iso_day),
        period,
        due: owed.into_iter().find(|(owed, _)| Some(*owed) == period).and_then(|(_, due)| due),
    };
    Ok(Drafted { item: Some(item), ..drafted })
}

/// The id of the organisation whose own an entry is, where another one is neither that nor below it.
fn of_another(register: &Register, entry: usize, organisation: &str) -> Option<String> {
    let own = &register.catalogue.entries[entry].scope.as_ref()?.organisation;
    let (outer, inner) = (register.position(own)?, register.position(organisation)?);
    (!register.is_within(inner, outer)).then(|| own.clone())
}

/// The items of an entry that an organisation has, by period: what was taken off does not count.
fn others(register: &Register, entry: usize, organisation: &str) -> Vec<(Option<Period>, String)> {
    let of = |item: &&Item| item.entry == entry && *register.organisations[item.organisation].id == *organisation;
    let items = register.items.iter().filter(|item| item.withdrawn.is_none()).filter(of);
    items.map(|item| (item.period, item.path.to_string())).collect()
}

/// The periods for which an organisation still owes an entry, the earliest first.
fn owed(root: &Path, now: Now, organisation: &str, entry: &str) -> Result<Vec<Owed>, Failure> {
    let open = duties::duties(root, now, Some(organisation))?.open.into_iter();
    let open = open.filter(|duty| duty.organisation == organisation && duty.entry == entry);
    let mut owed: Vec<_> = open.filter_map(|duty| Some((Period::parse(duty.period.as_deref()?)?, duty.due))).collect();
    owed.sort();
    Ok(owed)
}

/// The period of a new item: the one that is wanted, else the first without an item, trying in turn what is owed and due soon,
/// the usual one, unless that ended long ago, what is owed later, the usual one all the same, and where that is for what is to
/// come, the one after it.
fn period_of(
    guide: &Guide,
    entry: &Entry,
    wanted: Wanted<'_>,
    owed: &[Owed],
    there: &[(Option<Period>, String)],
) -> Result<Option<Period>, Undrafted> {
    if wanted.period.is_some() && entry.tier != Tier::Periodic {
        return Err(Undrafted::NoPeriod);
    }
    let unfit = wanted.period.is_some_and(|period| !guide.fits(entry, period));
    if let (true, Some(every), Some(example)) = (unfit, entry.every, guide.period(entry)) {
        return Err(Undrafted::Unfit(every, example));
    }
    let periods: Vec<Option<Period>> = match wanted.period {
        Some(period) => vec![Some(period)],
        None => {
            let soon = iso_day(guide.later(SOON));
            let (near, later): (Vec<&Owed>, Vec<_>) =
                owed.iter().partition(|(_, due)| due.as_ref().is_some_and(|due| *due <= soon));
            let period = |(period, _): &Owed| Some(*period);
            let usual = guide.period(entry);
            let following = usual.filter(|_| entry.ahead).map(|usual| guide.following(usual));
            let fresh = usual.filter(|usual| !guide.is_long_over(*usual)).map(Some);
            let owed = near.into_iter().map(period).chain(fresh).chain(later.into_iter().map(period));
            owed.chain([usual]).chain(following.map(Some)).collect()
        }
    };
    let already = |period: &Option<Period>| there.iter().find(|(known, _)| known == period).map(|(_, path)| path);
    let may = |period: &&Option<Period>| entry.tier == Tier::AdHoc || wanted.another || already(period).is_none();
    match periods.iter().find(may) {
        Some(period) => Ok(*period),
        None => Err(Undrafted::Already(periods.first().and_then(already).cloned().unwrap_or_default())),
    }
}

/// The name of a file, which is an id as well: whose, under which entry, and of when.
fn stem(guide: &Guide, entry: &Entry, organisation: &str, period: Option<Period>) -> String {
    let when = match (period, entry.tier) {
        (Some(period), _) => format!("-{period}").to_lowercase(),
        (None, Tier::Fixed) => String::new(),
        (None, _) => format!("-{}", iso_day(guide.today)),
    };
    let tail = format!("-{}{when}", entry.id);
    let room = LONGEST.saturating_sub(tail.len() + NUMBER);
    format!("{}{tail}", organisation.get(..room).unwrap_or(organisation).trim_end_matches('-'))
}
