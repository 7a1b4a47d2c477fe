//! Rules over the whole register. Only [`check`] can make a [`Checked`], and only a `Checked` can be projected.

mod approval;
mod approvers;
mod audience;
mod by_itself;
mod chain;
mod collisions;
mod dates;
mod decisions;
mod development;
mod early;
mod entries_named;
mod expedited;
mod follow_ups;
mod happened;
mod identity;
mod lateness;
mod links;
mod long_past;
mod next_step;
mod opinions;
mod reports;
mod required;
mod same_file;
mod scope;
mod small_groups;
mod terms;
mod threads;
mod to_come;
mod told;
mod under_way;
mod unfilled;
mod votes;
mod windows;
mod withheld;

pub(crate) use approval::edited;
pub(crate) use approvers::one_more;
pub(crate) use by_itself::ahead;
pub(crate) use identity::{contests, copied_from, said_before};
pub(crate) use long_past::{LATE, in_vain};
pub(crate) use next_step::{candidates, names, nobody_is_left};
pub(crate) use told::{Told, elections, life, office, seen};
pub(crate) use under_way::{edited_since_review, in_brackets, in_words, lost, refused, review_again};

use crate::calendar::{Horizon, Instant};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::{SITE, THEMES};
use crate::model::{ApprovalState, Clearance, Item, NoSuchOrganisation, Opinion, Register};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A register that was checked: items with an error in them are out of reach.
#[derive(Debug)]
pub struct Checked {
    register: Register,
    admitted: Vec<bool>,
    opinions: Vec<bool>,
}

impl Checked {
    /// The register's catalogue, organisations and zone. Items come from [`Checked::items`].
    pub(crate) fn register(&self) -> &Register {
        &self.register
    }

    /// The items without an error, with their positions.
    pub(crate) fn items(&self) -> impl Iterator<Item = (usize, &Item)> {
        self.register.items.iter().enumerate().filter(|(position, _)| self.admitted[*position])
    }

    /// The opinions without an error.
    pub(crate) fn opinions(&self) -> impl Iterator<Item = &Opinion> {
        self.register.opinions.iter().zip(&self.opinions).filter(|(_, admitted)| **admitted).map(|(opinion, _)| opinion)
    }

    /// How many items wait for an approval, first or again, and so are at no door.
    pub fn waiting(&self) -> usize {
        self.register.items.iter().filter(|item| item.approved().is_none()).count()
    }

    /// How many items there are, admitted or not, and whether they could be read or not.
    pub fn total(&self) -> usize {
        self.register.items.len() + self.register.broken.len()
    }
}

/// What a check found, and what may be shown.
#[derive(Debug)]
pub struct Report {
    /// Every finding of loading and checking, sorted.
    pub findings: Diagnostics,
    /// When time alone changes what is found.
    pub next_change: Option<Instant>,
    checked: Checked,
}

impl Report {
    /// Whether there is any error.
    pub fn failed(&self) -> bool {
        self.findings.count(Severity::Error) > 0
    }

    /// Whether there is an error in what everything rests on: in one of the catalogue's files, or in the root's
    /// `_org.md`. Then no item can be told to be sound.
    pub fn unfounded(&self, catalogue: &[String]) -> bool {
        let root = self.checked.register.organisations.first();
        let faulty = faulty(&self.findings);
        root.is_none_or(|root| faulty.contains(&root.path))
            || catalogue.iter().any(|path| faulty.contains(path.as_str()))
    }

    /// Whether what has an error can be left out, and the rest still be told to be sound. An error in the configuration or in a
    /// theme is in every page.
    pub fn fails_in_parts(&self, catalogue: &[String]) -> bool {
        let themed =
            |path: &str| path.strip_prefix(THEMES).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let of_all = |path: &Arc<str>| **path == *SITE || themed(path);
        !self.unfounded(catalogue) && !faulty(&self.findings).iter().any(of_all)
    }

    /// Everything that was loaded.
    pub(crate) fn register(&self) -> &Register {
        &self.checked.register
    }

    /// How many items wait for an approval.
    pub fn waiting(&self) -> usize {
        self.checked.waiting()
    }

    /// The folder of the organisation of an id, from the root.
    pub fn folder_of(&self, id: &str) -> Result<String, NoSuchOrganisation> {
        let register = self.register();
        Ok(register.organisations[register.called(id)?].folder().to_owned())
    }

    /// Whether a text, by its path from the root, is of the content: something was read in it, or is wrong with it.
    pub fn looked_at(&self, path: &str) -> bool {
        let register = self.register();
        let items = register.items.iter().map(|item| &item.path);
        let organisations = register.organisations.iter().map(|organisation| &organisation.path);
        let opinions = register.opinions.iter().map(|opinion| &opinion.path);
        let mut read = items.chain(organisations).chain(opinions).chain(self.findings.iter().map(|f| &f.span.path));
        read.any(|known| **known == *path)
    }

    /// How many items there are, with or without an error.
    pub fn total(&self) -> usize {
        self.checked.total()
    }

    /// The register, if nothing is wrong with it.
    pub fn checked(self) -> Result<Checked, Diagnostics> {
        if self.failed() { Err(self.findings) } else { Ok(self.checked) }
    }

    /// The register without the items and organisations in which there is an error, and the findings.
    pub fn keep_going(mut self) -> (Checked, Diagnostics) {
        hide_faulty(&mut self.checked.register, &faulty(&self.findings));
        (self.checked, self.findings)
    }

    /// The register as loaded, with everything that could be read, and the paths of the files with an error.
    pub(crate) fn into_register(self) -> (Register, BTreeSet<Arc<str>>) {
        let faulty = faulty(&self.findings);
        (self.checked.register, faulty)
    }
}

/// The files in which there is an error, of drafts too.
pub fn faulty(findings: &Diagnostics) -> BTreeSet<Arc<str>> {
    let errors = findings.iter().filter(|finding| finding.is_error_by_rule());
    errors.map(|d| Arc::clone(&d.span.path)).collect()
}

/// How many files have an error that keeps out what is meant to stand: of drafts nothing is counted anyway.
pub fn kept_out(findings: &Diagnostics) -> usize {
    let errors = findings.iter().filter(|finding| finding.is_error());
    errors.map(|finding| &finding.span.path).collect::<BTreeSet<_>>().len()
}

/// The items that are meant to stand as they are written. One whose approval is not whole is in no site yet, and holds
/// nothing else up.
fn binding(register: &Register) -> impl Iterator<Item = &Item> {
    register.items.iter().filter(|item| is_binding(item))
}

fn is_binding(item: &Item) -> bool {
    matches!(item.approval, ApprovalState::Whole(_))
}

/// Applies every rule to a register and adds what it finds to what loading found. What is late depends on `now`, and
/// is never more than a warning: whether an item is admitted does not.
pub fn check(register: Register, mut findings: Diagnostics, now: Instant) -> Report {
    let rules = [
        identity::check,
        identity::copies,
        identity::approvals,
        collisions::check,
        approval::check,
        entries_named::check,
        chain::check,
        approvers::check,
        audience::check,
        same_file::check,
        scope::check,
        dates::check,
        links::check,
        by_itself::check,
        windows::check,
        opinions::check,
        threads::check,
        development::check,
        unfilled::check,
    ];
    let found = rules.par_iter().map(|rule| {
        let mut found = Diagnostics::default();
        rule(&register, &mut found);
        found
    });
    found.collect::<Vec<_>>().into_iter().for_each(|found| findings.append(found));
    let horizon = Horizon::new(now);
    to_come::check(&register, &horizon, &mut findings);
    lateness::check(&register, &horizon, &mut findings);
    early::check(&register, &horizon, &mut findings);
    long_past::check(&register, &horizon, &mut findings);
    follow_ups::check(&register, &horizon, &mut findings);
    opinions::late(&register, &horizon, &mut findings);
    expedited::check(&register, &horizon, &mut findings);
    findings.sort();
    spare_others(&register, &mut findings);
    let faulty = faulty(&findings);
    let sound = |path, organisation| !faulty.contains(path) && sound_above(&register, organisation, &faulty);
    let admitted = register.items.iter().map(|item| sound(&item.path, item.organisation)).collect();
    let opinions = register.opinions.iter().map(|opinion| sound(&opinion.path, opinion.organisation)).collect();
    Report { findings, next_change: horizon.next(), checked: Checked { register, admitted, opinions } }
}

/// A draft is in no site, so that what is wrong with it is told and holds nothing else up. Personal data are an error wherever
/// they stand, and so is an id or a name that another item has.
fn spare_others(register: &Register, findings: &mut Diagnostics) {
    let drafts = drafts(register);
    findings.soften(|finding| is_of_draft(finding, &drafts));
}

/// Whether there is an error that holds up more than a draft.
pub(crate) fn holds_up(register: &Register, findings: &Diagnostics) -> bool {
    let drafts = drafts(register);
    findings.iter().any(|finding| finding.is_error() && !is_of_draft(finding, &drafts))
}

/// The files of items without a whole approval, whether or not they could be read, but those that stand as they were
/// approved.
fn drafts(register: &Register) -> BTreeSet<&str> {
    let read = register.items.iter().filter(|item| !is_binding(item)).map(|item| &item.path);
    let broken = register.broken.iter().filter(|(_, broken)| broken.is_draft()).map(|(path, _)| path);
    read.chain(broken).filter(|path| !register.standing.contains(*path)).map(|path| &**path).collect()
}

fn is_of_draft(finding: &Diagnostic, drafts: &BTreeSet<&str>) -> bool {
    let anywhere = finding.rule.is_privacy() || [&codes::F015, &codes::F016].contains(&finding.rule);
    !anywhere && drafts.contains(&*finding.span.path)
}

/// An organisation with an error in its `_org.md` is for nobody, with all below it: its audience, or the end of an
/// internal passage, may be what was misspelt.
fn hide_faulty(register: &mut Register, faulty: &BTreeSet<Arc<str>>) {
    for position in 0..register.organisations.len() {
        let organisation = &register.organisations[position];
        let above = organisation.parent.map(|parent| &register.organisations[parent]);
        let hidden = above.is_some_and(|above| above.clearance == Clearance::Specific);
        if hidden || faulty.contains(&organisation.path) {
            register.organisations[position].clearance = Clearance::Specific;
        }
    }
}

/// Whether neither an organisation nor one above it has an error in its `_org.md`.
fn sound_above(register: &Register, organisation: usize, faulty: &BTreeSet<Arc<str>>) -> bool {
    !register.above(organisation).any(|organisation| faulty.contains(&organisation.path))
}
