//! Open duties as a calendar (RFC 5545): one all-day event on the due day of each.

use crate::calendar::chinese_day;
use crate::diagnostic::Lang;
use crate::plan::Plan;
use crate::projection::last_day;
use crate::projection::{Audience, Cause, Duties, Duty};
use crate::render::ics::{Event, Lines, basic, host};
use crate::render::theme::Theme;
use chrono::NaiveDate;

/// The deadlines of one organisation. No line depends on the instant of the build but by which duties are open.
pub(super) fn calendar<A: Audience>(plan: &Plan<A>, theme: &Theme, duties: &Duties, organisation: usize) -> Vec<u8> {
    let card = &plan.projection.organisations[organisation].card;
    let mut out = Lines::calendar("duties", &card.zh, "公开任务", theme, plan.projection.zone);
    let home = plan.site.url("");
    let of =
        Of { theme, id: &card.id, host: host(&home), url: plan.site.url(&format!("duties/{}/index.html", card.id)) };
    for duty in duties.of(organisation).iter().filter(|duty| duty.open()) {
        event(plan, duties, duty, &of, &mut out);
    }
    out.end()
}

/// What the events of an organisation share.
struct Of<'o> {
    theme: &'o Theme,
    id: &'o str,
    host: &'o str,
    url: String,
}

fn event<A: Audience>(plan: &Plan<A>, duties: &Duties, duty: &Duty, of: &Of<'_>, out: &mut Lines) {
    let Some(due) = duty.due else {
        return;
    };
    let entry = &plan.projection.entries[duty.entry];
    let (period, label) = match duty.period {
        Some(period) => (period.to_string(), period.chinese()),
        None => (without_period(duties, duty, due.day), duty.cause.zh().to_owned()),
    };
    let label = of.theme.phrase(&label);
    let name = of.theme.name_of(&entry.zh, &entry.en);
    let day = of.theme.phrase(&chinese_day(due.day));
    let mut words = match of.theme.lang {
        Lang::Zh => format!("{name}，{label}。最迟 {day} 公开。"),
        Lang::En => format!("{name}, {label}. To be disclosed by {day}."),
    };
    if let Some(title) = duties.opener(duty).and_then(|opener| opener.title.as_ref()) {
        words += &match of.theme.lang {
            Lang::Zh => format!("起因：{title}。"),
            Lang::En => format!(" Cause: {title}."),
        };
    }
    if due.provisional {
        words += match of.theme.lang {
            Lang::Zh => "所涉年度的放假安排尚未公布，日期暂定。",
            Lang::En => " The holidays of the year are not yet announced; the day is provisional.",
        };
    }
    let summary = match of.theme.lang {
        Lang::Zh => format!("公开任务：{name}（{label}）"),
        Lang::En => format!("Duty: {name} ({label})"),
    };
    out.event(&Event {
        uid: &format!("{}.{}.{period}@{}", of.id, entry.id, of.host),
        stamp: duty.period.map_or(due.day, last_day),
        day: due.day,
        summary: &summary,
        place: None,
        description: Some(&words),
        category: Some(of.theme.name_of(duty.state.zh(), duty.state.en())),
        url: Some(&of.url),
        busy: false,
    });
}

/// What tells a duty without a period from others of its entry.
fn without_period(duties: &Duties, duty: &Duty, due: NaiveDate) -> String {
    match duty.cause {
        Cause::Catalogue => "standing".to_owned(),
        Cause::Office(_) => format!("term-{}", basic(due)),
        Cause::FollowUp(n) => {
            let (disclosure, whereabouts) = &duties.disclosed[n];
            // What has no page any more is told apart by when it was published.
            let published = || format!("{}", disclosure.published.unix()).into();
            format!("after-{}", whereabouts.page.clone().unwrap_or_else(published))
        }
    }
}
