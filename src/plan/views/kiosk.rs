//! What a touch screen shows: a round of titles, tiles, lists of six, and items in large type.

use super::Content;
use super::threads::ThreadView;
use crate::address;
use crate::calendar::{Instant, Zone};
use crate::catalogue::Tier;
use crate::plan::Plan;
use crate::plan::item_view::{By, ItemData, Row, rows};
use crate::plan::kiosk::{
    FOCUS, HOME, KioskPage, MOST, OPEN, ORGANISATIONS, Shelf, THREADS, below, children, home, on_page, page_at,
    pages_of, root, threads,
};
use crate::plan::lists::counted;
use crate::plan::qr::Qr;
use crate::projection::{Audience, CommonItem, FileItem, ItemView, StepAt};
use serde::Serialize;

/// How many priority matters, and how many of the newest, are shown while nobody is there.
const SHOWN: usize = 8;

/// For how many of the next times at which items leave a tile knows what it counts then.
const FORESEEN: usize = 40;

#[derive(Debug, Hash, Serialize)]
pub(super) struct KioskContent<'p> {
    kiosk: Frame,
    shows: Shows<'p>,
}

/// What all pages of a touch screen have.
#[derive(Debug, Hash, Serialize)]
struct Frame {
    idle: u32,
    countdown: u32,
    /// The page before this one, for those who did not come from one.
    up: Option<String>,
    turn: Option<Turn>,
}

/// Where a page stands among others of its kind.
#[derive(Debug, Hash, Serialize)]
struct Turn {
    page: usize,
    pages: usize,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Debug, Hash, Serialize)]
#[serde(untagged)]
enum Shows<'p> {
    Round {
        rows: Vec<Row<'p>>,
    },
    Tiles {
        tiles: Vec<Tile>,
    },
    List {
        rows: Vec<Row<'p>>,
    },
    Threads {
        threads: Vec<ThreadView<'p>>,
    },
    Thread {
        thread: Box<ThreadView<'p>>,
    },
    Search {
        keys: [char; 26],
    },
    /// `codes` lead to its attachments, in their order.
    Item {
        item: Box<ItemData<'p>>,
        qr: Option<Qr>,
        codes: Vec<Option<Qr>>,
    },
}

/// Something to touch.
#[derive(Debug, Hash, Serialize)]
struct Tile {
    zh: String,
    en: String,
    path: String,
    count: Option<usize>,
    /// How many there are from when on.
    later: String,
}

/// Where page `number` stands among those that some things fill, the first of them at `first`.
fn turn(first: &str, number: usize, things: usize) -> Turn {
    let pages = pages_of(things);
    Turn {
        page: number,
        pages,
        before: (number > 1).then(|| page_at(first, number - 1)),
        after: (number < pages).then(|| page_at(first, number + 1)),
    }
}

impl Tile {
    fn new(zh: &str, en: &str, path: String) -> Self {
        Self { zh: zh.to_owned(), en: en.to_owned(), path, count: None, later: String::new() }
    }

    /// With how many there are, and when each of them leaves.
    fn counting(mut self, ends: impl IntoIterator<Item = Option<Instant>>, zone: Zone) -> Self {
        let (count, later) = counted(ends, FORESEEN, zone);
        (self.count, self.later) = (Some(count), later);
        self
    }
}

impl<A: Audience> Plan<A> {
    pub(super) fn kiosk_page(&self, page: KioskPage) -> (&'static str, String, Content<'_>) {
        match page {
            KioskPage::Start => {
                let rows = Shows::Round { rows: self.round_of_titles() };
                ("kiosk/start.html", self.site.title().to_owned(), self.kiosk(None, None, rows))
            }
            KioskPage::Home(number) => {
                let up = (number > 1).then(|| HOME.to_owned());
                ("kiosk/tiles.html", "请选择".to_owned(), self.tiles(HOME, number, self.home_tiles(), up))
            }
            KioskPage::Below(of, number) => {
                let (first, up, tiles) = self.below_tiles(of);
                let title = of.map_or_else(|| "党组织".to_owned(), |n| self.organisation_zh(n));
                ("kiosk/tiles.html", title, self.tiles(&first, number, tiles, Some(up)))
            }
            KioskPage::List(shelf, number) => {
                let (title, first, up) = self.shelf(shelf);
                ("kiosk/list.html", title, self.shelf_page(shelf, number, &first, up))
            }
            KioskPage::Threads(number) => {
                let all = threads(&self.projection);
                let turn = turn(THREADS, number, all.len());
                let threads = on_page(&all, number).iter().map(|n| self.standing_thread(*n).cut(0, 0)).collect();
                let up = self.home_page(THREADS);
                (
                    "kiosk/threads.html",
                    "来龙去脉".to_owned(),
                    self.kiosk(Some(up), Some(turn), Shows::Threads { threads }),
                )
            }
            KioskPage::Thread(n, number) => {
                let thread = &self.projection.threads.all[n];
                let turn = turn(&address::thread(&thread.id), number, thread.steps.len());
                let thread = Box::new(self.standing_thread(n).cut((number - 1) * MOST, MOST));
                let up = Some(THREADS.to_owned());
                ("kiosk/thread.html", "来龙去脉".to_owned(), self.kiosk(up, Some(turn), Shows::Thread { thread }))
            }
            KioskPage::Search => {
                let mut keys = ['A'; 26];
                keys.iter_mut().zip('A'..='Z').for_each(|(key, letter)| *key = letter);
                let up = Some(HOME.to_owned());
                ("kiosk/search.html", "首字母查找".to_owned(), self.kiosk(up, None, Shows::Search { keys }))
            }
            KioskPage::Item(n) => self.kiosk_item(n),
        }
    }

    fn kiosk<'p>(&self, up: Option<String>, turn: Option<Turn>, shows: Shows<'p>) -> Content<'p> {
        let kiosk = Frame { idle: self.kiosk.idle, countdown: self.kiosk.countdown, up, turn };
        Content::Kiosk(Box::new(KioskContent { kiosk, shows }))
    }

    /// Priority matters and the newest in turn, each once.
    fn round_of_titles(&self) -> Vec<Row<'_>> {
        let focus: Vec<u32> = self.lists.focus.iter().copied().take(SHOWN).collect();
        let newest = (0u32..).zip(&self.projection.items).filter(|(_, item)| !item.as_ref().focus);
        let newest: Vec<u32> = newest.map(|(n, _)| n).take(SHOWN).collect();
        let chosen = (0..SHOWN).flat_map(|n| [focus.get(n), newest.get(n)]).flatten();
        rows(chosen.map(|n| self.item(*n as usize)), By::Organisation, self.projection.zone)
    }

    fn home_tiles(&self) -> Vec<Tile> {
        let (lists, zone) = (&self.lists, self.projection.zone);
        let tile = |zh: &str, en: &str, path: &str| Tile::new(zh, en, path.to_owned());
        let categories = self.projection.categories.iter().zip(&lists.categories);
        let mut tiles: Vec<Tile> = categories
            .map(|(card, list)| tile(&card.zh, &card.en, &card.path).counting(self.ends(list), zone))
            .collect();
        tiles.push(tile("按党组织查找", "By organisation", ORGANISATIONS));
        let closes = lists.open.iter().map(|n| self.item(*n as usize).as_ref().open_until(zone));
        tiles.push(tile("正在听取意见", "Open for opinions", OPEN).counting(closes, zone));
        tiles.push(tile("重点事项", "In focus", FOCUS).counting(self.ends(&lists.focus), zone));
        let threads = threads(&self.projection).into_iter().map(|n| self.thread_ends(n));
        tiles.push(tile("来龙去脉", "How it came about", THREADS).counting(threads, zone));
        let tiers = Tier::ALL.iter().zip(&lists.tiers);
        tiles.extend(tiers.map(|(tier, list)| {
            let path = address::list("tiers", tier.id());
            tile(&format!("{}公开", tier.zh()), tier.en(), &path).counting(self.ends(list), zone)
        }));
        debug_assert!(tiles.iter().map(|tile| &tile.path).eq(&home(&self.projection)), "they stand in their order");
        tiles
    }

    /// When the title of a thread leaves, and its row with it.
    fn thread_ends(&self, n: usize) -> Option<Instant> {
        let steps = &self.projection.threads.all[n].steps;
        steps
            .iter()
            .find_map(|step| if let StepAt::Current(n) = step { Some(self.item(*n).as_ref().ends) } else { None })?
    }

    /// The page of tiles on which one leads to `path`. It counts nothing: every page of every list asks.
    fn home_page(&self, path: &str) -> String {
        let place = home(&self.projection).iter().position(|tile| tile == path).unwrap_or_default();
        page_at(HOME, place / MOST + 1)
    }

    fn organisation_zh(&self, n: usize) -> String {
        self.projection.organisations[n].card.zh.to_string()
    }

    /// The tiles below an organisation, with the address of their first page and of what is above.
    fn below_tiles(&self, of: Option<usize>) -> (String, String, Vec<Tile>) {
        let projection = &self.projection;
        let below_it = children(projection, of);
        let tile = |n: usize| {
            let folder = projection.organisations.iter().any(|view| view.parent == Some(n));
            let path = if folder { below(projection, n) } else { projection.organisations[n].card.path.clone() };
            let ends = self.ends(&self.lists.organisations[n]);
            Tile::new(&self.organisation_zh(n), "", path).counting(ends, projection.zone)
        };
        let Some(of) = of else {
            return (ORGANISATIONS.to_owned(), self.home_page(ORGANISATIONS), below_it.into_iter().map(tile).collect());
        };
        let own = Tile::new("本级公开事项", "Items of its own", projection.organisations[of].card.path.clone())
            .counting(self.ends(&self.lists.organisations[of]), projection.zone);
        let up = match projection.organisations[of].parent {
            Some(parent) => below(projection, parent),
            None if root(projection) == Some(of) => self.home_page(ORGANISATIONS),
            None => ORGANISATIONS.to_owned(),
        };
        (below(projection, of), up, std::iter::once(own).chain(below_it.into_iter().map(tile)).collect())
    }

    fn tiles(&self, first: &str, number: usize, tiles: Vec<Tile>, up: Option<String>) -> Content<'_> {
        let turn = turn(first, number, tiles.len());
        let tiles = tiles.into_iter().skip((number - 1) * MOST).take(MOST).collect();
        self.kiosk(up, Some(turn), Shows::Tiles { tiles })
    }

    /// The title of a list, its address, and what is above it.
    fn shelf(&self, shelf: Shelf) -> (String, String, String) {
        let projection = &self.projection;
        let (title, path) = match shelf {
            Shelf::Focus => ("重点事项".to_owned(), FOCUS.to_owned()),
            Shelf::Open => ("正在听取意见".to_owned(), OPEN.to_owned()),
            Shelf::Organisation(n) => {
                let view = &projection.organisations[n];
                let folder = Some(n).filter(|n| projection.organisations.iter().any(|view| view.parent == Some(*n)));
                let up = folder.or(view.parent).map_or(ORGANISATIONS.to_owned(), |n| below(projection, n));
                return (self.organisation_zh(n), view.card.path.clone(), up);
            }
            Shelf::Tier(n) => {
                let tier = Tier::ALL[n];
                let title = self.site.name_of(&format!("{}公开", tier.zh()), tier.en()).to_owned();
                (title, address::list("tiers", tier.id()))
            }
            Shelf::Category(n) => {
                let card = &projection.categories[n];
                (self.site.name_of(&card.zh, &card.en).to_owned(), card.path.clone())
            }
        };
        let up = self.home_page(&path);
        (title, path, up)
    }

    fn shelf_page(&self, shelf: Shelf, number: usize, first: &str, up: String) -> Content<'_> {
        let (positions, zone) = (shelf.positions(&self.lists), self.projection.zone);
        let shown = on_page(positions, number).iter().map(|n| self.item(*n as usize));
        let rows = match shelf {
            Shelf::Open => shown.map(|item| Row::open(item, zone)).collect(),
            Shelf::Organisation(_) => rows(shown, By::Entry, zone),
            Shelf::Category(_) | Shelf::Tier(_) | Shelf::Focus => rows(shown, By::Organisation, zone),
        };
        self.kiosk(Some(up), Some(turn(first, number, positions.len())), Shows::List { rows })
    }

    fn kiosk_item(&self, n: usize) -> (&'static str, String, Content<'_>) {
        let item = self.item(n);
        let public: &CommonItem = item.as_ref();
        let thread = self.standing_thread_of(&public.id);
        let data = ItemData::of(item, false, thread, &self.projection.catalogue, self.projection.zone).unlinked();
        let qr = Qr::of(self.site.url(&address::item(&public.id)));
        let up = public.entry.category.path.clone();
        let code = |file: &FileItem| Qr::of(self.site.url(&address::file(&public.id, &file.file.name)));
        let codes = item.attachments().into_iter().map(code).collect();
        let shows = Shows::Item { item: Box::new(data), qr, codes };
        ("kiosk/item.html", public.title.to_string(), self.kiosk(Some(up), None, shows))
    }
}
