//! Where a front matter stands in a text, what keeps it from being one, and its parsing.

use super::narrow;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text, codes};
use crate::markdown::{lines, marker_line};
use crate::source::{Fault, Node, Value, faults, parse_yaml, without_comments};
use std::ops::Range;
use std::sync::Arc;

/// A file's text in its two parts.
pub(super) struct Parts {
    /// The front matter, between its two lines of `---`.
    pub front: Range<usize>,
    /// Where the body begins.
    pub body: usize,
}

/// Finds the front matter of a text; `None` when it does not begin with one, or the one it begins with does
/// not end.
pub(super) fn split(text: &str) -> Option<Parts> {
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut at = first.len();
    for line in lines(&text[at..]) {
        if line.trim_end() == "---" {
            return Some(Parts { front: first.len()..at, body: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// L009: a passage in a front matter, which cannot hold one, so that all of it would be shown.
pub(super) fn without_passages(path: &Arc<str>, front: &str, start: usize, sink: &mut Diagnostics) {
    let Some(line) = marker(path, front, start) else {
        return;
    };
    let span = Span::new(path, line);
    let (zh, en) = ("文前信息里不能有党内段落", "a front matter cannot hold a passage");
    sink.push(Diagnostic::new(&codes::L009, span, zh, en).help(
        "段落写在正文里；整个字段只在党内公开的，写成 { audience: internal, value: …… }",
        "Passages belong in the text; for a whole field write { audience: internal, value: … }",
    ));
}

/// The first line of a front matter that looks like the marker of a passage, by its place in the file. Comments reach no page.
pub(super) fn marker(path: &Arc<str>, front: &str, start: usize) -> Option<Range<usize>> {
    marker_line(front)?;
    let narrowed = narrow::normalise(path, front, start, &mut Diagnostics::default());
    let line = marker_line(&without_comments(front, parse_yaml(&narrowed, 0).ok().as_ref()))?;
    Some(line.start + start..line.end + start)
}

/// What keeps a text from beginning with a front matter: a finding at the line in which that shows. `keys` are some that
/// it would have.
pub(super) fn none(path: &Arc<str>, text: &str, keys: &str) -> Diagnostic {
    let begins = text.lines().next().is_some_and(|line| line.trim_end() == "---");
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        at - line.len()..at - line.len() + line.trim_end().len()
    });
    // Programs for writing make other strokes of three hyphens.
    let drawn = |range: &Range<usize>| is_drawn(&text[range.clone()]);
    let place = if begins { lines.skip(1).find(drawn) } else { lines.next().filter(drawn) };
    let (range, (zh, en), help) = match place {
        Some(range) => (
            range,
            ("这一行的横线不是三个半角减号", "the stroke in this line is not three hyphens"),
            Text::new("改成 ---", "Write ---"),
        ),
        None if begins => (
            0..3,
            ("文前信息没有结束", "the front matter has no end"),
            Text::new("在文前信息和正文之间加一行 ---", "Write a line `---` between the front matter and the text"),
        ),
        None => (
            0..text.find('\n').unwrap_or(text.len()),
            ("文件开头没有文前信息", "the file does not begin with a front matter"),
            Text::new(
                format!("第一行写 ---，随后写 {keys} 等，再以一行 --- 结束"),
                format!("Begin with a line `---`, then {keys} …, and end with a line `---`"),
            ),
        ),
    };
    Diagnostic::new(&codes::F001, Span::new(path, range), zh, en).help(help.zh, help.en)
}

/// Whether a line is a stroke, but not `---`.
fn is_drawn(line: &str) -> bool {
    let stroke = |c: char| matches!(c, '-' | '—' | '–' | '－' | '―' | '─' | '_' | '＿');
    line != "---" && !line.is_empty() && line.chars().all(stroke)
}

/// Parses a front matter, as [`normalise`](super::narrow::normalise) left it, into a tree whose places are those of the file; a finding if it cannot
/// be. `written` is the front matter as the clerk wrote it.
pub(super) fn parse<'t>(
    path: &Arc<str>,
    written: &str,
    front: &'t str,
    base: usize,
    sink: &mut Diagnostics,
) -> Option<Node<'t>> {
    let read = parse_yaml(front, base).and_then(|node| match node.value {
        // Lines without a colon, or with a blank behind none of them, are one text.
        Value::Scalar(_) => Err((String::new(), node.range.start)),
        Value::Null | Value::List(_) | Value::Map(_) => Ok(node),
    });
    match read {
        Ok(node) => {
            if front.contains(" #") {
                cut_values(path, front, base, &node, sink);
            }
            Some(node)
        }
        Err((message, at)) => {
            for Fault { range, what, help } in faults(written, (at - base).min(written.len()), &message) {
                let span = Span::new(path, range.start + base..range.end + base);
                sink.push(Diagnostic::new(&codes::F002, span, what.zh, what.en).help(help.zh, help.en));
            }
            None
        }
    }
}

/// F025: values without quotes that end before a `#` right before other words, as in `主题党日 #第11期`. A comment has a blank
/// after its mark.
fn cut_values(path: &Arc<str>, front: &str, base: usize, node: &Node<'_>, sink: &mut Diagnostics) {
    match &node.value {
        Value::Null => {}
        Value::List(nodes) => nodes.iter().for_each(|node| cut_values(path, front, base, node, sink)),
        Value::Map(entries) => {
            for (key, node) in entries {
                match &node.value {
                    // Of `summary: #第11期` nothing is left.
                    Value::Null => cut_value(path, front, base, key.range.end + 1..key.range.end + 1, sink),
                    _ => cut_values(path, front, base, node, sink),
                }
            }
        }
        Value::Scalar(_) => cut_value(path, front, base, node.range.clone(), sink),
    }
}

/// The same for one value, by its place in the file.
fn cut_value(path: &Arc<str>, front: &str, base: usize, range: Range<usize>, sink: &mut Diagnostics) {
    let range = range.start - base..range.end - base;
    let Some((value, rest)) = front.get(range.clone()).zip(front.get(range.end..)) else {
        return;
    };
    let line = rest.lines().next().unwrap_or_default();
    let lost = line.trim_start_matches([' ', '\t']).trim_end();
    let begins = lost.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    if value.starts_with(['"', '\'', '|', '>']) || !begins || !line.starts_with([' ', '\t']) {
        return;
    }
    let at = base + range.end + line.find('#').unwrap_or_default();
    let span = Span::new(path, at..at + lost.len());
    let (zh, en) = (format!("“{lost}”会被当作批注丢掉"), format!("`{lost}` is taken for a comment and lost"));
    let whole = format!("{value}{line}");
    let whole = whole.trim();
    sink.push(Diagnostic::new(&codes::F025, span, zh, en).help(
        format!("给整个值加上半角引号：\"{whole}\"；确实是批注的，在 # 后面空一格"),
        format!("Put the value in quotes: \"{whole}\"; a comment has a blank after `#`"),
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_a_front_matter_from_being_one_is_told_where_it_shows() {
        for (text, at, what) in [
            ("正文", 0..6, "没有文前信息"),
            ("———\ntitle: 一\n---\n", 0..9, "不是三个半角减号"),
            ("---\ntitle: 一\n\n正文。\n", 0..3, "没有结束"),
            ("---\ntitle: 一\n————\n正文。\n", 15..27, "不是三个半角减号"),
            ("---\ntitle: 一\n-----\n", 15..20, "不是三个半角减号"),
        ] {
            let finding = none(&"a.md".into(), text, "title");
            assert_eq!(finding.span.start..finding.span.end, at, "{text}");
            assert!(finding.message.zh.contains(what), "{text}: {}", finding.message.zh);
        }
    }
}
