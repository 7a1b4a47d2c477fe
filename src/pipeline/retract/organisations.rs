//! What organisations take back of themselves.

use super::{Newer, Readable, contact};
use crate::model::{Body, Clearance, Organisation, Register};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What holds an organisation back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct OrganisationLimit {
    /// How far it may be known at most.
    readable: Readable,
    /// How far its introduction may be read at most.
    introduction: Readable,
    /// What it says of itself no more.
    unsaid: BTreeSet<String>,
}

pub(super) fn renew(
    before: &BTreeMap<String, OrganisationLimit>,
    good: &Register,
    newer: &Newer<'_>,
    mended: Option<&Newer<'_>>,
) -> BTreeMap<String, OrganisationLimit> {
    // Its own file goes before copies of that; where that is gone or gave up its id, the narrowest that has it counts.
    fn now<'r>(organisation: &Organisation, register: &'r Register) -> Option<&'r Organisation> {
        let same = register.organisations.iter().filter(|now| now.id == organisation.id);
        let own = register.organisations.iter().find(|now| now.path == organisation.path);
        let is_unread = register.unread.contains_key(&organisation.path);
        let moved = same.filter(|_| !is_unread && own.is_none_or(|own| own.id != organisation.id));
        own.into_iter().chain(moved).max_by_key(|now| now.clearance)
    }
    let limit = |(position, organisation): (usize, &Organisation)| {
        let id = organisation.id.to_string();
        let unsure = newer.unfounded || good.above(position).any(|above| newer.faulty.contains(&above.path));
        let before = before.get(&id).filter(|_| unsure).cloned().unwrap_or_default();
        // A slip in what narrows it may have been meant to.
        let guarded = |path: &str| match (newer.guards_more)(path, &organisation.path) {
            true => Readable::Members,
            false => Readable::All,
        };
        let limit = match now(organisation, newer.register) {
            Some(now) => {
                let faulty = newer.faulty.contains(&now.path);
                let limit = OrganisationLimit::of(organisation, now, faulty);
                let guarded = if faulty { guarded(&now.path) } else { Readable::All };
                before.and(OrganisationLimit { readable: limit.readable.max(guarded), ..limit })
            }
            None => before.and(OrganisationLimit {
                readable: match newer.register.unread.get(&organisation.path) {
                    Some(salvage) => {
                        Readable::of(salvage.clearance.unwrap_or(Clearance::Public)).max(guarded(&organisation.path))
                    }
                    // Below one that cannot be read nobody knows who is there.
                    None if good.above(position).any(|above| newer.register.unread.contains_key(&above.path)) => {
                        Readable::All
                    }
                    None => Readable::Nobody,
                },
                ..OrganisationLimit::default()
            }),
        };
        let known = mended.and_then(|newer| match now(organisation, newer.register) {
            Some(now) => Some(OrganisationLimit::of(organisation, now, newer.faulty.contains(&now.path))),
            // Where those above it can be read, it is not there any more.
            None => {
                let register = newer.register;
                let reads = |above: &Organisation| register.organisations.iter().any(|now| now.path == above.path);
                let gone = !register.unread.contains_key(&organisation.path) && good.above(position).skip(1).all(reads);
                gone.then(|| OrganisationLimit { readable: Readable::Nobody, ..OrganisationLimit::default() })
            }
        });
        (id, known.into_iter().fold(limit, OrganisationLimit::and))
    };
    good.organisations.iter().enumerate().map(limit).collect()
}

pub(super) fn apply(limits: &BTreeMap<String, OrganisationLimit>, good: &mut Register) {
    for position in 0..good.organisations.len() {
        let above = good.organisations[position].parent.map(|parent| good.organisations[parent].clearance);
        let organisation = &mut good.organisations[position];
        organisation.clearance = organisation.clearance.max(above.unwrap_or(Clearance::Public));
        let Some(limit) = limits.get(&*organisation.id) else {
            continue;
        };
        organisation.clearance = organisation.clearance.max(limit.readable.clearance());
        keep_to(&mut organisation.body, limit.introduction);
        organisation.secretary.take_if(|_| limit.unsaid.contains(SECRETARY));
        organisation.name_en.take_if(|_| limit.unsaid.contains(NAME_EN));
        contact::leave_out(&mut organisation.contact, &limit.unsaid);
    }
}

const SECRETARY: &str = "secretary";
const NAME_EN: &str = "name_en";

impl OrganisationLimit {
    fn of(good: &Organisation, now: &Organisation, faulty: bool) -> Self {
        let words = [(SECRETARY, &good.secretary, &now.secretary), (NAME_EN, &good.name_en, &now.name_en)];
        let words = words.into_iter().filter(|(_, before, now)| before.is_some() && before != now);
        let words = words.map(|(key, ..)| key.to_owned());
        Self {
            readable: Readable::of(now.clearance),
            introduction: introduction(&good.body, &now.body, faulty),
            unsaid: contact::unsaid(&good.contact, &now.contact).chain(words).collect(),
        }
    }

    /// Both limits at once.
    fn and(mut self, other: Self) -> Self {
        self.readable = self.readable.max(other.readable);
        self.introduction = self.introduction.max(other.introduction);
        self.unsaid.extend(other.unsaid);
        self
    }
}

/// An introduction is short, and an organisation stands without one: where it became shorter, something was left out.
fn introduction(good: &Body, now: &Body, faulty: bool) -> Readable {
    let open = |body: &Body| -> usize { body.passages.iter().filter(|p| !p.internal).map(|p| p.range.len()).sum() };
    if now.public_text == good.public_text {
        Readable::All
    } else if now.public_text != now.full_text || faulty {
        Readable::Members
    } else if open(now) < open(good) {
        Readable::Nobody
    } else {
        Readable::All
    }
}

fn keep_to(body: &mut Body, most: Readable) {
    if most == Readable::All {
        return;
    }
    for passage in &mut body.passages {
        passage.internal = true;
    }
    for link in &mut body.links {
        link.internal = true;
    }
    body.public_text = *blake3::hash(b"").as_bytes();
    if most == Readable::Nobody {
        body.passages.clear();
        body.links.clear();
        body.full_text = body.public_text;
    }
}
