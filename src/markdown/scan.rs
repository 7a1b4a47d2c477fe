//! Links and pictures of a text, and what in it is refused.

use super::emphasis::{protect, strip};
use super::{INDENT, is_cjk, options};
use memchr::memchr2;
use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// A link or picture that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The target as written.
    pub target: String,
    /// Whether it is a picture.
    pub image: bool,
    /// Whether a picture has words for those who do not see it.
    pub described: bool,
    /// Byte range in the scanned text.
    pub range: Range<usize>,
}

/// What a scan of a text found.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// Links and pictures, in order.
    pub references: Vec<Reference>,
    /// Raw HTML and comments, which are refused.
    pub html: Vec<Range<usize>>,
    /// The first words of the text, for feeds and descriptions, where they are wanted; at most 120 characters.
    pub opening: String,
}

const OPENING: usize = 120;

/// Where to stop looking for the opening of a text that names nothing, if it can be had from there: in bytes.
const HEAD: usize = 600;

/// Reads a text for what it names and, where `opening` says so, for its first words, without writing anything.
pub fn scan(text: &str, opening: bool) -> Scan {
    // Links, pictures and HTML begin with one of these.
    let names_nothing = memchr2(b'[', b'<', text.as_bytes()).is_none();
    if names_nothing && !opening {
        return Scan::default();
    }
    if names_nothing
        && let Some(end) = text.as_bytes().get(HEAD..).and_then(|rest| rest.windows(2).position(|w| w == b"\n\n"))
    {
        let head = scan_all(&text[..HEAD + end], true);
        if head.opening.ends_with('…') {
            return head;
        }
    }
    scan_all(text, opening)
}

fn scan_all(text: &str, opening: bool) -> Scan {
    let mut found = Scan::default();
    let mut first = Opening::default();
    let mut in_picture = false;
    // Emphasis that only Chinese readers take for such is read below, where no ranges are wanted.
    let marked = memchr2(b'*', b'~', text.as_bytes()).is_some();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if opening && !marked {
            first.take(&event);
        }
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let target =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                found.references.push(Reference { target, image: false, described: false, range });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let target = dest_url.into_string();
                found.references.push(Reference { target, image: true, described: false, range });
                in_picture = true;
            }
            Event::End(TagEnd::Image) => in_picture = false,
            Event::Html(_) | Event::InlineHtml(_) => found.html.push(range),
            Event::Text(words) | Event::Code(words) if in_picture => {
                if let Some(picture) = found.references.iter_mut().rfind(|reference| reference.image) {
                    picture.described |= !words.trim().is_empty();
                }
            }
            _ => {}
        }
    }
    if opening && marked {
        let text = protect(text);
        let events = Parser::new_ext(&text, options());
        events.take_while(|event| first.take(event)).for_each(drop);
    }
    found.opening = first.words;
    found
}

/// The first words of the paragraphs of a text, as they are read on its page.
#[derive(Default)]
struct Opening {
    words: String,
    length: usize,
    in_paragraph: bool,
    in_picture: bool,
    /// Whether a line or paragraph began since the last words.
    parted: bool,
}

impl Opening {
    /// Takes in what comes next; whether more is wanted.
    fn take(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(Tag::Paragraph) => (self.in_paragraph, self.parted) = (true, true),
            Event::SoftBreak | Event::HardBreak => self.parted = true,
            Event::End(TagEnd::Paragraph) => self.in_paragraph = false,
            Event::Start(Tag::Image { .. }) => self.in_picture = true,
            Event::End(TagEnd::Image) => self.in_picture = false,
            Event::Text(words) | Event::Code(words)
                if self.in_paragraph && !self.in_picture && self.length < OPENING =>
            {
                let mut words = strip(CowStr::Borrowed(words.trim_start_matches(INDENT)));
                if words.is_empty() {
                    return true;
                }
                let (before, next) = (self.words.chars().next_back(), words.chars().next());
                if std::mem::take(&mut self.parted) && before.is_some_and(is_apart) && next.is_some_and(is_apart) {
                    words = format!(" {words}").into();
                }
                let taken = words.char_indices().nth(OPENING - self.length).map_or(&*words, |(end, _)| &words[..end]);
                self.words.push_str(taken);
                self.length += taken.chars().count();
                if self.length >= OPENING {
                    // Half a number would be another one.
                    if words[taken.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
                        let whole = self.words.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '.').len();
                        self.words.truncate(whole);
                    }
                    self.words.push('…');
                }
            }
            _ => {}
        }
        self.length < OPENING
    }
}

/// Whether a character belongs to a word that a blank keeps apart from the next one, so that two numbers do not become one.
fn is_apart(c: char) -> bool {
    c.is_alphanumeric() && (!is_cjk(c) || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opening_is_read_as_the_page_shows_it() {
        let opening = |text: &str| scan(text, true).opening;
        assert_eq!(
            opening("# 标题\n\n电话 137\\*\\*\\*\\*1111，按**《办法》**办理。"),
            "电话 137****1111，按《办法》办理。"
        );
        assert_eq!(opening("共 3*4 间，~~旧~~新。"), "共 3*4 间，旧新。");
        assert_eq!(opening("![图](a.png)文"), "文");
        assert_eq!(opening("电话1380013\n\n8000。\n甲\n\n乙 a\nb"), "电话1380013 8000。甲乙 a b");
        assert_eq!(opening("１３８\n\n![图](a.png)**００**"), "１３８ ００");
        let long = |end: &str| opening(&format!("{}{end}", "文".repeat(OPENING - 4)));
        assert_eq!(long("共12345件"), format!("{}共…", "文".repeat(OPENING - 4)), "no half of a number");
        assert_eq!(long("共123件事"), format!("{}共123…", "文".repeat(OPENING - 4)));
        assert_eq!(opening(&"党".repeat(130)), format!("{}…", "党".repeat(120)));
    }
}
