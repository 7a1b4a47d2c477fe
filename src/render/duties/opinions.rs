//! What came of opinions as open data: by organisation, in the order of the tree, and period.

use crate::calendar::Period;
use crate::plan::{Handling, Plan};
use crate::projection::Audience;
use crate::render::data::Sheet;
use crate::render::theme::Theme;
use serde::{Serialize, Serializer};

#[derive(Serialize)]
pub(super) struct Record<'p> {
    organisation: &'p str,
    organisation_title: &'p str,
    #[serde(serialize_with = "as_written")]
    period: Period,
    #[serde(flatten)]
    counts: Handling,
}

pub(super) fn records<A: Audience>(plan: &Plan<A>) -> Vec<Record<'_>> {
    let record = |((organisation, period), counts): ((usize, Period), Handling)| {
        let card = &plan.projection.organisations[organisation].card;
        Record { organisation: &card.id, organisation_title: &card.zh, period, counts }
    };
    plan.handling().into_iter().map(record).collect()
}

/// A period as files write it: `2026-Q4`.
fn as_written<S: Serializer>(period: &Period, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(period)
}

const HEADER: [&str; 8] = ["党组织编号", "党组织", "所属期间", "收到", "已答复", "按期答复", "逾期未答复", "办理中"];

pub(super) fn csv<A: Audience>(plan: &Plan<A>, theme: &Theme) -> Vec<u8> {
    let mut sheet = Sheet::new(0, HEADER, theme);
    for Record { organisation, organisation_title, period, counts } in records(plan) {
        let Handling { received, answered, in_time, overdue, open } = counts;
        let [received, answered, in_time, overdue, open] =
            [received, answered, in_time, overdue, open].map(|n| n.to_string());
        let period = theme.phrase(&period.chinese());
        sheet.put([organisation, organisation_title, &period, &received, &answered, &in_time, &overdue, &open]);
    }
    sheet.done()
}
