//! Numbers that are recognised by themselves: identity cards, bank cards, mobile and fixed telephones.

use super::cells::Series;
use super::checks::{issuer, luhn};
use super::context::is_date;
use super::glued::{glued, prefixed};
use super::identity::{identity_end, old_form};
use super::normal::{Class, Normal, class};
use super::runs::{Gap, Joined, Run, alone, in_address};
use super::{Found, Kind, Scanner};
use std::ops::Range;

/// No recognised number is longer.
const LONGEST: usize = 19;

/// Tries every series of runs that may be one number.
pub(super) fn find(scanner: &Scanner, text: &str, normal: &Normal, runs: &[Run], found: &mut Found) {
    for first in 0..runs.len() {
        let mut digits = [0_u8; LONGEST];
        let mut count = 0;
        for last in first..runs.len() {
            let run = &runs[last];
            if last > first && run.gap == Gap::Break || count + run.chars.len() > LONGEST {
                break;
            }
            for c in &normal.chars[run.chars.clone()] {
                digits[count] = *c as u8;
                count += 1;
            }
            if count >= 10 {
                let joined = Joined { runs: &runs[first..=last], digits: &digits[..count] };
                try_one(scanner, Series { text, normal, runs, first, last }, &joined, found);
            }
        }
        let chars = &runs[first].chars;
        if chars.len() > LONGEST {
            glued(scanner, normal, chars, found);
        }
        if chars.len() >= 17 && normal.chars[chars.start] != '1' {
            prefixed(scanner, normal, chars, found);
        }
    }
}

fn try_one(scanner: &Scanner, series: Series<'_>, joined: &Joined<'_>, found: &mut Found) {
    let Series { normal, runs, first, last, .. } = series;
    let chars = joined.chars();
    if let Some(end) = identity_end(scanner, normal, joined) {
        found.add(Kind::IdCard, normal.bytes(chars.start..end));
        return;
    }
    let is_phone = !hyphenated(normal, runs, first, last, joined);
    let sum = cut_short(normal, runs, last);
    let may_be_value = joined.runs.len() == 1 || normal.chars[..chars.start].ends_with(&['=']);
    if is_phone
        && mobile(&series, joined)
        && alone(normal, &chars)
        && (may_be_value || !in_address(normal, chars.start))
        && (!sum || called_phone(normal, chars.start) || series.fills_cell())
    {
        found.add(Kind::Mobile, normal.bytes(chars));
    } else if is_phone
        && !sum
        && landline(normal, joined)
        && alone(normal, &chars)
        && !scanner.knows_phone(joined.digits)
        && !in_address(normal, chars.start)
    {
        let end = extension(runs, last).unwrap_or(chars.end);
        found.add(Kind::Landline, normal.bytes(chars.start..end));
    } else if may_be_code(normal, &chars) {
        // A credit code that ends with letters, or an identity number with a wrong X.
    } else if joined.digits.len() == 15 && old_form(normal, joined) && alone(normal, &chars) {
        found.add_weak(Kind::IdCard, normal.bytes(chars));
    } else if joined.digits.len() >= 16
        && card(&series, joined)
        && !goes_on(runs, first, last, joined)
        && alone(normal, &chars)
        && !other_number(normal, joined)
    {
        found.add(Kind::BankCard, normal.bytes(chars));
    }
}

/// Whether a token with letters behind its digits has the 18 characters of a credit code or an identity number.
fn may_be_code(normal: &Normal, chars: &Range<usize>) -> bool {
    let letters = normal.chars[chars.end..].iter().take(4).take_while(|c| c.is_ascii_alphabetic()).count();
    letters > 0 && chars.len() + letters <= 18
}

/// Whether the words before say that a number is another one.
pub(super) fn other_number(normal: &Normal, joined: &Joined<'_>) -> bool {
    const OTHERS: [&str; 14] = [
        "订单",
        "流水",
        "单号",
        "发票",
        "信用代码",
        "备案",
        "注册号",
        "执照",
        "许可",
        "条码",
        "批号",
        "ISBN",
        "凭证",
        "项目编号",
    ];
    let before = normal.before(joined.chars().start, 10);
    OTHERS.iter().any(|word| before.contains(word))
}

/// A bank card: grouped in fours or after the first six; a UnionPay card also split once elsewhere.
fn card(series: &Series<'_>, joined: &Joined<'_>) -> bool {
    let normal = series.normal;
    if !issuer(joined.digits) || !luhn(joined.digits) {
        return false;
    }
    let union_pay = joined.digits.starts_with(b"62");
    if !union_pay && in_address(normal, joined.chars().start) {
        return false;
    }
    let Some((kind, groups)) = joined.groups() else {
        return false;
    };
    let fours = groups.len() >= 4 && groups[..groups.len() - 1].iter().all(|length| *length == 4);
    let longest = groups.iter().copied().max().unwrap_or(0);
    let boxes = longest == 1;
    match kind {
        Gap::Markup => true,
        Gap::Blank | Gap::Hyphen => {
            fours || boxes || groups.len() == 2 && groups[0] == 6 || union_pay && groups.len() <= 3 && longest >= 8
        }
        Gap::Line if fours => union_pay && series.on_lines(),
        Gap::Cell if fours || boxes => (union_pay || called_card(normal, joined)) && series.in_cells(),
        Gap::Cell | Gap::Line => union_pay && groups.len() == 2 && longest >= 8,
        // Also the columns of a table, and numbers of a list.
        Gap::Blanks | Gap::Mark | Gap::Dot => {
            (union_pay || called_card(normal, joined)) && (fours || groups.len() == 2 && groups[0] == 6)
        }
        Gap::Sign => fours && called_card(normal, joined),
        Gap::Break | Gap::Paren | Gap::Colon => false,
    }
}

fn called_card(normal: &Normal, joined: &Joined<'_>) -> bool {
    let before = normal.before(joined.chars().start, 12);
    ["卡号", "账号", "帐号", "银行卡"].iter().any(|word| before.contains(word))
}

/// Whether groups of four go on before or behind: a piece of a longer number.
fn goes_on(runs: &[Run], first: usize, last: usize, joined: &Joined<'_>) -> bool {
    let Some((kind @ (Gap::Blank | Gap::Hyphen), _)) = joined.groups() else {
        return false;
    };
    let before = first > 0 && runs[first].gap == kind && matches!(runs[first - 1].chars.len(), 1 | 4);
    before || runs.get(last + 1).is_some_and(|next| next.gap == kind && next.chars.len() <= 4)
}

/// Words for what a mobile number belongs to.
pub(super) const PHONES: [&str; 4] = ["手机", "电话", "联系", "微信"];

/// Whether the words before call a number a telephone, and not what a telephone costs.
fn called_phone(normal: &Normal, at: usize) -> bool {
    let before = normal.before(at, 12);
    let behind = PHONES.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max();
    behind.is_some_and(|behind| !["费", "额", "款", "元", "支"].iter().any(|sum| before[behind..].contains(sum)))
}

/// A mobile number, with 86, 0086 or 0 before it or without.
fn mobile(series: &Series<'_>, joined: &Joined<'_>) -> bool {
    let normal = series.normal;
    let own = |digits: &[u8]| digits.len() == 11 && digits[0] == b'1' && (b'3'..=b'9').contains(&digits[1]);
    let (digits, prefix) = (joined.digits, joined.digits.len().saturating_sub(11));
    if !(own(&digits[prefix..]) && matches!(&digits[..prefix], b"" | b"0" | b"86" | b"0086")) {
        return false;
    }
    let called = || {
        let before = normal.before(joined.chars().start, 12);
        PHONES.iter().any(|word| before.contains(word))
    };
    let chars = joined.chars();
    // Groups of any length are a telephone's where words say that one follows, and no unit does: else they are sums.
    let said = || called_phone(normal, chars.start) && !counted(normal, chars.end) && !has_unit(normal, chars.end);
    let Some((kind, groups)) = joined.groups() else {
        let parts = joined.parts();
        let lengths: Vec<usize> = parts.iter().map(|(_, length)| *length).collect();
        let near = parts[1..].iter().all(|(gap, _)| matches!(gap, Gap::Blank | Gap::Hyphen | Gap::Paren));
        let bracketed = near && parts[1].0 == Gap::Paren && opened(normal, chars.start);
        return prefix == 0 && (lengths == [3, 4, 4] && (bracketed || called()) || near && said());
    };
    let groups: &[usize] = &groups;
    match kind {
        Gap::Markup => true,
        Gap::Blank | Gap::Hyphen if prefix == 0 => match groups {
            [3, 4, 4] | [3, 3, 5] | [3, 8] | [7, 4] | [3, 2, 2, 2, 2] | [3, 2, 3, 3] => true,
            [4, 3, 4] | [4, 4, 3] | [5, 6] | [5, 3, 3] => kind == Gap::Hyphen || called(),
            _ => groups.len() == 11 || said(),
        },
        Gap::Dot if prefix == 0 => match groups {
            [3, 4, 4] => true,
            // Not so the groups of an address of a machine: 192.168.100.10.
            [3, 3, 5] | [3, 8] | [7, 4] => called(),
            _ => groups.len() == 11 && called(),
        },
        Gap::Mark if prefix == 0 => {
            called()
                || groups == [3, 4, 4] && !counted(normal, joined.chars().end)
                || groups == [2, 3, 3, 3] && series.fills_cell()
                || groups.len() <= 4 && series.in_list()
        }
        Gap::Line if prefix == 0 => {
            called()
                || groups.len() == 2 && in_prose(normal, &joined.chars())
                || matches!(groups, [3, 4, 4] | [3, 8]) && series.on_lines()
        }
        Gap::Cell | Gap::Blanks if prefix == 0 => {
            called() || matches!(groups, [3, 4, 4] | [3, 8] | [7, 4]) && series.in_cells()
        }
        Gap::Paren if prefix == 0 => {
            // (138)00138000, but not a day behind the number of a list.
            let bracketed = || opened(normal, chars.start) && !is_date(&digits[3..]) && !counted(normal, chars.end);
            groups == [3, 4, 4] || groups == [3, 8] && bracketed() || said()
        }
        Gap::Colon if prefix == 0 => groups == [3, 4, 4] && called(),
        Gap::Sign if prefix == 0 => groups == [3, 4, 4] && (called() || series.added()),
        Gap::Break
        | Gap::Blank
        | Gap::Blanks
        | Gap::Hyphen
        | Gap::Dot
        | Gap::Paren
        | Gap::Cell
        | Gap::Line
        | Gap::Mark
        | Gap::Colon
        | Gap::Sign => false,
    }
}

/// Whether a word follows directly that can be a unit.
fn counted(normal: &Normal, end: usize) -> bool {
    let next = normal.chars[end..].iter().find(|c| class(**c) != Class::Markup);
    next.is_some_and(|c| matches!(class(*c), Class::Mark | Class::Dot) || c.is_alphanumeric())
}

/// Whether a unit of what is counted follows, behind a blank or not.
fn has_unit(normal: &Normal, end: usize) -> bool {
    let next = normal.chars[end..].iter().find(|c| !matches!(class(**c), Class::Blank | Class::Markup));
    next.is_some_and(|c| "元万亿%人户亩吨件次个册份部台名公平米里页条项".contains(*c))
}

/// Whether a bracket opens before a number.
fn opened(normal: &Normal, start: usize) -> bool {
    normal.chars[..start].iter().rev().find(|c| !matches!(class(**c), Class::Blank | Class::Markup)) == Some(&'(')
}

/// Whether a number that a line break divides stands in running text, not in a column of numbers.
fn in_prose(normal: &Normal, chars: &Range<usize>) -> bool {
    let said = |c: &&char| !matches!(class(**c), Class::Blank | Class::Markup);
    let word = |c: char| c.is_alphabetic() || matches!(c, ':' | '(' | ',' | '、' | '。' | ';' | '!' | '?');
    let before = normal.chars[..chars.start].iter().rev().take(8).find(said);
    let after = normal.chars[chars.end..].iter().take(8).find(said);
    before.is_some_and(|c| word(*c))
        && after.is_some_and(|c| word(*c) && !c.is_alphabetic() || matches!(c, ')' | '为' | '的' | '是' | '或' | '和'))
}

/// A telephone of a house or an office with its area code.
fn landline(normal: &Normal, joined: &Joined<'_>) -> bool {
    if joined.digits[0] != b'0' {
        return false;
    }
    let (area, shape) = match joined.parts().as_slice() {
        [(_, area @ 3..=4), (Gap::Hyphen | Gap::Paren, 7 | 8)] => (*area, true),
        [(_, area @ 3..=4), (Gap::Blank, 7 | 8)] => (*area, known_area(joined.digits)),
        [(_, area @ 3..=4), (Gap::Dot | Gap::Mark, 7 | 8)] => {
            (*area, known_area(joined.digits) && called_phone(normal, joined.chars().start))
        }
        [(_, area @ 3..=4), (a, 3 | 4), (b, 4)] => {
            let inner = matches!(b, Gap::Hyphen | Gap::Blank);
            (*area, inner && matches!(a, Gap::Hyphen | Gap::Paren | Gap::Blank) && known_area(joined.digits))
        }
        _ if joined.solid() => {
            let area = if matches!(&joined.digits[1..2], b"1" | b"2") { 3 } else { 4 };
            let local = joined.digits.len() - area;
            (area, known_area(joined.digits) && (local == 8 || area == 4 && local == 7))
        }
        _ => return false,
    };
    shape && (b'2'..=b'8').contains(&joined.digits[area])
}

fn known_area(digits: &[u8]) -> bool {
    matches!(&digits[..3], b"010") || digits[1] == b'2' || (b'3'..=b'9').contains(&digits[1])
}

/// The end of an extension behind a telephone.
fn extension(runs: &[Run], last: usize) -> Option<usize> {
    let next = runs.get(last + 1)?;
    (next.gap == Gap::Hyphen && next.chars.len() <= 6).then_some(next.chars.end)
}

/// Whether a number goes on as a decimal fraction or with a unit of money: a sum, no telephone.
fn cut_short(normal: &Normal, runs: &[Run], last: usize) -> bool {
    let end = runs[last].chars.end;
    let unit = |at: usize| matches!(normal.chars.get(at), Some('元' | '万' | '亿' | '%'));
    match runs.get(last + 1).filter(|next| next.gap == Gap::Dot && next.chars.len() <= 2) {
        // Programs that take a telephone for a number write it with one zero.
        Some(next) if normal.chars[next.chars.clone()] == ['0'] => unit(next.chars.end),
        Some(_) => true,
        None => unit(end),
    }
}

/// Whether a telephone is the middle of a longer series with hyphens, a document number, or a decimal fraction.
fn hyphenated(normal: &Normal, runs: &[Run], first: usize, last: usize, joined: &Joined<'_>) -> bool {
    let before = first.checked_sub(1).map(|before| &runs[before].chars);
    let fraction = before.is_some_and(|chars| runs[first].gap == Gap::Dot && normal.chars[chars.clone()] == ['0']);
    if joined.runs.len() == 1 {
        return fraction;
    }
    let prefixed = joined.digits.starts_with(b"1") && before.is_some_and(|chars| matches!(chars.len(), 2 | 4));
    let goes_on = runs.get(last + 1).is_some_and(|next| next.gap == Gap::Hyphen && next.chars.len() > 6);
    fraction || runs[first].gap == Gap::Hyphen && !prefixed || goes_on
}
