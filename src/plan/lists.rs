//! Lists of items, and the pages that they are cut into.

use super::Plan;
use super::opinions::OpinionLists;
use crate::calendar::{Instant, Zone};
use crate::catalogue::{Initiative, Stream, Tier};
use crate::projection::{Audience, CommonItem, Projection, State};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::OnceLock;

/// Rows on a page of a list, but for the first, which has between [`FEWEST`] and `PAGE + FEWEST`.
const PAGE: usize = 20;
const FEWEST: usize = 10;

/// Positions of items by what lists them; each list has the newest first.
#[derive(Debug)]
pub struct Lists {
    pub(crate) categories: Vec<Vec<u32>>,
    pub(crate) tiers: Vec<Vec<u32>>,
    pub(crate) initiatives: Vec<Vec<u32>>,
    pub(crate) streams: Vec<Vec<u32>>,
    pub(crate) entries: Vec<Vec<u32>>,
    pub(crate) organisations: Vec<Vec<u32>>,
    pub(crate) archive: Vec<u32>,
    pub(crate) opinions: OpinionLists,
    /// Priority matters.
    pub(crate) focus: Vec<u32>,
    /// Items on which opinions are heard at present; what closes first stands first.
    pub(crate) open: Vec<u32>,
    /// For each item, the next newer and older one of the same entry and organisation.
    beside: Vec<(Option<u32>, Option<u32>)>,
    /// How many items of each list there are from when on, once a page asks.
    later: HashMap<Group, OnceLock<String>>,
}

/// What a list is of, with a position in the catalogue or among the organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// One of the categories.
    Category(usize),
    /// One of the three tiers.
    Tier(usize),
    /// One of the six sunshine forms.
    Initiative(usize),
    /// A stream of disclosure beside that of party affairs.
    Stream(usize),
    /// An entry of the catalogue.
    Entry(usize),
    /// An organisation.
    Organisation(usize),
    /// Items past their term.
    Archive,
}

/// How many things there are, and how many from when on, for the next `most` times at which some of them leave:
/// `INSTANT=COUNT INSTANT=COUNT`.
pub(super) fn counted(ends: impl IntoIterator<Item = Option<Instant>>, most: usize, zone: Zone) -> (usize, String) {
    let (mut left, mut leaving) = (0, BTreeMap::new());
    for end in ends {
        left += 1;
        if let Some(at) = end {
            *leaving.entry(at).or_insert(0) += 1;
        }
    }
    let (count, mut later) = (left, String::new());
    for (at, going) in leaving.into_iter().take(most) {
        left -= going;
        let gap = if later.is_empty() { "" } else { " " };
        let _ = write!(later, "{gap}{}={left}", zone.rfc3339(at));
    }
    (count, later)
}

impl Lists {
    pub(super) fn of<A: Audience>(projection: &Projection<A>) -> Self {
        let empty = |n: usize| vec![Vec::new(); n];
        let mut lists = Self {
            categories: empty(projection.categories.len()),
            tiers: empty(Tier::ALL.len()),
            initiatives: empty(Initiative::ALL.len()),
            streams: empty(Stream::ALL.len()),
            entries: empty(projection.entries.len()),
            organisations: empty(projection.organisations.len()),
            archive: Vec::new(),
            opinions: OpinionLists::of(projection),
            focus: Vec::new(),
            open: Vec::new(),
            beside: vec![(None, None); projection.items.len()],
            later: HashMap::new(),
        };
        let of = |count: usize, kind: fn(usize) -> Group| (0..count).map(kind);
        let groups = of(lists.categories.len(), Group::Category)
            .chain(of(lists.tiers.len(), Group::Tier))
            .chain(of(lists.initiatives.len(), Group::Initiative))
            .chain(of(lists.streams.len(), Group::Stream))
            .chain(of(lists.entries.len(), Group::Entry))
            .chain(of(lists.organisations.len(), Group::Organisation));
        lists.later = groups.map(|group| (group, OnceLock::new())).collect();
        let mut last: HashMap<(usize, usize), u32> = HashMap::new();
        for (position, item) in (0u32..).zip(&projection.items) {
            let item = item.as_ref();
            let entry = &projection.catalogue.entries[item.entry.position];
            lists.categories[entry.category].push(position);
            if item.focus {
                lists.focus.push(position);
            }
            if matches!(item.state, State::Consulting | State::Notice) {
                lists.open.push(position);
            }
            lists.entries[item.entry.position].push(position);
            lists.organisations[item.organisation.position].push(position);
            lists.tiers[place(Tier::ALL, &entry.tier)].push(position);
            if let Some(newer) = last.insert((item.entry.position, item.organisation.position), position) {
                lists.beside[position as usize].0 = Some(newer);
                lists.beside[newer as usize].1 = Some(position);
            }
            for stream in streams_of(projection, item) {
                lists.streams[place(Stream::ALL, &stream)].push(position);
            }
            if let Some(initiative) = &entry.initiative {
                lists.initiatives[place(Initiative::ALL, initiative)].push(position);
            }
        }
        lists.open.sort_by_key(|position| projection.items[*position as usize].as_ref().open_until(projection.zone));
        let listed = (0u32..).zip(&projection.past).filter(|(_, item)| item.as_ref().state == State::Past);
        lists.archive = listed.map(|(position, _)| position).collect();
        lists
    }

    /// The next newer and the next older item of the same entry and organisation.
    pub(crate) fn neighbours(&self, position: usize) -> (Option<usize>, Option<usize>) {
        let (newer, older) = self.beside[position];
        (newer.map(|n| n as usize), older.map(|n| n as usize))
    }

    /// The list of a group.
    pub fn get(&self, group: Group) -> &[u32] {
        match group {
            Group::Category(n) => &self.categories[n],
            Group::Tier(n) => &self.tiers[n],
            Group::Initiative(n) => &self.initiatives[n],
            Group::Stream(n) => &self.streams[n],
            Group::Entry(n) => &self.entries[n],
            Group::Organisation(n) => &self.organisations[n],
            Group::Archive => &self.archive,
        }
    }
}

/// The streams beside that of party affairs that some organisation or entry names, by their place in [`Stream::ALL`].
pub(super) fn streams<A: Audience>(projection: &Projection<A>) -> Vec<usize> {
    let named = |stream: &Stream| {
        *stream != Stream::Party
            && (projection.organisations.iter().any(|view| view.stream == *stream)
                || projection.catalogue.entries.iter().any(|entry| entry.stream == Some(*stream)))
    };
    Stream::ALL.iter().enumerate().filter(|(_, stream)| named(stream)).map(|(n, _)| n).collect()
}

/// The streams that an item stands in: its organisation's, and its entry's where that is another.
fn streams_of<A: Audience>(projection: &Projection<A>, item: &CommonItem) -> impl Iterator<Item = Stream> {
    let own = projection.organisations[item.organisation.position].stream;
    let given = projection.catalogue.entries[item.entry.position].stream.filter(|given| *given != own);
    std::iter::once(own).chain(given)
}

/// For how many of the next times at which items leave a number knows what it is then; and one of many on a page.
pub(super) const FORESEEN: usize = 8;
const FORESEEN_EACH: usize = 3;

impl<A: Audience> Plan<A> {
    /// When each item of a list leaves.
    pub(super) fn ends<'p>(&'p self, list: &'p [u32]) -> impl Iterator<Item = Option<Instant>> + 'p {
        list.iter().map(|n| self.item(*n as usize).as_ref().ends)
    }

    /// How many items of a list there are from when on, for the page of the list; nothing of an archive, which nothing leaves.
    pub(super) fn later(&self, group: Group) -> &str {
        let told = || counted(self.ends(self.lists.get(group)), FORESEEN, self.projection.zone).1;
        self.lists.later.get(&group).map_or("", |later| later.get_or_init(told))
    }

    /// The same for a page on which the list is one of many.
    pub(super) fn soon(&self, group: Group) -> String {
        let steps: Vec<&str> = self.later(group).split(' ').take(FORESEEN_EACH).collect();
        steps.join(" ")
    }

    /// The streams beside that of party affairs that an item stands in: id, Chinese and English name.
    pub fn streams(&self, item: &CommonItem) -> Vec<(&'static str, &'static str, &'static str)> {
        let beside = streams_of(&self.projection, item).filter(|stream| *stream != Stream::Party);
        beside.map(|stream| (stream.id(), stream.zh(), stream.en())).collect()
    }
}

fn place<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or_default()
}

/// How many pages of older rows a list of `total` has beside its first. They are numbered from the oldest,
/// so that a page, once full, keeps its address and its rows however many items are added.
pub(super) fn older_pages(total: usize) -> usize {
    if total <= PAGE + FEWEST { 0 } else { (total - FEWEST) / PAGE }
}

/// The rows, by position in the list, of a page: of older page `number`, or of the first where that is `None`.
pub(super) fn rows_of(total: usize, number: Option<usize>) -> Range<usize> {
    match number {
        None => 0..total - older_pages(total) * PAGE,
        Some(number) => total - number * PAGE..total - (number - 1) * PAGE,
    }
}

/// The page on which the row at a position in a list stands: the first where that is `None`.
pub(super) fn page_of(total: usize, position: usize) -> Option<usize> {
    let from_oldest = (total - 1 - position) / PAGE + 1;
    (from_oldest <= older_pages(total)).then_some(from_oldest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_on_one_page_and_full_pages_never_change() {
        for total in 0..500 {
            let older = older_pages(total);
            let mut seen: Vec<usize> = rows_of(total, None).collect();
            assert!(total <= 30 || (FEWEST..=PAGE + FEWEST).contains(&seen.len()), "{total}");
            for number in (1..=older).rev() {
                seen.extend(rows_of(total, Some(number)));
            }
            assert_eq!(seen, (0..total).collect::<Vec<_>>());
            assert!((0..total).all(|position| rows_of(total, page_of(total, position)).contains(&position)), "{total}");
            let from_oldest = |range: Range<usize>| total - range.end..total - range.start;
            if older > 0 {
                assert_eq!(from_oldest(rows_of(total, Some(1))), 0..PAGE);
            }
        }
    }
}
