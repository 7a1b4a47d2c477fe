//! An English edition: its interface is English, and all Chinese in it is content and told to be Chinese.

use crate::scratch::{Scratch, tree};
use crate::theme::{NOW, sample};
use scraper::{ElementRef, Html, Node, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const ENGLISH: [&str; 5] = ["english", "english-internal", "english-board", "english-kiosk", "english-screen"];

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}

/// Han text of an element and those below it, with whether it is told to be Chinese.
fn han(element: ElementRef<'_>, chinese: bool, out: &mut Vec<(String, bool)>) {
    let chinese = element.attr("lang").map_or(chinese, |lang| lang == "zh-CN");
    for child in element.children() {
        match child.value() {
            Node::Text(text) if text.contains(is_han) => out.push((text.to_string(), chinese)),
            Node::Element(inner) if !matches!(inner.name(), "script" | "style") => {
                han(ElementRef::wrap(child).expect("an element"), chinese, out);
            }
            _ => {}
        }
    }
}

#[test]
fn headings_of_an_english_touch_screen_and_entries_of_an_english_screen_are_english() {
    let site = sample();
    site.build(NOW, 0);
    let shown = |path: &str, selector: &str| -> Vec<String> {
        let html = Html::parse_document(&site.text(&format!("dist/{path}")));
        let chosen = Selector::parse(selector).expect("a selector");
        html.select(&chosen).map(|element| element.text().collect()).collect()
    };
    for (path, heading) in [
        ("home.html", "Where to look"),
        ("categories/plans-and-decisions/index.html", "Plans and decisions"),
        ("tiers/ad-hoc/index.html", "Ad hoc"),
        ("focus/index.html", "Focus"),
        ("open/index.html", "Open for opinions"),
        ("threads/index.html", "How matters came about"),
        ("search.html", "First letters"),
    ] {
        assert_eq!(shown(&format!("english-kiosk/{path}"), "h1"), [heading], "{path}");
        assert_eq!(shown(&format!("english-kiosk/{path}"), "title"), [heading], "{path}");
    }
    let entries = shown("english-screen/index.html", ".issuer .entry");
    assert!(!entries.is_empty() && !entries.iter().any(|entry| entry.contains(is_han)), "{entries:?}");
}

/// All that the clerks wrote, and the names of the catalogue and of the site, run by run of Han.
fn written(site: &Scratch) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = String::new();
    for (_, bytes) in tree(&site.path("content")).into_iter().chain(tree(&site.path("catalogue"))) {
        out += std::str::from_utf8(&bytes).unwrap_or_default();
    }
    for file in ["site.toml", "src/catalogue/builtin.yaml"] {
        out += &crate::scratch::read_text(&root.join(file));
    }
    // On a page, a link stands as its words, emphasis is gone, and lines that a clerk broke within a sentence are one.
    let mut plain = String::new();
    for part in out.replace(['\n', ' ', '*', '['], "").split("](") {
        plain += if plain.is_empty() { part } else { part.split_once(')').map_or(part, |(_, rest)| rest) };
    }
    out + &plain
}

#[test]
fn all_chinese_of_an_english_edition_is_content_and_told_to_be_chinese() {
    let site = sample();
    site.build(NOW, 0);
    let written = written(&site);
    let (mut untold, mut made): (BTreeMap<String, String>, BTreeMap<String, String>) = Default::default();
    let (mut known, mut seen) = (BTreeSet::new(), 0);
    let body = Selector::parse("body").expect("a selector");
    for edition in ENGLISH {
        for (path, bytes) in site.tree(edition).iter().filter(|(path, _)| path.ends_with(".html")) {
            let html = Html::parse_document(std::str::from_utf8(bytes).expect("UTF-8"));
            let mut texts = Vec::new();
            han(html.select(&body).next().expect("a body"), false, &mut texts);
            seen += texts.len();
            for (text, chinese) in texts {
                if !chinese {
                    untold.entry(text.chars().take(30).collect()).or_insert_with(|| format!("{edition}/{path}"));
                }
                for run in text.split(|c| !is_han(c)).filter(|run| !run.is_empty()) {
                    // Masked names are made of what was written.
                    if known.insert(run.to_owned()) && !written.contains(run) && !run.ends_with("某某") {
                        made.insert(run.to_owned(), format!("{edition}/{path}: {text}"));
                    }
                }
            }
        }
    }
    assert!(seen > 10_000, "{seen}");
    assert!(untold.is_empty(), "{} not told to be Chinese: {untold:#?}", untold.len());
    assert!(made.is_empty(), "{} words of the interface in Chinese: {made:#?}", made.len());
}

#[test]
fn calendars_tables_and_feeds_of_an_english_edition_say_in_chinese_only_what_was_written() {
    let site = sample();
    site.build(NOW, 0);
    let written = written(&site);
    let (mut made, mut seen): (BTreeMap<String, String>, BTreeMap<String, usize>) = Default::default();
    for edition in ENGLISH {
        for (path, bytes) in site.tree(edition).iter().filter(|(path, _)| !path.starts_with("files/")) {
            let Some((_, kind @ ("csv" | "ics" | "xml" | "json"))) = path.rsplit_once('.') else { continue };
            if matches!(kind, "xml" | "json") && !path.contains("feed.") {
                continue;
            }
            let text = std::str::from_utf8(bytes).expect("UTF-8").replace("\r\n ", "");
            *seen.entry(kind.to_owned()).or_default() += 1;
            assert!(kind != "json" || text.contains("\"language\":\"en\""), "{edition}/{path}");
            if kind == "csv" {
                let headings = text.lines().next().unwrap_or_default();
                assert!(!headings.contains(is_han), "{edition}/{path}: {headings}");
            }
            for line in text.lines() {
                let runs = line.split(|c| !is_han(c)).filter(|run| !run.ends_with("某某"));
                for run in runs.filter(|run| !written.contains(run)) {
                    made.insert(run.to_owned(), format!("{edition}/{path}: {line}"));
                }
            }
        }
    }
    assert!(seen["csv"] > 6 && seen["ics"] > 60 && seen["xml"] > 20 && seen["json"] > 20, "{seen:?}");
    assert!(made.is_empty(), "{} words in Chinese: {made:#?}", made.len());
}

#[test]
fn titles_of_pages_are_english_where_there_is_an_english_name() {
    let site = sample();
    site.build(NOW, 0);
    let pages = site.tree("english");
    for (path, title) in [
        ("categories/routine-affairs/index.html", "<title>Routine affairs ·"),
        ("entries/party-dues/index.html", "<title>Party dues"),
        ("organisations/qinglan/index.html", "<title>Qinglan Community Committee ·"),
        ("opinions/qinglan/index.html", "<title>Qinglan Community Committee: opinions and replies ·"),
    ] {
        let page = std::str::from_utf8(&pages[path]).expect("UTF-8");
        let found = page.split_once("<title>").map_or("", |(_, rest)| rest.split('<').next().unwrap_or_default());
        assert!(page.contains(title), "{path}: {found}");
    }
}

#[test]
fn an_organisation_goes_by_its_english_name_in_english_editions_and_nowhere_else() {
    let site = sample();
    site.build(NOW, 0);
    let text = |edition: &str, path: &str| String::from_utf8(site.tree(edition)[path].clone()).expect("UTF-8");
    let own = Html::parse_document(&text("english", "organisations/qinglan/index.html"));
    let shown = |page: &Html, selector: &str| -> Vec<(String, Option<String>)> {
        let selector = Selector::parse(selector).expect("a selector");
        page.select(&selector).map(|e| (e.text().collect(), e.attr("lang").map(str::to_owned))).collect()
    };
    assert_eq!(shown(&own, "h1"), [("Qinglan Community Committee".to_owned(), None)]);
    assert_eq!(shown(&own, ".own-name"), [("中共湖畔街道青岚社区委员会".to_owned(), Some("zh-CN".to_owned()))]);
    for (path, name) in [
        ("organisations/qinglan/index.html", "Hupan Subdistrict Working Committee"),
        ("organisations.html", "Qinglan Community Committee"),
        ("items/qinglan-dues-2026-h1.html", "Qinglan Community Committee"),
        ("entries/party-dues/index.html", "Qinglan Community Committee"),
        ("feed.xml", "Qinglan Community Committee"),
        ("items.csv", "Qinglan Community Committee"),
    ] {
        assert!(text("english", path).contains(name), "{path} does not say {name}");
    }
    assert!(!text("english", "organisations.html").contains("青岚社区党委"));
    let entry = "<a href=../../entries/party-dues/index.html>Party dues";
    let page = text("english", "organisations/qinglan/index.html").replace('"', "");
    assert!(page.contains(entry), "the entry beside a title: {page}");

    // An organisation without one goes by its Chinese name, told to be Chinese; Chinese editions do not know of it.
    let chinese = [site.tree("public"), site.tree("internal")];
    for (path, bytes) in tree(&site.path("content")).into_iter().filter(|(path, _)| path.ends_with("_org.md")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let lines = text.split_inclusive('\n').filter(|line| !line.starts_with("name_en: "));
        site.write(&format!("content/{path}"), lines.collect::<String>());
    }
    site.build(NOW, 0);
    assert!(chinese == [site.tree("public"), site.tree("internal")], "a Chinese edition changed");
    let own = Html::parse_document(&text("english", "organisations/qinglan/index.html"));
    assert_eq!(shown(&own, "h1"), [("中共湖畔街道青岚社区委员会".to_owned(), Some("zh-CN".to_owned()))]);
    assert!(shown(&own, ".own-name").is_empty());
}
