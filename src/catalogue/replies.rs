//! By when opinions are answered (意见答复期限), as catalogues and a site say. No regulation sets the figures: they are a
//! promise, and who says nothing promises the default.

use super::{Due, Scope};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::source::Table;

/// What an opinion can be, and by when it is answered where nobody says so.
const KINDS: [(&str, Due); 4] = [
    ("suggestion", Due::WorkingDays(30)),
    ("complaint", Due::WorkingDays(15)),
    ("inquiry", Due::WorkingDays(5)),
    ("question", Due::WorkingDays(10)),
];

/// Terms of reply, by kind of opinion.
#[derive(Clone, Debug, Default)]
pub struct Replies([Option<Promise>; KINDS.len()]);

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
        Self(KINDS.map(|(kind, _)| {
            let due = table.parsed(kind, "15wd / 30d", Due::parse)?;
            Some(Promise { due: due.value, span: table.at(due.range), locked })
        }))
    }

    /// Lays what a later file says over these. What is locked stays, with a finding.
    pub fn extend(&mut self, later: &Self, sink: &mut Diagnostics) {
        for ((mine, theirs), (kind, _)) in self.0.iter_mut().zip(&later.0).zip(KINDS) {
            let Some(theirs) = theirs else { continue };
            match mine {
                Some(mine) if mine.locked && mine.due != theirs.due => {
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
                mine => *mine = Some(theirs.clone()),
            }
        }
    }

    /// The finding that the catalogue of one organisation sets terms, which are everybody's; `None` if it sets none.
    pub(super) fn of_one(&self, scope: &Scope) -> Option<Diagnostic> {
        let first = self.0.iter().flatten().next()?;
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

    /// By when an opinion of a kind is answered, by the word used in files.
    pub fn due(&self, kind: &str) -> Due {
        let given = self.0.iter().zip(KINDS).find(|(_, (known, _))| *known == kind);
        given.map_or(KINDS[0].1, |(promise, (_, usual))| promise.as_ref().map_or(usual, |promise| promise.due))
    }
}
