//! L020, L021: what an item says that it follows. Warnings: what is internal must not take a public item down.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::fields::Typed;
use crate::model::{Item, Register};
use std::collections::{BTreeSet, HashMap};

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    register.items.iter().for_each(|item| names_itself(item, sink));
    if register.items.iter().all(|item| item.follows.is_empty()) {
        return;
    }
    let ids = register.by_id();
    for (position, item) in register.items.iter().enumerate() {
        for (id, mark) in &item.follows {
            let Some(before) = ids.get(&**id).copied() else {
                continue;
            };
            if leads_to(register, &ids, before, position) {
                let (zh, en) =
                    (format!("接续关系成环：{id} 也接续本事项"), format!("`{id}` in turn follows this item"));
                sink.push(
                    Diagnostic::new(&codes::L020, item.span(*mark), zh, en)
                        .help("只在后发生的事项里写 follows", "Write `follows` only in what came later"),
                );
            }
            let other = register.items[before].organisation;
            if !register.is_within(item.organisation, other) && item.follows_reason.is_none() {
                let name = &register.organisations[other].short;
                let (zh, en) = (
                    format!("接续的是{name}的事项，它既不是本党组织，也不是上级"),
                    format!("`{id}` is neither of this organisation nor of one above it"),
                );
                sink.push(Diagnostic::new(&codes::L021, item.span(*mark), zh, en).help(
                    "核对编号，或加一行 follows_reason: 写明理由",
                    "Check the id, or say why in `follows_reason`",
                ));
            }
        }
    }
}

/// L020 of a field that names another item, and names its own.
fn names_itself(item: &Item, sink: &mut Diagnostics) {
    for field in &item.fields {
        let Some(Typed::Reference(id)) = field.typed.as_deref() else {
            continue;
        };
        if *item.id == **id || item.aliases.iter().any(|alias| **alias == **id) {
            let name = &field.name;
            let (zh, en) =
                (format!("{name} 写的是本事项自己的编号“{id}”"), format!("`{name}` names this item itself, `{id}`"));
            sink.push(Diagnostic::new(&codes::L020, item.span(field.mark), zh, en).help(
                format!("在 {name} 里写另一事项的编号，没有的删去"),
                format!("Name another item in `{name}`, or drop it"),
            ));
        }
    }
}

/// Whether following what is written leads from one item to another.
fn leads_to(register: &Register, ids: &HashMap<&str, usize>, from: usize, to: usize) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            open.extend(register.items[at].follows.iter().filter_map(|(id, _)| ids.get(&**id).copied()));
        }
    }
    false
}
