//! The pages of a touch screen (电子触摸屏): tiles, short lists and items, each to be read and touched while standing.

use super::Plan;
use super::lists::{Group, Lists};
use super::pages::{Page, PageKind, pictures};
use crate::address;
use crate::calendar::Instant;
use crate::catalogue::Tier;
use crate::projection::{Audience, Projection, StepAt};
use std::ops::Range;

/// How many tiles, or rows of a list, a page has at most.
pub(super) const MOST: usize = 6;

/// Where tiles begin.
pub(super) const HOME: &str = "home.html";

/// Where a reader looks for something.
pub(super) const SEARCH: &str = "search.html";

/// The top of the tree of organisations.
pub(super) const ORGANISATIONS: &str = "organisations.html";

/// The priority matters.
pub(super) const FOCUS: &str = "focus/index.html";

/// How matters came about.
pub(super) const THREADS: &str = "threads/index.html";

/// A page of a touch screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KioskPage {
    /// What is shown while nobody is there.
    Start,
    /// Where to look: a page of tiles.
    Home(usize),
    /// What lies below an organisation, or all if none: a page of tiles.
    Below(Option<usize>, usize),
    /// A page of a list; the first where the number is `None`.
    List(Shelf, Option<usize>),
    /// A page of threads.
    Threads(usize),
    /// A page of the steps of a thread.
    Thread(usize, usize),
    /// Items by the first letters of their titles.
    Search,
    /// An item.
    Item(usize),
}

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// One of the groups that websites list too.
    Of(Group),
    /// Priority matters.
    Focus,
}

impl Shelf {
    /// The positions of its items, the newest first.
    pub(super) fn positions(self, lists: &Lists) -> &[u32] {
        match self {
            Self::Of(group) => lists.get(group),
            Self::Focus => &lists.focus,
        }
    }
}

/// How many full pages a list of `total` rows has beside its first, numbered from the oldest as on a website.
pub(super) fn older_pages(total: usize) -> usize {
    total.saturating_sub(1) / MOST
}

/// The rows of a page, by position in the list: of older page `number`, or of the first where that is `None`.
pub(super) fn rows_of(total: usize, number: Option<usize>) -> Range<usize> {
    match number {
        None => 0..total - older_pages(total) * MOST,
        Some(number) => total - number * MOST..total - (number - 1) * MOST,
    }
}

/// The address of a page of tiles; the first is 1.
pub(super) fn tiles_page(first: &str, number: usize) -> String {
    if number == 1 { first.to_owned() } else { address::list_page(first, number) }
}

/// How many pages some tiles fill.
pub(super) fn pages_of(tiles: usize) -> usize {
    tiles.div_ceil(MOST).max(1)
}

/// The one organisation above all others, if there is one.
pub(super) fn root<A: Audience>(projection: &Projection<A>) -> Option<usize> {
    let mut tops = projection.organisations.iter().enumerate().filter(|(_, view)| view.parent.is_none());
    tops.next().filter(|_| tops.next().is_none()).map(|(n, _)| n)
}

/// The first page of what lies below an organisation.
pub(super) fn below<A: Audience>(projection: &Projection<A>, n: usize) -> String {
    if root(projection) == Some(n) {
        return ORGANISATIONS.to_owned();
    }
    projection.organisations[n].card.path.replace("index.html", "below.html")
}

/// The organisations directly below one, or at the top.
pub(super) fn children<A: Audience>(projection: &Projection<A>, of: Option<usize>) -> Vec<usize> {
    let all = projection.organisations.iter().enumerate();
    all.filter(|(_, view)| view.parent == of).map(|(n, _)| n).collect()
}

/// The threads of which something is in its term, by position.
pub(super) fn threads<A: Audience>(projection: &Projection<A>) -> Vec<usize> {
    let stands = |step: &StepAt| matches!(step, StepAt::Current(_));
    let all = projection.threads.all.iter().enumerate();
    all.filter(|(_, thread)| thread.steps.iter().any(stands)).map(|(n, _)| n).collect()
}

/// All of them, with the pictures that stand in texts.
pub(super) fn pages<A: Audience>(projection: &Projection<A>, lists: &Lists) -> Vec<Page> {
    let mut out = vec![Page { path: "edition.js".to_owned(), kind: PageKind::Edition, lapses: None }];
    let mut put = |path: String, page, lapses| out.push(Page { path, kind: PageKind::Kiosk(page), lapses });
    let ends = |rows: &[u32]| -> Option<Instant> {
        rows.iter().filter_map(|n| projection.items[*n as usize].as_ref().ends).min()
    };
    let whole = projection.items.iter().filter_map(|item| item.as_ref().ends).min();

    put("index.html".to_owned(), KioskPage::Start, whole);
    put(SEARCH.to_owned(), KioskPage::Search, None);
    for number in 1..=pages_of(home_tiles(projection)) {
        put(tiles_page(HOME, number), KioskPage::Home(number), whole);
    }
    let mut shelves = vec![(Shelf::Focus, FOCUS.to_owned())];
    let categories = projection.categories.iter().map(|card| card.path.clone());
    shelves.extend((0..).map(Group::Category).map(Shelf::Of).zip(categories));
    let tiers = Tier::ALL.iter().map(|tier| address::list("tiers", tier.id()));
    shelves.extend((0..).map(Group::Tier).map(Shelf::Of).zip(tiers));
    let organisations = projection.organisations.iter().map(|view| view.card.path.clone());
    shelves.extend((0..).map(Group::Organisation).map(Shelf::Of).zip(organisations));
    for (shelf, first) in shelves {
        let rows = shelf.positions(lists);
        for number in 1..=older_pages(rows.len()) {
            let path = address::list_page(&first, number);
            put(path, KioskPage::List(shelf, Some(number)), ends(&rows[rows_of(rows.len(), Some(number))]));
        }
        put(first, KioskPage::List(shelf, None), ends(&rows[rows_of(rows.len(), None)]));
    }

    let top = root(projection);
    let mut parents: Vec<usize> = projection.organisations.iter().filter_map(|view| view.parent).collect();
    parents.sort_unstable();
    parents.dedup();
    let mut folders: Vec<(Option<usize>, String, usize)> = Vec::new();
    if top.is_none() {
        folders.push((None, ORGANISATIONS.to_owned(), children(projection, None).len()));
    }
    if let Some(top) = top.filter(|top| !parents.contains(top)) {
        parents.push(top);
    }
    for n in parents {
        folders.push((Some(n), below(projection, n), 1 + children(projection, Some(n)).len()));
    }
    for (of, first, tiles) in folders {
        for number in 1..=pages_of(tiles) {
            put(tiles_page(&first, number), KioskPage::Below(of, number), whole);
        }
    }
    let threads = threads(projection);
    let lapses = |n: usize| Plan::<A>::thread_lapses(projection, n);
    for number in 1..=pages_of(threads.len()) {
        let first = threads.iter().filter_map(|n| lapses(*n)).min();
        put(tiles_page(THREADS, number), KioskPage::Threads(number), first);
    }
    for n in threads {
        let thread = &projection.threads.all[n];
        for number in 1..=pages_of(thread.steps.len()) {
            put(tiles_page(&address::thread(&thread.id), number), KioskPage::Thread(n, number), lapses(n));
        }
    }
    for (n, item) in projection.items.iter().enumerate() {
        let item = item.as_ref();
        let thread = projection.threads.of(&item.id).and_then(lapses);
        put(address::item(&item.id), KioskPage::Item(n), item.ends.into_iter().chain(thread).min());
    }
    out.extend(pictures(projection));
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}

/// How many tiles there are: the categories and tiers, organisations, priority matters, threads, search.
fn home_tiles<A: Audience>(projection: &Projection<A>) -> usize {
    projection.categories.len() + Tier::ALL.len() + 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_on_one_page_of_at_most_six_and_full_pages_never_change() {
        for total in 0..100 {
            let mut seen: Vec<usize> = rows_of(total, None).collect();
            assert!(seen.len() <= MOST && (total == 0 || !seen.is_empty()), "{total}");
            for number in (1..=older_pages(total)).rev() {
                let rows = rows_of(total, Some(number));
                assert_eq!(total - rows.end, (number - 1) * MOST, "counted from the oldest");
                seen.extend(rows);
            }
            assert_eq!(seen, (0..total).collect::<Vec<_>>());
        }
    }
}
