//! Writes a step of an approval, or a day, into an item's text: only what is added or replaced changes, wherever and in
//! whatever style it is written.

use super::{front_matter, narrow};
use crate::diagnostic::Diagnostics;
use crate::source::{Node, Value, scalar};
use std::ops::Range;
use std::sync::Arc;

/// A change of a text: what is replaced, and by what.
pub type Edit = (Range<usize>, String);

/// Keys and their words, in order.
type Words<'w> = [(&'w str, &'w str)];

/// The change that sets `path`, such as `approval`, `approved`, to a flow mapping of `words`, or, for an empty key in
/// front of a single word, to that word. `None` if the text has no front matter that can be read.
pub fn set(path: &Arc<str>, text: &str, keys: &[&str], words: &[(&str, &str)]) -> Option<Edit> {
    let parts = front_matter::split(text)?;
    let front = parts.front.clone();
    let unsaid = &mut Diagnostics::default();
    let narrowed = narrow::normalise(path, &text[front.clone()], front.start, unsaid);
    let node = front_matter::parse(path, &text[front.clone()], &narrowed, front.start, unsaid)?;
    let mut at = &node;
    for (depth, key) in keys.iter().enumerate() {
        let Value::Map(entries) = &at.value else {
            return None;
        };
        match entries.iter().find(|(known, _)| known.value == *key) {
            Some((key, found)) if matches!(found.value, Value::Null) => {
                // A key without a value: what follows its colon is given one.
                let value = nested(&keys[depth + 1..], words);
                let colon = text[key.range.end..].find([':', '：']).map(|colon| key.range.end + colon);
                if written(at, text).starts_with('{') {
                    let inside = key.range.end..text.len().min(end(at, text));
                    let stop = text[inside.clone()].find([',', '}', '，', '\n']).map(|stop| inside.start + stop)?;
                    let from = colon.filter(|colon| *colon < stop).map(|colon| Some(colon + width(text, colon)?));
                    return Some(match from {
                        Some(from) => (from?..stop, format!(" {value}")),
                        None => (stop..stop, format!(": {value}")),
                    });
                }
                let from = colon? + width(text, colon?)?;
                return Some((from..line_end(text, from), format!(" {value}")));
            }
            Some((_, found)) if depth + 1 == keys.len() => {
                return Some((whole(text, found.range.start..end(found, text)), flow(words)));
            }
            Some((_, found)) => at = found,
            None => return Some(insert(text, at, front.end, depth == 0, key, &nested(&keys[depth + 1..], words))),
        }
    }
    None
}

/// A value below some keys, in flow style.
fn nested(keys: &[&str], words: &Words<'_>) -> String {
    keys.iter().rev().fold(flow(words), |inner, key| format!("{{{key}: {inner}}}"))
}

fn flow(words: &Words<'_>) -> String {
    if let [("", word)] = words {
        return scalar(word);
    }
    let parts: Vec<String> = words.iter().map(|(key, word)| format!("{key}: {}", scalar(word))).collect();
    format!("{{{}}}", parts.join(", "))
}

/// A key with a value, added behind the last of a mapping.
fn insert(text: &str, map: &Node<'_>, front_end: usize, top: bool, key: &str, value: &str) -> Edit {
    if top {
        return (front_end..front_end, format!("{key}: {value}\n"));
    }
    let last = end(map, text);
    if text[map.range.start..].starts_with('{') {
        let entries = matches!(&map.value, Value::Map(entries) if !entries.is_empty());
        let at = inner_end(map, text);
        return (at..at, if entries { format!(", {key}: {value}") } else { format!("{key}: {value}") });
    }
    let first = match &map.value {
        Value::Map(entries) => entries.first().map_or(map.range.start, |(key, _)| key.range.start),
        Value::Null | Value::Scalar(_) | Value::List(_) => map.range.start,
    };
    let line = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let at = line_end(text, last);
    (at..at, format!("\n{}{key}: {value}", &text[line..first]))
}

/// Where the last entry of a flow mapping ends, or where the first would begin.
fn inner_end(map: &Node<'_>, text: &str) -> usize {
    match &map.value {
        Value::Map(entries) => entries.last().map_or(map.range.start + 1, |(key, node)| match node.value {
            Value::Null => key.range.end + text[key.range.end..].find(':').map_or(0, |at| at + 1),
            Value::Scalar(_) | Value::List(_) | Value::Map(_) => end(node, text),
        }),
        Value::Null | Value::Scalar(_) | Value::List(_) => map.range.end,
    }
}

/// A range with the whole of its first and last character: a Chinese quote, read as an ASCII one, is wider than that.
fn whole(text: &str, range: Range<usize>) -> Range<usize> {
    let start = (0..=range.start).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = (range.end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    start..end
}

/// Where what stands in a node ends: a block ends with its last line, not where the next begins.
fn end(node: &Node<'_>, text: &str) -> usize {
    let written = written(node, text);
    if written.starts_with(['{', '[']) {
        return node.range.end;
    }
    match &node.value {
        Value::Map(entries) if !entries.is_empty() => {
            entries.last().map_or(node.range.end, |(key, node)| match node.value {
                Value::Null => key.range.end,
                Value::Scalar(_) | Value::List(_) | Value::Map(_) => end(node, text),
            })
        }
        Value::List(nodes) if !nodes.is_empty() => nodes.last().map_or(node.range.end, |node| end(node, text)),
        _ => whole(text, node.range.clone()).start + written.trim_end().len(),
    }
}

/// How a node is written.
fn written<'t>(node: &Node<'_>, text: &'t str) -> &'t str {
    &text[whole(text, node.range.clone())]
}

/// The bytes of the character at a place.
fn width(text: &str, at: usize) -> Option<usize> {
    text[at..].chars().next().map(char::len_utf8)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(approval: &str, keys: &[&str], words: &Words<'_>) -> String {
        let text = format!("---\ntitle: 一件事 # 注\n{approval}publish: 2026-06-10\n---\n正文\n");
        let (range, by) = set(&"a.md".into(), &text, keys, words).expect("an edit");
        let out = format!("{}{by}{}", &text[..range.start], &text[range.end..]);
        assert!(out.starts_with("---\ntitle: 一件事 # 注\n") && out.ends_with("---\n正文\n"), "{out}");
        let front = out.strip_prefix("---\ntitle: 一件事 # 注\n").and_then(|rest| rest.split("---\n").next());
        front.unwrap_or_default().replace("publish: 2026-06-10\n", "")
    }

    const STEP: &Words<'_> = &[("by", "乙"), ("date", "2026-06-02")];

    #[test]
    fn a_step_is_written_in_the_style_of_what_is_there() {
        let reviewed = &["approval", "reviewed"][..];
        for (before, after) in [
            ("", "approval: {reviewed: {by: 乙, date: 2026-06-02}}\n"),
            ("approval:\n", "approval: {reviewed: {by: 乙, date: 2026-06-02}}\n"),
            (
                "approval: { proposed: {by: 甲} } # 注\n",
                "approval: { proposed: {by: 甲}, reviewed: {by: 乙, date: 2026-06-02} } # 注\n",
            ),
            ("approval: {}\n", "approval: {reviewed: {by: 乙, date: 2026-06-02}}\n"),
            ("approval: {reviewed: }\n", "approval: {reviewed: {by: 乙, date: 2026-06-02}}\n"),
            ("approval: {reviewed: ~ } # 注\n", "approval: {reviewed: {by: 乙, date: 2026-06-02}} # 注\n"),
            (
                "approval: {reviewed: null, approved: }\n",
                "approval: {reviewed: {by: 乙, date: 2026-06-02}, approved: }\n",
            ),
            (
                "approval: {reviewed, approved: {by: 丙}}\n",
                "approval: {reviewed: {by: 乙, date: 2026-06-02}, approved: {by: 丙}}\n",
            ),
            (
                "approval:\n  proposed: {by: 甲} # 注\n",
                "approval:\n  proposed: {by: 甲} # 注\n  reviewed: {by: 乙, date: 2026-06-02}\n",
            ),
            (
                "approval:\n    proposed:\n        by: \"甲\"\n\n",
                "approval:\n    proposed:\n        by: \"甲\"\n    reviewed: {by: 乙, date: 2026-06-02}\n\n",
            ),
            (
                "approval: {reviewed: {by: 丁}, approved: {by: 丙}}\n",
                "approval: {reviewed: {by: 乙, date: 2026-06-02}, approved: {by: 丙}}\n",
            ),
        ] {
            assert_eq!(signed(before, reviewed, STEP), after, "{before}");
        }
    }

    #[test]
    fn a_value_in_chinese_quotes_is_replaced_whole() {
        for value in ["“2026-06-02”", "‘2026-06-02’", "\"2026-06-02\"", "2026年6月2日"] {
            let text = format!("---\ntitle: 甲\npublish: {value}   # 注\nentry: b\n---\n正文\n");
            let (range, by) = set(&"a.md".into(), &text, &["publish"], &[("", "2026-06-05")]).expect("an edit");
            let out = format!("{}{by}{}", &text[..range.start], &text[range.end..]);
            assert_eq!(
                out.split_whitespace().collect::<Vec<_>>().join(" "),
                "--- title: 甲 publish: 2026-06-05 # 注 entry: b --- 正文"
            );
        }
    }

    #[test]
    fn a_word_goes_into_a_step_of_either_style() {
        let digest = &["approval", "approved", "digest"][..];
        let words: &Words<'_> = &[("", "v1-a")];
        for (before, after) in [
            ("approval: {approved: {by: 丙}}\n", "approval: {approved: {by: 丙, digest: v1-a}}\n"),
            ("approval: {approved: {by: 丙, digest: x}}\n", "approval: {approved: {by: 丙, digest: v1-a}}\n"),
            (
                "approval:\n  approved:\n    by: 丙\n    date: 2026-06-03 # 注\n",
                "approval:\n  approved:\n    by: 丙\n    date: 2026-06-03 # 注\n    digest: v1-a\n",
            ),
            (
                "approval:\n  approved:\n    digest: x # 旧\n    by: 丙\n",
                "approval:\n  approved:\n    digest: v1-a # 旧\n    by: 丙\n",
            ),
        ] {
            assert_eq!(signed(before, digest, words), after, "{before}");
        }
        assert_eq!(scalar("更正：第2段 \"数字\""), "\"更正：第2段 \\\"数字\\\"\"");
    }
}
