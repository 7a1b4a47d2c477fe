//! What the repository's own content becomes at one instant: every page, link, feed and data file of both editions.

mod awkward;
mod data;
mod pages;
mod sample;
mod systems;

use crate::scratch::{Scratch, copy, read_text};
use scraper::Html;
use scraper::Selector;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

const NOW: &str = "2026-11-23T12:00:00+08:00";

/// What a checked page has no business with, but every page's footer: the two registries that a site in China names.
const REGISTRIES: [&str; 2] = ["https://beian.miit.gov.cn/", "https://beian.mps.gov.cn/"];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One published edition.
struct Edition {
    name: &'static str,
    base_url: &'static str,
    files: BTreeMap<String, Vec<u8>>,
    pages: BTreeMap<String, Page>,
}

/// What there is to know of one page.
struct Page {
    headings: usize,
    /// Values of `href`, `src` and the address of a `refresh`.
    links: Vec<String>,
    ids: BTreeSet<String>,
    repeated_ids: Vec<String>,
    metas: BTreeMap<String, String>,
    language: Option<String>,
    title: String,
    band: bool,
    redirect: bool,
    errors: Vec<String>,
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}

fn page(bytes: &[u8]) -> Page {
    let html = Html::parse_document(std::str::from_utf8(bytes).expect("pages are UTF-8"));
    let values = |css: &str, attribute: &str| -> Vec<String> {
        html.select(&selector(css)).filter_map(|element| element.attr(attribute)).map(str::to_owned).collect()
    };
    let refresh = values("meta[http-equiv=refresh]", "content");
    let refresh = refresh.iter().filter_map(|to| to.split_once("url="));
    let mut links = values("[href]", "href");
    links.extend(values("[src]", "src"));
    links.extend(refresh.clone().map(|(_, url)| url.to_owned()));
    let mut ids = BTreeSet::new();
    let mut repeated_ids = Vec::new();
    for id in values("[id]", "id") {
        if !ids.insert(id.clone()) {
            repeated_ids.push(id);
        }
    }
    Page {
        headings: html.select(&selector("h1")).count(),
        links,
        ids,
        repeated_ids,
        metas: html
            .select(&selector("meta[name]"))
            .filter_map(|meta| Some((meta.attr("name")?.to_owned(), meta.attr("content")?.to_owned())))
            .collect(),
        language: values("html", "lang").into_iter().next(),
        title: html.select(&selector("title")).flat_map(|title| title.text()).collect(),
        band: html.select(&selector(".band")).any(|band| band.text().any(|text| text.contains("党内网站"))),
        redirect: refresh.count() > 0,
        errors: html.errors.iter().map(ToString::to_string).collect(),
    }
}

/// Both editions, built once.
fn editions() -> &'static [Edition] {
    static EDITIONS: OnceLock<Vec<Edition>> = OnceLock::new();
    EDITIONS.get_or_init(|| {
        let site = Scratch::empty().with("site.toml", read_text(&repository().join("site.toml")));
        for part in ["content", "catalogue"] {
            copy(&repository().join(part), &site.path(part));
        }
        site.build(NOW, 0);
        [("public", "https://dangwu.xiangyang.example"), ("internal", "https://dangnei.xiangyang.example")]
            .into_iter()
            .map(|(name, base_url)| {
                let files = site.tree(name);
                let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
                let pages = pages.map(|(path, bytes)| (path.clone(), page(bytes))).collect();
                Edition { name, base_url, files, pages }
            })
            .collect()
    })
}

impl Edition {
    /// Collects what is wrong with its pages, and fails with all of it.
    fn each_page(&self, wrong: impl Fn(&str, &Page) -> Vec<String>) {
        let found: Vec<String> = self
            .pages
            .iter()
            .flat_map(|(path, page)| wrong(path, page).into_iter().map(move |said| format!("{path}: {said}")))
            .collect();
        let shown = found.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        assert!(found.is_empty(), "{}: {} in all\n{shown}", self.name, found.len());
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.files[path]).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The file that an absolute address of this edition leads to.
    fn has(&self, url: &str) -> bool {
        let path = url.strip_prefix(self.base_url).and_then(|rest| rest.strip_prefix('/'));
        path.is_some_and(|path| self.files.contains_key(&decode(path.split('#').next().unwrap_or(path))))
    }

    fn items(&self) -> Vec<Value> {
        self.json("items.json")["items"].as_array().expect("a list of items").clone()
    }
}

/// Percent-decoding.
fn decode(url: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = url.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).expect("addresses are UTF-8")
}

/// Where a relative link on a page leads, from the root of the edition; `None` if out of it.
fn resolve(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn a_page_that_is_wrong_would_be_told() {
    let wrong = page(b"<!doctype html><p id=a><b><p id=a><a href=x.html>x</b></a><h1>1</h1><h1>2</h1></div>");
    assert!(!wrong.errors.is_empty());
    assert_eq!((wrong.headings, wrong.repeated_ids.len(), wrong.links.len()), (2, 1, 1));
    assert!(!wrong.band && wrong.language.is_none() && wrong.title.is_empty());
    assert_eq!(resolve("items/a.html", "../files/a/b.csv").as_deref(), Some("files/a/b.csv"));
    assert_eq!(resolve("index.html", "../secret"), None);
    assert_eq!(decode("%E5%85%9A"), "党");
}
