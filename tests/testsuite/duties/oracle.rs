//! Random registers of disclosures, and duties reckoned by walking through the calendar a day at a time.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::BTreeSet;
use sunshine::calendar::{Horizon, Instant, Period, Term, Workdays, Zone};
use sunshine::catalogue::{self, Catalogue, Due, Every, OrganisationKind, Tier};
use sunshine::duties::{Cause, Disclosure, Holder, Life, Office, World, duties};

/// A register, and an instant at which it is looked at.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) holders: Vec<Holder>,
    disclosures: Vec<Disclosure>,
    from: NaiveDate,
    pub(super) now: Instant,
}

impl Case {
    /// What was disclosed by an instant.
    pub(super) fn told_by(&self, now: Instant) -> Vec<Disclosure> {
        let told: Vec<usize> = (0..self.disclosures.len()).filter(|n| self.disclosures[*n].published <= now).collect();
        let place = |other: &usize| told.iter().position(|n| n == other);
        let disclosure = |n: &usize| {
            let mut disclosure = self.disclosures[*n].clone();
            disclosure.refers = disclosure.refers.iter().filter_map(place).collect();
            disclosure
        };
        told.iter().map(disclosure).collect()
    }

    pub(super) fn world<'w>(&'w self, catalogue: &'w Catalogue, told: &'w [Disclosure]) -> World<'w> {
        World {
            catalogue,
            zone: Zone::default(),
            from: self.from,
            holders: &self.holders,
            disclosures: told,
            apart: &[],
        }
    }
}

fn day(after: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 1).expect("a date") + Days::new(after)
}

fn key(every: Every, day: NaiveDate) -> String {
    let (year, month) = (day.year(), day.month());
    match every {
        Every::Year => format!("{year}"),
        Every::HalfYear => format!("{year}-H{}", if month <= 6 { 1 } else { 2 }),
        Every::Quarter => format!("{year}-Q{}", month.div_ceil(3)),
        Every::Month => format!("{year}-{month:02}"),
    }
}

fn holder() -> impl Strategy<Value = Holder> {
    let kind = prop::sample::select(OrganisationKind::ALL);
    let office = prop::option::weighted(0.5, (0_u64..1500, 1_u32..6));
    // Most have always been there and go on; a founding may still be to come, and so may a dissolving.
    let life = (prop::option::weighted(0.4, 0_u64..1100), prop::option::weighted(0.3, 0_u64..600));
    (kind, office, life).prop_map(|(kind, office, (founded, dissolved))| {
        let before = NaiveDate::from_ymd_opt(2021, 1, 1).expect("a date");
        let office = office.map(|(after, years)| Office { elected: before + Days::new(after), years, by: None });
        let life =
            Life { founded: founded.map(day), dissolved: dissolved.map(|after| day(founded.unwrap_or(300) + after)) };
        Holder { kind, office, life }
    })
}

fn disclosure(holders: usize) -> impl Strategy<Value = Disclosure> {
    let catalogue = catalogue::builtin();
    // Entries that open something, or close it, are a few among many.
    let linked: Vec<usize> = LINKED.iter().map(|id| catalogue.position(id).expect("an entry")).collect();
    let entry = prop_oneof![0..catalogue.entries.len(), prop::sample::select(linked)];
    let drawn = (entry, 0..holders, 0_u64..1000, -40_i64..120, 0_i64..86_400, 0_u64..400);
    let changed = prop::collection::vec(0_u64..400, 0..3);
    let refers = prop::collection::vec(0_usize..160, 0..3);
    let given = prop::sample::subsequence(vec!["elected".to_owned(), "result".to_owned()], 0..=2);
    let off = prop::bool::weighted(0.1);
    (drawn, any::<[bool; 2]>(), refers, given, 0_u64..40, off, changed).prop_map(move |drawn| {
        let ((entry, organisation, of, delay, second, seen), flags, refers, given, after, off, changed) = drawn;
        let every = catalogue.entries[entry].every;
        let published = day(of).checked_add_signed(chrono::TimeDelta::days(delay)).expect("a date");
        Disclosure {
            entry,
            organisation,
            period: every.and_then(|every| Period::parse(&key(every, day(of)))),
            published: Instant::from_unix(Zone::default().start_of(published).unix() + second),
            seen: published + Days::new(seen),
            changed: changed.into_iter().map(|days| published + Days::new(days)).collect(),
            standing: flags[0],
            corrected: flags[1],
            event: None,
            matter: day(of) + Days::new(after),
            off,
            given,
            refers,
        }
    })
}

pub(super) fn case() -> impl Strategy<Value = Case> {
    (1_usize..5).prop_flat_map(|count| {
        let holders = prop::collection::vec(holder(), count);
        let disclosures = prop::collection::vec(disclosure(count), 0..160);
        (holders, disclosures, 200_u64..900, 300_u64..1000, 0_i64..86_400).prop_map(
            |(holders, mut disclosures, from, now, second)| {
                let count = disclosures.len();
                for (n, disclosure) in disclosures.iter_mut().enumerate() {
                    disclosure.refers.retain(|other| *other < count && *other != n);
                }
                let now = Instant::from_unix(Zone::default().start_of(day(now)).unix() + second);
                Case { holders, disclosures, from: day(from), now }
            },
        )
    })
}

/// Entries that open a follow-up duty or close one.
const LINKED: [&str; 7] = [
    "candidate-notice",
    "election",
    "pre-appointment",
    "cadre-appointment",
    "consultation",
    "major-decision",
    "plan-progress",
];

/// Organisation, entry, period, cause, due day, state, whether it counts.
type Reckoned = (usize, usize, Option<String>, Cause, Option<(NaiveDate, bool)>, &'static str, bool);

/// The duties of a case, by organisation, entry and period.
pub(super) fn reckon(case: &Case, catalogue: &Catalogue, told: &[Disclosure]) -> Vec<Reckoned> {
    let today = Zone::default().day(case.now);
    let mut out = Vec::new();
    for (organisation, holder) in case.holders.iter().enumerate() {
        let Life { founded, dissolved } = holder.life;
        let is_there = |day: NaiveDate| founded <= Some(day) && dissolved.is_none_or(|last| last >= day);
        // Who is founded has thirty days for what stands always.
        let settled = founded.map_or(case.from, |day| (0..30).fold(day, |day, _| day + Days::new(1)).max(case.from));
        for (entry, spec) in catalogue.entries.iter().enumerate() {
            if !spec.applies.is_empty() && !spec.applies.contains(&holder.kind) {
                continue;
            }
            let own: Vec<&Disclosure> =
                told.iter().filter(|d| d.organisation == organisation && d.entry == entry).collect();
            if spec.tier == Tier::Fixed && is_there(settled) && is_there(today) {
                let review = own.iter().filter(|d| d.standing).map(|d| d.seen).max();
                if today < settled && review.is_some() {
                    continue;
                }
                let row = match review {
                    // So many months later to the day is the first day that is too late; the day before is the last in time.
                    Some(seen) => {
                        let Some(Term::Months(months)) = spec.review else {
                            panic!("{} is reviewed by months", spec.id)
                        };
                        let again = seen + Months::new(months);
                        let opened = |d: &&Disclosure| Zone::default().day(d.published);
                        let newest = own.iter().find(|d| d.standing && d.seen == seen).expect("the newest");
                        let late = own.iter().map(opened).min() > Some(settled) && seen <= opened(newest);
                        let asked = dissolved.is_none_or(|last| last >= again - Days::new(1));
                        let state = match today >= again && asked {
                            true => "unreviewed",
                            false if late => "late",
                            false => "done",
                        };
                        (asked.then_some((again - Days::new(1), false)), state, true)
                    }
                    None if today > settled => (Some((settled, false)), "overdue", true),
                    None => (Some((settled, false)), "due", false),
                };
                out.push((organisation, entry, None, Cause::Catalogue, row.0, row.1, row.2));
            }
            let Some(every) = spec.every.filter(|_| spec.tier == Tier::Periodic) else {
                continue;
            };
            let mut at = NaiveDate::from_ymd_opt(2021, 12, 31).expect("a date");
            while at < today {
                let (before, first) = (key(every, at), at + Days::new(1));
                at = first;
                if key(every, first) == before {
                    continue;
                }
                let name = key(every, first);
                let mut last = first;
                while key(every, last + Days::new(1)) == name {
                    last = last + Days::new(1);
                }
                let from = if spec.ahead { first - Days::new(1) } else { last };
                let (due, provisional) = walk(spec.due.expect("each has one"), from);
                if due < case.from || !is_there(first) || !is_there(due) {
                    continue;
                }
                let days: Vec<NaiveDate> = own
                    .iter()
                    .filter(|d| d.period.is_some_and(|period| period.to_string() == name))
                    .map(|d| Zone::default().day(d.published))
                    .collect();
                let state = match (days.iter().any(|day| *day <= due), days.is_empty(), today > due) {
                    (true, ..) => "done",
                    (false, false, _) => "late",
                    (false, true, true) => "overdue",
                    (false, true, false) => "due",
                };
                let due_day = Some((due, provisional));
                out.push((organisation, entry, Some(name), Cause::Catalogue, due_day, state, today > due));
            }
        }
        if let Some(Office { elected, years, by: _ }) = holder.office {
            offices((organisation, holder.life), elected, years, today, catalogue, &mut out);
        }
    }
    for (n, opener) in told.iter().enumerate() {
        follow_up(case, catalogue, told, (n, opener), today, &mut out);
    }
    out.sort_by_key(|(organisation, entry, period, cause, ..)| {
        let period = period.as_ref().and_then(|period| Period::parse(period));
        (*organisation, *entry, period, *cause)
    });
    out
}

/// The years of office counted one by one, and the six months before their end.
fn offices(
    (organisation, life): (usize, Life),
    elected: NaiveDate,
    years: u32,
    today: NaiveDate,
    catalogue: &Catalogue,
    out: &mut Vec<Reckoned>,
) {
    let mut over = elected;
    for _ in 0..years {
        over = over + Months::new(12);
    }
    // 29 February is kept where the last year has one.
    let over = elected.with_year(over.year()).unwrap_or(over);
    if today < over - Months::new(6) {
        return;
    }
    // Of what is dissolved nobody is elected anew.
    if life.dissolved.is_some_and(|last| last < today || last < over - Days::new(1)) {
        return;
    }
    let entry = catalogue.position("election").expect("an entry");
    let state = if today >= over { "overdue" } else { "due" };
    let due = Some((over - Days::new(1), false));
    out.push((organisation, entry, None, Cause::Office(None), due, state, today >= over));
}

/// Everything that anybody says, looked through for what closes what one opened.
fn follow_up(
    case: &Case,
    catalogue: &Catalogue,
    told: &[Disclosure],
    (n, opener): (usize, &Disclosure),
    today: NaiveDate,
    out: &mut Vec<Reckoned>,
) {
    let Some(spec) = catalogue.entries[opener.entry].follow_up.as_ref().filter(|_| !opener.off) else {
        return;
    };
    let (due, provisional) = walk(spec.due, opener.matter);
    if due < case.from {
        return;
    }
    let entry = catalogue.position(&spec.entry).expect("an entry");
    let mut days = Vec::new();
    for (m, other) in told.iter().enumerate() {
        let linked = other.refers.contains(&n) || opener.refers.contains(&m);
        let has = |field: &Option<String>| field.as_ref().is_some_and(|field| other.given.contains(field));
        let day = Zone::default().day(other.published);
        let mut changed = other.changed.clone();
        changed.sort();
        let answered = changed.into_iter().find(|change| *change >= opener.matter).unwrap_or(day);
        if m == n && has(&spec.field) {
            days.push(answered);
        }
        if linked && !other.off && other.entry == entry && (spec.needs.is_none() || has(&spec.needs)) {
            if day >= opener.matter {
                days.push(day);
            } else if spec.needs.is_some() {
                days.push(answered);
            }
        }
    }
    let state = match days.iter().min() {
        Some(first) if *first <= due => "done",
        Some(_) => "late",
        None if today > due => "overdue",
        None => "due",
    };
    let due_day = Some((due, provisional));
    out.push((opener.organisation, entry, None, Cause::FollowUp(n), due_day, state, today > due));
}

/// One day after the other, until enough of them have counted.
fn walk(due: Due, last: NaiveDate) -> (NaiveDate, bool) {
    let (n, working) = match due {
        Due::WorkingDays(n) => (n, true),
        Due::Days(n) => (n, false),
    };
    let (mut counted, mut at, mut unsure) = (0, last, false);
    while counted < n {
        at = at + Days::new(1);
        let weekend = at.weekday() == Weekday::Sat || at.weekday() == Weekday::Sun;
        let always_off = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)].contains(&(at.month(), at.day()));
        match Workdays::default().works(at) {
            _ if !working => counted += 1,
            Ok(works) => counted += u32::from(works),
            Err(_) => {
                unsure = true;
                counted += u32::from(!weekend && !always_off);
            }
        }
    }
    (at, unsure)
}

#[test]
fn a_case_is_drawn_with_something_in_it() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let some: Vec<Case> = (0..50).map(|_| case().new_tree(&mut runner).expect("a case").current()).collect();
    let catalogue = sunshine::catalogue::builtin();
    let (mut states, mut followed) = (BTreeSet::new(), BTreeSet::new());
    for case in &some {
        let told = case.told_by(case.now);
        for duty in duties(&case.world(&catalogue, &told), &Horizon::new(case.now)) {
            states.insert(duty.state.id());
            if matches!(duty.cause, Cause::FollowUp(_)) {
                followed.insert(duty.state.id());
            }
        }
    }
    assert_eq!(followed.into_iter().collect::<Vec<_>>(), ["done", "due", "late", "overdue"]);
    assert_eq!(states.into_iter().collect::<Vec<_>>(), ["done", "due", "late", "overdue", "unreviewed"]);
}
