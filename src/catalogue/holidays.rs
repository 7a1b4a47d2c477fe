//! Holidays of years that a site knows of by itself, before the program does: `holidays: {2027: {off: […], on: […]}}`, from
//! the notice of the General Office of the State Council (节假日安排).

use crate::calendar::{Workdays, Year, from_to, is_weekend, parse_moment};
use crate::diagnostic::Text;
use crate::source::{Spanned, Table};
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// A month and day, and where it is written.
type Placed = ((u32, u32), Range<usize>);

/// Reads `holidays` of a file into what is known. `own` is the file of one organisation, which cannot have its own.
pub(super) fn read(file: &mut Table<'_, '_>, own: bool, known: &mut Workdays) {
    for (year, node) in file.pairs("holidays") {
        let Some(number) = year.value.parse::<i32>().ok().filter(|year| (2000..2200).contains(year)) else {
            let help = Text::new("写年份，例如 2027", "Write a year such as 2027");
            file.bad(year.range, "这里应当是年份", "this should be a year", help);
            continue;
        };
        let Some(notice) = file.nested(node, |table| notice(&year, number, table)) else {
            continue;
        };
        if own {
            let (zh, en) = ("放假安排全站统一，一个党组织自己的目录不能写", "holidays are the same for everybody");
            file.bad(year.range, zh, en, Text::new("写进上级目录", "Put them into the superior's catalogue"));
        } else if Workdays::is_built_in(number) {
            let (zh, en) =
                (format!("{number} 年的放假安排程序里已经有了"), format!("the holidays of {number} are built in"));
            file.bad(year.range, zh, en, Text::new("删去这一年", "Drop this year"));
        } else if known.added(number).is_some_and(|before| *before != notice) {
            let (zh, en) = (
                format!("{number} 年的放假安排在前面的目录里已经写了，与这里不同"),
                format!("an earlier catalogue has other holidays for {number}"),
            );
            file.bad(
                year.range,
                zh,
                en,
                Text::new("核对通知原文，只保留一处", "Look the notice up, and keep one of them"),
            );
        } else {
            known.announce(number, notice);
        }
    }
}

fn notice(key: &Spanned<String>, year: i32, table: &mut Table<'_, '_>) -> Option<Year> {
    let (off, on) = (days("off", year, table), days("on", year, table));
    let (off, on) = (off?, on?);
    let date = |(month, day): &(u32, u32)| NaiveDate::from_ymd_opt(year, *month, *day);
    let working = on.iter().find(|(day, _)| date(day).is_some_and(|day| !is_weekend(day)));
    let both = on.iter().find(|(day, _)| off.iter().any(|(other, _)| other == day));
    if off.is_empty() {
        let help = Text::new("写上 off: [01-01至01-03, …]", "Write `off: [01-01~01-03, …]`");
        table.bad(key.range.clone(), "没有写放假的日子", "there are no holidays in it", help);
    } else if let Some((_, range)) = both {
        let help = Text::new("核对通知原文，只保留一处", "Look the notice up, and keep one of them");
        table.bad(range.clone(), "这一天既放假又上班", "this day is in both", help);
    } else if let Some((_, range)) = working {
        let help =
            Text::new("on 只写调休上班的周六、周日", "Only Saturdays and Sundays that are made up stand in `on`");
        table.bad(range.clone(), "这一天本来就上班", "this is a weekday", help);
    } else {
        let bare = |days: Vec<Placed>| days.into_iter().map(|(day, _)| day).collect();
        return Some(Year { off: bare(off), on: bare(on) });
    }
    None
}

/// The days of a list, each with its place; `None`, with findings, if one of them is no day of the year.
fn days(key: &'static str, year: i32, table: &mut Table<'_, '_>) -> Option<Vec<Placed>> {
    let mut all = Some(Vec::new());
    for text in table.texts(key) {
        match stretch(text.value.trim(), year) {
            Some(days) => all.iter_mut().for_each(|all| all.extend(days.iter().map(|day| (*day, text.range.clone())))),
            None => {
                let (zh, en) =
                    (format!("“{}”不是 {year} 年的日子", text.value), format!("`{}` is no day of {year}", text.value));
                table.bad(text.range, zh, en, Text::new("例如 01-01、10-01至10-07", "Such as 01-01, or 10-01~10-07"));
                all = None;
            }
        }
    }
    all
}

/// A day, or all from one to another.
fn stretch(text: &str, year: i32) -> Option<Vec<(u32, u32)>> {
    let day = |text: &str| {
        let text = text.trim();
        let whole = [text.to_owned(), format!("{year}-{text}"), format!("{year}年{text}")];
        let day = whole.iter().find_map(|text| parse_moment(text))?.day();
        (day.year() == year).then_some(day)
    };
    let (first, last) = match from_to(text) {
        Some((first, last)) => (day(first)?, day(last)?),
        None => (day(text)?, day(text)?),
    };
    let days: Vec<_> = first.iter_days().take_while(|day| *day <= last).map(|day| (day.month(), day.day())).collect();
    (!days.is_empty()).then_some(days)
}
