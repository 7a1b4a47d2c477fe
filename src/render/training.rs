//! Sessions of education and training (教育培训) as a calendar (RFC 5545): one all-day event each.

use super::ics::{Event, Lines, host};
use super::theme::Theme;
use crate::address;
use crate::plan::{Plan, Session};
use crate::projection::Audience;

/// The sessions of every item under an entry of the training form: those that it lists, or the day that it names.
pub(super) fn calendar<A: Audience>(plan: &Plan<A>, theme: &Theme) -> Vec<u8> {
    let mut out = Lines::calendar("training", plan.site.title(), "教育培训", theme, plan.projection.zone);
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
    out.event(&Event {
        uid: &format!("{}.{n}@{}", public.id, host(&plan.site.url(""))),
        stamp: public.published,
        day: session.date,
        summary: &summary,
        place: session.place.as_deref(),
        description: None,
        category: None,
        url: Some(&plan.site.url(&address::item(&public.id))),
        busy: true,
    });
}
