//! Which secretary has reported to whom (双向述职), by organisation and year.

use super::super::data::{Place, indent};
use super::{organisation_place, word};
use crate::address;
use crate::calendar::{Period, iso_day};
use crate::duties::DutyState;
use crate::fields::Typed;
use crate::plan::Plan;
use crate::projection::{Audience, Duties, ItemView, Word};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The entry of the catalogue under which secretaries report.
const ENTRY: &str = "secretary-report";

#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct TwoWayRow {
    organisation: Place,
    depth: usize,
    year_zh: String,
    secretary: Option<String>,
    upward: Way,
    downward: Way,
    state: Option<Word>,
    path: Option<String>,
}

/// One direction.
#[derive(Debug, Hash, Serialize)]
struct Way {
    date: Option<String>,
    to: Option<String>,
}

/// An organisation's position and a year, the latest first.
type Key = (usize, Reverse<Option<Period>>);

/// The report, where there is one to be read, and where the duty stands, where there is one.
type Found<'p, I> = (Option<&'p I>, Option<DutyState>);

impl<A: Audience> Plan<A> {
    /// Every report that the readers may see and every duty to give one, the latest year of an organisation first.
    pub(super) fn two_way(&self, duties: &Duties) -> Vec<TwoWayRow> {
        let projection = &self.projection;
        let Some(entry) = projection.catalogue.position(ENTRY) else {
            return Vec::new();
        };
        let mut found: BTreeMap<Key, Found<'_, A::Item>> = BTreeMap::new();
        for item in projection.items.iter().chain(&projection.past) {
            let public = item.as_ref();
            if public.entry.position == entry {
                let key = (public.organisation.position, Reverse(public.period));
                found.entry(key).or_default().0.get_or_insert(item);
            }
        }
        for duty in duties.all.iter().filter(|duty| duty.entry == entry) {
            found.entry((duty.organisation, Reverse(duty.period))).or_default().1 = Some(duty.state);
        }
        let row = |((organisation, Reverse(period)), (item, state)): (Key, Found<'_, A::Item>)| {
            let view = &projection.organisations[organisation];
            let field = |name| item.and_then(|item| field(item, name));
            TwoWayRow {
                organisation: organisation_place(view),
                depth: indent(view.depth),
                year_zh: period.map(Period::chinese).unwrap_or_default(),
                secretary: field("secretary"),
                upward: Way { date: field("upward"), to: field("upward_to") },
                downward: Way { date: field("downward"), to: field("downward_to") },
                state: state.or(item.map(|_| DutyState::Done)).map(word),
                path: item.map(|item| address::item(&item.as_ref().id)),
            }
        };
        found.into_iter().map(row).collect()
    }
}

/// The text of a field; of a person, the name; of a date, the day.
fn field<I: ItemView>(item: &I, name: &str) -> Option<String> {
    let field = item.fields().into_iter().find(|field| &*field.name == name)?;
    match &*field.value {
        Typed::Text(text) => Some(text.clone()),
        Typed::Person(person) => Some(person.name.clone()),
        Typed::Date(moment) => Some(iso_day(moment.day())),
        _ => None,
    }
}
