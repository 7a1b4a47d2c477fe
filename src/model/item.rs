//! Items (公开事项).

use super::approval::{Approval, ApprovalState};
use super::parts::{Attachment, Body, Field, Picture};
use crate::calendar::{Instant, Moment, Period};
use crate::catalogue::{After, Clearance, entry_words as words};
use crate::diagnostic::Span;
use crate::fields::{Typed, Window};
use chrono::NaiveDate;
use std::ops::Range;
use std::sync::Arc;

/// A byte range of a front matter, kept small since every item has many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark(u32, u32);

impl Mark {
    /// As a span of a file.
    pub fn span(self, path: &Arc<str>) -> Span {
        Span::new(path, self.0 as usize..self.1 as usize)
    }
}

impl Mark {
    /// As a range.
    pub fn range(self) -> Range<usize> {
        self.0 as usize..self.1 as usize
    }
}

impl From<Range<usize>> for Mark {
    fn from(range: Range<usize>) -> Self {
        let narrow = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self(narrow(range.start), narrow(range.end))
    }
}

/// Where in its file an item says what it says, for findings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks {
    /// The front matter as a whole.
    pub whole: Mark,
    /// `id`, or the whole where the file's name gives it.
    pub id: Mark,
    /// `entry`
    pub entry: Mark,
    /// `audience`, or `entry` where the catalogue gives it.
    pub audience: Mark,
    /// `publish`
    pub publish: Mark,
    /// `public_from`
    pub public_from: Mark,
    /// `expires` or `term`
    pub expires: Mark,
    /// `within`
    pub within: Mark,
    /// `approval`
    pub approval: Mark,
    /// `withdrawn`
    pub withdrawn: Mark,
    /// `result`, where there is one.
    pub result: Mark,
}

/// One disclosure under one entry by one organisation (公开事项).
#[derive(Debug)]
pub struct Item {
    /// Where its file lies, from the site's root.
    pub path: Arc<str>,
    /// Where it says what.
    pub marks: Marks,
    /// Its stable id; the address comes from it.
    pub id: Arc<str>,
    /// Former ids, which lead here.
    pub aliases: Vec<Arc<str>>,
    /// The items that it comes after: ids, and where each is written.
    pub follows: Vec<(Arc<str>, Mark)>,
    /// Why it follows an item of an organisation that is neither its own nor above it.
    pub follows_reason: Option<Arc<str>>,
    /// Its title.
    pub title: Arc<str>,
    /// Position of its organisation.
    pub organisation: usize,
    /// Position of its catalogue entry.
    pub entry: usize,
    /// Whether there is no such entry as its file names, and that is the only one that may be meant.
    pub supposed: bool,
    /// Who may see it.
    pub clearance: Clearance,
    /// The organisation within which an internal item stays, by position.
    pub within: Option<usize>,
    /// When it opens inside.
    pub publish: Moment,
    /// When it opens to the public, if later.
    pub public_from: Option<Moment>,
    /// When its term ends, exclusively; none for what stands until it is replaced.
    pub expires: Option<Instant>,
    /// What stands of it at most when its term is over, where newer content that does not stand yet says so; else its entry
    /// alone says.
    pub after: Option<After>,
    /// When it was last changed.
    pub updated: Option<NaiveDate>,
    /// When it was last looked at and found to hold (复核).
    pub reviewed: Option<NaiveDate>,
    /// Why its term is longer than the catalogue's.
    pub term_reason: Option<Arc<str>>,
    /// Why a matter of public interest is not public.
    pub internal_reason: Option<Arc<str>>,
    /// Whether an approver accepted what members see of persons in it.
    pub accepted: bool,
    /// The period it reports on.
    pub period: Option<Period>,
    /// Its document number (文号).
    pub document: Option<Arc<str>>,
    /// The office responsible for it.
    pub responsible: Option<Arc<str>>,
    /// One sentence about it.
    pub summary: Option<Arc<str>>,
    /// Words to find it by.
    pub keywords: Vec<Arc<str>>,
    /// Whether it is a priority matter.
    pub focus: bool,
    /// The outcome without persons, for when only that may stand.
    pub result: Option<Arc<str>>,
    /// Its publicity window.
    pub window: Option<Window>,
    /// Notes on what was changed after publication.
    pub changes: Vec<Change>,
    /// How far its approval has come.
    pub approval: ApprovalState,
    /// Its fields, in the catalogue's order.
    pub fields: Vec<Field>,
    /// Files that travel with it.
    pub attachments: Vec<Attachment>,
    /// Pictures that its text names.
    pub pictures: Vec<Picture>,
    /// Its text.
    pub body: Body,
    /// Whether and how it was taken off.
    pub withdrawn: Option<Withdrawal>,
    /// What is still as in the skeleton that it was made from, and where.
    pub samples: Vec<(Arc<str>, Mark)>,
}

impl Item {
    /// Everything that its front matter says in words, with where and for whom at most.
    pub fn texts(&self) -> Vec<(String, Range<usize>, Clearance)> {
        let whole = self.marks.whole.range();
        let words = self.words().into_iter().map(|(text, clearance)| (text.to_string(), whole.clone(), clearance));
        let fields = self.fields.iter().map(|field| {
            let inside = if field.internal { Clearance::Internal } else { Clearance::Public };
            (field.value.flat(), field.mark.range(), self.clearance.max(inside))
        });
        words.chain(fields).collect()
    }

    /// What its front matter says in free words outside of its fields, and for whom at most.
    pub fn words(&self) -> Vec<(&Arc<str>, Clearance)> {
        // Taken apart, so that a new key is decided about.
        let Self {
            title,
            document,
            responsible,
            summary,
            keywords,
            result,
            term_reason,
            changes,
            attachments,
            withdrawn,
            internal_reason,
            follows_reason,
            clearance,
            path: _,
            marks: _,
            id: _,
            aliases: _,
            follows: _,
            organisation: _,
            entry: _,
            within: _,
            accepted: _,
            publish: _,
            public_from: _,
            expires: _,
            after: _,
            updated: _,
            reviewed: _,
            period: _,
            focus: _,
            window: _,
            approval: _,
            fields: _,
            pictures: _,
            body: _,
            samples: _,
            supposed: _,
        } = self;
        let reason = withdrawn.as_ref().and_then(|withdrawal| withdrawal.reason.as_ref());
        let said = [document, responsible, summary, result, term_reason].map(Option::as_ref);
        let said = said.into_iter().chain([reason]).flatten().chain([title]).chain(keywords);
        let said = said.chain(changes.iter().map(|change| &change.note)).map(|text| (text, *clearance));
        let files = attachments.iter().map(|file| (&file.title, (*clearance).max(file.clearance)));
        let inside = [internal_reason, follows_reason].into_iter().flatten();
        said.chain(files).chain(inside.map(|text| (text, (*clearance).max(Clearance::Internal)))).collect()
    }

    /// Its approval, if that is whole and holds for what the public would see of it now. An edit of what only members
    /// see is reported, and changes nothing of this.
    pub fn approved(&self) -> Option<&Approval> {
        match &self.approval {
            ApprovalState::Whole(approval) if self.clearance != Clearance::Public || !approval.edited() => {
                Some(approval)
            }
            ApprovalState::Missing | ApprovalState::Partial(_) | ApprovalState::Whole(_) => None,
        }
    }

    /// A place in its file.
    pub fn span(&self, mark: Mark) -> Span {
        mark.span(&self.path)
    }

    /// A field by its key.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| &*field.name == name)
    }

    /// What a field holds, if it is there and of its type.
    pub fn typed(&self, name: &str) -> Option<&Typed> {
        self.field(name)?.typed.as_deref()
    }

    /// Where a field stands, or else where the entry is named.
    pub fn place(&self, name: &str) -> Span {
        self.span(self.field(name).map_or(self.marks.entry, |field| field.mark))
    }
}

/// A note on a change.
#[derive(Clone, Debug)]
pub struct Change {
    /// When.
    pub date: NaiveDate,
    /// What.
    pub note: Arc<str>,
}

/// How an item was taken off before its term ended.
#[derive(Clone, Debug)]
pub struct Withdrawal {
    /// From when.
    pub date: Moment,
    /// In which way.
    pub kind: WithdrawalKind,
    /// The id of the item that replaces it.
    pub by: Option<Arc<str>>,
    /// Why, for its readers.
    pub reason: Option<Arc<str>>,
}

impl Withdrawal {
    /// One that is written and cannot be read: the item counts as published by mistake, since ever.
    pub fn unread() -> Self {
        Self { date: Moment::Day(NaiveDate::default()), kind: WithdrawalKind::InError, by: None, reason: None }
    }
}

words! {
    /// The three ways of taking an item off.
    WithdrawalKind {
        /// Published by mistake: gone without a trace.
        InError = "in-error" "误发" "Published in error",
        /// Replaced: its address leads to its successor.
        Superseded = "superseded" "被取代" "Superseded",
        /// Withdrawn: an explanation stays.
        Withdrawn = "withdrawn" "撤回" "Withdrawn",
    }
}
