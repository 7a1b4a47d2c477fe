//! The disclosure catalogue (公开目录): what must be disclosed, how often, to whom, for how long.
//!
//! The built-in catalogue is `builtin.yaml`; a site's own files, of the same form, each extend those before it: the
//! superior's, which may lock entries, then those of organisations below, whose entries hold only for them.

mod beyond;
mod entry;
mod field_type;
mod follow_up;
mod grouping;
mod holidays;
mod near;
mod read;
mod replies;
pub mod sample;
mod scope;
mod specs;

pub use beyond::Beyond;
pub use entry::Every;
pub(crate) use entry::words as entry_words;
pub use entry::{
    After, Category, Clearance, Due, Entry, FieldSpec, Heading, Initiative, OrganisationKind, Pii, Stream, Tier,
};
pub use field_type::{FieldType, Pass, is_remark};
pub use follow_up::FollowUp;
pub use grouping::Grouping;
pub use read::{builtin, extend};
pub use replies::{OpinionKind, Replies};
pub use scope::{Plan, Scope};

use crate::calendar::Workdays;
use crate::source::Table;
use std::collections::BTreeMap;

/// A label in Chinese and, where it helps, in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Chinese.
    pub zh: String,
    /// English; empty where there is none.
    pub en: String,
}

impl Label {
    /// Takes `zh` and `en`.
    fn read(table: &mut Table<'_, '_>) -> Self {
        let mut word = |key| table.text(key).map(|text| text.value.into_owned()).unwrap_or_default();
        Self { zh: word("zh"), en: word("en") }
    }
}

/// The whole catalogue, in its own order.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The five categories.
    pub categories: Vec<Category>,
    /// The eight headings of the 2010 Opinion.
    pub op2010: Vec<Heading>,
    /// The seven items of the 2017 Regulation for basic organisations.
    pub reg: Vec<Heading>,
    /// The departments that propose items (部门各负其责).
    pub departments: Vec<Heading>,
    /// Every entry; items refer to entries by position.
    pub entries: Vec<Entry>,
    /// By when opinions are answered.
    pub replies: Replies,
    /// The working days in which terms are counted.
    pub workdays: Workdays,
    labels: BTreeMap<String, Label>,
    by_id: BTreeMap<String, usize>,
}

impl Catalogue {
    /// The position of an entry.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The ids of all entries, for suggestions.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }

    /// The label of a field or of a part of one; the name itself where the catalogue has none.
    pub fn label(&self, name: &str) -> Label {
        self.known_label(name).cloned().unwrap_or_else(|| Label { zh: name.to_owned(), en: String::new() })
    }

    /// The label of a field or of a part of one, where the catalogue has it.
    pub fn known_label(&self, name: &str) -> Option<&Label> {
        self.labels.get(name)
    }

    fn put(&mut self, entry: Entry) {
        match self.by_id.get(&entry.id) {
            Some(position) => self.entries[*position] = entry,
            None => {
                self.by_id.insert(entry.id.clone(), self.entries.len());
                self.entries.push(entry);
            }
        }
    }
}
