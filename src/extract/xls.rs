//! Old binary workbooks (.xls) through calamine, which knows hidden sheets but neither comments nor properties: those
//! are read as strings from the bytes.

use super::budget::Budget;
use super::cells::{fifteen, lost, push};
use super::guard::guarded;
use super::strings::strings;
use super::{Piece, Reason};
use calamine::{Data, Reader, SheetVisible, Xls, XlsError};
use std::collections::BTreeSet;
use std::io::Cursor;

/// Reads a compound file: a workbook, or the wrapping of an encrypted package.
pub(super) fn read(extension: &str, bytes: &[u8], budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    let utf16 = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let has = |name: &str| {
        let name = utf16(name);
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("EncryptedPackage") {
        return Err(Reason::Encrypted);
    }
    if !has("Workbook") && !has("Book") {
        return Err(if extension == "xls" { Reason::Damaged } else { Reason::Unsupported });
    }
    guarded(|| sheets(bytes, budget))
}

fn sheets(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Reason::Encrypted,
        _ => Reason::Damaged,
    })?;
    let (mut pieces, mut others) = (Vec::new(), Vec::new());
    for sheet in book.sheets_metadata().to_vec() {
        let place = match sheet.visible {
            SheetVisible::Visible => format!("工作表 {}", sheet.name),
            SheetVisible::Hidden | SheetVisible::VeryHidden => format!("隐藏工作表 {}", sheet.name),
        };
        let Ok(range) = book.worksheet_range(&sheet.name) else {
            // Charts and macro sheets have no cells.
            continue;
        };
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut piece = Piece::new(place, "");
        for (row, cells) in range.rows().enumerate() {
            budget.worked(cells.len())?;
            for (column, cell) in cells.iter().enumerate() {
                let text = text(cell);
                budget.unpacked(text.len())?;
                push(&mut piece, first_row + row as u32, first_column + column as u32, &text);
                if matches!(cell, Data::Float(value) if fifteen(&value.to_string())) || lost(&text) {
                    others.push(Piece::lost(&piece));
                }
            }
            if !piece.text.is_empty() && !piece.text.ends_with('\n') {
                piece.text.push('\n');
            }
        }
        pieces.push(piece);
    }
    let shown: String = pieces.iter().flat_map(|piece: &Piece| [piece.text.as_str(), "\n"]).collect();
    let rest = strings(bytes);
    let known: BTreeSet<&str> = shown.lines().flat_map(|line| line.split(" | ")).collect();
    let rest: Vec<&str> = rest.lines().filter(|line| !known.contains(line.trim())).collect();
    pieces.push(Piece::new("批注、属性等", rest.join("\n")));
    pieces.append(&mut others);
    Ok(pieces)
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Float(value) if value.fract() == 0.0 && value.abs() < 1e20 => format!("{value:.0}"),
        Data::DateTime(time) => super::cells::date(&time.as_f64().to_string()),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}
