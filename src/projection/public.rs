//! What the public sees of an item, and what of it both audiences see.

use super::State;
use super::audience::{Audience, ItemView, Key};
use super::fields::{FieldItem, Names, Opened};
use super::links::{Door, VisibleText};
use super::standing::{self, Term};
use super::words::{EntryCard, OrganisationCard};
use crate::calendar::{Horizon, Instant, Period, Zone};
use crate::catalogue::Pii;
use crate::config::Readers;
use crate::model::{Approval, ApprovalState, Attachment, Change, Clearance, Item, Picture, Step, Stored, Window};
use chrono::NaiveDate;
use std::sync::Arc;

/// An item, as the public may know it.
#[derive(Debug)]
pub struct PublicItem {
    /// What members see of it alike.
    pub common: CommonItem,
    /// What is cut for the public.
    pub reading: Reading,
}

/// What an audience reads of an item that is cut for it.
#[derive(Debug)]
pub struct Reading {
    /// The steps of its approval; their names for members only.
    pub approval: Vec<ApprovalStep>,
    /// The pictures that the audience may see.
    pub pictures: Vec<FileItem>,
    /// The text that the audience may read.
    pub text: VisibleText,
}

/// What of an item a public page shows, or would show if there were one.
#[derive(Debug)]
pub struct CommonItem {
    /// Its id.
    pub id: Arc<str>,
    /// Former ids, which lead here.
    pub aliases: Vec<Arc<str>>,
    /// Its title.
    pub title: Arc<str>,
    /// Its entry.
    pub entry: Arc<EntryCard>,
    /// Its organisation.
    pub organisation: Arc<OrganisationCard>,
    /// When it opened to this audience.
    pub opens: Instant,
    /// The day on which it opened to this audience.
    pub published: NaiveDate,
    /// When it will leave, exclusively: at the end of its term, or what stays after that, when it is withdrawn; none for
    /// what stands until replaced.
    pub ends: Option<Instant>,
    /// The last day on which it stands: of its term, or before it is withdrawn.
    pub last_day: Option<NaiveDate>,
    /// When it was last changed.
    pub updated: Option<NaiveDate>,
    /// The period it reports on.
    pub period: Option<Period>,
    /// Its document number.
    pub document: Option<Arc<str>>,
    /// The office responsible.
    pub responsible: Option<Arc<str>>,
    /// One sentence about it.
    pub summary: Option<Arc<str>>,
    /// The first words of its text, where there is no summary.
    pub opening: Arc<str>,
    /// Words to find it by.
    pub keywords: Vec<Arc<str>>,
    /// Whether it is a priority matter.
    pub focus: bool,
    /// The outcome without persons.
    pub result: Option<Arc<str>>,
    /// Its publicity window.
    pub window: Option<Window>,
    /// Notes on changes.
    pub changes: Vec<Change>,
    /// When it was last looked at and found to hold (复核).
    pub reviewed: Option<NaiveDate>,
    /// Why its term is longer than the catalogue's.
    pub term_reason: Option<Arc<str>>,
    /// Of its days, those still to come: when each begins, or is over for what ends with it.
    pub ahead: Vec<Instant>,
    /// The day from which the public may see it, where that is later than for members.
    pub public_from: Option<NaiveDate>,
    /// Its state, in a word.
    pub state: State,
    /// The fields that the public may see.
    pub fields: Vec<FieldItem>,
    /// The attachments that the public may have.
    pub attachments: Vec<FileItem>,
}

/// A step of an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalStep {
    /// What it is, in Chinese and in English.
    pub words: &'static (&'static str, &'static str),
    /// Who took it; members only.
    pub by: Option<Arc<str>>,
    /// On which day.
    pub date: NaiveDate,
}

/// A file that travels with an item.
#[derive(Clone, Debug)]
pub struct FileItem {
    /// Its place among all attachments of the record.
    pub order: usize,
    /// The file.
    pub file: Arc<Stored>,
    /// What it is called; its name for pictures.
    pub title: Arc<str>,
    /// Whether only members may have it.
    pub internal: bool,
}

impl CommonItem {
    /// Its summary, or else the beginning of its text.
    pub fn sentence(&self) -> Option<&str> {
        self.summary.as_deref().or(Some(&*self.opening).filter(|opening| !opening.is_empty()))
    }

    /// When opinions on it are heard no more: at the end of its window, or earlier when it leaves.
    pub fn open_until(&self, zone: Zone) -> Option<Instant> {
        self.window.map(|window| window.closes.end(zone)).into_iter().chain(self.ends).min()
    }

    /// When its state is no longer that of an open window; `None` for one that has another state.
    pub fn closes(&self, zone: Zone) -> Option<Instant> {
        let open = matches!(self.state, State::Consulting | State::Notice);
        self.window.filter(|_| open).map(|window| window.closes.end(zone))
    }
}

impl AsRef<CommonItem> for PublicItem {
    fn as_ref(&self) -> &CommonItem {
        &self.common
    }
}

impl ItemView for PublicItem {
    fn internal(&self) -> bool {
        false
    }

    fn fields(&self) -> Vec<&FieldItem> {
        self.common.fields.iter().collect()
    }

    fn attachments(&self) -> Vec<&FileItem> {
        self.common.attachments.iter().collect()
    }

    fn reading(&self) -> &Reading {
        &self.reading
    }

    fn within(&self) -> Option<&Arc<OrganisationCard>> {
        None
    }

    fn internal_reason(&self) -> Option<&str> {
        None
    }
}

/// Takes a record apart for an audience: what both see alike, and what is cut for this one. Every field is named here: a new one does not compile until it is decided who sees it.
pub(super) fn open<A: Audience>(
    key: &Key,
    door: &Door<'_>,
    record: &Item,
    state: State,
    horizon: &Horizon,
) -> (CommonItem, Reading) {
    let Item {
        path: _,
        marks: _,
        id,
        aliases,
        follows: _,
        follows_reason: _,
        title,
        organisation,
        entry,
        clearance,
        within: _,
        publish: _,
        public_from,
        expires,
        after: _,
        updated,
        reviewed,
        term_reason,
        internal_reason: _,
        accepted: _,
        samples: _,
        period,
        document,
        responsible,
        summary,
        keywords,
        focus,
        result,
        window,
        changes,
        approval,
        fields,
        attachments,
        pictures,
        body,
        withdrawn: _,
        supposed: _,
    } = record;
    let zone = door.register.zone;
    let term = Term::of::<A>(record, zone);
    let spec = &door.register.catalogue.entries[*entry];
    let names = match A::READERS {
        _ if spec.pii != Some(Pii::Masked) => Names::Whole,
        Readers::Public => Names::Masked,
        Readers::Internal if *clearance == Clearance::Public => Names::WholeInside,
        Readers::Internal => Names::Whole,
    };
    let opened = Opened { horizon, names };
    let shown_fields = fields.iter().enumerate().filter(|(_, field)| !field.internal);
    let mut fields: Vec<_> = shown_fields.filter_map(|(order, field)| door.field(order, field, opened)).collect();
    fields.shrink_to_fit();
    let current = state == State::Current;
    let last_day = if current { term.ends() } else { *expires }.map(|end| zone.last_day(end));
    let days = changes.iter().map(|change| change.date).chain(*updated).chain(*reviewed);
    let begin = days.chain(public_from.map(|from| from.day())).map(|day| zone.start_of(day));
    let window_days = window.iter().flat_map(|window| [window.opens.start(zone), window.closes.end(zone)]);
    let ahead = begin.chain(window_days).chain(last_day.map(|day| zone.end_of(day)));
    let inside = A::clearance(key) > Clearance::Public;
    let reading = Reading {
        approval: steps(approval, inside),
        pictures: shown(pictures, |picture| inside || !picture.internal),
        text: door.text::<A>(key, record),
    };
    let common = CommonItem {
        id: Arc::clone(id),
        aliases: aliases.clone(),
        title: Arc::clone(title),
        entry: Arc::clone(&door.entries[*entry]),
        organisation: Arc::clone(&door.organisations[organisation]),
        opens: term.opens,
        published: zone.day(term.opens),
        ends: if current { term.ends() } else { term.withdrawn },
        last_day,
        updated: *updated,
        period: *period,
        document: document.clone(),
        responsible: responsible.clone(),
        summary: summary.clone(),
        opening: Arc::clone(&body.opening),
        keywords: keywords.clone(),
        focus: *focus,
        result: result.clone(),
        window: *window,
        changes: changes.clone(),
        reviewed: *reviewed,
        term_reason: term_reason.clone(),
        ahead: ahead.filter(|at| !horizon.reached(*at)).collect(),
        public_from: public_from.map(|from| from.day()),
        state: if current { standing::state(record, &term, spec.consults, zone, horizon) } else { state },
        fields,
        attachments: files(attachments, |a| a.clearance == Clearance::Public),
    };
    (common, reading)
}

/// The attachments of a record that `may` be had, with their places.
pub(super) fn files(attachments: &[Attachment], may: impl Fn(&Attachment) -> bool) -> Vec<FileItem> {
    let item = |(order, attachment): (usize, &Attachment)| FileItem {
        order,
        file: Arc::clone(&attachment.file),
        title: Arc::clone(&attachment.title),
        internal: attachment.clearance != Clearance::Public,
    };
    attachments.iter().enumerate().filter(|(_, attachment)| may(attachment)).map(item).collect()
}

/// The pictures of a record that `may` be seen.
fn shown(pictures: &[Picture], may: impl Fn(&Picture) -> bool) -> Vec<FileItem> {
    let item = |(order, picture): (usize, &Picture)| FileItem {
        order,
        file: Arc::clone(&picture.file),
        title: Arc::clone(&picture.file.name),
        internal: picture.internal,
    };
    pictures.iter().enumerate().filter(|(_, picture)| may(picture)).map(item).collect()
}

/// The steps of an approval, with or without the names of who took them.
fn steps(approval: &ApprovalState, names: bool) -> Vec<ApprovalStep> {
    let ApprovalState::Whole(approval) = approval else {
        return Vec::new();
    };
    let Approval { proposed, reviewed, secrecy, reviewed_seal: _, approved, again, seal: _, expedited } = approval;
    let confirmed = expedited.as_ref().and_then(|lane| lane.confirmed.as_ref());
    // The fast lane is that of the last approval; one with no steps before it was made at once as well.
    let at_once = proposed.is_none() || (expedited.is_some() && again.is_none());
    let steps = [
        (&("提出", "Proposed"), proposed.as_ref()),
        match secrecy {
            Some(_) => (&("审核（含保密审查）", "Reviewed"), reviewed.as_ref()),
            None => (&("审核", "Reviewed"), reviewed.as_ref()),
        },
        match at_once {
            true => (&("快速审批", "Approved at once"), Some(approved)),
            false => (&("审批", "Approved"), Some(approved)),
        },
        match expedited {
            Some(_) => (&("快速更正", "Corrected at once"), again.as_ref()),
            None => (&("再次审批", "Approved again"), again.as_ref()),
        },
        (&("补办确认", "Confirmed"), confirmed),
    ];
    let step = |(words, step): (_, Option<&Step>)| {
        let step = step?;
        Some(ApprovalStep { words, by: names.then(|| Arc::clone(&step.by)), date: step.date })
    };
    let mut steps: Vec<_> = steps.into_iter().filter_map(step).collect();
    steps.shrink_to_fit();
    steps
}
