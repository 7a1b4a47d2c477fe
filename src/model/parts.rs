//! What an item is made of: its fields, its files, and its text.

use super::Clearance;
use super::item::Mark;
use crate::fields::Typed;
use crate::markdown::Passage;
use std::sync::Arc;

/// A field of an item.
#[derive(Debug)]
pub struct Field {
    /// Its key.
    pub name: Arc<str>,
    /// Whether only members may see it.
    pub internal: bool,
    /// Whether its item asked for a laxer clearance than its own, which is a mistake.
    pub laxer: bool,
    /// Whether it names another item.
    pub reference: bool,
    /// What it holds, as written.
    pub value: Arc<FieldValue>,
    /// What it holds; none when it is not of its type, with a finding.
    pub typed: Option<Arc<Typed>>,
    /// Where it stands.
    pub mark: Mark,
}

/// What a field holds, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// One value.
    Text(String),
    /// Several.
    List(Vec<FieldValue>),
    /// Named parts, in the order written.
    Map(Vec<(String, FieldValue)>),
}

impl FieldValue {
    /// All of it, in one line.
    pub fn flat(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(values) => values.iter().map(Self::flat).collect::<Vec<_>>().join(" | "),
            Self::Map(parts) => parts.iter().map(|(_, value)| value.flat()).collect::<Vec<_>>().join(" | "),
        }
    }
}

/// A file beside an item, as it was when it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Where it lies, from the site's root.
    pub path: Arc<str>,
    /// Its name, normalised, as it is published.
    pub name: Arc<str>,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: Arc<str>,
}

/// A file that travels with an item.
#[derive(Debug)]
pub struct Attachment {
    /// The file.
    pub file: Arc<Stored>,
    /// What it is called.
    pub title: Arc<str>,
    /// Who may have it.
    pub clearance: Clearance,
    /// Where it is listed.
    pub mark: Mark,
}

/// A picture that an item's text names.
#[derive(Debug)]
pub struct Picture {
    /// The file.
    pub file: Arc<Stored>,
    /// Whether only internal passages name it.
    pub internal: bool,
}

/// A text that is not held: where it lies, what it was, and how it is cut by clearance.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Blake3 of the file's bytes when it was checked.
    pub source: [u8; 32],
    /// The passages, in order.
    pub passages: Vec<Passage>,
    /// Blake3 of the text that the public may see.
    pub public_text: [u8; 32],
    /// Blake3 of what only members see of it.
    pub internal_text: [u8; 32],
    /// Blake3 of the whole text.
    pub full_text: [u8; 32],
    /// What the text names.
    pub links: Vec<NamedLink>,
    /// Its first words, of what every reader of the item may see; none where a summary says it.
    pub opening: Arc<str>,
}

impl Body {
    /// Whether nothing is written.
    pub fn is_blank(&self) -> bool {
        self.full_text == *blake3::hash(b"").as_bytes()
    }
}

/// A link or picture in a text, and what it was found to be.
#[derive(Clone, Debug)]
pub struct NamedLink {
    /// The target as written.
    pub target: Arc<str>,
    /// Whether only an internal passage names it.
    pub internal: bool,
    /// What it leads to.
    pub to: LinkTarget,
    /// Where it stands.
    pub mark: Mark,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// Another site, a mail address or a telephone.
    External,
    /// An address of a site for members.
    Members,
    /// A place on the same page.
    Anchor,
    /// The file of another item, before it is known whose it is, and the place on its page.
    Path(Arc<str>, Option<Arc<str>>),
    /// Another item by id, before it is known whether there is one, and the place on its page.
    Id(Arc<str>, Option<Arc<str>>),
    /// An item, by position, and the place on its page.
    Item(usize, Option<Arc<str>>),
    /// An attachment of the same item, by position.
    Attachment(usize),
    /// A picture of the same item, by position.
    Picture(usize),
    /// Nothing: a finding says so.
    Broken,
}
