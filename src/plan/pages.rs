//! Every page of a website, and when each lapses.

use super::Plan;
use super::board::BoardPage;
use super::duties::{self, DutyPage};
use super::feeds::FeedOf;
use super::kiosk::KioskPage;
use super::lists::{Group, Lists, older_pages, rows_of, streams};
use super::opinions::{self, OpinionPage};
use super::screen::ScreenPage;
use super::search::SearchPart;
use crate::address;
use crate::calendar::Instant;
use crate::catalogue::{Initiative, Stream, Tier};
use crate::projection::{Audience, ItemView, Projection};

/// One file of an edition.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its path from the site's root.
    pub path: String,
    /// What it is.
    pub kind: PageKind,
    /// When something on it lapses, so that it may not stand any longer as it is.
    pub lapses: Option<Instant>,
}

/// What a page is, with positions into the projection of its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The home page.
    Home,
    /// A page of a list; the first where the number is `None`.
    List(Group, Option<usize>),
    /// The tree of organisations.
    Organisations,
    /// The whole catalogue.
    Catalogue,
    /// An item in its term.
    Item(usize),
    /// An item past its term of which the text stands.
    Past(usize),
    /// What stands where an item was.
    Remains(usize),
    /// A former address of an item: from its id to the item's.
    Alias(String),
    /// How disclosure works here.
    About,
    /// For servers to show where nothing is.
    NotFound,
    /// A feed in Atom.
    Atom(FeedOf),
    /// A feed in JSON.
    JsonFeed(FeedOf),
    /// What closes soon, as a calendar.
    Deadlines(FeedOf),
    /// Addresses for search engines.
    Sitemap,
    /// What search engines may read.
    Robots,
    /// Every item as JSON.
    ItemsJson,
    /// Every item as CSV.
    ItemsCsv,
    /// Every field of every item as CSV.
    FieldsCsv,
    /// Sessions of education and training, as a calendar.
    Training,
    /// A file of an item in its term: item and place among its files.
    File(usize, usize),
    /// A file of an item past its term.
    PastFile(usize, usize),
    /// Every thread.
    Threads,
    /// A thread, whole.
    Thread(usize),
    /// A page or file about duties.
    Duties(DutyPage),
    /// What tells a copy on a touch or display screen from a newer one.
    Edition,
    /// A page or file of the search.
    Search(SearchPart),
    /// A page of a touch screen.
    Kiosk(KioskPage),
    /// A page of a display screen.
    Screen(ScreenPage),
    /// A page of a notice board.
    Board(BoardPage),
    /// A page or file of opinions.
    Opinions(OpinionPage),
}

/// How much of an edition a file is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// A segment of the search, from which its other shards come too.
    Segment(usize),
    /// All of it, or much.
    Whole,
    /// A few items.
    Few,
    /// Every other file: it comes last.
    Others,
}

impl PageKind {
    /// How much of the edition it is made of.
    pub fn share(&self) -> Share {
        match self {
            Self::Search(SearchPart::Heads(n, _) | SearchPart::Texts(n, _)) => Share::Segment(*n),
            Self::Edition => Share::Others,
            Self::ItemsJson | Self::ItemsCsv | Self::FieldsCsv | Self::Sitemap | Self::Training | Self::Catalogue => {
                Share::Whole
            }
            Self::Search(SearchPart::Index | SearchPart::Items(_))
            | Self::Duties(_)
            | Self::Opinions(OpinionPage::Json | OpinionPage::Csv)
            | Self::Screen(ScreenPage::Ticker(_)) => Share::Whole,
            Self::Home | Self::List(..) | Self::Organisations | Self::About | Self::NotFound | Self::Robots => {
                Share::Few
            }
            Self::Item(_) | Self::Past(_) | Self::Remains(_) | Self::Alias(_) | Self::File(..) | Self::PastFile(..) => {
                Share::Few
            }
            Self::Atom(_) | Self::JsonFeed(_) | Self::Deadlines(_) | Self::Threads | Self::Thread(_) => Share::Few,
            Self::Search(SearchPart::Page | SearchPart::Rows(..))
            | Self::Kiosk(_)
            | Self::Screen(_)
            | Self::Board(_)
            | Self::Opinions(_) => Share::Few,
        }
    }
}

/// All files of a website.
pub(super) fn all<A: Audience>(projection: &Projection<A>, lists: &Lists) -> Vec<Page> {
    let mut pages = Pages { projection, lists, out: Vec::with_capacity(projection.items.len() * 9 / 8 + 512) };
    let everything = pages.earliest(0..projection.items.len());
    pages.single(everything);
    pages.lists();
    pages.items();
    pages.threads();
    pages.duties(everything);
    pages.out.extend(opinions::pages(projection, &lists.opinions));
    let mut out = pages.out;
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}

/// The pictures that stand in texts: all files that leave with an item but its attachments.
pub(super) fn pictures<A: Audience>(projection: &Projection<A>) -> Vec<Page> {
    let mut out: Vec<Page> = Vec::new();
    for (n, item) in projection.items.iter().enumerate() {
        let public = item.as_ref();
        let files = super::Plan::<A>::files_of(item).enumerate().skip(item.attachments().len());
        let mut seen: Vec<&str> = Vec::new();
        for (place, file) in files {
            if !seen.contains(&&*file.file.name) {
                seen.push(&file.file.name);
                let path = address::file(&public.id, &file.file.name);
                out.push(Page { path, kind: PageKind::File(n, place), lapses: public.ends });
            }
        }
    }
    out
}

struct Pages<'p, A: Audience> {
    projection: &'p Projection<A>,
    lists: &'p Lists,
    out: Vec<Page>,
}

impl<A: Audience> Pages<'_, A> {
    fn put(&mut self, path: String, kind: PageKind, lapses: Option<Instant>) {
        self.out.push(Page { path, kind, lapses });
    }

    /// The first instant at which one of some items leaves.
    fn earliest(&self, positions: impl Iterator<Item = usize>) -> Option<Instant> {
        positions.filter_map(|position| self.projection.items[position].as_ref().ends).min()
    }

    /// The pages of which there is one. `everything` is when the first item leaves.
    fn single(&mut self, everything: Option<Instant>) {
        for (path, kind) in [
            ("index.html", PageKind::Home),
            ("organisations.html", PageKind::Organisations),
            ("catalogue.html", PageKind::Catalogue),
            ("about.html", PageKind::About),
            ("search.html", PageKind::Search(SearchPart::Page)),
            ("404.html", PageKind::NotFound),
            ("feed.xml", PageKind::Atom(FeedOf::Site)),
            ("feed.json", PageKind::JsonFeed(FeedOf::Site)),
            ("calendar.ics", PageKind::Deadlines(FeedOf::Site)),
            ("sitemap.xml", PageKind::Sitemap),
            ("robots.txt", PageKind::Robots),
            ("items.json", PageKind::ItemsJson),
            ("items.csv", PageKind::ItemsCsv),
            ("fields.csv", PageKind::FieldsCsv),
            ("training.ics", PageKind::Training),
        ] {
            let lapses =
                everything.filter(|_| !matches!(kind, PageKind::NotFound | PageKind::Robots | PageKind::Search(_)));
            self.put(path.to_owned(), kind, lapses);
        }
    }

    fn lists(&mut self) {
        let projection = self.projection;
        for n in 0..projection.categories.len() {
            self.list(Group::Category(n), &projection.categories[n].path, Some(FeedOf::Category(n)));
        }
        for (n, tier) in Tier::ALL.iter().enumerate() {
            self.list(Group::Tier(n), &address::list("tiers", tier.id()), None);
        }
        for (n, initiative) in Initiative::ALL.iter().enumerate() {
            self.list(Group::Initiative(n), &address::list("initiatives", initiative.id()), None);
        }
        for n in streams(projection) {
            self.list(Group::Stream(n), &address::list("streams", Stream::ALL[n].id()), None);
        }
        for n in (0..projection.entries.len()).filter(|n| projection.carries(*n)) {
            self.list(Group::Entry(n), &projection.entries[n].path, None);
        }
        for n in 0..projection.organisations.len() {
            self.list(Group::Organisation(n), &projection.organisations[n].card.path, Some(FeedOf::Organisation(n)));
        }
        self.list(Group::Archive, "archive.html", None);
    }

    fn items(&mut self) {
        let projection = self.projection;
        for n in 0..projection.items.len() {
            self.item(n, &projection.items[n], PageKind::Item(n), PageKind::File);
        }
        for n in 0..projection.past.len() {
            self.item(n, &projection.past[n], PageKind::Past(n), PageKind::PastFile);
        }
        for (n, remains) in projection.remains.iter().enumerate() {
            let lapses = remains.successor.as_ref().and_then(|successor| successor.ends);
            self.put(address::item(&remains.id), PageKind::Remains(n), lapses);
        }
    }

    fn threads(&mut self) {
        let projection = self.projection;
        let threads = 0..projection.threads.all.len();
        let lapses = |n: &usize| Plan::<A>::thread_lapses(projection, *n);
        self.put("threads/index.html".to_owned(), PageKind::Threads, threads.clone().filter_map(|n| lapses(&n)).min());
        for n in threads {
            self.put(address::thread(&projection.threads.all[n].id), PageKind::Thread(n), lapses(&n));
        }
    }

    fn duties(&mut self, everything: Option<Instant>) {
        let past = self.projection.past.iter().filter_map(|item| item.as_ref().ends);
        let lapses = everything.into_iter().chain(past).min();
        for (path, page) in duties::pages(self.projection) {
            self.put(path, PageKind::Duties(page), lapses);
        }
    }

    fn list(&mut self, group: Group, first: &str, feed: Option<FeedOf>) {
        let list = self.lists.get(group);
        let items = if group == Group::Archive { &self.projection.past } else { &self.projection.items };
        let lapses = |rows: &[u32]| rows.iter().filter_map(|position| items[*position as usize].as_ref().ends).min();
        let older: Vec<_> = (1..=older_pages(list.len()))
            .map(|number| (number, lapses(&list[rows_of(list.len(), Some(number))])))
            .collect();
        // The first page counts the whole list, and shows the newest of each of its parts.
        let whole = lapses(list);
        self.put(first.to_owned(), PageKind::List(group, None), whole);
        for (number, lapses) in older {
            self.put(address::list_page(first, number), PageKind::List(group, Some(number)), lapses);
        }
        if let Some(feed) = feed {
            let folder = first.trim_end_matches("index.html");
            self.put(format!("{folder}feed.xml"), PageKind::Atom(feed), whole);
            self.put(format!("{folder}feed.json"), PageKind::JsonFeed(feed), whole);
            self.put(format!("{folder}calendar.ics"), PageKind::Deadlines(feed), whole);
        }
    }

    fn item(&mut self, n: usize, item: &A::Item, kind: PageKind, file: fn(usize, usize) -> PageKind) {
        let public = item.as_ref();
        let beside = if kind == PageKind::Item(n) { self.lists.neighbours(n) } else { (None, None) };
        let beside = self.earliest([beside.0, beside.1].into_iter().flatten());
        let opinions = opinions::earliest(self.projection, self.lists.opinions.about(&public.id));
        let thread = self.projection.threads.of(&public.id);
        let thread = thread.and_then(|n| Plan::<A>::thread_lapses(self.projection, n));
        let lapses = [public.ends, beside, opinions, thread].into_iter().flatten().min();
        self.put(address::item(&public.id), kind, lapses);
        for alias in &public.aliases {
            self.put(address::item(alias), PageKind::Alias(public.id.to_string()), public.ends);
        }
        let names = Plan::<A>::files_of(item).map(|file| address::file(&public.id, &file.file.name));
        let mut seen: Vec<String> = Vec::new();
        for (place, path) in names.enumerate() {
            if !seen.contains(&path) {
                self.put(path.clone(), file(n, place), public.ends);
                seen.push(path);
            }
        }
    }
}
