//! A site for a test: files in memory, written to a temporary folder, built, and read back.

use crate::content::folder;
pub(crate) use crate::content::{Item, Opinion, Org};
use crate::drafts::typed;
use crate::scratch::sunshine;
pub(crate) use crate::scratch::{Tree, put, tree as read_tree};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use sunshine::calendar::parse_moment;
use sunshine::pipeline::{self, Failure, Now, Options, Outcome};
use tempfile::TempDir;

/// What may stand after a term, in the words of the catalogue; each is also the id of an entry of [`CATALOGUE`].
pub(crate) const AFTERS: [&str; 6] = ["keep", "archive-public", "result-only", "archive", "tombstone", "gone"];

/// Whose an opinion can be.
pub(crate) const SENDERS: [&str; 3] = ["member", "resident", "delegate"];

/// An edition of each form for each audience, as [`toml`] takes them, with all that an edition can have: codes, ways to
/// answer, touch screens in English, and a screen that is told of items whatever their audience.
pub(crate) const FORMS: [(&str, &str, &str); 8] = [
    ("public", "", "qr = true\nshow_duties = true\nopinions = \"paper\""),
    ("internal", "", "qr = true\nopinions = \"https://dangwu.example/say\""),
    ("public-kiosk", "", "channel = \"kiosk\"\nlang = \"en\""),
    ("internal-kiosk", "", "channel = \"kiosk\"\nlang = \"en\""),
    ("public-screen", "", "channel = \"screen\"\n[edition.screen]\npin = [\"item-0\", \"item-1\"]"),
    ("internal-screen", "", "channel = \"screen\"\n[edition.screen]\nfocus = true\npin = [\"item-0\"]"),
    ("public-board", "", "channel = \"board\""),
    ("internal-board", "", "channel = \"board\""),
];

/// The id of the organisation at the top of [`Site::new`].
pub(crate) const ROOT: &str = "root";

/// The content of a site.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) files: Tree,
}

impl Site {
    /// A site with a root organisation `root`, a public and an internal edition, and one catalogue entry for
    /// each of [`AFTERS`] besides the built-in ones: ad hoc, public by default, with the fields `note`, `secret!`,
    /// `see` (a reference), `inside!` (one for members), `window`, and two of each other type, see [`typed`].
    pub(crate) fn new() -> Self {
        let files = Tree::new();
        Self { files }
            .toml(&toml(&[("public", "", ""), ("internal", "", "")]))
            .file("catalogue.yaml", catalogue())
            .org(Org::new(ROOT))
    }

    /// Another `site.toml`.
    pub(crate) fn toml(self, text: &str) -> Self {
        self.file("site.toml", text)
    }

    /// Any file, by its path from the root.
    pub(crate) fn file(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.files.insert(path.to_owned(), bytes.as_ref().to_vec());
        self
    }

    /// An organisation.
    pub(crate) fn org(self, org: Org) -> Self {
        self.file(&format!("{}/_org.md", folder(&org.folder)), org.text())
    }

    /// An item, with the files beside it.
    pub(crate) fn item(mut self, item: Item) -> Self {
        for (name, bytes) in &item.beside {
            self = self.file(&format!("{}/{name}", item.folder()), bytes);
        }
        self.file(&item.path(), item.text())
    }

    /// An opinion.
    pub(crate) fn opinion(self, opinion: Opinion) -> Self {
        self.file(&opinion.path(), opinion.text())
    }

    /// Writes it into a fresh folder.
    pub(crate) fn write(&self) -> Written {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut written = Written { folder, files: Tree::new() };
        written.become_like(self);
        written
    }
}

/// A `site.toml` with these editions: name, which begins with its audience; scope; more lines.
pub(crate) fn toml(editions: &[(&str, &str, &str)]) -> String {
    let mut text = "title = \"试验站点\"\ncatalogue = [\"catalogue.yaml\"]\n".to_owned();
    for (name, scope, more) in editions {
        let audience = if name.starts_with("internal") { "internal" } else { "public" };
        let scope = if scope.is_empty() { String::new() } else { format!("scope = \"{scope}\"\n") };
        text += &format!(
            "\n[[edition]]\nname = \"{name}\"\naudience = \"{audience}\"\noutput = \"dist/{name}\"\nbase_url = \"https://dangwu.example/{name}\"\n{scope}{more}\n"
        );
    }
    text
}

/// The catalogue of [`Site::new`].
pub(crate) fn catalogue() -> String {
    let entry = |after: &str| {
        let consults = after == "archive-public";
        format!(
            "  {after}:\n    category: routine-affairs\n    zh: 期满{after}\n    tier: ad-hoc\n    audience: public\n    after: {after}\n    \
             consults: {consults}\n    fields:\n      note: text\n      secret!: paragraph\n      see: reference\n      inside!: reference\n      window: window\n{}",
            typed::specs()
        )
    };
    "entries:\n".to_owned() + &AFTERS.map(entry).concat()
}

/// A site in a folder of its own.
pub(crate) struct Written {
    folder: TempDir,
    files: Tree,
}

impl Written {
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Makes the inputs those of another site; what is the same is not touched, nor are the outputs.
    pub(crate) fn become_like(&mut self, site: &Site) {
        let gone = self.files.keys().filter(|path| !site.files.contains_key(*path));
        for path in gone {
            fs::remove_file(self.root().join(path)).expect("an input goes");
        }
        for (path, bytes) in &site.files {
            if self.files.get(path) != Some(bytes) {
                put(&self.root().join(path), bytes);
            }
        }
        self.files.clone_from(&site.files);
    }

    /// Builds every edition at an instant such as `2026-07-10` or `2026-07-10T09:00:00+08:00`.
    pub(crate) fn try_build(&self, now: &str) -> Result<Outcome, Failure> {
        self.build_at(Now::Written(parse_moment(now).expect("an instant")))
    }

    pub(crate) fn build_at(&self, now: Now) -> Result<Outcome, Failure> {
        let options = Options { now, keep_going: false, editions: Vec::new() };
        pipeline::build(self.root(), &options, &|_| ())
    }

    /// Builds; any trouble with the machine fails the test.
    pub(crate) fn build(&self, now: &str) -> Outcome {
        self.try_build(now).unwrap_or_else(|failure| panic!("the build at {now} could not run: {failure:?}"))
    }

    /// Builds a site that has to be without any finding that is an error.
    pub(crate) fn build_clean(&self, now: &str) -> Outcome {
        let outcome = self.build(now);
        let errors = outcome.findings.iter().filter(|d| d.rule.severity == sunshine::diagnostic::Severity::Error);
        let errors: Vec<String> = errors.map(|d| format!("{} {} {}", d.rule.code, d.span.path, d.message.en)).collect();
        assert!(errors.is_empty(), "the test's own site has errors: {errors:#?}");
        outcome
    }

    /// The command `sunshine`, to be run on this site.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = sunshine(Path::new("."));
        command.arg("--root").arg(self.root()).args(arguments);
        command
    }

    /// Runs it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the binary runs")
    }

    pub(crate) fn output(&self, edition: &str) -> PathBuf {
        self.root().join("dist").join(edition)
    }

    /// What an edition published: every file, manifest included. Empty if it published nothing.
    pub(crate) fn tree(&self, edition: &str) -> Tree {
        read_tree(&self.output(edition))
    }
}

/// Where two trees differ, in words; `None` if they are the same, byte for byte.
pub(crate) fn difference(left: &Tree, right: &Tree) -> Option<String> {
    let paths: std::collections::BTreeSet<&String> = left.keys().chain(right.keys()).collect();
    // The manifest differs wherever anything does, and says least about why.
    let (manifest, others): (Vec<&String>, Vec<&String>) = paths.into_iter().partition(|path| *path == "manifest.json");
    others.into_iter().chain(manifest).find_map(|path| match (left.get(path), right.get(path)) {
        (Some(a), Some(b)) if a == b => None,
        (Some(a), Some(b)) => {
            let at = a.iter().zip(b).take_while(|(a, b)| a == b).count();
            let near = |bytes: &[u8]| {
                String::from_utf8_lossy(&bytes[at.saturating_sub(120)..bytes.len().min(at + 160)]).into_owned()
            };
            Some(format!("{path} differs at byte {at}:\n--- left\n{}\n--- right\n{}", near(a), near(b)))
        }
        (here, _) => Some(format!("{path} is only on the {}", if here.is_some() { "left" } else { "right" })),
    })
}

/// Fails unless two trees are the same, byte for byte.
pub(crate) fn assert_same(left: &Tree, right: &Tree, what: &str) {
    if let Some(difference) = difference(left, right) {
        panic!("{what}: {difference}");
    }
}

/// The first file of a tree that holds a word, in its text or in its name.
pub(crate) fn found(tree: &Tree, word: &str) -> Option<String> {
    // Searching text is many times faster than comparing bytes one by one, and most files are text.
    let holds = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.contains(word),
        Err(_) => bytes.windows(word.len()).any(|window| window == word.as_bytes()),
    };
    let mut files = tree.iter();
    files.find(|(path, bytes)| path.contains(word) || holds(bytes)).map(|(path, _)| path.clone())
}
