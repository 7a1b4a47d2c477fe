//! What each kind of page gives to its template.

mod board;
mod data;
mod duties;
mod home;
mod kiosk;
mod lists;
mod opinions;
mod organisations;
mod screen;
mod threads;

pub(in crate::plan) use data::Place;

use super::Plan;
use super::feeds::Feed;
use super::intake::IntakeView;
use super::item_view::{By, ItemData, Neighbour, Row, RowRefs};
use super::lists::Group;
use super::pages::{Page, PageKind};
use super::qr::Qr;
use super::screen::ScreenPage;
use super::search::SearchPart;
use crate::address;
use crate::calendar::iso_day;
use crate::catalogue::Tier;
use crate::projection::{Audience, CommonItem, Remains, RemainsKind};
use data::{
    CatalogueCategory, Counted, Counts, DataLink, EntryRow, EntryView, GroupingView, Home, ListView, Node,
    OrganisationPage, TombstoneData,
};
use serde::Serialize;
pub(in crate::plan) use threads::ThreadView;

/// How many of something a page shows where all would be too many.
const FEW: usize = 6;

/// A page's data: what the template gets beside `site` and, where it has one, `body`.
#[derive(Debug, Hash)]
pub struct View<'p> {
    /// What the page says about itself.
    pub page: PageData,
    /// What it shows, by name.
    pub content: Content<'p>,
}

/// What a page says about itself.
#[derive(Debug, Hash, Serialize)]
pub struct PageData {
    kind: &'static str,
    path: String,
    root: String,
    title: String,
    description: Option<String>,
    canonical: Option<String>,
    section: Option<String>,
    column: Option<Column>,
    article: Option<Article>,
    feeds: Vec<FeedLink>,
}

#[derive(Debug, Hash, Serialize)]
struct Column {
    name: String,
    kind: &'static str,
}

#[derive(Debug, Hash, Serialize)]
struct Article {
    title: String,
    date: String,
    source: String,
    keywords: String,
    description: Option<String>,
}

#[derive(Debug, Hash, Serialize)]
struct FeedLink {
    path: String,
    title: String,
    kind: &'static str,
    zh: &'static str,
}

#[derive(Debug, Hash, Serialize)]
#[serde(untagged)]
#[expect(private_interfaces, reason = "templates get it whole; nothing else looks inside")]
pub enum Content<'p> {
    Home(Box<Home<'p>>),
    Group { group: Place, entries: Vec<EntryRow<'p>>, list: ListView },
    Stream { group: Place, organisations: Vec<Node>, entries: Vec<EntryRow<'p>>, list: ListView },
    Entry { entry: Box<EntryView<'p>>, list: ListView },
    Organisation(Box<OrganisationPage<'p>>),
    Organisations { tree: Vec<Node>, streams: Vec<Counted> },
    Catalogue { categories: Vec<CatalogueCategory<'p>>, groupings: Vec<GroupingView<'p>> },
    Threads { threads: Vec<ThreadView<'p>> },
    Thread { thread: Box<ThreadView<'p>> },
    Item(Box<ItemPage<'p>>),
    Archive { list: ListView },
    Tombstone(TombstoneData<'p>),
    Redirect { target: String, say_zh: &'static str },
    About { counts: Counts, data: Vec<DataLink> },
    Duties(Box<duties::DutyContent<'p>>),
    Board(Box<board::BoardContent<'p>>),
    Screen(Box<screen::ScreenContent<'p>>),
    Opinions(Box<opinions::OpinionsView<'p>>),
    Kiosk(Box<kiosk::KioskContent<'p>>),
    Feed { feed: Feed, entries: Vec<super::feeds::FeedEntry> },
    Nothing {},
}

#[derive(Debug, Hash, Serialize)]
struct ItemPage<'p> {
    item: ItemData<'p>,
    newer: Option<Neighbour<'p>>,
    older: Option<Neighbour<'p>>,
    opinions: Vec<opinions::OpinionData<'p>>,
    qr: Option<Qr>,
    intake: Option<IntakeView>,
}

impl PageData {
    /// The title of a page of the site itself, as against that of an item.
    pub fn own_title(&self) -> Option<&str> {
        self.article.is_none().then_some(&self.title)
    }

    /// Gives the page its title in another language.
    pub fn entitle(&mut self, title: String) {
        self.title = title;
    }

    /// What the navigation and the foot of the page depend on: the way up to the root, and the current place.
    pub fn place(&self) -> (&str, &str) {
        (&self.root, self.section.as_deref().unwrap_or_default())
    }
}

impl View<'_> {
    /// The rows of the list that the page shows, if it shows one.
    pub fn rows(&self) -> Option<&RowRefs> {
        match &self.content {
            Content::Group { list, .. }
            | Content::Stream { list, .. }
            | Content::Entry { list, .. }
            | Content::Archive { list } => Some(&list.rows),
            Content::Organisation(page) => Some(&page.list.rows),
            _ => None,
        }
    }
}

impl<A: Audience> Plan<A> {
    /// The row of an item in a list.
    pub fn row(&self, by: By, past: bool, position: u32) -> Row<'_> {
        let items = if past { &self.projection.past } else { &self.projection.items };
        Row::of(&items[position as usize], by, self.projection.zone)
    }

    /// The template of a page and what it gets; `None` for pages that no template makes.
    pub fn view(&self, page: &Page) -> Option<(&'static str, View<'_>)> {
        let (template, title, content) = self.content(page)?;
        let kind = match template {
            "404.html" => "not-found",
            "feed.xml" => "feed",
            other => other.trim_end_matches(".html"),
        };
        Some((template, View { page: self.page_data(page, kind, title), content }))
    }

    fn content(&self, page: &Page) -> Option<(&'static str, String, Content<'_>)> {
        let zone = self.projection.zone;
        Some(match &page.kind {
            PageKind::Home => ("home.html", self.site.title().to_owned(), self.home_content()),
            PageKind::List(group, number) => {
                return Some(self.list_page(*group, *number, &page.path));
            }
            PageKind::Organisations => {
                let tree = (0..self.projection.organisations.len()).map(|n| self.node(n)).collect();
                (
                    "organisations.html",
                    "党组织".to_owned(),
                    Content::Organisations { tree, streams: self.stream_counts() },
                )
            }
            PageKind::Catalogue => ("catalogue.html", "公开目录".to_owned(), self.catalogue()),
            PageKind::Item(n) => {
                let (newer, older) = self.lists.neighbours(*n);
                let beside = |n: usize| Neighbour::of(self.item(n), zone);
                self.item_page(self.item(*n), false, newer.map(beside), older.map(beside))
            }
            PageKind::Past(n) => self.item_page(&self.projection.past[*n], true, None, None),
            PageKind::Remains(n) => self.remains(&self.projection.remains[*n]),
            PageKind::Alias(to) => {
                let content = Content::Redirect { target: address::item(to), say_zh: "本页已移至新的地址" };
                ("redirect.html", "本页已移动".to_owned(), content)
            }
            PageKind::About => {
                ("about.html", "关于公开".to_owned(), Content::About { counts: self.totals(), data: DATA.to_vec() })
            }
            PageKind::NotFound => ("404.html", "没有这个页面".to_owned(), Content::Nothing {}),
            PageKind::Atom(of) => {
                let mut feed = self.feed(*of, &page.path);
                let entries = std::mem::take(&mut feed.entries);
                ("feed.xml", feed.title.clone(), Content::Feed { feed, entries })
            }
            PageKind::Threads => self.threads_page(),
            PageKind::Thread(n) => self.thread_page(*n),
            PageKind::Duties(page) => return self.duty_page(*page),
            PageKind::Search(SearchPart::Page) => ("search.html", "搜索".to_owned(), Content::Nothing {}),
            PageKind::Kiosk(page) => return Some(self.kiosk_page(*page)),
            PageKind::Screen(ScreenPage::Slides) => ("screen/slides.html", self.site.title().to_owned(), self.slides()),
            PageKind::Board(page) => return self.board_page(*page),
            PageKind::Opinions(page) => return self.opinion_page(*page),
            PageKind::JsonFeed(_)
            | PageKind::Search(_)
            | PageKind::Deadlines(_)
            | PageKind::Sitemap
            | PageKind::Robots
            | PageKind::ItemsJson
            | PageKind::ItemsCsv
            | PageKind::FieldsCsv
            | PageKind::Training
            | PageKind::Edition
            | PageKind::Screen(ScreenPage::Ticker(_))
            | PageKind::File(..)
            | PageKind::PastFile(..) => return None,
        })
    }

    fn home_content(&self) -> Content<'_> {
        Content::Home(Box::new(self.home()))
    }

    fn page_data(&self, page: &Page, kind: &'static str, title: String) -> PageData {
        let indexed = !matches!(page.kind, PageKind::Remains(_) | PageKind::Alias(_) | PageKind::NotFound);
        let item = match page.kind {
            PageKind::Item(n) => Some(self.item(n).as_ref()),
            PageKind::Past(n) => Some(self.projection.past[n].as_ref()),
            _ => None,
        };
        let article = item.map(|item| Article {
            title: item.title.to_string(),
            date: self.projection.zone.minute(item.opens),
            source: item.organisation.zh.to_string(),
            keywords: keywords(item),
            description: item.sentence().map(str::to_owned),
        });
        let section = match page.kind {
            PageKind::List(Group::Category(n), _) => Some(self.projection.categories[n].id.clone()),
            PageKind::List(Group::Tier(n), _) => Some(Tier::ALL[n].id().to_owned()),
            PageKind::List(Group::Entry(n), _) => Some(self.projection.entries[n].category.id.clone()),
            PageKind::List(Group::Organisation(_), _) => Some("organisations".to_owned()),
            PageKind::Duties(_) => Some("duties".to_owned()),
            PageKind::Opinions(_) => Some("opinions".to_owned()),
            PageKind::Threads | PageKind::Thread(_) => Some("threads".to_owned()),
            _ => item.map_or_else(|| Some(kind.to_owned()), |item| Some(item.entry.category.id.clone())),
        };
        PageData {
            kind,
            path: page.path.clone(),
            root: if kind == "not-found" { self.site.base() } else { address::up(&page.path) },
            column: column(&page.kind, &title),
            description: article.as_ref().and_then(|article| article.description.clone()),
            canonical: (indexed && !self.site.is_internal()).then(|| self.site.url(&page.path)),
            section,
            article,
            feeds: self.feed_links(page),
            title,
        }
    }

    fn feed_links(&self, page: &Page) -> Vec<FeedLink> {
        let own = match page.kind {
            PageKind::List(Group::Category(n), _) => {
                Some((&self.projection.categories[n].path, self.projection.categories[n].zh.clone()))
            }
            PageKind::List(Group::Organisation(n), _) => {
                let card = &self.projection.organisations[n].card;
                Some((&card.path, card.zh.to_string()))
            }
            PageKind::Home => None,
            PageKind::Opinions(_) => return self.opinion_feeds(),
            _ => return Vec::new(),
        };
        let (folder, title) = own.map_or((String::new(), self.site.title().to_owned()), |(path, zh)| {
            (path.trim_end_matches("index.html").to_owned(), format!("{} · {zh}", self.site.title()))
        });
        [
            ("feed.xml", "application/atom+xml", "Atom 订阅"),
            ("feed.json", "application/feed+json", "JSON 订阅"),
            ("calendar.ics", "text/calendar", "截止日历"),
        ]
        .map(|(file, kind, zh)| FeedLink { path: format!("{folder}{file}"), title: title.clone(), kind, zh })
        .into()
    }

    fn item_page<'p>(
        &'p self,
        item: &'p A::Item,
        past: bool,
        newer: Option<Neighbour<'p>>,
        older: Option<Neighbour<'p>>,
    ) -> (&'static str, String, Content<'p>) {
        let public = item.as_ref();
        let opinions = self.opinions_about(&public.id);
        let thread = self.thread_of(&public.id);
        let data = ItemData::of(item, past, thread, &self.projection.catalogue, self.projection.zone);
        let qr = self.site.qr.then(|| Qr::of(self.site.url(&address::item(&public.id)))).flatten();
        let intake = (!past).then(|| self.intake_of(public)).flatten();
        (
            "item.html",
            public.title.to_string(),
            Content::Item(Box::new(ItemPage { item: data, newer, older, opinions, qr, intake })),
        )
    }

    fn remains<'p>(&'p self, remains: &'p Remains) -> (&'static str, String, Content<'p>) {
        if let Some(successor) = &remains.successor {
            let content =
                Content::Redirect { target: address::item(&successor.id), say_zh: "本事项已由新的事项取代" };
            return ("redirect.html", "本事项已被取代".to_owned(), content);
        }
        let (kind, title) = match remains.kind {
            RemainsKind::Expired | RemainsKind::Result => ("expired", "公开期已满"),
            RemainsKind::Withdrawn => ("withdrawn", "本事项已撤下"),
        };
        let data = TombstoneData {
            kind,
            entry: Place::entry(&remains.entry),
            organisation: &remains.organisation,
            publish: iso_day(remains.opened),
            ended: iso_day(remains.ended),
            result: remains.result.as_deref(),
            reason: remains.reason.as_deref(),
        };
        ("tombstone.html", title.to_owned(), Content::Tombstone(data))
    }
}

const DATA: [DataLink; 12] = [
    DataLink { path: "feed.xml", zh: "Atom 订阅", en: "Atom feed", kind: "application/atom+xml" },
    DataLink { path: "feed.json", zh: "JSON 订阅", en: "JSON feed", kind: "application/feed+json" },
    DataLink { path: "training.ics", zh: "教育培训日历", en: "Training, calendar", kind: "text/calendar" },
    DataLink { path: "calendar.ics", zh: "截止日历", en: "Calendar of deadlines", kind: "text/calendar" },
    DataLink { path: "items.json", zh: "全部事项（JSON）", en: "All items, JSON", kind: "application/json" },
    DataLink {
        path: "items.csv", zh: "全部事项（CSV，可用 Excel 打开）", en: "All items, CSV", kind: "text/csv"
    },
    DataLink {
        path: "fields.csv", zh: "全部字段（CSV，每行一个值）", en: "All fields, CSV", kind: "text/csv"
    },
    DataLink { path: "opinions.json", zh: "意见与答复（JSON）", en: "Opinions, JSON", kind: "application/json" },
    DataLink {
        path: "opinions.csv", zh: "意见与答复（CSV，可用 Excel 打开）", en: "Opinions, CSV", kind: "text/csv"
    },
    DataLink {
        path: crate::plan::FEEDS[0],
        zh: "意见与答复（Atom 订阅）",
        en: "Opinions, Atom feed",
        kind: "application/atom+xml",
    },
    DataLink {
        path: crate::plan::FEEDS[1],
        zh: "意见与答复（JSON 订阅）",
        en: "Opinions, JSON feed",
        kind: "application/feed+json",
    },
    DataLink { path: "sitemap.xml", zh: "站点地图", en: "Sitemap", kind: "application/xml" },
];

fn keywords(item: &CommonItem) -> String {
    let own = item.keywords.iter().map(|word| &**word);
    let given = [item.entry.zh.as_str(), item.entry.category.zh.as_str()];
    own.chain(given).collect::<Vec<_>>().join(",")
}

fn column(kind: &PageKind, title: &str) -> Option<Column> {
    let kind = match kind {
        PageKind::List(Group::Archive, _) => "归档",
        PageKind::List(..) | PageKind::Organisations => "党务公开",
        PageKind::Catalogue => "公开目录",
        PageKind::Duties(_) => "公开任务",
        PageKind::Opinions(_) => "意见与答复",
        PageKind::Threads | PageKind::Thread(_) => "来龙去脉",
        _ => return None,
    };
    Some(Column { name: title.to_owned(), kind })
}
