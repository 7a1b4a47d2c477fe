//! The tree of organisations that an audience may know of.

use super::Lens;
use super::audience::{Audience, Key};
use super::links::{Door, VisibleText};
use super::words::{OrganisationCard, Word, word};
use crate::address;
use crate::catalogue::Stream;
use crate::check::life;
use crate::config::Contact;
use crate::duties::Life;
use crate::model::{Clearance, Organisation, Register};
use std::collections::HashMap;
use std::sync::Arc;

/// An organisation, as one audience may know it.
#[derive(Debug)]
pub struct OrganisationView {
    /// How pages name it.
    pub card: Arc<OrganisationCard>,
    /// Its full name.
    pub name: Arc<str>,
    /// Its English name, in an English edition.
    pub name_en: Option<Arc<str>>,
    /// Its kind.
    pub kind: Word,
    /// The stream that its items go out beside.
    pub stream: Stream,
    /// Who leads it.
    pub secretary: Option<Arc<str>>,
    /// How to reach it.
    pub contact: Contact,
    /// Its introduction.
    pub text: VisibleText,
    /// Whether only members may know of it.
    pub internal: bool,
    /// When it exists.
    pub life: Life,
    /// Position of the organisation above it, in the same projection.
    pub parent: Option<usize>,
    /// How far below the edition's root it lies.
    pub depth: usize,
}

/// The visible part of the tree, in the order in which it is shown.
pub(super) struct Tree {
    /// Position in the register of the edition's root.
    pub root: usize,
    /// Positions in the register, each after its parent, with depths.
    order: Vec<(usize, usize)>,
    /// Cards by position in the register.
    pub cards: HashMap<usize, Arc<OrganisationCard>>,
}

impl Tree {
    /// Positions in the register, in the order in which the organisations are shown.
    pub(super) fn positions(&self) -> Vec<usize> {
        self.order.iter().map(|(registered, _)| *registered).collect()
    }
}

/// The organisations that `A` may know of below the scope of `lens`: none where that itself is not for it, so that what was
/// public goes. `None` if there is no organisation of that id.
pub(super) fn visible<A: Audience>(key: &Key, register: &Register, lens: &Lens) -> Option<Tree> {
    let may = |o: &Organisation| o.clearance <= A::clearance(key);
    let root = match lens.scope.as_deref() {
        Some(id) => register.position(id)?,
        None => 0,
    };
    if !register.organisations.get(root).is_some_and(may) {
        return Some(Tree { root, order: Vec::new(), cards: HashMap::new() });
    }
    let mut children: HashMap<usize, Vec<usize>> = HashMap::new();
    for (position, organisation) in register.organisations.iter().enumerate() {
        if let Some(parent) = organisation.parent.filter(|_| may(organisation)) {
            children.entry(parent).or_default().push(position);
        }
    }
    let mut order = Vec::new();
    let mut open = vec![(root, 0)];
    while let Some((position, depth)) = open.pop() {
        order.push((position, depth));
        let mut below = children.remove(&position).unwrap_or_default();
        below.sort_by_key(|p| (register.organisations[*p].order, Arc::clone(&register.organisations[*p].id)));
        open.extend(below.into_iter().rev().map(|child| (child, depth + 1)));
    }
    let cards = order.iter().enumerate().map(|(position, (registered, _))| {
        let organisation = &register.organisations[*registered];
        let card = OrganisationCard {
            id: Arc::clone(&organisation.id),
            zh: Arc::clone(organisation.name_en.as_ref().filter(|_| lens.english).unwrap_or(&organisation.short)),
            path: address::list("organisations", &organisation.id),
            position,
        };
        (*registered, Arc::new(card))
    });
    let cards = cards.collect();
    Some(Tree { root, order, cards })
}

/// Takes each organisation apart; every field is named, so that a new one is decided about.
pub(super) fn views<A: Audience>(
    tree: &Tree,
    register: &Register,
    lens: &Lens,
    door: &Door<'_>,
) -> Vec<OrganisationView> {
    let whole = A::READERS == crate::config::Readers::Internal;
    let view = |(registered, depth): &(usize, usize)| {
        let Organisation {
            path,
            id: _,
            name,
            short: _,
            name_en,
            kind,
            clearance,
            stream,
            secretary,
            contact,
            office_phones: _,
            founded: _,
            dissolved: _,
            exempt: _,
            elected: _,
            term_of_office: _,
            order: _,
            parent,
            body,
            chain: _,
            id_mark: _,
            says_audience: _,
        } = &register.organisations[*registered];
        OrganisationView {
            card: Arc::clone(&tree.cards[registered]),
            name: Arc::clone(name),
            name_en: name_en.clone().filter(|_| lens.english),
            kind: word!(*kind),
            stream: *stream,
            secretary: secretary.clone(),
            contact: contact.clone(),
            text: door.visible_text(path, body, whole, |_| None),
            internal: *clearance != Clearance::Public,
            life: life(&register.organisations[*registered]),
            parent: parent.and_then(|parent| tree.cards.get(&parent)).map(|card| card.position),
            depth: *depth,
        }
    };
    tree.order.iter().map(view).collect()
}
