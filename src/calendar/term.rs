//! How long something stands.

use super::{Instant, Zone};
use chrono::{Days, Months, NaiveDate};

/// A hundred years: a longer term is a slip of the pen, and would leave the calendar.
const MOST_MONTHS: u32 = 1200;
const MOST_DAYS: u32 = 36_525;

/// How long an item stands, counted from the day it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Calendar months; the 31st runs to the last day of a shorter month.
    Months(u32),
    /// Calendar days.
    Days(u32),
    /// As long as the item's own publicity window (公示期).
    Window,
}

impl Term {
    /// Reads `6 months`, `1 year`, `90 days`, `window`, `year`, and the Chinese `6个月`, `一年`, `90天`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "window" {
            return Some(Self::Window);
        }
        let split = text.find(|c: char| !c.is_ascii_digit() && !"一二三四五六七八九十半两".contains(c));
        let (number, unit) = text.split_at(split.unwrap_or(text.len()));
        let written = unit.trim();
        // `六月` is a month of the year, and none of six.
        if written == "月" && !number.is_empty() {
            return None;
        }
        let unit = written.trim_start_matches('个');
        let count = match number {
            "" => 1,
            "半" if unit == "年" => return Some(Self::Months(6)),
            digits => digits.parse().ok().or_else(|| small_han_number(digits))?,
        };
        let (months, days) = match unit {
            "month" | "months" | "月" => (count, 0),
            "year" | "years" | "年" => (count.checked_mul(12)?, 0),
            "day" | "days" | "d" | "天" | "日" => (0, count),
            "week" | "weeks" | "周" | "星期" => (0, count.checked_mul(7)?),
            _ => return None,
        };
        match (months, days) {
            (1..=MOST_MONTHS, 0) => Some(Self::Months(months)),
            (0, 1..=MOST_DAYS) => Some(Self::Days(days)),
            _ => None,
        }
    }

    /// The exclusive end of the term of something published on `day`. `None` for a window, which the item
    /// itself must give, and past the end of the calendar.
    pub fn end(self, zone: Zone, day: NaiveDate) -> Option<Instant> {
        let end = match self {
            Self::Months(n) => day.checked_add_months(Months::new(n))?,
            Self::Days(n) => day.checked_add_days(Days::new(u64::from(n)))?,
            Self::Window => return None,
        };
        Some(zone.start_of(end))
    }

    /// `1年`, `6个月`, `90天`, for people.
    pub fn chinese(self) -> String {
        match self {
            Self::Months(n) if n % 12 == 0 => format!("{}年", n / 12),
            Self::Months(n) => format!("{n}个月"),
            Self::Days(n) => format!("{n}天"),
            Self::Window => "公示期内".to_owned(),
        }
    }

    /// `每年`, `每6个月`, for what comes round.
    pub fn every(self) -> String {
        match self {
            Self::Months(12) => "每年".to_owned(),
            Self::Months(1) => "每月".to_owned(),
            other => format!("每{}", other.chinese()),
        }
    }
}

/// 一 to 九十九.
fn small_han_number(text: &str) -> Option<u32> {
    let digit = |text: &str| match text {
        "两" => Some(2),
        _ => {
            "一二三四五六七八九".split("").filter(|c| !c.is_empty()).zip(1..).find(|(c, _)| *c == text).map(|(_, n)| n)
        }
    };
    let Some((tens, ones)) = text.split_once('十') else {
        return digit(text);
    };
    let tens = if tens.is_empty() { 1 } else { digit(tens)? };
    let ones = if ones.is_empty() { 0 } else { digit(ones)? };
    Some(tens * 10 + ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_clerks_write_them() {
        for (text, term) in [
            ("6 months", Term::Months(6)),
            ("6个月", Term::Months(6)),
            ("三个月", Term::Months(3)),
            ("六个月", Term::Months(6)),
            ("半年", Term::Months(6)),
            ("1 year", Term::Months(12)),
            ("一年", Term::Months(12)),
            ("80 years", Term::Months(960)),
            ("90 days", Term::Days(90)),
            ("十五天", Term::Days(15)),
            ("三十天", Term::Days(30)),
            ("window", Term::Window),
        ] {
            assert_eq!(Term::parse(text), Some(term), "{text}");
        }
        for text in ["", "6", "six months", "0 days", "-3 days", "6 moons", "六月", "6月", "101 years", "十十天"]
        {
            assert_eq!(Term::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_from_the_31st_ends_with_the_shorter_month() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a date");
        let zone = Zone::default();
        let end = Term::Months(1).end(zone, day(2026, 1, 31)).expect("an end");
        assert_eq!(end, zone.start_of(day(2026, 2, 28)));
    }
}
