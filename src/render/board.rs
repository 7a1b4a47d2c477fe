//! When sheets have to come down, as a calendar: one all-day event each.

use super::ics::{Lines, basic, escape, host};
use super::theme::Theme;
use crate::address;
use crate::diagnostic::Lang;
use crate::plan::Plan;
use crate::projection::Audience;
use chrono::Days;

/// Every sheet that has a last day, of all organisations or of one. No line depends on the instant of the build.
pub(super) fn calendar<A: Audience>(plan: &Plan<A>, theme: &Theme, of: Option<usize>) -> Vec<u8> {
    let zone = plan.projection.zone;
    let host = host(&plan.site.url("")).to_owned();
    let name = of.map_or(plan.site.title(), |n| &plan.projection.organisations[n].card.zh);
    let mut out = Lines::calendar("take-down", name, "公开栏取下清单", theme);
    for (at, item) in plan.coming_down(of) {
        let day = zone.day(at);
        out.put("BEGIN", "VEVENT");
        out.put("UID", &format!("{}.take-down@{host}", item.id));
        out.put("DTSTAMP", &format!("{}T000000Z", basic(item.published)));
        out.put("DTSTART;VALUE=DATE", &basic(day));
        out.put("DTEND;VALUE=DATE", &basic(day.checked_add_days(Days::new(1)).unwrap_or(day)));
        out.put("SUMMARY", &escape(&theme.titled("取下公开栏", &item.title)));
        let note = match theme.lang {
            Lang::Zh => format!("{}，编号 {}。公开期满，当日取下。", item.organisation.zh, item.id),
            Lang::En => {
                format!("{}, number {}. Its term is over: take it down on this day.", item.organisation.zh, item.id)
            }
        };
        out.put("DESCRIPTION", &escape(&note));
        out.put("URL", &plan.site.url(&address::item(&item.id)));
        out.put("TRANSP", "TRANSPARENT");
        out.put("END", "VEVENT");
    }
    out.end()
}
