//! What a build is made of: the configuration, and every input file at one moment.

use super::retract::{Limits, Narrowed};
use super::{Failure, own_theme};
use crate::config::{self, Config, Edition};
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, Span, codes};
use crate::load::{Content, Files, Snapshot, is_text, not_opened};
pub(super) use crate::load::{SITE, THEMES};
use crate::model::Organisation;
use crate::publish::Kept;
use crate::render::{OwnTheme, Theme};
use crate::source::{Decoded, decode};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Themes by name and language.
pub type Themes = BTreeMap<(String, Lang), Theme>;

/// The configuration of a site, and everything that it is made from.
pub struct Inputs<'f> {
    /// The configuration.
    pub config: Config,
    /// Blake3 over the path and bytes of every input file.
    pub digest: String,
    /// Every input file, as it was when the build began.
    pub files: Snapshot<'f>,
    /// What edits take back of approved texts that stand below them.
    pub(super) taken_back: Limits,
    /// What of that stays so below the next edit.
    pub(super) narrowed: Narrowed,
}

/// Reads the configuration alone, with the same failure; without a `root`, whatever the folders that it names have become.
pub(super) fn configuration(files: &dyn Files, root: Option<&Path>, sink: &mut Diagnostics) -> Result<Config, Failure> {
    let path: Arc<str> = SITE.into();
    let bytes = match files.read(SITE) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(error.into()),
        Err(error) => {
            sink.push(not_opened(&path, &error));
            return Err(Failure::Configuration(std::mem::take(sink)));
        }
    };
    let read = match decode(&bytes) {
        Decoded::Text(text, _) => config::read(&path, &text, root, sink),
        Decoded::Unreadable => {
            let (zh, en) = ("site.toml 不是 UTF-8 文本", "site.toml is not UTF-8 text");
            let finding = Diagnostic::new(&codes::F010, Span::file(&path), zh, en);
            sink.push(finding.help("另存为 UTF-8", "Save it as UTF-8"));
            None
        }
    };
    read.ok_or_else(|| Failure::Configuration(std::mem::take(sink)))
}

impl<'f> Inputs<'f> {
    /// Reads the configuration at `root` and looks at every file that it names. A configuration that cannot be
    /// used is a failure with the findings that say why.
    pub fn read(files: &'f dyn Files, root: &Path, sink: &mut Diagnostics) -> Result<Self, Failure> {
        Self::of(configuration(files, Some(root), sink)?, files)
    }

    /// Reads once more what was sound when it was kept, whatever the folders of its editions have become since.
    pub(super) fn again(files: &'f dyn Files) -> Result<Self, Failure> {
        Self::of(configuration(files, None, &mut Diagnostics::default())?, files)
    }

    fn of(config: Config, files: &'f dyn Files) -> Result<Self, Failure> {
        let named: Vec<&str> = std::iter::once(SITE).chain(config.catalogue.iter().map(String::as_str)).collect();
        let files = Snapshot::take(files, &[&config.content, THEMES], &named)?;
        let mut hash = blake3::Hasher::new();
        for (path, content) in files.contents() {
            hash.update(path.as_bytes()).update(&[0]).update(&match content {
                Content::Digest(digest) => *digest,
                Content::Refused => [0; 32],
                Content::Missing => [1; 32],
                Content::Unopened => [2; 32],
            });
        }
        let digest = hash.finalize().to_hex().to_string();
        Ok(Self { config, digest, files, taken_back: Limits::default(), narrowed: Narrowed::default() })
    }

    /// The editions of these names, or all.
    pub fn editions<'i>(&'i self, names: &'i [String]) -> impl Iterator<Item = &'i Edition> {
        self.config.editions.iter().filter(move |edition| names.is_empty() || names.contains(&edition.name))
    }

    /// Every theme that an edition uses, by name and language; the built-in one has no name. `None`, with findings, if
    /// one of them cannot be used.
    pub fn themes(&self, sink: &mut Diagnostics) -> Result<Option<Themes>, Failure> {
        let mut themes: BTreeMap<_, Option<Theme>> = BTreeMap::new();
        for edition in &self.config.editions {
            let (name, lang) = edition.theme_key();
            if let Entry::Vacant(place) = themes.entry((name.clone(), lang)) {
                place.insert(Theme::load(&self.own_theme(&name, sink)?, lang, sink));
            }
        }
        Ok(themes.into_iter().map(|(key, theme)| Some((key, theme?))).collect())
    }

    /// Every theme that an edition uses without templates of its own; where that cannot be used either, the built-in one.
    pub(super) fn plain_themes(&self) -> io::Result<Themes> {
        let mut unsaid = Diagnostics::default();
        let mut themes = Themes::new();
        for edition in &self.config.editions {
            let (name, lang) = edition.theme_key();
            let own = OwnTheme { templates: BTreeMap::new(), ..self.own_theme(&name, &mut unsaid)? };
            let theme = Theme::load(&own, lang, &mut unsaid);
            themes.extend(
                theme
                    .or_else(|| Theme::load(&OwnTheme::default(), lang, &mut unsaid))
                    .map(|theme| ((name, lang), theme)),
            );
        }
        Ok(themes)
    }

    /// What a theme of the site of this name adds to the built-in one; nothing where it is the built-in one.
    pub(super) fn own_theme(&self, name: &str, sink: &mut Diagnostics) -> io::Result<OwnTheme> {
        match name {
            "" | "sunshine" => Ok(OwnTheme::default()),
            name => own_theme::read(&self.files, name, sink),
        }
    }

    /// A failure if an edition of one of these names is not configured.
    pub fn knows(&self, names: &[String]) -> Result<(), Failure> {
        let unknown = names.iter().find(|name| !self.config.editions.iter().any(|edition| edition.name == **name));
        let known = || self.config.editions.iter().map(|edition| edition.name.clone()).collect();
        unknown.map_or(Ok(()), |name| Err(Failure::NoSuchEdition { name: name.clone(), known: known() }))
    }

    /// These inputs, for keeping as the last good ones, without the files that have an error, and without everything
    /// below the folder of an organisation that has one: it must not rise to the organisation above.
    pub fn good(&self, faulty: &BTreeSet<Arc<str>>) -> impl Iterator<Item = io::Result<(&str, Kept)>> {
        let out = |path: &str| {
            let below = |folder: &str| path.starts_with(folder);
            faulty.contains(path) || faulty.iter().filter_map(|path| Organisation::made_by(path)).any(below)
        };
        let files = self.files.contents().iter();
        files.filter(move |(path, _)| !out(path)).filter_map(|(path, content)| {
            let Content::Digest(digest) = content else {
                return None;
            };
            let text = is_text(path) || self.config.catalogue.contains(path);
            let kept = if text { self.files.read(path).map(Kept::Text) } else { Ok(Kept::Digest(*digest)) };
            Some(kept.map(|kept| (path.as_str(), kept)))
        })
    }
}
