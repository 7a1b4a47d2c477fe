//! Lines and columns of places in a text, and the lines around them.

use super::{Reread, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// Lines and columns of places, with each text read once.
pub(super) struct Places<'a> {
    reread: Reread<'a>,
    texts: BTreeMap<String, Lines>,
}

/// A text, with where its lines begin.
pub(super) struct Lines {
    pub(super) text: String,
    begins: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(reread: Reread<'a>) -> Self {
        Self { reread, texts: BTreeMap::new() }
    }

    /// Where a span begins and ends: lines and columns from 1, columns in characters.
    pub(super) fn of(&mut self, span: &Span) -> [(usize, usize); 2] {
        let lines = self.lines(span);
        [span.start, span.end.max(span.start)].map(|offset| lines.place(offset))
    }

    /// The text that a span is in; an empty one if it cannot be read any more.
    pub(super) fn lines(&mut self, span: &Span) -> &Lines {
        let reread = self.reread;
        self.texts.entry(span.path.to_string()).or_insert_with_key(|path| {
            let text = reread(path).unwrap_or_default();
            let begins = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            Lines { text, begins }
        })
    }
}

impl Lines {
    /// The line and the column of a byte.
    pub(super) fn place(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line = self.line(before.len());
        (line, before[self.begins[line - 1]..].chars().count() + 1)
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.begins.partition_point(|begins| *begins <= offset)
    }

    /// The bytes of the lines from one to another, without the last line's end.
    pub(super) fn bytes(&self, first: usize, last: usize) -> Range<usize> {
        self.begins[first - 1]..self.begins.get(last).map_or(self.text.len(), |next| next - 1)
    }
}
