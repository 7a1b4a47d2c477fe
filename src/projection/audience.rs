//! The audiences. What each may see is decided here and in [`super::public`] and [`super::internal`].

use super::duties::{self, Known};
use super::links::{Door, Named};
use super::{Duties, DutyView, InternalItem, InternalOpinion, OpinionView, Promises, PublicItem, PublicOpinion, State};
use super::{internal, opinions, promises, public};
use crate::calendar::Horizon;
use crate::catalogue::After;
use crate::config::Readers;
use crate::model::{Clearance, Item, Opinion, Register, Secrecy};
use crate::projection::{CommonItem, FieldItem, FileItem, OrganisationCard, Reading};
use std::sync::Arc;

/// What only [`projection`](super) can make: without one, no method of [`Audience`] can be called.
#[derive(Debug)]
pub struct Key(());

impl Key {
    pub(super) fn new() -> Self {
        Self(())
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Public {}
    impl Sealed for super::Internal {}
}

/// Who reads. The two audiences are all there are: the trait is sealed, and its methods want a key that only this module makes.
pub trait Audience: sealed::Sealed + Send + Sync + Sized + 'static {
    /// What this audience sees of an item.
    type Item: ItemView;
    /// What it is told of duties.
    type Duties: DutyView;
    /// What this audience sees of an opinion.
    type Opinion: OpinionView;
    /// The word for it in configuration and manifest.
    const READERS: Readers;
    /// What stands after a term where the catalogue does not say.
    const AFTER: After;
    /// Whether it is told of all duties, whatever an edition is configured to say.
    #[doc(hidden)]
    const DUTIES: bool;

    /// Whether this audience may ever know of a record, in the edition of the organisation at `scope`.
    #[doc(hidden)]
    fn admits(key: &Key, register: &Register, record: &Item, scope: usize) -> bool;

    /// Takes a record apart.
    #[doc(hidden)]
    fn open(key: &Key, door: &Door<'_>, record: &Item, state: State, horizon: &Horizon) -> Self::Item;

    /// Whether this audience may ever know of an opinion, whatever it is about.
    #[doc(hidden)]
    fn admits_opinion(key: &Key, register: &Register, record: &Opinion) -> bool;

    /// Takes an opinion apart; `about` is its item.
    #[doc(hidden)]
    fn open_opinion(
        key: &Key,
        door: &Door<'_>,
        record: &Opinion,
        about: Option<Named>,
        horizon: &Horizon,
    ) -> Self::Opinion;

    /// What it is told of duties.
    #[doc(hidden)]
    fn duties(key: &Key, known: &Known<'_>, horizon: &Horizon) -> Self::Duties;

    /// How far a thing may be cleared, at the strictest, for this audience to see it.
    #[doc(hidden)]
    fn clearance(key: &Key) -> Clearance;
}

/// Citizens.
#[derive(Debug)]
pub enum Public {}

/// Members.
#[derive(Debug)]
pub enum Internal {}

/// Does something for readers who are known only when a site is read: the one place where they become a type.
macro_rules! for_readers {
    ($readers:expr, $A:ident => $body:expr) => {
        match $readers {
            $crate::config::Readers::Public => {
                type $A = $crate::projection::Public;
                $body
            }
            $crate::config::Readers::Internal => {
                type $A = $crate::projection::Internal;
                $body
            }
        }
    };
}
pub(crate) use for_readers;

impl Audience for Public {
    type Item = PublicItem;
    type Duties = Option<Promises>;
    type Opinion = PublicOpinion;
    const READERS: Readers = Readers::Public;
    const AFTER: After = After::Tombstone;
    const DUTIES: bool = false;

    fn admits(_: &Key, register: &Register, record: &Item, _: usize) -> bool {
        let passed = record
            .approved()
            .is_some_and(|approval| matches!(approval.secrecy, Some(Secrecy::Passed | Secrecy::PassedWithDeletions)));
        passed
            && record.clearance == Clearance::Public
            && register.organisations[record.organisation].clearance == Clearance::Public
    }

    fn open(key: &Key, door: &Door<'_>, record: &Item, state: State, horizon: &Horizon) -> PublicItem {
        let (common, reading) = public::open::<Self>(key, door, record, state, horizon);
        PublicItem { common, reading }
    }

    fn admits_opinion(_: &Key, register: &Register, record: &Opinion) -> bool {
        opinions::is_public(register, record)
    }

    fn open_opinion(
        _: &Key,
        door: &Door<'_>,
        record: &Opinion,
        about: Option<Named>,
        horizon: &Horizon,
    ) -> PublicOpinion {
        opinions::open_outside(door, record, about, horizon)
    }

    fn duties(key: &Key, known: &Known<'_>, horizon: &Horizon) -> Option<Promises> {
        promises::reckon(key, known, horizon)
    }

    fn clearance(_: &Key) -> Clearance {
        Clearance::Public
    }
}

impl Audience for Internal {
    type Item = InternalItem;
    type Duties = Duties;
    type Opinion = InternalOpinion;
    const READERS: Readers = Readers::Internal;
    const AFTER: After = After::Archive;
    const DUTIES: bool = true;

    fn admits(_: &Key, register: &Register, record: &Item, scope: usize) -> bool {
        record.approved().is_some() && register.is_for_members(record, scope)
    }

    fn open(key: &Key, door: &Door<'_>, record: &Item, state: State, horizon: &Horizon) -> InternalItem {
        internal::open(key, door, record, state, horizon)
    }

    fn admits_opinion(_: &Key, _: &Register, record: &Opinion) -> bool {
        record.clearance() <= Clearance::Internal
    }

    fn open_opinion(
        _: &Key,
        door: &Door<'_>,
        record: &Opinion,
        about: Option<Named>,
        horizon: &Horizon,
    ) -> InternalOpinion {
        opinions::open_inside(door, record, about, horizon)
    }

    fn duties(key: &Key, known: &Known<'_>, horizon: &Horizon) -> Duties {
        duties::reckon(key, known, horizon)
    }

    fn clearance(_: &Key) -> Clearance {
        Clearance::Internal
    }
}

/// What pages ask of an item, whoever reads it.
pub trait ItemView: AsRef<CommonItem> + std::fmt::Debug + Send + Sync {
    /// Whether only members may know of the item.
    fn internal(&self) -> bool;
    /// Its fields, in the catalogue's order.
    fn fields(&self) -> Vec<&FieldItem>;
    /// Its attachments, in the order listed.
    fn attachments(&self) -> Vec<&FileItem>;
    /// What is cut for its readers.
    fn reading(&self) -> &Reading;
    /// The organisation within which it stays.
    fn within(&self) -> Option<&Arc<OrganisationCard>>;
    /// Why a matter of public interest is not public; members only.
    fn internal_reason(&self) -> Option<&str>;
}
