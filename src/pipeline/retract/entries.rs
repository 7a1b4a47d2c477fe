//! What a catalogue that became stricter takes back: names, and what stands after a term. How far its items may go is told with
//! each of them.

use super::{Newer, Readable};
use crate::calendar::Term;
use crate::catalogue::{After, Catalogue, FieldSpec, Pii};
use crate::model::{Item, Register};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What holds the items of an entry back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct EntryLimit {
    /// What stands of them when their term is over.
    after: Option<String>,
    /// Whether names are masked.
    masked: bool,
}

impl EntryLimit {
    fn after(&self) -> Option<After> {
        self.after.as_deref().and_then(After::read)
    }
}

pub(super) fn renew(before: BTreeMap<String, EntryLimit>, newer: &Newer<'_>) -> BTreeMap<String, EntryLimit> {
    let mut limits = before;
    for entry in &newer.register.catalogue.entries {
        let known = limits.get(&entry.id).filter(|_| newer.unfounded);
        let after = known.map_or(entry.after, |known| stricter(known.after(), entry.after));
        let limit = EntryLimit {
            after: after.map(|after| after.id().to_owned()),
            masked: entry.pii == Some(Pii::Masked) || known.is_some_and(|known| known.masked),
        };
        limits.insert(entry.id.clone(), limit);
    }
    limits
}

pub(super) fn apply(limits: &BTreeMap<String, EntryLimit>, good: &mut Catalogue) {
    for entry in &mut good.entries {
        if let Some(limit) = limits.get(&entry.id) {
            entry.after = stricter(entry.after, limit.after());
            if limit.masked {
                entry.pii = Some(Pii::Masked);
            }
        }
    }
}

/// What stands where both hold. None, which leaves it to the edition's readers, is an archive for members.
fn stricter(a: Option<After>, b: Option<After>) -> Option<After> {
    if a == b { a } else { Some(a.unwrap_or(After::Archive).and(b.unwrap_or(After::Archive))) }
}

/// How long an item stands by its entry as the catalogue has it now.
pub(super) fn term(item: &Item, good: &Register, newer: &Register) -> Option<Term> {
    let position = newer.catalogue.position(&good.catalogue.entries[item.entry].id)?;
    newer.catalogue.entries[position].term
}

/// How far an item may go at most under its entry as the catalogue has it now.
pub(super) fn most(item: &Item, good: &Register, newer: &Register) -> Readable {
    let (catalogue, before) = (&newer.catalogue, &good.catalogue.entries[item.entry]);
    let Some(entry) = catalogue.position(&before.id).map(|at| &catalogue.entries[at]) else {
        return Readable::All;
    };
    let masked = entry.pii == Some(Pii::Masked);
    let kind = |spec: &FieldSpec| before.fields.iter().find(|field| field.name == spec.name).map(|field| &field.kind);
    // What was read as something else is not known for the names that are in it.
    let narrows = |spec: &FieldSpec| spec.internal || masked && kind(spec) != Some(&spec.kind);
    let narrower: Vec<&str> = entry.fields.iter().filter(|spec| narrows(spec)).map(|spec| &*spec.name).collect();
    let narrowed = item.fields.iter().any(|field| !field.internal && narrower.contains(&&*field.name));
    let least = if narrowed { Readable::Members } else { Readable::All };
    least.max(Readable::of(entry.ceiling))
}

/// For whom an item is that does not say so.
pub(super) fn default(item: &Item, good: &Register, newer: &Register) -> Readable {
    let catalogue = &newer.catalogue;
    let entry = catalogue.position(&good.catalogue.entries[item.entry].id).map(|at| &catalogue.entries[at]);
    entry.and_then(|entry| entry.audience).map_or(Readable::All, Readable::of)
}
