//! When an organisation exists, and which duties fall into that time.

use super::{DueDay, first_day};
use crate::calendar::Period;
use chrono::{Days, NaiveDate};

/// Days after the founding by which what stands always is to be there.
const SETTLING: Days = Days::new(30);

/// The days from which and to which an organisation exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// The day on which it was founded; none where it has always been there.
    pub founded: Option<NaiveDate>,
    /// The last day on which it exists; none where it goes on.
    pub dissolved: Option<NaiveDate>,
}

impl Life {
    fn holds(&self, day: NaiveDate) -> bool {
        self.founded.is_none_or(|founded| founded <= day) && self.exists_on(day)
    }

    /// Whether it was not dissolved before a day.
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.dissolved.is_none_or(|last| day <= last)
    }

    /// Whether a periodic entry is owed for a period: where it existed on the first day of the period and exists on the
    /// due day. The first period that is owed is the first that begins on the founding day or later. That in which it was
    /// founded is not.
    pub(super) fn owes(&self, period: Period, due: DueDay) -> bool {
        self.holds(first_day(period)) && self.holds(due.day)
    }

    /// The first day that may begin a period that is owed, if there is any from `day` on.
    pub(super) fn from(&self, day: NaiveDate) -> Option<NaiveDate> {
        let first = self.founded.map_or(day, |founded| founded.max(day));
        self.exists_on(first).then_some(first)
    }

    /// The day by which what stands always is to be there, where duties fall due from `from` on: thirty days after the
    /// founding. None where it does not exist so long.
    pub(super) fn settled(&self, from: NaiveDate) -> Option<NaiveDate> {
        let settled = self.founded.and_then(|founded| founded.checked_add_days(SETTLING));
        let day = settled.map_or(from, |settled| settled.max(from));
        self.exists_on(day).then_some(day)
    }
}
