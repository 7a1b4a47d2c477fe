//! The text of an item or organisation: cut by clearance, with its links and pictures.

use super::TextFile;
use super::beside::{Beside, Held};
use super::prose;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::markdown::{self, FaultKind, Passage, RESERVED, Reference, Scan};
use crate::model::{Attachment, Body, Clearance, LinkTarget, NamedLink, Picture};
use memchr::memchr2;
use std::collections::HashSet;
use std::sync::Arc;

/// A picture that a text shows, as it was read, and where.
pub(super) struct Shown {
    pub picture: Picture,
    pub held: Held,
    pub range: std::ops::Range<usize>,
}

/// A text that is to be read.
pub(super) struct Written<'f> {
    pub file: &'f TextFile<'f>,
    /// Where it begins in its file.
    pub start: usize,
    /// Of the item or organisation.
    pub clearance: Clearance,
    /// Whether its first words are wanted.
    pub opening: bool,
}

/// Reads a text: its passages, what it names, and what it may not hold. A public text is scanned by itself, since what
/// the public sees is parsed by itself.
pub(super) fn read(
    written: Written<'_>,
    files: &mut Beside<'_>,
    attachments: &[Attachment],
    sink: &mut Diagnostics,
) -> (Body, Vec<Shown>) {
    let Written { file, start, clearance, opening } = written;
    let TextFile { path, text, source } = file;
    let passages = cut(file, start, sink);
    prose::check(path, text, start, sink);
    let mixed = passages.iter().any(|passage| passage.internal);
    let full = markdown::visible(text, &passages, true);
    let single = passages.first().filter(|_| !mixed).map(|passage| passage.range.clone());
    let shift = single.as_ref().map(|range| range.start);
    let scanned = single.map_or(&*full, |range| &text[range]);
    let whole = markdown::scan(scanned, opening);
    let mut body = Body { source: *source, full_text: *blake3::hash(full.as_bytes()).as_bytes(), ..Body::default() };
    let visible = mixed.then(|| markdown::visible(text, &passages, false));
    let public: Option<Scan> = visible.as_ref().map(|visible| markdown::scan(visible, opening));
    body.public_text = visible.as_ref().map_or(body.full_text, |visible| *blake3::hash(visible.as_bytes()).as_bytes());
    let inside = passages.iter().filter(|passage| passage.internal).map(|passage| &text[passage.range.clone()]);
    body.internal_text = *blake3::hash(inside.collect::<Vec<_>>().join("\n\n").as_bytes()).as_bytes();
    let open: HashSet<(&str, bool)> =
        public.iter().flat_map(|s| &s.references).map(|r| (r.target.as_str(), r.image)).collect();
    let mut reader = Names { path, text, start, shift, files, attachments, clearance, pictures: Vec::new(), sink };
    // An internal passage may swallow, in the whole text, what the public text holds: both are looked through.
    let scans = || [(scanned, Some(&whole)), (visible.as_deref().unwrap_or_default(), public.as_ref())];
    let mut told: HashSet<(usize, usize)> = HashSet::new();
    for (text, scan) in scans().into_iter().filter_map(|(text, scan)| Some((text, scan?))) {
        for range in &scan.html {
            let span = reader.span(range.clone(), &text[range.clone()]);
            if told.insert((span.start, span.end)) {
                reader.sink.push(raw_html(span));
            }
        }
        for picture in scan.references.iter().filter(|reference| reference.image && !reference.described) {
            let span = reader.span(picture.range.clone(), &picture.target);
            if told.insert((span.start, span.end)) {
                reader.sink.push(undescribed(span, &picture.target));
            }
        }
    }
    let mut named = HashSet::new();
    for reference in scans().into_iter().filter_map(|(_, scan)| scan).flat_map(|scan| &scan.references) {
        let internal =
            mixed && clearance == Clearance::Public && !open.contains(&(reference.target.as_str(), reference.image));
        let link = reader.name(reference, internal);
        if named.insert((Arc::clone(&link.target), is_picture(&link.to))) {
            body.links.push(link);
        }
    }
    let pictures = reader.pictures;
    body.links.shrink_to_fit();
    body.opening = public.map_or(whole.opening, |scan| scan.opening).into();
    body.passages = passages;
    (body, pictures)
}

/// Cuts a text into passages; findings for markers and characters that are not understood.
fn cut(file: &TextFile<'_>, start: usize, sink: &mut Diagnostics) -> Vec<Passage> {
    let TextFile { path, text, source: _ } = file;
    // Their UTF-8 begins with one of two bytes that other text hardly has.
    let suspect = memchr2(0xEE, 0xF0, text.as_bytes()).is_some();
    for (at, c) in suspect.then(|| text.match_indices(RESERVED)).into_iter().flatten() {
        let span = Span::new(path, at..at + c.len());
        sink.push(
            Diagnostic::new(&codes::L010, span, "这个字符由程序保留", "this character is reserved")
                .help("删去它", "Delete it"),
        );
    }
    let (passages, faults) = markdown::cut(text, start);
    for fault in faults {
        sink.push(marker_fault(path, fault.kind, fault.range));
    }
    passages
}

/// What can be said of the text of a file whose front matter cannot be read, so that a clerk hears everything at once;
/// and its passages.
pub(super) fn survey(file: &TextFile<'_>, start: usize, sink: &mut Diagnostics) -> Vec<Passage> {
    let passages = cut(file, start, sink);
    for range in markdown::scan(&file.text[start..], false).html {
        sink.push(raw_html(Span::new(&file.path, range.start + start..range.end + start)));
    }
    passages
}

fn undescribed(span: Span, target: &str) -> Diagnostic {
    let (zh, en) = (
        format!("图片 {target} 没有文字说明，看不见图的人不知道是什么"),
        format!("the picture `{target}` has no words for those who do not see it"),
    );
    Diagnostic::new(&codes::L014, span, zh, en).help(
        format!("在方括号里写明图上有什么，例如 ![三个季度开业数量对比图]({target})；只作装饰的请删去"),
        format!("Say in the brackets what it shows: ![…]({target}); delete it if it is mere decoration"),
    )
}

fn raw_html(span: Span) -> Diagnostic {
    Diagnostic::new(&codes::L006, span, "正文里有 HTML 标签或注释", "the text holds raw HTML")
        .help("删去标签，用 Markdown 的写法；要写 < 请写 \\<", "Use Markdown; write \\< for a plain <")
}

fn is_picture(to: &LinkTarget) -> bool {
    matches!(to, LinkTarget::Picture(_))
}

fn marker_fault(path: &Arc<str>, kind: FaultKind, range: std::ops::Range<usize>) -> Diagnostic {
    let (zh, en) = match kind {
        FaultKind::Wide => ("段落标记的冒号要用半角", "the colons of a passage marker are ASCII ones"),
        FaultKind::Unknown => ("看不懂这个段落标记", "this passage marker is not understood"),
        FaultKind::Unclosed => ("党内段落没有结束", "this internal passage does not end"),
        FaultKind::Unopened => ("这里结束了一个没有开始的段落", "this ends a passage that did not begin"),
        FaultKind::Nested => ("党内段落里又开始了党内段落", "an internal passage begins within another"),
        FaultKind::Laxer => ("段落只能比事项更严，不能更宽", "a passage may be stricter than its item, never laxer"),
    };
    let rule = if kind == FaultKind::Laxer { &codes::C007 } else { &codes::L009 };
    Diagnostic::new(rule, Span::new(path, range), zh, en).help(
        "党内段落以单独成行的 ::: internal 开始，以单独成行的 ::: 结束",
        "Write `::: internal` and `:::`, each on a line of its own",
    )
}

struct Names<'a, 'f> {
    path: &'a Arc<str>,
    text: &'a str,
    /// Where the text begins in the file.
    start: usize,
    /// How far the scanned text is shifted in the file; unknown where passages were cut.
    shift: Option<usize>,
    files: &'a mut Beside<'f>,
    attachments: &'a [Attachment],
    clearance: Clearance,
    pictures: Vec<Shown>,
    sink: &'a mut Diagnostics,
}

impl Names<'_, '_> {
    fn span(&self, range: std::ops::Range<usize>, needle: &str) -> Span {
        let found = match self.shift {
            Some(shift) => range.start + shift..range.end + shift,
            None => {
                let at = self.text[self.start..].find(needle).map(|at| at + self.start);
                at.map_or(self.start..self.start, |at| at..at + needle.len())
            }
        };
        Span::new(self.path, found)
    }

    fn name(&mut self, reference: &Reference, internal: bool) -> NamedLink {
        let target = reference.target.as_str();
        let span = self.span(reference.range.clone(), target);
        let to = if reference.image { self.picture(target, internal, &span) } else { self.link(target, &span) };
        NamedLink { target: target.into(), internal, to, mark: (span.start..span.end).into() }
    }

    fn link(&mut self, target: &str, span: &Span) -> LinkTarget {
        if target.starts_with('#') {
            return LinkTarget::Anchor;
        }
        if let Some((scheme, _)) =
            target.split_once(':').filter(|(s, _)| s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+'))
        {
            let scheme = scheme.to_ascii_lowercase();
            if matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel") && !target.contains(char::is_control) {
                return LinkTarget::External;
            }
        }
        if target.is_empty()
            || target.contains(':')
            || target.starts_with(['/', '\\'])
            || target.contains(char::is_control)
        {
            let (zh, en) = (format!("不允许这样的链接：{target}"), format!("`{target}` is not a link that is allowed"));
            self.sink.push(Diagnostic::new(&codes::L005, span.clone(), zh, en).help(
                "只用 https 网址、mailto、tel，或指向另一事项的编号、相对路径",
                "Use https, mailto, tel, or another item by id or relative path",
            ));
            return LinkTarget::Broken;
        }
        let (plain, fragment) = target.split_once('#').map_or((target, None), |(t, f)| (t, Some(Arc::from(f))));
        let decoded = crate::address::decode(plain);
        if decoded.to_ascii_lowercase().ends_with(".md") {
            let path = self.files.resolve(&decoded);
            return path.map_or_else(|| self.broken(target, span), |path| LinkTarget::Path(path.into(), fragment));
        }
        if !decoded.contains(['/', '.']) {
            return LinkTarget::Id(decoded.into(), fragment);
        }
        self.attachment(&decoded, span)
    }

    fn attachment(&mut self, name: &str, span: &Span) -> LinkTarget {
        let bare = name.strip_prefix("./").unwrap_or(name);
        let wanted = super::beside::normalise(bare);
        match self.attachments.iter().position(|a| *a.file.name == *wanted) {
            Some(position) => LinkTarget::Attachment(position),
            None if self.files.has(bare) => {
                let (zh, en) =
                    (format!("{bare} 没有列入 attachments"), format!("`{bare}` is not listed in attachments"));
                self.sink.push(Diagnostic::new(&codes::L008, span.clone(), zh, en).help(
                    format!("在文前信息里加上 attachments: [{{ file: {bare}, title: …… }}]"),
                    format!("Add attachments: [{{ file: {bare}, title: … }}] to the front matter"),
                ));
                LinkTarget::Broken
            }
            None => self.broken(name, span),
        }
    }

    fn broken(&mut self, target: &str, span: &Span) -> LinkTarget {
        let (zh, en) = (format!("链接 {target} 找不到"), format!("the link `{target}` leads nowhere"));
        let (help_zh, help_en) = match target.starts_with("www.") {
            true => (format!("是网址的，前面加上 https://：https://{target}"), format!("Write https://{target}")),
            false => ("检查文件名或事项编号".to_owned(), "Check the file name or the item's id".to_owned()),
        };
        self.sink.push(Diagnostic::new(&codes::L001, span.clone(), zh, en).help(help_zh, help_en));
        LinkTarget::Broken
    }

    fn picture(&mut self, target: &str, internal: bool, span: &Span) -> LinkTarget {
        let name = crate::address::decode(target);
        let bare = name.strip_prefix("./").unwrap_or(&name);
        let extension = bare.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
        if bare.contains([':', '/', '\\']) || !matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp") {
            let (zh, en) = (format!("图片 {target} 不能用"), format!("the picture `{target}` cannot be used"));
            self.sink.push(Diagnostic::new(&codes::L007, span.clone(), zh, en).help(
                "把 PNG、JPEG、GIF 或 WebP 图片放在事项旁边，只写文件名",
                "Put a PNG, JPEG, GIF or WebP file beside the item and write its name only",
            ));
            return LinkTarget::Broken;
        }
        let wanted = super::beside::normalise(bare);
        let stricter = self.attachments.iter().find(|a| *a.file.name == *wanted && a.clearance > self.clearance);
        if let Some(attachment) = stricter.filter(|_| !internal) {
            let name = &attachment.file.name;
            let (zh, en) = (
                format!("正文把党内附件 {name} 当作图片公开"),
                format!("the text shows `{name}`, which is an internal attachment"),
            );
            self.sink.push(Diagnostic::new(&codes::C007, span.clone(), zh, en).help(
                "把图片放进 ::: internal 党内段落，或改正附件的公开范围",
                "Put the picture into an `::: internal` passage, or mend the attachment's audience",
            ));
            return LinkTarget::Broken;
        }
        if let Some(position) = self.pictures.iter().position(|p| *p.picture.file.name == *wanted) {
            self.pictures[position].picture.internal &= internal;
            return LinkTarget::Picture(position);
        }
        match self.files.store(bare) {
            Some(held) => {
                let picture = Picture { file: Arc::clone(&held.file), internal };
                self.pictures.push(Shown { picture, held, range: span.start..span.end });
                LinkTarget::Picture(self.pictures.len() - 1)
            }
            None => {
                let finding = self.files.missing(&codes::L004, bare, span.clone());
                self.sink.push(finding);
                LinkTarget::Broken
            }
        }
    }
}
