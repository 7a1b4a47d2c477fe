//! The pages of a touch screen (电子触摸屏): tiles, short lists and items, each to be read and touched while standing.

use super::Plan;
use super::lists::{Group, Lists};
use super::pages::{Page, PageKind, pictures};
use crate::address;
use crate::calendar::Instant;
use crate::catalogue::Tier;
use crate::projection::{Audience, Projection, StepAt};

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

/// What opinions are heard on at present.
pub(super) const OPEN: &str = "open/index.html";

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
    /// A page of a list.
    List(Shelf, usize),
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
    /// What opinions are heard on at present.
    Open,
}

impl Shelf {
    /// The positions of its items, in their order.
    pub(super) fn positions(self, lists: &Lists) -> &[u32] {
        match self {
            Self::Of(group) => lists.get(group),
            Self::Focus => &lists.focus,
            Self::Open => &lists.open,
        }
    }
}

/// The address of a page of tiles or rows; the first is 1. They are counted from the newest, so that each page but the last
/// is full: nobody keeps an address of a touch screen.
pub(super) fn page_at(first: &str, number: usize) -> String {
    if number == 1 { first.to_owned() } else { address::list_page(first, number) }
}

/// How many pages some tiles or rows fill.
pub(super) fn pages_of(things: usize) -> usize {
    things.div_ceil(MOST).max(1)
}

/// What stands on a page.
pub(super) fn on_page<T>(things: &[T], number: usize) -> &[T] {
    things.chunks(MOST).nth(number - 1).unwrap_or_default()
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
    let ends = |shelf: Shelf, rows: &[u32]| -> Option<Instant> {
        let items = rows.iter().map(|n| projection.items[*n as usize].as_ref());
        items.filter_map(|item| if shelf == Shelf::Open { item.open_until(projection.zone) } else { item.ends }).min()
    };
    let whole = projection.items.iter().filter_map(|item| item.as_ref().ends).min();

    put("index.html".to_owned(), KioskPage::Start, whole);
    put(SEARCH.to_owned(), KioskPage::Search, None);
    // It says how many are open for opinions.
    let counted = whole.into_iter().chain(ends(Shelf::Open, &lists.open)).min();
    for number in 1..=pages_of(home_tiles(projection)) {
        put(page_at(HOME, number), KioskPage::Home(number), counted);
    }
    let mut shelves = vec![(Shelf::Focus, FOCUS.to_owned()), (Shelf::Open, OPEN.to_owned())];
    let categories = projection.categories.iter().map(|card| card.path.clone());
    shelves.extend((0..).map(Group::Category).map(Shelf::Of).zip(categories));
    let tiers = Tier::ALL.iter().map(|tier| address::list("tiers", tier.id()));
    shelves.extend((0..).map(Group::Tier).map(Shelf::Of).zip(tiers));
    let organisations = projection.organisations.iter().map(|view| view.card.path.clone());
    shelves.extend((0..).map(Group::Organisation).map(Shelf::Of).zip(organisations));
    for (shelf, first) in shelves {
        let rows = shelf.positions(lists);
        for number in 1..=pages_of(rows.len()) {
            put(page_at(&first, number), KioskPage::List(shelf, number), ends(shelf, on_page(rows, number)));
        }
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
            put(page_at(&first, number), KioskPage::Below(of, number), whole);
        }
    }
    let threads = threads(projection);
    let lapses = |n: usize| Plan::<A>::thread_lapses(projection, n);
    for number in 1..=pages_of(threads.len()) {
        let first = threads.iter().filter_map(|n| lapses(*n)).min();
        put(page_at(THREADS, number), KioskPage::Threads(number), first);
    }
    for n in threads {
        let thread = &projection.threads.all[n];
        for number in 1..=pages_of(thread.steps.len()) {
            put(page_at(&address::thread(&thread.id), number), KioskPage::Thread(n, number), lapses(n));
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

/// How many tiles there are: the categories and tiers, organisations, what is open for opinions, priority matters, threads.
fn home_tiles<A: Audience>(projection: &Projection<A>) -> usize {
    projection.categories.len() + Tier::ALL.len() + 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_on_one_page_and_only_the_last_is_not_full() {
        for total in 0..100 {
            let rows: Vec<usize> = (0..total).collect();
            let pages: Vec<&[usize]> = (1..=pages_of(total)).map(|number| on_page(&rows, number)).collect();
            assert_eq!(pages.concat(), rows);
            assert!(pages.iter().rev().skip(1).all(|page| page.len() == MOST), "{total}");
        }
    }
}
