//! Family C: how far an item, and each part of it, may go.

use super::happened::HELD;
use crate::calendar::Period;
use crate::catalogue::Tier;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::duties::{containing, first_day, last_day};
use crate::fields::Typed;
use crate::model::{ApprovalState, Clearance, Item, Register};
use chrono::NaiveDate;

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    for item in &register.items {
        ceiling(register, item, sink);
        parts(item, sink);
        organisation(register, item, sink);
        period(register, item, sink);
    }
}

/// A periodic item says of which period it is, and of one that its entry comes in.
fn period(register: &Register, item: &Item, sink: &mut Diagnostics) {
    let entry = &register.catalogue.entries[item.entry];
    let (Tier::Periodic, Some(every)) = (entry.tier, entry.every) else {
        return item.period.into_iter().for_each(|period| meetings(item, period, sink));
    };
    let (rule, fits, zh, en) = match item.period {
        None => (
            &codes::C010,
            containing(every, item.publish.day()),
            "没有写所属期间".to_owned(),
            "there is no period".to_owned(),
        ),
        Some(period) => {
            let fits = containing(every, first_day(period));
            if fits == period {
                return meetings(item, period, sink);
            }
            (
                &codes::C033,
                fits,
                format!("{}{}公开一次，所属期间却是{}", entry.quoted(), every.zh(), period.chinese()),
                format!("entry `{}` comes every {}, and its period is {period}", entry.id, every.id()),
            )
        }
    };
    sink.push(
        Diagnostic::new(rule, item.span(item.marks.entry), zh, en)
            .help(format!("写成例如 period: {fits}"), format!("Write, for example, period: {fits}")),
    );
}

/// C034: what an item says was held in its period was held in it; a copy of the last one often keeps a date of that.
fn meetings(item: &Item, period: Period, sink: &mut Diagnostics) {
    let (first, last) = (first_day(period), last_day(period));
    for field in &item.fields {
        let mut dates: Vec<NaiveDate> = match field.typed.as_deref() {
            Some(Typed::Meetings(meetings)) => {
                let dates = meetings.iter().map(|meeting| meeting.date);
                dates.filter(|date| !(first..=last).contains(date)).collect()
            }
            // The meeting about a year comes after it.
            Some(Typed::Date(date)) if HELD.contains(&&*field.name) => {
                let after = |day: NaiveDate| day > last && !matches!(period, Period::Year(_));
                Some(date.day()).into_iter().filter(|day| *day < first || after(*day)).collect()
            }
            _ => continue,
        };
        dates.sort_unstable();
        dates.dedup();
        if dates.is_empty() {
            continue;
        }
        let days = |parts: &str| dates.iter().map(|day| day.to_string()).collect::<Vec<_>>().join(parts);
        let (zh, en) = (
            format!("{}不在所属期间（{}）内", days("、"), period.chinese()),
            format!("{} not in the period {period}", days(", ")),
        );
        sink.push(Diagnostic::new(&codes::C034, item.span(field.mark), zh, en).help(
            "核对日期；不是这一期的，移到那一期的事项里",
            "Check the dates; what is of another period belongs there",
        ));
    }
}

fn ceiling(register: &Register, item: &Item, sink: &mut Diagnostics) {
    let entry = &register.catalogue.entries[item.entry];
    if item.clearance < entry.ceiling {
        let (zh, en) = (
            format!("{}最多{}，不能更宽", entry.quoted(), entry.ceiling.zh()),
            format!("entry `{}` may go no further than `{}`", entry.id, entry.ceiling.id()),
        );
        sink.push(
            Diagnostic::new(&codes::C004, item.span(item.marks.audience), zh, en).help(
                format!("改为 audience: {}", entry.ceiling.id()),
                format!("Write audience: {}", entry.ceiling.id()),
            ),
        );
    }
}

fn parts(item: &Item, sink: &mut Diagnostics) {
    let laxer = |span, zh: String, en: String| {
        Diagnostic::new(&codes::C007, span, zh, en)
            .help("删去它的 audience，或把整个事项放宽", "Drop its audience, or widen the whole item")
    };
    for field in item.fields.iter().filter(|field| field.laxer) {
        let (zh, en) = (
            format!("字段 {} 比事项公开得更宽", field.name),
            format!("the field `{}` is laxer than its item", field.name),
        );
        sink.push(laxer(item.span(field.mark), zh, en));
    }
    for attachment in item.attachments.iter().filter(|a| a.clearance < item.clearance) {
        let name = &attachment.file.name;
        let (zh, en) =
            (format!("附件 {name} 比事项公开得更宽"), format!("the attachment `{name}` is laxer than its item"));
        sink.push(laxer(item.span(attachment.mark), zh, en));
    }
}

fn organisation(register: &Register, item: &Item, sink: &mut Diagnostics) {
    let organisation = &register.organisations[item.organisation];
    let entry = &register.catalogue.entries[item.entry];
    if item.clearance == Clearance::Public && organisation.clearance != Clearance::Public {
        let (zh, en) = (
            format!("{} 仅党内可见，名下不能有向社会公开的事项", organisation.short),
            format!("organisation `{}` is known only inside and cannot have public items", organisation.id),
        );
        sink.push(
            Diagnostic::new(&codes::C008, item.span(item.marks.audience), zh, en)
                .help("改为 audience: internal，或放到别的党组织名下", "Write audience: internal, or move the item"),
        );
    }
    // Whoever approved it has seen that it is nobody's duty.
    let decided = matches!(item.approval, ApprovalState::Whole(_));
    if !decided && !entry.applies.is_empty() && !entry.applies.contains(&organisation.kind) {
        let kinds = entry.applies.iter().map(|kind| kind.zh()).collect::<Vec<_>>().join("、");
        let (zh, en) = (
            format!("{}由{kinds}公开，{}是{}", entry.quoted(), organisation.short, organisation.kind.zh()),
            format!("entry `{}` is not for organisations of kind `{}`", entry.id, organisation.kind.id()),
        );
        sink.push(Diagnostic::new(&codes::C005, item.span(item.marks.entry), zh, en).help(
            format!("核对公开项目，或把文件移到应当公开它的{kinds}的文件夹；本来就要公开的，不用改"),
            "Check the entry, or move the file to an organisation that owes it; what is meant may stay",
        ));
    }
    if item.within.is_some() && item.clearance == Clearance::Public {
        sink.push(
            Diagnostic::new(
                &codes::C009,
                item.span(item.marks.within),
                "向社会公开的事项不能再限定范围",
                "a public item cannot be limited to a range",
            )
            .help("删去 within，或改为 audience: internal", "Drop within, or write audience: internal"),
        );
    }
}
