//! Persons, tables, things to bring.

use super::Labelled;
use crate::catalogue::Catalogue;
use crate::fields::{Person, Table, Task};
use serde::Serialize;

/// Persons.
#[derive(Debug, Hash, Serialize)]
pub(super) struct PeopleView<'p> {
    people: Vec<PersonView<'p>>,
    /// Whether there is more to each than a name.
    described: bool,
}

#[derive(Debug, Hash, Serialize)]
struct PersonView<'p> {
    name: &'p str,
    role: Option<&'p str>,
    note: Option<&'p str>,
}

impl<'p> PeopleView<'p> {
    pub(super) fn of(people: &'p [Person]) -> Self {
        let person = |person: &'p Person| PersonView {
            name: &person.name,
            role: person.role.as_deref(),
            note: person.note.as_deref(),
        };
        Self {
            people: people.iter().map(person).collect(),
            described: people.iter().any(|person| person.role.is_some() || person.note.is_some()),
        }
    }
}

/// Rows under columns; the first column heads its row.
#[derive(Debug, Hash, Serialize)]
pub(super) struct TableView<'p> {
    columns: Vec<Column<'p>>,
    rows: Vec<Vec<Cell<'p>>>,
}

#[derive(Debug, Hash, Serialize)]
struct Column<'p> {
    #[serde(flatten)]
    label: Labelled<'p>,
    number: bool,
}

#[derive(Debug, Hash, Serialize)]
struct Cell<'p> {
    text: &'p str,
    number: bool,
}

impl<'p> TableView<'p> {
    pub(super) fn of(table: &'p Table, catalogue: &'p Catalogue) -> Self {
        let Table { columns, rows } = table;
        let numeric = |at: usize| {
            let mut cells = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty()).peekable();
            at > 0 && cells.peek().is_some() && cells.all(|cell| is_number(cell))
        };
        let numbers: Vec<bool> = (0..columns.len()).map(numeric).collect();
        let column =
            |(label, number): (&'p String, &bool)| Column { label: Labelled::of(label, catalogue), number: *number };
        let cells = |row: &'p Vec<String>| {
            row.iter().zip(&numbers).map(|(text, number)| Cell { text, number: *number }).collect()
        };
        Self { columns: columns.iter().zip(&numbers).map(column).collect(), rows: rows.iter().map(cells).collect() }
    }
}

/// Whether a cell is a number, and not a date or a word.
fn is_number(cell: &str) -> bool {
    let digits = cell.trim_end_matches(['%', '％']).trim_start_matches(['-', '−']);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

/// Things to bring or to do.
#[derive(Debug, Hash, Serialize)]
pub(super) struct TasksView<'p> {
    tasks: Vec<TaskView<'p>>,
}

#[derive(Debug, Hash, Serialize)]
struct TaskView<'p> {
    text: &'p str,
    done: bool,
}

impl<'p> TasksView<'p> {
    pub(super) fn of(tasks: &'p [Task]) -> Self {
        Self { tasks: tasks.iter().map(|task| TaskView { text: &task.text, done: task.done }).collect() }
    }
}
