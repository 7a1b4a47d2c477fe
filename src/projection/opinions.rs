//! Opinions, as one audience may see them.

use super::audience::{Audience, Key};
use super::links::{Door, Named};
use super::words::{OrganisationCard, Word, word};
use super::{Lens, duties};
use crate::calendar::{Horizon, Instant};
use crate::check::Checked;
use crate::config::Readers;
use crate::model::{Clearance, Grade, Opinion, OpinionState, Register, Step};
use chrono::NaiveDate;
use std::sync::Arc;

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
    /// The item that it is about.
    pub about: Option<Named>,
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

/// What statistics keep of an opinion, which they count also when its term is over. It says nothing of what it is about.
#[derive(Debug)]
pub struct Handled {
    /// The organisation that it was sent to, by its position in the projection.
    pub organisation: usize,
    /// The day on which it was received.
    pub received: NaiveDate,
    /// The day on which it was answered.
    pub answered: Option<NaiveDate>,
    /// How far it has come.
    pub state: OpinionState,
    /// How the sender rated the handling.
    pub grade: Option<Grade>,
    /// Whether the answer came by its day; none while there is no answer.
    pub in_time: Option<bool>,
    /// Whether the day of the answer is past, and there is none; none where the readers are not told of that day.
    pub overdue: Option<bool>,
}

impl Handled {
    fn of(opinion: &impl OpinionView) -> Self {
        let public = opinion.as_ref();
        Self {
            organisation: public.organisation.position,
            received: public.received,
            answered: public.answered,
            state: public.state(),
            grade: public.grade,
            in_time: public.in_time,
            overdue: opinion.inside().map(|inside| inside.overdue),
        }
    }
}

impl PublicOpinion {
    /// How far it has come.
    pub fn state(&self) -> OpinionState {
        self.steps.last().map_or(OpinionState::Received, |(step, _)| *step)
    }
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

/// The opinions that `A` may see now, the newest first, and what statistics keep of those and of the ones that it could
/// see before. None where only what stands already may stand: an opinion has no page of its own that would tell.
pub(super) fn seen<A: Audience>(
    key: &Key,
    checked: &Checked,
    door: &Door<'_>,
    lens: &Lens,
    scope: usize,
    horizon: &Horizon,
) -> (Vec<A::Opinion>, Vec<Handled>) {
    if lens.only.is_some() {
        return (Vec::new(), Vec::new());
    }
    let (mut opinions, mut handled) = (Vec::new(), Vec::new());
    for record in checked.opinions() {
        if !door.organisations.contains_key(&record.organisation) || !A::admits_opinion(key, door.register, record) {
            continue;
        }
        let subject = subject::<A>(key, door, record, scope, horizon);
        let Some(subject) = subject.filter(|_| opened::<A>(door, record, horizon)) else {
            continue;
        };
        let (named, shown) = match subject {
            Subject::None => (None, true),
            Subject::Page(page) => (Some(page), true),
            Subject::Left => (None, A::READERS == Readers::Internal),
        };
        let opinion = A::open_opinion(key, door, record, named, horizon);
        handled.push(Handled::of(&opinion));
        // Its end is asked for only where it changes something.
        if shown && !record.expires.is_some_and(|end| horizon.reached(end)) {
            opinions.push(opinion);
        }
    }
    opinions.sort_by(|a, b| {
        let (a, b) = (a.as_ref(), b.as_ref());
        (b.received, &a.id).cmp(&(a.received, &b.id))
    });
    (opinions, handled)
}

/// What an opinion is about, as far as its readers may know.
enum Subject {
    /// No item.
    None,
    /// An item that has a page.
    Page(Named),
    /// An item that had one. To the public an opinion goes with its item; members go on seeing it, without the item's
    /// name.
    Left,
}

/// What an opinion is about; none where its readers may not know of that, and so not of the opinion.
fn subject<A: Audience>(
    key: &Key,
    door: &Door<'_>,
    record: &Opinion,
    scope: usize,
    horizon: &Horizon,
) -> Option<Subject> {
    let Some(id) = &record.about else {
        return Some(Subject::None);
    };
    let position = *door.ids.get(&**id)?;
    if let Some(page) = door.page_of(position) {
        return Some(Subject::Page(page));
    }
    let register = door.register;
    let item = &register.items[position];
    let known = door.organisations.contains_key(&item.organisation)
        && A::admits(key, register, item, scope)
        && duties::counts::<A>(item, false, register.zone, horizon);
    known.then_some(Subject::Left)
}

/// Whether an opinion could be seen by now: from its receipt, for the public from its release, and not before there is
/// something that it may read. One of which the term was over before that never could.
fn opened<A: Audience>(door: &Door<'_>, record: &Opinion, horizon: &Horizon) -> bool {
    let zone = door.register.zone;
    let mut opens = record.received;
    if A::READERS == Readers::Public {
        let silent = record.text.is_empty() || record.text_clearance != Clearance::Public;
        let answered = record.answered.as_ref().map(|(day, _)| *day).filter(|_| silent);
        let released = record.released.as_ref().map(|step| step.date);
        opens = [released, answered].into_iter().flatten().fold(opens, NaiveDate::max);
    }
    let never = record.expires.is_some_and(|end| end <= zone.start_of(opens));
    !never && horizon.reached(zone.start_of(opens))
}

/// Takes a record apart as far as the public may see it; also the part of an internal page that a public one would show. Every field is
/// named here: a new one does not compile until it is decided who sees it.
pub(super) fn open(door: &Door<'_>, record: &Opinion, about: Option<Named>, horizon: &Horizon) -> PublicOpinion {
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

/// The same, where an opinion goes with the item that it is about.
pub(super) fn open_outside(
    door: &Door<'_>,
    record: &Opinion,
    about: Option<Named>,
    horizon: &Horizon,
) -> PublicOpinion {
    let opinion = open(door, record, about, horizon);
    let with_item = opinion.about.as_ref().and_then(|item| item.ends);
    PublicOpinion { ends: [opinion.ends, with_item].into_iter().flatten().min(), ..opinion }
}

/// Takes a record apart for members: here is only what is more.
pub(super) fn open_inside(
    door: &Door<'_>,
    record: &Opinion,
    about: Option<Named>,
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
