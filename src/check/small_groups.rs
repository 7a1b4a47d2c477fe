//! C032: groups of members so small that their figures point at persons. They are merged with others. Tables of the
//! text are read where it is loaded.

use crate::catalogue::Pii;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fields::{Choice, Typed, counts_persons, is_small, small_count, small_group, small_number};
use crate::model::{Field, Item, Register};

/// A grade that is made known in any case, and what is no group.
const NO_GROUP: [&str; 2] = ["优秀", "弃权"];

pub(super) fn check(item: &Item, register: &Register, sink: &mut Diagnostics) {
    let entry = &register.catalogue.entries[item.entry];
    if matches!(entry.pii, Some(Pii::Aggregate | Pii::Masked)) {
        let shown = item.fields.iter().filter(|field| !field.internal);
        shown.filter_map(|field| small(item, field)).for_each(|finding| sink.push(finding));
    }
}

fn small(item: &Item, field: &Field) -> Option<Diagnostic> {
    let (what, count) = match field.typed.as_deref()? {
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
    };
    Some(small_group(item.span(field.mark), &what, count))
}
