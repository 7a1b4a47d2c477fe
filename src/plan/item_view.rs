//! An item as templates get it: as a row of a list, and whole.

use super::attachments::{AttachmentView, attachment};
use super::fields::{FieldView, field_view};
use super::history::{Event, history};
use super::views::ThreadView;
use crate::address;
use crate::calendar::{Zone, chinese_day, iso_day};
use crate::catalogue::{Catalogue, Clearance};
use crate::projection::{ApprovalStep, CommonItem, EntryCard, ItemView, OrganisationCard, Window, Word};
use serde::Serialize;

/// An item in a list: what lists show of it, and no more, since there are many.
#[derive(Debug, Hash, Serialize)]
pub struct Row<'p> {
    path: String,
    title: &'p str,
    who: Who<'p>,
    publish: String,
    expires: Option<String>,
    expires_at: Option<String>,
    state: Word,
    closes_at: Option<String>,
    focus: bool,
    internal: bool,
    window: Option<WindowView>,
}

/// What a list names beside a title: the organisation, or in an organisation's own lists the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The organisation.
    Organisation,
    /// The entry.
    Entry,
}

#[derive(Debug, Hash, Serialize)]
struct Who<'p> {
    zh: &'p str,
    #[serde(skip_serializing_if = "str::is_empty")]
    en: &'p str,
    path: &'p str,
}

/// The next item of the same entry and organisation.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Neighbour<'p> {
    path: String,
    title: &'p str,
    publish: String,
    expires_at: Option<String>,
}

impl<'p> Neighbour<'p> {
    /// An item, as its neighbours name it.
    pub(super) fn of<I: ItemView>(item: &'p I, zone: Zone) -> Self {
        let item: &CommonItem = item.as_ref();
        Neighbour {
            path: address::item(&item.id),
            title: &item.title,
            publish: iso_day(item.published),
            expires_at: item.ends.map(|at| zone.rfc3339(at)),
        }
    }
}

#[derive(Debug, Hash, Serialize)]
struct WindowView {
    opens: String,
    closes: String,
    closes_at: String,
}

impl WindowView {
    fn of(window: Window, zone: Zone) -> Self {
        Self {
            opens: iso_day(window.opens.day()),
            closes: iso_day(window.closes.day()),
            closes_at: zone.rfc3339(window.closes.end(zone)),
        }
    }
}

#[derive(Debug, Hash, Serialize)]
struct PeriodView {
    zh: String,
}

impl<'p> Row<'p> {
    /// The row of an item.
    pub(super) fn of<I: ItemView>(item: &'p I, by: By, zone: Zone) -> Self {
        let internal = item.internal();
        let item: &CommonItem = item.as_ref();
        Row {
            path: address::item(&item.id),
            title: &item.title,
            who: match by {
                By::Organisation => Who { zh: &item.organisation.zh, en: "", path: &item.organisation.path },
                By::Entry => Who { zh: &item.entry.zh, en: &item.entry.en, path: &item.entry.path },
            },
            publish: iso_day(item.published),
            expires: item.last_day.map(iso_day),
            expires_at: item.ends.map(|at| zone.rfc3339(at)),
            state: item.state.word(),
            closes_at: item.closes(zone).map(|at| zone.rfc3339(at)),
            focus: item.focus,
            internal,
            window: item.window.map(|window| WindowView::of(window, zone)),
        }
    }

    /// The row of an item among those on which opinions are heard: it leaves them when its window closes.
    pub(super) fn open<I: ItemView>(item: &'p I, zone: Zone) -> Self {
        let until = item.as_ref().open_until(zone).map(|at| zone.rfc3339(at));
        Row { expires_at: until, ..Self::of(item, By::Organisation, zone) }
    }
}

/// The rows of a list, by position: each is made once, whatever lists it.
#[derive(Debug)]
pub struct RowRefs {
    /// What they name beside a title.
    pub by: By,
    /// Whether they are past their term.
    pub past: bool,
    /// Positions among the items in their term, or among those past it.
    pub positions: Vec<u32>,
}

impl RowRefs {
    /// What names each row.
    pub fn iter(&self) -> impl Iterator<Item = (By, bool, u32)> {
        self.positions.iter().map(|position| (self.by, self.past, *position))
    }
}

/// Positions shift with every new item, so they are no part of what a page is made of: its rows are.
impl std::hash::Hash for RowRefs {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// The rows of some items.
pub(super) fn rows<'p, I: ItemView + 'p>(items: impl IntoIterator<Item = &'p I>, by: By, zone: Zone) -> Vec<Row<'p>> {
    items.into_iter().map(|item| Row::of(item, by, zone)).collect()
}

/// An item, whole.
#[derive(Debug, Hash, Serialize)]
pub(super) struct ItemData<'p> {
    id: &'p str,
    title: &'p str,
    publish: String,
    publish_zh: String,
    expires: Option<String>,
    expires_zh: Option<String>,
    state: Word,
    closes_at: Option<String>,
    focus: bool,
    internal: bool,
    /// Whether a part of a public item is for members alone.
    inner: bool,
    window: Option<WindowView>,
    /// The page's place is made of it apart, so it has to be in the recipe.
    entry: &'p EntryCard,
    organisation: &'p OrganisationCard,
    document: Option<&'p str>,
    summary: Option<&'p str>,
    period: Option<PeriodView>,
    audience: Word,
    updated: Option<String>,
    updated_zh: Option<String>,
    responsible: Option<&'p str>,
    keywords: Vec<&'p str>,
    reviewed: Option<String>,
    term_reason: Option<&'p str>,
    internal_reason: Option<&'p str>,
    public_from: Option<String>,
    within: Option<&'p OrganisationCard>,
    fields: Vec<FieldView<'p>>,
    attachments: Vec<AttachmentView<'p>>,
    history: Vec<Event<'p>>,
    approval: Vec<Step<'p>>,
    past: bool,
    thread: Option<ThreadView<'p>>,
    result: Option<&'p str>,
    from_at: String,
    to_at: Option<String>,
}

#[derive(Debug, Hash, Serialize)]
struct Step<'p> {
    zh: &'p str,
    en: &'p str,
    by: Option<&'p str>,
    date: String,
}

impl<'p> Step<'p> {
    fn of(step: &'p ApprovalStep) -> Self {
        Self { zh: step.words.0, en: step.words.1, by: step.by.as_deref(), date: iso_day(step.date) }
    }
}

/// How far an item is open, in a word.
pub fn openness<I: ItemView>(item: &I) -> Word {
    let clearance = if item.internal() { Clearance::Internal } else { Clearance::Public };
    Word { id: clearance.id(), zh: clearance.zh(), en: clearance.en() }
}

impl<'p> ItemData<'p> {
    /// All that a page shows of an item but its text.
    pub(super) fn of<I: ItemView>(
        item: &'p I,
        past: bool,
        thread: Option<ThreadView<'p>>,
        catalogue: &'p Catalogue,
        zone: Zone,
    ) -> Self {
        let public: &CommonItem = item.as_ref();
        ItemData {
            id: &public.id,
            title: &public.title,
            publish: iso_day(public.published),
            publish_zh: chinese_day(public.published),
            expires: public.last_day.map(iso_day),
            expires_zh: public.last_day.map(chinese_day),
            state: public.state.word(),
            closes_at: public.closes(zone).map(|at| zone.rfc3339(at)),
            focus: public.focus,
            internal: item.internal(),
            inner: !item.internal()
                && (item.reading().text.is_partly_internal()
                    || item.fields().iter().any(|field| field.internal)
                    || item.attachments().iter().any(|file| file.internal)),
            window: public.window.map(|window| WindowView::of(window, zone)),
            entry: &public.entry,
            organisation: &public.organisation,
            document: public.document.as_deref(),
            summary: public.summary.as_deref(),
            period: public.period.map(|period| PeriodView { zh: period.chinese() }),
            audience: openness(item),
            updated: public.updated.map(iso_day),
            updated_zh: public.updated.map(chinese_day),
            responsible: public.responsible.as_deref(),
            keywords: public.keywords.iter().map(|word| &**word).collect(),
            reviewed: public.reviewed.map(iso_day),
            term_reason: public.term_reason.as_deref(),
            internal_reason: item.internal_reason(),
            public_from: public.public_from.map(iso_day),
            within: item.within().map(|card| &**card),
            fields: item.fields().into_iter().map(|field| field_view(field, catalogue, zone)).collect(),
            attachments: item.attachments().into_iter().map(|file| attachment(&public.id, file)).collect(),
            history: history(public, &item.reading().approval, zone),
            approval: item.reading().approval.iter().map(Step::of).collect(),
            past,
            thread,
            result: public.result.as_deref(),
            from_at: zone.rfc3339(public.opens),
            to_at: public.ends.map(|at| zone.rfc3339(at)),
        }
    }

    /// The same with nothing to follow, for forms whose readers have nowhere to go.
    pub(super) fn unlinked(mut self) -> Self {
        self.fields.iter_mut().for_each(FieldView::unlink);
        self
    }
}
