//! C012: the fields that the catalogue requires are there.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Item, Register};

/// Fields whose absence a rule of their own reports: [`super::decisions`] and [`super::reports`].
const ELSEWHERE: [(&str, &str); 6] = [
    ("major-decision", "met"),
    ("major-decision", "tally"),
    ("secretary-report", "upward"),
    ("secretary-report", "upward_to"),
    ("secretary-report", "downward"),
    ("secretary-report", "downward_to"),
];

pub(super) fn check(item: &Item, register: &Register, sink: &mut Diagnostics) {
    let entry = &register.catalogue.entries[item.entry];
    let required = entry.fields.iter().filter(|spec| spec.required);
    let elsewhere = |name: &str| ELSEWHERE.contains(&(&*entry.id, name));
    let missing: Vec<&str> =
        required.map(|spec| &*spec.name).filter(|name| !elsewhere(name) && !given(item, name)).collect();
    if missing.is_empty() {
        return;
    }
    let labels: Vec<String> =
        missing.iter().map(|name| format!("{name}（{}）", register.catalogue.label(name).zh)).collect();
    let (zh, en) = (
        format!("{}缺少必填字段：{}", entry.quoted(), labels.join("、")),
        format!("entry `{}` requires these fields: {}", entry.id, missing.join(", ")),
    );
    sink.push(Diagnostic::new(&codes::C012, item.span(item.marks.entry), zh, en).help(
        format!("在 fields 里补上；写法可运行 sunshine catalogue --entry {} 查看", entry.id),
        format!("Add them to `fields`; sunshine catalogue --entry {} shows how", entry.id),
    ));
}

/// Whether a field says anything. One that could not be read has a finding of its own.
pub(super) fn given(item: &Item, name: &str) -> bool {
    item.field(name).is_some_and(|field| field.typed.as_ref().is_none_or(|typed| !typed.is_empty()))
}
