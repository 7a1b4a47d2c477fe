//! What members see of an item beyond what a public page would show.

use super::State;
use super::audience::{Internal, ItemView, Key, Public};
use super::fields::{FieldItem, Names, Opened};
use super::links::Door;
use super::public::{self, CommonItem, FileItem, Reading};
use super::standing::Term;
use super::words::OrganisationCard;
use crate::calendar::Horizon;
use crate::model::{Clearance, Item};
use chrono::NaiveDate;
use std::sync::Arc;

/// An item, as members may know it.
#[derive(Debug)]
pub struct InternalItem {
    /// What a public page shows, or would show if there were one.
    pub common: CommonItem,
    /// What is cut for members: the whole text, all pictures, and who approved.
    pub reading: Reading,
    /// Whether only members may know of the item, altogether or as yet.
    pub internal: bool,
    /// The day from which the public may know of it; none where it never may.
    pub opens: Option<NaiveDate>,
    /// The organisation within which it stays.
    pub within: Option<Arc<OrganisationCard>>,
    /// Why a matter of public interest is not public.
    pub internal_reason: Option<Arc<str>>,
    /// The fields that only members see.
    pub fields: Vec<FieldItem>,
    /// The attachments that only members may have.
    pub attachments: Vec<FileItem>,
}

impl AsRef<CommonItem> for InternalItem {
    fn as_ref(&self) -> &CommonItem {
        &self.common
    }
}

impl ItemView for InternalItem {
    fn internal(&self) -> bool {
        self.internal
    }

    fn fields(&self) -> Vec<&FieldItem> {
        let mut all: Vec<&FieldItem> = self.common.fields.iter().chain(&self.fields).collect();
        all.sort_by_key(|field| field.order);
        all
    }

    fn attachments(&self) -> Vec<&FileItem> {
        let mut all: Vec<&FileItem> = self.common.attachments.iter().chain(&self.attachments).collect();
        all.sort_by_key(|file| file.order);
        all
    }

    fn reading(&self) -> &Reading {
        &self.reading
    }

    fn within(&self) -> Option<&Arc<OrganisationCard>> {
        self.within.as_ref()
    }

    fn internal_reason(&self) -> Option<&str> {
        self.internal_reason.as_deref()
    }
}

/// Takes a record apart for members. What both audiences have is taken apart in [`public::open`], which names
/// every field; here is only what is more.
pub(super) fn open(key: &Key, door: &Door<'_>, record: &Item, state: State, horizon: &Horizon) -> InternalItem {
    let (common, reading) = public::open::<Internal>(key, door, record, state, horizon);
    let opened = Opened { horizon, names: Names::Whole };
    let term = Term::of::<Public>(record, door.register.zone);
    let opens = (record.clearance == Clearance::Public && !term.never()).then_some(term.opens);
    let internal_fields = record.fields.iter().enumerate().filter(|(_, field)| field.internal);
    InternalItem {
        internal: !opens.is_some_and(|opens| horizon.reached(opens)),
        opens: opens.map(|opens| door.register.zone.day(opens)),
        within: record.within.and_then(|within| door.organisations.get(&within).cloned()),
        internal_reason: record.internal_reason.clone(),
        fields: internal_fields.filter_map(|(order, field)| door.field(order, field, opened)).collect(),
        attachments: public::files(&record.attachments, |attachment| attachment.clearance == Clearance::Internal),
        common,
        reading,
    }
}
