//! CommonMark decides what opens and closes emphasis by spaces and punctuation, which Chinese does not put
//! where it expects them: `**《办法》**规定` prints its asterisks. One sentinel, itself punctuation, on the outer
//! side of such a run makes it flank as the writer meant; it is dropped again from the events.

use super::is_cjk;
use memchr::memchr2;
use pulldown_cmark::CowStr;
use std::borrow::Cow;

/// OLD CHINESE HOOK MARK: punctuation to CommonMark, and in no text that anybody writes.
pub(super) const SENTINEL: char = '\u{16FE2}';

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
