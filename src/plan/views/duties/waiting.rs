//! What waits for a step of its approval (待审批).

use super::super::data::Place;
use super::{Titled, organisation_place};
use crate::address;
use crate::calendar::{Period, iso_day};
use crate::plan::Plan;
use crate::projection::{Audience, Duties, WaitingView};
use serde::Serialize;

#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct WaitingRow {
    organisation: Place,
    entry: Place,
    period_zh: Option<String>,
    step: Step,
    since: Option<String>,
    due: Option<String>,
    page: Option<Titled>,
}

/// What an item waits for.
#[derive(Debug, Hash, Serialize)]
struct Step {
    zh: &'static str,
    en: &'static str,
}

impl<A: Audience> Plan<A> {
    /// The items that wait, of one organisation or of all.
    pub(super) fn waiting(&self, duties: &Duties, organisation: Option<usize>) -> Vec<WaitingRow> {
        let own = |item: &&WaitingView| organisation.is_none_or(|organisation| item.organisation == organisation);
        let row = |item: &WaitingView| WaitingRow {
            organisation: organisation_place(&self.projection.organisations[item.organisation]),
            entry: Place::entry(&self.projection.entries[item.entry]),
            period_zh: item.period.map(Period::chinese),
            step: Step { zh: item.step.0, en: item.step.1 },
            since: item.since.map(iso_day),
            due: item.due.map(iso_day),
            page: item.page.as_ref().map(|(id, title, ends)| Titled {
                zh: title.to_string(),
                path: Some(address::item(id)),
                expires_at: ends.map(|at| self.projection.zone.rfc3339(at)),
            }),
        };
        duties.waiting.iter().filter(own).map(row).collect()
    }
}
