//! C013: what an item reports as held was held when its readers were told of it.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::fields::Typed;
use crate::model::{Item, Register};
use chrono::NaiveDate;

/// Fields that hold the day of a meeting that was, or on which something was passed on.
pub(super) const HELD: [&str; 3] = ["held", "met", "conveyed"];

/// The entry whose meeting [`super::decisions`] looks at, under a code of its own.
const ELSEWHERE: &str = "major-decision";

pub(super) fn check(item: &Item, register: &Register, sink: &mut Diagnostics) {
    let told = told_on(item);
    for name in HELD {
        let elsewhere = name == "met" && &*register.catalogue.entries[item.entry].id == ELSEWHERE;
        let Some(Typed::Date(day)) = item.typed(name).filter(|_| !elsewhere) else {
            continue;
        };
        let day = day.day();
        if day > told {
            let label = register.catalogue.label(name).zh;
            let (zh, en) = (
                format!("{label}是 {day}，{told} 就公布了"),
                format!("`{name}` is {day}, and readers are told of it on {told}"),
            );
            sink.push(Diagnostic::new(&codes::C013, item.place(name), zh, en).help(
                format!("核对 {name} 和 publish；公开以后才办的，办了再写，并写上 updated"),
                format!("Check `{name}` and `publish`; what came after is added with `updated` when it is done"),
            ));
        }
    }
}

/// The last day on which an item told its readers something: that of its publication, or of the last change.
pub(super) fn told_on(item: &Item) -> NaiveDate {
    item.updated.into_iter().fold(item.publish.day(), NaiveDate::max)
}
