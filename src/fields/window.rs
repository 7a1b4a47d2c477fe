//! Windows (公示期), and whether one is long enough.

use super::reader::{Reader, Record};
use crate::calendar::{Moment, NotAnnounced, Zone, from_to, parse_moment};
use crate::catalogue::Due;
use crate::diagnostic::codes;
use crate::source::{Node, Value};
use chrono::Datelike;

/// A publicity window (公示期), or a term of office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// When it opens.
    pub opens: Moment,
    /// When it closes: a day lasts to its end.
    pub closes: Moment,
}

/// `{ opens, closes }`, or both dates in one line with 至 between them. The day of posting does not count towards
/// the least that the catalogue asks for.
pub(super) fn read(node: &Node<'_>, least: Option<Due>, reader: &mut Reader<'_>) -> Option<Window> {
    let window = match &node.value {
        Value::Scalar(_) => reader.parsed(node, |text| {
            let (opens, closes) = from_to(text)?;
            let opens = parse_moment(opens)?;
            // `2026年11月29日至12月10日` closes in the same year.
            let in_year = || parse_moment(&format!("{}年{closes}", opens.day().year()));
            Some(Window { opens, closes: parse_moment(closes).or_else(in_year)? })
        })?,
        _ => {
            let mut record = reader.record(node)?;
            let opens = date(&mut record, "opens", reader);
            let closes = date(&mut record, "closes", reader);
            reader.finish(record);
            Window { opens: opens?, closes: closes? }
        }
    };
    long_enough(window, least, node, reader);
    Some(window)
}

fn date(record: &mut Record<'_>, key: &'static str, reader: &mut Reader<'_>) -> Option<Moment> {
    let date = reader.part_moment(record, key);
    if !record.has(key) {
        reader.lacks(record, key);
    }
    date
}

fn long_enough(window: Window, least: Option<Due>, node: &Node<'_>, reader: &mut Reader<'_>) {
    let Window { opens, closes } = window;
    let (first, last) = (opens.day(), closes.day());
    if closes.end(Zone::default()) <= opens.start(Zone::default()) {
        let text = [
            format!("{first} 开始，却在 {last} 截止"),
            format!("it opens on {first}, but closes on {last}"),
            "核对 opens 和 closes".to_owned(),
            "Check `opens` and `closes`".to_owned(),
        ];
        return reader.report(&codes::D005, &node.range, text);
    }
    let (days, asked, zh, en) = match least {
        None => return,
        Some(Due::Days(asked)) => (Ok(u32::try_from((last - first).num_days()).unwrap_or(0)), asked, "日", "days"),
        Some(Due::WorkingDays(asked)) => (reader.workdays().between(first, last), asked, "个工作日", "working days"),
    };
    match days {
        Err(NotAnnounced(year)) => reader.report(
            &codes::D007,
            &node.range,
            [
                format!("还没有 {year} 年的放假安排，工作日无法计算"),
                format!("the holidays of {year} are not known: its working days cannot be counted"),
                format!("国务院办公厅的放假通知公布后，在公开目录文件里写 holidays: {{ {year}: {{ off: [放假的日子], on: [调休上班的日子] }} }}；尚未公布的，先改在 {} 年内截止", year - 1),
                format!("Once the yearly notice is out, write `holidays: {{ {year}: {{ off: […], on: […] }} }}` into a catalogue file; until then let the window close in {}", year - 1),
            ],
        ),
        Ok(days) if days < asked => reader.report(
            &codes::D006,
            &node.range,
            [
                format!("公示期只有 {days} {zh}，不得少于 {asked} {zh}（张贴当日不计）"),
                format!(
                    "the window is {days} {en} long, and {asked} are the least (the day of posting does not count)"
                ),
                "把截止日（closes，或“至”后面的日子）往后推，例如放到下一周".to_owned(),
                "Move `closes` to a later day".to_owned(),
            ],
        ),
        Ok(_) => {}
    }
}
