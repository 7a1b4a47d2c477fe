//! Feeds, open data, the sitemap and the manifest.

use super::{decode, editions};
use std::collections::{BTreeMap, BTreeSet};
use sunshine::calendar::parse_moment;

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
