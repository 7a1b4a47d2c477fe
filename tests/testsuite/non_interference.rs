//! The law of the door: deleting what an edition's readers may not see changes no byte of that edition.

use crate::drafts::{Readers, date, register};
use crate::site::{FORMS, Item, Org, Site, Written, assert_same, read_tree, toml};
use proptest::prelude::*;
use std::path::Path;
use sunshine::catalogue::{self, Clearance, Entry};

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::with_cases(40) }
}

fn compare(whole: &Site, less: &Site, now: &str, editions: &[&str]) {
    let (whole, less) = (whole.write(), less.write());
    whole.build_clean(now);
    less.build_clean(now);
    for edition in editions {
        let server = |of: &Written| read_tree(&of.root().join(".sunshine/server").join(edition));
        assert!(!whole.tree(edition).is_empty(), "{edition} is published");
        assert_same(&whole.tree(edition), &less.tree(edition), &format!("{edition} at {now}"));
        assert_same(&server(&whole), &server(&less), &format!("servers of {edition} at {now}"));
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn deleting_every_internal_thing_changes_no_byte_of_any_public_edition(drawn in register()) {
        let now = date(drawn.day).to_string();
        let (whole, less) = (drawn.site(Readers::Public, false), drawn.site(Readers::Public, true));
        compare(&whole, &less, &now, &["public", "public-part", "public-kiosk", "public-screen", "public-board"]);
    }

    #[test]
    fn deleting_what_lies_outside_a_scope_changes_no_byte_of_its_internal_edition(drawn in register()) {
        let now = date(drawn.day).to_string();
        let (whole, less) = (drawn.site(Readers::Scoped, false), drawn.site(Readers::Scoped, true));
        compare(&whole, &less, &now, &["internal", "internal-kiosk", "internal-screen", "internal-board"]);
    }
}

/// The catalogues of the sample content.
const CATALOGUES: &str = "[\"catalogue/xiangyang.yaml\", \"catalogue/songling.yaml\", \"catalogue/competence.yaml\"]";

#[test]
fn the_repositorys_own_public_site_does_not_know_of_anything_internal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut whole = Site::new();
    let part = |name: &'static str| {
        read_tree(&root.join(name)).into_iter().map(move |(path, bytes)| (format!("{name}/{path}"), bytes))
    };
    whole.files = part("content").chain(part("catalogue")).collect();
    let mut editions: Vec<_> = FORMS.into_iter().filter(|(name, ..)| name.starts_with("public")).collect();
    editions.push(("public-hupan", "hupan", ""));
    let whole = whole.toml(&toml(&editions).replace("[\"catalogue.yaml\"]", CATALOGUES));
    let less = strip(&whole);
    assert!(less.files.len() + 60 < whole.files.len(), "a good part of the content is internal");
    let (whole, less) = (whole.write(), less.write());
    for now in ["2025-06-01", "2026-07-01", "2026-11-23", "2028-01-01"] {
        whole.build_clean(now);
        less.build_clean(now);
        for (edition, ..) in &editions {
            assert_same(&whole.tree(edition), &less.tree(edition), &format!("{edition} at {now}"));
        }
    }
}

/// The site without its internal organisations, items, passages, fields and attachments: by the look of the
/// text, knowing nothing of how sunshine reads it.
fn strip(site: &Site) -> Site {
    let catalogue = catalogue::builtin();
    let mut out = site.clone();
    let texts = site.files.iter().filter(|(path, _)| path.ends_with(".md"));
    for (path, bytes) in texts {
        let text = String::from_utf8(bytes.clone()).expect("the sample content is UTF-8");
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (front, body) =
            text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).expect("front matter");
        if path.contains("/opinions/") {
            match strip_opinion(front, body) {
                Some(text) => drop(out.files.insert(path.clone(), text.into_bytes())),
                None => drop(out.files.remove(path)),
            }
            continue;
        }
        let entry = value(front, "entry").and_then(|id| catalogue.position(id)).map(|at| &catalogue.entries[at]);
        let public = match (value(front, "audience"), entry) {
            (Some(audience), _) => audience == "public",
            (None, Some(entry)) => entry.audience == Some(Clearance::Public),
            (None, None) => true,
        };
        if !public && (path.ends_with("/index.md") || path.ends_with("/_org.md")) {
            out.files.retain(|other, _| !other.starts_with(&format!("{folder}/")));
        } else if !public {
            out.files.remove(path);
        } else if out.files.contains_key(path) {
            let (front, gone) = strip_front(front, entry);
            for file in gone {
                out.files.remove(&format!("{folder}/{file}"));
            }
            out.files.insert(path.clone(), format!("---\n{front}---\n{}", strip_body(body)).into_bytes());
        }
    }
    out
}

/// An opinion without its internal parts; `None` where all of it is internal.
fn strip_opinion(front: &str, body: &str) -> Option<String> {
    let open = |key: &str| value(front, key).map(|audience| audience == "public");
    let text = open("audience").unwrap_or(false);
    let (sent, reply) = body.split_once("\n## 答复\n").map_or((body, None), |(sent, reply)| (sent, Some(reply)));
    let reply = reply.filter(|_| open("reply_audience").unwrap_or(text));
    if !text && reply.is_none() {
        return None;
    }
    let inside = |line: &&str| {
        line.starts_with("released:")
            || (line.starts_with("title:") && !text)
            || (line.starts_with("reply_audience:") && reply.is_none())
    };
    let lines: String = front.lines().filter(|line| !inside(line)).map(|line| format!("{line}\n")).collect();
    // The day of the release is known outside, who gave it is not.
    let released = value(front, "released").and_then(|step| step.split("date: ").nth(1)).expect("a release");
    let mut out = format!("---\n{lines}released: {{by: 某人, date: {released}\n---\n");
    out += if text { sent } else { "" };
    if let Some(reply) = reply {
        out += &format!("\n## 答复\n{reply}");
    }
    Some(out)
}

fn value<'t>(front: &'t str, key: &str) -> Option<&'t str> {
    let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    Some(line.split(" #").next().unwrap_or(line).trim())
}

/// The front matter without internal attachments and fields, and the names of those attachments.
fn strip_front(front: &str, entry: Option<&Entry>) -> (String, Vec<String>) {
    let internal =
        |name: &str| entry.is_some_and(|entry| entry.fields.iter().any(|field| *field.name == *name && field.internal));
    let (mut out, mut gone, mut section, mut skipping) = (String::new(), Vec::new(), "", false);
    for line in front.lines() {
        let indent = line.len() - line.trim_start().len();
        if indent == 0 && !line.starts_with('-') {
            section = line.split(':').next().unwrap_or_default();
            skipping = false;
        } else if section == "fields" && indent == 2 {
            let name = line.trim().split(':').next().unwrap_or_default();
            skipping = internal(name) || line.contains("audience: internal");
        } else if section == "attachments" && line.trim_start().starts_with('-') {
            skipping = line.contains("audience: internal");
            if skipping {
                let name = line.split("file:").nth(1).and_then(|rest| rest.split([',', '}']).next());
                gone.push(name.expect("an attachment in one line").trim().to_owned());
            }
        }
        if !skipping {
            out += line;
            out.push('\n');
        }
    }
    (out, gone)
}

fn strip_body(body: &str) -> String {
    let (mut out, mut inside) = (String::new(), false);
    for line in body.lines() {
        match line.trim() {
            "::: internal" => inside = true,
            ":::" => {
                inside = false;
                out.push('\n');
            }
            _ if inside => {}
            _ => {
                out += line;
                out.push('\n');
            }
        }
    }
    out
}

#[test]
fn a_root_that_is_made_internal_leaves_an_empty_public_site() {
    let open = Item::new("open").title("独一无二的标题").publish("2026-01-01").line("expires: 2099-12-31");
    let site = Site::new().item(open);
    let mut written = site.write();
    written.build("2026-07-01");
    assert!(crate::site::found(&written.tree("public"), "独一无二的标题").is_some());
    written.become_like(&site.org(Org::new("root").line("audience: internal")));
    let _ = written.try_build("2026-07-01").expect("it builds");
    assert_eq!(crate::site::found(&written.tree("public"), "独一无二的标题"), None);
}
