//! Whether an edit of an item's file changed no more than how its dates are written.

use super::seal::OUTSIDE;
use super::{front_matter, narrow};
use crate::calendar::parse_moment;
use crate::diagnostic::Diagnostics;
use crate::source::{Node, Value};
use std::sync::Arc;

/// The keys whose dates are written in another form than before, if that is all that differs of what a seal covers.
pub fn dates_rewritten(old: &str, new: &str) -> Option<Vec<String>> {
    let path: Arc<str> = "".into();
    let [old, new] = [old, new].map(|text| front_matter::split(text).map(|parts| (text, parts)));
    let ((old, old_parts), (new, new_parts)) = (old?, new?);
    let body = [&old[old_parts.body..], &new[new_parts.body..]];
    let [old_body, new_body] = body.map(|body| body.trim().lines().map(str::trim_end));
    if !old_body.eq(new_body) {
        return None;
    }
    let unsaid = &mut Diagnostics::default();
    let (old, new) = (&old[old_parts.front], &new[new_parts.front]);
    let (old_front, new_front) = (narrow::normalise(&path, old, 0, unsaid), narrow::normalise(&path, new, 0, unsaid));
    let old = front_matter::parse(&path, old, &old_front, 0, unsaid)?;
    let new = front_matter::parse(&path, new, &new_front, 0, unsaid)?;
    let mut keys = Vec::new();
    (same(&old, &new, "", &mut keys) && !keys.is_empty()).then_some(keys)
}

/// Whether two values say the same, but for the form of dates, whose keys are noted.
fn same(old: &Node<'_>, new: &Node<'_>, key: &str, keys: &mut Vec<String>) -> bool {
    match (&old.value, &new.value) {
        (Value::Null, Value::Null) => true,
        (Value::Scalar(old), Value::Scalar(new)) if old == new => true,
        (Value::Scalar(old), Value::Scalar(new)) => {
            let date = parse_moment(old);
            keys.push(key.to_owned());
            date.is_some() && date == parse_moment(new)
        }
        (Value::List(old), Value::List(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new, key, keys))
        }
        (Value::Map(old), Value::Map(new)) => {
            let covered = |word: &str| !(key.is_empty() && OUTSIDE.contains(&word));
            let [old, new] = [old, new].map(|entries| entries.iter().filter(|(word, _)| covered(&word.value)));
            let mut new: Vec<_> = new.collect();
            let all = old.into_iter().all(|(word, old)| {
                let Some(at) = new.iter().position(|(other, _)| other.value == word.value) else {
                    return false;
                };
                let (_, new) = new.remove(at);
                let key = if key.is_empty() { word.value.to_string() } else { format!("{key}.{}", word.value) };
                same(old, new, &key, keys)
            });
            all && new.is_empty()
        }
        (Value::Null | Value::Scalar(_) | Value::List(_) | Value::Map(_), _) => false,
    }
}
