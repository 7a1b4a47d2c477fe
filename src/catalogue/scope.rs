//! Whose an entry is: a superior's, which may be locked, or an organisation's own, which rests on an approved plan.

use super::Entry;
use crate::diagnostic::{Diagnostic, Span, codes};
use crate::source::{Spanned, Table, dates};
use chrono::NaiveDate;
use std::sync::Arc;

/// The organisation whose own catalogue a file is, from `scope:` and `plan:` at its top.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Its id.
    pub organisation: String,
    /// Where the file says so.
    pub span: Span,
    /// What its entries rest on.
    pub plan: Option<Plan>,
}

/// An approved plan of disclosure (公开方案), on which what the superior's catalogue does not have rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its document number (文号), or its name.
    pub document: String,
    /// Who approved it.
    pub by: String,
    /// When.
    pub date: NaiveDate,
}

/// Reads `scope:` and `plan:` of a file.
pub(super) fn read(file: &mut Table<'_, '_>) -> Option<Arc<Scope>> {
    let scope = file.text("scope");
    let plan = file.table("plan", read_plan).flatten();
    let scope = scope?;
    let span = file.at(scope.range);
    Some(Arc::new(Scope { organisation: scope.value.trim().to_owned(), span, plan }))
}

fn read_plan(table: &mut Table<'_, '_>) -> Option<Plan> {
    let document = table.text("document").map(|text| text.value.trim().to_owned());
    let by = table.text("by").map(|text| text.value.trim().to_owned());
    let date = dates::moment(table, "date").map(|moment| moment.value.day());
    Some(Plan { document: document?, by: by?, date: date? })
}

/// Where an entry says `locked: true`, if it does.
pub(super) fn read_lock(id: &Spanned<String>, table: &mut Table<'_, '_>) -> Option<Span> {
    table.flag("locked").filter(|locked| *locked).map(|_| table.at(id.range.clone()))
}

/// Why a later file may not touch an entry at all.
pub(super) fn refused(old: &Entry, scope: Option<&Arc<Scope>>, span: Span) -> Option<Diagnostic> {
    if let Some(locked) = &old.locked {
        let (zh, en) =
            (format!("项目“{}”已由上级目录锁定", old.id), format!("entry `{}` is locked by the superior's", old.id));
        let finding = Diagnostic::new(&codes::C026, span, zh, en)
            .label(locked.clone(), "在这里锁定", "locked here")
            .help("删去这一项；确需不同要求的，报上级修改", "Drop it; ask the superior if it must differ");
        return Some(finding);
    }
    let scope = scope?;
    let same = old.scope.as_ref().is_some_and(|old| old.organisation == scope.organisation);
    let (zh, en) = (
        format!("项目“{}”不是 {} 自己的，不能由它更改", old.id, scope.organisation),
        format!("entry `{}` is not `{}`'s own to change", old.id, scope.organisation),
    );
    let finding = Diagnostic::new(&codes::C027, span, zh, en)
        .label(scope.span.clone(), "这份目录的适用范围", "whose catalogue this is")
        .help("用另一个编号增补自己的项目", "Add an entry of your own under another id");
    (!same).then_some(finding)
}

/// The finding that an organisation adds entries that no approved plan covers.
pub(super) fn unplanned(scope: &Scope) -> Diagnostic {
    let (zh, en) = (
        format!("{} 增补了上级目录以外的项目，却没有经批准的方案", scope.organisation),
        format!("`{}` adds entries to the superior's catalogue without an approved plan", scope.organisation),
    );
    Diagnostic::new(&codes::C028, scope.span.clone(), zh, en).help(
        "写上 plan: { document: 文号, by: 批准机关, date: 批准日期 }",
        "Give plan: { document: …, by: who approved it, date: … }",
    )
}
