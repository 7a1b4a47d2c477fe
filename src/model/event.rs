//! The day on which what an item reports happened.

use super::{Clearance, Item, Typed, Window};
use crate::calendar::parse_moment;
use crate::fields::{Progress, Stage};
use chrono::NaiveDate;

/// Fields that hold the day of what an ad hoc item reports, and a column that does.
const EVENTS: [&str; 5] = ["met", "effective", "held", "conveyed", "date"];
const EVENT_COLUMN: &str = "日期";

impl Item {
    /// The latest day that it reports, and the field that holds it.
    pub fn event(&self) -> Option<(&str, NaiveDate)> {
        let days = self.fields.iter().filter_map(|field| match field.typed.as_deref()? {
            Typed::Date(moment) if EVENTS.contains(&&*field.name) => Some((&*field.name, moment.day())),
            Typed::Table(table) => {
                let days = table.column(EVENT_COLUMN).filter_map(parse_moment).map(|moment| moment.day());
                days.max().map(|day| (&*field.name, day))
            }
            _ => None,
        });
        days.max_by_key(|(_, day)| *day)
    }

    /// The day on which what it opens becomes due to be followed up: its window closes, its decision was taken, or it
    /// was published.
    pub fn matter_ends(&self) -> NaiveDate {
        let closes = self.window.map(|Window { closes, .. }| closes.day());
        closes.or(self.event().map(|(_, day)| day)).unwrap_or(self.publish.day())
    }

    /// The day of the election that it reports: that of the last stage that is done, or of its publication. None where
    /// it names nobody who was elected.
    pub fn elected_on(&self) -> Option<NaiveDate> {
        if !self.gives("elected") {
            return None;
        }
        self.last_done().or(Some(self.publish.day()))
    }

    /// The day of the last of its stages that is done.
    pub fn last_done(&self) -> Option<NaiveDate> {
        let Some(Typed::Stages(stages)) = self.typed("stages") else {
            return None;
        };
        let done = |stage: &&Stage| stage.state.as_ref().is_some_and(|state| state.progress == Progress::Done);
        stages.iter().filter(done).filter_map(|stage| stage.date).max()
    }

    /// The ids of the items that it names as its own: those it follows, and those in its reference fields; each with
    /// who may know of it at most.
    pub fn refers(&self) -> impl Iterator<Item = (&str, Clearance)> {
        let fields = self.fields.iter().filter_map(|field| match field.typed.as_deref()? {
            Typed::Reference(id) if field.internal => Some((id.as_str(), self.clearance.max(Clearance::Internal))),
            Typed::Reference(id) => Some((id.as_str(), self.clearance)),
            _ => None,
        });
        self.follows.iter().map(|(id, _)| (&**id, self.clearance)).chain(fields)
    }

    /// Whether a field says something.
    pub fn gives(&self, name: &str) -> bool {
        self.typed(name).is_some_and(|typed| !typed.is_empty())
    }
}
