//! Tables of plain text (.csv, .tsv): cells with their places.

use super::budget::Budget;
use super::cells::{joined, lost, push};
use super::{Piece, Reason, plain};

/// Reads a table.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    let text = plain::decode(bytes).ok_or(Reason::Damaged)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
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

/// So many lines say what parts the cells.
const ENOUGH: usize = 50;

/// What parts the cells: of a tab, a comma and a semicolon that which most lines have, since a head or a remark may hold any.
fn separator(text: &str) -> u8 {
    let lines = |mark: u8| text.lines().take(ENOUGH).filter(|line| line.as_bytes().contains(&mark)).count();
    [b';', b',', b'\t'].into_iter().max_by_key(|mark| lines(*mark)).unwrap_or(b',')
}
