//! The YAML that nearly every front matter is written in: `key: value` a line, where a value is a word, a quoted word,
//! or a flow collection of such. Reading just that takes a quarter of the time of the whole grammar.
//!
//! What is read here is read exactly as the parser reads it; whatever might be anything else is left to the parser.

use super::node::{Node, Spanned, Value};
use std::borrow::Cow;
use std::ops::Range;

/// How deep flow collections may nest.
const DEEPEST: usize = 16;

/// Reads a text of that form; `None` where it is not, or not certainly. `base` is added to every range.
pub(super) fn read(text: &str, base: usize) -> Option<Node<'_>> {
    let mut entries: Vec<(Spanned<Cow<'_, str>>, Node<'_>)> = Vec::with_capacity(16);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line).trim_end_matches(' ');
        if line.is_empty() {
            continue;
        }
        let length = key(line)?;
        let word = &line[..length];
        let rest = line[length..].strip_prefix(": ")?;
        let value = rest.trim_start_matches(' ');
        let mut reader = Reader { text: line, at: line.len() - value.len(), base: base + start };
        let node = reader.value(false, 0)?;
        if reader.at != line.len() {
            return None;
        }
        let key = Spanned { value: Cow::Borrowed(word), range: base + start..base + start + length };
        entries.push((key, node));
    }
    let (first, last) = (entries.first()?.0.range.start, base + text.len());
    Some(Node { range: first..last, value: Value::Map(entries) })
}

/// The length of the key with which a text begins: a plain ASCII word.
fn key(text: &str) -> Option<usize> {
    let word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    let length = text.bytes().take_while(word).count();
    (length > 0 && text.as_bytes()[0].is_ascii_alphabetic()).then_some(length)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    base: usize,
}

impl<'t> Reader<'t> {
    fn value(&mut self, flow: bool, depth: usize) -> Option<Node<'t>> {
        match self.peek()? {
            b'{' if depth < DEEPEST => self.map(depth),
            b'[' if depth < DEEPEST => self.list(depth),
            b'"' => self.quoted(b'"', b'\\'),
            b'\'' => self.quoted(b'\'', b'\''),
            _ => self.plain(flow),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    fn map(&mut self, depth: usize) -> Option<Node<'t>> {
        let start = self.at;
        let mut entries = Vec::new();
        self.at += 1;
        loop {
            self.blanks();
            if self.peek()? == b'}' {
                break;
            }
            let length = key(&self.text[self.at..])?;
            let key = Spanned {
                value: Cow::Borrowed(&self.text[self.at..self.at + length]),
                range: self.range(self.at..self.at + length),
            };
            self.at += length;
            if !self.text[self.at..].starts_with(": ") {
                return None;
            }
            self.at += 1;
            self.blanks();
            entries.push((key, self.value(true, depth + 1)?));
            self.next(b'}')?;
        }
        self.at += 1;
        Some(Node { range: self.range(start..self.at), value: Value::Map(entries) })
    }

    fn list(&mut self, depth: usize) -> Option<Node<'t>> {
        let start = self.at;
        let mut nodes = Vec::new();
        self.at += 1;
        loop {
            self.blanks();
            if self.peek()? == b']' {
                break;
            }
            nodes.push(self.value(true, depth + 1)?);
            self.next(b']')?;
        }
        self.at += 1;
        Some(Node { range: self.range(start..self.at), value: Value::List(nodes) })
    }

    /// Steps over a comma, or stops before the end of the collection.
    fn next(&mut self, end: u8) -> Option<()> {
        self.blanks();
        match self.peek()? {
            b',' => self.at += 1,
            b if b == end => {}
            _ => return None,
        }
        Some(())
    }

    /// A quoted word without anything that is escaped: `escape` would begin that.
    fn quoted(&mut self, quote: u8, escape: u8) -> Option<Node<'t>> {
        let start = self.at;
        let inside = &self.text[start + 1..];
        let length = inside.bytes().position(|b| b == quote)?;
        let word = &inside[..length];
        self.at = start + length + 2;
        let escaped = word.as_bytes().contains(&escape) || self.peek() == Some(quote);
        // After it comes the end, or in a collection a comma or bracket.
        let ends = matches!(self.peek(), None | Some(b',' | b'}' | b']' | b' '));
        if escaped || !ends || !printable(word) {
            return None;
        }
        Some(Node { range: self.range(start..self.at), value: Value::Scalar(Cow::Borrowed(word)) })
    }

    fn plain(&mut self, flow: bool) -> Option<Node<'t>> {
        let start = self.at;
        let rest = &self.text[start..];
        let length =
            if flow { rest.bytes().position(|b| matches!(b, b',' | b'{' | b'}' | b'[' | b']'))? } else { rest.len() };
        let word = rest[..length].trim_end_matches(' ');
        // An indicator may begin something else; a colon or hash within may end the word.
        let first = word.chars().next()?;
        let starts = first.is_ascii_alphanumeric() || (!first.is_ascii() && !first.is_whitespace());
        if !starts || word.bytes().any(|b| matches!(b, b':' | b'#')) || !printable(word) {
            return None;
        }
        self.at = start + word.len();
        let value = if word == "null" { Value::Null } else { Value::Scalar(Cow::Borrowed(word)) };
        Some(Node { range: self.range(start..self.at), value })
    }

    fn range(&self, range: Range<usize>) -> Range<usize> {
        self.base + range.start..self.base + range.end
    }
}

/// Whether a word holds nothing that a parser may refuse, or take for a line break.
fn printable(word: &str) -> bool {
    word.chars()
        .all(|c| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'))
}
