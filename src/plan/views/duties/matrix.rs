//! The matrix: organisations × entries, for the latest period of each entry that is over.

use super::super::data::{Place, indent};
use super::{DutyContent, Figures, Titled, item_path, organisation_place, word};
use crate::calendar::{Period, iso_day};
use crate::duties::{Cause, Duty, DutyState, of_organisation, previous};
use crate::plan::Plan;
use crate::plan::item_view::{By, rows};
use crate::projection::{Audience, Duties, Word};
use serde::Serialize;
use std::collections::BTreeMap;

/// The entries of a category.
#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct Part {
    category: Place,
    columns: Vec<Column>,
    rows: Vec<MatrixRow>,
}

#[derive(Debug, Hash, Serialize)]
struct Column {
    #[serde(flatten)]
    place: Place,
    period_zh: String,
}

#[derive(Debug, Hash, Serialize)]
struct MatrixRow {
    organisation: Place,
    depth: usize,
    cells: Vec<Cell>,
}

#[derive(Debug, Hash, Serialize)]
struct Cell {
    state: Word,
    path: Option<String>,
}

/// What was opened, and nothing has closed.
#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct OpenRow {
    state: Word,
    entry: Place,
    organisation: Place,
    kind_zh: &'static str,
    opener: Option<Titled>,
    due: Option<String>,
    provisional: bool,
}

/// The duties of an organisation, at a glance.
#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct Summary {
    organisation: Place,
    depth: usize,
    figures: Figures,
    due: usize,
}

impl<A: Audience> Plan<A> {
    pub(super) fn matrix<'p>(&'p self, duties: &'p Duties) -> DutyContent<'p> {
        let path = |duty: &Duty| item_path(duties, duty);
        DutyContent::Matrix {
            from: iso_day(duties.from),
            figures: Figures::of(&duties.all),
            words: DutyState::ALL.iter().copied().map(word).collect(),
            parts: self.parts(&duties.all, &path),
            open: self.open_follow_ups(duties),
            closing: rows(self.closing(duties, self.projection.items.iter()), By::Organisation, self.projection.zone),
            summaries: (0..self.projection.organisations.len()).map(|n| self.summary(duties, n)).collect(),
            waiting: self.waiting(duties, None),
        }
    }

    /// The matrix of some duties by category; `path` is the page of what fulfils one.
    pub(super) fn parts(&self, all: &[Duty], path: &dyn Fn(&Duty) -> Option<String>) -> Vec<Part> {
        let shown = self.current_periods(all);
        let category = |(n, card): (usize, &std::sync::Arc<crate::projection::CategoryCard>)| {
            let entries: Vec<(usize, Option<Period>)> = (shown.iter().copied())
                .filter(|(entry, _)| self.projection.catalogue.entries[*entry].category == n)
                .collect();
            Part {
                category: Place::category(card),
                columns: entries.iter().map(|(entry, period)| self.column(*entry, *period)).collect(),
                rows: (0..self.projection.organisations.len())
                    .map(|n| self.matrix_row(n, of_organisation(all, n), &entries, path))
                    .collect(),
            }
        };
        let parts = self.projection.categories.iter().enumerate().map(category);
        parts.filter(|part| !part.columns.is_empty()).collect()
    }

    /// What has to be followed up or elected anew, by due day.
    fn open_follow_ups(&self, duties: &Duties) -> Vec<OpenRow> {
        let mut open: Vec<&Duty> =
            duties.all.iter().filter(|duty| duty.open() && duty.cause != Cause::Catalogue).collect();
        open.sort_by_key(|duty| (duty.due.map(|due| due.day), duty.organisation, duty.entry, duty.cause));
        let row = |duty: &Duty| OpenRow {
            state: word(duty.state),
            entry: Place::entry(&self.projection.entries[duty.entry]),
            organisation: organisation_place(&self.projection.organisations[duty.organisation]),
            kind_zh: duty.cause.zh(),
            opener: Titled::opener(duties, duty, self.projection.zone),
            due: duty.due.map(|due| iso_day(due.day)),
            provisional: duty.due.is_some_and(|due| due.provisional),
        };
        open.into_iter().map(row).collect()
    }

    /// Those of some items that leave within thirty days, the next first.
    pub(super) fn closing<'p>(&self, duties: &Duties, items: impl Iterator<Item = &'p A::Item>) -> Vec<&'p A::Item> {
        let leaves = |item: &&A::Item| duties.closing.binary_search(&item.as_ref().id).is_ok();
        let mut closing: Vec<&A::Item> = items.filter(leaves).collect();
        closing.sort_by(|a, b| {
            let (a, b) = (a.as_ref(), b.as_ref());
            (a.ends, &a.id).cmp(&(b.ends, &b.id))
        });
        closing
    }

    /// Each entry with duties, with the latest period that is over, or that which runs if it is the first. Where nobody owes it
    /// for a running one, as those who did are dissolved, the latest is over.
    fn current_periods(&self, all: &[Duty]) -> Vec<(usize, Option<Period>)> {
        let mut open: BTreeMap<(usize, Option<Period>), bool> = BTreeMap::new();
        for duty in of_the_catalogue(all) {
            *open.entry((duty.entry, duty.period)).or_default() |= !duty.counted;
        }
        let entry = |entry: usize| {
            let (&(_, latest), open_still) = open.range((entry, None)..(entry + 1, None)).next_back()?;
            let runs = *open_still || self.projection.catalogue.entries[entry].ahead;
            let before = latest.map(|latest| Some(previous(latest))).filter(|_| runs);
            Some((entry, before.filter(|before| open.contains_key(&(entry, *before))).unwrap_or(latest)))
        };
        (0..self.projection.entries.len()).filter_map(entry).collect()
    }

    fn column(&self, entry: usize, period: Option<Period>) -> Column {
        let period_zh = period.map_or_else(|| "长期".to_owned(), Period::chinese);
        Column { place: Place::entry(&self.projection.entries[entry]), period_zh }
    }

    fn matrix_row(
        &self,
        n: usize,
        own: &[Duty],
        entries: &[(usize, Option<Period>)],
        path: &dyn Fn(&Duty) -> Option<String>,
    ) -> MatrixRow {
        let view = &self.projection.organisations[n];
        let own: Vec<&Duty> = of_the_catalogue(own).collect();
        let cell = |(entry, period): &(usize, Option<Period>)| {
            let found = own.binary_search_by_key(&(*entry, *period), |duty| (duty.entry, duty.period));
            let duty = found.ok().map(|at| own[at]);
            Cell { state: word(duty.map_or(DutyState::NotApplicable, |duty| duty.state)), path: duty.and_then(path) }
        };
        MatrixRow {
            organisation: organisation_place(view),
            depth: indent(view.depth),
            cells: entries.iter().map(cell).collect(),
        }
    }

    /// The figures of an organisation's own duties.
    pub(super) fn summary(&self, duties: &Duties, n: usize) -> Summary {
        let view = &self.projection.organisations[n];
        let own = duties.of(n);
        Summary {
            organisation: organisation_place(view),
            depth: indent(view.depth),
            figures: Figures::of(own),
            due: own.iter().filter(|duty| duty.state == DutyState::Due).count(),
        }
    }
}

/// The duties that the catalogue asks for.
fn of_the_catalogue(duties: &[Duty]) -> impl Iterator<Item = &Duty> {
    duties.iter().filter(|duty| duty.cause == Cause::Catalogue)
}
