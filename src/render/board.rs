//! When sheets have to come down, as a calendar: one all-day event each.

use super::ics::{Event, Lines, host};
use super::theme::Theme;
use crate::address;
use crate::diagnostic::Lang;
use crate::plan::Plan;
use crate::projection::Audience;
use chrono::NaiveDate;

/// Every sheet that has a last day, of all organisations or of one, and those that should be down by now, which say no
/// title any more. An event keeps its identifier when its item leaves, so that whoever subscribed still has it on the day
/// itself. No line depends on the instant of the build.
pub(super) fn calendar<A: Audience>(plan: &Plan<A>, theme: &Theme, of: Option<usize>) -> Vec<u8> {
    let zone = plan.projection.zone;
    let host = host(&plan.site.url("")).to_owned();
    let name = of.map_or(plan.site.title(), |n| &plan.projection.organisations[n].card.zh);
    let mut out = Lines::calendar("take-down", name, "公开栏取下清单", theme, zone);
    let mut put = |id: &str, posted: NaiveDate, day: NaiveDate, title: &str, note: &str, url: Option<String>| {
        out.event(&Event {
            uid: &format!("{}.take-down@{host}", &blake3::hash(id.as_bytes()).to_hex()[..16]),
            stamp: posted,
            day,
            summary: &theme.titled("取下公开栏", title),
            place: None,
            description: Some(note),
            category: None,
            url: url.as_deref(),
            busy: false,
        });
    };
    let note = |organisation: &str, id: Option<&str>| match (theme.lang, id) {
        (Lang::Zh, Some(id)) => format!("{organisation}，编号 {id}。公开期满，当日取下。"),
        (Lang::Zh, None) => format!("{organisation}。不再公开，当日取下。"),
        (Lang::En, Some(id)) => format!("{organisation}, number {id}. Its term is over: take it down on this day."),
        (Lang::En, None) => format!("{organisation}. It is disclosed no more: take it down on this day."),
    };
    for (at, item) in plan.coming_down(of) {
        let url = plan.site.url(&address::item(&item.id));
        put(
            &item.id,
            item.published,
            zone.day(at),
            &item.title,
            &note(&item.organisation.zh, Some(&item.id)),
            Some(url),
        );
    }
    for down in plan.down(of) {
        let entry = theme.name_of(&down.entry.zh, &down.entry.en);
        let note = note(&down.organisation.zh, down.told.then_some(down.id));
        put(down.id, down.posted, down.day, entry, &note, None);
    }
    out.end()
}
