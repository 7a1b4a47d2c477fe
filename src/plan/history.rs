//! What happened to an item and what is still to come, in order (公开历程).

use crate::calendar::{Instant, Zone, iso_day};
use crate::projection::{ApprovalStep, CommonItem};
use chrono::NaiveDate;
use serde::Serialize;

/// A day in the life of an item.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Event<'p> {
    date: String,
    zh: &'p str,
    en: &'p str,
    note: Option<&'p str>,
    /// Until when it is only planned, where it is still to come.
    ahead_at: Option<String>,
}

/// The days of an item, in order; none where its head says all of them.
pub(super) fn history<'p>(item: &'p CommonItem, approval: &'p [ApprovalStep], zone: Zone) -> Vec<Event<'p>> {
    let from = item.public_from.filter(|from| *from != item.published);
    let told = item.changes.is_empty() && item.window.is_none() && from.is_none();
    if told && item.updated.is_none() && item.reviewed.is_none() {
        return Vec::new();
    }
    let window = item.window.as_ref();
    let updated = item.updated.filter(|day| item.changes.iter().all(|change| change.date != *day));
    let begins = |date| zone.start_of(date);
    let approval = approval
        .iter()
        .map(|step| Some((step.date, step.words.0, step.words.1, step.by.as_deref(), begins(step.date))));
    let changes = item.changes.iter();
    let changes =
        changes.map(|change| Some((change.date, "变动", "Changed", Some(&*change.note), begins(change.date))));
    let day = |date: Option<NaiveDate>, zh, en| date.map(|date| (date, zh, en, None, begins(date)));
    let at = |date: Option<(NaiveDate, Instant)>, zh, en| date.map(|(date, at)| (date, zh, en, None, at));
    let mut events: Vec<(NaiveDate, &str, &str, Option<&str>, Instant)> = approval
        .chain([
            day(Some(item.published), "公开", "Published"),
            at(window.map(|window| (window.opens.day(), window.opens.start(zone))), "开始听取意见", "Window opens"),
            day(from, "向社会公开", "Opened to the public"),
        ])
        .chain(changes)
        .chain([
            day(updated, "更新", "Updated"),
            day(item.reviewed, "复核", "Reviewed"),
            at(window.map(|window| (window.closes.day(), window.closes.end(zone))), "听取意见截止", "Window closes"),
            at(item.last_day.map(|day| (day, zone.end_of(day))), "公开期满", "Term ends"),
        ])
        .flatten()
        .collect();
    // What falls on one day keeps the order above.
    events.sort_by_key(|(date, ..)| *date);
    let event = |(date, zh, en, note, at)| {
        let ahead_at = item.ahead.contains(&at).then(|| zone.rfc3339(at));
        Event { date: iso_day(date), zh, en, note, ahead_at }
    };
    events.into_iter().map(event).collect()
}
