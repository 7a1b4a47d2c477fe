//! `exempt:` of an organisation: the entries that it does not owe, and why.

use super::keys::{lacks, without};
use crate::diagnostic::Text;
use crate::model::Exemption;
use crate::source::{Node, Table, Value};

/// How one is written.
const FORM: &str = "{entry: party-dues, reason: 理由}";

/// Reads the list. One without a reason exempts from nothing, and is a finding.
pub(super) fn read(table: &mut Table<'_, '_>) -> Vec<Exemption> {
    let nodes = table.list("exempt");
    nodes.into_iter().filter_map(|node| one(node, table)).collect()
}

fn one(node: Node<'_>, table: &mut Table<'_, '_>) -> Option<Exemption> {
    if !matches!(node.value, Value::Map(_)) {
        let help = Text::new(format!("写成 exempt: [{FORM}]"), "Write exempt: [{entry: party-dues, reason: …}]");
        table.bad(node.range, "豁免要写明公开项目和理由", "an exemption gives an entry and a reason", help);
        return None;
    }
    table.nested(node, |table| {
        let missing = without(table, &["entry", "reason"]);
        lacks(table, "exempt", &missing, (FORM, "{entry: party-dues, reason: TEXT}"));
        let (entry, reason) = (table.text("entry"), super::keys::short(table, "reason"));
        let entry = entry?;
        Some(Exemption { entry: entry.value.trim().into(), mark: entry.range.into(), reason: reason? })
    })
}
