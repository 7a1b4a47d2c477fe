//! Full-width marks of a front matter, read as YAML has them, byte for byte, so that places stay places.

use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::markdown::lines;
use crate::source::is_word;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// A front matter with the marks of its keys, its quotes, its indents and its braces narrowed; one finding for all
/// lines of which a person should be told. Marks within values stay.
pub(super) fn normalise<'t>(path: &Arc<str>, front: &'t str, base: usize, sink: &mut Diagnostics) -> Cow<'t, str> {
    if !front.contains(MARKS) {
        return Cow::Borrowed(front);
    }
    let mut out = String::with_capacity(front.len());
    let (mut at, mut block, mut parts) = (base, None, Vec::new());
    for line in lines(front) {
        let indent = line.len() - line.trim_start_matches([' ', '\t', '\u{3000}']).len();
        let is_blank = line.trim().is_empty();
        // What stands in a text of several lines is that text.
        let within = block.is_some_and(|above| is_blank || indent > above);
        if !within && !is_blank {
            block = begins_block(line).then_some(indent);
        }
        if within || !line.contains(MARKS) {
            // Its indent may have tabs all the same, with which YAML does not begin a line.
            let lead = line.len() - line.trim_start_matches([' ', '\t']).len();
            out.extend(line[..lead].chars().map(|_| ' '));
            out.push_str(&line[lead..]);
            at += line.len();
            continue;
        }
        let narrowed = Line::of(line);
        parts.extend(narrowed.told.map(|range| at + range.start..at + range.end));
        debug_assert_eq!(narrowed.text.len(), line.len());
        out.push_str(&narrowed.text);
        at += line.len();
    }
    told(path, front, base, &parts, sink);
    Cow::Owned(out)
}

/// F012: which marks were narrowed, in these parts of lines.
fn told(path: &Arc<str>, front: &str, base: usize, parts: &[Range<usize>], sink: &mut Diagnostics) {
    let Some((first, more)) = parts.split_first() else { return };
    let written = |part: &Range<usize>| front[part.start - base..part.end - base].chars();
    let names: BTreeSet<(&str, &str)> = parts.iter().flat_map(written).filter_map(name).collect();
    let zh: Vec<&str> = names.iter().map(|(zh, _)| *zh).collect();
    let en: Vec<&str> = names.iter().map(|(_, en)| *en).collect();
    let (zh, en) = (
        format!("全角的{}已按半角理解", zh.join("、")),
        format!("full-width {} were read as their ASCII forms", en.join(", ")),
    );
    let span = |part: &Range<usize>| Span::new(path, part.clone());
    let finding = Diagnostic::new(&codes::F012, span(first), zh, en)
        .help("请改成半角的 : , \" { } 和空格，以免误读", "Write : , \" { } and blanks instead");
    sink.push(more.iter().fold(finding, |finding, part| finding.label(span(part), "这里也是", "here too")));
}

/// What a mark that is told is called.
fn name(mark: char) -> Option<(&'static str, &'static str)> {
    Some(match mark {
        '：' => ("冒号", "colons"),
        '，' => ("逗号", "commas"),
        '“' | '”' => ("引号", "quotes"),
        '｛' | '｝' => ("花括号", "braces"),
        '\u{3000}' => ("空格", "blanks"),
        _ => return None,
    })
}

/// What may be narrowed. Whether it is, its own line says.
const MARKS: [char; 8] = ['：', '，', '“', '”', '｛', '｝', '\t', '\u{3000}'];

/// Whether a text of several lines begins behind this one: `summary: |`.
fn begins_block(line: &str) -> bool {
    let value = line.trim_end().rsplit([':', '：', ' ']).next().unwrap_or_default();
    value.starts_with(['|', '>']) && value[1..].chars().all(|c| matches!(c, '-' | '+') || c.is_ascii_digit())
}

/// A line as YAML is to read it, and where in it a person wrote what should be mended.
struct Line {
    text: String,
    told: Option<Range<usize>>,
}

impl Line {
    fn of(line: &str) -> Self {
        let mut out = Self { text: String::with_capacity(line.len()), told: None };
        let (lead, rest) = line.split_at(line.len() - line.trim_start_matches([' ', '\t', '\u{3000}', '-']).len());
        out.blanks(lead);
        let key = key(rest, lead.is_empty());
        match rest[key..].chars().next().filter(|c| key > 0 && matches!(c, ':' | '：')) {
            Some(colon) => {
                out.text.push_str(&rest[..key]);
                out.take(colon, ':');
                out.value(&rest[key + colon.len_utf8()..]);
            }
            None => out.value(rest),
        }
        out
    }

    fn value(&mut self, value: &str) {
        let bare = value.trim_matches([' ', '\u{3000}', '\t', '\r', '\n']);
        let before = value.find(bare).unwrap_or(0);
        if let Some(inner) = quoted(bare) {
            self.blanks(&value[..before]);
            self.take('“', '"');
            self.text.push_str(inner);
            self.take('”', '"');
            self.blanks(&value[before + bare.len()..]);
        } else if bare.starts_with(['{', '｛', '[']) {
            self.flow(value);
        } else {
            self.text.push_str(value);
        }
    }

    /// Takes in `{ … }` and `[ … ]`, of which marks count where they can be nothing else.
    fn flow(&mut self, value: &str) {
        let (mut open, mut quote, mut begun) = (Vec::new(), None, 0);
        for (at, c) in value.char_indices() {
            let (token, rest) = (value[begun..at].trim_matches(BLANKS), &value[at + c.len_utf8()..]);
            let narrow = match c {
                _ if quote.is_some() => (quote == Some(c)).then_some(if c == '”' { '"' } else { c }),
                '"' | '\'' if token.is_empty() => Some(c),
                '“' if token.is_empty() && opens_value(rest) => Some('"'),
                '{' | '[' | ',' => Some(c),
                '}' | ']' => Some(c),
                '｛' if token.is_empty() && begins_pair(rest) => Some('{'),
                '｝' if open.last() == Some(&'{') && ends_value(rest) => Some('}'),
                '，' if open.last() == Some(&'{') && begins_pair(rest) => Some(','),
                ':' | '：' if is_key(token) => Some(':'),
                '\u{3000}' if token.is_empty() => Some(' '),
                _ => None,
            };
            self.take(c, narrow.unwrap_or(c));
            match narrow {
                Some('"' | '\'') => {
                    quote = if quote.is_some() { None } else { Some(if c == '“' { '”' } else { c }) }
                }
                Some('{' | '[') => open.push(narrow.unwrap_or(c)),
                Some('}' | ']') => drop(open.pop()),
                _ => {}
            }
            if matches!(narrow, Some('{' | '[' | ',' | ':')) {
                begun = at + c.len_utf8();
            }
        }
    }

    /// Takes in blanks of an indent, or around a value; wide ones are told.
    fn blanks(&mut self, blanks: &str) {
        for c in blanks.chars() {
            match c {
                '\t' => self.text.push(' '),
                '\u{3000}' => self.take(c, ' '),
                _ => self.text.push(c),
            }
        }
    }

    /// Takes in a character that stands for a narrow one, filled up with blanks to its length: before what opens a quote,
    /// else behind it.
    fn take(&mut self, written: char, narrow: char) {
        if written == narrow {
            return self.text.push(written);
        }
        let at = self.text.len();
        let told = self.told.get_or_insert(at..at);
        told.end = at + written.len_utf8();
        let fill = &"    "[..written.len_utf8() - narrow.len_utf8()];
        let (before, behind) = if written == '“' { (fill, "") } else { ("", fill) };
        self.text.push_str(before);
        self.text.push(narrow);
        self.text.push_str(behind);
    }
}

/// Characters within which the colon of a key stands.
const LONGEST: usize = 40;

const BLANKS: [char; 3] = [' ', '\t', '\u{3000}'];

/// Where the key that a line begins with ends, if it begins with one. A Chinese word is told to be a key where the line could not be anything else.
fn key(rest: &str, at_margin: bool) -> usize {
    let end = rest.find('：').filter(|end| at_margin && is_word(&rest[..*end]));
    end.unwrap_or_else(|| rest.find(|c: char| !is_key_char(c)).unwrap_or(rest.len()))
}

fn is_key_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

fn is_key(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_alphabetic()) && token.chars().all(is_key_char) || is_word(token)
}

/// Whether a key and its colon come next.
fn begins_pair(rest: &str) -> bool {
    let end = rest.char_indices().take(LONGEST).find(|(_, c)| matches!(c, ':' | '：'));
    end.is_some_and(|(end, _)| is_key(rest[..end].trim_matches(BLANKS)))
}

/// Whether nothing more of a value comes.
fn ends_value(rest: &str) -> bool {
    rest.trim_start_matches(BLANKS)
        .chars()
        .next()
        .is_none_or(|c| matches!(c, ',' | '，' | '}' | '｝' | ']' | '#' | '\r' | '\n'))
}

/// Whether what a Chinese quote opened is a whole value.
fn opens_value(rest: &str) -> bool {
    rest.split_once('”').is_some_and(|(inner, rest)| !inner.contains(['“', '"', '\\']) && ends_value(rest))
}

/// What stands in Chinese quotes, if that is all.
fn quoted(bare: &str) -> Option<&str> {
    let inner = bare.strip_prefix('“')?.strip_suffix('”')?;
    (!inner.contains(['“', '”', '"', '\\'])).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::parse_yaml;

    fn read(front: &str) -> (String, Vec<String>) {
        let mut sink = Diagnostics::default();
        let read = normalise(&Arc::from("a.md"), front, 0, &mut sink).into_owned();
        assert_eq!(read.len(), front.len(), "{front}");
        assert!(sink.iter().count() < 2, "one finding says it all");
        let places =
            sink.iter().flat_map(|told| [&told.span].into_iter().chain(told.labels.iter().map(|label| &label.0)));
        (read, places.map(|span| front[span.start..span.end].to_owned()).collect())
    }

    #[test]
    fn full_width_marks_are_read_and_keep_their_places() {
        let (front, told) = read("title：“党费公示”\nentry: party-dues\nfields:\n\tpayers: 3\n");
        assert_eq!(told, ["：“党费公示”"]);
        assert!(parse_yaml(&front, 0).is_ok());
        assert!(front.contains("\"党费公示\""));
        let (_, told) = read("title：党费\nentry: party-dues\nperiod：2026-H1\n　x: 1\n");
        assert_eq!(told, ["：", "：", "\u{3000}"]);
        let untouched = "title: “三会一课”执行情况\n";
        assert_eq!(read(untouched), (untouched.to_owned(), vec![]));
    }

    #[test]
    fn so_are_those_between_braces() {
        for (written, meant) in [
            ("leader: { name：李，role：书记 }", "leader: { name: 李,role: 书记 }"),
            ("leader: ｛name：“李”， role: 书记｝", "leader: {name: \"李\",role: 书记}"),
            (
                "- { date：2026-07-10，topic：学习“七一”讲话，讨论 }",
                "- { date: 2026-07-10,topic: 学习“七一”讲话，讨论 }",
            ),
            (
                "approval: {proposed：{by: 甲、乙，丙，date: 2026-07-10}}",
                "approval: {proposed: {by: 甲、乙，丙,date: 2026-07-10}}",
            ),
            ("options: [ { name: \"赞成：同意，\"，votes：3 }]", "options: [ { name: \"赞成：同意，\",votes: 3 }]"),
        ] {
            let (front, told) = read(written);
            assert_eq!(told.len(), 1, "{written}");
            let squeezed = |text: &str| text.replace(' ', "");
            assert_eq!(squeezed(&front), squeezed(meant));
            assert!(parse_yaml(&front, 0).is_ok(), "{front}");
        }
    }

    #[test]
    fn and_not_those_within_values() {
        for written in [
            "votes: { note: 赞成：同意，全票 }\ntitle: “甲”：乙\n",
            "keywords: [党费，公示, “三会一课”制度]\nx：1\n",
            "a: '：'\nb: {c: “三会”一课}\n",
            "contact: {hours: 周一至周五 9:00—12:00，13:30—19:30}\n",
        ] {
            let (front, _) = read(written);
            let (first, before) = (front.lines().next(), written.lines().next());
            assert_eq!(first, before);
        }
    }

    #[test]
    fn how_a_line_is_read_hangs_on_no_other() {
        for line in ["title: ［通知］党费公示", "keywords: ［阳光, 服务］", "summary: 甲，乙", "a: {b: 甲，c: 乙}"]
        {
            let (alone, _) = read(&format!("{line}\n"));
            let (beside, _) = read(&format!("{line}\nreason：内部：原因\n\tx: 1\n"));
            assert_eq!(beside.lines().next(), alone.lines().next(), "{line}");
        }
        let tabs = "fields:\n\tpara: |\n\t\t甲：乙\n\t\t　　丙\n";
        assert_eq!(read(tabs), ("fields:\n para: |\n  甲：乙\n  　　丙\n".to_owned(), vec![]));
        let text = "para: |\n  第一段：开始\n  note：甲\n  “乙”\n\n  {丙：丁}\nx：1\n";
        let (front, told) = read(text);
        assert!(front.starts_with(text.split("x：").next().unwrap()) && told == ["："], "{front}");
    }
}
