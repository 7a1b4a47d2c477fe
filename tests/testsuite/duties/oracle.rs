//! Random registers of disclosures, and duties reckoned by walking through the calendar a day at a time.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::BTreeSet;
use sunshine::calendar::{Horizon, Instant, Period, Zone, is_working_day};
use sunshine::catalogue::{self, Catalogue, Due, Every, OrganisationKind, Tier};
use sunshine::duties::{Disclosure, Holder, World, duties};

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
        self.disclosures.iter().filter(|disclosure| disclosure.published <= now).cloned().collect()
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
    (kind, prop::option::weighted(0.2, 0_u64..1000)).prop_map(|(kind, since)| Holder { kind, since: since.map(day) })
}

fn disclosure(holders: usize) -> impl Strategy<Value = Disclosure> {
    let catalogue = catalogue::builtin();
    let drawn = (0..catalogue.entries.len(), 0..holders, 0_u64..1000, -40_i64..120, 0_i64..86_400, 0_u64..400);
    (drawn, any::<[bool; 2]>()).prop_map(move |((entry, organisation, of, delay, second, seen), flags)| {
        let every = catalogue.entries[entry].every;
        let published = day(of).checked_add_signed(chrono::TimeDelta::days(delay)).expect("a date");
        Disclosure {
            entry,
            organisation,
            period: every.and_then(|every| Period::parse(&key(every, day(of)))),
            published: Instant::from_unix(Zone::default().start_of(published).unix() + second),
            seen: published + Days::new(seen),
            standing: flags[0],
            corrected: flags[1],
            event: None,
        }
    })
}

pub(super) fn case() -> impl Strategy<Value = Case> {
    (1_usize..5).prop_flat_map(|count| {
        let holders = prop::collection::vec(holder(), count);
        let disclosures = prop::collection::vec(disclosure(count), 0..160);
        (holders, disclosures, 200_u64..900, 300_u64..1000, 0_i64..86_400).prop_map(
            |(holders, disclosures, from, now, second)| Case {
                holders,
                disclosures,
                from: day(from),
                now: Instant::from_unix(Zone::default().start_of(day(now)).unix() + second),
            },
        )
    })
}

type Reckoned = (usize, usize, Option<String>, Option<(NaiveDate, bool)>, &'static str, bool);

/// The duties of a case, by organisation, entry and period.
pub(super) fn reckon(case: &Case, catalogue: &Catalogue, told: &[Disclosure]) -> Vec<Reckoned> {
    let today = Zone::default().day(case.now);
    let mut out = Vec::new();
    for (organisation, holder) in case.holders.iter().enumerate() {
        for (entry, spec) in catalogue.entries.iter().enumerate() {
            if !spec.applies.is_empty() && !spec.applies.contains(&holder.kind) {
                continue;
            }
            let own: Vec<&Disclosure> =
                told.iter().filter(|d| d.organisation == organisation && d.entry == entry).collect();
            if spec.tier == Tier::Fixed {
                let start = holder.since.map_or(case.from, |since| if since > case.from { since } else { case.from });
                if today < start {
                    continue;
                }
                let review = own.iter().filter(|d| d.standing).map(|d| d.seen).max();
                let row = match review {
                    // A year later to the day is the first day that is too late; the day before is the last in time.
                    Some(seen) => {
                        let again = seen.with_year(seen.year() + 1).unwrap_or(seen + Days::new(365));
                        let over = today >= again;
                        (Some((again - Days::new(1), false)), if over { "overdue" } else { "done" }, true)
                    }
                    None if today > start => (Some((start, false)), "overdue", true),
                    None => (Some((start, false)), "due", false),
                };
                out.push((organisation, entry, None, row.0, row.1, row.2));
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
                let (due, provisional) = walk(spec.due.expect("each has one"), last);
                if due < case.from || holder.since.is_some_and(|since| since > last) {
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
                out.push((organisation, entry, Some(name), Some((due, provisional)), state, today > due));
            }
        }
    }
    out
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
        match is_working_day(at) {
            _ if !working => counted += 1,
            Ok(works) => counted += u32::from(works),
            Err(_) => {
                unsure = true;
                counted += u32::from(!weekend);
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
    let mut states = BTreeSet::new();
    for case in &some {
        let told = case.told_by(case.now);
        states.extend(duties(&case.world(&catalogue, &told), &Horizon::new(case.now)).iter().map(|d| d.state.id()));
    }
    assert_eq!(states.into_iter().collect::<Vec<_>>(), ["done", "due", "late", "overdue"]);
}
