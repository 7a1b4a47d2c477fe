//! GIF (GIF89a, section 20 and following).

use super::{Cuttings, SURPLUS, Stripped};

/// Drops comments, texts, the data of programs and what follows the end; animation loops stay.
pub(super) fn strip(data: &[u8]) -> Option<Stripped> {
    let mut cuttings = Cuttings::default();
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + table(*data.get(10)?);
    let mut bytes = data.get(..at)?.to_vec();
    loop {
        let start = at;
        let kept = match *data.get(at)? {
            0x3B => {
                bytes.push(0x3B);
                cuttings.behind(data.get(at + 1..)?);
                return Some(cuttings.left(bytes));
            }
            0x2C => {
                at += 11 + table(*data.get(at + 9)?);
                true
            }
            0x21 => {
                at += 2;
                let what = match *data.get(at - 1)? {
                    0xF9 => None,
                    0xFF if data
                        .get(at + 1..at + 12)
                        .is_some_and(|name| name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0") =>
                    {
                        None
                    }
                    0xFF if data.get(at + 1..).is_some_and(|name| name.starts_with(b"XMP Data")) => Some("XMP"),
                    0xFE | 0x01 => Some("注释"),
                    _ => Some(SURPLUS),
                };
                what.into_iter().for_each(|what| cuttings.note(what));
                what.is_none()
            }
            _ => return None,
        };
        // Blocks of data, each behind its length, until an empty one.
        loop {
            let length = usize::from(*data.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
        if kept { &mut bytes } else { &mut cuttings.bytes }.extend(data.get(start..at)?);
    }
}
