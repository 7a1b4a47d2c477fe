//! The inspection report: what was required, and what came of it. In the order of the tree; never a ranking.

use super::super::data::{Place, indent};
use super::{DutyContent, Figures, organisation_place};
use crate::calendar::{Period, iso_day};
use crate::duties::{Counts, Duty, Prompt, counted_periods};
use crate::plan::Plan;
use crate::projection::{Audience, Duties};
use serde::Serialize;

#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct ReportRow {
    organisation: Option<Place>,
    depth: usize,
    figures: Figures,
    prompt: Prompt,
}

/// How many of the duties of each period an organisation has done.
#[derive(Debug, Hash, Serialize)]
pub(in crate::plan::views) struct PeriodRow {
    organisation: Option<Place>,
    depth: usize,
    cells: Vec<Counts>,
}

impl<A: Audience> Plan<A> {
    pub(super) fn duty_report<'p>(&'p self, duties: &'p Duties) -> DutyContent<'p> {
        let organisations = &self.projection.organisations;
        let prompts: Vec<Prompt> = (0..organisations.len()).map(|n| self.prompt_of(duties, n)).collect();
        let all = prompts.iter().fold(Prompt::default(), |sum, prompt| sum.and(*prompt));
        let periods = counted_periods(&duties.all);
        let by_period = |duties: &[Duty]| -> Vec<Counts> {
            let of = |period: &Option<Period>| Counts::of(duties.iter().filter(|duty| duty.period == *period));
            periods.iter().map(of).collect()
        };
        let mut rows: Vec<PeriodRow> = organisations
            .iter()
            .enumerate()
            .map(|(n, view)| PeriodRow {
                organisation: Some(organisation_place(view)),
                depth: indent(view.depth),
                cells: by_period(duties.of(n)),
            })
            .collect();
        rows.push(PeriodRow { organisation: None, depth: 0, cells: by_period(&duties.all) });
        DutyContent::Report {
            from: iso_day(duties.from),
            total: ReportRow { organisation: None, depth: 0, figures: Figures::of(&duties.all), prompt: all },
            rows: organisations
                .iter()
                .zip(prompts)
                .enumerate()
                .map(|(n, (view, prompt))| ReportRow {
                    organisation: Some(organisation_place(view)),
                    depth: indent(view.depth),
                    figures: Figures::of(duties.of(n)),
                    prompt,
                })
                .collect(),
            columns: periods.iter().map(|p| p.map_or_else(|| "长期".to_owned(), Period::chinese)).collect(),
            periods: rows,
            coverage: self.coverage_tables(&duties.all, true),
            handling: self.handling_rows(),
            handled: self.handling_in_all(),
            unanswered: self.unanswered_opinions(),
        }
    }
}
