//! C019: a major decision (“三重一大”) is collective, and large funds have an amount.

use super::required::given;
use crate::calendar::Moment;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::fields::{Money, Typed};
use crate::model::{Item, Register};

pub(super) fn check(item: &Item, register: &Register, sink: &mut Diagnostics) {
    if &*register.catalogue.entries[item.entry].id != "major-decision" {
        return;
    }
    let large = matches!(item.typed("kind"), Some(Typed::Choice(kind)) if kind == "大额资金使用");
    let ahead = |met: &Moment| met.day() > item.publish.day();
    if let Some(Typed::Date(met)) = item.typed("met").filter(|met| matches!(met, Typed::Date(met) if ahead(met))) {
        let (zh, en) = (
            format!("会议 {} 才召开，{} 就公布了决定", met.day(), item.publish.day()),
            format!("the meeting is on {}, and the decision is out on {}", met.day(), item.publish.day()),
        );
        sink.push(
            Diagnostic::new(&codes::C019, item.place("met"), zh, en)
                .help("核对 met 和 publish", "Check `met` and `publish`"),
        );
    }
    let said = match item.typed("amount") {
        Some(Typed::Money(Money(..0))) => Some(("金额是负数", "an amount below nothing")),
        Some(Typed::Money(Money(0))) if large => Some(("大额资金的金额应当大于零", "large funds of nothing")),
        _ => None,
    };
    if let Some((zh, en)) = said {
        sink.push(Diagnostic::new(&codes::C019, item.place("amount"), zh, en).help("写明金额", "Give the amount"));
    }
    for (name, asked, zh, en) in [
        ("met", true, "会议日期", "the date of the meeting"),
        ("tally", true, "表决结果", "the tally"),
        ("amount", large, "金额", "the amount"),
    ] {
        if asked && !given(item, name) {
            let place = item.place(if name == "amount" { "kind" } else { "" });
            let (zh, en) = (format!("“三重一大”事项没有写{zh}"), format!("a major decision without {en}, `{name}`"));
            sink.push(
                Diagnostic::new(&codes::C019, place, zh, en)
                    .help(format!("在 fields 里补上 {name}"), format!("Add `{name}` to `fields`")),
            );
        }
    }
}
