//! Edits of a file that leave every other byte as it is, in its own encoding.

use std::ops::Range;

/// The bytes of a file with pieces of its decoded text replaced: whatever is not replaced stays byte for byte, in the
/// file's own encoding and with its own line ends. Places are those of the text that [`super::decode()`] gives, in order
/// and apart. `None` if the file is no text, or does not come out of its encoding as it went in.
pub fn splice(bytes: &[u8], edits: &[(Range<usize>, String)]) -> Option<Vec<u8>> {
    let coding = Coding::of(bytes)?;
    let raw = coding.decode(bytes)?;
    if coding.encode(&raw)? != bytes {
        return None;
    }
    let crlf = raw.contains("\r\n");
    let mut out = String::with_capacity(raw.len() + 256);
    let mut at = 0;
    for (range, text) in edits {
        let (start, end) = (raw_offset(&raw, range.start)?, raw_offset(&raw, range.end)?);
        out.push_str(raw.get(at..start)?);
        out.push_str(&if crlf { text.replace('\n', "\r\n") } else { text.clone() });
        at = end;
    }
    out.push_str(raw.get(at..)?);
    coding.encode(&out)
}

/// Where a place of the decoded text lies in the raw one, which has a byte order mark and carriage returns.
fn raw_offset(raw: &str, place: usize) -> Option<usize> {
    let mut left = place;
    let mut at = if raw.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let bytes = raw.as_bytes();
    while left > 0 {
        // A carriage return and the line feed after it are one; alone it is one too.
        at += usize::from(bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n')) + 1;
        left -= 1;
    }
    (at <= raw.len()).then_some(at)
}

#[derive(Clone, Copy)]
enum Coding {
    Utf8,
    Utf16 { big: bool },
    Gb18030,
}

impl Coding {
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFE, 0xFF, ..] => Some(Self::Utf16 { big: true }),
            [0xFF, 0xFE, ..] => Some(Self::Utf16 { big: false }),
            _ if std::str::from_utf8(bytes).is_ok() => Some(Self::Utf8),
            _ => Some(Self::Gb18030),
        }
    }

    fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Self::Utf16 { big } => {
                let unit = |pair: &[u8]| match pair {
                    [a, b] if big => Some(u16::from_be_bytes([*a, *b])),
                    [a, b] => Some(u16::from_le_bytes([*a, *b])),
                    _ => None,
                };
                let units: Option<Vec<u16>> = bytes.chunks(2).map(unit).collect();
                String::from_utf16(&units?).ok()
            }
            Self::Gb18030 => {
                encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into)
            }
        }
    }

    fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Utf16 { big: true } => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Utf16 { big: false } => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Gb18030 => {
                let (bytes, _, unmappable) = encoding_rs::GB18030.encode(text);
                (!unmappable).then(|| bytes.into_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Decoded, decode};

    #[test]
    fn what_is_not_replaced_stays_byte_for_byte_in_every_encoding() {
        let text = "---\r\ntitle: 党务  # 注\r\n---\r\n正文\n末行";
        let gb = encoding_rs::GB18030.encode(text).0.into_owned();
        let wide = |big: bool| {
            let units = "\u{FEFF}".encode_utf16().chain(text.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
        };
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        for bytes in [text.as_bytes().to_vec(), marked, gb, wide(true), wide(false)] {
            let Decoded::Text(read, _) = decode(&bytes) else { panic!("it is text") };
            let at = read.find("---\n正文").expect("the end of the front matter");
            let out = splice(&bytes, &[(at..at, "by: 甲\n".to_owned())]).expect("an edit");
            let Decoded::Text(after, _) = decode(&out) else { panic!("it is text") };
            assert_eq!(after, read.replace("---\n正文", "by: 甲\n---\n正文"));
            let end = after.find("by:").expect("it is there");
            let undone = splice(&out, &[(end..end + "by: 甲\n".len(), String::new())]).expect("an edit");
            assert_eq!(undone, bytes);
        }
        assert_eq!(splice(&[0x81, 0xFF, 0x00], &[]), None);
    }
}
