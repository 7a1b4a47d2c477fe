//! What is still as in the skeleton that an item was made from.

use crate::catalogue::sample::{SIGNERS, TEXT, is_sample};
use crate::model::{ApprovalState, FieldValue, Item, Mark};
use crate::source::{Node, Value};
use std::ops::Range;
use std::sync::Arc;

/// The words of a skeleton that an item still holds, and where: in its text, its fields, its approval. `text` is the
/// file's, whose body begins at `start`.
pub(super) fn find(item: &Item, text: &str, start: usize) -> Vec<(Arc<str>, Mark)> {
    let mut found = Vec::new();
    let body = text[start..].trim();
    let at = start + (text[start..].len() - text[start..].trim_start().len());
    if body.starts_with(TEXT) {
        found.push((TEXT.into(), Mark::from(at..at + TEXT.len())));
    } else if body.ends_with(TEXT) {
        found.push((TEXT.into(), Mark::from(at + body.len() - TEXT.len()..at + body.len())));
    }
    if is_sample(&item.title, None) {
        found.push((Arc::clone(&item.title), item.marks.whole));
    }
    for field in &item.fields {
        let range = field.mark.range();
        let mut finder = Finder { front: &text[..start], at: range.end, whole: field.mark, found: &mut found };
        finder.look(&field.value, None);
    }
    if let Some(reason) = item.internal_reason.as_ref().filter(|reason| is_sample(reason, None)) {
        found.push((Arc::clone(reason), item.marks.audience));
    }
    if !matches!(item.approval, ApprovalState::Missing) {
        let range = item.marks.approval.range();
        let approval = &text[range.clone()];
        if approval.contains("人姓名") {
            for signer in SIGNERS {
                if let Some(at) = approval.find(signer) {
                    let at = range.start + at;
                    found.push((signer.into(), Mark::from(at..at + signer.len())));
                }
            }
        }
    }
    found
}

/// Whether a field is still as in the skeleton, in part or whole: it is not read before it is filled in.
pub(super) fn is_unfilled(node: &Node<'_>, column: Option<&str>) -> bool {
    match &node.value {
        Value::Null => false,
        Value::Scalar(text) => is_sample(text, column),
        Value::List(nodes) => nodes.iter().any(|node| is_unfilled(node, column)),
        Value::Map(parts) => parts.iter().any(|(name, node)| is_unfilled(node, Some(&*name.value))),
    }
}

/// Looks in a field for the words of a skeleton, from where its value begins on.
struct Finder<'a> {
    /// The file's text without its body.
    front: &'a str,
    /// Behind what was looked at.
    at: usize,
    /// The field, where a word does not stand as it reads.
    whole: Mark,
    found: &'a mut Vec<(Arc<str>, Mark)>,
}

impl Finder<'_> {
    /// Every word of a value that is a skeleton's; `column` is the name under which it stands.
    fn look(&mut self, value: &FieldValue, column: Option<&str>) {
        match value {
            FieldValue::Text(text) if is_sample(text, column) => {
                let mark = self.next(text.trim()).map_or(self.whole, Mark::from);
                self.found.push((text.trim().into(), mark));
            }
            FieldValue::Text(_) => {}
            FieldValue::List(values) => values.iter().for_each(|value| self.look(value, column)),
            FieldValue::Map(parts) => {
                for (name, value) in parts {
                    self.next(name);
                    self.look(value, Some(name));
                }
            }
        }
    }

    /// Where a word stands next outside of lines of comment, and goes on behind it.
    fn next(&mut self, word: &str) -> Option<Range<usize>> {
        let rest = self.front.get(self.at..)?;
        let is_code = |at: usize| {
            let line = self.front[..at].rfind('\n').map_or(0, |end| end + 1);
            !self.front[line..].trim_start().starts_with('#')
        };
        let (at, _) = rest.match_indices(word).find(|(at, _)| is_code(self.at + at))?;
        let range = self.at + at..self.at + at + word.len();
        self.at = range.end;
        Some(range)
    }
}
