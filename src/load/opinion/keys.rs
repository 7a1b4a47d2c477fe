//! The front matter of an opinion: whose it is, what about, and what became of it.

use super::Parts;
use crate::calendar::{Instant, parse_moment};
use crate::diagnostic::{Diagnostic, Text, codes};
use crate::duties::due_after;
use crate::load::item_keys::read_id;
use crate::load::keys::{ascii, lacks, needed, short, without};
use crate::load::{Context, TextFile};
use crate::model::{Clearance, Grade, Mark, Marks, Opinion, OpinionChannel, OpinionKind, OpinionMarks, Sender, Step};
use crate::source::{Node, Spanned, Table, Value, dates, one_of};
use chrono::NaiveDate;
use std::ops::Range;
use std::sync::Arc;

/// Reads the keys of an opinion, and puts beside them what was sent and replied.
pub(super) fn read(
    context: &Context<'_>,
    file: &TextFile<'_>,
    parts: &Parts,
    table: &mut Table<'_, '_>,
) -> Option<Opinion> {
    let Parts { front, sent, reply } = parts;
    let path = &file.path;
    let whole = Mark::from(front.clone());
    let mut ids = Marks { whole, ..Marks::default() };
    let id = read_id(path, table, &mut ids);
    for key in ["kind", "channel"] {
        table.not_empty(key);
    }
    let kind = needed(table, front, "kind", |table, key| table.word(key, OpinionKind::WORDS, OpinionKind::read));
    let channel =
        needed(table, front, "channel", |table, key| table.word(key, OpinionChannel::WORDS, OpinionChannel::read));
    let from_node = table.node("from");
    let (from, name) = from_node.map(|node| read_from(table, node)).unwrap_or_default();
    let about = table.text("about");
    let title = short(table, "title");
    table.not_empty("audience");
    table.not_empty("reply_audience");
    let audience = table.word("audience", Clearance::WORDS, Clearance::read);
    let reply_audience = table.word("reply_audience", Clearance::WORDS, Clearance::read);
    let received = needed(table, front, "received", dates::moment);
    let due = dates::moment(table, "due");
    let expires = dates::moment(table, "expires");
    let forwarded = read_step(table, "forwarded", |step| short(step, "to"));
    let answered = read_step(table, "answered", |step| short(step, "by"));
    let returned = read_step(table, "returned", |_| None::<()>);
    let rated =
        read_step(table, "rated", |step| step.word("grade", Grade::WORDS, Grade::read).map(|grade| grade.value));
    let (released, released_at) = read_released(table).unzip();
    let marks = OpinionMarks {
        whole,
        id: ids.id,
        audience: mark(audience.as_ref().or(reply_audience.as_ref()), whole),
        about: mark(about.as_ref(), whole),
        received: mark(received.as_ref(), whole),
        due: mark(due.as_ref(), whole),
        released: released_at.unwrap_or(whole),
        steps: [forwarded.mark, answered.mark, returned.mark, rated.mark],
        text: trimmed(&file.text, sent.clone()).into(),
        reply: trimmed(&file.text, reply.clone()).into(),
    };
    let (kind, received) = (kind?.value, received?.value.day());
    let promised = due_after(context.replies.due(kind), received, &context.catalogue.workdays);
    let text_clearance = audience.map_or(Clearance::Internal, |audience| audience.value);
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
        text: file.text[sent.clone()].trim().into(),
        reply: file.text[reply.clone()].trim().into(),
        text_clearance,
        reply_clearance: reply_audience.map_or(text_clearance, |audience| audience.value),
        released,
        received,
        due: due.as_ref().map_or(promised.day, |due| due.value.day()),
        provisional: due.is_none() && promised.provisional,
        forwarded: forwarded.day.map(|day| (day, forwarded.more)),
        returned: returned.day,
        rated: rated.day.zip(rated.more),
        expires: match expires {
            Some(expires) => Some(expires.value.end(context.zone)),
            None => answered.day.map(|day| stands_until(day, context)),
        },
        answered: answered.day.map(|day| (day, answered.more)),
    })
}

/// Where a value stands, or what is said where it does not.
fn mark<T>(given: Option<&Spanned<T>>, otherwise: Mark) -> Mark {
    given.map_or(otherwise, |given| given.range.clone().into())
}

/// When an opinion that was answered on a day leaves.
fn stands_until(day: NaiveDate, context: &Context<'_>) -> Instant {
    context.keep.end(context.zone, day).unwrap_or(Instant::from_unix(i64::MAX / 2))
}

/// Where a part stands without the blanks around it.
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

/// Who released it to the public and when, and where that day stands.
fn read_released(table: &mut Table<'_, '_>) -> Option<(Step, Mark)> {
    let released = table.table("released", |step| {
        let missing = without(step, &["by", "date"]);
        let form = ("released: { by: 沈知行, date: 2026-06-12 }", "released: { by: NAME, date: 2026-06-12 }");
        lacks(step, "released", &missing, form);
        let by = short(step, "by");
        let date = dates::moment(step, "date");
        by.zip(date).map(|(by, date)| (Step { by, date: date.value.day() }, date.range.into()))
    });
    released.flatten()
}

/// Steps that say more than a day, as they are written.
const FORMS: [(&str, &str); 3] = [
    ("forwarded", "forwarded: { date: 2026-06-12, to: 承办部门 }"),
    ("answered", "answered: { date: 2026-06-12, by: 答复部门 }，或只写日期"),
    ("rated", "rated: { date: 2026-06-12, grade: 满意 }"),
];

/// A step as it is written.
struct Written<T> {
    day: Option<NaiveDate>,
    mark: Mark,
    /// What else it says.
    more: Option<T>,
}

/// A dated step: a date alone, or `{date, …}`.
fn read_step<T>(
    table: &mut Table<'_, '_>,
    key: &'static str,
    more: impl FnOnce(&mut Table<'_, '_>) -> Option<T>,
) -> Written<T> {
    let Some(node) = table.node(key) else {
        return Written { day: None, mark: Mark::default(), more: None };
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
        return Written { day, mark, more: None };
    }
    table.nested(node, |step| {
        let missing = without(step, &["date"]);
        let form = format!("{key}: {{ date: 2026-06-12 }}");
        lacks(step, key, &missing, (&form, &form));
        let day = dates::moment(step, "date").map(|date| date.value.day());
        Written { day, mark, more: more(step) }
    })
}
