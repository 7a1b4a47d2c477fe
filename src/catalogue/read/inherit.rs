//! What an entry takes from the one that it extends, and what it may not widen.

use crate::catalogue::{Clearance, Entry, FieldSpec, specs};
use crate::diagnostic::{Diagnostic, Text, codes};
use crate::source::{Spanned, Table};

/// What an extending file leaves out is as it was.
pub(super) fn inherit(entry: &mut Entry, old: &Entry) {
    let Entry {
        // Read with the old one at hand.
        id: _,
        category: _,
        tier: _,
        ahead: _,
        focus: _,
        public_interest: _,
        consults: _,
        beyond: _,
        // The stricter one holds: see `keep_within`.
        ceiling: _,
        label,
        every,
        due,
        term,
        review,
        audience,
        applies,
        initiative,
        stream,
        department,
        after,
        follow_up,
        stage,
        op2010,
        reg,
        pii,
        basis,
        fields,
        former,
        locked,
        scope,
    } = old;
    for (new, old) in [(&mut entry.label.zh, &label.zh), (&mut entry.label.en, &label.en)] {
        if new.is_empty() {
            new.clone_from(old);
        }
    }
    or(&mut entry.every, every);
    or(&mut entry.due, due);
    or(&mut entry.term, term);
    or(&mut entry.review, review);
    or(&mut entry.audience, audience);
    or(&mut entry.initiative, initiative);
    or(&mut entry.stream, stream);
    or(&mut entry.department, department);
    or(&mut entry.after, after);
    or(&mut entry.follow_up, follow_up);
    or(&mut entry.stage, stage);
    or(&mut entry.op2010, op2010);
    or(&mut entry.reg, reg);
    or(&mut entry.pii, pii);
    or(&mut entry.basis, basis);
    or(&mut entry.locked, locked);
    entry.scope.clone_from(scope);
    if entry.applies.is_empty() {
        entry.applies.clone_from(applies);
    }
    if entry.fields.is_empty() {
        entry.fields.clone_from(fields);
    }
    let left_out = |was: &&FieldSpec| entry.fields.iter().all(|field| field.name != was.name);
    entry.former = former.iter().chain(fields).filter(left_out).cloned().collect();
}

fn or<T: Clone>(new: &mut Option<T>, old: &Option<T>) {
    if new.is_none() {
        new.clone_from(old);
    }
}

/// The finding of an extending file that raises something past what it extends; the stricter of both ceilings holds.
pub(super) fn keep_within(
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
