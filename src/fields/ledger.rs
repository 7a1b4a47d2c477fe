//! Ledgers (收支): income, spending, and balances that have to add up.

use super::reader::{Reader, Record};
use crate::diagnostic::codes;
use crate::source::{Money, Node, Value};
use std::ops::Range;

/// Income, spending and what is left (收支明细).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// What there was at the beginning (期初结存).
    pub opening: Option<Money>,
    /// Income.
    pub income: Side,
    /// Spending.
    pub spending: Side,
    /// What is left (期末结存), as written or, where it is not, as counted.
    pub balance: Money,
}

/// One side of a ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its total, as written or, where it is not, as counted.
    pub total: Money,
}

/// A line of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What for.
    pub item: String,
    /// How much.
    pub amount: Money,
    /// A remark.
    pub note: Option<String>,
}

const SUM: (&str, &str) = ("金额，例如 1234.50", "a sum such as 1234.50");

/// `{ opening, in, out, balance }`. A side is a list of `{ item, amount, note }`, a total alone, or
/// `{ lines, total }`. In `lines` beside both sides a line has `in` or `out` instead of `amount`.
pub(super) fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Ledger> {
    let mut record = reader.record(node)?;
    let opening = reader.part(&mut record, "opening", SUM.0, SUM.1, Money::parse);
    let shared = record.take("lines").map(|node| shared_lines(node, reader));
    let (both_in, both_out) = shared.unwrap_or(Some(Default::default()))?;
    let income = side(&mut record, "in", both_in, reader);
    let spending = side(&mut record, "out", both_out, reader);
    let written = reader.part(&mut record, "balance", SUM.0, SUM.1, Money::parse);
    for (key, side) in [("in", &income), ("out", &spending)] {
        let absent = record.take(key).is_none() && side.as_ref().is_some_and(|side| side.lines.is_empty());
        if absent {
            reader.lacks(&mut record, key);
            reader.finish(record);
            return None;
        }
    }
    let (income, spending) = (income?, spending?);
    let counted = opening.unwrap_or_default() + income.total - spending.total;
    // One that could not be read has a finding of its own.
    let adds_up = opening.is_some() || !record.has("opening");
    if adds_up && written.is_some_and(|written| written != counted) {
        let written = written.unwrap_or_default();
        let opening = opening.unwrap_or_default();
        differs(
            reader,
            &record.place("balance"),
            format!("期初 {opening} + 收入 {} − 支出 {} = {counted}，不是 {written}", income.total, spending.total),
            format!(
                "opening {opening} + income {} - spending {} is {counted}, not {written}",
                income.total, spending.total
            ),
        );
    }
    reader.finish(record);
    Some(Ledger { opening, income, spending, balance: written.unwrap_or(counted) })
}

fn side(record: &mut Record<'_>, key: &'static str, shared: Vec<Line>, reader: &mut Reader<'_>) -> Option<Side> {
    let place = record.place(key);
    let Some(node) = record.take(key) else {
        let total = shared.iter().map(|line| line.amount).sum();
        return Some(Side { lines: shared, total });
    };
    let (own, total) = match &node.value {
        Value::Scalar(_) => {
            let total = reader.text(node).as_deref().and_then(Money::parse);
            if total.is_none() {
                reader.wrong(&node.range, &format!("{key} 应当是{}", SUM.0), &format!("`{key}` should be {}", SUM.1));
                return None;
            }
            (Vec::new(), total)
        }
        Value::Map(_) => {
            let mut inner = reader.record(node)?;
            let total = reader.part(&mut inner, "total", SUM.0, SUM.1, Money::parse);
            let lines = inner.take("lines").map_or(Some(Vec::new()), |node| lines(node, reader));
            reader.finish(inner);
            (lines?, total)
        }
        Value::List(_) | Value::Null => (lines(node, reader)?, None),
    };
    let lines: Vec<Line> = shared.into_iter().chain(own).collect();
    let sum: Money = lines.iter().map(|line| line.amount).sum();
    let total = total.unwrap_or(sum);
    if total != sum && !lines.is_empty() {
        differs(
            reader,
            &place,
            format!("{key} 各行合计 {sum}，不是 {total}"),
            format!("the lines of `{key}` come to {sum}, not {total}"),
        );
    }
    Some(Side { lines, total })
}

fn lines<'n>(node: &'n Node<'n>, reader: &mut Reader<'_>) -> Option<Vec<Line>> {
    let read: Vec<Option<Line>> = reader
        .list(node)
        .iter()
        .map(|node| {
            let mut record = reader.record(node)?;
            let line = line(&mut record, "amount", reader);
            reader.finish(record);
            line
        })
        .collect();
    read.into_iter().collect()
}

/// The rest of a line whose sum stands under `key`.
fn line(record: &mut Record<'_>, key: &'static str, reader: &mut Reader<'_>) -> Option<Line> {
    let item = reader.part_text(record, "item").or_else(|| reader.part_text(record, "name"));
    let amount = reader.part(record, key, SUM.0, SUM.1, Money::parse);
    let absent = !record.has(key);
    let note = reader.part_text(record, "note");
    for (key, absent) in [("item", item.is_none()), (key, absent)] {
        if absent {
            reader.lacks(record, key);
        }
    }
    Some(Line { item: item?, amount: amount?, note })
}

/// Lines with `in` or `out`, as lines of either side.
fn shared_lines<'n>(node: &'n Node<'n>, reader: &mut Reader<'_>) -> Option<(Vec<Line>, Vec<Line>)> {
    let (mut income, mut spending) = (Vec::new(), Vec::new());
    let mut whole = true;
    for node in reader.list(node) {
        let mut record = reader.record(node)?;
        let is_in = record.take("in").is_some();
        let line = line(&mut record, if is_in { "in" } else { "out" }, reader);
        reader.finish(record);
        whole &= line.is_some();
        if is_in { &mut income } else { &mut spending }.extend(line);
    }
    whole.then_some((income, spending))
}

fn differs(reader: &mut Reader<'_>, range: &Range<usize>, zh: String, en: String) {
    let help = ("逐行核对金额", "Check the sums line by line");
    reader.report(&codes::C015, range, [zh, en, help.0.to_owned(), help.1.to_owned()]);
}
