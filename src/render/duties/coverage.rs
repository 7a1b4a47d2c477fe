//! Coverage as open data: by organisation, grouping and group; rates are parts of a thousand, rounded.

use crate::plan::Plan;
use crate::projection::{Audience, Duties, Grouping, coverage};
use crate::render::data::Sheet;
use crate::render::theme::Theme;
use serde::Serialize;

/// The counts of a group, of one organisation's duties or, without one, of all.
#[derive(Serialize)]
pub(super) struct Record<'p> {
    organisation: Option<&'p str>,
    organisation_title: Option<&'p str>,
    grouping: Grouped,
    group: Option<String>,
    group_title: String,
    #[serde(skip)]
    group_title_en: String,
    entries: usize,
    required: u32,
    published: u32,
    in_time: u32,
    late: u32,
    missing: u32,
    unreviewed: u32,
    corrected: u32,
    completeness_permille: Option<u32>,
    timeliness_permille: Option<u32>,
}

/// A grouping, by its word.
#[derive(Clone, Copy)]
struct Grouped(Grouping);

impl Serialize for Grouped {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.id())
    }
}

/// The records of the whole, then of each organisation in the order of the tree.
pub(super) fn records<'p, A: Audience>(plan: &'p Plan<A>, duties: &'p Duties) -> Vec<Record<'p>> {
    let projection = &plan.projection;
    let organisations = projection.organisations.iter().enumerate();
    let own = organisations.map(|(n, view)| (Some((&*view.card.id, &*view.card.zh)), duties.of(n)));
    let mut records = Vec::new();
    for (organisation, duties) in std::iter::once((None, duties.all.as_slice())).chain(own) {
        for grouping in Grouping::ALL.iter().copied() {
            for group in coverage(&projection.catalogue, grouping, duties) {
                let counts = group.counts;
                if organisation.is_some() && counts.required == 0 {
                    continue;
                }
                records.push(Record {
                    organisation: organisation.map(|(id, _)| id),
                    organisation_title: organisation.map(|(_, title)| title),
                    grouping: Grouped(grouping),
                    group: group.id,
                    group_title: group.label.zh,
                    group_title_en: group.label.en,
                    entries: group.entries,
                    required: counts.required,
                    published: counts.in_time + counts.late,
                    in_time: counts.in_time,
                    late: counts.late,
                    missing: counts.missing,
                    unreviewed: counts.unreviewed,
                    corrected: counts.corrected,
                    completeness_permille: counts.completeness(),
                    timeliness_permille: counts.timeliness(),
                });
            }
        }
    }
    records
}

const HEADER: [&str; 14] = [
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
    "完成率（千分之）",
    "及时率（千分之）",
];

pub(super) fn csv<A: Audience>(plan: &Plan<A>, theme: &Theme, duties: &Duties) -> Vec<u8> {
    let mut sheet = Sheet::new(0);
    sheet.head(&HEADER, theme);
    for record in records(plan, duties) {
        let Record { required, published, in_time, late, missing, unreviewed, .. } = record;
        let counts = [required, published, in_time, late, missing, unreviewed];
        let rates = [record.completeness_permille, record.timeliness_permille];
        let words = [
            record.organisation.unwrap_or_default().to_owned(),
            record.organisation_title.unwrap_or(theme.name_of("合计", "Total")).to_owned(),
            theme.name_of(record.grouping.0.zh(), record.grouping.0.en()).to_owned(),
            record.group.unwrap_or_default(),
            theme.name_of(&record.group_title, &record.group_title_en).to_owned(),
            record.entries.to_string(),
        ];
        let counts = counts.iter().map(ToString::to_string);
        let rates = rates.iter().map(|rate| rate.map_or_else(String::new, |rate| rate.to_string()));
        sheet.put(&words.into_iter().chain(counts).chain(rates).collect::<Vec<_>>());
    }
    sheet.done()
}
