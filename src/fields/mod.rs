//! What the fields of an item hold: one type in one file, with how it is read and what must add up within it.
//!
//! A value of the wrong form is a finding that says what was expected and shows an example; whatever else is
//! wrong with a field is a finding too, and the value is there all the same.

mod contact;
mod document;
mod forms;
mod ledger;
mod meetings;
mod people;
mod proposals;
mod reader;
mod small;
mod stages;
mod table;
mod tally;
mod window;

pub use contact::{Contact, Task};
pub(crate) use document::{document_number, is_document_number};
pub use ledger::{Ledger, Line, Side};
pub use meetings::{Meeting, too_many};
pub use people::{Person, holds_names, is_name, mask_name};
pub use proposals::Proposal;
pub use small::{
    Apart, counts_persons, grade_named, is_poor, is_small, says_poor, small_count, small_group, small_number,
};
pub use stages::{Progress, Stage, State};
pub use table::Table;
pub use tally::{Choice, Tally};
pub use window::Window;

use crate::calendar::{Moment, Workdays};
use crate::catalogue::FieldType;
use crate::diagnostic::Diagnostics;
pub use crate::source::{Money, Number, Percent};

use crate::source::Node;
use reader::Reader;
use std::sync::Arc;

/// What a field holds, by its type. There are many, mostly small: what is large is boxed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A line of text.
    Text(String),
    /// A text in Markdown.
    Paragraph(String),
    /// A number.
    Number(Number),
    /// Parts of a hundred.
    Percent(Percent),
    /// A sum of money.
    Money(Money),
    /// A day, or a day and a time.
    Date(Moment),
    /// One of the words that the catalogue gives.
    Choice(String),
    /// One person.
    Person(Box<Person>),
    /// Persons.
    People(Vec<Person>),
    /// Two dates.
    Window(Window),
    /// A vote or an appraisal.
    Tally(Box<Tally>),
    /// Steps or tasks.
    Stages(Vec<Stage>),
    /// Income, spending and what is left.
    Ledger(Box<Ledger>),
    /// Rows under columns.
    Table(Table),
    /// Meetings, sessions, activities.
    Meetings(Vec<Meeting>),
    /// Proposals of delegates.
    Proposals(Vec<Proposal>),
    /// Where and when somebody can be reached.
    Contact(Box<Contact>),
    /// Another item, by id.
    Reference(String),
    /// A document number.
    Document(String),
    /// Things to bring or to do.
    Checklist(Vec<Task>),
}

impl Typed {
    /// Whether it says nothing: a list without members.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Paragraph(text) => text.trim().is_empty(),
            Self::People(people) => people.is_empty(),
            Self::Stages(stages) => stages.is_empty(),
            Self::Table(table) => table.rows.is_empty(),
            Self::Meetings(meetings) => meetings.is_empty(),
            Self::Proposals(proposals) => proposals.is_empty(),
            Self::Checklist(tasks) => tasks.is_empty(),
            _ => false,
        }
    }

    /// What it says of persons by name: whether each word is a name. Nothing where no part of its type is a name.
    pub fn persons(&self) -> Vec<(bool, &str)> {
        match self {
            Self::Person(person) => person.words().collect(),
            Self::People(people) => people.iter().flat_map(Person::words).collect(),
            Self::Table(table) => table.cells().collect(),
            Self::Proposals(proposals) => proposals.iter().flat_map(Proposal::words).collect(),
            Self::Text(_)
            | Self::Paragraph(_)
            | Self::Number(_)
            | Self::Percent(_)
            | Self::Money(_)
            | Self::Date(_)
            | Self::Choice(_)
            | Self::Window(_)
            | Self::Tally(_)
            | Self::Stages(_)
            | Self::Ledger(_)
            | Self::Meetings(_)
            | Self::Contact(_)
            | Self::Reference(_)
            | Self::Document(_)
            | Self::Checklist(_) => Vec::new(),
        }
    }

    /// The same with surnames for its names; `None` where no part of its type is a name.
    pub fn masked(&self) -> Option<Self> {
        match self {
            Self::Person(person) => Some(Self::Person(Box::new(person.masked()))),
            Self::People(people) => Some(Self::People(people.iter().map(Person::masked).collect())),
            Self::Table(table) => Some(Self::Table(table.masked())),
            Self::Proposals(proposals) => Some(Self::Proposals(proposals.iter().map(Proposal::masked).collect())),
            _ => {
                debug_assert!(self.persons().is_empty(), "names that nothing masks: {self:?}");
                None
            }
        }
    }
}

/// Reads the value of the field `name`. `None`, with findings that say why, when it is not of its type; without any where
/// nothing stands there.
pub(crate) fn read(
    kind: &FieldType,
    name: &str,
    node: &Node<'_>,
    path: &Arc<str>,
    workdays: &Workdays,
    sink: &mut Diagnostics,
) -> Option<Typed> {
    let mut reader = Reader::new(kind, name, path, workdays, sink);
    let typed = typed(kind, node, &mut reader);
    if typed.is_none() {
        reader.came_to_nothing(node);
    }
    typed
}

fn typed(kind: &FieldType, node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Typed> {
    Some(match kind {
        FieldType::Text => Typed::Text(reader.text(node)?),
        FieldType::Paragraph => Typed::Paragraph(reader.text(node)?),
        FieldType::Number => Typed::Number(reader.parsed(node, Number::parse)?),
        FieldType::Percent => Typed::Percent(reader.parsed(node, Percent::parse)?),
        FieldType::Money => Typed::Money(reader.parsed(node, Money::parse)?),
        FieldType::Date => Typed::Date(reader.moment(node)?),
        FieldType::Choice(words) => Typed::Choice(reader.word(node, words)?),
        FieldType::Person => Typed::Person(Box::new(people::person(node, reader)?)),
        FieldType::People => Typed::People(people::people(node, reader)?),
        FieldType::Window(least) => Typed::Window(window::read(node, *least, reader)?),
        FieldType::Tally(pass) => Typed::Tally(Box::new(tally::read(node, *pass, reader)?)),
        FieldType::Stages { ordered } => Typed::Stages(stages::read(node, *ordered, reader)?),
        FieldType::Ledger => Typed::Ledger(Box::new(ledger::read(node, reader)?)),
        FieldType::Table(columns) => Typed::Table(table::read(node, columns, reader)?),
        FieldType::Meetings => Typed::Meetings(meetings::read(node, reader)?),
        FieldType::Proposals => Typed::Proposals(proposals::read(node, reader)?),
        FieldType::Contact => Typed::Contact(Box::new(contact::contact(node, reader)?)),
        FieldType::Reference => Typed::Reference(reader.text(node)?),
        FieldType::Document => Typed::Document(document::read(node, reader)?),
        FieldType::Checklist => Typed::Checklist(contact::checklist(node, reader)?),
    })
}

#[cfg(test)]
mod tests;
