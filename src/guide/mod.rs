//! What the catalogue of a site asks for, told to those who write items: as a list, as a skeleton to copy, and as a
//! JSON Schema for editors.

mod chinese;
mod drafts;
mod listing;
mod schema;
mod schema_records;
mod schema_types;
mod skeleton;

pub use drafts::{kind_named, organisation_draft, site_draft};
pub use listing::{EntryRow, FieldRow, FollowRow};

use crate::calendar::Period;
use crate::catalogue::{Catalogue, Entry, Every, Tier};
use crate::diagnostic::Lang;
use crate::duties;
use chrono::{Days, NaiveDate, TimeDelta};

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

/// What was over longer ago than this is not what somebody begins to report on.
const LONG_AGO: TimeDelta = TimeDelta::days(92);

/// A site's catalogue, and what an item may name beside it.
#[derive(Debug)]
pub struct Guide {
    /// The catalogue, with what the site's own files add.
    pub catalogue: Catalogue,
    /// The organisations, by id and name, each after the one above it.
    pub organisations: Vec<(String, String)>,
    /// The office telephone of the first of them, for examples.
    pub phone: Option<String>,
    /// The day of drafts, in the site's zone.
    pub today: NaiveDate,
}

impl Guide {
    /// The rows of all entries, or of the one that a word names. Empty where there is none.
    pub fn rows(&self, entry: Option<&str>) -> Vec<EntryRow<'_>> {
        let mut entries: Vec<&Entry> = match entry {
            Some(word) => self.catalogue.named(word).map(|at| &self.catalogue.entries[at]).into_iter().collect(),
            None => self.catalogue.entries.iter().collect(),
        };
        entries.sort_by_key(|entry| entry.category);
        entries.into_iter().map(|entry| listing::row(self, entry)).collect()
    }

    /// A draft of an item of an entry, published today; with a title where there is one, and of a period where it has one.
    pub fn draft(&self, entry: &Entry, title: Option<&str>, period: Option<Period>) -> String {
        skeleton::skeleton(self, entry, title, period)
    }

    /// The period that an item of today is of: of a periodic entry the last that is over, or, where it tells of what is to
    /// come, the one that has begun.
    pub fn period(&self, entry: &Entry) -> Option<Period> {
        let every = entry.every.unwrap_or(Every::Year);
        let begun = duties::containing(every, self.today);
        let period = if entry.ahead { begun } else { duties::containing(every, duties::eve(begun)) };
        (entry.tier == Tier::Periodic).then_some(period)
    }

    /// The one after a period.
    pub fn following(&self, period: Period) -> Period {
        duties::next(period)
    }

    /// Whether a period was over long ago, so that nobody begins to report on it where another one is owed.
    pub fn is_long_over(&self, period: Period) -> bool {
        self.today - duties::last_day(period) > LONG_AGO
    }

    /// Whether a period is as long as those of an entry.
    pub fn fits(&self, entry: &Entry, period: Period) -> bool {
        entry.every.is_none_or(|every| duties::containing(every, duties::first_day(period)) == period)
    }

    /// The day so many days after today.
    pub fn later(&self, days: u64) -> NaiveDate {
        self.today.checked_add_days(Days::new(days)).unwrap_or(self.today)
    }

    /// The ids and Chinese names of entries that may be meant by a word.
    pub fn near(&self, word: &str) -> Vec<(String, String)> {
        near(&self.catalogue, word)
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

/// The ids and Chinese names of the entries of a catalogue that may be meant by a word.
pub fn near(catalogue: &Catalogue, word: &str) -> Vec<(String, String)> {
    catalogue.near(word).into_iter().map(|entry| (entry.id.clone(), entry.label.zh.clone())).collect()
}
