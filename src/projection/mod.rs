//! THE DOOR: what one audience may see at one instant, owned, with no way back to the register.
//!
//! [`project`] is the only way from a checked register to anything that is rendered. The audience is a type:
//! a page of [`Public`] cannot be given an [`InternalItem`], because it does not compile. Each record is taken
//! apart field by field without `..`, so that a new field does not compile until someone decides who sees it.

mod audience;
mod duties;
mod fields;
mod internal;
mod links;
mod opinions;
mod organisations;
mod promises;
mod public;
mod records;
mod standing;
mod threads;
mod waiting;
mod words;

pub use crate::catalogue::{Grouping, Heading};
pub use crate::duties::{Cause, Counts, Duty, DutyState, Prompt, counted_periods, coverage, last_day};
pub use crate::model::{Grade, OpinionState, Stored, Window};
pub(crate) use audience::for_readers;
pub use audience::{Audience, Internal, ItemView, Public};
pub use duties::{Duties, DutyView, ExemptView, Whereabouts, supervise};
pub use fields::{FieldItem, Opening};
pub use internal::InternalItem;
pub use links::{Destination, Named, VisibleText};
pub use opinions::{Handled, Inside, InternalOpinion, OpinionView, PublicOpinion};
pub use organisations::OrganisationView;
pub use promises::Promises;
pub use public::{ApprovalStep, CommonItem, FileItem, PublicItem, Reading};
pub use standing::State;
pub use threads::{StepAt, Thread, Threads};
pub use waiting::WaitingView;
pub use words::{CategoryCard, EntryCard, OrganisationCard, Word};

use crate::calendar::{Horizon, Instant, Zone};
use crate::catalogue::{After, Catalogue};
use crate::check::Checked;
use crate::model::Item;
use audience::Key;
use chrono::NaiveDate;
use links::Visible;
use rayon::prelude::*;
use records::Records;
use std::collections::HashSet;
use std::sync::Arc;

/// Through which opening of the door an edition looks.
#[derive(Clone, Debug, Default)]
pub struct Lens {
    /// The organisation whose subtree the edition carries, by id; the whole tree if none.
    pub scope: Option<String>,
    /// What stands after a term at most.
    pub on_expiry: Option<After>,
    /// The ids of the only items that may be seen, where not all may.
    pub only: Option<HashSet<String>>,
    /// The day from which duties fall due; that on which the year of the instant began, if none.
    pub duties_from: Option<NaiveDate>,
    /// Whether the public is told which duties were kept; members always are.
    pub shows_duties: bool,
    /// Whether organisations go by their English names, where they have one.
    pub english: bool,
}

/// What one audience may see at one instant.
#[derive(Debug)]
pub struct Projection<A: Audience> {
    /// The site's zone.
    pub zone: Zone,
    /// The catalogue, which is the same for everybody.
    pub catalogue: Catalogue,
    /// Its entries as pages name them, by position.
    pub entries: Vec<Arc<EntryCard>>,
    /// Its categories as pages name them, by position.
    pub categories: Vec<Arc<CategoryCard>>,
    /// The organisations that the audience may know of, as a tree: each after its parent.
    pub organisations: Vec<OrganisationView>,
    /// The items in their term, the newest first.
    pub items: Vec<A::Item>,
    /// The items past their term of which the full text stands, the newest first.
    pub past: Vec<A::Item>,
    /// What else stands where an item was.
    pub remains: Vec<Remains>,
    /// What stood for this audience, and nothing does any more at its addresses; by id.
    pub gone: Vec<Gone>,
    /// The opinions, the newest first.
    pub opinions: Vec<A::Opinion>,
    /// What statistics keep of these and of earlier ones, in the order of the register.
    pub handled: Vec<Handled>,
    /// The items that belong together.
    pub threads: Threads,
    /// The duties of the organisations, where the audience is told of them.
    pub duties: A::Duties,
    /// When any of this changes next.
    pub next_change: Option<Instant>,
}

impl<A: Audience> Projection<A> {
    /// Whether the audience is told of an entry: not of one that an organisation made for itself of which it may not know.
    pub fn carries(&self, entry: usize) -> bool {
        let Some(scope) = &self.catalogue.entries[entry].scope else {
            return true;
        };
        let shown = self.items.iter().chain(&self.past).map(|item| item.as_ref().entry.position);
        self.organisations.iter().any(|view| *view.card.id == *scope.organisation)
            || shown.chain(self.remains.iter().map(|remains| remains.entry.position)).any(|position| position == entry)
    }
}

/// What stands at the address of an item that is no longer shown. It has no title and names no person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remains {
    /// The item's id.
    pub id: Arc<str>,
    /// Its entry.
    pub entry: Arc<EntryCard>,
    /// Its organisation.
    pub organisation: Arc<OrganisationCard>,
    /// The day on which it opened.
    pub opened: NaiveDate,
    /// The last day on which it stood.
    pub ended: NaiveDate,
    /// The instant at which it left.
    pub left: Instant,
    /// What it was taken off by.
    pub kind: RemainsKind,
    /// The outcome without persons.
    pub result: Option<Arc<str>>,
    /// Why it was withdrawn.
    pub reason: Option<Arc<str>>,
    /// The item that replaces it, where its reader may see that.
    pub successor: Option<Named>,
}

/// An item that is gone altogether, for those who have to take it off elsewhere: servers and walls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Its id, then its aliases.
    pub ids: Vec<Arc<str>>,
    /// Its entry.
    pub entry: Arc<EntryCard>,
    /// Its organisation.
    pub organisation: Arc<OrganisationCard>,
    /// The day on which it opened.
    pub opened: NaiveDate,
    /// The instant at which it left.
    pub left: Instant,
}

/// What an item was taken off by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemainsKind {
    /// Its term ended.
    Expired,
    /// Its term ended, and its outcome may stand.
    Result,
    /// It was withdrawn, or replaced.
    Withdrawn,
}

/// The organisation of that id is not in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchScope(pub String);

/// Opens the door: what audience `A` may see through `lens` at the instant of `horizon`, which afterwards
/// knows when that changes.
pub fn project<A: Audience>(checked: &Checked, lens: &Lens, horizon: &Horizon) -> Result<Projection<A>, NoSuchScope> {
    let key = Key::new();
    let register = checked.register();
    let categories = words::categories(&register.catalogue);
    let entries = words::entries(&register.catalogue, &categories);
    let tree = organisations::visible::<A>(&key, register, lens)
        .ok_or_else(|| NoSuchScope(lens.scope.clone().unwrap_or_default()))?;
    let records = Records::of::<A>(&key, checked, lens, &tree, &entries, horizon);
    let waiting =
        if A::DUTIES { waiting::of(&key, checked, &tree, &records.with_text().collect()) } else { Vec::new() };
    let visible = Visible::new::<A>(register, &records.seen);
    let ids = register.by_id();
    let door = links::Door { register, visible: &visible, ids: &ids, entries: &entries, organisations: &tree.cards };
    let known = duties::Known {
        register,
        ids: &ids,
        organisations: &tree.positions(),
        records: &records.known,
        waiting,
        from: lens.duties_from,
        shown: lens.shows_duties,
    };
    let open = |records: Vec<(&Item, State)>| -> Vec<A::Item> {
        let records = records.into_par_iter().with_max_len(64);
        records.map(|(record, state)| A::open(&key, &door, record, state, horizon)).collect()
    };
    let items = || (open(records.current::<A>(register.zone)), open(records.past::<A>(register.zone)));
    let ((items, past), duties) = rayon::join(items, || A::duties(&key, &known, horizon));
    let remains = records.remains::<A>(&door);
    let (opinions, handled) = opinions::seen::<A>(&key, checked, &door, lens, tree.root, horizon);
    let threads = threads::threads(threads::groups::<A>(&key, register, &ids, &records.seen), &items, &past, &remains);
    let organisations = organisations::views::<A>(&tree, register, lens, &door);
    Ok(Projection {
        zone: register.zone,
        catalogue: register.catalogue.clone(),
        entries,
        categories,
        organisations,
        items,
        past,
        remains,
        gone: records.gone,
        opinions,
        handled,
        threads,
        duties,
        next_change: horizon.next(),
    })
}
