//! C032 in tables of the text: counts of persons that are too small to stand, in items that give figures only or mask names.

use super::TextFile;
use crate::catalogue::{Entry, Pii};
use crate::diagnostic::{Diagnostics, Span};
use crate::fields::{counts_persons, small_count, small_group};
use crate::model::{ApprovalState, Item};

/// Looks through the tables of what an item of such an entry says to all its readers.
pub(super) fn check(item: &Item, entry: &Entry, file: &TextFile<'_>, sink: &mut Diagnostics) {
    if !matches!(entry.pii, Some(Pii::Aggregate | Pii::Masked)) || !matches!(item.approval, ApprovalState::Whole(_)) {
        return;
    }
    for passage in item.body.passages.iter().filter(|passage| !passage.internal) {
        let text = &file.text[passage.range.clone()];
        let mut at = passage.range.start;
        let mut counted: Vec<bool> = Vec::new();
        let mut before: Vec<&str> = Vec::new();
        for line in text.split_inclusive('\n') {
            let row = cells(line);
            let rule = row.iter().all(|cell| cell.contains('-') && cell.bytes().all(|b| b"-: ".contains(&b)));
            if row.is_empty() {
                counted.clear();
            } else if rule && counted.is_empty() {
                counted = before.iter().map(|name| counts_persons(name)).collect();
            } else {
                let small = row.iter().zip(&counted).filter(|(_, counts)| **counts).find_map(|(cell, _)| {
                    let start = at + line.find(cell)?;
                    Some((start..start + cell.len(), small_count(&cell.replace('*', ""))?))
                });
                if let Some((range, count)) = small {
                    sink.push(small_group(Span::new(&item.path, range), row[0], count));
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
