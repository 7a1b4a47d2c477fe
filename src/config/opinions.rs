//! `[opinions]`: where opinions go, by when they are answered, and how long they stand.

use super::Intake;
use crate::calendar::Term;
use crate::catalogue::Due;
use crate::source::Table;

/// Terms of reply by kind, and how long an answered opinion stands on the opinions page. No regulation sets the
/// figures: they are a site's promise, and a site that says nothing promises the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpinionTerms {
    /// For a suggestion: 30 working days.
    pub suggestion: Due,
    /// For a complaint: 15 working days.
    pub complaint: Due,
    /// For an inquiry: 5 working days.
    pub inquiry: Due,
    /// For a question at a meeting: 10 working days.
    pub question: Due,
    /// How long it stands after the day of its answer: 12 months.
    pub keep: Term,
}

impl Default for OpinionTerms {
    fn default() -> Self {
        Self {
            suggestion: Due::WorkingDays(30),
            complaint: Due::WorkingDays(15),
            inquiry: Due::WorkingDays(5),
            question: Due::WorkingDays(10),
            keep: Term::Months(12),
        }
    }
}

/// Reads the table; what it does not say is the default.
pub(super) fn read(table: &mut Table<'_, '_>) -> (OpinionTerms, Intake) {
    let endpoint = table.parsed("endpoint", "https://dangwu.example.org/opinions", Intake::endpoint);
    let mail = table.parsed("mailto", "dangwu@example.org", Intake::mail);
    (OpinionTerms::read(table), endpoint.or(mail).map(|intake| intake.value).unwrap_or_default())
}

impl OpinionTerms {
    fn read(table: &mut Table<'_, '_>) -> Self {
        let default = Self::default();
        let mut due = |key, default| table.parsed(key, "15wd / 30d", Due::parse).map_or(default, |due| due.value);
        let [suggestion, complaint, inquiry, question] = [
            ("suggestion", default.suggestion),
            ("complaint", default.complaint),
            ("inquiry", default.inquiry),
            ("question", default.question),
        ]
        .map(|(key, default)| due(key, default));
        let keep = |text: &str| Term::parse(text).filter(|term| *term != Term::Window);
        let keep = table.parsed("keep", "12 months / 90 days", keep).map_or(default.keep, |keep| keep.value);
        Self { suggestion, complaint, inquiry, question, keep }
    }
}
