//! What sounds and films say of themselves as text: ID3 (id3.org), the INFO lists of RIFF, `udta` and `meta` of MP4 and MOV
//! (ISO/IEC 14496-12), the comments of Ogg, the tags of Matroska.

use super::plain;

/// Bytes at either end of a stream in which its comments lie.
const ENDS: usize = 64 << 10;
/// Bytes from which on a run of characters counts as text.
const SHORTEST: usize = 6;
/// Lists in lists, or boxes in boxes, that are looked into.
const DEEPEST: usize = 6;
/// Boxes of a film that lead to its metadata.
const BOXES: [&[u8; 4]; 3] = [b"moov", b"trak", b"mdia"];

/// The texts of a sound or a film, a line each; empty where there are none, or it is neither.
pub(super) fn tags(bytes: &[u8]) -> String {
    let mut lines = Vec::new();
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) != Some(b"WEBP".as_slice()) {
        riff(bytes.get(12..).unwrap_or_default(), DEEPEST, &mut lines);
    } else if bytes.get(4..).is_some_and(|rest| rest.starts_with(b"ftyp")) {
        boxes(bytes, DEEPEST, &mut lines);
    } else if bytes.starts_with(b"OggS") || bytes.starts_with(b"\x1A\x45\xDF\xA3") {
        let head = &bytes[..bytes.len().min(ENDS)];
        runs(head, &mut lines);
        runs(&bytes[head.len().max(bytes.len().saturating_sub(ENDS))..], &mut lines);
    } else if bytes.starts_with(b"ID3") || bytes.starts_with(b"\xFF\xFB") {
        id3(bytes, &mut lines);
    }
    lines.join("\n")
}

/// A line of text in whatever encoding it reads in, without the zeros that end or part it.
fn line(bytes: &[u8], lines: &mut Vec<String>) {
    for part in bytes.split(|byte| *byte == 0).filter(|part| !part.is_empty()) {
        match plain::decode(part) {
            Some(text) => lines.push(text),
            None => runs(part, lines),
        }
    }
}

/// Runs of readable characters in UTF-8.
fn runs(bytes: &[u8], lines: &mut Vec<String>) {
    for chunk in bytes.utf8_chunks() {
        let parts = chunk.valid().split(|c: char| c.is_control());
        lines.extend(parts.filter(|part| part.len() >= SHORTEST).map(str::to_owned));
    }
}

/// The chunks of a RIFF file or of a list in it: four letters, a length in bytes, the contents, even.
fn riff(mut rest: &[u8], deep: usize, lines: &mut Vec<String>) {
    while let Some((kind, length)) = rest.get(..4).zip(rest.get(4..8).and_then(|four| four.try_into().ok())) {
        let length = u32::from_le_bytes(length) as usize;
        let contents = &rest[8..rest.len().min(8usize.saturating_add(length))];
        match (kind, contents.get(..4)) {
            (b"LIST", Some(b"INFO")) => information(&contents[4..], lines),
            (b"LIST", Some(b"movi")) => {}
            (b"LIST", Some(_)) if deep > 0 => riff(&contents[4..], deep - 1, lines),
            (b"id3 " | b"ID3 ", _) => id3(contents, lines),
            (b"bext" | b"iXML" | b"_PMX" | b"strn" | b"IDIT" | b"adtl" | b"labl" | b"note", _) => line(contents, lines),
            _ => {}
        }
        rest = rest.get(8 + contents.len() + (length & 1)..).unwrap_or_default();
    }
}

/// The chunks of an INFO list, all of them text.
fn information(mut rest: &[u8], lines: &mut Vec<String>) {
    while let Some(length) = rest.get(4..8).and_then(|four| four.try_into().ok()) {
        let length = u32::from_le_bytes(length) as usize;
        let contents = &rest[8..rest.len().min(8usize.saturating_add(length))];
        line(contents, lines);
        rest = rest.get(8 + contents.len() + (length & 1)..).unwrap_or_default();
    }
}

/// The boxes of a film: a length in bytes, four letters, the contents.
fn boxes(mut rest: &[u8], deep: usize, lines: &mut Vec<String>) {
    while let Some((length, kind)) = rest.get(..4).and_then(|four| four.try_into().ok()).zip(rest.get(4..8)) {
        let (head, length) = match u32::from_be_bytes(length) {
            0 => (8, rest.len()),
            1 => {
                let Some(long) = rest.get(8..16).and_then(|eight| eight.try_into().ok()) else { return };
                (16, usize::try_from(u64::from_be_bytes(long)).unwrap_or(usize::MAX))
            }
            length => (8, length as usize),
        };
        let end = length.min(rest.len());
        let Some(contents) = rest.get(head..end) else { return };
        match kind {
            b"udta" | b"meta" => runs(contents, lines),
            kind if deep > 0 && BOXES.iter().any(|known| *known == kind) => boxes(contents, deep - 1, lines),
            _ => {}
        }
        rest = &rest[end..];
    }
}

/// The frames of ID3 versions 2.2 to 2.4 at the beginning, and of version 1 at the end.
fn id3(bytes: &[u8], lines: &mut Vec<String>) {
    if let Some(&[b'I', b'D', b'3', version, _, flags]) = bytes.get(..6) {
        let length = bytes.get(6..10).map_or(0, |size| number(size, 7));
        let mut tag = bytes.get(10..).unwrap_or_default();
        tag = &tag[..tag.len().min(length)];
        let joined = (flags & 0x80 != 0).then(|| synchronised(tag));
        frames(joined.as_deref().unwrap_or(tag), version, flags & 0x40 != 0, lines);
    }
    let last = bytes.len().checked_sub(128).map(|start| &bytes[start..]);
    if let Some(fields) = last.and_then(|last| last.strip_prefix(b"TAG")) {
        [0..30, 30..60, 60..90, 94..124].into_iter().for_each(|field| line(fields[field].trim_ascii(), lines));
    }
}

fn frames(mut tag: &[u8], version: u8, extended: bool, lines: &mut Vec<String>) {
    let (name, head) = if version == 2 { (3, 6) } else { (4, 10) };
    // From version 2.4 on sizes have seven bits a byte.
    let bits = if version == 4 { 7 } else { 8 };
    if extended && version > 2 {
        let skipped = tag.get(..4).map_or(0, |size| number(size, bits)) + if version == 4 { 0 } else { 4 };
        tag = tag.get(skipped..).unwrap_or_default();
    }
    while let Some(sizes) = tag.get(name..name * 2).filter(|_| tag[0] != 0) {
        let length = number(sizes, if version == 2 { 8 } else { bits });
        let contents = tag.get(head..).unwrap_or_default();
        let contents = &contents[..contents.len().min(length)];
        match tag[0] {
            b'T' | b'C' | b'U' | b'P' if !tag.starts_with(b"PIC") => frame(contents, lines),
            b'W' => line(contents, lines),
            _ => {}
        }
        tag = tag.get(head + contents.len()..).unwrap_or_default();
    }
}

/// Texts behind a byte that says how they are encoded; what is called Latin is often GB18030.
fn frame(contents: &[u8], lines: &mut Vec<String>) {
    let Some((encoding, text)) = contents.split_first() else { return };
    match encoding {
        1 | 2 => {
            for text in [text, text.get(3..).unwrap_or_default()] {
                let big = *encoding == 2 || text.starts_with(b"\xFE\xFF");
                let unit = |pair: &[u8]| {
                    if big { u16::from_be_bytes([pair[0], pair[1]]) } else { u16::from_le_bytes([pair[0], pair[1]]) }
                };
                let units = text.chunks_exact(2).map(unit);
                let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(' ')).collect();
                lines.extend(
                    text.split(['\0', '\u{FEFF}', '\u{FFFE}']).filter(|part| !part.is_empty()).map(str::to_owned),
                );
            }
        }
        _ => line(text, lines),
    }
}

/// A size of so many bits a byte.
fn number(bytes: &[u8], bits: u32) -> usize {
    bytes.iter().fold(0, |size, byte| size << bits | usize::from(*byte))
}

/// A tag without the zeros that keep players from taking it for sound.
fn synchronised(tag: &[u8]) -> Vec<u8> {
    let before = std::iter::once(0).chain(tag.iter().copied());
    tag.iter().zip(before).filter(|(byte, before)| !(**byte == 0 && *before == 0xFF)).map(|(byte, _)| *byte).collect()
}
