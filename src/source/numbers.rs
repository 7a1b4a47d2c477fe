//! Numbers, shares and sums of money, exact.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

/// A number with at most three decimals, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(pub i64);

/// Parts of a hundred, with at most two decimals, in hundredths of them; from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub i64);

/// A sum of money in fen (分), the hundredth of a yuan. Exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub i128);

impl Number {
    /// Reads `126`, `1,260`, `-3`, `9.5`.
    pub fn parse(text: &str) -> Option<Self> {
        i64::try_from(decimal(text, 3)?).ok().map(Self)
    }
}

impl Percent {
    /// Reads `92.9`, `92.9%`, `92.9％`, `百分之92.9`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(['%', '％']).trim_start_matches("百分之");
        let value = i64::try_from(decimal(text, 2)?).ok()?;
        (0..=10_000).contains(&value).then_some(Self(value))
    }
}

impl Money {
    /// Reads yuan: `1234.50`, `1,234.50`, `¥1,234.5`, `1.2万元`, `3亿元`, `人民币 500 元`. Exact to the fen; what is
    /// finer is not read.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches("人民币").trim_start().trim_start_matches(['¥', '￥']);
        let text = text.strip_suffix('元').unwrap_or(text).trim_end();
        let (number, places) = match (text.strip_suffix('万'), text.strip_suffix('亿')) {
            (Some(number), _) => (number, 4),
            (_, Some(number)) => (number, 8),
            (None, None) => (text, 0),
        };
        decimal(number, places + 2).map(Self)
    }
}

/// A count of persons, votes, cases: `86`, `1,086`.
pub fn count(text: &str) -> Option<u32> {
    decimal(text, 0).and_then(|count| u32::try_from(count).ok())
}

/// A decimal number times ten to the power of `places`, if it has no more places than that. Groups of three may be
/// set apart by commas; full-width digits and marks count as their ASCII forms.
fn decimal(text: &str, places: usize) -> Option<i128> {
    let text: String = text.trim().chars().map(narrow).collect();
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (true, digits),
        None => (false, text.as_str()),
    };
    let (whole, part) = match digits.split_once('.') {
        Some((_, "")) => return None,
        Some(halves) => halves,
        None => (digits, ""),
    };
    if part.len() > places || whole.len() > 24 {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    if first.is_empty() || (grouped && (first.len() > 3 || groups.any(|group| group.len() != 3))) {
        return None;
    }
    let written = whole.replace(',', "") + part;
    if !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let power = u32::try_from(places - part.len()).ok()?;
    let value = written.parse::<i128>().ok()?.checked_mul(10_i128.checked_pow(power)?)?;
    Some(if negative { -value } else { value })
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '，' | '．' | '－' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

/// A scaled number as a decimal, with at least `least` places.
fn write(f: &mut fmt::Formatter<'_>, value: i128, places: usize, least: usize) -> fmt::Result {
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let kept = part.trim_end_matches('0').len().max(least);
    let sign = if value < 0 { "-" } else { "" };
    let point = if kept > 0 { "." } else { "" };
    write!(f, "{sign}{whole}{point}{}", &part[..kept])
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(f, self.0.into(), 3, 0)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(f, self.0.into(), 2, 0)?;
        f.write_str("%")
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(f, self.0, 2, 2)
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_as_clerks_write_it_and_stays_exact() {
        for (text, fen) in [
            ("0", 0),
            ("1234.5", 123_450),
            ("1,234.50", 123_450),
            ("１，２３４．５０", 123_450),
            ("¥1,234.50", 123_450),
            ("￥ 500 元", 50_000),
            ("人民币500元", 50_000),
            ("1.2万元", 1_200_000),
            ("12.3456万", 12_345_600),
            ("3亿元", 30_000_000_000),
            ("0.00000001亿", 100),
            ("-20.00", -2_000),
            ("9007199254740993.01", 900_719_925_474_099_301),
        ] {
            assert_eq!(Money::parse(text), Some(Money(fen)), "{text}");
        }
        for text in [
            "",
            "元",
            "12.345",
            "1,23",
            "12,34.5",
            "1,2345",
            "1.",
            ".5",
            "1e3",
            "一万元",
            "0.0000001万",
            "5千元",
            "--1",
        ] {
            assert_eq!(Money::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_print_as_they_are_read() {
        for text in ["0.00", "1234.50", "-0.05", "-20.00"] {
            assert_eq!(Money::parse(text).map(|money| money.to_string()), Some(text.to_owned()));
        }
        for text in ["126", "9.5", "-3", "0.125"] {
            assert_eq!(Number::parse(text).map(|number| number.to_string()), Some(text.to_owned()));
        }
        for text in ["92.9", "92.9%", "92.9％", "百分之92.9"] {
            assert_eq!(Percent::parse(text).map(|percent| percent.to_string()), Some("92.9%".to_owned()));
        }
        for text in ["100.01", "-1", "九成", "92.123"] {
            assert_eq!(Percent::parse(text), None, "{text}");
        }
        assert_eq!((count("1,086"), count("8.0"), count("-1"), count("86人")), (Some(1086), None, None, None));
    }
}
