//! Office Open XML: every part of the package is read, so that no part hides anything.

use super::budget::Budget;
use super::strings::strings;
use super::xml::{Node, walk};
use super::{Note, Piece, Reason, picture, sheet, word};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The parts of a package by name.
pub(super) type Parts = BTreeMap<String, Vec<u8>>;

/// More parts than any real document has.
const MOST_PARTS: usize = 20_000;

/// More links than any real part has.
const MOST_LINKS: usize = 200_000;

/// Reads a package.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Piece>, Reason> {
    let mut pieces = Vec::new();
    let parts = unpack(bytes, budget, &mut pieces)?;
    if !parts.contains_key("[Content_Types].xml") {
        return Err(if parts.is_empty() { Reason::Damaged } else { Reason::Unsupported });
    }
    let names: Vec<&str> = parts.keys().map(String::as_str).collect();
    pieces.push(Piece::new("部件名", names.join("\n")));
    let mut seen = Vec::new();
    if parts.contains_key("xl/workbook.xml") {
        sheet::read(&parts, budget, &mut pieces, &mut seen)?;
    }
    for (name, part) in &parts {
        if seen.contains(name) {
            continue;
        }
        let is_xml = name.ends_with(".xml") || name.ends_with(".vml");
        if name.starts_with("docProps/") && is_xml {
            properties(name, part, budget, &mut pieces)?;
        } else if name.ends_with(".rels") {
            links(part, budget, &mut pieces)?;
        } else if is_xml && name != "[Content_Types].xml" {
            word::flow(&place(name), part, budget, &mut pieces)?;
        } else if !part.is_empty() {
            other(name, part, budget, &mut pieces)?;
        }
    }
    Ok(pieces)
}

/// Unpacks all parts; what lies between and behind them becomes a piece.
fn unpack(bytes: &[u8], budget: &mut Budget, pieces: &mut Vec<Piece>) -> Result<Parts, Reason> {
    let mut archive = super::guard::guarded(|| zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Reason::Damaged))?;
    if archive.len() > MOST_PARTS {
        return Err(Reason::TooSlow);
    }
    let mut parts = Parts::new();
    // The directory ends with the record at the end of the file and its comment; what follows belongs to nothing.
    let end = bytes.windows(4).rposition(|window| window == b"PK\x05\x06").unwrap_or(bytes.len());
    let behind = (end + 22 + archive.comment().len()).min(bytes.len());
    let mut known = Vec::with_capacity(archive.len() + 1);
    known.push(archive.central_directory_start() as usize..behind);
    pieces.push(Piece::new("压缩包注释", strings(archive.comment())));
    for index in 0..archive.len() {
        budget.worked(10)?;
        let file = archive.by_index(index);
        let file = match file {
            Ok(file) if file.encrypted() => return Err(Reason::Encrypted),
            Ok(file) => file,
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                return Err(Reason::Encrypted);
            }
            Err(_) => return Err(Reason::Damaged),
        };
        let name = file.name().map_err(|_| Reason::Damaged)?.trim_start_matches('/').replace('\\', "/");
        let begin = file.data_start().unwrap_or(file.header_start());
        known.push(file.header_start() as usize..begin.saturating_add(file.compressed_size()) as usize);
        if file.is_dir() {
            parts.entry(name).or_default();
            continue;
        }
        // The size that the archive states may be a lie: what counts is what comes out.
        let most = budget.bytes_left() as u64;
        let mut content = Vec::new();
        file.take(most + 1).read_to_end(&mut content).map_err(|_| Reason::Damaged)?;
        budget.unpacked(content.len())?;
        parts.insert(name, content);
    }
    known.sort_by_key(|range| range.start);
    let mut at = 0;
    for range in known.into_iter().chain(std::iter::once(bytes.len()..bytes.len())) {
        let gap = bytes.get(at..range.start).unwrap_or_default();
        if gap.windows(4).any(|window| window == b"PK\x03\x04") {
            // A part that the directory does not name.
            return Err(Reason::Damaged);
        }
        pieces.push(Piece::new("压缩包外的数据", strings(gap)));
        at = at.max(range.end);
    }
    Ok(parts)
}

/// The place of a part as a reader knows it.
fn place(name: &str) -> String {
    let stem = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".xml");
    let number: String = stem.chars().filter(char::is_ascii_digit).collect();
    let known = match stem.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "document" => "正文",
        "header" => "页眉",
        "footer" => "页脚",
        "footnotes" => "脚注",
        "endnotes" => "尾注",
        "comments" | "comment" | "threadedComment" | "modernComment_" | "commentsExtended" => "批注",
        "commentAuthors" | "authors" | "people" | "person" => "批注作者",
        "slide" => return format!("幻灯片{number}"),
        "notesSlide" => return format!("备注{number}"),
        "slideMaster" | "slideLayout" | "notesMaster" | "handoutMaster" => "母版",
        "glossary" => "文档部件",
        _ if name.starts_with("customXml/") => "自定义XML",
        _ if name.contains("/charts/") => "图表",
        _ if name.contains("/diagrams/") => "图示",
        _ => return format!("部件 {name}"),
    };
    known.to_owned()
}

/// Core, application and custom properties, one piece each.
fn properties(name: &str, part: &[u8], budget: &mut Budget, pieces: &mut Vec<Piece>) -> Result<(), Reason> {
    let mut current = String::new();
    let mut text = String::new();
    walk(part, budget, |node| {
        match node {
            Node::Start("property", attributes) => current = attributes.get("name").unwrap_or_default(),
            Node::Start(element, _) if !name.ends_with("custom.xml") => element.clone_into(&mut current),
            Node::Start(..) => {}
            Node::Text(value) => text.push_str(value),
            Node::End(_) => {
                if !text.trim().is_empty() {
                    pieces.push(Piece::new(format!("文档属性 {}", property(&current)), text.trim()));
                    if name.ends_with("custom.xml") {
                        // A mark may be the name with a value such as 是.
                        pieces.push(Piece::new("文档属性", format!("{current}：{}", text.trim())));
                    }
                }
                text.clear();
            }
        }
        Ok(())
    })
}

fn property(element: &str) -> &str {
    match element {
        "creator" => "作者",
        "lastModifiedBy" => "最后修改者",
        "title" => "标题",
        "subject" => "主题",
        "description" => "备注",
        "keywords" => "关键词",
        "category" => "类别",
        "contentStatus" => "状态",
        "Company" => "单位",
        "Manager" => "主管",
        other => other,
    }
}

/// Pictures, drawings, embedded files and whatever else a package may hold.
fn other(name: &str, part: &[u8], budget: &mut Budget, pieces: &mut Vec<Piece>) -> Result<(), Reason> {
    const DOCUMENTS: [&str; 13] =
        ["htm", "html", "mht", "mhtml", "rtf", "txt", "csv", "json", "docx", "xlsx", "pptx", "doc", "xls"];
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    if name.contains("/embeddings/") || DOCUMENTS.contains(&extension.as_str()) {
        return embedded(name, part, budget, pieces);
    }
    let inner = name.rsplit('/').next().unwrap_or(name);
    let notes = picture::notes(part);
    if notes.is_err() || notes == Ok(None) && is_called_picture(&extension) {
        pieces.push(Piece::noted(format!("图片 {inner}"), Note::BrokenPicture));
    }
    if picture::taken_at(part) {
        pieces.push(Piece::noted(format!("图片 {inner}"), Note::TakenAt));
    }
    // The pixels of a picture read as nothing.
    let text = notes.ok().flatten().unwrap_or_else(|| strings(part));
    pieces.push(Piece::new(format!("部件 {name}"), text));
    Ok(())
}

/// Whether programs open a part of such a name as a picture that is taken apart here.
fn is_called_picture(extension: &str) -> bool {
    matches!(extension, "png" | "jpg" | "jpeg" | "gif" | "webp")
}

/// Addresses that links lead to: mail and telephones.
fn links(part: &[u8], budget: &mut Budget, pieces: &mut Vec<Piece>) -> Result<(), Reason> {
    let mut linked = 0;
    walk(part, budget, |node| {
        if let Node::Start("Relationship", attributes) = node
            && let Some(target) = attributes.get("Target")
        {
            linked += 1;
            if linked > MOST_LINKS {
                return Err(Reason::TooSlow);
            }
            pieces.push(Piece::new("链接", target));
        }
        Ok(())
    })
}

/// Documents inside the document.
fn embedded(name: &str, part: &[u8], budget: &mut Budget, pieces: &mut Vec<Piece>) -> Result<(), Reason> {
    let inner = name.rsplit('/').next().unwrap_or(name);
    budget.nesting = budget.nesting.checked_sub(1).ok_or(Reason::TooSlow)?;
    let read = super::read(inner, part, budget);
    budget.nesting += 1;
    if let Some(read) = read? {
        pieces.extend(
            read.into_iter().map(|piece| Piece { place: format!("内嵌文件 {inner} {}", piece.place), ..piece }),
        );
    }
    Ok(())
}

/// The targets of a part's relationships by their ids.
pub(super) fn targets(parts: &Parts, name: &str, budget: &mut Budget) -> Result<BTreeMap<String, String>, Reason> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let mut found = BTreeMap::new();
    let Some(part) = parts.get(&format!("{folder}/_rels/{file}.rels")) else {
        return Ok(found);
    };
    walk(part, budget, |node| {
        if let Node::Start("Relationship", attributes) = node
            && let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target"))
        {
            let target = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}/{target}"),
            };
            found.insert(id, target);
        }
        Ok(())
    })?;
    Ok(found)
}
