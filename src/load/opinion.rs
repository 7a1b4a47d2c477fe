//! An opinion: front matter, what was sent, and under a heading `## 答复` the reply.

use super::item_keys::{read_id, stem};
use super::keys::{ascii, lacks, needed, short, without};
use super::sensitive::Scan;
use super::{Context, TextFile, front_matter, narrow, placed};
use crate::calendar::{Instant, parse_moment};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text, codes};
use crate::duties::due_after;
use crate::markdown::{self, Passage};
use crate::model::{Clearance, Grade, Mark, Marks, Opinion, OpinionChannel, OpinionKind, OpinionMarks, Sender, Step};
use crate::source::{Node, Table, Value, dates, one_of};
use chrono::NaiveDate;
use std::ops::Range;
use std::sync::Arc;

/// The folder of an organisation's opinions.
pub(super) const FOLDER: &str = "opinions";

/// What the heading says under which the reply stands, whatever its level, marks and blanks.
const REPLY: [&str; 5] = ["答复", "回复", "答复意见", "回复意见", "reply"];

/// Other words that a reply may be headed by.
const HEADED: [&str; 7] = ["办理结果", "处理结果", "办理情况", "处理情况", "办理意见", "处理意见", "反馈意见"];

/// Characters of a line that may still be meant as that heading; more are a sentence.
const LIKE: usize = 8;

/// A step as it is written: its day, the place of that, and what else it says.
type Written<T> = (Option<NaiveDate>, Mark, T);

/// Reads one opinion. `None`, with findings that say why, when it cannot be read whole.
pub(super) fn read(context: &Context<'_>, file: &TextFile<'_>, sink: &mut Diagnostics) -> Option<Opinion> {
    let TextFile { path, text, source: _ } = file;
    let Some(parts) = front_matter::split(text) else {
        sink.push(front_matter::none(path, text, "kind, channel, received"));
        return None;
    };
    let whole = marker(file, sink);
    let narrowed = narrow::normalise(path, &text[parts.front.clone()], parts.front.start, sink);
    let node = front_matter::parse(path, &text[parts.front.clone()], &narrowed, parts.front.start, sink)?;
    let mut table = Table::new(path, node, sink);
    if let Some(range) = table.place_of("entry") {
        let (zh, en) = ("这个文件夹只放意见，这是一个公开事项", "this folder holds opinions, and this is an item");
        table.sink().push(
            Diagnostic::new(&codes::F003, Span::new(path, range), zh, en)
                .help("把文件移到上一级，即党组织的文件夹里", "Move the file up into the folder of its organisation"),
        );
        return None;
    }
    let (sent, reply) = split(text, parts.body);
    let read = read_keys(context, file, (parts.front.clone(), sent.clone(), reply.clone()), &mut table);
    placed::by_folder(context, path, &mut table);
    table.finish();
    let opinion = read.filter(|_| whole)?;
    if opinion.text.is_empty() && opinion.reply.is_empty() {
        let span = Span::new(path, parts.body..parts.body);
        let finding = Diagnostic::new(&codes::F013, span, "意见没有内容", "the opinion says nothing");
        sink.push(finding.help("写上意见内容", "Write what was sent"));
        return None;
    }
    reply_found(&opinion, file, (sent.clone(), reply.clone()), sink);
    let mut scan = Scan { offices: context.offices, path, accepted: false, sink };
    scan_words(&mut scan, &opinion);
    if opinion.marks.id == opinion.marks.whole {
        scan.own_name(stem(path), &opinion.id, opinion.clearance());
    }
    let open = opinion.clearance();
    let passage = |range: Range<usize>, clearance| Passage { range, internal: clearance > open };
    let passages = [passage(sent, opinion.text_clearance), passage(reply, opinion.reply_clearance)];
    scan.body(file, &passages, parts.body, open);
    Some(opinion)
}

/// Whether no line looks like the marker of a passage, which an opinion cannot have.
fn marker(file: &TextFile<'_>, sink: &mut Diagnostics) -> bool {
    let Some(line) = markdown::marker_line(&file.text) else {
        return true;
    };
    let (zh, en) = ("意见里不分党内段落", "an opinion has no passages");
    sink.push(Diagnostic::new(&codes::L009, Span::new(&file.path, line), zh, en).help(
        "意见内容和答复分别用 audience、reply_audience 定公开范围",
        "Text and reply have `audience` and `reply_audience`",
    ));
    false
}

/// What was sent, and the reply.
fn split(text: &str, start: usize) -> (Range<usize>, Range<usize>) {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
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
pub(super) fn is_like_heading(line: &str) -> bool {
    holds(line, &REPLY)
}

fn holds(line: &str, words: &[&str]) -> bool {
    heading(line).is_some_and(|said| said.chars().count() <= LIKE && words.iter().any(|word| said.contains(word)))
}

/// Whether a line may begin a reply where nothing else does: `答复：经核实……`, `## 办理结果`.
pub(super) fn is_like_reply(line: &str) -> bool {
    let line = line.trim();
    let after = |word: &&'static str| line.strip_prefix(*word).map(str::trim_start);
    let begins = |rest: &str| rest.is_empty() || rest.starts_with(['：', ':']);
    holds(line, &HEADED) || REPLY.iter().chain(&HEADED).filter_map(after).any(begins)
}

/// O010: no other part of what was sent or replied looks like the heading of a reply, and a reply for fewer readers than the
/// text is found once there is one.
fn reply_found(
    opinion: &Opinion,
    file: &TextFile<'_>,
    (sent, reply): (Range<usize>, Range<usize>),
    sink: &mut Diagnostics,
) {
    let alone = reply.is_empty();
    let like = [sent, reply].into_iter().find_map(|part| {
        let mut at = part.start;
        file.text[part].split_inclusive('\n').find_map(|line| {
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

/// The words of the front matter that some reader sees.
fn scan_words(scan: &mut Scan<'_>, opinion: &Opinion) {
    let whole = opinion.marks.whole.range();
    let open = opinion.clearance();
    let inside = open.max(Clearance::Internal);
    let forwarded = opinion.forwarded.as_ref().and_then(|(_, to)| to.as_ref());
    let answered = opinion.answered.as_ref().and_then(|(_, by)| by.as_ref());
    let released = opinion.released.as_ref().map(|step| &step.by);
    for (word, clearance) in
        [(opinion.title.as_ref(), opinion.text_clearance), (forwarded, inside), (answered, open), (released, inside)]
    {
        if let Some(word) = word {
            scan.word(word, whole.clone(), clearance);
        }
    }
}

fn read_keys(
    context: &Context<'_>,
    file: &TextFile<'_>,
    (front, sent, reply): (Range<usize>, Range<usize>, Range<usize>),
    table: &mut Table<'_, '_>,
) -> Option<Opinion> {
    let path = &file.path;
    let mut ids = Marks { whole: front.clone().into(), ..Marks::default() };
    let id = read_id(path, table, &mut ids);
    for key in ["kind", "channel"] {
        table.not_empty(key);
    }
    let kind = needed(table, &front, "kind", |table, key| table.word(key, OpinionKind::WORDS, OpinionKind::read));
    let channel =
        needed(table, &front, "channel", |table, key| table.word(key, OpinionChannel::WORDS, OpinionChannel::read));
    let from_node = table.node("from");
    let (from, name) = from_node.map(|node| read_from(table, node)).unwrap_or_default();
    let about = table.text("about");
    let title = short(table, "title");
    table.not_empty("audience");
    table.not_empty("reply_audience");
    let audience = table.word("audience", Clearance::WORDS, Clearance::read);
    let reply_audience = table.word("reply_audience", Clearance::WORDS, Clearance::read);
    let received = needed(table, &front, "received", dates::moment);
    let due = dates::moment(table, "due");
    let expires = dates::moment(table, "expires");
    let forwarded = read_step(table, "forwarded", |step| short(step, "to"));
    let answered = read_step(table, "answered", |step| short(step, "by"));
    let returned = read_step(table, "returned", |_| ());
    let rated =
        read_step(table, "rated", |step| step.word("grade", Grade::WORDS, Grade::read).map(|grade| grade.value));
    let released = table.table("released", |step| {
        let missing = without(step, &["by", "date"]);
        lacks(step, "released", &missing, "released: { by: 沈知行, date: 2026-06-12 }");
        let by = short(step, "by");
        let date = dates::moment(step, "date");
        by.zip(date).map(|(by, date)| (Step { by, date: date.value.day() }, date.range.into()))
    });
    let (released, released_at) = released.flatten().map_or((None, ids.whole), |(step, at)| (Some(step), at));
    let marks = OpinionMarks {
        whole: front.clone().into(),
        id: ids.id,
        audience: [&audience, &reply_audience]
            .into_iter()
            .flatten()
            .next()
            .map_or(ids.whole, |a| a.range.clone().into()),
        about: about.as_ref().map_or(ids.whole, |about| about.range.clone().into()),
        received: received.as_ref().map_or(ids.whole, |received| received.range.clone().into()),
        due: due.as_ref().map_or(ids.whole, |due| due.range.clone().into()),
        released: released_at,
        steps: [forwarded.1, answered.1, returned.1, rated.1],
        text: trimmed(&file.text, sent.clone()).into(),
        reply: trimmed(&file.text, reply.clone()).into(),
    };
    let (kind, received) = (kind?.value, received?.value.day());
    let promised = due_after(context.replies.due(kind), received, &context.catalogue.workdays);
    let text_clearance = audience.map_or(Clearance::Internal, |audience| audience.value);
    let answered = answered.0.map(|day| (day, answered.2.flatten()));
    Some(Opinion {
        path: Arc::clone(path),
        marks,
        id: id?,
        organisation: context.organisation_of(path),
        kind,
        channel: channel?.value,
        from,
        name,
        about: about.map(|about| about.value.trim().into()),
        title,
        text: file.text[sent].trim().into(),
        reply: file.text[reply].trim().into(),
        text_clearance,
        reply_clearance: reply_audience.map_or(text_clearance, |audience| audience.value),
        released,
        received,
        due: due.as_ref().map_or(promised.day, |due| due.value.day()),
        provisional: due.is_none() && promised.provisional,
        forwarded: forwarded.0.map(|day| (day, forwarded.2.flatten())),
        returned: returned.0,
        rated: rated.0.zip(rated.2.flatten()),
        expires: match expires {
            Some(expires) => Some(expires.value.end(context.zone)),
            None => answered.as_ref().map(|(day, _)| stands_until(*day, context)),
        },
        answered,
    })
}

/// When an opinion that was answered on a day leaves.
fn stands_until(day: NaiveDate, context: &Context<'_>) -> Instant {
    context.keep.end(context.zone, day).unwrap_or(Instant::from_unix(i64::MAX / 2))
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start.max(range.start + part.trim_end().len())
}

/// Whose it is: a word, or `{kind, name, contact}`, of which the last two go nowhere.
fn read_from(table: &mut Table<'_, '_>, node: Node<'_>) -> (Option<Sender>, Option<Arc<str>>) {
    if let Value::Scalar(word) = &node.value {
        let from = Sender::read(word.trim());
        if from.is_none() {
            let (zh, en) = (format!("from 的值“{word}”看不懂"), format!("`{word}` is not a value for `from`"));
            let Text { zh: words, en: en_words } = one_of(Sender::WORDS);
            let help = Text::new(format!("只写来自哪一类人，不写姓名；{words}"), format!("{en_words}, not the name"));
            table.bad(node.range.clone(), zh, en, help);
        }
        return (from, None);
    }
    table.nested(node, |from| {
        let kind = from.word("kind", Sender::WORDS, Sender::read).map(|kind| kind.value);
        let name = short(from, "name");
        let _contact = from.text("contact");
        (kind, name)
    })
}

/// Steps that say more than a day, as they are written.
const FORMS: [(&str, &str); 3] = [
    ("forwarded", "forwarded: { date: 2026-06-12, to: 承办部门 }"),
    ("answered", "answered: { date: 2026-06-12, by: 答复部门 }，或只写日期"),
    ("rated", "rated: { date: 2026-06-12, grade: 满意 }"),
];

/// A dated step: a date alone, or `{date, …}`.
fn read_step<T>(
    table: &mut Table<'_, '_>,
    key: &'static str,
    more: impl FnOnce(&mut Table<'_, '_>) -> T,
) -> Written<Option<T>> {
    let Some(node) = table.node(key) else {
        return (None, Mark::default(), None);
    };
    let mark = Mark::from(node.range.clone());
    if let Value::Scalar(text) = &node.value {
        let day = parse_moment(text).map(|moment| moment.day());
        let form = FORMS.iter().find(|(step, _)| *step == key).map_or("", |(_, form)| form);
        // A day alone says all of an answer, but nothing of a rating.
        if day.is_none() || key == "rated" {
            let finding = match day {
                None => dates::no_date(key, text, table.at(node.range.clone())),
                Some(_) => {
                    let span = table.at(node.range.clone());
                    Diagnostic::new(&codes::F006, span, "rated 只有日期，没有评价", "`rated` has a day and no grade")
                }
            };
            table.sink().push(match form {
                "" => finding,
                form => finding.help(format!("写成 {form}"), format!("Write {}", ascii(form))),
            });
        }
        return (day, mark, None);
    }
    table.nested(node, |step| {
        let missing = without(step, &["date"]);
        lacks(step, key, &missing, &format!("{key}: {{ date: 2026-06-12 }}"));
        let day = dates::moment(step, "date").map(|date| date.value.day());
        (day, mark, Some(more(step)))
    })
}
