//! The pages and files of one edition: path, kind, when it lapses. Cheap; nothing is rendered here.

mod attachments;
mod board;
mod bulletin;
mod duties;
mod feeds;
mod fields;
mod handling;
mod history;
mod intake;
mod item_view;
mod kiosk;
mod lists;
mod opinions;
mod pages;
mod phones;
mod policy;
mod qr;
mod screen;
mod search;
mod training;
mod views;

pub use board::BoardPage;
pub use bulletin::Bulletin;
pub use duties::DutyPage;
pub(crate) use feeds::printable;
pub use feeds::{Feed, FeedEntry, FeedOf};
pub use fields::{Datum, data};
pub use handling::Handling;
pub use item_view::{By, Row, RowRefs, openness};
pub use kiosk::{KioskPage, Shelf};
pub use lists::{Group, Lists};
pub use opinions::{FEEDS, OpinionLists, OpinionPage};
pub use pages::{Page, PageKind, Share};
pub use screen::{Encoding, Round, ScreenPage};
pub use search::{ROWS, Said, Search, SearchPart, Segment, spread, words};
pub use training::Session;
pub use views::View;

use crate::calendar::{Horizon, Instant, Zone};
use crate::config::{Channel, Config, Contact, Edition, Identity, Kiosk, Readers};
use crate::projection::{Audience, DutyView, ItemView, Projection};
use serde::Serialize;

/// The tag of interfaces in English.
const ENGLISH: &str = "en";

/// What every page of an edition says about its site.
#[derive(Debug, Serialize)]
pub struct Site {
    title: String,
    audience: &'static str,
    channel: &'static str,
    lang: &'static str,
    /// Minutes east of UTC.
    zone: i32,
    site_name: String,
    domain: Option<String>,
    id_code: Option<String>,
    icp: Option<String>,
    police: Option<String>,
    organiser: Option<String>,
    phones: Vec<phones::Phone>,
    contact: Contact,
    base_url: String,
    qr: bool,
    intake: intake::IntakeWay,
    csp: String,
    has_duties: bool,
    categories: Vec<views::Place>,
    tiers: Vec<views::Place>,
}

/// Everything that an edition consists of.
#[derive(Debug)]
pub struct Plan<A: Audience> {
    /// What the audience may see.
    pub projection: Projection<A>,
    /// Positions of items by what lists them.
    pub lists: Lists,
    /// What can be found by searching, in forms that search.
    pub search: Search,
    /// What every page says about the site.
    pub site: Site,
    /// What a display screen shows, in that form.
    pub round: Round,
    /// When a touch screen goes back to its start, in that form.
    pub kiosk: Kiosk,
    /// Until when a copy on a touch or display screen may be shown.
    pub valid_until: Option<Instant>,
    /// Every page and data file, by path. Theme files are added by the renderer, which has them.
    pub pages: Vec<Page>,
}

/// Until when a copy of an edition may be shown that is made at the instant of `horizon`: to the end of a week, so that it
/// changes once a week; none for forms that are not copied, or where the configuration wants none.
pub fn valid_until(edition: &Edition, zone: Zone, horizon: &Horizon) -> Option<Instant> {
    let copied = matches!(edition.channel, Channel::Kiosk | Channel::Screen) && edition.valid_weeks > 0;
    copied.then(|| {
        let monday = zone.next_monday(horizon.now());
        horizon.reached(monday);
        monday.plus_days(7 * i64::from(edition.valid_weeks))
    })
}

/// Lays out an edition in its form.
pub fn plan<A: Audience>(
    projection: Projection<A>,
    config: &Config,
    edition: &Edition,
    valid_until: Option<Instant>,
) -> Plan<A> {
    let lists = Lists::of(&projection);
    let site = site(&projection, config, edition);
    let search = match edition.channel {
        Channel::Web => Search::of(&projection, true),
        // A touch screen has no page for what is past.
        Channel::Kiosk => Search::of(&projection, false),
        Channel::Screen | Channel::Board => Search::default(),
    };
    let mut pages = match edition.channel {
        Channel::Web => pages::all(&projection, &lists),
        Channel::Kiosk => kiosk::pages(&projection, &lists),
        Channel::Screen => screen::pages(&projection),
        Channel::Board => board::pages(&projection, &lists),
    };
    if matches!(edition.channel, Channel::Web | Channel::Kiosk) {
        pages.extend(search.pages(&projection));
        pages.sort_by(|a, b| a.path.cmp(&b.path));
    }
    let round = match edition.channel {
        Channel::Screen => Round::of(&projection, &lists, &edition.screen),
        Channel::Web | Channel::Kiosk | Channel::Board => Round::default(),
    };
    Plan { projection, lists, search, site, round, kiosk: edition.kiosk, valid_until, pages }
}

fn site<A: Audience>(projection: &Projection<A>, config: &Config, edition: &Edition) -> Site {
    let Identity { name, domain, id_code, icp, police, organiser, contact } = config.site.clone();
    Site {
        title: config.title.clone(),
        audience: A::READERS.id(),
        channel: edition.channel.id(),
        lang: edition.lang.tag(),
        zone: projection.zone.minutes_east(),
        site_name: name.unwrap_or_else(|| config.title.clone()),
        domain,
        id_code,
        icp,
        police,
        organiser,
        phones: phones::Phone::all(contact.phone.as_deref()),
        contact,
        base_url: edition.base_url.clone(),
        qr: edition.qr,
        intake: intake::IntakeWay::of(&edition.intake),
        csp: policy::policy(edition),
        has_duties: projection.duties.held().is_some() || projection.duties.promised().is_some(),
        categories: projection.categories.iter().map(|card| views::Place::category(card)).collect(),
        tiers: views::Place::tiers(),
    }
}

impl Site {
    /// The absolute address of a path of this site.
    pub fn url(&self, path: &str) -> String {
        [&self.base_url, "/", &crate::address::encode(path)].concat()
    }

    /// The way to its root from everywhere on its host.
    pub fn base(&self) -> String {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.find('/').map_or_else(|| "/".to_owned(), |at| format!("{}/", &rest[at..]))
    }

    /// Whether the readers are members.
    pub fn is_internal(&self) -> bool {
        self.audience == Readers::Internal.id()
    }

    /// Its form: the id of its channel.
    pub fn channel(&self) -> &'static str {
        self.channel
    }

    /// What its pages may load, and where they may send something.
    pub fn policy(&self) -> &str {
        &self.csp
    }

    /// The language of its interface, as pages give it.
    pub fn lang(&self) -> &'static str {
        self.lang
    }

    /// A name that has both, in the language of the interface.
    pub(crate) fn name_of<'n>(&self, zh: &'n str, en: &'n str) -> &'n str {
        if self.lang == ENGLISH && !en.is_empty() { en } else { zh }
    }

    /// The site's title.
    pub fn title(&self) -> &str {
        &self.title
    }
}

impl<A: Audience> Plan<A> {
    /// The item at a position among those in their term.
    pub(crate) fn item(&self, position: usize) -> &A::Item {
        &self.projection.items[position]
    }

    /// The attachments and pictures of an item: all files that leave with it.
    pub(crate) fn files_of(item: &A::Item) -> impl Iterator<Item = &crate::projection::FileItem> {
        item.attachments().into_iter().chain(&item.reading().pictures)
    }
}
