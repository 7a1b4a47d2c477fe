//! What closes soon, as a calendar to subscribe to: windows that are open, and terms in their last days.

use super::ics::{Event, Lines, host};
use super::theme::Theme;
use crate::address;
use crate::diagnostic::Lang;
use crate::plan::{FeedOf, Plan};
use crate::projection::{Audience, CommonItem, State};
use chrono::NaiveDate;

/// The calendar of the edition, a category or an organisation: one all-day event for each deadline. No line depends on
/// the instant of the build.
pub(super) fn deadlines<A: Audience>(plan: &Plan<A>, theme: &Theme, of: FeedOf) -> Vec<u8> {
    let (title, positions) = plan.listed(of);
    let host = host(&plan.site.url("")).to_owned();
    let mut out = Lines::calendar("deadlines", &title, "截止日", theme, plan.projection.zone);
    for position in positions {
        let item: &CommonItem = plan.item(position).as_ref();
        let Some((day, what, note)) = deadline(item) else { continue };
        let of = match theme.lang {
            Lang::Zh => format!("{}，{}。", item.organisation.zh, item.entry.zh),
            Lang::En => format!("{}, {}.", item.organisation.zh, theme.name_of(&item.entry.zh, &item.entry.en)),
        };
        out.event(&Event {
            uid: &format!("{}.{what}@{host}", item.id),
            stamp: item.published,
            day,
            summary: &theme.titled(note, &item.title),
            place: None,
            description: Some(&of),
            category: None,
            url: Some(&plan.site.url(&address::item(&item.id))),
            busy: false,
        });
    }
    out.end()
}

/// The deadline that an item is near: its day, its name in identifiers, and in words.
fn deadline(item: &CommonItem) -> Option<(NaiveDate, &'static str, &'static str)> {
    let window = |note| item.window.map(|window| (window.closes.day(), "window", note));
    match item.state {
        State::Consulting => window("征求意见截止"),
        State::Notice => window("公示截止"),
        State::Closing => item.last_day.map(|day| (day, "term", "公开期满")),
        State::Current | State::Past | State::Kept => None,
    }
}
