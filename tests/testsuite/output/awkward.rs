//! What clerks write, and how they name files, when they do not think of machines.

use super::{decode, page, resolve, selector};
use crate::scratch::{SITE, Scratch, item};
use scraper::Html;

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
                let own = ["assets/guard.", "assets/web.", "assets/search.", "assets/words."];
                assert!(scripts.iter().all(|src| own.iter().any(|own| src.contains(own))), "{path}: {scripts:?}");
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
