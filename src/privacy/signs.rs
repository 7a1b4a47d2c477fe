//! One pass over the bytes of a text that says which recognisers it needs. It may say too much, never too little.

/// What a text may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u8);

impl Signs {
    /// Nothing that a recogniser looks for.
    pub(super) const NONE: Self = Self(0);
    /// Ten digits or more, with nothing between them that ends a number.
    pub(super) const NUMBERS: Self = Self(1);
    /// Words that make a number beside them a finding.
    pub(super) const WORDS: Self = Self(2);
    /// Signs that replace digits.
    pub(super) const MASKS: Self = Self(4);
    /// An at sign.
    pub(super) const MAIL: Self = Self(8);
    /// Words of marks.
    pub(super) const SECRECY: Self = Self(16);
    /// A door.
    pub(super) const ADDRESS: Self = Self(32);
    /// A Markdown table.
    pub(super) const TABLE: Self = Self(64);

    /// Whether a sign is among them.
    pub(super) fn has(self, sign: Self) -> bool {
        self.0 & sign.0 != 0
    }

    fn add(&mut self, sign: Self) {
        self.0 |= sign.0;
    }
}

/// Digits from which on a text is looked at: a fixed telephone has as many.
const FEWEST: u32 = 10;

/// Reads a text once.
pub(super) fn signs(text: &str) -> Signs {
    let bytes = text.as_bytes();
    let mut signs = Signs::default();
    let (mut digits, mut masks, mut at) = (0_u32, 0_u32, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'*' => masks += 1,
            b'x' | b'X' | b'#' | b'?' => {
                masks += 1;
                digits = if byte == b'#' { digits } else { 0 };
            }
            b'@' => signs.add(Signs::MAIL),
            b'-' if at > 0 && matches!(bytes[at - 1], b'|' | b':' | b' ') && bytes.get(at + 1) == Some(&b'-') => {
                signs.add(Signs::TABLE);
            }
            b' ' | b'-' | b'.' | b'_' | b'~' | b'`' | b'\\' | b'|' | b'\n' | b'\r' | b'\t' | b'(' | b')' => {}
            // A character reference.
            b'&' if bytes.get(at + 1).is_some_and(|next| *next == b'#' || next.is_ascii_lowercase()) => {
                signs.add(Signs::NUMBERS);
                if text[at..].starts_with("&#") || text[at..].starts_with("&co") {
                    signs.add(Signs::MAIL);
                }
            }
            // A tag may stand inside a number.
            b'<' if bytes.get(at + 1).is_some_and(|next| *next == b'/' || next.is_ascii_alphabetic()) && digits > 0 => {
                signs.add(Signs::NUMBERS);
            }
            0..=0x7F => digits = 0,
            0xE3..=0xE9 => {
                let c = han(bytes, at);
                if c >= 0x3041 {
                    if c >= 0x4E00 {
                        digits = 0;
                        if is_trigger(c) {
                            word(text, at, c, &mut signs);
                        }
                    } else if !(0x3200..=0x33FF).contains(&c) {
                        digits = 0;
                    } else {
                        digits += 2;
                    }
                }
                masks = if c == 0x3000 || c >= 0x3041 { 0 } else { masks + 1 };
                at += 3;
                continue;
            }
            // Everything else that may be a digit, a mask or an invisible character counts as one.
            _ => {
                let length = text[at..].chars().next().map_or(1, char::len_utf8);
                match &bytes[at..at + length] {
                    [0xEF, 0xBC, 0x90..=0x99] => digits += 1,
                    [0xEF, 0xBC, 0xA0] => signs.add(Signs::MAIL),
                    [0xEF, 0xBC, 0x8D | 0x8E | 0x8A | 0x8B | 0x88 | 0x89 | 0xBF] | [0xEF, 0xBD, 0x80 | 0x9C] => {
                        masks += 1
                    }
                    [0xEF, 0xBC, _] | [0xEF, 0xBD, 0x81..=0x9E] => {
                        digits = 0;
                        masks += 1;
                    }
                    [0xE2, 0x80, _] => masks += 1,
                    _ => {
                        digits += 2;
                        masks += 1;
                    }
                }
                if digits >= FEWEST {
                    signs.add(Signs::NUMBERS);
                }
                if masks >= 3 {
                    signs.add(Signs::MASKS);
                }
                at += length;
                continue;
            }
        }
        if digits >= FEWEST {
            signs.add(Signs::NUMBERS);
        }
        if masks >= 3 {
            signs.add(Signs::MASKS);
        }
        if !matches!(byte, b'*' | b'x' | b'X' | b'#' | b'?' | b'\\' | b' ' | b'_') {
            masks = 0;
        }
        at += 1;
    }
    signs
}

fn han(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 3) {
        Some(&[a, b, c]) => (u32::from(a & 0x0F) << 12) | (u32::from(b & 0x3F) << 6) | u32::from(c & 0x3F),
        _ => 0,
    }
}

const FIRST_HAN: u32 = 0x4E00;

/// Characters that [`word`] looks at.
const TRIGGERS: [char; 27] = [
    '账', '帐', '卡', '开', '折', '护', '证', '社', '医', '绝', '机', '秘', '密', '内', '予', '件', '室', '元', '组',
    '门', '园', '苑', '区', '寓', '庭', '村', '院',
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
    let offset = c - FIRST_HAN;
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
        '社' | '医' if follows(text, at, "保会") => Signs::WORDS,
        '绝' | '机' | '秘' if follows(text, at, "密") => Signs::SECRECY,
        '密' if follows(text, at, "级") => Signs::SECRECY,
        '内' if follows(text, at, "部") => Signs::SECRECY,
        '予' if follows(text, at, "公") => Signs::SECRECY,
        '件' if precedes(text, at, "此本") => Signs::SECRECY,
        '室' | '组' | '门' if precedes_digit(text, at) => Signs::ADDRESS,
        '元' if precedes(text, at, "单") => Signs::ADDRESS,
        '园' | '苑' | '区' | '寓' | '庭' | '村' | '院' if follows_digit(text, at) => Signs::ADDRESS,
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
    c.is_whitespace() || matches!(c, '*' | '_' | '~' | '`' | '\\') || !c.is_ascii() && !c.is_alphanumeric()
}

fn follows(text: &str, at: usize, next: &str) -> bool {
    text[at..].chars().skip(1).take(8).find(|c| !skipped(c)).is_some_and(|c| matches!(c, '&' | '<') || next.contains(c))
}

fn follows_digit(text: &str, at: usize) -> bool {
    text[at..].chars().skip(1).take(8).find(|c| !skipped(c)).is_some_and(|c| matches!(c, '&' | '<') || c.is_numeric())
}

fn precedes(text: &str, at: usize, previous: &str) -> bool {
    text[..at]
        .chars()
        .rev()
        .take(8)
        .find(|c| !skipped(c))
        .is_some_and(|c| matches!(c, ';' | '>') || previous.contains(c))
}

fn precedes_digit(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .rev()
        .take(8)
        .find(|c| !skipped(c))
        .is_some_and(|c| matches!(c, ';' | '>') || c.is_numeric() || "一二三四五六七八九十".contains(c))
}
