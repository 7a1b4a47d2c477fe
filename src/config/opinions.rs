//! `[opinions]`: where opinions go, by when they are answered, and how long they stand.

use super::Intake;
use crate::calendar::Term;
use crate::catalogue::Replies;
use crate::source::Table;

/// Terms of reply by kind, where the site sets its own, and how long an answered opinion stands on the opinions page.
#[derive(Clone, Debug)]
pub struct OpinionTerms {
    /// By when they are answered, as far as the site says.
    pub replies: Replies,
    /// How long it stands after the day of its answer: 12 months.
    pub keep: Term,
}

impl Default for OpinionTerms {
    fn default() -> Self {
        Self { replies: Replies::default(), keep: Term::Months(12) }
    }
}

/// Reads the table; what it does not say is the default.
pub(super) fn read(table: &mut Table<'_, '_>) -> (OpinionTerms, Intake) {
    let endpoint = table.parsed("endpoint", "https://dangwu.example.org/opinions", Intake::endpoint);
    let mail = table.parsed("mailto", "dangwu@example.org", Intake::mail);
    let usual = OpinionTerms::default();
    let replies = Replies::read(table);
    let keep = |text: &str| Term::parse(text).filter(|term| *term != Term::Window);
    let keep = table.parsed("keep", "12 months / 90 days", keep).map_or(usual.keep, |keep| keep.value);
    (OpinionTerms { replies, keep }, endpoint.or(mail).map(|intake| intake.value).unwrap_or_default())
}
