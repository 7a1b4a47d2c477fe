//! A small site in a temporary folder, and the program run on it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A site with a public and an internal edition, whose only organisation is `root`.
pub(crate) const SITE: &str = r#"title = "示例党务公开"
catalogue = "catalogue.yaml"

[[edition]]
name = "internal"
audience = "internal"
output = "dist/internal"
base_url = "https://dangwu.example/internal"

[[edition]]
name = "public"
audience = "public"
output = "dist/public"
base_url = "https://dangwu.example"
"#;

/// Entries that many tests use, without required fields: an item of a test says no more than the test is about.
pub(crate) const CATALOGUE: &str = "entries:
  annual-plan: {fields: {goals: stages}}
  circular: {due: 60d, fields: {conveyed: date}}
  contact: {fields: {contact: contact}}
  hearing: {fields: {window: window(min 5wd)}}
  honours: {fields: {people: people, window: window(min 5wd)}}
  org-change: {due: 60d, fields: {effective: date}}
  resolution: {due: 60d, fields: {met: date, tally: tally(pass 50%), text: paragraph, see: reference}}
  theme-day: {fields: {held: date, topic: text}}
";

/// A GIF picture of one pixel; its data hold the words, less than 256 bytes of them.
pub(crate) fn picture(words: &str) -> Vec<u8> {
    let length = u8::try_from(words.len()).expect("a few words");
    let head = b"GIF89a\x01\0\x01\0\0\0\0\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01";
    [head.as_slice(), &[length], words.as_bytes(), b"\0\x3B"].concat()
}

/// The instant of a check.
pub(crate) const CHECKED: &str = "2026-07-01";

pub(crate) const ORGANISATION: &str = "---\nid: root\nname: 中共示例街道工作委员会\nkind: committee\ncontact: {phone: 0000-8800100, email: a@example.org}\n---\n";

/// A listing with tabs between its columns instead of blanks.
pub(crate) fn tabs(listing: &str) -> String {
    let cells =
        |line: &str| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("\t");
    listing.lines().map(|line| cells(line) + "\n").collect()
}

/// Files by path.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// A site's folder. It goes when this does.
pub(crate) struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::Builder::new().prefix("sunshine-test-").tempdir();
        Self { folder: folder.expect("a temporary folder") }
    }

    /// A sound site without items.
    pub(crate) fn new() -> Self {
        Self::empty().with("site.toml", SITE).with("catalogue.yaml", CATALOGUE).with("content/_org.md", ORGANISATION)
    }

    pub(crate) fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.write(path, bytes);
        self
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        put(&self.path(path), bytes);
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn text(&self, path: &str) -> String {
        read_text(&self.path(path))
    }

    /// Runs the program in the site's folder.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Ran {
        run(sunshine(self.root()).args(args))
    }

    /// What a check finds.
    pub(crate) fn check(&self) -> Ran {
        self.run(["check", "--format", "json", "--now", CHECKED])
    }

    /// A build at an instant, which must end with a code.
    pub(crate) fn build(&self, now: &str, code: i32) -> Ran {
        let ran = self.run(["build", "--format", "json", "--now", now]);
        assert_eq!(ran.code, code, "{ran:?}");
        ran
    }

    /// Every file of a published edition.
    pub(crate) fn tree(&self, edition: &str) -> Tree {
        tree(&self.path("dist").join(edition))
    }
}

/// The program, not yet run, with nothing in its environment that it would listen to.
pub(crate) fn sunshine(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sunshine"));
    command.current_dir(folder).env_remove("SUNSHINE_LANG").env_remove("SOURCE_DATE_EPOCH");
    command
}

/// How a run ended, and what it said.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn run(command: &mut Command) -> Ran {
    let output = command.output().expect("the program runs");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

impl Ran {
    /// Its output, as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// `CODE path:line:column` of each finding.
    pub(crate) fn findings(&self) -> Vec<String> {
        let json = self.json();
        let findings = json["findings"].as_array().expect("a list of findings");
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        findings
            .iter()
            .map(|f| {
                let (code, path) = (word(&f["code"]), word(&f["path"]));
                format!("{code} {path}:{}:{}", f["line"], f["column"])
            })
            .collect()
    }

    /// What is told of each finding: `CODE path:line:column` with what is wrong and, set in below it, what to do.
    pub(crate) fn told(&self) -> Vec<String> {
        let json = self.json();
        let findings = json["findings"].as_array().expect("a list of findings");
        let told = findings.iter().zip(self.findings()).flat_map(|(finding, place)| {
            let word = |key: &str| finding[key].as_str().unwrap_or_default().replace('\n', "\n  ");
            let text = format!("{place} {}\n  {}", word("message"), word("help"));
            text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>()
        });
        told.collect()
    }

    /// The codes of the findings.
    pub(crate) fn codes(&self) -> Vec<String> {
        let code = |line: String| line.split(' ').next().unwrap_or_default().to_owned();
        self.findings().into_iter().map(code).collect()
    }
}

/// Writes a file and the folders above it.
pub(crate) fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
    fs::write(path, bytes).expect("the file is written");
}

/// Every file below a folder, by its path from there; none where there is no folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    if !folder.exists() {
        return Tree::new();
    }
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("a folder is read"));
    files
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("it lies inside");
            (path.to_string_lossy().replace('\\', "/"), fs::read(entry.path()).expect("a readable file"))
        })
        .collect()
}

/// Copies every file of a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        put(&to.join(path), bytes);
    }
}

pub(crate) fn read_text(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    String::from_utf8(bytes).unwrap_or_else(|_| panic!("{} is UTF-8", path.display()))
}

/// Whether expected files are to be written anew instead of compared.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE_GOLDENS").is_some_and(|value| value == "1")
}

/// A public item that nothing is wrong with, published on 2026-06-10: front matter lines may be added or, by
/// key, replaced.
pub(crate) fn item(title: &str, lines: &str, body: &str) -> String {
    let mut front: Vec<(String, String)> = Vec::new();
    let sound =
        format!("title: {title}\nentry: resolution\naudience: public\npublish: 2026-06-10\napproval: {APPROVAL}\n");
    for line in sound.lines().chain(lines.lines()) {
        let key = line.split(':').next().unwrap_or_default().to_owned();
        match front.iter_mut().find(|(known, _)| *known == key) {
            Some(known) => known.1 = line.to_owned(),
            None => front.push((key, line.to_owned())),
        }
    }
    let front: Vec<String> = front.into_iter().map(|(_, line)| line).collect();
    format!("---\n{}\n---\n{body}\n", front.join("\n"))
}

/// A whole approval.
pub(crate) const APPROVAL: &str = "{proposed: {by: 甲, date: 2026-06-01}, reviewed: {by: 乙, date: 2026-06-02, secrecy: passed}, approved: {by: 丙, date: 2026-06-03}}";
