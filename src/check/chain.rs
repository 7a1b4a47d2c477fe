//! A007, A008: who may take the steps, where an organisation says; and matters beyond its competence.

use super::approvers::one_more;
use crate::catalogue::Beyond;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::fields::{Money, Number, Typed};
use crate::model::{Approval, ApprovalState, Item, Register, Role, Step};
use std::sync::Arc;

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    if register.organisations.iter().all(|organisation| organisation.chain.is_empty()) {
        return;
    }
    for item in &register.items {
        if let ApprovalState::Whole(approval) = &item.approval {
            steps(register, item, approval, sink);
            upward(register, item, approval, sink);
        }
    }
}

/// Whoever took a step is one of those who may.
fn steps(register: &Register, item: &Item, approval: &Approval, sink: &mut Diagnostics) {
    let Approval { proposed, reviewed, secrecy: _, reviewed_seal: _, approved, again, seal: _, expedited } = approval;
    let confirmed = expedited.as_ref().and_then(|expedited| expedited.confirmed.as_ref());
    // Whoever approves for an organisation above may approve here, and whoever approves may confirm.
    for (step, role, approver, zh, en) in [
        (proposed.as_ref(), Role::Propose, false, "提出", "propose"),
        (reviewed.as_ref(), Role::Review, false, "审核", "review"),
        (Some(approved), Role::Approve, true, "审批", "approve"),
        (again.as_ref(), Role::Approve, true, "审批", "approve"),
        (confirmed, Role::Review, true, "确认", "confirm"),
    ] {
        let Some((step, who)) = step.and_then(|step| Some((step, instead(register, item, step, role, approver)?)))
        else {
            continue;
        };
        // Whoever took a step before is no help.
        let before = [proposed, reviewed].into_iter().flatten();
        let is_left = |name: &&&Arc<str>| role != Role::Approve || before.clone().all(|taken| taken.by != ***name);
        let names: Vec<&str> = who.iter().filter(is_left).map(|name| &***name).collect();
        let organisation = &register.organisations[item.organisation];
        let (zh, en) = (
            format!("{} 不能为{}{zh}这个项目", step.by, organisation.short),
            format!("{} may not {en} this for `{}`", step.by, organisation.id),
        );
        let finding = Diagnostic::new(&codes::A007, item.span(item.marks.approval), zh, en);
        if names.is_empty() {
            let more = one_more(role);
            sink.push(finding.help(
                format!("没有人能办这一步：能办的都办过别的步骤。{}", more.zh),
                format!("Nobody is left for this step: all who may took another. {}", more.en),
            ));
            continue;
        }
        sink.push(finding.help(
            format!(
                "可以承担这一步的：{}；{}以前承担过、后来调离的，在 _org.md 的 approvers 里留着，写成 {}（至离任日期），例如 {}（至{}）",
                names.join("、"),
                step.by,
                step.by,
                step.by,
                step.date
            ),
            format!(
                "It is for: {}; who took it before and left stays in `approvers` of _org.md with the last day: {}（至{}）",
                names.join(", "),
                step.by,
                step.date
            ),
        ));
    }
}

/// Those who may take a step instead of whoever took it, where that was not his to take. `approver` tells that those who
/// approve for an organisation above may as well.
fn instead<'r>(
    register: &'r Register,
    item: &Item,
    step: &Step,
    role: Role,
    approver: bool,
) -> Option<Vec<&'r Arc<str>>> {
    let who = who_may(register, item, role);
    let may = who.is_empty()
        || who.contains(&&step.by)
        || approver && register.approves(item.organisation, item.entry, &step.by)
        || register.had_role(item.organisation, item.entry, role, step);
    (!may).then_some(who)
}

/// Whether a step of an item was taken by somebody to whom its organisation does not give that, and another one does: it was
/// moved from there, and a new last step does not make its approval good.
pub(super) fn begun_elsewhere(register: &Register, item: &Item, approval: &Approval) -> bool {
    let Approval { proposed, reviewed, approved, .. } = approval;
    let entry = &register.catalogue.entries[item.entry].id;
    let steps =
        [(proposed.as_ref(), Role::Propose), (reviewed.as_ref(), Role::Review), (Some(approved), Role::Approve)];
    steps.into_iter().filter_map(|(step, role)| Some((step?, role))).any(|(step, role)| {
        instead(register, item, step, role, role == Role::Approve).is_some()
            && register.organisations.iter().any(|other| other.chain.of(entry, role).contains(&step.by))
    })
}

/// Those who may take a step of an item's approval: of a matter beyond competence somebody above approves, of any other
/// those whom the chain names; nobody where no chain says.
pub(crate) fn who_may<'r>(register: &'r Register, item: &Item, role: Role) -> Vec<&'r Arc<str>> {
    match above(register, item) {
        Some(Above { superiors, .. }) if role == Role::Approve => superiors,
        Some(_) | None => register.approvers(item.organisation, item.entry, role).iter().collect(),
    }
}

/// Those of organisations above who alone approve an item that is beyond competence; nobody where it is not.
pub(super) fn superiors<'r>(register: &'r Register, item: &Item) -> Vec<&'r Arc<str>> {
    above(register, item).map(|above| above.superiors).unwrap_or_default()
}

/// A matter beyond its organisation's competence.
struct Above<'r> {
    /// Why it is.
    beyond: &'r Beyond,
    /// The organisation above, by position.
    parent: usize,
    /// Those who approve above, the nearest first; somebody.
    superiors: Vec<&'r Arc<str>>,
}

/// Who approves above, where an item is beyond its organisation's competence and somebody is named there.
fn above<'r>(register: &'r Register, item: &Item) -> Option<Above<'r>> {
    let entry = &register.catalogue.entries[item.entry];
    let beyond = entry.beyond.iter().find(|beyond| is_beyond(item, beyond))?;
    let parent = register.organisations[item.organisation].parent?;
    let mut superiors: Vec<&Arc<str>> = Vec::new();
    for name in register.above(parent).flat_map(|above| above.chain.of(&entry.id, Role::Approve)) {
        if !superiors.contains(&name) {
            superiors.push(name);
        }
    }
    (!superiors.is_empty()).then_some(Above { beyond, parent, superiors })
}

/// A matter beyond competence is approved by somebody of an organisation above, where one is named.
fn upward(register: &Register, item: &Item, approval: &Approval, sink: &mut Diagnostics) {
    let Some(Above { beyond, parent, superiors }) = above(register, item) else {
        return;
    };
    let last = approval.last();
    let had_role = register.had_role(parent, item.entry, Role::Approve, last);
    if superiors.contains(&&last.by) || had_role {
        return;
    }
    let (zh, en) = match beyond {
        Beyond::Always => ("这个项目一律".to_owned(), "this entry always".to_owned()),
        Beyond::Above(field, limit) => {
            let label = register.catalogue.label(field).zh;
            (format!("{label}超过 {limit} 的"), format!("with `{field}` above {limit} it"))
        }
    };
    let (zh, en) = (
        format!("{zh}由上级党组织审批，{} 不是上级的审批人", approval.last().by),
        format!("{en} is approved above, and {} does not approve there", approval.last().by),
    );
    let names = superiors.iter().map(|name| &***name).collect::<Vec<_>>();
    sink.push(Diagnostic::new(&codes::A008, item.span(item.marks.approval), zh, en).help(
        format!("报请上级审批；上级的审批人：{}", names.join("、")),
        format!("Send it up; those who approve there: {}", names.join(", ")),
    ));
}

fn is_beyond(item: &Item, beyond: &Beyond) -> bool {
    let Beyond::Above(field, limit) = beyond else {
        return true;
    };
    match item.typed(field) {
        Some(Typed::Money(sum)) => Money::parse(limit).is_some_and(|limit| *sum > limit),
        Some(Typed::Number(number)) => Number::parse(limit).is_some_and(|limit| *number > limit),
        _ => false,
    }
}
