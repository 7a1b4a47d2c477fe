//! Organisations that were founded and dissolved, and what they are exempt from.

use super::{CATALOGUE, TOML, season, seasons};
use crate::scratch::tabs;
use crate::site::{Org, ROOT, Site, Written};

/// What always stands, and is looked at again.
const RULES: &str = "  rules:
    category: routine-affairs
    zh: 工作规则
    en: Rules
    tier: fixed
    audience: public
    applies: [branch]
    review: 6 months
";

fn site(lines: &[&str]) -> Site {
    let org = lines.iter().fold(Org::new("b1").name("新一支部"), |org, line| org.line(*line));
    Site::new().file("catalogue.yaml", format!("{CATALOGUE}{RULES}")).toml(TOML).org(org)
}

/// The states of the seasons by period, and that of what always stands, from `duties.json`.
fn told(site: &Written, now: &str) -> String {
    site.build_clean(now);
    let mut told: Vec<String> =
        seasons(site).into_iter().map(|(period, (state, _))| format!("{period} {state}")).collect();
    let tree = site.tree("internal");
    let json: serde_json::Value = serde_json::from_slice(&tree["duties.json"]).expect("JSON");
    let all = json["duties"].as_array().expect("a list").iter();
    let rules = all.filter(|duty| duty["entry"] == "rules" && duty["organisation"] == "b1");
    told.extend(rules.map(|duty| {
        let text = |key: &str| duty[key].as_str().unwrap_or_default().to_owned();
        format!("rules {} {}", text("state"), text("due")).trim_end().to_owned()
    }));
    told.join(", ")
}

#[test]
fn what_was_founded_owes_the_first_period_that_begins_then_and_what_stands_thirty_days_later() {
    let new = site(&["founded: 2026-07-20"]).write();
    for (now, expected) in [
        ("2026-07-19", ""),
        ("2026-07-20", "rules due 2026-08-19"),
        ("2026-08-20", "rules overdue 2026-08-19"),
        ("2026-10-01", "2026-Q4 due, rules overdue 2026-08-19"),
    ] {
        assert_eq!(told(&new, now), expected, "{now}");
    }
    let on_the_first = site(&["founded: 2026-07-01"]).write();
    assert_eq!(told(&on_the_first, "2026-07-20"), "2026-Q3 due, rules due 2026-07-31", "a day is within its period");
    let always = site(&[]).write();
    let expected = "2025-Q4 overdue, 2026-Q1 overdue, 2026-Q2 overdue, 2026-Q3 due, rules overdue 2026-01-01";
    assert_eq!(told(&always, "2026-07-20"), expected);
}

#[test]
fn what_was_dissolved_owes_what_was_due_by_then_and_no_more() {
    let site = site(&["dissolved: 2026-07-14"]).item(season("q1", "2026-Q1", "2026-04-10")).write();
    for (now, expected) in [
        ("2026-07-14", "2025-Q4 overdue, 2026-Q1 done, 2026-Q2 due, rules overdue 2026-01-01"),
        ("2026-07-15", "2025-Q4 overdue, 2026-Q1 done, 2026-Q2 overdue"),
        ("2026-12-31", "2025-Q4 overdue, 2026-Q1 done, 2026-Q2 overdue"),
        ("2027-01-02", ""),
    ] {
        assert_eq!(told(&site, now), expected, "{now}");
    }
    let tree = site.tree("internal");
    let page = |path: &str| String::from_utf8(tree[path].clone()).expect("UTF-8");
    assert!(page("duties/b1/index.html").contains("撤销：此后到期的不计"));
    assert!(page("duties/b1/index.html").contains("没有到期的项目"), "there is no table without a row");
    let ran = site.run(&["duties", "--now", "2027-01-02", "--org", "b1", "--all"]);
    assert!(!tabs(&String::from_utf8(ran.stdout).expect("UTF-8")).contains("季度情况"));
}

#[test]
fn a_day_sooner_and_the_last_period_is_not_owed() {
    let site = site(&["dissolved: 2026-07-13"]).write();
    assert_eq!(told(&site, "2026-07-15"), "2025-Q4 overdue, 2026-Q1 overdue");
}

#[test]
fn nobody_is_elected_anew_where_the_organisation_is_no_more_by_then() {
    let election = |lines: &[&str]| {
        let site = site(lines).write();
        let ran = site.run(&["duties", "--now", "2026-11-01", "--org", "b1", "--all"]);
        tabs(&String::from_utf8(ran.stdout).expect("UTF-8")).contains("换届")
    };
    assert!(election(&["elected: 2023-12-20"]));
    assert!(election(&["elected: 2023-12-20", "dissolved: 2026-12-19"]), "it ends on the last day");
    assert!(!election(&["elected: 2023-12-20", "dissolved: 2026-12-18"]));
    assert!(!election(&["elected: 2023-01-20", "dissolved: 2026-03-01"]), "what was due before is past as well");
}

#[test]
fn what_an_organisation_is_exempt_from_is_not_owed_and_members_are_told_why() {
    let exempt = site(&["exempt: [{entry: 季度情况；汇总，通报, reason: 由社区党委统一公开}]"]).write();
    assert_eq!(told(&exempt, "2026-07-20"), "rules overdue 2026-01-01");
    let tree = exempt.tree("internal");
    let page = |path: &str| String::from_utf8(tree[path].clone()).expect("UTF-8");
    assert!(page("duties/b1/index.html").contains("由社区党委统一公开"));
    assert!(!page(&format!("duties/{ROOT}/index.html")).contains("豁免"), "nobody else is");
    let public = exempt.tree("public");
    assert_eq!(crate::site::found(&public, "由社区党委统一公开"), None);
}
