//! The literate rule tests of `tests/findings/`: one Markdown file for each family of rules.
//!
//! `## CODE name` opens a rule, `### …` a case: files as fenced blocks with their path in the info string
//! (those of kind `hex` as the values of their bytes; `site.toml`, `catalogue.yaml` and `content/_org.md` are added where a case has none), then a block `findings` with what a
//! check must find: `CODE path:line:column` with what is wrong and, set in below it, what to do. A case that expects the
//! rule's code fires it; a case that expects nothing is its near miss. `UPDATE_GOLDENS=1` writes the blocks anew; read the difference.

use crate::findings_files;
use crate::scratch::{CATALOGUE, CHECKED, ORGANISATION, Ran, SITE, Scratch, read_text, updating};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use sunshine::diagnostic::{RULES, Severity};

/// One case of a rule.
struct Case {
    file: PathBuf,
    line: usize,
    code: String,
    name: String,
    files: Vec<(String, Vec<u8>)>,
    expected: Vec<String>,
    /// Lines of the block that holds what is expected.
    block: Range<usize>,
}

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings");
    let mut documents: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the rule tests")
        .map(|entry| entry.expect("a rule test").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    documents.sort();
    documents
}

fn cases() -> Vec<Case> {
    documents().iter().flat_map(|path| parse(path)).collect()
}

fn parse(document: &Path) -> Vec<Case> {
    let text = read_text(document);
    let lines: Vec<&str> = text.lines().collect();
    let mut cases = Vec::new();
    let mut code = String::new();
    let mut case: Option<Case> = None;
    let mut n = 0;
    while n < lines.len() {
        let line = lines[n];
        if let Some(rule) = line.strip_prefix("## ") {
            let mut words = rule.split(' ');
            code = words.next().unwrap_or_default().to_owned();
            let rule = RULES.iter().find(|rule| rule.code == code);
            let rule = rule.unwrap_or_else(|| panic!("{}:{}: {code}", document.display(), n + 1));
            assert_eq!(words.next(), Some(rule.name), "{}:{}", document.display(), n + 1);
        } else if let Some(name) = line.strip_prefix("### ") {
            case = Some(Case {
                file: document.to_owned(),
                line: n + 1,
                code: code.clone(),
                name: name.to_owned(),
                files: Vec::new(),
                expected: Vec::new(),
                block: 0..0,
            });
        } else if let Some(info) = line.strip_prefix("````").or(line.strip_prefix("```")) {
            let fence = &line[..line.len() - info.len()];
            let end = (n + 1..lines.len())
                .find(|at| lines[*at] == fence)
                .unwrap_or_else(|| panic!("{}:{}: no end", document.display(), n + 1));
            let inside = &lines[n + 1..end];
            if info == "findings" {
                let mut done =
                    case.take().unwrap_or_else(|| panic!("{}:{}: findings without a case", document.display(), n + 1));
                done.expected = inside.iter().map(|line| (*line).to_owned()).collect();
                done.block = n + 1..end;
                cases.push(done);
            } else if let (Some((_, path)), Some(case)) = (info.split_once("path="), &mut case) {
                let bytes = if info.starts_with("hex ") { values(inside) } else { written(inside) };
                case.files.push((path.trim().to_owned(), bytes));
            }
            n = end;
        }
        n += 1;
    }
    assert!(case.is_none(), "{}: a case without findings", document.display());
    cases
}

/// Lines as a file of text.
fn written(lines: &[&str]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line.as_bytes(), b"\n"].concat()).collect()
}

/// Bytes by their values in hexadecimal, with blanks between them.
fn values(lines: &[&str]) -> Vec<u8> {
    let values = lines.iter().flat_map(|line| line.split_whitespace());
    values.map(|value| u8::from_str_radix(value, 16).expect("a byte")).collect()
}

impl Case {
    fn site(&self) -> Scratch {
        let site = Scratch::empty();
        for (path, text) in [("site.toml", SITE), ("catalogue.yaml", CATALOGUE), ("content/_org.md", ORGANISATION)] {
            if !self.files.iter().any(|(own, _)| own == path) {
                site.write(path, text);
            }
        }
        for (path, text) in &self.files {
            // A line `(absent)` leaves a default file out.
            if text != b"(absent)\n" {
                site.write(path, text);
            }
        }
        site
    }

    fn place(&self) -> String {
        format!("{}:{} {} {}", self.file.display(), self.line, self.code, self.name)
    }
}

/// Runs something over all cases, on all cores.
fn each<T: Send>(cases: &[Case], run: impl Fn(&Case) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done: Mutex<BTreeMap<usize, T>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = cases.get(n) else { break };
                    let value = run(case);
                    done.lock().expect("no run panicked").insert(n, value);
                }
            });
        }
    });
    done.into_inner().expect("no run panicked").into_values().collect()
}

#[test]
fn every_case_finds_what_it_says() {
    let cases = cases();
    let found = each(&cases, |case| case.site().check());
    if updating() {
        return update(&cases, &found);
    }
    let mut wrong = String::new();
    for (case, ran) in cases.iter().zip(&found) {
        let told = ran.told();
        if told != case.expected {
            let (expected, told) = (case.expected.join("\n"), told.join("\n"));
            let _ = writeln!(wrong, "{}\n--- expected\n{expected}\n--- found\n{told}\n", case.place());
        }
        for finding in ran.json()["findings"].as_array().expect("findings") {
            if finding["help"].is_null() {
                let _ = writeln!(wrong, "{}: does not say what to do: {finding}", case.place());
            }
        }
        let error = |code: &str| RULES.iter().any(|rule| rule.code == code && rule.severity == Severity::Error);
        let code = i32::from(ran.codes().iter().any(|code| error(code)));
        if ran.code != code {
            let _ = writeln!(wrong, "{}: exit code {}, not {code}", case.place(), ran.code);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn update(cases: &[Case], found: &[Ran]) {
    for document in documents() {
        let text = read_text(&document);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (case, ran) in cases.iter().zip(found).rev() {
            if case.file == document {
                lines.splice(case.block.clone(), ran.told());
            }
        }
        std::fs::write(&document, lines.join("\n") + "\n").expect("it is written");
    }
}

#[test]
fn every_rule_has_a_case_that_fires_it_and_a_near_miss() {
    let mut fired: BTreeSet<String> = BTreeSet::new();
    let mut missed: BTreeSet<String> = BTreeSet::new();
    for case in cases() {
        if case.expected.iter().any(|line| line.starts_with(&*case.code)) {
            fired.insert(case.code.clone());
        } else if case.expected.is_empty() {
            missed.insert(case.code.clone());
        }
    }
    for (code, fires) in findings_files::COVERED {
        if *fires { &mut fired } else { &mut missed }.insert((*code).to_owned());
    }
    let all: BTreeSet<String> = RULES.iter().map(|rule| rule.code.to_owned()).collect();
    let left = |seen: &BTreeSet<String>| all.difference(seen).cloned().collect::<Vec<_>>();
    assert_eq!((left(&fired), left(&missed)), (Vec::new(), Vec::new()), "(not fired, no near miss)");
}

#[test]
fn every_finding_says_where_what_and_what_to_do_in_both_languages() {
    let cases = cases();
    each(&cases, |case| {
        let site = case.site();
        for lang in ["zh-CN", "en"] {
            let ran = site.run(["check", "--lang", lang, "--now", CHECKED]);
            assert!(matches!(ran.code, 0 | 1), "{}: {ran:?}", case.place());
            let warning = if lang == "en" { "warning" } else { "提醒" };
            let error = if lang == "en" { "error" } else { "错误" };
            // Lines that are set in say what to do.
            for line in case.expected.iter().filter(|line| !line.starts_with(' ')) {
                let (code, place) = line.split_once(' ').expect("a code and a place");
                let rule = RULES.iter().find(|rule| rule.code == code).expect("a rule");
                let word = if rule.severity == Severity::Error { error } else { warning };
                let title = format!("{word}[{code} {}]", rule.name);
                assert!(ran.err.contains(&title), "{}: {title} in {}", case.place(), ran.err);
                let path = place.split(':').next().unwrap_or_default();
                assert!(ran.err.contains(path), "{}: {path} in {}", case.place(), ran.err);
            }
            let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
            let titles = ran.err.lines().filter(|line| line.starts_with(error) || line.starts_with(warning));
            for title in titles {
                let (_, said) = title.split_once("]: ").unwrap_or_default();
                // What is between backquotes is the clerk's own; names stand without.
                let ours: String = said.split('`').step_by(2).collect();
                let (letters, hans) =
                    (ours.chars().filter(char::is_ascii_alphabetic).count(), ours.chars().filter(|c| han(*c)).count());
                let in_its_language = if lang == "en" { letters > 2 * hans } else { said.contains(han) };
                assert!(in_its_language, "{}: {title}", case.place());
            }
        }
    });
}
