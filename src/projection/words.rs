//! The names by which pages call categories, entries and organisations: shared, so that no item holds its own.

use crate::address;
use crate::catalogue::Catalogue;
use serde::Serialize;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A word of a list, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Word {
    /// The word used in files and style sheets.
    pub id: &'static str,
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

macro_rules! word {
    ($value:expr) => {{
        let value = $value;
        $crate::projection::Word { id: value.id(), zh: value.zh(), en: value.en() }
    }};
}
pub(crate) use word;

/// A category, as pages name it.
#[derive(Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CategoryCard {
    /// Its id.
    pub id: String,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// Its list.
    pub path: String,
}

/// A catalogue entry, as pages name it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct EntryCard {
    /// Its id.
    pub id: String,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// Its list.
    pub path: String,
    /// Its position in the catalogue.
    #[serde(skip)]
    pub position: usize,
    /// Its category.
    pub category: Arc<CategoryCard>,
    /// Its tier.
    pub tier: Word,
}

/// An organisation, as pages name it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct OrganisationCard {
    /// Its id.
    pub id: Arc<str>,
    /// Its short name, or in an English edition its English one if it has one.
    pub zh: Arc<str>,
    /// Its page.
    pub path: String,
    /// Its position among the organisations of its projection.
    #[serde(skip)]
    pub position: usize,
}

// Positions shift when another comes before, so they are no part of what a page is made of.

impl Hash for EntryCard {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { id, zh, en, path, position: _, category, tier } = self;
        (id, zh, en, path, category, tier).hash(state);
    }
}

impl Hash for OrganisationCard {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { id, zh, path, position: _ } = self;
        (id, zh, path).hash(state);
    }
}

pub(super) fn categories(catalogue: &Catalogue) -> Vec<Arc<CategoryCard>> {
    let card = |category: &crate::catalogue::Category| CategoryCard {
        id: category.id.clone(),
        zh: category.label.zh.clone(),
        en: category.label.en.clone(),
        path: address::list("categories", &category.id),
    };
    catalogue.categories.iter().map(card).map(Arc::new).collect()
}

pub(super) fn entries(catalogue: &Catalogue, categories: &[Arc<CategoryCard>]) -> Vec<Arc<EntryCard>> {
    let card = |(position, entry): (usize, &crate::catalogue::Entry)| EntryCard {
        id: entry.id.clone(),
        zh: entry.label.zh.clone(),
        en: entry.label.en.clone(),
        path: address::list("entries", &entry.id),
        position,
        category: Arc::clone(&categories[entry.category]),
        tier: word!(entry.tier),
    };
    catalogue.entries.iter().enumerate().map(card).map(Arc::new).collect()
}
