//! F015: ids and aliases are used once.

use crate::calendar::Instant;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Clearance, Item, Register};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reports the items whose id or alias another item had before them. What stands keeps its address: what is public and
/// approved goes before what is not, so that nothing internal can take a public page down; then what was published first.
pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let mut users: BTreeMap<&Arc<str>, Vec<&Item>> = BTreeMap::new();
    for item in &register.items {
        for id in std::iter::once(&item.id).chain(&item.aliases) {
            users.entry(id).or_default().push(item);
        }
    }
    for (id, items) in users.into_iter().filter(|(_, items)| items.len() > 1) {
        let Some(keeper) = items.iter().min_by_key(|item| age(item, register)) else {
            continue;
        };
        let mut newer: Vec<&&Item> = items.iter().filter(|item| item.path != keeper.path).collect();
        if newer.is_empty() {
            newer.push(keeper);
        }
        for item in newer {
            sink.push(twice(id, item, keeper, register));
        }
    }
}

/// What the right to an id or a name is ordered by.
pub(super) type Age<'i> = (bool, bool, Instant, usize, &'i Arc<str>);

/// The order in which items have a right to an id. Copies have the longer names.
pub(super) fn age<'i>(item: &'i Item, register: &Register) -> Age<'i> {
    let approved = item.approved().is_some();
    let public = approved && item.clearance == Clearance::Public;
    (!public, !approved, item.publish.start(register.zone), item.path.len(), &item.path)
}

fn twice(id: &str, item: &Item, keeper: &Item, register: &Register) -> Diagnostic {
    let place = item.span(item.marks.id);
    if item.path == keeper.path {
        return Diagnostic::new(
            &codes::F015,
            place,
            format!("编号“{id}”写了两次"),
            format!("the id `{id}` is given twice"),
        )
        .help("从 aliases 里删去它", "Take it out of `aliases`");
    }
    let name = |item: &'_ Item| item.path.rsplit('/').next().unwrap_or(&item.path).to_owned();
    let other = if name(keeper) == name(item) { keeper.path.to_string() } else { name(keeper) };
    let (zh, en) = (format!("编号“{id}”与 {other} 相同"), format!("the id `{id}` is that of {other}"));
    let fresh = format!("{}-{id}", register.organisations[item.organisation].id);
    let finding = Diagnostic::new(&codes::F015, place, zh, en).label(
        keeper.span(keeper.marks.id),
        "先公开的在这里",
        "the earlier one is here",
    );
    if *item.id != *id {
        finding.help("从 aliases 里删去它", "Take it out of `aliases`")
    } else if item.marks.id == item.marks.whole {
        finding
            .help(format!("换一个文件名，或加一行 id: {fresh}"), format!("Rename the file, or add a line id: {fresh}"))
    } else {
        finding.help(
            format!("如是复制来的，删去 id 这一行；否则换一个，例如 id: {fresh}"),
            format!("If it was copied, delete the line `id`; else give it another, for example id: {fresh}"),
        )
    }
}
