//! `tests/sites/small/` and every byte of what it must become at one instant.
//!
//! `UPDATE_GOLDENS=1 cargo test --test testsuite golden` writes `expected/` anew; read the difference.

use crate::scratch::{Scratch, copy, tree, updating};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const NOW: &str = "2026-07-01T09:00:00+08:00";

fn small() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small")
}

#[test]
fn the_small_site_is_byte_for_byte_what_it_was() {
    let site = Scratch::empty();
    fs::copy(small().join("site.toml"), site.path("site.toml")).expect("the configuration");
    copy(&small().join("content"), &site.path("content"));
    let ran = site.build(NOW, 0);
    assert_eq!(
        ran.codes(),
        ["D020", "L002"],
        "nothing followed a decision; a public text links to an internal item: {ran:?}"
    );
    for edition in ["internal", "public"] {
        let folder = small().join("expected").join(edition);
        let mut made = site.tree(edition);
        if let Some(manifest) = made.get_mut("manifest.json") {
            *manifest = without_recipes(manifest);
        }
        if updating() {
            let _ = fs::remove_dir_all(&folder);
            for (path, bytes) in made {
                let to = folder.join(path);
                fs::create_dir_all(to.parent().expect("a folder")).expect("the folder is made");
                fs::write(to, bytes).expect("the file is written");
            }
            continue;
        }
        let difference = difference(&tree(&folder), &made);
        assert!(difference.is_empty(), "{edition}:\n{difference}");
    }
}

/// A recipe holds a digest of the generator's own sources, and changes with each of them.
fn without_recipes(manifest: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(manifest);
    let mut parts = text.split("\"recipe\":\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("\"recipe\":\"");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out.into_bytes()
}

/// What is missing, not expected, or different; with the first line that differs.
fn difference(expected: &BTreeMap<String, Vec<u8>>, made: &BTreeMap<String, Vec<u8>>) -> String {
    let mut out = String::new();
    for (path, bytes) in expected {
        match made.get(path) {
            None => drop(writeln!(out, "missing: {path}")),
            Some(new) if new != bytes => {
                let (old, new) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(new));
                let line = old.lines().zip(new.lines()).position(|(a, b)| a != b);
                let line = line.unwrap_or(old.lines().count().min(new.lines().count()));
                let _ = writeln!(out, "different: {path}:{}", line + 1);
                for (sign, text) in [('-', &old), ('+', &new)] {
                    let words: String = text.lines().nth(line).unwrap_or_default().chars().take(400).collect();
                    let _ = writeln!(out, "  {sign} {words}");
                }
            }
            Some(_) => {}
        }
    }
    for path in made.keys().filter(|path| !expected.contains_key(*path)) {
        let _ = writeln!(out, "not expected: {path}");
    }
    out
}

#[test]
fn the_small_site_shows_every_kind_of_page() {
    let expected = |edition: &str| tree(&small().join("expected").join(edition));
    let text = |tree: &BTreeMap<String, Vec<u8>>, path: &str| {
        let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} is there"));
        String::from_utf8_lossy(bytes).into_owned()
    };
    let (public, internal) = (expected("public"), expected("internal"));
    for (path, shown, hidden) in [
        ("items/resolution.html", "改造甲、乙、丙", "一人反对"),
        ("items/old-resolution.html", "地址已变更", "一人反对"),
        ("items/decision.html", "和平路2号", "郑某"),
        ("items/change.html", "公开期已满", "吴某"),
        ("items/honours.html", "公示无异议", "郑某"),
        ("items/contact-2025.html", "本事项已由新的事项取代", "旧电话"),
        ("items/figures.html", "数字有误", "三百户"),
        ("archive.html", "便民食堂", "第二支部撤销"),
    ] {
        let page = text(&public, path);
        assert!(page.contains(shown) && !page.contains(hidden), "{path}: {page}");
    }
    for path in ["items/plan.html", "items/theme-day.html", "items/within.html", "files/resolution/votes.csv"] {
        assert!(!public.contains_key(path), "{path}");
    }
    assert!(public.contains_key("files/resolution/chart.png"));
    assert!(public.contains_key("files/resolution/projects.csv"));
    assert!(text(&internal, "items/resolution.html").contains("一人反对"));
    assert!(internal.contains_key("files/resolution/votes.csv"));
    assert!(internal.contains_key("items/theme-day.html"));
    assert!(!internal.contains_key("items/within.html"), "the edition of the root is not for one branch");
    assert!(!internal.contains_key("items/plan.html"));
}
