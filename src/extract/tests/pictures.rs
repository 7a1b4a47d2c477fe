//! What is taken out of pictures, and what is left of them.

use crate::extract::picture::{self, Broken, Stripped};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};

/// What is taken out of a picture; `None` also where it is broken.
fn strip(bytes: &[u8]) -> Option<Stripped> {
    picture::strip(bytes).ok().flatten()
}

/// EXIF data with an orientation, and a place when asked.
fn exif(orientation: u16, gps: bool) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(if gps { [2, 0] } else { [1, 0] });
    tiff.extend([0x12, 1, 3, 0, 1, 0, 0, 0]);
    tiff.extend(orientation.to_le_bytes());
    tiff.extend([0, 0]);
    if gps {
        tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 0x26, 0, 0, 0]);
    }
    tiff.extend([0; 4]);
    tiff
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    [&[0xFF, marker], &(contents.len() as u16 + 2).to_be_bytes(), contents].concat()
}

fn jpeg(extra: &[Vec<u8>], tail: &[u8]) -> Vec<u8> {
    [
        b"\xFF\xD8".to_vec(),
        segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        extra.concat(),
        segment(0xE2, b"ICC_PROFILE\0\x01\x01profile"),
        segment(0xC0, b"\x08\0\x01\0\x01\x01\x01\x11\0"),
        segment(0xDA, b"\x01\x01\0\0\x3F\0"),
        b"\x12\xFF\0\x34\xFF\xD9".to_vec(),
        tail.to_vec(),
    ]
    .concat()
}

#[test]
fn a_photograph_loses_its_place_and_keeps_its_orientation() {
    let data = [b"Exif\0\0".to_vec(), exif(6, true)].concat();
    let extra = [
        segment(0xE1, &data),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
        segment(0xED, b"Photoshop 3.0\0"),
        segment(0xFE, b"by Zhang"),
    ];
    let stripped = strip(&jpeg(&extra, b"a film with its own place")).unwrap();
    assert_eq!(stripped.found, ["GPS", "EXIF", "XMP", "IPTC", "注释", "缩略图等附加数据"]);
    let text = String::from_utf8_lossy(&stripped.bytes);
    for gone in ["xap", "Photoshop", "Zhang", "film"] {
        assert!(!text.contains(gone), "{gone}");
    }
    assert!(text.contains("ICC_PROFILE") && text.contains("Exif"));
    assert!(stripped.bytes.ends_with(b"\x12\xFF\0\x34\xFF\xD9"));
    assert_eq!(strip(&stripped.bytes), None, "what is left is minimal");
}

#[test]
fn a_thumbnail_from_before_something_was_blacked_out_goes() {
    let head = b"JFIF\0\x01\x01\0\0\x01\0\x01";
    let with = |app0: &[u8], extra: &[Vec<u8>]| {
        let bytes = jpeg(extra, b"");
        [&bytes[..2], &segment(0xE0, app0), &bytes[20..]].concat()
    };
    let thumbnail = [head.as_slice(), b"\x02\x03", b"13800138000 etc.!!"].concat();
    let stripped = strip(&with(&thumbnail, &[])).unwrap();
    assert_eq!((stripped.bytes, stripped.found.as_slice()), (jpeg(&[], b""), ["缩略图等附加数据"].as_slice()));
    assert!(stripped.notes.contains("13800138000"), "{}", stripped.notes);
    let adobe = b"Adobe\0\x64\0\0\0\0\x01";
    let plain = jpeg(&[segment(0xEE, adobe)], b"");
    assert_eq!(strip(&plain), None);
    let extra = [segment(0xEE, &[adobe.as_slice(), b"13800138000"].concat()), segment(0xF7, b"13900139000")];
    assert_eq!(strip(&jpeg(&extra, b"")).unwrap().bytes, plain);
    assert_eq!(strip(&with(b"JFIF\0short", &[])).unwrap().found, ["缩略图等附加数据"]);
}

#[test]
fn chunks_of_a_png_hold_no_more_than_they_say() {
    let parts = |gamma: &[u8], end: &[u8]| {
        let header = chunk(b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0");
        let all = [header, chunk(b"gAMA", gamma), chunk(b"IDAT", b"x"), chunk(b"IEND", end)];
        [b"\x89PNG\r\n\x1A\n".as_slice(), &all.concat()].concat()
    };
    let plain = parts(b"\0\0\xB1\x8F", b"");
    assert_eq!(strip(&plain), None);
    let stripped = strip(&parts(b"\0\0\xB1\x8F13800138000", b"13900139000")).unwrap();
    assert_eq!((stripped.bytes, stripped.found.as_slice()), (plain, ["缩略图等附加数据"].as_slice()));
    assert!(stripped.notes.contains("13800138000") && stripped.notes.contains("13900139000"));
}

#[test]
fn an_upright_photograph_keeps_no_exif() {
    let data = [b"Exif\0\0".to_vec(), exif(1, true)].concat();
    let stripped = strip(&jpeg(&[segment(0xE1, &data)], b"")).unwrap();
    assert_eq!(stripped.bytes, jpeg(&[], b""));
    assert_eq!(strip(&jpeg(&[], b"")), None);
}

#[test]
fn png_chunks_with_text_go() {
    let chunk = |kind: &[u8; 4], data: &[u8]| PngChunk::new(*kind, data.to_vec().into());
    let header = chunk(b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0");
    let picture = |extra: Vec<PngChunk>| {
        let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
        let all =
            [vec![header.clone()], extra, vec![chunk(b"iCCP", b"profile"), chunk(b"IDAT", b"x"), chunk(b"IEND", b"")]]
                .concat();
        for chunk in all {
            chunk.encoder().write_to(&mut bytes).unwrap();
        }
        bytes
    };
    let extra =
        vec![chunk(b"tEXt", b"Author\0Zhang"), chunk(b"iTXt", b"XML:com.adobe.xmp\0"), chunk(b"eXIf", &exif(8, true))];
    let stripped = strip(&picture(extra)).unwrap();
    assert_eq!(stripped.found, ["GPS", "EXIF", "注释", "XMP"]);
    let kept = Png::from_bytes(stripped.bytes.clone().into()).unwrap();
    let kinds: Vec<_> = kept.chunks().iter().map(PngChunk::kind).collect();
    assert_eq!(kinds, [*b"IHDR", *b"eXIf", *b"iCCP", *b"IDAT", *b"IEND"]);
    assert_eq!(strip(&stripped.bytes), None);
    assert_eq!(strip(&picture(Vec::new())), None);
}

#[test]
fn palettes_and_frames_that_nothing_shows_go() {
    let hidden = [chunk(b"sPLT", b"13800138000"), chunk(b"hIST", b"13900139000"), chunk(b"fdAT", b"13700137000")];
    let stripped = strip(&png(&hidden.concat())).unwrap();
    assert_eq!((stripped.bytes, stripped.found.as_slice()), (png(&[]), ["缩略图等附加数据"].as_slice()));
    for number in ["13800138000", "13900139000", "13700137000"] {
        assert!(stripped.notes.contains(number), "{}", stripped.notes);
    }
    let frames = [chunk(b"acTL", b"\0\0\0\x01\0\0\0\0"), chunk(b"fcTL", &[0; 26]), chunk(b"fdAT", b"\0\0\0\x01x")];
    assert_eq!(strip(&png(&frames.concat())), None, "an animation keeps its frames");
}

#[test]
fn text_in_a_colour_profile_and_behind_the_pixels_goes() {
    let pack = |bytes: &[u8]| {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut packed, bytes).unwrap();
        packed.finish().unwrap()
    };
    let picture = |name: &str, profile: &[u8], behind: &[u8]| {
        let profile = [name.as_bytes(), b"\0\0", &pack(profile)].concat();
        let (head, tail) = behind.split_at(behind.len() / 2);
        let pixels = [pack(&[0, 0]), head.to_vec()].concat();
        let header = chunk(b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0");
        let mut parts = vec![header, chunk(b"iCCP", &profile), chunk(b"IDAT", &pixels)];
        if !tail.is_empty() {
            parts.push(chunk(b"IDAT", tail));
        }
        parts.push(chunk(b"IEND", b""));
        [b"\x89PNG\r\n\x1A\n".as_slice(), &parts.concat()].concat()
    };
    let plain = picture("sRGB", b"IEC 61966-2.1 Default RGB colour space - sRGB", b"");
    assert_eq!(strip(&plain), None, "a profile that says nothing stays");
    assert_eq!(strip(&picture("sRGB", b"x", b"\x01\x02")), None, "filling is no text");
    for (name, profile) in [("13800138000", "x"), ("icc", "13800138000"), ("icc", "拍摄于某家")] {
        let stripped = strip(&picture(name, profile.as_bytes(), b"")).unwrap();
        assert_eq!(stripped.found, ["缩略图等附加数据"]);
        assert_eq!(stripped.bytes.windows(4).position(|kind| kind == b"iCCP"), None);
    }
    let stripped =
        strip(&picture("sRGB", b"IEC 61966-2.1 Default RGB colour space - sRGB", b"ID 13800138000")).unwrap();
    assert_eq!((stripped.bytes, stripped.found.as_slice()), (plain, ["缩略图等附加数据"].as_slice()));
    assert!(stripped.notes.contains("13800138000"));
    let profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01 13800138000");
    assert_eq!(strip(&jpeg(&[profile], b"")).unwrap().bytes, jpeg(&[], b""));
}

#[test]
fn compressed_text_of_a_png_is_read() {
    let pack = |text: &str| {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut packed, text.as_bytes()).unwrap();
        packed.finish().unwrap()
    };
    let chunk = |kind: &[u8; 4], data: Vec<u8>| PngChunk::new(*kind, data.into());
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    for chunk in [
        chunk(b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0".to_vec()),
        chunk(b"zTXt", [b"Author\0\0".to_vec(), pack("拍摄 13800138000")].concat()),
        chunk(b"iTXt", [b"Note\0\x01\0zh\0\0".to_vec(), pack("转交 13900139000")].concat()),
        chunk(b"zTXt", b"Broken\0\0not packed".to_vec()),
        chunk(b"IDAT", b"x".to_vec()),
        chunk(b"IEND", Vec::new()),
    ] {
        chunk.encoder().write_to(&mut bytes).unwrap();
    }
    let stripped = strip(&bytes).unwrap();
    assert!(stripped.notes.contains("13800138000") && stripped.notes.contains("13900139000"), "{}", stripped.notes);
    assert_eq!(strip(&stripped.bytes), None);
}

#[test]
fn webp_flags_say_what_is_left() {
    let chunk = |id: &[u8; 4], data: &[u8]| RiffChunk::new(*id, RiffContent::Data(data.to_vec().into()));
    let picture = |chunks: Vec<RiffChunk>| {
        let content = RiffContent::List { kind: Some(*b"WEBP"), subchunks: chunks };
        RiffChunk::new(*b"RIFF", content).encoder().bytes().to_vec()
    };
    let head = chunk(b"VP8X", &[0x2C, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let data = chunk(b"VP8 ", &[0x10, 0, 0, 0x9D, 1, 0x2A, 1, 0, 1, 0]);
    let bytes =
        picture(vec![head, chunk(b"ICCP", b"ab"), data, chunk(b"EXIF", &exif(1, true)), chunk(b"XMP ", b"<x/>")]);
    let stripped = strip(&bytes).unwrap();
    assert_eq!(stripped.found, ["GPS", "EXIF", "XMP"]);
    assert_eq!(stripped.bytes[20], 0x20);
    assert!(!String::from_utf8_lossy(&stripped.bytes).contains("EXIF"));
    assert_eq!(strip(&stripped.bytes), None);
}

#[test]
fn comments_of_a_gif_go() {
    let head = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF";
    let turns = b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0";
    let image = b"\x21\xF9\x04\0\0\0\0\0\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    let plain = [head.as_slice(), turns, image, b"\x3B"].concat();
    assert_eq!(strip(&plain), None);
    let comment = b"\x21\xFE\x0B13800138000\0";
    let xmp = b"\x21\xFF\x0BXMP DataXMP\x03<x>\0";
    let bytes = [head.as_slice(), comment, turns, xmp, image, b"\x3B13900139000"].concat();
    let stripped = strip(&bytes).unwrap();
    assert_eq!(stripped.bytes, plain);
    assert_eq!(stripped.found, ["注释", "XMP", "缩略图等附加数据"]);
    assert!(stripped.notes.contains("13800138000") && stripped.notes.contains("13900139000"));
    for end in 0..bytes.len() {
        strip(&bytes[..end]);
    }
}

#[test]
fn formats_that_keep_their_metadata_tell_of_a_place() {
    use crate::extract::picture::keeps_place;
    assert!(keeps_place(&exif(1, true)) && !keeps_place(&exif(1, false)));
    let film = |tail: &[u8]| [b"\0\0\0\x18ftypisom".as_slice(), tail].concat();
    assert!(keeps_place(&film(b"\0\0\0\x1E\xA9xyz\0\x12+39.9+116.4/")));
    assert!(keeps_place(&film(&[b"Exif\0\0".to_vec(), exif(1, true)].concat())));
    assert!(!keeps_place(&film(b"moov")));
}

#[test]
fn damaged_pictures_do_not_panic() {
    let data = [b"Exif\0\0".to_vec(), exif(6, true)].concat();
    let bytes = jpeg(&[segment(0xE1, &data), segment(0xFE, b"note")], b"tail");
    for end in 0..bytes.len() {
        strip(&bytes[..end]);
        let mut changed = bytes.clone();
        changed[end] ^= 0xFF;
        strip(&changed);
    }
    assert_eq!(strip(b""), None);
    assert_eq!(strip(b"RIFF"), None);
    assert_eq!(strip(b"GIF89a"), None);
}

/// A picture is broken, and nothing of it is taken for clean.
#[track_caller]
fn broken(bytes: &[u8]) {
    assert_eq!(picture::strip(bytes), Err(Broken));
}

#[test]
fn a_picture_that_cannot_be_taken_apart_is_broken() {
    let place = segment(0xE1, &[b"Exif\0\0".to_vec(), exif(1, true)].concat());
    let photo = jpeg(std::slice::from_ref(&place), b"");
    broken(&photo[..photo.len() - 2]);
    broken(&photo[..30]);
    broken(&[&photo[..20], b"\0\0", &photo[20..]].concat());
    broken(b"\xFF\xD8\xFF\xD8\xFF");
    let picture = png(&[]);
    let text = png(&chunk(b"tEXt", b"Comment\0Zhang"));
    assert_eq!(strip(&text).map(|stripped| stripped.bytes), Some(picture));
    broken(&text[..text.len() - 12]);
    broken(&text[..text.len() - 1]);
    let mut wrong = text.clone();
    let at = text.windows(5).position(|window| window == b"Zhang").unwrap();
    wrong[at] ^= 1;
    broken(&wrong);
    let gif = b"GIF89a\x01\0\x01\0\0\0\0\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    assert_eq!(picture::strip(&[gif.as_slice(), b"\x3B"].concat()), Ok(None));
    broken(gif);
    broken(&[gif.as_slice(), b"\x99"].concat());
    broken(b"RIFF\xFF\xFF\0\0WEBPVP8L\x02\0\0\0ab");
    for other in [b"".as_slice(), b"RIFF\0\0\0\0WAVE", b"BM", b"GIF8", b"text"] {
        assert_eq!(picture::strip(other), Ok(None));
    }
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    PngChunk::new(*kind, data.to_vec().into()).encoder().write_to(&mut bytes).unwrap();
    bytes
}

/// A PNG picture with some chunks.
fn png(extra: &[u8]) -> Vec<u8> {
    let header = chunk(b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0");
    [b"\x89PNG\r\n\x1A\n", header.as_slice(), extra, &chunk(b"IDAT", b"x"), &chunk(b"IEND", b"")].concat()
}

#[test]
fn what_follows_the_end_or_stands_between_scans_is_cut() {
    let more = ["缩略图等附加数据"];
    let plain = png(&[]);
    let stripped = strip(&[plain.as_slice(), b"13800138000"].concat()).unwrap();
    assert_eq!((stripped.bytes, stripped.found.as_slice()), (plain.clone(), more.as_slice()));
    assert!(stripped.notes.contains("13800138000"));
    assert_eq!(strip(&[plain.as_slice(), &[0; 9]].concat()), None, "filling says nothing");
    let webp = b"RIFF\x10\0\0\0WEBPVP8L\x04\0\0\0abcd";
    assert_eq!(strip(webp), None);
    let stripped = strip(&[webp.as_slice(), b"EXIF\x04\0\0\0abcd"].concat()).unwrap();
    assert_eq!((stripped.bytes.as_slice(), stripped.found.as_slice()), (webp.as_slice(), more.as_slice()));
    let plain = jpeg(&[], b"");
    let end = plain.len() - 2;
    let place = segment(0xE1, &[b"Exif\0\0".to_vec(), exif(1, true)].concat());
    for (extra, what) in [(place, "缩略图等附加数据"), (segment(0xFE, b"by Zhang"), "注释")] {
        let stripped = strip(&[&plain[..end], &extra, &plain[end..]].concat()).unwrap();
        assert_eq!((stripped.bytes, stripped.found.as_slice()), (plain.clone(), [what].as_slice()));
    }
}
