//! Terms of office: an organisation elects anew before its own ends. Village and community organisations serve five
//! years, other basic ones three; they are told six months before.

use super::{Cause, DueDay, Duty, DutyState, World};
use crate::calendar::{Horizon, Instant, Zone};
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
pub fn ends(elected: NaiveDate, years: u32) -> NaiveDate {
    elected.checked_add_months(Months::new(years.saturating_mul(12))).unwrap_or(NaiveDate::MAX)
}

/// When there begins to be a duty to elect anew, for a term that ends.
pub fn warned_from(ends: NaiveDate, zone: Zone) -> Instant {
    zone.start_of(ends.checked_sub_months(Months::new(WARNED)).unwrap_or(ends))
}

/// The elections that are due within six months, or overdue.
pub(super) fn duties(world: &World<'_>, horizon: &Horizon) -> Vec<Duty> {
    let Some(entry) = world.catalogue.position(ELECTION) else {
        return Vec::new();
    };
    let duty = |(organisation, office): (usize, Office)| {
        let end = ends(office.elected, office.years);
        if !horizon.reached(warned_from(end, world.zone)) {
            return None;
        }
        let past = horizon.reached(world.zone.start_of(end));
        Some(Duty {
            organisation,
            entry,
            period: None,
            cause: Cause::Office(office.by),
            due: end.pred_opt().map(|day| DueDay { day, provisional: false }),
            state: if past { DutyState::Overdue } else { DutyState::Due },
            counted: past,
            by: None,
            corrected: false,
        })
    };
    let holders = world.holders.iter().enumerate();
    holders.filter_map(|(n, holder)| Some((n, holder.office?))).filter_map(duty).collect()
}
