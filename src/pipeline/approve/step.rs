//! Which step of an approval comes next, and who may take it on which day.

use super::{Refused, Signature};
use crate::check;
use crate::model::{Approval, ApprovalState, Clearance, Item, Partial, Register, Role, Step, StepKind};
use chrono::NaiveDate;

/// The step to be taken: the next one, unless another was asked for.
pub(super) fn step_of(register: &Register, item: &Item, signature: &Signature) -> Result<StepKind, Refused> {
    let refuse = |zh: String, en: String| Err(Refused::because(&item.path, zh, en));
    let waiting = item.approval.waits(0, &register.catalogue.workdays);
    let next = match (&item.approval, waiting) {
        (ApprovalState::Whole(Approval { seal: None, .. }), _) if signature.step != Some(StepKind::Confirmed) => {
            Some(StepKind::Approved)
        }
        (_, waiting) => waiting.map(|waiting| waiting.step),
    };
    if signature.expedited.is_some() && !matches!(item.approval, ApprovalState::Whole(_)) {
        return Ok(StepKind::Approved);
    }
    if let ApprovalState::Partial(partial) = &item.approval
        && next == Some(StepKind::Reviewed)
        && partial.step == StepKind::Approved
        && signature.secrecy.is_none()
        && signature.step != Some(StepKind::Reviewed)
    {
        return unreviewed(register, item, partial);
    }
    let Some(next) = next else {
        return refuse(
            "已经审批，内容没有改动，没有要办的".to_owned(),
            "approved and unchanged: nothing to do".to_owned(),
        );
    };
    match signature.step {
        Some(wanted) if wanted != next => refuse(
            format!("现在要办的是“{}”，不是“{}”", next.zh(), wanted.zh()),
            format!("the next step is `{}`, not `{}`", next.id(), wanted.id()),
        ),
        _ => Ok(next),
    }
}

/// That an approval has to wait: the review refused the item, or was of another text.
fn unreviewed(register: &Register, item: &Item, partial: &Partial) -> Result<StepKind, Refused> {
    let (zh, en) = if partial.refused() {
        check::refused(item, register)
    } else {
        let again = check::review_again(item, register);
        (
            format!("审核之后正文有改动，请审核人重新审核：{}", again.zh),
            format!("edited after it was reviewed; the reviewer runs {}", again.en),
        )
    };
    Err(Refused::because(&item.path, zh, en))
}

/// Whether this person may take this step on this day.
pub(super) fn may(
    register: &Register,
    item: &Item,
    step: StepKind,
    signature: &Signature,
    (day, today): (NaiveDate, NaiveDate),
) -> Result<(), Refused> {
    let refuse = |zh: String, en: String| Err(Refused::because(&item.path, zh, en));
    let Signature { name, secrecy, expedited, .. } = signature;
    if name.is_empty() {
        return refuse("没有写名字：--as 姓名".to_owned(), "there is no name: --as NAME".to_owned());
    }
    if day > today {
        return refuse(
            format!("办理日期 {day} 还没有到，今天是 {today}"),
            format!("the day of this step, {day}, is still to come: today is {today}"),
        );
    }
    let role = step.role();
    // Whoever approves, also for an organisation above, may confirm too.
    let also_approvers = role == Role::Approve || step == StepKind::Confirmed;
    let step_zh = step.zh();
    let before: Vec<(StepKind, &Step)> = match &item.approval {
        ApprovalState::Missing => Vec::new(),
        ApprovalState::Partial(partial) => partial.taken.iter().map(|(step, taken)| (*step, taken)).collect(),
        ApprovalState::Whole(approval) if step == StepKind::Confirmed => vec![(StepKind::Approved, approval.last())],
        ApprovalState::Whole(approval) => {
            let steps = [(StepKind::Proposed, &approval.proposed), (StepKind::Reviewed, &approval.reviewed)];
            steps.into_iter().filter_map(|(step, taken)| Some((step, taken.as_ref()?))).collect()
        }
    };
    let taken = || before.iter().filter(|(other, _)| *other != step);
    if let Some((other, _)) = taken().find(|(_, taken)| *taken.by == **name) {
        let who = check::candidates(register, item, role);
        let names = check::names(&who);
        let (zh, en) = match who.as_slice() {
            [] => (String::new(), String::new()),
            _ => (format!("；可以{step_zh}的：{}", names.zh), format!(": {}", names.en)),
        };
        return refuse(
            format!("您已办过{}，{step_zh}由另一人办{zh}", other.zh()),
            format!("you took the step `{}`; another person takes this one{en}", other.id()),
        );
    }
    if let Some(first) = check::copied_from(register, item) {
        return refuse(
            format!("这里的审批是从 {} 复制来的，不算数；删去 approval，从提出办起", first.path),
            format!("this approval was copied from {}; drop `approval` and begin with the proposal", first.path),
        );
    }
    let who = register.approvers(item.organisation, item.entry, role);
    let present = who.iter().any(|other| **other == **name)
        || also_approvers && register.approves(item.organisation, item.entry, name);
    let had_role =
        |date| register.had_role(item.organisation, item.entry, role, &Step { by: name.as_str().into(), date });
    if !present && had_role(NaiveDate::MIN) && !had_role(today) {
        return refuse(
            format!("{name} 已经离任，不能再{step_zh}；以前办的仍然有效"),
            format!("{name} has left and takes no more steps; what was done before stands"),
        );
    }
    // Whether somebody above may approve, and who may confirm, the rules say.
    if role != Role::Approve && !who.is_empty() && !present && !had_role(day) {
        let names = who.iter().map(|name| &**name).collect::<Vec<_>>();
        return refuse(
            format!("{name} 不能{step_zh}；可以{step_zh}的：{}", names.join("、")),
            format!("{name} may not take this step; it is for {}", names.join(", ")),
        );
    }
    if let Some((_, before)) = taken().next_back().filter(|(_, before)| day < before.date) {
        return refuse(
            format!("日期 {day} 早于上一步的 {}", before.date),
            format!("{day} is before {}, the day of the step before", before.date),
        );
    }
    let whole = match &item.approval {
        ApprovalState::Whole(approval) => Some(approval),
        ApprovalState::Missing | ApprovalState::Partial(_) => None,
    };
    let again = whole.is_some_and(|approval| approval.seal.is_some() || *approval.last().by != **name);
    let asks = step == StepKind::Reviewed || (step == StepKind::Approved && (expedited.is_some() || again));
    if asks && item.clearance == Clearance::Public && secrecy.is_none() {
        return refuse(
            "向社会公开的事项要写保密审查结果：加 --secrecy passed（可公开）、passed-with-deletions（删减后公开）或 refused（不予公开）".to_owned(),
            "a public item needs the result of its secrecy review: add --secrecy passed, passed-with-deletions or refused".to_owned(),
        );
    }
    if step == StepKind::Proposed && secrecy.is_some() {
        return refuse(
            "保密审查的结果在审核一步写：提出时不加 --secrecy".to_owned(),
            "the secrecy review belongs to the step after: propose without --secrecy".to_owned(),
        );
    }
    Ok(())
}
