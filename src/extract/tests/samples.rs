//! Small attachments of every format.

use lopdf::{Document, Object, Stream, dictionary};
use std::io::{Cursor, Read, Write};

pub(super) fn zip_bytes(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(part).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub(super) fn zip(parts: &[(&str, String)]) -> Vec<u8> {
    zip_bytes(&parts.iter().map(|(name, part)| (*name, part.clone().into_bytes())).collect::<Vec<_>>())
}

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");

pub(super) fn docx() -> Vec<u8> {
    let parts = [
        TYPES,
        (
            "word/document.xml",
            r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>
            <w:p><w:r><w:t>身份证</w:t></w:r> <w:ins><w:r><w:t>110105</w:t></w:r></w:ins>
            <w:r><w:t>19491231002X</w:t></w:r></w:p>
            <w:p><w:del><w:r><w:delText>13812345678</w:delText></w:r></w:del><w:r><w:instrText>HYPERLINK "mailto:zhang@qq.com"</w:instrText><w:t>甲&amp;乙</w:t></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>账号</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:p><w:r><w:t>张三</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>123456</w:t></w:r><w:r><w:t>789012</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <wp:docPr descr="图中人的住址"/></w:body></w:document>"#,
        ),
        ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>机密★10年</w:t></w:r></w:p></w:hdr>"),
        (
            "word/comments.xml",
            "<w:comments><w:comment w:author='赵六'><w:p><w:r><w:t>电话13912345678</w:t></w:r></w:p></w:comment></w:comments>",
        ),
        ("docProps/core.xml", "<cp:coreProperties><dc:creator>李四</dc:creator></cp:coreProperties>"),
        ("docProps/app.xml", "<Properties><Company>办公室</Company></Properties>"),
        (
            "docProps/custom.xml",
            "<Properties><property name='密级'><vt:lpwstr>秘密</vt:lpwstr></property></Properties>",
        ),
        (
            "word/_rels/document.xml.rels",
            "<R><Relationship Id='r1' TargetMode='External' Target='tel:13712345678'/></R>",
        ),
    ];
    let mut all: Vec<(&str, Vec<u8>)> = parts.iter().map(|(name, part)| (*name, part.as_bytes().to_vec())).collect();
    all.push(("word/embeddings/book.xlsx", xlsx()));
    zip_bytes(&all)
}

pub(super) fn xlsx() -> Vec<u8> {
    let parts = [
        TYPES,
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="名单" sheetId="1" r:id="rId1"/><sheet name="Sheet2" state="veryHidden" r:id="rId2"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<R><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></R>"#,
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>姓名</t></si><si><t>手机</t></si><si><r><t>王</t></r><r><t>五</t></r><rPh><t>wang</t></rPh></si><si><t>旧名单</t></si></sst>",
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet><cols><col min="5" max="5" hidden="1"/></cols><sheetData>
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
            <row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>1.3812345678E10</v></c></row>
            <row r="3" hidden="1"><c r="A3"><v>13912345678</v></c></row>
            <row r="4"><c r="A4" s="1"><v>32939</v></c><c r="E4" t="str"><v>隐藏列</v></c></row>
            </sheetData><headerFooter><oddHeader>&amp;C内部资料</oddHeader></headerFooter></worksheet>"#,
        ),
        (
            "xl/worksheets/sheet2.xml",
            r#"<worksheet><sheetData><row><c t="inlineStr"><is><t>行内</t></is></c></row></sheetData></worksheet>"#,
        ),
        (
            "xl/comments1.xml",
            "<comments><commentList><comment><text><r><t>见身份证</t></r></text></comment></commentList></comments>",
        ),
    ];
    zip(&parts.map(|(name, part)| (name, part.to_owned())))
}

pub(super) fn pptx() -> Vec<u8> {
    let parts = [
        TYPES,
        ("ppt/presentation.xml", "<p:presentation/>"),
        ("ppt/slides/slide1.xml", "<p:sld><a:p><a:r><a:t>第一张</a:t></a:r></a:p></p:sld>"),
        ("ppt/slides/slide2.xml", "<p:sld show='0'><a:p><a:r><a:t>藏着的</a:t></a:r></a:p></p:sld>"),
        ("ppt/notesSlides/notesSlide1.xml", "<p:notes><a:p><a:r><a:t>讲稿</a:t></a:r></a:p></p:notes>"),
    ];
    zip(&parts.map(|(name, part)| (name, part.to_owned())))
}

/// A compound file with one stream of at least 4,096 bytes.
pub(super) fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let sectors = stream.len().div_ceil(512).max(8);
    let mut header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    header.extend([0; 16]);
    for short in [0x3E_u16, 3, 0xFFFE, 9, 6, 0, 0, 0] {
        header.extend(short.to_le_bytes());
    }
    // Sectors: 0 the table of sectors, 1 the directory, 2 and on the stream.
    for long in [0, 1, 1, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0, 0_u32] {
        header.extend(long.to_le_bytes());
    }
    header.resize(512, 0xFF);
    let mut table: Vec<u32> = vec![0xFFFF_FFFD, 0xFFFF_FFFE];
    table.extend((0..sectors as u32 - 1).map(|sector| sector + 3));
    table.push(0xFFFF_FFFE);
    table.resize(128, 0xFFFF_FFFF);
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = entry.len() as u16 + 2;
        entry.resize(64, 0);
        entry.extend(length.to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend([0xFF; 8]);
        entry.extend(child.to_le_bytes());
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(u64::from(size).to_le_bytes());
        entry
    };
    let mut directory = entry("Root Entry", 5, 1, 0xFFFF_FFFE, 0);
    directory.extend(entry(name, 2, 0xFFFF_FFFF, 2, (sectors * 512) as u32));
    directory.resize(512, 0);
    let mut stream = stream.to_vec();
    stream.resize(sectors * 512, 0);
    [header, table.iter().flat_map(|sector| sector.to_le_bytes()).collect(), directory, stream].concat()
}

/// A workbook of one sheet with one cell.
pub(super) fn xls(sheet: &str, state: u8, text: &str) -> Vec<u8> {
    let record = |id: u16, data: &[u8]| [&id.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat();
    let begin = |kind: u16| {
        let mut data = Vec::new();
        for short in [0x0600, kind, 0, 0, 0, 0, 0, 0] {
            data.extend(short.to_le_bytes());
        }
        record(0x0809, &data)
    };
    let bound = |start: u32| {
        let mut data = start.to_le_bytes().to_vec();
        data.extend([state, 0, sheet.len() as u8, 0]);
        data.extend(sheet.as_bytes());
        record(0x0085, &data)
    };
    let end = record(0x000A, &[]);
    let start = [begin(5), bound(0), end.clone()].concat().len() as u32;
    let mut cell = vec![0, 0, 0, 0, 0, 0];
    cell.extend((text.len() as u16).to_le_bytes());
    cell.push(0);
    cell.extend(text.as_bytes());
    let dimensions = record(0x0200, &[0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
    let book = [begin(5), bound(start), end.clone(), begin(0x10), dimensions, record(0x0204, &cell), end].concat();
    compound("Workbook", &book)
}

/// A package with some bytes of its parts changed.
pub(super) fn damaged(package: &[u8], random: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut part = Vec::new();
        file.read_to_end(&mut part).unwrap();
        for _ in 0..random(4) {
            let at = random(part.len());
            part[at] = b"<>/&;\"'=\0\xFF a9"[random(13)];
        }
        parts.push((file.name().unwrap().into_owned(), part));
    }
    let parts: Vec<(&str, Vec<u8>)> = parts.iter().map(|(name, part)| (name.as_str(), part.clone())).collect();
    zip_bytes(&parts)
}

/// A document with a page for each content, packed.
pub(super) fn pdf(contents: &[&[u8]]) -> Vec<u8> {
    let mut document = Document::load_mem(&plain_pdf(contents)).unwrap();
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// As [`pdf`], not packed.
pub(super) fn plain_pdf(contents: &[&[u8]]) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding" });
    let han = dictionary! { "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "SimSun", "Encoding" => "GBK-EUC-H" };
    let image = document.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray" },
        vec![0],
    ));
    let resources = document.add_object(dictionary! {
        "Font" => dictionary! { "F1" => font, "F2" => han }, "XObject" => dictionary! { "Im1" => image },
    });
    let mut kids = Vec::new();
    for content in contents {
        let content = document.add_object(Stream::new(dictionary! {}, content.to_vec()));
        let page = dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources };
        kids.push(Object::from(document.add_object(page)));
    }
    let count = kids.len() as i64;
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    let author: Vec<u8> = [0xFE, 0xFF].into_iter().chain("张三".encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let info =
        document.add_object(dictionary! { "Author" => Object::String(author, lopdf::StringFormat::Hexadecimal) });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A document whose pages may draw a form of that content, `Fm1`.
pub(super) fn with_form(pdf: &[u8], content: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    let form = Stream::new(dictionary! { "Type" => "XObject", "Subtype" => "Form" }, content.to_vec());
    let form = document.add_object(form);
    let page = document.get_pages().into_values().next().unwrap();
    let resources = document.get_dictionary(page).unwrap().get(b"Resources").unwrap().as_reference().unwrap();
    let resources = document.get_object_mut(resources).and_then(Object::as_dict_mut).unwrap();
    resources.get_mut(b"XObject").and_then(Object::as_dict_mut).unwrap().set("Fm1", form);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
