//! Approval (审批): the steps that an item went through, and the seal on what was approved.

use crate::calendar::Workdays;
use crate::catalogue::entry_words as words;
use chrono::{Days, NaiveDate};
use std::sync::Arc;

/// How far an approval has come.
#[derive(Clone, Debug)]
pub enum ApprovalState {
    /// Nothing is written of it.
    Missing,
    /// Some step is still to come.
    Partial(Partial),
    /// All steps that it needs are there.
    Whole(Approval),
}

words! {
    /// A step of an approval (审批环节).
    StepKind {
        /// 提出
        Proposed = "proposed" "提出" "Proposed" | "提议" | "提请",
        /// 审核, with the secrecy review.
        Reviewed = "reviewed" "审核" "Reviewed",
        /// 审批
        Approved = "approved" "审批" "Approved" | "批准",
        /// 补办确认 of what went through the fast lane.
        Confirmed = "confirmed" "补办确认" "Confirmed" | "确认",
    }
}

impl StepKind {
    /// By whom it is taken: whoever reviews confirms.
    pub fn role(self) -> Role {
        match self {
            Self::Proposed => Role::Propose,
            Self::Reviewed | Self::Confirmed => Role::Review,
            Self::Approved => Role::Approve,
        }
    }
}

/// An approval under way.
#[derive(Clone, Debug)]
pub struct Partial {
    /// The step that is still to come.
    pub step: StepKind,
    /// The steps that were taken, in order.
    pub taken: Vec<(StepKind, Step)>,
    /// What the secrecy review came to.
    pub secrecy: Option<Secrecy>,
    /// What was reviewed, by digest.
    pub reviewed: Option<Seal>,
    /// Whether somebody wrote words there, and no step.
    pub in_words: bool,
}

impl Partial {
    /// Whether the secrecy review came to the item's not being disclosed.
    pub fn refused(&self) -> bool {
        self.secrecy == Some(Secrecy::Refused)
    }

    /// Whether the text was changed after its review, so that another text was reviewed.
    pub fn outdated(&self) -> bool {
        self.reviewed.as_ref().is_some_and(Seal::broken)
    }
}

/// What an item waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The step.
    pub step: StepKind,
    /// Whether the step was taken before, and the text was edited since.
    pub again: bool,
    /// Whether the review refused it: it is to be changed, and reviewed again.
    pub returned: bool,
    /// Since when, where that is known.
    pub since: Option<NaiveDate>,
    /// By when, where there is a term.
    pub due: Option<NaiveDate>,
}

impl Waiting {
    /// What is to be done, in Chinese and English.
    pub fn words(&self) -> (&'static str, &'static str) {
        match (self.step, self.again) {
            _ if self.returned => ("退回修改", "Returned"),
            (StepKind::Proposed, _) => ("提出", "Proposal"),
            (StepKind::Reviewed, true) => ("重新审核", "Review of an edit"),
            (StepKind::Reviewed, false) => ("审核", "Review"),
            (StepKind::Approved, true) => ("再次审批", "Approval of an edit"),
            (StepKind::Approved, false) => ("审批", "Approval"),
            (StepKind::Confirmed, _) => ("补办确认", "Confirmation"),
        }
    }
}

impl ApprovalState {
    /// What a step was taken on, by digest, where it carries one.
    pub fn seal(&self, step: StepKind) -> Option<&Seal> {
        match (self, step) {
            (Self::Missing, _) | (_, StepKind::Proposed | StepKind::Confirmed) => None,
            (Self::Partial(partial), StepKind::Reviewed) => partial.reviewed.as_ref(),
            (Self::Partial(_), StepKind::Approved) => None,
            (Self::Whole(approval), StepKind::Reviewed) => approval.reviewed_seal.as_ref(),
            (Self::Whole(approval), StepKind::Approved) => approval.seal.as_ref(),
        }
    }

    /// What is still to be done, if anything; confirmations come within so many working days.
    pub fn waits(&self, within: u32, workdays: &Workdays) -> Option<Waiting> {
        let step = |step, since| Waiting { step, again: false, returned: false, since, due: None };
        match self {
            Self::Missing => Some(step(StepKind::Proposed, None)),
            Self::Partial(partial) => {
                let since = partial.taken.last().map(|(_, before)| before.date);
                let (again, returned) = (partial.outdated(), partial.refused());
                let next = if again || returned { StepKind::Reviewed } else { partial.step };
                Some(Waiting { again: again && !returned, returned, ..step(next, since) })
            }
            Self::Whole(approval) if approval.seal.as_ref().is_some_and(|seal| seal.held || seal.broken()) => {
                Some(Waiting { again: true, ..step(StepKind::Approved, None) })
            }
            Self::Whole(approval) => {
                let expedited = approval.expedited.as_ref().filter(|expedited| expedited.confirmed.is_none());
                expedited.map(|_| Waiting {
                    due: approval.confirm_by(within, workdays),
                    ..step(StepKind::Confirmed, Some(approval.last().date))
                })
            }
        }
    }
}

/// A whole approval: 提出 → 审核 (with 保密审查) → 审批. Only the fast lane does without the first two.
#[derive(Clone, Debug)]
pub struct Approval {
    /// 提出
    pub proposed: Option<Step>,
    /// 审核
    pub reviewed: Option<Step>,
    /// The result of the secrecy review: of the last one, where the item was approved again.
    pub secrecy: Option<Secrecy>,
    /// What was reviewed, by digest, where the approval rests on that review.
    pub reviewed_seal: Option<Seal>,
    /// 审批
    pub approved: Step,
    /// The last approval of an edit, after the first.
    pub again: Option<Step>,
    /// What was approved, by digest.
    pub seal: Option<Seal>,
    /// The fast lane (快速办理), where it was taken.
    pub expedited: Option<Expedited>,
}

impl Approval {
    /// Whether what the public sees is not what was approved.
    pub fn edited(&self) -> bool {
        self.seal.as_ref().is_some_and(Seal::public_edited)
    }

    /// By when what went through the fast lane is to be confirmed: the day that it names, or `within` working days
    /// after its approval. Where a year is not announced, the day by which no holidays could excuse it.
    pub fn confirm_by(&self, within: u32, workdays: &Workdays) -> Option<NaiveDate> {
        let expedited = self.expedited.as_ref()?;
        Some(expedited.confirm_by.unwrap_or_else(|| self.confirm_latest(within, workdays)))
    }

    /// The last day on which a confirmation within so many working days is in time.
    pub fn confirm_latest(&self, within: u32, workdays: &Workdays) -> NaiveDate {
        let day = self.last().date;
        let latest = day.checked_add_days(Days::new(u64::from(within) * 2 + 14)).unwrap_or(NaiveDate::MAX);
        workdays.plus(day, within).unwrap_or(latest)
    }

    /// Who answers for what stands now: the last who approved it.
    pub fn last(&self) -> &Step {
        self.again.as_ref().unwrap_or(&self.approved)
    }
}

/// The digest of what was approved beside that of what is there.
#[derive(Clone, Debug)]
pub struct Seal {
    /// As written with the step.
    pub given: Arc<str>,
    /// Of the item as it was read.
    pub now: Arc<str>,
    /// Whether the item is shown as it was last approved, since it was edited after that.
    pub held: bool,
    /// Whether a finding says already that it was edited, and what.
    pub told: bool,
    /// Whether its id or former ids were written after it.
    pub moved: bool,
    /// Whether nothing was edited but the catalogue, which masked names for the public and lets them stand whole now.
    pub unmasked: bool,
}

/// Stands for a digest until that is reckoned of the text that it stands in.
pub const TO_COME: &str = "v1-0-0";

impl Seal {
    /// Whether anything was edited.
    pub fn broken(&self) -> bool {
        self.given != self.now
    }

    /// Whether something was edited that the public would see.
    pub fn public_edited(&self) -> bool {
        public_part(&self.given) != public_part(&self.now)
    }
}

/// The part of a digest that is about what the public sees: what stands before its last hyphen.
fn public_part(digest: &str) -> &str {
    digest.rsplit_once('-').map_or(digest, |(public, _)| public)
}

/// The fast lane for small corrections: approved at once, the first time or again, and confirmed by another person
/// later.
#[derive(Clone, Debug)]
pub struct Expedited {
    /// Why.
    pub reason: Arc<str>,
    /// By when it is to be confirmed; the site's term if none.
    pub confirm_by: Option<NaiveDate>,
    /// Who confirmed it, and when.
    pub confirmed: Option<Step>,
}

/// One step of an approval.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// Who took it.
    pub by: Arc<str>,
    /// When.
    pub date: NaiveDate,
}

words! {
    /// The result of a secrecy review (保密审查).
    Secrecy {
        /// 可公开
        Passed = "passed" "可公开" "May be disclosed" | "通过",
        /// 删减后公开
        PassedWithDeletions = "passed-with-deletions" "删减后公开" "May be disclosed in part",
        /// 不予公开
        Refused = "refused" "不予公开" "Not to be disclosed",
    }
}

/// Who may take the steps of an approval (审批链): of an organisation, and of single entries there.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// Where it is written.
    pub mark: super::Mark,
    /// For every entry.
    pub general: Approvers,
    /// For single entries, by id, with where that is written.
    pub entries: Vec<(Arc<str>, super::Mark, Approvers)>,
}

/// Who may take each step; an empty list leaves it to the organisation above.
#[derive(Clone, Debug, Default)]
pub struct Approvers {
    /// 提出
    pub propose: Vec<Arc<str>>,
    /// 审核
    pub review: Vec<Arc<str>>,
    /// 审批
    pub approve: Vec<Arc<str>>,
    /// Who could take a step before, and the last day on which: what they did then stands.
    pub former: Vec<(Role, Arc<str>, NaiveDate)>,
}

/// A step of an approval, by whoever may take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 提出
    Propose,
    /// 审核
    Review,
    /// 审批
    Approve,
}

impl Role {
    /// Its key among the approvers.
    pub fn key(self) -> &'static str {
        match self {
            Self::Propose => "propose",
            Self::Review => "review",
            Self::Approve => "approve",
        }
    }

    /// Its step on the way to an approval.
    pub fn step(self) -> StepKind {
        match self {
            Self::Propose => StepKind::Proposed,
            Self::Review => StepKind::Reviewed,
            Self::Approve => StepKind::Approved,
        }
    }
}

impl Approvers {
    /// Whether it names nobody.
    pub fn is_empty(&self) -> bool {
        self.propose.is_empty() && self.review.is_empty() && self.approve.is_empty()
    }

    /// Whether it says who may take a step, or could.
    pub fn says(&self, role: Role) -> bool {
        !self.of(role).is_empty() || self.former.iter().any(|(of, ..)| *of == role)
    }

    /// Who may take a step.
    pub fn of(&self, role: Role) -> &[Arc<str>] {
        match role {
            Role::Propose => &self.propose,
            Role::Review => &self.review,
            Role::Approve => &self.approve,
        }
    }
}

impl Chain {
    /// Whether it names nobody.
    pub fn is_empty(&self) -> bool {
        self.general.is_empty() && self.entries.iter().all(|(_, _, own)| own.is_empty())
    }

    /// Where it says who may take a step under an entry: for that entry, else for every entry.
    pub fn said(&self, entry: &str, role: Role) -> Option<&Approvers> {
        let own = self.entries.iter().filter(|(id, ..)| **id == *entry).map(|(_, _, own)| own);
        own.chain([&self.general]).find(|approvers| approvers.says(role))
    }

    /// Who may take a step under an entry.
    pub fn of(&self, entry: &str, role: Role) -> &[Arc<str>] {
        self.said(entry, role).map_or(&[], |approvers| approvers.of(role))
    }

    /// Whether somebody who left had the role under an entry on the day of a step.
    pub fn had_role(&self, entry: &str, role: Role, step: &Step) -> bool {
        let former = self.said(entry, role).map_or(&[][..], |approvers| &approvers.former);
        former.iter().any(|(of, name, until)| *of == role && *name == step.by && step.date <= *until)
    }
}
