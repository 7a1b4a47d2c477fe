use super::Failure;
use crate::config::{self, Config, Edition};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::load::{Files, Found};
use crate::render::{OwnTheme, Theme};
use crate::source::{Decoded, decode};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// The name of a site's configuration.
pub(super) const SITE: &str = "site.toml";

/// Digests that stand for a file that is not read, and for one that is named but not there.
const REFUSED: [u8; 32] = [0; 32];
const MISSING: [u8; 32] = [1; 32];

/// The configuration of a site, and a digest of everything that it is made from.
#[derive(Debug)]
pub struct Inputs {
    /// The configuration.
    pub config: Config,
    /// Blake3 over the path and bytes of every input file.
    pub digest: String,
    /// Every input file, by path, and Blake3 of its bytes.
    files: Vec<(String, [u8; 32])>,
}

impl Inputs {
    /// Reads the configuration at `root` and looks at every file that it names. A configuration that cannot be
    /// used is a failure with the findings that say why.
    pub fn read(files: &dyn Files, root: &Path, sink: &mut Diagnostics) -> Result<Self, Failure> {
        let path: Arc<str> = SITE.into();
        let bytes = files.read(SITE)?;
        let Decoded::Text(text, _) = decode(bytes) else {
            let finding = Diagnostic::new(
                &codes::F010,
                Span::file(&path),
                "site.toml 不是 UTF-8 文本",
                "site.toml is not UTF-8 text",
            );
            sink.push(finding.help("另存为 UTF-8", "Save it as UTF-8"));
            return Err(Failure::Configuration(std::mem::take(sink)));
        };
        let Some(config) = config::read(&path, &text, root, sink) else {
            return Err(Failure::Configuration(std::mem::take(sink)));
        };
        let mut found = files.list(&config.content)?;
        found.extend(files.list("themes")?);
        let named = std::iter::once(SITE).chain(config.catalogue.iter().map(String::as_str));
        found.extend(named.map(|path| Found { path: path.to_owned(), refused: false }));
        found.sort();
        found.dedup();
        let digests: io::Result<Vec<(String, [u8; 32])>> = found
            .into_par_iter()
            .map(|file| match file.refused {
                true => Ok((file.path, REFUSED)),
                false => match files.read(&file.path) {
                    Ok(bytes) => Ok((file.path, *blake3::hash(&bytes).as_bytes())),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((file.path, MISSING)),
                    Err(error) => Err(error),
                },
            })
            .collect();
        let digests = digests?;
        let mut hash = blake3::Hasher::new();
        for (path, digest) in &digests {
            hash.update(path.as_bytes()).update(&[0]).update(digest);
        }
        Ok(Self { config, digest: hash.finalize().to_hex().to_string(), files: digests })
    }

    /// The editions of these names, or all.
    pub fn editions<'i>(&'i self, names: &'i [String]) -> impl Iterator<Item = &'i Edition> {
        self.config.editions.iter().filter(move |edition| names.is_empty() || names.contains(&edition.name))
    }

    /// Every theme that an edition uses, by name; the built-in one has none. `None`, with findings, if one of
    /// them cannot be used.
    pub fn themes(
        &self,
        files: &dyn Files,
        sink: &mut Diagnostics,
    ) -> Result<Option<BTreeMap<String, Theme>>, Failure> {
        let mut themes = BTreeMap::new();
        for edition in &self.config.editions {
            let name = edition.theme.clone().unwrap_or_default();
            if themes.contains_key(&name) {
                continue;
            }
            let own = if name.is_empty() || name == "sunshine" {
                OwnTheme::default()
            } else {
                own_theme(files, &name, sink)?
            };
            match Theme::load(&own, sink) {
                Some(theme) => drop(themes.insert(name, theme)),
                None => return Ok(None),
            }
        }
        Ok(Some(themes))
    }

    /// A failure if an edition of one of these names is not configured.
    pub fn knows(&self, names: &[String]) -> Result<(), Failure> {
        let unknown = names.iter().find(|name| !self.config.editions.iter().any(|edition| edition.name == **name));
        unknown.map_or(Ok(()), |name| Err(Failure::NoSuchEdition(name.clone())))
    }

    /// The texts of these inputs, for keeping as the last good ones. Attachments stay where they are, since
    /// the published site has them. If a file has changed since it was checked, what is kept is not what was
    /// checked; the next build will see that it changed.
    pub fn texts<'i>(&'i self, files: &'i dyn Files) -> impl Iterator<Item = io::Result<(&'i str, Vec<u8>)>> {
        let text = |path: &str| {
            let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
            path.starts_with("themes/") || matches!(extension.as_deref(), Some("md" | "toml" | "yaml" | "yml"))
        };
        let texts =
            self.files.iter().filter(move |(path, digest)| text(path) && *digest != REFUSED && *digest != MISSING);
        texts.map(|(path, _)| files.read(path).map(|bytes| (path.as_str(), bytes)))
    }
}

fn own_theme(files: &dyn Files, name: &str, sink: &mut Diagnostics) -> io::Result<OwnTheme> {
    let folder = format!("themes/{name}");
    let mut own = OwnTheme { folder: folder.clone(), ..OwnTheme::default() };
    for found in files.list(&folder)?.into_iter().filter(|found| !found.refused) {
        let Some(inside) = found.path.strip_prefix(&format!("{folder}/")) else {
            continue;
        };
        let bytes = files.read(&found.path)?;
        if let Some(template) = inside.strip_prefix("templates/") {
            own.templates.insert(template.to_owned(), String::from_utf8_lossy(&bytes).into_owned());
        } else if let Some(file) = inside.strip_prefix("static/") {
            own.statics.insert(file.replace('/', "-"), bytes);
        }
    }
    if own.templates.is_empty() && own.statics.is_empty() {
        let path: Arc<str> = SITE.into();
        let (zh, en) = (format!("没有主题 {folder}"), format!("there is no theme at {folder}"));
        sink.push(Diagnostic::new(&codes::T001, Span::file(&path), zh, en).help(
            "建立 templates 或 static 文件夹，或删去 theme",
            "Give it a templates or static folder, or drop `theme`",
        ));
    }
    Ok(own)
}
