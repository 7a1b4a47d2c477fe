//! All duties at an instant.

use super::{
    Cause, Disclosure, DueDay, Duty, DutyState, Holder, containing, due_after, eve, first_day, follow_ups, last_day,
    next, office,
};
use crate::calendar::{Horizon, Period, Zone};
use crate::catalogue::{Catalogue, Entry, Every, Tier};
use chrono::{Days, NaiveDate};
use std::collections::HashMap;

/// What duties are reckoned from.
#[derive(Clone, Copy, Debug)]
pub struct World<'w> {
    /// What must be disclosed.
    pub catalogue: &'w Catalogue,
    /// The zone in which days begin and end.
    pub zone: Zone,
    /// The day from which duties fall due: what was due before is nobody's concern here.
    pub from: NaiveDate,
    /// The organisations.
    pub holders: &'w [Holder],
    /// What was disclosed by now.
    pub disclosures: &'w [Disclosure],
    /// Whose entries are not whose: entries that are another organisation's own, that are nothing to the readers, or from
    /// which the holder is exempt, each with the holder that does not owe it; sorted.
    pub apart: &'w [(usize, usize)],
}

impl World<'_> {
    /// Whether a holder owes an entry at all.
    fn owes(&self, holder: usize, position: usize) -> bool {
        self.holders[holder].owes(&self.catalogue.entries[position])
            && self.apart.binary_search(&(position, holder)).is_err()
    }
}

/// By whom, under which entry and of which period something was disclosed.
type Disclosed = HashMap<(usize, usize, Option<Period>), Vec<usize>>;

/// Every duty that exists at the instant of `horizon`, by organisation, entry and period: those of the catalogue, of
/// what disclosures have to be followed by, and of terms of office that end.
pub fn duties(world: &World<'_>, horizon: &Horizon) -> Vec<Duty> {
    let mut out = catalogue_duties(world, horizon);
    out.extend(follow_ups(world, horizon));
    out.extend(office::duties(world, horizon));
    out.sort_by_key(|duty| (duty.organisation, duty.entry, duty.period, duty.cause));
    out
}

/// The duties that the catalogue asks for by itself, by organisation, entry and period: of each period that has begun
/// and is due on [`World::from`] or later, and of each entry that stands always; of each organisation as far as they lie
/// in its [`super::Life`].
pub fn catalogue_duties(world: &World<'_>, horizon: &Horizon) -> Vec<Duty> {
    let mut disclosed = Disclosed::new();
    for (n, disclosure) in world.disclosures.iter().enumerate() {
        let period = match world.catalogue.entries[disclosure.entry].tier {
            Tier::Periodic => disclosure.period,
            Tier::Fixed | Tier::AdHoc => None,
        };
        disclosed.entry((disclosure.organisation, disclosure.entry, period)).or_default().push(n);
    }
    let mut out = Vec::new();
    for (position, entry) in world.catalogue.entries.iter().enumerate() {
        let holders: Vec<usize> = (0..world.holders.len()).filter(|holder| world.owes(*holder, position)).collect();
        match (entry.tier, entry.every) {
            (Tier::Periodic, Some(every)) if !holders.is_empty() => {
                for (period, due) in begun(world, entry, every, &holders, horizon) {
                    let owing = |holder: &usize| world.holders[*holder].life.owes(period, due);
                    for holder in holders.iter().copied().filter(owing) {
                        let key = (holder, position, Some(period));
                        let found = disclosed.get(&key).map(Vec::as_slice).unwrap_or_default();
                        out.push(periodic(world, key, due, found, horizon));
                    }
                }
            }
            (Tier::Fixed, _) => {
                for holder in holders {
                    let key = (holder, position, None);
                    let found = disclosed.get(&key).map(Vec::as_slice).unwrap_or_default();
                    out.extend(fixed(world, key, entry, found, horizon));
                }
            }
            _ => {}
        }
    }
    out.sort_by_key(|duty| (duty.organisation, duty.entry, duty.period));
    out
}

/// The periods that have begun, are due from [`World::from`] on, and are owed by some of the holders.
fn begun(
    world: &World<'_>,
    entry: &Entry,
    every: Every,
    holders: &[usize],
    horizon: &Horizon,
) -> Vec<(Period, DueDay)> {
    let lives = || holders.iter().map(|holder| world.holders[*holder].life);
    // No due day lies further from its period than its days, doubled for weekends and holidays, and two years.
    let back = entry.due.map_or(0, |due| match due {
        crate::catalogue::Due::WorkingDays(n) => u64::from(n) * 2,
        crate::catalogue::Due::Days(n) => n.into(),
    });
    let early = world.from.checked_sub_days(Days::new(back + 800)).unwrap_or(world.from);
    let mut period = containing(every, early);
    let mut out = Vec::new();
    loop {
        let due = match entry.due {
            Some(due) => {
                let day = if entry.ahead { eve(period) } else { last_day(period) };
                due_after(due, day, &world.catalogue.workdays)
            }
            // Once a period and no more said: by the end of it, or of the one after it.
            None if entry.ahead => DueDay { day: last_day(period), provisional: false },
            None => DueDay { day: last_day(next(period)), provisional: false },
        };
        let mut after = next(period);
        if due.day >= world.from && lives().any(|life| life.owes(period, due)) {
            if !horizon.reached(world.zone.start_of(first_day(period))) {
                return out;
            }
            out.push((period, due));
        } else if let Some(day) = lives().filter_map(|life| life.from(first_day(after))).min() {
            // Nobody owes anything before somebody is founded.
            let around = containing(every, day);
            after = if first_day(around) < day { next(around) } else { around };
        } else {
            return out;
        }
        if after == period {
            return out;
        }
        period = after;
    }
}

fn periodic(
    world: &World<'_>,
    (organisation, entry, period): (usize, usize, Option<Period>),
    due: DueDay,
    found: &[usize],
    horizon: &Horizon,
) -> Duty {
    let end = world.zone.end_of(due.day);
    let by = found.iter().copied().min_by_key(|n| (world.disclosures[*n].published, *n));
    let past = horizon.reached(end);
    let state = match by {
        Some(n) if world.disclosures[n].published < end => DutyState::Done,
        Some(_) => DutyState::Late,
        None if past => DutyState::Overdue,
        None => DutyState::Due,
    };
    let corrected = found.iter().any(|n| world.disclosures[*n].corrected);
    Duty { organisation, entry, period, cause: Cause::Catalogue, due: Some(due), state, counted: past, by, corrected }
}

/// What stands always is to be there, and to be looked at again in its term, as long as its organisation exists.
fn fixed(
    world: &World<'_>,
    (organisation, position, period): (usize, usize, Option<Period>),
    entry: &Entry,
    found: &[usize],
    horizon: &Horizon,
) -> Option<Duty> {
    let life = world.holders[organisation].life;
    let begins = life.settled(world.from)?;
    let standing = found.iter().copied().filter(|n| world.disclosures[*n].standing);
    let by = standing.max_by_key(|n| (world.disclosures[*n].seen, std::cmp::Reverse(*n)));
    // Before it falls due, only what is not there yet is one.
    let first = if by.is_some() { Some(begins) } else { life.founded };
    let owed = first.is_none_or(|day| horizon.reached(world.zone.start_of(day)));
    if !owed || life.dissolved.is_some_and(|last| horizon.reached(world.zone.end_of(last))) {
        return None;
    }
    let (due, past) = match by {
        Some(n) => {
            let end = entry.review.and_then(|review| review.end(world.zone, world.disclosures[n].seen));
            let last = end.map(|end| world.zone.last_day(end)).filter(|last| life.exists_on(*last));
            (last, last.is_some() && end.is_some_and(|end| horizon.reached(end)))
        }
        None => (Some(begins), horizon.reached(world.zone.end_of(begins))),
    };
    // What came late is late until it was looked at again.
    let first = found.iter().map(|n| world.disclosures[*n].published).min();
    let late = first.is_some_and(|first| first >= world.zone.end_of(begins));
    let fresh = |n: usize| world.disclosures[n].seen <= world.zone.day(world.disclosures[n].published);
    let state = match by {
        Some(_) if past => DutyState::Unreviewed,
        Some(n) if late && fresh(n) => DutyState::Late,
        Some(_) => DutyState::Done,
        None if past => DutyState::Overdue,
        None => DutyState::Due,
    };
    let due = due.map(|day| DueDay { day, provisional: false });
    let corrected = by.is_some_and(|n| world.disclosures[n].corrected);
    let (cause, counted) = (Cause::Catalogue, state != DutyState::Due);
    Some(Duty { organisation, entry: position, period, cause, due, state, counted, by, corrected })
}
