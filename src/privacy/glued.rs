//! Numbers that touch what belongs to another: a second number, or the prefix of a telephone.

use super::checks::{identity, issuer, luhn};
use super::identity::final_x;
use super::normal::Normal;
use super::runs::alone;
use super::{Found, Kind, Scanner};
use std::ops::Range;

/// Numbers that lost the border between them, as text out of a PDF does: an identity number and a mobile number,
/// or two of a kind.
pub(super) fn glued(scanner: &Scanner, normal: &Normal, chars: &Range<usize>, found: &mut Found) {
    let digits: Vec<u8> = normal.chars[chars.clone()].iter().map(|c| *c as u8).collect();
    let mobile = |part: &[u8]| part[0] == b'1' && (b'3'..=b'9').contains(&part[1]);
    let id = |part: &[u8]| identity(&part[..17], part[17], scanner.this_year);
    let split = match digits.len() {
        22 if mobile(&digits[..11]) && mobile(&digits[11..]) => [(Kind::Mobile, 11), (Kind::Mobile, 11)],
        29 if id(&digits[..18]) && mobile(&digits[18..]) => [(Kind::IdCard, 18), (Kind::Mobile, 11)],
        29 if mobile(&digits[..11]) && id(&digits[11..]) => [(Kind::Mobile, 11), (Kind::IdCard, 18)],
        36 if id(&digits[..18]) && id(&digits[18..]) => [(Kind::IdCard, 18), (Kind::IdCard, 18)],
        34..=37 if id(&digits[..18]) && issuer(&digits[18..]) && luhn(&digits[18..]) => {
            [(Kind::IdCard, 18), (Kind::BankCard, digits.len() - 18)]
        }
        _ => return,
    };
    if !alone(normal, chars) {
        return;
    }
    let mut at = chars.start;
    for (kind, length) in split {
        found.add(kind, normal.bytes(at..at + length));
        at += length;
    }
}

/// An identity number or a card behind +86 or 0086, where people write it as before a telephone.
pub(super) fn prefixed(scanner: &Scanner, normal: &Normal, chars: &Range<usize>, found: &mut Found) {
    let digits: Vec<u8> = normal.chars[chars.clone()].iter().take(24).map(|c| *c as u8).collect();
    let plus = chars.start > 0 && normal.chars[chars.start - 1] == '+';
    let Some(number) = digits.strip_prefix(b"0086").or_else(|| digits.strip_prefix(b"86").filter(|_| plus)) else {
        return;
    };
    let start = chars.end - number.len().min(chars.len());
    let x = || number.len() == 17 && final_x(normal, chars.end) == Some(chars.end + 1);
    let (kind, end) = match number.len() {
        18 if identity(&number[..17], number[17], scanner.this_year) => (Kind::IdCard, chars.end),
        17 if identity(number, b'X', scanner.this_year) && x() => (Kind::IdCard, chars.end + 1),
        16..=19 if issuer(number) && luhn(number) => (Kind::BankCard, chars.end),
        _ => return,
    };
    if chars.len() <= 24 && alone(normal, &(chars.start..end)) {
        found.add(kind, normal.bytes(start..end));
    }
}
