//! Fields as templates get them: one shape for each type, with everything that is said of it already in words.

mod export;
mod ledger;
mod lists;
mod meetings;
mod numbers;
mod progress;
mod simple;
mod tally;
#[cfg(test)]
mod tests;

pub use export::{Datum, data};
pub(super) use numbers::{percent, said, share};

use crate::address;
use crate::calendar::Zone;
use crate::catalogue::Catalogue;
use crate::fields::Typed;
use crate::projection::FieldItem;
use ledger::LedgerView;
use lists::{PeopleView, TableView, TasksView};
use meetings::MeetingsView;
use numbers::{NumberView, SumView};
use progress::{ProposalsView, StagesView};
use serde::Serialize;
use simple::{ContactView, When, WindowView};
use tally::TallyView;

/// A field with its label.
#[derive(Debug, Hash, Serialize)]
pub(super) struct FieldView<'p> {
    name: &'p str,
    zh: &'p str,
    en: Option<&'p str>,
    internal: bool,
    value: ValueView<'p>,
}

/// A value, in the shape that shows it best.
#[derive(Debug, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum ValueView<'p> {
    Text { text: &'p str },
    Paragraph { text: &'p str, links: bool },
    Number(NumberView<'p>),
    Percent { text: String },
    Money(SumView),
    Date(When),
    Choice(Labelled<'p>),
    People(PeopleView<'p>),
    Window(WindowView),
    Tally(TallyView<'p>),
    Stages(StagesView<'p>),
    Ledger(LedgerView<'p>),
    Table(TableView<'p>),
    Meetings(MeetingsView<'p>),
    Proposals(ProposalsView<'p>),
    Contact(ContactView<'p>),
    Link { path: Option<String>, text: &'p str, expires_at: Option<String> },
    Document { text: &'p str },
    Checklist(TasksView<'p>),
}

impl FieldView<'_> {
    /// Leaves nothing to follow, for forms whose readers have nowhere to go.
    pub(super) fn unlink(&mut self) {
        match &mut self.value {
            ValueView::Paragraph { links, .. } => *links = false,
            ValueView::Link { path, .. } => *path = None,
            ValueView::Contact(contact) => contact.unlink(),
            _ => {}
        }
    }
}

/// A word with its English, where the catalogue has one.
#[derive(Debug, Hash, Serialize)]
struct Labelled<'p> {
    zh: &'p str,
    en: Option<&'p str>,
}

impl<'p> Labelled<'p> {
    fn of(word: &'p str, catalogue: &'p Catalogue) -> Self {
        match catalogue.known_label(word) {
            Some(label) => Self { zh: &label.zh, en: Some(&*label.en).filter(|en| !en.is_empty() && *en != word) },
            None => Self { zh: word, en: None },
        }
    }
}

/// The view of a field.
pub(super) fn field_view<'p>(field: &'p FieldItem, catalogue: &'p Catalogue, zone: Zone) -> FieldView<'p> {
    let label = Labelled::of(&field.name, catalogue);
    FieldView {
        name: &field.name,
        value: value(field, label.zh, catalogue, zone),
        zh: label.zh,
        en: label.en,
        internal: field.internal,
    }
}

fn value<'p>(field: &'p FieldItem, label: &'p str, catalogue: &'p Catalogue, zone: Zone) -> ValueView<'p> {
    if let Some(named) = &field.link {
        return ValueView::Link {
            path: Some(address::item(&named.id)),
            text: &named.title,
            expires_at: named.ends.map(|at| zone.rfc3339(at)),
        };
    }
    match &*field.value {
        Typed::Text(text) | Typed::Reference(text) => ValueView::Text { text },
        Typed::Paragraph(text) => ValueView::Paragraph { text, links: true },
        Typed::Number(number) => ValueView::Number(NumberView::of(*number, label)),
        Typed::Percent(percent) => ValueView::Percent { text: percent.to_string() },
        Typed::Money(sum) => ValueView::Money(SumView::of(*sum)),
        Typed::Date(moment) => ValueView::Date(When::of(*moment)),
        Typed::Choice(word) => ValueView::Choice(Labelled::of(word, catalogue)),
        Typed::Person(person) => ValueView::People(PeopleView::of(std::slice::from_ref(person))),
        Typed::People(people) => ValueView::People(PeopleView::of(people)),
        Typed::Window(window) => ValueView::Window(WindowView::of(*window, field.opening, &catalogue.workdays, zone)),
        Typed::Tally(tally) => ValueView::Tally(TallyView::of(tally, catalogue)),
        Typed::Stages(stages) => ValueView::Stages(StagesView::of(stages, catalogue)),
        Typed::Ledger(ledger) => ValueView::Ledger(LedgerView::of(ledger)),
        Typed::Table(table) => ValueView::Table(TableView::of(table, catalogue)),
        Typed::Meetings(meetings) => ValueView::Meetings(MeetingsView::of(meetings, catalogue)),
        Typed::Proposals(proposals) => ValueView::Proposals(ProposalsView::of(proposals, field.over, catalogue, zone)),
        Typed::Contact(contact) => ValueView::Contact(ContactView::of(contact)),
        Typed::Document(text) => ValueView::Document { text },
        Typed::Checklist(tasks) => ValueView::Checklist(TasksView::of(tasks)),
    }
}
