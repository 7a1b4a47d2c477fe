//! What items take back.

use super::{Newer, Readable, entries, leaves_a_scope};
use crate::calendar::{Instant, Moment};
use crate::catalogue::{After, Pii};
use crate::config::Config;
use crate::model::{Approval, ApprovalState, Clearance, Item, Register, Salvage, Secrecy, Withdrawal, WithdrawalKind};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What holds an item back; instants in seconds since the Unix epoch.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Limit {
    pub(super) readable: Readable,
    opens: Option<i64>,
    opens_to_public: Option<i64>,
    ends: Option<i64>,
    withdrawn: Option<Taken>,
    /// The former ids that still lead to it; none where that is not known.
    aliases: Option<BTreeSet<String>>,
    /// What stands of it when its term is over, by the entry that it is under now.
    after: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Taken {
    at: i64,
    /// The word of the files.
    kind: String,
    by: Option<String>,
    reason: Option<String>,
}

pub(super) fn renew(
    mut before: BTreeMap<String, Limit>,
    good: (&Register, &Config),
    newer: &Newer<'_>,
    mended: Option<&Newer<'_>>,
) -> BTreeMap<String, Limit> {
    let (register, _) = good;
    let claims = Claims::of(newer.register);
    let mended = mended.map(|mended| (Claims::of(mended.register), mended));
    let mut limit = |item: &Item| {
        let before = before.remove(&*item.id).unwrap_or_default();
        let now = claims.of_item(item);
        let unsure = newer.unfounded || now.iter().any(|now| newer.faulty.contains(&now.path));
        let mended = mended.as_ref().and_then(|(claims, newer)| Limit::known(item, good, claims.of_item(item), newer));
        let known = match Limit::known(item, good, now, newer) {
            Some(known) if !unsure => known,
            Some(known) => before.and(known),
            None => before.and(Limit::of_unread(item, register, newer, mended.is_none())),
        };
        let mut limit = mended.into_iter().fold(known, Limit::and);
        limit.readable = limit.readable.max(entries::most(item, register, newer.register));
        (item.id.to_string(), limit)
    };
    register.items.iter().map(&mut limit).collect()
}

/// Which newer items have a good one's id.
struct Claims<'r> {
    register: &'r Register,
    by_path: HashMap<&'r str, &'r Item>,
    by_id: HashMap<&'r str, Vec<&'r Item>>,
}

impl<'r> Claims<'r> {
    fn of(register: &'r Register) -> Self {
        let mut by_id: HashMap<&str, Vec<&Item>> = HashMap::new();
        for item in &register.items {
            for id in std::iter::once(&item.id).chain(&item.aliases) {
                by_id.entry(id).or_default().push(item);
            }
        }
        Self { register, by_path: register.items.iter().map(|item| (&*item.path, item)).collect(), by_id }
    }

    /// What has become of a good item: what its own file says now, whatever copies of that there are. Where that is gone, or
    /// gave up its id, those that have the id, if one of them has its title or its text: it was moved there. What took over
    /// an id alone is something else.
    fn of_item(&self, good: &Item) -> Vec<&'r Item> {
        let own = self.by_path.get(&*good.path).copied();
        let holds = |now: &Item| std::iter::once(&now.id).chain(&now.aliases).any(|id| *id == good.id);
        if own.is_some_and(holds) || self.register.broken.contains_key(&good.path) {
            return own.into_iter().collect();
        }
        let others = self.by_id.get(&*good.id).map(Vec::as_slice).unwrap_or_default();
        let same = |now: &Item| now.title == good.title || now.body.full_text == good.body.full_text;
        if !others.iter().any(|now| same(now)) {
            return Vec::new();
        }
        own.into_iter().chain(others.iter().copied().filter(|now| same(now) || now.id == good.id)).collect()
    }
}

pub(super) fn apply(limits: &BTreeMap<String, Limit>, good: &mut Register) {
    let zone = good.zone;
    for item in &mut good.items {
        let limit = limits.get(&*item.id);
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
        item.after = limit.after();
        if let Some(aliases) = &limit.aliases {
            item.aliases.retain(|alias| aliases.contains(&**alias));
        }
    }
}

impl Limit {
    /// By all that an item has become.
    fn known(item: &Item, (good, config): (&Register, &Config), now: Vec<&Item>, newer: &Newer<'_>) -> Option<Self> {
        let known = now.into_iter().map(|now| {
            let limit = Self::of(item, good, now, newer);
            let moved = leaves_a_scope((good, item.organisation), (newer.register, now.organisation), config);
            if moved { Self { readable: Readable::Nobody, ..limit } } else { limit }
        });
        known.reduce(Self::and)
    }

    /// By what could be read, with or without an error in it.
    fn of(good: &Item, register: &Register, now: &Item, newer: &Newer<'_>) -> Self {
        let current = newer.register;
        let faulty = newer.faulty.contains(&now.path);
        let zone = current.zone;
        let mut most = now.clearance.max(current.organisations[now.organisation].clearance);
        // What was approved goes on standing below an edit only where the edit can be read.
        let stays = newer.edited && !faulty;
        let signed = match &now.approval {
            ApprovalState::Whole(approval) => {
                let Approval { secrecy, .. } = approval;
                (newer.edited || !approval.edited())
                    && *secrecy != Some(Secrecy::Refused)
                    && (good.clearance != Clearance::Public || secrecy.is_some())
            }
            ApprovalState::Partial(partial) => stays && !partial.refused(),
            ApprovalState::Missing => stays,
        };
        if !signed {
            most = Clearance::Specific;
        }
        // A site that came to want a seal shows the public nothing without one.
        let sealed = matches!(&now.approval, ApprovalState::Whole(approval) if approval.seal.is_some());
        if current.approvals.digest_required && !newer.edited && !sealed {
            most = most.max(Clearance::Internal);
        }
        // A marker with a mistake in it may have been meant for what is new in a faulty file.
        let guarded =
            faulty && (good.body.public_text != now.body.public_text || (newer.guards_more)(&now.path, &good.path));
        if guarded || takes_back(good, now) {
            most = most.max(Clearance::Internal);
        }
        if faulty && (newer.in_doubt)(&now.path) {
            most = Clearance::Specific;
        }
        let entry = &current.catalogue.entries[now.entry];
        // Names that its new entry masks would stand whole under the old one.
        if !now.supposed && entry.pii == Some(Pii::Masked) && register.catalogue.entries[good.entry].id != entry.id {
            most = most.max(Clearance::Internal);
        }
        // Members elsewhere may not read it any more.
        if now.within.is_some_and(|within| !held_within(good, register, &current.organisations[within].id)) {
            most = Clearance::Specific;
        }
        let after = now.after.into_iter().fold(entry.after.unwrap_or(After::Archive), After::and);
        Self {
            readable: Readable::of(most),
            opens: Some(now.publish.start(zone).unix()),
            opens_to_public: now.public_from.map(|from| from.start(zone).unix()),
            ends: now.expires.map(Instant::unix),
            withdrawn: now.withdrawn.as_ref().map(|withdrawal| Taken::of(withdrawal, current)),
            aliases: Some(now.aliases.iter().chain([&now.id]).map(|alias| alias.to_string()).collect()),
            after: Some(after.id().to_owned()),
        }
    }

    fn after(&self) -> Option<After> {
        self.after.as_deref().and_then(After::read)
    }

    /// By what can be told of a file that cannot be read whole, or is there no more. Where nothing else tells of the item, it is
    /// `alone`, and the files beside it tell whether they were taken out of it.
    fn of_unread(item: &Item, good: &Register, newer: &Newer<'_>, alone: bool) -> Self {
        let current = newer.register;
        let broken = current.broken.get(&item.path);
        let mut limit = Self {
            readable: match broken.map(|broken| broken.organisation) {
                Some(Some(organisation)) => Readable::of(current.organisations[organisation].clearance),
                // Its organisation cannot be read: it stays under the one that it had.
                Some(None) if good.above(item.organisation).any(|above| newer.faulty.contains(&above.path)) => {
                    Readable::All
                }
                Some(None) | None => Readable::Nobody,
            },
            ..Self::default()
        };
        if broken.is_some() && (newer.guards_more)(&item.path, &item.path) {
            limit.readable = limit.readable.max(Readable::Members);
        }
        let deleted = || alone && item.attachments.iter().any(|attachment| !(newer.has)(&attachment.file.path));
        if broken.is_some() && ((newer.in_doubt)(&item.path) || deleted()) {
            limit.readable = Readable::Nobody;
        }
        if let Some(salvage) = broken.and_then(|broken| broken.salvage.as_ref()) {
            limit.tighten(salvage, item, good, current);
        }
        limit
    }

    /// Holds back also by what a broken file still says.
    fn tighten(&mut self, salvage: &Salvage, item: &Item, good: &Register, current: &Register) {
        let start = |moment: Option<Moment>| moment.map(|moment| moment.start(current.zone).unix());
        let said = salvage.clearance.map_or_else(|| entries::default(item, good, current), Readable::of);
        self.readable = self.readable.max(said);
        if salvage.within.as_ref().is_some_and(|within| !held_within(item, good, within)) {
            self.readable = Readable::Nobody;
        }
        self.opens = start(salvage.publish);
        self.opens_to_public = start(salvage.public_from);
        let from = salvage.publish.unwrap_or(item.publish).day();
        // A file that says nothing of its end has that of its entry, which may be another one now.
        let usual = || if salvage.expires.is_none() { entries::term(item, good, current) } else { None };
        let lasts = salvage.term.or_else(usual).and_then(|term| term.end(current.zone, from));
        let ends = salvage.expires.map(|moment| moment.end(current.zone));
        // Where the term is the window, it ends with it.
        let closed = item.window.filter(|window| item.expires == Some(window.closes.end(good.zone)));
        let closes = closed.and(salvage.closes).map(|moment| moment.end(current.zone));
        self.ends = [ends, lasts, closes].into_iter().flatten().min().map(Instant::unix);
        self.withdrawn = salvage.withdrawn.as_ref().map(|withdrawal| Taken::of(withdrawal, current));
    }

    /// Both limits at once, where `self` is the older.
    fn and(self, newer: Self) -> Self {
        let after = [self.after(), newer.after()].into_iter().flatten().reduce(After::and);
        Self {
            readable: self.readable.max(newer.readable),
            opens: self.opens.max(newer.opens),
            opens_to_public: self.opens_to_public.max(newer.opens_to_public),
            ends: [self.ends, newer.ends].into_iter().flatten().min(),
            withdrawn: newer.withdrawn.or(self.withdrawn),
            aliases: match (self.aliases, newer.aliases) {
                (Some(a), Some(b)) => Some(a.intersection(&b).cloned().collect()),
                (a, b) => a.or(b),
            },
            after: after.map(|after| after.id().to_owned()),
        }
    }
}

/// Whether a good item stayed within the organisation of this id, or one below it.
fn held_within(good: &Item, register: &Register, id: &str) -> bool {
    good.within.is_some_and(|within| register.above(within).any(|above| &*above.id == id))
}

impl Taken {
    fn of(withdrawal: &Withdrawal, register: &Register) -> Self {
        Self {
            at: withdrawal.date.start(register.zone).unix(),
            kind: withdrawal.kind.id().to_owned(),
            by: withdrawal.by.as_deref().map(str::to_owned),
            reason: withdrawal.reason.as_deref().map(str::to_owned),
        }
    }

    fn withdrawal(&self, date: Moment) -> Withdrawal {
        Withdrawal {
            date,
            // Of a word that is none, nothing may stay.
            kind: WithdrawalKind::read(&self.kind).unwrap_or(WithdrawalKind::InError),
            by: self.by.as_deref().map(Arc::from),
            reason: self.reason.as_deref().map(Arc::from),
        }
    }
}

/// Whether something that the public can read in `good` was taken out of `now`, or is only for members there. What was
/// added or worded anew takes nothing back.
fn takes_back(good: &Item, now: &Item) -> bool {
    // Taken apart, so that a new key is decided about. What is only ever said stricter has limits of its own, and what members
    // see is no more than before.
    let Item {
        summary,
        document,
        responsible,
        result,
        term_reason,
        keywords,
        changes,
        body,
        fields: _,
        attachments: _,
        pictures: _,
        title: _,
        period: _,
        updated: _,
        reviewed: _,
        focus: _,
        window: _,
        follows: _,
        id: _,
        aliases: _,
        clearance: _,
        within: _,
        publish: _,
        public_from: _,
        expires: _,
        after: _,
        withdrawn: _,
        approval: _,
        organisation: _,
        entry: _,
        supposed: _,
        follows_reason: _,
        internal_reason: _,
        accepted: _,
        path: _,
        marks: _,
        samples: _,
    } = good;
    let passages = now.body.public_text != body.public_text
        && now.body.internal_text != body.internal_text
        && now.body.public_text != now.body.full_text;
    let cleared = |a: &Option<Arc<str>>, b: &Option<Arc<str>>| a.is_some() && b.is_none();
    passages
        || cleared(summary, &now.summary)
        || cleared(document, &now.document)
        || cleared(responsible, &now.responsible)
        || cleared(result, &now.result)
        || cleared(term_reason, &now.term_reason)
        || now.keywords.len() < keywords.len()
        || now.changes.len() < changes.len()
        // By an entry that is not its own it may lack any.
        || !now.supposed && public_fields(good).any(|name| !public_fields(now).any(|other| other == name))
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
