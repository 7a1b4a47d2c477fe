//! Fields written as rows of named cells (`- {姓名: …, 职务: …}`), read as the table that a page shows: a number that its
//! cells part is whole there, and not in the source, where the names of the cells stand between.

use super::sensitive::Scan;
use crate::fields::Typed;
use crate::model::{Clearance, FieldValue, Item};
use crate::privacy::Kind;

/// Digits of the shortest number that is looked for.
const SHORTEST: usize = 11;

/// Scans what the cells of a row say together. Of rows that are no table of the catalogue's only numbers with a check
/// character are findings: their cells are counts and dates as well.
pub(super) fn check(item: &Item, scan: &mut Scan<'_>) {
    for field in &item.fields {
        let inside = if field.internal { Clearance::Internal } else { Clearance::Public };
        let clearance = item.clearance.max(inside);
        let (text, sure) = match field.typed.as_deref() {
            Some(Typed::Table(table)) => {
                if !table.rows.iter().any(|row| parts_a_number(row)) {
                    continue;
                }
                let rows = table.rows.iter().map(|row| line(row));
                let rule = "|-".repeat(table.columns.len()) + "|\n";
                (line(&table.columns) + &rule + &rows.collect::<String>(), false)
            }
            _ => match &*field.value {
                FieldValue::Text(_) => continue,
                FieldValue::List(rows) => (rows.iter().filter_map(written).collect(), true),
                map @ FieldValue::Map(_) => (written(map).unwrap_or_default(), true),
            },
        };
        scan.parted(&text, field.mark.range(), clearance, |kind| !sure || kind == Kind::IdCard);
    }
}

/// The cells of a row, if a number may be parted by them.
fn written(row: &FieldValue) -> Option<String> {
    let FieldValue::Map(parts) = row else {
        return None;
    };
    let cells = parts.iter().filter_map(|(_, value)| match value {
        FieldValue::Text(text) => Some(text.as_str()),
        FieldValue::List(_) | FieldValue::Map(_) => None,
    });
    let cells: Vec<&str> = cells.collect();
    parts_a_number(&cells).then(|| line(&cells))
}

fn parts_a_number(cells: &[impl AsRef<str>]) -> bool {
    let digits = |cell: &str| cell.chars().filter(|c| c.is_numeric()).count();
    let counts: Vec<usize> = cells.iter().map(|cell| digits(cell.as_ref())).filter(|count| *count > 0).collect();
    counts.len() > 1 && counts.iter().sum::<usize>() >= SHORTEST
}

fn line(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |\n", cells.join(" | "))
}
