//! WebP: chunks of a RIFF file (RFC 9649).

use super::{Cuttings, SURPLUS, Stripped, exif};
use crate::extract::strings::says;
use img_parts::webp::{CHUNK_EXIF, CHUNK_VP8X, CHUNK_XMP, WebP};
use img_parts::{Bytes, ImageEXIF};

pub(super) fn strip(data: Bytes) -> Option<Stripped> {
    let mut cuttings = Cuttings::default();
    let mut image = WebP::from_bytes(data.clone()).ok()?;
    let length = 8 + u32::from_le_bytes(data.get(4..8)?.try_into().ok()?) as usize;
    cuttings.behind(data.get(length..)?);
    let data = image.chunk_by_id(CHUNK_EXIF).and_then(|chunk| chunk.content().data().cloned());
    let turned = data.and_then(|data| exif::orientation(&mut cuttings, &data));
    image.chunks_mut().retain(|chunk| {
        let what = match &chunk.id() {
            &CHUNK_EXIF => {
                cuttings.bytes.extend(chunk.content().data().into_iter().flatten());
                return false;
            }
            &CHUNK_XMP => "XMP",
            b"ICCP" if !chunk.content().data().is_some_and(|profile| says(profile)) => return true,
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" => return true,
            _ => SURPLUS,
        };
        cuttings.take(what, chunk.content().data().map(|data| &**data).unwrap_or_default());
        false
    });
    image.set_exif(turned.map(|orientation| exif::minimal(orientation).into()));
    let flags = image.has_chunk(CHUNK_VP8X);
    let mut bytes = Vec::new();
    image.encoder().write_to(&mut bytes).ok()?;
    if flags {
        clear_flags(&mut bytes, turned.is_some());
    }
    Some(cuttings.left(bytes))
}

/// The flags of the extended header say which metadata follows: 8 for EXIF, 4 for XMP.
fn clear_flags(bytes: &mut [u8], exif: bool) {
    if bytes.get(12..).is_some_and(|rest| rest.starts_with(b"VP8X"))
        && let Some(flags) = bytes.get_mut(20)
    {
        *flags = (*flags & !0x0C) | if exif { 8 } else { 0 };
    }
}
