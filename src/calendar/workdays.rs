//! Working days (工作日) of mainland China: a make-up day, or a Monday to Friday that is no public holiday.

use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static NOTICES: &str = include_str!("holidays-cn.yaml");

static YEARS: LazyLock<BTreeMap<i32, Year>> = LazyLock::new(|| years(NOTICES));

/// A year whose holidays are not known: nothing can be counted in it. The General Office of the State Council gives its
/// notice (节假日安排) in the autumn before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnnounced(pub i32);

/// What the notice of one year says, as month and day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// Days on which nobody works.
    pub off: Vec<(u32, u32)>,
    /// Days at weekends that are made up (调休上班).
    pub on: Vec<(u32, u32)>,
}

/// Days on which nobody works in any year, whatever its notice says of other days. Source: 全国年节及纪念日放假办法, as changed
/// by State Council order 795 of 2024; those by the lunar calendar are not among them.
const ALWAYS_OFF: [(u32, u32); 6] = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];

/// The working days that are known: of the built-in notices, and of those that a site adds for other years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workdays {
    added: BTreeMap<i32, Year>,
}

impl Workdays {
    /// Adds the notice of a year.
    pub fn announce(&mut self, year: i32, notice: Year) {
        self.added.insert(year, notice);
    }

    /// Whether the notice of a year is built in.
    pub fn is_built_in(year: i32) -> bool {
        YEARS.contains_key(&year)
    }

    /// The notice of a year that was added.
    pub fn added(&self, year: i32) -> Option<&Year> {
        self.added.get(&year)
    }

    /// Whether people work on a day.
    pub fn works(&self, day: NaiveDate) -> Result<bool, NotAnnounced> {
        let year = YEARS.get(&day.year()).or_else(|| self.added.get(&day.year()));
        let Year { off, on } = year.ok_or(NotAnnounced(day.year()))?;
        let date = (day.month(), day.day());
        Ok(on.contains(&date) || (!is_weekend(day) && !off.contains(&date)))
    }

    /// The same, or whether they are likely to in a year that is not known.
    pub fn probably_works(&self, day: NaiveDate) -> bool {
        self.works(day).unwrap_or_else(|_| !is_weekend(day) && !ALWAYS_OFF.contains(&(day.month(), day.day())))
    }

    /// The working days from the day after `opens` to `closes`, inclusive: the day of posting does not count.
    pub fn between(&self, opens: NaiveDate, closes: NaiveDate) -> Result<u32, NotAnnounced> {
        self.works(opens)?;
        let mut count = 0;
        for day in opens.iter_days().skip(1).take_while(|day| *day <= closes) {
            count += u32::from(self.works(day)?);
        }
        Ok(count)
    }

    /// The day on which the `n`th working day after `day` falls; `day` itself for none.
    pub fn plus(&self, day: NaiveDate, n: u32) -> Result<NaiveDate, NotAnnounced> {
        let mut left = n;
        let mut at = day;
        while left > 0 {
            at = at.succ_opt().ok_or(NotAnnounced(at.year()))?;
            left -= u32::from(self.works(at)?);
        }
        Ok(at)
    }
}

/// Whether a day is a Saturday or a Sunday.
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Reads lines `2026:`, `  off: [01-01, …]` and `  on: […]`. A mistake in them is a bug of ours, and a panic.
fn years(text: &str) -> BTreeMap<i32, Year> {
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (key, days) = line.split_once(':').expect("a line is `key: value`");
        if let Ok(year) = key.parse() {
            years.insert(year, Year::default());
            continue;
        }
        let mut year = years.last_entry().expect("days stand below a year");
        let days = days.trim().trim_start_matches('[').trim_end_matches(']').split(", ").map(|day| {
            let date = day.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
            date.expect("a day is `MM-DD`")
        });
        match key.trim() {
            "off" => year.get_mut().off = days.collect(),
            "on" => year.get_mut().on = days.collect(),
            other => panic!("`{other}` is neither off nor on"),
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a date")
    }

    /// By hand from the yearly notices: holidays, weekends within and beside them, make-up days, ordinary days.
    const TABLE: [(&str, bool); 44] = [
        ("2018-02-11", true),  // Sunday, made up for the Spring Festival
        ("2018-02-15", false), // New Year's Eve of the lunar year, a Thursday
        ("2018-02-24", true),  // Saturday, made up
        ("2018-04-08", true),  // Sunday, made up for Qingming
        ("2018-09-24", false), // Mid-Autumn, a Monday
        ("2018-12-29", true),  // Saturday, made up for New Year 2019
        ("2018-12-31", false), // Monday, off for New Year 2019
        ("2019-02-02", true),  // Saturday, made up
        ("2019-02-03", true),  // Sunday, made up
        ("2019-05-03", false), // Friday, May Day as lengthened
        ("2019-05-05", true),  // Sunday, made up
        ("2019-10-12", true),  // Saturday, made up
        ("2020-01-19", true),  // Sunday, made up
        ("2020-01-31", false), // Friday, the Spring Festival as lengthened
        ("2020-02-03", true),  // Monday, the first day back
        ("2020-06-28", true),  // Sunday, made up for the Dragon Boat Festival
        ("2020-10-08", false), // Thursday, National Day and Mid-Autumn together
        ("2021-02-07", true),  // Sunday, made up
        ("2021-02-17", false), // Wednesday, the Spring Festival
        ("2021-04-25", true),  // Sunday, made up for May Day
        ("2021-09-18", true),  // Saturday, made up for Mid-Autumn
        ("2021-09-20", false), // Monday, off for Mid-Autumn
        ("2022-01-29", true),  // Saturday, made up
        ("2022-01-30", true),  // Sunday, made up
        ("2022-05-04", false), // Wednesday, May Day
        ("2022-10-09", true),  // Sunday, made up for National Day
        ("2022-12-31", false), // Saturday, New Year
        ("2023-01-02", false), // Monday, New Year
        ("2023-06-25", true),  // Sunday, made up for the Dragon Boat Festival
        ("2023-09-29", false), // Friday, Mid-Autumn
        ("2023-10-07", true),  // Saturday, made up
        ("2024-02-09", true),  // Friday before the Spring Festival
        ("2024-02-18", true),  // Sunday, made up
        ("2024-09-14", true),  // Saturday, made up for Mid-Autumn
        ("2024-09-16", false), // Monday, Mid-Autumn
        ("2025-01-26", true),  // Sunday, made up
        ("2025-06-02", false), // Monday, the Dragon Boat Festival
        ("2025-09-28", true),  // Sunday, made up for National Day
        ("2025-10-11", true),  // Saturday, made up
        ("2026-01-04", true),  // Sunday, made up for New Year
        ("2026-02-14", true),  // Saturday, made up
        ("2026-02-23", false), // Monday, the Spring Festival
        ("2026-09-20", true),  // Sunday, made up for National Day
        ("2026-11-22", false), // an ordinary Sunday
    ];

    #[test]
    fn working_days_are_those_of_the_yearly_notices() {
        for (text, works) in TABLE {
            assert_eq!(Workdays::default().works(day(text)), Ok(works), "{text}");
        }
        assert_eq!(YEARS.keys().copied().collect::<Vec<_>>(), (2018..=2026).collect::<Vec<_>>());
    }

    #[test]
    fn days_off_are_in_order_and_days_made_up_are_weekends() {
        for (year, Year { off, on }) in &*YEARS {
            assert!(off.is_sorted() && on.is_sorted(), "{year}");
            for (month, date) in on {
                let day = NaiveDate::from_ymd_opt(*year, *month, *date).expect("a date");
                assert!(matches!(day.weekday(), Weekday::Sat | Weekday::Sun), "{day} is made up");
                assert!(!off.contains(&(*month, *date)), "{day}");
            }
            for (month, date) in off {
                assert!(NaiveDate::from_ymd_opt(*year, *month, *date).is_some(), "{year}-{month}-{date}");
            }
        }
    }

    #[test]
    fn the_day_of_posting_does_not_count_and_make_up_days_do() {
        let known = Workdays::default();
        // Posted on Monday; of the five working days after it, the last is a Saturday that is made up.
        assert_eq!(known.between(day("2026-02-09"), day("2026-02-14")), Ok(5));
        // Across National Day: 30 September, then 8, 9 and 10 (Saturday, made up).
        assert_eq!(known.between(day("2026-09-29"), day("2026-10-10")), Ok(4));
        assert_eq!(known.between(day("2026-03-10"), day("2026-03-10")), Ok(0));
        assert_eq!(known.plus(day("2026-09-30"), 3), Ok(day("2026-10-10")));
        assert_eq!(known.plus(day("2026-03-10"), 0), Ok(day("2026-03-10")));
    }

    #[test]
    fn a_year_without_a_notice_is_an_error_for_whatever_touches_it() {
        let known = Workdays::default();
        assert_eq!(known.works(day("2027-01-04")), Err(NotAnnounced(2027)));
        assert_eq!(known.between(day("2026-12-28"), day("2027-01-05")), Err(NotAnnounced(2027)));
        assert_eq!(known.plus(day("2026-12-31"), 1), Err(NotAnnounced(2027)));
        assert_eq!(known.between(day("2017-12-29"), day("2018-01-05")), Err(NotAnnounced(2017)));
    }

    #[test]
    fn a_notice_that_is_added_counts_behind_those_that_are_built_in() {
        let mut known = Workdays::default();
        known.announce(2027, Year { off: vec![(1, 1), (1, 4)], on: vec![(1, 9)] });
        known.announce(2026, Year::default());
        assert_eq!(known.between(day("2026-12-31"), day("2027-01-09")), Ok(5)); // 5, 6, 7, 8, 9 (made up)
        assert_eq!(known.works(day("2026-10-01")), Ok(false));
        assert!(known.works(day("2028-01-03")).is_err());
        assert!(known.probably_works(day("2028-01-03")) && !known.probably_works(day("2029-01-01")));
    }
}
