//! C032: groups of members so small that their figures point at persons. They are merged with others.

use super::binding;
use crate::catalogue::Pii;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::fields::{Number, Typed};
use crate::model::{Field, Item, Register};

/// The least number of persons whose figures may stand by themselves.
const LEAST: u32 = 3;

/// Columns and fields that count persons or households.
const COUNTS: [&str; 3] = ["人数", "户数", "households"];

/// A grade that is made known in any case, and what is no group.
const NO_GROUP: [&str; 5] = ["优秀", "弃权", "有效票", "废票", "无效票"];

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    for item in binding(register) {
        let entry = &register.catalogue.entries[item.entry];
        if matches!(entry.pii, Some(Pii::Aggregate | Pii::Masked)) {
            let shown = item.fields.iter().filter(|field| !field.internal);
            shown.filter_map(|field| small(item, field)).for_each(|finding| sink.push(finding));
        }
    }
}

fn small(item: &Item, field: &Field) -> Option<Diagnostic> {
    let (what, count) = match field.typed.as_deref()? {
        Typed::Tally(tally) => {
            let group = |name: &str| !NO_GROUP.contains(&name);
            let small = tally.options.iter().find(|choice| is_small(choice.votes) && group(&choice.name))?;
            (small.name.clone(), small.votes)
        }
        Typed::Table(table) => {
            let mut counted = table.columns.iter().filter(|column| COUNTS.iter().any(|word| column.contains(word)));
            counted.find_map(|column| {
                let cells = table.rows.iter().filter_map(|row| Some((row, whole(table.cell(row, column)?)?)));
                let (row, count) = cells.into_iter().find(|(_, count)| is_small(*count))?;
                Some((row.first().cloned().unwrap_or_default(), count))
            })?
        }
        Typed::Number(number) if COUNTS.contains(&&*field.name) => {
            let count = u32::try_from(number.0 / 1000).ok().filter(|count| is_small(*count))?;
            (field.name.to_string(), count)
        }
        _ => return None,
    };
    Some(finding(item.span(field.mark), &what, count))
}

fn is_small(count: u32) -> bool {
    (1..LEAST).contains(&count)
}

fn whole(cell: &str) -> Option<u32> {
    let number = Number::parse(cell.trim_end_matches(['人', '户', '名']))?;
    u32::try_from(number.0 / 1000).ok()
}

fn finding(span: Span, what: &str, count: u32) -> Diagnostic {
    let (zh, en) = (
        format!("“{what}”只有 {count} 个，能看出是谁"),
        format!("`{what}` counts {count} only, which points at persons"),
    );
    Diagnostic::new(&codes::C032, span, zh, en).help(
        "不足 3 人（户）的，与相邻的一组合并，或并入下一期",
        "Merge what counts less than three with the group beside it, or with the next period",
    )
}
