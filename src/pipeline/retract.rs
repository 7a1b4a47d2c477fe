//! What may still change on the last good site while newer content does not pass: only towards less.

use crate::model::{Approval, ApprovalState, Clearance, Register, Secrecy};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Applies to the last good register what the current one takes back: withdrawals, shorter terms, later
/// openings, narrower audiences, deletions. What is said of a file with an error in it (`faulty`) is not believed.
pub(super) fn retract(good: &mut Register, current: &Register, faulty: &BTreeSet<Arc<str>>) {
    retract_organisations(good, current, faulty);
    let by_id: HashMap<&str, usize> = current.by_id();
    let paths: HashSet<&Arc<str>> = current.broken.iter().collect();
    let zone = good.zone;
    good.items.retain(|item| by_id.contains_key(&*item.id) || paths.contains(&item.path));
    for item in &mut good.items {
        // Nothing goes further than its organisation.
        item.clearance = (item.clearance).max(good.organisations[item.organisation].clearance);
        let Some(now) = by_id.get(&*item.id).map(|position| &current.items[*position]) else {
            continue;
        };
        item.clearance = item.clearance.max(now.clearance).max(current.organisations[now.organisation].clearance);
        if let ApprovalState::Whole(Approval { secrecy: Some(Secrecy::Refused), .. }) = now.approval {
            item.clearance = Clearance::Specific;
        }
        // What the public may read of it has changed: the old text may hold what was taken back.
        if !faulty.contains(&now.path)
            && now.body.public_text != item.body.public_text
            && now.body.public_text != now.body.full_text
        {
            item.clearance = item.clearance.max(Clearance::Internal);
        }
        item.expires = match (item.expires, now.expires) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if now.publish.start(zone) > item.publish.start(zone) {
            item.publish = now.publish;
        }
        if now.public_from.is_some_and(|from| from.start(zone) > item.public_from.unwrap_or(item.publish).start(zone)) {
            item.public_from = now.public_from;
        }
        if now.withdrawn.is_some() {
            item.withdrawn.clone_from(&now.withdrawn);
        }
    }
}

/// An organisation that is gone, or that fewer may know of now, with all below it. One that cannot be read, itself
/// or for want of those above it, stays as it was.
fn retract_organisations(good: &mut Register, current: &Register, faulty: &BTreeSet<Arc<str>>) {
    let now: HashMap<&str, Clearance> =
        (current.organisations.iter()).map(|organisation| (&*organisation.id, organisation.clearance)).collect();
    for position in 0..good.organisations.len() {
        let organisation = &good.organisations[position];
        let parent = organisation.parent.map(|parent| &good.organisations[parent]);
        let mut above = Some(organisation);
        let mut unread = false;
        while let Some(one) = above {
            unread |= faulty.contains(&one.path);
            above = one.parent.map(|parent| &good.organisations[parent]);
        }
        let own = match now.get(&*organisation.id) {
            _ if unread => organisation.clearance,
            Some(clearance) => organisation.clearance.max(*clearance),
            None => Clearance::Specific,
        };
        let least = parent.map_or(Clearance::Public, |parent| parent.clearance);
        good.organisations[position].clearance = own.max(least);
    }
}
