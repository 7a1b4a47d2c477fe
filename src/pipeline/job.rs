//! Editions made of a checked register.

use super::inputs::Themes;
use super::outcome::{Failure, Options};
use super::{Inputs, outputs};
use crate::address;
use crate::calendar::{Horizon, Instant};
use crate::check::Checked;
use crate::config::{Config, Edition, Readers};
use crate::diagnostic::Lang;
use crate::load::{Files, Texts};
use crate::plan;
use crate::projection::{self, Audience, Internal, Lens, Public, Stored, VisibleText};
use crate::publish::state::Private;
use crate::publish::{self, Destination, Disk, OutputError, Progress, Published, Sink};
use crate::render::{self, Renderer, Theme, Trouble};
use rayon::prelude::*;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One edition to be made of a checked register.
pub struct Job<'j> {
    /// The input files that the register was loaded from.
    pub files: &'j dyn Files,
    /// What may be shown.
    pub admitted: Admitted<'j>,
    /// The site.
    pub config: &'j Config,
    /// The edition.
    pub edition: &'j Edition,
    /// Its theme.
    pub theme: &'j Theme,
    /// The instant.
    pub now: Instant,
}

/// What editions are made of.
#[derive(Clone, Copy)]
pub struct Admitted<'j> {
    /// What may be shown.
    pub checked: &'j Checked,
    /// Whether only items that stand already may stand, and only where a site stands.
    pub standing_only: bool,
}

/// What an edition sees of what its readers may see.
pub(super) fn lens(config: &Config, edition: &Edition) -> Lens {
    Lens {
        scope: edition.scope.as_ref().map(|scope| scope.value.clone()),
        on_expiry: edition.on_expiry,
        only: None,
        duties_from: config.duties_from,
        shows_duties: edition.shows_duties,
        english: edition.lang == Lang::En,
    }
}

/// What an edition came to, and when it changes next.
pub(super) type Made = (Published, Option<Instant>);

impl Job<'_> {
    /// Projects, plans, renders and publishes the edition into a sink of its audience.
    pub fn run<A: Audience>(&self, sink: &mut impl Sink<A>, progress: Progress<'_>) -> Result<Made, Failure> {
        let horizon = Horizon::new(self.now);
        let Admitted { checked, standing_only } = self.admitted;
        if standing_only && sink.paths().is_empty() {
            return Ok((Published::default(), None));
        }
        let only =
            standing_only.then(|| sink.paths().into_iter().filter_map(address::item_id).map(str::to_owned).collect());
        let lens = Lens { only, ..lens(self.config, self.edition) };
        let valid_until = plan::valid_until(self.edition, self.config.zone, &horizon);
        let projection = projection::project::<A>(checked, &lens, &horizon)?;
        let next_change = projection.next_change;
        let plan = plan::plan(projection, self.config, self.edition, valid_until);
        let texts = Texts::new(self.files);
        let text = |text: &VisibleText| texts.passages(text).map_err(Trouble::from);
        let file = |file: &Stored| texts.file(file).map_err(Trouble::from);
        let inputs = render::Inputs { text: &text, file: &file };
        let renderer = Renderer::new(&plan, self.theme);
        let name = &self.edition.name;
        // Not by threads that all editions share, which take up work of another one while they wait.
        let (published, server) = std::thread::scope(|scope| {
            let beside = self.config.beside(self.edition);
            let server = scope.spawn(|| render::server_files(&plan, name, self.edition.cached, beside));
            let published = publish::publish(&plan, renderer, &inputs, name, sink, progress);
            (published, server.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let published = published?;
        sink.advise(server)?;
        // Dropped by all threads, and before the next edition is made, which wants the memory.
        plan.projection.items.into_par_iter().for_each(drop);
        Ok((published, next_change))
    }
}

/// Where editions go: each audience's to sinks of its own.
pub(super) trait Outputs: Sync {
    /// Runs a job of the public.
    fn public(&self, job: &Job<'_>) -> Result<Made, Failure>;
    /// Runs a job of the members.
    fn internal(&self, job: &Job<'_>) -> Result<Made, Failure>;
    /// Whether an edition can go to where it is configured.
    fn takes(&self, edition: &Edition) -> bool;
    /// Removes what was published of editions that are no longer configured as they were.
    fn settle(&self, config: &Config) -> Result<(), Failure>;
}

/// The destinations below a site's root.
pub(super) struct OnDisk<'d> {
    pub root: &'d Path,
    pub private: &'d Private,
    pub progress: Progress<'d>,
}

impl OnDisk<'_> {
    fn run<A: Audience>(&self, job: &Job<'_>) -> Result<Made, Failure> {
        let destination = Destination::<A>::of(job.edition, self.root);
        let destination = destination.expect("a job of an audience is given to its outputs");
        job.run(&mut Disk::open(destination)?, self.progress)
    }
}

impl Outputs for OnDisk<'_> {
    fn public(&self, job: &Job<'_>) -> Result<Made, Failure> {
        self.run::<Public>(job)
    }

    fn internal(&self, job: &Job<'_>) -> Result<Made, Failure> {
        self.run::<Internal>(job)
    }

    fn takes(&self, edition: &Edition) -> bool {
        outputs::refusal(self.private, edition, self.root).is_none()
    }

    fn settle(&self, config: &Config) -> Result<(), Failure> {
        Ok(outputs::settle(self.private, config, self.root)?)
    }
}

/// What a build published.
#[derive(Default)]
pub(super) struct Built {
    pub editions: Vec<(String, Published)>,
    pub next_change: Option<Instant>,
}

impl Built {
    fn add(&mut self, edition: &Edition, (published, next): Made) {
        self.next_change = [self.next_change, next].into_iter().flatten().min();
        self.editions.push((edition.name.clone(), published));
    }
}

/// How many editions are made at once: while one is prepared or put in its place, on one thread, the others have another.
/// More would want more memory.
const AT_ONCE: usize = 2;

/// Makes the editions. One of which a page cannot be rendered is made with the built-in templates, so that none of its own keeps
/// anything up; one that cannot be made at all keeps none of the others from losing what has lapsed. The first failure is told
/// when all have had their turn.
pub(super) fn publish_all(
    admitted: Admitted<'_>,
    inputs: &Inputs<'_>,
    themes: &Themes,
    options: &Options,
    outputs: &dyn Outputs,
) -> Result<Built, Failure> {
    let editions: Vec<&Edition> = inputs.editions(&options.editions).collect();
    let mut built = Built::default();
    let mut failed = None;
    let mut plain = Vec::new();
    for (edition, made) in make_each(editions, admitted, inputs, themes, options, outputs) {
        match made {
            Ok(made) => built.add(edition, made),
            Err(Failure::Trouble(trouble)) if edition.theme.is_some() && !trouble.is::<OutputError>() => {
                plain.push(edition);
                failed.get_or_insert(Failure::Unrendered(edition.name.clone(), trouble));
            }
            Err(failure) => _ = failed.get_or_insert(failure),
        }
    }
    if !plain.is_empty() {
        let themes = inputs.plain_themes()?;
        for (edition, made) in make_each(plain, admitted, inputs, &themes, options, outputs) {
            match made {
                Ok(made) => built.add(edition, made),
                Err(failure) => _ = failed.get_or_insert(failure),
            }
        }
    }
    failed.map_or(Ok(built), Err)
}

/// Makes each of some editions, in their order.
fn make_each<'e>(
    editions: Vec<&'e Edition>,
    admitted: Admitted<'_>,
    inputs: &Inputs<'_>,
    themes: &Themes,
    options: &Options,
    outputs: &dyn Outputs,
) -> Vec<(&'e Edition, Result<Made, Failure>)> {
    let config = &inputs.config;
    let make = |edition: &Edition| {
        let theme = &themes[&edition.theme_key()];
        let job = Job { files: &inputs.files, admitted, config, edition, theme, now: options.now.at(config.zone) };
        match edition.audience {
            Readers::Public => outputs.public(&job),
            Readers::Internal => outputs.internal(&job),
        }
    };
    let turn = AtomicUsize::new(0);
    let take_turns = || {
        let turns = std::iter::repeat_with(|| turn.fetch_add(1, Ordering::Relaxed));
        turns.map_while(|n| Some((n, make(editions.get(n)?)))).collect::<Vec<_>>()
    };
    let mut made = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..AT_ONCE).map(|_| scope.spawn(take_turns)).collect();
        let mut made = take_turns();
        for thread in threads {
            made.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        made
    });
    made.sort_unstable_by_key(|(turn, _)| *turn);
    editions.into_iter().zip(made.into_iter().map(|(_, made)| made)).collect()
}
