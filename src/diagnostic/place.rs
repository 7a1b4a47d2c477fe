//! Lines and columns of places in a text.

use super::{Reread, Span};
use std::collections::BTreeMap;

/// Lines and columns of places, with each text read once.
pub(super) struct Places<'a> {
    reread: Reread<'a>,
    texts: BTreeMap<String, String>,
}

impl<'a> Places<'a> {
    pub(super) fn new(reread: Reread<'a>) -> Self {
        Self { reread, texts: BTreeMap::new() }
    }

    /// Where a span begins and ends: lines and columns from 1, columns in characters.
    pub(super) fn of(&mut self, span: &Span) -> [(usize, usize); 2] {
        let reread = self.reread;
        let text = self.texts.entry(span.path.to_string()).or_insert_with_key(|path| reread(path).unwrap_or_default());
        [span.start, span.end.max(span.start)].map(|offset| {
            let before = text.get(..offset).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
        })
    }
}
