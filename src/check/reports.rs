//! C021, C022, C023, C029: two-way reports and grades.

use super::happened::told_on;
use super::required::given;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::fields::{Tally, Typed, grade_named, is_poor, says_poor};
use crate::model::{Clearance, Item, Register};

pub(super) fn check(item: &Item, register: &Register, sink: &mut Diagnostics) {
    let entry = &*register.catalogue.entries[item.entry].id;
    follow_up(item, sink);
    named(item, sink);
    if entry == "secretary-report" {
        two_ways(item, sink);
    }
    if let Some(Typed::Table(table)) = item.typed("grades") {
        let best = table.column("等次").filter(|grade| *grade == "优秀").count();
        // The table may leave out whoever did less well; how many there were is then a field of its own.
        let all = match item.typed("appraised") {
            Some(Typed::Number(number)) => usize::try_from(number.0 / 1000).unwrap_or_default(),
            _ => table.rows.len(),
        };
        excellent(best, all, item.place("grades"), sink);
    }
    if let (true, Some(Typed::Tally(tally))) = (entry == "organisation-life", item.typed("result")) {
        let Tally { options, .. } = &**tally;
        let best = options.iter().find(|choice| choice.name == "优秀").map_or(0, |choice| choice.votes);
        let all: u64 = options.iter().map(|choice| u64::from(choice.votes)).sum();
        let narrow = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        excellent(narrow(best.into()), narrow(all), item.place("result"), sink);
    }
}

fn follow_up(item: &Item, sink: &mut Diagnostics) {
    let poor = matches!(item.typed("grade"), Some(Typed::Choice(grade)) if grade == "不称职");
    if poor && !given(item, "follow_up") {
        sink.push(
            Diagnostic::new(
                &codes::C021,
                item.place("grade"),
                "评为不称职，没有写后续处理",
                "graded as not competent, without a follow-up",
            )
            .help("在 fields 里补上 follow_up", "Add `follow_up` to `fields`"),
        );
    }
}

/// Names beside grades below competent: in no site in a list, and not in public in a report.
fn named(item: &Item, sink: &mut Diagnostics) {
    for field in item.fields.iter().filter(|_| item.clearance < Clearance::Specific) {
        let people = match field.typed.as_deref() {
            Some(Typed::People(people)) => people.as_slice(),
            Some(Typed::Person(person)) => std::slice::from_ref(&**person),
            _ => &[],
        };
        for person in people {
            let said = [&person.role, &person.note].into_iter().flatten().find(|said| says_poor(said));
            if let Some(said) = said {
                sink.push(grade_named(item.place(&field.name), &person.name, said).help(
                    "不写这个人，等次反馈本人；需要存档的用 audience: specific",
                    "Leave the person out and tell them; what is kept on file is `audience: specific`",
                ));
            }
        }
        if let Some(Typed::Table(table)) = field.typed.as_deref() {
            let poor = table.rows.iter().find_map(|row| {
                let grade = table.cell(row, "等次").filter(|grade| is_poor(grade))?;
                Some((table.name(row)?, grade))
            });
            if let Some((who, grade)) = poor {
                sink.push(grade_named(item.place(&field.name), who, grade));
            }
        }
    }
    if let (Clearance::Public, Some(Typed::Choice(grade)), Some(Typed::Person(person))) =
        (item.clearance, item.typed("grade"), item.typed("secretary"))
        && is_poor(grade)
    {
        sink.push(grade_named(item.place("grade"), &person.name, grade));
    }
}

fn two_ways(item: &Item, sink: &mut Diagnostics) {
    let told = told_on(item);
    for (date, to, zh, en) in [
        ("upward", "upward_to", "向上级党组织述职", "the report to the superior organisation"),
        ("downward", "downward_to", "向党员群众述职", "the report to the members"),
    ] {
        let missing: Vec<&str> = [date, to].into_iter().filter(|name| !given(item, name)).collect();
        if !missing.is_empty() {
            let names = missing.join("、");
            let (zh, en) = (format!("没有写{zh}：缺少 {names}"), format!("{en} is missing: {}", missing.join(", ")));
            sink.push(
                Diagnostic::new(&codes::C022, item.place(""), zh, en)
                    .help("两个方向都述职后再公开", "Publish it when both reports have been given"),
            );
        }
        if let Some(Typed::Date(day)) = item.typed(date)
            && day.day() > told
        {
            let day = day.day();
            let (zh, en) =
                (format!("{day} 才{zh}，{told} 就公布了"), format!("{en} is on {day}, and was told of on {told}"));
            sink.push(Diagnostic::new(&codes::C022, item.place(date), zh, en).help(
                "核对日期；还没有述职的，两个方向都述职后再公开",
                "Check the date; publish it when both reports have been given",
            ));
        }
    }
}

/// 民主评议党员: 优秀 at most a third.
fn excellent(best: usize, all: usize, place: Span, sink: &mut Diagnostics) {
    if best.saturating_mul(3) > all {
        let (zh, en) = (
            format!("优秀 {best} 人，超过 {all} 人的三分之一"),
            format!("{best} excellent are more than a third of {all}"),
        );
        sink.push(Diagnostic::new(&codes::C023, place, zh, en).help("核对等次", "Check the grades"));
    }
}
