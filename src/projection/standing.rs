//! Where an item stands at an instant: before, within or after its term, or taken off.

use super::RemainsKind;
use super::audience::Audience;
use super::words::{Word, word};
use crate::calendar::{Horizon, Instant, Moment, Zone};
use crate::catalogue::{After, entry_words as words};
use crate::config::Readers;
use crate::model::{Item, WithdrawalKind};

words! {
    /// The state of an item that is shown, in a word.
    State {
        /// In its term.
        Current = "current" "公开中" "Current",
        /// In its term for seven more days at most.
        Closing = "closing" "即将到期" "Ends soon",
        /// Its window asks for opinions.
        Consulting = "consulting" "征求意见中" "Open for opinions",
        /// Its window gives notice.
        Notice = "noticing" "公示中" "On notice",
        /// Past its term; the full text stands, and the archive lists it.
        Past = "past" "已到期" "Past",
        /// Past its term; the full text goes on standing at its address.
        Kept = "kept" "已到期" "Past",
    }
}

impl State {
    /// As pages show it.
    pub fn word(self) -> Word {
        word!(self)
    }
}

/// Days before its end at which an item is said to end soon.
const SOON: i64 = 7;

/// What is shown of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing, not even that it exists.
    Absent,
    /// All of it, in every list.
    Current(State),
    /// All of it, marked as past.
    Past(State),
    /// That it was there.
    Remains(RemainsKind),
}

/// The term of an item for one audience: half-open, in instants.
pub(super) struct Term {
    /// When it opens.
    pub opens: Instant,
    /// When its own term ends.
    pub expires: Option<Instant>,
    /// When it is taken off before that.
    pub withdrawn: Option<Instant>,
    /// Whether it was taken off before it opened.
    off_before: bool,
}

impl Term {
    /// The term of a record for audience `A`: members first, the public from `public_from`.
    pub(super) fn of<A: Audience>(record: &Item, zone: Zone) -> Self {
        let publish = record.publish.start(zone);
        let opens = match A::READERS {
            Readers::Internal => publish,
            Readers::Public => record.public_from.map_or(publish, |from| from.start(zone).max(publish)),
        };
        let off = record.withdrawn.as_ref().map(|withdrawn| withdrawn.date);
        // What is withdrawn on the day on which it opens stood for a part of that day, unless it opens later than to others.
        let off_before = off.is_some_and(|off| match off {
            off if opens > publish => off.start(zone) <= opens,
            Moment::Day(day) => zone.end_of(day) <= opens,
            Moment::Time(..) => off.start(zone) < opens,
        });
        Self { opens, expires: record.expires, withdrawn: off.map(|off| off.start(zone)), off_before }
    }

    /// Whether the item never stands.
    pub(super) fn never(&self) -> bool {
        self.expires.is_some_and(|end| end <= self.opens) || self.off_before
    }

    /// When it ends, one way or the other.
    pub(super) fn ends(&self) -> Option<Instant> {
        match (self.expires, self.withdrawn) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }
}

/// What `A` sees of an item past its term where all of these hold. An archive leaves members the whole text, and the public as
/// little as a tombstone.
pub(super) fn strictest<A: Audience>(limits: impl Iterator<Item = After>) -> After {
    let seen = |after| match (after, A::READERS) {
        (After::Archive, Readers::Internal) => After::ArchivePublic,
        (After::Archive, Readers::Public) => After::Tombstone,
        (after, _) => after,
    };
    limits.map(seen).max().unwrap_or(A::AFTER)
}

/// Where a record stands now. Only called for records that `A` may see: a boundary of anything else must not
/// reach the horizon of this edition.
pub(super) fn at(record: &Item, term: &Term, after: After, horizon: &Horizon) -> Standing {
    if term.never() || !horizon.reached(term.opens) {
        return Standing::Absent;
    }
    // What is gone does not come back to be withdrawn.
    let first = term.expires.filter(|end| after == After::Gone && term.withdrawn.is_none_or(|off| *end <= off));
    if first.is_some_and(|end| horizon.reached(end)) {
        return Standing::Absent;
    }
    if let (Some(date), Some(withdrawal)) = (term.withdrawn, &record.withdrawn)
        && horizon.reached(date)
    {
        return match withdrawal.kind {
            WithdrawalKind::InError => Standing::Absent,
            WithdrawalKind::Superseded | WithdrawalKind::Withdrawn => Standing::Remains(RemainsKind::Withdrawn),
        };
    }
    match term.expires {
        Some(end) if horizon.reached(end) => match after {
            After::Keep => Standing::Past(State::Kept),
            After::ArchivePublic => Standing::Past(State::Past),
            After::ResultOnly => Standing::Remains(RemainsKind::Result),
            After::Archive | After::Tombstone => Standing::Remains(RemainsKind::Expired),
            After::Gone => Standing::Absent,
        },
        _ => Standing::Current(State::Current),
    }
}

/// Whether an item stood, and its end has come.
pub(super) fn is_over(term: &Term, horizon: &Horizon) -> bool {
    !term.never() && term.ends().is_some_and(|ends| horizon.reached(ends))
}

/// The word for an item in its term.
pub(super) fn state(record: &Item, term: &Term, consults: bool, zone: Zone, horizon: &Horizon) -> State {
    if let Some(window) = record.window
        && horizon.reached(window.opens.start(zone))
        && !horizon.reached(window.closes.end(zone))
    {
        return if consults { State::Consulting } else { State::Notice };
    }
    match term.ends() {
        Some(end) if horizon.reached(end.plus_days(-SOON)) => State::Closing,
        _ => State::Current,
    }
}
