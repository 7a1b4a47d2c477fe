//! Findings as JSON.

use super::place::Places;
use super::{Diagnostics, Lang, Reread, Severity};
use serde_json::{Value, json};

/// All findings as one JSON array: code, name, severity, path, line and column (both from 1, columns in
/// characters), message and help in the reader's language.
pub fn to_json(diagnostics: &Diagnostics, lang: Lang, reread: Reread<'_>) -> Value {
    let mut places = Places::new(reread);
    diagnostics
        .iter()
        .map(|d| {
            let [(line, column), (end_line, end_column)] = places.of(&d.span);
            json!({
                "code": d.rule.code,
                "name": d.rule.name,
                "severity": match d.severity { Severity::Error => "error", Severity::Warning => "warning" },
                "path": &*d.span.path,
                "line": line, "column": column, "end_line": end_line, "end_column": end_column,
                "message": d.message.get(lang),
                "help": d.help.as_ref().map(|h| h.get(lang)),
                "labels": d.labels.iter().map(|(span, text)| {
                    let [(line, column), _] = places.of(span);
                    json!({"path": &*span.path, "line": line, "column": column, "message": text.get(lang)})
                }).collect::<Vec<_>>(),
            })
        })
        .collect()
}
