//! The pages about duties, for whom there are any.

use crate::projection::{Audience, DutyView, Projection};

/// A page or file about duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyPage {
    /// Organisations × entries, as they stand.
    Matrix,
    /// Every duty of an organisation.
    Organisation(usize),
    /// The inspection report.
    Report,
    /// Which secretary has reported to whom.
    TwoWay,
    /// Every duty as CSV.
    Csv,
    /// Counts by the groups of each grouping, of the whole and of each organisation, as CSV.
    CoverageCsv,
    /// What came of opinions, by organisation and period, as CSV.
    OpinionsCsv,
    /// Every duty as JSON.
    Json,
    /// The deadlines of an organisation.
    Calendar(usize),
}

/// The folder of the pages of an organisation's duties, with a slash.
pub(crate) fn folder(organisation: &str) -> String {
    format!("duties/{organisation}/")
}

/// All of them with their paths; of the public's, those that say what became of promises. None where nobody is told.
pub(super) fn pages<A: Audience>(projection: &Projection<A>) -> Vec<(String, DutyPage)> {
    let everybody = [("duties/index.html", DutyPage::Matrix), ("duties.csv", DutyPage::Csv)];
    let members = [
        ("duties/report.html", DutyPage::Report),
        ("duties/reports.html", DutyPage::TwoWay),
        ("duties-coverage.csv", DutyPage::CoverageCsv),
        ("duties-opinions.csv", DutyPage::OpinionsCsv),
        ("duties.json", DutyPage::Json),
    ];
    let held = projection.duties.held().is_some();
    if !held && projection.duties.promised().is_none() {
        return Vec::new();
    }
    let whole = everybody.into_iter().chain(members.into_iter().filter(|_| held));
    let mut out: Vec<(String, DutyPage)> = whole.map(|(path, page)| (path.to_owned(), page)).collect();
    for (n, view) in projection.organisations.iter().enumerate() {
        let folder = folder(&view.card.id);
        out.push((format!("{folder}index.html"), DutyPage::Organisation(n)));
        if held {
            out.push((format!("{folder}deadlines.ics"), DutyPage::Calendar(n)));
        }
    }
    out
}
