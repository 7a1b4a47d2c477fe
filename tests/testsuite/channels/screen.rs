//! What a display screen shows in a round, and what it hands to an LED controller.

use super::{text, with};
use crate::site::{Item, Site, found, toml};

fn screen(options: &str) -> Site {
    Site::new().toml(&toml(&[("public", "", &format!("channel = \"screen\"\n[edition.screen]\n{options}"))]))
}

fn titles(page: &str) -> Vec<&str> {
    page.split("<h2>").skip(1).filter_map(|rest| rest.split("</h2>").next()).collect()
}

#[test]
fn pinned_items_come_first_then_what_opinions_are_heard_on_then_priority_matters_then_the_newest() {
    let hearing =
        "fields: {subject: 甲, contact: {address: 大道一号}, window: {opens: 2026-06-01, closes: 2026-07-20}}";
    let site = screen("pin = [\"old\"]\nmost = 3\nseconds = 20\nevery = 3")
        .item(Item::new("old").publish("2026-01-02"))
        .item(Item::new("hearing").entry("hearing").publish("2026-01-03").line(hearing))
        .item(Item::new("focus").publish("2026-02-02").line("focus: true"))
        .item(Item::new("newer").publish("2026-03-02"))
        .item(Item::new("newest").publish("2026-04-02"))
        .write();
    site.build_clean("2026-07-01");
    let tree = site.tree("public");
    let page = text(&tree, "index.html");
    assert_eq!(titles(page), ["事项 old", "事项 hearing", "事项 focus", "事项 newest"]);
    assert!(page.contains("data-seconds=20") || page.contains("data-seconds=\"20\""), "{page}");
    assert!(page.contains("https://dangwu.example/public/items/old.html"), "its code leads to the website");
}

#[test]
fn opinions_are_asked_for_as_long_as_they_are_heard() {
    let hearing =
        "fields: {subject: 甲, contact: {address: 大道一号}, window: {opens: 2026-06-01, closes: 2026-07-20}}";
    let item = Item::new("hearing").entry("hearing").publish("2026-06-01").line(hearing);
    let site = screen("").item(item.expires("2026-12-31").line("term_reason: 公开结果")).write();
    // Also where nobody builds by then.
    let heard = "data-expires=\"2026-07-21T00:00:00+08:00\">听取意见至2026年7月20日</b>";
    for (now, heard_still) in [("2026-07-20", true), ("2026-07-21", false)] {
        site.build_clean(now);
        let tree = site.tree("public");
        let page = text(&tree, "index.html");
        assert_eq!(titles(page), ["事项 hearing"], "{now}");
        assert_eq!((page.contains(heard), page.contains("听取意见至")), (heard_still, heard_still), "{now}");
    }
}

#[test]
fn a_screen_may_be_limited_to_categories_or_to_priority_matters() {
    let limited = |options: &str| {
        let site = screen(options)
            .item(Item::new("plain"))
            .item(Item::new("weighty").line("focus: true"))
            .item(
                Item::new("fee")
                    .entry("party-dues")
                    .line("period: 2026-H1")
                    .line("fields: {payers: 3, ledger: {in: 1, out: 1}}"),
            )
            .write();
        site.build("2026-07-01");
        titles(text(&site.tree("public"), "index.html")).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(limited("focus = true"), ["事项 weighty"]);
    assert_eq!(limited("categories = [\"routine-affairs\"]"), ["事项 weighty", "事项 plain"]);
}

#[test]
fn a_long_text_is_cut_after_a_sentence_or_else_where_it_is_told() {
    let slide = |summary: &str| {
        let site = screen("").item(Item::new("one").line(format!("summary: {summary}"))).write();
        site.build("2026-07-01");
        text(&site.tree("public"), "index.html").to_owned()
    };
    let (whole, part) = ("上".repeat(60) + "。", "下".repeat(60));
    let page = slide(&(whole.clone() + &part));
    assert!(page.contains(&whole) && !page.contains("下"), "{page}");
    let page = slide(&(part.clone() + &part));
    assert!(page.contains(&("下".repeat(89) + "…")), "{page}");
}

#[test]
fn lines_for_led_controllers_are_in_both_encodings() {
    let site = with("screen").item(Item::new("one").title("㐂事一则").expires("2026-07-09")).write();
    site.build_clean("2026-07-01");
    let tree = site.tree("public-screen");
    let line = "】㐂事一则（公开至2026年7月9日）\r\n";
    assert!(text(&tree, "ticker.txt").ends_with(line), "{}", text(&tree, "ticker.txt"));
    let (decoded, _, wrong) = encoding_rs::GB18030.decode(&tree["ticker.gb18030.txt"]);
    assert!(!wrong && decoded.ends_with(line));

    site.build_clean("2026-07-10");
    let tree = site.tree("public-screen");
    assert_eq!(found(&tree, "㐂事一则"), None);
    assert_eq!(text(&tree, "ticker.txt"), "目前没有公开事项。\r\n");
    assert!(text(&tree, "index.html").contains("目前没有公开事项"));
}

#[test]
fn a_copy_is_good_to_the_end_of_a_week_and_names_its_edition() {
    let site = with("screen").item(Item::new("one")).write();
    let outcome = site.build_clean("2026-07-01");
    let mark = |at: &str| text(&site.tree(at), "edition.js").to_owned();
    let (public, internal) = (mark("public-screen"), mark("internal-screen"));
    assert!(public.ends_with(",\"2026-07-20T00:00:00+08:00\");\n"), "two whole weeks after this one: {public}");
    assert_ne!(public, internal);
    let monday = outcome.next_change.expect("it changes by itself");
    assert_eq!(outcome.zone.rfc3339(monday), "2026-07-06T00:00:00+08:00");
    site.build_clean("2026-07-05");
    assert_eq!(mark("public-screen"), public, "nothing changes within a week");
    site.build_clean("2026-07-06");
    assert!(mark("public-screen").contains("2026-07-27"));
}
