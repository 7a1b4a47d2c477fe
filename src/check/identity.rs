//! F015: ids and aliases are used once.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Clearance, Item, Register};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reports every item whose id or alias another item has too. One public item among them stays: what is
/// internal must not be able to take a public page down.
pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let mut users: BTreeMap<&Arc<str>, Vec<&Item>> = BTreeMap::new();
    for item in &register.items {
        for id in std::iter::once(&item.id).chain(&item.aliases) {
            users.entry(id).or_default().push(item);
        }
    }
    for (id, items) in users.into_iter().filter(|(_, items)| items.len() > 1) {
        let public: Vec<&&Item> = items.iter().filter(|item| item.clearance == Clearance::Public).collect();
        let keeper = if let [only] = public.as_slice() { Some(&only.path) } else { None };
        for item in items.iter().filter(|item| Some(&item.path) != keeper) {
            let other = items.iter().find(|other| other.path != item.path).unwrap_or(item);
            let (zh, en) = (format!("编号“{id}”重复使用"), format!("the id `{id}` is used twice"));
            let organisation = &register.organisations[item.organisation].id;
            sink.push(
                Diagnostic::new(&codes::F015, item.span(item.marks.id), zh, en)
                    .label(other.span(other.marks.id), "另一个在这里", "the other is here")
                    .help(
                        format!("换一个编号，例如 id: {organisation}-{id}"),
                        format!("Give it another, for example id: {organisation}-{id}"),
                    ),
            );
        }
    }
}
