//! Text out of the bytes of an attachment, and metadata out of pictures, for the scan. No files, no clock, and no
//! panic whatever the bytes: every format has caps on size, depth and work.
//!
//! What a reader would not see is extracted too: properties, comments, tracked changes, hidden sheets and slides.

mod budget;
mod cells;
mod encoded;
mod guard;
mod media;
mod office;
mod pdf;
mod pdf_parts;
mod pdf_text;
pub mod picture;
mod placed;
mod plain;
mod sheet;
mod strings;
mod table;
#[cfg(test)]
mod tests;
mod tiff;
mod word;
mod xls;
mod xml;

pub use budget::Limits;

use budget::Budget;

/// What came out of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extracted {
    /// Its texts, each with its place.
    Pieces(Vec<Piece>),
    /// It may hold text, and nobody can say what.
    Unreadable(Reason),
    /// A picture, a sound, a film without a word in it. What is taken out of a picture is for [`picture::strip`].
    NotText,
}

/// Why an attachment could not be read. None of these may be published unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It asks for a password.
    Encrypted,
    /// Pages are pictures of text.
    Scanned,
    /// It is, or becomes when unpacked, larger than the limits.
    TooLarge,
    /// It takes more work than the limits.
    TooSlow,
    /// Long numbers of a table were saved with an exponent: what they were cannot be told.
    LostDigits,
    /// It is not what its name or its first bytes say.
    Damaged,
    /// A format that is not read: .doc, .ppt, .wps, archives and others. To be saved as .docx, .xlsx or .pdf.
    Unsupported,
}

/// What is wrong at a place of an attachment that can be read otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// A page that is an image, in a document whose other pages have text.
    UnreadPage,
    /// A number of which not all digits are left.
    LostDigits,
    /// A picture that cannot be taken apart.
    BrokenPicture,
    /// A picture or a film that says where it was taken.
    TakenAt,
    /// A table that was read before, of which the cells may be parted otherwise: only its columns say more.
    PartedOtherwise,
}

/// A text and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The place as a reader knows it: 正文, 批注, 文档属性 作者, 第2页, 工作表 名单, 隐藏工作表 Sheet2;
    /// none in a file that is one table.
    pub place: String,
    /// The text. Cells of a table row are separated by ` | `, rows by line breaks.
    pub text: String,
    /// In a sheet, the byte at which each cell begins, with its row and column from 0; else empty.
    pub cells: Vec<(usize, u32, u32)>,
    /// What is said of the place instead of a text.
    pub note: Option<Note>,
}

impl Piece {
    pub(super) fn new(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { place: place.into(), text: text.into(), cells: Vec::new(), note: None }
    }

    fn noted(place: impl Into<String>, note: Note) -> Self {
        Self { note: Some(note), ..Self::new(place, "") }
    }

    /// Says that the last cell of a sheet does not hold all digits of its number.
    fn lost(sheet: &Self) -> Self {
        Self::noted(sheet.place_of(usize::MAX), Note::LostDigits)
    }

    /// The cells of each row of a table, from the top, each with its column from 0.
    pub fn rows(&self) -> Vec<Vec<(u32, &str)>> {
        let mut at = 0;
        let rows = self.text.split_inclusive('\n').map(|line| {
            let (start, end) = (at, at + line.len());
            at = end;
            if self.cells.is_empty() {
                return (0..).zip(line.split(" | ").map(str::trim)).collect();
            }
            let first = self.cells.partition_point(|(byte, ..)| *byte < start);
            let cells = self.cells[first..].iter().take_while(|(byte, ..)| *byte < end);
            let text = |byte: usize| self.text[byte..end].split(" | ").next().unwrap_or_default().trim();
            cells.map(|(byte, _, column)| (*column, text(*byte))).collect()
        });
        rows.collect()
    }

    /// The place of a byte of the text: in a sheet with the cell, as 工作表 名单!B3; in a table of plain text as 第3行第2列.
    pub fn place_of(&self, byte: usize) -> String {
        let index = self.cells.partition_point(|(start, _, _)| *start <= byte);
        match index.checked_sub(1).and_then(|index| self.cells.get(index)) {
            Some((_, row, column)) if self.place.is_empty() => format!("第{}行第{}列", row + 1, column + 1),
            Some((_, row, column)) => format!("{}!{}{}", self.place, column_name(*column), row + 1),
            None => self.place.clone(),
        }
    }
}

/// A, B … Z, AA …
fn column_name(mut column: u32) -> String {
    let mut name = Vec::new();
    loop {
        name.push(char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            return name.iter().rev().collect();
        }
        column = column / 26 - 1;
    }
}

/// Extracts the texts of an attachment. The first bytes decide what it is, the name only where they do not tell; but what
/// is called a text or a picture must be one, since programs open it as what its name says.
pub fn extract(name: &str, bytes: &[u8], limits: &Limits) -> Extracted {
    let mut budget = Budget::new(limits);
    match read(name, bytes, &mut budget) {
        Ok(Some(mut pieces)) => {
            pieces.retain(|piece| piece.note.is_some() || !piece.text.trim().is_empty());
            Extracted::Pieces(pieces)
        }
        Ok(None) => Extracted::NotText,
        Err(reason) => Extracted::Unreadable(reason),
    }
}

/// Reads a file without a name: it is what its first bytes say, else a text.
fn read_unnamed(bytes: &[u8], budget: &mut Budget) -> Result<Option<Vec<Piece>>, Reason> {
    match read("", bytes, budget) {
        Err(Reason::Unsupported) => plain::read(bytes, budget).map(Some),
        read => read,
    }
}

fn read(name: &str, bytes: &[u8], budget: &mut Budget) -> Result<Option<Vec<Piece>>, Reason> {
    budget.unpacked(bytes.len())?;
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let head = &bytes[..bytes.len().min(1024)];
    match extension.as_str() {
        "csv" | "tsv" => return table::read(bytes, budget).map(Some),
        "txt" | "md" | "html" | "htm" | "xml" | "json" | "svg" | "yaml" | "yml" | "log" | "ics" => {
            return plain::read(bytes, budget).map(Some);
        }
        "jpg" | "jpeg" | "png" | "webp" | "gif" if !picture::is_stripped(bytes) => return Err(Reason::Damaged),
        _ => {}
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return office::read(bytes, budget).map(Some);
    }
    if head.windows(5).any(|window| window == b"%PDF-") {
        return pdf::read(bytes, budget).map(Some);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return xls::read(&extension, bytes, budget).map(Some);
    }
    match extension.as_str() {
        _ if is_media(bytes) => Ok(notes(bytes)),
        "docx" | "xlsx" | "pptx" | "docm" | "xlsm" | "pptm" | "pdf" | "xls" => Err(Reason::Damaged),
        "bmp" | "tif" | "tiff" | "mp3" | "mp4" | "mov" | "avi" | "wav" | "m4a" | "webm" | "heic" => {
            Err(Reason::Damaged)
        }
        _ => Err(Reason::Unsupported),
    }
}

/// What a sound, a film or a picture that keeps its metadata says of itself; `None` where that is nothing.
fn notes(bytes: &[u8]) -> Option<Vec<Piece>> {
    let notes = [media::tags(bytes), tiff::notes(bytes)].concat();
    if notes.trim().is_empty() {
        return None;
    }
    let place = picture::keeps_place(bytes).then(|| Piece::noted("文件属性", Note::TakenAt));
    Some(place.into_iter().chain([Piece::new("文件属性", notes)]).collect())
}

/// Pictures, sounds and films by their first bytes.
fn is_media(bytes: &[u8]) -> bool {
    const HEADS: [&[u8]; 5] = [b"II*\0", b"MM\0*", b"ID3", b"\x1A\x45\xDF\xA3", b"OggS"];
    let riff = bytes.starts_with(b"RIFF") && bytes.len() > 12 && matches!(&bytes[8..12], b"WAVE" | b"AVI ");
    // Two letters are no sign: behind them come the size, zeros, and the length of the header.
    let bitmap = bytes.starts_with(b"BM")
        && bytes.get(6..10) == Some([0; 4].as_slice())
        && matches!(bytes.get(14..18), Some([12 | 16 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]));
    // No bit rate 15 and no sample rate 3 (ISO/IEC 11172-3, 2.4.2.3).
    let sound = matches!(bytes, [0xFF, 0xFB, rates, ..] if rates >> 4 != 15 && rates >> 2 & 3 != 3);
    picture::is_stripped(bytes)
        || riff
        || bitmap
        || sound
        || bytes.get(4..).is_some_and(|rest| rest.starts_with(b"ftyp"))
        || HEADS.iter().any(|head| bytes.starts_with(head))
}
