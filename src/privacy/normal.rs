//! A text as the scanner reads it: NFKC character by character, character references resolved, invisible
//! characters gone, and for every character the bytes of the original that it came from.

use crate::markdown;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// What a character is to a number that stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Digit,
    Blank,
    Line,
    Hyphen,
    Dot,
    /// Emphasis, code and escape marks: not seen by a reader.
    Markup,
    /// The border of a table cell.
    Bar,
    Paren,
    Colon,
    /// What separates members of a list: 、 , / ～.
    Mark,
    Quote,
    /// What people put between groups of digits that are no list: ; + = and symbols that no keyboard has.
    Sign,
    Other,
}

/// Sorts a normalised character.
pub(super) fn class(c: char) -> Class {
    match c {
        // Most of a text, told at once.
        '\u{3400}'..='\u{9FFF}' | 'a'..='z' | 'A'..='Z' => Class::Other,
        '0'..='9' => Class::Digit,
        ' ' | '\t' => Class::Blank,
        '\n' => Class::Line,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Class::Hyphen,
        '.' | '·' | '•' | '・' | '‧' | '∙' => Class::Dot,
        '*' | '_' | '~' | '`' | '\\' | JOINT => Class::Markup,
        '|' => Class::Bar,
        '(' | ')' => Class::Paren,
        ':' => Class::Colon,
        '/' | ',' | '、' | '〜' => Class::Mark,
        '"' | '\'' => Class::Quote,
        ';' | '+' | '=' | '!' => Class::Sign,
        _ if !c.is_ascii() && !c.is_alphanumeric() => Class::Sign,
        _ => Class::Other,
    }
}

/// Stands around digits that were one character, such as ①: a list mark is no part of the number behind it.
const JOINT: char = '\u{2060}';

/// The normalised text.
pub(super) struct Normal {
    /// Its characters.
    pub(super) chars: Vec<char>,
    spans: Vec<(usize, usize)>,
    /// Indices into `chars` of what words are made of: no blanks, line breaks or markup.
    solid: Vec<usize>,
    /// The bytes of characters that turn the text around them.
    pub(super) turned: Vec<Range<usize>>,
}

/// How digits are read.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Reading {
    /// As they stand.
    Plain,
    /// Chinese numerals and percent-encoded characters are digits too.
    Bent,
}

impl Normal {
    /// Normalises a text.
    pub(super) fn new(text: &str) -> Self {
        Self::of(text, 0..text.len(), Reading::Plain)
    }

    /// Normalises a part of a text; the bytes it knows are those of the whole text.
    pub(super) fn of(text: &str, part: Range<usize>, reading: Reading) -> Self {
        // A Chinese character has three bytes.
        let room = part.len() / 2 + 8;
        let mut normal = Self {
            chars: Vec::with_capacity(room),
            spans: Vec::with_capacity(room),
            solid: Vec::new(),
            turned: Vec::new(),
        };
        let mut at = part.start;
        while at < part.end
            && let Some(c) = text[at..].chars().next()
        {
            let mut end = at + c.len_utf8();
            let mut c = c;
            if reading == Reading::Bent {
                if let Some((byte, length)) = percent(&text.as_bytes()[at..]) {
                    (c, end) = (char::from(byte), at + length);
                } else if let Some(digit) = numeral(c) {
                    c = digit;
                }
            }
            if c == '&'
                && let Some((named, length)) = reference(&text[at..])
            {
                (c, end) = (named, at + length);
            }
            if c == '\\'
                && let Some((read, length)) = escaped(&text.as_bytes()[at..])
            {
                (c, end) = (read, at + length);
            }
            if c == ']' && text[at..].starts_with("]]>") {
                (c, end) = (JOINT, at + 3);
                normal.chars.push(c);
                normal.spans.push((at, end));
            } else if c == '<'
                && let Some((shown, length)) = tag(&text[at..])
            {
                (c, end) = (shown, at + length);
                normal.chars.push(c);
                normal.spans.push((at, end));
            } else {
                normal.push(c, at, end);
            }
            at = end;
        }
        normal.solid.reserve(normal.chars.len());
        for (index, c) in normal.chars.iter().enumerate() {
            if !matches!(class(*c), Class::Blank | Class::Line | Class::Markup) {
                normal.solid.push(index);
            }
        }
        normal
    }

    fn push(&mut self, c: char, at: usize, end: usize) {
        let mut put = |c: char| {
            self.chars.push(c);
            self.spans.push((at, end));
        };
        match c {
            '\r' => {}
            '\n' | '\t' | ' '..='~' | '\u{4E00}'..='\u{9FFF}' | '、' | '。' => put(c),
            // A full-width tilde says "to", it is no markup.
            '～' => put('〜'),
            '！'..='～' => put(char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)),
            '\u{3000}' | '\u{A0}' | '\u{2800}' | '\u{1680}' => put(' '),
            '\u{2028}' | '\u{2029}' => put('\n'),
            '‘' | '’' | '′' | '´' => put('\''),
            _ if turns(c) => self.turned.push(at..end),
            _ if invisible(c) => {}
            _ => {
                if let Some(digit) = digit(c) {
                    return put(digit);
                }
                if let Some(digit) = enclosed(c) {
                    return [JOINT, digit, JOINT].into_iter().for_each(put);
                }
                let digits = std::iter::once(c).nfkc().any(|c| c.is_ascii_digit());
                if digits {
                    put(JOINT);
                }
                std::iter::once(c).nfkc().for_each(&mut put);
                if digits {
                    put(JOINT);
                }
            }
        }
    }

    /// The bytes of the original that a range of characters came from.
    pub(super) fn bytes(&self, chars: Range<usize>) -> Range<usize> {
        if chars.is_empty() {
            return 0..0;
        }
        self.spans[chars.start].0..self.spans[chars.end - 1].1
    }

    /// Up to `reach` characters of the words before a place, in reading order.
    pub(super) fn before(&self, at: usize, reach: usize) -> String {
        let end = self.solid.partition_point(|index| *index < at);
        self.solid[end.saturating_sub(reach)..end].iter().map(|index| self.chars[*index]).collect()
    }

    /// Up to `reach` characters of the words from a place on.
    pub(super) fn after(&self, at: usize, reach: usize) -> String {
        let start = self.solid.partition_point(|index| *index < at);
        let end = (start + reach).min(self.solid.len());
        self.solid[start..end].iter().map(|index| self.chars[*index]).collect()
    }

    /// What words are made of: place and character.
    pub(super) fn solid(&self) -> Vec<(usize, char)> {
        self.solid.iter().map(|index| (*index, self.chars[*index])).collect()
    }
}

/// The ASCII digit of a decimal digit (Unicode category Nd) of another script; those that NFKC maps are not here.
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 57] = [
        0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
        0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
        0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450,
        0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0, 0x16B50,
        0x1E140, 0x1E950,
    ];
    let code = u32::from(c);
    let zero = ZEROS[ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?];
    char::from_digit(code.checked_sub(zero).filter(|value| *value < 10)?, 10)
}

/// The digit of a list mark that NFKC leaves alone or gives a stop or parentheses: ⑴ ⒈ ❶ ➀ ➊ ⓵ ⓿ 🄁.
fn enclosed(c: char) -> Option<char> {
    const ONES: [u32; 6] = [0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A];
    const ZEROS: [u32; 4] = [0x24FF, 0x1F100, 0x1F10B, 0x1F10C];
    let code = u32::from(c);
    let value = match code {
        0x1F101..=0x1F10A => code - 0x1F101,
        _ if ZEROS.contains(&code) => 0,
        _ => ONES.iter().find_map(|one| (*one..*one + 9).contains(&code).then(|| code - one + 1))?,
    };
    char::from_digit(value, 10)
}

/// The digit of a Chinese numeral that can stand in a row of digits.
pub(super) fn numeral(c: char) -> Option<char> {
    Some(match c {
        '〇' | '零' => '0',
        '一' | '壹' | '幺' => '1',
        '二' | '贰' | '貳' => '2',
        '三' | '叁' | '參' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' | '陸' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

/// A percent-encoded printable ASCII character, and its length in bytes.
pub(super) fn percent(bytes: &[u8]) -> Option<(u8, usize)> {
    let &[b'%', high @ b'2'..=b'7', low] = bytes.get(..3)? else {
        return None;
    };
    let low = char::from(low).to_digit(16)? as u8;
    let byte = (high - b'0') * 16 + low;
    (byte != 0x7F).then_some((byte, 3))
}

/// No reference is longer: that to `CounterClockwiseContourIntegral`, in bytes.
pub(super) const LONGEST_REFERENCE: usize = 33;

/// The character of a reference such as `&#49;` or `&nbsp;`, and its length in bytes.
fn reference(text: &str) -> Option<(char, usize)> {
    let length = text.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';')? + 1;
    let name = &text[1..length - 1];
    let c = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => char::from_u32(u32::from_str_radix(&hex[1..], 16).ok()?)?,
        Some(decimal) => char::from_u32(decimal.parse().ok()?)?,
        None => match name {
            "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
            "shy" | "zwnj" | "zwj" | "ZeroWidthSpace" => '\u{200B}',
            "hyphen" | "dash" | "ndash" | "mdash" => '-',
            _ => markdown::named(name)?,
        },
    };
    Some((if matches!(c, '\t' | '\n') { ' ' } else { c }, length))
}

/// What a reader sees of an HTML tag or comment, or of the borders of an XML text, that can stand inside a number, and its
/// length in bytes. A tag whose attributes may hold a finding is text.
fn tag(text: &str) -> Option<(char, usize)> {
    const BORDER: &str = "<![CDATA[";
    if text.starts_with(BORDER) {
        return Some((JOINT, BORDER.len()));
    }
    if text.starts_with("<!--") {
        let length = text.as_bytes().windows(3).take(LONGEST_TAG).position(|end| end == b"-->")? + 3;
        return is_mute(&text[..length]).then_some((JOINT, length));
    }
    let length = text.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')? + 1;
    let inside = &text[1..length - 1];
    let name = inside.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let shown = match name.to_ascii_lowercase().as_str() {
        "td" | "th" if !inside.starts_with('/') => '|',
        "br" => '\n',
        "" | "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "dd" | "details" | "div" | "dl"
        | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "head" | "header" | "hr" | "html" | "li" | "main" | "nav" | "ol" | "option" | "p" | "pre" | "script"
        | "section" | "select" | "style" | "summary" | "table" | "tbody" | "tfoot" | "thead" | "title" | "tr"
        | "ul" => return None,
        _ => JOINT,
    };
    is_mute(inside).then_some((shown, length))
}

/// No tag and no comment that is looked through is longer, in bytes.
pub(super) const LONGEST_TAG: usize = 200;

fn is_mute(inside: &str) -> bool {
    inside.bytes().filter(u8::is_ascii_digit).count() < 7 && !inside.contains('@')
}

/// The character of an escape such as `\u0031`, as JSON has it, and its length in bytes.
pub(super) fn escaped(bytes: &[u8]) -> Option<(char, usize)> {
    let hex = bytes.strip_prefix(b"\\u")?.get(..4)?;
    let code = hex.iter().try_fold(0, |code, digit| Some(code << 4 | char::from(*digit).to_digit(16)?))?;
    Some((char::from_u32(code)?, 6))
}

/// Invisible characters behind which a page shows a text from right to left, so that it is not what was read. Those that
/// only close or bear out the usual direction come with what people copy, and do no harm.
pub(super) fn turns(c: char) -> bool {
    matches!(c, '\u{200F}' | '\u{61C}' | '\u{202B}' | '\u{202E}' | '\u{2067}')
}

/// Characters that take no room: format controls, combining marks, variation selectors, fillers.
pub(super) fn invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{61C}' | '\u{115F}'
        | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{20D0}'..='\u{20FF}' | '\u{3164}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{16FE2}'
        | '\u{E0000}'..='\u{E01EF}' | '\u{F0000}'..='\u{10FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_knows_its_bytes() {
        let text = "１３\u{200B}8&#49;&nbsp;Ⅹ";
        let normal = Normal::new(text);
        assert_eq!(normal.chars.iter().collect::<String>(), "1381 X");
        assert_eq!(&text[normal.bytes(1..3)], "３\u{200B}8");
        assert_eq!(&text[normal.bytes(3..4)], "&#49;");
        assert_eq!(normal.before(6, 3), "81X");
        assert_eq!(normal.after(0, 4), "1381");
    }

    #[test]
    fn list_marks_are_no_part_of_the_number_behind_them() {
        let normal = Normal::new("①138");
        assert_eq!(normal.chars, ['\u{2060}', '1', '\u{2060}', '1', '3', '8']);
    }

    #[test]
    fn broken_references_are_text() {
        for text in ["&", "&;", "&#;", "&#x;", "&#xD800;", "&#99999999;", "&汉字;", "&nbsp"] {
            assert_eq!(Normal::new(text).chars.iter().collect::<String>(), text);
        }
    }
}
