//! Sheets to print, and the list by which they come down.

use super::{text, with};
use crate::site::{Item, Org, ROOT, found};

#[test]
fn each_organisation_has_its_sheets_in_both_sizes() {
    let site = with("board")
        .org(Org::new("branch"))
        .item(Item::new("dues").at("branch").expires("2026-07-09").body("党费正文。"))
        .item(Item::new("plan").at("branch").body("计划正文。"))
        .item(Item::new("secret").at("branch").audience("internal").body("内部正文。"))
        .write();
    site.build_clean("2026-07-01");
    let public = site.tree("public-board");
    for paper in ["a4", "a3"] {
        let sheets = text(&public, &format!("organisations/branch/{paper}.html"));
        assert_eq!(sheets.matches("<article").count(), 2, "{sheets}");
        for words in [
            "党费正文。",
            "计划正文。",
            "2026年7月10日",
            "第 1 件，共 2 件",
            "https://dangwu.example/public-board/items/dues.html",
        ] {
            assert!(sheets.contains(words), "{words} is on {paper}");
        }
    }
    assert!(!public.contains_key(&format!("organisations/{ROOT}/a4.html")), "nothing hangs at the root");
    assert_eq!(found(&public, "内部正文"), None);
    assert_eq!(found(&public, "secret"), None);
    let internal = site.tree("internal-board");
    assert!(text(&internal, "organisations/branch/a4.html").contains("内部正文。"));
    assert!(text(&internal, "index.html").contains("党内公开栏"));
}

#[test]
fn what_comes_down_is_listed_by_day_and_afterwards_by_its_number_only() {
    let site = with("board")
        .item(Item::new("dues").entry("tombstone").title("王小明党费").expires("2026-07-09"))
        .item(Item::new("plan").expires("2026-08-31"))
        .write();
    site.build_clean("2026-07-01");
    let board = site.tree("public-board");
    let list = text(&board, "take-down.html");
    let (first, second) = (list.find("2026年7月10日").expect("the day"), list.find("2026年9月1日").expect("the other"));
    assert!(first < second);
    assert!(list.contains("王小明党费"));
    let calendar = text(&board, "take-down.ics");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20260710\r\n") && calendar.contains("取下公开栏：王小明党费"));
    assert!(calendar.lines().all(|line| line.len() <= 76), "lines are folded");

    site.build_clean("2026-07-10");
    let board = site.tree("public-board");
    assert_eq!(found(&board, "王小明"), None);
    let list = text(&board, "take-down.html");
    assert!(list.contains("应已取下") && list.contains("<td>dues</td>"), "{list}");
    let after = text(&board, "take-down.ics");
    let event = |calendar: &str| {
        calendar.split("BEGIN:VEVENT").find(|event| event.contains("VALUE=DATE:20260710")).map(str::to_owned)
    };
    let (before, after) = (event(calendar).expect("it is to come down"), event(after).expect("it comes down today"));
    let uid = |event: &str| event.lines().find(|line| line.starts_with("UID:")).map(str::to_owned);
    assert_eq!(uid(&before), uid(&after), "a calendar knows it again");
    assert!(after.contains("编号 dues。公开期满，当日取下"), "{after}");
}

#[test]
fn what_leaves_no_trace_elsewhere_still_has_to_come_down_from_the_wall() {
    let site = with("board")
        .item(
            Item::new("wang-ming")
                .title("王小明处分")
                .expires("2026-08-31")
                .line("withdrawn: {date: 2026-07-05, kind: in-error, reason: 误发}"),
        )
        .item(Item::new("plan").expires("2026-08-31"))
        .write();
    site.build_clean("2026-07-01");
    assert!(text(&site.tree("public-board"), "take-down.html").contains("王小明处分"));
    site.build_clean("2026-07-05");
    let board = site.tree("public-board");
    let list = text(&board, "take-down.html");
    assert!(list.contains("应已取下") && list.contains("<td>—</td>"), "{list}");
    let calendar = text(&board, "take-down.ics");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20260705") && calendar.contains("不再公开，当日取下"), "{calendar}");
    for gone in ["王小明", "wang-ming"] {
        assert_eq!(found(&board, gone), None);
    }
}

#[test]
fn all_that_comes_down_on_a_day_is_listed_however_many_they_are() {
    let over = |id: &str, day: &str| Item::new(id).entry("tombstone").expires(day);
    let mut site = with("board");
    for n in 0..70 {
        site = site.item(over(&format!("today-{n:02}"), "2026-07-09"));
    }
    let site = site.item(over("week", "2026-07-02")).item(over("older", "2026-07-01")).write();
    site.build_clean("2026-07-10");
    let board = site.tree("public-board");
    let (list, calendar) = (text(&board, "take-down.html"), text(&board, "take-down.ics"));
    assert_eq!(list.matches("<td>today-").count(), 70);
    assert_eq!(calendar.matches("VALUE=DATE:20260710\r\n").count(), 70);
    assert!(list.contains("<td>week</td>") && !list.contains("<td>older</td>"), "{list}");
}

#[test]
fn each_organisation_has_its_own_list_of_what_comes_down() {
    let site = with("board")
        .org(Org::new("branch"))
        .org(Org::new("bare"))
        .item(Item::new("root-plan").expires("2026-08-31"))
        .item(Item::new("dues").at("branch").expires("2026-07-09"))
        .item(Item::new("over").at("bare").entry("tombstone").title("到期的标题").expires("2026-06-09"))
        .write();
    site.build_clean("2026-07-01");
    let board = site.tree("public-board");
    let [own, calendar, bare] = ["branch/take-down.html", "branch/take-down.ics", "bare/take-down.html"]
        .map(|path| text(&board, &format!("organisations/{path}")));
    assert!(own.contains("事项 dues") && !own.contains("root-plan"), "{own}");
    assert!(own.contains("take-down.ics"), "{own}");
    assert!(calendar.contains("编号 dues") && !calendar.contains("root-plan"), "{calendar}");
    assert!(bare.contains("<td>over</td>") && !bare.contains("到期的标题"), "{bare}");
    assert!(!board.contains_key("organisations/bare/a4.html"), "nothing hangs there");
    let whole = text(&board, "take-down.html");
    assert!(["事项 dues", "事项 root-plan", "<td>over</td>"].iter().all(|words| whole.contains(words)), "{whole}");
    assert!(text(&board, "index.html").contains("organisations/branch/take-down.html"));
}

#[test]
fn each_sheet_has_its_own_anchors() {
    let body = "## 情况\n\n文[^1]\n\n[^1]: 注\n";
    let site = with("board").item(Item::new("one").body(body)).item(Item::new("two").body(body)).write();
    site.build_clean("2026-07-01");
    let board = site.tree("public-board");
    let sheets = text(&board, &format!("organisations/{ROOT}/a4.html"));
    for id in ["one", "two"] {
        for part in ["id=\"ID.情况\"", "id=\"ID.note.1\"", "href=\"#ID.note.1\""] {
            assert_eq!(sheets.matches(&part.replace("ID", id)).count(), 1, "{part} of {id} in {sheets}");
        }
    }
}

#[test]
fn organisations_are_indented_no_further_than_style_sheets_know() {
    let mut site = with("board");
    let mut folder = String::new();
    for n in 1..=8 {
        folder += &format!("{}o{n}", if n == 1 { "" } else { "/" });
        site = site.org(Org::new(&format!("o{n}")).at(&folder));
    }
    let site = site.item(Item::new("plan").at(&folder)).item(Item::new("other").at("o1")).write();
    site.build_clean("2026-07-01");
    for (name, path, deepest) in [
        ("public-board", "index.html", 3),
        ("public", "organisations.html", 5),
        ("internal", "duties/index.html", 5),
        ("internal", "duties/report.html", 5),
    ] {
        let tree = site.tree(name);
        let page = text(&tree, path);
        let steps = page.split("depth-").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10));
        assert_eq!(steps.max(), Some(deepest), "{name}/{path}");
    }
}

#[test]
fn pictures_travel_and_links_are_plain_text() {
    let png = include_bytes!("../../../content/delegates-xiangyang-2026/chart.png");
    let body = "![图](p.png) 见[另一件](other)和[网站](https://example.org/)。";
    let site = with("board").item(Item::new("one").beside("p.png", png).body(body)).item(Item::new("other"));
    let site = site.write();
    site.build_clean("2026-07-01");
    let board = site.tree("public-board");
    assert!(board.contains_key("files/one/p.png"));
    let sheets = text(&board, &format!("organisations/{ROOT}/a4.html"));
    assert!(sheets.contains("src=\"../../files/one/p.png\"") && !sheets.contains("example.org/\""), "{sheets}");
}
