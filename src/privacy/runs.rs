//! Digits of a text as unbroken runs, and what stands between one run and the next.

use super::checks::credit_code;
use super::normal::{Class, Normal, class};
use std::ops::Range;

/// What separates a run from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Words, or more than a number can have inside.
    Break,
    /// Nothing that a reader sees.
    Markup,
    Blank,
    /// More than one blank: columns of a plain text table.
    Blanks,
    Hyphen,
    Dot,
    /// A parenthesis, as behind an area code.
    Paren,
    /// The border of a table cell.
    Cell,
    Line,
    /// What separates members of a list.
    Mark,
    Colon,
    /// A sign of sums or lists of values, which few put into a number.
    Sign,
}

/// Digits without anything between them.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// Indices of the normalised characters.
    pub(super) chars: Range<usize>,
    /// What separates it from the run before.
    pub(super) gap: Gap,
}

/// All runs of a text.
pub(super) fn runs(normal: &Normal) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut at = 0;
    while let Some(start) = normal.chars[at..].iter().position(char::is_ascii_digit).map(|offset| at + offset) {
        let length = normal.chars[start..].iter().take_while(|c| c.is_ascii_digit()).count();
        let gap = found.last().map_or(Gap::Break, |last| gap(&normal.chars[last.chars.end..start]));
        found.push(Run { chars: start..start + length, gap });
        at = start + length;
    }
    found
}

fn gap(between: &[char]) -> Gap {
    let (mut blanks, mut lines, mut hyphens, mut dots, mut bars, mut parens) = (0, 0, 0, 0, 0, 0);
    let (mut marks, mut quotes, mut colons, mut signs) = (0, 0, 0, 0);
    for c in between {
        match class(*c) {
            Class::Blank => blanks += if *c == '\t' { 2 } else { 1 },
            Class::Line => lines += 1,
            Class::Hyphen => hyphens += 1,
            Class::Dot => dots += 1,
            Class::Bar => bars += 1,
            Class::Paren => parens += 1,
            Class::Mark => marks += 1,
            Class::Quote => quotes += 1,
            Class::Colon => colons += 1,
            Class::Sign => signs += 1,
            Class::Markup => {}
            Class::Digit | Class::Other => return Gap::Break,
        }
    }
    if colons + signs > 0 {
        let alone = colons + signs == 1 && (marks, quotes, lines, hyphens, dots, bars, parens) == (0, 0, 0, 0, 0, 0, 0);
        return match alone {
            true if colons == 1 => Gap::Colon,
            true => Gap::Sign,
            false => Gap::Break,
        };
    }
    match (marks, quotes, lines) {
        (0, 0, _) => {}
        (0, 1, 0) if blanks + hyphens + dots + bars + parens == 0 => return Gap::Mark,
        (1, 0 | 2, 0) if hyphens + dots + bars + parens == 0 => return Gap::Mark,
        // The quotes of two members of a list, each on its line.
        (0, 2, 1) if hyphens == 1 && dots + bars + parens == 0 => return Gap::Line,
        _ => return Gap::Break,
    }
    match (lines, bars, hyphens, dots, parens) {
        (0, 0, 0, 0, 0) => match blanks {
            0 => Gap::Markup,
            1 => Gap::Blank,
            _ => Gap::Blanks,
        },
        // The next line may be the next member of a list.
        (1, 0, 0, 0, 0) | (1, 0, 1, 0, 0) => Gap::Line,
        (0, 1, 0, 0, 0) => Gap::Cell,
        // 138-1234-5678, and with the dash of Chinese, which is two.
        (0, 0, 1 | 2, 0, 0) => Gap::Hyphen,
        // A stop with a blank behind it ends a sentence or the number of a list.
        (0, 0, 0, 1, 0) if blanks == 0 || !between.contains(&'.') => Gap::Dot,
        (0, 0, 0 | 1, 0, 1) => Gap::Paren,
        _ => Gap::Break,
    }
}

/// Runs that may be one number.
pub(super) struct Joined<'a> {
    /// The runs, one or more.
    pub(super) runs: &'a [Run],
    /// Their digits, ASCII.
    pub(super) digits: &'a [u8],
}

impl Joined<'_> {
    /// The normalised characters from the first to the last digit.
    pub(super) fn chars(&self) -> Range<usize> {
        self.runs[0].chars.start..self.runs[self.runs.len() - 1].chars.end
    }

    /// The gaps inside.
    pub(super) fn gaps(&self) -> impl Iterator<Item = Gap> {
        self.runs[1..].iter().map(|run| run.gap)
    }

    /// Whether a reader sees one unbroken number.
    pub(super) fn solid(&self) -> bool {
        self.gaps().all(|gap| gap == Gap::Markup)
    }

    /// The groups that a reader sees: the gap before each, and its length.
    pub(super) fn parts(&self) -> Vec<(Gap, usize)> {
        let mut parts: Vec<(Gap, usize)> = Vec::with_capacity(self.runs.len());
        for run in self.runs {
            match parts.last_mut() {
                Some((_, length)) if run.gap == Gap::Markup => *length += run.chars.len(),
                _ => parts.push((run.gap, run.chars.len())),
            }
        }
        parts
    }

    /// Lengths of the groups when all that separates them is of one kind, and that kind.
    pub(super) fn groups(&self) -> Option<(Gap, Vec<usize>)> {
        let parts = self.parts();
        let kind = parts.get(1).map_or(Gap::Markup, |(gap, _)| *gap);
        let same = parts[1..].iter().all(|(gap, _)| *gap == kind);
        same.then(|| (kind, parts.iter().map(|(_, length)| *length).collect()))
    }

    /// Digits before each visible gap, and its kind.
    pub(super) fn cuts(&self) -> Vec<(usize, Gap)> {
        let mut count = self.runs[0].chars.len();
        let mut cuts = Vec::new();
        for run in &self.runs[1..] {
            if run.gap != Gap::Markup {
                cuts.push((count, run.gap));
            }
            count += run.chars.len();
        }
        cuts
    }
}

/// Letters that may touch a number on each side.
const LETTERS: usize = 10;

/// Whether a number stands by itself: letters may touch it, as in `Tel138…`, but a token with other digits (a digest,
/// a credit code) is no number.
pub(super) fn alone(normal: &Normal, chars: &Range<usize>) -> bool {
    let letters = |token: &mut dyn Iterator<Item = &char>| {
        let mut count = 0;
        for c in token.take(LETTERS + 1).take_while(|c| c.is_ascii_alphanumeric()) {
            if c.is_ascii_digit() {
                return None;
            }
            count += 1;
        }
        (count <= LETTERS).then_some(count)
    };
    let before = letters(&mut normal.chars[..chars.start].iter().rev());
    let after = letters(&mut normal.chars[chars.end..].iter());
    match (before, after) {
        (Some(0), Some(0)) => true,
        (Some(before), Some(after)) => {
            let token = &normal.chars[chars.start - before..chars.end + after];
            !credit_code(&token.iter().map(|c| *c as u8).collect::<Vec<u8>>())
        }
        _ => false,
    }
}

/// Whether a place is inside a web address.
pub(super) fn in_address(normal: &Normal, at: usize) -> bool {
    let mut token: Vec<char> = normal.chars[..at]
        .iter()
        .rev()
        .take(400)
        .copied()
        .take_while(|c| c.is_ascii_graphic() && !matches!(c, '|' | '"' | '<' | '>' | '(' | ')' | '[' | ']'))
        .collect();
    token.reverse();
    let token: String = token.into_iter().collect();
    token.contains("://") || token.starts_with("www.")
}
