//! A001, A002, A013: items whose approval is not whole. Each is held back by itself, in every edition, and holds nothing
//! else up.

use super::approvers::one_more;
use super::by_itself::warned;
use super::next_step::{Ask, candidates, command, names, nobody_is_left};
use super::unfilled::still;
use crate::config::{Approvals, Edited};
use crate::diagnostic::{Diagnostic, Lang, Text, codes};
use crate::model::{Item, Partial, Register, Role, StepKind};

/// Nobody has proposed it.
pub(super) fn unproposed(item: &Item, register: &Register) -> Diagnostic {
    let proposal = proposal(item, register);
    let (zh, en) = (format!("运行 {}", proposal.zh), format!("Run {}", proposal.en));
    let (not_yet, en_not_yet) = ("还没有提出，暂不公开", "not proposed yet, and held back until it is approved");
    let finding = Diagnostic::new(&codes::A001, item.span(item.marks.whole), not_yet, en_not_yet).help(zh, en);
    item.samples.iter().fold(finding, |finding, (word, mark)| {
        let (zh, en) = still(word);
        finding.label(item.span(*mark), zh, en)
    })
}

/// The command that proposes an item, and whose that is.
fn proposal(item: &Item, register: &Register) -> Text {
    let who = candidates(register, item, Role::Propose);
    let command = command(item, Ask { name: None, secrecy: false, step: None });
    let names = names(&who);
    match who.as_slice() {
        [] => command,
        _ => Text::new(
            format!("{}（可以提出的：{}）", command.zh, names.zh),
            format!("{} (it is for {})", command.en, names.en),
        ),
    }
}

/// Some of its steps are taken.
pub(super) fn under_way(item: &Item, partial: &Partial, register: &Register) -> Diagnostic {
    let at = item.span(item.marks.approval);
    if partial.in_words {
        let (zh, en) =
            ("approval 不手写，这样写不算审批", "`approval` is not written by hand, and this approves nothing");
        let help = in_words(item, register);
        return Diagnostic::new(&codes::A002, at, zh, en).help(help.zh, help.en);
    }
    if partial.refused() {
        let (zh, en) = refused(item, register);
        return Diagnostic::new(
            &codes::A002,
            at,
            "审核没有通过，已退回修改；在此之前不公开",
            "the review refused it: it is to be changed, and is held back",
        )
        .help(zh, en);
    }
    if partial.outdated() {
        return outdated(item, register, &[]);
    }
    let (zh, en) =
        (format!("审批未完成：还缺“{}”", partial.step.zh()), format!("the approval lacks `{}`", partial.step.id()));
    let role = partial.step.role();
    let who = candidates(register, item, role);
    let name = if let [only] = who.as_slice() { Some(&***only) } else { None };
    let command = command(item, Ask { name, secrecy: role == Role::Review, step: None });
    let (step, names) = (partial.step.zh(), names(&who));
    let finding = Diagnostic::new(&codes::A002, at, zh, en);
    match who.as_slice() {
        [] if nobody_is_left(register, item, role) => {
            let more = one_more(role);
            finding.help(
                format!("没有人能{step}：能办的都办过别的步骤。{}", more.zh),
                format!("Nobody is left for this step: all who may took another. {}", more.en),
            )
        }
        [] => finding.help(
            format!("等{step}：{}；在此之前该事项不进入任何网站", command.zh),
            format!("Waits for {}; until then the item is in no site", command.en),
        ),
        _ => finding.help(
            format!("等 {} {step}：{}；在此之前该事项不进入任何网站", names.zh, command.zh),
            format!("Waits for {}: {}; until then the item is in no site", names.en, command.en),
        ),
    }
}

/// A013: it was edited after its review, with what was, as far as that is known.
fn outdated(item: &Item, register: &Register, changed: &[Text]) -> Diagnostic {
    let what = in_brackets(changed);
    let zh = format!("审核之后内容有改动{}，重新审核以前不能审批", what.zh);
    let en = format!("edited after it was reviewed{}: it is reviewed again before it is approved", what.en);
    let again = review_again(item, register);
    Diagnostic::new(&codes::A013, item.span(item.marks.approval), zh, en)
        .help(format!("请审核人重新审核：{}", again.zh), format!("The reviewer runs {}", again.en))
}

/// The same, with what the rules will say of the item.
pub(crate) fn edited_since_review(item: &Item, register: &Register, changed: &[Text]) -> Diagnostic {
    warned(outdated(item, register, changed), item, register)
}

/// What was edited, as it stands behind a word; nothing where nobody knows.
pub(crate) fn in_brackets(changed: &[Text]) -> Text {
    if changed.is_empty() {
        return Text::new("", "");
    }
    let words = |lang, mark: &str| changed.iter().map(|text| text.get(lang)).collect::<Vec<_>>().join(mark);
    Text::new(format!("（{}）", words(Lang::Zh, "、")), format!(" ({})", words(Lang::En, ", ")))
}

/// What to do where words stand in the place of an approval.
pub(crate) fn in_words(item: &Item, register: &Register) -> Text {
    let proposal = proposal(item, register);
    Text::new(
        format!("删去 approval 这一行，由各人依次运行 sunshine approve，从提出办起：{}", proposal.zh),
        format!("Delete `approval`; each person runs sunshine approve in turn, beginning with {}", proposal.en),
    )
}

/// A014: it stands, and its approval was lost by an edit.
pub(crate) fn lost(item: &Item, policy: Approvals) -> Diagnostic {
    let (zh, en) = match policy.edited {
        Edited::Out => (
            "这个事项已经公开，现在没有完整的审批，生成时从网站撤下",
            "it is published, and has no whole approval any more: a build takes it off",
        ),
        Edited::LastApproved => (
            "这个事项已经公开，现在没有完整的审批：有上次审批的内容就保留那份，没有就撤下",
            "it is published, and has no whole approval any more: what was approved stands where it is kept, else it comes off",
        ),
    };
    Diagnostic::new(&codes::A014, item.span(item.marks.approval), zh, en).help(
        "误删的，恢复原来的 approval；内容有改动的，重新办理审批",
        "Put the approval back if it was deleted by mistake; approve the item anew if it was edited",
    )
}

/// What becomes of an item that the secrecy review refused.
pub(crate) fn refused(item: &Item, register: &Register) -> (String, String) {
    let again = review_again(item, register);
    (
        format!("保密审查结果是“不予公开”。修改后由审核人重新审核，或改为党内、特定对象：{}", again.zh),
        format!(
            "The secrecy review refused it. Change it and have it reviewed again, or narrow its audience: {}",
            again.en
        ),
    )
}

/// The command by which a reviewer reviews an item once more.
pub(crate) fn review_again(item: &Item, register: &Register) -> Text {
    let who = candidates(register, item, Role::Review);
    let name = if let [only] = who.as_slice() { Some(&***only) } else { None };
    command(item, Ask { name, secrecy: true, step: Some(StepKind::Reviewed) })
}
