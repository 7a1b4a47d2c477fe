//! The records that an audience may know of, and where each stands at an instant.

use super::audience::{Audience, Key};
use super::links::Door;
use super::organisations::Tree;
use super::standing::{self, Standing, State, Term};
use super::{EntryCard, Gone, Lens, Remains, duties};
use crate::calendar::{Horizon, Zone};
use crate::check::Checked;
use crate::model::Item;
use std::cmp::Reverse;
use std::sync::Arc;

/// The records that the audience may know of.
pub(super) struct Records<'r> {
    /// Those of which something stands: position, record, and where it stands.
    pub(super) seen: Vec<(usize, &'r Item, Standing)>,
    /// Those that count as disclosed, where duties are told.
    pub(super) known: Vec<duties::KnownRecord<'r>>,
    /// Those of which nothing stands any more, by id.
    pub(super) gone: Vec<Gone>,
}

impl<'r> Records<'r> {
    /// Sorts out by the instant what `A` may know of. What it may not is left out first: no boundary of that reaches `horizon`.
    pub(super) fn of<A: Audience>(
        key: &Key,
        checked: &'r Checked,
        lens: &Lens,
        tree: &Tree,
        entries: &[Arc<EntryCard>],
        horizon: &Horizon,
    ) -> Self {
        let register = checked.register();
        let mut records = Self { seen: Vec::new(), known: Vec::new(), gone: Vec::new() };
        for (position, record) in checked.items().filter(|(_, record)| A::admits(key, register, record, tree.root)) {
            let Some(organisation) = tree.cards.get(&record.organisation) else { continue };
            let excluded = lens.only.as_ref().is_some_and(|only| !only.contains(&*record.id));
            let after = register.catalogue.entries[record.entry].after;
            let limits = [Some(after.unwrap_or(A::AFTER)), record.after, lens.on_expiry];
            let after = standing::strictest::<A>(limits.into_iter().flatten());
            let term = Term::of::<A>(record, register.zone);
            let standing = if excluded { Standing::Absent } else { standing::at(record, &term, after, horizon) };
            if standing == Standing::Absent && !excluded && standing::is_over(&term, horizon) {
                records.gone.push(Gone {
                    ids: std::iter::once(&record.id).chain(&record.aliases).cloned().collect(),
                    entry: Arc::clone(&entries[record.entry]),
                    organisation: Arc::clone(organisation),
                    opened: register.zone.day(term.opens),
                    left: term.ends().unwrap_or(term.opens),
                });
            }
            if (A::DUTIES || lens.shows_duties) && duties::counts::<A>(record, excluded, register.zone, horizon) {
                records.known.push((record, standing, organisation.position));
            }
            if standing != Standing::Absent {
                records.seen.push((position, record, standing));
            }
        }
        records.gone.sort_by(|a, b| a.ids.cmp(&b.ids));
        records
    }

    /// Those of which the text stands, by position.
    pub(super) fn with_text(&self) -> impl Iterator<Item = (usize, &'r Item)> {
        let stands = |standing: &Standing| matches!(standing, Standing::Current(_) | Standing::Past(_));
        self.seen
            .iter()
            .filter(move |(.., standing)| stands(standing))
            .map(|(position, record, _)| (*position, *record))
    }

    /// Those in their term, the newest first.
    pub(super) fn current<A: Audience>(&self, zone: Zone) -> Vec<(&'r Item, State)> {
        self.newest_first::<A>(
            zone,
            |standing| if let Standing::Current(state) = standing { Some(state) } else { None },
        )
    }

    /// Those past it of which the text stands, the newest first.
    pub(super) fn past<A: Audience>(&self, zone: Zone) -> Vec<(&'r Item, State)> {
        self.newest_first::<A>(zone, |standing| if let Standing::Past(state) = standing { Some(state) } else { None })
    }

    fn newest_first<A: Audience>(&self, zone: Zone, state: fn(Standing) -> Option<State>) -> Vec<(&'r Item, State)> {
        let found = self.seen.iter().filter_map(|(_, record, standing)| Some((*record, state(*standing)?)));
        let mut found: Vec<(&Item, State)> = found.collect();
        found.sort_by_cached_key(|(record, _)| (Reverse(Term::of::<A>(record, zone).opens), &*record.id));
        found
    }

    /// What else stands where a record was, by id.
    pub(super) fn remains<A: Audience>(&self, door: &Door<'_>) -> Vec<Remains> {
        let left = |standing: Standing| if let Standing::Remains(kind) = standing { Some(kind) } else { None };
        let all =
            self.seen.iter().filter_map(|(_, record, standing)| Some(door.remains::<A>(record, left(*standing)?)));
        let mut remains: Vec<Remains> = all.collect();
        remains.sort_by(|a, b| a.id.cmp(&b.id));
        remains
    }
}
