//! Days and times as people write them.

use super::{Instant, Zone};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

/// A date, or a date with a time of day, as a clerk wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A whole calendar day in the site's zone.
    Day(NaiveDate),
    /// A local time in the site's zone, unless an offset was written.
    Time(NaiveDateTime, Option<Zone>),
}

impl Moment {
    /// The moment of an instant.
    pub fn at(instant: Instant, zone: Zone) -> Self {
        Self::Time(zone.local(instant).naive_local(), Some(zone))
    }

    /// The calendar day, as written.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Time(local, _) => local.date(),
        }
    }

    /// When something that begins with this moment begins.
    pub fn start(self, zone: Zone) -> Instant {
        match self {
            Self::Day(day) => zone.start_of(day),
            Self::Time(local, own) => own.unwrap_or(zone).at(local),
        }
    }

    /// When something that lasts to this moment ends, exclusively: a day lasts to its end.
    pub fn end(self, zone: Zone) -> Instant {
        match self {
            Self::Day(day) => zone.end_of(day),
            Self::Time(local, own) => own.unwrap_or(zone).at(local),
        }
    }
}

/// What stands between the first and the last day of several.
const TO: [char; 4] = ['至', '到', '~', '—'];

/// The first and the last of several days in one line: `2026-07-01 至 2026-07-08`.
pub fn from_to(text: &str) -> Option<(&str, &str)> {
    let (from, to) = text.split_once(TO)?;
    Some((from.trim(), to.trim_start_matches(TO).trim()))
}

/// Reads `2026-07-10`, `2026-7-10`, `2026/7/10`, `2026.7.10`, `20260710`, `2026年7月10日`, each with an optional
/// time `09:30[:00]`, `9时30分` or `24:00` and, after a time, an optional offset. Full-width digits and marks count
/// as their ASCII forms. `None` for anything else, including days that no calendar has.
pub fn parse_moment(text: &str) -> Option<Moment> {
    let text: String = text.trim().chars().map(narrow).collect();
    let (date, rest) = split_date(&text)?;
    let rest = rest.trim_start_matches('T').trim();
    if rest.is_empty() {
        return Some(Moment::Day(date));
    }
    let (time, offset) = match rest.find(['+', '-', 'Z']) {
        Some(at) => (rest[..at].trim(), Some(Zone::parse(&rest[at..])?)),
        None => (rest, None),
    };
    // `9时` is nine o'clock, and `9:` is nothing.
    let time = time.strip_suffix('时').map_or_else(|| time.to_owned(), |hour| format!("{hour}时00"));
    let time = time.trim_end_matches(['分', '秒']).replace(['时', '分'], ":");
    let mut parts = time.split(':').map(|part| part.parse::<u32>().ok());
    let hour = parts.next()??;
    let minute = parts.next()??;
    let second = parts.next().unwrap_or(Some(0))?;
    if parts.next().is_some() {
        return None;
    }
    // The end of a day is the beginning of the next (ISO 8601-1:2019, 5.3.2).
    let (date, hour) = if (hour, minute, second) == (24, 0, 0) { (date.succ_opt()?, 0) } else { (date, hour) };
    Some(Moment::Time(date.and_time(NaiveTime::from_hms_opt(hour, minute, second)?), offset))
}

/// Why a text that is written like a date is none: the day that no calendar has, in Chinese and English.
pub fn no_such_day(text: &str) -> Option<(String, String)> {
    let text: String = text.trim().chars().map(narrow).collect();
    let ((year, month, day), _) = shape(&text)?;
    match month {
        _ if NaiveDate::from_ymd_opt(year, month, day).is_some() => None,
        1..=12 => {
            let days = NaiveDate::from_ymd_opt(year, month, 1).map_or(30, |first| first.num_days_in_month());
            Some((
                format!("{year}年{month}月没有{day}日，只有{days}天"),
                format!("{year}-{month:02} has no day {day}, only {days}"),
            ))
        }
        _ => Some((format!("一年里没有{month}月"), format!("there is no month {month}"))),
    }
}

/// The day that a number is in a spreadsheet, which counts days from 1899-12-30 (ECMA-376, part 1, 18.17.4), with a part of
/// a day behind a point; of those that may be meant by one, the years from 2000 to 2100.
pub fn serial_day(text: &str) -> Option<NaiveDate> {
    let text: String = text.trim().chars().map(narrow).collect();
    let (days, part) = text.split_once('.').unwrap_or((&text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let days = days.parse().ok().filter(|_| digits(days) && digits(part))?;
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))?;
    (2000..=2100).contains(&day.year()).then_some(day)
}

fn split_date(text: &str) -> Option<(NaiveDate, &str)> {
    let ((year, month, day), rest) = shape(text)?;
    Some((NaiveDate::from_ymd_opt(year, month, day)?, rest))
}

fn shape(text: &str) -> Option<((i32, u32, u32), &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if digits == 8 {
        let (date, rest) = text.split_at(digits);
        return shape(&format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..])).map(|(date, _)| (date, rest));
    }
    let (year, rest) = number(text, 4)?;
    let separator = rest.chars().next().filter(|c| "-/.年".contains(*c))?;
    let (month, rest) = number(&rest[separator.len_utf8()..], 2)?;
    let second = if separator == '年' { '月' } else { separator };
    let (day, rest) = number(rest.strip_prefix(second)?, 2)?;
    let rest = if separator == '年' { rest.strip_prefix(['日', '号']).unwrap_or(rest) } else { rest };
    let year = i32::try_from(year).ok().filter(|y| (1900..=2200).contains(y))?;
    Some(((year, month, day), rest))
}

fn number(text: &str, most: usize) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if digits.is_empty() || digits.len() > most || (most == 4 && digits.len() != 4) {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '：' | '－' | '／' | '．' | '＋' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_clerks_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 7, 10).expect("a date");
        for text in [
            "2026-07-10",
            "2026-7-10",
            "2026年7月10日",
            "2026年07月10号",
            "2026/7/10",
            "20260710",
            "２０２６年７月１０日",
        ] {
            assert_eq!(parse_moment(text), Some(Moment::Day(day)), "{text}");
        }
        let half_past_nine = day.and_hms_opt(9, 30, 0).expect("a time");
        for text in [
            "2026-07-10 09:30",
            "2026-07-10T09:30:00",
            "2026年7月10日 9时30分",
            "2026年7月10日9：30",
            "2026年7月10日9时30分00秒",
        ] {
            assert_eq!(parse_moment(text), Some(Moment::Time(half_past_nine, None)), "{text}");
        }
        let moment = parse_moment("2026-07-10T09:30:00+00:00").expect("an offset");
        assert_eq!(moment.start(Zone::default()), Zone::default().at(day.and_hms_opt(17, 30, 0).expect("a time")));
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "26-7-10",
            "2026-07-10 25:00",
            "7月10日",
            "2026-07-10 下午",
            "2026-07-10 :",
            "2026-07-10 ::",
            "2026-07-10 9:",
            "2026-07-10 :30",
            "2026-07-10 9",
        ] {
            assert_eq!(parse_moment(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_of_a_spreadsheet_is_a_day() {
        for (text, day) in [("46348", "2026-11-22"), ("36526", "2000-01-01"), (" ４６３４８．375 ", "2026-11-22")]
        {
            assert_eq!(serial_day(text).map(|day| day.to_string()).as_deref(), Some(day), "{text}");
        }
        for text in ["", ".5", "46348.", "-46348", "+46348", "36525", "73416", "4634", "20260710", "2026", "46348天"] {
            assert_eq!(serial_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_lasts_to_its_end() {
        let zone = Zone::default();
        let day = parse_moment("2026-12-31").expect("a date");
        assert_eq!(zone.minute(day.end(zone)), "2027-01-01 00:00");
        for text in ["2026-12-31 24:00", "2026年12月31日24时"] {
            assert_eq!(parse_moment(text).map(|moment| moment.end(zone)), Some(day.end(zone)), "{text}");
        }
        assert_eq!(parse_moment("2026-12-31 24:01"), None);
        assert_eq!(zone.last_day(day.end(zone)).to_string(), "2026-12-31");
    }
}
