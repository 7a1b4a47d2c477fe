//! D008, D012 to D016: what is late at the instant of the check. Lateness is a warning: it keeps nothing out, so that
//! what is published does not depend on it.

use super::binding;
use super::required::given;
use super::told::{life, seen};
use crate::calendar::{Horizon, Term, Workdays, Zone};
use crate::catalogue::{After, Due, Entry, FieldType, Tier};
use crate::diagnostic::{Diagnostic, Diagnostics, codes, counted};
use crate::duties::last_in_time;
use crate::fields::{Progress, Stage, Typed};
use crate::model::{Item, Register};
use chrono::NaiveDate;

/// Days for which it is told that something was done late. Nobody can do it any earlier, and rates of duties and of answers count
/// it for good.
const TOLD: i64 = 31;

/// Whether it is still told that something was done late on a day.
pub(super) fn is_told(done: NaiveDate, zone: Zone, horizon: &Horizon) -> bool {
    !horizon.reached(zone.start_of(done).plus_days(TOLD))
}

/// Days before the end of its term from which an item is to say what stays of it.
const BEFORE_END: i64 = 30;

pub(super) fn check(register: &Register, horizon: &Horizon, sink: &mut Diagnostics) {
    for item in binding(register) {
        let entry = &register.catalogue.entries[item.entry];
        if is_told(item.publish.day(), register.zone, horizon) {
            published_late(item, entry, &register.catalogue.workdays, sink);
        }
        if item.withdrawn.is_some() || !horizon.reached(item.publish.start(register.zone)) {
            continue;
        }
        result(register, item, entry, horizon, sink);
        proposals(register, item, horizon, sink);
        if item.expires.is_none_or(|end| !horizon.reached(end)) {
            review(register, item, entry, horizon, sink);
            remains(register, item, entry, horizon, sink);
            term_of_office(register, item, horizon, sink);
        }
    }
}

fn published_late(item: &Item, entry: &Entry, workdays: &Workdays, sink: &mut Diagnostics) {
    let (Tier::AdHoc, Some(due), Some((field, day))) = (entry.tier, entry.due, item.event()) else {
        return;
    };
    let published = item.publish.day();
    let (zh, en) = match due {
        Due::Days(n) => (format!("{n} 日"), counted(n, "day")),
        Due::WorkingDays(n) => (format!("{n} 个工作日"), counted(n, "working day")),
    };
    if let Some(last) = last_in_time(due, day, published, workdays) {
        let (zh, en) = (
            format!("{day} 的事项应在 {zh}内公开，最迟 {last}，{published} 才公开"),
            format!("due within {en} of {day}, on {last} at the latest, and published on {published}"),
        );
        sink.push(
            Diagnostic::new(&codes::D015, item.span(item.marks.publish), zh, en)
                .label(item.place(field), "事项在这一天", "it happened on this day")
                .help("今后按时公开；日期写错的，改正", "Publish in time; mend the date if it is wrong"),
        );
    }
}

fn result(register: &Register, item: &Item, entry: &Entry, horizon: &Horizon, sink: &mut Diagnostics) {
    let asks = entry.fields.iter().any(|spec| *spec.name == *"result" && spec.kind == FieldType::Paragraph);
    let Some(Typed::Window(window)) = item.typed("window") else {
        return;
    };
    if asks && !given(item, "result") && item.result.is_none() && horizon.reached(window.closes.end(register.zone)) {
        let closed = window.closes.day();
        let (zh, en) =
            (format!("{closed} 已经截止，还没有公布结果"), format!("closed on {closed}, and there is no result yet"));
        sink.push(
            Diagnostic::new(&codes::D008, item.place("window"), zh, en)
                .help("在 fields 里补上 result：收到多少意见、采纳多少、决定如何", "Add `result` to `fields`"),
        );
    }
}

fn proposals(register: &Register, item: &Item, horizon: &Horizon, sink: &mut Diagnostics) {
    for field in &item.fields {
        let Some(Typed::Proposals(proposals)) = field.typed.as_deref() else {
            continue;
        };
        for proposal in proposals {
            let over = matches!(proposal.state.progress, Progress::Done | Progress::Ended);
            let Some(due) = proposal.due.filter(|due| !over && horizon.reached(register.zone.end_of(*due))) else {
                continue;
            };
            let (no, subject) = (&proposal.no, &proposal.subject);
            let (zh, en) = (
                format!("第 {no} 号提案“{subject}”应在 {due} 前答复，现在还是“{}”", proposal.state.word),
                format!("proposal {no}, `{subject}`, was due to be answered by {due}"),
            );
            sink.push(
                Diagnostic::new(&codes::D014, item.span(field.mark), zh, en)
                    .help("补上答复，或写明延期到何时", "Add the answer, or the day to which it is put off"),
            );
        }
    }
}

fn review(register: &Register, item: &Item, entry: &Entry, horizon: &Horizon, sink: &mut Diagnostics) {
    let Some(review) = entry.review.filter(|_| entry.tier == Tier::Fixed || unfinished(item)) else {
        return;
    };
    let seen = seen(item, item.publish.day(), register.zone, horizon);
    let life = life(&register.organisations[item.organisation]);
    let due = review.end(register.zone, seen).filter(|due| life.exists_on(register.zone.last_day(*due)));
    if due.is_some_and(|due| horizon.reached(due)) {
        let term = Term::chinese(review);
        let (zh, en) = (
            format!("上次公开或复核在 {seen}，应当每{term}复核一次"),
            format!("last looked at on {seen}; it is due for review"),
        );
        sink.push(Diagnostic::new(&codes::D012, item.span(item.marks.publish), zh, en).help(
            "核对内容：有变动的改写并写 updated，没有变动的写 reviewed: 复核日期",
            "Look at it again: give `updated` where it changed, `reviewed` where it holds",
        ));
    }
}

/// What is to stand after the term is there before that ends, once it can be known: what comes of a window, when that
/// has closed.
fn remains(register: &Register, item: &Item, entry: &Entry, horizon: &Horizon, sink: &mut Diagnostics) {
    let Some(end) = item.expires.filter(|_| entry.after == Some(After::ResultOnly) && item.result.is_none()) else {
        return;
    };
    let known = item.window.is_none_or(|window| horizon.reached(window.closes.end(register.zone)));
    if known && horizon.reached(end.plus_days(-BEFORE_END)) {
        let (zh, en) = (
            format!("不到 {BEFORE_END} 天期满，期满只留结果，还没有写 result"),
            format!(
                "less than {BEFORE_END} days of its term are left, only its result stays, and there is no `result`"
            ),
        );
        sink.push(
            Diagnostic::new(&codes::D016, item.span(item.marks.expires), zh, en)
                .help("加一行 result: 期满后保留的结果，不带姓名", "Add a line `result:`, without names"),
        );
    }
}

/// Whether some of its stages are neither done nor ended.
fn unfinished(item: &Item) -> bool {
    let open = |stage: &Stage| {
        stage.state.as_ref().is_some_and(|state| !matches!(state.progress, Progress::Done | Progress::Ended))
    };
    let stages = item.fields.iter().filter_map(|field| match field.typed.as_deref() {
        Some(Typed::Stages(stages)) => Some(stages),
        _ => None,
    });
    stages.flatten().any(open)
}

fn term_of_office(register: &Register, item: &Item, horizon: &Horizon, sink: &mut Diagnostics) {
    let Some(Typed::Window(term)) = item.typed("term_of_office") else {
        return;
    };
    if horizon.reached(term.closes.end(register.zone)) {
        let last = term.closes.day();
        let (zh, en) = (format!("任期已于 {last} 届满"), format!("the term of office ended on {last}"));
        sink.push(
            Diagnostic::new(&codes::D013, item.place("term_of_office"), zh, en)
                .help("换届后公开新的名册", "Publish the roll of the new term"),
        );
    }
}
