//! What must never be published, found in a text. Pure functions: no files, no clock.
//!
//! 1. `signs` reads the bytes once and says what may be there; a text without signs is done.
//! 2. `normal` normalises the text and keeps the way back to its bytes.
//! 3. The recognisers run: `numbers` by check digits, `context` by the words around a number, and one module
//!    each for addresses, e-mail, marks, pieces of identity numbers and table headers.
//! 4. Where findings overlap the first recogniser wins.
//!
//! No finding may be lowered by words that an author can write, except where a number without check digits would
//! otherwise be reported in ordinary papers; each such exception is in the recogniser that needs it.

mod address;
mod checks;
mod context;
mod email;
mod headers;
mod kind;
mod mask;
mod normal;
mod numbers;
mod partial;
mod runs;
mod secrecy;
mod signs;
#[cfg(test)]
mod tests;

pub use headers::headers;
pub use kind::Kind;
pub use mask::mask;

use normal::Normal;
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
#[derive(Clone, Copy, Debug)]
pub struct Scanner<'a> {
    /// Telephones that may stand; digits count, signs between them do not.
    pub office_phones: &'a [&'a str],
    /// E-mail addresses that may stand, in any case of letters.
    pub office_emails: &'a [&'a str],
    /// The year up to which somebody can have been born.
    pub this_year: u16,
}

impl Scanner<'_> {
    /// All findings in a text, in its order, none overlapping another.
    pub fn scan(&self, text: &str) -> Vec<Hit> {
        let signs = signs::signs(text);
        if signs == Signs::NONE {
            return Vec::new();
        }
        let normal = Normal::new(text);
        let mut found = Found::default();
        if signs.has(Signs::MAIL) {
            email::find(self, &normal, &mut found);
        }
        if signs.has(Signs::NUMBERS) || signs.has(Signs::WORDS) {
            let runs = runs::runs(&normal);
            numbers::find(self, &normal, &runs, &mut found);
            if signs.has(Signs::WORDS) {
                context::find(&normal, &runs, &mut found);
            }
        }
        if signs.has(Signs::MASKS) || signs.has(Signs::WORDS) {
            partial::find(&normal, &mut found);
        }
        if signs.has(Signs::ADDRESS) {
            address::find(&normal, &mut found);
        }
        if signs.has(Signs::SECRECY) {
            secrecy::find(&normal, &mut found);
        }
        if signs.has(Signs::TABLE) {
            headers::find(text, &mut found);
        }
        found.in_order()
    }

    /// Whether digits are a telephone that the organisation lists, its extension or area code left out or not.
    fn knows_phone(&self, digits: &[u8]) -> bool {
        self.office_phones.iter().any(|phone| {
            let listed = || phone.bytes().filter(u8::is_ascii_digit);
            let (length, given) = (listed().count(), digits.len());
            let begins = || length >= given && listed().take(given).eq(digits.iter().copied());
            let ends = || given >= length && listed().eq(digits[given - length..].iter().copied());
            length >= 7 && (begins() || ends())
        })
    }

    fn knows_email(&self, address: &str) -> bool {
        self.office_emails.iter().any(|listed| listed.trim().eq_ignore_ascii_case(address))
    }
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
        Kind::HomeAddress | Kind::SecrecyMark | Kind::WithheldMark | Kind::TableHeader => 7,
    }
}
