//! Bytes to text: UTF-8, UTF-16, GB18030.

use memchr::memchr_iter;
use std::borrow::Cow;

/// How a file was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030 and its subsets GBK and GB2312: readable, but to be saved anew.
    Gb18030,
    /// UTF-16 with a byte order mark, which Windows calls Unicode text: readable, but to be saved anew.
    Utf16,
}

/// A file's text with `\n` line ends and no byte order mark, or why it has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoded {
    /// The text.
    Text(String, Encoding),
    /// The bytes are no text in any encoding that clerks use.
    Unreadable,
}

/// Decodes a file as clerks make them: UTF-8 first, then UTF-16 by its mark, then GB18030.
pub fn decode(bytes: &[u8]) -> Decoded {
    let utf8 = utf8(bytes).map(|text| (text.into_owned(), Encoding::Utf8));
    let Some((text, encoding)) = utf8.or_else(|| legacy(bytes)) else {
        return Decoded::Unreadable;
    };
    if text.contains('\0') {
        return Decoded::Unreadable;
    }
    Decoded::Text(normalise(text), encoding)
}

/// What can be read of a file whose bytes may be no text at all, as [`decode`] would read it.
pub fn lossy(bytes: &[u8]) -> String {
    if let Decoded::Text(text, _) = decode(bytes) {
        return text;
    }
    let utf8 = String::from_utf8_lossy(bytes);
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::GB18030, |(encoding, _)| encoding);
    let (legacy, _, _) = encoding.decode(bytes);
    let strange = |text: &str| text.matches('\u{FFFD}').count();
    let text = if strange(&utf8) <= strange(&legacy) { utf8 } else { legacy };
    normalise(text.replace('\0', ""))
}

/// The text of a file whose bytes are its decoded text; `None` for any other.
pub fn plain(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let altered = bytes.starts_with("\u{FEFF}".as_bytes()) || bytes.contains(&b'\r') || has_controls(bytes);
    if altered { None } else { utf8(bytes) }
}

/// Text as it is stored. Many bytes are looked at in one step, which the standard library does not.
fn utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
}

fn legacy(bytes: &[u8]) -> Option<(String, Encoding)> {
    let marked = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let (text, _, broken) = marked.unwrap_or(encoding_rs::GB18030).decode(bytes);
    let encoding = if marked.is_some() { Encoding::Utf16 } else { Encoding::Gb18030 };
    (!broken).then(|| (text.into_owned(), encoding))
}

fn normalise(mut text: String) -> String {
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    without_controls(&mut text);
    text
}

/// Takes out control characters but tabs and line breaks: nobody sees them, and no format of the outputs may hold them.
pub(super) fn without_controls(text: &mut String) {
    if has_controls(text.as_bytes()) {
        text.retain(|c| !c.is_control() || matches!(c, '\t' | '\n'));
    }
}

/// Whether there are control characters but tabs and line breaks; many bytes are looked at in one step.
fn has_controls(text: &[u8]) -> bool {
    let of_ascii = |b: u8| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r') || b == 0x7F;
    text.chunks(64).any(|part| part.iter().fold(false, |any, b| any | of_ascii(*b)))
        || memchr_iter(0xC2, text).any(|at| matches!(text.get(at + 1), Some(0x80..=0x9F)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_as_windows_and_linux_save_them() {
        let text = |bytes: &[u8]| match decode(bytes) {
            Decoded::Text(text, encoding) => (text, encoding),
            Decoded::Unreadable => panic!("unreadable"),
        };
        assert_eq!(text("党务\r\n公开\r".as_bytes()), ("党务\n公开\n".to_owned(), Encoding::Utf8));
        assert_eq!(text("\u{FEFF}党务".as_bytes()), ("党务".to_owned(), Encoding::Utf8));
        assert_eq!(
            text("党\u{1}务\t公\u{B}\u{7F}开\u{85}·\n".as_bytes()),
            ("党务\t公开·\n".to_owned(), Encoding::Utf8)
        );
        assert_eq!(plain("党务\t公开·§\n".as_bytes()).as_deref(), Some("党务\t公开·§\n"));
        for altered in ["\u{FEFF}党", "党\r\n", "党\0", "党\u{1}", "党\u{85}"] {
            assert_eq!(plain(altered.as_bytes()), None, "{altered:?}");
        }
        assert_eq!(text(b"\xB5\xB3\xCE\xF1"), ("党务".to_owned(), Encoding::Gb18030));
        assert_eq!(text(b"\xFF\xFE\x5A\x51"), ("党".to_owned(), Encoding::Utf16));
        assert_eq!(decode(&[0x81, 0xFF, 0x00]), Decoded::Unreadable);
        assert_eq!(decode(b"a\0b"), Decoded::Unreadable);
    }
}
