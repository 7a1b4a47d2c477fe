//! Sound, films and TIFF: the words that stand in them.

use super::{has, pieces};
use crate::extract::{Extracted, Limits, extract};

fn sized(kind: &[u8], contents: &[u8], size: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
    [kind, &size(contents.len()), contents].concat()
}

fn chunk(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let mut chunk = sized(kind, contents, |length| (length as u32).to_le_bytes().to_vec());
    chunk.resize(chunk.len().next_multiple_of(2), 0);
    chunk
}

fn riff(form: &[u8; 4], chunks: &[Vec<u8>]) -> Vec<u8> {
    chunk(b"RIFF", &[form.as_slice(), &chunks.concat()].concat())
}

fn boxed(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    [&(contents.len() as u32 + 8).to_be_bytes(), kind.as_slice(), contents].concat()
}

/// A size of seven bits a byte.
fn seven(length: usize) -> [u8; 4] {
    [21, 14, 7, 0].map(|shift| (length >> shift & 0x7F) as u8)
}

fn id3(version: u8, flags: u8, frames: &[u8]) -> Vec<u8> {
    [b"ID3".as_slice(), &[version, 0, flags], &seven(frames.len() + 8), frames, &[0; 8], b"\xFF\xFB sound"].concat()
}

fn utf16(text: &str) -> Vec<u8> {
    [b"\xFF\xFE".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
}

const PLACE: &str = "文件属性";

#[test]
fn the_lists_of_riff_files_are_read() {
    let list = [b"INFO".to_vec(), chunk(b"IART", "王某".as_bytes()), chunk(b"ICMT", b"\xB5\xB3\xCE\xF1\0")].concat();
    let film = riff(b"AVI ", &[chunk(b"LIST", b"movi00dc"), chunk(b"LIST", &list), chunk(b"idx1", b"13800138000")]);
    has(&pieces("a.avi", &film), PLACE, "王某\n党务");
    let frame = [b"TIT2".as_slice(), &6u32.to_be_bytes(), &[0, 0], b"\0title"].concat();
    has(
        &pieces("a.wav", &riff(b"WAVE", &[chunk(b"data", b"abc"), chunk(b"id3 ", &id3(3, 0, &frame))])),
        PLACE,
        "title",
    );
}

#[test]
fn the_tags_of_sounds_are_read_in_every_version() {
    let frame = |name: &[u8; 4], contents: &[u8]| {
        [name.as_slice(), &(contents.len() as u32).to_be_bytes(), &[0, 0], contents].concat()
    };
    let comment = [b"\x01chi".to_vec(), utf16("说明"), vec![0, 0], utf16("电话13800138000")].concat();
    let frames = [frame(b"TPE1", b"\0\xB5\xB3\xCE\xF1"), frame(b"COMM", &comment), frame(b"WXXX", b"\0\0http://a")];
    let found = pieces("a.mp3", &id3(3, 0, &frames.concat()));
    for text in ["党务", "电话13800138000", "http://a"] {
        has(&found, PLACE, text);
    }
    let short = [b"TT2\0\0\x07\x03".as_slice(), "题目".as_bytes()].concat();
    has(&pieces("a.mp3", &id3(2, 0, &short)), PLACE, "题目");
    let long = format!("\u{3}{}", "长".repeat(60));
    let newest = [b"TALB".as_slice(), &seven(long.len()), &[0, 0], long.as_bytes()].concat();
    has(&pieces("a.mp3", &id3(4, 0, &newest)), PLACE, "长长");
    let parted = frame(b"TPE1", b"\x01\xFF\x00\xFE\x5A\x51");
    has(&pieces("a.mp3", &id3(3, 0x80, &[parted, vec![0; 4]].concat())), PLACE, "党");
    let mut old = b"\xFF\xFB sound TAG".to_vec();
    old.extend(format!("{:<30}{:<30}{:<30}2026{:<30}\x01", "title", "13800138000", "", "").into_bytes());
    has(&pieces("a.mp3", &old), PLACE, "13800138000");
}

#[test]
fn films_and_streams_are_read_where_they_keep_their_words() {
    let tags = boxed(b"udta", &boxed(b"meta", &boxed(b"ilst", &boxed(b"data", "\0\0张三 13800138000".as_bytes()))));
    let film = [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"mdat", b"13900139000"), boxed(b"moov", &tags)].concat();
    let found = pieces("a.mp4", &film);
    has(&found, PLACE, "张三 13800138000");
    assert!(found.iter().all(|piece| !piece.text.contains("13900139000")));
    let placed = [film, boxed(b"moov", &boxed(b"udta", b"\xA9xyz\0+39.9+116.4/"))].concat();
    assert!(pieces("a.mp4", &placed).iter().any(|piece| piece.note == Some(crate::extract::Note::TakenAt)));
    has(&pieces("a.ogg", b"OggS\0\x02\x03vorbis\x06\0\0\0ARTIST=zhang@qq.com\0"), PLACE, "zhang@qq.com");
    has(&pieces("a.webm", b"\x1A\x45\xDF\xA3\x01\x44\x8E\x89zhang@qq.com\0"), PLACE, "zhang@qq.com");
}

#[test]
fn the_directories_of_a_tiff_are_read() {
    let tiff = b"II*\0\x08\0\0\0\x01\0\x3B\x01\x02\0\x0C\0\0\0\x1A\0\0\0\0\0\0\x0013800138000\0";
    has(&pieces("a.tif", tiff), PLACE, "13800138000");
    let picture = [b"\0\0\0\x18ftypheic Exif\0\0".as_slice(), tiff].concat();
    has(&pieces("a.heic", &picture), PLACE, "13800138000");
}

#[test]
fn silent_and_broken_files_say_nothing() {
    let quiet = |name: &str, bytes: &[u8]| assert_eq!(extract(name, bytes, &Limits::default()), Extracted::NotText);
    quiet("a.wav", &riff(b"WAVE", &[chunk(b"fmt ", b"13800138000"), chunk(b"data", b"13800138000")]));
    quiet("a.mp3", b"\xFF\xFB sound");
    quiet("a.mp4", &boxed(b"ftyp", b"isom"));
    let nested = (0..5000).fold(Vec::new(), |inner, _| chunk(b"LIST", &[b"hdrl".to_vec(), inner].concat()));
    quiet("a.avi", &riff(b"AVI ", &[nested]));
    let whole = id3(3, 0xC0, &sized(b"TIT2", b"\x01\xFF\xFEabc", |n| (n as u32).to_be_bytes().to_vec()));
    for end in 0..whole.len() {
        let mut changed = whole.clone();
        changed[end] ^= 0xFF;
        let _ = (extract("a.mp3", &whole[..end], &Limits::default()), extract("a.mp3", &changed, &Limits::default()));
    }
}
