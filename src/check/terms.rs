//! D011: no item stands longer than the catalogue says, unless it says why.

use crate::calendar::Term;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Item, Register};

pub(super) fn check(item: &Item, register: &Register, sink: &mut Diagnostics) {
    let zone = register.zone;
    let entry = &register.catalogue.entries[item.entry];
    let opens = item.public_from.unwrap_or(item.publish).day().max(item.publish.day());
    let (most, allowed) = match (entry.term, item.window) {
        // A day on which it closes at noon is its last day all the same.
        (Some(Term::Window), Some(window)) => (Some(zone.end_of(window.closes.day())), 0),
        // `expires: 2027-06-10` lasts to the end of that day: a year, as people count it.
        (Some(term), _) => (term.end(zone, opens), 1),
        (None, _) => (None, 0),
    };
    let Some(most) = most.filter(|_| item.term_reason.is_none()) else {
        return;
    };
    if item.expires.is_none_or(|end| end > most.plus_days(allowed)) {
        let term = entry.term.map(Term::chinese).unwrap_or_default();
        let last = zone.last_day(most);
        let (zh, en) = (
            format!("{}的公开时限是{term}，到 {last} 为止，这里更长", entry.quoted()),
            format!("entry `{}` stands until {last} by the catalogue, and this item longer", entry.id),
        );
        sink.push(Diagnostic::new(&codes::D011, item.span(item.marks.expires), zh, en).help(
            "缩短期限，或加一行 term_reason: 写明延长的理由",
            "Shorten the term, or add a line `term_reason:` that says why",
        ));
    }
}
