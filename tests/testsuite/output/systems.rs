//! `docs/SYSTEMS.md` and `docs/CATALOGUE.md`: each link opens, each code is a rule, each entry is in the catalogue.

use super::{editions, repository};
use crate::scratch::read_text;
use std::collections::BTreeSet;
use sunshine::diagnostic::RULES;

fn document(name: &str) -> String {
    read_text(&repository().join("docs").join(name))
}

/// The rows of every table, cell by cell, without headers.
fn rows(text: &str) -> Vec<Vec<&str>> {
    let rows = text.lines().filter(|line| line.starts_with("| "));
    rows.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

fn links(text: &str) -> Vec<&str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link).collect()
}

/// Whether a word is a code, such as `C012`.
fn is_code(word: &str) -> bool {
    word.len() == 4
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word[1..].bytes().all(|b| b.is_ascii_digit())
}

#[test]
fn each_link_opens() {
    let mut broken = Vec::new();
    for name in ["SYSTEMS.md", "CATALOGUE.md"] {
        let text = document(name);
        for link in links(&text) {
            let opens = match link.strip_prefix("../dist/").and_then(|page| page.split_once('/')) {
                Some((edition, page)) => {
                    editions().iter().any(|found| found.name == edition && found.files.contains_key(page))
                }
                None => repository().join("docs").join(link).is_file(),
            };
            if !opens {
                broken.push(link.to_owned());
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn each_code_is_a_rule() {
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
    for name in ["SYSTEMS.md", "CATALOGUE.md"] {
        let text = document(name);
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| is_code(word));
        assert_eq!(words.filter(|word| !rules.contains(word)).collect::<Vec<_>>(), Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn each_system_names_an_entry_a_rule_an_item_and_a_page() {
    let text = document("SYSTEMS.md");
    let (systems, findings) = text.split_once("## 十条发现").expect("the second table");
    let entries: BTreeSet<String> = {
        let catalogue = sunshine::catalogue::builtin();
        catalogue.ids().map(str::to_owned).collect()
    };
    let systems = rows(systems);
    assert!(systems.len() >= 26, "{}", systems.len());
    for row in &systems[1..] {
        let [system, named, codes, sample, page] = row[..] else { panic!("five cells: {row:?}") };
        let named: Vec<&str> = named.split(['`', ' ']).filter(|id| !id.is_empty()).collect();
        assert!(!named.is_empty() && named.iter().all(|id| entries.contains(*id)), "{system}: {named:?}");
        assert!(codes.split(' ').all(is_code), "{system}: {codes}");
        assert!(!links(sample).is_empty() && !links(page).is_empty(), "{system}");
    }
    assert_eq!(rows(findings).len() - 1, 10);
}
