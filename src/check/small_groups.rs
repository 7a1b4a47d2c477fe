//! C032: groups of members so small that their figures point at persons. They are merged with others, or an approver accepts
//! that members see them. Tables of the text are read where it is loaded.

use crate::catalogue::{Pii, Tier};
use crate::diagnostic::Diagnostics;
use crate::fields::{Apart, Choice, Typed, counts_persons, is_small, small_count, small_group, small_number};
use crate::model::{Clearance, Field, Item, Register};

/// A grade that is made known in any case, and what is no group.
const NO_GROUP: [&str; 2] = ["优秀", "弃权"];

pub(super) fn check(item: &Item, register: &Register, sink: &mut Diagnostics) {
    let entry = &register.catalogue.entries[item.entry];
    let open = item.clearance == Clearance::Public;
    if !matches!(entry.pii, Some(Pii::Aggregate | Pii::Masked)) || item.accepted && !open {
        return;
    }
    let apart = if open { Apart::Field } else { Apart::Accepted };
    for field in item.fields.iter().filter(|field| !field.internal) {
        if let Some((what, count)) = small(field) {
            // Options and cells are named by those who write them, a field by the catalogue.
            let label = register.catalogue.label(&what);
            let en = if label.en.is_empty() { &what } else { &label.en };
            let names = if *what == *field.name { (label.zh.as_str(), en.as_str()) } else { (&*what, &*what) };
            sink.push(small_group(item.span(field.mark), names, count, entry.tier == Tier::Periodic, apart));
        }
    }
}

/// The first group of a field that counts too few: its name, and how many.
fn small(field: &Field) -> Option<(String, u32)> {
    Some(match field.typed.as_deref()? {
        Typed::Tally(tally) => {
            let group = |choice: &Choice| !choice.counts_ballots() && !NO_GROUP.contains(&&*choice.name);
            let small = tally.options.iter().find(|choice| is_small(choice.votes) && group(choice))?;
            (small.name.clone(), small.votes)
        }
        Typed::Table(table) => {
            let mut counted = table.columns.iter().filter(|column| counts_persons(column));
            counted.find_map(|column| {
                let mut cells = table.rows.iter().filter_map(|row| Some((row, small_count(table.cell(row, column)?)?)));
                let (row, count) = cells.next()?;
                Some((row.first().cloned().unwrap_or_default(), count))
            })?
        }
        Typed::Number(number) if counts_persons(&field.name) => (field.name.to_string(), small_number(*number)?),
        _ => return None,
    })
}
