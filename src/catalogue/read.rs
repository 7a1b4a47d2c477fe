//! Reads catalogue files: the built-in one, and those that extend it and may only tighten.

mod entry;
mod inherit;

use super::{Catalogue, Category, Heading, Label, Replies, Scope, holidays, scope};
use crate::address::is_sound;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::source::{Fault, Spanned, Table, faults, parse_yaml};
use std::sync::Arc;

static BUILTIN: &str = include_str!("builtin.yaml");

/// The built-in catalogue. A mistake in it is a bug of ours, and a panic.
pub fn builtin() -> Catalogue {
    let mut catalogue = Catalogue::default();
    let mut sink = Diagnostics::default();
    extend(&mut catalogue, &Arc::from("builtin.yaml"), BUILTIN, &mut sink);
    let first = sink.iter().next().map(|d| d.message.en.clone());
    assert!(first.is_none(), "the built-in catalogue is sound, but: {first:?}");
    catalogue
}

/// Adds a file of entries to a catalogue. An entry that exists is changed, never past its ceiling; a broken
/// entry is left out with a finding.
pub fn extend(catalogue: &mut Catalogue, path: &Arc<str>, text: &str, sink: &mut Diagnostics) {
    let node = match parse_yaml(text, 0) {
        Ok(node) => node,
        Err((message, at)) => {
            for Fault { range, what, help } in faults(text, at, &message) {
                let (zh, en) =
                    (format!("公开目录读不懂：{}", what.zh), format!("the catalogue is not YAML: {}", what.en));
                sink.push(Diagnostic::new(&codes::C006, Span::new(path, range), zh, en).help(help.zh, help.en));
            }
            return;
        }
    };
    let mut file = Table::new(path, node, sink);
    let scope = scope::read(&mut file);
    extend_categories(catalogue, &mut file);
    extend_headings(catalogue, &mut file);
    for (name, node) in file.pairs("labels") {
        let label = file.nested(node, Label::read);
        // An organisation below words its own fields, not those of everybody.
        if scope.is_none() || catalogue.known_label(&name.value).is_none() {
            catalogue.labels.insert(name.value, label);
        }
    }
    if let Some(replies) = file.table("opinions", Replies::read) {
        match scope.as_deref().map(|scope| replies.of_one(scope)) {
            Some(finding) => finding.into_iter().for_each(|finding| file.sink().push(finding)),
            None => catalogue.replies.extend(&replies, file.sink()),
        }
    }
    holidays::read(&mut file, scope.is_some(), &mut catalogue.workdays);
    extend_entries(catalogue, scope, &mut file);
    file.finish();
}

fn extend_categories(catalogue: &mut Catalogue, file: &mut Table<'_, '_>) {
    for (id, node) in file.pairs("categories") {
        if !is_id(&id, file) {
            continue;
        }
        let label = file.nested(node, Label::read);
        if !catalogue.categories.iter().any(|c| c.id == id.value) {
            catalogue.categories.push(Category { id: id.value, label });
        }
    }
}

fn extend_headings(catalogue: &mut Catalogue, file: &mut Table<'_, '_>) {
    for (key, headings) in
        [("op2010", &mut catalogue.op2010), ("reg", &mut catalogue.reg), ("departments", &mut catalogue.departments)]
    {
        for (id, node) in file.pairs(key) {
            let label = file.nested(node, Label::read);
            if !headings.iter().any(|heading| heading.id == id.value) {
                headings.push(Heading { id: id.value, label });
            }
        }
    }
}

/// Adds the entries of a file, which are those of an organisation where it has a `scope`.
fn extend_entries(catalogue: &mut Catalogue, scope: Option<Arc<Scope>>, file: &mut Table<'_, '_>) {
    let mut added = false;
    let mut followed = Vec::new();
    for (id, node) in file.pairs("entries") {
        if !is_id(&id, file) {
            continue;
        }
        let old = catalogue.position(&id.value).map(|position| &catalogue.entries[position]);
        added |= old.is_none();
        let place = id.range.clone();
        let span = file.at(place.clone());
        if let Some(refused) = old.and_then(|old| scope::refused(old, scope.as_ref(), span)) {
            file.sink().push(refused);
            continue;
        }
        if let Some(mut entry) = file.nested(node, |table| entry::read(catalogue, id, table)) {
            entry.scope = entry.scope.or(scope.clone());
            followed.extend(entry.follow_up.iter().map(|next| (next.entry.clone(), place.clone())));
            catalogue.put(entry);
        }
    }
    if let Some(finding) = scope.filter(|scope| added && scope.plan.is_none()).map(|scope| scope::unplanned(&scope)) {
        file.sink().push(finding);
    }
    for (next, place) in followed.into_iter().filter(|(next, _)| catalogue.position(next).is_none()) {
        let (zh, en) =
            (format!("follow_up 所指的项目“{next}”不存在"), format!("`follow_up` names `{next}`, which is no entry"));
        let span = file.at(place);
        file.sink().push(Diagnostic::new(&codes::C006, span, zh, en).help("写目录里的项目编号", "Name an entry"));
    }
}

/// Whether an id can be a part of an address; a finding if not.
fn is_id(id: &Spanned<String>, file: &mut Table<'_, '_>) -> bool {
    let sound = id.value.starts_with(|c: char| c.is_ascii_lowercase()) && is_sound(&id.value);
    if !sound {
        let span = file.at(id.range.clone());
        let (zh, en) =
            (format!("编号“{}”不能用作网址", id.value), format!("the id `{}` cannot be an address", id.value));
        file.sink().push(Diagnostic::new(&codes::C006, span, zh, en).help(
            "以小写字母开头，只用小写字母、数字和连字符",
            "Begin with a lower-case letter; use lower-case letters, digits and hyphens",
        ));
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::{builtin, extend};
    use crate::catalogue::{Clearance, Entry, Tier};
    use crate::diagnostic::Diagnostics;
    use std::collections::BTreeSet;
    use std::sync::Arc;

    #[test]
    fn the_built_in_catalogue_has_its_59_entries_in_five_categories() {
        let catalogue = builtin();
        assert_eq!((catalogue.categories.len(), catalogue.entries.len()), (5, 59));
        for entry in &catalogue.entries {
            assert!(!entry.label.zh.is_empty() && !entry.label.en.is_empty(), "{}", entry.id);
            assert!(entry.audience.is_some() && entry.after.is_some(), "{}", entry.id);
            assert!(entry.term.is_some() || entry.review.is_some(), "{}", entry.id);
            assert_eq!(entry.every.is_some(), entry.tier == Tier::Periodic, "{}", entry.id);
            assert!(entry.op2010.is_some() && entry.reg.is_some() && entry.basis.is_some(), "{}", entry.id);
            assert!(entry.pii.is_some() && entry.department.is_some(), "{}", entry.id);
        }
        let used = |key: fn(&Entry) -> &Option<String>| -> BTreeSet<&str> {
            catalogue.entries.iter().filter_map(|entry| key(entry).as_deref()).collect()
        };
        for (headings, used) in [(&catalogue.op2010, used(|e| &e.op2010)), (&catalogue.reg, used(|e| &e.reg))] {
            assert_eq!(headings.iter().map(|h| h.id.as_str()).collect::<BTreeSet<_>>(), used);
        }
        assert_eq!((catalogue.op2010.len(), catalogue.reg.len()), (8, 7));
    }

    #[test]
    fn a_site_may_add_and_tighten_but_not_raise_a_ceiling() {
        let mut catalogue = builtin();
        let mut sink = Diagnostics::default();
        let text = "entries:\n  circular: {audience: public}\n  open-day: {category: routine-affairs, zh: 开放日, tier: ad-hoc, term: 1 month}\n  lost: {category: nowhere, tier: fixed}\n  nul: {category: routine-affairs, zh: 空, tier: ad-hoc}\n";
        extend(&mut catalogue, &Arc::from("catalogue.yaml"), text, &mut sink);
        let codes: Vec<_> = sink.iter().map(|d| d.rule.code).collect();
        assert_eq!(codes, ["C011", "C002", "C006"], "no file is called nul on Windows");
        assert_eq!(catalogue.entries.len(), 60);
        assert_eq!(catalogue.entries[catalogue.position("circular").expect("it stays")].ceiling, Clearance::Internal);
    }
}
