//! The catalogue as a site has it.

use super::{Failure, Now, Site};
use crate::diagnostic::Diagnostics;
use crate::guide::Guide;
use crate::load::DiskFiles;
use crate::model::Register;
use std::path::Path;

/// What the site at `root` asks of those who write items, as of an instant, and what is wrong with its catalogue files.
pub fn guide(root: &Path, now: Now) -> Result<(Guide, Diagnostics), Failure> {
    let disk = DiskFiles::new(root);
    let Site { inputs, register, findings } = Site::read(&disk, root)?;
    let mut wrong = Diagnostics::default();
    for finding in findings.iter().filter(|finding| inputs.config.catalogue.iter().any(|p| **p == *finding.span.path)) {
        wrong.push(finding.clone());
    }
    wrong.sort();
    Ok((of(register, now), wrong))
}

/// The guide of a register, as of an instant.
pub(super) fn of(register: Register, now: Now) -> Guide {
    let organisation = |o: &crate::model::Organisation| (o.id.to_string(), o.name.to_string());
    let organisations = register.organisations.iter().map(organisation).collect();
    let phone = register.organisations.first().and_then(|root| root.contact.phone.clone());
    let today = register.zone.day(now.at(register.zone));
    Guide { catalogue: register.catalogue, organisations, phone, today }
}
