//! One pass over the bytes of a text that says which recognisers it needs, and where. It may say too much, never too
//! little: the tests hold it against all recognisers over the whole text.

use super::email::{spells_at, stands_between};
use super::normal::{LONGEST_REFERENCE, escaped, numeral, percent, turns};
use super::triggers::{FIRST_EXTENSION, han, is_trigger, word};
use std::ops::Range;

/// What a text may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u8);

impl Signs {
    /// Words that make a number beside them a finding.
    pub(super) const WORDS: Self = Self(1);
    /// Signs that replace digits.
    pub(super) const MASKS: Self = Self(2);
    /// An at sign.
    pub(super) const MAIL: Self = Self(4);
    /// Words of marks.
    pub(super) const SECRECY: Self = Self(8);
    /// A door.
    pub(super) const ADDRESS: Self = Self(16);
    /// A Markdown table.
    pub(super) const TABLE: Self = Self(32);
    /// References or tags that may stand inside a number.
    pub(super) const TAGS: Self = Self(64);
    /// Characters that turn a text.
    const TURNS: Self = Self(128);
    /// A reference, which may be any character.
    const REFERENCE: Self = Self(64 + 1 + 2 + 4 + 8 + 16);

    /// All of them.
    #[cfg(test)]
    pub(super) const ALL: Self = Self(255);

    /// Whether a sign is among them.
    pub(super) fn has(self, sign: Self) -> bool {
        self.0 & sign.0 != 0
    }

    /// Whether there are others than tables, so that the text must be read as a whole.
    pub(super) fn whole(self) -> bool {
        self.0 & !Self::TABLE.0 != 0
    }

    pub(super) fn add(&mut self, sign: Self) {
        self.0 |= sign.0;
    }
}

/// What one pass saw.
#[derive(Default)]
pub(super) struct Seen {
    /// What is in the text.
    pub(super) signs: Signs,
    /// Where ten digits or more stand with nothing between them that ends a number.
    pub(super) rows: Vec<Range<usize>>,
    /// Whether digits may be Chinese numerals or percent-encoded.
    pub(super) bent: bool,
}

/// ASCII characters that neither a number, nor a mask, nor a sign has.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0x20;
    while byte < 0x7F {
        ends[byte] = !matches!(byte as u8, b'0'..=b'9' | b' '..=b'/' | b':' | b';' | b'=' | b'[' | b'?' | b'@' | b'<' | b'\\' | b'_' | b'`' | b'x' | b'X' | b'|' | b'~');
        byte += 1;
    }
    ends
};

/// Digits from which on a text is looked at: a fixed telephone has as many.
const FEWEST: u32 = 10;
/// Digits and signs together from which on they may be a masked number.
const PIECE: u32 = 8;

/// Digits while they are counted.
#[derive(Default)]
struct Row {
    digits: u32,
    start: usize,
    end: usize,
    bent: bool,
    /// Whether any of them was bent, also in rows that are over.
    any_bent: bool,
}

impl Row {
    fn digits(&mut self, count: u32, at: usize, end: usize) {
        if self.digits == 0 {
            self.start = at;
        }
        self.digits += count;
        self.end = end;
    }

    fn bend(&mut self) {
        (self.bent, self.any_bent) = (true, true);
    }

    fn stop(&mut self, seen: &mut Seen) {
        if self.digits >= FEWEST {
            seen.rows.push(self.start..self.end);
            seen.bent |= self.bent;
        }
        (self.digits, self.bent) = (0, false);
    }
}

/// Reads a text once.
pub(super) fn signs(text: &str) -> Seen {
    let mut scan = Scan { text, bytes: text.as_bytes(), ..Scan::default() };
    while let Some(&byte) = scan.bytes.get(scan.at) {
        match byte {
            _ if ENDS[usize::from(byte)] => {
                scan.stop();
                let run = scan.bytes[scan.at..].iter().take_while(|byte| ENDS[usize::from(**byte)]).count();
                scan.pass(scan.at + run);
            }
            0xE4..=0xE9 => scan.han(),
            0xE3 if han(scan.bytes, scan.at) >= FIRST_EXTENSION => scan.han(),
            0x80.. => scan.wide(),
            _ => scan.narrow(byte, scan.at + 1),
        }
    }
    scan.row.stop(&mut scan.seen);
    // What stands on both sides of a tag was counted by itself.
    scan.seen.bent |= scan.row.any_bent && scan.seen.signs.has(Signs::TAGS);
    scan.seen
}

/// The pass, at one of the places of a text.
#[derive(Default)]
struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    seen: Seen,
    row: Row,
    /// Digits and signs that stand together.
    piece: u32,
    /// The signs among them.
    masks: u32,
}

impl Scan<'_> {
    /// Ends the row of digits, if there is one.
    fn stop(&mut self) {
        if self.row.digits > 0 {
            self.row.stop(&mut self.seen);
        }
    }

    /// Goes on at a place, behind something that no piece has.
    fn pass(&mut self, end: usize) {
        (self.piece, self.masks, self.at) = (0, 0, end);
    }

    /// Goes on at a place, behind a sign that replaces a digit, or that may be as many characters.
    fn mask(&mut self, count: u32, end: usize) {
        (self.piece, self.masks, self.at) = (self.piece + count, self.masks + 1, end);
        if self.piece >= PIECE && self.masks >= 2 {
            self.seen.signs.add(Signs::MASKS);
        }
    }

    /// Goes on behind the next of a run of Han characters at which a recogniser may begin, or behind the run.
    fn han(&mut self) {
        let mut c = han(self.bytes, self.at);
        if !is_trigger(c) {
            self.stop();
            while !is_trigger(c) && matches!(self.bytes.get(self.at + 3), Some(0xE4..=0xE9)) {
                self.at += 3;
                c = han(self.bytes, self.at);
            }
        }
        if is_trigger(c) && char::from_u32(c).and_then(numeral).is_some() {
            self.row.digits(1, self.at, self.at + 3);
            self.row.bend();
        } else {
            self.stop();
            if is_trigger(c) {
                word(self.text, self.at, c, &mut self.seen.signs);
            }
        }
        self.pass(self.at + 3);
    }

    /// Reads another character that is not ASCII: as what it stands for, if that is one.
    fn wide(&mut self) {
        let c = self.text[self.at..].chars().next().unwrap_or_default();
        let end = self.at + c.len_utf8();
        match c {
            '！'..='～' => self.narrow((u32::from(c) - 0xFEE0) as u8, end),
            '\u{3000}' | '\u{A0}' => self.narrow(b' ', end),
            '、' | '〜' => self.narrow(b',', end),
            '·' => self.narrow(b'.', end),
            '\u{2010}'..='\u{2015}' => self.narrow(b'-', end),
            '\u{2016}'..='\u{201F}' | '\u{2026}' | '\u{3002}' | '\u{3008}'..='\u{301B}' => self.narrow(b';', end),
            '\u{3041}'..='\u{3163}' | '\u{3165}'..='\u{31FF}' => self.narrow(b'!', end),
            '〇' => {
                self.row.digits(1, self.at, end);
                self.row.bend();
                self.pass(end);
            }
            // May be digits, signs, an at sign or nothing.
            _ => {
                match c {
                    '\u{FE6B}' => self.seen.signs.add(Signs::MAIL),
                    _ if turns(c) => self.seen.signs.add(Signs::TURNS),
                    _ => {}
                }
                self.row.digits(2, self.at, end);
                self.mask(2, end);
            }
        }
    }

    /// Reads an ASCII character, or one that stands for it, up to `end`.
    fn narrow(&mut self, byte: u8, end: usize) {
        self.count(byte, end);
        match byte {
            b'0'..=b'9' | b'\\' => (self.piece, self.at) = (self.piece + 1, end),
            b'*' | b'x' | b'X' | b'#' | b'?' | b'_' => self.mask(1, end),
            0..=0x1F | 0x7F if byte != b'\n' && byte != b'\t' => self.at = end,
            _ => self.pass(end),
        }
    }

    /// Notes what a character means for numbers and addresses.
    fn count(&mut self, byte: u8, end: usize) {
        let (at, bytes) = (self.at, self.bytes);
        match byte {
            b'0'..=b'9' => self.row.digits(1, at, end),
            b'\\' if escaped(&bytes[at..]).is_some() => self.seen.signs.add(Signs::REFERENCE),
            b' ' | b'.' | b'_' | b'~' | b'`' | b'\\' | b'-' | b'\n' | b'*' | b')' | b':' | b';' | b'=' | b'+'
            | b'/' | b',' | b'"' | b'\'' | b'!' => {}
            b'(' if spells_at(&self.text[end..]) => self.seen.signs.add(Signs::MAIL),
            b'(' => {}
            b'[' => {
                if spells_at(&self.text[end..]) {
                    self.seen.signs.add(Signs::MAIL);
                }
                self.stop();
            }
            b'#' => {
                if stands_between(bytes, at, end) {
                    self.seen.signs.add(Signs::MAIL);
                }
                self.stop();
            }
            b'|' => {
                if delimits(&bytes[..at], &bytes[end..]) {
                    self.seen.signs.add(Signs::TABLE);
                }
            }
            0..=0x1F | 0x7F => {}
            b'@' => {
                self.seen.signs.add(Signs::MAIL);
                self.stop();
            }
            b'&' if is_reference(&bytes[at..]) => self.seen.signs.add(Signs::REFERENCE),
            b'<' if self.row.digits > 0
                && bytes.get(at + 1).is_some_and(|next| matches!(next, b'/' | b'!') || next.is_ascii_alphabetic()) =>
            {
                self.seen.signs.add(Signs::TAGS);
            }
            b'%' => match percent(&bytes[at..]) {
                Some((b'@', _)) => {
                    self.seen.signs.add(Signs::MAIL);
                    self.seen.bent = true;
                    self.stop();
                }
                // The two digits behind it are counted: more than there is.
                Some((b' '..=b'9' | b'_' | b'|' | b'~' | b'`' | b'\\', _)) => {
                    self.row.digits(0, at, end);
                    self.row.bend();
                }
                _ => self.stop(),
            },
            _ => self.stop(),
        }
    }
}

/// Whether a bar between these stands in the row of a table below its headers, or ends the row above it, as it seems.
fn delimits(before: &[u8], after: &[u8]) -> bool {
    fn near<'b>(mut bytes: impl Iterator<Item = &'b u8>) -> bool {
        matches!(bytes.find(|byte| !matches!(byte, b' ' | b'\t' | b'\n')), Some(b'-' | b':'))
    }
    near(after.iter()) || near(before.iter().rev())
}

fn is_reference(bytes: &[u8]) -> bool {
    let begins = bytes.get(1).is_some_and(|next| *next == b'#' || next.is_ascii_alphabetic());
    begins && bytes.iter().take(LONGEST_REFERENCE).any(|byte| *byte == b';')
}
