//! What may still change on the last good site while newer content does not pass: only towards less.

use crate::calendar::{Instant, Moment};
use crate::model::{Approval, ApprovalState, Clearance, Item, Register, Salvage, Secrecy, Withdrawal, WithdrawalKind};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What newer content takes back of the last good register, by id. It is remembered from one failing build to the
/// next, so that what was taken back does not come up again because its file broke in the meantime.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Limits {
    items: BTreeMap<String, Limit>,
    /// How far an organisation may be known at most.
    organisations: BTreeMap<String, Readable>,
}

/// What holds an item back; instants in seconds since the Unix epoch.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Limit {
    readable: Readable,
    opens: Option<i64>,
    opens_to_public: Option<i64>,
    ends: Option<i64>,
    withdrawn: Option<Taken>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Taken {
    at: i64,
    kind: Kind,
    by: Option<String>,
    reason: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    InError,
    Superseded,
    Withdrawn,
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

impl Limits {
    /// What `current` takes back of `good`: withdrawals, shorter terms, later openings, narrower audiences, deletions.
    /// Of what cannot be known, because its file has an error (`faulty`), `self`, what was known before, stays true.
    pub(super) fn renew(mut self, good: &Register, current: &Register, faulty: &BTreeSet<Arc<str>>) -> Self {
        let mut renewed = Self::default();
        let known: HashMap<&str, Clearance> =
            current.organisations.iter().map(|organisation| (&*organisation.id, organisation.clearance)).collect();
        for (position, organisation) in good.organisations.iter().enumerate() {
            let id = &*organisation.id;
            let unread = good.above(position).any(|above| faulty.contains(&above.path));
            let readable = match known.get(id) {
                _ if unread => self.organisations.get(id).copied().unwrap_or_default(),
                Some(clearance) => Readable::of(*clearance),
                None => Readable::Nobody,
            };
            renewed.organisations.insert(id.to_owned(), readable);
        }
        let by_id = current.by_id();
        for item in &good.items {
            let limit = match by_id.get(&*item.id).map(|position| &current.items[*position]) {
                Some(now) => Limit::of(item, good, now, current, faulty.contains(&now.path)),
                None => {
                    let mut limit = self.items.remove(&*item.id).unwrap_or_default();
                    let broken = current.broken.get(&item.path);
                    limit.readable = limit.readable.max(match broken.map(|broken| broken.organisation) {
                        Some(Some(organisation)) => Readable::of(current.organisations[organisation].clearance),
                        // Its organisation cannot be read: it stays under the one that it had.
                        Some(None) if good.above(item.organisation).any(|above| faulty.contains(&above.path)) => {
                            Readable::All
                        }
                        Some(None) | None => Readable::Nobody,
                    });
                    if let Some(salvage) = broken.and_then(|broken| broken.salvage.as_ref()) {
                        limit.tighten(salvage, current);
                    }
                    limit
                }
            };
            renewed.items.insert(item.id.to_string(), limit);
        }
        renewed
    }

    /// Holds the good register back by what was taken back of it.
    pub(super) fn apply(&self, good: &mut Register) {
        for position in 0..good.organisations.len() {
            let above = good.organisations[position].parent.map(|parent| good.organisations[parent].clearance);
            let organisation = &mut good.organisations[position];
            let most = self.organisations.get(&*organisation.id).map_or(Clearance::Public, |limit| limit.clearance());
            organisation.clearance = organisation.clearance.max(most).max(above.unwrap_or(Clearance::Public));
        }
        let zone = good.zone;
        for item in &mut good.items {
            let limit = self.items.get(&*item.id);
            let most = limit.map_or(Clearance::Public, |limit| limit.readable.clearance());
            // Nothing goes further than its organisation, nor a part of it further than itself.
            item.clearance = item.clearance.max(most).max(good.organisations[item.organisation].clearance);
            for attachment in &mut item.attachments {
                attachment.clearance = attachment.clearance.max(item.clearance);
            }
            let Some(limit) = limit else {
                continue;
            };
            let later = |a: Moment, b: Option<i64>| match b.map(Instant::from_unix) {
                Some(b) if b > a.start(zone) => Moment::at(b, zone),
                _ => a,
            };
            let public_from = item.public_from.unwrap_or(item.publish);
            item.publish = later(item.publish, limit.opens);
            if limit.opens_to_public.is_some() || item.public_from.is_some() {
                item.public_from = Some(later(public_from, limit.opens_to_public));
            }
            item.expires = [item.expires, limit.ends.map(Instant::from_unix)].into_iter().flatten().min();
            if let Some(taken) = &limit.withdrawn {
                item.withdrawn = Some(taken.withdrawal(Moment::at(Instant::from_unix(taken.at), zone)));
            }
        }
    }
}

impl Limit {
    fn of(good: &Item, register: &Register, now: &Item, current: &Register, faulty: bool) -> Self {
        let zone = current.zone;
        let mut most = now.clearance.max(current.organisations[now.organisation].clearance);
        if let ApprovalState::Whole(Approval { secrecy: Some(Secrecy::Refused), .. }) = now.approval {
            most = Clearance::Specific;
        }
        // A marker with a mistake in it may have been meant for what is new in a faulty file.
        if takes_back(good, now) || (faulty && good.body.public_text != now.body.public_text) {
            most = most.max(Clearance::Internal);
        }
        // Members elsewhere may not read it any more.
        if now.within.is_some_and(|within| !held_within(good, register, &current.organisations[within].id)) {
            most = Clearance::Specific;
        }
        Self {
            readable: Readable::of(most),
            opens: Some(now.publish.start(zone).unix()),
            opens_to_public: now.public_from.map(|from| from.start(zone).unix()),
            ends: now.expires.map(Instant::unix),
            withdrawn: now.withdrawn.as_ref().map(|withdrawal| Taken::of(withdrawal, current)),
        }
    }
}

/// Whether a good item stayed within the organisation of this id, or one below it.
fn held_within(good: &Item, register: &Register, id: &str) -> bool {
    good.within.is_some_and(|within| register.above(within).any(|above| &*above.id == id))
}

impl Limit {
    /// Holds back also by what a broken file still says.
    fn tighten(&mut self, salvage: &Salvage, register: &Register) {
        let start = |moment: Option<Moment>| moment.map(|moment| moment.start(register.zone).unix());
        self.readable = self.readable.max(Readable::of(salvage.clearance));
        self.opens = self.opens.max(start(salvage.publish));
        self.opens_to_public = self.opens_to_public.max(start(salvage.public_from));
        let ends = salvage.expires.map(|moment| moment.end(register.zone).unix());
        self.ends = [self.ends, ends].into_iter().flatten().min();
        if let Some(withdrawal) = &salvage.withdrawn {
            self.withdrawn = Some(Taken::of(withdrawal, register));
        }
    }
}

impl Taken {
    fn of(withdrawal: &Withdrawal, register: &Register) -> Self {
        Self {
            at: withdrawal.date.start(register.zone).unix(),
            kind: match withdrawal.kind {
                WithdrawalKind::InError => Kind::InError,
                WithdrawalKind::Superseded => Kind::Superseded,
                WithdrawalKind::Withdrawn => Kind::Withdrawn,
            },
            by: withdrawal.by.as_deref().map(str::to_owned),
            reason: withdrawal.reason.as_deref().map(str::to_owned),
        }
    }

    fn withdrawal(&self, date: Moment) -> Withdrawal {
        Withdrawal {
            date,
            kind: match self.kind {
                Kind::InError => WithdrawalKind::InError,
                Kind::Superseded => WithdrawalKind::Superseded,
                Kind::Withdrawn => WithdrawalKind::Withdrawn,
            },
            by: self.by.as_deref().map(Arc::from),
            reason: self.reason.as_deref().map(Arc::from),
        }
    }
}

/// Whether something that the public can read in `good` was taken out of `now`, or is only for members there. What was
/// added or worded anew takes nothing back.
fn takes_back(good: &Item, now: &Item) -> bool {
    let passages = now.body.public_text != good.body.public_text && now.body.public_text != now.body.full_text;
    let cleared = |a: &Option<Arc<str>>, b: &Option<Arc<str>>| a.is_some() && b.is_none();
    passages
        || cleared(&good.summary, &now.summary)
        || cleared(&good.document, &now.document)
        || cleared(&good.responsible, &now.responsible)
        || cleared(&good.result, &now.result)
        || public_fields(good).any(|name| !public_fields(now).any(|other| other == name))
        || public_files(good).any(|name| !public_files(now).any(|other| other == name))
}

fn public_fields(item: &Item) -> impl Iterator<Item = &Arc<str>> {
    item.fields.iter().filter(|field| !field.internal).map(|field| &field.name)
}

/// Names of the attachments and pictures that the public may have.
fn public_files(item: &Item) -> impl Iterator<Item = &Arc<str>> {
    let attachments = item.attachments.iter().filter(|file| file.clearance == Clearance::Public);
    let pictures = item.pictures.iter().filter(|picture| !picture.internal);
    attachments.map(|file| &file.file.name).chain(pictures.map(|picture| &picture.file.name))
}
