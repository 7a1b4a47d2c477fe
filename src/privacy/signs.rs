//! One pass over the bytes of a text that says which recognisers it needs, and where. It may say too much, never too
//! little: the tests hold it against all recognisers over the whole text.

use super::email::{spells_at, stands_between};
use super::normal::{LONGEST_REFERENCE, escaped, invisible, numeral, percent};
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
    /// A reference, which may be any character.
    const REFERENCE: Self = Self(64 + 1 + 2 + 4 + 8 + 16);

    /// All of them.
    #[cfg(test)]
    pub(super) const ALL: Self = Self(127);

    /// Whether a sign is among them.
    pub(super) fn has(self, sign: Self) -> bool {
        self.0 & sign.0 != 0
    }

    /// Whether there are others than tables, so that the text must be read as a whole.
    pub(super) fn whole(self) -> bool {
        self.0 & !Self::TABLE.0 != 0
    }

    fn add(&mut self, sign: Self) {
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
    let bytes = text.as_bytes();
    let mut seen = Seen::default();
    let mut row = Row::default();
    // Digits and signs in a row, and the signs among them.
    let (mut piece, mut masks, mut at) = (0_u32, 0_u32, 0);
    while let Some(&byte) = bytes.get(at) {
        // Letters, and characters that end every number.
        if ENDS[usize::from(byte)] {
            if row.digits > 0 {
                row.stop(&mut seen);
            }
            (piece, masks, at) = (0, 0, at + 1);
            continue;
        }
        let (mut byte, mut end) = (byte, at + 1);
        if byte >= 0x80 {
            if (0xE4..=0xE9).contains(&byte) || byte == 0xE3 && han(bytes, at) >= 0x3400 {
                let mut c = han(bytes, at);
                while !is_trigger(c) && matches!(bytes.get(at + 3), Some(0xE4..=0xE9)) {
                    if row.digits > 0 {
                        row.stop(&mut seen);
                    }
                    at += 3;
                    c = han(bytes, at);
                }
                if is_trigger(c) {
                    match char::from_u32(c).and_then(numeral) {
                        Some(_) => {
                            row.digits(1, at, at + 3);
                            row.bend();
                        }
                        None => {
                            row.stop(&mut seen);
                            word(text, at, c, &mut seen.signs);
                        }
                    }
                } else if row.digits > 0 {
                    row.stop(&mut seen);
                }
                (piece, masks) = (0, 0);
                at += 3;
                continue;
            }
            let c = text[at..].chars().next().unwrap_or_default();
            end = at + c.len_utf8();
            byte = match c {
                '！'..='～' => (u32::from(c) - 0xFEE0) as u8,
                '\u{3000}' | '\u{A0}' => b' ',
                '、' | '〜' => b',',
                '·' => b'.',
                '\u{2010}'..='\u{2015}' => b'-',
                '\u{2016}'..='\u{201F}' | '\u{2026}' | '\u{3002}' | '\u{3008}'..='\u{301B}' => b'!',
                '\u{3041}'..='\u{3163}' | '\u{3165}'..='\u{31FF}' => b'!',
                '〇' => {
                    row.digits(1, at, end);
                    row.bend();
                    (piece, masks, at) = (0, 0, end);
                    continue;
                }
                // May be digits, signs, an at sign or nothing.
                _ => {
                    if c == '\u{FE6B}' {
                        seen.signs.add(Signs::MAIL);
                    }
                    row.digits(2, at, end);
                    (piece, masks) = (piece + 2, masks + 1);
                    if piece >= PIECE && masks >= 2 {
                        seen.signs.add(Signs::MASKS);
                    }
                    at = end;
                    continue;
                }
            };
        }
        match byte {
            b'0'..=b'9' => row.digits(1, at, end),
            b'\\' if escaped(&bytes[at..]).is_some() => seen.signs.add(Signs::REFERENCE),
            b' ' | b'.' | b'_' | b'~' | b'`' | b'\\' | b'|' | b'\n' | b'*' | b')' | b':' | b';' | b'=' | b'+'
            | b'/' | b',' | b'"' | b'\'' => {}
            b'(' if spells_at(&text[end..]) => seen.signs.add(Signs::MAIL),
            b'(' => {}
            b'[' => {
                if spells_at(&text[end..]) {
                    seen.signs.add(Signs::MAIL);
                }
                row.stop(&mut seen);
            }
            b'#' => {
                if stands_between(bytes, at, end) {
                    seen.signs.add(Signs::MAIL);
                }
                row.stop(&mut seen);
            }
            b'-' => {
                if bytes.get(at + 1) == Some(&b'-') && at > 0 && matches!(bytes[at - 1], b'|' | b':' | b' ') {
                    seen.signs.add(Signs::TABLE);
                }
            }
            0..=0x1F | 0x7F => {}
            b'@' => {
                seen.signs.add(Signs::MAIL);
                row.stop(&mut seen);
            }
            b'&' if is_reference(&bytes[at..]) => seen.signs.add(Signs::REFERENCE),
            b'<' if row.digits > 0
                && bytes.get(at + 1).is_some_and(|next| matches!(next, b'/' | b'!') || next.is_ascii_alphabetic()) =>
            {
                seen.signs.add(Signs::TAGS);
            }
            b'%' => match percent(&bytes[at..]) {
                Some((b'@', _)) => {
                    seen.signs.add(Signs::MAIL);
                    seen.bent = true;
                    row.stop(&mut seen);
                }
                // The two digits behind it are counted: more than there is.
                Some((b' '..=b'9' | b'_' | b'|' | b'~' | b'`' | b'\\', _)) => {
                    row.digits(0, at, end);
                    row.bend();
                }
                _ => row.stop(&mut seen),
            },
            _ => {
                if row.digits > 0 {
                    row.stop(&mut seen);
                }
            }
        }
        match byte {
            b'0'..=b'9' | b'\\' => piece += 1,
            b'*' | b'x' | b'X' | b'#' | b'?' | b'_' => {
                (piece, masks) = (piece + 1, masks + 1);
                if piece >= PIECE && masks >= 2 {
                    seen.signs.add(Signs::MASKS);
                }
            }
            0..=0x1F | 0x7F if byte != b'\n' && byte != b'\t' => {}
            _ => (piece, masks) = (0, 0),
        }
        at = end;
    }
    row.stop(&mut seen);
    // What stands on both sides of a tag was counted by itself.
    seen.bent |= row.any_bent && seen.signs.has(Signs::TAGS);
    seen
}

fn is_reference(bytes: &[u8]) -> bool {
    let begins = bytes.get(1).is_some_and(|next| *next == b'#' || next.is_ascii_alphabetic());
    begins && bytes.iter().take(LONGEST_REFERENCE).any(|byte| *byte == b';')
}

fn han(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 3) {
        Some(&[a, b, c]) => (u32::from(a & 0x0F) << 12) | (u32::from(b & 0x3F) << 6) | u32::from(c & 0x3F),
        _ => 0,
    }
}

const FIRST_HAN: u32 = 0x4E00;

/// Characters that [`word`] looks at.
const TRIGGERS: [char; 52] = [
    '账', '帐', '卡', '开', '折', '护', '证', '社', '医', '绝', '机', '秘', '密', '内', '予', '件', '室', '元', '组',
    '门', '园', '苑', '区', '寓', '庭', '村', '院', '栋', '幢', '零', '一', '二', '三', '四', '五', '六', '七', '八',
    '九', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '幺', '貳', '參', '陸',
];

/// One bit for each character of the block that is a trigger.
const BITS: [u64; 329] = {
    let mut bits = [0; 329];
    let mut index = 0;
    while index < TRIGGERS.len() {
        let offset = TRIGGERS[index] as u32 - FIRST_HAN;
        bits[(offset / 64) as usize] |= 1 << (offset % 64);
        index += 1;
    }
    bits
};

fn is_trigger(c: u32) -> bool {
    let offset = c.wrapping_sub(FIRST_HAN);
    BITS.get((offset / 64) as usize).is_some_and(|bits| bits >> (offset % 64) & 1 == 1)
}

/// Looks at the neighbours of a trigger: the character opens or closes a word of a recogniser.
fn word(text: &str, at: usize, c: u32, signs: &mut Signs) {
    let c = char::from_u32(c).unwrap_or_default();
    let sign = match c {
        '账' | '帐' if follows(text, at, "号户") => Signs::WORDS,
        '卡' if follows(text, at, "号通") || precedes(text, at, "保障") => Signs::WORDS,
        '开' if follows(text, at, "户") => Signs::WORDS,
        '折' if precedes(text, at, "存") => Signs::WORDS,
        '护' if follows(text, at, "照") => Signs::WORDS,
        '证' if precedes(text, at, "行官兵份部人") => Signs::WORDS,
        '医' if follows(text, at, "保") => Signs::WORDS,
        '社' if follows(text, at, "保") || insurance(text, at) => Signs::WORDS,
        '绝' | '机' | '秘' if follows(text, at, "密") => Signs::SECRECY,
        '密' if follows(text, at, "级") => Signs::SECRECY,
        '内' if internal(text, at) => Signs::SECRECY,
        '予' if follows(text, at, "公") => Signs::SECRECY,
        '件' if precedes(text, at, "此本") => Signs::SECRECY,
        '室' if precedes_digit(text, at) => Signs::ADDRESS,
        '组' | '门' | '栋' | '幢' if precedes_digit(text, at) && follows_digit(text, at) => Signs::ADDRESS,
        '元' if precedes(text, at, "单") => Signs::ADDRESS,
        '园' | '苑' | '区' | '寓' | '庭' | '村' | '院' if follows_dashes(text, at) => Signs::ADDRESS,
        _ => return,
    };
    signs.add(sign);
}

/// Blanks, markup and invisible characters do not separate the characters of a word.
fn skipped(c: &char) -> bool {
    // Most of all characters, and far quicker than their classes.
    if ('\u{4E00}'..='\u{9FFF}').contains(c) {
        return false;
    }
    c.is_whitespace()
        || matches!(c, '*' | '_' | '~' | '`' | '\\')
        || !c.is_ascii() && (!c.is_alphanumeric() || invisible(*c))
}

/// The characters of words behind a place, with what makes them uncertain: `&` and `<`.
fn behind(text: &str, at: usize) -> impl Iterator<Item = char> {
    text[at..].chars().skip(1).filter(|c| !skipped(c))
}

fn follows(text: &str, at: usize, next: &str) -> bool {
    behind(text, at).next().is_some_and(|c| matches!(c, '&' | '<') || next.contains(c))
}

fn is_numeral(c: char) -> bool {
    c.is_numeric() || "零〇一二三四五六七八九十".contains(c)
}

fn follows_digit(text: &str, at: usize) -> bool {
    behind(text, at).next().is_some_and(|c| matches!(c, '&' | '<') || is_numeral(c))
}

/// One to three digits and a hyphen, as behind the name of an estate.
fn follows_dashes(text: &str, at: usize) -> bool {
    let mut next = behind(text, at);
    match next.next() {
        Some('&' | '<') => return true,
        Some(c) if c.is_numeric() => {}
        _ => return false,
    }
    let end = next.take(3).find(|c| !c.is_ascii_digit());
    end.is_some_and(|c| !('\u{4E00}'..='\u{9FFF}').contains(&c) && (!c.is_ascii() || matches!(c, '-' | '&' | '<')))
}

/// 社会保障, 社会保险.
fn insurance(text: &str, at: usize) -> bool {
    let mut next = behind(text, at);
    next.next() == Some('会') && next.next().is_some_and(|c| matches!(c, '保' | '&' | '<'))
}

/// Whether 内部 may be a mark: alone, with a star, the name of a paper, or a word such as 严禁外传 close behind.
fn internal(text: &str, at: usize) -> bool {
    if !follows(text, at, "部") {
        return false;
    }
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let mut rest = text[at..].chars().skip(1).skip_while(|c| *c != '部').skip(1);
    let next = rest.by_ref().find(|c| !matches!(c, ' ' | '\t' | '*' | '_' | '~' | '`' | '\\'));
    if !next.is_some_and(|c| han(c) && !"资文材刊参".contains(c)) {
        return true;
    }
    let keep = |c: char| matches!(c, '&' | '<') || "注妥不严请禁".contains(c);
    let mut words = 0;
    next.is_some_and(keep)
        || rest
            .take_while(|c| {
                words += u32::from(han(*c) || c.is_ascii_alphanumeric());
                words <= 9
            })
            .any(keep)
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().rev().find(|c| !skipped(c))
}

fn precedes(text: &str, at: usize, previous: &str) -> bool {
    before(text, at).is_some_and(|c| matches!(c, ';' | '>') || previous.contains(c))
}

fn precedes_digit(text: &str, at: usize) -> bool {
    before(text, at).is_some_and(|c| matches!(c, ';' | '>') || is_numeral(c))
}
