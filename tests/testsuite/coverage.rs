//! Coverage by the three groupings, whose entries are whose, and names that the public sees masked.

use crate::scratch::{APPROVAL, SITE, Scratch, item};
use crate::site::found;
use serde_json::Value;
use std::collections::BTreeMap;

/// A street with an entry of its own that nobody else owes, and an entry that belongs to no group but its category.
fn site() -> Scratch {
    let own = "scope: street\nplan: {document: 向委发〔2026〕9号, by: 中共示例委员会, date: 2026-05-01}\nentries:\n  \
        season: {category: routine-affairs, zh: 季度议事, tier: periodic, every: quarter, due: 10wd, term: 1 year, \
        audience: public, fields: {text: paragraph}}\n";
    let season = |id: &str, period: &str, publish: &str| {
        let text = item("季度议事", &format!("id: {id}\nperiod: {period}\n"), "正文。");
        text.replace("entry: resolution", "entry: season")
            .replace("publish: 2026-06-10", &format!("publish: {publish}"))
    };
    Scratch::empty()
        .with(
            "site.toml",
            SITE.replace("\"catalogue.yaml\"", "[\"superior.yaml\", \"own.yaml\"]\nduties_from = 2026-01-01"),
        )
        .with("superior.yaml", "entries:\n  party-dues: {locked: true}\n")
        .with("own.yaml", own)
        .with("content/_org.md", "---\nid: root\nname: 中共示例委员会\nkind: committee\n---\n")
        .with(
            "content/street/_org.md",
            "---\nid: street\nname: 中共示例街道工委\nshort: 街道工委\nkind: working-committee\n---\n",
        )
        .with("content/street/b/_org.md", "---\nid: b\nname: 中共示例支部\nkind: branch\n---\n")
        .with("content/street/q2.md", season("q2", "2026-Q2", "2026-07-06"))
        .with("content/street/b/q2.md", season("b-q2", "2026-Q2", "2026-08-20"))
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

#[test]
fn an_organisation_s_own_entry_is_a_duty_of_it_and_those_below() {
    let site = site();
    site.build("2026-09-01", 0);
    let duties = json(&site.tree("internal")["duties.json"]);
    let all = duties["duties"].as_array().expect("a list").iter();
    let season = all.filter(|duty| duty["entry"] == "season" && duty["period"] == "2026-Q2");
    let states: BTreeMap<&str, &str> = season
        .map(|duty| (duty["organisation"].as_str().unwrap_or_default(), duty["state"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(states, BTreeMap::from([("b", "late"), ("street", "done")]));
    let ran = site.run(["duties", "--now", "2026-09-01", "--all"]);
    assert!(!ran.out.lines().any(|line| line.contains("示例委员会") && line.contains("季度议事")), "{}", ran.out);
}

#[test]
fn every_duty_is_counted_once_in_each_grouping() {
    let site = site();
    site.build("2026-09-01", 0);
    let tree = site.tree("internal");
    let duties = json(&tree["duties.json"]);
    let counted = |state: &str, organisation: Option<&str>| {
        let all = duties["duties"].as_array().expect("a list").iter();
        let own = all.filter(|duty| organisation.is_none_or(|own| duty["organisation"] == own));
        own.filter(|duty| duty["state"] == state).count()
    };
    let records = duties["coverage"].as_array().expect("a list");
    for organisation in [None, Some("root"), Some("street"), Some("b")] {
        for grouping in ["categories", "op2010", "reg"] {
            let rows = records.iter().filter(|row| row["grouping"] == grouping);
            let rows: Vec<&Value> = rows.filter(|row| row["organisation"].as_str() == organisation).collect();
            let sum = |key: &str| rows.iter().filter_map(|row| row[key].as_u64()).sum::<u64>() as usize;
            let place = format!("{organisation:?} {grouping}");
            assert_eq!(sum("late"), counted("late", organisation), "{place}");
            assert_eq!(sum("missing"), counted("overdue", organisation), "{place}");
            assert_eq!(sum("published"), counted("late", organisation) + sum("in_time"), "{place}");
            assert_eq!(sum("required"), sum("published") + sum("missing"), "{place}");
            assert!(sum("required") > 0, "{place}");
        }
    }
    for organisation in [None, Some("root"), Some("street"), Some("b")] {
        let rows = |grouping: &str| -> Vec<&Value> {
            let rows = records.iter().filter(|row| row["grouping"] == grouping);
            rows.filter(|row| row["organisation"].as_str() == organisation).collect()
        };
        let (all, periods) = (rows("all"), rows("period"));
        let [whole] = all[..] else { panic!("{organisation:?}: {all:?}") };
        for key in ["required", "published", "in_time", "late", "missing", "unreviewed", "corrected"] {
            let sum: u64 = periods.iter().filter_map(|row| row[key].as_u64()).sum();
            assert_eq!(whole[key].as_u64(), Some(sum), "{organisation:?} {key}");
        }
        assert!(whole["ad_hoc_in_time"].is_u64() && whole["ad_hoc_late"].is_u64() && !periods.is_empty());
    }
    let whole: Vec<&Value> = records.iter().filter(|row| row["organisation"].is_null()).collect();
    let of = |grouping: &str| whole.iter().filter(|row| row["grouping"] == grouping).count();
    assert_eq!(["categories", "op2010", "reg"].map(of), [5, 9, 8], "an entry without codes is in a row of its own");
    let other = whole
        .iter()
        .find(|row| row["grouping"] == "reg" && row["group"].is_null())
        .expect("a row for what is in no group");
    let figures = ["entries", "published", "in_time", "late"].map(|key| other[key].as_u64());
    assert_eq!(figures, [Some(1), Some(2), Some(1), Some(1)]);

    let csv = String::from_utf8(tree["duties-coverage.csv"].clone()).expect("UTF-8");
    assert_eq!(csv.lines().count(), records.len() + 1);
    assert!(csv.starts_with("\u{FEFF}党组织编号,党组织,分组方式,"), "{csv}");
    let (rows, rates): (Vec<&str>, _) = (csv.lines().collect(), [13, 14]);
    let cells = |row: usize| rows[row].split(',').collect::<Vec<_>>();
    assert_eq!(rates.map(|n| cells(0)[n]), ["完成率（%）", "及时率（%）"]);
    for (n, record) in records.iter().enumerate() {
        for (column, key) in rates.into_iter().zip(["completeness_permille", "timeliness_permille"]) {
            let rate = record[key].as_u64().map(|n| format!("{}.{}", n / 10, n % 10)).unwrap_or_default();
            assert_eq!(cells(n + 1)[column], rate, "{record}");
        }
    }
    let table = String::from_utf8(tree["duties.csv"].clone()).expect("UTF-8");
    let dues = table.lines().find(|row| row.contains(",party-dues,")).expect("a duty");
    assert!(dues.contains(",党的组织管理情况,组织建设与党员,定期,2025年下半年,") && !table.contains("-Q"), "{dues}");
    let page = String::from_utf8(tree["duties/report.html"].clone()).expect("UTF-8");
    for words in ["2010年意见八个方面", "2017年条例七项（基层）", "党的组织管理情况", "管党治党与党风廉政", "未归入"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(found(&site.tree("public"), "duties-coverage").is_none());
}

#[test]
fn the_catalogue_says_which_group_an_entry_is_in_and_whose_it_is() {
    let site = site();
    site.build("2026-09-01", 0);
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        let text = |path: &str| String::from_utf8(tree[path].clone()).expect("UTF-8");
        let catalogue = text("catalogue.html");
        for words in ["2010年意见八个方面", "党风廉政建设情况", "学习教育与组织生活", "街道工委增补"]
        {
            assert!(catalogue.contains(words), "{words}");
        }
        let entry = text("entries/season/index.html");
        assert!(entry.contains("向委发〔2026〕9号，2026年5月1日中共示例委员会批准"), "{entry}");
        assert!(text("entries/party-dues/index.html").contains("党的组织管理情况"));
    }
}

#[test]
fn people_in_hardship_are_named_to_members_only() {
    let fields = "fields: {standard: 每户500元, households: 3, ledger: {in: 1000, out: 1000}, names: [{name: 欧阳子涵, role: 学生}, {name: 温小满, note: 一组}]}";
    let front = format!(
        "---\ntitle: 助学情况\nid: help\nentry: assistance\naudience: public\npublish: 2026-06-10\napproval: {APPROVAL}\n{fields}\n---\n正文。\n"
    );
    let site = Scratch::new().with("content/help.md", front);
    site.build("2026-06-20", 0);
    let (public, internal) = (site.tree("public"), site.tree("internal"));
    for name in ["欧阳子涵", "温小满"] {
        assert_eq!(found(&public, name), None, "{name}");
        assert!(found(&internal, name).is_some(), "{name}");
    }
    for name in ["欧阳某某", "温某某"] {
        let page = String::from_utf8(public["items/help.html"].clone()).expect("UTF-8");
        assert!(page.contains(name), "{name}");
        assert_eq!(found(&internal, name), None, "{name}");
    }
}
