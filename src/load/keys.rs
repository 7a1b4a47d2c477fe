//! Keys of a front matter that hold a word, and what is said where one has to be there.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Table;
use std::ops::Range;
use std::sync::Arc;

pub(super) fn missing(table: &mut Table<'_, '_>, key: &'static str, front: &Range<usize>) {
    let span = table.at(front.start..front.start);
    let (zh, en) = (format!("缺少 {key}"), format!("`{key}` is missing"));
    let help = match key {
        "publish" => ("加一行，例如 publish: 2026-07-10", "Add a line such as publish: 2026-07-10"),
        "audience" => {
            ("加一行 audience: public 或 audience: internal", "Add a line audience: public or audience: internal")
        }
        "entry" => ("加一行，例如 entry: party-dues", "Add a line such as entry: party-dues"),
        _ => ("在文前信息里补上这一行", "Add the line to the front matter"),
    };
    table.lacks(vec![key], Diagnostic::new(&codes::F006, span, zh, en).help(help.0, help.1));
}

/// Takes a value that has to be there.
pub(super) fn needed<T>(
    table: &mut Table<'_, '_>,
    front: &Range<usize>,
    key: &'static str,
    take: impl FnOnce(&mut Table<'_, '_>, &'static str) -> Option<T>,
) -> Option<T> {
    if !table.has_value(key) {
        missing(table, key, front);
    }
    take(table, key)
}

/// Which keys of a part have no value.
pub(super) fn without(table: &Table<'_, '_>, keys: &[&'static str]) -> Vec<&'static str> {
    keys.iter().copied().filter(|key| !table.has_value(key)).collect()
}

/// How something is written, in Chinese and in English.
pub(super) type Form<'f> = (&'f str, &'f str);

/// Reports that a part of a front matter lacks keys, if it does, and how it is written.
pub(super) fn lacks(table: &mut Table<'_, '_>, part: &str, keys: &[&'static str], form: Form<'_>) {
    if keys.is_empty() {
        return;
    }
    let (zh, en) = (format!("{part} 缺少 {}", keys.join("、")), format!("`{part}` lacks {}", keys.join(", ")));
    let finding = Diagnostic::new(&codes::F006, table.span(), zh, en);
    table.lacks(keys.to_vec(), finding.help(format!("写成 {}", form.0), format!("Write {}", form.1)));
}

/// An example without its Chinese words.
pub(super) fn ascii(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    for c in form.chars() {
        if c.is_ascii() {
            out.push(c);
        } else if !out.ends_with('…') {
            out.push('…');
        }
    }
    out
}

pub(super) fn short(table: &mut Table<'_, '_>, key: &'static str) -> Option<Arc<str>> {
    let text = table.text(key)?;
    let text = text.value.trim();
    (!text.is_empty()).then(|| text.into())
}

pub(super) fn required(table: &mut Table<'_, '_>, key: &'static str, front: &Range<usize>) -> Option<Arc<str>> {
    let value = short(table, key);
    if value.is_none() {
        missing(table, key, front);
    }
    value
}
