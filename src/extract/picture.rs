//! Metadata of pictures: where and with what they were taken. Pixels and orientation stay, and a colour profile
//! that says nothing to people.

mod exif;
mod gif;
mod jpeg;
mod png;
mod webp;

use super::strings::strings;
use exif::entries;
use img_parts::Bytes;

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
        b'\xFF' => jpeg::strip(data),
        b'\x89' => png::strip(data),
        b'R' => webp::strip(data),
        _ => gif::strip(bytes),
    };
    let stripped = stripped.ok_or(Broken)?;
    Ok((!stripped.found.is_empty()).then_some(stripped))
}

/// What was taken out of a picture.
#[derive(Default)]
struct Cuttings {
    found: Vec<&'static str>,
    bytes: Vec<u8>,
}

/// Previews, films, data of programs, and what stands where nothing should.
const SURPLUS: &str = "缩略图等附加数据";

impl Cuttings {
    /// Notes what something is.
    fn note(&mut self, what: &'static str) {
        if !self.found.contains(&what) {
            self.found.push(what);
        }
    }

    /// Takes something that is not in the picture any more.
    fn take(&mut self, what: &'static str, bytes: &[u8]) {
        self.bytes.extend(bytes);
        self.note(what);
    }

    /// Takes what follows the end of a picture, unless it is filling.
    fn behind(&mut self, rest: &[u8]) {
        if rest.iter().any(|byte| *byte != 0) {
            self.take(SURPLUS, rest);
        }
    }

    /// The picture that is left.
    fn left(self, bytes: Vec<u8>) -> Stripped {
        Stripped { bytes, found: self.found, notes: strings(&self.bytes) }
    }
}
