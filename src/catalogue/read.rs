//! Reads catalogue files: the built-in one, and those that extend it and may only tighten.

use super::beyond;
use super::entry::{Clearance, Every};
use super::follow_up;
use super::holidays;
use super::scope;
use super::specs::{self, read_fields};
use super::{
    After, Catalogue, Category, Due, Entry, Heading, Initiative, Label, OrganisationKind, Pii, Replies, Stream, Tier,
};
use crate::address::is_sound;
use crate::calendar::Term;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text, codes, nearest};
use crate::source::{Fault, Spanned, Table, fault, one_of, parse_yaml};
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
            let Fault { range, what, help } = fault(text, at, &message);
            let (zh, en) = (format!("公开目录读不懂：{}", what.zh), format!("the catalogue is not YAML: {}", what.en));
            sink.push(Diagnostic::new(&codes::C006, Span::new(path, range), zh, en).help(help.zh, help.en));
            return;
        }
    };
    let mut file = Table::new(path, node, sink);
    let scope = scope::read(&mut file);
    for (id, node) in file.pairs("categories") {
        if !is_id(&id, &mut file) {
            continue;
        }
        let label = file.nested(node, Label::read);
        if !catalogue.categories.iter().any(|c| c.id == id.value) {
            catalogue.categories.push(Category { id: id.value, label });
        }
    }
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
    let mut added = false;
    let mut followed = Vec::new();
    for (id, node) in file.pairs("entries") {
        if !is_id(&id, &mut file) {
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
        if let Some(mut entry) = file.nested(node, |table| read_entry(catalogue, id, table)) {
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
    file.finish();
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

fn read_entry(catalogue: &Catalogue, id: Spanned<String>, table: &mut Table<'_, '_>) -> Option<Entry> {
    let old = catalogue.position(&id.value).map(|position| &catalogue.entries[position]);
    // What is written and cannot be read has a finding of its own.
    let given = ["category", "tier"].map(|key| table.has_value(key));
    let category = read_category(catalogue, table, old);
    let tier = word(table, "tier", Tier::WORDS, Tier::read).or(old.map(|old| old.tier));
    let absent = (category.is_none() && !given[0]) || (tier.is_none() && !given[1]);
    let mut flag = |key, was: fn(&Entry) -> bool| table.flag(key).unwrap_or(old.is_some_and(was));
    let focus = flag("focus", |old| old.focus);
    let public_interest = flag("public_interest", |old| old.public_interest);
    let consults = flag("consults", |old| old.consults);
    let ahead = flag("ahead", |old| old.ahead);
    let mut entry = Entry {
        label: Label::read(table),
        category: category.unwrap_or_default(),
        tier: tier.unwrap_or(Tier::AdHoc),
        every: word(table, "every", Every::WORDS, Every::read),
        due: parsed(table, "due", "5wd / 30d", Due::parse),
        term: parsed(table, "term", "6 months / 1 year / window", Term::parse),
        review: parsed(table, "review", "year / 6 months", Term::parse),
        audience: word(table, "audience", Clearance::WORDS, Clearance::read),
        ceiling: Clearance::Public,
        applies: read_applies(table),
        initiative: word(table, "initiative", Initiative::WORDS, Initiative::read),
        stream: word(table, "stream", Stream::WORDS, Stream::read),
        department: read_heading(&catalogue.departments, "department", table),
        after: word(table, "after", After::WORDS, After::read),
        focus,
        public_interest,
        consults,
        ahead,
        follow_up: follow_up::read(table),
        stage: table.table("stage", Label::read).filter(|stage| !stage.zh.is_empty()),
        beyond: Vec::new(),
        op2010: read_heading(&catalogue.op2010, "op2010", table),
        reg: read_heading(&catalogue.reg, "reg", table),
        pii: word(table, "pii", Pii::WORDS, Pii::read),
        basis: table.table("basis", |basis| {
            let source = basis.text("src").map(|t| t.value.into_owned()).unwrap_or_default();
            let note = basis.text("note").map(|t| t.value.into_owned());
            note.map_or(source.clone(), |note| format!("{source}: {note}"))
        }),
        fields: read_fields(table),
        former: Vec::new(),
        locked: scope::read_lock(&id, table),
        scope: None,
        id: id.value.clone(),
    };
    let known = old.filter(|_| entry.fields.is_empty()).map_or(&entry.fields, |old| &old.fields);
    entry.beyond = beyond::read(table, known, old.map_or(&[], |old| &old.beyond));
    let reason = table.text("internal_reason");
    let ceiling = table.word("ceiling", Clearance::WORDS, Clearance::read);
    entry.ceiling = ceiling.as_ref().map_or(Clearance::Public, |ceiling| ceiling.value);
    // An entry that a later file keeps for members by default is withheld as well.
    let lower = entry.audience.zip(old.and_then(|old| old.audience)).is_some_and(|(new, old)| new > old);
    let shut = entry.ceiling > old.map_or(Clearance::Public, |old| old.ceiling);
    if reason.is_none() && (shut || lower) {
        let span =
            table.at(ceiling.as_ref().filter(|_| shut).map_or(id.range.clone(), |ceiling| ceiling.range.clone()));
        table.sink().push(withheld(&id.value, span));
    }
    // Only now that every key was read, so that none of them is called unknown.
    if absent {
        let span = table.at(id.range.clone());
        let (zh, en) =
            (format!("项目“{}”没有类别或层面", id.value), format!("entry `{}` needs a category and a tier", id.value));
        table.sink().push(Diagnostic::new(&codes::C006, span, zh, en).help(
            "补上 category: routine-affairs 和 tier: ad-hoc 这样的两行",
            "Add two lines such as category: routine-affairs and tier: ad-hoc",
        ));
    }
    if category.is_none() || tier.is_none() {
        return None;
    }
    match old {
        Some(old) => {
            inherit(&mut entry, old);
            keep_within(&mut entry, old, ceiling.map(|ceiling| ceiling.value), &id, table);
        }
        None if entry.label.zh.is_empty() => entry.label.zh.clone_from(&id.value),
        None => {}
    }
    specs::personal_columns(&entry, &id, table);
    Some(entry)
}

/// The value of a key that takes a word of a list.
fn word<T>(
    table: &mut Table<'_, '_>,
    key: &'static str,
    words: &[(&str, &str)],
    read: fn(&str) -> Option<T>,
) -> Option<T> {
    table.word(key, words, read).map(|word| word.value)
}

/// The value of a key that takes a text of some form.
fn parsed<T>(table: &mut Table<'_, '_>, key: &'static str, form: &str, read: fn(&str) -> Option<T>) -> Option<T> {
    table.parsed(key, form, read).map(|text| text.value)
}

/// The kinds of organisation of which an entry is wanted.
fn read_applies(table: &mut Table<'_, '_>) -> Vec<OrganisationKind> {
    let mut applies = Vec::new();
    for kind in table.texts("applies") {
        match OrganisationKind::read(&kind.value) {
            Some(kind) => applies.push(kind),
            None => {
                let (zh, en) =
                    (format!("没有“{}”这种党组织", kind.value), format!("`{}` is no kind of organisation", kind.value));
                table.bad(kind.range, zh, en, one_of(OrganisationKind::WORDS));
            }
        }
    }
    applies
}

/// A heading that there is, for roll-up.
fn read_heading(headings: &[Heading], key: &'static str, table: &mut Table<'_, '_>) -> Option<String> {
    let ids = headings.iter().map(|heading| heading.id.as_str()).collect::<Vec<_>>();
    let known = |text: &str| ids.contains(&text).then(|| text.to_owned());
    table.parsed(key, &ids.join(" / "), known).map(|v| v.value)
}

/// The finding that an entry is kept from the public, or from the members, and nothing says why.
fn withheld(id: &str, span: Span) -> Diagnostic {
    let (zh, en) =
        (format!("项目“{id}”不向社会公开，却没有写明理由"), format!("entry `{id}` is withheld, and nothing says why"));
    Diagnostic::new(&codes::C025, span, zh, en).help(
        "加一行 internal_reason: 涉及党和国家秘密 / 依规不宜公开",
        "Add a line `internal_reason:` such as a secret of party or state",
    )
}

fn read_category(catalogue: &Catalogue, table: &mut Table<'_, '_>, old: Option<&Entry>) -> Option<usize> {
    let Some(category) = table.text("category") else {
        return old.map(|entry| entry.category);
    };
    let position = catalogue.categories.iter().position(|c| c.id == category.value || c.label.zh == category.value);
    if position.is_none() {
        let span = table.at(category.range);
        let finding = Diagnostic::new(
            &codes::C002,
            span,
            format!("没有“{}”这个类别", category.value),
            format!("there is no category `{}`", category.value),
        );
        let ids: Vec<_> = catalogue.categories.iter().map(|c| c.id.as_str()).collect();
        let near = nearest(&category.value, ids.iter().copied()).map_or_else(|| ids.join(", "), str::to_owned);
        table.sink().push(finding.help(format!("类别有：{near}"), format!("Use {near}")));
    }
    position
}

/// What an extending file leaves out is as it was.
fn inherit(entry: &mut Entry, old: &Entry) {
    for (new, old) in [(&mut entry.label.zh, &old.label.zh), (&mut entry.label.en, &old.label.en)] {
        if new.is_empty() {
            new.clone_from(old);
        }
    }
    entry.every = entry.every.or(old.every);
    entry.due = entry.due.or(old.due);
    entry.term = entry.term.or(old.term);
    entry.review = entry.review.or(old.review);
    entry.audience = entry.audience.or(old.audience);
    entry.initiative = entry.initiative.or(old.initiative);
    entry.stream = entry.stream.or(old.stream);
    entry.after = entry.after.or(old.after);
    entry.pii = entry.pii.or(old.pii);
    entry.locked = entry.locked.take().or_else(|| old.locked.clone());
    entry.scope.clone_from(&old.scope);
    entry.follow_up = entry.follow_up.take().or(old.follow_up.clone());
    entry.stage = entry.stage.take().or(old.stage.clone());
    if entry.applies.is_empty() {
        entry.applies.clone_from(&old.applies);
    }
    if entry.fields.is_empty() {
        entry.fields.clone_from(&old.fields);
    }
    for (new, old) in [
        (&mut entry.op2010, &old.op2010),
        (&mut entry.reg, &old.reg),
        (&mut entry.basis, &old.basis),
        (&mut entry.department, &old.department),
    ] {
        if new.is_none() {
            new.clone_from(old);
        }
    }
    entry.former = old.former.clone();
    entry.former.retain(|was| entry.fields.iter().all(|field| field.name != was.name));
    entry
        .former
        .extend(old.fields.iter().filter(|was| entry.fields.iter().all(|field| field.name != was.name)).cloned());
}

/// The finding of an extending file that raises something past what it extends; the stricter of both ceilings holds.
fn keep_within(
    entry: &mut Entry,
    old: &Entry,
    ceiling: Option<Clearance>,
    id: &Spanned<String>,
    table: &mut Table<'_, '_>,
) {
    entry.ceiling = entry.ceiling.max(old.ceiling);
    let word = |clearance: Clearance| clearance.names()[0];
    let mut wider = Vec::new();
    for said in [ceiling, entry.audience].into_iter().flatten().filter(|said| *said < entry.ceiling) {
        let (said, most) = (word(said), word(entry.ceiling));
        wider.push(Text::new(
            format!("公开范围 {said} 宽于上级目录的 {most}"),
            format!("`{said}` is wider than `{most}`"),
        ));
    }
    if old.pii.zip(entry.pii).is_some_and(|(old, new)| new.is_laxer(old)) {
        wider.push(Text::new("隐去的姓名须保持隐去", "masked names have to stay masked"));
    }
    if old.public_interest && !entry.public_interest {
        wider.push(Text::new("涉及公共利益的仍须标明", "what is of public interest has to stay so"));
    }
    wider.extend(specs::laxer(&entry.fields, old));
    wider.dedup();
    if wider.is_empty() {
        return;
    }
    let span = table.at(id.range.clone());
    let (zh, en) = (
        format!("项目“{}”比上级目录宽", id.value),
        format!("entry `{}` is laxer than the catalogue that it extends", id.value),
    );
    let all = |text: fn(&Text) -> &str, mark: &str| wider.iter().map(text).collect::<Vec<_>>().join(mark);
    table
        .sink()
        .push(Diagnostic::new(&codes::C011, span, zh, en).help(all(|text| &text.zh, "；"), all(|text| &text.en, "; ")));
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let used = |key: fn(&Entry) -> &Option<String>| -> std::collections::BTreeSet<&str> {
            catalogue.entries.iter().filter_map(|entry| key(entry).as_deref()).collect()
        };
        for (headings, used) in [(&catalogue.op2010, used(|e| &e.op2010)), (&catalogue.reg, used(|e| &e.reg))] {
            assert_eq!(headings.iter().map(|h| h.id.as_str()).collect::<std::collections::BTreeSet<_>>(), used);
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
