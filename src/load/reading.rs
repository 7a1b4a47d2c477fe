//! Texts as they are read: whatever the encoding, and what is found where one cannot be.

use super::{Files, Placed, front_matter, keys, narrow};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::source::{Decoded, Encoding, Table, decode};
use std::borrow::Cow;
use std::io;
use std::sync::Arc;

/// A file of text, decoded.
pub(super) struct TextFile<'f> {
    pub(super) path: Arc<str>,
    pub(super) text: Cow<'f, str>,
    /// Blake3 of its bytes.
    pub(super) source: [u8; 32],
}

/// The text of an input file as it is now, for showing findings; `None` when it is gone or unreadable.
pub fn text_of(files: &dyn Files, path: &str) -> Option<String> {
    match decode(&files.read(path).ok()?) {
        Decoded::Text(text, _) => Some(text),
        Decoded::Unreadable => None,
    }
}

/// The title that the text of an item gives it.
pub fn title_of(text: &str) -> Option<Arc<str>> {
    let (path, mut unsaid) = (Arc::<str>::from(""), Diagnostics::default());
    let front = &text[front_matter::split(text)?.front];
    let narrowed = narrow::normalise(&path, front, 0, &mut unsaid);
    let node = front_matter::parse(&path, front, &narrowed, 0, &mut unsaid)?;
    keys::short(&mut Table::new(&path, node, &mut unsaid), "title")
}

/// Whether nothing is left in a file.
pub(super) fn is_blank(files: &dyn Files, path: &str) -> bool {
    text_of(files, path).is_some_and(|text| text.trim().is_empty())
}

/// Reads a text, unless it is held already; `None`, with a finding, if it is no text or cannot be opened.
pub(super) fn read_file<'f>(files: &'f dyn Files, path: &Arc<str>, sink: &mut Diagnostics) -> Option<TextFile<'f>> {
    let path = Arc::clone(path);
    if let Some((text, source)) = files.held(&path) {
        return Some(TextFile { path, text: Cow::Borrowed(text), source });
    }
    let bytes = files.read(&path).map_err(|error| sink.push(not_opened(&path, &error))).ok()?;
    let source = *blake3::hash(&bytes).as_bytes();
    read_text(&path, &bytes, sink).map(|text| TextFile { path, text: Cow::Owned(text), source })
}

/// F027: a file that is there and cannot be opened.
pub fn not_opened(path: &Arc<str>, error: &io::Error) -> Diagnostic {
    let (zh, en) = match error.kind() {
        io::ErrorKind::IsADirectory => ("这是文件夹，不是文件".to_owned(), "this is a folder, and no file".to_owned()),
        io::ErrorKind::InvalidInput => ("这不是普通文件".to_owned(), "this is no plain file".to_owned()),
        io::ErrorKind::PermissionDenied => (
            "没有权限读取这个文件，或正被别的程序占用".to_owned(),
            "this file may not be read, or another program holds it".to_owned(),
        ),
        _ => {
            let why = Placed::of(error).map_or_else(|| error.to_string(), |placed| placed.source.to_string());
            (format!("这个文件打不开：{why}"), format!("this file cannot be opened: {why}"))
        }
    };
    Diagnostic::new(&codes::F027, Span::file(path), zh, en).help(
        "关闭正在使用它的程序，检查它的权限和名称，再运行一次",
        "Close the program that holds it, look at its permissions and name, and run this again",
    )
}

/// A text of these bytes; `None`, with a finding, if they are none.
pub(super) fn read_text(path: &Arc<str>, bytes: &[u8], sink: &mut Diagnostics) -> Option<String> {
    match decode(bytes) {
        Decoded::Text(text, encoding) => {
            let read_as = match encoding {
                Encoding::Utf8 => None,
                Encoding::Gb18030 => {
                    Some(("文件不是 UTF-8，已按 GB18030 读取", "the file is not UTF-8 and was read as GB18030"))
                }
                Encoding::Utf16 => {
                    Some(("文件是 UTF-16（“Unicode 文本”）", "the file is UTF-16, which Windows calls Unicode text"))
                }
            };
            if let Some((zh, en)) = read_as {
                let finding = Diagnostic::new(&codes::F011, Span::file(path), zh, en);
                sink.push(finding.help("在编辑器里另存为 UTF-8", "Save it as UTF-8"));
            }
            Some(text)
        }
        Decoded::Unreadable => {
            let finding = Diagnostic::new(
                &codes::F010,
                Span::file(path),
                "文件既不是 UTF-8 也不是 GB18030",
                "the file is neither UTF-8 nor GB18030",
            );
            sink.push(
                finding.help("确认它是文本文件，并另存为 UTF-8", "Make sure that it is text, and save it as UTF-8"),
            );
            None
        }
    }
}
