//! Who may know whom, read off the `use crate::` lines and paths of every source file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// For each module of `src/`, the modules that it may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("address", &[]),
    ("calendar", &[]),
    ("diagnostic", &[]),
    ("source", &["calendar", "diagnostic"]),
    ("extract", &[]),
    ("markdown", &[]),
    ("privacy", &["markdown"]),
    ("fields", &["calendar", "catalogue", "diagnostic", "source"]),
    ("catalogue", &["address", "calendar", "diagnostic", "privacy", "source"]),
    ("duties", &["calendar", "catalogue"]),
    ("guide", &["calendar", "catalogue", "diagnostic", "duties", "model", "source"]),
    ("config", &["address", "calendar", "catalogue", "diagnostic", "markdown", "source"]),
    ("model", &["calendar", "catalogue", "config", "diagnostic", "fields", "markdown"]),
    (
        "load",
        &[
            "address",
            "calendar",
            "catalogue",
            "config",
            "diagnostic",
            "duties",
            "fields",
            "markdown",
            "model",
            "projection",
            "source",
            "extract",
            "privacy",
        ],
    ),
    ("check", &["calendar", "catalogue", "config", "diagnostic", "duties", "fields", "load", "model", "privacy"]),
    ("projection", &["address", "calendar", "catalogue", "check", "config", "duties", "fields", "markdown", "model"]),
    ("plan", &["address", "calendar", "catalogue", "config", "duties", "fields", "projection"]),
    ("render", &["address", "calendar", "diagnostic", "markdown", "plan", "projection"]),
    ("publish", &["address", "config", "plan", "projection", "render"]),
    ("serve", &["address", "calendar", "config", "diagnostic", "load", "pipeline", "publish"]),
    (
        "pipeline",
        &[
            "address",
            "calendar",
            "catalogue",
            "check",
            "config",
            "diagnostic",
            "guide",
            "load",
            "model",
            "plan",
            "projection",
            "publish",
            "render",
            "source",
        ],
    ),
    ("cli", &["calendar", "diagnostic", "load", "pipeline", "serve"]),
];

/// What may be named only here: a word of source text, and the modules that may hold it.
const ONLY: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["markdown"]),
    ("granit_parser", &["source"]),
    ("tera::", &["render"]),
    ("html_minifier", &["render"]),
    ("clap::", &["cli"]),
    ("axum::", &["serve"]),
    ("tokio::", &["serve"]),
    ("notify", &["serve"]),
    ("SystemTime::now", &["cli"]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("fs::write", &["publish"]),
    ("fs::rename", &["publish"]),
    ("fs::remove", &["publish"]),
    ("File::create", &["publish"]),
    ("fs::read(", &["load", "publish"]),
];

#[test]
fn every_module_names_only_what_its_layer_may_know() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (module, path, text) in sources() {
        let Some(may) = allowed.get(module.as_str()) else {
            wrong.push(format!("{} is in no layer", path.display()));
            continue;
        };
        for named in named_modules(&text) {
            if named != module && !may.contains(&named.as_str()) {
                wrong.push(format!("{} may not name crate::{named}", path.display()));
            }
        }
        for (word, only) in ONLY {
            if production(&text).contains(word) && !only.contains(&module.as_str()) {
                wrong.push(format!("{} may not hold `{word}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_layer_may_know_more_than_it_does() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, _, text) in sources() {
        used.entry(module).or_default().extend(named_modules(&text));
    }
    let unused = |(module, may): &(&str, &[&str])| -> Vec<String> {
        let named = &used[*module];
        may.iter()
            .filter(|other| !named.contains(**other))
            .map(|other| format!("{module} names no crate::{other}"))
            .collect()
    };
    let unused: Vec<String> = LAYERS.iter().flat_map(unused).collect();
    assert!(unused.is_empty(), "\n{}", unused.join("\n"));
}

#[test]
fn the_layers_are_those_that_exist() {
    let existing: BTreeSet<String> = sources().into_iter().map(|(module, ..)| module).collect();
    let listed: BTreeSet<String> = LAYERS.iter().map(|(module, _)| (*module).to_owned()).collect();
    assert_eq!(existing, listed);
}

#[test]
fn every_source_file_begins_with_what_it_is() {
    let silent = sources().into_iter().filter(|(_, _, text)| !text.starts_with("//! "));
    let silent: Vec<String> = silent.map(|(_, path, _)| path.display().to_string()).collect();
    assert!(silent.is_empty(), "\n{}", silent.join("\n"));
}

#[test]
fn no_source_file_is_longer_than_400_lines() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|(_, _, text)| text.lines().count() > 400)
        .map(|(_, path, text)| format!("{}: {}", path.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

/// Module, path and text of every source file but the two roots.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path.strip_prefix(&root).unwrap();
                let first = inside.iter().next().unwrap().to_string_lossy();
                let module = first.trim_end_matches(".rs").to_owned();
                if module != "main" && module != "lib" {
                    let text = fs::read(&path).unwrap();
                    found.push((module, inside.to_owned(), String::from_utf8(text).unwrap()));
                }
            }
        }
    }
    found.sort();
    found
}

/// A file without what is only for its tests.
fn production(text: &str) -> String {
    let mut lines = text.lines();
    let mut out = String::with_capacity(text.len());
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            out.extend([line, "\n"]);
            continue;
        }
        let first = lines.next().unwrap_or_default();
        if first.ends_with('{') {
            let end = format!("{}}}", &line[..line.len() - line.trim_start().len()]);
            lines.by_ref().find(|line| *line == end);
        }
    }
    out
}

#[test]
fn code_behind_tests_is_looked_at() {
    let text =
        "use a;\n#[cfg(test)]\nmod tests;\nuse b;\n#[cfg(test)]\nmod tests {\n    use c;\n    fn f() {}\n}\nuse d;\n";
    assert_eq!(production(text), "use a;\nuse b;\nuse d;\n");
}

fn named_modules(text: &str) -> Vec<String> {
    let mut named: Vec<String> = production(text)
        .split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect())
        .collect();
    let grouped = production(text).contains("crate::{");
    assert!(!grouped, "one `use` for each module: `use crate::{{…}}` hides what is named");
    named.retain(|name| !name.is_empty());
    named.sort();
    named.dedup();
    named
}
