//! Lines and columns of places in a text.

use super::{Reread, Span};
use std::collections::BTreeMap;

/// Lines and columns of places, with each text read once.
pub(super) struct Places<'a> {
    reread: Reread<'a>,
    /// Texts, each with where its lines begin.
    texts: BTreeMap<String, (String, Vec<usize>)>,
}

impl<'a> Places<'a> {
    pub(super) fn new(reread: Reread<'a>) -> Self {
        Self { reread, texts: BTreeMap::new() }
    }

    /// Where a span begins and ends: lines and columns from 1, columns in characters.
    pub(super) fn of(&mut self, span: &Span) -> [(usize, usize); 2] {
        let reread = self.reread;
        let (text, lines) = self.texts.entry(span.path.to_string()).or_insert_with_key(|path| {
            let text = reread(path).unwrap_or_default();
            let begins = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            (text, begins)
        });
        [span.start, span.end.max(span.start)].map(|offset| {
            let before = text.get(..offset).unwrap_or(text);
            let line = lines.partition_point(|begins| *begins <= before.len());
            (line, before[lines[line - 1]..].chars().count() + 1)
        })
    }
}
