//! Due days: working days or days after the end of a period, or after an event.

use crate::calendar::{Horizon, Workdays, Zone};
use crate::catalogue::Due;
use chrono::{Datelike, Days, NaiveDate};

/// The last day on which something is in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueDay {
    /// The day.
    pub day: NaiveDate,
    /// Whether a year was touched of which the holidays are not known: Monday to Friday were counted in it, less those
    /// that are off in every year, and the day may move.
    pub provisional: bool,
}

/// The day that is `due` after `day`, which itself does not count.
pub fn due_after(due: Due, day: NaiveDate, workdays: &Workdays) -> DueDay {
    let n = match due {
        Due::Days(n) => {
            let day = day.checked_add_days(Days::new(n.into())).unwrap_or(NaiveDate::MAX);
            return DueDay { day, provisional: false };
        }
        Due::WorkingDays(n) => n,
    };
    let (mut left, mut at, mut provisional) = (n, day, false);
    while let Some(next) = at.succ_opt().filter(|_| left > 0) {
        at = next;
        provisional |= workdays.works(at).is_err();
        left -= u32::from(workdays.probably_works(at));
    }
    DueDay { day: at, provisional }
}

/// The first day of the year of the instant, which is another one a year later.
pub fn year_of(zone: Zone, horizon: &Horizon) -> NaiveDate {
    let first = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MAX);
    let year = zone.day(horizon.now()).year();
    horizon.reached(zone.start_of(first(year + 1)));
    first(year)
}

/// The last day on which an ad hoc item of `day` is in time, if it was published later. Where a year is not announced,
/// only what no holidays could excuse is late.
pub fn last_in_time(due: Due, day: NaiveDate, published: NaiveDate, workdays: &Workdays) -> Option<NaiveDate> {
    let last = due_after(due, day, workdays);
    let last = match due {
        Due::WorkingDays(n) if last.provisional => {
            day.checked_add_days(Days::new(u64::from(n) * 2 + 14)).unwrap_or(last.day)
        }
        Due::WorkingDays(_) | Due::Days(_) => last.day,
    };
    (published > last).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_that_is_not_announced_makes_the_day_provisional() {
        let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a date");
        for (due, from, to, provisional) in [
            (Due::WorkingDays(5), "2026-09-30", "2026-10-13", false), // 8, 9, 10 (made up), 12, 13
            (Due::WorkingDays(10), "2026-12-31", "2027-01-15", true),
            (Due::WorkingDays(2), "2026-12-30", "2027-01-04", true),
            (Due::WorkingDays(0), "2026-12-31", "2026-12-31", false),
            (Due::Days(60), "2026-12-31", "2027-03-01", false),
        ] {
            let last = due_after(due, day(from), &Workdays::default());
            assert_eq!(last, DueDay { day: day(to), provisional }, "{due:?} after {from}");
        }
    }
}
