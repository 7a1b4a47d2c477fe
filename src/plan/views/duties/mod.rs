//! What pages about duties give to their templates.

mod coverage;
mod handling;
mod matrix;
mod organisation;
mod promises;
mod report;
mod two_way;
mod waiting;

use super::Content;
use super::data::Place;
use crate::address;
use crate::calendar::Zone;
use crate::duties::{Counts, Duty, DutyState};
use crate::plan::Plan;
use crate::plan::duties::{DutyPage, folder};
use crate::plan::fields::percent;
use crate::plan::handling::Handling;
use crate::plan::item_view::Row;
use crate::projection::{Audience, Duties, DutyView, OrganisationView, Whereabouts, Word};
use coverage::CoverageTable;
use handling::{HandlingRow, Unanswered};
use matrix::{OpenRow, Part, Summary};
use organisation::OrganisationDuties;
use promises::OrganisationPromises;
use report::{PeriodRow, ReportRow};
use serde::Serialize;
use two_way::TwoWayRow;
use waiting::WaitingRow;

#[derive(Debug, Hash, Serialize)]
#[serde(untagged)]
pub(super) enum DutyContent<'p> {
    Matrix {
        from: String,
        figures: Figures,
        words: Vec<Word>,
        parts: Vec<Part>,
        summaries: Vec<Summary>,
        waiting: Vec<WaitingRow>,
        open: Vec<OpenRow>,
        closing: Vec<Row<'p>>,
    },
    Organisation(Box<OrganisationDuties<'p>>),
    Report {
        from: String,
        total: ReportRow,
        rows: Vec<ReportRow>,
        columns: Vec<String>,
        periods: Vec<PeriodRow>,
        coverage: Vec<CoverageTable>,
        handling: Vec<HandlingRow>,
        handled: Handling,
        unanswered: Vec<Unanswered>,
    },
    TwoWay {
        reports: Vec<TwoWayRow>,
    },
    Promises {
        from: String,
        words: Vec<Word>,
        parts: Vec<Part>,
    },
    Promised(OrganisationPromises),
}

/// Counts, and rates as people read them.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Figures {
    #[serde(flatten)]
    counts: Counts,
    completeness: Option<String>,
    timeliness: Option<String>,
}

impl Figures {
    fn of<'d>(duties: impl IntoIterator<Item = &'d Duty>) -> Self {
        Self::from(Counts::of(duties))
    }
}

impl From<Counts> for Figures {
    fn from(counts: Counts) -> Self {
        Self { counts, completeness: counts.completeness().map(percent), timeliness: counts.timeliness().map(percent) }
    }
}

fn word(state: DutyState) -> Word {
    Word { id: state.id(), zh: state.zh(), en: state.en() }
}

/// An organisation, by the page of its duties.
fn organisation_place(view: &OrganisationView) -> Place {
    Place { path: format!("{}index.html", folder(&view.card.id)), ..Place::organisation(&view.card) }
}

/// The page of what fulfils a duty.
fn item_path(duties: &Duties, duty: &Duty) -> Option<String> {
    duties.page_of(duty).map(|id| address::item(id))
}

/// A period, as people say it; what has none is called by why there is a duty.
fn period_zh(duty: &Duty) -> String {
    let without = || duty.cause.zh().to_owned();
    duty.period.map_or_else(without, |period| period.chinese())
}

/// An item by its title, until that goes.
#[derive(Debug, Hash, Serialize)]
struct Titled {
    zh: String,
    path: Option<String>,
    expires_at: Option<String>,
}

impl Titled {
    /// What a duty follows up, or which election it comes round to.
    fn opener(duties: &Duties, duty: &Duty, zone: Zone) -> Option<Self> {
        let Whereabouts { page, title, ends } = duties.opener(duty)?;
        let zh = title.as_ref().map_or_else(|| "公开期已满的事项".to_owned(), ToString::to_string);
        let expires_at = title.as_ref().and(*ends).map(|at| zone.rfc3339(at));
        Some(Self { zh, path: page.as_ref().map(|id| address::item(id)), expires_at })
    }
}

impl<A: Audience> Plan<A> {
    pub(super) fn duty_page(&self, page: DutyPage) -> Option<(&'static str, String, Content<'_>)> {
        if let Some(promises) = self.projection.duties.promised() {
            return self.promise_page(page, promises);
        }
        let duties = self.projection.duties.held()?;
        let (template, title, content) = match page {
            DutyPage::Matrix => ("duties.html", "公开任务".to_owned(), self.matrix(duties)),
            DutyPage::Organisation(n) => {
                let name = &self.projection.organisations[n].card.zh;
                let content = DutyContent::Organisation(Box::new(self.organisation_duties(duties, n)));
                ("duties-organisation.html", format!("{name}公开任务"), content)
            }
            DutyPage::Report => ("duties-report.html", "公开检查报告".to_owned(), self.duty_report(duties)),
            DutyPage::TwoWay => {
                let reports = self.two_way(duties);
                ("duties-two-way.html", "双向述职情况".to_owned(), DutyContent::TwoWay { reports })
            }
            DutyPage::Csv | DutyPage::CoverageCsv | DutyPage::OpinionsCsv | DutyPage::Json | DutyPage::Calendar(_) => {
                return None;
            }
        };
        Some((template, title, Content::Duties(Box::new(content))))
    }
}
