//! What the catalogue's files say in words of their own, in Chinese.

use crate::catalogue::{Beyond, Catalogue, FollowUp};

/// `换届选举，60 日内，须有当选人`
pub(super) fn follow_zh(next: &FollowUp, catalogue: &Catalogue) -> String {
    let entry = catalogue.position(&next.entry).map_or(next.entry.as_str(), |at| &catalogue.entries[at].label.zh);
    let label = |name: &String| catalogue.label(name).zh;
    let needs = next.needs.as_ref().map(|name| format!("，须写“{}”", label(name))).unwrap_or_default();
    let field = next.field.as_ref().map(|name| format!("；补上“{}”也算", label(name))).unwrap_or_default();
    format!("{entry}，{}{needs}{field}", next.due.chinese())
}

/// From where on an item is approved above.
pub(super) fn beyond_zh(beyond: &Beyond, catalogue: &Catalogue) -> String {
    match beyond {
        Beyond::Always => "一律报上级".to_owned(),
        Beyond::Above(field, limit) => format!("“{}”超过 {limit} 的", catalogue.label(field).zh),
    }
}

/// Where an entry comes from, and the note beside that.
pub(super) fn basis_zh(basis: &str) -> String {
    let (source, note) = basis.split_once(": ").unwrap_or((basis, ""));
    let source = match source {
        "found" => "查到的文件",
        "seed" => "基层党内民主报告",
        "design" => "本目录所定",
        "memory" => "记忆，待核实",
        other => other,
    };
    if note.is_empty() { source.to_owned() } else { format!("{source}：{note}") }
}
