//! Which step of an approval comes next.

use super::{Refused, Signature};
use crate::check;
use crate::model::{Approval, ApprovalState, Item, Partial, Register, StepKind};

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
            format!("审核之后内容有改动，请审核人重新审核：{}", again.zh),
            format!("edited after it was reviewed; the reviewer runs {}", again.en),
        )
    };
    Err(Refused::because(&item.path, zh, en))
}
