//! D020, D021: what an item opened and nothing closed; a term of office that ends.

use super::told::{self, Told};
use super::{binding, is_binding};
use crate::calendar::Horizon;
use crate::catalogue::FollowUp;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::duties::{self, Cause, Disclosure, DutyState, World};
use crate::model::{Item, Register, WithdrawalKind};
use std::collections::HashMap;

pub(super) fn check(register: &Register, horizon: &Horizon, sink: &mut Diagnostics) {
    follow_ups(register, horizon, sink);
    offices(register, horizon, sink);
}

fn follow_ups(register: &Register, horizon: &Horizon, sink: &mut Diagnostics) {
    let catalogue = &register.catalogue;
    let mut concerned = vec![false; catalogue.entries.len()];
    for (n, entry) in catalogue.entries.iter().enumerate() {
        if let Some(next) = entry.follow_up.as_ref().and_then(|spec| catalogue.position(&spec.entry)) {
            (concerned[n], concerned[next]) = (true, true);
        }
    }
    let zone = register.zone;
    let told = |item: &&Item| {
        let withdrawn = item.withdrawn.as_ref();
        let in_error = withdrawn.is_some_and(|withdrawn| withdrawn.kind == WithdrawalKind::InError);
        concerned[item.entry] && !in_error && horizon.reached(item.publish.start(zone))
    };
    let items: Vec<&Item> = binding(register).filter(told).collect();
    let ids = register.by_id();
    let told = Told::new(register, &ids, horizon);
    let mut disclosures: Vec<Disclosure> = items
        .iter()
        .map(|item| {
            let off = item.withdrawn.as_ref().is_some_and(|withdrawn| horizon.reached(withdrawn.date.start(zone)));
            told.disclosure(item, item.organisation, true, off)
        })
        .collect();
    for (disclosure, refers) in disclosures.iter_mut().zip(told.refers(&items)) {
        disclosure.refers = refers;
    }
    let from = register.duties_from.unwrap_or_else(|| duties::year_of(zone, horizon));
    let world = World { catalogue, zone, from, holders: &[], disclosures: &disclosures, apart: &[] };
    for duty in duties::follow_ups(&world, horizon) {
        let (Cause::FollowUp(n), DutyState::Overdue, Some(due)) = (duty.cause, duty.state, duty.due) else {
            continue;
        };
        if let Some(spec) = &catalogue.entries[items[n].entry].follow_up {
            let next = &catalogue.entries[duty.entry];
            sink.push(open(items[n], spec, (&next.quoted(), &next.label.en), due.day.to_string()));
        }
    }
}

fn open(item: &Item, spec: &FollowUp, (zh, en): (&str, &str), due: String) -> Diagnostic {
    let span = if item.window.is_some() { item.place("window") } else { item.span(item.marks.publish) };
    let matter = item.matter_ends();
    let (since, en_since) = match item.window {
        Some(_) => (format!("公示或征求意见 {matter} 已经截止"), format!("the window closed on {matter}")),
        None => (format!("这是 {matter} 的事"), format!("this is of {matter}")),
    };
    let needs = spec.needs.as_ref().or(spec.field.as_ref());
    let (needs_zh, needs_en) =
        needs.map_or_else(Default::default, |f| (format!("（写明 {f}）"), format!(" (with `{f}`)")));
    Diagnostic::new(
        &codes::D020,
        span,
        format!("{since}，{due} 以前应当公开{zh}，至今没有公开"),
        format!("{en_since}, and `{en}` was to follow by {due}: nothing has"),
    )
    .help(
        format!("公开{zh}{needs_zh}，其中写 follows: {}；已经公开的，在那里补上这一行", item.id),
        format!(
            "Publish `{en}`{needs_en} with `follows: {}` in it; if it is out already, add that line there",
            item.id
        ),
    )
}

fn offices(register: &Register, horizon: &Horizon, sink: &mut Diagnostics) {
    let Some(entry) = told::elections(&register.catalogue) else {
        return;
    };
    let mut elections: HashMap<usize, Vec<(usize, &Item)>> = HashMap::new();
    for (n, item) in register.items.iter().enumerate() {
        let counts = item.entry == entry && is_binding(item) && item.withdrawn.is_none();
        if counts && item.gives("elected") && horizon.reached(item.publish.start(register.zone)) {
            elections.entry(item.organisation).or_default().push((n, item));
        }
    }
    for (position, organisation) in register.organisations.iter().enumerate() {
        let Some(office) = told::office(organisation, elections.remove(&position).unwrap_or_default()) else {
            continue;
        };
        let ending = duties::office_ending(office, told::life(organisation), register.zone, horizon);
        let Some((last, past)) = ending else {
            continue;
        };
        let span: Option<Span> = match office.by {
            Some(n) => Some(register.items[n].place("elected")),
            None => organisation.elected.map(|(_, mark)| organisation.span(mark)),
        };
        let name = &organisation.short;
        let (zh, en) = if past {
            (
                format!("{name}的任期已于 {last} 届满"),
                format!("the term of office of `{}` ended on {last}", organisation.id),
            )
        } else {
            (
                format!("{name}的任期将于 {last} 届满"),
                format!("the term of office of `{}` ends on {last}", organisation.id),
            )
        };
        if let Some(span) = span {
            sink.push(Diagnostic::new(&codes::D021, span, zh, en).help(
                "按期换届，并公开选举结果；经批准延期的，在 _org.md 里改写 elected 或 term_of_office",
                "Elect anew and publish the result; for an extension that was approved, change `elected` or `term_of_office` in the _org.md",
            ));
        }
    }
}
