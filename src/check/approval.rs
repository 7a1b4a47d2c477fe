//! Family A: 提出 → 审核 (with 保密审查) → 审批, by three people, in order, before publication.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Approval, ApprovalState, Clearance, Item, Register, Secrecy};

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    for item in &register.items {
        match &item.approval {
            ApprovalState::Missing => sink.push(
                Diagnostic::new(&codes::A001, item.span(item.marks.whole), "没有审批记录", "there is no approval")
                    .help(
                        "补上 approval: { proposed: …, reviewed: …, approved: … }，每步写 by 和 date",
                        "Add approval: { proposed: …, reviewed: …, approved: … }, each with by and date",
                    ),
            ),
            ApprovalState::Partial(step) => {
                let word = match *step {
                    "proposed" => "提出",
                    "reviewed" => "审核",
                    _ => "审批",
                };
                let (zh, en) = (format!("审批未完成：还缺“{word}”"), format!("the approval lacks `{step}`"));
                sink.push(
                    Diagnostic::new(&codes::A002, item.span(item.marks.approval), zh, en)
                        .help("走完这一步再公开；在此之前该事项不进入任何网站", "Until then the item is in no site"),
                );
            }
            ApprovalState::Whole(approval) => whole(item, approval, register, sink),
        }
    }
}

fn whole(item: &Item, approval: &Approval, register: &Register, sink: &mut Diagnostics) {
    let Approval { proposed, reviewed, secrecy, approved } = approval;
    let at = || item.span(item.marks.approval);
    if proposed.date > reviewed.date || reviewed.date > approved.date {
        let (zh, en) = (
            format!("审批日期倒置：提出 {}，审核 {}，审批 {}", proposed.date, reviewed.date, approved.date),
            format!(
                "the approval runs backwards: proposed {}, reviewed {}, approved {}",
                proposed.date, reviewed.date, approved.date
            ),
        );
        sink.push(Diagnostic::new(&codes::A003, at(), zh, en).help("核对三个日期", "Check the three dates"));
    }
    for (a, b, zh, en) in [
        (proposed, reviewed, "提出和审核", "proposed and reviewed"),
        (reviewed, approved, "审核和审批", "reviewed and approved"),
        (proposed, approved, "提出和审批", "proposed and approved"),
    ] {
        if a.by == b.by {
            let (zh, en) = (format!("{zh}是同一人：{}", a.by), format!("{en} by the same person: {}", a.by));
            sink.push(
                Diagnostic::new(&codes::A004, at(), zh, en)
                    .help("由不同的人承担", "Let different people take the steps"),
            );
        }
    }
    let passed = matches!(secrecy, Some(Secrecy::Passed | Secrecy::PassedWithDeletions));
    let refused = matches!(secrecy, Some(Secrecy::Refused));
    if refused || (item.clearance == Clearance::Public && !passed) {
        sink.push(
            Diagnostic::new(&codes::A005, at(), "没有通过保密审查", "the secrecy review was not passed").help(
                "审核一步写上 secrecy: passed；不予公开的，改为党内或特定对象",
                "Add secrecy: passed to the review",
            ),
        );
    }
    let opens = register.zone.day(item.publish.start(register.zone));
    if approved.date > opens {
        let (zh, en) = (
            format!("{} 才审批，{opens} 已公开", approved.date),
            format!("approved on {}, but published on {opens}", approved.date),
        );
        sink.push(
            Diagnostic::new(&codes::A006, item.span(item.marks.publish), zh, en)
                .help("公开日期改到审批之后", "Publish on or after the day of approval"),
        );
    }
}
