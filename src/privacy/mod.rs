//! What must never be published, found in a text. Pure functions: no files, no clock.
//!
//! 1. `signs` reads the bytes once and says what may be there and where; a text without signs is done.
//! 2. `normal` normalises the text, or where only numbers were seen the `windows` around them, and keeps the way back
//!    to its bytes. Chinese numerals and percent-encoding are a second reading.
//! 3. The recognisers run: `numbers` by check digits, with `cells` and `glued`, `context` by the words around a number, and one module
//!    each for addresses, e-mail, marks, pieces of identity numbers and table headers.
//! 4. Where links, pictures or notes part what is shown, all of it runs once more over the text as it is shown (`links`).
//! 5. A text of more than a mebibyte is read in portions (`windows`), each with a margin in which no finding counts.
//! 6. Where findings overlap the surer kind wins (`rank`), and of two alike the longer.
//!
//! No finding may be lowered by words that an author can write, except where a number without check digits would
//! otherwise be reported in ordinary papers; each such exception is in the recogniser that needs it.

mod address;
mod cells;
mod checks;
mod context;
mod email;
mod glued;
mod headers;
mod identity;
mod kind;
mod links;
mod mask;
mod normal;
mod numbers;
mod partial;
mod runs;
mod secrecy;
mod signature;
mod signs;
#[cfg(test)]
mod tests;
mod triggers;
mod windows;

pub use headers::{headers, may_be_headers};
pub use kind::Kind;
pub use links::Shown;
pub use mask::{Written, mask};
pub use signature::signature;

use normal::{Class, Normal, Reading, class};
use signs::Signs;
use std::ops::Range;

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the text that was scanned; on character boundaries.
    pub range: Range<usize>,
}

/// The scan, with what an organisation prints about itself.
#[derive(Clone, Debug)]
pub struct Scanner {
    /// Digits of telephones, in order.
    phones: Vec<Vec<u8>>,
    /// In small letters, in order.
    emails: Vec<String>,
    this_year: u16,
}

/// Telephones with fewer digits are hotlines, and excuse nothing.
const SHORTEST_PHONE: usize = 7;

impl Scanner {
    /// A scan that lets the telephones and e-mail addresses of offices stand; of telephones only the digits count.
    /// `this_year` is the year up to which somebody can have been born.
    pub fn new<'a>(
        office_phones: impl IntoIterator<Item = &'a str>,
        office_emails: impl IntoIterator<Item = &'a str>,
        this_year: u16,
    ) -> Self {
        let digits = |phone: &str| phone.bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
        let mut phones: Vec<_> =
            office_phones.into_iter().map(digits).filter(|phone| phone.len() >= SHORTEST_PHONE).collect();
        let mut emails: Vec<_> = office_emails.into_iter().map(|email| email.trim().to_ascii_lowercase()).collect();
        phones.sort();
        phones.dedup();
        emails.sort();
        emails.dedup();
        Self { phones, emails, this_year }
    }

    /// All findings in a text, in its order, none overlapping another.
    pub fn scan(&self, text: &str) -> Vec<Hit> {
        let mut found = Found::default();
        for portion in windows::portions(text) {
            let mut read = Found::default();
            self.as_shown(&text[portion.read.clone()], &mut read);
            for (rank, hit) in read.0 {
                let range = hit.range.start + portion.read.start..hit.range.end + portion.read.start;
                if portion.own.contains(&range.start) {
                    found.add_ranked(rank, hit.kind, range);
                }
            }
        }
        found.in_order()
    }

    /// Reads a text as it stands and as it is shown.
    fn as_shown(&self, text: &str, found: &mut Found) {
        self.read(text, found);
        for shown in links::readings(text) {
            let mut read = Found::default();
            self.read(&shown.text, &mut read);
            for (rank, hit) in read.0 {
                found.add_ranked(rank, hit.kind, shown.source(hit.range));
            }
        }
    }

    fn read(&self, text: &str, found: &mut Found) {
        let seen = signs::signs(text);
        if seen.signs.whole() {
            self.whole(text, seen.signs, seen.bent, found);
        } else {
            for part in windows::around(text, &seen.rows) {
                self.numbers(text, part, seen.bent, found);
            }
        }
        if seen.signs.has(Signs::TABLE) {
            headers::find(text, found);
        }
    }

    fn whole(&self, text: &str, signs: Signs, bent: bool, found: &mut Found) {
        let normal = Normal::new(text);
        let runs = runs::runs(&normal);
        numbers::find(self, text, &normal, &runs, found);
        normal.turned.iter().for_each(|range| found.add(Kind::Turned, range.clone()));
        if signs.has(Signs::MAIL) {
            email::find(self, &normal, found);
        }
        if signs.has(Signs::WORDS) {
            context::find(&normal, &runs, found);
        }
        if signs.has(Signs::MASKS) || signs.has(Signs::WORDS) {
            partial::find(&normal, found);
        }
        if signs.has(Signs::ADDRESS) {
            address::find(&normal, found);
        }
        if signs.has(Signs::SECRECY) {
            secrecy::find(&normal, found);
        }
        if bent {
            self.bent(text, 0..text.len(), found);
        }
    }

    fn numbers(&self, text: &str, part: Range<usize>, bent: bool, found: &mut Found) {
        let normal = Normal::of(text, part.clone(), Reading::Plain);
        numbers::find(self, text, &normal, &runs::runs(&normal), found);
        if bent {
            self.bent(text, part, found);
        }
    }

    /// Numbers in Chinese numerals or percent-encoded.
    fn bent(&self, text: &str, part: Range<usize>, found: &mut Found) {
        let normal = Normal::of(text, part, Reading::Bent);
        let mut bent = Found::default();
        numbers::find(self, text, &normal, &runs::runs(&normal), &mut bent);
        email::find(self, &normal, &mut bent);
        // One numeral alone belongs to the words beside it, as in 0000-8800701三种, and 〇 may hide a digit, as 138〇〇〇〇5678 does.
        let numeral = |c: char| c != '〇' && normal::numeral(c).is_some();
        let written = |hit: &Hit| {
            let text = &text[hit.range.clone()];
            text.contains('%') || (hit.kind != Kind::Email && text.chars().filter(|c| numeral(*c)).count() > 1)
        };
        found.0.extend(bent.0.into_iter().filter(|(_, hit)| written(hit)));
    }

    /// Whether digits are a telephone that the organisation lists, its extension or area code left out or not.
    fn knows_phone(&self, digits: &[u8]) -> bool {
        let longer = self.phones.partition_point(|phone| phone.as_slice() < digits);
        self.phones.get(longer).is_some_and(|phone| phone.starts_with(digits))
            || (SHORTEST_PHONE..=digits.len()).any(|length| {
                self.phones.binary_search_by(|phone| phone.as_slice().cmp(&digits[digits.len() - length..])).is_ok()
            })
    }

    fn knows_email(&self, address: &str) -> bool {
        self.emails.binary_search(&address.to_ascii_lowercase()).is_ok()
    }
}

/// The characters of a text that words are made of as a page shows them, each with its bytes: character references resolved,
/// compatibility forms as what they stand for; without blanks, dots, marks of emphasis and what nobody sees.
pub fn spelled(text: &str) -> Vec<(char, Range<usize>)> {
    let normal = Normal::new(text);
    let seen = |c: char| !matches!(class(c), Class::Blank | Class::Line | Class::Markup | Class::Dot);
    let chars = normal.chars.iter().enumerate().filter(|(_, c)| seen(**c));
    chars.map(|(at, c)| (*c, normal.bytes(at..at + 1))).collect()
}

/// A text in portions that overlap, so that what is done with one takes no more memory the longer the text is.
pub fn portions(text: &str) -> impl Iterator<Item = &str> {
    windows::portions(text).map(|portion| &text[portion.read])
}

/// A text as it is shown where links, pictures or notes part it, each time with the way back to its bytes.
pub fn shown(text: &str) -> impl Iterator<Item = Shown> {
    links::readings(text).into_iter()
}

/// Findings in the order of the recognisers, each with its rank.
#[derive(Default)]
struct Found(Vec<(u8, Hit)>);

impl Found {
    fn add(&mut self, kind: Kind, range: Range<usize>) {
        self.add_ranked(rank(kind), kind, range);
    }

    /// A finding by shape alone: any other that overlaps it is surer.
    fn add_weak(&mut self, kind: Kind, range: Range<usize>) {
        self.add_ranked(u8::MAX, kind, range);
    }

    fn add_ranked(&mut self, rank: u8, kind: Kind, range: Range<usize>) {
        if !range.is_empty() {
            self.0.push((rank, Hit { kind, range }));
        }
    }

    /// By place in the text; of two that overlap the surer stays, of two alike the longer.
    fn in_order(mut self) -> Vec<Hit> {
        if self.0.is_empty() {
            return Vec::new();
        }
        self.0.sort_by_key(|(rank, hit)| (*rank, std::cmp::Reverse(hit.range.len()), hit.range.start));
        let mut kept = std::collections::BTreeMap::<usize, Hit>::new();
        for (_, hit) in self.0 {
            let before = kept.range(..hit.range.end).next_back();
            if before.is_none_or(|(_, other)| other.range.end <= hit.range.start) {
                kept.insert(hit.range.start, hit);
            }
        }
        kept.into_values().collect()
    }
}

/// The surer a kind, the lower: check digits first, then words, then shapes.
fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Email => 0,
        Kind::IdCard => 1,
        Kind::BankCard => 2,
        Kind::Account | Kind::Passport | Kind::OfficerCard | Kind::SocialSecurity => 3,
        Kind::Mobile => 4,
        Kind::Landline => 5,
        Kind::PartOfIdBesideBirth => 6,
        Kind::HomeAddress | Kind::SecrecyMark | Kind::WithheldMark | Kind::TableHeader | Kind::Turned => 7,
    }
}
