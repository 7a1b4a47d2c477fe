//! Duties: against an oracle that walks day by day; as files of an edition; on the command line.

mod follow_ups;
mod life;
mod oracle;

use crate::scratch::tabs;
use crate::site::{Item, Org, Site, assert_same, found};
use oracle::case;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use sunshine::calendar::{Horizon, Instant};
use sunshine::duties::duties;

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::with_cases(48) }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn duties_are_those_of_an_oracle_that_walks_day_by_day(case in case()) {
        let catalogue = sunshine::catalogue::builtin();
        let told = case.told_by(case.now);
        let found: Vec<_> = duties(&case.world(&catalogue, &told), &Horizon::new(case.now))
            .into_iter()
            .map(|d| {
                let due = d.due.map(|due| (due.day, due.provisional));
                (d.organisation, d.entry, d.period.map(|p| p.to_string()), d.cause, due, d.state.id(), d.counted)
            })
            .collect();
        prop_assert_eq!(found, oracle::reckon(&case, &catalogue, &told));
    }

    #[test]
    fn until_the_horizon_says_so_nothing_changes(case in case(), at in 0_i64..1000) {
        let catalogue = sunshine::catalogue::builtin();
        let told = case.told_by(case.now);
        let horizon = Horizon::new(case.now);
        let now = duties(&case.world(&catalogue, &told), &horizon);
        let Some(next) = horizon.next() else {
            prop_assert!(case.holders.iter().all(|holder| holder.life.dissolved.is_some()), "periods begin for ever");
            let later = Horizon::new(case.now.plus_days(4000));
            prop_assert_eq!(&duties(&case.world(&catalogue, &told), &later), &now);
            return Ok(());
        };
        let between = case.now.unix() + (next.unix() - 1 - case.now.unix()) * at / 1000;
        for instant in [between, next.unix() - 1] {
            let later = Horizon::new(Instant::from_unix(instant));
            prop_assert_eq!(&duties(&case.world(&catalogue, &told), &later), &now);
        }
        let then = duties(&case.world(&catalogue, &told), &Horizon::new(next));
        prop_assert_ne!(&then, &now, "something changes at the instant itself");
    }
}

const CATALOGUE: &str = "entries:
  season:
    category: routine-affairs
    zh: 季度情况；汇总，通报
    en: Season
    tier: periodic
    every: quarter
    due: 10wd
    audience: internal
    applies: [branch]
    term: 1 month
    after: gone
";

const TOML: &str = "title = \"试验站点\"\ncatalogue = [\"catalogue.yaml\"]\n
[[edition]]\nname = \"internal\"\naudience = \"internal\"\noutput = \"dist/internal\"\nbase_url = \"https://dangwu.example/internal\"\n
[[edition]]\nname = \"public\"\naudience = \"public\"\noutput = \"dist/public\"\nbase_url = \"https://dangwu.example\"\n";

/// What the branch says of a season.
fn season(id: &str, period: &str, publish: &str) -> Item {
    Item::new(id).at("b1").entry("season").audience("internal").publish(publish).line(format!("period: {period}"))
}

/// One branch, with a season in time, one late, and one by mistake.
fn site() -> Site {
    let mistaken =
        season("q3", "2026-Q3", "2026-10-08").line("withdrawn: {date: 2026-10-20, kind: in-error, reason: 误发}");
    Site::new()
        .file("catalogue.yaml", CATALOGUE)
        .toml(TOML)
        .org(Org::new("b1").line("short: \"=第一党支部\""))
        .item(season("q1", "2026-Q1", "2026-04-10"))
        .item(season("q2", "2026-Q2", "2026-08-10").line("changes: [{date: 2026-08-12, note: 更正人数}]"))
        .item(mistaken)
}

/// State and page of each season of the branch, from `duties.json`.
fn seasons(site: &crate::site::Written) -> BTreeMap<String, (String, bool)> {
    let tree = site.tree("internal");
    let json: serde_json::Value = serde_json::from_slice(&tree["duties.json"]).expect("JSON");
    let all = json["duties"].as_array().expect("a list").iter().filter(|duty| duty["entry"] == "season");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    all.map(|duty| (text(&duty["period"]), (text(&duty["state"]), duty["item"].is_string()))).collect()
}

#[test]
fn an_edition_of_members_says_what_was_done_and_when() {
    let site = site().write();
    for (now, expected) in [
        ("2026-04-20", "2025-Q4 overdue, 2026-Q1 done+, 2026-Q2 due"),
        ("2026-07-14", "2025-Q4 overdue, 2026-Q1 done, 2026-Q2 due, 2026-Q3 due"),
        ("2026-07-15", "2025-Q4 overdue, 2026-Q1 done, 2026-Q2 overdue, 2026-Q3 due"),
        ("2026-08-10", "2025-Q4 overdue, 2026-Q1 done, 2026-Q2 late+, 2026-Q3 due"),
        ("2026-10-09", "2025-Q4 overdue, 2026-Q1 done, 2026-Q2 late, 2026-Q3 done+, 2026-Q4 due"),
        ("2026-10-20", "2025-Q4 overdue, 2026-Q1 done, 2026-Q2 late, 2026-Q3 due, 2026-Q4 due"),
        ("2026-11-01", "2025-Q4 overdue, 2026-Q1 done, 2026-Q2 late, 2026-Q3 overdue, 2026-Q4 due"),
        ("2027-01-01", "2026-Q4 due, 2027-Q1 due"),
    ] {
        site.build_clean(now);
        let found: Vec<String> = seasons(&site)
            .into_iter()
            .map(|(period, (state, page))| format!("{period} {state}{}", if page { "+" } else { "" }))
            .collect();
        assert_eq!(found.join(", "), expected, "{now}");
    }
}

#[test]
fn the_public_is_told_nothing_of_duties() {
    let site = site().write();
    site.build_clean("2026-11-01");
    let public = site.tree("public");
    assert!(public.keys().all(|path| !path.starts_with("duties")));
    let without_assets = public.into_iter().filter(|(path, _)| !path.starts_with("assets/")).collect();
    for word in ["公开任务", "duties.csv", "deadlines.ics", "待公开", "迟公开"] {
        assert_eq!(found(&without_assets, word), None, "{word}");
    }
    assert!(found(&site.tree("internal"), "duties/b1/index.html").is_some());
}

#[test]
fn what_its_readers_may_not_see_fulfils_nothing_in_an_edition_and_changes_no_byte_of_it() {
    let hidden = season("q4", "2025-Q4", "2026-01-08").line("within: b1");
    let told = season("q3-told", "2026-Q3", "2026-10-09").audience("specific");
    let (whole, less) = (site().item(hidden).item(told).write(), site().write());
    for now in ["2026-01-09", "2026-11-01"] {
        whole.build_clean(now);
        less.build_clean(now);
        assert_same(&whole.tree("internal"), &less.tree("internal"), now);
    }
    let open = |site: &crate::site::Written| {
        let ran = site.run(&["duties", "--now", "2026-11-01", "--org", "b1", "--all"]).stdout;
        String::from_utf8(ran).expect("UTF-8").matches("季度情况").count()
    };
    assert_eq!((open(&whole), open(&less)), (1, 3), "a supervisor has the files, and sees that they are done");
}

#[test]
fn the_table_is_inert_and_as_the_standard_has_it() {
    let site = site().write();
    site.build_clean("2026-11-01");
    let csv = String::from_utf8(site.tree("internal")["duties.csv"].clone()).expect("UTF-8");
    let csv = csv.strip_prefix('\u{FEFF}').expect("a byte order mark");
    assert!(csv.ends_with("\r\n") && csv.matches('\n').count() == csv.matches("\r\n").count());
    assert!(csv.contains("b1,'=第一党支部,season,"), "{csv}");
    assert!(csv.contains(",2026年第二季度,2026-07-14,否,迟公开,2026-08-10,是,"), "{csv}");
}

/// The properties of an event, by name.
type Event = BTreeMap<String, String>;

/// The events of a calendar; fails where the form is not RFC 5545's.
fn events(bytes: &[u8]) -> Vec<Event> {
    let text = std::str::from_utf8(bytes).expect("no line is folded within a character");
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "every line ends in CRLF");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "no line is longer than 75 octets");
    let whole = text.replace("\r\n ", "");
    let mut lines = whole.trim_end().split("\r\n");
    assert_eq!(lines.next(), Some("BEGIN:VCALENDAR"));
    let (mut out, mut open): (Vec<Event>, Option<Event>) = (Vec::new(), None);
    for line in lines {
        let (name, value) = line.split_once(':').expect("a name and a value");
        match (name, value) {
            ("BEGIN", "VEVENT") => assert!(open.replace(BTreeMap::new()).is_none(), "events do not nest"),
            ("END", "VEVENT") => out.push(open.take().expect("an event is open")),
            ("END", "VCALENDAR") => assert!(open.is_none()),
            _ => {
                if let Some(event) = &mut open {
                    assert_eq!(event.insert(name.to_owned(), value.to_owned()), None, "{name} is there once");
                }
            }
        }
    }
    assert!(whole.ends_with("END:VCALENDAR\r\n"));
    let zone = "BEGIN:VTIMEZONE\r\nTZID:UTC+08:00\r\nBEGIN:STANDARD\r\n";
    assert!(whole.contains(zone), "a calendar without an event has a component");
    assert!(!whole.contains("METHOD:"), "RFC 5546 wants an organiser with it");
    out
}

#[test]
fn the_deadlines_are_a_calendar_with_an_event_for_each_open_duty() {
    let site = site().write();
    let mut known: BTreeMap<String, Event> = BTreeMap::new();
    for now in ["2026-07-10", "2026-07-15", "2026-12-01"] {
        site.build_clean(now);
        let tree = site.tree("internal");
        let events = events(&tree["duties/b1/deadlines.ics"]);
        let json: serde_json::Value = serde_json::from_slice(&tree["duties.json"]).expect("JSON");
        let open: BTreeSet<String> = json["duties"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|d| d["organisation"] == "b1" && (d["state"] == "due" || d["state"] == "overdue"))
            .map(|d| {
                let period = d["period"].as_str().unwrap_or("standing");
                format!("b1.{}.{period}@dangwu.example", d["entry"].as_str().expect("an entry"))
            })
            .collect();
        let uids: BTreeSet<String> = events.iter().map(|event| event["UID"].clone()).collect();
        assert_eq!((uids.len(), &uids), (events.len(), &open), "{now}");
        for mut event in events {
            assert_eq!(event.remove("TRANSP").as_deref(), Some("TRANSPARENT"));
            // Only the state may change from build to build.
            event.remove("CATEGORIES").expect("a state");
            let first = known.entry(event["UID"].clone()).or_insert_with(|| event.clone());
            assert_eq!(*first, event, "{now}");
        }
    }
    let season = &known["b1.season.2026-Q4@dangwu.example"];
    assert_eq!(season["DTSTART;VALUE=DATE"], "20270115");
    assert_eq!(season["DTEND;VALUE=DATE"], "20270116");
    assert_eq!(season["DTSTAMP"], "20261231T000000Z");
    assert_eq!(season["SUMMARY"], "公开任务：季度情况；汇总，通报（2026年第四季度）");
    assert!(season["DESCRIPTION"].contains("日期暂定"), "{season:?}");
}

#[test]
fn a_supervisor_sees_what_is_open_in_both_languages() {
    let site = site().write();
    let text = |arguments: &[&str]| {
        let ran = site.run(arguments);
        assert_eq!(ran.status.code(), Some(0), "{ran:?}");
        String::from_utf8(ran.stdout).expect("UTF-8")
    };
    let zh = tabs(&text(&["duties", "--now", "2026-11-01", "--org", "b1"]));
    assert!(zh.starts_with("情况\t最迟\t党组织\t公开项目\t"), "{zh}");
    assert!(zh.contains("逾期\t2026-10-20\t=第一党支部\t季度情况；汇总，通报\t2026-Q3\n"), "{zh}");
    let soon = text(&["--lang", "en", "duties", "--now", "2026-11-01", "--org", "b1"]);
    assert!(!soon.contains("2026-Q4"), "what is due in more than a month is left out: {soon}");
    let en = tabs(&text(&["--lang", "en", "duties", "--now", "2026-11-01", "--org", "b1", "--all"]));
    assert!(en.contains("due\t2027-01-15 (provisional)\tb1\tSeason\t2026-Q4\n"), "{en}");
    let json = text(&["duties", "--now", "2026-11-01", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(json["duties"].as_array().expect("a list").iter().any(|duty| duty["organisation"] == "root"));
    assert_eq!(site.run(&["duties", "--org", "nowhere"]).status.code(), Some(2));
}

#[test]
fn what_is_overdue_comes_first_and_its_lines_are_as_many_as_the_summary_says() {
    let site = site().item(season("inside", "2026-Q3", "2026-10-12").at("b1").audience("internal").line("within: b1"));
    let site = site.write();
    let ran = site.run(&["duties", "--now", "2026-11-01"]);
    let out = tabs(&String::from_utf8(ran.stdout).expect("UTF-8"));
    let (_, out) = out.split_once('\n').expect("heads");
    let err = String::from_utf8(ran.stderr).expect("UTF-8");
    let overdue: Vec<&str> = out.lines().take_while(|line| line.starts_with("逾期")).collect();
    assert!(out.lines().skip(overdue.len()).all(|line| !line.starts_with("逾期")), "{out}");
    assert!(err.starts_with(&format!("逾期 {} 项（", overdue.len())), "{err}");
    let days: Vec<&str> = overdue.iter().filter_map(|line| line.split('\t').nth(1)).collect();
    assert!(days.is_sorted(), "{days:?}");
    // Done within the branch, which the readers of the whole site do not know of.
    assert!(err.contains("页的逾期数多 1 项"), "{err}");
    let count = |text: &str, before: &str| -> usize {
        let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("{before} in {text}"));
        rest.split(' ').next().and_then(|n| n.parse().ok()).expect("a number")
    };
    let (due, later) = (count(&err, "，待公开 "), count(&err, "\n待公开的有 "));
    assert_eq!(out.lines().filter(|line| line.starts_with("待公开")).count(), due - later, "{out}");
    let whole = site.run(&["duties", "--now", "2026-11-01", "--all"]);
    let (out, err) = (String::from_utf8_lossy(&whole.stdout), String::from_utf8_lossy(&whole.stderr));
    assert_eq!(out.lines().filter(|line| line.starts_with("待公开")).count(), due, "{out}");
    assert!(!err.contains("没有列出"), "{err}");
}
