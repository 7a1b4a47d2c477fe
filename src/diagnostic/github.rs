//! Findings as annotations of GitHub Actions.

use super::place::Places;
use super::{Diagnostics, Lang, Reread, Severity};
use std::fmt::Write as _;

/// All findings as workflow commands of GitHub Actions, which it shows beside the lines that they are about: one a
/// line, `::error file=…,line=…,col=…,title=…::message`. Help and other places follow in the message.
pub fn to_github(diagnostics: &Diagnostics, lang: Lang, reread: Reread<'_>) -> String {
    let mut places = Places::new(reread);
    let mut out = String::new();
    for d in diagnostics.iter() {
        let command = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let [(line, column), (end_line, end_column)] = places.of(&d.span);
        let mut message = d.message.get(lang).to_owned();
        for (span, text) in &d.labels {
            let [(line, column), _] = places.of(span);
            let _ = write!(message, "\n{}:{line}:{column} {}", span.path, text.get(lang));
        }
        if let Some(help) = &d.help {
            let _ = write!(message, "\n{}", help.get(lang));
        }
        let _ = write!(out, "::{command} file={},line={line},col={column}", property(&d.span.path));
        // Columns of an end are understood only on the line of the beginning.
        if end_line == line && end_column > column {
            let _ = write!(out, ",endColumn={end_column}");
        } else if end_line > line {
            let _ = write!(out, ",endLine={end_line}");
        }
        let title = format!("{} {}", d.rule.code, d.rule.name);
        let _ = writeln!(out, ",title={}::{}", property(&title), data(&message));
    }
    out
}

/// The message of a command: a percent sign and line ends have a code.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command: so have a colon and a comma.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
