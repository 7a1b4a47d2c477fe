//! What each kind of page gives to its template.

use super::Plan;
use super::feeds::Feed;
use super::item_view::{ItemData, Row, rows};
use super::lists::{Group, older_pages, rows_of};
use super::pages::{Page, PageKind};
use crate::address;
use crate::catalogue::{Entry, Initiative, Tier};
use crate::config::Contact;
use crate::projection::{Audience, CategoryCard, EntryCard, OrganisationView, Remains, RemainsKind, State, Word};
use serde::Serialize;

const NEWEST: usize = 15;
const FEW: usize = 6;
const FEWER: usize = 4;

/// Something with a name and a place.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Place {
    id: String,
    zh: String,
    en: String,
    path: String,
}

impl Place {
    pub(super) fn category(card: &CategoryCard) -> Self {
        Self { id: card.id.clone(), zh: card.zh.clone(), en: card.en.clone(), path: card.path.clone() }
    }

    fn entry(card: &EntryCard) -> Self {
        Self { id: card.id.clone(), zh: card.zh.clone(), en: card.en.clone(), path: card.path.clone() }
    }

    fn word(kind: &str, word: (&str, &str, &str)) -> Self {
        Self { id: word.0.into(), zh: word.1.into(), en: word.2.into(), path: address::list(kind, word.0) }
    }

    fn tier(tier: Tier) -> Self {
        Self::word("tiers", (tier.id(), tier.zh(), tier.en()))
    }

    pub(super) fn tiers() -> Vec<Self> {
        Tier::ALL.iter().copied().map(Self::tier).collect()
    }

    fn initiative(initiative: Initiative) -> Self {
        Self::word("initiatives", (initiative.id(), initiative.zh(), initiative.en()))
    }
}

/// A page's data: what the template gets beside `site` and, where it has one, `body`.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What the page says about itself.
    pub page: PageData,
    /// What it shows.
    #[serde(flatten)]
    content: Content<'p>,
}

/// What a page says about itself.
#[derive(Debug, Serialize)]
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

#[derive(Debug, Serialize)]
struct Column {
    name: String,
    kind: &'static str,
}

#[derive(Debug, Serialize)]
struct Article {
    title: String,
    date: String,
    source: String,
    keywords: String,
    description: Option<String>,
}

#[derive(Debug, Serialize)]
struct FeedLink {
    path: String,
    title: String,
    kind: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Content<'p> {
    Home(Box<Home<'p>>),
    Group { group: Place, entries: Vec<EntryRow<'p>>, list: ListView<'p> },
    Entry { entry: Box<EntryView<'p>>, list: ListView<'p> },
    Organisation(Box<OrganisationPage<'p>>),
    Organisations { tree: Vec<Node> },
    Catalogue { categories: Vec<CatalogueCategory<'p>> },
    Item { item: Box<ItemData<'p>>, newer: Option<Row<'p>>, older: Option<Row<'p>>, breadcrumbs: Vec<Place> },
    Archive { list: ListView<'p> },
    Tombstone(TombstoneData<'p>),
    Redirect { target: String, zh: String },
    About { counts: Counts, data: Vec<DataLink> },
    Feed { feed: Feed, entries: Vec<super::feeds::FeedEntry> },
    Nothing {},
}

#[derive(Debug, Serialize)]
struct Home<'p> {
    newest: Vec<Row<'p>>,
    focus: Vec<Row<'p>>,
    windows: Vec<Row<'p>>,
    closing: Vec<Row<'p>>,
    categories: Vec<CategoryRow<'p>>,
    tiers: Vec<Counted>,
    initiatives: Vec<Counted>,
    organisations: Vec<Node>,
    counts: Counts,
}

#[derive(Debug, Serialize)]
struct Counts {
    items: usize,
    organisations: usize,
    entries: usize,
}

#[derive(Debug, Serialize)]
struct CategoryRow<'p> {
    #[serde(flatten)]
    place: Place,
    count: usize,
    rows: Vec<Row<'p>>,
}

#[derive(Debug, Serialize)]
struct Counted {
    #[serde(flatten)]
    place: Place,
    count: usize,
    hint_zh: &'static str,
}

#[derive(Debug, Serialize)]
struct EntryRow<'p> {
    #[serde(flatten)]
    place: Place,
    tier: Word,
    count: usize,
    newest: Option<Row<'p>>,
}

#[derive(Debug, Serialize)]
struct EntryView<'p> {
    #[serde(flatten)]
    place: Place,
    category: Place,
    tier: Word,
    frequency_zh: String,
    term_zh: String,
    audience: Word,
    after: Word,
    initiative: Option<Place>,
    applies_zh: Option<String>,
    focus: bool,
    count: usize,
    newest: Option<Row<'p>>,
}

#[derive(Debug, Serialize)]
struct CatalogueCategory<'p> {
    #[serde(flatten)]
    place: Place,
    entries: Vec<EntryView<'p>>,
}

#[derive(Debug, Serialize)]
struct ListView<'p> {
    rows: Vec<Row<'p>>,
    total: usize,
    newest: Option<String>,
    newer: Option<String>,
    older: Option<String>,
    oldest: Option<String>,
    page: usize,
    pages: usize,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Debug, Serialize)]
struct Node {
    id: String,
    zh: String,
    path: String,
    depth: usize,
    kind: Word,
    stream: Option<Word>,
    count: usize,
}

#[derive(Debug, Serialize)]
struct OrganisationPage<'p> {
    organisation: OrganisationData<'p>,
    ancestors: Vec<Place>,
    children: Vec<Node>,
    groups: Vec<OrganisationGroup<'p>>,
    list: ListView<'p>,
}

#[derive(Debug, Serialize)]
struct OrganisationData<'p> {
    id: &'p str,
    zh: &'p str,
    short: &'p str,
    path: &'p str,
    kind: Word,
    stream: Option<Word>,
    secretary: Option<&'p str>,
    contact: Option<&'p Contact>,
    internal: bool,
}

#[derive(Debug, Serialize)]
struct OrganisationGroup<'p> {
    category: Place,
    count: usize,
    rows: Vec<Row<'p>>,
}

#[derive(Debug, Serialize)]
struct TombstoneData<'p> {
    kind: &'static str,
    entry: Place,
    organisation: &'p crate::projection::OrganisationCard,
    publish: &'p str,
    ended: &'p str,
    result: Option<&'p str>,
    reason: Option<&'p str>,
    successor: Option<Place>,
}

#[derive(Clone, Debug, Serialize)]
struct DataLink {
    path: &'static str,
    zh: &'static str,
    en: &'static str,
    kind: &'static str,
}

impl<A: Audience> Plan<A> {
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
            PageKind::Home => ("home.html", self.site.title().to_owned(), Content::Home(Box::new(self.home()))),
            PageKind::List(group, number) => {
                return Some(self.list_page(*group, *number, &page.path));
            }
            PageKind::Organisations => {
                let tree = (0..self.projection.organisations.len()).map(|n| self.node(n)).collect();
                ("organisations.html", "党组织".to_owned(), Content::Organisations { tree })
            }
            PageKind::Catalogue => ("catalogue.html", "公开目录".to_owned(), self.catalogue()),
            PageKind::Item(n) => {
                let (newer, older) = self.lists.neighbours(*n);
                let row = |n: usize| Row::of(self.item(n), zone);
                self.item_page(self.item(*n), false, newer.map(row), older.map(row))
            }
            PageKind::Past(n) => self.item_page(&self.projection.past[*n], true, None, None),
            PageKind::Remains(n) => self.remains(&self.projection.remains[*n]),
            PageKind::Alias(to) => {
                let content =
                    Content::Redirect { target: address::item(to), zh: "本页已移至新的地址".to_owned() };
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
            PageKind::JsonFeed(_)
            | PageKind::Sitemap
            | PageKind::Robots
            | PageKind::ItemsJson
            | PageKind::ItemsCsv
            | PageKind::File(..)
            | PageKind::PastFile(..) => return None,
        })
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
            _ => item.map_or_else(|| Some(kind.to_owned()), |item| Some(item.entry.category.id.clone())),
        };
        PageData {
            kind,
            path: page.path.clone(),
            root: if kind == "not-found" { String::new() } else { address::up(&page.path) },
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
            _ => return Vec::new(),
        };
        let (folder, title) = own.map_or((String::new(), self.site.title().to_owned()), |(path, zh)| {
            (path.trim_end_matches("index.html").to_owned(), format!("{} · {zh}", self.site.title()))
        });
        [("feed.xml", "application/atom+xml"), ("feed.json", "application/feed+json")]
            .map(|(file, kind)| FeedLink { path: format!("{folder}{file}"), title: title.clone(), kind })
            .into()
    }

    fn home(&self) -> Home<'_> {
        let projection = &self.projection;
        let zone = projection.zone;
        let pick = |wanted: &dyn Fn(&A::Item) -> bool| -> Vec<&A::Item> {
            projection.items.iter().filter(|item| wanted(item)).collect()
        };
        let in_state = |states: &[State]| {
            let mut found = pick(&|item| states.contains(&item.as_ref().state));
            found.sort_by_key(|item| {
                let item = item.as_ref();
                (item.window.map(|w| w.closes.end(zone)).or(item.ends), item.id.clone())
            });
            found.truncate(FEW);
            rows(found, zone)
        };
        let positions = |list: &[u32], most: usize| rows(list.iter().take(most).map(|n| self.item(*n as usize)), zone);
        let mut focus = pick(&|item| item.as_ref().focus);
        focus.truncate(FEW);
        Home {
            newest: rows(projection.items.iter().take(NEWEST), zone),
            focus: rows(focus, zone),
            windows: in_state(&[State::Consulting, State::Notice]),
            closing: in_state(&[State::Closing]),
            categories: (projection.categories.iter().zip(&self.lists.categories))
                .map(|(card, list)| CategoryRow {
                    place: Place::category(card),
                    count: list.len(),
                    rows: positions(list, FEWER),
                })
                .collect(),
            tiers: (Tier::ALL.iter().zip(&self.lists.tiers))
                .map(|(tier, list)| Counted { place: Place::tier(*tier), count: list.len(), hint_zh: hint(*tier) })
                .collect(),
            initiatives: (Initiative::ALL.iter().zip(&self.lists.initiatives))
                .map(|(initiative, list)| Counted {
                    place: Place::initiative(*initiative),
                    count: list.len(),
                    hint_zh: "",
                })
                .collect(),
            organisations: self.nodes(|organisation| organisation.depth <= 1),
            counts: self.totals(),
        }
    }

    fn totals(&self) -> Counts {
        Counts {
            items: self.projection.items.len(),
            organisations: self.projection.organisations.len(),
            entries: self.projection.entries.len(),
        }
    }

    fn list_page(&self, group: Group, number: Option<usize>, path: &str) -> (&'static str, String, Content<'_>) {
        let projection = &self.projection;
        let list = self.list_view(group, number, path);
        let entries = |wanted: &dyn Fn(&Entry) -> bool| {
            let chosen =
                projection.catalogue.entries.iter().enumerate().filter(|(_, entry)| number.is_none() && wanted(entry));
            chosen.map(|(n, _)| self.entry_row(n)).collect()
        };
        match group {
            Group::Category(n) => {
                let group = Place::category(&projection.categories[n]);
                (
                    "category.html",
                    group.zh.clone(),
                    Content::Group { group, entries: entries(&|e| e.category == n), list },
                )
            }
            Group::Tier(n) => {
                let tier = Tier::ALL[n];
                (
                    "tier.html",
                    format!("{}公开", tier.zh()),
                    Content::Group { group: Place::tier(tier), entries: entries(&|e| e.tier == tier), list },
                )
            }
            Group::Initiative(n) => {
                let initiative = Initiative::ALL[n];
                let group = Place::initiative(initiative);
                (
                    "initiative.html",
                    group.zh.clone(),
                    Content::Group { group, entries: entries(&|e| e.initiative == Some(initiative)), list },
                )
            }
            Group::Entry(n) => {
                let entry = Box::new(self.entry_view(n));
                ("entry.html", projection.entries[n].zh.clone(), Content::Entry { entry, list })
            }
            Group::Organisation(n) => {
                let title = projection.organisations[n].card.zh.to_string();
                ("organisation.html", title, Content::Organisation(Box::new(self.organisation(n, number, list))))
            }
            Group::Archive => ("archive.html", "归档".to_owned(), Content::Archive { list }),
        }
    }

    fn list_view(&self, group: Group, number: Option<usize>, path: &str) -> ListView<'_> {
        let positions = self.lists.get(group);
        let older = older_pages(positions.len());
        let items = if group == Group::Archive { &self.projection.past } else { &self.projection.items };
        let shown: Vec<&A::Item> =
            positions[rows_of(positions.len(), number)].iter().map(|n| &items[*n as usize]).collect();
        let first = match number {
            None => path.to_owned(),
            Some(_) => match path.rsplit_once("/page-") {
                Some(("archive", _)) => "archive.html".to_owned(),
                Some((folder, _)) => format!("{folder}/index.html"),
                None => path.to_owned(),
            },
        };
        let page = number.unwrap_or(older + 1);
        let address_of = |n: usize| {
            if n > older { first.clone() } else { address::list_page(&first, n) }
        };
        let day = |item: &&A::Item| item.as_ref().published.to_string();
        ListView {
            total: positions.len(),
            newest: number.map(|_| first.clone()),
            newer: number.map(|n| address_of(n + 1)),
            older: (page > 1).then(|| address_of(page - 1)),
            oldest: (page > 1).then(|| address_of(1)),
            page,
            pages: older + 1,
            from: shown.first().map(day),
            to: shown.last().map(day),
            rows: rows(shown, self.projection.zone),
        }
    }

    fn newest_of(&self, entry: usize) -> Option<Row<'_>> {
        self.lists.entries[entry].first().map(|n| Row::of(self.item(*n as usize), self.projection.zone))
    }

    fn entry_row(&self, n: usize) -> EntryRow<'_> {
        let card = &self.projection.entries[n];
        EntryRow {
            place: Place::entry(card),
            tier: card.tier,
            count: self.lists.entries[n].len(),
            newest: self.newest_of(n),
        }
    }

    fn entry_view(&self, n: usize) -> EntryView<'_> {
        let card = &self.projection.entries[n];
        let entry = &self.projection.catalogue.entries[n];
        let audience = entry.audience.unwrap_or(entry.ceiling);
        let after = entry.after.unwrap_or(A::AFTER);
        let applies: Vec<&str> = entry.applies.iter().map(|kind| kind.zh()).collect();
        EntryView {
            place: Place::entry(card),
            category: Place::category(&card.category),
            tier: card.tier,
            frequency_zh: entry.frequency_zh(),
            term_zh: entry.term_zh(),
            audience: Word { id: audience.id(), zh: audience.zh(), en: audience.en() },
            after: Word { id: after.id(), zh: after.zh(), en: after.en() },
            initiative: entry.initiative.map(Place::initiative),
            applies_zh: (!applies.is_empty()).then(|| applies.join("、")),
            focus: entry.focus,
            count: self.lists.entries[n].len(),
            newest: self.newest_of(n),
        }
    }

    fn catalogue(&self) -> Content<'_> {
        let category = |(n, card): (usize, &std::sync::Arc<CategoryCard>)| CatalogueCategory {
            place: Place::category(card),
            entries: (0..self.projection.entries.len())
                .filter(|entry| self.projection.catalogue.entries[*entry].category == n)
                .map(|entry| self.entry_view(entry))
                .collect(),
        };
        Content::Catalogue { categories: self.projection.categories.iter().enumerate().map(category).collect() }
    }

    fn node(&self, n: usize) -> Node {
        let view = &self.projection.organisations[n];
        Node {
            id: view.card.id.to_string(),
            zh: view.card.zh.to_string(),
            path: view.card.path.clone(),
            depth: view.depth,
            kind: view.kind,
            stream: stream(view),
            count: self.lists.organisations[n].len(),
        }
    }

    fn nodes(&self, wanted: impl Fn(&OrganisationView) -> bool) -> Vec<Node> {
        let organisations = self.projection.organisations.iter().enumerate();
        organisations.filter(|(_, view)| wanted(view)).map(|(n, _)| self.node(n)).collect()
    }

    fn organisation<'p>(&'p self, n: usize, number: Option<usize>, list: ListView<'p>) -> OrganisationPage<'p> {
        let projection = &self.projection;
        let view = &projection.organisations[n];
        let mut ancestors = Vec::new();
        let mut above = view.parent;
        while let Some(position) = above {
            let card = &projection.organisations[position].card;
            ancestors.insert(
                0,
                Place { id: card.id.to_string(), zh: card.zh.to_string(), en: String::new(), path: card.path.clone() },
            );
            above = projection.organisations[position].parent;
        }
        let own = &self.lists.organisations[n];
        let group = |card: &std::sync::Arc<CategoryCard>| {
            let items: Vec<&A::Item> = own
                .iter()
                .map(|n| self.item(*n as usize))
                .filter(|item| item.as_ref().entry.category.id == card.id)
                .collect();
            OrganisationGroup {
                category: Place::category(card),
                count: items.len(),
                rows: rows(items.into_iter().take(FEW), projection.zone),
            }
        };
        let groups = projection
            .categories
            .iter()
            .filter(|_| number.is_none())
            .map(group)
            .filter(|group| group.count > 0)
            .collect();
        let contact = (view.contact != Contact::default()).then_some(&view.contact);
        OrganisationPage {
            organisation: OrganisationData {
                id: &view.card.id,
                zh: &view.name,
                short: &view.card.zh,
                path: &view.card.path,
                kind: view.kind,
                stream: stream(view),
                secretary: view.secretary.as_deref(),
                contact,
                internal: view.internal,
            },
            ancestors,
            children: self.nodes(|child| child.parent == Some(n)),
            groups,
            list,
        }
    }

    fn item_page<'p>(
        &'p self,
        item: &'p A::Item,
        past: bool,
        newer: Option<Row<'p>>,
        older: Option<Row<'p>>,
    ) -> (&'static str, String, Content<'p>) {
        let public = item.as_ref();
        let data = ItemData::of(item, past, &self.projection.catalogue, self.projection.zone);
        let breadcrumbs = vec![Place::category(&public.entry.category), Place::entry(&public.entry)];
        ("item.html", public.title.to_string(), Content::Item { item: Box::new(data), newer, older, breadcrumbs })
    }

    fn remains<'p>(&'p self, remains: &'p Remains) -> (&'static str, String, Content<'p>) {
        if let Some((id, title)) = &remains.successor {
            let content = Content::Redirect {
                target: address::item(id),
                zh: format!("本事项已由新的事项取代：{title}"),
            };
            return ("redirect.html", "本事项已被取代".to_owned(), content);
        }
        let (kind, title) = match remains.kind {
            RemainsKind::Expired | RemainsKind::Result => ("expired", "公开期限已满"),
            RemainsKind::Withdrawn => ("withdrawn", "本事项已撤下"),
        };
        let data = TombstoneData {
            kind,
            entry: Place::entry(&remains.entry),
            organisation: &remains.organisation,
            publish: &remains.opened,
            ended: &remains.ended,
            result: remains.result.as_deref(),
            reason: remains.reason.as_deref(),
            successor: None,
        };
        ("tombstone.html", title.to_owned(), Content::Tombstone(data))
    }
}

const DATA: [DataLink; 5] = [
    DataLink { path: "feed.xml", zh: "Atom 订阅", en: "Atom feed", kind: "application/atom+xml" },
    DataLink { path: "feed.json", zh: "JSON 订阅", en: "JSON feed", kind: "application/feed+json" },
    DataLink { path: "items.json", zh: "全部事项（JSON）", en: "All items, JSON", kind: "application/json" },
    DataLink {
        path: "items.csv", zh: "全部事项（CSV，可用 Excel 打开）", en: "All items, CSV", kind: "text/csv"
    },
    DataLink { path: "sitemap.xml", zh: "站点地图", en: "Sitemap", kind: "application/xml" },
];

fn hint(tier: Tier) -> &'static str {
    match tier {
        Tier::Fixed => "长期公开，变动即更新",
        Tier::Periodic => "按月、季、半年、年公开",
        Tier::AdHoc => "事项发生后限时公开",
    }
}

fn stream(view: &OrganisationView) -> Option<Word> {
    (view.stream.id != "party").then_some(view.stream)
}

fn keywords(item: &crate::projection::PublicItem) -> String {
    let own = item.keywords.iter().map(|word| &**word);
    let given = [item.entry.zh.as_str(), item.entry.category.zh.as_str()];
    own.chain(given).collect::<Vec<_>>().join(",")
}

fn column(kind: &PageKind, title: &str) -> Option<Column> {
    let kind = match kind {
        PageKind::List(Group::Archive, _) => "归档",
        PageKind::List(..) | PageKind::Organisations => "党务公开",
        PageKind::Catalogue => "公开目录",
        _ => return None,
    };
    Some(Column { name: title.to_owned(), kind })
}
