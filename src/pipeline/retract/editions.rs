//! What a configuration that became stricter takes back: editions, and parts of them.

use super::Newer;
use crate::catalogue::After;
use crate::config::{Config, Edition, Intake, Readers};
use crate::load::SITE;
use crate::model::Register;
use crate::source::Spanned;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// An edition as it is configured now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct EditionLimit {
    name: String,
    internal: bool,
    output: PathBuf,
    base_url: String,
    scope: Option<String>,
    on_expiry: Option<String>,
    shows_duties: bool,
    /// Where opinions are sent.
    intake: Option<String>,
}

/// The editions of a configuration. A scope that no organisation has or had is a mistake, and not believed.
pub(super) fn renew(newer: &Newer<'_>, config: &Config, good: &Config, register: &Register) -> Vec<EditionLimit> {
    let registers = [newer.register, register];
    let faulty = newer.faulty.contains(SITE);
    let limit = |edition: &Edition| {
        let before = good.editions.iter().find(|before| before.name == edition.name);
        let has = |id: &str| registers.iter().any(|register| register.position(id).is_some());
        let known = edition.scope.as_ref().is_none_or(|scope| has(&scope.value));
        let believed = if known { Some(edition) } else { before };
        EditionLimit {
            name: edition.name.clone(),
            internal: edition.audience == Readers::Internal,
            output: edition.output.clone(),
            // Of a file with an error in it nothing is taken that a page would say.
            base_url: before.filter(|_| faulty).unwrap_or(edition).base_url.clone(),
            scope: believed.and_then(|edition| edition.scope.as_ref()).map(|scope| scope.value.clone()),
            on_expiry: edition.on_expiry.map(|after| after.id().to_owned()),
            shows_duties: edition.shows_duties,
            intake: edition.intake.address().map(str::to_owned),
        }
    };
    config.editions.iter().map(limit).collect()
}

/// Leaves of the good editions those that are configured still, where they are now, each with what it had and has.
pub(super) fn apply(limits: &[EditionLimit], good: &mut Config, register: &Register, takes: &dyn Fn(&Edition) -> bool) {
    let known: Vec<(PathBuf, Readers)> =
        good.editions.iter().map(|edition| (edition.output.clone(), edition.audience)).collect();
    good.editions.retain_mut(|edition| {
        let internal = edition.audience == Readers::Internal;
        if limits.iter().any(|limit| limit.output == edition.output && limit.internal != internal) {
            // What one audience knows as its own must not come to hold the other's: that is changed by hand.
            return true;
        }
        let Some(limit) = limits.iter().find(|limit| limit.name == edition.name && limit.internal == internal) else {
            return false;
        };
        let before = edition.scope.as_ref().map(|scope| scope.value.as_str());
        let Some(scope) = narrower(register, before, limit.scope.as_deref()) else {
            return false;
        };
        edition.scope = scope.map(|value| Spanned { value, range: 0..0 });
        // Nor does one go to where the other's was known.
        let moved = Edition { output: limit.output.clone(), ..edition.clone() };
        if !known.iter().any(|(folder, readers)| *folder == moved.output && *readers != moved.audience) && takes(&moved)
        {
            *edition = moved;
        }
        edition.base_url.clone_from(&limit.base_url);
        edition.shows_duties &= limit.shows_duties;
        // Nobody writes to where the site does not want it any more.
        if edition.intake.address() != limit.intake.as_deref() {
            edition.intake = Intake::None;
        }
        let on_expiry = limit.on_expiry.as_deref().and_then(After::read);
        edition.on_expiry = [edition.on_expiry, on_expiry].into_iter().flatten().reduce(After::and);
        true
    });
}

/// What two scopes have in common, where no scope is the whole tree; the outer `None` if that is nothing.
#[expect(clippy::option_option, reason = "nothing and everything are two things")]
fn narrower(register: &Register, a: Option<&str>, b: Option<&str>) -> Option<Option<String>> {
    let (Some(a), Some(b)) = (a, b) else {
        return Some(a.or(b).map(str::to_owned))
            .filter(|scope| scope.as_ref().is_none_or(|id| register.position(id).is_some()));
    };
    let (at_a, at_b) = (register.position(a)?, register.position(b)?);
    if register.is_within(at_a, at_b) {
        Some(Some(a.to_owned()))
    } else {
        register.is_within(at_b, at_a).then(|| Some(b.to_owned()))
    }
}
