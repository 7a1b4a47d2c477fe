//! The register (台账): everything the clerks wrote, as loaded. Nothing here can be serialised, so that no
//! template can ever be given a record; what leaves goes through the projection.

mod approval;
mod event;
mod item;
mod opinion;
mod organisation;
mod parts;

pub use crate::catalogue::{Clearance, OpinionKind};
pub use crate::fields::{Typed, Window};
pub use approval::{
    Approval, ApprovalState, Approvers, Chain, Expedited, Partial, Role, Seal, Secrecy, Step, StepKind, TO_COME,
    Waiting,
};
pub use item::{Change, Item, Mark, Marks, Withdrawal, WithdrawalKind};
pub use opinion::{Grade, Opinion, OpinionChannel, OpinionMarks, OpinionState, Sender};
pub use organisation::{Exemption, NoSuchOrganisation, Organisation, organisation_help, organisation_named};
pub use parts::{Attachment, Body, Field, FieldValue, LinkTarget, NamedLink, Picture, Stored};

use crate::calendar::{Moment, Term, Zone};
use crate::catalogue::Catalogue;
use crate::config::Approvals;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// All of it. Items and organisations refer to one another by position.
#[derive(Debug, Default)]
pub struct Register {
    /// The zone in which dates without a zone were read.
    pub zone: Zone,
    /// The day from which duties fall due; that on which the year of an instant begins, if none.
    pub duties_from: Option<NaiveDate>,
    /// The catalogue that the items were read against.
    pub catalogue: Catalogue,
    /// How strictly approvals are held to what was approved.
    pub approvals: Approvals,
    /// The tree of organisations, each after its parent; the first is the root.
    pub organisations: Vec<Organisation>,
    /// The items, by path.
    pub items: Vec<Item>,
    /// The opinions, by path.
    pub opinions: Vec<Opinion>,
    /// Files that were meant as items and could not be read whole, by path.
    pub broken: BTreeMap<Arc<str>, Broken>,
    /// Paths that are one file on another system, together.
    pub collisions: Vec<Vec<Arc<str>>>,
    /// Organisations whose `_org.md` could not be read whole, by its path, and what can be told of them all the same.
    pub unread: BTreeMap<Arc<str>, Salvage>,
    /// The files of items that have no whole approval any more and go on standing as they were approved.
    pub standing: BTreeSet<Arc<str>>,
    /// What former builds tell of items that carry the same approval or id.
    pub published: Published,
}

/// Of items that carry the same approval or id, by their files.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Those that were published.
    pub originals: BTreeSet<Arc<str>>,
    /// Those that the public could see, and sees no more: what was copied from them is not to go out in their place.
    pub narrowed: BTreeSet<Arc<str>>,
}

/// A file that could not be read whole.
#[derive(Debug, Default)]
pub struct Broken {
    /// Position of the organisation that it belongs to, where that could be read.
    pub organisation: Option<usize>,
    /// What can be told of it all the same.
    pub salvage: Option<Salvage>,
}

impl Broken {
    /// Whether it can be told to be one that nobody approved.
    pub fn is_draft(&self) -> bool {
        self.salvage.as_ref().is_some_and(|salvage| salvage.draft)
    }
}

/// What holds something back, as far as its file says.
#[derive(Debug, Default)]
pub struct Salvage {
    /// Who may see it at most; none where nothing is said of that.
    pub clearance: Option<Clearance>,
    /// When it opens.
    pub publish: Option<Moment>,
    /// When it opens to the public.
    pub public_from: Option<Moment>,
    /// When its term ends.
    pub expires: Option<Moment>,
    /// How long it stands.
    pub term: Option<Term>,
    /// When the first of its windows closes.
    pub closes: Option<Moment>,
    /// The id of the organisation within which it stays.
    pub within: Option<Arc<str>>,
    /// Whether it was taken off.
    pub withdrawn: Option<Withdrawal>,
    /// Whether it is one that nobody approved: it has a title, and speaks of no step of an approval.
    pub draft: bool,
}

impl Salvage {
    /// Lets nobody see it whom `most` does not let.
    pub fn narrow(&mut self, most: Clearance) {
        self.clearance = self.clearance.max(Some(most));
    }
}

impl Register {
    /// The position of the organisation of an id.
    pub fn organisation(&self, id: &str) -> Result<usize, NoSuchOrganisation> {
        self.position(id).ok_or_else(|| NoSuchOrganisation::new(id, &self.organisations))
    }

    /// The position of the organisation with an id, if there is one.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.organisations.iter().position(|organisation| &*organisation.id == id)
    }

    /// Who may see something of an organisation that is for `own` readers: nobody who may not see that.
    pub fn reach(&self, organisation: usize, own: Clearance) -> Clearance {
        own.max(self.organisations[organisation].clearance)
    }

    /// Whether an item is for the public, as far as it and its organisations say.
    pub fn is_for_public(&self, item: &Item) -> bool {
        self.reach(item.organisation, item.clearance) == Clearance::Public
    }

    /// The position of the organisation that people call by a word: by its id, by a name or short name that it alone has, or by
    /// a part of one that no other has but those below it.
    pub fn called(&self, word: &str) -> Result<usize, NoSuchOrganisation> {
        let word = word.trim();
        let named = organisation_named(word, &self.organisations);
        named.or_else(|| self.called_in_part(word)).map_or_else(|| self.organisation(word), Ok)
    }

    fn called_in_part(&self, word: &str) -> Option<usize> {
        let holds = |one: &Organisation| one.name.contains(word) || one.short.contains(word);
        let holding = |at: &usize| !word.is_empty() && holds(&self.organisations[*at]);
        let all: Vec<usize> = (0..self.organisations.len()).filter(holding).collect();
        all.iter().copied().find(|at| all.iter().all(|other| self.is_within(*other, *at)))
    }

    /// Positions of the items by id and alias. Where `check` has to report that an id is used twice, a public
    /// item goes before an internal one, so that nothing internal changes where a public link leads.
    pub fn by_id(&self) -> HashMap<&str, usize> {
        let mut ids = HashMap::with_capacity(self.items.len());
        for public in [false, true] {
            let items = || self.items.iter().enumerate().filter(|(_, i)| self.is_for_public(i) == public);
            ids.extend(items().flat_map(|(position, item)| item.aliases.iter().map(move |alias| (&**alias, position))));
            ids.extend(items().map(|(position, item)| (&*item.id, position)));
        }
        ids
    }

    /// The organisation at a position, and all above it up to the root.
    pub fn above(&self, position: usize) -> impl Iterator<Item = &Organisation> {
        let at = |position: Option<usize>| position.and_then(|position| self.organisations.get(position));
        std::iter::successors(at(Some(position)), move |organisation| at(organisation.parent))
    }

    /// Who may take a step of the approval of an item of this organisation under an entry, by the nearest organisation
    /// that says; none where no chain is set.
    pub fn approvers(&self, organisation: usize, entry: usize, role: Role) -> &[Arc<str>] {
        let entry = &self.catalogue.entries[entry].id;
        self.above(organisation).find_map(|above| above.chain.said(entry, role)).map_or(&[], |who| who.of(role))
    }

    /// Whether somebody who left had a role on the day of a step: by the nearest organisation that says who has it, and to approve
    /// by any above too.
    pub fn had_role(&self, organisation: usize, entry: usize, role: Role, step: &Step) -> bool {
        let entry = &self.catalogue.entries[entry].id;
        let mut says = self.above(organisation).filter(|above| above.chain.said(entry, role).is_some());
        match role {
            Role::Approve => says.any(|above| above.chain.had_role(entry, role, step)),
            Role::Propose | Role::Review => says.next().is_some_and(|above| above.chain.had_role(entry, role, step)),
        }
    }

    /// Whether somebody approves for an organisation under an entry, or for one above it.
    pub fn approves(&self, organisation: usize, entry: usize, name: &str) -> bool {
        let entry = &self.catalogue.entries[entry].id;
        self.above(organisation).any(|above| above.chain.of(entry, Role::Approve).iter().any(|who| **who == *name))
    }

    /// Whether the members of an organisation may read an item, once it is approved.
    pub fn is_for_members(&self, item: &Item, organisation: usize) -> bool {
        match item.clearance {
            Clearance::Public => true,
            Clearance::Internal => self.is_within(organisation, item.within.unwrap_or(0)),
            Clearance::Specific => false,
        }
    }

    /// Whether organisation `inner` is `outer` or lies below it.
    pub fn is_within(&self, inner: usize, outer: usize) -> bool {
        self.organisations.get(outer).is_some_and(|outer| self.above(inner).any(|above| std::ptr::eq(above, outer)))
    }
}
