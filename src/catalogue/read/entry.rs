//! Reads one entry of a catalogue file.

use super::inherit;
use crate::calendar::Term;
use crate::catalogue::specs::{self, read_fields};
use crate::catalogue::{
    After, Catalogue, Clearance, Due, Entry, Every, Heading, Initiative, Label, OrganisationKind, Pii, Stream, Tier,
    beyond, follow_up, scope,
};
use crate::diagnostic::{Diagnostic, Span, codes, nearest};
use crate::source::{Spanned, Table, one_of};

/// Reads an entry, and what it leaves out from the one of that id that stands in the catalogue, if any.
pub(super) fn read(catalogue: &Catalogue, id: Spanned<String>, table: &mut Table<'_, '_>) -> Option<Entry> {
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
            inherit::inherit(&mut entry, old);
            inherit::keep_within(&mut entry, old, ceiling.map(|ceiling| ceiling.value), &id, table);
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
