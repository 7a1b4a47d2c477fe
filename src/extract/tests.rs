//! Samples are built here; none is a file.

mod hidden;
mod media;
mod pictures;
mod samples;

use super::{Extracted, Limits, Piece, Reason, extract};
use samples::{docx, pdf, pptx, xls, xlsx, zip};

fn pieces(name: &str, bytes: &[u8]) -> Vec<Piece> {
    match extract(name, bytes, &Limits::default()) {
        Extracted::Pieces(pieces) => pieces,
        other => panic!("{name}: {other:?}"),
    }
}

fn unreadable(name: &str, bytes: &[u8], limits: &Limits) -> Reason {
    match extract(name, bytes, limits) {
        Extracted::Unreadable(reason) => reason,
        other => panic!("{name}: {other:?}"),
    }
}

#[track_caller]
fn has(pieces: &[Piece], place: &str, text: &str) {
    assert!(
        pieces.iter().any(|piece| piece.place == place && piece.text.contains(text)),
        "{place} {text}: {pieces:#?}"
    );
}

#[test]
fn plain_text_is_decoded() {
    has(&pieces("a.txt", "\u{FEFF}党务".as_bytes()), "正文", "党务");
    has(&pieces("a.csv", b"\xB5\xB3\xCE\xF1,1"), "", "党务 | 1");
    assert_eq!(unreadable("a.txt", b"a\0b", &Limits::default()), Reason::Damaged);
    assert_eq!(extract("a.jpg", b"\xFF\xD8\xFF\xE0", &Limits::default()), Extracted::NotText);
    for head in ["BM,XM\n01,", "ID3,", "GIF8,", "OggS", "1234ftyp\n", "%PDF-", "PK"] {
        let text = format!("{head}13800138000");
        for name in ["a.csv", "a.txt"] {
            assert!(pieces(name, text.as_bytes()).iter().any(|piece| piece.text.contains("13800138000")), "{text}");
        }
        assert_eq!(unreadable("a.png", text.as_bytes(), &Limits::default()), Reason::Damaged, "{text}");
    }
    assert_eq!(unreadable("a.bmp", &[b"BM".as_slice(), &[0; 60]].concat(), &Limits::default()), Reason::Damaged);
    let bitmap = [b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".as_slice(), &[0; 52]].concat();
    assert_eq!(extract("a.bmp", &bitmap, &Limits::default()), Extracted::NotText);
    assert_eq!(unreadable("a.mp3", b"\xFF\xFB\xFF\xFF", &Limits::default()), Reason::Damaged);
    assert_eq!(unreadable("a.jpg", &docx(), &Limits::default()), Reason::Damaged);
    assert_eq!(unreadable("a.rar", b"Rar!", &Limits::default()), Reason::Unsupported);
    assert_eq!(unreadable("a.docx", b"none", &Limits::default()), Reason::Damaged);
    assert_eq!(unreadable("a.docx", b"", &Limits::default()), Reason::Damaged);
}

#[test]
fn documents_give_all_their_texts() {
    let found = pieces("a.docx", &docx());
    has(&found, "正文", "身份证11010519491231002X\n");
    has(&found, "正文", "姓名 | 账号\n张三 | 123456789012\n");
    has(&found, "正文", "甲&乙");
    has(&found, "修订（已删除） 正文", "13812345678");
    has(&found, "域代码 正文", "mailto:zhang@qq.com");
    has(&found, "说明文字 正文", "图中人的住址");
    has(&found, "页眉", "机密★10年");
    has(&found, "批注", "电话13912345678");
    has(&found, "文档属性 作者", "李四");
    has(&found, "文档属性 单位", "办公室");
    has(&found, "文档属性", "密级：秘密");
    has(&found, "链接", "tel:13712345678");
    has(&found, "内嵌文件 book.xlsx 工作表 名单", "王五");
}

#[test]
fn workbooks_give_all_their_cells() {
    let found = pieces("a.xlsx", &xlsx());
    has(&found, "工作表 名单", "姓名 | 手机\n王五 | 13812345678\n");
    has(&found, "工作表 名单", "1990-03-07");
    has(&found, "隐藏行列 工作表 名单", "13912345678");
    has(&found, "隐藏行列 工作表 名单", "隐藏列");
    has(&found, "隐藏工作表 Sheet2", "行内");
    has(&found, "未引用的字符串", "旧名单");
    has(&found, "批注", "见身份证");
    has(&found, "页眉页脚、公式与数据验证 工作表 名单", "内部资料");
    let sheet = found.iter().find(|piece| piece.place == "工作表 名单").unwrap();
    assert_eq!(sheet.place_of(sheet.text.find("13812345678").unwrap()), "工作表 名单!B2");
}

#[test]
fn slides_give_notes_and_hidden_slides() {
    let found = pieces("a.pptx", &pptx());
    has(&found, "幻灯片1", "第一张");
    has(&found, "隐藏幻灯片2", "藏着的");
    has(&found, "备注1", "讲稿");
}

#[test]
fn old_workbooks_are_read() {
    let found = pieces("a.xls", &xls("Sheet1", 0, "13812345678"));
    has(&found, "工作表 Sheet1", "13812345678");
    has(&pieces("a.xls", &xls("Old", 1, "x1")), "隐藏工作表 Old", "x1");
}

#[test]
fn pages_of_a_pdf_are_read() {
    let bytes = pdf(&[b"BT /F1 12 Tf 72 700 Td (ID 110105) Tj 40 0 Td (19491231) Tj 0 -20 Td <fffe4e59> Tj ET"]);
    let found = pieces("a.pdf", &bytes);
    has(&found, "第1页", "ID 110105");
    has(&found, "文档属性 作者", "张三");
    // Digits that are placed one by one are one number; columns are not.
    let one: String = "13812345678".chars().map(|c| format!("({c}) Tj 6 0 Td ")).collect();
    let bytes =
        pdf(&[format!("BT /F1 12 Tf 72 700 Td {one} ET BT /F1 12 Tf 72 650 Td (15000) Tj 90 0 Td (3560) Tj ET")
            .as_bytes()]);
    let found = pieces("a.pdf", &bytes);
    has(&found, "第1页", "13812345678\n15000  3560");
}

#[test]
fn a_pdf_goes_back_to_the_font_that_it_kept() {
    let shown = b"BT /F2 12 Tf 72 700 Td <C1F5C8FD> Tj ET q /F1 10 Tf BT 72 650 Td (a) Tj ET Q BT 72 600 Td <CDF5C8FD> Tj ET /Fm1 Do";
    // A form that sets no font of its own.
    let bytes = samples::with_form(&samples::plain_pdf(&[shown]), b"BT 72 500 Td <D5C5C8FD> Tj ET");
    let found = pieces("a.pdf", &bytes);
    has(&found, "第1页", "刘三\na\n王三\n张三");
    // And one that has no resources of its own, or a font that nobody knows.
    let drawn = |content: &[u8]| {
        pieces("a.pdf", &samples::with_form(&samples::plain_pdf(&[b"BT /F1 9 Tf (a) Tj ET /Fm1 Do"]), content))
    };
    has(&drawn(b"BT /F2 12 Tf 72 500 Td <D5C5C8FD> Tj ET"), "第1页", "张三");
    let unknown = drawn(b"BT /F9 12 Tf 72 500 Td <D5C5C8FD> Tj ET");
    assert!(unknown.iter().any(|piece| piece.note == Some(super::Note::UnreadPage)), "{unknown:#?}");
}

#[test]
fn scanned_and_encrypted_documents_are_said_to_be_so() {
    let image = b"q 100 0 0 100 0 0 cm /Im1 Do Q";
    assert_eq!(unreadable("a.pdf", &pdf(&[image]), &Limits::default()), Reason::Scanned);
    let mixed = pdf(&[b"BT /F1 12 Tf (text) Tj ET", image]);
    assert!(pieces("a.pdf", &mixed).iter().any(|p| p.place == "第2页" && p.note == Some(super::Note::UnreadPage)));
    let encrypted = samples::compound("EncryptedPackage", &[0; 5000]);
    assert_eq!(unreadable("a.docx", &encrypted, &Limits::default()), Reason::Encrypted);
    assert_eq!(
        unreadable("a.doc", &samples::compound("WordDocument", &[0; 5000]), &Limits::default()),
        Reason::Unsupported
    );
    let mut plain = pdf(&[b"BT ET"]);
    let at = plain.windows(5).position(|window| window == b"/Info").unwrap();
    plain.splice(at..at + 5, *b"/Encrypt 4 0 R /Info");
    assert_eq!(unreadable("a.pdf", &plain, &Limits::default()), Reason::Encrypted);
}

#[test]
fn a_document_with_filters_that_nothing_undoes_is_not_taken_for_read() {
    use lopdf::{Document, Object};
    let plain = samples::plain_pdf(&[b"BT /F1 12 Tf (13812345678) Tj ET"]);
    let with = |filter: &dyn Fn(&mut Document) -> Object, picture: bool| {
        let mut document = Document::load_mem(&plain).unwrap();
        let filter = filter(&mut document);
        let is_picture =
            |object: &&mut Object| object.as_stream().is_ok_and(|stream| stream.dict.has(b"Subtype") == picture);
        let stream = document.objects.values_mut().find(is_picture).unwrap();
        stream.as_stream_mut().unwrap().dict.set("Filter", filter);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    };
    let name = |name: &'static str| move |_: &mut Document| Object::Name(name.into());
    let unread = |bytes: &[u8]| assert_eq!(unreadable("a.pdf", bytes, &Limits::default()), Reason::Unsupported);
    unread(&with(&name("OwnDecode"), false));
    unread(&with(&name("DCTDecode"), false));
    unread(&with(&|_| Object::Array(vec![Object::Name(b"OwnDecode".to_vec())]), false));
    unread(&with(&|document| Object::Reference(document.add_object(Object::Name(b"FlateDecode".to_vec()))), false));
    unread(&with(&name("OwnDecode"), true));
    has(&pieces("a.pdf", &with(&name("DCTDecode"), true)), "第1页", "13812345678");
}

#[test]
fn bombs_are_refused() {
    let small = Limits { bytes: 1 << 20, ..Limits::default() };
    let bomb = zip(&[
        ("[Content_Types].xml", "<a/>".into()),
        ("word/document.xml", format!("<a>{}</a>", "0".repeat(3 << 20))),
    ]);
    assert!(bomb.len() < 20_000);
    assert_eq!(unreadable("a.docx", &bomb, &small), Reason::TooLarge);
    let deep = format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
    let deep = zip(&[("[Content_Types].xml", "<a/>".into()), ("word/document.xml", deep)]);
    assert_eq!(unreadable("a.docx", &deep, &Limits::default()), Reason::TooSlow);
    let many = zip(&[
        ("[Content_Types].xml", "<a/>".into()),
        ("word/document.xml", format!("<a>{}</a>", "<b/>".repeat(50_000))),
    ]);
    assert_eq!(unreadable("a.docx", &many, &Limits { work: 40_000, ..Limits::default() }), Reason::TooSlow);
    let mut nested = xlsx();
    for _ in 0..6 {
        nested = samples::zip_bytes(&[("[Content_Types].xml", b"<a/>".to_vec()), ("word/embeddings/a.docx", nested)]);
    }
    assert_eq!(unreadable("a.docx", &nested, &Limits::default()), Reason::TooSlow);
    let page = "BT /F1 12 Tf (a) Tj ET ".repeat(100_000);
    assert_eq!(unreadable("a.pdf", &pdf(&[page.as_bytes()]), &small), Reason::TooLarge);
    assert_eq!(
        unreadable("a.pdf", &pdf(&[page.as_bytes()]), &Limits { work: 9_000, ..Limits::default() }),
        Reason::TooSlow
    );
}

#[test]
fn what_would_take_far_more_memory_than_bytes_is_refused() {
    let refused = |page: &str| {
        assert_eq!(unreadable("a.pdf", &pdf(&[page.as_bytes()]), &Limits::default()), Reason::TooSlow);
    };
    refused(&format!("BT /F1 12 Tf [{}] TJ ET", "0 ".repeat(1_000_001)));
    refused(&format!("BT /F1 12 Tf {} ET", "(a)Tj ".repeat(500_001)));
    let many = format!("BT /F1 12 Tf (13812345678) Tj ET {}", "0 0 m ".repeat(1_000_000));
    has(&pieces("a.pdf", &pdf(&[many.as_bytes()])), "第1页", "13812345678");
    let cells = "a,".repeat(5_000_001);
    assert_eq!(unreadable("a.csv", cells.as_bytes(), &Limits::default()), Reason::TooSlow);
    let links = "<Relationship Target='a'/>".repeat(200_001);
    let links =
        zip(&[("[Content_Types].xml", "<a/>".into()), ("word/_rels/document.xml.rels", format!("<R>{links}</R>"))]);
    assert_eq!(unreadable("a.docx", &links, &Limits::default()), Reason::TooSlow);
}

#[test]
fn no_bytes_make_it_panic() {
    let pdf =
        [pdf(&[b"BT /F1 12 Tf [(a) -500 (b)] TJ ET"]), samples::plain_pdf(&[b"BT /F1 12 Tf (a) Tj ET q /Im1 Do Q"])];
    let samples = [
        ("a.docx", docx()),
        ("a.xlsx", xlsx()),
        ("a.pptx", pptx()),
        ("a.xls", xls("Sheet1", 0, "x")),
        ("a.pdf", pdf[0].clone()),
        ("b.pdf", pdf[1].clone()),
    ];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % limit
    };
    let limits = Limits { bytes: 4 << 20, work: 200_000, ..Limits::default() };
    for (name, sample) in &samples {
        for round in 0..300 {
            let mut bytes = sample.clone();
            if round % 2 == 0 {
                bytes.truncate(random(bytes.len()));
            }
            for _ in 0..random(8) {
                if !bytes.is_empty() {
                    let at = random(bytes.len());
                    bytes[at] = random(256) as u8;
                }
            }
            extract(name, &bytes, &limits);
        }
    }
    // Past the checksums of the package.
    for sample in [docx(), xlsx(), pptx()] {
        for _ in 0..300 {
            extract("a.docx", &samples::damaged(&sample, &mut random), &limits);
        }
    }
}
