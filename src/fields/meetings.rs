//! Lists of meetings.

use super::reader::Reader;
use super::stages::day;
use crate::diagnostic::{Text, codes};
use crate::source::{Node, count};
use chrono::NaiveDate;
use std::fmt::Display;

/// A meeting, a session, an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// When.
    pub date: NaiveDate,
    /// Of which kind.
    pub kind: Option<String>,
    /// About what.
    pub topic: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// How many came (实到).
    pub present: Option<u32>,
    /// How many were due to (应到).
    pub eligible: Option<u32>,
    /// A remark.
    pub note: Option<String>,
}

/// A list of `{ date, kind, topic, place, present, eligible, note }`.
pub(super) fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Vec<Meeting>> {
    let read: Vec<Option<Meeting>> = reader.list(node).iter().map(|node| meeting(node, reader)).collect();
    read.into_iter().collect()
}

/// What is wrong where more are there than are due to attend.
pub fn too_many<N: PartialOrd + Display>(present: N, eligible: N) -> Option<Text> {
    (present > eligible).then(|| {
        Text::new(
            format!("实到 {present} 人，多于应到 {eligible} 人"),
            format!("{present} present of {eligible} who are due to attend"),
        )
    })
}

fn meeting(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Meeting> {
    let mut record = reader.record(node)?;
    let date = day(&mut record, "date", reader);
    let kind = reader.part_text(&mut record, "kind").or_else(|| reader.part_text(&mut record, "name"));
    let topic = reader.part_text(&mut record, "topic");
    let place = reader.part_text(&mut record, "place");
    let present = reader.part(&mut record, "present", "整数", "a whole number", count);
    let eligible = reader.part(&mut record, "eligible", "整数", "a whole number", count);
    let note = reader.part_text(&mut record, "note");
    if !record.has("date") {
        reader.lacks(&mut record, "date");
    }
    if let (Some(present), Some(eligible)) = (present, eligible)
        && let Some(Text { zh, en }) = too_many(present, eligible)
    {
        let text = [zh, en, "核对签到记录".to_owned(), "Check the attendance".to_owned()];
        reader.report(&codes::C014, &record.place("present"), text);
    }
    reader.finish(record);
    Some(Meeting { date: date?, kind, topic, place, present, eligible, note })
}
