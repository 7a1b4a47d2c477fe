//! Duties, for members: reckoned from what the readers of an edition may know of, and from nothing else.

use super::audience::{Audience, Internal, Key};
use super::promises::Promises;
use super::standing::{Standing, Term};
use super::waiting::WaitingView;
use crate::calendar::{Horizon, Instant, Zone};
use crate::catalogue::Entry;
use crate::check::{Checked, Told, elections, life, office};
use crate::duties::{self, Disclosure, Duty, Holder, World};
use crate::model::{Item, Register, WithdrawalKind};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::Arc;

/// Days before its end at which supervision is told of an item.
const CLOSING: i64 = 30;

/// What a projection carries of duties.
pub trait DutyView: std::fmt::Debug + Send + Sync {
    /// The duties, for members.
    fn held(&self) -> Option<&Duties>;
    /// What became of what was promised to the public, where its edition says so.
    fn promised(&self) -> Option<&Promises>;
}

/// The duties of the organisations of an edition.
#[derive(Debug)]
pub struct Duties {
    /// The day from which they fall due.
    pub from: NaiveDate,
    /// By organisation, entry and period; organisations by their position in the projection.
    pub all: Vec<Duty>,
    /// What was disclosed, with where it is to be read.
    pub disclosed: Vec<(Disclosure, Whereabouts)>,
    /// The ids of the items that leave within thirty days, sorted.
    pub closing: Vec<Arc<str>>,
    /// What waits for a step of its approval.
    pub waiting: Vec<WaitingView>,
    /// What is not owed though the catalogue asks for it, by organisation.
    pub exempt: Vec<ExemptView>,
}

/// An entry that an organisation is exempt from.
#[derive(Debug)]
pub struct ExemptView {
    /// Position of the organisation in the projection.
    pub organisation: usize,
    /// Position of the entry in the catalogue.
    pub entry: usize,
    /// Why.
    pub reason: Arc<str>,
}

/// Where what was disclosed is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// The id of its page, where something stands there.
    pub page: Option<Arc<str>>,
    /// Its title, where its text stands.
    pub title: Option<Arc<str>>,
    /// When its title goes.
    pub ends: Option<Instant>,
}

impl DutyView for Duties {
    fn held(&self) -> Option<&Duties> {
        Some(self)
    }

    fn promised(&self) -> Option<&Promises> {
        None
    }
}

impl Duties {
    /// What a duty follows up, or the last election that it comes round from.
    pub fn opener(&self, duty: &Duty) -> Option<&Whereabouts> {
        duty.cause.opener().map(|n| &self.disclosed[n].1)
    }

    /// The id of the page of what fulfils a duty.
    pub fn page_of(&self, duty: &Duty) -> Option<&Arc<str>> {
        duty.by.and_then(|n| self.disclosed[n].1.page.as_ref())
    }

    /// The duties of one organisation.
    pub fn of(&self, organisation: usize) -> &[Duty] {
        duties::of_organisation(&self.all, organisation)
    }
}

/// A record that the readers may know of, where it stands, and the position of its organisation among theirs.
pub(super) type KnownRecord<'r> = (&'r Item, Standing, usize);

/// Whether a record counts as disclosed: it opened, and was not taken back as published by mistake. `excluded` is what
/// an edition may not show anew; what has left it counts all the same.
pub(super) fn counts<A: Audience>(record: &Item, excluded: bool, zone: Zone, horizon: &Horizon) -> bool {
    if excluded && !record.expires.is_some_and(|end| horizon.reached(end)) {
        return false;
    }
    let term = Term::of::<A>(record, zone);
    if term.never() || !horizon.reached(term.opens) {
        return false;
    }
    let in_error = record.withdrawn.as_ref().filter(|withdrawn| withdrawn.kind == WithdrawalKind::InError);
    !in_error.is_some_and(|withdrawn| horizon.reached(withdrawn.date.start(zone)))
}

/// What duties are reckoned from: some organisations, and what is known of their disclosures.
pub struct Known<'d> {
    pub(super) register: &'d Register,
    pub(super) ids: &'d HashMap<&'d str, usize>,
    /// Positions in the register, in the order of the projection.
    pub(super) organisations: &'d [usize],
    pub(super) records: &'d [KnownRecord<'d>],
    pub(super) waiting: Vec<WaitingView>,
    pub(super) from: Option<NaiveDate>,
    /// Whether the public is told who is late.
    pub(super) shown: bool,
}

/// Reckons the duties of some organisations, by what is known of their disclosures.
pub(super) fn reckon(_: &Key, known: &Known<'_>, horizon: &Horizon) -> Duties {
    let Known { register, ids, organisations, records, waiting, from, shown: _ } = known;
    let zone = register.zone;
    let from = from.unwrap_or_else(|| duties::year_of(zone, horizon));
    let told = Told::new(register, ids, horizon);
    let mut known: Vec<&KnownRecord<'_>> = records.iter().collect();
    known.sort_by_key(|(record, ..)| (record.publish.start(zone), &record.id));
    let mut closing = Vec::new();
    let mut disclosed = Vec::with_capacity(known.len());
    for (record, standing, organisation) in &known {
        let current = matches!(standing, Standing::Current(_));
        let withdrawn = record.withdrawn.as_ref().map(|withdrawn| withdrawn.date.start(zone));
        let ends = [record.expires.filter(|_| current), withdrawn].into_iter().flatten().min();
        if current && ends.is_some_and(|end| horizon.reached(end.plus_days(-CLOSING))) {
            closing.push(Arc::clone(&record.id));
        }
        let off = withdrawn.is_some_and(|at| horizon.reached(at));
        let read = matches!(standing, Standing::Current(_) | Standing::Past(_));
        let whereabouts = Whereabouts {
            page: (*standing != Standing::Absent).then(|| Arc::clone(&record.id)),
            title: read.then(|| Arc::clone(&record.title)),
            ends,
        };
        disclosed.push((told.disclosure(record, *organisation, current, off), whereabouts));
    }
    closing.sort();
    let records: Vec<&Item> = known.iter().map(|(record, ..)| *record).collect();
    for ((disclosure, _), refers) in disclosed.iter_mut().zip(told.refers(&records)) {
        disclosure.refers = refers;
    }
    let holders = holders(register, organisations, &records, &disclosed);
    let disclosures: Vec<Disclosure> = disclosed.iter().map(|(disclosure, _)| disclosure.clone()).collect();
    let apart = apart(register, organisations, |_| true);
    let catalogue = &register.catalogue;
    let world = World { catalogue, zone, from, holders: &holders, disclosures: &disclosures, apart: &apart };
    let all = duties::duties(&world, horizon);
    Duties {
        from,
        all,
        disclosed,
        closing,
        waiting: waiting.clone(),
        exempt: exempt(register, organisations).collect(),
    }
}

/// The entries that some organisations say they are exempt from.
fn exempt<'r>(register: &'r Register, organisations: &'r [usize]) -> impl Iterator<Item = ExemptView> + 'r {
    let of = move |(organisation, at): (usize, &'r usize)| {
        let all = register.organisations[*at].exempt.iter();
        all.filter_map(move |one| {
            let entry = register.catalogue.exactly(&one.entry)?;
            Some(ExemptView { organisation, entry, reason: Arc::clone(&one.reason) })
        })
    };
    organisations.iter().enumerate().flat_map(of)
}

/// Pairs of an entry and a position in `organisations` that owe nothing to each other: an entry that is not asked for, one
/// that another organisation made for itself and those below it, and one from which the organisation is exempt; sorted.
pub(super) fn apart(
    register: &Register,
    organisations: &[usize],
    asked: impl Fn(&Entry) -> bool,
) -> Vec<(usize, usize)> {
    let mut apart: Vec<(usize, usize)> =
        exempt(register, organisations).map(|one| (one.entry, one.organisation)).collect();
    for (position, entry) in register.catalogue.entries.iter().enumerate() {
        if !asked(entry) {
            apart.extend((0..organisations.len()).map(|n| (position, n)));
            continue;
        }
        let Some(scope) = &entry.scope else { continue };
        let own = register.position(&scope.organisation);
        let owes = |at: usize| own.is_some_and(|own| register.is_within(at, own));
        apart.extend((0..organisations.len()).filter(|n| !owes(organisations[*n])).map(|n| (position, n)));
    }
    apart.sort_unstable();
    apart
}

/// Who has duties, and the term of office of each.
fn holders(
    register: &Register,
    organisations: &[usize],
    records: &[&Item],
    disclosed: &[(Disclosure, Whereabouts)],
) -> Vec<Holder> {
    let entry = elections(&register.catalogue);
    let mut held: HashMap<usize, Vec<(usize, &Item)>> = HashMap::new();
    for (n, (disclosure, _)) in disclosed.iter().enumerate() {
        if Some(disclosure.entry) == entry && !disclosure.off {
            held.entry(disclosure.organisation).or_default().push((n, records[n]));
        }
    }
    let holder = |(n, at): (usize, &usize)| {
        let organisation = &register.organisations[*at];
        let office = office(organisation, held.remove(&n).unwrap_or_default());
        Holder { kind: organisation.kind, office, life: life(organisation) }
    };
    organisations.iter().enumerate().map(holder).collect()
}

/// The duties of the whole register, whoever may read what: for the command line, which reads the files themselves.
pub fn supervise(checked: &Checked, from: Option<NaiveDate>, horizon: &Horizon) -> Duties {
    let key = Key::new();
    let register = checked.register();
    let records: Vec<KnownRecord<'_>> = checked
        .items()
        .filter(|(_, record)| record.approved().is_some() && counts::<Internal>(record, false, register.zone, horizon))
        .map(|(_, record)| (record, standing_now(record, register.zone, horizon), record.organisation))
        .collect();
    let organisations: Vec<usize> = (0..register.organisations.len()).collect();
    let known = Known {
        register,
        ids: &register.by_id(),
        organisations: &organisations,
        records: &records,
        waiting: Vec::new(),
        from,
        shown: false,
    };
    reckon(&key, &known, horizon)
}

/// In its term, or not: all that duties ask.
fn standing_now(record: &Item, zone: Zone, horizon: &Horizon) -> Standing {
    let over = record.expires.is_some_and(|end| horizon.reached(end));
    let off = record.withdrawn.as_ref().is_some_and(|withdrawn| horizon.reached(withdrawn.date.start(zone)));
    if over || off { Standing::Past(super::State::Past) } else { Standing::Current(super::State::Current) }
}
