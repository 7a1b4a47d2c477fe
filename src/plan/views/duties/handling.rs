//! Opinions in the inspection report: what came of them, and which have no answer.

use super::super::data::Place;
use super::organisation_place;
use crate::calendar::{Period, iso_day};
use crate::plan::Plan;
use crate::plan::handling::Handling;
use crate::projection::{Audience, OpinionView, Word};
use serde::Serialize;

/// The opinions that an organisation received in a period.
#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct HandlingRow {
    organisation: Place,
    period_zh: String,
    counts: Handling,
}

/// An opinion without an answer. What it says stands on the page of opinions.
#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct Unanswered {
    organisation: Place,
    kind: Word,
    received: String,
    due: String,
    provisional: bool,
    overdue: bool,
    path: String,
}

impl<A: Audience> Plan<A> {
    pub(super) fn handling_rows(&self) -> Vec<HandlingRow> {
        let row = |((organisation, period), counts): ((usize, Period), Handling)| {
            let view = &self.projection.organisations[organisation];
            HandlingRow { organisation: organisation_place(view), period_zh: period.chinese(), counts }
        };
        self.handling().into_iter().map(row).collect()
    }

    /// The next to be answered first.
    pub(super) fn unanswered_opinions(&self) -> Vec<Unanswered> {
        let mut open: Vec<_> = (self.projection.opinions.iter().enumerate())
            .filter(|(_, opinion)| opinion.as_ref().answered.is_none())
            .filter_map(|(n, opinion)| Some((n, opinion.as_ref(), opinion.inside()?)))
            .collect();
        open.sort_by_key(|(_, public, inside)| (inside.due, public.organisation.position, &public.id));
        let row =
            |(n, public, inside): (usize, &crate::projection::PublicOpinion, &crate::projection::Inside)| Unanswered {
                organisation: organisation_place(&self.projection.organisations[public.organisation.position]),
                kind: public.kind,
                received: iso_day(public.received),
                due: iso_day(inside.due),
                provisional: inside.provisional,
                overdue: inside.overdue,
                path: self.opinion_address(n),
            };
        open.into_iter().map(row).collect()
    }
}
