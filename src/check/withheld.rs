//! C024: what touches the public's interest is public, or says why not.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Clearance, Item, Register};

pub(super) fn check(item: &Item, register: &Register, sink: &mut Diagnostics) {
    let entry = &register.catalogue.entries[item.entry];
    let withheld = item.clearance != Clearance::Public && item.internal_reason.is_none();
    if withheld && entry.public_interest {
        let (zh, en) = (
            format!("{}涉及公共利益，却没有向社会公开", entry.quoted()),
            format!("entry `{}` touches the public's interest, and the item is not public", entry.id),
        );
        sink.push(Diagnostic::new(&codes::C024, item.span(item.marks.audience), zh, en).help(
            "改为 audience: public，或加一行 internal_reason: 写明理由",
            "Write audience: public, or add a line `internal_reason:` that says why",
        ));
    }
}
