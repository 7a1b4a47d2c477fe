//! By when opinions are answered (意见答复期限), as catalogues and a site say. No regulation sets the figures: they are a
//! promise, and who says nothing promises the default.

use super::entry::words;
use super::{Due, Scope};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::source::Table;
use std::collections::BTreeMap;

words! {
    /// What an opinion is.
    OpinionKind {
        /// 建议
        Suggestion = "suggestion" "建议" "Suggestion",
        /// 投诉
        Complaint = "complaint" "投诉" "Complaint",
        /// 询问
        Inquiry = "inquiry" "询问" "Inquiry",
        /// 质询: raised at a meeting, and owed a reply in words.
        Question = "question" "质询" "Question at a meeting",
    }
}

impl OpinionKind {
    /// By when it is answered where nobody says so.
    fn usual(self) -> Due {
        match self {
            Self::Suggestion => Due::WorkingDays(30),
            Self::Complaint => Due::WorkingDays(15),
            Self::Inquiry => Due::WorkingDays(5),
            Self::Question => Due::WorkingDays(10),
        }
    }
}

/// Terms of reply, by kind of opinion.
#[derive(Clone, Debug, Default)]
pub struct Replies(BTreeMap<OpinionKind, Promise>);

#[derive(Clone, Debug)]
struct Promise {
    due: Due,
    span: Span,
    locked: bool,
}

impl Replies {
    /// Reads the terms that a table names; `locked: true` locks these.
    pub fn read(table: &mut Table<'_, '_>) -> Self {
        let locked = table.flag("locked") == Some(true);
        let promise = |kind: OpinionKind| {
            let due = table.parsed(kind.id(), "15wd / 30d", Due::parse)?;
            Some((kind, Promise { due: due.value, span: table.at(due.range), locked }))
        };
        Self(OpinionKind::ALL.iter().copied().filter_map(promise).collect())
    }

    /// Lays what a later file says over these. What is locked stays, with a finding.
    pub fn extend(&mut self, later: &Self, sink: &mut Diagnostics) {
        for (kind, theirs) in &later.0 {
            match self.0.get(kind) {
                Some(mine) if mine.locked && mine.due != theirs.due => {
                    let kind = kind.id();
                    let (zh, en) = (
                        format!("意见答复期限 {kind} 已由上级目录锁定为 {}", mine.due.id()),
                        format!(
                            "the term of reply `{kind}` is locked at {} by the superior's catalogue",
                            mine.due.id()
                        ),
                    );
                    sink.push(
                        Diagnostic::new(&codes::C026, theirs.span.clone(), zh, en)
                            .label(mine.span.clone(), "在这里锁定", "locked here")
                            .help(
                                "删去这一行；确需不同期限的，报上级修改",
                                "Drop it; ask the superior if it must differ",
                            ),
                    );
                }
                Some(mine) if mine.locked => {}
                _ => _ = self.0.insert(*kind, theirs.clone()),
            }
        }
    }

    /// The finding that the catalogue of one organisation sets terms, which are everybody's; `None` if it sets none.
    pub(super) fn of_one(&self, scope: &Scope) -> Option<Diagnostic> {
        let first = self.0.values().next()?;
        let (zh, en) = (
            format!("意见答复期限全站统一，{} 自己的目录不能更改", scope.organisation),
            format!("terms of reply are the whole site's: `{}`'s own catalogue cannot set them", scope.organisation),
        );
        Some(
            Diagnostic::new(&codes::C027, first.span.clone(), zh, en)
                .label(scope.span.clone(), "这份目录的适用范围", "whose catalogue this is")
                .help(
                    "写进上级目录，或 site.toml 的 [opinions]",
                    "Put them into the superior's, or site.toml's [opinions]",
                ),
        )
    }

    /// By when an opinion of a kind is answered.
    pub fn due(&self, kind: OpinionKind) -> Due {
        self.0.get(&kind).map_or_else(|| kind.usual(), |promise| promise.due)
    }
}
