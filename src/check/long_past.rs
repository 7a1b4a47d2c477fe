//! A019: days of publication that are so far in the past that no approval moves them. Of drafts alone, before anybody takes a
//! step in vain; a warning, since it depends on the instant.

use crate::calendar::Horizon;
use crate::diagnostic::{Diagnostic, Diagnostics, Text, codes};
use crate::model::{ApprovalState, Item, Register};
use chrono::NaiveDate;

/// Days after its day of publication until which an approval moves it. What was to be out long before is looked at again.
pub(crate) const LATE: i64 = 92;

pub(super) fn check(register: &Register, horizon: &Horizon, sink: &mut Diagnostics) {
    for item in &register.items {
        let draft = !matches!(item.approval, ApprovalState::Whole(_)) && item.samples.is_empty();
        let opens = register.zone.start_of(publish(item, register));
        if draft && item.withdrawn.is_none() && horizon.reached(opens.plus_days(LATE + 1)) {
            let (what, todo) = (is_past(item, register), todo());
            sink.push(
                Diagnostic::new(&codes::A019, item.span(item.marks.publish), what.zh, what.en).help(todo.zh, todo.en),
            );
        }
    }
}

/// Why a step on a day is in vain, and what to do, where the day of publication is too far in the past for it.
pub(crate) fn in_vain(item: &Item, register: &Register, day: NaiveDate) -> Option<Text> {
    let late = (day - publish(item, register)).num_days() > LATE;
    let (what, todo) = (is_past(item, register), todo());
    late.then(|| Text::new(format!("{}。{}", what.zh, todo.zh), format!("{}. {}", what.en, todo.en)))
}

fn publish(item: &Item, register: &Register) -> NaiveDate {
    register.zone.day(item.publish.start(register.zone))
}

fn is_past(item: &Item, register: &Register) -> Text {
    let day = publish(item, register);
    Text::new(
        format!("公开日期 {day} 早已过去，这样办不完审批"),
        format!("the day of publication, {day}, is long past: this cannot be approved"),
    )
}

fn todo() -> Text {
    Text::new(
        "publish 写这次公开的日期；从旧网站转来的，原来的日期写在正文里",
        "Give the day of this publication in `publish`; of what comes from an old website, tell the former day in the text",
    )
}
