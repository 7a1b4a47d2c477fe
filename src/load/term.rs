//! When an item's term ends.

use super::Context;
use crate::calendar::{Instant, Moment, Term};
use crate::catalogue::Entry;
use crate::diagnostic::{Diagnostic, Text, codes};
use crate::model::{Marks, Window};
use crate::source::{Spanned, Table};

/// What an item says of its term.
pub(super) struct Said {
    pub publish: Moment,
    pub expires: Option<Spanned<Moment>>,
    pub term: Option<Spanned<Term>>,
    pub window: Option<Window>,
}

/// When the term ends; the outer `None` when that cannot be known, with a finding.
#[expect(clippy::option_option, reason = "unknown and endless are two things")]
pub(super) fn end(
    said: Said,
    entry: &Entry,
    context: &Context<'_>,
    marks: &Marks,
    table: &mut Table<'_, '_>,
) -> Option<Option<Instant>> {
    let Said { publish, expires, term, window } = said;
    if let (Some(_), Some(term)) = (&expires, &term) {
        let help = Text::new("删去其中一行", "Delete one of the two lines");
        table.bad(term.range.clone(), "expires 和 term 只写一个", "give `expires` or `term`, not both", help);
    }
    if let Some(expires) = expires {
        return Some(Some(expires.value.end(context.zone)));
    }
    let term = term.map(|t| t.value).or(entry.term);
    match (term, window) {
        (None, _) => Some(None),
        (Some(Term::Window), Some(window)) => Some(Some(window.closes.end(context.zone))),
        (Some(Term::Window), None) => {
            let span = marks.entry.span(&table.span().path);
            let (zh, en) = (
                format!("{}公示到何时不明", entry.quoted()),
                format!("entry `{}` stands for its window, and the item gives none", entry.id),
            );
            table.sink().push(Diagnostic::new(&codes::D002, span, zh, en).help(
                "写上 fields: { window: { opens: 2026-07-01, closes: 2026-07-10 } }，或写 expires",
                "Give fields: { window: { opens: …, closes: … } }, or expires",
            ));
            None
        }
        (Some(term), _) => {
            Some(Some(term.end(context.zone, publish.day()).unwrap_or(Instant::from_unix(i64::MAX / 2))))
        }
    }
}
