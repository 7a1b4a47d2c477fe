//! Opinions kept in a spreadsheet, as CSV, turned into files: one file a row. All that is wrong is told at once.

mod columns;
mod row;

use super::offices::Offices;
use crate::config::Config;
use crate::model::Register;
use columns::COLUMNS;
use csv::{ReaderBuilder, StringRecord};
use row::{Filed, Row};
use std::collections::{HashMap, HashSet};

/// What a spreadsheet comes to.
#[derive(Debug, Default)]
pub struct Intake {
    /// How many rows there are.
    pub rows: usize,
    /// The file of each opinion: its path from the site's root, and its text. Rows that say the same are one.
    pub files: Vec<(String, String)>,
    /// The paths of those that held personal data or the sender's name, which were masked.
    pub masked: Vec<String>,
}

/// Something wrong with a cell, or with a row or the whole where no column is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line in the file, from one.
    pub line: u64,
    /// The column, as the file calls it.
    pub column: Option<String>,
    /// What, in Chinese.
    pub zh: String,
    /// What, in English.
    pub en: String,
}

/// The header of a spreadsheet and one example.
pub fn template() -> String {
    let rows = [COLUMNS.map(|column| column.zh), COLUMNS.map(|column| column.example)];
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        out.write_record(row).expect("memory takes what is written");
    }
    format!("\u{FEFF}{}", String::from_utf8_lossy(&out.into_inner().expect("memory takes what is written")))
}

/// Reads the rows of a decoded spreadsheet into files of the organisation at a position. The same row always makes the
/// same path.
pub fn intake(text: &str, config: &Config, register: &Register, organisation: usize) -> Result<Intake, Vec<Problem>> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = match records.next() {
        Some(Ok(header)) => header,
        Some(Err(error)) => return Err(vec![unreadable(&error)]),
        None => {
            let (zh, en) = ("表格是空的".to_owned(), "the sheet is empty".to_owned());
            return Err(vec![Problem { line: 1, column: None, zh, en }]);
        }
    };
    if let Some(mark) = columns::parted_by(&header) {
        let zh = format!("各列之间是{mark}，请在表格软件里另存为“CSV（逗号分隔）”");
        let en = "the columns are not parted by commas: save the sheet as CSV (comma delimited)".to_owned();
        return Err(vec![Problem { line: 1, column: None, zh, en }]);
    }
    let (places, mut problems) = columns::places(&header);
    let offices = Offices::of(config, &register.organisations);
    let folder = format!("{}/{}", register.organisations[organisation].folder(), super::opinion::FOLDER);
    let ids = register.by_id();
    let mut intake = Intake::default();
    let mut paths = HashSet::new();
    for record in records {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.push(unreadable(&error));
                continue;
            }
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        intake.rows += 1;
        let line = record.position().map_or(0, csv::Position::line);
        if is_example(&record, &places) {
            let (zh, en) = ("这是样表里的示例，请删去这一行", "this is the example of the template: delete the line");
            problems.push(Problem { line, column: None, zh: zh.to_owned(), en: en.to_owned() });
            continue;
        }
        let known = |id: &str| ids.contains_key(id);
        let row = Row {
            line,
            organisation: &register.organisations[organisation].id,
            cells: &record,
            header: &header,
            places: &places,
        };
        match row.file(&offices, &known) {
            Ok(Filed { id, text, masked }) => {
                let path = format!("{folder}/{id}.md");
                if paths.insert(path.clone()) {
                    intake.masked.extend(masked.then(|| path.clone()));
                    intake.files.push((path, text));
                }
            }
            Err(found) => problems.extend(found),
        }
    }
    if intake.rows == 0 && problems.is_empty() {
        let (zh, en) = ("表格里没有意见".to_owned(), "the sheet has no opinions".to_owned());
        problems.push(Problem { line: 1, column: None, zh, en });
    }
    if problems.is_empty() { Ok(intake) } else { Err(problems) }
}

/// Whether a row is the example that the template shows.
fn is_example(row: Cells<'_>, places: &HashMap<&'static str, usize>) -> bool {
    let same =
        |id: &str, example: &str| places.get(id).and_then(|place| row.get(*place)).map(str::trim) == Some(example);
    ["title", "text"].into_iter().all(|id| COLUMNS.iter().any(|column| column.id == id && same(id, column.example)))
}

fn unreadable(error: &csv::Error) -> Problem {
    let line = error.position().map_or(1, csv::Position::line);
    Problem { line, column: None, zh: "这一行不是规范的 CSV".to_owned(), en: "this line is not CSV".to_owned() }
}

/// The cells of a row by column.
pub(super) type Cells<'r> = &'r StringRecord;
