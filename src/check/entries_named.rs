//! C001 in an `_org.md`: entries that an organisation names in `approvers` and `exempt` are in the catalogue.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Register;

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let catalogue = &register.catalogue;
    for organisation in &register.organisations {
        let approved = organisation.chain.entries.iter().map(|(id, mark, _)| (id, *mark, catalogue.position(id)));
        let exempt = organisation.exempt.iter().map(|one| (&one.entry, one.mark, catalogue.exactly(&one.entry)));
        for (word, mark, _) in approved.chain(exempt).filter(|(.., position)| position.is_none()) {
            let (zh, en) = (format!("公开目录里没有“{word}”"), format!("there is no entry `{word}` in the catalogue"));
            let help = catalogue.entry_help(word, "");
            sink.push(Diagnostic::new(&codes::C001, organisation.span(mark), zh, en).help(help.zh, help.en));
        }
    }
}
