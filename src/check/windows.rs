//! D006, D009, D010: what a publicity window must be served for.
//!
//! Of other items only those are looked at that whoever reads the item may see too: what is internal must not be
//! able to take a public page down.

use super::happened::told_on;
use super::{binding, is_binding};
use crate::calendar::{NotAnnounced, Term};
use crate::catalogue::{Due, FieldType};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::duties::ELECTION;
use crate::fields::{Table, Typed, Window};
use crate::model::{ApprovalState, Item, Register};
use chrono::NaiveDate;
use std::collections::BTreeMap;

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    appointments(register, sink);
    elections(register, sink);
}

/// A window is served from the day on which its item, the notice, is there to be read: as it is now, unless it tells its
/// readers what was changed. An item that reports a window of the past is no notice.
pub(super) fn posted_late(item: &Item, register: &Register, sink: &mut Diagnostics) {
    let entry = &register.catalogue.entries[item.entry];
    if entry.term != Some(Term::Window) {
        return;
    }
    let changed = changed_in_silence(item);
    for spec in &entry.fields {
        let FieldType::Window(Some(least)) = spec.kind else {
            continue;
        };
        let Some(Typed::Window(Window { opens, closes })) = item.typed(&spec.name) else {
            continue;
        };
        // A result that is added when a window has closed was not on notice.
        let has_result = item.result.is_some() || item.typed("result").is_some();
        let changed = changed.filter(|day| *day <= closes.day() || !has_result);
        let posted = changed.map_or(item.publish.day(), |day| day.max(item.publish.day()));
        if posted <= opens.day() {
            continue;
        }
        let (served, asked, zh, en) = match least {
            Due::Days(asked) => (Ok((closes.day() - posted).num_days()), asked, "日", "days"),
            Due::WorkingDays(asked) => {
                let served = register.catalogue.workdays.between(posted, closes.day()).map(i64::from);
                (served, asked, "个工作日", "working days")
            }
        };
        // A year that is not announced has a finding already, at the window itself.
        if let Ok::<i64, NotAnnounced>(served) = served
            && served < i64::from(asked)
        {
            let served = served.max(0);
            let (how_zh, how_en) = match changed {
                Some(_) => ("改过内容，重新审批", "changed and approved anew"),
                None => ("才公开", "published"),
            };
            let (zh, en) = (
                format!("{posted} {how_zh}，到截止只有 {served} {zh}，不得少于 {asked} {zh}"),
                format!("{how_en} on {posted}, it is served for {served} {en}, and {asked} are the least"),
            );
            let finding = Diagnostic::new(&codes::D006, item.place(&spec.name), zh, en);
            sink.push(match changed {
                Some(_) => finding.help(
                    "公示的内容变了，截止日（closes，或“至”后面的日子）顺延，重新公示；只改了文字差错的，在 changes 里写明哪天改了什么",
                    "What is on notice changed: move `closes`, so that it is served anew; of a mere slip, tell in `changes` what was corrected and when",
                ),
                None => finding.help("迟贴的，截止日（closes，或“至”后面的日子）顺延", "Move `closes` by as much"),
            });
        }
    }
}

/// The day on which an item was approved again, with no note for its readers of what was changed since it was published.
fn changed_in_silence(item: &Item) -> Option<NaiveDate> {
    let ApprovalState::Whole(approval) = &item.approval else {
        return None;
    };
    let again = approval.again.as_ref()?.date;
    let told = item.changes.iter().any(|change| change.date >= item.publish.day() && change.date <= again);
    (!told && again > item.publish.day()).then_some(again)
}

/// The items of an entry.
fn items_of<'r>(register: &'r Register, id: &str) -> impl Iterator<Item = &'r Item> {
    let entry = register.catalogue.position(id);
    binding(register).filter(move |item| Some(item.entry) == entry)
}

/// Whether a finding at `item` may rest on `other`.
fn may_rest(item: &Item, other: &Item) -> bool {
    other.clearance <= item.clearance && other.organisation == item.organisation && other.withdrawn.is_none()
}

fn appointments(register: &Register, sink: &mut Diagnostics) {
    let mut notices: BTreeMap<&str, Vec<(&Item, Window)>> = BTreeMap::new();
    for notice in items_of(register, "pre-appointment") {
        if let (Some(Typed::People(people)), Some(Typed::Window(window))) =
            (notice.typed("candidates"), notice.typed("window"))
        {
            for person in people {
                notices.entry(&person.name).or_default().push((notice, *window));
            }
        }
    }
    for item in items_of(register, "cadre-appointment") {
        let Some(Typed::Table(table)) = item.typed("changes") else {
            continue;
        };
        for row in &table.rows {
            let (Some(name), Some(date)) = (table.cell(row, "姓名"), day_of(table, row)) else {
                continue;
            };
            let early = notices.get(name).into_iter().flatten().find(|(notice, Window { opens, closes })| {
                may_rest(item, notice) && (opens.day()..=closes.day()).contains(&date)
            });
            if let Some((notice, window)) = early {
                let closes = window.closes.day();
                let (zh, en) = (
                    format!("{name} 于 {date} 任职，任前公示到 {closes} 才期满"),
                    format!("{name} is appointed on {date}, and the notice stands until {closes}"),
                );
                sink.push(
                    Diagnostic::new(&codes::D009, item.place("changes"), zh, en)
                        .label(notice.place("window"), "任前公示在这里", "the notice is here")
                        .help("公示期满后再任职", "Appoint when the window has closed"),
                );
            }
        }
    }
}

fn day_of(table: &Table, row: &[String]) -> Option<NaiveDate> {
    crate::calendar::parse_moment(table.cell(row, "日期")?).map(|moment| moment.day())
}

/// The election of a notice is the one that it names, else those of its organisation that elect one of its candidates.
fn elections(register: &Register, sink: &mut Diagnostics) {
    let ids = register.by_id();
    for notice in items_of(register, "candidate-notice") {
        let Some(Typed::Window(window)) = notice.typed("window") else {
            continue;
        };
        if let Some(Typed::Reference(id)) = notice.typed("election") {
            let named = ids.get(id.as_str()).map(|position| &register.items[*position]);
            let days = |item: &Item| [Some(told_on(item)), item.last_done()];
            let early = named.filter(|item| days(item).into_iter().flatten().any(|day| day <= window.closes.day()));
            early.into_iter().for_each(|item| elected_early(notice, item, *window, sink));
            continue;
        }
        for item in items_of(register, ELECTION).filter(|item| have_in_common(notice, item)) {
            if is_within(item, *window) {
                elected_early(notice, item, *window, sink);
            }
        }
    }
}

/// Whether an election was published or held within a window. One of years ago, of some of the same people, may have been
/// changed in it.
fn is_within(item: &Item, window: Window) -> bool {
    let days = [Some(item.publish.day()), item.last_done().or(item.updated)];
    days.into_iter().flatten().any(|day| (window.opens.day()..=window.closes.day()).contains(&day))
}

/// Whether an election has elected somebody of whom a notice gives notice.
fn have_in_common(notice: &Item, item: &Item) -> bool {
    let (Some(Typed::People(candidates)), Some(Typed::People(elected))) =
        (notice.typed("candidates"), item.typed("elected"))
    else {
        return false;
    };
    candidates.iter().any(|candidate| elected.iter().any(|other| other.name == candidate.name))
}

/// D010 at an election of which the result was there while the notice stood.
fn elected_early(notice: &Item, item: &Item, window: Window, sink: &mut Diagnostics) {
    if item.typed("elected").is_none() || !may_rest(item, notice) || !is_binding(item) {
        return;
    }
    let closes = window.closes.day();
    let (zh, en) = (
        format!("候选人公示到 {closes} 才期满，选举结果已经公布"),
        format!("the result is out, and the notice of candidates stands until {closes}"),
    );
    sink.push(
        Diagnostic::new(&codes::D010, item.place("elected"), zh, en)
            .label(notice.place("window"), "候选人公示在这里", "the notice is here")
            .help("公示期满后再选举、公布结果", "Vote, and publish the result, when the window has closed"),
    );
}
