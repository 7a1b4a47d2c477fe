//! A touch screen: its pages, and that no link of theirs leads out or nowhere.

use super::{text, with};
use crate::site::{Item, Org, Tree, found, toml};
use std::collections::BTreeSet;
use sunshine::pipeline::Failure;

/// Every `href` and `src` of the pages of a tree, with the page it stands on.
fn links(tree: &Tree) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        for key in [" href=\"", " src=\""] {
            let found = html.split(key).skip(1).filter_map(|rest| rest.split('"').next());
            out.extend(found.map(|link| (path.clone(), link.to_owned())));
        }
    }
    out
}

/// What a relative link leads to from a page.
fn resolved(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('#').next().unwrap_or_default().split('/') {
        match part {
            ".." => drop(parts.pop().expect("no link leaves the folder")),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Of both audiences.
fn rich() -> crate::site::Site {
    let png = include_bytes!("../../../content/delegates-xiangyang-2026/chart.png");
    let body =
        "![图](p.png) 见[另一件](other)、[网站](https://example.org/)和[附件](list.txt)，另见注[^1]。\n\n[^1]: 注文。";
    let one = Item::new("one").beside("p.png", png).beside("list.txt", b"x").body(body);
    with("kiosk")
        .org(Org::new("branch"))
        .org(Org::new("group").at("branch"))
        .item(
            one.line("attachments: [{file: list.txt, title: 名单}]")
                .line("fields:\n  see: other\n  secret: 见[网](https://example.org/)。"),
        )
        .item(Item::new("other").at("branch").expires("2026-08-31"))
        .item(Item::new("secret").at("group").audience("internal").title("内部标题").body("内部正文。"))
}

#[test]
fn every_link_stays_on_the_screen_and_leads_somewhere() {
    let site = rich().write();
    site.build_clean("2026-07-01");
    for name in ["public-kiosk", "internal-kiosk"] {
        let tree = site.tree(name);
        let all = links(&tree);
        assert!(all.len() > 100, "{}", all.len());
        for (page, link) in all.iter().filter(|(_, link)| !link.starts_with('#')) {
            assert!(!link.contains(':') && !link.starts_with('/'), "{link} on {page} leads out");
            let to = resolved(page, link);
            assert!(tree.contains_key(&to), "{link} on {page} leads to {to}, which is not there");
        }
        let led: BTreeSet<String> = all.iter().map(|(page, link)| resolved(page, link)).collect();
        for path in tree.keys().filter(|path| path.ends_with(".html")) {
            assert!(led.contains(path), "nothing leads to {path}");
        }
        assert_eq!(found(&tree, "target="), None);
    }
}

#[test]
fn pictures_travel_attachments_do_not_and_a_code_leads_to_the_website() {
    let site = rich().write();
    site.build_clean("2026-07-01");
    let tree = site.tree("public-kiosk");
    assert!(tree.contains_key("files/one/p.png") && !tree.contains_key("files/one/list.txt"), "{:?}", tree.keys());
    let page = text(&tree, "items/one.html");
    for words in [
        "附件请扫码在手机上查看",
        "名单",
        "TXT · 1 B",
        "https://dangwu.example/public-kiosk/files/one/list.txt",
        "https://dangwu.example/public-kiosk/items/one.html",
        "src=\"../files/one/p.png\"",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!text(&tree, "items/other.html").contains("附件"));
}

#[test]
fn nothing_internal_stands_on_a_public_screen() {
    let site = rich().write();
    site.build_clean("2026-07-01");
    let (public, internal) = (site.tree("public-kiosk"), site.tree("internal-kiosk"));
    for words in ["内部标题", "内部正文", "secret.html"] {
        assert_eq!(found(&public, words), None, "{words}");
        assert!(found(&internal, words).is_some(), "{words}");
    }
}

#[test]
fn lists_have_six_rows_a_page_the_newest_first() {
    let site = (1..=14)
        .fold(with("kiosk"), |site, n| site.item(Item::new(&format!("d{n:02}")).publish(format!("2026-01-{n:02}"))))
        .write();
    site.build_clean("2026-07-01");
    let tree = site.tree("public-kiosk");
    let ids = |page: &str| page.split("items/").skip(1).map(|rest| rest[..3].to_owned()).collect::<Vec<_>>();
    let pages =
        ["index", "page-2", "page-3"].map(|name| ids(text(&tree, &format!("categories/routine-affairs/{name}.html"))));
    assert_eq!(pages.each_ref().map(Vec::len), [6, 6, 2]);
    assert_eq!(pages.concat(), (1..=14).rev().map(|n| format!("d{n:02}")).collect::<Vec<_>>());
    for path in tree.keys().filter(|path| path.ends_with(".html")) {
        assert!(text(&tree, path).matches("<li><a").count() <= 6, "{path} has more than six tiles");
    }
}

#[test]
fn what_opinions_are_heard_on_has_a_tile_and_leaves_its_list_when_its_window_closes() {
    let honoured = |id: &str, closes: &str| {
        let item = Item::new(id).entry("honours").publish("2026-06-01");
        item.line(format!("fields: {{honour: 先锋, people: [甲], window: {{opens: 2026-06-01, closes: {closes}}}}}"))
    };
    let site = with("kiosk")
        .item(honoured("later", "2026-07-20"))
        .item(honoured("sooner", "2026-07-09"))
        .item(Item::new("other"))
        .write();
    site.build("2026-07-01");
    let list = |tree: &Tree| text(tree, "open/index.html").to_owned();
    let before = list(&site.tree("public-kiosk"));
    let places = ["items/sooner.html", "items/later.html"].map(|item| before.find(item).expect("listed"));
    assert!(places[0] < places[1], "what closes first stands first");
    assert!(before.contains("data-expires=\"2026-07-10T00:00:00+08:00\""), "{before}");
    assert!(!before.contains("items/other.html"));
    let home = text(&site.tree("public-kiosk"), "home/page-2.html").to_owned();
    assert!(home.contains("open/index.html") && home.contains("2 件"), "{home}");
    site.build("2026-07-10");
    let after = site.tree("public-kiosk");
    assert!(after.contains_key("items/sooner.html") && !list(&after).contains("items/sooner.html"));
}

#[test]
fn what_lapses_leaves_the_screen_and_its_digest_changes() {
    let site = with("kiosk").item(Item::new("dues").title("党费标题").expires("2026-07-09")).write();
    site.build_clean("2026-07-01");
    let before = site.tree("public-kiosk");
    assert!(text(&before, "items/dues.html").contains("data-lapses=\"2026-07-10T00:00:00+08:00\""));
    site.build_clean("2026-07-10");
    let after = site.tree("public-kiosk");
    assert_eq!(found(&after, "党费标题"), None);
    assert!(!after.contains_key("items/dues.html"));
    assert_ne!(text(&before, "edition.js"), text(&after, "edition.js"));
}

#[test]
fn idle_and_countdown_are_set_and_only_for_a_touch_screen() {
    let lines = |channel: &str, idle: &str| {
        format!("channel = \"{channel}\"\n[edition.kiosk]\nidle = {idle}\ncountdown = 15\n")
    };
    let site = |more: &str| crate::site::Site::new().toml(&toml(&[("public", "", more)]));
    let fits = site(&lines("kiosk", "90")).write();
    fits.build_clean("2026-07-01");
    let tree = fits.tree("public");
    for words in ["data-idle=\"90\"", "data-countdown=\"15\""] {
        assert!(text(&tree, "home.html").contains(words), "{words}");
    }
    for (channel, idle) in [("kiosk", "1"), ("web", "90")] {
        let refused = match site(&lines(channel, idle)).write().try_build("2026-07-01") {
            Err(Failure::Configuration(findings)) => findings.iter().any(|d| d.rule.code == "W001"),
            _ => false,
        };
        assert!(refused, "{channel} with idle = {idle}");
    }
}

#[test]
fn what_is_past_its_term_is_not_even_in_the_index_of_a_screen_that_has_no_page_for_it() {
    let past = |id: &str, after: &str, title: &str| {
        Item::new(id).entry(after).title(title).expires("2026-03-31").body("过期正文。")
    };
    let site = with("kiosk")
        .item(Item::new("open").title("公开中的标题"))
        .item(past("filed", "archive-public", "归档的标题"))
        .item(past("filed-inside", "archive", "党内归档的标题"))
        .item(past("stays-up", "keep", "保留的标题"))
        .write();
    site.build_clean("2026-07-01");
    for name in ["public-kiosk", "internal-kiosk"] {
        let tree = site.tree(name);
        assert!(tree.keys().any(|path| path.starts_with("search/0/")) && found(&tree, "公开中的标题").is_some());
        for words in ["归档的标题", "保留的标题", "过期正文", "filed", "stays-up"] {
            assert_eq!(found(&tree, words), None, "{words} in {name}");
        }
    }
    assert!(found(&site.tree("public"), "归档的标题").is_some(), "a website lists it: the test can fail");
}
