//! Pieces of identity numbers. A mask such as `110101********1234` hides little beside a birth date: the check
//! character leaves about three candidates for a year and month, one for a full date.

use super::checks::{province, value};
use super::normal::Normal;
use super::{Found, Kind};

/// Reports every piece when the text gives a birth date, or the piece gives it itself.
pub(super) fn find(normal: &Normal, found: &mut Found) {
    let mut beside = None;
    let mut at = 0;
    while at < normal.chars.len() {
        let Some(piece) = piece(&normal.chars, at) else {
            at += 1;
            continue;
        };
        let next = piece.end;
        if piece.is_identity(&normal.before(piece.start, 12))
            && (piece.tells_birth() || *beside.get_or_insert_with(|| birth_in(&words(normal))))
        {
            found.add(Kind::PartOfIdBesideBirth, normal.bytes(piece.start..piece.end));
        }
        at = next;
    }
    named(normal, found, &mut beside);
}

/// Digits with signs among them that stand for digits.
struct Piece {
    start: usize,
    end: usize,
    /// The digits before the first sign.
    head: Vec<u8>,
    /// The number of digits behind the last sign.
    tail: usize,
    /// Digits and signs together.
    length: usize,
    signs: usize,
}

fn is_sign(c: char) -> bool {
    matches!(c, '*' | '×' | 'x' | 'X' | '#' | '?' | '_' | '●' | '•' | '■' | '□' | '○' | '◯' | '△' | '※' | '∗' | '⁎')
}

/// The piece that begins at a place.
fn piece(chars: &[char], start: usize) -> Option<Piece> {
    let part = |c: char| c.is_ascii_digit() || is_sign(c) || c == '\\';
    let inside = || start > 0 && (part(chars[start - 1]) || chars[start - 1].is_ascii_alphanumeric());
    if !part(chars[start]) || inside() {
        return None;
    }
    let mut end = start + chars[start..].iter().take_while(|c| part(**c)).count();
    let has_sign = chars[start..end].iter().any(|c| is_sign(*c));
    if !has_sign || end - start < 8 {
        return None;
    }
    let mut start = start;
    // Emphasis around the piece.
    while end - start > 18 && chars[start] == chars[end - 1] && matches!(chars[start], '*' | '_') {
        (start, end) = (start + 1, end - 1);
    }
    let shown: Vec<char> = chars[start..end].iter().copied().filter(|c| *c != '\\').collect();
    let signs = shown.iter().filter(|c| !c.is_ascii_digit()).count();
    let head: Vec<u8> = shown.iter().take_while(|c| c.is_ascii_digit()).map(|c| *c as u8).collect();
    let mut tail = shown.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    if tail == 0
        && matches!(shown.last(), Some('x' | 'X'))
        && shown.iter().rev().nth(1).is_some_and(char::is_ascii_digit)
    {
        tail = 1 + shown.iter().rev().skip(1).take_while(|c| c.is_ascii_digit()).count();
    }
    let piece = Piece { start, end, head, tail, length: shown.len(), signs };
    (signs >= 2 && signs < shown.len()).then_some(piece)
}

impl Piece {
    fn is_identity(&self, before: &str) -> bool {
        let called = before.contains("身份") || before.contains("证件");
        let shape = matches!(self.length, 15 | 18) || called && (8..=22).contains(&self.length);
        let region = self.head.len() < 2 || province(value(&self.head[..2]));
        shape && region && (self.head.len() >= 3 || self.tail >= 3)
    }

    /// Whether the digits shown reach the month of birth.
    fn tells_birth(&self) -> bool {
        let head = &self.head;
        head.len() >= 12
            && (1900..2100).contains(&value(&head[6..10]))
            && (1..=12).contains(&value(&head[10..12]))
            && self.signs > 0
    }
}

/// 身份证号后四位1234 and the like.
fn named(normal: &Normal, found: &mut Found, beside: &mut Option<bool>) {
    const PARTS: [&str; 12] = [
        "后四位",
        "末四位",
        "后4位",
        "末4位",
        "后六位",
        "后6位",
        "末六位",
        "前六位",
        "前6位",
        "后三位",
        "后8位",
        "尾号",
    ];
    let solid = normal.solid();
    for at in 0..solid.len() {
        if solid[at].1 != '证' || at == 0 || solid[at - 1].1 != '份' {
            continue;
        }
        let near: String = solid[at + 1..].iter().take(16).map(|(_, c)| *c).collect();
        let Some((place, part)) = PARTS.iter().find_map(|part| near.find(part).map(|place| (place, part))) else {
            continue;
        };
        let behind = &near[place + part.len()..];
        let skip = behind.chars().take_while(|c| !c.is_ascii_digit()).count();
        let first = at + 1 + near[..place + part.len()].chars().count() + skip;
        let count = solid[first.min(solid.len())..].iter().take_while(|(_, c)| c.is_ascii_digit()).count();
        if skip <= 4 && (3..=8).contains(&count) && *beside.get_or_insert_with(|| birth_in(&words(normal))) {
            found.add(Kind::PartOfIdBesideBirth, normal.bytes(solid[first].0..solid[first + count - 1].0 + 1));
        }
    }
}

fn words(normal: &Normal) -> Vec<char> {
    normal.solid().into_iter().map(|(_, c)| c).collect()
}

/// Whether a text gives somebody's birth date, at least year and month.
pub(super) fn birth(text: &str) -> bool {
    text.contains('生') && birth_in(&words(&Normal::new(text)))
}

fn birth_in(words: &[char]) -> bool {
    const COLUMNS: [&str; 6] = ["出生年月", "出生日期", "出生时间", "出生年份", "出生|", "生日"];
    let text: String = words.iter().collect();
    let column = COLUMNS.iter().any(|column| text.contains(column));
    (0..words.len()).any(|at| {
        let Some(length) = year_month(words, at) else {
            return false;
        };
        let before: String = words[at.saturating_sub(8)..at].iter().collect();
        let after: String = words[at + length..].iter().take(4).collect();
        let born = after.starts_with('生') || after.starts_with("日生") || after.contains("出生");
        let told = before.contains("出生")
            && !["出生率", "出生人", "出生缺", "出生医"].iter().any(|word| before.contains(word));
        column || born || told || before.contains("生于")
    })
}

/// The length of a year and month, with the day where there is one.
fn year_month(words: &[char], at: usize) -> Option<usize> {
    if at > 0 && words[at - 1].is_ascii_digit() {
        return None;
    }
    let digits = |from: usize| words[from.min(words.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let number = |from: usize, count: usize| {
        let digits: Vec<u8> = words[from..from + count].iter().map(|c| *c as u8).collect();
        value(&digits)
    };
    let year = |from: usize| (1900..2100).contains(&number(from, 4));
    let month = |from: usize, count: usize| (1..=12).contains(&number(from, count));
    match digits(at) {
        count @ (6 | 8) if year(at) && month(at + 4, 2) => Some(count),
        4 if year(at) && words.get(at + 4).is_some_and(|c| "年.-/·—–".contains(*c)) => {
            let count = digits(at + 5);
            let has_month = matches!(count, 1 | 2) && month(at + 5, count);
            let mut length = 5 + count;
            if words.get(at + length).is_some_and(|c| "月.-/".contains(*c)) {
                length += 1 + digits(at + length + 1);
            }
            has_month.then_some(length)
        }
        _ => None,
    }
}
