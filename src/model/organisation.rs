//! Party organisations (党组织).

use super::{Body, Chain, Clearance, Mark};
use crate::catalogue::{OrganisationKind, Stream};
use crate::config::Contact;
use crate::diagnostic::{Span, Text, nearest};
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
    /// Its name in English editions.
    pub name_en: Option<Arc<str>>,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Who may know of it: as strict as the strictest above it.
    pub clearance: Clearance,
    /// Whether its own file says who may know of it.
    pub says_audience: bool,
    /// The stream that its items go out beside.
    pub stream: Stream,
    /// Who leads it.
    pub secretary: Option<Arc<str>>,
    /// How to reach it.
    pub contact: Contact,
    /// Other telephones of its offices, which may stand in its items.
    pub office_phones: Vec<Arc<str>>,
    /// The day on which it was founded, and where it is written.
    pub founded: Option<(NaiveDate, Mark)>,
    /// The last day on which it exists, where it was dissolved, and where it is written.
    pub dissolved: Option<(NaiveDate, Mark)>,
    /// The entries that it does not owe.
    pub exempt: Vec<Exemption>,
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

/// An entry that an organisation does not owe.
#[derive(Debug)]
pub struct Exemption {
    /// Its id or its Chinese name.
    pub entry: Arc<str>,
    /// Where that is written.
    pub mark: Mark,
    /// Why.
    pub reason: Arc<str>,
}

/// Ends of the names of files that were meant to make an organisation: Windows hides the last one.
const ENDS: [&str; 8] = ["", ".md", ".md.txt", ".txt", ".md.docx", ".md.doc", ".markdown", ".mdown"];

impl Organisation {
    /// What its front matter says of it in words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let Contact { address, phone: _, email: _, hours } = &self.contact;
        let names = [Some(&self.name), Some(&self.short), self.name_en.as_ref(), self.secretary.as_ref()];
        let names = names.into_iter().flatten().map(|name| &**name);
        let reasons = self.exempt.iter().map(|one| &*one.reason);
        names.chain([address, hours].into_iter().flatten().map(String::as_str)).chain(reasons)
    }

    /// The file in a folder that makes it an organisation.
    pub const FILE: &str = "_org.md";

    /// Whether a file of this path was meant to make its folder an organisation, and has a name that does so on some systems
    /// only.
    pub fn misnamed(path: &str) -> bool {
        Self::made_by(path).is_some_and(|folder| &path[folder.len()..] != Self::FILE)
    }

    /// The folder, with its slash, that the file of this path is to make an organisation, in whatever letters its name is
    /// written, and whatever an editor put behind it; none if it is another file.
    pub fn made_by(path: &str) -> Option<&str> {
        let folder = path.rfind('/').map_or(0, |slash| slash + 1);
        let (stem, end) = path[folder..].split_at_checked("_org".len())?;
        let named = stem.eq_ignore_ascii_case("_org") && ENDS.iter().any(|meant| end.eq_ignore_ascii_case(meant));
        named.then_some(&path[..folder])
    }

    /// Its folder, by its path from the site's root.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// A place in its `_org.md`.
    pub fn span(&self, mark: Mark) -> Span {
        mark.span(&self.path)
    }
}

/// That no organisation has an id, and those that may be meant, by id and name.
#[derive(Clone, Debug)]
pub struct NoSuchOrganisation {
    /// What was given for an id.
    pub id: String,
    /// The likeliest first.
    pub near: Vec<(String, String)>,
}

impl NoSuchOrganisation {
    /// For an id that none of these has.
    pub fn new(id: &str, organisations: &[Organisation]) -> Self {
        let near = near(id, organisations).into_iter();
        Self { id: id.to_owned(), near: near.map(|one| (one.id.to_string(), one.name.to_string())).collect() }
    }
}

/// What to write where a file names an organisation that is none.
pub fn organisation_help(word: &str, organisations: &[Organisation]) -> Text {
    let near = near(word, organisations);
    let named = near.iter().map(|one| format!("{}（{}）", one.id, one.name)).collect::<Vec<_>>().join("，或 ");
    let ids = near.iter().map(|one| format!("`{}`", one.id)).collect::<Vec<_>>().join(" or ");
    if near.is_empty() {
        return Text::new("写 _org.md 里的 id", "Write the id of an _org.md");
    }
    Text::new(format!("写党组织的编号：是不是 {named}？"), format!("Write an id: did you mean {ids}?"))
}

/// The position of the organisation that a word names: its id, or a name or short name that it alone has.
pub fn organisation_named(word: &str, organisations: &[Organisation]) -> Option<usize> {
    let bears = |one: &Organisation| *one.name == *word || *one.short == *word;
    let mut named = organisations.iter().enumerate().filter(|(_, one)| bears(one)).map(|(position, _)| position);
    let by_name = named.next().filter(|_| named.next().is_none());
    organisations.iter().position(|one| *one.id == *word).or(by_name)
}

/// How many organisations are suggested.
const MOST: usize = 3;

/// The organisations that may be meant by a word that is no id: of that name, else those whose name holds it, else the one
/// whose id is spelt nearly so.
fn near<'o>(word: &str, organisations: &'o [Organisation]) -> Vec<&'o Organisation> {
    let word = word.trim();
    let found = |fits: &dyn Fn(&str) -> bool| -> Vec<&'o Organisation> {
        organisations
            .iter()
            .filter(|one| !word.is_empty() && (fits(&one.name) || fits(&one.short)))
            .take(MOST)
            .collect()
    };
    let alike = || nearest(word, organisations.iter().map(|one| &*one.id));
    let by_name = [found(&|name| name == word), found(&|name| name.contains(word)), found(&|name| word.contains(name))];
    by_name
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_else(|| alike().and_then(|id| organisations.iter().find(|one| *one.id == *id)).into_iter().collect())
}
