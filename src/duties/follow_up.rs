//! What has to follow: the result of an election after the notice of candidates, what became of opinions after a
//! consultation, an appointment after its notice, the execution of a decision.

use super::{Cause, Disclosure, Duty, DutyState, World, due_after};
use crate::calendar::Horizon;
use crate::catalogue::FollowUp;
use chrono::NaiveDate;

/// Each duty that a disclosure opened and that is due on [`World::from`] or later, in the order of the disclosures.
pub fn follow_ups(world: &World<'_>, horizon: &Horizon) -> Vec<Duty> {
    let mut linked = vec![Vec::new(); world.disclosures.len()];
    for (n, disclosure) in world.disclosures.iter().enumerate() {
        for other in &disclosure.refers {
            linked[n].push(*other);
            linked[*other].push(n);
        }
    }
    let opened = world.disclosures.iter().enumerate().filter(|(_, opener)| !opener.off);
    opened.filter_map(|(n, opener)| follow_up(world, (n, opener), &linked[n], horizon)).collect()
}

fn follow_up(
    world: &World<'_>,
    (n, opener): (usize, &Disclosure),
    linked: &[usize],
    horizon: &Horizon,
) -> Option<Duty> {
    let spec = world.catalogue.entries[opener.entry].follow_up.as_ref()?;
    let entry = world.catalogue.position(&spec.entry)?;
    let due = due_after(spec.due, opener.matter, &world.catalogue.workdays);
    if due.day < world.from {
        return None;
    }
    let itself = spec
        .field
        .as_ref()
        .filter(|field| opener.given.contains(field))
        .map(|_| (given_on(opener, opener.matter, world.zone.day(opener.published)), n));
    let others = linked.iter().filter_map(|other| Some((fulfilled(world, opener, *other, entry, spec)?, *other)));
    let by = others.chain(itself).min();
    let past = horizon.reached(world.zone.end_of(due.day));
    let state = match by {
        Some((day, _)) if day <= due.day => DutyState::Done,
        Some(_) => DutyState::Late,
        None if past => DutyState::Overdue,
        None => DutyState::Due,
    };
    Some(Duty {
        organisation: opener.organisation,
        entry,
        period: None,
        cause: Cause::FollowUp(n),
        due: Some(due),
        state,
        counted: past,
        by: by.map(|(_, by)| by),
        corrected: by.is_some_and(|(_, by)| world.disclosures[by].corrected),
    })
}

/// The day on which a disclosure follows another up, if it does. One that was there before the matter ended, such as
/// the announcement of an election, does so when it is given what is needed.
fn fulfilled(world: &World<'_>, opener: &Disclosure, other: usize, entry: usize, spec: &FollowUp) -> Option<NaiveDate> {
    let other = &world.disclosures[other];
    let day = world.zone.day(other.published);
    let lacks = spec.needs.as_ref().is_some_and(|field| !other.given.contains(field));
    if other.entry != entry || other.off || lacks {
        return None;
    }
    match day >= opener.matter {
        true => Some(day),
        false => spec.needs.as_ref().map(|_| given_on(other, opener.matter, day)),
    }
}

/// The day on which a disclosure was given what follows a matter up: that of its first change after the matter ended, since
/// later ones correct it; that of its publication where it was not changed.
fn given_on(disclosure: &Disclosure, matter: NaiveDate, published: NaiveDate) -> NaiveDate {
    disclosure.changed.iter().copied().filter(|day| *day >= matter).min().unwrap_or(published)
}
