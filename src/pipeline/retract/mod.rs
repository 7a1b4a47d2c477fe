//! What may still change on the last good site while newer content does not pass: only towards less.

mod contact;
mod editions;
mod entries;
mod items;
mod opinions;
mod organisations;

use crate::config::{Config, Edition};
use crate::model::{Clearance, Register};
use editions::EditionLimit;
use entries::EntryLimit;
use items::Limit;
use opinions::OpinionLimits;
use organisations::OrganisationLimit;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What newer content takes back of the last good register, by id. It is remembered from one failing build to the
/// next, so that what was taken back does not come up again because its file broke in the meantime.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Limits {
    items: BTreeMap<String, Limit>,
    organisations: BTreeMap<String, OrganisationLimit>,
    opinions: OpinionLimits,
    entries: BTreeMap<String, EntryLimit>,
    editions: Option<Vec<EditionLimit>>,
    /// What the site says no more of how to be reached.
    contact: BTreeSet<String>,
}

/// How far items may be read that were narrowed by an edit, by the digest of the approved text that stands below it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Narrowed(BTreeMap<String, Readable>);

/// What is newer than the last good register, and does not pass.
#[derive(Clone, Copy)]
pub(super) struct Newer<'n> {
    pub register: &'n Register,
    /// The configuration; none where it cannot be used.
    pub config: Option<&'n Config>,
    /// The files with an error in them.
    pub faulty: &'n BTreeSet<Arc<str>>,
    /// Whether an error is in what everything else rests on, the configuration among it.
    pub unfounded: bool,
    /// Whether the good item is what was approved of the newer one, which was edited since, and stays below the edit.
    pub edited: bool,
    /// Whether the newer text of a faulty file, by its path, keeps more for members than the good one of another.
    pub guards_more: &'n dyn Fn(&str, &str) -> bool,
    /// Whether a faulty file, by its path, speaks of an end of its term that cannot be understood, or of its item and no more
    /// of an approval.
    pub in_doubt: &'n dyn Fn(&str) -> bool,
    /// Whether a file, by its path, is still there.
    pub has: &'n dyn Fn(&str) -> bool,
}

/// By whom something may be read at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Readable {
    #[default]
    All,
    Members,
    Nobody,
}

impl Readable {
    fn of(clearance: Clearance) -> Self {
        match clearance {
            Clearance::Public => Self::All,
            Clearance::Internal => Self::Members,
            Clearance::Specific => Self::Nobody,
        }
    }

    fn clearance(self) -> Clearance {
        match self {
            Self::All => Clearance::Public,
            Self::Members => Clearance::Internal,
            Self::Nobody => Clearance::Specific,
        }
    }
}

/// Whether something of an organisation of `good` left the scope of an edition, now that it is of another one, or that lies
/// elsewhere.
fn leaves_a_scope(good: (&Register, usize), now: (&Register, usize), config: &Config) -> bool {
    let within = |(register, at): (&Register, usize), id: &str| Some(register.is_within(at, register.position(id)?));
    let scopes = config.editions.iter().filter_map(|edition| edition.scope.as_ref());
    scopes.map(|scope| &*scope.value).any(|id| within(good, id) == Some(true) && within(now, id) == Some(false))
}

impl Limits {
    /// What `newer` takes back of `good`: withdrawals, shorter terms, later openings, narrower audiences, deletions.
    /// Of what cannot be known, because its file has an error, `self`, what was known before, stays true. `mended` is the
    /// same content with what is broken of catalogues and of organisations' files as it was last good.
    pub(super) fn renew(
        self,
        good: &Register,
        good_config: &Config,
        newer: &Newer<'_>,
        mended: Option<&Newer<'_>>,
    ) -> Self {
        Self {
            organisations: organisations::renew(&self.organisations, good, newer, mended),
            items: items::renew(self.items, (good, good_config), newer, mended),
            opinions: self.opinions.renew(good, good_config, mended.unwrap_or(newer)),
            entries: entries::renew(self.entries, newer),
            editions: match newer.config {
                Some(config) => Some(editions::renew(newer, config, good_config, good)),
                None => self.editions,
            },
            contact: match newer.config {
                Some(config) => contact::unsaid(&good_config.site.contact, &config.site.contact).collect(),
                None => self.contact,
            },
        }
    }

    /// Keeps items as narrow as they were before, until they are approved anew: by their ids and digests, and whether their edit
    /// can be understood. What is narrow by now.
    pub(super) fn stay_narrow<'i>(
        &mut self,
        before: &Narrowed,
        items: impl Iterator<Item = (&'i str, &'i str, bool)>,
    ) -> Narrowed {
        let mut now = Narrowed::default();
        for (id, digest, sure) in items {
            let limit = self.items.entry(id.to_owned()).or_default();
            let was = before.0.get(digest).copied().unwrap_or_default();
            let said = if sure { limit.readable } else { Readable::All };
            limit.readable = limit.readable.max(was);
            if was.max(said) != Readable::All {
                now.0.insert(digest.to_owned(), was.max(said));
            }
        }
        now
    }

    /// Leaves only what is taken back of some items.
    pub(super) fn keep_items(&mut self, ids: &BTreeSet<&str>) {
        let items = std::mem::take(&mut self.items);
        *self =
            Self { items: items.into_iter().filter(|(id, _)| ids.contains(id.as_str())).collect(), ..Self::default() };
    }

    /// Holds the good register and its configuration back by what was taken back of them. `takes` says whether an edition can go
    /// to where it is configured; it stays where it was until it can.
    pub(super) fn apply(&self, good: &mut Register, config: &mut Config, takes: &dyn Fn(&Edition) -> bool) {
        organisations::apply(&self.organisations, good);
        items::apply(&self.items, good);
        self.opinions.apply(good);
        entries::apply(&self.entries, &mut good.catalogue);
        contact::leave_out(&mut config.site.contact, &self.contact);
        if let Some(editions) = &self.editions {
            editions::apply(editions, config, good, takes);
        }
    }
}
