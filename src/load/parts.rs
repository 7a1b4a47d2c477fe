//! The parts of a front matter that are more than a word: document number, changes, attachments, withdrawal.

use super::item::{read_clearance, short};
use crate::calendar::parse_moment;
use crate::diagnostic::{Diagnostic, codes};
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
    let fixed: String = text
        .replace(['[', '【', '（', '(', '［'], "〔")
        .replace([']', '】', '）', ')', '］'], "〕")
        .replace("〕第", "〕");
    let fixed = match fixed.split_once('〕') {
        Some((head, number)) => format!("{head}〕{}", number.trim_start_matches('0')),
        None => fixed,
    };
    let (zh, en) = (format!("文号“{text}”不合规范"), format!("`{text}` is not a document number of the standard form"));
    let finding = Diagnostic::new(&codes::F017, span, zh, en);
    table.sink().push(if is_document_number(&fixed) {
        finding.help(format!("应写成 {fixed}"), format!("Write {fixed}"))
    } else {
        finding.help("例如 向委发〔2026〕12号", "For example 向委发〔2026〕12号")
    });
    None
}

fn is_document_number(text: &str) -> bool {
    let Some((code, rest)) = text.split_once('〔') else {
        return false;
    };
    let Some((year, number)) = rest.split_once('〕') else {
        return false;
    };
    let Some(number) = number.strip_suffix('号') else {
        return false;
    };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    !code.is_empty()
        && !code.contains(|c: char| c.is_ascii_digit() || c.is_whitespace())
        && year.len() == 4
        && digits(year)
        && digits(number)
        && !number.starts_with('0')
}

pub(super) fn read_change(table: &mut Table<'_, '_>) -> Option<Change> {
    let date = table.parsed("date", "2026-07-10", parse_moment);
    let note = short(table, "note");
    Some(Change { date: date?.value.day(), note: note? })
}

pub(super) fn read_attachment(table: &mut Table<'_, '_>, item: Clearance) -> Option<Attachment> {
    let range = table.span();
    let file = table.text("file");
    let title = short(table, "title");
    table.not_empty("audience");
    let audience = table.parsed("audience", "public / internal", read_clearance);
    let Some(file) = file else {
        table.bad(range.start..range.end, "附件缺少 file", "an attachment needs `file`");
        return None;
    };
    let name: Arc<str> = file.value.trim().into();
    Some(Attachment {
        title: title.unwrap_or_else(|| Arc::clone(&name)),
        file: Arc::new(Stored { path: "".into(), name, size: 0, sha256: "".into() }),
        clearance: audience.map_or(item, |a| a.value),
        mark: file.range.into(),
    })
}

pub(super) fn read_withdrawal(table: &mut Table<'_, '_>) -> Option<Withdrawal> {
    let date = table.parsed("date", "2026-08-01", parse_moment);
    let kind = table.parsed("kind", "in-error / superseded / withdrawn", |kind| {
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
