//! Tables of plain text (.csv, .tsv): cells with their places.

use super::budget::Budget;
use super::cells::{joined, lost, push};
use super::{Note, Piece, Reason, plain};

/// Reads a table; and once more for each other way in which its cells may be parted, since a head or a remark may hold any
/// mark, and one quote may swallow rows.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    let text = plain::decode(bytes).ok_or(Reason::Damaged)?;
    let mark = separator(&text);
    let mut pieces = rows(&text, mark, true, budget)?;
    for other in MARKS.into_iter().filter(|other| text.as_bytes().contains(other)) {
        if other != mark || text.contains('"') {
            let again = rows(&text, other, false, budget)?.into_iter().take(1);
            pieces.extend(again.map(|piece| Piece { note: Some(Note::PartedOtherwise), ..piece }));
        }
    }
    Ok(pieces)
}

/// Its cells, with their places, and what is said of single ones.
fn rows(text: &str, mark: u8, quotes: bool, budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    if memchr::memchr2_iter(mark, b'\n', text.as_bytes()).count() > MOST_CELLS {
        return Err(Reason::TooSlow);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(quotes)
        .delimiter(mark)
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

/// What may part cells, the likeliest last.
const MARKS: [u8; 4] = [b'|', b';', b'\t', b','];

/// No real table has more cells.
const MOST_CELLS: usize = 5_000_000;

/// So many lines say what parts the cells.
const ENOUGH: usize = 50;

/// What parts the cells, as it seems: what most lines have.
fn separator(text: &str) -> u8 {
    let lines = |mark: u8| text.lines().take(ENOUGH).filter(|line| line.as_bytes().contains(&mark)).count();
    MARKS.into_iter().max_by_key(|mark| lines(*mark)).unwrap_or(b',')
}
