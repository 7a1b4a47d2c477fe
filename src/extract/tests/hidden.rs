//! Places of attachments that a reader does not see.

use super::samples::{docx, pdf, plain_pdf, pptx, xls, xlsx, zip, zip_bytes};
use super::{Limits, Piece, Reason, pieces, unreadable};
use crate::extract::Note;
use lopdf::{Document, Object, Stream, dictionary};

const MOBILE: &str = "13812345678";

#[track_caller]
fn says(found: &[Piece], text: &str) {
    assert!(found.iter().any(|piece| piece.text.contains(text)), "{text}: {found:#?}");
}

fn document(parts: &[(&str, &str)]) -> Vec<u8> {
    let types = [("[Content_Types].xml", "<Types/>")];
    zip(&types.iter().chain(parts).map(|(name, part)| (*name, (*part).to_owned())).collect::<Vec<_>>())
}

#[test]
fn every_part_of_a_document_is_read() {
    let parts = [
        ("word/document.xml", "<w:p><w:r><wp:docPr name='张三13812345678'/></w:r></w:p>"),
        ("word/document.xml", "<w:hyperlink w:anchor='tel13812345678'/>"),
        ("word/document.xml", "<w:sdt><w:listItem w:value='13812345678'/></w:sdt>"),
        ("word/document.xml", "<w:fldSimple w:instr='HYPERLINK tel:13812345678'/>"),
        ("word/document.xml", "<w:p><w:r><w:instrText>tel:13812345678</w:instrText></w:r></w:p>"),
        ("word/document.xml", "<!-- 13812345678 --><a/>"),
        ("word/_rels/document.xml.rels", "<R><Relationship Target='tel:13812345678'/></R>"),
        ("word/footnotes.xml", "<w:t>13812345678</w:t>"),
        ("word/footer1.xml", "<w:t>13812345678</w:t>"),
        ("word/comments.xml", "<w:comment w:author='13812345678'/>"),
        ("customXml/item1.xml", "<a b='13812345678'/>"),
        ("docProps/custom.xml", "<P><property name='电话'><v>13812345678</v></property></P>"),
        ("docProps/app.xml", "<P><Manager>13812345678</Manager></P>"),
        ("word/afchunk.htm", "<p>13812345678</p>"),
        ("word/afchunk.txt", "13812345678"),
        ("word/media/13812345678.png", ""),
        ("word/media/a.emf", "\u{1}13812345678\u{1}"),
        ("word/vbaProject.bin", "\u{0}13812345678\u{0}"),
        ("xl/pivotCache/records1.xml", "<r><n v='13812345678'/></r>"),
    ];
    for (name, part) in parts {
        says(&pieces("a.docx", &document(&[(name, part)])), MOBILE);
    }
    assert_eq!(unreadable("a.docx", &document(&[("word/afchunk.rtf", "{")]), &Limits::default()), Reason::Unsupported);
}

#[test]
fn a_picture_inside_a_document_that_cannot_be_taken_apart_is_told() {
    const WHOLE: &[u8] = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let with = |name: &str, picture: &[u8]| {
        pieces("a.docx", &zip_bytes(&[("[Content_Types].xml", b"<Types/>".to_vec()), (name, picture.to_vec())]))
    };
    let broken = |found: &[Piece]| found.iter().any(|piece| piece.note == Some(Note::BrokenPicture));
    for (name, picture) in [
        ("word/media/image1.gif", &WHOLE[..WHOLE.len() - 1]),
        ("word/media/image1.bin", &WHOLE[..WHOLE.len() - 1]),
        ("word/media/image1.png", b"13812345678"),
    ] {
        assert!(broken(&with(name, picture)), "{name}");
    }
    says(&with("word/media/image1.png", b"13812345678"), MOBILE);
    for (name, picture) in [("word/media/image1.gif", WHOLE), ("word/media/image1.emf", b"\x01\0\0\0")] {
        assert!(!broken(&with(name, picture)), "{name}");
    }
}

#[test]
fn what_texts_hold_folded_or_encoded_is_read() {
    let calendar = "BEGIN:VCALENDAR\r\nDESCRIPTION:电话 1381\r\n 2345678\r\nEND:VCALENDAR\r\n";
    says(&pieces("a.ics", calendar.as_bytes()), MOBILE);
    says(&pieces("a.txt", b"begin:vcard\nTEL:1381234\n\t5678\n"), MOBILE);
    let whole = "data:text/plain;base64,55S16K+dMTM4MTIzNDU2Nzg=";
    says(&pieces("a.txt", whole.as_bytes()), MOBILE);
    let encoded = concat!(
        "5ZCN5Y2V77ya5byg5LiJ77yM55S16K+dMTM4MTIzNDU2NzjvvIzkvY/lnYDkupHmsYnluILlkJHp\r\n",
        "mLPljLrmuZbnlZTooZfpgZM=\r\n"
    );
    let found = pieces("a.txt", format!("附件如下\r\n\r\n{encoded}").as_bytes());
    says(&found, MOBILE);
    assert!(found.iter().any(|piece| piece.place == "Base64 编码 正文"), "{found:#?}");
    for text in ["base64,", "base64,AAAA", "AAAAbbbb", "0123456789abcdef0123456789abcdef"] {
        assert_eq!(pieces("a.txt", text.as_bytes()).len(), 1, "{text}");
    }
    // Nothing that is read: the pixels of a picture.
    let font = format!("data:font/woff;base64,{}", "d09GRgABAAAAA".repeat(20));
    assert_eq!(pieces("a.txt", font.as_bytes()).len(), 1);
}

#[test]
fn what_stands_outside_the_parts_of_a_package_is_read() {
    let mut bytes = docx();
    bytes.extend(b"13800138000 behind");
    says(&pieces("a.docx", &bytes), "13800138000");
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.set_comment("13800138000").unwrap();
    archive.start_file("[Content_Types].xml", zip::write::SimpleFileOptions::default()).unwrap();
    says(&pieces("a.docx", &archive.finish().unwrap().into_inner()), "13800138000");
    // A part that the directory does not name.
    let hidden = zip(&[("word/hidden.xml", "<a>13800138000</a>".to_owned())]);
    let end = hidden.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let bytes = [&hidden[..end], &docx()].concat();
    assert_eq!(unreadable("a.docx", &bytes, &Limits::default()), Reason::Damaged);
}

#[test]
fn pictures_in_documents_say_where_they_were_taken() {
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0";
    let mut jpeg = b"\xFF\xD8\xFF\xE1".to_vec();
    jpeg.extend((exif.len() as u16 + 2).to_be_bytes());
    jpeg.extend(exif);
    jpeg.extend(b"\xFF\xFE\0\x0D13800138000\xFF\xD9");
    let parts = [("[Content_Types].xml", b"<a/>".to_vec()), ("word/media/image1.jpg", jpeg.clone())];
    let found = pieces("a.docx", &zip_bytes(&parts));
    assert!(found.iter().any(|piece| piece.note == Some(Note::TakenAt)), "{found:#?}");
    says(&found, "13800138000");
    let mut document = Document::load_mem(&plain_pdf(&[b"BT /F1 12 Tf (a) Tj ET"])).unwrap();
    document.add_object(Stream::new(dictionary! { "Subtype" => "Image", "Filter" => "DCTDecode" }, jpeg));
    assert!(pieces("a.pdf", &saved(document)).iter().any(|piece| piece.note == Some(Note::TakenAt)));
}

#[test]
fn every_part_of_a_workbook_is_read() {
    let mut parts = vec![
        (
            "xl/workbook.xml",
            "<w><sheets><sheet name='表' r:id='r1'/><sheet name='13700137000' state='hidden' r:id='r2'/></sheets><definedNames><definedName name='a'>\"13800138000\"</definedName></definedNames></w>",
        ),
        ("xl/_rels/workbook.xml.rels", "<R><Relationship Id='r1' Target='worksheets/sheet1.xml'/></R>"),
        ("xl/sharedStrings.xml", "<sst><si><t>王</t><rPh><t>13900139000</t></rPh></si></sst>"),
    ];
    let sheet = "<w><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'><f>HYPERLINK(\"tel:13600136000\")</f><v>1</v></c><c r='C1'><v>110105194912310000</v></c></row></sheetData><hyperlinks><hyperlink location='13500135000'/></hyperlinks></w>";
    parts.push(("xl/worksheets/sheet1.xml", sheet));
    let found = pieces("a.xlsx", &document(&parts));
    for text in ["13500135000", "13600136000", "13700137000", "13800138000", "13900139000"] {
        says(&found, text);
    }
    let lost = found.iter().find(|piece| piece.note == Some(Note::LostDigits)).unwrap();
    assert_eq!(lost.place, "工作表 表!C1");
    says(&pieces("a.xlsx", &xlsx()), "旧名单");
    says(&pieces("a.pptx", &pptx()), "讲稿");
}

#[test]
fn old_workbooks_give_what_their_cells_do_not() {
    let mut bytes = xls("Sheet1", 0, "x");
    bytes.extend("批注13800138000".encode_utf16().flat_map(u16::to_le_bytes));
    says(&pieces("a.xls", &bytes), "13800138000");
}

#[test]
fn a_text_that_says_what_notes_say_is_a_text() {
    let found = pieces("a.txt", "［图片带有拍摄位置］".as_bytes());
    assert!(found.iter().all(|piece| piece.note.is_none()), "{found:#?}");
    says(&found, "［图片带有拍摄位置］");
}

#[test]
fn tables_of_plain_text_have_cells() {
    let found = pieces("a.csv", "姓名,号码\n王某,\"110105\",19491231002X\n李某,1.10101E+17\n".as_bytes());
    says(&found, "王某 | 110105 | 19491231002X\n");
    assert_eq!(found[1].note, Some(Note::LostDigits));
    assert_eq!(found[1].place, "第3行第2列");
    says(&pieces("a.tsv", b"a\tb\n1\t2"), "1 | 2");
    says(&pieces("a.csv", b"=\"13812345678\",'13912345678\n"), MOBILE);
    assert!(pieces("a.csv", b"1.5E+3,2e5,E+17,1E\n").iter().all(|piece| piece.note.is_none()));
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn what_no_page_of_a_pdf_draws_is_read() {
    let page: &[u8] = b"BT /F1 12 Tf (a) Tj /Span <</ActualText (13500135000)>> BDC (b) Tj EMC ET";
    says(&pieces("a.pdf", &pdf(&[page])), "13500135000");
    let kerned = b"BT /F1 12 Tf [(138) 20 (1234) -50 (5678)] TJ ET";
    says(&pieces("a.pdf", &pdf(&[kerned])), MOBILE);
    let text = |value: &str| Object::string_literal(value);
    let objects = [
        dictionary! { "FT" => "Tx", "V" => text(MOBILE) },
        dictionary! { "Title" => text(MOBILE) },
        dictionary! { "S" => "JavaScript", "JS" => text(MOBILE) },
        dictionary! { "Type" => "Filespec", "F" => text("13812345678.txt") },
        dictionary! { "Type" => "OCG", "Name" => text(MOBILE) },
    ];
    for object in objects {
        let mut document = Document::load_mem(&plain_pdf(&[page])).unwrap();
        document.add_object(object);
        says(&pieces("a.pdf", &saved(document)), MOBILE);
    }
    let mut document = Document::load_mem(&plain_pdf(&[page])).unwrap();
    document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, docx()));
    says(&pieces("a.pdf", &saved(document)), "13912345678");
    let mut bytes = plain_pdf(&[page]);
    bytes.extend(b"\n13600136000");
    says(&pieces("a.pdf", &bytes), "13600136000");
}

#[test]
fn earlier_states_of_a_pdf_are_read() {
    let before = plain_pdf(&[b"BT /F1 12 Tf (13812345678) Tj ET"]);
    let document = Document::load_mem(&before).unwrap();
    let (_, page) = document.get_pages().into_iter().next().unwrap();
    let content = document.get_page_contents(page)[0];
    let mut change = lopdf::IncrementalDocument::create_from(before, document);
    let empty = Stream::new(dictionary! {}, b"BT /F1 12 Tf (none) Tj ET".to_vec());
    change.new_document.objects.insert(content, empty.into());
    let mut bytes = Vec::new();
    change.save_to(&mut bytes).unwrap();
    let found = pieces("a.pdf", &bytes);
    assert!(found.iter().any(|piece| piece.place == "旧版本 第1页" && piece.text.contains(MOBILE)), "{found:#?}");
    assert!(found.iter().any(|piece| piece.place == "第1页" && piece.text.contains("none")));
}

#[test]
fn codes_of_glyphs_are_no_text() {
    let mut document = Document::load_mem(&plain_pdf(&[b"BT /F1 12 Tf <00110012> Tj ET"])).unwrap();
    for object in document.objects.values_mut() {
        if let Object::Dictionary(font) = object
            && font.has(b"BaseFont")
        {
            font.set("Encoding", "Identity-H");
        }
    }
    assert_eq!(unreadable("a.pdf", &saved(document), &Limits::default()), Reason::Scanned);
}

#[test]
fn the_looks_of_an_annotation_are_read() {
    let mut document = Document::load_mem(&plain_pdf(&[b"BT /F1 12 Tf (a) Tj ET"])).unwrap();
    let form = dictionary! { "Type" => "XObject", "Subtype" => "Form" };
    let form = document.add_object(Stream::new(form, b"BT /F1 12 Tf (13812345678) Tj ET".to_vec()));
    let states = dictionary! { "On" => form };
    let annotation = dictionary! { "Type" => "Annot", "Subtype" => "Stamp", "AP" => dictionary! { "N" => states } };
    let annotation = document.add_object(annotation);
    let (_, page) = document.get_pages().into_iter().next().unwrap();
    document.get_dictionary_mut(page).unwrap().set("Annots", vec![annotation.into()]);
    let found = pieces("a.pdf", &saved(document));
    assert!(found.iter().any(|piece| piece.place == "批注外观 第1页" && piece.text.contains(MOBILE)), "{found:#?}");
}

#[test]
fn texts_of_a_page_that_touch_are_one() {
    let text = |content: &[u8]| {
        let found = pieces("a.pdf", &plain_pdf(&[content]));
        found.into_iter().find(|piece| piece.place == "第1页").unwrap().text
    };
    let three = b"BT /F1 12 Tf 50 500 Td (138) Tj ET BT /F1 12 Tf 68 500 Td (1234) Tj ET q Q BT 92 500 Td (5678) Tj ET";
    assert_eq!(text(three), MOBILE);
    let moved =
        b"q BT /F1 12 Tf (138) Tj ET Q q 1 0 0 1 0 90 cm BT /F1 12 Tf 18 0 Td (1234) Tj ET Q BT /F1 12 Tf (5) Tj ET";
    assert_eq!(text(moved), "138\n1234\n5");
    assert_eq!(text(b"BT /F1 12 Tf 14 TL 9 90 Td (138) Tj (12) ' 0 0 (34) \" ET"), "138\n12\n34");
}

#[test]
fn texts_of_a_page_are_read_where_they_are_placed() {
    let placed = |content: &[u8]| {
        let found = pieces("a.pdf", &plain_pdf(&[content]));
        found.into_iter().filter(|piece| piece.place == "第1页").nth(1).map(|piece| piece.text).unwrap_or_default()
    };
    let jumbled = b"BT /F1 12 Tf 1 0 0 1 92 500 Tm (5678) Tj 1 0 0 1 50 500 Tm (138) Tj 1 0 0 1 68 500 Tm (1234) Tj ET";
    assert_eq!(placed(jumbled).trim(), MOBILE);
    let between = b"BT /F1 12 Tf 50 500 Td (138) Tj 0 -40 Td (name) Tj 18 40 Td (1234) Tj 24 0 Td (5678) Tj ET";
    assert_eq!(placed(between).trim(), MOBILE);
    let columns = b"BT /F1 12 Tf 150 500 Td (1234) Tj -100 0 Td (138) Tj 200 0 Td (5678) Tj ET";
    assert_eq!(placed(columns), "", "what stands apart is not one");
    let moved = b"q BT /F1 12 Tf 68 500 Td (1234) Tj ET Q q 1 0 0 1 0 90 cm BT /F1 12 Tf 50 500 Td (138) Tj ET Q";
    assert_eq!(placed(moved), "", "what is moved by other ways has no place");
}

#[test]
fn what_programs_put_together_is_read_as_one() {
    let document = document(&[(
        "word/document.xml",
        "<w:p><w:r><w:t>138</w:t><w:sym w:font='S' w:char='F031'/><w:sym w:char='0032'/><w:t>345678</w:t></w:r></w:p>",
    )]);
    says(&pieces("a.docx", &document), MOBILE);
    says(&pieces("a.csv", "姓名,电话\n张三,\"=\"\"138\"\"&\"\"12345678\"\"\"\n".as_bytes()), MOBILE);
}
