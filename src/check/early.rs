//! D017: what came of a window that is not over. A draft is told of it too: it is to be mended before it is approved. A
//! warning, so that what is published does not depend on the instant of a check.

use super::required::given;
use crate::calendar::Horizon;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::fields::Typed;
use crate::model::Register;

pub(super) fn check(register: &Register, horizon: &Horizon, sink: &mut Diagnostics) {
    for item in register.items.iter().filter(|item| item.withdrawn.is_none()) {
        let Some(Typed::Window(window)) = item.typed("window") else {
            continue;
        };
        let at = match &item.result {
            Some(_) => item.span(item.marks.result),
            None if given(item, "result") => item.place("result"),
            None => continue,
        };
        if horizon.reached(window.closes.end(register.zone)) {
            continue;
        }
        let closes = window.closes.day();
        let (zh, en) = (
            format!("到 {closes} 才截止，这里已经写了结果"),
            format!("the window closes on {closes}, and its result is here already"),
        );
        sink.push(
            Diagnostic::new(&codes::D017, at, zh, en)
                .label(item.place("window"), "期限在这里", "the window is here")
                .help(
                    "删去结果，截止以后再写；期限写错的，改正 window",
                    "Take it out, and write it when the window has closed; or mend `window`",
                ),
        );
    }
}
