//! JPEG: segments (ITU-T T.81, annex B; JFIF in T.871), scans, and what cameras put between and behind them.

use super::{Cuttings, SURPLUS, Stripped, exif};
use crate::extract::strings::says;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::{Bytes, ImageEXIF};
use memchr::memchr;

/// What JFIF says, and a thumbnail of no size.
const JFIF: usize = 14;
/// What Adobe's colour transform takes.
const ADOBE: usize = 12;

pub(super) fn strip(data: Bytes) -> Option<Stripped> {
    let (mut cuttings, mut behind) = (Cuttings::default(), Cuttings::default());
    let mut image = Jpeg::from_bytes(scans(&data, &mut behind)?.into()).ok()?;
    let turned = image.exif().and_then(|data| exif::orientation(&mut cuttings, &data));
    image.segments_mut().retain_mut(|segment| {
        let contents = segment.contents().clone();
        let what = match segment.marker() {
            markers::APP1 if contents.starts_with(b"Exif\0") => {
                cuttings.bytes.extend(&contents);
                return false;
            }
            markers::APP1 if contents.starts_with(b"http://ns.adobe.com/") => "XMP",
            markers::APP13 => "IPTC",
            markers::APP0 if contents.starts_with(b"JFIF\0") && contents.len() >= JFIF => {
                without_thumbnail(segment, &contents, &mut cuttings);
                return true;
            }
            markers::APP14 if contents.starts_with(b"Adobe") && contents.len() >= ADOBE => {
                if contents.len() > ADOBE {
                    cuttings.take(SURPLUS, &contents[ADOBE..]);
                    *segment = JpegSegment::new_with_contents(markers::APP14, contents.slice(..ADOBE));
                }
                return true;
            }
            markers::APP2 if contents.starts_with(b"ICC_PROFILE\0") && !says(&contents) => return true,
            marker => match surplus(marker) {
                Some(what) => what,
                None => return true,
            },
        };
        cuttings.take(what, &contents);
        false
    });
    if let Some(orientation) = turned {
        let segment = [b"Exif\0\0".as_slice(), &exif::minimal(orientation)].concat();
        let place = usize::from(image.segments().first().is_some_and(|first| first.marker() == markers::APP0));
        image.segments_mut().insert(place, JpegSegment::new_with_contents(markers::APP1, segment.into()));
    }
    let mut bytes = Vec::new();
    image.encoder().write_to(&mut bytes).ok()?;
    behind.found.iter().for_each(|what| cuttings.note(what));
    cuttings.bytes.extend(behind.bytes);
    Some(cuttings.left(bytes))
}

/// What a segment is that no picture needs; `None` of frames, scans and their tables.
fn surplus(marker: u8) -> Option<&'static str> {
    match marker {
        markers::COM => Some("注释"),
        0xC8 | 0x02..=0xBF | 0xDE..=0xFD => Some(SURPLUS),
        _ => None,
    }
}

/// Takes the thumbnail out of what JFIF says: it is of the picture before something was blacked out.
fn without_thumbnail(segment: &mut JpegSegment, contents: &[u8], cuttings: &mut Cuttings) {
    let (head, rest) = contents.split_at(JFIF - 2);
    if rest != [0, 0] {
        cuttings.take(SURPLUS, rest);
        *segment = JpegSegment::new_with_contents(segment.marker(), [head, &[0, 0]].concat().into());
    }
}

/// A JPEG picture without what stands between its scans and what follows its end: previews and films of telephones,
/// with metadata of their own. `None` if it has no end.
fn scans(bytes: &[u8], behind: &mut Cuttings) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len());
    let (mut at, mut from, mut scanned) = (2, 0, false);
    loop {
        let [0xFF, marker] = *bytes.get(at..at + 2)? else { return None };
        match marker {
            markers::EOI => {
                kept.extend(bytes.get(from..at + 2)?);
                behind.behind(&bytes[at + 2..]);
                return Some(kept);
            }
            0xFF => at += 1,
            // Without a length.
            0x01 | 0xD0..=0xD7 => at += 2,
            _ => {
                let [high, low] = *bytes.get(at + 2..at + 4)? else { return None };
                let next = at + 2 + usize::from(u16::from_be_bytes([high, low]));
                scanned |= marker == markers::SOS;
                if let Some(what) = surplus(marker).filter(|_| scanned) {
                    behind.take(what, bytes.get(at..next)?);
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
