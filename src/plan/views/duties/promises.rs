//! What became of what was promised to the public: a matrix, and the page of each organisation. No counts and no rates.

use super::super::Content;
use super::super::data::Place;
use super::{DutyContent, word};
use crate::address;
use crate::calendar::iso_day;
use crate::duties::{Duty, DutyState, of_organisation};
use crate::plan::Plan;
use crate::plan::duties::DutyPage;
use crate::projection::{Audience, Promises, Word};
use serde::Serialize;

#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct OrganisationPromises {
    organisation: Place,
    kind: Word,
    from: String,
    founded: Option<String>,
    dissolved: Option<String>,
    ancestors: Vec<Place>,
    entries: Vec<EntryPromises>,
}

#[derive(Debug, Hash, Serialize)]
struct EntryPromises {
    #[serde(flatten)]
    place: Place,
    frequency_zh: String,
    duties: Vec<PromiseRow>,
}

#[derive(Debug, Hash, Serialize)]
struct PromiseRow {
    period_zh: String,
    due: Option<String>,
    provisional: bool,
    state: Word,
    path: Option<String>,
    published: Option<String>,
}

impl<A: Audience> Plan<A> {
    pub(super) fn promise_page(
        &self,
        page: DutyPage,
        promises: &Promises,
    ) -> Option<(&'static str, String, Content<'_>)> {
        let (template, title, content) = match page {
            DutyPage::Matrix => ("promises.html", "公开任务".to_owned(), self.promises(promises)),
            DutyPage::Organisation(n) => {
                let title = format!("{}公开任务", self.projection.organisations[n].card.zh);
                ("promises-organisation.html", title, DutyContent::Promised(self.organisation_promises(promises, n)))
            }
            DutyPage::Report
            | DutyPage::TwoWay
            | DutyPage::Csv
            | DutyPage::CoverageCsv
            | DutyPage::OpinionsCsv
            | DutyPage::Json
            | DutyPage::Calendar(_) => return None,
        };
        Some((template, title, Content::Duties(Box::new(content))))
    }

    fn promises(&self, promises: &Promises) -> DutyContent<'_> {
        DutyContent::Promises {
            from: iso_day(promises.from),
            words: DutyState::ALL.iter().copied().map(word).collect(),
            parts: self.parts(&promises.all, &|duty| path(promises, duty)),
        }
    }

    fn organisation_promises(&self, promises: &Promises, n: usize) -> OrganisationPromises {
        let view = &self.projection.organisations[n];
        let own = of_organisation(&promises.all, n);
        OrganisationPromises {
            organisation: Place::organisation(&view.card),
            kind: view.kind,
            from: iso_day(promises.from),
            founded: view.life.founded.map(iso_day),
            dissolved: view.life.dissolved.map(iso_day),
            ancestors: self.duty_trail(n),
            entries: own.chunk_by(|a, b| a.entry == b.entry).map(|of_entry| self.entry(promises, of_entry)).collect(),
        }
    }

    fn entry(&self, promises: &Promises, of_entry: &[Duty]) -> EntryPromises {
        let position = of_entry.first().map_or(0, |duty| duty.entry);
        let row = |duty: &Duty| PromiseRow {
            period_zh: super::period_zh(duty),
            due: duty.due.map(|due| iso_day(due.day)),
            provisional: duty.due.is_some_and(|due| due.provisional),
            state: word(duty.state),
            path: path(promises, duty),
            published: promises.opened(duty).map(iso_day),
        };
        EntryPromises {
            place: Place::entry(&self.projection.entries[position]),
            frequency_zh: self.projection.catalogue.entries[position].frequency_zh(),
            duties: of_entry.iter().map(row).collect(),
        }
    }
}

/// The page of what fulfils a promise.
fn path(promises: &Promises, duty: &Duty) -> Option<String> {
    promises.page_of(duty).map(|id| address::item(id))
}
