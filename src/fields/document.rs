//! Document numbers (发文字号), by GB/T 9704-2012.

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Span, codes};
use crate::source::Node;

/// A document number of the standard form.
pub(super) fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.text(node)?;
    if is_document_number(&text) {
        return Some(text);
    }
    reader.push(|path| document_number(&text, Span::new(path, node.range.clone())));
    None
}

/// The finding that a text is no document number, with the right form where it can be told.
pub(crate) fn document_number(text: &str, span: Span) -> Diagnostic {
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
    if is_document_number(&fixed) {
        finding.help(format!("应写成 {fixed}"), format!("Write {fixed}"))
    } else {
        finding.help("例如 向委发〔2026〕12号", "For example 向委发〔2026〕12号")
    }
}

/// Whether a text is 机关代字〔2026〕12号, as GB/T 9704-2012 has it.
pub(crate) fn is_document_number(text: &str) -> bool {
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
