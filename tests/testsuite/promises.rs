//! What the public is told of duties, where its edition is configured to say so.

use crate::site::{Item, Org, Site, Written, assert_same, found, toml};
use sunshine::calendar::{Zone, parse_moment};

const CATALOGUE: &str = "entries:
  season:
    category: routine-affairs
    zh: 季度情况
    en: Season
    tier: periodic
    every: quarter
    due: 10wd
    audience: public
    applies: [branch]
    term: 3 months
  rules:
    category: routine-affairs
    zh: 工作规则
    en: Rules
    tier: fixed
    audience: public
    applies: [branch]
    review: 6 months
  inside:
    category: routine-affairs
    zh: 党内季度情况
    en: Inside
    tier: periodic
    every: quarter
    audience: internal
    ceiling: internal
    applies: [branch]
  open-or-not:
    category: routine-affairs
    zh: 视情况公开
    en: Either
    tier: periodic
    every: quarter
    applies: [branch]
";

fn season(id: &str, period: &str, publish: &str) -> Item {
    Item::new(id).at("b1").entry("season").publish(publish).line(format!("period: {period}"))
}

fn site() -> Site {
    Site::new()
        .file("catalogue.yaml", CATALOGUE)
        .toml(&toml(&[("public", "", "show_duties = true"), ("internal", "", "")]))
        .org(Org::new("b1").name("第一党支部"))
        .item(season("q1", "2026-Q1", "2026-04-10"))
        // In time for members, late for the public.
        .item(
            season("q2", "2026-Q2", "2026-07-10")
                .line("public_from: 2026-08-10")
                .line("changes: [{date: 2026-08-12, note: 更正}]"),
        )
        .item(Item::new("rules").at("b1").entry("rules").publish("2026-03-02"))
}

/// What the public site says of an entry of the branch: period, state, day and whether there is a page.
fn told(site: &Written, entry: &str) -> String {
    let csv = String::from_utf8(site.tree("public")["duties.csv"].clone()).expect("UTF-8");
    let rows =
        csv.lines().map(|line| line.split(',').collect::<Vec<_>>()).filter(|row| row[0] == "b1" && row[2] == entry);
    let row = |row: Vec<&str>| {
        let page = if row[11].is_empty() { "" } else { "+" };
        [row[6], row[9], row[10]].join(" ").trim_end().to_owned() + page
    };
    rows.map(row).collect::<Vec<_>>().join(", ")
}

#[test]
fn an_edition_that_is_configured_so_tells_the_public_what_was_kept_and_who_is_late() {
    let site = site().write();
    for (now, season, rules) in [
        ("2026-03-01", "2025年第四季度 逾期, 2026年第一季度 待公开", "长期 逾期"),
        (
            "2026-05-10",
            "2025年第四季度 逾期, 2026年第一季度 已公开 2026-04-10, 2026年第二季度 待公开",
            "长期 迟公开 2026-03-02+",
        ),
        (
            "2026-08-01",
            "2025年第四季度 逾期, 2026年第一季度 已公开 2026-04-10, 2026年第二季度 逾期, 2026年第三季度 待公开",
            "长期 迟公开 2026-03-02+",
        ),
        (
            "2026-08-10",
            "2025年第四季度 逾期, 2026年第一季度 已公开 2026-04-10, 2026年第二季度 迟公开 2026-08-10+, 2026年第三季度 待公开",
            "长期 迟公开 2026-03-02+",
        ),
    ] {
        site.build_clean(now);
        let season = season.replace("2026-04-10,", "2026-04-10+,");
        assert_eq!(told(&site, "season"), season, "{now}");
        assert_eq!(told(&site, "rules"), rules, "{now}");
    }
    site.build_clean("2026-10-01");
    assert_eq!(told(&site, "rules"), "长期 逾期未复核 2026-03-02+", "its review is past");
    let tree = site.tree("public");
    let page = |path: &str| String::from_utf8(tree[path].clone()).expect("UTF-8");
    assert!(page("duties/index.html").contains("季度情况") && page("duties/index.html").contains("不作排名"));
    assert!(page("duties/b1/index.html").contains("迟公开"));
    assert!(page("catalogue.html").contains("duties/index.html"));
    assert!(page("organisations/b1/index.html").contains("duties/b1/index.html"));
    for (path, word) in [("duties/index.html", "率"), ("duties/b1/index.html", "率"), ("duties.csv", "党内季度情况")]
    {
        assert!(!page(path).contains(word), "{path}: {word}");
    }
    for path in ["duties/index.html", "duties/b1/index.html"] {
        let loc = |name: &str| format!("<loc>https://dangwu.example/{name}/{path}</loc>");
        assert!(page("sitemap.xml").contains(&loc("public")), "{path} may be found");
        let internal = String::from_utf8_lossy(&site.tree("internal")["sitemap.xml"]).into_owned();
        assert!(!internal.contains(&loc("internal")), "{path} is for members: {internal}");
    }
    for entry in ["inside", "open-or-not"] {
        assert_eq!(told(&site, entry), "", "{entry} is promised to nobody outside");
    }
    for path in ["duties.json", "duties/report.html", "duties-coverage.csv", "duties/b1/deadlines.ics"] {
        assert!(!tree.contains_key(path), "{path} is for members");
    }
}

#[test]
fn what_only_members_read_fulfils_no_promise_and_is_not_told_from_nothing() {
    let hidden = season("q3", "2026-Q3", "2026-10-08").audience("internal").line("internal_reason: 涉及未公开事项");
    let (whole, less) = (site().item(hidden).write(), site().write());
    for now in ["2026-10-09", "2026-11-01"] {
        whole.build_clean(now);
        less.build_clean(now);
        assert_same(&whole.tree("public"), &less.tree("public"), now);
    }
    assert!(
        told(&whole, "season").ends_with("2026年第三季度 逾期, 2026年第四季度 待公开"),
        "{}",
        told(&whole, "season")
    );
    assert!(found(&whole.tree("internal"), "items/q3.html").is_some());
}

#[test]
fn an_edition_says_nothing_of_duties_unless_it_is_configured_to() {
    let quiet = site().toml(&toml(&[("public", "", ""), ("internal", "", "")])).write();
    quiet.build_clean("2026-11-01");
    let tree = quiet.tree("public");
    assert!(tree.keys().all(|path| !path.starts_with("duties")));
    assert!(!String::from_utf8_lossy(&tree["catalogue.html"]).contains("公开任务"));
}

#[test]
fn when_a_promise_falls_due_the_public_edition_changes() {
    let only = site().toml(&toml(&[("public", "", "show_duties = true")])).write();
    // The day after the tenth working day of July.
    let due = parse_moment("2026-07-15").expect("a day").start(Zone::default());
    assert_eq!(only.build_clean("2026-07-12").next_change, Some(due));
}

#[test]
fn what_is_founded_or_dissolved_owes_the_public_nothing_before_and_after() {
    let org = Org::new("b1").name("第一党支部").line("founded: 2026-04-01").line("dissolved: 2026-10-01");
    let site = site().org(org).write();
    site.build_clean("2026-11-01");
    assert_eq!(told(&site, "season"), "2026年第二季度 迟公开 2026-08-10+");
    assert_eq!(told(&site, "rules"), "", "nothing stands always of what is no more");
    let page = String::from_utf8(site.tree("public")["duties/b1/index.html"].clone()).expect("UTF-8");
    assert!(page.contains("成立：成立之前开始的各期不计") && page.contains("撤销：此后到期的不计"), "{page}");
}

#[test]
fn what_an_organisation_is_exempt_from_is_promised_to_nobody() {
    let org = Org::new("b1").name("第一党支部").line("exempt: [{entry: rules, reason: 没有单独的规则}]");
    let site = site().org(org).write();
    site.build_clean("2026-05-10");
    assert_eq!(told(&site, "rules"), "");
    assert!(told(&site, "season").contains("2026年第一季度 已公开"));
    assert_eq!(found(&site.tree("public"), "没有单独的规则"), None);
}
