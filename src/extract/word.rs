//! Running text of documents and slides: paragraphs, tables, tracked changes, alternative texts.

use super::budget::Budget;
use super::xml::{Node, walk};
use super::{Piece, Reason};

/// The texts of one part: what it says, what tracked changes deleted from it, and its alternative texts.
pub(super) fn flow(place: &str, part: &[u8], budget: &mut Budget, pieces: &mut Vec<Piece>) -> Result<(), Reason> {
    let (mut text, mut deleted, mut codes, mut labels) = (String::new(), String::new(), String::new(), String::new());
    let (mut cells, mut elements, mut hidden) = (0_usize, Vec::<Kind>::new(), false);
    walk(part, budget, |node| {
        match node {
            Node::Start(name, attributes) => {
                let kind = Kind::of(name);
                match kind {
                    Kind::Cell => cells += 1,
                    Kind::Tab => text.push('\t'),
                    Kind::Break => text.push(if cells > 0 { ' ' } else { '\n' }),
                    Kind::Slide => hidden |= attributes.get("show").is_some_and(|show| show == "0" || show == "false"),
                    Kind::Hyphen => text.push('-'),
                    Kind::Symbol => text.extend(attributes.get("char").and_then(|code| symbol(&code))),
                    Kind::Paragraph | Kind::Row | Kind::Deleted | Kind::Code | Kind::Text | Kind::Other => {}
                }
                for (key, value) in attributes.all() {
                    let told = matches!(key.as_str(), "descr" | "title" | "alt" | "tooltip" | "author" | "instr");
                    if told && !value.trim().is_empty() || telling(&value) {
                        labels.push_str(&value);
                        labels.push('\n');
                    }
                }
                elements.push(kind);
            }
            Node::Text(part) => match elements.last() {
                Some(Kind::Deleted) => deleted.push_str(part),
                Some(Kind::Code) => codes.push_str(part),
                Some(Kind::Text) => text.push_str(part),
                // Blanks between elements are layout of the file.
                _ if part.trim().is_empty() => {}
                _ => {
                    text.push_str(part);
                    text.push('\n');
                }
            },
            Node::End(name) => {
                elements.pop();
                match Kind::of(name) {
                    Kind::Cell => {
                        cells = cells.saturating_sub(1);
                        trim(&mut text);
                        text.push_str(" | ");
                    }
                    Kind::Row => {
                        text.truncate(text.trim_end_matches(" | ").len());
                        text.push('\n');
                    }
                    Kind::Paragraph => {
                        text.push(if cells > 0 { ' ' } else { '\n' });
                        if !deleted.is_empty() && !deleted.ends_with('\n') {
                            deleted.push('\n');
                        }
                        if !codes.is_empty() && !codes.ends_with('\n') {
                            codes.push('\n');
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    })?;
    let place = if hidden { format!("隐藏{place}") } else { place.to_owned() };
    pieces.push(Piece::new(place.clone(), text));
    pieces.push(Piece::new(format!("修订（已删除） {place}"), deleted));
    pieces.push(Piece::new(format!("域代码 {place}"), codes));
    pieces.push(Piece::new(format!("说明文字 {place}"), labels));
    Ok(())
}

/// Whether the value of any other attribute may say something: names, link targets, cached values. Identifiers in
/// braces do not.
pub(super) fn telling(value: &str) -> bool {
    let digits = || value.bytes().filter(u8::is_ascii_digit).count() >= 11;
    let han = || value.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    !value.starts_with('{') && (value.contains('@') || digits() || !value.is_ascii() && han())
}

/// The character of a code such as F031: fonts of symbols stand in the private area (ISO/IEC 29500-1, 17.3.3.30).
fn symbol(code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    char::from_u32(if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code })
}

fn trim(text: &mut String) {
    text.truncate(text.trim_end_matches([' ', '\n']).len());
}

#[derive(Clone, Copy)]
enum Kind {
    Paragraph,
    Row,
    Cell,
    Tab,
    Break,
    /// The root of a slide.
    Slide,
    /// Text that a tracked change deleted.
    Deleted,
    /// The code of a field: links, merge fields.
    Code,
    /// A run of text.
    Text,
    Hyphen,
    /// A character of a font of symbols.
    Symbol,
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "p" => Self::Paragraph,
            "tr" => Self::Row,
            "tc" => Self::Cell,
            "tab" | "ptab" => Self::Tab,
            "br" | "cr" => Self::Break,
            "sld" => Self::Slide,
            "delText" | "delInstrText" => Self::Deleted,
            "instrText" => Self::Code,
            "noBreakHyphen" => Self::Hyphen,
            "sym" => Self::Symbol,
            "t" => Self::Text,
            _ => Self::Other,
        }
    }
}
