//! What was required and what came of it, by the groups of each of the three groupings.

use super::Figures;
use crate::catalogue::Grouping;
use crate::duties::{Coverage, Duty, coverage};
use crate::plan::Plan;
use crate::projection::{Audience, Word};
use serde::Serialize;

/// The groups of one grouping.
#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct CoverageTable {
    grouping: Word,
    rows: Vec<CoverageRow>,
}

#[derive(Debug, Hash, Serialize)]
struct CoverageRow {
    zh: String,
    en: String,
    entries: usize,
    published: u32,
    figures: Figures,
}

impl<A: Audience> Plan<A> {
    /// Some duties, by the groups of each grouping; without the groups that have none, if so asked.
    pub(super) fn coverage_tables(&self, duties: &[Duty], all: bool) -> Vec<CoverageTable> {
        let table = |grouping: &Grouping| CoverageTable {
            grouping: Word { id: grouping.id(), zh: grouping.zh(), en: grouping.en() },
            rows: coverage(&self.projection.catalogue, *grouping, duties)
                .into_iter()
                .filter(|group| all || group.counts.required > 0)
                .map(row)
                .collect(),
        };
        Grouping::ALL.iter().map(table).filter(|table| !table.rows.is_empty()).collect()
    }
}

fn row(group: Coverage) -> CoverageRow {
    let Coverage { id: _, label, entries, counts } = group;
    let figures = Figures::from(counts);
    CoverageRow { zh: label.zh, en: label.en, entries, published: counts.in_time + counts.late, figures }
}
