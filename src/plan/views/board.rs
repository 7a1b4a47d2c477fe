//! What a notice board shows: sheets, and the list by which they come down.

use super::Content;
use crate::address;
use crate::calendar::{chinese_day, iso_day};
use crate::plan::Plan;
use crate::plan::board::{BoardPage, Paper, sheets, take_down};
use crate::plan::item_view::ItemData;
use crate::plan::qr::Qr;
use crate::projection::{Audience, CommonItem, EntryCard, OrganisationCard};
use chrono::{Days, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Hash, Serialize)]
#[serde(untagged)]
pub(super) enum BoardContent<'p> {
    Cover { boards: Vec<Board>, items: usize },
    Sheets { paper: &'static str, other: String, list: String, organisation: &'p str, sheets: Vec<Sheet<'p>> },
    TakeDown { of: Option<&'p str>, calendar: String, days: Vec<Day<'p>>, gone: Vec<Gone<'p>> },
}

/// The board of an organisation.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Board {
    zh: String,
    depth: usize,
    count: usize,
    a4: String,
    a3: String,
    list: String,
    next: Option<String>,
}

/// One item as it hangs.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Sheet<'p> {
    item: Box<ItemData<'p>>,
    number: usize,
    down: Option<String>,
    qr: Option<Qr>,
}

/// What comes down on one day.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Day<'p> {
    date: String,
    begins: String,
    zh: String,
    sheets: Vec<Hanging<'p>>,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct Hanging<'p> {
    id: &'p str,
    title: &'p str,
    organisation: &'p str,
    posted: String,
    lapses: String,
}

/// A sheet whose item has left. It is told by its entry and number: a title may hold a name.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Gone<'p> {
    id: Option<&'p str>,
    entry: &'p str,
    organisation: &'p str,
    posted: String,
    ended: String,
}

/// A sheet that should be down.
#[derive(Debug)]
pub(crate) struct Down<'p> {
    /// The id of its item.
    pub(crate) id: &'p str,
    /// Whether something stands where its item was, so that its id may be told.
    pub(crate) told: bool,
    pub(crate) entry: &'p EntryCard,
    pub(crate) organisation: &'p OrganisationCard,
    pub(crate) posted: NaiveDate,
    /// The last day on which it was to hang.
    pub(crate) ended: NaiveDate,
    /// The day on which it came down.
    pub(crate) day: NaiveDate,
}

/// How many steps of indentation the style sheet of boards knows.
const DEEPEST: usize = 3;

/// How many sheets that should be down already are listed, with all of the days on which those came down.
const GONE: usize = 60;

/// Within how many days of the last that came down all are listed.
const WEEK: u64 = 7;

impl<A: Audience> Plan<A> {
    pub(super) fn board_page(&self, page: BoardPage) -> Option<(&'static str, String, Content<'_>)> {
        let (template, title, content) = match page {
            BoardPage::Cover => ("board/cover.html", "公开栏".to_owned(), self.cover()),
            BoardPage::Sheets(n, paper) => {
                let title = format!("{}公开栏", self.projection.organisations[n].card.zh);
                ("board/sheets.html", title, self.sheets(n, paper))
            }
            BoardPage::TakeDown(of) => {
                let title = of.map_or_else(String::new, |n| self.projection.organisations[n].card.zh.to_string());
                ("board/take-down.html", title + "取下清单", self.take_down(of))
            }
            BoardPage::Calendar(_) => return None,
        };
        Some((template, title, Content::Board(Box::new(content))))
    }

    fn cover(&self) -> BoardContent<'_> {
        let zone = self.projection.zone;
        let boards = self.projection.organisations.iter().zip(&self.lists.organisations);
        let boards = boards.filter(|(_, own)| !own.is_empty()).map(|(view, own)| Board {
            zh: view.card.zh.to_string(),
            depth: view.depth.min(DEEPEST),
            count: own.len(),
            a4: sheets(&view.card.path, Paper::A4),
            a3: sheets(&view.card.path, Paper::A3),
            list: take_down(&view.card.path, "html"),
            next: own.iter().filter_map(|n| self.item(*n as usize).as_ref().ends).min().map(|at| iso_day(zone.day(at))),
        });
        BoardContent::Cover { boards: boards.collect(), items: self.projection.items.len() }
    }

    fn sheets(&self, n: usize, paper: Paper) -> BoardContent<'_> {
        let zone = self.projection.zone;
        let card = &self.projection.organisations[n].card;
        let sheet = |(number, position): (usize, &u32)| {
            let item = self.item(*position as usize);
            let public: &CommonItem = item.as_ref();
            let thread = self.standing_thread_of(&public.id);
            Sheet {
                item: Box::new(ItemData::of(item, false, thread, &self.projection.catalogue, zone).unlinked()),
                number,
                down: public.ends.map(|at| iso_day(zone.day(at))),
                qr: Qr::of(self.site.url(&address::item(&public.id))),
            }
        };
        let other = if paper == Paper::A4 { Paper::A3 } else { Paper::A4 };
        BoardContent::Sheets {
            paper: paper.id(),
            other: sheets(&card.path, other),
            list: take_down(&card.path, "html"),
            organisation: &card.zh,
            sheets: (1..).zip(&self.lists.organisations[n]).map(sheet).collect(),
        }
    }

    fn take_down(&self, of: Option<usize>) -> BoardContent<'_> {
        let zone = self.projection.zone;
        let card = of.map(|n| &self.projection.organisations[n].card);
        let mut days: BTreeMap<_, Vec<Hanging<'_>>> = BTreeMap::new();
        for (at, item) in self.coming_down(of) {
            days.entry(zone.day(at)).or_default().push(Hanging {
                id: &item.id,
                title: &item.title,
                organisation: &item.organisation.zh,
                posted: iso_day(item.published),
                lapses: zone.rfc3339(at),
            });
        }
        let day = |(day, sheets)| Day {
            date: iso_day(day),
            begins: zone.rfc3339(zone.start_of(day)),
            zh: chinese_day(day),
            sheets,
        };
        let gone = self.down(of).into_iter().map(|down| Gone {
            id: down.told.then_some(down.id),
            entry: self.site.name_of(&down.entry.zh, &down.entry.en),
            organisation: &down.organisation.zh,
            posted: iso_day(down.posted),
            ended: iso_day(down.ended),
        });
        let calendar = card.map_or_else(|| "take-down.ics".to_owned(), |card| take_down(&card.path, "ics"));
        let days = days.into_iter().map(day).collect();
        BoardContent::TakeDown { of: card.map(|card| &*card.zh), calendar, days, gone: gone.collect() }
    }

    /// What should be down, everywhere or at one organisation's, the last that left first; not without end, but whole days
    /// only, and the whole last week in which something came down.
    pub(crate) fn down(&self, of: Option<usize>) -> Vec<Down<'_>> {
        let projection = &self.projection;
        let zone = projection.zone;
        let remains = projection.remains.iter().map(|remains| Down {
            id: &remains.id,
            told: true,
            entry: &remains.entry,
            organisation: &remains.organisation,
            posted: remains.opened,
            ended: remains.ended,
            day: zone.day(remains.left),
        });
        let past = projection.past.iter().map(AsRef::<CommonItem>::as_ref).map(|item| {
            let ended = item.last_day.unwrap_or(item.published);
            Down {
                id: &item.id,
                told: true,
                entry: &item.entry,
                organisation: &item.organisation,
                posted: item.published,
                ended,
                day: ended.succ_opt().unwrap_or(ended),
            }
        });
        let gone = projection.gone.iter().map(|gone| Down {
            id: &gone.ids[0],
            told: false,
            entry: &gone.entry,
            organisation: &gone.organisation,
            posted: gone.opened,
            ended: zone.last_day(gone.left).max(gone.opened),
            day: zone.day(gone.left),
        });
        let own = |down: &Down<'_>| of.is_none_or(|n| n == down.organisation.position);
        let mut out: Vec<Down<'_>> = remains.chain(past).chain(gone).filter(own).collect();
        out.sort_by(|a, b| (b.day, b.ended, a.id).cmp(&(a.day, a.ended, b.id)));
        if let (Some(last), Some(least)) = (out.first(), out.get(GONE - 1)) {
            let week = last.day.checked_sub_days(Days::new(WEEK)).unwrap_or(last.day);
            let from = least.day.min(week);
            out.retain(|down| down.day >= from);
        }
        out
    }

    /// What hangs and has a last day, everywhere or at one organisation's, with the instant at which it has to be down, the
    /// next first.
    pub(crate) fn coming_down(&self, of: Option<usize>) -> Vec<(crate::calendar::Instant, &CommonItem)> {
        let items = self.projection.items.iter().map(AsRef::<CommonItem>::as_ref);
        let own = items.filter(|item| of.is_none_or(|n| n == item.organisation.position));
        let mut out: Vec<_> = own.filter_map(|item| item.ends.map(|at| (at, item))).collect();
        out.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
        out
    }
}
