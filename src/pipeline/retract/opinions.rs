//! What newer content takes back of opinions: only what it still says word for word, in a file without an error, stands.

use super::{Newer, Readable, leaves_a_scope};
use crate::calendar::Instant;
use crate::config::Config;
use crate::model::{Opinion, Register};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// By id.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct OpinionLimits(BTreeMap<String, Limit>);

/// What holds an opinion back; the instant in seconds since the Unix epoch.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Limit {
    text: Readable,
    reply: Readable,
    ends: Option<i64>,
    /// What else is said no more: the names of what [`leave_out`] knows.
    #[serde(default)]
    unsaid: BTreeSet<String>,
}

impl OpinionLimits {
    /// What newer content takes back of `good`; what was known before stays true where nothing is sure.
    pub(super) fn renew(mut self, good: &Register, good_config: &Config, newer: &Newer<'_>) -> Self {
        let Newer { register: current, faulty, .. } = newer;
        let mut known: HashMap<&str, Vec<&Opinion>> = HashMap::new();
        for opinion in &current.opinions {
            known.entry(&*opinion.id).or_default().push(opinion);
        }
        let by_path: HashMap<&str, &Opinion> =
            current.opinions.iter().map(|opinion| (&*opinion.path, opinion)).collect();
        // Of several files with its id, its own counts; one that gave up its id says nothing of it any more.
        let now = |before: &Opinion| {
            let now = match by_path.get(&*before.path) {
                Some(own) => Some(*own).filter(|own| own.id == before.id),
                None => known.get(&*before.id).filter(|now| now.len() == 1).map(|now| now[0]),
            }?;
            let moved = leaves_a_scope((good, before.organisation), (current, now.organisation), good_config);
            (!faulty.contains(&now.path) && !moved).then_some(now)
        };
        let limit = |before: &Opinion| match now(before) {
            Some(now) => Limit::of(before, now, current),
            None => Limit { text: Readable::Nobody, reply: Readable::Nobody, ends: None, unsaid: BTreeSet::new() },
        };
        let renewed = good.opinions.iter().map(|opinion| {
            let before = self.0.remove(&*opinion.id).filter(|_| newer.unfounded);
            (opinion.id.to_string(), before.into_iter().fold(limit(opinion), Limit::and))
        });
        Self(renewed.collect())
    }

    /// Holds the good register back. Nothing goes further than its organisation.
    pub(super) fn apply(&self, good: &mut Register) {
        for opinion in &mut good.opinions {
            let limit = self.0.get(&*opinion.id);
            let organisation = good.organisations[opinion.organisation].clearance;
            let most = |part: Option<Readable>| part.unwrap_or_default().clearance().max(organisation);
            opinion.text_clearance = opinion.text_clearance.max(most(limit.map(|limit| limit.text)));
            opinion.reply_clearance = opinion.reply_clearance.max(most(limit.map(|limit| limit.reply)));
            let ends = limit.and_then(|limit| limit.ends).map(Instant::from_unix);
            opinion.expires = [opinion.expires, ends].into_iter().flatten().min();
            if let Some(limit) = limit {
                leave_out(opinion, &limit.unsaid);
            }
        }
    }
}

impl Limit {
    /// Both limits at once.
    fn and(mut self, other: Self) -> Self {
        self.unsaid.extend(other.unsaid);
        Self {
            text: self.text.max(other.text),
            reply: self.reply.max(other.reply),
            ends: [self.ends, other.ends].into_iter().flatten().min(),
            unsaid: self.unsaid,
        }
    }

    fn of(before: &Opinion, now: &Opinion, current: &Register) -> Self {
        let organisation = current.organisations[now.organisation].clearance;
        let released = |opinion: &Opinion| opinion.released.as_ref().map(|step| (Arc::clone(&step.by), step.date));
        let most = if released(before) == released(now) { Readable::All } else { Readable::Members };
        // About another item, or of another kind, it is another opinion.
        let kept = (&before.about, before.kind, before.channel) == (&now.about, now.kind, now.channel);
        let part = |same: bool, clearance| match same && kept {
            true => Readable::of(organisation.max(clearance)).max(most),
            false => Readable::Nobody,
        };
        Self {
            text: part((&before.title, &before.text) == (&now.title, &now.text), now.text_clearance),
            reply: part(before.reply == now.reply, now.reply_clearance),
            ends: now.expires.map(Instant::unix),
            unsaid: [
                (FROM, before.from != now.from),
                (RATED, before.rated != now.rated),
                (FORWARDED_TO, before.forwarded != now.forwarded),
                (ANSWERED_BY, before.answered != now.answered),
            ]
            .into_iter()
            .filter(|(_, differs)| *differs)
            .map(|(key, _)| key.to_owned())
            .collect(),
        }
    }
}

const FROM: &str = "from";
const RATED: &str = "rated";
const FORWARDED_TO: &str = "forwarded.to";
const ANSWERED_BY: &str = "answered.by";

/// Leaves out what an opinion says besides its text and reply.
fn leave_out(opinion: &mut Opinion, unsaid: &BTreeSet<String>) {
    opinion.from.take_if(|_| unsaid.contains(FROM));
    opinion.rated.take_if(|_| unsaid.contains(RATED));
    for (step, key) in [(&mut opinion.forwarded, FORWARDED_TO), (&mut opinion.answered, ANSWERED_BY)] {
        if let Some((_, by)) = step {
            by.take_if(|_| unsaid.contains(key));
        }
    }
}
