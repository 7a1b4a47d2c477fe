//! Opinions, as one audience may see them.

use super::audience::{Audience, Key};
use super::links::Door;
use super::words::{OrganisationCard, Word, word};
use super::{Lens, duties};
use crate::calendar::{Horizon, Instant};
use crate::check::Checked;
use crate::config::Readers;
use crate::model::{Clearance, Grade, Opinion, OpinionState, Register, Step};
use chrono::NaiveDate;
use std::sync::Arc;

/// The id and title of an item that has a page.
type Titled = (Arc<str>, Arc<str>);

/// An opinion, as the public may know it. Nothing says whose it is but the kind of person.
#[derive(Debug)]
pub struct PublicOpinion {
    /// Its id: its place on a page.
    pub id: Arc<str>,
    /// The organisation that it was sent to.
    pub organisation: Arc<OrganisationCard>,
    /// What it is.
    pub kind: Word,
    /// By which way it came.
    pub channel: Word,
    /// What kind of person it is from.
    pub from: Option<Word>,
    /// The item that it is about, by id and title.
    pub about: Option<Titled>,
    /// In a few words.
    pub title: Option<Arc<str>>,
    /// What was sent; empty where the public may not read it.
    pub text: Arc<str>,
    /// The reply; empty where there is none that the public may read.
    pub reply: Arc<str>,
    /// The day on which it was received.
    pub received: NaiveDate,
    /// The day on which it was answered.
    pub answered: Option<NaiveDate>,
    /// The office that answered.
    pub by: Option<Arc<str>>,
    /// The steps taken by now.
    pub steps: Vec<(OpinionState, NaiveDate)>,
    /// How the sender rated the handling.
    pub grade: Option<Grade>,
    /// Whether the answer came by its day; none while there is no answer.
    pub in_time: Option<bool>,
    /// When it leaves.
    pub ends: Option<Instant>,
}

/// An opinion, as members may know it.
#[derive(Debug)]
pub struct InternalOpinion {
    /// What a public page shows, or would show if it were there.
    pub public: PublicOpinion,
    /// What is more.
    pub inside: Inside,
}

/// What members see of an opinion beyond what the public does.
#[derive(Debug)]
pub struct Inside {
    /// In a few words.
    pub title: Option<Arc<str>>,
    /// What was sent.
    pub text: Arc<str>,
    /// The reply.
    pub reply: Arc<str>,
    /// Whether only members may know of it.
    pub internal: bool,
    /// Whether only its text is for members alone.
    pub text_inner: bool,
    /// Whether only its reply is for members alone.
    pub reply_inner: bool,
    /// The last day on which an answer is in time.
    pub due: NaiveDate,
    /// Whether that day may move, since holidays are still to be announced.
    pub provisional: bool,
    /// Whether that day is past, and there is no answer.
    pub overdue: bool,
    /// To whom it was passed on.
    pub forwarded_to: Option<Arc<str>>,
    /// Who released it to the public, and when.
    pub released: Option<(Arc<str>, NaiveDate)>,
}

/// What pages ask of an opinion, whoever reads it.
pub trait OpinionView: AsRef<PublicOpinion> + std::fmt::Debug + Send + Sync {
    /// What only members see.
    fn inside(&self) -> Option<&Inside>;
}

impl AsRef<PublicOpinion> for PublicOpinion {
    fn as_ref(&self) -> &PublicOpinion {
        self
    }
}

impl OpinionView for PublicOpinion {
    fn inside(&self) -> Option<&Inside> {
        None
    }
}

impl AsRef<PublicOpinion> for InternalOpinion {
    fn as_ref(&self) -> &PublicOpinion {
        &self.public
    }
}

impl OpinionView for InternalOpinion {
    fn inside(&self) -> Option<&Inside> {
        Some(&self.inside)
    }
}

/// The opinions that `A` may see now, the newest first. None where only what stands already may stand: an opinion has
/// no page of its own that would tell.
pub(super) fn seen<A: Audience>(
    key: &Key,
    checked: &Checked,
    door: &Door<'_>,
    lens: &Lens,
    scope: usize,
    horizon: &Horizon,
) -> Vec<A::Opinion> {
    if lens.only.is_some() {
        return Vec::new();
    }
    let admitted = checked.opinions().filter(|record| {
        door.organisations.contains_key(&record.organisation) && A::admits_opinion(key, door.register, record)
    });
    let mut opinions: Vec<A::Opinion> = admitted
        .filter_map(|record| {
            let about = subject::<A>(key, door, record, scope, horizon)?;
            stands::<A>(door, record, horizon).then(|| A::open_opinion(key, door, record, about, horizon))
        })
        .collect();
    opinions.sort_by(|a, b| {
        let (a, b) = (a.as_ref(), b.as_ref());
        (b.received, &a.id).cmp(&(a.received, &b.id))
    });
    opinions
}

/// The item that an opinion is about; the outer `None` where its readers may not know of that. To the public an opinion
/// goes with its item; members go on seeing it, without the item's name.
fn subject<A: Audience>(
    key: &Key,
    door: &Door<'_>,
    record: &Opinion,
    scope: usize,
    horizon: &Horizon,
) -> Option<Option<Titled>> {
    let Some(id) = &record.about else {
        return Some(None);
    };
    let position = *door.ids.get(&**id)?;
    if let Some(page) = door.page_of(position) {
        return Some(Some(page));
    }
    let register = door.register;
    let item = &register.items[position];
    let known = A::READERS == Readers::Internal
        && door.organisations.contains_key(&item.organisation)
        && A::admits(key, register, item, scope)
        && duties::counts::<A>(item, false, register.zone, horizon);
    known.then_some(None)
}

/// Whether an opinion is there to be seen: from its receipt, for the public from its release, and not before there is
/// something that it may read; to the end of its term.
fn stands<A: Audience>(door: &Door<'_>, record: &Opinion, horizon: &Horizon) -> bool {
    let zone = door.register.zone;
    let mut opens = record.received;
    if A::READERS == Readers::Public {
        let silent = record.text.is_empty() || record.text_clearance != Clearance::Public;
        let answered = record.answered.as_ref().map(|(day, _)| *day).filter(|_| silent);
        let released = record.released.as_ref().map(|step| step.date);
        opens = [released, answered].into_iter().flatten().fold(opens, NaiveDate::max);
    }
    let over = record.expires.is_some_and(|end| end <= zone.start_of(opens) || horizon.reached(end));
    !over && horizon.reached(zone.start_of(opens))
}

/// Takes a record apart for the public; also the part of an internal page that a public one would show. Every field is
/// named here: a new one does not compile until it is decided who sees it.
pub(super) fn open(door: &Door<'_>, record: &Opinion, about: Option<Titled>, horizon: &Horizon) -> PublicOpinion {
    let Opinion {
        path: _,
        marks: _,
        id,
        organisation,
        kind,
        channel,
        from,
        name: _,
        about: _,
        title,
        text,
        reply,
        text_clearance,
        reply_clearance,
        released: _,
        received,
        due,
        provisional: _,
        forwarded: _,
        answered,
        returned: _,
        rated,
        expires,
    } = record;
    let zone = door.register.zone;
    let reached = |day: NaiveDate| horizon.reached(zone.start_of(day));
    let answered = answered.as_ref().filter(|(day, _)| reached(*day));
    let open_text = *text_clearance == Clearance::Public;
    let open_reply = *reply_clearance == Clearance::Public && answered.is_some();
    PublicOpinion {
        id: Arc::clone(id),
        organisation: Arc::clone(&door.organisations[organisation]),
        kind: word!(*kind),
        channel: word!(*channel),
        from: from.map(|from| word!(from)),
        about,
        title: title.clone().filter(|_| open_text),
        text: if open_text { Arc::clone(text) } else { "".into() },
        reply: if open_reply { Arc::clone(reply) } else { "".into() },
        received: *received,
        answered: answered.map(|(day, _)| *day),
        by: answered.and_then(|(_, by)| by.clone()),
        steps: record
            .steps()
            .into_iter()
            .filter(|(_, day, _)| reached(*day))
            .map(|(step, day, _)| (step, day))
            .collect(),
        grade: rated.filter(|(day, _)| reached(*day)).map(|(_, grade)| grade),
        in_time: answered.map(|(day, _)| day <= due),
        ends: *expires,
    }
}

/// Takes a record apart for members: here is only what is more.
pub(super) fn open_inside(
    door: &Door<'_>,
    record: &Opinion,
    about: Option<Titled>,
    horizon: &Horizon,
) -> InternalOpinion {
    let public = open(door, record, about, horizon);
    let zone = door.register.zone;
    let may = |clearance: Clearance| clearance <= Clearance::Internal;
    let answered = public.answered.is_some();
    let forwarded = record.forwarded.as_ref().filter(|(day, _)| horizon.reached(zone.start_of(*day)));
    let internal = record.clearance() != Clearance::Public;
    let open_reply = may(record.reply_clearance) && answered;
    let inside = Inside {
        title: record.title.clone().filter(|_| may(record.text_clearance)),
        text: if may(record.text_clearance) { Arc::clone(&record.text) } else { "".into() },
        reply: if open_reply { Arc::clone(&record.reply) } else { "".into() },
        internal,
        text_inner: !internal && record.text_clearance != Clearance::Public,
        reply_inner: !internal && record.reply_clearance != Clearance::Public,
        due: record.due,
        provisional: record.provisional,
        overdue: !answered && horizon.reached(zone.end_of(record.due)),
        forwarded_to: forwarded.and_then(|(_, to)| to.clone()),
        released: record.released.as_ref().map(|Step { by, date }| (Arc::clone(by), *date)),
    };
    InternalOpinion { public, inside }
}

/// Whether the public may ever know of a record.
pub(super) fn is_public(register: &Register, record: &Opinion) -> bool {
    record.released.is_some()
        && record.clearance() == Clearance::Public
        && register.organisations[record.organisation].clearance == Clearance::Public
}
