//! Numbers whose pieces stand in neighbouring cells or lines, or that a table writes as a sum. No check digit tells a
//! telephone from counts and sums there: the names of the columns and the other rows of the table do.

use super::normal::{Class, Normal, class};
use super::numbers::PHONES;
use super::runs::{Gap, Run};
use std::ops::Range;

/// Some neighbouring runs of a text.
#[derive(Clone, Copy)]
pub(super) struct Series<'a> {
    pub(super) text: &'a str,
    pub(super) normal: &'a Normal,
    pub(super) runs: &'a [Run],
    /// The first and the last that belong to it.
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Words for what is counted.
const COUNTS: [&str; 35] = [
    "数", "量", "额", "款", "费", "元", "钱", "价", "率", "次", "亩", "吨", "年", "月", "季", "合计", "小计", "共计",
    "总计", "收入", "实收", "应收", "支出", "开支", "支付", "应缴", "实缴", "已缴", "产值", "总值", "资金", "工资",
    "面积", "党员", "（人",
];

/// Rows of a table that are looked at on each side.
const ROWS: usize = 200;

/// Characters of words before pieces on lines.
const REACH: usize = 20;

impl Series<'_> {
    fn chars(&self) -> Range<usize> {
        self.runs[self.first].chars.start..self.runs[self.last].chars.end
    }

    /// Whether no other number follows or goes before in the same row.
    pub(super) fn apart(&self) -> bool {
        let ends = |gap: Gap| matches!(gap, Gap::Break | Gap::Line);
        ends(self.runs[self.first].gap) && self.runs.get(self.last + 1).is_none_or(|next| ends(next.gap))
    }

    /// Whether pieces in the cells of a row stand apart, in columns that count nothing.
    pub(super) fn in_cells(&self) -> bool {
        self.apart() && !self.has_unit() && (self.led_by_zero() || !self.counted())
    }

    /// Whether a piece behind the first begins as no count and no sum does. Behind seven digits it may be a day: 0501.
    fn led_by_zero(&self) -> bool {
        let behind = &self.runs[self.first + 1..=self.last];
        self.runs[self.first].chars.len() < 7
            && behind.iter().any(|run| run.chars.len() >= 4 && self.normal.chars[run.chars.start] == '0')
    }

    /// Whether pieces on lines of their own stand apart, behind words that count nothing.
    pub(super) fn on_lines(&self) -> bool {
        let apart = self.runs[self.first].gap == Gap::Break
            && self.runs.get(self.last + 1).is_none_or(|next| next.gap == Gap::Break);
        apart && !self.has_unit() && !counts(&self.normal.before(self.chars().start, REACH))
    }

    /// Whether a letter or a word touches the end, as a unit does.
    fn has_unit(&self) -> bool {
        let next = self.normal.chars[self.chars().end..].iter().find(|c| class(**c) != Class::Markup);
        next.is_some_and(|c| c.is_alphanumeric())
    }

    /// Whether pieces are a whole list in brackets, as keywords are.
    pub(super) fn in_list(&self) -> bool {
        let around = |c: &&char| !matches!(class(**c), Class::Blank | Class::Line | Class::Quote);
        let chars = self.chars();
        self.normal.chars[..chars.start].iter().rev().take(8).find(around) == Some(&'[')
            && self.normal.chars[chars.end..].iter().take(8).find(around) == Some(&']')
    }

    /// Whether pieces are added up by plus signs, but to no sum.
    pub(super) fn added(&self) -> bool {
        let chars = self.chars();
        let next = self.normal.chars[chars.end..].iter().find(|c| !matches!(class(**c), Class::Blank | Class::Markup));
        self.apart()
            && !self.normal.chars[chars].iter().any(|c| class(*c) == Class::Sign && *c != '+')
            && next.is_none_or(|c| !c.is_alphanumeric() && *c != '=')
    }

    /// Whether a number fills a cell or a line, a fraction of nothing but zeros with it, in a column that counts nothing.
    pub(super) fn fills_cell(&self) -> bool {
        let chars = self.chars();
        let fraction = self.runs.get(self.last + 1).filter(|next| next.gap == Gap::Dot);
        let zeros = fraction.is_none_or(|next| self.normal.chars[next.chars.clone()].iter().all(|c| *c == '0'));
        let end = fraction.map_or(chars.end, |next| next.chars.end);
        let around = |c: &&char| !matches!(class(**c), Class::Blank | Class::Quote | Class::Markup);
        let border = |c: Option<&char>| c.is_none_or(|c| matches!(class(*c), Class::Bar | Class::Line));
        zeros
            && border(self.normal.chars[..chars.start].iter().rev().find(around))
            && border(self.normal.chars[end..].iter().find(around))
            && !self.counted()
    }

    /// Whether the columns are named for what they count, or hold other numbers in another row.
    fn counted(&self) -> bool {
        let bytes = self.normal.bytes(self.chars());
        let start = self.text[..bytes.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[bytes.end..].find('\n').map_or(self.text.len(), |at| bytes.end + at);
        let row = cells(&self.text[start..end]);
        let inside = bytes.start - start..bytes.end - start;
        let columns = row.iter().position(|(at, cell)| at + cell.len() >= inside.start).unwrap_or(0)
            ..row.iter().take_while(|(at, _)| *at < inside.end).count();
        if columns.start > 0 && counts(row[columns.start - 1].1) {
            return true;
        }
        let full = |line: &&str| !line.trim().is_empty();
        let mut top: Option<Vec<(usize, &str)>> = None;
        for line in self.text[..start].lines().rev().take(ROWS).take_while(full) {
            let other = cells(line);
            if other.len() == row.len() && columns.end <= other.len() {
                let same = &other[columns.clone()];
                if same.iter().any(|(_, cell)| cell.chars().any(char::is_alphabetic)) {
                    return named(same);
                }
                if is_other_number(same) {
                    return true;
                }
            }
            if other.len() > 1 {
                top = Some(other);
            }
        }
        let mut below = self.text[end..].lines().skip(1).take(ROWS).take_while(full).map(cells);
        top.is_some_and(|top| named(&top))
            || below.any(|other| other.len() == row.len() && is_other_number(&other[columns.clone()]))
    }
}

fn counts(words: &str) -> bool {
    COUNTS.iter().any(|word| words.contains(word)) && !PHONES.iter().any(|word| words.contains(word))
}

/// Whether names of columns say that they count.
fn named(cells: &[(usize, &str)]) -> bool {
    let phone = |cell: &str| PHONES.iter().any(|word| cell.contains(word));
    !cells.iter().any(|(_, cell)| phone(cell)) && cells.iter().any(|(_, cell)| counts(cell))
}

/// Whether cells hold digits that are no telephone and no card together.
fn is_other_number(cells: &[(usize, &str)]) -> bool {
    let cells = || cells.iter().map(|(_, cell)| cell.trim()).filter(|cell| !cell.is_empty());
    let digits: String = cells().collect();
    let numbers = cells().all(|cell| cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')));
    numbers && !digits.is_empty() && !(digits.len() == 11 && digits.starts_with('1') || digits.len() >= 15)
}

/// The cells of a line with the byte at which each begins, without the empty ones at its ends.
fn cells(line: &str) -> Vec<(usize, &str)> {
    let bar = |c: char| matches!(c, '|' | '｜' | '\t');
    let mut at = 0;
    let mut cells = Vec::new();
    for cell in line.split(bar) {
        cells.push((at, cell));
        at += cell.len() + line[at + cell.len()..].chars().next().map_or(0, char::len_utf8);
    }
    if cells.len() > 1 && cells[cells.len() - 1].1.trim().is_empty() {
        cells.pop();
    }
    if cells.len() > 1 && cells[0].1.trim().is_empty() {
        cells.remove(0);
    }
    cells
}
