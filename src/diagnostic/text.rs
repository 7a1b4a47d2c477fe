//! Findings for a terminal: where, what, and what to do.

use super::place::Places;
use super::{Diagnostic, Diagnostics, Lang, Severity, Span, Text, codes};
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use std::fmt::Write as _;
use std::ops::Range;

/// How the printer gets the text of an input file again; `None` when it is gone or unreadable.
pub type Reread<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The findings as people read them, with the lines they are about, in the order of their places: errors last, where a terminal
/// shows them.
pub fn to_text(diagnostics: &Diagnostics, lang: Lang, colour: bool, reread: Reread<'_>) -> String {
    let mut places = Places::new(reread);
    let mut out = String::new();
    let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|d| d.severity == Severity::Error);
    for diagnostic in warnings.into_iter().chain(errors) {
        let _ = writeln!(out, "{}\n", one(diagnostic, lang, colour, &mut places));
    }
    out
}

fn one(d: &Diagnostic, lang: Lang, colour: bool, places: &mut Places<'_>) -> String {
    let (error, warning, help) = match lang {
        Lang::Zh => ("错误", "提醒", "办法"),
        Lang::En => ("error", "warning", "help"),
    };
    let level = match d.severity {
        Severity::Error => Level::ERROR.with_name(error),
        Severity::Warning => Level::WARNING.with_name(warning),
    };
    let id = format!("{} {}", d.rule.code, d.rule.name);
    let (here, elsewhere): (Vec<_>, Vec<_>) = d.labels.iter().partition(|(span, _)| span.path == d.span.path);
    let label =
        |(span, text): &'_ (Span, Text)| (AnnotationKind::Context, span.clone(), Some(text.get(lang).to_owned()));
    let own = std::iter::once((AnnotationKind::Primary, d.span.clone(), None)).chain(here.into_iter().map(label));
    // What is not read is not shown either: a link may lead to what is nobody's business.
    let excerpt_of_it = match d.rule.code == codes::F018.code {
        true => vec![Origin::path(d.span.path.to_string()).into()],
        false => excerpt(own.collect(), places),
    };
    let mut group = level.primary_title(d.message.get(lang)).id(id.as_str()).elements(excerpt_of_it);
    for labelled in elsewhere {
        group = group.elements(excerpt(vec![label(labelled)], places));
    }
    if let Some(text) = &d.help {
        group = group.element(Level::HELP.with_name(help).message(text.get(lang)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let out = renderer.render(&[group]);
    // An excerpt whose place stands above it has an empty one of its own.
    let empty = |line: &&str| unstyled(line).trim() == ":::";
    if out.lines().any(|line| empty(&line)) {
        return out.lines().filter(|line| !empty(line)).collect::<Vec<_>>().join("\n");
    }
    out
}

/// A line without what gives it colours: `ESC [ … m` (ECMA-48, 8.3.117).
fn unstyled(line: &str) -> String {
    let mut parts = line.split('\u{1B}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once('m').map_or("", |(_, rest)| rest))
}

/// Of a line that is longer, in bytes, so much is shown on each side of what is marked.
const LONG: usize = 1_000;
const BESIDE: usize = 200;

/// What is marked in one file, where the first of the marks is its place: the lines from the first mark to the last, or the part
/// around the marks of one that is very long.
fn excerpt(marks: Vec<(AnnotationKind, Span, Option<String>)>, places: &mut Places<'_>) -> Vec<Element<'static>> {
    let path = marks[0].1.path.to_string();
    let lines = places.lines(&marks[0].1);
    let text = &*lines.text;
    // Of a file that is not there, or says nothing, there is no line to show.
    if text.is_empty() {
        return vec![Origin::path(path).into()];
    }
    let mut ranges: Vec<Range<usize>> = marks.iter().map(|(_, span, _)| clamp(span, text)).collect();
    let start = ranges.iter().map(|range| range.start).min().unwrap_or(0);
    let (first, last) = (lines.line(start), lines.line(ranges.iter().map(|range| range.start).max().unwrap_or(start)));
    let mut shown = lines.bytes(first, last);
    let mut elements: Vec<Element<'static>> = Vec::new();
    let (mut source, mut before) = (text[shown.clone()].to_owned(), 0);
    let long = first == last && shown.len() > LONG;
    if long {
        let (line, column) = lines.place(ranges[0].start);
        elements.push(Origin::path(path.clone()).line(line).char_column(column).into());
        ranges.iter_mut().for_each(|range| range.end = range.end.min(floor(text, range.start + LONG)));
        let end = ranges.iter().map(|range| range.end).max().unwrap_or(start);
        let whole = shown.clone();
        shown = floor(text, start.saturating_sub(BESIDE)).max(whole.start)..floor(text, end + BESIDE).min(whole.end);
        let [left, right] = [shown.start > whole.start, shown.end < whole.end].map(|cut| if cut { "…" } else { "" });
        (source, before) = (format!("{left}{}{right}", &text[shown.clone()]), left.len());
    }
    let mut snippet = Snippet::source(source).line_start(first).fold(true);
    if !long {
        snippet = snippet.path(path);
    }
    for ((kind, _, label), range) in marks.into_iter().zip(ranges) {
        let at = |byte: usize| byte - shown.start + before;
        snippet = snippet.annotation(kind.span(at(range.start)..at(range.end)).label(label));
    }
    elements.push(snippet.into());
    elements
}

/// The bytes of a span, as far as they are in the text: of several lines the first says where it is.
fn clamp(span: &Span, text: &str) -> Range<usize> {
    let (start, end) = (floor(text, span.start), floor(text, span.end.max(span.start)));
    start..text[start..end].find('\n').map_or(end, |line| start + line)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
