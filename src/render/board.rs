//! When sheets have to come down, as a calendar: one all-day event each.

use super::ics::{Lines, basic, escape, host};
use crate::address;
use crate::plan::Plan;
use crate::projection::Audience;
use chrono::Days;

/// Every sheet that has a last day. No line depends on the instant of the build.
pub(super) fn calendar<A: Audience>(plan: &Plan<A>) -> Vec<u8> {
    let zone = plan.projection.zone;
    let host = host(&plan.site.url("")).to_owned();
    let mut out = Lines::calendar("take-down", &format!("{} · 公开栏取下清单", plan.site.title()));
    for (at, item) in plan.coming_down() {
        let day = zone.day(at);
        out.put("BEGIN", "VEVENT");
        out.put("UID", &format!("{}.take-down@{host}", item.id));
        out.put("DTSTAMP", &format!("{}T000000Z", basic(item.published)));
        out.put("DTSTART;VALUE=DATE", &basic(day));
        out.put("DTEND;VALUE=DATE", &basic(day.checked_add_days(Days::new(1)).unwrap_or(day)));
        out.put("SUMMARY", &escape(&format!("取下公开栏：{}", item.title)));
        out.put("DESCRIPTION", &escape(&format!("{}，编号 {}。公开期满，当日取下。", item.organisation.zh, item.id)));
        out.put("URL", &plan.site.url(&address::item(&item.id)));
        out.put("TRANSP", "TRANSPARENT");
        out.put("END", "VEVENT");
    }
    out.end()
}
