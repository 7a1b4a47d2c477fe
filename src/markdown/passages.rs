//! Cutting a text by who may read it (`::: internal`), before it is parsed.

use memchr::{memchr3_iter, memmem};
use std::borrow::Cow;
use std::ops::Range;

pub(super) const OPEN: char = '\u{E0A1}';
pub(super) const CLOSE: char = '\u{E0A2}';
const OPEN_MARK: &str = "\u{E0A1}";
const CLOSE_MARK: &str = "\u{E0A2}";

/// A run of the body with one clearance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Byte range in the file's decoded text, without the marker lines.
    pub range: Range<usize>,
    /// Whether only members may see it.
    pub internal: bool,
}

/// A marker that is not understood, and so could leak what it was meant to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line it stands on.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What can be wrong with a passage marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A line with `:::` that is no marker, or with a marker's word among other signs.
    Unknown,
    /// A marker whose colons are full-width.
    Wide,
    /// `::: internal` without its `:::`.
    Unclosed,
    /// `:::` without its `::: internal`.
    Unopened,
    /// `::: internal` within an internal passage.
    Nested,
    /// `::: public`: a passage may only be stricter than its item.
    Laxer,
}

/// Cuts a body (the text from `base` on) into passages by clearance, before Markdown is parsed. Code fences
/// are not understood here, on purpose: where in doubt, a marker is a marker.
pub fn cut(text: &str, base: usize) -> (Vec<Passage>, Vec<Fault>) {
    let body = &text[base..];
    if !may_hold_marker(body) && !holds_bare_word(body) {
        return (vec![Passage { range: base..text.len(), internal: false }], Vec::new());
    }
    let mut passages = Vec::new();
    let mut faults = Vec::new();
    let mut open: Option<Range<usize>> = None;
    // Whether one fault tells of a whole passage: what its other marker would add is not told.
    let mut told = false;
    let mut start = base;
    let mut at = base;
    for line in super::lines(body) {
        let range = at..at + line.trim_end().len();
        let next = at + line.len();
        match marker(line) {
            Marker::None => {}
            Marker::Open if open.is_some() => faults.push(Fault { range, kind: FaultKind::Nested }),
            Marker::Open => {
                passages.push(Passage { range: start..at, internal: false });
                open = Some(range);
                told = false;
                start = next;
            }
            Marker::Close | Marker::Wide(false) if open.is_none() && told => told = false,
            Marker::Close if open.is_none() => faults.push(Fault { range, kind: FaultKind::Unopened }),
            Marker::Wide(_) => {
                faults.push(Fault { range, kind: FaultKind::Wide });
                told = true;
            }
            Marker::Close => {
                passages.push(Passage { range: start..at, internal: true });
                open = None;
                start = next;
            }
            Marker::Laxer => faults.push(Fault { range, kind: FaultKind::Laxer }),
            Marker::Unknown => faults.push(Fault { range, kind: FaultKind::Unknown }),
        }
        at = next;
    }
    passages.push(Passage { range: start..text.len(), internal: open.is_some() });
    if let Some(range) = open.filter(|_| !told) {
        faults.push(Fault { range, kind: FaultKind::Unclosed });
    }
    passages.retain(|p| p.internal || !text[p.range.clone()].trim().is_empty());
    (passages, faults)
}

/// The first line of a text that cannot hold passages, with three colons together or a marker's word among signs: somebody
/// meant a marker.
pub fn marker_line(text: &str) -> Option<Range<usize>> {
    if !may_hold_marker(text) && !holds_bare_word(text) {
        return None;
    }
    let mut at = 0;
    super::lines(text).find_map(|line| {
        let start = at;
        at += line.len();
        let colons: Vec<bool> = line.chars().filter(|c| *c != ' ').map(|c| COLONS.contains(&c)).collect();
        (colons.windows(3).any(|run| run == [true; 3]) || is_bare_word(line))
            .then(|| start..start + line.trim_end().len())
    })
}

/// A line as text that nobody can take for a marker: each of several colons together is kept from being read as one, and a
/// marker's word has others before it. The page shows the colons all the same; those that are none of ASCII as such.
pub fn unmarked(line: &str) -> Cow<'_, str> {
    if marker_line(line).is_none() {
        return Cow::Borrowed(line);
    }
    let mut plain = String::new();
    let mut rest = line.trim();
    while let Some(c) = rest.chars().next() {
        let after = rest.trim_start_matches(|c: char| COLONS.contains(&c) || c == ' ');
        let run = &rest[..rest.len() - after.len()];
        match run.chars().filter(|c| COLONS.contains(c)).count() {
            0 | 1 => {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
            }
            _ => {
                run.chars().for_each(|c| plain.push_str(if c == ' ' { " " } else { "\\:" }));
                rest = after;
            }
        }
    }
    if marker_line(&plain).is_some() {
        plain.insert_str(0, "原文：");
    }
    Cow::Owned(plain)
}

/// Whether two colons stand together, with or without blanks between them: most texts end here.
fn may_hold_marker(body: &str) -> bool {
    let blank = |c: char| c.is_whitespace() && c != '\n';
    // The first bytes of the colons, as UTF-8.
    memchr3_iter(b':', 0xE2, 0xEF, body.as_bytes()).any(|at| {
        let after = body[at..].strip_prefix(COLONS);
        after.is_some_and(|rest| rest.trim_start_matches(blank).starts_with(COLONS))
    })
}

/// The words of a marker; the first letter of the one in English may be a capital.
const WORDS: [&str; 5] = ["党内", "党内公开", "党内部分", "nternal", "NTERNAL"];

/// Whether words are what else people write for it, where it stands alone on a line: 仅限党内公开, 以下内容党内公开.
fn is_meant(words: &str) -> bool {
    let without = |words: &str, heads: &[&str]| {
        heads.iter().find_map(|head| words.strip_prefix(head)).unwrap_or(words).to_owned()
    };
    let place = without(words, &["以下内容", "以下部分", "以下"]);
    let only = without(&place, &["仅限", "只限", "仅"]);
    matches!(&*only, "党内公开" | "党内部分") || only == "党内" && only.len() < words.len()
}

/// Whether a line holds nothing but such a word and signs.
fn holds_bare_word(body: &str) -> bool {
    let bytes = body.as_bytes();
    WORDS.iter().any(|word| {
        memmem::find_iter(bytes, word).any(|at| {
            // Mostly a word goes on.
            let end = at + word.len();
            !body[end..].starts_with(is_word) && {
                let start = body[..at].rfind('\n').map_or(0, |at| at + 1);
                is_bare_word(body[start..].lines().next().unwrap_or_default())
            }
        })
    })
}

/// Whether a line is a marker's word among signs that may be meant for its colons, such as `【党内】`. A heading, a member
/// of a list and a cell of a table that say no more are none.
fn is_bare_word(line: &str) -> bool {
    let words = line.trim_matches(|c| !is_word(c));
    let is_marker = words == "党内" || words.eq_ignore_ascii_case("internal");
    if line.contains('|') || !(is_marker || is_meant(words)) {
        return false;
    }
    let line = line.trim().trim_start_matches("> ");
    let heading = line.trim_start_matches('#').strip_prefix(' ');
    let member = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
    let plain = heading.or(member).unwrap_or(line).trim().trim_matches('*');
    // Other words than the marker's own are common in headings and lists, with a sign behind them.
    plain != words && (is_marker || heading.or(member).is_none())
}

/// Letters and digits; what looks like a colon among the letters of phonetic writing is none.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !('\u{2B0}'..='\u{2FF}').contains(&c)
}

enum Marker {
    None,
    Open,
    Close,
    Laxer,
    /// One with full-width colons: whether it begins a passage.
    Wide(bool),
    Unknown,
}

/// Colons, and what a person may take for them.
const COLONS: [char; 5] = [':', '：', '∶', '﹕', '︓'];

fn marker(line: &str) -> Marker {
    let start = line.trim_start_matches([' ', '\t', '\u{3000}', '>', '-', '*', '\\']);
    let colons = start.chars().filter(|c| !c.is_whitespace()).take_while(|c| COLONS.contains(c)).count();
    let inside = line.contains(":::") || line.contains("：：") || line.contains(":：") || line.contains("：:");
    if colons < 2 && !inside {
        return if is_bare_word(line) { Marker::Unknown } else { Marker::None };
    }
    match line.trim_ascii().strip_prefix(":::").map(|rest| rest.trim_start_matches(':').trim()) {
        Some("") => Marker::Close,
        Some("internal" | "党内") => Marker::Open,
        Some("public" | "公开") => Marker::Laxer,
        _ if colons < 3 => Marker::Unknown,
        _ => match line.trim().trim_start_matches(|c: char| COLONS.contains(&c) || c.is_whitespace()) {
            "" => Marker::Wide(false),
            "internal" | "党内" => Marker::Wide(true),
            _ => Marker::Unknown,
        },
    }
}

/// The Markdown that one audience may see. For members the internal passages stand between marks of
/// paragraphs of their own, which the writer turns into a block that says so.
///
/// Passages are blocks: they are joined by one blank line, and runs of blank lines count as one. So a text
/// with its internal passages left out is the same as one that never had them.
pub fn visible<'t>(text: &'t str, passages: &[Passage], internal: bool) -> Cow<'t, str> {
    if let [only] = passages
        && !only.internal
    {
        let part = text[only.range.clone()].trim_matches('\n');
        return if memmem::find(part.as_bytes(), b"\n\n\n").is_some() {
            Cow::Owned(squeeze(part))
        } else {
            Cow::Borrowed(part)
        };
    }
    let mut parts: Vec<&str> = Vec::with_capacity(passages.len() * 3);
    for passage in passages {
        let part = text[passage.range.clone()].trim_matches('\n');
        match (passage.internal, internal) {
            (true, false) => {}
            (true, true) => parts.extend([OPEN_MARK, part, CLOSE_MARK]),
            (false, _) => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    Cow::Owned(squeeze(&parts.join("\n\n")))
}

fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut breaks = 0;
    for c in text.chars() {
        breaks = if c == '\n' { breaks + 1 } else { 0 };
        if breaks <= 2 {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<FaultKind> {
        cut(text, 0).1.into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn a_body_is_cut_at_its_markers() {
        let text = "前\n::: internal\n密\n:::\n后\n";
        let (passages, none) = cut(text, 0);
        assert!(none.is_empty());
        assert_eq!(visible(text, &passages, false).replace('\n', ""), "前后");
        assert_eq!(visible(text, &passages, true).replace('\n', ""), format!("前{OPEN}密{CLOSE}后"));
    }

    #[test]
    fn a_marker_that_is_not_understood_is_never_let_through() {
        for text in ["> ::: internal\n> 密\n", "- ::: internal\n", "::: intern\n密\n:::\n", "文字 ::: internal\n"] {
            assert!(faults(text).contains(&FaultKind::Unknown), "{text}");
        }
        assert_eq!(faults("::: internal\n密\n"), [FaultKind::Unclosed]);
        for text in [
            "：：： internal\n密",
            "：：： internal\n密\n：：：\n",
            "：：：党内\n密\n:::\n",
            "::: internal\n密\n：：：\n",
        ] {
            assert_eq!(faults(text), [FaultKind::Wide], "one passage, one fault: {text}");
        }
        assert_eq!(faults("文\n:::\n"), [FaultKind::Unopened]);
        assert_eq!(faults("::: internal\n::: internal\n:::\n"), [FaultKind::Nested]);
        assert_eq!(faults("::: public\n文\n"), [FaultKind::Laxer]);
        for marker in [
            ":\u{200B}:: internal",
            ":\u{2060}:: internal",
            "꞉꞉꞉ internal",
            "ːːː Internal",
            "⁝⁝⁝ internal",
            "︰︰︰ 党内",
            "∷ internal",
            "；；； 党内",
            ": internal",
            "【党内】",
            "【党内公开】",
            "（以下仅党内）",
            "仅限党内公开：",
            "以下内容党内公开：",
            "## 党内：",
            "- 党内：",
        ] {
            assert_eq!(faults(&format!("文\n{marker}\n密\n")), [FaultKind::Unknown], "{marker}");
            assert_eq!(marker_line(&format!("文\n{marker}\n密\n")), Some(4..4 + marker.len()), "{marker}");
        }
        for line in [
            "时间：9：00",
            "党内",
            "## 党内",
            "- 党内",
            "**党内**",
            "## 党内公开：",
            "- 党内公开。",
            "> 党内",
            "| 党内 |",
            "（党内民主）",
            "internally.",
            ": internal use",
        ] {
            assert_eq!(faults(&format!("文\n{line}\n")), [], "{line}");
        }
        let text = "```\n::: internal\n密\n";
        assert!(!visible(text, &cut(text, 0).0, false).contains('密'), "a fence does not hide a marker");
    }
}
