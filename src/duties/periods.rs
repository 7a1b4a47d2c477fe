//! The days of periods.

use crate::calendar::Period;
use crate::catalogue::Every;
use chrono::{Datelike, NaiveDate};

/// The period of a frequency in which a day lies.
pub fn containing(every: Every, day: NaiveDate) -> Period {
    let year = u16::try_from(day.year()).unwrap_or_default();
    let month = u8::try_from(day.month()).unwrap_or(1);
    match every {
        Every::Month => Period::Month(year, month),
        Every::Quarter => Period::Quarter(year, (month - 1) / 3 + 1),
        Every::HalfYear => Period::Half(year, (month - 1) / 6 + 1),
        Every::Year => Period::Year(year),
    }
}

/// The period after another.
pub fn next(period: Period) -> Period {
    let step = |year: u16, n: u8, most: u8| if n < most { (year, n + 1) } else { (year.saturating_add(1), 1) };
    match period {
        Period::Year(year) => Period::Year(year.saturating_add(1)),
        Period::Half(year, n) => {
            let (year, n) = step(year, n, 2);
            Period::Half(year, n)
        }
        Period::Quarter(year, n) => {
            let (year, n) = step(year, n, 4);
            Period::Quarter(year, n)
        }
        Period::Month(year, n) => {
            let (year, n) = step(year, n, 12);
            Period::Month(year, n)
        }
    }
}

/// The period before another.
pub fn previous(period: Period) -> Period {
    let every = match period {
        Period::Year(_) => Every::Year,
        Period::Half(..) => Every::HalfYear,
        Period::Quarter(..) => Every::Quarter,
        Period::Month(..) => Every::Month,
    };
    containing(every, eve(period))
}

/// Its first day.
pub fn first_day(period: Period) -> NaiveDate {
    let (year, month) = match period {
        Period::Year(year) => (year, 1),
        Period::Half(year, n) => (year, n.saturating_sub(1) * 6 + 1),
        Period::Quarter(year, n) => (year, n.saturating_sub(1) * 3 + 1),
        Period::Month(year, n) => (year, n),
    };
    NaiveDate::from_ymd_opt(year.into(), month.into(), 1).unwrap_or(NaiveDate::MAX)
}

/// The day before its first.
pub fn eve(period: Period) -> NaiveDate {
    first_day(period).pred_opt().unwrap_or(NaiveDate::MIN)
}

/// Its last day.
pub fn last_day(period: Period) -> NaiveDate {
    first_day(next(period)).pred_opt().unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_lies_in_the_period_that_contains_it_and_periods_follow_one_another() {
        let start = NaiveDate::from_ymd_opt(2023, 12, 1).expect("a date");
        for every in Every::ALL.iter().copied() {
            for day in start.iter_days().take(900) {
                let period = containing(every, day);
                assert!((first_day(period)..=last_day(period)).contains(&day), "{day} in {period}");
                let after = last_day(period).succ_opt().expect("a day");
                assert_eq!(containing(every, after), next(period));
            }
        }
    }
}
