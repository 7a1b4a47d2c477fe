//! What is still as in the skeleton that an item was made from.

use crate::catalogue::sample::{SIGNERS, TEXT, is_sample};
use crate::model::{ApprovalState, FieldValue, Item, Mark};
use crate::source::{Node, Value};
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
        if let Some(word) = unfilled(&field.value, None) {
            found.push((word.trim().into(), field.mark));
        }
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

/// The first word of a value that is a skeleton's; `column` is the name under which it stands.
fn unfilled<'v>(value: &'v FieldValue, column: Option<&str>) -> Option<&'v str> {
    match value {
        FieldValue::Text(text) => is_sample(text, column).then_some(text),
        FieldValue::List(values) => values.iter().find_map(|value| unfilled(value, column)),
        FieldValue::Map(parts) => parts.iter().find_map(|(name, value)| unfilled(value, Some(name))),
    }
}
