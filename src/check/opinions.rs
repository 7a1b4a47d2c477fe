//! Family O: opinions. What is late at the instant of the check is a warning, and keeps nothing out.

use super::lateness::is_told;
use crate::calendar::Horizon;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes, nearest};
use crate::model::{Clearance, Opinion, OpinionKind, OpinionState, Register};
use crate::privacy::signature;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let ids = register.by_id();
    identity(register, sink);
    for opinion in &register.opinions {
        about(register, opinion, &ids, sink);
        audience(register, opinion, sink);
        order(opinion, sink);
        reply(opinion, sink);
        anonymity(opinion, sink);
    }
}

/// O008, O009 and O011: what was not answered by its day, and what is told of a day that is still to come.
pub(super) fn late(register: &Register, horizon: &Horizon, sink: &mut Diagnostics) {
    for opinion in &register.opinions {
        ahead(register, opinion, horizon, sink);
        let due = opinion.due;
        match &opinion.answered {
            None if horizon.reached(register.zone.end_of(due)) => {
                let (zh, en) = (
                    format!("应在 {due} 前答复，还没有答复"),
                    format!("was to be answered by {due}, and has no answer"),
                );
                sink.push(Diagnostic::new(&codes::O008, opinion.span(opinion.marks.received), zh, en).help(
                    "补上答复；需要延期的，写明新的 due 并告知本人",
                    "Answer it, or give a later `due` and tell the sender",
                ));
            }
            Some((answered, _)) if *answered > due && is_told(*answered, register.zone, horizon) => {
                let (zh, en) = (
                    format!("应在 {due} 前答复，{answered} 才答复"),
                    format!("was to be answered by {due}, and was on {answered}"),
                );
                let finding = Diagnostic::new(&codes::O009, opinion.span(opinion.marks.steps[1]), zh, en);
                sink.push(finding.help("今后按时答复", "Answer in time"));
            }
            Some(_) | None => {}
        }
    }
}

fn ahead(register: &Register, opinion: &Opinion, horizon: &Horizon, sink: &mut Diagnostics) {
    let steps = opinion.steps();
    let to_come = steps.iter().find(|(_, day, _)| !horizon.reached(register.zone.start_of(*day)));
    let Some((step, day, at)) = to_come else {
        return;
    };
    let (zh, en) = (format!("{}日期 {day} 还没有到", step.zh()), format!("`{}` on {day} is still to come", step.id()));
    sink.push(Diagnostic::new(&codes::O011, opinion.span(*at), zh, en).help(
        "核对年、月、日，写上实际的日期；还没有办的，先不写",
        "Check the date; what is not done yet is not written",
    ));
}

/// F015: ids are used once; whoever had one first keeps it. What is internal must not be able to take down what is public.
fn identity(register: &Register, sink: &mut Diagnostics) {
    let mut users: BTreeMap<&Arc<str>, Vec<&Opinion>> = BTreeMap::new();
    for opinion in &register.opinions {
        users.entry(&opinion.id).or_default().push(opinion);
    }
    for (id, opinions) in users.into_iter().filter(|(_, opinions)| opinions.len() > 1) {
        let reach = |o: &Opinion| register.reach(o.organisation, o.clearance());
        let age = |o: &&Opinion| (reach(o) != Clearance::Public, o.received, o.path.len(), Arc::clone(&o.path));
        let Some(keeper) = opinions.iter().copied().min_by_key(age) else { continue };
        for opinion in opinions.iter().filter(|opinion| opinion.path != keeper.path) {
            let (zh, en) = (format!("编号“{id}”重复使用"), format!("the id `{id}` is used twice"));
            sink.push(
                Diagnostic::new(&codes::F015, opinion.span(opinion.marks.id), zh, en)
                    .label(keeper.span(keeper.marks.id), "先用的在这里", "the earlier one is here")
                    .help("换一个文件名，或写上不同的 id", "Give it another file name, or another `id`"),
            );
        }
    }
}

/// O001 and O003: the item is there, and whoever may see the opinion may see it. An item that is not known while files
/// cannot be read may be in one of them.
fn about(register: &Register, opinion: &Opinion, ids: &HashMap<&str, usize>, sink: &mut Diagnostics) {
    let Some(id) = &opinion.about else {
        return;
    };
    let span = opinion.span(opinion.marks.about);
    let Some(position) = ids.get(&**id) else {
        if !register.broken.is_empty() {
            return;
        }
        let (zh, en) = (format!("没有事项“{id}”"), format!("there is no item `{id}`"));
        let finding = Diagnostic::new(&codes::O001, span, zh, en);
        sink.push(match nearest(id, ids.keys().copied()) {
            Some(near) => finding.help(format!("是不是想写 {near}？"), format!("Did you mean `{near}`?")),
            None => finding.help("写事项的编号，或删去 about", "Write the item's id, or drop `about`"),
        });
        return;
    };
    let item = &register.items[*position];
    if item.clearance > opinion.clearance() {
        let (zh, en) = (
            format!("事项“{id}”公开的范围更窄，关于它的意见不能更宽"),
            format!("fewer may see the item `{id}` than this opinion about it"),
        );
        sink.push(
            Diagnostic::new(&codes::O003, span, zh, en)
                .label(item.span(item.marks.audience), "事项的公开范围", "who may see the item")
                .help("改为 audience: internal", "Write audience: internal"),
        );
    }
}

/// C008 and O004: nothing is public under an internal organisation, or without somebody's release.
fn audience(register: &Register, opinion: &Opinion, sink: &mut Diagnostics) {
    if opinion.clearance() != Clearance::Public {
        return;
    }
    let organisation = &register.organisations[opinion.organisation];
    if organisation.clearance != Clearance::Public {
        let (zh, en) = (
            format!("{} 仅党内可见，名下不能有向社会公开的意见", organisation.short),
            format!("organisation `{}` is known only inside and cannot have public opinions", organisation.id),
        );
        sink.push(
            Diagnostic::new(&codes::C008, opinion.span(opinion.marks.audience), zh, en)
                .help("改为 audience: internal", "Write audience: internal"),
        );
    }
    if opinion.released.is_none() {
        let (zh, en) = ("向社会公开的意见没有核准记录", "nobody released this opinion to the public");
        sink.push(Diagnostic::new(&codes::O004, opinion.span(opinion.marks.audience), zh, en).help(
            "核对不含个人信息后写 released: {by: 核准人, date: 核准日期}，或改为 audience: internal",
            "Make sure that nobody can be told from it and write released: {by: …, date: …}, or audience: internal",
        ));
    }
}

/// O002: steps come one after the other.
fn order(opinion: &Opinion, sink: &mut Diagnostics) {
    let steps = opinion.steps();
    for pair in steps.windows(2) {
        let [(before, first, first_at), (after, second, second_at)] = pair else {
            continue;
        };
        if second < first {
            let (zh, en) = (
                format!("{second} {}，早于 {first} {}", after.zh(), before.zh()),
                format!("`{}` on {second} is before `{}` on {first}", after.id(), before.id()),
            );
            sink.push(
                Diagnostic::new(&codes::O002, opinion.span(*second_at), zh, en)
                    .label(opinion.span(*first_at), "前一步在这里", "the step before it")
                    .help("核对两个日期", "Check both dates"),
            );
        }
    }
    let has = |state: OpinionState| steps.iter().any(|(step, ..)| *step == state);
    let later = steps.iter().find(|(step, ..)| *step > OpinionState::Answered);
    if let Some((step, _, at)) = later.filter(|_| !has(OpinionState::Answered)) {
        let (zh, en) = (
            format!("还没有答复，却已经{}", step.zh()),
            format!("`{}` comes after an answer, and there is none", step.id()),
        );
        sink.push(Diagnostic::new(&codes::O002, opinion.span(*at), zh, en).help("补上 answered", "Add `answered`"));
    }
    if let Some(released) = opinion.released.as_ref().map(|step| step.date).filter(|day| *day < opinion.received) {
        let received = opinion.received;
        let (zh, en) = (
            format!("{released} 核准公开，早于 {received} 收到"),
            format!("released on {released}, before it was received on {received}"),
        );
        sink.push(
            Diagnostic::new(&codes::O002, opinion.span(opinion.marks.released), zh, en)
                .label(opinion.span(opinion.marks.received), "收到日期在这里", "received here")
                .help("核对 released 和 received", "Check `released` and `received`"),
        );
    }
    if opinion.due < opinion.received {
        let (zh, en) = ("答复期限早于收到日期", "it is due before it was received");
        sink.push(
            Diagnostic::new(&codes::O002, opinion.span(opinion.marks.due), zh, en)
                .help("核对 due 和 received", "Check `due` and `received`"),
        );
    }
}

/// O006 and O007: a question is answered in words, and a reply has its day.
fn reply(opinion: &Opinion, sink: &mut Diagnostics) {
    let answered = opinion.answered.is_some();
    if opinion.kind == OpinionKind::Question && answered && opinion.reply.is_empty() {
        let (zh, en) =
            ("质询已经答复，却没有写答复内容", "a question at a meeting is answered, and the reply is not there");
        sink.push(
            Diagnostic::new(&codes::O006, opinion.span(opinion.marks.steps[1]), zh, en)
                .help("在文末加一行“## 答复”，下面写答复内容", "Add a heading `## 答复`, and the reply below it"),
        );
    }
    if !answered && !opinion.reply.is_empty() {
        let (zh, en) = ("有答复内容，却没有写答复日期", "there is a reply, and no day of it");
        sink.push(
            Diagnostic::new(&codes::O007, opinion.span(opinion.marks.reply), zh, en)
                .help("加一行 answered: {date: 答复日期, by: 答复单位}", "Add a line answered: {date: …, by: …}"),
        );
    }
}

/// O005: nothing says who the sender is.
fn anonymity(opinion: &Opinion, sink: &mut Diagnostics) {
    let name = opinion.name.as_deref().filter(|name| name.chars().count() > 1);
    let (text, reply) = (opinion.marks.text, opinion.marks.reply);
    for (words, at) in [(&opinion.text, text), (&opinion.reply, reply)] {
        let start = at.range().start;
        let found = name.and_then(|name| words.find(name).map(|found| found..found + name.len()));
        if let Some(range) = found.or_else(|| signature(words).map(|(lead, _)| lead)) {
            sink.push(named(Span::new(&opinion.path, range.start + start..range.end + start)));
        }
    }
    if let (Some(name), Some(title)) = (name, &opinion.title)
        && title.contains(name)
    {
        sink.push(named(opinion.span(opinion.marks.whole)));
    }
}

fn named(span: Span) -> Diagnostic {
    Diagnostic::new(&codes::O005, span, "这里写出了提意见人的姓名", "this says who sent the opinion").help(
        "删去姓名，或改成“一位党员”“一位居民”；来自哪一类人写在 from 里",
        "Take the name out; `from` says what kind of person it is",
    )
}
