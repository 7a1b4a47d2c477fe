//! What tables of the text must not say: C032, counts of persons that are too small to stand, in items that give figures
//! only or mask names; C029, a name beside a poor grade.

use super::TextFile;
use crate::catalogue::{Entry, Pii};
use crate::diagnostic::{Diagnostics, Span};
use crate::fields::{counts_persons, grade_named, is_poor, small_count, small_group};
use crate::model::{ApprovalState, Clearance, Item};

/// Looks through the tables of what an item says to its readers.
pub(super) fn check(item: &Item, entry: &Entry, file: &TextFile<'_>, sink: &mut Diagnostics) {
    if !matches!(item.approval, ApprovalState::Whole(_)) || item.clearance == Clearance::Specific {
        return;
    }
    let figures = matches!(entry.pii, Some(Pii::Aggregate | Pii::Masked));
    for passage in &item.body.passages {
        let text = &file.text[passage.range.clone()];
        if !text.contains('|') {
            continue;
        }
        let mut at = passage.range.start;
        let mut head: Vec<&str> = Vec::new();
        let mut before: Vec<&str> = Vec::new();
        for line in text.split_inclusive('\n') {
            let row = cells(line);
            let rule = row.iter().all(|cell| cell.contains('-') && cell.bytes().all(|b| b"-: ".contains(&b)));
            if row.is_empty() {
                head.clear();
            } else if rule && head.is_empty() {
                head = before;
            } else {
                let place = |cell: &str| {
                    let start = at + line.find(cell)?;
                    Some(Span::new(&item.path, start..start + cell.len()))
                };
                let counted = row.iter().zip(&head).filter(|(_, name)| figures && counts_persons(name));
                let mut small =
                    counted.filter_map(|(cell, _)| Some((place(cell)?, small_count(&cell.replace('*', ""))?)));
                if let Some((span, count)) = small.next().filter(|_| !passage.internal) {
                    sink.push(small_group(span, row[0], count));
                }
                let under =
                    |word: &str| row.iter().zip(&head).find(|(_, name)| name.contains(word)).map(|(cell, _)| *cell);
                if let (Some(who), Some(grade)) = (under("姓名"), under("等次").filter(|grade| is_poor(grade)))
                    && let Some(span) = place(grade)
                {
                    sink.push(grade_named(span, who, grade));
                }
            }
            before = row;
            at += line.len();
        }
    }
}

/// The cells of a line of a table; none of another line.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    if !line.contains('|') {
        return Vec::new();
    }
    line.trim_matches('|').split('|').map(str::trim).collect()
}
