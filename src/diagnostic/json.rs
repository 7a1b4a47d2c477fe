use super::{Diagnostics, Lang, Reread, Severity};
use serde_json::{Value, json};

/// All findings as one JSON array: code, name, severity, path, line and column (both from 1, columns in
/// characters), message and help in the reader's language.
pub fn to_json(diagnostics: &Diagnostics, lang: Lang, reread: Reread<'_>) -> Value {
    let place = |path: &str, offset: usize| {
        let text = reread(path).unwrap_or_default();
        let before = text.get(..offset).unwrap_or(&text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    };
    diagnostics
        .iter()
        .map(|d| {
            let (line, column) = place(&d.span.path, d.span.start);
            let (end_line, end_column) = place(&d.span.path, d.span.end);
            json!({
                "code": d.rule.code,
                "name": d.rule.name,
                "severity": match d.rule.severity { Severity::Error => "error", Severity::Warning => "warning" },
                "path": &*d.span.path,
                "line": line, "column": column, "end_line": end_line, "end_column": end_column,
                "message": d.message.get(lang),
                "help": d.help.as_ref().map(|h| h.get(lang)),
                "labels": d.labels.iter().map(|(span, text)| {
                    let (line, column) = place(&span.path, span.start);
                    json!({"path": &*span.path, "line": line, "column": column, "message": text.get(lang)})
                }).collect::<Vec<_>>(),
            })
        })
        .collect()
}
