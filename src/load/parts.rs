//! The parts of a front matter that are more than a word: document number, changes, attachments, withdrawal.

use super::keys::{Form, lacks, short, without};
use crate::diagnostic::{Diagnostic, codes};
use crate::fields::{document_number, is_document_number};
use crate::model::{Attachment, Change, Clearance, Stored, Withdrawal, WithdrawalKind};
use crate::source::{Node, Table, Value, dates};
use std::sync::Arc;

/// 机关代字〔2026〕12号, as GB/T 9704-2012 has it.
pub(super) fn read_document(table: &mut Table<'_, '_>) -> Option<Arc<str>> {
    let document = table.text("document")?;
    let text = document.value.trim();
    if is_document_number(text) {
        return Some(text.into());
    }
    let span = table.at(document.range.clone());
    table.sink().push(document_number(text, span));
    None
}

/// How changes are written. The day is that of the change, so none is given.
const CHANGES: Form<'_> = (
    "changes: [{ date: 更正日期, note: 更正金额 }]，日期如 2026-07-10",
    "changes: [{ date: DATE, note: TEXT }], with a date such as 2026-07-10",
);

/// Takes a note of what was changed.
pub(super) fn change(table: &mut Table<'_, '_>, node: Node<'_>) -> Option<Change> {
    let node = shaped(table, node, "changes", CHANGES)?;
    table.nested(node, read_change)
}

fn read_change(table: &mut Table<'_, '_>) -> Option<Change> {
    let missing = without(table, &["date", "note"]);
    lacks(table, "changes", &missing, CHANGES);
    let date = dates::moment(table, "date");
    let note = short(table, "note");
    Some(Change { date: date?.value.day(), note: note? })
}

/// How attachments are written.
const ATTACHMENTS: Form<'_> =
    ("attachments: [{ file: dues.xlsx, title: 收支明细表 }]", "attachments: [{ file: dues.xlsx, title: TEXT }]");

pub(super) fn read_attachment(table: &mut Table<'_, '_>, item: Clearance) -> Option<Attachment> {
    let missing = without(table, &["file"]);
    lacks(table, "attachments", &missing, ATTACHMENTS);
    let file = table.text("file");
    let title = short(table, "title");
    table.not_empty("audience");
    let says = table.says("audience");
    let audience = table.word("audience", &Clearance::WORDS[..2], Clearance::read);
    let file = file?;
    let name: Arc<str> = file.value.trim().into();
    Some(Attachment {
        title: title.unwrap_or_else(|| Arc::clone(&name)),
        file: Arc::new(Stored { path: "".into(), name, size: 0, sha256: "".into() }),
        clearance: audience.map_or(if says { item.max(Clearance::Internal) } else { item }, |a| a.value),
        mark: file.range.into(),
    })
}

/// How a withdrawal of a kind is written; of none, the first.
fn form_of(kind: Option<WithdrawalKind>) -> Form<'static> {
    match kind {
        None | Some(WithdrawalKind::Withdrawn) => (
            "withdrawn: { date: 撤回日期, kind: 撤回, reason: 另行公布 }，日期如 2026-07-10",
            "withdrawn: { date: DATE, kind: withdrawn, reason: TEXT }, with a date such as 2026-07-10",
        ),
        Some(WithdrawalKind::InError) => (
            "withdrawn: { date: 撤回日期, kind: 误发, reason: 误公开了草稿 }，日期如 2026-07-10",
            "withdrawn: { date: DATE, kind: in-error, reason: TEXT }, with a date such as 2026-07-10",
        ),
        Some(WithdrawalKind::Superseded) => (
            "withdrawn: { date: 撤回日期, kind: 被取代, successor: 新事项的编号 }，日期如 2026-07-10",
            "withdrawn: { date: DATE, kind: superseded, successor: ID }, with a date such as 2026-07-10",
        ),
    }
}

/// Takes a withdrawal; `None`, with a finding, where its day or kind cannot be read.
pub(super) fn withdrawal(table: &mut Table<'_, '_>, node: Node<'_>) -> Option<Withdrawal> {
    // The kind alone says which form is meant.
    let said = match &node.value {
        Value::Scalar(word) => WithdrawalKind::read(word),
        _ => None,
    };
    let node = shaped(table, node, "withdrawn", form_of(said))?;
    table.nested(node, read_withdrawal)
}

fn read_withdrawal(table: &mut Table<'_, '_>) -> Option<Withdrawal> {
    let mut missing = without(table, &["date", "kind"]);
    let date = dates::moment(table, "date");
    let kind = table.word("kind", WithdrawalKind::WORDS, WithdrawalKind::read);
    let successor = short(table, "successor");
    // The short name; of the two `successor` counts.
    let by = short(table, "by");
    let reason = short(table, "reason");
    let replaced = kind.as_ref().is_some_and(|kind| kind.value == WithdrawalKind::Superseded);
    if reason.is_none() && !replaced {
        missing.push("reason");
    }
    lacks(table, "withdrawn", &missing, form_of(kind.as_ref().map(|kind| kind.value)));
    Some(Withdrawal { date: date?.value, kind: kind?.value, by: successor.or(by), reason })
}

/// A node that is a set of pairs; a finding that shows how the key is written where it is something else.
pub(super) fn shaped<'n>(table: &mut Table<'_, '_>, node: Node<'n>, key: &str, form: Form<'_>) -> Option<Node<'n>> {
    if matches!(node.value, Value::Map(_)) {
        return Some(node);
    }
    let (zh, en) = (format!("{key} 的写法不对"), format!("`{key}` is not written as it should be"));
    let finding = Diagnostic::new(&codes::F005, table.at(node.range), zh, en);
    table.sink().push(finding.help(format!("写成 {}", form.0), format!("Write {}", form.1)));
    None
}
