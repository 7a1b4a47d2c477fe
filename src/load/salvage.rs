//! What can still be told of a file that cannot be read whole: only what holds its item back.

use super::item::read_clearance;
use super::{front_matter, parts};
use crate::calendar::parse_moment;
use crate::diagnostic::Diagnostics;
use crate::model::{Clearance, Salvage};
use crate::source::{Table, Value};
use std::sync::Arc;

/// Reads the keys that narrow; `None` where the front matter is no set of keys.
pub(super) fn read(path: &Arc<str>, text: &str) -> Option<Salvage> {
    let mut unsaid = Diagnostics::default();
    let front = front_matter::split(text)?;
    let narrowed = front_matter::normalise(path, &text[front.front.clone()], front.front.start, &mut unsaid);
    let node = front_matter::parse(path, &narrowed, front.front.start, &mut unsaid)?;
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let written = |name: &str| entries.iter().any(|(key, _)| key.value == name);
    let (audience, withdrawal) = (written("audience"), written("withdrawn"));
    let mut table = Table::new(path, node, &mut unsaid);
    let clearance = table.parsed("audience", "", read_clearance).map(|audience| audience.value);
    let withdrawn = table.node("withdrawn").and_then(|node| table.nested(node, parts::read_withdrawal));
    Some(Salvage {
        clearance: match clearance {
            // Something was said of who may see it, or that nobody may, and it is not understood.
            None if audience => Clearance::Internal,
            _ if withdrawal && withdrawn.is_none() => Clearance::Internal,
            clearance => clearance.unwrap_or(Clearance::Public),
        },
        publish: table.parsed("publish", "", parse_moment).map(|publish| publish.value),
        public_from: table.parsed("public_from", "", parse_moment).map(|from| from.value),
        expires: table.parsed("expires", "", parse_moment).map(|expires| expires.value),
        withdrawn,
    })
}
