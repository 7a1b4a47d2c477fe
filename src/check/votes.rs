//! C017, C018, C020: what an item says happened is what the votes say.

use super::binding;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::fields::{Person, Tally, Typed};
use crate::model::{Item, Register};

/// Entries whose tally decides something that binds.
const DECIDING: [&str; 2] = ["resolution", "major-decision"];

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    for item in binding(register) {
        let entry = &register.catalogue.entries[item.entry];
        let outcome = Outcome::of(item);
        for field in &item.fields {
            let Some(Typed::Tally(tally)) = field.typed.as_deref() else {
                continue;
            };
            let place = || item.span(field.mark);
            if let Some(finding) = contradiction(tally, outcome) {
                let (zh, en) = finding;
                sink.push(
                    Diagnostic::new(&codes::C017, place(), zh, en)
                        .help("核对票数和结果的写法", "Check the votes, and the words for the outcome"),
                );
            }
            if DECIDING.contains(&&*entry.id) && tally.binds() == Some(false) && outcome != Some(Outcome::Failed) {
                let votes = tally.in_favour().unwrap_or_default();
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
        election(item, sink);
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
        for word in
            ["未获通过", "未通过", "没有通过", "不通过", "否决", "不进入", "未进入", "不列入", "未列入", "不同意"]
        {
            failed |= text.contains(word);
            text = text.replace(word, "");
        }
        let passed = ["通过", "进入考察", "进入全面考察", "列入考察", "同意"].iter().any(|word| text.contains(word));
        match (passed, failed) {
            (true, false) => Some(Self::Passed),
            (false, true) => Some(Self::Failed),
            _ => None,
        }
    }
}

fn contradiction(tally: &Tally, outcome: Option<Outcome>) -> Option<(String, String)> {
    let (pass, rate) = (tally.pass?, tally.rate()?);
    match (tally.passed()?, outcome?) {
        (false, Outcome::Passed) => Some((
            format!("赞成（满意）率 {rate}，没有达到 {pass}%，却写成通过"),
            format!("{rate} in favour is below {pass}%, but the item says that it passed"),
        )),
        (true, Outcome::Failed) => Some((
            format!("赞成（满意）率 {rate}，达到了 {pass}%，却写成未通过"),
            format!("{rate} in favour reaches {pass}%, but the item says that it failed"),
        )),
        (true, Outcome::Passed) | (false, Outcome::Failed) => None,
    }
}

/// Attendance of an election, and the votes of those elected where the tally names them.
fn election(item: &Item, sink: &mut Diagnostics) {
    let (Some(Typed::Tally(tally)), Some(Typed::People(elected))) = (item.typed("result"), item.typed("elected"))
    else {
        return;
    };
    let Tally { eligible, present, .. } = &**tally;
    if u64::from(*present) * 5 <= u64::from(*eligible) * 4 {
        let (zh, en) = (
            format!("到会 {present} 人，没有超过应到 {eligible} 人的五分之四，不能选举"),
            format!("{present} present are not more than four fifths of {eligible}: there can be no election"),
        );
        sink.push(
            Diagnostic::new(&codes::C020, item.place("result"), zh, en)
                .help("核对应到和实到人数", "Check `eligible` and `present`"),
        );
    }
    for Person { name, role: _, note: _ } in elected {
        let votes = tally.options.iter().find(|choice| choice.name == *name).map(|choice| choice.votes);
        if let Some(votes) = votes.filter(|votes| u64::from(*votes) * 2 <= u64::from(*present)) {
            let (zh, en) = (
                format!("{name} 得 {votes} 票，没有超过实到 {present} 人的半数，不能当选"),
                format!("{votes} votes for {name} are not more than half of the {present} present"),
            );
            sink.push(
                Diagnostic::new(&codes::C020, item.place("elected"), zh, en)
                    .help("核对得票和当选名单", "Check the votes and the list of those elected"),
            );
        }
    }
}
