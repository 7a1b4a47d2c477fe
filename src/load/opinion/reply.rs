//! Where the reply to an opinion begins: under a heading `## 答复`.

use super::Parts;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::load::TextFile;
use crate::markdown::lines;
use crate::model::Opinion;
use std::ops::Range;

/// What the heading says under which the reply stands, whatever its level, marks and blanks.
const REPLY: [&str; 5] = ["答复", "回复", "答复意见", "回复意见", "reply"];

/// Other words that a reply may be headed by.
const HEADED: [&str; 7] = ["办理结果", "处理结果", "办理情况", "处理情况", "办理意见", "处理意见", "反馈意见"];

/// Characters of a line that may still be meant as that heading; more are a sentence.
const LIKE: usize = 8;

/// What was sent, and the reply, of what stands from `start` on.
pub(super) fn split(text: &str, start: usize) -> (Range<usize>, Range<usize>) {
    let mut at = start;
    for line in lines(&text[start..]) {
        if heading(line).is_some_and(|said| REPLY.contains(&&*said)) {
            return (start..at, at + line.len()..text.len());
        }
        at += line.len();
    }
    (start..text.len(), text.len()..text.len())
}

/// What a line says that looks like a heading or stands in bold: letters and digits only.
fn heading(line: &str) -> Option<String> {
    let marked = line.trim_start().starts_with(['#', '＃', '*', '_', '【', '=']);
    marked.then(|| line.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase())
}

/// Whether a line may be meant as the heading of a reply.
pub(in crate::load) fn is_like_heading(line: &str) -> bool {
    holds(line, &REPLY)
}

fn holds(line: &str, words: &[&str]) -> bool {
    heading(line).is_some_and(|said| said.chars().count() <= LIKE && words.iter().any(|word| said.contains(word)))
}

/// Whether a line may begin a reply where nothing else does: `答复：经核实……`, `> 答复如下：`, `回复（6月3日）：`, `## 办理结果`.
pub(in crate::load) fn is_like_reply(line: &str) -> bool {
    let line = line.trim();
    let bare = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '-' | '+' | '•' | '·'));
    let after = |word: &&'static str| bare.strip_prefix(*word).map(str::trim_start);
    let begins = |rest: &str| rest.is_empty() || beyond(rest).starts_with(['：', ':']);
    holds(line, &HEADED) || REPLY.iter().chain(&HEADED).filter_map(after).any(begins)
}

/// What stands behind the word for a reply: past “如下”, and past what is in brackets.
fn beyond(rest: &str) -> &str {
    let rest = rest.strip_prefix("如下").unwrap_or(rest);
    let inside = rest.strip_prefix(['（', '(']).and_then(|inside| inside.split_once(['）', ')']));
    inside.map_or(rest, |(_, behind)| behind).trim_start()
}

/// O010: no other part of what was sent or replied looks like the heading of a reply, and a reply for fewer readers than the
/// text is found once there is one.
pub(super) fn found(opinion: &Opinion, file: &TextFile<'_>, parts: &Parts, sink: &mut Diagnostics) {
    let Parts { front: _, sent, reply } = parts;
    let alone = reply.is_empty();
    let like = [sent, reply].into_iter().find_map(|part| {
        let mut at = part.start;
        file.text[part.clone()].split_inclusive('\n').find_map(|line| {
            let range = at..at + line.trim_end().len();
            at += line.len();
            (is_like_heading(line) || alone && is_like_reply(line)).then_some(range)
        })
    });
    let answered = opinion.answered.is_some();
    let hidden = answered && opinion.reply.is_empty() && opinion.reply_clearance > opinion.text_clearance;
    let Some(range) = like.or_else(|| hidden.then(|| opinion.marks.audience.range())) else {
        return;
    };
    let span = Span::new(&file.path, range);
    let finding =
        Diagnostic::new(&codes::O010, span, "没有找到答复从哪里开始", "it cannot be told where the reply begins");
    sink.push(finding.help(
        "答复前面单独写一行“## 答复”，别处不要写成标题的样子；没有答复的，删去 reply_audience",
        "Put one line `## 答复` before the reply, and nothing like it elsewhere; without a reply, drop `reply_audience`",
    ));
}
