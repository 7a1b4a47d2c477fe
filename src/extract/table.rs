//! Tables of plain text (.csv, .tsv): cells with their places.

use super::budget::Budget;
use super::cells::{joined, lost, push};
use super::{Piece, Reason, plain};

/// Reads a table; the separator is a tab where the first line has one.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    let text = plain::decode(bytes).ok_or(Reason::Damaged)?;
    let first = text.lines().next().unwrap_or("");
    let separator = [b'\t', b';'].into_iter().find(|byte| first.as_bytes().contains(byte) && !first.contains(','));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut piece = Piece::new("", "");
    let mut others = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|_| Reason::Damaged)?;
        budget.worked(record.len())?;
        for (column, cell) in record.iter().enumerate() {
            push(&mut piece, row as u32, column as u32, &joined(cell));
            if lost(cell) {
                others.push(Piece::lost(&piece));
            }
        }
        if !piece.text.is_empty() && !piece.text.ends_with('\n') {
            piece.text.push('\n');
        }
    }
    others.insert(0, piece);
    Ok(others)
}
