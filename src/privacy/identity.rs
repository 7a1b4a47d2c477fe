//! Identity numbers: whole or in pieces, with their check character or with one wrong digit.

use super::Scanner;
use super::checks::{credit_code, division, identity_check, identity_shape, issuer, luhn, old_identity, value};
use super::normal::{Class, Normal, class};
use super::numbers::other_number;
use super::runs::{Gap, Joined, alone, in_address};
use std::ops::RangeInclusive;

/// The end of an identity number, check character included.
pub(super) fn identity_end(scanner: &Scanner, normal: &Normal, joined: &Joined<'_>) -> Option<usize> {
    let chars = joined.chars();
    let (check, end) = match joined.digits.len() {
        18 => (joined.digits[17], chars.end),
        17 => (b'X', final_x(normal, chars.end)?),
        _ => return None,
    };
    let first17 = &joined.digits[..17];
    let shape = identity_shape(first17, scanner.this_year);
    let valid = shape
        && (identity_check(first17) == check && one_identity(scanner, joined)
            || in_groups(joined) && called_identity(normal, chars.start)
            || mistyped(normal, joined));
    (valid && alone(normal, &(chars.start..end)) && !called_credit_code(normal, joined)).then_some(end)
}

/// Years in which somebody can be born whose number is known by its shape alone: numbers of permits and projects have the
/// region and the day too, but of later years.
const BORN: RangeInclusive<u16> = 1920..=2009;

/// Whether an unbroken number is an identity number in all but its check character: with one wrong digit it still tells who it
/// is.
fn mistyped(normal: &Normal, joined: &Joined<'_>) -> bool {
    let digits = joined.digits;
    joined.solid()
        && division(digits)
        && BORN.contains(&value(&digits[6..10]))
        && !credit_code(digits)
        && !(issuer(digits) && luhn(digits))
        && !other_number(normal, joined)
        && !numbered(normal, joined.chars().start)
        && !in_address(normal, joined.chars().start)
}

/// Whether the word before says that a number is that of a thing: such have a region, a day and a serial number too.
fn numbered(normal: &Normal, at: usize) -> bool {
    let before = normal.before(at, 12);
    let before = before.trim_end_matches([':', ' ']);
    ["编号", "编码", "代码", "号"].iter().any(|word| before.ends_with(word))
}

/// Whether a number is written in one piece, or in groups as on a form.
fn in_groups(joined: &Joined<'_>) -> bool {
    let within =
        |gap| matches!(gap, Gap::Markup | Gap::Blank | Gap::Blanks | Gap::Hyphen | Gap::Dot | Gap::Mark | Gap::Sign);
    joined.gaps().all(within)
}

/// Whether the words before call a number an identity number: one with a wrong digit still tells who it is.
fn called_identity(normal: &Normal, at: usize) -> bool {
    let before = normal.before(at, 12);
    ["身份证", "身份号码", "证件号"].iter().any(|word| before.contains(word)) && !before.contains('；')
}

/// The end of the X behind 17 digits.
pub(super) fn final_x(normal: &Normal, at: usize) -> Option<usize> {
    let separator =
        |c: &&char| !matches!(class(**c), Class::Digit | Class::Paren | Class::Colon | Class::Sign | Class::Other);
    let place = at + normal.chars[at..].iter().take(7).take_while(separator).count();
    let is_x = normal.chars.get(place).is_some_and(|c| matches!(c, 'x' | 'X' | '×' | 'Х' | 'х'));
    is_x.then_some(place + 1)
}

/// Whether pieces are one identity number, and not neighbours in a ledger that happen to fit: an amount, a date,
/// an amount.
fn one_identity(scanner: &Scanner, joined: &Joined<'_>) -> bool {
    let cuts = joined.cuts();
    if cuts.is_empty() {
        return true;
    }
    let across = cuts.iter().filter(|(_, gap)| matches!(gap, Gap::Cell | Gap::Line | Gap::Blanks)).count();
    let marks = cuts.iter().filter(|(_, gap)| matches!(gap, Gap::Mark | Gap::Colon | Gap::Sign)).count();
    let adult = value(&joined.digits[6..10]) + 14 <= scanner.this_year;
    let gap_at = |place: usize| cuts.iter().find(|(at, _)| *at == place).map(|(_, gap)| *gap);
    let written_date = match (gap_at(10), gap_at(12)) {
        (Some(a @ (Gap::Hyphen | Gap::Dot | Gap::Mark)), Some(b)) if a == b => {
            [6, 14].into_iter().any(|at| gap_at(at).is_some_and(|gap| gap != a))
        }
        _ => false,
    };
    // A form with a box for each digit.
    let boxes = cuts.len() >= 16 && cuts.iter().all(|(_, gap)| *gap == cuts[0].1);
    // 6-4-4-4 and the like in neighbouring cells, or on lines.
    let columns = cuts.len() == across && cuts.len() <= 5 && cuts.iter().all(|(_, gap)| *gap == cuts[0].1);
    let parts = joined.parts();
    let thousands = parts[1..].iter().all(|(gap, length)| *gap == Gap::Mark && *length == 3);
    (joined.digits[0] == b'9' || division(joined.digits))
        && (across <= 2 && marks <= 3 || boxes || columns)
        && (across + marks == 0 || adult)
        && !written_date
        && !thousands
}

fn called_credit_code(normal: &Normal, joined: &Joined<'_>) -> bool {
    let before = normal.before(joined.chars().start, 12);
    joined.digits.len() == 18 && before.contains("信用代码") && credit_code(joined.digits)
}

/// Without a check digit only an unbroken number, or 6-6-3, is one.
pub(super) fn old_form(normal: &Normal, joined: &Joined<'_>) -> bool {
    let shape = match joined.groups() {
        Some((_, groups)) if groups.len() == 1 => true,
        Some((Gap::Blank | Gap::Hyphen, groups)) => groups == [6, 6, 3],
        _ => false,
    };
    shape && old_identity(joined.digits) && !other_number(normal, joined)
}
