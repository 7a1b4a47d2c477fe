//! The Han characters at which a word of a recogniser may stand, and what their neighbours say of it.

use super::normal::invisible;
use super::signs::Signs;

/// The character of three bytes at a place, zero if there is none.
pub(super) fn han(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 3) {
        Some(&[a, b, c]) => (u32::from(a & 0x0F) << 12) | (u32::from(b & 0x3F) << 6) | u32::from(c & 0x3F),
        _ => 0,
    }
}

const FIRST_HAN: u32 = 0x4E00;
/// The first of the Han characters before that.
pub(super) const FIRST_EXTENSION: u32 = 0x3400;

/// Characters that [`word`] looks at.
const TRIGGERS: [char; 53] = [
    '账', '帐', '卡', '开', '折', '护', '证', '社', '医', '绝', '机', '秘', '密', '内', '予', '件', '室', '元', '组',
    '门', '里', '园', '苑', '区', '寓', '庭', '村', '院', '栋', '幢', '零', '一', '二', '三', '四', '五', '六', '七',
    '八', '九', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '幺', '貳', '參', '陸',
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

/// Whether a recogniser may begin at a character, or a number.
pub(super) fn is_trigger(c: u32) -> bool {
    let offset = c.wrapping_sub(FIRST_HAN);
    BITS.get((offset / 64) as usize).is_some_and(|bits| bits >> (offset % 64) & 1 == 1)
}

/// Looks at the neighbours of a trigger: the character opens or closes a word of a recogniser.
pub(super) fn word(text: &str, at: usize, c: u32, signs: &mut Signs) {
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
        '里' | '园' | '苑' | '区' | '寓' | '庭' | '村' | '院' if follows_dashes(text, at) => Signs::ADDRESS,
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
