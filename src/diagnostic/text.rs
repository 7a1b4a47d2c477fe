//! Findings for a terminal: where, what, and what to do.

use super::{Diagnostic, Diagnostics, Lang, Severity, Span, Text};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How the printer gets the text of an input file again; `None` when it is gone or unreadable.
pub type Reread<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The findings as people read them, with the lines they are about, in the order of their places: errors last, where a terminal
/// shows them.
pub fn to_text(diagnostics: &Diagnostics, lang: Lang, colour: bool, reread: Reread<'_>) -> String {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut out = String::new();
    let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|d| d.severity == Severity::Error);
    for diagnostic in warnings.into_iter().chain(errors) {
        for span in std::iter::once(&diagnostic.span).chain(diagnostic.labels.iter().map(|(s, _)| s)) {
            texts.entry(span.path.to_string()).or_insert_with_key(|path| reread(path).unwrap_or_default());
        }
        let _ = writeln!(out, "{}\n", one(diagnostic, lang, colour, &texts));
    }
    out
}

fn one(d: &Diagnostic, lang: Lang, colour: bool, texts: &BTreeMap<String, String>) -> String {
    let (error, warning, help) = match lang {
        Lang::Zh => ("错误", "提醒", "办法"),
        Lang::En => ("error", "warning", "help"),
    };
    let level = match d.severity {
        Severity::Error => Level::ERROR.with_name(error),
        Severity::Warning => Level::WARNING.with_name(warning),
    };
    let id = format!("{} {}", d.rule.code, d.rule.name);
    let mut own = snippet(&d.span, texts).annotation(AnnotationKind::Primary.span(clamp(&d.span, texts)));
    let (here, elsewhere): (Vec<_>, Vec<_>) = d.labels.iter().partition(|(span, _)| span.path == d.span.path);
    let label = |(span, text): &'_ (Span, Text)| {
        AnnotationKind::Context.span(clamp(span, texts)).label(text.get(lang).to_owned())
    };
    for labelled in here {
        own = own.annotation(label(labelled));
    }
    let mut group = level.primary_title(d.message.get(lang)).id(id.as_str()).element(own);
    for labelled in elsewhere {
        group = group.element(snippet(&labelled.0, texts).annotation(label(labelled)));
    }
    if let Some(text) = &d.help {
        group = group.element(Level::HELP.with_name(help).message(text.get(lang)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

fn snippet<'a>(span: &'a Span, texts: &'a BTreeMap<String, String>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    Snippet::source(texts[&*span.path].as_str()).path(&*span.path).fold(true)
}

fn clamp(span: &Span, texts: &BTreeMap<String, String>) -> std::ops::Range<usize> {
    let text = &texts[&*span.path];
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let (start, end) = (floor(span.start), floor(span.end.max(span.start)));
    // Of several lines the first says where it is.
    start..text[start..end].find('\n').map_or(end, |line| start + line)
}
