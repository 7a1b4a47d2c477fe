//! The rules for what one item says by itself. They hold of what stands; of a draft they are told ahead, since what is
//! mended after the approval has to be approved again.

use super::{binding, decisions, happened, reports, required, small_groups, terms, votes, windows, withheld};
use crate::diagnostic::{Diagnostic, Diagnostics, counted};
use crate::model::{Item, Register};
use rayon::prelude::*;

const RULES: [fn(&Item, &Register, &mut Diagnostics); 9] = [
    required::check,
    votes::check,
    decisions::check,
    happened::check,
    reports::check,
    small_groups::check,
    terms::check,
    withheld::check,
    windows::posted_late,
];

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let items: Vec<&Item> = binding(register).collect();
    let found = items.par_chunks(512).map(|items| {
        let mut found = Diagnostics::default();
        items.iter().for_each(|item| told(item, register, &mut found));
        found
    });
    found.collect::<Vec<_>>().into_iter().for_each(|found| sink.append(found));
}

/// What the rules will say of an item once its approval is whole.
pub(crate) fn ahead(item: &Item, register: &Register) -> Diagnostics {
    let mut found = Diagnostics::default();
    told(item, register, &mut found);
    found.sort();
    found
}

/// A finding of a draft, with what the rules will say of it as labels; all that is labelled is to be mended first.
pub(super) fn warned(finding: Diagnostic, item: &Item, register: &Register) -> Diagnostic {
    let finding = ahead(item, register).iter().fold(finding, |finding, ahead| {
        let said = |message: &str, help: Option<&str>, stop: &str| {
            help.map_or_else(|| message.to_owned(), |help| format!("{message}{stop}{help}"))
        };
        let (message, help) = (&ahead.message, ahead.help.as_ref());
        let zh = said(&message.zh, help.map(|help| &*help.zh), "；");
        let en = said(&message.en, help.map(|help| &*help.en), "; ");
        finding.label(ahead.span.clone(), zh, en)
    });
    match (finding.labels.len(), &finding.help) {
        (0, _) | (_, None) => finding,
        (n, Some(help)) => {
            let zh = format!("先改好标出的 {n} 处，然后{}", help.zh);
            let en = format!("Mend {} first. {}", counted(n, "marked place"), help.en);
            finding.help(zh, en)
        }
    }
}

fn told(item: &Item, register: &Register, sink: &mut Diagnostics) {
    RULES.iter().for_each(|rule| rule(item, register, sink));
}
