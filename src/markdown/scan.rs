use super::options;
use memchr::memchr2;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
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
    let mut length = 0;
    let mut in_paragraph = false;
    let mut in_picture = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
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
            Event::Start(Tag::Paragraph) => in_paragraph = true,
            Event::End(TagEnd::Paragraph) => in_paragraph = false,
            Event::Text(words) | Event::Code(words) if in_picture => {
                if let Some(picture) = found.references.iter_mut().rfind(|reference| reference.image) {
                    picture.described |= !words.trim().is_empty();
                }
            }
            Event::Text(words) if opening && in_paragraph && length < OPENING => {
                for c in words.chars().filter(|c| *c != '*' && *c != '~').take(OPENING - length) {
                    found.opening.push(c);
                    length += 1;
                }
                if length >= OPENING {
                    found.opening.push('…');
                }
            }
            _ => {}
        }
    }
    found
}
