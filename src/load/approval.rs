use crate::calendar::parse_moment;
use crate::model::{Approval, ApprovalState, Secrecy, Step};
use crate::source::{Node, Table};

/// Reads `approval:`. A step that is there but not understood leaves the approval partial, with a finding.
pub(super) fn read(node: Option<Node<'_>>, table: &mut Table<'_, '_>) -> ApprovalState {
    let Some(node) = node else {
        return ApprovalState::Missing;
    };
    table.nested(node, |steps| {
        let proposed = steps.table("proposed", |step| read_step(step, |_| ()));
        let reviewed = steps.table("reviewed", |step| {
            read_step(step, |step| step.parsed("secrecy", "passed / passed-with-deletions / refused", read_secrecy))
        });
        let approved = steps.table("approved", |step| read_step(step, |_| ()));
        let Some((Some(proposed), ())) = proposed else {
            return ApprovalState::Partial("proposed");
        };
        let Some((Some(reviewed), secrecy)) = reviewed else {
            return ApprovalState::Partial("reviewed");
        };
        let Some((Some(approved), ())) = approved else {
            return ApprovalState::Partial("approved");
        };
        ApprovalState::Whole(Approval { proposed, reviewed, secrecy: secrecy.map(|s| s.value), approved })
    })
}

fn read_step<T>(table: &mut Table<'_, '_>, more: impl FnOnce(&mut Table<'_, '_>) -> T) -> (Option<Step>, T) {
    let by = table.text("by");
    let date = table.parsed("date", "2026-07-10", parse_moment);
    let _note = table.text("note");
    let more = more(table);
    let step = by.zip(date).map(|(by, date)| Step { by: by.value.trim().into(), date: date.value.day() });
    (step, more)
}

fn read_secrecy(text: &str) -> Option<Secrecy> {
    Some(match text {
        "passed" | "可公开" | "通过" => Secrecy::Passed,
        "passed-with-deletions" | "删减后公开" => Secrecy::PassedWithDeletions,
        "refused" | "不予公开" => Secrecy::Refused,
        _ => return None,
    })
}
