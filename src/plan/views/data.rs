//! The shapes of what templates get.

use super::opinions::OpinionBrief;
use crate::address;
use crate::catalogue::{Initiative, Stream, Tier};
use crate::config::Contact;
use crate::plan::item_view::{Row, RowRefs};
use crate::plan::phones::Phone;
use crate::projection::{CategoryCard, EntryCard, OrganisationCard, Word};
use serde::Serialize;

/// Something with a name and a place.
#[derive(Clone, Debug, Hash, Serialize)]
pub(in crate::plan) struct Place {
    pub(super) id: String,
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) path: String,
}

impl Place {
    pub(in crate::plan) fn category(card: &CategoryCard) -> Self {
        Self { id: card.id.clone(), zh: card.zh.clone(), en: card.en.clone(), path: card.path.clone() }
    }

    pub(super) fn entry(card: &EntryCard) -> Self {
        Self { id: card.id.clone(), zh: card.zh.clone(), en: card.en.clone(), path: card.path.clone() }
    }

    pub(super) fn organisation(card: &OrganisationCard) -> Self {
        Self { id: card.id.to_string(), zh: card.zh.to_string(), en: String::new(), path: card.path.clone() }
    }

    pub(super) fn word(kind: &str, word: (&str, &str, &str)) -> Self {
        Self { id: word.0.into(), zh: word.1.into(), en: word.2.into(), path: address::list(kind, word.0) }
    }

    pub(super) fn tier(tier: Tier) -> Self {
        Self::word("tiers", (tier.id(), tier.zh(), tier.en()))
    }

    pub(in crate::plan) fn tiers() -> Vec<Self> {
        Tier::ALL.iter().copied().map(Self::tier).collect()
    }

    pub(super) fn stream(stream: Stream) -> Self {
        Self::word("streams", (stream.id(), stream.zh(), stream.en()))
    }

    pub(super) fn initiative(initiative: Initiative) -> Self {
        Self::word("initiatives", (initiative.id(), initiative.zh(), initiative.en()))
    }
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct Home<'p> {
    pub(super) newest: Vec<Row<'p>>,
    pub(super) focus: Vec<Row<'p>>,
    pub(super) windows: Vec<Row<'p>>,
    pub(super) closing: Vec<Row<'p>>,
    pub(super) categories: Vec<CategoryRow<'p>>,
    pub(super) tiers: Vec<Counted>,
    pub(super) initiatives: Vec<Counted>,
    pub(super) organisations: Vec<Node>,
    pub(super) counts: Counts,
    /// How many items there are from when on, as beside each number.
    pub(super) later: String,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct Counts {
    pub(super) items: usize,
    pub(super) organisations: usize,
    pub(super) entries: usize,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct CategoryRow<'p> {
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) count: usize,
    pub(super) later: String,
    pub(super) rows: Vec<Row<'p>>,
}

/// Something with how many items there are in it, and how many from when on.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Counted {
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) count: usize,
    pub(super) later: String,
    pub(super) hint_zh: &'static str,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct EntryRow<'p> {
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) tier: Word,
    pub(super) count: usize,
    pub(super) later: String,
    pub(super) newest: Option<Row<'p>>,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct EntryView<'p> {
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) category: Place,
    pub(super) tier: Word,
    pub(super) frequency_zh: String,
    pub(super) term_zh: String,
    pub(super) audience: Word,
    pub(super) after: Word,
    pub(super) initiative: Option<Place>,
    pub(super) stream: Option<Place>,
    pub(super) department_zh: Option<&'p str>,
    pub(super) applies_zh: Option<String>,
    pub(super) groups: Vec<GroupName<'p>>,
    pub(super) scope: Option<Place>,
    pub(super) plan: Option<PlanView<'p>>,
    pub(super) focus: bool,
    pub(super) count: usize,
    pub(super) later: String,
    pub(super) newest: Option<Row<'p>>,
}

/// The plan by which an entry stands in the catalogue.
#[derive(Debug, Hash, Serialize)]
pub(super) struct PlanView<'p> {
    pub(super) document: &'p str,
    pub(super) date_zh: String,
    pub(super) by: &'p str,
}

/// The group of an entry in one of the two other groupings.
#[derive(Debug, Hash, Serialize)]
pub(super) struct GroupName<'p> {
    pub(super) kind: Word,
    pub(super) zh: &'p str,
}

/// The entries by the groups of another grouping than the categories.
#[derive(Debug, Hash, Serialize)]
pub(super) struct GroupingView<'p> {
    pub(super) kind: Word,
    pub(super) groups: Vec<GroupView<'p>>,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct GroupView<'p> {
    pub(super) zh: &'p str,
    pub(super) entries: Vec<Place>,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct CatalogueCategory<'p> {
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) entries: Vec<EntryView<'p>>,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct ListView {
    #[serde(skip)]
    pub(super) rows: RowRefs,
    pub(super) total: Figure,
    /// How many items there are from when on, as beside each number.
    pub(super) later: String,
    pub(super) newest: Option<String>,
    pub(super) newer: Option<String>,
    pub(super) older: Option<String>,
    pub(super) oldest: Option<String>,
    pub(super) page: Figure,
    pub(super) pages: Figure,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

/// A number that templates write, and do not ask about: pages that differ in it have one shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub(super) struct Figure(pub(super) usize);

/// How far an organisation is indented: style sheets know so many steps.
pub(super) fn indent(depth: usize) -> usize {
    depth.min(5)
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) zh: String,
    pub(super) path: String,
    pub(super) depth: usize,
    pub(super) kind: Word,
    pub(super) stream: Option<Place>,
    pub(super) count: Figure,
    pub(super) later: String,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct OrganisationPage<'p> {
    pub(super) organisation: OrganisationData<'p>,
    pub(super) ancestors: Vec<Place>,
    pub(super) children: Vec<Node>,
    pub(super) groups: Vec<OrganisationGroup<'p>>,
    pub(super) opinions: Option<OpinionBrief>,
    pub(super) list: ListView,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct OrganisationData<'p> {
    pub(super) id: &'p str,
    pub(super) zh: &'p str,
    /// Its Chinese name, where the other two are English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) full: Option<&'p str>,
    pub(super) kind: Word,
    pub(super) stream: Option<Place>,
    pub(super) secretary: Option<&'p str>,
    pub(super) contact: Option<&'p Contact>,
    pub(super) phones: Vec<Phone>,
    pub(super) internal: bool,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct OrganisationGroup<'p> {
    pub(super) category: Place,
    pub(super) count: usize,
    pub(super) later: String,
    pub(super) rows: Vec<Row<'p>>,
}

#[derive(Debug, Hash, Serialize)]
pub(super) struct TombstoneData<'p> {
    pub(super) kind: &'static str,
    pub(super) entry: Place,
    pub(super) organisation: &'p OrganisationCard,
    pub(super) publish: String,
    pub(super) ended: String,
    pub(super) result: Option<&'p str>,
    pub(super) reason: Option<&'p str>,
}

#[derive(Clone, Debug, Hash, Serialize)]
pub(super) struct DataLink {
    pub(super) path: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) kind: &'static str,
}
