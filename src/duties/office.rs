//! Terms of office: an organisation elects anew before its own ends, of which it is told six months before.

use super::{Cause, DueDay, Duty, DutyState, Holder, Life, World};
use crate::calendar::{Horizon, Zone};
use chrono::{Months, NaiveDate};

/// The entry of elections.
pub const ELECTION: &str = "election";

/// Months before the end of a term of office from which there is a duty.
const WARNED: u32 = 6;

/// A term of office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Office {
    /// The day of the election.
    pub elected: NaiveDate,
    /// How long it is for, in years.
    pub years: u32,
    /// The position of the disclosure that says so; none where the organisation's own file does.
    pub by: Option<usize>,
}

/// The first day after a term of office.
fn ends(elected: NaiveDate, years: u32) -> NaiveDate {
    elected.checked_add_months(Months::new(years.saturating_mul(12))).unwrap_or(NaiveDate::MAX)
}

/// The last day of a term of office that ends within six months, and whether it is past. None of an organisation that was
/// dissolved, or will be by then: nobody is elected anew.
pub fn ending(office: Office, life: Life, zone: Zone, horizon: &Horizon) -> Option<(NaiveDate, bool)> {
    let end = ends(office.elected, office.years);
    let last = end.pred_opt().unwrap_or(end);
    let warned = zone.start_of(end.checked_sub_months(Months::new(WARNED)).unwrap_or(end));
    if !life.exists_on(last) || !horizon.reached(warned) {
        return None;
    }
    if life.dissolved.is_some_and(|day| horizon.reached(zone.end_of(day))) {
        return None;
    }
    Some((last, horizon.reached(zone.start_of(end))))
}

/// The elections that are due within six months, or overdue.
pub(super) fn duties(world: &World<'_>, horizon: &Horizon) -> Vec<Duty> {
    let Some(entry) = world.catalogue.position(ELECTION) else {
        return Vec::new();
    };
    let duty = |(organisation, holder): (usize, &Holder)| {
        let office = holder.office?;
        let (day, past) = ending(office, holder.life, world.zone, horizon)?;
        Some(Duty {
            organisation,
            entry,
            period: None,
            cause: Cause::Office(office.by),
            due: Some(DueDay { day, provisional: false }),
            state: if past { DutyState::Overdue } else { DutyState::Due },
            counted: past,
            by: None,
            corrected: false,
        })
    };
    world.holders.iter().enumerate().filter_map(duty).collect()
}
