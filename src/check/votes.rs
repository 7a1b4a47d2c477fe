//! C014, C017, C018, C020: what an item says happened is what the votes say.

use crate::diagnostic::{Diagnostic, Diagnostics, Text, codes};
use crate::fields::{Number, Person, Tally, Typed, too_many};
use crate::model::{Item, Register};

/// Entries whose tally decides something that binds.
const DECIDING: [&str; 2] = ["resolution", "major-decision"];

pub(super) fn check(item: &Item, register: &Register, sink: &mut Diagnostics) {
    let entry = &register.catalogue.entries[item.entry];
    for field in &item.fields {
        let Some(Typed::Tally(tally)) = field.typed.as_deref() else {
            continue;
        };
        let place = || item.span(field.mark);
        let outcome = Outcome::of(item);
        if let Some(finding) = contradiction(tally, outcome, item.typed("next_step").is_some()) {
            let (zh, en) = finding;
            sink.push(
                Diagnostic::new(&codes::C017, place(), zh, en)
                    .help("核对票数和结果的写法", "Check the votes, and the words for the outcome"),
            );
        }
        if DECIDING.contains(&&*entry.id) && !tally.binds() && outcome != Some(Outcome::Failed) {
            let votes = tally.carrying();
            let (zh, en) = (
                format!("赞成 {votes} 票，没有超过应到 {} 人的半数，决议无效", tally.eligible),
                format!("{votes} in favour are not more than half of the {} due to attend", tally.eligible),
            );
            sink.push(Diagnostic::new(&codes::C018, place(), zh, en).help(
                "核对票数；没有通过的，在 result 里写明未通过",
                "Check the votes; if it was not carried, say so in `result`",
            ));
        }
    }
    attendance(item, sink);
    election(item, sink);
}

/// C014: no more are there than are due to attend.
fn attendance(item: &Item, sink: &mut Diagnostics) {
    let count = |name| match item.typed(name) {
        Some(Typed::Number(number)) => Some(number),
        _ => None,
    };
    if let (Some(present), Some(eligible)) = (count("present"), count("eligible"))
        && let Some(Text { zh, en }) = too_many(present, eligible)
    {
        sink.push(
            Diagnostic::new(&codes::C014, item.place("present"), zh, en).help("核对签到记录", "Check the attendance"),
        );
    }
}

/// What an item says of its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
}

impl Outcome {
    /// By the words of `result` and of the fields `next_step` and `result`; none where they say both or neither.
    fn of(item: &Item) -> Option<Self> {
        let words = ["next_step", "result"].into_iter().filter_map(|name| match item.typed(name) {
            Some(Typed::Text(text) | Typed::Paragraph(text)) => Some(text.as_str()),
            _ => None,
        });
        let mut text: String = words.chain(item.result.as_deref()).collect::<Vec<_>>().join("\n");
        let mut failed = false;
        for word in [
            "未获通过",
            "未通过",
            "没有通过",
            "不通过",
            "否决",
            "不进入",
            "未进入",
            "不列入",
            "未列入",
            "不列为",
            "未列为",
            "不纳入",
            "未纳入",
            "不作为",
            "不确定为",
            "不同意",
        ] {
            failed |= text.contains(word);
            text = text.replace(word, "");
        }
        let passed =
            ["通过", "进入考察", "进入全面考察", "列入考察", "列为考察", "纳入考察", "作为考察", "确定为考察", "同意"]
                .iter()
                .any(|word| text.contains(word));
        match (passed, failed) {
            (true, false) => Some(Self::Passed),
            (false, true) => Some(Self::Failed),
            _ => None,
        }
    }
}

/// Where what follows is a field, it has to say that nothing follows from too few votes.
fn contradiction(tally: &Tally, outcome: Option<Outcome>, has_next: bool) -> Option<(String, String)> {
    let (percent, rate) = (tally.pass?.percent, tally.rate()?);
    match (tally.passed()?, outcome) {
        (false, None) if has_next => Some((
            format!("赞成（满意）率 {rate}，没有达到 {percent}%，下一步安排没有写明不进入考察"),
            format!("{rate} in favour is below {percent}%, and the next step does not say that it ends there"),
        )),
        (false, Some(Outcome::Passed)) => Some((
            format!("赞成（满意）率 {rate}，没有达到 {percent}%，却写成通过"),
            format!("{rate} in favour is below {percent}%, but the item says that it passed"),
        )),
        (true, Some(Outcome::Failed)) => Some((
            format!("赞成（满意）率 {rate}，达到了 {percent}%，却写成未通过"),
            format!("{rate} in favour reaches {percent}%, but the item says that it failed"),
        )),
        (true, Some(Outcome::Passed)) | (false, Some(Outcome::Failed)) | (_, None) => None,
    }
}

/// Attendance of an election, the votes of those elected, of all where the tally names one of them, and that there are
/// no more of them than seats.
fn election(item: &Item, sink: &mut Diagnostics) {
    let Some(Typed::People(elected)) = item.typed("elected").filter(|elected| !elected.is_empty()) else {
        return;
    };
    let mut report = |name: &str, (zh, en): (String, String), help_zh: &str, help_en: &str| {
        sink.push(Diagnostic::new(&codes::C020, item.place(name), zh, en).help(help_zh, help_en));
    };
    if let Some(seats) = seats(item).filter(|seats| elected.len() > *seats) {
        let said = (
            format!("当选 {} 人，多于应选的 {seats} 人", elected.len()),
            format!("{} are elected to {seats} seats", elected.len()),
        );
        report("elected", said, "核对应选人数和当选名单", "Check the seats and the list of those elected");
    }
    if let (Some(Typed::Choice(method)), true) = (item.typed("method"), channels(item) < 2)
        && method == "两推一选"
    {
        let said = (
            "“两推一选”没有写明党内推荐和群众推荐两轮推荐提名".to_owned(),
            "an election after two nominations does not give both of them".to_owned(),
        );
        report("method", said, "在 nominations 里写明两个渠道", "Give both channels in `nominations`");
    }
    let Some(Typed::Tally(tally)) = item.typed("result") else {
        let said = (
            "写了当选人员，没有写到会和得票情况".to_owned(),
            "those elected are named without attendance and votes".to_owned(),
        );
        return report("elected", said, "在 fields 里补上 result", "Add `result` to `fields`");
    };
    let Tally { eligible, present, .. } = &**tally;
    if u64::from(*present) * 5 <= u64::from(*eligible) * 4 {
        let said = (
            format!("到会 {present} 人，没有超过应到 {eligible} 人的五分之四，不能选举"),
            format!("{present} present are not more than four fifths of {eligible}: there can be no election"),
        );
        report("result", said, "核对应到和实到人数", "Check `eligible` and `present`");
    }
    let (of_zh, of_en, base) =
        if tally.of_eligible() { ("应到", "due to attend", eligible) } else { ("实到", "present", present) };
    let votes_of = |name: &str| tally.options.iter().find(|choice| choice.name == name).map(|choice| choice.votes);
    let by_name = elected.iter().any(|person| votes_of(&person.name).is_some());
    for Person { name, role: _, note: _ } in elected {
        let votes = votes_of(name);
        if by_name && votes.is_none() {
            let said = (
                format!("{name} 当选，没有得票记录"),
                format!("{name} is elected, and the tally has no votes for them"),
            );
            report(
                "elected",
                said,
                "在 result 的 options 里补上得票，或核对姓名",
                "Add the votes to `options` of `result`, or check the name",
            );
        }
        if let Some(votes) = votes.filter(|votes| u64::from(*votes) * 2 <= u64::from(*base)) {
            let said = (
                format!("{name} 得 {votes} 票，没有超过{of_zh} {base} 人的半数，不能当选"),
                format!("{votes} votes for {name} are not more than half of the {base} {of_en}"),
            );
            report("elected", said, "核对得票和当选名单", "Check the votes and the list of those elected");
        }
    }
}

/// How many may be elected, where all posts say so.
fn seats(item: &Item) -> Option<usize> {
    let Some(Typed::Table(posts)) = item.typed("posts") else {
        return None;
    };
    let seats = |row| usize::try_from(Number::parse(posts.cell(row, "应选")?)?.0 / 1000).ok();
    posts.rows.iter().map(|row| seats(row)).sum()
}

/// Through how many channels nominations came.
fn channels(item: &Item) -> usize {
    match item.typed("nominations") {
        Some(Typed::Table(table)) => table.column("推荐渠道").filter(|channel| !channel.is_empty()).count(),
        _ => 0,
    }
}
