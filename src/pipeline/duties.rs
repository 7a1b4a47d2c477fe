//! The open duties and unanswered opinions of a whole register, for whoever supervises it and has its files.

use super::{Failure, Now, Site};
use crate::calendar::{Horizon, Instant, iso_day};
use crate::check::{self, Checked};
use crate::load::DiskFiles;
use crate::model::Opinion;
use crate::projection::{Duties, Duty, DutyView, Internal, Lens, project, supervise};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// An open duty: due, or overdue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenDuty {
    /// The organisation's id.
    pub organisation: String,
    /// Its short name.
    pub organisation_zh: String,
    /// The entry's id.
    pub entry: String,
    /// Its name.
    pub entry_zh: String,
    /// Its English name.
    pub entry_en: String,
    /// The period, as data; none for what stands always.
    pub period: Option<String>,
    /// Why there is a duty: `catalogue`, `follow-up` or `term-of-office`.
    pub cause: &'static str,
    /// The same in Chinese, for what has no period.
    #[serde(skip)]
    pub cause_zh: &'static str,
    /// The title of what it follows up, or of the last election.
    pub opened_by: Option<String>,
    /// The last day on which it is in time.
    pub due: Option<String>,
    /// Whether that day may move, since holidays are still to be announced.
    pub provisional: bool,
    /// Where it stands: `due`, `overdue`, or of what stands always and was not reviewed in time, `unreviewed`.
    pub state: &'static str,
    /// The same in Chinese.
    #[serde(skip)]
    pub state_zh: &'static str,
    /// Whether that day is past.
    pub overdue: bool,
    /// Whether that day is more than a month away, or there is none.
    #[serde(skip)]
    pub later: bool,
}

/// An opinion without an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenOpinion {
    /// The id of the organisation that received it.
    pub organisation: String,
    /// Its short name.
    pub organisation_zh: String,
    /// Its id.
    pub id: String,
    /// Its title, or how it begins.
    pub title: String,
    /// What it is: `suggestion`, `complaint`, `inquiry` or `question`.
    pub kind: &'static str,
    /// The same in Chinese.
    #[serde(skip)]
    pub kind_zh: &'static str,
    /// The day on which it came.
    pub received: String,
    /// The last day on which an answer is in time.
    pub due: String,
    /// Whether that day may move, since holidays are still to be announced.
    pub provisional: bool,
    /// Whether that day is past.
    pub overdue: bool,
}

/// What is open in a register.
#[derive(Debug)]
pub struct Supervision {
    /// The open duties: overdue ones first, then by due day, organisation in the order of the folder tree, and entry.
    pub open: Vec<OpenDuty>,
    /// The opinions without an answer, the next to be answered first.
    pub opinions: Vec<OpenOpinion>,
    /// How many duties the site of members shows as overdue that are none: what fulfils them is not for all its readers.
    pub unseen: usize,
    /// How many items have an error, and so were not counted.
    pub faulty: usize,
}

/// The open duties of the site at `root` at an instant: of every organisation, or of one and those below it. All
/// approved items count, whoever may read them.
pub fn duties(root: &Path, now: Now, organisation: Option<&str>) -> Result<Supervision, Failure> {
    let disk = DiskFiles::new(root);
    let site = Site::read(&disk, root)?.held(root)?;
    let now = now.at(site.inputs.config.zone);
    let (inputs, report) = site.check(now);
    let (checked, findings) = report.keep_going();
    let register = checked.register();
    let scope = organisation.map(|id| register.called(id)).transpose()?;
    let horizon = Horizon::new(now);
    let month = register.zone.day(now.plus_days(MONTH));
    let duties = supervise(&checked, inputs.config.duties_from, &horizon);
    let wanted = |at: usize| scope.is_none_or(|scope| register.is_within(at, scope));
    let open = duties.all.iter().filter(|duty| duty.open() && wanted(duty.organisation)).map(|duty| {
        let organisation = &register.organisations[duty.organisation];
        let entry = &register.catalogue.entries[duty.entry];
        OpenDuty {
            organisation: organisation.id.to_string(),
            organisation_zh: organisation.short.to_string(),
            entry: entry.id.clone(),
            entry_zh: entry.label.zh.clone(),
            entry_en: entry.label.en.clone(),
            period: duty.period.map(|period| period.to_string()),
            cause: duty.cause.id(),
            cause_zh: duty.cause.zh(),
            opened_by: duties.opener(duty).and_then(|opener| Some(opener.title.as_ref()?.to_string())),
            due: duty.due.map(|due| iso_day(due.day)),
            provisional: duty.due.is_some_and(|due| due.provisional),
            state: duty.state.id(),
            state_zh: duty.state.zh(),
            overdue: duty.overdue(),
            later: !duty.overdue() && duty.due.is_none_or(|due| due.day > month),
        }
    });
    let mut open: Vec<OpenDuty> = open.collect();
    open.sort_by_key(|duty| (!duty.overdue, duty.due.is_none(), duty.due.clone()));
    let unseen = unseen(&checked, &duties, inputs.config.duties_from, now, &wanted)?;
    let reached = |day| horizon.reached(register.zone.start_of(day));
    let answered = |opinion: &Opinion| opinion.answered.as_ref().is_some_and(|(day, _)| reached(*day));
    let unanswered = checked.opinions().filter(|o| wanted(o.organisation) && reached(o.received) && !answered(o));
    let mut opinions: Vec<OpenOpinion> = unanswered
        .map(|opinion| OpenOpinion {
            organisation: register.organisations[opinion.organisation].id.to_string(),
            organisation_zh: register.organisations[opinion.organisation].short.to_string(),
            id: opinion.id.to_string(),
            title: opinion.title.as_ref().map_or_else(|| beginning(&opinion.text), |title| title.to_string()),
            kind: opinion.kind.id(),
            kind_zh: opinion.kind.zh(),
            received: iso_day(opinion.received),
            due: iso_day(opinion.due),
            provisional: opinion.provisional,
            overdue: horizon.reached(register.zone.end_of(opinion.due)),
        })
        .collect();
    opinions.sort_by(|a, b| {
        (!a.overdue, &a.due, &a.organisation, &a.id).cmp(&(!b.overdue, &b.due, &b.organisation, &b.id))
    });
    Ok(Supervision { open, opinions, unseen, faulty: check::kept_out(&findings) })
}

/// Days within which a duty is to be seen to soon.
const MONTH: i64 = 31;

/// How many duties of wanted organisations are overdue as the readers of a whole site of members may know, and are not
/// by all that was disclosed.
fn unseen(
    checked: &Checked,
    duties: &Duties,
    duties_from: Option<NaiveDate>,
    now: Instant,
    wanted: &dyn Fn(usize) -> bool,
) -> Result<usize, Failure> {
    let lens = Lens { duties_from, ..Lens::default() };
    let projection = project::<Internal>(checked, &lens, &Horizon::new(now))?;
    let register = checked.register();
    let places: Vec<Option<usize>> =
        projection.organisations.iter().map(|view| register.position(&view.card.id).filter(|at| wanted(*at))).collect();
    let key = |duties: &Duties, duty: &Duty, organisation: usize| {
        let opener = duties.opener(duty).and_then(|opener| opener.page.clone());
        (organisation, duty.entry, duty.period, duty.cause.id(), opener)
    };
    let late = duties.all.iter().filter(|duty| duty.overdue());
    let overdue: BTreeSet<_> = late.map(|duty| key(duties, duty, duty.organisation)).collect();
    let unseen = |shown: &&Duties| {
        let late = shown.all.iter().filter(|duty| duty.overdue());
        late.filter(|duty| {
            let place = places.get(duty.organisation).copied().flatten();
            place.is_some_and(|at| !overdue.contains(&key(shown, duty, at)))
        })
        .count()
    };
    Ok(projection.duties.held().as_ref().map_or(0, unseen))
}

/// How a text begins, in one line.
fn beginning(text: &str) -> String {
    const MOST: usize = 16;
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    let begin: String = line.chars().take(MOST).collect();
    if begin.len() < line.len() { begin + "……" } else { begin }
}
