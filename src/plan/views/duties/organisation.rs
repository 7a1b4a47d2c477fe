//! Every duty of one organisation, by entry and period.

use super::super::data::Place;
use super::coverage::CoverageTable;
use super::matrix::Summary;
use super::waiting::WaitingRow;
use super::{Figures, Titled, item_path, organisation_place, period_zh, word};
use crate::calendar::iso_day;
use crate::duties::{Disclosure, Duty, Prompt, prompt};
use crate::plan::Plan;
use crate::plan::duties::folder;
use crate::plan::item_view::{By, Row, rows};
use crate::projection::{Audience, Duties, ExemptView, Word};
use serde::Serialize;

#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct OrganisationDuties<'p> {
    organisation: Place,
    kind: Word,
    from: String,
    founded: Option<String>,
    dissolved: Option<String>,
    ancestors: Vec<Place>,
    calendar: String,
    figures: Figures,
    prompt: Prompt,
    entries: Vec<EntryDuties>,
    closing: Vec<Row<'p>>,
    waiting: Vec<WaitingRow>,
    exempt: Vec<ExemptRow>,
    children: Vec<Summary>,
    coverage: Vec<CoverageTable>,
}

/// An entry that it does not owe.
#[derive(Debug, Hash, Serialize)]
struct ExemptRow {
    #[serde(flatten)]
    place: Place,
    reason: String,
}

#[derive(Debug, Hash, Serialize)]
struct EntryDuties {
    #[serde(flatten)]
    place: Place,
    frequency_zh: String,
    duties: Vec<DutyRow>,
}

#[derive(Debug, Hash, Serialize)]
struct DutyRow {
    period_zh: String,
    opener: Option<Titled>,
    due: Option<String>,
    provisional: bool,
    state: Word,
    path: Option<String>,
    published: Option<String>,
    corrected: bool,
    /// Whether it stands, and is to be looked at again by that day.
    review: bool,
}

impl<A: Audience> Plan<A> {
    pub(super) fn organisation_duties<'p>(&'p self, duties: &'p Duties, n: usize) -> OrganisationDuties<'p> {
        let projection = &self.projection;
        let view = &projection.organisations[n];
        let own = duties.of(n);
        let items = self.lists.organisations[n].iter().map(|position| self.item(*position as usize));
        let exempt = |one: &ExemptView| ExemptRow {
            place: Place::entry(&projection.entries[one.entry]),
            reason: one.reason.to_string(),
        };
        let below = (0..projection.organisations.len()).filter(|at| projection.organisations[*at].parent == Some(n));
        OrganisationDuties {
            organisation: Place::organisation(&view.card),
            kind: view.kind,
            from: iso_day(duties.from),
            founded: view.life.founded.map(iso_day),
            dissolved: view.life.dissolved.map(iso_day),
            ancestors: self.duty_trail(n),
            calendar: format!("{}deadlines.ics", folder(&view.card.id)),
            figures: Figures::of(own),
            prompt: self.prompt_of(duties, n),
            entries: own
                .chunk_by(|a, b| a.entry == b.entry)
                .map(|of_entry| self.entry_duties(duties, of_entry))
                .collect(),
            closing: rows(self.closing(duties, items), By::Entry, projection.zone),
            waiting: self.waiting(duties, Some(n)),
            exempt: duties.exempt.iter().filter(|one| one.organisation == n).map(exempt).collect(),
            children: below.map(|at| self.summary(duties, at)).collect(),
            coverage: self.coverage_tables(own, false),
        }
    }

    /// The way to the duties of an organisation: the matrix, and the duties of those above it.
    pub(super) fn duty_trail(&self, n: usize) -> Vec<Place> {
        let organisations = &self.projection.organisations;
        let mut trail = Vec::new();
        let mut above = organisations[n].parent;
        while let Some(position) = above {
            trail.push(organisation_place(&organisations[position]));
            above = organisations[position].parent;
        }
        let (zh, en) = ("公开任务".to_owned(), "Duties".to_owned());
        trail.push(Place { id: "duties".to_owned(), zh, en, path: "duties/index.html".to_owned() });
        trail.reverse();
        trail
    }

    /// Whether the ad hoc items of an organisation, by position, came in time, from the day on which duties begin.
    pub fn prompt_of(&self, duties: &Duties, n: usize) -> Prompt {
        let from = self.projection.zone.start_of(duties.from);
        let own = |disclosure: &&Disclosure| disclosure.organisation == n && disclosure.published >= from;
        let disclosures = duties.disclosed.iter().map(|(disclosure, _)| disclosure).filter(own);
        prompt(disclosures, &self.projection.catalogue, self.projection.zone)
    }

    fn entry_duties(&self, duties: &Duties, of_entry: &[Duty]) -> EntryDuties {
        let position = of_entry.first().map_or(0, |duty| duty.entry);
        let row = |duty: &Duty| DutyRow {
            period_zh: period_zh(duty),
            opener: Titled::opener(duties, duty, self.projection.zone),
            due: duty.due.map(|due| iso_day(due.day)),
            provisional: duty.due.is_some_and(|due| due.provisional),
            state: word(duty.state),
            path: item_path(duties, duty),
            published: duty.by.map(|n| iso_day(self.projection.zone.day(duties.disclosed[n].0.published))),
            corrected: duty.corrected,
            review: duty.period.is_none() && duty.by.is_some() && duty.cause.opener().is_none(),
        };
        EntryDuties {
            place: Place::entry(&self.projection.entries[position]),
            frequency_zh: self.projection.catalogue.entries[position].frequency_zh(),
            duties: of_entry.iter().map(row).collect(),
        }
    }
}
