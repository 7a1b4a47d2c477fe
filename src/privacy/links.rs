//! A Markdown text as a page shows it: without what belongs to links, pictures and notes and is not shown. On a page
//! `[138](#a)12345678` is one number.

use memchr::{memchr, memchr_iter, memchr3_iter, memmem, memrchr};
use std::ops::Range;

/// No label (CommonMark, 4.7), and no address or title of a real link, is longer. In bytes.
const LONGEST: usize = 4096;

/// A text as it is shown, with the way back to its bytes.
pub struct Shown {
    /// The text.
    pub text: String,
    /// Where each part of it begins, and where that part begins in the original.
    parts: Vec<(usize, usize)>,
    links: Vec<Link>,
}

/// A link, a picture or a note.
#[derive(Clone)]
struct Link {
    /// What stands before its words.
    opening: Range<usize>,
    /// What stands behind them.
    closing: Range<usize>,
    picture: bool,
}

/// How far before and behind a link a text is read as it is shown, in bytes: further than any recogniser looks.
const BEFORE: usize = 200;
const BEHIND: usize = 100;

/// The parts of a text around links as they are shown, and once more with the words that stand for pictures; nothing if it
/// names nothing.
pub(super) fn readings(text: &str) -> Vec<Shown> {
    let links = links(text.as_bytes());
    let mut readings = Vec::new();
    let mut first = 0;
    while let Some(link) = links.get(first) {
        let mut part = around(text, link);
        let mut next = first + 1;
        while let Some(more) = links.get(next).map(|link| around(text, link)).filter(|more| more.start <= part.end) {
            part.end = part.end.max(more.end);
            next += 1;
        }
        let links = &links[first..next];
        readings.push(Shown::new(text, part.clone(), links, false));
        if links.iter().any(|link| link.picture) {
            readings.push(Shown::new(text, part, links, true));
        }
        first = next;
    }
    readings
}

/// Whole lines around a link, and the line behind them: the rule below the headers of a table.
fn around(text: &str, link: &Link) -> Range<usize> {
    let bytes = text.as_bytes();
    let line = |from: usize| memchr(b'\n', &bytes[from..]).map_or(bytes.len(), |length| from + length + 1);
    let start = memrchr(b'\n', &bytes[..link.opening.start.saturating_sub(BEFORE)]).map_or(0, |at| at + 1);
    start..line(line((link.closing.end + BEHIND).min(bytes.len())))
}

impl Shown {
    fn new(text: &str, part: Range<usize>, links: &[Link], alternatives: bool) -> Self {
        let mut hidden: Vec<Range<usize>> = Vec::with_capacity(links.len() * 2);
        for link in links {
            if link.picture && !alternatives {
                hidden.push(link.opening.start..link.closing.end);
            } else {
                hidden.extend([link.opening.clone(), link.closing.clone()]);
            }
        }
        hidden.sort_by_key(|range| range.start);
        hidden.push(part.end..part.end);
        let mut shown = Self { text: String::with_capacity(part.len()), parts: Vec::new(), links: links.to_vec() };
        let mut at = part.start;
        for range in hidden {
            if at < range.start {
                shown.parts.push((shown.text.len(), at));
                shown.text.push_str(&text[at..range.start]);
            }
            at = at.max(range.end);
        }
        shown
    }

    /// The bytes of the original that some bytes of the shown text stand for. A link of which a part is among them is
    /// among them as a whole, unless all of them are its words.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let next = self.parts.partition_point(|(start, _)| *start <= at);
            self.parts.get(next.wrapping_sub(1)).map_or(at, |(start, original)| original + (at - start))
        };
        let (mut start, mut end) = (place(range.start), place(range.end.saturating_sub(1)) + 1);
        for link in &self.links {
            let words = link.opening.end <= start && end <= link.closing.start;
            if !words && link.opening.start < end && start < link.closing.end {
                start = start.min(link.opening.start);
                end = end.max(link.closing.end);
            }
        }
        start..end
    }
}

/// Every link and note, and every picture that has something beside it in its line, by where they begin.
fn links(bytes: &[u8]) -> Vec<Link> {
    let defines = memmem::find(bytes, b"]:").is_some();
    let names = || memchr_iter(b']', bytes).any(|at| matches!(bytes.get(at + 1), Some(b'(' | b'[')));
    if !defines && memmem::find(bytes, b"[^").is_none() && !names() {
        return Vec::new();
    }
    let (mut found, mut open, mut next) = (Vec::new(), Vec::new(), 0);
    for at in memchr3_iter(b'[', b']', b'\\', bytes) {
        if at < next {
            continue;
        }
        match bytes[at] {
            b'\\' => next = at + 2,
            b'[' => open.push(at),
            _ => {
                let Some(start) = open.pop() else { continue };
                let note = bytes.get(start + 1) == Some(&b'^');
                let end = match bytes.get(at + 1) {
                    Some(b'(') => destination(bytes, at + 1),
                    Some(b'[') => until(bytes, at + 2, b']'),
                    _ => None,
                };
                let Some(end) = end.or((note || defines).then_some(at + 1)) else { continue };
                let picture = start > 0 && bytes[start - 1] == b'!';
                let opening = start - usize::from(picture)..if note { at } else { start + 1 };
                next = end;
                if !picture || !alone(bytes, &(opening.start..end)) {
                    found.push(Link { opening, closing: at..end, picture });
                }
            }
        }
    }
    found.sort_by_key(|link| link.opening.start);
    found
}

/// Whether nothing but blanks stands beside something in its line.
fn alone(bytes: &[u8], range: &Range<usize>) -> bool {
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r');
    let before = bytes[..range.start].iter().rev().find(|byte| !blank(byte));
    let behind = bytes[range.end..].iter().find(|byte| !blank(byte));
    [before, behind].iter().all(|byte| byte.is_none_or(|byte| *byte == b'\n'))
}

/// The end of the address and title of a link (CommonMark, 6.3), which begin with a parenthesis at `open`.
fn destination(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = blanks(bytes, open + 1);
    if bytes.get(at) == Some(&b'<') {
        at = until(bytes, at + 1, b'>')?;
    } else {
        let mut depth = 0;
        loop {
            match *bytes.get(at)? {
                b'\\' => at += 1,
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                byte if byte.is_ascii_whitespace() || at - open > LONGEST => break,
                _ => {}
            }
            at += 1;
        }
    }
    at = blanks(bytes, at);
    match bytes.get(at) {
        Some(quote @ (b'"' | b'\'')) => at = blanks(bytes, until(bytes, at + 1, *quote)?),
        Some(b'(') => at = blanks(bytes, until(bytes, at + 1, b')')?),
        _ => {}
    }
    (bytes.get(at) == Some(&b')')).then_some(at + 1)
}

fn blanks(bytes: &[u8], at: usize) -> usize {
    at + bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The place behind the next such byte that is not escaped.
fn until(bytes: &[u8], from: usize, end: u8) -> Option<usize> {
    let mut escaped = false;
    let length = bytes.get(from..)?.iter().take(LONGEST).position(|byte| {
        let found = *byte == end && !escaped;
        escaped = *byte == b'\\' && !escaped;
        found
    })?;
    Some(from + length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        readings(text).into_iter().map(|shown| shown.text).collect()
    }

    #[test]
    fn what_a_page_does_not_show_is_left_out() {
        for (text, expected) in [
            ("[1](#a)2", "12"),
            ("[1](<a)b> \"t)\")2", "12"),
            ("[1](a(b)c 'd\\')')2", "12"),
            ("[1](a\n(t))2", "12"),
            ("[1][q]2", "12"),
            ("[1][]2", "12"),
            ("1[^n]2", "12"),
            ("[1]2\n\n[1]: x", "12\n\n1: x"),
            ("[[1](a)](b)2", "12"),
            ("\\[[1](a)\\]2", "\\[1\\]2"),
            ("[1](a b)[2](c)", "[1](a b)2"),
        ] {
            assert_eq!(shown(text), [expected], "{text}");
        }
        assert_eq!(shown("1![2](a.png)3"), ["13", "123"]);
        assert_eq!(shown("1\n ![2](a.png)\n3"), [""; 0], "a picture by itself parts nothing");
        let far = "一".repeat(80);
        assert_eq!(
            shown(&format!("[1](a)2\n{far}\n{far}\n{far}\n{far}\n[3](a)4")),
            [format!("12\n{far}\n{far}\n"), format!("{far}\n34")]
        );
        assert_eq!(shown("[![1](a.png)](b)2"), ["2", "12"]);
        for text in ["", "[1] 2", "a [b, c]", "[", "](", "[1](", "[1](<a", "[1](a \"b", "\\[1](a)"] {
            assert!(shown(text).iter().all(|shown| shown == text), "{text}");
        }
    }

    #[test]
    fn a_place_leads_back_to_the_source() {
        let text = "见[138](#a)[1234](#b)5678，[通知](#c)。";
        let shown = &readings(text)[0];
        assert_eq!(shown.text, "见13812345678，通知。");
        let back = |part: &str| {
            let at = shown.text.find(part).unwrap();
            &text[shown.source(at..at + part.len())]
        };
        assert_eq!(back("13812345678"), "[138](#a)[1234](#b)5678");
        assert_eq!(back("5678"), "5678");
        assert_eq!(back("通知"), "通知", "the words of a link stand without it");
        assert_eq!(back("。"), "。");
    }
}
