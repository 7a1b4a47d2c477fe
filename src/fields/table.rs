//! Tables, row by row.

use super::people::{holds_names, is_name, is_total, mask_name};
use super::reader::Reader;
use crate::catalogue::is_remark;
use crate::source::{Node, Value};

/// Rows under the columns that the catalogue gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<String>,
    /// Its rows: as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The cells of a column, from the top.
    pub fn column(&self, name: &str) -> impl Iterator<Item = &str> {
        let position = self.columns.iter().position(|column| column == name);
        self.rows.iter().filter_map(move |row| row.get(position?).map(String::as_str))
    }

    /// Its cells, and whether each is under a column of names.
    pub fn cells(&self) -> impl Iterator<Item = (bool, &str)> {
        let named: Vec<bool> = self.columns.iter().map(|column| holds_names(column)).collect();
        self.rows.iter().flat_map(move |row| {
            named.clone().into_iter().zip(row).map(|(named, cell)| (named && is_name(cell), cell.as_str()))
        })
    }

    /// The same with surnames in columns of names.
    pub(super) fn masked(&self) -> Self {
        let Self { columns, rows } = self;
        let mask = |(column, cell): (&String, &String)| match holds_names(column) && is_name(cell) {
            true => mask_name(cell),
            false => cell.clone(),
        };
        let rows = rows.iter().map(|row| columns.iter().zip(row).map(mask).collect()).collect();
        Self { columns: columns.clone(), rows }
    }

    /// The first name that a row holds.
    pub fn name<'t>(&'t self, row: &'t [String]) -> Option<&'t str> {
        let mut cells = self.columns.iter().zip(row);
        cells.find(|(column, cell)| holds_names(column) && is_name(cell)).map(|(_, cell)| cell.as_str())
    }

    /// The cell of a row under a column.
    pub fn cell<'t>(&'t self, row: &'t [String], name: &str) -> Option<&'t str> {
        let position = self.columns.iter().position(|column| column == name)?;
        row.get(position).map(String::as_str).filter(|cell| !cell.is_empty())
    }
}

/// A list of rows: `{ column: cell }`, or the cells alone in the order of the columns. A cell may be empty; one of a remark
/// may be left out, and any in a row of totals.
pub(super) fn read(node: &Node<'_>, columns: &[String], reader: &mut Reader<'_>) -> Option<Table> {
    let read: Vec<Option<Vec<String>>> = reader.list(node).iter().map(|node| row(node, columns, reader)).collect();
    Some(Table { columns: columns.to_vec(), rows: read.into_iter().collect::<Option<_>>()? })
}

fn row<'n>(node: &'n Node<'n>, columns: &'n [String], reader: &mut Reader<'_>) -> Option<Vec<String>> {
    if let Value::List(cells) = &node.value {
        if cells.len() != columns.len() {
            reader.wrong(
                &node.range,
                &format!("这一行有 {} 格，应当是 {} 格", cells.len(), columns.len()),
                &format!("this row has {} cells instead of {}", cells.len(), columns.len()),
            );
            return None;
        }
        return cells.iter().map(|cell| text(cell, reader)).collect();
    }
    let mut record = reader.record(node)?;
    let mut cells: Vec<Option<String>> = Vec::with_capacity(columns.len());
    let sums_up = matches!(&node.value, Value::Map(parts)
        if parts.iter().any(|(_, cell)| matches!(&cell.value, Value::Scalar(text) if is_total(text))));
    for column in columns {
        let cell = record.take(column).map_or(Some(String::new()), |cell| text(cell, reader));
        if !record.says(column) && !is_remark(column) && !sums_up {
            reader.lacks(&mut record, column);
        }
        cells.push(cell);
    }
    reader.finish(record);
    cells.into_iter().collect()
}

fn text(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<String> {
    match &node.value {
        Value::Scalar(text) => Some(text.trim().to_owned()),
        Value::Null => Some(String::new()),
        Value::List(_) | Value::Map(_) => {
            reader.wrong(&node.range, "一格里应当是一个值", "a cell takes a single value");
            None
        }
    }
}
