//! Plain text, and the formats that are plain text with more around it.

use super::budget::Budget;
use super::{Piece, Reason, encoded};

/// Text files as clerks save them: UTF-8, UTF-16 with its mark, GB18030. What they hold encoded is read too.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    let text = decode(bytes).ok_or(Reason::Damaged)?;
    let mut pieces = encoded::read(&text, budget)?;
    pieces.insert(0, Piece::new("正文", if is_folded(&text) { unfolded(&text) } else { text }));
    Ok(pieces)
}

/// Calendars and address cards, of which long lines go on behind a blank (RFC 5545, 3.1; RFC 6350, 3.2).
fn is_folded(text: &str) -> bool {
    let head = text.trim_start().as_bytes();
    ["BEGIN:VCALENDAR", "BEGIN:VCARD"]
        .iter()
        .any(|begin| head.get(..begin.len()).is_some_and(|head| head.eq_ignore_ascii_case(begin.as_bytes())))
}

fn unfolded(text: &str) -> String {
    text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
}

/// Decodes text, or nothing when it is none.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{FEFF}').to_owned(),
        Err(_) => {
            let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::GB18030, |(encoding, _)| encoding);
            let (text, _, broken) = encoding.decode(bytes);
            if broken {
                return None;
            }
            text.into_owned()
        }
    };
    (!text.contains('\0')).then_some(text)
}
