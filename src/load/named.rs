//! Names that the public sees masked must not stand whole beside the fields that mask them.

use super::TextFile;
use crate::catalogue::{Entry, Pii};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::model::{Clearance, Field, Item, Typed};
use crate::privacy;
use std::collections::BTreeSet;
use std::ops::Range;

/// Looks for the names of a public item of an entry that masks them, in what the public would read of it. The names, for
/// its attachments: none where nothing is masked.
pub(super) fn check(item: &Item, entry: &Entry, file: &TextFile<'_>, sink: &mut Diagnostics) -> Vec<String> {
    if entry.pii != Some(Pii::Masked) || item.clearance != Clearance::Public {
        return Vec::new();
    }
    let names = names(item);
    let mut found: Vec<(&str, Span)> = Vec::new();
    for name in names.iter().map(String::as_str) {
        for passage in item.body.passages.iter().filter(|passage| !passage.internal) {
            let base = passage.range.start;
            let places = places(&file.text[passage.range.clone()], name).into_iter();
            found.extend(places.map(|(start, end)| (name, Span::new(&item.path, base + start..base + end))));
        }
        found.extend(
            words(item).into_iter().filter(|(text, _)| !places(text, name).is_empty()).map(|(_, span)| (name, span)),
        );
    }
    for (name, span) in found {
        let (zh, en) = (
            format!("“{name}”向社会公开时应当隐去，这里却是全名"),
            format!("`{name}` is masked for the public, and stands whole here"),
        );
        sink.push(Diagnostic::new(&codes::P018, span, zh, en).help(
            "改成只留姓氏的写法，如 王某某，或放进 ::: internal 段落",
            "Write the surname alone, as in 王某某, or put it into an `::: internal` passage",
        ));
    }
    names.into_iter().collect()
}

/// The finding of a name that stands whole in a text of an attachment, at a place in it; `None` if none does.
pub(super) fn in_attachment(text: &str, place: &str, names: &[String], span: Span) -> Option<Diagnostic> {
    let name = names.iter().find(|name| !places(text, name).is_empty())?;
    let (zh, en) = (
        format!("“{name}”向社会公开时应当隐去，附件 {place} 里却是全名"),
        format!("`{name}` is masked for the public, and stands whole in the attachment `{place}`"),
    );
    Some(Diagnostic::new(&codes::P018, span, zh, en).help(
        "在附件里只留姓氏，如 王某某，或给附件写 audience: internal",
        "Leave the surname alone in the attachment, as in 王某某, or give it `audience: internal`",
    ))
}

/// Marks of emphasis, code and deletion, escapes and blanks: a name stands whole also where they part it.
const MARKS: [char; 7] = ['*', '_', '`', '~', '\\', ' ', '\u{3000}'];

/// Where a name stands in a text, as it is written and as it is shown, in order.
fn places(text: &str, name: &str) -> BTreeSet<(usize, usize)> {
    let mut places: BTreeSet<(usize, usize)> = whole(text, name).map(|at| (at.start, at.end)).collect();
    for shown in privacy::shown(text) {
        for at in whole(&shown.text, name) {
            let at = shown.source(at);
            let known = places.iter().any(|(start, end)| *start < at.end && at.start < *end);
            if !known {
                places.insert((at.start, at.end));
            }
        }
    }
    places
}

/// Where a name stands in a text, whatever marks stand between its characters.
fn whole<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> {
    let first = name.chars().next();
    text.char_indices().filter(move |(_, c)| Some(*c) == first).filter_map(move |(start, _)| {
        let mut rest = text[start..].chars();
        for wanted in name.chars() {
            if rest.find(|c| !MARKS.contains(c))? != wanted {
                return None;
            }
        }
        Some(start..text.len() - rest.as_str().len())
    })
}

/// The names that the fields hold whole.
fn names(item: &Item) -> BTreeSet<String> {
    let persons = item.fields.iter().filter_map(|field| field.typed.as_deref()).flat_map(Typed::persons);
    let cells = persons.filter(|(is_name, _)| *is_name).map(|(_, cell)| cell);
    let names = cells.flat_map(|cell| cell.split(['、', '，', ',', '/', '；', ';'])).map(bare);
    names.filter(|name| name.chars().count() > 1 && !name.ends_with('某')).collect()
}

/// A name as people call somebody by it: without blanks, a number or signs around it, what is remarked in brackets behind it,
/// and a form of address.
fn bare(name: &str) -> String {
    let name = name.trim_matches(|c: char| !c.is_alphabetic());
    let name = name.split(['（', '(']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let address = ["同志", "同学", "先生", "女士", "老师"].iter().find_map(|word| name.strip_suffix(word));
    address.map_or(name.clone(), str::to_owned)
}

/// What the front matter says to the public in words, beside the fields that mask names; the title's place is the
/// beginning of the whole, as the register does not keep it.
fn words(item: &Item) -> Vec<(String, Span)> {
    let whole = item.marks.whole.range().start;
    let whole = Span::new(&item.path, whole..whole);
    let open = item.words().into_iter().filter(|(_, clearance)| *clearance == Clearance::Public);
    let open = open.map(|(text, _)| (text.to_string(), whole.clone()));
    // Of a field that masks names, what stands beside them.
    let said = |field: &Field| match field.typed.as_deref().map(Typed::persons) {
        Some(persons) if !persons.is_empty() => {
            persons.into_iter().filter(|(is_name, _)| !is_name).map(|(_, text)| text).collect::<Vec<_>>().join(" · ")
        }
        _ => field.value.flat().to_string(),
    };
    let fields = item.fields.iter().filter(|field| !field.internal).map(|field| (said(field), item.span(field.mark)));
    open.chain(fields).collect()
}
