//! Time as the regulations count it: instants in the site's zone, half-open terms, disclosure periods.
//!
//! Nothing here reads a clock. The one `now` of a build is a [`Horizon`], which also remembers the next
//! instant at which a comparison made with it would turn out differently.

mod horizon;
mod period;
mod reading;
mod term;
mod workdays;

pub use horizon::Horizon;
pub use period::Period;
pub use reading::{Moment, from_to, no_such_day, parse_moment, serial_day};
pub use term::Term;
pub use workdays::{NotAnnounced, Workdays, Year, is_weekend};

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Timelike, Utc};
use std::fmt;

/// A point in time, in whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The instant `seconds` after the Unix epoch.
    pub const fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since the Unix epoch.
    pub fn unix(self) -> i64 {
        self.0
    }

    /// This instant shifted by a number of days of 24 hours.
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(86_400)))
    }
}

/// The site's time zone, a fixed offset from UTC. The default is +08:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(FixedOffset);

impl Default for Zone {
    fn default() -> Self {
        Self(FixedOffset::east_opt(8 * 3600).expect("eight hours is a valid offset"))
    }
}

impl Zone {
    /// Reads `+08:00`, `-03:30` or `Z`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "Z" {
            return Some(Self(FixedOffset::east_opt(0)?));
        }
        let sign = match text.as_bytes().first()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let (hours, minutes) = text.get(1..)?.split_once(':')?;
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        if !(0..=14).contains(&hours) || !(0..60).contains(&minutes) {
            return None;
        }
        FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).map(Self)
    }

    /// How far this zone is ahead of UTC, in minutes.
    pub fn minutes_east(self) -> i32 {
        self.0.local_minus_utc() / 60
    }

    /// The first instant of a calendar day in this zone.
    pub fn start_of(self, day: NaiveDate) -> Instant {
        self.at(day.and_time(chrono::NaiveTime::MIN))
    }

    /// The first instant after a calendar day in this zone.
    pub fn end_of(self, day: NaiveDate) -> Instant {
        self.start_of(day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX))
    }

    /// The instant of a local date and time.
    pub fn at(self, local: NaiveDateTime) -> Instant {
        Instant(local.and_utc().timestamp() - i64::from(self.0.local_minus_utc()))
    }

    /// The local calendar day on which an instant falls.
    pub fn day(self, instant: Instant) -> NaiveDate {
        self.local(instant).date_naive()
    }

    /// The start of the first Monday after an instant.
    pub fn next_monday(self, instant: Instant) -> Instant {
        let day = self.day(instant);
        let ahead = 7 - u64::from(day.weekday().num_days_from_monday());
        self.start_of(day.checked_add_days(Days::new(ahead)).unwrap_or(day))
    }

    /// The last calendar day of a term that ends, exclusively, at `end`.
    pub fn last_day(self, end: Instant) -> NaiveDate {
        self.day(Instant(end.0 - 1))
    }

    /// RFC 3339 in this zone, as feeds and manifests have it.
    pub fn rfc3339(self, instant: Instant) -> String {
        let local = self.local(instant);
        let (offset, east) = (self.0.local_minus_utc().abs() / 60, self.0.local_minus_utc() >= 0);
        let mut out = String::with_capacity(25);
        push_day(&mut out, local.date_naive());
        for (mark, number) in [('T', local.hour()), (':', local.minute()), (':', local.second())] {
            out.push(mark);
            push_two(&mut out, number);
        }
        if offset == 0 {
            out.push('Z');
            return out;
        }
        out.push(if east { '+' } else { '-' });
        push_two(&mut out, offset.unsigned_abs() / 60);
        out.push(':');
        push_two(&mut out, offset.unsigned_abs() % 60);
        out
    }

    /// `2026-07-10 09:30`, for people and for the PubDate meta tag.
    pub fn minute(self, instant: Instant) -> String {
        let local = self.local(instant);
        let mut out = String::with_capacity(16);
        push_day(&mut out, local.date_naive());
        for (mark, number) in [(' ', local.hour()), (':', local.minute())] {
            out.push(mark);
            push_two(&mut out, number);
        }
        out
    }

    fn local(self, instant: Instant) -> DateTime<FixedOffset> {
        let utc = DateTime::<Utc>::from_timestamp(instant.0, 0).unwrap_or_default();
        self.0.from_utc_datetime(&utc.naive_utc())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// `2026-07-10`, the form of dates as data (ISO 8601).
pub fn iso_day(day: NaiveDate) -> String {
    let mut out = String::with_capacity(10);
    push_day(&mut out, day);
    out
}

fn push_day(out: &mut String, day: NaiveDate) {
    let year = day.year();
    if !(0..10_000).contains(&year) {
        // ISO 8601 has a form for these, and no clerk a date.
        out.push_str(&day.to_string());
        return;
    }
    let year = year.unsigned_abs();
    push_two(out, year / 100);
    push_two(out, year % 100);
    for part in [day.month(), day.day()] {
        out.push('-');
        push_two(out, part);
    }
}

/// Two digits. Every page has a dozen dates, and the formatting machinery takes ten times as long.
fn push_two(out: &mut String, number: u32) {
    for digit in [number / 10, number % 10] {
        out.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

/// `2026年7月10日`, the form of dates in Chinese prose.
pub fn chinese_day(day: NaiveDate) -> String {
    let [year, month, day] = [day.year().to_string(), day.month().to_string(), day.day().to_string()];
    [&*year, "年", &month, "月", &day, "日"].concat()
}

/// The same of a date as data; `None` if `iso` does not begin with one as `YYYY-MM-DD`.
pub fn chinese_date(iso: &str) -> Option<String> {
    read_iso(iso).map(chinese_day)
}

fn read_iso(iso: &str) -> Option<NaiveDate> {
    iso.get(..10)?.parse().ok()
}

/// `2026-07-10` as `10 July 2026`; `None` if `iso` does not begin with a date as `YYYY-MM-DD`.
pub fn english_date(iso: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let date = read_iso(iso)?;
    Some(format!("{} {} {}", date.day(), MONTHS[date.month0() as usize], date.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_standard_has_them() {
        for (zone, seconds) in [("+08:00", 0), ("-03:30", 1_782_835_199), ("Z", -1), ("+05:45", 253_402_300_799)] {
            let (zone, instant) = (Zone::parse(zone).expect("a zone"), Instant::from_unix(seconds));
            let local = zone.local(instant);
            assert_eq!(zone.rfc3339(instant), local.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
            assert_eq!(iso_day(zone.day(instant)), local.date_naive().to_string());
        }
        let day = NaiveDate::from_ymd_opt(2026, 7, 10).expect("a day");
        assert_eq!(chinese_day(day), "2026年7月10日");
    }
}
