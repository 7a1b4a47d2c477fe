//! Links, resolved for one audience: what it may not see is not there to be linked to.

use super::audience::{Audience, Key};
use super::standing::{Standing, Term};
use super::words::{EntryCard, OrganisationCard};
use super::{Remains, RemainsKind};
use crate::calendar::Instant;
use crate::markdown::Passage;
use crate::model::{Body, Clearance, Item, LinkTarget, Register, WithdrawalKind};
use std::collections::HashMap;
use std::sync::Arc;

/// A text that one audience may read: where it lies, and which parts of it.
#[derive(Clone, Debug, Default)]
pub struct VisibleText {
    /// The file, from the site's root.
    pub(crate) path: Arc<str>,
    /// Blake3 of the file when it was checked.
    pub(crate) source: [u8; 32],
    /// The passages that the audience may read, and no others.
    pub(crate) passages: Vec<Passage>,
    /// Blake3 of those passages.
    pub(crate) digest: [u8; 32],
    /// What they name, as written, and where it leads; plain text where there is nothing.
    pub(crate) links: Vec<(Arc<str>, bool, Option<Destination>)>,
}

impl VisibleText {
    /// Whether a part of it is for members alone.
    pub fn is_partly_internal(&self) -> bool {
        self.passages.iter().any(|passage| passage.internal)
    }

    /// Whether there is anything to read.
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// Where it says.
    AsWritten,
    /// The page of an item, and the place on it.
    Item(Arc<str>, Option<Arc<str>>),
    /// A file that travels with the item.
    File(Arc<str>, Arc<str>),
}

/// An item that another record names, and that has a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: Arc<str>,
    /// Its title.
    pub title: Arc<str>,
    /// When it leaves, and its name with it.
    pub ends: Option<Instant>,
}

/// Which records have a page for the audience, and when each leaves.
pub(super) struct Visible(Vec<Option<Leaves>>);

struct Leaves(Option<Instant>);

impl Visible {
    pub(super) fn new<A: Audience>(register: &Register, seen: &[(usize, &Item, Standing)]) -> Self {
        let mut pages: Vec<Option<Leaves>> = register.items.iter().map(|_| None).collect();
        for (position, record, standing) in seen {
            let term = Term::of::<A>(record, register.zone);
            pages[*position] = match standing {
                Standing::Current(_) => Some(Leaves(term.ends())),
                Standing::Past(_) => Some(Leaves(term.withdrawn)),
                Standing::Remains(_) | Standing::Absent => None,
            };
        }
        Self(pages)
    }
}

/// What taking a record apart needs to know of the rest.
pub struct Door<'r> {
    pub(super) register: &'r Register,
    pub(super) visible: &'r Visible,
    pub(super) ids: &'r HashMap<&'r str, usize>,
    pub(super) entries: &'r [Arc<EntryCard>],
    pub(super) organisations: &'r HashMap<usize, Arc<OrganisationCard>>,
}

impl Door<'_> {
    /// A record that has a page.
    pub(super) fn page_of(&self, position: usize) -> Option<Named> {
        let Leaves(ends) = *self.visible.0[position].as_ref()?;
        let record = &self.register.items[position];
        Some(Named { id: Arc::clone(&record.id), title: Arc::clone(&record.title), ends })
    }

    /// The text of a record, as far as `A` may read it.
    pub(super) fn text<A: Audience>(&self, key: &Key, record: &Item) -> VisibleText {
        let clearance = A::clearance(key);
        self.visible_text(&record.path, &record.body, clearance > Clearance::Public, |to| match to {
            LinkTarget::Attachment(at) => record
                .attachments
                .get(*at)
                .filter(|attachment| attachment.clearance <= clearance)
                .map(|attachment| Destination::File(Arc::clone(&record.id), Arc::clone(&attachment.file.name))),
            LinkTarget::Picture(at) => (record.pictures.get(*at))
                .map(|picture| Destination::File(Arc::clone(&record.id), Arc::clone(&picture.file.name))),
            _ => None,
        })
    }

    /// A text, whole or without its internal passages; `own` resolves what belongs to the record itself.
    pub(super) fn visible_text(
        &self,
        path: &Arc<str>,
        body: &Body,
        whole: bool,
        own: impl Fn(&LinkTarget) -> Option<Destination>,
    ) -> VisibleText {
        let Body { source, passages, public_text, internal_text: _, full_text, links, opening: _ } = body;
        let links = links.iter().filter(|link| whole || !link.internal).map(|link| {
            let image = matches!(link.to, LinkTarget::Picture(_));
            let to = match &link.to {
                LinkTarget::External | LinkTarget::Anchor => Some(Destination::AsWritten),
                LinkTarget::Members => whole.then_some(Destination::AsWritten),
                LinkTarget::Item(position, place) => {
                    self.page_of(*position).map(|named| Destination::Item(named.id, place.clone()))
                }
                LinkTarget::Attachment(_) | LinkTarget::Picture(_) => own(&link.to),
                LinkTarget::Path(..) | LinkTarget::Id(..) | LinkTarget::Broken => None,
            };
            (Arc::clone(&link.target), image, to)
        });
        // The order in which the whole text names them must not show in the part that the public sees.
        let mut links: Vec<_> = links.collect();
        links.sort_by(|a: &(Arc<str>, bool, Option<Destination>), b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        links.shrink_to_fit();
        let mut passages: Vec<_> = passages.iter().filter(|passage| whole || !passage.internal).cloned().collect();
        passages.shrink_to_fit();
        VisibleText {
            path: Arc::clone(path),
            source: *source,
            passages,
            digest: if whole { *full_text } else { *public_text },
            links,
        }
    }

    /// What stands where a record was.
    pub(super) fn remains<A: Audience>(&self, record: &Item, kind: RemainsKind) -> Remains {
        let zone = self.register.zone;
        let term = Term::of::<A>(record, zone);
        let withdrawal = record.withdrawn.as_ref().filter(|_| kind == RemainsKind::Withdrawn);
        let superseded = withdrawal.filter(|w| w.kind == WithdrawalKind::Superseded);
        let successor = superseded.and_then(|w| w.by.as_ref()).and_then(|by| self.ids.get(&**by));
        let left = withdrawal.map_or(term.expires, |off| Some(off.date.start(zone))).unwrap_or(term.opens);
        let ended = withdrawal.map_or_else(|| zone.last_day(left), |off| off.date.day());
        Remains {
            id: Arc::clone(&record.id),
            entry: Arc::clone(&self.entries[record.entry]),
            organisation: Arc::clone(&self.organisations[&record.organisation]),
            opened: zone.day(term.opens),
            ended,
            left,
            kind,
            result: record.result.clone().filter(|_| kind == RemainsKind::Result),
            reason: withdrawal.and_then(|w| w.reason.clone()),
            successor: successor.and_then(|position| self.page_of(*position)),
        }
    }
}
