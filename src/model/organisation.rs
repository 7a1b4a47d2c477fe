use super::{Body, Chain, Clearance, Mark};
use crate::catalogue::{OrganisationKind, Stream};
use crate::config::Contact;
use crate::diagnostic::Span;
use chrono::NaiveDate;
use std::sync::Arc;

/// A node of the tree of party organisations, from its `_org.md`.
#[derive(Debug)]
pub struct Organisation {
    /// Where its `_org.md` lies.
    pub path: Arc<str>,
    /// Its id; part of addresses.
    pub id: Arc<str>,
    /// Full name.
    pub name: Arc<str>,
    /// Short name, for lists.
    pub short: Arc<str>,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Who may know of it: as strict as the strictest above it.
    pub clearance: Clearance,
    /// The stream that its items go out beside.
    pub stream: Stream,
    /// Who leads it.
    pub secretary: Option<Arc<str>>,
    /// How to reach it.
    pub contact: Contact,
    /// Other telephones of its offices, which may stand in its items.
    pub office_phones: Vec<Arc<str>>,
    /// The day of its last election, and where it is written.
    pub elected: Option<(NaiveDate, Mark)>,
    /// How long it is elected for, in years.
    pub term_of_office: u32,
    /// Its place among its siblings.
    pub order: i64,
    /// Position of the organisation above it.
    pub parent: Option<usize>,
    /// Its introduction.
    pub body: Body,
    /// Who may propose, review and approve what it discloses, where it says.
    pub chain: Chain,
    /// Where its id is written.
    pub id_mark: Mark,
}

impl Organisation {
    /// A place in its `_org.md`.
    pub fn span(&self, mark: Mark) -> Span {
        mark.span(&self.path)
    }
}
