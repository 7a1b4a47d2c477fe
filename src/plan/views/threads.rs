//! Threads (来龙去脉): how a matter went from its draft to its execution, as far as the readers may know.

use super::Content;
use crate::address;
use crate::calendar::{Instant, Zone, iso_day};
use crate::catalogue::Label;
use crate::fields::Typed;
use crate::plan::Plan;
use crate::projection::{Audience, CommonItem, EntryCard, ItemView, OrganisationCard, Remains, StepAt, Thread};
use serde::Serialize;

/// The field that says at which step of several an item is.
const STEP: &str = "step";

/// A thread, whole.
#[derive(Debug, Hash, Serialize)]
pub(in crate::plan) struct ThreadView<'p> {
    path: String,
    title: &'p str,
    /// When the item that gives the title leaves.
    expires_at: Option<String>,
    begun: String,
    newest: String,
    /// How many steps there are; of many, a page may show some.
    count: usize,
    steps: Vec<StepView<'p>>,
}

/// Which steps of a thread are told with their titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// All that can be read on the website.
    Readable,
    /// Those in their term, in forms that have no page for others.
    Standing,
}

impl ThreadView<'_> {
    /// Keeps some of its steps.
    pub(in crate::plan) fn cut(mut self, skip: usize, most: usize) -> Self {
        self.steps = self.steps.drain(..).skip(skip).take(most).collect();
        self
    }
}

/// An item of a thread.
#[derive(Debug, Hash, Serialize)]
struct StepView<'p> {
    stage: String,
    stage_en: String,
    title: Option<&'p str>,
    /// Empty where a form has no page for it.
    path: String,
    date: String,
    organisation: &'p OrganisationCard,
    document: Option<&'p str>,
    internal: bool,
    here: bool,
    expires_at: Option<String>,
}

impl StepView<'_> {
    /// The step without what names its item.
    fn untitled(self) -> Self {
        Self { title: None, path: String::new(), document: None, expires_at: None, ..self }
    }
}

impl<A: Audience> Plan<A> {
    /// The page of a thread.
    pub(super) fn thread_page(&self, n: usize) -> (&'static str, String, Content<'_>) {
        let thread = self.thread(&self.projection.threads.all[n], "", Told::Readable);
        ("thread.html", format!("{} · 来龙去脉", thread.title), Content::Thread { thread: Box::new(thread) })
    }

    /// Every thread.
    pub(super) fn threads_page(&self) -> (&'static str, String, Content<'_>) {
        let threads =
            self.projection.threads.all.iter().map(|thread| self.thread(thread, "", Told::Readable)).collect();
        ("threads.html", "来龙去脉".to_owned(), Content::Threads { threads })
    }

    /// The thread of an item.
    pub(super) fn thread_of(&self, id: &str) -> Option<ThreadView<'_>> {
        let n = self.projection.threads.of(id)?;
        Some(self.thread(&self.projection.threads.all[n], id, Told::Readable))
    }

    /// The thread of an item, in forms that show what is in its term only.
    pub(super) fn standing_thread_of(&self, id: &str) -> Option<ThreadView<'_>> {
        let n = self.projection.threads.of(id)?;
        Some(self.thread(&self.projection.threads.all[n], id, Told::Standing))
    }

    /// A thread, in those forms.
    pub(super) fn standing_thread(&self, n: usize) -> ThreadView<'_> {
        self.thread(&self.projection.threads.all[n], "", Told::Standing)
    }

    /// When the first item of a thread leaves.
    pub(in crate::plan) fn thread_lapses(projection: &crate::projection::Projection<A>, n: usize) -> Option<Instant> {
        let ends = |step: &StepAt| match step {
            StepAt::Current(n) => projection.items[*n].as_ref().ends,
            StepAt::Past(n) => projection.past[*n].as_ref().ends,
            StepAt::Remains(_) => None,
        };
        projection.threads.all[n].steps.iter().filter_map(ends).min()
    }

    fn thread<'p>(&'p self, thread: &Thread, here: &str, told: Told) -> ThreadView<'p> {
        let steps: Vec<StepView<'_>> = thread.steps.iter().map(|step| self.step(*step, here, told)).collect();
        let titled = steps.iter().find(|step| step.title.is_some());
        let day = |step: Option<&StepView<'_>>| step.map(|step| step.date.clone()).unwrap_or_default();
        ThreadView {
            path: address::thread(&thread.id),
            title: titled.and_then(|step| step.title).unwrap_or("公开期已满的事项"),
            expires_at: titled.and_then(|step| step.expires_at.clone()),
            begun: day(steps.first()),
            newest: day(steps.last()),
            count: steps.len(),
            steps,
        }
    }

    fn step(&self, step: StepAt, here: &str, told: Told) -> StepView<'_> {
        let zone = self.projection.zone;
        match step {
            StepAt::Current(n) => self.item_step(self.item(n), here, zone),
            StepAt::Past(n) => {
                let step = self.item_step(&self.projection.past[n], here, zone);
                if told == Told::Standing { step.untitled() } else { step }
            }
            StepAt::Remains(n) if told == Told::Standing => self.remains_step(&self.projection.remains[n]).untitled(),
            StepAt::Remains(n) => self.remains_step(&self.projection.remains[n]),
        }
    }

    fn item_step<'p>(&'p self, item: &'p A::Item, here: &str, zone: Zone) -> StepView<'p> {
        let public: &CommonItem = item.as_ref();
        let fields = item.fields();
        let word = fields.iter().find_map(|field| match &*field.value {
            Typed::Choice(word) if &*field.name == STEP => Some(self.projection.catalogue.label(word)),
            _ => None,
        });
        let stage = word.unwrap_or_else(|| self.stage(&public.entry));
        StepView {
            stage: stage.zh,
            stage_en: stage.en,
            title: Some(&public.title),
            path: address::item(&public.id),
            date: iso_day(public.published),
            organisation: &public.organisation,
            document: public.document.as_deref(),
            internal: item.internal(),
            here: *public.id == *here,
            expires_at: public.ends.map(|at| zone.rfc3339(at)),
        }
    }

    fn remains_step<'p>(&'p self, remains: &'p Remains) -> StepView<'p> {
        let stage = self.stage(&remains.entry);
        StepView {
            stage: stage.zh,
            stage_en: stage.en,
            title: None,
            path: address::item(&remains.id),
            date: iso_day(remains.opened),
            organisation: &remains.organisation,
            document: None,
            internal: false,
            here: false,
            expires_at: None,
        }
    }

    /// What items of an entry are in a thread.
    fn stage(&self, card: &EntryCard) -> Label {
        let own = self.projection.catalogue.entries[card.position].stage.clone();
        own.unwrap_or_else(|| Label { zh: card.zh.clone(), en: card.en.clone() })
    }
}
