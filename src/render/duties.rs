//! Duties as open data: CSV, JSON, and the deadlines of an organisation as a calendar.

use super::data::Sheet;
use super::theme::Theme;
use crate::address;
use crate::calendar::{Period, iso_day};
use crate::plan::{DutyPage, Plan};
use crate::projection::{Audience, Duties, Duty, DutyView, Heading};
use serde::Serialize;

mod coverage;
mod ics;
mod opinions;
mod promises;

/// The bytes of a file about duties.
pub(super) fn data<A: Audience>(plan: &Plan<A>, theme: &Theme, page: DutyPage) -> Vec<u8> {
    if let Some(promises) = plan.projection.duties.promised() {
        return promises::csv(plan, theme, promises);
    }
    let Some(duties) = plan.projection.duties.held() else {
        return Vec::new();
    };
    match page {
        DutyPage::Csv => csv(plan, theme, duties),
        DutyPage::CoverageCsv => coverage::csv(plan, theme, duties),
        DutyPage::OpinionsCsv => opinions::csv(plan, theme),
        DutyPage::Json => json(plan, duties),
        DutyPage::Calendar(n) => ics::calendar(plan, theme, duties, n),
        DutyPage::Matrix | DutyPage::Organisation(_) | DutyPage::Report | DutyPage::TwoWay => Vec::new(),
    }
}

#[derive(Serialize)]
struct Record<'p> {
    organisation: &'p str,
    organisation_title: &'p str,
    entry: &'p str,
    entry_title: &'p str,
    category: &'p str,
    op2010: Option<&'p str>,
    reg: Option<&'p str>,
    tier: &'static str,
    period: Option<String>,
    cause: &'static str,
    opened_by: Option<String>,
    due: Option<String>,
    provisional: bool,
    state: &'static str,
    corrected: bool,
    published: Option<String>,
    item: Option<String>,
}

fn record<'p, A: Audience>(plan: &'p Plan<A>, duties: &'p Duties, duty: &Duty) -> Record<'p> {
    let projection = &plan.projection;
    let spec = &projection.catalogue.entries[duty.entry];
    let (organisation, entry) = (&projection.organisations[duty.organisation], &projection.entries[duty.entry]);
    Record {
        organisation: &organisation.card.id,
        organisation_title: &organisation.card.zh,
        entry: &entry.id,
        entry_title: &entry.zh,
        category: &entry.category.id,
        op2010: spec.op2010.as_deref(),
        reg: spec.reg.as_deref(),
        tier: entry.tier.id,
        period: duty.period.map(|period| period.to_string()),
        cause: duty.cause.id(),
        opened_by: duties.opener(duty).and_then(|opener| Some(plan.site.url(&address::item(opener.page.as_ref()?)))),
        due: duty.due.map(|due| iso_day(due.day)),
        provisional: duty.due.is_some_and(|due| due.provisional),
        state: duty.state.id(),
        corrected: duty.corrected,
        published: duty.by.map(|n| iso_day(projection.zone.day(duties.disclosed[n].0.published))),
        item: duties.page_of(duty).map(|id| plan.site.url(&address::item(id))),
    }
}

fn json<A: Audience>(plan: &Plan<A>, duties: &Duties) -> Vec<u8> {
    let title = serde_json::to_string(plan.site.title()).expect("a title is plain text");
    let from = iso_day(duties.from);
    let mut out = format!("{{\"title\":{title},\"from\":\"{from}\",\"duties\":[").into_bytes();
    for (n, duty) in duties.all.iter().enumerate() {
        out.extend_from_slice(if n == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut out, &record(plan, duties, duty)).expect("a record is plain data");
    }
    out.extend_from_slice(b"\n],\"coverage\":");
    serde_json::to_writer(&mut out, &coverage::records(plan, duties)).expect("a record is plain data");
    out.extend_from_slice(b",\"opinions\":");
    serde_json::to_writer(&mut out, &opinions::records(plan)).expect("a record is plain data");
    out.extend_from_slice(b"}\n");
    out
}

const HEADER: [&str; 16] = [
    "党组织编号",
    "党组织",
    "公开项目编号",
    "公开项目",
    "公开类别",
    "2010年意见",
    "2017年条例",
    "层面",
    "所属期间",
    "截止日期",
    "截止日期是否暂定",
    "状态",
    "公开日期",
    "是否更正",
    "网址",
    "由何事项引起",
];

/// The period of a duty as pages have it, or else its cause.
fn when(duty: &Duty, theme: &Theme) -> String {
    theme.phrase(&duty.period.map_or_else(|| duty.cause.zh().to_owned(), Period::chinese))
}

/// The name of the heading under which an entry is; nothing where it is under none.
fn heading<'h>(headings: &'h [Heading], id: Option<&str>, theme: &Theme) -> &'h str {
    let heading = headings.iter().find(|heading| Some(&*heading.id) == id);
    heading.map_or("", |heading| theme.name_of(&heading.label.zh, &heading.label.en))
}

fn csv<A: Audience>(plan: &Plan<A>, theme: &Theme, duties: &Duties) -> Vec<u8> {
    let mut sheet = Sheet::new(0, HEADER, theme);
    let catalogue = &plan.projection.catalogue;
    let yes = |given: bool| if given { theme.name_of("是", "yes") } else { theme.name_of("否", "no") };
    for duty in &duties.all {
        let record = record(plan, duties, duty);
        let entry = &plan.projection.entries[duty.entry];
        sheet.put([
            record.organisation,
            record.organisation_title,
            record.entry,
            theme.name_of(&entry.zh, &entry.en),
            theme.name_of(&entry.category.zh, &entry.category.en),
            heading(&catalogue.op2010, record.op2010, theme),
            heading(&catalogue.reg, record.reg, theme),
            theme.name_of(entry.tier.zh, entry.tier.en),
            &when(duty, theme),
            record.due.as_deref().unwrap_or_default(),
            yes(record.provisional),
            theme.name_of(duty.state.zh(), duty.state.en()),
            record.published.as_deref().unwrap_or_default(),
            yes(record.corrected),
            record.item.as_deref().unwrap_or_default(),
            record.opened_by.as_deref().unwrap_or_default(),
        ]);
    }
    sheet.done()
}
