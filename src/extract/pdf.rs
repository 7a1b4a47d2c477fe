//! PDF: the text of each page, its annotations and form fields, and the properties of the document.

use super::budget::Budget;
use super::guard::guarded;
use super::pdf_text::Page;
use super::strings::strings;
use super::word::telling;
use super::{Note, Piece, Reason, pdf_parts};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

/// No stream of a real document unpacks to more.
const LARGEST_STREAM: usize = 64 << 20;

/// No stream of objects of a real document unpacks to more: all of it is parsed at once.
const LARGEST_OBJECTS: usize = 4 << 20;

/// Earlier states of one file that are read.
const MOST_REVISIONS: usize = 16;

/// Reads a document.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    let mut pieces = guarded(|| pages(bytes, budget))?;
    // A change is written behind the file that was there: what it took out can still be read.
    let ends = bytes.windows(5).enumerate().filter(|(_, window)| *window == b"%%EOF").map(|(at, _)| at + 5);
    let ends: Vec<usize> = ends.take(MOST_REVISIONS).collect();
    let (last, earlier) = ends.split_last().map_or((bytes.len(), [].as_slice()), |(last, earlier)| (*last, earlier));
    for end in earlier {
        budget.unpacked(*end)?;
        // The first part of a file that was laid out for the web is none by itself.
        for piece in guarded(|| pages(&bytes[..*end], budget)).unwrap_or_default() {
            if !pieces.iter().any(|known| known.text == piece.text) {
                pieces.push(Piece { place: format!("旧版本 {}", piece.place), ..piece });
            }
        }
    }
    pieces.push(Piece::new("文件末尾", strings(&bytes[last..])));
    Ok(pieces)
}

fn pages(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    pdf_parts::file(bytes)?;
    let options = LoadOptions::with_max_decompressed_size(LARGEST_OBJECTS.min(budget.bytes_left()));
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword | lopdf::Error::AlreadyEncrypted => {
            Reason::Encrypted
        }
        lopdf::Error::Decompress(_) => Reason::TooLarge,
        _ if bytes.windows(8).any(|window| window == b"/Encrypt") => Reason::Encrypted,
        _ => Reason::Damaged,
    })?;
    if document.is_encrypted() {
        return Err(Reason::Encrypted);
    }
    let mut pieces = properties(&document, budget)?;
    objects(&document, budget, &mut pieces)?;
    let (mut any_text, mut images) = (false, Vec::new());
    let all = document.get_pages();
    if all.is_empty() {
        return Err(Reason::Damaged);
    }
    for (number, id) in all {
        budget.worked(10)?;
        let mut page = Page::new(&document, id);
        page.read(budget)?;
        pieces.push(Piece::new(format!("替代文字 第{number}页"), page.labels));
        if page.text.trim().is_empty() && page.images > 0 || page.unread > 0 {
            images.push(number);
        }
        if !page.text.trim().is_empty() || page.images == 0 && page.unread == 0 {
            any_text |= !page.text.trim().is_empty();
            pieces.push(Piece::new(format!("第{number}页"), page.text));
        }
        pieces.push(Piece::new(format!("第{number}页"), page.placed));
        for annotation in document.get_page_annotations(id).unwrap_or_default() {
            budget.worked(1)?;
            for key in [b"Contents".as_slice(), b"T", b"V", b"RC", b"Subj"] {
                push(&document, annotation, key, &format!("批注 第{number}页"), &mut pieces);
            }
            if let Ok(action) = annotation.get(b"A").and_then(|action| resolve(&document, action).as_dict()) {
                push(&document, action, b"URI", "链接", &mut pieces);
            }
            appearance(&document, (number, id), annotation, budget, &mut pieces)?;
        }
    }
    if !images.is_empty() && !any_text {
        return Err(Reason::Scanned);
    }
    // A reader of the report must not take a page that nobody could read for a clean one.
    pieces.extend(images.iter().map(|number| Piece::noted(format!("第{number}页"), Note::UnreadPage)));
    Ok(pieces)
}

/// What an annotation looks like, in each of its states: its words may be others than those it says.
fn appearance(
    document: &Document,
    (number, page): (u32, ObjectId),
    annotation: &Dictionary,
    budget: &mut Budget,
    pieces: &mut Vec<Piece>,
) -> Result<(), Reason> {
    let Ok(Object::Dictionary(states)) = annotation.get(b"AP").map(|states| resolve(document, states)) else {
        return Ok(());
    };
    let mut drawn = Page::new(document, page);
    for (_, state) in states.iter() {
        match resolve(document, state) {
            Object::Stream(form) => drawn.appearance(form, budget)?,
            Object::Dictionary(forms) => {
                for (_, form) in forms.iter() {
                    if let Object::Stream(form) = resolve(document, form) {
                        drawn.appearance(form, budget)?;
                    }
                }
            }
            _ => {}
        }
        drawn.text.push('\n');
    }
    pieces.push(Piece::new(format!("批注外观 第{number}页"), drawn.text));
    if drawn.unread > 0 {
        pieces.push(Piece::noted(format!("批注外观 第{number}页"), Note::UnreadPage));
    }
    Ok(())
}

/// What no page draws: form fields, bookmarks, scripts, embedded files, and where a picture was taken.
fn objects(document: &Document, budget: &mut Budget, pieces: &mut Vec<Piece>) -> Result<(), Reason> {
    let mut strings = String::new();
    for object in document.objects.values() {
        collect(object, budget, &mut strings, 0)?;
        let Object::Stream(stream) = object else { continue };
        if !is_readable(document, &stream.dict) {
            return Err(Reason::Unsupported);
        }
        let kind = |key: &[u8], name: &[u8]| stream.dict.get(key).and_then(Object::as_name).is_ok_and(|n| n == name);
        if kind(b"Filter", b"DCTDecode") && super::picture::taken_at(&stream.content) {
            pieces.push(Piece::noted("图片", Note::TakenAt));
        }
        if kind(b"Type", b"EmbeddedFile") {
            let content = stream
                .get_plain_content_with_limit(LARGEST_STREAM.min(budget.bytes_left()))
                .map_err(|_| Reason::TooLarge)?;
            budget.nesting = budget.nesting.checked_sub(1).ok_or(Reason::TooSlow)?;
            let read = super::read_unnamed(&content, budget);
            budget.nesting += 1;
            for piece in read?.into_iter().flatten() {
                pieces.push(Piece { place: format!("内嵌文件 {}", piece.place), ..piece });
            }
        }
    }
    pieces.push(Piece::new("表单、书签等", strings));
    Ok(())
}

/// Whether the filters of a stream (ISO 32000-1, 7.4) are those that are undone here; a picture may have its own.
fn is_readable(document: &Document, stream: &Dictionary) -> bool {
    const KNOWN: [&[u8]; 6] =
        [b"FlateDecode", b"LZWDecode", b"ASCII85Decode", b"ASCIIHexDecode", b"RunLengthDecode", b"BrotliDecode"];
    const PICTURES: [&[u8]; 4] = [b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"];
    let picture = stream.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
    let known = |filter: &Object| {
        filter.as_name().is_ok_and(|name| KNOWN.contains(&name) || picture && PICTURES.contains(&name))
    };
    let Ok(filter) = stream.get(b"Filter") else { return true };
    match if picture { resolve(document, filter) } else { filter } {
        Object::Array(filters) => {
            filters.iter().all(|filter| known(if picture { resolve(document, filter) } else { filter }))
        }
        filter => known(filter),
    }
}

/// The strings of an object, without identifiers, signatures and dates.
fn collect(object: &Object, budget: &mut Budget, out: &mut String, depth: usize) -> Result<(), Reason> {
    budget.worked(1)?;
    if depth > budget.depth {
        return Err(Reason::TooSlow);
    }
    match object {
        Object::String(bytes, _) if !bytes.starts_with(b"D:") => {
            let text = string(bytes);
            if !text.contains('\0') {
                out.extend([text.as_str(), "\n"]);
            }
        }
        Object::Array(list) => {
            for object in list {
                collect(object, budget, out, depth + 1)?;
            }
        }
        Object::Dictionary(dictionary) | Object::Stream(lopdf::Stream { dict: dictionary, .. }) => {
            let signed = dictionary.has(b"ByteRange");
            for (key, value) in dictionary.iter() {
                let identifies = matches!(key.as_slice(), b"ID" | b"CheckSum") || signed && key == b"Contents";
                if !identifies {
                    collect(value, budget, out, depth + 1)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(object, |(_, object)| object)
}

fn push(document: &Document, dictionary: &Dictionary, key: &[u8], place: &str, pieces: &mut Vec<Piece>) {
    if let Ok(Object::String(bytes, _)) = dictionary.get(key).map(|object| resolve(document, object)) {
        pieces.push(Piece::new(place, string(bytes)));
    }
}

/// A text string: UTF-16 with its mark, UTF-8 with its mark, else GB18030 as Chinese programs write it, of which
/// ASCII is a part.
pub(super) fn string(bytes: &[u8]) -> String {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::GB18030, |(encoding, _)| encoding);
    encoding.decode(bytes).0.into_owned()
}

/// The information dictionary and the XMP packet.
fn properties(document: &Document, budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    let mut pieces = Vec::new();
    let info = document.trailer.get(b"Info").map(|info| resolve(document, info));
    if let Ok(Object::Dictionary(info)) = info {
        for (key, value) in info.iter() {
            let name = match key.as_slice() {
                b"Author" => "作者",
                b"Title" => "标题",
                b"Subject" => "主题",
                b"Keywords" => "关键词",
                b"CreationDate" | b"ModDate" | b"Trapped" => continue,
                other => &String::from_utf8_lossy(other),
            };
            if let Object::String(bytes, _) = resolve(document, value) {
                pieces.push(Piece::new(format!("文档属性 {name}"), string(bytes)));
            }
        }
    }
    let metadata =
        document.catalog().and_then(|catalog| catalog.get(b"Metadata")).map(|object| resolve(document, object));
    if let Ok(Object::Stream(stream)) = metadata
        && let Ok(packet) = stream.get_plain_content_with_limit(LARGEST_STREAM.min(budget.bytes_left()))
    {
        budget.unpacked(packet.len())?;
        let mut text = String::new();
        // A broken packet is no reason to refuse the document.
        let mut own = Budget::new(&super::Limits { work: 100_000, bytes: 0, ..super::Limits::default() });
        let _ = super::xml::walk(&packet, &mut own, |node| {
            match node {
                super::xml::Node::Text(part) if !part.trim().is_empty() => text.extend([part.trim(), "\n"]),
                super::xml::Node::Start(_, attributes) => {
                    for (_, value) in attributes.all().into_iter().filter(|(_, value)| telling(value)) {
                        text.extend([value.as_str(), "\n"]);
                    }
                }
                super::xml::Node::Text(_) | super::xml::Node::End(_) => {}
            }
            Ok(())
        });
        // Dates and identifiers of the writing program are digits without meaning.
        let text: String = text.lines().filter(|line| !is_stamp(line)).flat_map(|line| [line, "\n"]).collect();
        pieces.push(Piece::new("文档属性 XMP", text));
    }
    Ok(pieces)
}

fn is_stamp(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("uuid:") || line.starts_with("xmp.") || (line.len() >= 19 && line.as_bytes()[10] == b'T')
}
