//! What the directories of a TIFF picture, and of EXIF data in a HEIC picture, say as text (TIFF 6.0, section 2).

use super::strings::strings;

/// The entry that leads to the directory of EXIF data.
const EXIF: u16 = 0x8769;
/// Directories that are followed.
const MOST: usize = 16;

/// The texts of every directory; empty where the bytes are neither.
pub(super) fn notes(bytes: &[u8]) -> String {
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return of(bytes);
    }
    if !bytes.get(4..).is_some_and(|rest| rest.starts_with(b"ftyp")) {
        return String::new();
    }
    let mark = b"Exif\0\0";
    let starts = bytes.windows(mark.len()).enumerate().filter(|(_, window)| window == mark).map(|(at, _)| at);
    starts.take(MOST).map(|at| of(&bytes[at + mark.len()..])).collect()
}

fn of(tiff: &[u8]) -> String {
    let little = tiff.starts_with(b"II");
    let size = |at: usize, bytes: usize| -> Option<usize> {
        let part = tiff.get(at..at.checked_add(bytes)?)?;
        let add = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(if little { part.iter().rev().fold(0, add) } else { part.iter().fold(0, add) })
    };
    let mut text = String::new();
    let mut ahead: Vec<usize> = size(4, 4).into_iter().collect();
    for _ in 0..MOST {
        let Some(start) = ahead.pop().filter(|start| *start > 0) else { continue };
        let count = size(start, 2).unwrap_or_default();
        for at in (0..count).map(|index| start + 2 + index * 12) {
            let Some((tag, kind, length)) =
                size(at, 2).zip(size(at + 2, 2)).zip(size(at + 4, 4)).map(|((tag, kind), length)| (tag, kind, length))
            else {
                break;
            };
            let value = if length <= 4 { Some(at + 8) } else { size(at + 8, 4) };
            if tag == usize::from(EXIF) {
                ahead.extend(size(at + 8, 4));
            } else if matches!(kind, 1 | 2 | 7)
                && let Some(value) = value.and_then(|value| tiff.get(value..value.checked_add(length)?))
            {
                text += &strings(value);
            }
        }
        ahead.extend(size(start + 2 + count * 12, 4));
    }
    text
}
