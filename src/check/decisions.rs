//! C019: a major decision (“三重一大”) is collective, and large funds have an amount.

use super::binding;
use super::required::given;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::fields::Typed;
use crate::model::Register;

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let Some(entry) = register.catalogue.position("major-decision") else {
        return;
    };
    for item in binding(register).filter(|item| item.entry == entry) {
        let large = matches!(item.typed("kind"), Some(Typed::Choice(kind)) if kind == "大额资金使用");
        for (name, asked, zh, en) in [
            ("met", true, "会议日期", "the date of the meeting"),
            ("tally", true, "表决结果", "the tally"),
            ("amount", large, "金额", "the amount"),
        ] {
            if asked && !given(item, name) {
                let place = item.place(if name == "amount" { "kind" } else { "" });
                let (zh, en) =
                    (format!("“三重一大”事项没有写{zh}"), format!("a major decision without {en}, `{name}`"));
                sink.push(
                    Diagnostic::new(&codes::C019, place, zh, en)
                        .help(format!("在 fields 里补上 {name}"), format!("Add `{name}` to `fields`")),
                );
            }
        }
    }
}
