//! What a text holds in Base64 (RFC 4648, 4), as data: addresses and mails have it: no reader sees it, programs do.

use super::budget::Budget;
use super::{Piece, Reason};

/// Fewer characters in a row are words, names of files or digests.
const SHORTEST: usize = 80;
/// Behind these a few are enough.
const ANNOUNCED: &str = "base64,";
const SHORTEST_ANNOUNCED: usize = 8;

/// The texts that stand encoded in a text. What comes out as no text and no document is a picture, a font or a key.
pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    let bytes = text.as_bytes();
    let (mut pieces, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if value(bytes[at]).is_none() {
            at += 1;
            continue;
        }
        let start = at;
        at = end(bytes, start);
        let announced = text[..start].ends_with(ANNOUNCED);
        let shortest = if announced { SHORTEST_ANNOUNCED } else { SHORTEST };
        if at - start >= shortest && (announced || is_mixed(&bytes[start..at])) {
            pieces.extend(decoded(&bytes[start..at], budget)?);
        }
    }
    Ok(pieces)
}

fn decoded(encoded: &[u8], budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    budget.worked(encoded.len() / 64)?;
    budget.nesting = budget.nesting.checked_sub(1).ok_or(Reason::TooSlow)?;
    let read = super::read_unnamed(&decode(encoded), budget);
    budget.nesting += 1;
    match read {
        Ok(pieces) => {
            let inner = |piece: Piece| Piece { place: format!("Base64 编码 {}", piece.place), ..piece };
            Ok(pieces.into_iter().flatten().map(inner).collect())
        }
        Err(reason @ (Reason::TooLarge | Reason::TooSlow | Reason::Encrypted | Reason::Scanned)) => Err(reason),
        Err(Reason::Damaged | Reason::Unsupported | Reason::LostDigits) => Ok(Vec::new()),
    }
}

/// The end of a row of encoded characters, which goes on in the next line.
fn end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        at += bytes[at..].iter().take_while(|byte| value(**byte).is_some()).count();
        let line = bytes[at..].iter().take(3).take_while(|byte| matches!(byte, b'\r' | b'\n' | b' ' | b'\t')).count();
        let breaks = bytes[at..at + line].contains(&b'\n');
        if !breaks || bytes.get(at + line).is_none_or(|byte| value(*byte).is_none()) {
            return at;
        }
        at += line;
    }
}

/// Letters of both kinds: words and digests have one.
fn is_mixed(encoded: &[u8]) -> bool {
    encoded.iter().any(u8::is_ascii_uppercase) && encoded.iter().any(u8::is_ascii_lowercase)
}

fn value(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

fn decode(encoded: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(encoded.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0_u32, 0);
    for value in encoded.iter().filter_map(|byte| value(*byte)) {
        bits = bits << 6 | value;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    out
}
