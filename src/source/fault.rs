//! What a clerk did where a front matter is no YAML: the parser's word says only where it gave up.

use super::words::{is_word, meaning};
use crate::diagnostic::Text;
use std::ops::Range;

/// A mistake, where it was made, and what to do.
pub struct Fault {
    /// Where it stands in the front matter.
    pub range: Range<usize>,
    /// What it is.
    pub what: Text,
    /// What to do.
    pub help: Text,
}

/// A line of a front matter.
struct Line<'t> {
    start: usize,
    text: &'t str,
}

/// The mistake for which the parser gave up at an offset of a front matter, with a message of its own; and every other line at
/// the margin of which no key can be read, so that all of them are mended at once.
pub fn faults(front: &str, at: usize, message: &str) -> Vec<Fault> {
    let mut faults: Vec<Fault> = fault(front, at, message).into_iter().collect();
    let first = faults.first().map(|fault| fault.range.start);
    let (mut start, mut depth) = (0, 0_usize);
    for line in front.split_inclusive('\n') {
        let text = line.trim_end();
        let range = start..start + text.len();
        start += line.len();
        let begins = depth == 0 && text.starts_with(|c: char| c != '#' && !c.is_whitespace());
        let told = first.is_some_and(|first| (range.start..=range.end).contains(&first));
        if let Some(found) =
            Some(text).filter(|_| begins && !told).and_then(|text| glued(text).or_else(|| no_colon(text)))
        {
            faults.push(found.at(range.start));
        }
        // What stands in brackets over several lines has no keys of the front matter.
        let count = |marks: [char; 2]| text.matches(marks).count();
        depth = (depth + count(['{', '['])).saturating_sub(count(['}', ']']));
    }
    if faults.is_empty() {
        faults.push(unknown(at, message));
    }
    faults
}

/// The mistake for which the parser gave up, if it can be told.
fn fault(front: &str, at: usize, message: &str) -> Option<Fault> {
    let mut start = 0;
    let mut lines = Vec::new();
    for text in front.split_inclusive('\n') {
        if start > at {
            break;
        }
        lines.push(Line { start, text: text.trim_end() });
        start += text.len();
    }
    lines.retain(|line| !line.text.trim().is_empty() && !line.text.trim_start().starts_with('#'));
    // The line at which the parser gave up is likelier than the ones above it.
    let lines: Vec<&Line<'_>> = lines.iter().rev().collect();
    let checks: [fn(&str) -> Option<Found>; 8] =
        [marked, tab, glued, full_width, opened_wide, unclosed_quote, after_quote, inner_colon];
    let by_line = checks.iter().find_map(|check| {
        let found = lines.iter().find_map(|line| Some((line.start, check(line.text)?)));
        found.map(|(start, found)| found.at(start))
    });
    let within = || lines.first().filter(|line| message.contains("anchor") && marked(line.text).is_none());
    // The parser gives up at the mark or at what follows it.
    let end = front.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
    within()
        .and_then(|line| Some(unused(front.get(line.start..end)?)?.at(line.start)))
        .or(by_line)
        .or_else(|| brackets(&lines))
        .or_else(|| lines.iter().find_map(|line| Some(no_colon(line.text)?.at(line.start))))
}

/// A mistake within a line: from which byte to which, what it is, and what to do.
struct Found(Range<usize>, [String; 4]);

impl Found {
    fn new(range: Range<usize>, zh: &str, en: &str, help_zh: &str, help_en: &str) -> Self {
        Self(range, [zh, en, help_zh, help_en].map(str::to_owned))
    }

    fn at(self, start: usize) -> Fault {
        let Self(range, [zh, en, help_zh, help_en]) = self;
        Fault {
            range: range.start + start..range.end + start,
            what: Text::new(zh, en),
            help: Text::new(help_zh, help_en),
        }
    }
}

/// The key and value of a line: where the value begins, and the value.
fn value(line: &str) -> Option<(usize, &str)> {
    let lead = line.len() - line.trim_start_matches([' ', '-']).len();
    let word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    let length = line.bytes().skip(lead).take_while(word).count();
    let rest = line[lead + length..].strip_prefix(": ").filter(|_| length > 0)?;
    let value = rest.trim_start();
    Some((line.len() - value.len(), value))
}

/// A value that begins with a character that means something else.
fn marked(line: &str) -> Option<Found> {
    let (at, value) = value(line)?;
    let mark = value.chars().next().filter(|c| "*&!@`%".contains(*c))?;
    Some(Found::new(
        at..line.len(),
        &format!("值以“{mark}”开头，会被当作别的意思"),
        &format!("the value begins with `{mark}`, which means something else"),
        "给整个值加英文引号，例如 title: \"*重要* 通知\"",
        "Put the whole value in quotes",
    ))
}

/// A mark of YAML that is not used here, within a value; `line` ends where the parser gave up.
fn unused(line: &str) -> Option<Found> {
    let (at, mark) = line.char_indices().rev().find(|(_, c)| "&*!".contains(*c))?;
    Some(Found::new(
        at..at + 1,
        &format!("这里的“{mark}”会被当作别的意思"),
        &format!("`{mark}` means something else here"),
        &format!("给这个值加英文引号，例如 \"{mark}甲\"；不需要的，删去这个符号"),
        "Put this value in quotes, or delete the mark",
    ))
}

fn tab(line: &str) -> Option<Found> {
    let lead = line.len() - line.trim_start().len();
    let tab = line[..lead].find('\t')?;
    Some(Found::new(
        tab..lead,
        "这一行开头用了制表符（Tab 键）",
        "this line begins with a tab",
        "删去行首的空白，改用空格；同一层的各行空格数要一样",
        "Use spaces, and as many as the lines beside it",
    ))
}

/// The length of the key with which a line begins, or could: an ASCII word, or one that clerks write for a key.
fn key(line: &str) -> usize {
    let length = line.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
    let word = || line.find([':', ' ', '；', ';', '=', '＝']).filter(|end| is_word(&line[..*end]));
    if length > 0 { length } else { word().unwrap_or_default() }
}

/// A colon without a blank behind it.
fn glued(line: &str) -> Option<Found> {
    let lead = line.len() - line.trim_start_matches([' ', '-']).len();
    let length = key(&line[lead..]);
    let rest = line[lead + length..].strip_prefix(':').filter(|_| length > 0)?;
    // A tab parts them as well.
    if rest.is_empty() || rest.starts_with([' ', '\t']) || rest.starts_with("//") {
        return None;
    }
    let key = meaning(&line[lead..lead + length]);
    Some(Found::new(
        lead + length..lead + length + 1,
        "冒号后面缺少一个空格",
        "there is no space behind the colon",
        &format!("写成 {key}: {}", shortened(rest)),
        &format!("Write {key}: {}", shortened(rest)),
    ))
}

fn shortened(text: &str) -> String {
    let mut out: String = text.chars().take(20).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// Full-width marks where a value in braces or brackets has its own.
fn full_width(line: &str) -> Option<Found> {
    const MARKS: [(char, char); 8] =
        [('｛', '{'), ('｝', '}'), ('［', '['), ('］', ']'), ('【', '['), ('】', ']'), ('，', ','), ('：', ':')];
    let open = line.find(['{', '[', '｛', '［'])?;
    let found = MARKS.iter().filter_map(|(wide, narrow)| Some((line[open..].find(*wide)? + open, *wide, *narrow)));
    let (at, wide, narrow) = found.min_by_key(|(at, ..)| *at)?;
    Some(Found::new(
        at..at + wide.len_utf8(),
        &format!("这里用了全角的“{wide}”"),
        &format!("there is a full-width mark `U+{:04X}` here", u32::from(wide)),
        &format!("大括号、方括号里外的标点用半角，改成 {narrow}；文字里本来就有“{wide}”的，给文字加英文引号"),
        &format!("Write {narrow}, or put the words in quotes"),
    ))
}

/// A line that is all one word and a full-width colon, and so would open what stands below it.
fn opened_wide(line: &str) -> Option<Found> {
    let word = line.trim_start_matches([' ', '-']).strip_suffix('：')?;
    let plain = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    (plain && !is_narrowed(line)).then(|| wide_colon(line.len() - '：'.len_utf8(), word))
}

/// Whether the full-width colon of a line was read as the one of its key.
fn is_narrowed(line: &str) -> bool {
    let word = line.trim_start_matches([' ', '-']).split('：').next().unwrap_or_default();
    let is_ascii = !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    is_ascii || line.starts_with(word) && is_word(word)
}

fn wide_colon(at: usize, word: &str) -> Found {
    Found::new(
        at..at + '：'.len_utf8(),
        &format!("“{word}”后面的冒号是全角的“：”"),
        &format!("the colon behind `{word}` is a full-width one"),
        "改成半角的冒号；后面还有字的，冒号后空一格",
        "Write an ASCII colon, and a blank before what follows",
    )
}

fn unclosed_quote(line: &str) -> Option<Found> {
    let (at, value) = value(line)?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    if value.matches(quote).count() > 1 {
        return None;
    }
    Some(Found::new(
        at..line.len(),
        "引号只有前一半",
        "the quote does not end",
        &format!("在值的末尾补上 {quote}"),
        &format!("Add {quote} at the end of the value"),
    ))
}

/// Words behind the closing quote of a value.
fn after_quote(line: &str) -> Option<Found> {
    let (at, value) = value(line)?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let close = value[1..].find(quote)? + 2;
    let rest = value[close..].trim_start();
    if rest.is_empty() || rest.starts_with(['#', quote]) {
        return None;
    }
    Some(Found::new(
        at + close..line.len(),
        "引号结束以后又写了字",
        "there are words behind the closing quote",
        "标题里的引号用中文的“ ”；或者给整个值加单引号，例如 '\"三会一课\"执行情况'",
        "Put the whole value in single quotes",
    ))
}

/// A colon and a blank within a value that has no quotes.
fn inner_colon(line: &str) -> Option<Found> {
    let (at, value) = value(line)?;
    if value.starts_with(['"', '\'', '{', '[', '|', '>']) {
        return None;
    }
    let colon = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
    Some(Found::new(
        at + colon..at + colon + 1,
        "值里又有半角冒号和空格，会被当作另一个键",
        "within the value a colon and a space begin another key",
        "把这个冒号改成全角的“：”，或者给整个值加英文引号",
        "Put the whole value in quotes",
    ))
}

/// A line without a key.
fn no_colon(line: &str) -> Option<Found> {
    let first = line.chars().next()?;
    if first.is_whitespace() || "-]}".contains(first) || line.contains(':') || is_narrowed(line) {
        return None;
    }
    if let Some((word, _)) = line.split_once('：') {
        return Some(wide_colon(word.len(), word));
    }
    let (key, rest) = line.split_at(key(line));
    let key = meaning(key);
    let value = rest.trim_start_matches([' ', '；', ';', '=', '＝']);
    let mark = rest[..rest.len() - value.len()].trim();
    if !key.is_empty() && !mark.is_empty() && !value.is_empty() {
        return Some(Found::new(
            0..line.len(),
            &format!("键后面是“{mark}”，不是冒号"),
            &format!("`{mark}` stands behind the key, not a colon"),
            &format!("写成 {key}: {}", shortened(value)),
            &format!("Write {key}: {}", shortened(value)),
        ));
    }
    let pair = |form: &str, blank: &str| match (key, value) {
        ("", _) | (_, "") => form.to_owned(),
        (key, value) => format!("{blank}{key}: {}", shortened(value)),
    };
    Some(Found::new(
        0..line.len(),
        "这一行没有冒号，不是“键: 值”",
        "this line has no colon: it is no `key: value`",
        &format!("写成{}；前一行太长要接着写的，行首空两格", pair("“键: 值”", " ")),
        &format!("Write {}; begin a line that continues the one before with two spaces", pair("`key: value`", "")),
    ))
}

/// The bracket that does not close, or closes what is not open. `lines` are from the last to the first.
fn brackets(lines: &[&Line<'_>]) -> Option<Fault> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for line in lines.iter().rev() {
        let mut quote = None;
        for (n, c) in line.text.char_indices() {
            match (quote, c) {
                (Some(q), c) if q == c => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(c),
                (None, '{' | '[') => open.push((line.start + n, c)),
                (None, '}' | ']') => {
                    let wanted = if c == '}' { '{' } else { '[' };
                    match open.pop() {
                        Some((_, last)) if last == wanted => {}
                        Some((at, last)) => return Some(unclosed(at, last)),
                        None => return Some(surplus(line.start + n, c)),
                    }
                }
                _ => {}
            }
        }
    }
    open.last().map(|(at, bracket)| unclosed(*at, *bracket))
}

fn unclosed(at: usize, bracket: char) -> Fault {
    let close = if bracket == '{' { '}' } else { ']' };
    let found = Found::new(
        0..1,
        &format!("这个 {bracket} 没有对应的 {close}"),
        &format!("this {bracket} has no {close}"),
        &format!("在末尾补上 {close}"),
        &format!("Add {close} at the end"),
    );
    found.at(at)
}

fn surplus(at: usize, bracket: char) -> Fault {
    let found = Found::new(
        0..1,
        &format!("多了一个 {bracket}"),
        &format!("there is a {bracket} too many"),
        "删去它，或者补上前一半",
        "Delete it, or add what it closes",
    );
    found.at(at)
}

fn unknown(at: usize, message: &str) -> Fault {
    let found = Found::new(
        0..0,
        "文前信息从这里起读不懂",
        &format!("the front matter is not YAML from here on: {message}"),
        "对照前后各行：每行写成“键: 值”，同一层的行首对齐，括号和引号成对；拿不准的值加英文引号",
        "Write `key: value` lines, keep a level's lines aligned, and close brackets and quotes",
    );
    found.at(at)
}
