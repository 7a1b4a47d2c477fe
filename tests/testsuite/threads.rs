//! Threads: what an audience sees of a matter, joined through nothing else.

use crate::site::{Item, Org, ROOT, Site, assert_same, found, toml};

/// A draft, an internal notice between, and a decision; each follows the one before.
fn matter(between: bool) -> Site {
    let notice = Item::new("notice").audience("internal").publish("2026-02-01").line("follows: draft");
    let site = Site::new()
        .item(Item::new("draft").publish("2026-01-10"))
        .item(Item::new("decision").publish("2026-03-01").line("follows: notice"))
        .item(Item::new("execution").publish("2026-04-01").line("follows: [decision]"));
    if between { site.item(notice) } else { site }
}

fn text(tree: &crate::site::Tree, path: &str) -> String {
    String::from_utf8(tree.get(path).unwrap_or_else(|| panic!("there is {path}")).clone()).expect("UTF-8")
}

#[test]
fn each_audience_sees_its_own_part_of_a_matter() {
    let site = matter(true).write();
    site.build_clean("2026-05-01");
    let (public, internal) = (site.tree("public"), site.tree("internal"));
    let whole = text(&internal, "threads/draft/index.html");
    let places: Vec<usize> = ["draft", "notice", "decision", "execution"]
        .map(|id| whole.find(&format!("items/{id}.html")).unwrap_or_else(|| panic!("{id} is there")))
        .into();
    assert!(places.is_sorted(), "by their days");
    let part = text(&public, "threads/decision/index.html");
    assert!(part.contains("items/decision.html") && part.contains("items/execution.html"));
    assert!(!part.contains("draft") && !part.contains("notice"));
    assert!(!public.contains_key("threads/draft/index.html"), "one item is no thread");
    let page = text(&internal, "items/notice.html");
    assert!(page.contains("来龙去脉") && page.contains("aria-current"));
    assert_eq!(page.matches("aria-current=step").count() + page.matches("aria-current=\"step\"").count(), 1);
    let alone = text(&public, "items/draft.html");
    assert!(!alone.contains("class=\"line thread\""), "{alone}");
    assert!(text(&public, "threads/index.html").contains("threads/decision/index.html"));
    assert!(text(&public, "sitemap.xml").contains("threads/decision/index.html"));
}

#[test]
fn what_lies_between_and_is_internal_changes_no_public_byte() {
    let (with, without) = (matter(true).write(), matter(false).write());
    for now in ["2026-01-20", "2026-02-20", "2026-03-20", "2026-05-01"] {
        with.build_clean(now);
        without.build_clean(now);
        assert_same(&with.tree("public"), &without.tree("public"), now);
    }
}

#[test]
fn a_field_for_members_joins_nothing_outside() {
    let site = Site::new()
        .item(Item::new("a"))
        .item(Item::new("b").entry("keep").publish("2026-02-01").line("fields: {inside: a}"))
        .item(Item::new("c").entry("keep").publish("2026-03-01").line("fields: {see: b}"))
        .write();
    site.build_clean("2026-05-01");
    assert!(site.tree("internal").contains_key("threads/a/index.html"));
    let public = site.tree("public");
    assert!(public.contains_key("threads/b/index.html") && !public.contains_key("threads/a/index.html"));
}

#[test]
fn a_step_whose_term_is_over_loses_its_title_and_a_withdrawn_one_goes() {
    let site = Site::new()
        .org(Org::new("b1"))
        .item(Item::new("first").title("第一步的标题").publish("2026-01-10").expires("2026-02-10"))
        .item(Item::new("second").at("b1").publish("2026-02-01").line("follows: first"))
        .item(
            Item::new("third")
                .publish("2026-03-01")
                .line("follows: second\nfollows_reason: 下级先办")
                .line("withdrawn: {date: 2026-04-01, kind: withdrawn, reason: 另行研究}"),
        )
        .write();
    site.build_clean("2026-02-05");
    let thread = text(&site.tree("public"), "threads/first/index.html");
    assert!(thread.contains("第一步的标题") && !thread.contains("third"));
    let outcome = site.build_clean("2026-03-05");
    assert!(outcome.next_change.is_some());
    let public = site.tree("public");
    let thread = text(&public, "threads/first/index.html");
    assert!(thread.contains("公开期已满") && thread.contains("items/third.html"), "{thread}");
    assert_eq!(found(&public, "第一步的标题"), None);
    site.build_clean("2026-04-01");
    assert!(!text(&site.tree("public"), "threads/first/index.html").contains("third"));
}

/// Three steps that stand after one that is past its term: kept in an archive, where a website has one.
fn on_forms() -> Site {
    let editions = ["kiosk", "board"].map(|form| [("public", form), ("internal", form)]).concat();
    let named: Vec<(String, String)> =
        editions.iter().map(|(who, form)| (format!("{who}-{form}"), format!("channel = \"{form}\""))).collect();
    let lines: Vec<(&str, &str, &str)> = named.iter().map(|(name, line)| (name.as_str(), "", line.as_str())).collect();
    Site::new()
        .toml(&toml(&lines))
        .item(
            Item::new("draft")
                .entry("archive-public")
                .title("征求意见的标题")
                .publish("2026-01-10")
                .expires("2026-02-28"),
        )
        .item(
            Item::new("notice")
                .audience("internal")
                .title("内部公示的标题")
                .publish("2026-02-01")
                .line("follows: draft"),
        )
        .item(Item::new("decision").title("决定的标题").publish("2026-03-01").line("follows: draft"))
        .item(Item::new("execution").title("执行的标题").publish("2026-04-01").line("follows: [decision, notice]"))
}

#[test]
fn touch_screens_and_boards_show_how_a_matter_came_about_and_name_only_what_stands() {
    let site = on_forms().write();
    site.build_clean("2026-05-01");
    for who in ["public", "internal"] {
        let kiosk = site.tree(&format!("{who}-kiosk"));
        assert!(text(&kiosk, "home/page-2.html").contains("threads/index.html"), "a tile leads to them");
        assert!(text(&kiosk, "threads/index.html").contains("threads/draft/index.html"));
        let steps = text(&kiosk, "threads/draft/index.html");
        let item = text(&kiosk, "items/decision.html");
        let sheets = text(&site.tree(&format!("{who}-board")), &format!("organisations/{ROOT}/a4.html"));
        for page in [&steps, &item, &sheets] {
            for words in ["公开期已满", "决定的标题", "执行的标题"] {
                assert!(page.contains(words), "{words} in {page}");
            }
            assert!(!page.contains("征求意见的标题") && !page.contains("items/draft.html"), "{page}");
            assert_eq!(page.contains("内部公示的标题"), who == "internal");
        }
        assert!(steps.contains("items/execution.html") && item.contains("threads/draft/index.html"));
        assert!(!item.contains("items/execution.html"), "no link stands in a text");
    }
    site.build_clean("2026-02-10");
    assert!(text(&site.tree("public-kiosk"), "threads/index.html").contains("目前没有前后相连的事项"));
}

#[test]
fn a_sheet_that_names_a_step_is_made_anew_when_that_step_leaves() {
    let site = Site::new()
        .toml(&toml(&[("public-board", "", "channel = \"board\""), ("public-kiosk", "", "channel = \"kiosk\"")]))
        .org(Org::new("b1"))
        .item(Item::new("first").title("第一步的标题").expires("2026-05-31"))
        .item(Item::new("second").at("b1").publish("2026-03-01").line("follows: first"))
        .write();
    site.build_clean("2026-05-01");
    assert!(text(&site.tree("public-board"), "organisations/b1/a4.html").contains("第一步的标题"));
    assert!(text(&site.tree("public-kiosk"), "items/second.html").contains("第一步的标题"));
    site.build("2026-06-01");
    for tree in ["public-board", "public-kiosk"] {
        assert_eq!(found(&site.tree(tree), "第一步的标题"), None);
    }
}
