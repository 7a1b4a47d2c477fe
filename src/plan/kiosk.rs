//! The pages of a touch screen (电子触摸屏): tiles, short lists and items, each to be read and touched while standing.

use super::Plan;
use super::lists::Lists;
use super::pages::{Page, PageKind, pictures};
use crate::address;
use crate::calendar::Instant;
use crate::catalogue::Tier;
use crate::projection::{Audience, Projection, StepAt};
use std::collections::BTreeSet;

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
    /// One of the categories.
    Category(usize),
    /// One of the three tiers.
    Tier(usize),
    /// An organisation.
    Organisation(usize),
    /// Priority matters.
    Focus,
    /// What opinions are heard on at present.
    Open,
}

impl Shelf {
    /// The positions of its items, in their order.
    pub(super) fn positions(self, lists: &Lists) -> &[u32] {
        match self {
            Self::Category(n) => &lists.categories[n],
            Self::Tier(n) => &lists.tiers[n],
            Self::Organisation(n) => &lists.organisations[n],
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
    let edition = Page { path: "edition.js".to_owned(), kind: PageKind::Edition, lapses: None };
    let whole = projection.items.iter().filter_map(|item| item.as_ref().ends).min();
    let mut pages = Pages { projection, lists, whole, out: vec![edition] };
    pages.start();
    pages.shelves();
    pages.folders();
    pages.threads();
    pages.items();
    let mut out = pages.out;
    out.extend(pictures(projection));
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}

struct Pages<'p, A: Audience> {
    projection: &'p Projection<A>,
    lists: &'p Lists,
    /// The first instant at which an item leaves.
    whole: Option<Instant>,
    out: Vec<Page>,
}

impl<A: Audience> Pages<'_, A> {
    fn put(&mut self, path: String, page: KioskPage, lapses: Option<Instant>) {
        self.out.push(Page { path, kind: PageKind::Kiosk(page), lapses });
    }

    /// The first instant at which one of some rows of a shelf leaves.
    fn ends(&self, shelf: Shelf, rows: &[u32]) -> Option<Instant> {
        let items = rows.iter().map(|n| self.projection.items[*n as usize].as_ref());
        let zone = self.projection.zone;
        items.filter_map(|item| if shelf == Shelf::Open { item.open_until(zone) } else { item.ends }).min()
    }

    fn start(&mut self) {
        self.put("index.html".to_owned(), KioskPage::Start, self.whole);
        self.put(SEARCH.to_owned(), KioskPage::Search, None);
        // It says how many are open for opinions.
        let counted = self.whole.into_iter().chain(self.ends(Shelf::Open, &self.lists.open)).min();
        for number in 1..=pages_of(home(self.projection).len()) {
            self.put(page_at(HOME, number), KioskPage::Home(number), counted);
        }
    }

    fn shelves(&mut self) {
        let mut shelves = vec![(Shelf::Focus, FOCUS.to_owned()), (Shelf::Open, OPEN.to_owned())];
        let categories = self.projection.categories.iter().map(|card| card.path.clone());
        shelves.extend((0..).map(Shelf::Category).zip(categories));
        let tiers = Tier::ALL.iter().map(|tier| address::list("tiers", tier.id()));
        shelves.extend((0..).map(Shelf::Tier).zip(tiers));
        let organisations = self.projection.organisations.iter().map(|view| view.card.path.clone());
        shelves.extend((0..).map(Shelf::Organisation).zip(organisations));
        for (shelf, first) in shelves {
            let rows = shelf.positions(self.lists);
            for number in 1..=pages_of(rows.len()) {
                let lapses = self.ends(shelf, on_page(rows, number));
                self.put(page_at(&first, number), KioskPage::List(shelf, number), lapses);
            }
        }
    }

    /// Tiles of what lies below each organisation that has any below it, and at the top.
    fn folders(&mut self) {
        let projection = self.projection;
        let top = root(projection);
        let mut parents: BTreeSet<usize> = projection.organisations.iter().filter_map(|view| view.parent).collect();
        parents.extend(top);
        let mut folders: Vec<(Option<usize>, String, usize)> = Vec::new();
        if top.is_none() {
            folders.push((None, ORGANISATIONS.to_owned(), children(projection, None).len()));
        }
        for n in parents {
            folders.push((Some(n), below(projection, n), 1 + children(projection, Some(n)).len()));
        }
        for (of, first, tiles) in folders {
            for number in 1..=pages_of(tiles) {
                self.put(page_at(&first, number), KioskPage::Below(of, number), self.whole);
            }
        }
    }

    fn threads(&mut self) {
        let projection = self.projection;
        let threads = threads(projection);
        let lapses = |n: usize| Plan::<A>::thread_lapses(projection, n);
        let first = threads.iter().filter_map(|n| lapses(*n)).min();
        for number in 1..=pages_of(threads.len()) {
            self.put(page_at(THREADS, number), KioskPage::Threads(number), first);
        }
        for n in threads {
            let thread = &projection.threads.all[n];
            for number in 1..=pages_of(thread.steps.len()) {
                self.put(page_at(&address::thread(&thread.id), number), KioskPage::Thread(n, number), lapses(n));
            }
        }
    }

    fn items(&mut self) {
        let projection = self.projection;
        for (n, item) in projection.items.iter().enumerate() {
            let item = item.as_ref();
            let thread = projection.threads.of(&item.id).and_then(|n| Plan::<A>::thread_lapses(projection, n));
            self.put(address::item(&item.id), KioskPage::Item(n), item.ends.into_iter().chain(thread).min());
        }
    }
}

/// Where the first tiles lead, in their order.
pub(super) fn home<A: Audience>(projection: &Projection<A>) -> Vec<String> {
    let categories = projection.categories.iter().map(|card| card.path.clone());
    let others = [ORGANISATIONS, OPEN, FOCUS, THREADS].map(str::to_owned);
    let tiers = Tier::ALL.iter().map(|tier| address::list("tiers", tier.id()));
    categories.chain(others).chain(tiers).collect()
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
