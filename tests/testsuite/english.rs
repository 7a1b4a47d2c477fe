//! An English edition: its interface is English, and all Chinese in it is content and told to be Chinese.

use crate::scratch::{Scratch, tree};
use crate::theme::{NOW, sample};
use scraper::{ElementRef, Html, Node, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const ENGLISH: [&str; 3] = ["english", "english-internal", "english-board"];

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
