//! The cells of one sheet of a workbook.

use super::Piece;
use super::xml::{Attributes, Node};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Takes the nodes of a sheet and gives its pieces: what is shown, and what is hidden in rows and columns.
pub(super) struct Cells<'a> {
    strings: &'a [String],
    dates: &'a BTreeSet<usize>,
    used: &'a mut [bool],
    place: &'a str,
    shown: Piece,
    hidden: Piece,
    other: String,
    lost: Vec<Piece>,
    row: u32,
    column: u32,
    hidden_row: bool,
    hidden_columns: Vec<(u32, u32)>,
    kind: Value,
    style: usize,
    value: String,
    inside: Inside,
}

/// What the value of a cell is.
#[derive(Clone, Copy, PartialEq)]
enum Value {
    Number,
    Shared,
    Text,
}

#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Nothing,
    Value,
    /// Headers, footers, formulas of data validation.
    Other,
}

impl<'a> Cells<'a> {
    /// A sheet before its first node.
    pub(super) fn new(place: &'a str, strings: &'a [String], dates: &'a BTreeSet<usize>, used: &'a mut [bool]) -> Self {
        Self {
            strings,
            dates,
            used,
            place,
            shown: Piece::new(place, ""),
            hidden: Piece::new(format!("隐藏行列 {place}"), ""),
            other: String::new(),
            lost: Vec::new(),
            row: 0,
            column: 0,
            hidden_row: false,
            hidden_columns: Vec::new(),
            kind: Value::Number,
            style: 0,
            value: String::new(),
            inside: Inside::Nothing,
        }
    }

    /// The texts of the sheet.
    pub(super) fn pieces(self) -> Vec<Piece> {
        let other = Piece::new(format!("页眉页脚、公式与数据验证 {}", self.place), joined(&self.other));
        [self.shown, self.hidden, other].into_iter().chain(self.lost).collect()
    }

    /// Takes one node.
    pub(super) fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Start(name, attributes) => self.start(name, attributes),
            Node::Text(text) => match self.inside {
                Inside::Value => self.value.push_str(text),
                Inside::Other => self.other.push_str(text),
                Inside::Nothing => {}
            },
            Node::End(name) => self.end(name),
        }
    }

    fn start(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "col" if attributes.is_on("hidden") => {
                let bound = |name| attributes.get(name).and_then(|value| value.parse::<u32>().ok()).unwrap_or(0);
                self.hidden_columns.push((bound("min"), bound("max")));
            }
            "row" => {
                let stated = attributes.get("r").and_then(|row| row.parse::<u32>().ok());
                self.row = stated.unwrap_or(self.row.saturating_add(1));
                self.column = 0;
                self.hidden_row = attributes.is_on("hidden");
            }
            "c" => {
                self.column = attributes.get("r").and_then(|at| column(&at)).unwrap_or(self.column.saturating_add(1));
                self.kind = match attributes.get("t").as_deref() {
                    Some("s") => Value::Shared,
                    Some("str" | "inlineStr" | "e" | "b" | "d") => Value::Text,
                    _ => Value::Number,
                };
                self.style = attributes.get("s").and_then(|style| style.parse().ok()).unwrap_or(0);
                self.value.clear();
            }
            "v" | "t" => self.inside = Inside::Value,
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" | "formula1"
            | "formula2" | "f" => self.inside = Inside::Other,
            "dataValidation" | "hyperlink" => {
                for (key, value) in attributes.all() {
                    if matches!(
                        key.as_str(),
                        "prompt" | "promptTitle" | "error" | "errorTitle" | "tooltip" | "display" | "location"
                    ) {
                        self.other.push_str(&value);
                        self.other.push('\n');
                    }
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "v" | "t" => self.inside = Inside::Nothing,
            "c" => self.cell(),
            "row" => {
                for piece in [&mut self.shown, &mut self.hidden] {
                    if !piece.text.is_empty() && !piece.text.ends_with('\n') {
                        piece.text.push('\n');
                    }
                }
            }
            _ if self.inside == Inside::Other => {
                self.inside = Inside::Nothing;
                self.other.push('\n');
            }
            _ => {}
        }
    }

    fn cell(&mut self) {
        let text = match self.kind {
            Value::Shared => {
                let index = self.value.trim().parse::<usize>().unwrap_or(usize::MAX);
                if let Some(used) = self.used.get_mut(index) {
                    *used = true;
                }
                self.strings.get(index).cloned().unwrap_or_default()
            }
            Value::Text => std::mem::take(&mut self.value),
            Value::Number if self.dates.contains(&self.style) => date(&self.value),
            Value::Number => number(&self.value),
        };
        let number = self.kind == Value::Number && !self.dates.contains(&self.style);
        let lost = number && fifteen(&self.value) || lost(&text);
        let covered = self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&self.column));
        let piece = if self.hidden_row || covered { &mut self.hidden } else { &mut self.shown };
        push(piece, self.row.saturating_sub(1), self.column.saturating_sub(1), &text);
        if lost {
            self.lost.push(Piece::lost(piece));
        }
    }
}

/// Adds a cell to a row.
pub(super) fn push(piece: &mut Piece, row: u32, column: u32, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    if !piece.text.is_empty() && !piece.text.ends_with('\n') {
        piece.text.push_str(" | ");
    }
    piece.cells.push((piece.text.len(), row, column));
    piece.text.extend(text.trim().chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }));
}

/// A formula with the texts that it joins as one: `="138"&"1234"` is shown as 1381234.
pub(super) fn joined(formula: &str) -> Cow<'_, str> {
    if !formula.contains('&') || !formula.contains('"') {
        return Cow::Borrowed(formula);
    }
    let mut out = String::with_capacity(formula.len());
    for part in formula.split('&') {
        match (out.trim_end().strip_suffix('"').map(str::len), part.trim_start().strip_prefix('"')) {
            (Some(end), Some(rest)) => {
                out.truncate(end);
                out.push_str(rest);
            }
            _ if out.is_empty() => out.push_str(part),
            _ => out.extend(["&", part]),
        }
    }
    Cow::Owned(out)
}

/// Whether a cell shows a long number by its first digits and an exponent.
pub(super) fn lost(text: &str) -> bool {
    let Some((head, exponent)) = text.trim().trim_matches('"').split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = exponent.trim_start_matches('+');
    head.split('.').count() <= 2
        && head.split('.').all(digits)
        && digits(exponent)
        && exponent.parse::<u32>().is_ok_and(|exponent| (10..30).contains(&exponent))
}

/// Whether a stored number has more digits than the fifteen that a workbook keeps.
pub(super) fn fifteen(stored: &str) -> bool {
    stored.trim().parse::<f64>().is_ok_and(|value| value.fract() == 0.0 && (1e15..1e20).contains(&value.abs()))
}

/// The column of a reference such as B3, from 1.
fn column(reference: &str) -> Option<u32> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let column = letters.fold(0, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    (column > 0).then_some(column)
}

/// A number without exponent: long numbers are stored as 1.3812345678E10.
pub(super) fn number(stored: &str) -> String {
    match stored.trim().parse::<f64>() {
        Ok(value) if stored.contains(['E', 'e']) && value.fract() == 0.0 && value.abs() < 1e20 => format!("{value:.0}"),
        _ => stored.trim().to_owned(),
    }
}

/// The date of a serial number of days since 1899-12-30.
pub(super) fn date(stored: &str) -> String {
    let Some(days) = stored.trim().parse::<f64>().ok().filter(|days| (1.0..2_958_466.0).contains(days)) else {
        return stored.trim().to_owned();
    };
    // Days since 0000-03-01, by the civil calendar.
    let days = days as i64 - 25_569 + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    format!("{}-{month:02}-{day:02}", year + era * 400 + i64::from(month <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_shown_as_in_the_sheet() {
        assert_eq!(number("1.3812345678E10"), "13812345678");
        assert_eq!(number("1500.5"), "1500.5");
        assert_eq!(date("32939"), "1990-03-07");
        assert_eq!(date("46023.5"), "2026-01-01");
        assert_eq!(date("x"), "x");
        assert_eq!(column("AB12"), Some(28));
        assert_eq!(column("12"), None);
        assert_eq!(joined("=\"138\"&\"1234\" & \"5678\""), "=\"13812345678\"");
        assert_eq!(joined("甲&乙 \"丙\" & 丁"), "甲&乙 \"丙\" & 丁");
    }
}
