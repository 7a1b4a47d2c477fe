//! CommonMark decides what opens and closes emphasis by spaces and punctuation, which Chinese does not put
//! where it expects them: `**《办法》**规定` prints its asterisks. One sentinel, itself punctuation, on the outer
//! side of such a run makes it flank as the writer meant; it is dropped again from the events.

use super::{cut, is_cjk, options};
use memchr::memchr2;
use pulldown_cmark::{CowStr, Event, Parser, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// OLD CHINESE HOOK MARK: punctuation to CommonMark, and in no text that anybody writes.
pub(super) const SENTINEL: char = '\u{16FE2}';

/// The marks on both sides of emphasised words, by their bytes in a text.
pub struct Emphasised {
    opening: Range<usize>,
    closing: Range<usize>,
}

impl Emphasised {
    /// The mark that opens it, where a part of the text holds this, and the other one stands behind that.
    pub fn only_opened(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let held = part.start <= self.opening.start && self.opening.end <= part.end;
        (held && part.end <= self.closing.start).then(|| self.opening.clone())
    }

    /// The mark that closes it, where a part of the text holds this, and the other one stands before that.
    pub fn only_closed(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let held = part.start <= self.closing.start && self.closing.end <= part.end;
        (held && self.opening.end <= part.start).then(|| self.closing.clone())
    }
}

/// What of a text is emphasised or struck through, as Chinese readers take it, by where it begins; each passage is read by itself.
pub fn emphasised(text: &str) -> Vec<Emphasised> {
    let within = |passage: Range<usize>| {
        let guarded = protect(&text[passage.clone()]);
        let place = |at: usize| passage.start + at - SENTINEL.len_utf8() * guarded[..at].matches(SENTINEL).count();
        let places = |range: Range<usize>| place(range.start)..place(range.end);
        let events = Parser::new_ext(&guarded, options()).into_offset_iter();
        let found = events.filter_map(|(event, range)| {
            let length = match event {
                Event::Start(Tag::Emphasis) => 1,
                Event::Start(Tag::Strong) => 2,
                Event::Start(Tag::Strikethrough) => 1 + usize::from(guarded[range.start..].starts_with("~~")),
                _ => return None,
            };
            Some(Emphasised {
                opening: places(range.start..range.start + length),
                closing: places(range.end - length..range.end),
            })
        });
        found.collect::<Vec<_>>()
    };
    cut(text, 0).0.into_iter().flat_map(|passage| within(passage.range)).collect()
}

/// Puts sentinels where a run of `*` or `~` would otherwise not flank.
pub(super) fn protect(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut from = 0;
    while let Some(at) = memchr2(b'*', b'~', &text.as_bytes()[from..]).map(|at| from + at) {
        let mark = text.as_bytes()[at];
        let end = at + text.as_bytes()[at..].iter().take_while(|b| **b == mark).count();
        from = end;
        let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
        if let (Some(left), Some(right)) = (before, after) {
            if stuck(right, left) {
                out.push_str(&text[copied..at]);
                out.push(SENTINEL);
                copied = at;
            }
            if stuck(left, right) {
                out.push_str(&text[copied..end]);
                out.push(SENTINEL);
                copied = end;
            }
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// Whether a run with punctuation on its inner and a letter on its outer side would not flank, though in
/// Chinese it should.
fn stuck(inner: char, outer: char) -> bool {
    let letter = !outer.is_whitespace() && !is_punctuation(outer);
    is_punctuation(inner) && letter && (is_cjk(outer) || is_cjk(inner))
}

fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// Drops the sentinels of a parsed string.
pub(super) fn strip(text: CowStr<'_>) -> CowStr<'_> {
    // The first byte of a sentinel, as UTF-8, is in hardly any text.
    let held = text.as_bytes().contains(&0xF0) && text.contains(SENTINEL);
    if held { text.replace(SENTINEL, "").into() } else { text }
}
