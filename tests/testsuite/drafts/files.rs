//! Attachments whose text can be read, and which say more in their properties.

use super::{Audience, Draft};
use crate::scratch::picture;
use crate::site::Item;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// The kinds of attachment, by the end of their names.
pub(crate) const KINDS: [&str; 3] = ["csv", "txt", "docx"];

/// An attachment of a kind with words in all that it holds. Nothing in it is compressed, so that they can be found.
pub(crate) fn attachment(kind: &str, mut word: impl FnMut(&str) -> String) -> Vec<u8> {
    match kind {
        "docx" => docx(&word("text of a document"), &word("comment of a document"), &word("author of a document")),
        "csv" => format!("事项,说明\n一,{}\n", word("cell of a table")).into_bytes(),
        _ => format!("说明：{}\n", word("text of a file")).into_bytes(),
    }
}

fn docx(text: &str, comment: &str, author: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "word/document.xml",
            format!("<w:document><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"),
        ),
        (
            "word/comments.xml",
            format!("<w:comments><w:comment><w:p><w:r><w:t>{comment}</w:t></w:r></w:p></w:comment></w:comments>"),
        ),
        ("docProps/core.xml", format!("<cp:coreProperties><dc:creator>{author}</dc:creator></cp:coreProperties>")),
    ] {
        archive.start_file(name, stored).expect("a part");
        archive.write_all(part.as_bytes()).expect("a part is written");
    }
    archive.finish().expect("an archive").into_inner()
}

/// An item with the attachments and the picture of a draft; without what is internal, where it is made bare.
pub(super) fn beside(mut item: Item, draft: &Draft, bare: bool, whole: Audience) -> Item {
    let kept = draft.attachments.iter().enumerate().filter(|(_, (internal, _))| !(bare && *internal));
    let id = item.id.clone();
    let mut lines = String::new();
    for (n, (internal, kind)) in kept {
        let audience = if *internal && whole != Audience::Specific { ", audience: internal" } else { "" };
        let kind = KINDS[kind % KINDS.len()];
        lines += &format!("\n  - {{file: table-{n}.{kind}, title: 附表{n}{audience}}}");
        item = item.beside(&format!("table-{n}.{kind}"), attachment(kind, |_| format!("{id} {n}")));
    }
    if draft.picture.is_some_and(|internal| !(bare && internal)) {
        item = item.beside("map.png", picture(&format!("picture of {id}")));
    }
    if lines.is_empty() { item } else { item.line(format!("attachments:{lines}")) }
}
