//! What the repository's own content becomes at one instant: every page, link, feed and data file of both editions.

use crate::scratch::{SITE, Scratch, copy, item, read_text};
use scraper::{Html, Selector};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;
use sunshine::calendar::parse_moment;
use sunshine::diagnostic::Diagnostics;
use sunshine::load::{DiskFiles, load};
use sunshine::model::{Item, Register};
use sunshine::pipeline::Inputs;

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
        copy(&repository().join("content"), &site.path("content"));
        site.build(NOW, 0);
        [("public", "https://dangwu.xiangyang.example"), ("internal", "https://dangwu.xiangyang.example/internal")]
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
        path.is_some_and(|path| self.files.contains_key(&decode(path)))
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
fn every_relative_link_leads_to_a_file_and_to_a_place_on_it() {
    for edition in editions() {
        edition.each_page(|path, page| {
            let broken = |link: &&String| {
                if link.contains(':') {
                    return false;
                }
                let (to, place) = link.split_once('#').unwrap_or((link, ""));
                let to = if to.is_empty() { Some(path.to_owned()) } else { resolve(path, &decode(to)) };
                let Some(to) = to.filter(|to| edition.files.contains_key(to)) else {
                    return true;
                };
                !place.is_empty() && !edition.pages.get(&to).is_some_and(|page| page.ids.contains(&decode(place)))
            };
            page.links.iter().filter(broken).cloned().collect()
        });
    }
}

#[test]
fn an_absolute_link_leads_to_this_edition_or_to_an_example() {
    for edition in editions() {
        edition.each_page(|_, page| {
            let foreign = |link: &&String| {
                let Some((scheme, rest)) = link.split_once(':') else {
                    return false;
                };
                let host = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
                match scheme {
                    "mailto" | "tel" => false,
                    "https" if link.starts_with(edition.base_url) => {
                        !(edition.has(link.split('#').next().unwrap_or_default()))
                    }
                    "https" => !host.ends_with(".example") && !REGISTRIES.contains(&link.as_str()),
                    _ => true,
                }
            };
            page.links.iter().filter(foreign).cloned().collect()
        });
    }
}

#[test]
fn every_page_has_one_first_heading_a_title_and_a_language() {
    for edition in editions() {
        edition.each_page(|_, page| {
            let mut wrong = Vec::new();
            if page.headings != 1 && !page.redirect {
                wrong.push(format!("{} h1", page.headings));
            }
            if page.title.trim().is_empty() {
                wrong.push("no title".to_owned());
            }
            if page.language.as_deref() != Some("zh-CN") {
                wrong.push(format!("language {:?}", page.language));
            }
            wrong
        });
    }
}

#[test]
fn every_page_is_html_without_a_parse_error_and_without_an_id_twice() {
    for edition in editions() {
        edition.each_page(|_, page| {
            let twice = page.repeated_ids.iter().map(|id| format!("the id {id} twice"));
            page.errors.iter().cloned().chain(twice).collect()
        });
    }
}

#[test]
fn every_internal_page_says_so_and_no_public_one_does() {
    for edition in editions() {
        let internal = edition.name == "internal";
        edition.each_page(|_, page| {
            let robots = page.metas.get("robots").is_some_and(|robots| robots.contains("noindex"));
            let mut wrong = Vec::new();
            if page.band != internal {
                wrong.push(format!("band: {}", page.band));
            }
            if internal && !robots {
                wrong.push("robots may read it".to_owned());
            }
            wrong
        });
    }
}

#[test]
fn an_item_page_has_the_meta_tags_that_a_public_body_owes() {
    const OWED: [&str; 4] = ["ArticleTitle", "PubDate", "ContentSource", "Keywords"];
    for edition in editions() {
        let items = edition.items();
        assert!(!items.is_empty());
        for item in items {
            let path = format!("items/{}.html", item["id"].as_str().expect("an id"));
            let metas = &edition.pages[&path].metas;
            for name in OWED {
                assert!(metas.get(name).is_some_and(|meta| !meta.trim().is_empty()), "{path}: {name}");
            }
            assert_eq!(Some(metas["ArticleTitle"].as_str()), item["title"].as_str(), "{path}");
            let date = &metas["PubDate"];
            assert!(date.len() == 16 && parse_moment(date).is_some(), "{path}: {date}");
        }
    }
}

#[test]
fn every_page_names_the_site_every_list_its_column_and_only_an_item_an_article() {
    for edition in editions() {
        edition.each_page(|path, page| {
            let list = path.ends_with("/index.html") && !path.starts_with("organisations/");
            let owed = |name: &str| match name {
                "SiteName" | "SiteDomain" | "SiteIDCode" => !page.redirect,
                "ColumnName" | "ColumnType" => list,
                _ => false,
            };
            let has = |name: &str| page.metas.get(name).is_some_and(|meta| !meta.trim().is_empty());
            let names = ["SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType"];
            let mut wrong: Vec<String> =
                names.into_iter().filter(|name| owed(name) && !has(name)).map(|name| format!("no {name}")).collect();
            if has("ArticleTitle") && !path.starts_with("items/") {
                wrong.push("an article".to_owned());
            }
            wrong
        });
    }
}

#[test]
fn every_feed_parses_and_leads_to_pages() {
    for edition in editions() {
        let mut count = 0;
        for (path, bytes) in edition.files.iter().filter(|(path, _)| path.ends_with("feed.xml")) {
            let feed = atom_syndication::Feed::read_from(&**bytes);
            let feed = feed.unwrap_or_else(|error| panic!("{path}: {error}"));
            assert!(!feed.title().as_str().is_empty(), "{path}");
            assert_eq!(feed.id(), format!("{}/{path}", edition.base_url));
            let mut ids = BTreeSet::new();
            for entry in feed.entries() {
                assert!(ids.insert(entry.id()), "{path}: {} twice", entry.id());
                assert!(entry.links().iter().all(|link| edition.has(link.href())), "{path}: {}", entry.id());
                assert!(entry.published().is_some_and(|at| at <= entry.updated()), "{path}: {}", entry.id());
                assert!(!entry.title().as_str().is_empty() && !entry.authors().is_empty(), "{path}");
                assert!(entry.updated() <= feed.updated(), "{path}: {}", entry.id());
            }
            let json = edition.json(&path.replace(".xml", ".json"));
            assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
            assert_eq!(json["feed_url"], format!("{}/{}", edition.base_url, path.replace(".xml", ".json")));
            let entries = json["items"].as_array().expect("a list of entries");
            let json_ids: BTreeSet<_> = entries.iter().filter_map(|entry| entry["id"].as_str()).collect();
            assert_eq!(json_ids, ids, "{path}");
            for entry in entries {
                assert!(entry["url"].as_str().is_some_and(|url| edition.has(url)), "{path}: {entry}");
            }
            count += 1;
        }
        assert!(count >= 1 + 5 + 14, "the site's, the categories', the organisations': {count}");
    }
}

#[test]
fn items_as_json_and_as_csv_are_the_same_items() {
    for edition in editions() {
        let items = edition.items();
        let csv = &edition.files["items.csv"];
        let text = csv.strip_prefix("\u{FEFF}".as_bytes()).expect("a mark, so that spreadsheets know it is UTF-8");
        let breaks = text.iter().filter(|byte| **byte == b'\n').count();
        let windows = text.windows(2).filter(|two| two == b"\r\n").count();
        assert_eq!(breaks, windows, "lines end as spreadsheets want them");
        let mut reader = csv::Reader::from_reader(text);
        let columns = reader.headers().expect("a head").len();
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), items.len());
        for (row, item) in rows.iter().zip(&items) {
            assert_eq!(row.len(), columns);
            assert_eq!(Some(&row[0]), item["id"].as_str());
            assert_eq!(Some(&row[1]), item["title"].as_str());
            assert!(!row.iter().any(|cell| cell.starts_with(['=', '@'])), "a cell must not be a formula: {row:?}");
            assert!(item["url"].as_str().is_some_and(|url| edition.has(url)), "{item}");
        }
        let audiences: BTreeSet<_> = items.iter().filter_map(|item| item["audience"].as_str()).collect();
        let all = if edition.name == "public" { vec!["public"] } else { vec!["internal", "public"] };
        assert_eq!(audiences.into_iter().collect::<Vec<_>>(), all);
    }
}

#[test]
fn the_sitemap_is_well_formed_and_leads_to_pages_that_may_be_found() {
    for edition in editions() {
        let text = String::from_utf8(edition.files["sitemap.xml"].clone()).expect("UTF-8");
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
        assert_eq!(lines.next(), Some("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"));
        assert_eq!(lines.next_back(), Some("</urlset>"));
        let mut seen = BTreeSet::new();
        for line in lines {
            let url = line.strip_prefix("<url><loc>").and_then(|rest| rest.strip_suffix("</url>"));
            let (url, rest) = url.and_then(|url| url.split_once("</loc>")).unwrap_or_else(|| panic!("{line}"));
            assert!(!url.contains(['<', '>', '"', '\'']) && url.is_ascii(), "{line}");
            if !rest.is_empty() {
                let date = rest.strip_prefix("<lastmod>").and_then(|rest| rest.strip_suffix("</lastmod>"));
                assert!(date.is_some_and(|date| parse_moment(date).is_some()), "{line}");
            }
            assert!(edition.has(url), "{line}");
            let path = decode(&url[edition.base_url.len() + 1..]);
            if edition.name == "public" {
                assert!(!edition.pages[&path].metas.contains_key("robots"), "{path}");
            }
            assert!(seen.insert(path), "{line} twice");
        }
        for item in edition.items() {
            let path = format!("items/{}.html", item["id"].as_str().expect("an id"));
            assert!(seen.contains(&path), "{path}");
        }
    }
}

#[test]
fn every_file_stands_in_the_manifest_and_the_other_way_round() {
    for edition in editions() {
        let manifest = edition.json("manifest.json");
        let listed = manifest["files"].as_array().expect("a list of files");
        let listed: BTreeMap<&str, u64> = listed
            .iter()
            .map(|file| (file["path"].as_str().expect("a path"), file["size"].as_u64().expect("a size")))
            .collect();
        let there = edition.files.iter().filter(|(path, _)| *path != "manifest.json");
        let there: BTreeMap<&str, u64> = there.map(|(path, bytes)| (&**path, bytes.len() as u64)).collect();
        assert_eq!(listed, there);
    }
}

fn register() -> Register {
    let files = DiskFiles::new(repository());
    let inputs = Inputs::read(&files, repository(), &mut Diagnostics::default()).expect("a sound site.toml");
    let (register, findings) = load(&files, &inputs.config).expect("the content is readable");
    assert!(findings.is_empty(), "{:?}", findings.iter().next());
    register
}

#[test]
fn the_sample_is_large_enough_to_show_everything() {
    let register = register();
    let depth = |mut at: usize| {
        let mut depth = 1;
        while let Some(parent) = register.organisations[at].parent {
            (at, depth) = (parent, depth + 1);
        }
        depth
    };
    let levels: BTreeSet<usize> = (0..register.organisations.len()).map(depth).collect();
    assert!(register.organisations.len() >= 14, "{}", register.organisations.len());
    assert!(levels.is_superset(&[1, 2, 3].into()), "{levels:?}");
    assert!(register.items.len() >= 150, "{}", register.items.len());
    let used: BTreeSet<usize> = register.items.iter().map(|item| item.entry).collect();
    let unused: Vec<&str> = register
        .catalogue
        .entries
        .iter()
        .enumerate()
        .filter(|(position, _)| !used.contains(position))
        .map(|(_, entry)| entry.id.as_str())
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn the_sample_has_items_in_every_phase() {
    let register = register();
    let zone = register.zone;
    let now = parse_moment(NOW).expect("an instant").start(zone);
    let phase = |item: &Item| {
        let withdrawn = item.withdrawn.as_ref().map(|withdrawal| withdrawal.date.start(zone));
        if item.publish.start(zone) > now {
            "scheduled"
        } else if withdrawn.is_some_and(|at| at <= now) {
            "withdrawn"
        } else if item.expires.is_some_and(|at| at <= now) {
            "expired"
        } else {
            "current"
        }
    };
    let phases: BTreeSet<&str> = register.items.iter().map(phase).collect();
    assert_eq!(phases.into_iter().collect::<Vec<_>>(), ["current", "expired", "scheduled", "withdrawn"]);
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

#[test]
fn nothing_that_a_clerk_writes_becomes_markup_or_breaks_a_feed() {
    let evil = "=\\\"'><script>alert(1)</script>&amp;\\x01\\uFFFE]]>";
    let front = format!(
        "title: \"{evil}\"\nsummary: \"{evil}\"\nresponsible: \"{evil}\"\nresult: \"{evil}\"\nkeywords: [\"{evil}\"]\nfields: {{text: \"{evil}\", tally: {{eligible: 9, present: 9, options: {{\"{evil}\": 5}}}}}}\nchanges: [{{date: 2026-06-12, note: \"{evil}\"}}]\nattachments: [{{file: list.csv, title: \"{evil}\"}}]"
    );
    let site = Scratch::new()
        .with("site.toml", SITE.replace("示例党务公开", &evil.replace("\\x01\\uFFFE", "\\u0001\\uFFFE")))
        .with(
            "content/_org.md",
            format!("---\nid: root\nname: \"{evil}\"\nsecretary: \"{evil}\"\nkind: committee\n---\n"),
        )
        .with("content/list.csv", "1\n")
        .with("content/a.md", item("一件事", &front, "&lt;script&gt; `<script>` \\<script>"));
    site.build("2026-07-01", 0);
    for edition in ["public", "internal"] {
        for (path, bytes) in site.tree(edition) {
            if path.ends_with(".html") {
                let text = std::str::from_utf8(&bytes).expect("UTF-8");
                let html = Html::parse_document(text);
                let scripts: Vec<_> = html.select(&selector("script")).filter_map(|s| s.attr("src")).collect();
                assert_eq!(scripts.len(), html.select(&selector("script")).count(), "{path}");
                assert!(
                    scripts.iter().all(|src| src.contains("assets/guard.") || src.contains("assets/web.")),
                    "{path}: {scripts:?}"
                );
                let handlers =
                    html.select(&selector("*")).any(|e| e.value().attrs().any(|(name, _)| name.starts_with("on")));
                assert!(!handlers, "{path}");
            } else if path.ends_with("feed.xml") {
                let feed = atom_syndication::Feed::read_from(&*bytes).unwrap_or_else(|e| panic!("{path}: {e}"));
                assert!(feed.title().as_str().contains("<script>"), "{path}: it is escaped once");
                let text = String::from_utf8(bytes).expect("UTF-8");
                assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{FFFE}'), "{path}");
            } else if path.ends_with(".csv") {
                let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&bytes);
                let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text).into_records();
                for row in rows.map(|row| row.expect("a row")) {
                    assert!(!row.iter().any(|cell| cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
                }
            }
        }
    }
}

#[test]
fn a_file_with_an_awkward_name_is_linked_and_travels() {
    let names = ["a#b.csv", "a%20b.csv", "a b.csv", "a&b.csv", "a'b.csv", "a+b.csv", "甲（1）.csv", "-.csv"];
    let listed: Vec<String> = names.iter().map(|name| format!("{{file: \"{name}\"}}")).collect();
    let front = format!("attachments: [{}]", listed.join(", "));
    let mut site = Scratch::new().with("content/a.md", item("一件事", &front, "[一](<a b.csv>)[二](a%23b.csv)"));
    for name in names {
        site = site.with(&format!("content/{name}"), name);
    }
    site.build("2026-07-01", 0);
    let tree = site.tree("public");
    let links = page(&tree["items/a.html"]).links;
    let files = links.iter().filter_map(|link| resolve("items/a.html", link)).filter(|to| to.starts_with("files/"));
    let mut files: Vec<String> = files.map(|to| decode(to.split('#').next().unwrap_or_default())).collect();
    assert_eq!(files.len(), names.len() + 2, "{files:?}");
    files.sort();
    files.dedup();
    let mut wanted: Vec<String> = names.iter().map(|name| format!("files/a/{name}")).collect();
    wanted.sort();
    assert_eq!(files, wanted);
    assert!(files.iter().all(|file| tree.contains_key(file)));
}
