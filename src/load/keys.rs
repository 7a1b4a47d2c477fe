//! Keys of a front matter that hold a word, and what is said where one has to be there.

use super::dates;
use crate::calendar::Moment;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Spanned, Table};
use std::ops::Range;
use std::sync::Arc;

pub(super) fn missing(table: &mut Table<'_, '_>, key: &str, front: &Range<usize>) {
    let span = table.at(front.start..front.start);
    let (zh, en) = (format!("缺少 {key}"), format!("`{key}` is missing"));
    let help = match key {
        "publish" => ("加一行，例如 publish: 2026-07-10", "Add a line such as publish: 2026-07-10"),
        "audience" => {
            ("加一行 audience: public 或 audience: internal", "Add a line audience: public or audience: internal")
        }
        "kind" | "date" | "note" => ("在这一项里补上它", "Add it to this part"),
        "entry" => ("加一行，例如 entry: party-dues", "Add a line such as entry: party-dues"),
        _ => ("在文前信息里补上这一行", "Add the line to the front matter"),
    };
    table.sink().push(Diagnostic::new(&codes::F006, span, zh, en).help(help.0, help.1));
}

/// A value that has to be there.
pub(super) fn needed<T>(
    table: &mut Table<'_, '_>,
    front: &Range<usize>,
    key: &'static str,
    form: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Option<Spanned<T>> {
    let mut given = false;
    let value = table.parsed(key, form, |text| {
        given = true;
        read(text.trim())
    });
    if !given {
        missing(table, key, front);
    }
    value
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

/// A date that has to be there.
pub(super) fn needed_day(
    table: &mut Table<'_, '_>,
    front: &Range<usize>,
    key: &'static str,
) -> Option<Spanned<Moment>> {
    if !table.has_value(key) {
        missing(table, key, front);
    }
    dates::moment(table, key)
}
