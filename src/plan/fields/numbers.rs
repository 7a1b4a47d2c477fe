//! Numbers, sums and shares, as people read them.

use crate::duties::rate;
use crate::fields::{Money, Number};
use serde::Serialize;

/// A number with its unit.
#[derive(Debug, Hash, Serialize)]
pub(super) struct NumberView<'p> {
    text: String,
    unit_zh: Option<&'p str>,
}

impl NumberView<'_> {
    /// What is counted stands at the end of the field's label: 交纳党费人数.
    pub(super) fn of(number: Number, label: &str) -> Self {
        const UNITS: [(&str, &str); 10] = [
            ("应到", "人"),
            ("实到", "人"),
            ("成员", "人"),
            ("人数", "人"),
            ("件数", "件"),
            ("条数", "条"),
            ("户数", "户"),
            ("次数", "次"),
            ("支部数", "个"),
            ("问题数", "个"),
        ];
        let unit = UNITS.into_iter().find(|(end, _)| label.ends_with(end)).map(|(_, unit)| unit);
        Self { text: grouped(&number.to_string()), unit_zh: unit }
    }
}

/// A sum of money: `12,345.00`, and 约 1.23 万元 where it is large.
#[derive(Debug, Hash, Serialize)]
pub(super) struct SumView {
    pub(super) text: String,
    pub(super) words_zh: Option<String>,
}

impl SumView {
    pub(super) fn of(sum: Money) -> Self {
        Self { text: grouped(&sum.to_string()), words_zh: in_wan(sum) }
    }

    /// In a sentence.
    pub(super) fn spoken(&self) -> String {
        match &self.words_zh {
            Some(words) => format!("{} 元（{words}）", self.text),
            None => format!("{} 元", self.text),
        }
    }
}

/// A sum in a sentence that is read aloud: `250万元` where that is all of it, else `2500.50元`.
pub(in crate::plan) fn said(sum: Money) -> String {
    let whole = in_wan(sum).filter(|words| !words.starts_with('约'));
    let exact = || format!("{}元", sum.to_string().trim_end_matches(".00"));
    whole.map_or_else(exact, |words| words.replace(' ', ""))
}

/// A decimal with commas between groups of three.
pub(super) fn grouped(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, part) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = String::with_capacity(text.len() * 4 / 3 + 1);
    out.push_str(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + part
}

/// From ten thousand yuan on, in 万元 or 亿元 with at most two decimals.
fn in_wan(sum: Money) -> Option<String> {
    const WAN: u128 = 1_000_000;
    const YI: u128 = 10_000_000_000;
    let fen = sum.0.unsigned_abs();
    let (unit, word) = match fen {
        YI.. => (YI, "亿元"),
        WAN.. => (WAN, "万元"),
        _ => return None,
    };
    let hundredth = unit / 100;
    let rounded = (fen + hundredth / 2) / hundredth;
    let about = if fen.is_multiple_of(hundredth) { "" } else { "约 " };
    let sign = if sum.0 < 0 { "-" } else { "" };
    let decimals = format!("{}.{:02}", rounded / 100, rounded % 100);
    Some(format!("{about}{sign}{} {word}", decimals.trim_end_matches('0').trim_end_matches('.')))
}

/// A part of a whole as `89.1%`; nothing of nothing is 0%.
pub(in crate::plan) fn share(part: u128, whole: u128) -> String {
    percent(rate(part, whole).unwrap_or(0))
}

/// `66.6%` of 666 per mille.
pub(in crate::plan) fn percent(mille: u32) -> String {
    if mille.is_multiple_of(10) { format!("{}%", mille / 10) } else { format!("{}.{}%", mille / 10, mille % 10) }
}
