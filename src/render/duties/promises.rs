//! What became of what was promised to the public, as CSV.

use super::when;
use crate::address;
use crate::calendar::iso_day;
use crate::plan::Plan;
use crate::projection::{Audience, Duty, Promises};
use crate::render::Theme;
use crate::render::data::Sheet;

const HEADER: [&str; 12] = [
    "党组织编号",
    "党组织",
    "公开项目编号",
    "公开项目",
    "公开类别",
    "层面",
    "所属期间",
    "截止日期",
    "截止日期是否暂定",
    "状态",
    "公开日期",
    "网址",
];

pub(super) fn csv<A: Audience>(plan: &Plan<A>, theme: &Theme, promises: &Promises) -> Vec<u8> {
    let mut sheet = Sheet::new(0, HEADER, theme);
    for duty in &promises.all {
        sheet.put(row(plan, theme, promises, duty));
    }
    sheet.done()
}

fn row<A: Audience>(plan: &Plan<A>, theme: &Theme, promises: &Promises, duty: &Duty) -> [String; 12] {
    let projection = &plan.projection;
    let (organisation, entry) = (&projection.organisations[duty.organisation], &projection.entries[duty.entry]);
    let provisional = duty.due.is_some_and(|due| due.provisional);
    [
        organisation.card.id.to_string(),
        organisation.card.zh.to_string(),
        entry.id.clone(),
        theme.name_of(&entry.zh, &entry.en).to_owned(),
        theme.name_of(&entry.category.zh, &entry.category.en).to_owned(),
        theme.name_of(entry.tier.zh, entry.tier.en).to_owned(),
        when(duty, theme),
        duty.due.map(|due| iso_day(due.day)).unwrap_or_default(),
        if provisional { theme.name_of("是", "yes") } else { theme.name_of("否", "no") }.to_owned(),
        theme.name_of(duty.state.zh(), duty.state.en()).to_owned(),
        promises.opened(duty).map(iso_day).unwrap_or_default(),
        promises.page_of(duty).map(|id| plan.site.url(&address::item(id))).unwrap_or_default(),
    ]
}
