//! The files beside an item: attachments and pictures, by name.

use super::files::Files;
use crate::diagnostic::{Diagnostic, Rule, Span, codes};
use crate::extract::picture;
use crate::model::Stored;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The composed form of a name, in which names are compared and published.
pub(super) fn normalise(name: &str) -> String {
    name.nfc().collect()
}

/// SHA-256 of some bytes, in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Every readable file of the content, with the path it has on disk: by that path, and by its normalised form. Where two
/// files have the same form, each is found as it is written, and never one in place of the other.
#[derive(Default)]
pub(super) struct Listing(HashMap<String, String>);

impl Listing {
    /// Adds the file at a path of this normalised form.
    pub(super) fn add(&mut self, path: &str, normal: String) {
        if normal != path {
            self.0.insert(path.to_owned(), path.to_owned());
            self.0.entry(normal).or_insert_with(|| path.to_owned());
        } else {
            self.0.insert(normal, path.to_owned());
        }
    }

    /// The path on disk of what is written as `path`.
    fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).or_else(|| self.0.get(&normalise(path))).map(String::as_str)
    }
}

/// A file that travels, as it was read.
pub(super) struct Held {
    /// What is published.
    pub file: Arc<Stored>,
    /// Its bytes on disk.
    pub bytes: Vec<u8>,
    /// The metadata that is not published.
    pub stripped: Vec<&'static str>,
    /// Whether it is a picture of which nobody can say what it carries.
    pub broken: bool,
}

/// Extensions of what a browser opens as a page of the site, with its scripts.
const PAGES: [&str; 10] = ["html", "htm", "shtml", "xhtml", "xht", "mht", "mhtml", "svg", "svgz", "xml"];

/// The finding that an attachment is opened as a page of the site; `None` if it is not.
pub(super) fn acts(name: &str, span: Span) -> Option<Diagnostic> {
    let (_, extension) = name.rsplit_once('.')?;
    if !PAGES.contains(&extension.to_ascii_lowercase().as_str()) {
        return None;
    }
    let (zh, en) = (
        format!("附件 {name} 会当作本站网页打开，里面可以有脚本"),
        format!("the attachment `{name}` opens as a page of this site, and can hold scripts"),
    );
    Some(
        Diagnostic::new(&codes::L013, span, zh, en)
            .help("打印或导出成 .pdf 再作附件；图表另存为 .png", "Print or export it as .pdf; save a chart as .png"),
    )
}

/// A file as it was read from a path, under the name that it travels by.
pub(super) fn held(path: &str, name: &str, bytes: Vec<u8>) -> Held {
    let (stripped, broken) = picture::strip(&bytes).map_or((None, true), |stripped| (stripped, false));
    let published = stripped.as_ref().map_or(&bytes, |picture| &picture.bytes);
    let file = Stored {
        path: path.into(),
        name: normalise(name).into(),
        size: published.len() as u64,
        sha256: sha256(published).into(),
    };
    let stripped = stripped.map(|picture| picture.found).unwrap_or_default();
    Held { file: Arc::new(file), bytes, stripped, broken }
}

/// What is published of a file of a theme: of a picture, what is left without its metadata.
pub fn without_metadata(bytes: Vec<u8>) -> Vec<u8> {
    picture::strip(&bytes).ok().flatten().map_or(bytes, |picture| picture.bytes)
}

/// The files beside one item, as names in its text find them.
pub(super) struct Beside<'f> {
    files: &'f dyn Files,
    listing: &'f Listing,
    content: &'f str,
    folder: &'f str,
}

impl<'f> Beside<'f> {
    /// The files in the folder of the item at `path`.
    pub(super) fn of(files: &'f dyn Files, listing: &'f Listing, content: &'f str, path: &'f str) -> Self {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self { files, listing, content, folder }
    }

    /// Whether a file of this name lies beside the item.
    pub(super) fn has(&self, name: &str) -> bool {
        self.on_disk(name).is_some()
    }

    /// Reads a file beside the item; `None` if there is none. What is published of a picture is without its metadata.
    pub(super) fn store(&self, name: &str) -> Option<Held> {
        let path = self.on_disk(name)?;
        Some(held(path, name, self.files.read(path).ok()?))
    }

    /// The finding that a file is not there, with the name that was nearly meant.
    pub(super) fn missing(&self, rule: &'static Rule, name: &str, span: Span) -> Diagnostic {
        if self.has(name) {
            let (zh, en) = (format!("{name} 打不开"), format!("`{name}` cannot be opened"));
            return Diagnostic::new(&codes::F027, span, zh, en).help(
                "关闭正在使用它的程序，检查它的权限，再运行一次",
                "Close the program that holds it, look at its permissions, and run this again",
            );
        }
        let (zh, en) = (format!("事项旁边没有 {name}"), format!("there is no `{name}` beside the item"));
        let finding = Diagnostic::new(rule, span, zh, en);
        if name.contains(['/', '\\']) {
            return finding.help(
                "只写文件名，不写文件夹；文件要和事项放在同一个文件夹里",
                "Write its name alone; the file lies in the folder of the item, not below it",
            );
        }
        let wanted = normalise(&format!("{}/{name}", self.folder)).to_lowercase();
        let beside = self.listing.0.keys().filter(|path| path.starts_with(self.folder));
        let near = beside.filter(|path| path.to_lowercase() == wanted).min();
        match near.and_then(|path| path.rsplit('/').next()) {
            Some(near) => finding.help(
                format!("有一个大小写不同的文件 {near}，请写成一样"),
                format!("There is `{near}`, which differs in case: write it the same"),
            ),
            None => finding.help("把文件放在事项旁边，或改正文件名", "Put the file beside the item, or mend its name"),
        }
    }

    /// The content path that a relative link leads to, if a file is there.
    pub(super) fn resolve(&self, relative: &str) -> Option<String> {
        let mut parts: Vec<&str> = self.folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        let inside = path.strip_prefix(self.content).is_some_and(|rest| rest.starts_with('/'));
        if inside { self.listing.get(&path).map(str::to_owned) } else { None }
    }

    fn on_disk(&self, name: &str) -> Option<&'f str> {
        if name.is_empty() || name.contains(['/', '\\']) || name.to_ascii_lowercase().ends_with(".md") {
            return None;
        }
        self.listing.get(&format!("{}/{name}", self.folder))
    }
}
