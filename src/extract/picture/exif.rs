//! EXIF data: a TIFF file (TIFF 6.0, section 2), of which only the orientation stays.

use super::Cuttings;

/// Notes what EXIF data holds, and gives the orientation that has to stay. Data with nothing but an orientation is
/// nothing to strip.
pub(super) fn orientation(cuttings: &mut Cuttings, exif: &[u8]) -> Option<u16> {
    let data = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let entries = entries(data);
    let orientation = entries.iter().find(|(tag, _)| *tag == 0x0112).map(|(_, value)| *value);
    if entries.iter().any(|(tag, _)| *tag == 0x8825) {
        cuttings.note("GPS");
    }
    if entries.len() != 1 || orientation.is_none() || data.len() > minimal(1).len() {
        cuttings.note("EXIF");
    }
    orientation.filter(|orientation| (2..=8).contains(orientation))
}

/// Tags and short values of the first directory.
pub(super) fn entries(tiff: &[u8]) -> Vec<(u16, u16)> {
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
pub(super) fn minimal(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    tiff.extend(orientation.to_be_bytes());
    tiff.extend([0; 6]);
    tiff
}
