//! What came of opinions as open data: by organisation, in the order of the tree, and period.

use super::inert;
use crate::calendar::Period;
use crate::plan::{Handling, Plan};
use crate::projection::Audience;
use crate::render::theme::Theme;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Record<'p> {
    organisation: &'p str,
    organisation_title: &'p str,
    period: String,
    #[serde(flatten)]
    counts: Handling,
}

pub(super) fn records<A: Audience>(plan: &Plan<A>) -> Vec<Record<'_>> {
    let record = |((organisation, period), counts): ((usize, Period), Handling)| {
        let card = &plan.projection.organisations[organisation].card;
        Record { organisation: &card.id, organisation_title: &card.zh, period: format!("{period}"), counts }
    };
    plan.handling().into_iter().map(record).collect()
}

const HEADER: [&str; 8] = ["党组织编号", "党组织", "所属期间", "收到", "已答复", "按期答复", "逾期未答复", "办理中"];

/// RFC 4180 with a byte order mark.
pub(super) fn csv<A: Audience>(plan: &Plan<A>, theme: &Theme) -> Vec<u8> {
    let out = "\u{FEFF}".as_bytes().to_vec();
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(HEADER.map(|heading| theme.phrase(heading))).expect("memory takes what is written");
    for Record { organisation, organisation_title, period, counts } in records(plan) {
        let Handling { received, answered, in_time, overdue, open } = counts;
        let counts = [received, answered, in_time, overdue, open].map(|n| n.to_string());
        let names = [inert(organisation), inert(organisation_title), period];
        csv.write_record(names.iter().chain(&counts)).expect("memory takes what is written");
    }
    csv.into_inner().expect("memory takes what is written")
}
