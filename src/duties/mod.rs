//! Duties (公开任务): catalogue entry × organisation × period, as they stand at an instant. Pure: it is told who there
//! is and what was disclosed, and asks the horizon what time it is.

mod coverage;
mod due;
mod follow_up;
mod ledger;
mod life;
mod office;
mod periods;
mod rates;

pub use coverage::{Coverage, counted_periods, coverage};
pub use due::{DueDay, due_after, last_in_time, year_of};
pub use follow_up::follow_ups;
pub use ledger::{World, catalogue_duties, duties};
pub use life::Life;
pub use office::{ELECTION, Office, ending as office_ending};
pub use periods::{containing, eve, first_day, last_day, next, previous};
pub use rates::{Counts, Prompt, prompt, rate};

use crate::calendar::{Instant, Period};
use crate::catalogue::{Entry, OrganisationKind, entry_words as words};
use chrono::NaiveDate;

words! {
    /// Where a duty stands.
    DutyState {
        /// Disclosed by the due day; of what stands always, there and reviewed.
        Done = "done" "已公开" "Done",
        /// Disclosed after the due day.
        Late = "late" "迟公开" "Late",
        /// Not disclosed, and not past the due day.
        Due = "due" "待公开" "Due",
        /// Not disclosed, and past the due day.
        Overdue = "overdue" "逾期" "Overdue",
        /// There, but not looked at again in the term of its review.
        Unreviewed = "unreviewed" "逾期未复核" "Review overdue",
        /// No duty of this organisation.
        NotApplicable = "not-applicable" "不适用" "Not applicable",
    }
}

/// Who has duties.
#[derive(Clone, Copy, Debug)]
pub struct Holder {
    /// Its kind, by which entries apply.
    pub kind: OrganisationKind,
    /// Its term of office, where the last election is known.
    pub office: Option<Office>,
    /// When it exists: what falls due before and after that it does not owe.
    pub life: Life,
}

impl Holder {
    /// Whether an entry of the catalogue applies.
    pub fn owes(&self, entry: &Entry) -> bool {
        entry.applies.is_empty() || entry.applies.contains(&self.kind)
    }
}

/// Something disclosed, as far as duties go.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// Position of its entry in the catalogue.
    pub entry: usize,
    /// Position of its organisation among the holders.
    pub organisation: usize,
    /// The period that it reports on.
    pub period: Option<Period>,
    /// When it was published.
    pub published: Instant,
    /// The last day on which it was published, changed or reviewed.
    pub seen: NaiveDate,
    /// The days on which it was changed, in any order.
    pub changed: Vec<NaiveDate>,
    /// Whether it stands now, in its term.
    pub standing: bool,
    /// Whether it was corrected after publication.
    pub corrected: bool,
    /// The day of what an ad hoc item reports.
    pub event: Option<NaiveDate>,
    /// The day on which its window closed, its decision was taken, or it was published.
    pub matter: NaiveDate,
    /// Whether it was taken off, and opens nothing any more.
    pub off: bool,
    /// The fields that it gives, of those that matter to follow-up duties.
    pub given: Vec<String>,
    /// The positions of the disclosures that it refers to.
    pub refers: Vec<usize>,
}

/// Why there is a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The catalogue asks for it.
    Catalogue,
    /// A disclosure, by position, has to be followed up.
    FollowUp(usize),
    /// A term of office ends; the disclosure of the last election, by position, where there is one.
    Office(Option<usize>),
}

impl Cause {
    /// Its word, for data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::FollowUp(_) => "follow-up",
            Self::Office(_) => "term-of-office",
        }
    }

    /// The disclosure, by position, that it comes from.
    pub fn opener(self) -> Option<usize> {
        match self {
            Self::FollowUp(n) => Some(n),
            Self::Office(election) => election,
            Self::Catalogue => None,
        }
    }

    /// What stands where a duty has no period.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Catalogue => "长期",
            Self::FollowUp(_) => "后续",
            Self::Office(_) => "换届",
        }
    }
}

/// One duty of one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Position of its organisation among the holders.
    pub organisation: usize,
    /// Position of its entry in the catalogue.
    pub entry: usize,
    /// The period; none for what stands always.
    pub period: Option<Period>,
    /// Why there is it.
    pub cause: Cause,
    /// By when it is to be done, or reviewed again; none for what stands always without a review.
    pub due: Option<DueDay>,
    /// Where it stands.
    pub state: DutyState,
    /// Whether it counts in the rates: it is past its due day, or stands always.
    pub counted: bool,
    /// Position of the disclosure that fulfils it.
    pub by: Option<usize>,
    /// Whether what fulfils it was corrected.
    pub corrected: bool,
}

/// The duties of one organisation, of all of them in order.
pub fn of_organisation(duties: &[Duty], organisation: usize) -> &[Duty] {
    let start = duties.partition_point(|duty| duty.organisation < organisation);
    let end = duties.partition_point(|duty| duty.organisation <= organisation);
    &duties[start..end]
}

impl Duty {
    /// Whether something is still to be done.
    pub fn open(&self) -> bool {
        self.state == DutyState::Due || self.overdue()
    }

    /// Whether something should have been done by now.
    pub fn overdue(&self) -> bool {
        matches!(self.state, DutyState::Overdue | DutyState::Unreviewed)
    }
}
