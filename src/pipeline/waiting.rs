//! Which items wait for which step of their approval.

use super::{Failure, Site};
use crate::check;
use crate::diagnostic::Text;
use crate::load::DiskFiles;
use crate::model::{ApprovalState, Item, Waiting};
use std::path::Path;

/// An item that waits for a step.
#[derive(Clone, Debug)]
pub struct WaitingItem {
    /// Its file, from the root.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The id and the short name of its organisation.
    pub organisation: (String, String),
    /// The step, as people call it, and by its key.
    pub step: Text,
    /// What is waited for.
    pub waiting: Waiting,
    /// Who may take it, or whom it was returned to; empty where no chain says.
    pub who: Vec<String>,
    /// Whether all who may take it took another step.
    pub nobody: bool,
}

/// The items of a site that wait for a step, by path: of every organisation, or of one and those below it.
pub fn waiting(root: &Path, organisation: Option<&str>) -> Result<Vec<WaitingItem>, Failure> {
    let disk = DiskFiles::new(root);
    let Site { register, .. } = Site::read(&disk, root)?;
    let scope = organisation.map(|id| register.called(id)).transpose()?;
    let wanted = |item: &&Item| scope.is_none_or(|scope| register.is_within(item.organisation, scope));
    let items = register.items.iter().filter(wanted).filter_map(|item| {
        let waiting = item.approval.waits(register.approvals.confirm_within, &register.catalogue.workdays)?;
        let organisation = &register.organisations[item.organisation];
        let who = match &item.approval {
            ApprovalState::Partial(partial) if waiting.returned => {
                partial.taken.iter().take(1).map(|(_, proposed)| proposed.by.to_string()).collect()
            }
            ApprovalState::Missing | ApprovalState::Partial(_) | ApprovalState::Whole(_) => {
                let who = check::candidates(&register, item, waiting.step.role());
                who.iter().map(|name| name.to_string()).collect()
            }
        };
        let nobody = !waiting.returned && check::nobody_is_left(&register, item, waiting.step.role());
        let (zh, en) = waiting.words();
        Some(WaitingItem {
            path: item.path.to_string(),
            title: item.title.to_string(),
            organisation: (organisation.id.to_string(), organisation.short.to_string()),
            step: Text::new(zh, en),
            waiting,
            who,
            nobody,
        })
    });
    Ok(items.collect())
}
