//! D022: days that are still to come, of what has happened or is far away. Warnings, as what is late: what is published does
//! not depend on the instant of a check.

use crate::calendar::{Horizon, Moment};
use crate::catalogue::FieldType;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::duties::{first_day, previous};
use crate::fields::{Progress, Stage, Typed};
use crate::model::{Item, Register};
use chrono::NaiveDate;

pub(super) fn check(register: &Register, horizon: &Horizon, sink: &mut Diagnostics) {
    for item in &register.items {
        days(register, item, horizon, sink);
        stages(register, item, horizon, sink);
        period(register, item, horizon, sink);
    }
    for organisation in &register.organisations {
        for (key, day) in [("founded", organisation.founded), ("dissolved", organisation.dissolved)] {
            if let Some((day, mark)) = day
                && !horizon.reached(register.zone.start_of(day).plus_days(-YEAR))
            {
                sink.push(far(key, day, organisation.span(mark)));
            }
        }
    }
}

/// Days ahead at which a day is mostly a slip in the year.
const YEAR: i64 = 366;

/// The finding of a day far ahead.
fn far(key: &str, day: NaiveDate, span: Span) -> Diagnostic {
    let (zh, en) = (
        format!("{key} 的日期 {day} 还很远，像是年份写错了"),
        format!("{day} in `{key}` is far ahead: a slip in the year?"),
    );
    Diagnostic::new(&codes::D022, span, zh, en).help("核对年、月、日", "Check the date")
}

/// Days that are so far away that the year is mostly a slip: a publication, a withdrawal, and
/// a change or a review, which has happened.
fn days(register: &Register, item: &Item, horizon: &Horizon, sink: &mut Diagnostics) {
    let zone = register.zone;
    let publish = ("publish", item.publish, YEAR, item.marks.publish);
    let withdrawn = item.withdrawn.as_ref().map(|withdrawn| ("withdrawn", withdrawn.date, 92, item.marks.withdrawn));
    let changes = item.changes.iter().map(|change| ("changes", change.date));
    let looked = [("updated", item.updated), ("reviewed", item.reviewed)];
    let been = looked.into_iter().filter_map(|(key, day)| Some((key, day?))).chain(changes);
    let been = been.map(|(key, day)| (key, Moment::Day(day), 0, item.marks.whole));
    for (key, day, most, mark) in std::iter::once(publish).chain(withdrawn).chain(been) {
        if horizon.reached(day.start(zone).plus_days(-most)) {
            continue;
        }
        let day = day.day();
        if most > 0 {
            sink.push(far(key, day, item.span(mark)));
            continue;
        }
        let (zh, en) = (format!("{key} 里的日期 {day} 还没有到"), format!("the day {day} in `{key}` is still to come"));
        let finding = Diagnostic::new(&codes::D022, item.span(mark), zh, en);
        sink.push(finding.help("核对年、月、日", "Check the date"));
    }
}

/// Steps that follow one another and are done, on days still to come. In other lists a day may be that by which
/// something is due.
fn stages(register: &Register, item: &Item, horizon: &Horizon, sink: &mut Diagnostics) {
    let done = |stage: &&Stage| stage.state.as_ref().is_some_and(|state| state.progress == Progress::Done);
    for field in &item.fields {
        let Some(Typed::Stages(stages)) = field.typed.as_deref().filter(|_| is_ordered(register, item, &field.name))
        else {
            continue;
        };
        for stage in stages.iter().filter(done) {
            let Some(day) = stage.date.filter(|day| !horizon.reached(register.zone.start_of(*day))) else {
                continue;
            };
            let name = &stage.name;
            let (zh, en) = (
                format!("“{name}”的日期 {day} 还没有到，却写成已经完成"),
                format!("`{name}` on {day} is still to come, and is said to be done"),
            );
            sink.push(
                Diagnostic::new(&codes::D022, item.span(field.mark), zh, en)
                    .help("核对日期和 state；还没有办的，办完再改", "Check the date and `state`"),
            );
        }
    }
}

/// Whether a field holds steps that follow one another.
fn is_ordered(register: &Register, item: &Item, name: &str) -> bool {
    let specs = &register.catalogue.entries[item.entry].fields;
    specs.iter().any(|spec| *spec.name == *name && spec.kind == FieldType::Stages { ordered: true })
}

/// The period of an item is at most the one after that in which the check is made.
fn period(register: &Register, item: &Item, horizon: &Horizon, sink: &mut Diagnostics) {
    let Some(period) = item.period else {
        return;
    };
    if horizon.reached(register.zone.start_of(first_day(previous(period)))) {
        return;
    }
    let (zh, en) = (
        format!("所属期间{}还很远，像是年份写错了", period.chinese()),
        format!("the period {period} is far ahead: a slip in the year?"),
    );
    sink.push(Diagnostic::new(&codes::D022, item.span(item.marks.entry), zh, en).help("核对 period", "Check `period`"));
}
