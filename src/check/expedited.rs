//! A011, A012: the fast lane, for small corrections only, and confirmed in time. That it is late depends on the instant,
//! and so is never more than a warning.

use super::next_step::quoted;
use crate::calendar::Horizon;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{ApprovalState, Register};

pub(super) fn check(register: &Register, horizon: &Horizon, sink: &mut Diagnostics) {
    let (within, workdays) = (register.approvals.confirm_within, &register.catalogue.workdays);
    for item in &register.items {
        let ApprovalState::Whole(approval) = &item.approval else {
            continue;
        };
        let (Some(expedited), Some(due)) = (&approval.expedited, approval.confirm_by(within, workdays)) else {
            continue;
        };
        let at = || item.span(item.marks.approval);
        if item.changes.is_empty() {
            sink.push(
                Diagnostic::new(&codes::A011, at(), "快速办理只用于小的更正", "the fast lane is for small corrections")
                    .help(
                        "更正已公开的内容：写上 changes: [{ date: …, note: 改了什么 }]；其他事项走完三步",
                        "Give changes: [{ date: …, note: what was corrected }]; anything else takes all three steps",
                    ),
            );
        }
        let latest = approval.confirm_latest(within, workdays);
        if due > latest {
            let (zh, en) = (
                format!("确认期限 {due} 太晚，应在审批后 {within} 个工作日内，最迟 {latest}"),
                format!("{due} is too late: it is confirmed within {within} working days, by {latest}"),
            );
            sink.push(
                Diagnostic::new(&codes::A011, at(), zh, en)
                    .help("改早，或删去 confirm_by", "Bring it forward, or drop it"),
            );
        }
        match &expedited.confirmed {
            None if horizon.reached(register.zone.end_of(due)) => {
                let (zh, en) = (
                    format!("快速办理的更正应在 {due} 前补办确认，还没有办"),
                    format!("taken through the fast lane, and not confirmed by {due}"),
                );
                sink.push(Diagnostic::new(&codes::A012, at(), zh, en).help(
                    format!("由另一人运行 sunshine approve {} --as 姓名 --step confirmed", quoted(&item.path)),
                    format!("Another person runs sunshine approve {} --as NAME --step confirmed", quoted(&item.path)),
                ));
            }
            None | Some(_) => {}
        }
    }
}
