use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text, codes};
use crate::source::{Fault, Node, Value, fault, is_word, parse_yaml};
use std::borrow::Cow;
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
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(Parts { front: first.len()..at, body: at + line.len() });
        }
        at += line.len();
    }
    None
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

/// Full-width punctuation and tabs read as YAML has them, byte for byte, so that places stay places.
pub(super) fn normalise<'t>(path: &Arc<str>, front: &'t str, base: usize, sink: &mut Diagnostics) -> Cow<'t, str> {
    let suspect = |line: &str| line.contains(['：', '“', '\t', '\u{3000}']);
    if !suspect(front) {
        return Cow::Borrowed(front);
    }
    let mut out = String::with_capacity(front.len());
    let mut at = base;
    for line in front.split_inclusive('\n') {
        let narrowed = narrow(line);
        if let Some((narrowed, said)) = narrowed {
            if said {
                let range = at..at + line.trim_end().len();
                sink.push(
                    Diagnostic::new(
                        &codes::F012,
                        Span::new(path, range),
                        "这一行用了全角冒号、引号或空格，已按半角理解",
                        "full-width punctuation in this line was read as its ASCII form",
                    )
                    .help("请改成半角的 : 和 \"，以免误读", "Write : and \" instead"),
                );
            }
            debug_assert_eq!(narrowed.len(), line.len());
            out.push_str(&narrowed);
        } else {
            out.push_str(line);
        }
        at += line.len();
    }
    Cow::Owned(out)
}

/// A line with the marks of its key and its quotes narrowed, and whether a person should be told.
fn narrow(line: &str) -> Option<(String, bool)> {
    let indent = line.len() - line.trim_start_matches([' ', '\t', '\u{3000}', '-']).len();
    let (lead, rest) = line.split_at(indent);
    let mut changed = lead.contains(['\t', '\u{3000}']);
    let mut said = lead.contains('\u{3000}');
    let mut out: String = lead.replace('\t', " ").replace('\u{3000}', "   ");
    let mut key = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    // A Chinese word for a key is told to be one where the line could not be anything else.
    if let Some(end) = rest.find('：').filter(|end| indent == 0 && is_word(&rest[..*end])) {
        key = end;
    }
    let value_at = if key > 0 && rest[key..].starts_with('：') {
        out.push_str(&rest[..key]);
        out.push_str(":  ");
        (changed, said) = (true, true);
        key + '：'.len_utf8()
    } else if key > 0 && rest[key..].starts_with(':') {
        out.push_str(&rest[..=key]);
        key + 1
    } else {
        0
    };
    let value = &rest[value_at..];
    let bare = value.trim_matches([' ', '\u{3000}', '\t', '\n']);
    let quoted = bare.strip_prefix('“').and_then(|inner| inner.strip_suffix('”'));
    match quoted {
        Some(inner) if !inner.contains(['“', '”', '"', '\\']) => {
            let start = value.find('“').unwrap_or(0);
            out.push_str(&value[..start].replace('\u{3000}', "   ").replace('\t', " "));
            out.push_str("  \"");
            out.push_str(inner);
            out.push_str("\"  ");
            out.push_str(&value[start + bare.len()..].replace('\u{3000}', "   ").replace('\t', " "));
            (changed, said) = (true, true);
        }
        _ => out.push_str(value),
    }
    changed.then_some((out, said))
}

/// Parses a front matter, as [`normalise`] left it, into a tree whose places are those of the file; a finding if it cannot
/// be. `written` is the front matter as the clerk wrote it.
pub(super) fn parse<'t>(
    path: &Arc<str>,
    written: &str,
    front: &'t str,
    base: usize,
    sink: &mut Diagnostics,
) -> Option<Node<'t>> {
    match parse_yaml(front, base) {
        Ok(node) => {
            if front.contains(" #") {
                cut_values(path, front, base, &node, sink);
            }
            Some(node)
        }
        Err((message, at)) => {
            let Fault { range, what, help } = fault(written, (at - base).min(written.len()), &message);
            let span = Span::new(path, range.start + base..range.end + base);
            sink.push(Diagnostic::new(&codes::F002, span, what.zh, what.en).help(help.zh, help.en));
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

    #[test]
    fn full_width_marks_are_read_and_keep_their_places() {
        let path = Arc::from("a.md");
        let mut sink = Diagnostics::default();
        let front = "title：“党费公示”\nentry: party-dues\nfields:\n\tpayers: 3\n";
        let read = normalise(&path, front, 0, &mut sink);
        assert_eq!(read.len(), front.len());
        assert_eq!(sink.iter().count(), 1);
        assert!(parse_yaml(&read, 0).is_ok());
        assert!(read.contains("\"党费公示\""));
        let untouched = "title: “三会一课”执行情况\n";
        assert_eq!(normalise(&path, untouched, 0, &mut sink), untouched);
    }
}
