//! `approval:` of an item: who took which step, on which day, and what came of it.

use super::keys::short;
use crate::calendar::{Moment, parse_moment};
use crate::diagnostic::Text;
use crate::model::{
    Approval, ApprovalState, Approvers, Chain, Expedited, Mark, Partial, Role, Seal, Secrecy, Step, StepKind,
};
use crate::source::{Node, Table, Value, dates};
use chrono::NaiveDate;
use std::sync::Arc;

/// Reads `approval:`. A step that is there but not understood leaves the approval partial, with a finding. What was
/// approved is compared with what is there in [`super::seal`].
pub(super) fn read(node: Option<Node<'_>>, table: &mut Table<'_, '_>) -> ApprovalState {
    let Some(node) = node else {
        return ApprovalState::Missing;
    };
    if is_in_words(&node.value) {
        return ApprovalState::Partial(Partial {
            step: StepKind::Proposed,
            taken: Vec::new(),
            secrecy: None,
            reviewed: None,
            in_words: true,
        });
    }
    table.nested(node, |steps| {
        let proposed = steps.table("proposed", |step| read_step(step, |_| ())).and_then(|(step, ())| step);
        let reviewed = steps
            .table("reviewed", |step| read_step(step, |step| (secrecy(step), short(step, "digest"))))
            .unwrap_or_default();
        let approved = steps.table("approved", |step| read_step(step, read_last)).unwrap_or_default();
        let expedited = steps.table("expedited", read_expedited);
        let expedited = expedited.flatten();
        let (reviewed, (reviewed_secrecy, reviewed_digest)) = reviewed;
        let (approved, last) = approved;
        let seal = |given| Seal { now: "".into(), given, held: false, told: false, moved: false, unmasked: false };
        let reviewed_seal = reviewed_digest.map(seal);
        let missing = match (&proposed, &reviewed, &approved) {
            (None, ..) if expedited.is_none() => Some(StepKind::Proposed),
            (_, None, _) if expedited.is_none() => Some(StepKind::Reviewed),
            (.., None) => Some(StepKind::Approved),
            _ => None,
        };
        let (Some(approved), None) = (approved, missing) else {
            return ApprovalState::Partial(Partial {
                step: missing.unwrap_or(StepKind::Approved),
                taken: [(StepKind::Proposed, proposed), (StepKind::Reviewed, reviewed)]
                    .into_iter()
                    .take_while(|(step, _)| Some(*step) != missing)
                    .filter_map(|(step, taken)| Some((step, taken?)))
                    .collect(),
                secrecy: reviewed_secrecy,
                reviewed: reviewed_seal,
                in_words: false,
            });
        };
        // A new approval, and the fast lane, have a secrecy review of their own.
        let rests = last.again.is_none() && !(expedited.is_some() && last.secrecy.is_some());
        let reviewed_seal = reviewed_seal.filter(|_| rests);
        let (again, again_secrecy) = last.again.unzip();
        // What was confirmed before a new approval was an earlier correction, which that one has behind it. Where the lane is all
        // that there was before it, it is never over.
        let over = |lane: &Expedited| {
            let whole = proposed.is_some() && reviewed.is_some();
            let confirmed = lane.confirmed.as_ref().map(|step| step.date);
            whole && confirmed.zip(again.as_ref()).is_some_and(|(confirmed, again)| confirmed < again.date)
        };
        let expedited = expedited.filter(|lane| !over(lane));
        // A new approval of a public item says for itself that what was edited may be disclosed.
        let refused = reviewed_secrecy.filter(|secrecy| *secrecy == Secrecy::Refused);
        let secrecy =
            if again.is_some() { again_secrecy.flatten().or(refused) } else { reviewed_secrecy.or(last.secrecy) };
        let seal = last.digest.map(seal);
        ApprovalState::Whole(Approval { proposed, reviewed, secrecy, reviewed_seal, approved, again, seal, expedited })
    })
}

/// Whether somebody wrote words, as in `approval: 已审批` or `approval: {审批: 已审批}`, where steps with their keys would stand.
fn is_in_words(value: &Value<'_>) -> bool {
    let is_words = |value: &Value<'_>| matches!(value, Value::Scalar(_) | Value::List(_));
    match value {
        Value::Map(entries) => {
            let is_step = |value: &Value<'_>| matches!(value, Value::Map(_));
            entries.iter().any(|(_, node)| is_words(&node.value))
                && !entries.iter().any(|(_, node)| is_step(&node.value))
        }
        value => is_words(value),
    }
}

/// What the last step may say beside who and when.
#[derive(Default)]
struct Last {
    secrecy: Option<Secrecy>,
    digest: Option<Arc<str>>,
    again: Option<(Step, Option<Secrecy>)>,
}

fn read_last(table: &mut Table<'_, '_>) -> Last {
    let again = table.table("again", |again| read_step(again, secrecy));
    Last {
        secrecy: secrecy(table),
        digest: short(table, "digest"),
        again: again.and_then(|(step, secrecy)| Some((step?, secrecy))),
    }
}

fn read_expedited(table: &mut Table<'_, '_>) -> Option<Expedited> {
    let range = table.span();
    let reason = short(table, "reason");
    let confirm_by = dates::moment(table, "confirm_by");
    let confirmed = table.table("confirmed", |step| read_step(step, |_| ()));
    if reason.is_none() {
        let help = Text::new("写成 expedited: { reason: 更正错字 }", "Write expedited: { reason: … }");
        let (zh, en) = ("快速办理须写明 reason（理由）", "the fast lane needs a `reason`");
        table.bad(range.start..range.end, zh, en, help);
    }
    Some(Expedited {
        reason: reason?,
        confirm_by: confirm_by.map(|day| day.value.day()),
        confirmed: confirmed.and_then(|(step, ())| step),
    })
}

fn read_step<T>(table: &mut Table<'_, '_>, more: impl FnOnce(&mut Table<'_, '_>) -> T) -> (Option<Step>, T) {
    let by = table.text("by");
    let date = dates::moment(table, "date");
    let _note = table.text("note");
    let more = more(table);
    let step = by.zip(date).map(|(by, date)| Step { by: by.value.trim().into(), date: date.value.day() });
    (step, more)
}

fn secrecy(table: &mut Table<'_, '_>) -> Option<Secrecy> {
    table.word("secrecy", Secrecy::WORDS, Secrecy::read).map(|secrecy| secrecy.value)
}

/// Reads `approvers:` of an organisation.
pub(super) fn read_chain(table: &mut Table<'_, '_>) -> Chain {
    let whole = table.span();
    let mark = Mark::from(whole.start..whole.end);
    let general = read_approvers(table);
    let mut entries = Vec::new();
    if let Some(node) = table.node("entries") {
        let range = node.range.clone();
        if let Value::Map(named) = node.value {
            for (id, node) in named {
                let mark = Mark::from(id.range);
                entries.push((id.value.into(), mark, table.nested(node, read_approvers)));
            }
        } else {
            let help = Text::new(
                "写成 entries: { party-dues: { review: [某某] } }",
                "Write entries: { party-dues: { review: [...] } }",
            );
            table.bad(
                range,
                "entries 要按公开项目分别写审批人",
                "`entries` names the approvers of single entries",
                help,
            );
        }
    }
    Chain { mark, general, entries }
}

fn read_approvers(table: &mut Table<'_, '_>) -> Approvers {
    let mut former = Vec::new();
    // Names in brackets may be parted by a comma of Chinese as well.
    let mut names = |role: Role| {
        let (given, before) = (table.texts(role.key()), former.len());
        let mut present: Vec<Arc<str>> = Vec::new();
        for words in &given {
            let names = words.value.split(['，', '、', '；', ';']).map(str::trim).filter(|name| !name.is_empty());
            for name in names {
                match until(name) {
                    None => present.push(name.into()),
                    Some((name, Some(last))) => former.push((role, name.into(), last)),
                    Some((name, None)) => table.bad(
                        words.range.clone(),
                        format!("看不懂 {name} 离任的日期"),
                        format!("cannot tell until when {name} took this step"),
                        Text::new(format!("写成 {name}（至2026-11-30）"), format!("Write {name}（至2026-11-30）")),
                    ),
                }
            }
        }
        if let Some(first) = given.first().filter(|_| present.is_empty() && former.len() > before) {
            let (zh, en) = ("这一步只写了离任的人", "only people who left are named for this step");
            table.bad(first.range.clone(), zh, en, Text::new("写上现在由谁办", "Name who does it now"));
        }
        present
    };
    let [propose, review, approve] = [Role::Propose, Role::Review, Role::Approve].map(&mut names);
    Approvers { propose, review, approve, former }
}

/// A name with the last day on which that person could take a step, as in `王四（至2026-11-30）`; no day where that cannot be
/// read.
fn until(name: &str) -> Option<(&str, Option<NaiveDate>)> {
    let (name, day) = name.strip_suffix(['）', ')'])?.split_once(['（', '('])?;
    let day = day.trim().strip_prefix(['至', '到'])?.trim_end_matches('止').trim();
    Some((name.trim(), parse_moment(day).map(Moment::day)))
}
