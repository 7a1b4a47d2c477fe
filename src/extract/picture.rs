//! Metadata of pictures: where and with what they were taken. Pixels and orientation stay, and a colour profile
//! that says nothing to people.

use super::strings::{says, strings};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::{Png, PngChunk};
use img_parts::webp::{CHUNK_EXIF, CHUNK_VP8X, CHUNK_XMP, WebP};
use img_parts::{Bytes, ImageEXIF};
use memchr::memchr;
use std::io::Read as _;

/// Bytes of a compressed text that are looked at.
const MOST_TEXT: u64 = 1 << 20;

/// A picture without metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stripped {
    /// The picture; a picture that is shown turned keeps that one entry of its EXIF data.
    pub bytes: Vec<u8>,
    /// What was there: GPS, EXIF, XMP, IPTC, 注释, 缩略图等附加数据.
    pub found: Vec<&'static str>,
    /// What of it reads as text.
    pub notes: String,
}

/// Whether a picture or a film says where it was taken, in a format whose metadata [`strip`] takes out or not.
pub fn taken_at(bytes: &[u8]) -> bool {
    match strip(bytes) {
        Ok(Some(stripped)) => stripped.found.contains(&"GPS"),
        Ok(None) | Err(Broken) => keeps_place(bytes),
    }
}

/// Whether a picture or a film says where it was taken, in a format whose metadata stays: TIFF, HEIC, MP4, MOV, the cover
/// of an MP3.
pub fn keeps_place(bytes: &[u8]) -> bool {
    let gps = |tiff: &[u8]| entries(tiff).iter().any(|(tag, _)| *tag == 0x8825);
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return gps(bytes);
    }
    let boxed = bytes.get(4..).is_some_and(|rest| rest.starts_with(b"ftyp") || rest.starts_with(b"moov"));
    (boxed || bytes.starts_with(b"ID3"))
        && (bytes.windows(6).enumerate().any(|(at, window)| window == b"Exif\0\0" && gps(&bytes[at + 6..]))
            || bytes.windows(4).any(|window| window == b"\xA9xyz" || window == b"loci")
            || bytes.windows(16).any(|window| window == b"location.ISO6709"))
}

/// What the metadata of a picture says as text; `None` where it is none of those that [`strip`] takes apart.
pub(super) fn notes(bytes: &[u8]) -> Result<Option<String>, Broken> {
    let stripped = strip(bytes)?;
    Ok(is_stripped(bytes).then(|| stripped.map(|stripped| stripped.notes).unwrap_or_default()))
}

/// A picture that cannot be taken apart to its end, so that nobody can say what it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// Whether the first bytes are those of a picture that [`strip`] takes apart.
pub(super) fn is_stripped(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xD8\xFF")
        || bytes.starts_with(b"\x89PNG\r\n\x1A\n")
        || bytes.starts_with(b"GIF87a")
        || bytes.starts_with(b"GIF89a")
        || bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice())
}

/// Strips a JPEG, PNG, WebP or GIF picture; nothing when it has no metadata, or is none of them.
pub fn strip(bytes: &[u8]) -> Result<Option<Stripped>, Broken> {
    if !is_stripped(bytes) {
        return Ok(None);
    }
    let data = Bytes::copy_from_slice(bytes);
    let stripped = match bytes[0] {
        b'\xFF' => jpeg(data),
        b'\x89' => png(data),
        b'R' => webp(data),
        _ => gif(bytes),
    };
    let stripped = stripped.ok_or(Broken)?;
    Ok((!stripped.found.is_empty()).then_some(stripped))
}

fn jpeg(data: Bytes) -> Option<Stripped> {
    let (mut found, mut behind, mut removed) = (Vec::new(), Vec::new(), Vec::new());
    let mut image = Jpeg::from_bytes(scans(&data, &mut behind, &mut removed)?.into()).ok()?;
    let exif = image.exif();
    let keep = exif.as_deref().and_then(note_exif(&mut found));
    image.segments_mut().retain(|segment| {
        let contents = segment.contents();
        let what = match segment.marker() {
            markers::COM => "注释",
            markers::APP1 if contents.starts_with(b"Exif\0") => {
                removed.extend(contents);
                return false;
            }
            markers::APP1 if contents.starts_with(b"http://ns.adobe.com/") => "XMP",
            markers::APP13 => "IPTC",
            // JFIF and its thumbnail extension, colour profile, Adobe's colour transform.
            markers::APP0 if contents.starts_with(b"JFIF\0") => return true,
            markers::APP2 if contents.starts_with(b"ICC_PROFILE\0") && !says(contents) => return true,
            markers::APP14 => return true,
            0xE0..=0xEF => "缩略图等附加数据",
            _ => return true,
        };
        removed.extend(contents);
        note(&mut found, what);
        false
    });
    if let Some(orientation) = keep {
        let segment = [b"Exif\0\0".as_slice(), &minimal_exif(orientation)].concat();
        let place = usize::from(image.segments().first().is_some_and(|first| first.marker() == markers::APP0));
        image.segments_mut().insert(place, JpegSegment::new_with_contents(markers::APP1, segment.into()));
    }
    let mut bytes = Vec::new();
    image.encoder().write_to(&mut bytes).ok()?;
    behind.into_iter().for_each(|what| note(&mut found, what));
    Some(Stripped { bytes, found, notes: strings(&removed) })
}

/// A JPEG picture without what stands between its scans and what follows its end: previews and films of telephones,
/// with metadata of their own. `None` if it has no end.
fn scans(bytes: &[u8], found: &mut Vec<&'static str>, removed: &mut Vec<u8>) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len());
    let (mut at, mut from, mut scanned) = (2, 0, false);
    loop {
        let [0xFF, marker] = *bytes.get(at..at + 2)? else { return None };
        match marker {
            markers::EOI => {
                kept.extend(bytes.get(from..at + 2)?);
                behind(&bytes[at + 2..], found, removed);
                return Some(kept);
            }
            0xFF => at += 1,
            // Without a length.
            0x01 | 0xD0..=0xD7 => at += 2,
            _ => {
                let [high, low] = *bytes.get(at + 2..at + 4)? else { return None };
                let next = at + 2 + usize::from(u16::from_be_bytes([high, low]));
                scanned |= marker == markers::SOS;
                if scanned && matches!(marker, 0xE0..=0xEF | markers::COM) {
                    removed.extend(bytes.get(at..next)?);
                    note(found, if marker == markers::COM { "注释" } else { "缩略图等附加数据" });
                    kept.extend(&bytes[from..at]);
                    from = next;
                }
                at = next;
            }
        }
        if scanned {
            at = behind_scan(bytes, at)?;
        }
    }
}

/// Where the next segment begins: in a scan 0xFF is followed by 0 or a restart marker.
fn behind_scan(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr(0xFF, bytes.get(at..)?)?;
        if !matches!(bytes.get(at + 1)?, 0 | 0xFF | 0xD0..=0xD7) {
            return Some(at);
        }
        at += 1;
    }
}

/// Notes what follows the end of a picture, unless it is filling.
fn behind(rest: &[u8], found: &mut Vec<&'static str>, removed: &mut Vec<u8>) {
    if rest.iter().any(|byte| *byte != 0) {
        removed.extend(rest);
        note(found, "缩略图等附加数据");
    }
}

fn png(data: Bytes) -> Option<Stripped> {
    let (mut found, mut removed) = (Vec::new(), Vec::new());
    let mut image = Png::from_bytes(data.clone()).ok()?;
    if image.chunks().last().is_none_or(|last| &last.kind() != b"IEND") {
        return None;
    }
    let length = 8 + image.chunks().iter().map(|chunk| 12 + chunk.contents().len()).sum::<usize>();
    behind(data.get(length..)?, &mut found, &mut removed);
    let exif = image.chunk_by_type(*b"eXIf").map(|chunk| chunk.contents().clone());
    let keep = exif.as_deref().and_then(note_exif(&mut found));
    let animated = image.chunk_by_type(*b"acTL").is_some();
    image.chunks_mut().retain(|chunk| {
        let what = match &chunk.kind() {
            b"eXIf" => {
                removed.extend(chunk.contents());
                return false;
            }
            b"iTXt" if chunk.contents().starts_with(b"XML:com.adobe.xmp") => "XMP",
            b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" => "注释",
            b"iCCP" => {
                if !says(chunk.contents()) && !says(&unpacked(b"iCCP", chunk.contents())) {
                    return true;
                }
                "缩略图等附加数据"
            }
            // Critical chunks, and those that say how to show the picture.
            b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" | b"tRNS" | b"cHRM" | b"gAMA" | b"sBIT" | b"sRGB" | b"cICP"
            | b"mDCV" | b"cLLI" | b"bKGD" | b"pHYs" | b"acTL" => return true,
            // The frames of an animation.
            b"fcTL" | b"fdAT" if animated => return true,
            _ => "缩略图等附加数据",
        };
        removed.extend(chunk.contents());
        removed.extend(unpacked(&chunk.kind(), chunk.contents()));
        note(&mut found, what);
        false
    });
    cut_pixels(&mut image, &mut found, &mut removed);
    if let Some(orientation) = keep {
        image.chunks_mut().insert(1, PngChunk::new(*b"eXIf", minimal_exif(orientation).into()));
    }
    let mut bytes = Vec::new();
    image.encoder().write_to(&mut bytes).ok()?;
    Some(Stripped { bytes, found, notes: strings(&removed) })
}

/// Cuts off what follows the end of the pixels' stream. Only where the bytes say something are they unpacked to find it.
fn cut_pixels(image: &mut Png, found: &mut Vec<&'static str>, removed: &mut Vec<u8>) {
    let pixels = || image.chunks().iter().filter(|chunk| &chunk.kind() == b"IDAT");
    let all: Vec<u8> = pixels().flat_map(|chunk| chunk.contents().iter().copied()).collect();
    if !says(&all) {
        return;
    }
    let mut decoder = flate2::read::ZlibDecoder::new(all.as_slice());
    let ended = std::io::copy(&mut decoder, &mut std::io::sink()).is_ok();
    let end = usize::try_from(decoder.total_in()).unwrap_or(usize::MAX);
    let Some(behind) = all.get(end..).filter(|behind| ended && !behind.is_empty()) else {
        return;
    };
    removed.extend(behind);
    note(found, "缩略图等附加数据");
    let first = image.chunks().iter().position(|chunk| &chunk.kind() == b"IDAT").unwrap_or_default();
    image.chunks_mut().retain(|chunk| &chunk.kind() != b"IDAT");
    image.chunks_mut().insert(first, PngChunk::new(*b"IDAT", all[..end].to_vec().into()));
}

/// The text of a chunk that holds it compressed (PNG, 11.3.4), behind a line break.
fn unpacked(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let mut parts = contents.splitn(2, |byte| *byte == 0).skip(1);
    let packed = match (kind, parts.next()) {
        (b"zTXt" | b"iCCP", Some([0, packed @ ..])) => Some(packed),
        // Behind the method stand the language and the keyword in it, each up to a zero.
        (b"iTXt", Some([1, 0, rest @ ..])) => rest.splitn(3, |byte| *byte == 0).nth(2),
        _ => None,
    };
    let mut text = b"\n".to_vec();
    if let Some(packed) = packed {
        // What comes out before the stream breaks off is text all the same.
        let _ = flate2::read::ZlibDecoder::new(packed).take(MOST_TEXT).read_to_end(&mut text);
    }
    text
}

fn webp(data: Bytes) -> Option<Stripped> {
    let (mut found, mut removed) = (Vec::new(), Vec::new());
    let mut image = WebP::from_bytes(data.clone()).ok()?;
    let length = 8 + u32::from_le_bytes(data.get(4..8)?.try_into().ok()?) as usize;
    behind(data.get(length..)?, &mut found, &mut removed);
    let exif = image.chunk_by_id(CHUNK_EXIF).and_then(|chunk| chunk.content().data().cloned());
    let keep = exif.as_deref().and_then(note_exif(&mut found));
    image.chunks_mut().retain(|chunk| {
        let what = match &chunk.id() {
            &CHUNK_EXIF => {
                removed.extend(chunk.content().data().into_iter().flatten());
                return false;
            }
            &CHUNK_XMP => "XMP",
            b"ICCP" if !chunk.content().data().is_some_and(|profile| says(profile)) => return true,
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" => return true,
            _ => "缩略图等附加数据",
        };
        removed.extend(chunk.content().data().into_iter().flatten());
        note(&mut found, what);
        false
    });
    image.set_exif(keep.map(|orientation| minimal_exif(orientation).into()));
    let flags = image.has_chunk(CHUNK_VP8X);
    let mut bytes = Vec::new();
    image.encoder().write_to(&mut bytes).ok()?;
    if flags {
        clear_flags(&mut bytes, keep.is_some());
    }
    Some(Stripped { bytes, found, notes: strings(&removed) })
}

/// Drops comments, texts, the data of programs and what follows the end; animation loops stay.
fn gif(data: &[u8]) -> Option<Stripped> {
    let (mut found, mut removed) = (Vec::new(), Vec::new());
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + table(*data.get(10)?);
    let mut bytes = data.get(..at)?.to_vec();
    loop {
        let start = at;
        let kept = match *data.get(at)? {
            0x3B => {
                bytes.push(0x3B);
                behind(data.get(at + 1..)?, &mut found, &mut removed);
                return Some(Stripped { bytes, found, notes: strings(&removed) });
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
                    _ => Some("缩略图等附加数据"),
                };
                what.into_iter().for_each(|what| note(&mut found, what));
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
        if kept { &mut bytes } else { &mut removed }.extend(data.get(start..at)?);
    }
}

/// The flags of the extended header say which metadata follows: 8 for EXIF, 4 for XMP.
fn clear_flags(bytes: &mut [u8], exif: bool) {
    if bytes.get(12..).is_some_and(|rest| rest.starts_with(b"VP8X"))
        && let Some(flags) = bytes.get_mut(20)
    {
        *flags = (*flags & !0x0C) | if exif { 8 } else { 0 };
    }
}

fn note(found: &mut Vec<&'static str>, what: &'static str) {
    if !found.contains(&what) {
        found.push(what);
    }
}

/// Notes what EXIF data holds, and gives the orientation that has to stay. Data with nothing but an orientation is
/// nothing to strip.
fn note_exif(found: &mut Vec<&'static str>) -> impl FnOnce(&[u8]) -> Option<u16> {
    |exif| {
        let data = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
        let entries = entries(data);
        let orientation = entries.iter().find(|(tag, _)| *tag == 0x0112).map(|(_, value)| *value);
        if entries.iter().any(|(tag, _)| *tag == 0x8825) {
            note(found, "GPS");
        }
        if entries.len() != 1 || orientation.is_none() || data.len() > minimal_exif(1).len() {
            note(found, "EXIF");
        }
        orientation.filter(|orientation| (2..=8).contains(orientation))
    }
}

/// Tags and short values of the first directory.
fn entries(tiff: &[u8]) -> Vec<(u16, u16)> {
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| {
        let (a, b) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(if little { b << 16 | a } else { a << 16 | b } as usize)
    };
    let start = long(4).unwrap_or(usize::MAX / 2);
    let count = short(start).unwrap_or(0);
    (0..usize::from(count))
        .map_while(|index| Some((short(start + 2 + index * 12)?, short(start + 2 + index * 12 + 8)?)))
        .collect()
}

/// EXIF data with an orientation and nothing else.
fn minimal_exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    tiff.extend(orientation.to_be_bytes());
    tiff.extend([0; 6]);
    tiff
}
