//! The inspection report as open data: by organisation, in all, by period, and by group of each grouping; rates are rounded, as JSON
//! parts of a thousand, as CSV parts of a hundred with one decimal.

use crate::calendar::Period;
use crate::plan::Plan;
use crate::projection::{Audience, Counts, Duties, Duty, Grouping, Prompt, counted_periods, coverage};
use crate::render::data::Sheet;
use crate::render::theme::Theme;
use serde::Serialize;

/// The counts of a group, of one organisation's duties or, without one, of all.
#[derive(Serialize)]
pub(super) struct Record<'p> {
    organisation: Option<&'p str>,
    organisation_title: Option<&'p str>,
    grouping: &'static str,
    #[serde(skip)]
    grouping_title: [&'static str; 2],
    group: Option<String>,
    group_title: String,
    #[serde(skip)]
    group_title_en: String,
    /// Entries of the catalogue in the group; none where it is no group of entries.
    entries: Option<usize>,
    required: u32,
    published: u32,
    in_time: u32,
    late: u32,
    missing: u32,
    unreviewed: u32,
    corrected: u32,
    completeness_permille: Option<u32>,
    timeliness_permille: Option<u32>,
    /// Ad hoc items that report a day, published in time and late; of an organisation or all as a whole.
    ad_hoc_in_time: Option<u32>,
    ad_hoc_late: Option<u32>,
}

/// Of whom records are made.
#[derive(Clone, Copy)]
struct Whose<'p> {
    organisation: Option<(&'p str, &'p str)>,
    duties: &'p [Duty],
    prompt: Prompt,
}

impl<'p> Whose<'p> {
    fn record(self, grouping: (&'static str, [&'static str; 2]), counts: Counts) -> Record<'p> {
        Record {
            organisation: self.organisation.map(|(id, _)| id),
            organisation_title: self.organisation.map(|(_, title)| title),
            grouping: grouping.0,
            grouping_title: grouping.1,
            group: None,
            group_title: String::new(),
            group_title_en: String::new(),
            entries: None,
            required: counts.required,
            published: counts.in_time + counts.late,
            in_time: counts.in_time,
            late: counts.late,
            missing: counts.missing,
            unreviewed: counts.unreviewed,
            corrected: counts.corrected,
            completeness_permille: counts.completeness(),
            timeliness_permille: counts.timeliness(),
            ad_hoc_in_time: None,
            ad_hoc_late: None,
        }
    }

    /// All of it in one.
    fn whole(self) -> Record<'p> {
        Record {
            ad_hoc_in_time: Some(self.prompt.in_time),
            ad_hoc_late: Some(self.prompt.late),
            ..self.record(("all", ["合计", "Total"]), Counts::of(self.duties))
        }
    }

    fn of_period(self, period: Option<Period>) -> Record<'p> {
        let counts = Counts::of(self.duties.iter().filter(|duty| duty.period == period));
        Record {
            group: period.map(|period| period.to_string()),
            group_title: period.map_or_else(|| "长期".to_owned(), Period::chinese),
            group_title_en: period.map_or_else(|| "Standing".to_owned(), |period| period.to_string()),
            ..self.record(("period", ["所属期间", "Period"]), counts)
        }
    }
}

/// The records of the whole, then of each organisation in the order of the tree.
pub(super) fn records<'p, A: Audience>(plan: &'p Plan<A>, duties: &'p Duties) -> Vec<Record<'p>> {
    let projection = &plan.projection;
    let organisations = projection.organisations.iter().enumerate();
    let own = organisations.map(|(n, view)| Whose {
        organisation: Some((&*view.card.id, &*view.card.zh)),
        duties: duties.of(n),
        prompt: plan.prompt_of(duties, n),
    });
    let own: Vec<Whose<'_>> = own.collect();
    let prompt = own.iter().fold(Prompt::default(), |sum, whose| sum.and(whose.prompt));
    let all = Whose { organisation: None, duties: &duties.all, prompt };
    let periods = counted_periods(&duties.all);
    let mut records = Vec::new();
    for whose in std::iter::once(all).chain(own) {
        records.push(whose.whole());
        records.extend(periods.iter().map(|period| whose.of_period(*period)).filter(|record| record.required > 0));
        for grouping in Grouping::ALL.iter().copied() {
            let groups = coverage(&projection.catalogue, grouping, whose.duties);
            let wanted = groups.into_iter().filter(|group| whose.organisation.is_none() || group.counts.required > 0);
            records.extend(wanted.map(|group| Record {
                group: group.id,
                group_title: group.label.zh,
                group_title_en: group.label.en,
                entries: Some(group.entries),
                ..whose.record((grouping.id(), [grouping.zh(), grouping.en()]), group.counts)
            }));
        }
    }
    records
}

const HEADER: [&str; 17] = [
    "党组织编号",
    "党组织",
    "分组方式",
    "组别编号",
    "组别",
    "公开项目数",
    "应公开",
    "已公开",
    "按期",
    "迟公开",
    "逾期未公开",
    "逾期未复核",
    "有更正",
    "完成率（%）",
    "及时率（%）",
    "随时公开按期",
    "随时公开超期",
];

pub(super) fn csv<A: Audience>(plan: &Plan<A>, theme: &Theme, duties: &Duties) -> Vec<u8> {
    let mut sheet = Sheet::new(0, HEADER, theme);
    let count = |n: u32| n.to_string();
    let if_any = |n: Option<u32>| n.map(count).unwrap_or_default();
    let rate = |permille: Option<u32>| permille.map(|n| format!("{}.{}", n / 10, n % 10)).unwrap_or_default();
    for record in records(plan, duties) {
        let [zh, en] = record.grouping_title;
        sheet.put([
            record.organisation.unwrap_or_default().to_owned(),
            record.organisation_title.unwrap_or(theme.name_of("合计", "Total")).to_owned(),
            theme.name_of(zh, en).to_owned(),
            record.group.unwrap_or_default(),
            theme.name_of(&record.group_title, &record.group_title_en).to_owned(),
            record.entries.map(|entries| entries.to_string()).unwrap_or_default(),
            count(record.required),
            count(record.published),
            count(record.in_time),
            count(record.late),
            count(record.missing),
            count(record.unreviewed),
            count(record.corrected),
            rate(record.completeness_permille),
            rate(record.timeliness_permille),
            if_any(record.ad_hoc_in_time),
            if_any(record.ad_hoc_late),
        ]);
    }
    sheet.done()
}
