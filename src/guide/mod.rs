//! What the catalogue of a site asks for, told to those who write items: as a list, as a skeleton to copy, and as a
//! JSON Schema for editors.

mod chinese;
mod listing;
mod schema;
mod schema_records;
mod schema_types;
mod skeleton;

pub use listing::{EntryRow, FieldRow, FollowRow};

use crate::catalogue::{Catalogue, Entry};
use crate::diagnostic::Lang;

/// The kinds of files with front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaOf {
    /// A disclosure.
    Item,
    /// `_org.md`
    Organisation,
    /// A file of a folder `opinions`.
    Opinion,
}

/// A site's catalogue, and what an item may name beside it.
#[derive(Debug)]
pub struct Guide {
    /// The catalogue, with what the site's own files add.
    pub catalogue: Catalogue,
    /// The organisations, by id and name, each after the one above it.
    pub organisations: Vec<(String, String)>,
    /// The office telephone of the first of them, for examples.
    pub phone: Option<String>,
}

impl Guide {
    /// The rows of all entries, or of the one of that id or Chinese name, or of the only one whose name holds that word.
    /// Empty where there is none.
    pub fn rows(&self, entry: Option<&str>) -> Vec<EntryRow<'_>> {
        let wanted = |e: &&Entry| entry.is_none_or(|wanted| e.id == wanted || e.label.zh == wanted);
        let mut entries: Vec<&Entry> = self.catalogue.entries.iter().filter(wanted).collect();
        if let ([], Some(word)) = (entries.as_slice(), entry) {
            let holding = self.catalogue.holding(word.trim());
            entries = if holding.len() == 1 { holding } else { Vec::new() };
        }
        entries.sort_by_key(|entry| entry.category);
        entries.into_iter().map(|entry| listing::row(self, entry)).collect()
    }

    /// The ids and Chinese names of entries that may be meant by a word.
    pub fn near(&self, word: &str) -> Vec<(&str, &str)> {
        self.catalogue.near(word).into_iter().map(|entry| (&*entry.id, &*entry.label.zh)).collect()
    }

    /// The rows for people: by category, a few lines an entry; with `codes`, the words of the files beside the Chinese.
    pub fn text(&self, rows: &[EntryRow<'_>], lang: Lang, codes: bool) -> String {
        listing::text(rows, lang, codes)
    }

    /// One entry in full, for people, with its skeleton.
    pub fn entry_text(&self, row: &EntryRow<'_>, lang: Lang, codes: bool) -> String {
        listing::entry_text(row, lang, codes)
    }

    /// The rows as CSV (RFC 4180, with a byte order mark).
    pub fn csv(&self, rows: &[EntryRow<'_>]) -> Vec<u8> {
        listing::csv(rows)
    }

    /// JSON Schema (2020-12) of the front matter of one kind of file.
    pub fn schema(&self, of: SchemaOf) -> serde_json::Value {
        match of {
            SchemaOf::Item => schema::schema(self),
            SchemaOf::Organisation => schema_records::organisation(self),
            SchemaOf::Opinion => schema_records::opinion(),
        }
    }
}
