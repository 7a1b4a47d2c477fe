//! C001 and C026 in an `_org.md`: entries that an organisation names in `approvers` and `exempt` are in the catalogue, and no
//! exemption is from one that a superior locked.

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
        for one in &organisation.exempt {
            let entry = catalogue.exactly(&one.entry).map(|position| &catalogue.entries[position]);
            if let Some((entry, lock)) = entry.and_then(|entry| Some((entry, entry.locked.clone()?))) {
                let (zh, en) = (
                    format!("{}由上级目录锁定，不能豁免", entry.quoted()),
                    format!("entry `{}` is locked by a superior's catalogue: nobody is exempt from it", entry.id),
                );
                sink.push(
                    Diagnostic::new(&codes::C026, organisation.span(one.mark), zh, en)
                        .label(lock, "在这里锁定", "locked here")
                        .help(
                            "删去这一条；确不承担的，报请上级改目录",
                            "Remove it, or ask the superior to change the catalogue",
                        ),
                );
            }
        }
    }
}
