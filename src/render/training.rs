//! Sessions of education and training (教育培训) as a calendar (RFC 5545): one all-day event each.

use super::ics::{Lines, basic, escape, host};
use super::theme::Theme;
use crate::address;
use crate::plan::{Plan, Session};
use crate::projection::Audience;
use chrono::Days;

/// The sessions of every item under an entry of the training form: those that it lists, or the day that it names.
pub(super) fn calendar<A: Audience>(plan: &Plan<A>, theme: &Theme) -> Vec<u8> {
    let mut out = Lines::calendar("training", plan.site.title(), "教育培训", theme);
    for (item, n, session) in plan.training() {
        event(plan, theme, item, n, &session, &mut out);
    }
    out.end()
}

fn event<A: Audience>(plan: &Plan<A>, theme: &Theme, item: &A::Item, n: usize, session: &Session, out: &mut Lines) {
    let public = item.as_ref();
    let summary = match &session.topic {
        Some(topic) => theme.titled(&public.organisation.zh, topic),
        None => public.title.to_string(),
    };
    let after = session.date.checked_add_days(Days::new(1)).unwrap_or(session.date);
    out.put("BEGIN", "VEVENT");
    out.put("UID", &format!("{}.{n}@{}", public.id, host(&plan.site.url(""))));
    // The stamp is a function of the item alone: files hold no instant of the build.
    out.put("DTSTAMP", &format!("{}T000000Z", basic(public.published)));
    out.put("DTSTART;VALUE=DATE", &basic(session.date));
    out.put("DTEND;VALUE=DATE", &basic(after));
    out.put("SUMMARY", &escape(&summary));
    if let Some(place) = &session.place {
        out.put("LOCATION", &escape(place));
    }
    out.put("URL", &plan.site.url(&address::item(&public.id)));
    out.put("END", "VEVENT");
}
