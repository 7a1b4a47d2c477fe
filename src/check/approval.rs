//! Family A: 提出 → 审核 (with 保密审查) → 审批, by three people, in order, before publication; and what was approved is
//! what stands.

use super::by_itself::warned;
use super::chain::begun_elsewhere;
use super::identity::copied_from;
use super::next_step::{Ask, approves_again, command, quoted};
use super::under_way::{in_brackets, under_way, unproposed};
use crate::config::Edited;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, Text, codes};
use crate::model::{Approval, ApprovalState, Clearance, Item, Register, Seal, Secrecy, Step};

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    for item in &register.items {
        match &item.approval {
            ApprovalState::Missing => sink.push(warned(unproposed(item, register), item, register)),
            // What was edited since the review is told already.
            ApprovalState::Partial(partial) if partial.reviewed.as_ref().is_some_and(|seal| seal.told) => {}
            ApprovalState::Partial(partial) => sink.push(warned(under_way(item, partial, register), item, register)),
            ApprovalState::Whole(approval) => {
                in_order(item, approval, sink);
                by_different_people(item, approval, sink);
                reviewed_for_secrecy(item, approval, register, sink);
                before_it_opens(item, approval, register, sink);
                sealed(item, approval, register, sink);
            }
        }
    }
}

/// A003: no step comes before the one that it follows.
fn in_order(item: &Item, approval: &Approval, sink: &mut Diagnostics) {
    let steps = [
        ("提出", "proposed", approval.proposed.as_ref()),
        ("审核", "reviewed", approval.reviewed.as_ref()),
        ("审批", "approved", Some(&approval.approved)),
        ("再次审批", "approved again", approval.again.as_ref()),
        ("补办确认", "confirmed", confirmed(approval)),
    ];
    let taken: Vec<(&str, &str, &Step)> =
        steps.into_iter().filter_map(|(zh, en, step)| Some((zh, en, step?))).collect();
    if taken.is_sorted_by_key(|(_, _, step)| step.date) {
        return;
    }
    let zh: Vec<String> = taken.iter().map(|(zh, _, step)| format!("{zh} {}", step.date)).collect();
    let en: Vec<String> = taken.iter().map(|(_, en, step)| format!("{en} {}", step.date)).collect();
    let (zh, en) =
        (format!("审批日期倒置：{}", zh.join("，")), format!("the approval runs backwards: {}", en.join(", ")));
    sink.push(found(&codes::A003, item, zh, en).help("核对各步的日期", "Check the dates"));
}

/// A004: nobody passes what he brought forward, or confirms what he let pass.
fn by_different_people(item: &Item, approval: &Approval, sink: &mut Diagnostics) {
    let Approval { proposed, reviewed, approved, again, .. } = approval;
    for (a, b, zh, en) in [
        (proposed.as_ref(), reviewed.as_ref(), "提出和审核", "proposed and reviewed"),
        (reviewed.as_ref(), Some(approved), "审核和审批", "reviewed and approved"),
        (proposed.as_ref(), Some(approved), "提出和审批", "proposed and approved"),
        (proposed.as_ref(), again.as_ref(), "提出和再次审批", "proposed and approved again"),
        (reviewed.as_ref(), again.as_ref(), "审核和再次审批", "reviewed and approved again"),
        (Some(approval.last()), confirmed(approval), "审批和补办确认", "approved and confirmed"),
    ] {
        if let Some((a, _)) = a.zip(b).filter(|(a, b)| a.by == b.by) {
            let (zh, en) = (format!("{zh}是同一人：{}", a.by), format!("{en} by the same person: {}", a.by));
            let finding = found(&codes::A004, item, zh, en);
            sink.push(finding.help("由不同的人承担", "Let different people take the steps"));
        }
    }
}

/// A005: what is public passed a secrecy review, and nothing was refused there.
fn reviewed_for_secrecy(item: &Item, approval: &Approval, register: &Register, sink: &mut Diagnostics) {
    match approval.secrecy {
        Some(Secrecy::Refused) => sink.push(refused(item)),
        None if item.clearance == Clearance::Public => sink.push(unreviewed(item, approval, register)),
        None | Some(Secrecy::Passed | Secrecy::PassedWithDeletions) => {}
    }
}

fn refused(item: &Item) -> Diagnostic {
    let (narrower, en_narrower) = match item.clearance {
        Clearance::Public => ("党内、特定对象", "for members or for particular persons"),
        Clearance::Internal | Clearance::Specific => ("特定对象", "for particular persons"),
    };
    found(&codes::A005, item, "保密审查结果是“不予公开”", "the secrecy review came to refusal").help(
        format!("修改后由审核人重新审核，或改为{narrower}"),
        format!("Change it and have it reviewed again, or make it {en_narrower}"),
    )
}

fn unreviewed(item: &Item, approval: &Approval, register: &Register) -> Diagnostic {
    let Approval { reviewed, approved, again, seal, expedited, .. } = approval;
    let said = |zh: &str, step: &Step| format!("{zh}（{}，{}）", step.by, step.date);
    let (step, en_step, part) = match (again, expedited) {
        (Some(again), _) => (said("再次审批", again), "new approval", "again"),
        (None, Some(_)) => (said("快速办理", approved), "fast lane", "approved"),
        (None, None) => {
            let step = reviewed.as_ref().map_or_else(|| "审核".to_owned(), |step| said("审核", step));
            (step, "review", "reviewed")
        }
    };
    let (zh, en) = (
        format!("向社会公开还缺保密审查：{step}没有写审查结果"),
        format!("what is public wants a secrecy review: the {en_step} does not say what it came to"),
    );
    // After an edit, as from internal to public, the next step brings the review of what is there now.
    let edited = seal.as_ref().is_some_and(Seal::broken);
    let (do_zh, do_en) = match edited && again.is_none() {
        true => {
            let command = approve_again(item, approval, register);
            (format!("由审批人运行 {}", command.zh), format!("the approver runs {}", command.en))
        }
        false => (format!("在 {part} 里写上 secrecy: passed"), format!("add secrecy: passed to `{part}`")),
    };
    found(&codes::A005, item, zh, en).help(
        format!("审查后可以公开的，{do_zh}；不宜向社会公开的，改为 audience: internal"),
        format!("If it may be public, {do_en}; if not, write audience: internal"),
    )
}

/// A006: nothing opens before it was approved.
fn before_it_opens(item: &Item, approval: &Approval, register: &Register, sink: &mut Diagnostics) {
    let (approved, opens) = (approval.approved.date, register.zone.day(item.publish.start(register.zone)));
    if approved > opens {
        let (zh, en) = (
            format!("公开日期是 {opens}，{approved} 才审批"),
            format!("to be published on {opens}, and approved on {approved} only"),
        );
        sink.push(
            Diagnostic::new(&codes::A006, item.span(item.marks.publish), zh, en)
                .help("公开日期改到审批之后", "Publish on or after the day of approval"),
        );
    }
}

/// The confirmation of what went through the fast lane.
fn confirmed(approval: &Approval) -> Option<&Step> {
    approval.expedited.as_ref()?.confirmed.as_ref()
}

/// A finding at the approval of an item.
fn found(rule: &'static Rule, item: &Item, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::new(rule, item.span(item.marks.approval), zh, en)
}

/// The command by which an item that was edited is approved again.
fn approve_again(item: &Item, approval: &Approval, register: &Register) -> Text {
    let name = approves_again(register, item, approval);
    command(item, Ask { name, secrecy: true, step: None })
}

/// Whether what was approved is what is there.
fn sealed(item: &Item, approval: &Approval, register: &Register, sink: &mut Diagnostics) {
    let policy = register.approvals;
    match &approval.seal {
        None if policy.digest_required && item.clearance == Clearance::Public => {
            let (zh, en) = ("审批没有带上内容的摘要码", "the approval does not carry the digest of what was approved");
            let command = format!("sunshine approve {} --as {}", quoted(&item.path), approval.last().by);
            let help = (format!("由审批人运行 {command}"), format!("The approver runs {command}"));
            sink.push(found(&codes::A009, item, zh, en).help(help.0, help.1));
        }
        // Of a copied approval that is told, with what to do about it.
        Some(seal) if seal.broken() && !seal.told && copied_from(register, item).is_none() => {
            sink.push(edited(item, register, None));
        }
        None | Some(_) => {}
    }
}

/// The finding that an item was edited after its approval. `changed` is what was, where the approved text is known.
pub(crate) fn edited(item: &Item, register: &Register, changed: Option<&[Text]>) -> Diagnostic {
    let public = item.clearance == Clearance::Public && item.approved().is_none();
    let Text { zh: what_zh, en: what_en } = in_brackets(changed.unwrap_or_default());
    let unmasked = matches!(&item.approval, ApprovalState::Whole(approval) if approval.seal.as_ref().is_some_and(|seal| seal.unmasked));
    let (zh, en) = match (public, register.approvals.edited, changed) {
        _ if unmasked => (
            "审批时目录规定姓名向社会公开只留姓氏，现在的目录不再隐去，重新审批以前不公开".to_owned(),
            "names were masked for the public when this was approved, and the catalogue masks them no more: kept out until it is approved again".to_owned(),
        ),
        (false, ..) => {
            ("审批之后党内内容有改动".to_owned(), "what members see was edited after it was approved".to_owned())
        }
        (true, Edited::Out, _) => (
            format!("审批之后有改动{what_zh}，重新审批以前不公开"),
            format!("edited after it was approved{what_en}, and kept out until it is approved again"),
        ),
        (true, Edited::LastApproved, Some(_)) => (
            format!("审批之后有改动{what_zh}，网站上仍是上次审批的内容，改动中撤下或收紧的除外"),
            format!(
                "edited after it was approved{what_en}; the site goes on showing what was approved, less what the edit takes back"
            ),
        ),
        (true, Edited::LastApproved, None) => (
            "审批之后有改动：有上次审批的内容就保留那份，没有就不公开".to_owned(),
            "edited after it was approved: what was approved stands where it is kept, else the item is out".to_owned(),
        ),
    };
    let (again, en_again) = match &item.approval {
        ApprovalState::Whole(approval) if begun_elsewhere(register, item, approval) => {
            let whose = &register.organisations[item.organisation];
            (
                format!("移回原来的文件夹；确由{}公开的，删去 approval，重新提出、审核、审批", whose.short),
                format!(
                    "move it back; if it is for `{}` to disclose, delete `approval` and have it proposed anew",
                    whose.id
                ),
            )
        }
        ApprovalState::Whole(approval) => {
            let command = approve_again(item, approval, register);
            (format!("由审批人运行 {}", command.zh), format!("let an approver run {}", command.en))
        }
        ApprovalState::Missing | ApprovalState::Partial(_) => ("办完审批".to_owned(), "have it approved".to_owned()),
    };
    found(&codes::A010, item, zh, en).help(format!("改回原样，或{again}"), format!("Undo the edit, or {en_again}"))
}
