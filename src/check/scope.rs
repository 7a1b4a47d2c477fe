//! Family C: an organisation's own entries hold for it and those below, from the day its plan was approved.

use crate::catalogue::{Catalogue, Scope};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Clearance, Item, Register, organisation_help};
use std::sync::Arc;

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    for scope in scopes(&register.catalogue) {
        named(register, scope, sink);
    }
    for item in &register.items {
        let entry = &register.catalogue.entries[item.entry];
        if let Some(scope) = &entry.scope {
            below(register, item, &entry.quoted(), scope, sink);
        }
    }
}

/// The scopes of a catalogue's files, each once.
fn scopes(catalogue: &Catalogue) -> Vec<&Arc<Scope>> {
    let mut scopes: Vec<&Arc<Scope>> = catalogue.entries.iter().filter_map(|entry| entry.scope.as_ref()).collect();
    scopes.sort_by_key(|scope| &scope.span);
    scopes.dedup_by_key(|scope| &scope.span);
    scopes
}

/// A catalogue is for everybody to read: it cannot be that of an organisation which only members know of.
fn named(register: &Register, scope: &Scope, sink: &mut Diagnostics) {
    let id = &scope.organisation;
    match register.organisations.iter().find(|organisation| *organisation.id == **id) {
        None => {
            let (zh, en) = (format!("没有党组织“{id}”"), format!("there is no organisation `{id}`"));
            let finding = Diagnostic::new(&codes::F020, scope.span.clone(), zh, en);
            let help = organisation_help(id, &register.organisations);
            sink.push(finding.help(help.zh, help.en));
        }
        Some(organisation) if organisation.clearance != Clearance::Public => {
            let (zh, en) = (
                format!("公开目录人人可读，不能是仅党内可见的“{id}”的"),
                format!("a catalogue is for everybody, and `{id}` is known only inside"),
            );
            let finding = Diagnostic::new(&codes::C006, scope.span.clone(), zh, en);
            sink.push(finding.help("由它的上级增补", "Let an organisation above it add the entries"));
        }
        Some(_) => {}
    }
}

fn below(register: &Register, item: &Item, entry: &str, scope: &Scope, sink: &mut Diagnostics) {
    let own = register.position(&scope.organisation);
    let organisation = &register.organisations[item.organisation].short;
    if own.is_some_and(|own| !register.is_within(item.organisation, own)) {
        let (zh, en) = (
            format!("{entry}是 {} 自己的项目，{organisation}不在其下", scope.organisation),
            format!("this entry is `{}`'s own, and the item's organisation is not below it", scope.organisation),
        );
        let finding = Diagnostic::new(&codes::C027, item.span(item.marks.entry), zh, en)
            .label(scope.span.clone(), "适用范围在这里", "whose it is")
            .help("改用本单位目录里的项目", "Use an entry of your own catalogue");
        sink.push(finding);
    }
    if let Some(plan) = scope.plan.as_ref().filter(|plan| item.publish.day() < plan.date) {
        let (zh, en) = (
            format!("公开方案 {} 才批准，不能先公开", plan.date),
            format!("the plan was approved on {}, after this was published", plan.date),
        );
        let finding = Diagnostic::new(&codes::C028, item.span(item.marks.publish), zh, en)
            .label(scope.span.clone(), "依据的方案在这里", "the plan it rests on")
            .help("推迟公开日期", "Publish it later");
        sink.push(finding);
    }
}
