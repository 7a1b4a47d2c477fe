//! The parts of a front matter that are more than a word: document number, changes, attachments, withdrawal.

use super::item::read_clearance;
use super::keys::{needed, required, short};
use crate::calendar::parse_moment;
use crate::fields::{document_number, is_document_number};
use crate::model::{Attachment, Change, Clearance, Stored, Withdrawal, WithdrawalKind};
use crate::source::Table;
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

pub(super) fn read_change(table: &mut Table<'_, '_>) -> Option<Change> {
    let range = table.span();
    let date = needed(table, &(range.start..range.end), "date", "2026-07-10", parse_moment);
    let note = required(table, "note", &(range.start..range.end));
    Some(Change { date: date?.value.day(), note: note? })
}

pub(super) fn read_attachment(table: &mut Table<'_, '_>, item: Clearance) -> Option<Attachment> {
    let range = table.span();
    let file = table.text("file");
    let title = short(table, "title");
    table.not_empty("audience");
    let says = table.says("audience");
    let audience = table.parsed("audience", "public / internal", read_clearance);
    let Some(file) = file else {
        table.bad(range.start..range.end, "附件缺少 file", "an attachment needs `file`");
        return None;
    };
    let name: Arc<str> = file.value.trim().into();
    Some(Attachment {
        title: title.unwrap_or_else(|| Arc::clone(&name)),
        file: Arc::new(Stored { path: "".into(), name, size: 0, sha256: "".into() }),
        clearance: audience.map_or(if says { item.max(Clearance::Internal) } else { item }, |a| a.value),
        mark: file.range.into(),
    })
}

pub(super) fn read_withdrawal(table: &mut Table<'_, '_>) -> Option<Withdrawal> {
    let range = table.span();
    let range = range.start..range.end;
    let date = needed(table, &range, "date", "2026-08-01", parse_moment);
    let kind = needed(table, &range, "kind", "in-error / superseded / withdrawn", |kind| {
        Some(match kind {
            "in-error" | "误发" => WithdrawalKind::InError,
            "superseded" | "被取代" => WithdrawalKind::Superseded,
            "withdrawn" | "撤回" => WithdrawalKind::Withdrawn,
            _ => return None,
        })
    });
    let by = short(table, "by");
    let reason = short(table, "reason");
    Some(Withdrawal { date: date?.value, kind: kind?.value, by, reason })
}
