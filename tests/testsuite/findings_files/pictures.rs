//! What pictures carry with them, and what is masked in a source.

use super::NOW;
use crate::scratch::{Scratch, item};

/// A picture of one pixel, with a comment in it or without.
fn picture(comment: &str) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut crc = flate_crc(&[kind.as_slice(), data].concat()).to_be_bytes().to_vec();
        let length = u32::try_from(data.len()).expect("a small chunk").to_be_bytes();
        let mut out = [length.as_slice(), kind, data].concat();
        out.append(&mut crc);
        out
    };
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
    if !comment.is_empty() {
        png.extend(chunk(b"tEXt", &[b"Comment\0", comment.as_bytes()].concat()));
    }
    png.extend(chunk(b"IDAT", &[0x78, 0x9C, 0x63, 0, 0, 0, 2, 0, 1]));
    png.extend(chunk(b"IEND", b""));
    png
}

/// CRC-32 as PNG has it (ISO 3309).
fn flate_crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[test]
fn the_metadata_of_a_picture_stays_behind() {
    let site = |comment: &str| {
        Scratch::new().with("content/a.md", item("一件事", "", "![图](a.png)")).with("content/a.png", picture(comment))
    };
    assert_eq!(site("").check().findings(), Vec::<String>::new());
    let site = site("taken-at-home");
    let found = site.check().findings();
    assert!(found.len() == 1 && found[0].starts_with("P016 content/a.md"), "{found:?}");
    site.build(NOW, 0);
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        let published = &tree["files/a/a.png"];
        assert_eq!(published, &picture(""), "{edition}");
    }
}

/// A picture that is an internal attachment, shown in an internal passage and outside of it under another spelling.
#[test]
fn an_internal_attachment_is_no_public_picture_however_its_name_is_written() {
    let shown = |inside: &str, outside: &str| {
        let body = format!("甲\n\n::: internal\n![图]({inside})\n:::\n\n乙\n\n![图]({outside})");
        let more = "attachments: [{file: 图.png, title: 图, audience: internal}]\n";
        Scratch::new().with("content/a.md", item("一件事", more, &body)).with("content/图.png", picture(""))
    };
    for (inside, outside) in
        [("图.png", "%E5%9B%BE.png"), ("%E5%9B%BE.png", "图.png"), ("图.png", "./图.png"), ("图.png", "图.png")]
    {
        let site = shown(inside, outside);
        let found = site.check().findings();
        assert!(
            found.iter().any(|finding| finding.starts_with("C007 content/a.md:")),
            "{inside}, {outside}: {found:?}"
        );
        site.build(NOW, 1);
        assert!(!site.path("dist/public").exists());
    }
    let site = shown("图.png", "别的.png").with("content/别的.png", picture(""));
    assert_eq!(site.check().findings(), Vec::<String>::new());
    site.build(NOW, 0);
    let files: Vec<String> = site.tree("public").into_keys().filter(|path| path.starts_with("files/")).collect();
    assert_eq!(files, ["files/a/别的.png"]);
}

#[test]
fn what_a_recording_says_of_itself_is_read() {
    let recording = |words: &str| {
        let text = [words.as_bytes(), b"\0"].concat();
        let size = |bytes: &[u8]| u32::try_from(bytes.len()).expect("small").to_le_bytes();
        let comment = [b"ICMT".as_slice(), &size(&text), &text, &[0][..text.len() % 2]].concat();
        let list = [b"INFO".as_slice(), &comment].concat();
        let sound = [b"WAVEdata\x02\0\0\0\0\0LIST".as_slice(), &size(&list), &list].concat();
        [b"RIFF".as_slice(), &size(&sound), &sound].concat()
    };
    let site = |words: &str| {
        let text = item("一件事", "attachments: [{file: a.wav, title: 录音}]\n", "正文。");
        Scratch::new().with("content/a.md", text).with("content/a.wav", recording(words))
    };
    assert_eq!(site("录音：办公室").check().findings(), Vec::<String>::new());
    let ran = site("录音：老王 13800138000").check();
    let found = ran.findings();
    assert!(found.len() == 1 && found[0].starts_with("P003 content/a.md"), "{found:?}");
    assert!(ran.out.contains("a.wav 文件属性"), "{ran:?}");
}

#[test]
fn what_the_public_would_see_is_masked_in_the_source_on_request() {
    let text = item(
        "一件事",
        "summary: 来电 13800138000\nkeywords: [一*二]\n",
        "号码 11010519491231002X。\n\n::: internal\n手机 13900139000\n:::",
    );
    let site = Scratch::new().with("content/a.md", text.replace('\n', "\r\n"));
    let ran = site.run(["check", "--fix", "--now", NOW]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("content/a.md") && ran.out.contains("历史"), "{ran:?}");
    let fixed = crate::scratch::read_text(&site.path("content/a.md"));
    assert!(fixed.contains("来电 138＊＊＊＊8000\r\n") && fixed.contains("一*二"), "{fixed}");
    assert!(!fixed.contains("11010519491231002X") && fixed.contains("13900139000"), "{fixed}");
}
