//! What waits for a step of its approval, for members. What has not been approved has not been through its secrecy
//! review either: it is named by its entry and period, never by its title.

use super::audience::{Internal, Key};
use super::organisations::Tree;
use super::standing::Term;
use crate::calendar::{Instant, Period};
use crate::check::Checked;
use crate::model::Item;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::Arc;

/// An item that waits for a step.
#[derive(Clone, Debug)]
pub struct WaitingView {
    /// Position of its organisation in the projection.
    pub organisation: usize,
    /// Position of its entry.
    pub entry: usize,
    /// The period that it reports on.
    pub period: Option<Period>,
    /// The step, as people call it.
    pub step: (&'static str, &'static str),
    /// Since when, where that is known.
    pub since: Option<NaiveDate>,
    /// By when, where there is a term.
    pub due: Option<NaiveDate>,
    /// Its id and title, and when that goes, where it is shown all the same.
    pub page: Option<(Arc<str>, Arc<str>, Option<Instant>)>,
}

/// Those that the readers of an edition may know of, by organisation, entry and period. `shown` are the items that have a
/// page, by position.
pub(super) fn of(_: &Key, checked: &Checked, tree: &Tree, shown: &HashMap<usize, &Item>) -> Vec<WaitingView> {
    let register = checked.register();
    let mut found: Vec<(WaitingView, &Arc<str>)> = checked
        .items()
        .filter(|(_, record)| register.is_for_members(record, tree.root))
        .filter_map(|(position, record)| {
            let organisation = tree.cards.get(&record.organisation)?.position;
            let waiting = record.approval.waits(register.approvals.confirm_within, &register.catalogue.workdays)?;
            let page = shown.get(&position).map(|item| {
                let ends = Term::of::<Internal>(item, register.zone).ends();
                (Arc::clone(&item.id), Arc::clone(&item.title), ends)
            });
            let (entry, period) = (record.entry, record.period);
            let (step, since, due) = (waiting.words(), waiting.since, waiting.due);
            Some((WaitingView { organisation, entry, period, step, since, due, page }, &record.id))
        })
        .collect();
    found.sort_by_key(|(item, id)| (item.organisation, item.entry, item.period, *id));
    found.into_iter().map(|(item, _)| item).collect()
}
