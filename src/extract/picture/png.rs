//! PNG: chunks (PNG, third edition, section 11).

use super::{Cuttings, SURPLUS, Stripped, exif};
use crate::extract::strings::says;
use img_parts::Bytes;
use img_parts::png::{Png, PngChunk};
use std::io::Read as _;

/// Bytes of a compressed text that are looked at.
const MOST_TEXT: u64 = 1 << 20;

pub(super) fn strip(data: Bytes) -> Option<Stripped> {
    let mut cuttings = Cuttings::default();
    let mut image = Png::from_bytes(data.clone()).ok()?;
    if image.chunks().last().is_none_or(|last| &last.kind() != b"IEND") {
        return None;
    }
    let length = 8 + image.chunks().iter().map(|chunk| 12 + chunk.contents().len()).sum::<usize>();
    cuttings.behind(data.get(length..)?);
    let data = image.chunk_by_type(*b"eXIf").map(|chunk| chunk.contents().clone());
    let turned = data.and_then(|data| exif::orientation(&mut cuttings, &data));
    let animated = image.chunk_by_type(*b"acTL").is_some();
    image.chunks_mut().retain_mut(|chunk| {
        let what = match &chunk.kind() {
            b"eXIf" => {
                cuttings.bytes.extend(chunk.contents());
                return false;
            }
            b"iTXt" if chunk.contents().starts_with(b"XML:com.adobe.xmp") => "XMP",
            b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" => "注释",
            b"iCCP" => {
                if !says(chunk.contents()) && !says(&unpacked(b"iCCP", chunk.contents())) {
                    return true;
                }
                SURPLUS
            }
            // The frames of an animation.
            b"fcTL" | b"fdAT" if !animated => SURPLUS,
            kind => match longest(kind) {
                Some(most) => {
                    shorten(chunk, most, &mut cuttings);
                    return true;
                }
                None => SURPLUS,
            },
        };
        cuttings.take(what, chunk.contents());
        cuttings.bytes.extend(unpacked(&chunk.kind(), chunk.contents()));
        false
    });
    cut_pixels(&mut image, &mut cuttings);
    if let Some(orientation) = turned {
        image.chunks_mut().insert(1, PngChunk::new(*b"eXIf", exif::minimal(orientation).into()));
    }
    let mut bytes = Vec::new();
    image.encoder().write_to(&mut bytes).ok()?;
    Some(cuttings.left(bytes))
}

/// How many bytes a chunk may have that is critical or says how to show the picture; `None` of one that stays behind.
fn longest(kind: &[u8; 4]) -> Option<usize> {
    Some(match kind {
        b"IDAT" | b"fdAT" => usize::MAX,
        b"IHDR" => 13,
        b"PLTE" => 3 * 256,
        b"tRNS" => 256,
        b"cHRM" => 32,
        b"fcTL" => 26,
        b"mDCV" => 24,
        b"pHYs" => 9,
        b"cLLI" | b"acTL" => 8,
        b"bKGD" => 6,
        b"gAMA" | b"sBIT" | b"cICP" => 4,
        b"sRGB" => 1,
        b"IEND" => 0,
        _ => return None,
    })
}

/// Cuts off what a chunk holds beyond what it says.
fn shorten(chunk: &mut PngChunk, most: usize, cuttings: &mut Cuttings) {
    if let Some((kept, rest)) = chunk.contents().split_at_checked(most).filter(|(_, rest)| !rest.is_empty()) {
        cuttings.take(SURPLUS, rest);
        *chunk = PngChunk::new(chunk.kind(), Bytes::copy_from_slice(kept));
    }
}

/// Cuts off what follows the end of the pixels' stream. Only where the bytes say something are they unpacked to find it.
fn cut_pixels(image: &mut Png, cuttings: &mut Cuttings) {
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
    cuttings.take(SURPLUS, behind);
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
