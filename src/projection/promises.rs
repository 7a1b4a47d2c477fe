//! What became of what the catalogue promises the public, for editions that are configured to say so. Reckoned from the
//! entries that are public by default, and from what stood in the public's own editions: what is disclosed to members alone
//! fulfils nothing here, and is not told from what was never disclosed.

use super::audience::{Key, Public};
use super::duties::{Duties, DutyView, Known, apart};
use super::standing::{Standing, Term};
use crate::calendar::{Horizon, Zone};
use crate::catalogue::{Clearance, Entry, Tier};
use crate::check::{life, seen};
use crate::duties::{self, Disclosure, Duty, Holder, World};
use crate::model::Item;
use chrono::NaiveDate;
use std::sync::Arc;

/// The promises to the public.
#[derive(Debug)]
pub struct Promises {
    /// The day from which they fall due.
    pub from: NaiveDate,
    /// By organisation, entry and period; organisations by their position in the projection.
    pub all: Vec<Duty>,
    /// What fulfils them: the day on which it opened to the public, and the id of its page, where something stands there.
    disclosed: Vec<(NaiveDate, Option<Arc<str>>)>,
}

impl DutyView for Option<Promises> {
    fn held(&self) -> Option<&Duties> {
        None
    }

    fn promised(&self) -> Option<&Promises> {
        self.as_ref()
    }
}

impl Promises {
    /// The id of the page of what fulfils one.
    pub fn page_of(&self, duty: &Duty) -> Option<&Arc<str>> {
        duty.by.and_then(|n| self.disclosed[n].1.as_ref())
    }

    /// The day on which what fulfils one opened to the public.
    pub fn opened(&self, duty: &Duty) -> Option<NaiveDate> {
        duty.by.map(|n| self.disclosed[n].0)
    }
}

/// Whether an entry is a promise to the public: nothing that a single item decides.
fn is_promised(entry: &Entry) -> bool {
    entry.tier != Tier::AdHoc && entry.audience == Some(Clearance::Public) && entry.ceiling == Clearance::Public
}

/// Reckons the promises; none where the edition does not show them.
pub(super) fn reckon(_: &Key, known: &Known<'_>, horizon: &Horizon) -> Option<Promises> {
    if !known.shown {
        return None;
    }
    let (register, zone) = (known.register, known.register.zone);
    let catalogue = &register.catalogue;
    let from = known.from.unwrap_or_else(|| duties::year_of(zone, horizon));
    let mut records: Vec<_> =
        known.records.iter().filter(|(record, ..)| is_promised(&catalogue.entries[record.entry])).collect();
    records.sort_by_key(|(record, ..)| (Term::of::<Public>(record, zone).opens, &record.id));
    let disclosures: Vec<Disclosure> = records
        .iter()
        .map(|(record, standing, organisation)| disclosure(record, standing, *organisation, zone, horizon))
        .collect();
    let holder = |at: &usize| {
        let organisation = &register.organisations[*at];
        Holder { kind: organisation.kind, office: None, life: life(organisation) }
    };
    let holders: Vec<Holder> = known.organisations.iter().map(holder).collect();
    let apart = apart(register, known.organisations, is_promised);
    let world = World { catalogue, zone, from, holders: &holders, disclosures: &disclosures, apart: &apart };
    let all = duties::catalogue_duties(&world, horizon);
    let page = |(record, standing, _): &&(&Item, Standing, usize)| {
        let opened = zone.day(Term::of::<Public>(record, zone).opens);
        (opened, (*standing != Standing::Absent).then(|| Arc::clone(&record.id)))
    };
    Some(Promises { from, all, disclosed: records.iter().map(page).collect() })
}

/// An item as the public knows of it: by the day on which it opened to the public, and by nothing that follows it.
fn disclosure(record: &Item, standing: &Standing, organisation: usize, zone: Zone, horizon: &Horizon) -> Disclosure {
    let opens = Term::of::<Public>(record, zone).opens;
    let opened = zone.day(opens);
    Disclosure {
        entry: record.entry,
        organisation,
        period: record.period,
        published: opens,
        seen: seen(record, opened, zone, horizon),
        changed: Vec::new(),
        standing: matches!(standing, Standing::Current(_)),
        corrected: false,
        event: None,
        matter: opened,
        off: false,
        given: Vec::new(),
        refers: Vec::new(),
    }
}
