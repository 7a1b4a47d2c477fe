//! What a build is asked for, and what it answers.

use crate::calendar::{Instant, Moment, Zone};
use crate::diagnostic::Diagnostics;
use crate::model::NoSuchOrganisation;
use crate::projection::NoSuchScope;
use crate::publish::{OutputError, Published};
use crate::render::Trouble;

/// How to build.
#[derive(Clone, Debug)]
pub struct Options {
    /// The instant of the build.
    pub now: Now,
    /// Whether what is sound is published while something else is not.
    pub keep_going: bool,
    /// The editions to build; all if empty.
    pub editions: Vec<String>,
}

/// The instant of a build: known, or as written, to be read in the site's zone.
#[derive(Clone, Copy, Debug)]
pub enum Now {
    /// An instant.
    At(Instant),
    /// A date or date-time.
    Written(Moment),
}

impl Now {
    /// The instant, in a zone.
    pub fn at(self, zone: Zone) -> Instant {
        match self {
            Self::At(instant) => instant,
            Self::Written(moment) => moment.start(zone),
        }
    }
}

/// What a build did.
#[derive(Debug)]
pub struct Outcome {
    /// What was found, sorted.
    pub findings: Diagnostics,
    /// How it ended.
    pub result: BuildResult,
    /// Items in the content.
    pub items: usize,
    /// Of those, items that are in no edition, since they wait for somebody to approve them.
    pub waiting: usize,
    /// Of those, items for members alone, where no edition is for members.
    pub unseen: usize,
    /// What was published, by edition, in the configuration's order.
    pub editions: Vec<(String, Published)>,
    /// When the next item opens or closes in any edition.
    pub next_change: Option<Instant>,
    /// The site's zone.
    pub zone: Zone,
}

/// How a build ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildResult {
    /// Everything was published.
    Published,
    /// Nothing had changed.
    Unchanged,
    /// Everything but what has an error was published.
    PublishedRest,
    /// There are errors; the last good site stands, without what has lapsed since.
    TermsEnforced,
    /// There are errors and no last good site; files with lapsed content were removed, this many.
    Dropped(usize),
}

/// Why a build could not run at all.
#[derive(Debug)]
pub enum Failure {
    /// The configuration or theme cannot be used; the findings say why.
    Configuration(Diagnostics),
    /// `--edition` names none.
    NoSuchEdition {
        /// The name that was given.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// `--org` names none.
    NoSuchOrganisation(NoSuchOrganisation),
    /// A text, by its path from the root, that lies outside the content folder.
    NotContent(String),
    /// Another build is at work on the same site.
    Busy,
    /// A page of an edition could not be rendered with the theme that the edition has.
    Unrendered(String, Trouble),
    /// The machine, the output folder, or a file that changed meanwhile.
    Trouble(Trouble),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Trouble(error.into())
    }
}

impl From<Trouble> for Failure {
    fn from(error: Trouble) -> Self {
        Self::Trouble(error)
    }
}

impl From<NoSuchOrganisation> for Failure {
    fn from(error: NoSuchOrganisation) -> Self {
        Self::NoSuchOrganisation(error)
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        Self::Trouble(error.into())
    }
}

impl From<NoSuchScope> for Failure {
    fn from(error: NoSuchScope) -> Self {
        let id = error.0;
        let text = format!("scope 写的党组织“{id}”不存在 (there is no organisation `{id}`, which `scope` names)");
        Self::Trouble(text.into())
    }
}
