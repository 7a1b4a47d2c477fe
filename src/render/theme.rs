//! A theme: templates and static files, the built-in ones overridden one by one by a site's own. Compiled and
//! minified once, when it is loaded.

mod colours;
mod small;
mod sources;
mod table;
mod tongue;
mod words;

pub use colours::{COLOURS, Colour, Colours};
pub use table::{OwnString, Strings};

use super::mould::unmarked;
use crate::calendar::{chinese_date, english_date};
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, Severity, Span, codes};
use crate::markdown::to_html_within;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Kwargs, State, Tera, Value};

macro_rules! embedded {
    ($folder:literal: $($name:literal)*) => {
        &[$(($name, include_bytes!(concat!("../../themes/sunshine/", $folder, "/", $name)))),*]
    };
}

/// A file of the built-in theme.
type Embedded = (&'static str, &'static [u8]);

static TEMPLATES: &[Embedded] = embedded!("templates":
    "404.html" "about.html" "archive.html" "base.html" "bulletin.html" "catalogue.html" "category.html" "components.html" "duties.html"
    "duties-organisation.html" "duties-report.html" "duties-two-way.html" "duty-parts.html" "entry.html" "promises.html" "promises-organisation.html"
    "feed.xml" "fields.html" "foot.html" "group.html" "head.html" "home.html" "initiative.html" "item.html" "opinion-parts.html" "opinions.html" "organisation.html"
    "organisations.html" "place-facts.html" "place-trail.html" "redirect.html" "row.html" "search.html" "stream.html" "thread.html" "threads.html" "tier.html" "tombstone.html"
    "top.html"
    "kiosk/base.html" "kiosk/item.html" "kiosk/list.html" "kiosk/search.html" "kiosk/start.html" "kiosk/thread.html" "kiosk/threads.html" "kiosk/tiles.html"
    "screen/slides.html"
    "board/base.html" "board/cover.html" "board/sheets.html" "board/take-down.html");

static STATICS: &[Embedded] = embedded!("static": "copy.js" "favicon.svg" "guard.js" "search.js" "site.css" "web.care.js" "web.css" "web.find.js" "web.js" "web.news.js" "words.js"
    "kiosk.css" "kiosk.js" "screen.css" "screen.js" "board.css" "board.js");

/// The built-in theme's name: its templates can be extended as `sunshine/item.html`.
const BUILTIN: &str = "sunshine/";

/// Before the names of a site's own templates.
const OWN: &str = "own/";

/// Where a theme of a site sets single colours and words, in its folder.
pub const SETTINGS: &str = "theme.toml";

/// What a site adds to the built-in theme, file by file.
#[derive(Clone, Debug, Default)]
pub struct OwnTheme {
    /// Its folder, from the site's root; for messages.
    pub folder: String,
    /// Templates by name.
    pub templates: BTreeMap<String, String>,
    /// Static files by name.
    pub statics: BTreeMap<String, Vec<u8>>,
    /// Single colours.
    pub colours: Colours,
    /// Single words of the interface.
    pub strings: Strings,
}

/// A static file as it is published.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its path from the site's root, with a digest in its name.
    pub path: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// Templates that compile, and static files.
#[derive(Debug)]
pub struct Theme {
    pub(super) tera: Tera,
    /// Under which name each template was added: as the site's own, or as the built-in one.
    names: BTreeMap<&'static str, String>,
    /// Static files by their name in the theme.
    pub(super) assets: BTreeMap<String, Asset>,
    /// Blake3 of every template.
    pub(super) digest: [u8; 32],
    /// The language of the interface.
    pub(super) lang: Lang,
    strings: Strings,
    /// Whether pages may be poured: templates are the built-in ones, and in Chinese, so that no filter looks for languages.
    moulded: bool,
}

/// Templates that thousands of pages are made of.
const MOULDED: [&str; 7] =
    ["item.html", "row.html", "category.html", "tier.html", "entry.html", "organisation.html", "kiosk/item.html"];

impl Theme {
    /// Compiles the built-in theme with what a site adds to it, its words in a language. Findings, and `None`, where that
    /// does not work.
    pub fn load(own: &OwnTheme, lang: Lang, sink: &mut Diagnostics) -> Option<Self> {
        Self::load_with(own, lang, sink, small::template)
    }

    /// The same theme with its templates as they are written, for comparing what a reader sees.
    #[doc(hidden)]
    pub fn load_whole(own: &OwnTheme, lang: Lang, sink: &mut Diagnostics) -> Option<Self> {
        Self::load_with(own, lang, sink, |_, text| text.to_owned())
    }

    fn load_with(own: &OwnTheme, lang: Lang, sink: &mut Diagnostics, small: fn(&str, &str) -> String) -> Option<Self> {
        let mut tera = Tera::new();
        tera.set_fallback_prefixes([OWN, BUILTIN]).expect("no template has been added yet");
        tera.register_filter("zh_date", move |iso: &str, _: Kwargs, _: &State| {
            let said = match lang {
                Lang::Zh => chinese_date(unmarked(iso)?),
                Lang::En => english_date(unmarked(iso)?),
            };
            Ok::<_, tera::Error>(said.unwrap_or_else(|| iso.to_owned()))
        });
        tera.register_filter("tongue", tongue::tongue);
        tera.register_filter("spoken", tongue::spoken);
        tera.register_filter("english", |phrase: &Value, _: Kwargs, _: &State| match phrase.as_str() {
            Some(text) => Value::from(table::english(text)),
            None => phrase.clone(),
        });
        tera.register_filter("markdown", |text: &str, given: Kwargs, _: &State| -> tera::TeraResult<_> {
            let links = given.get("links")?.unwrap_or(true);
            Ok(Value::safe_string(&to_html_within(unmarked(text)?, links)))
        });
        let mut sound = settings_hold(own, sink) & sources::check(own, sink);
        let said = |name: &str, text: &str| {
            let said = own.strings.said(name, text, lang).unwrap_or_else(|| text.to_owned());
            let marks = lang == Lang::En && name.ends_with(".html") && name != table::STANDS_ALONE;
            if marks { tongue::marked(&said) } else { said }
        };
        let mut hash = blake3::Hasher::new();
        let mut sources: Vec<(String, String)> = Vec::new();
        for (name, bytes) in TEMPLATES {
            sources.push((format!("{BUILTIN}{name}"), small(name, &said(name, &String::from_utf8_lossy(bytes)))));
        }
        for (name, text) in &own.templates {
            sound &= attributes_are_quoted(own, name, text, sink);
            sources.push((format!("{OWN}{name}"), small(name, &said(name, text))));
        }
        for (name, text) in &sources {
            hash.update(name.as_bytes()).update(&[0]).update(text.as_bytes()).update(&[0]);
        }
        if let Err(error) = tera.add_raw_templates(sources) {
            let path: Arc<str> = own.folder.as_str().into();
            let message = error.to_string();
            sink.push(
                Diagnostic::new(
                    &codes::T001,
                    Span::file(&path),
                    format!("主题模板有误：{message}"),
                    format!("a theme template does not compile: {message}"),
                )
                .help("按提示改正模板；删去它就回到内置模板", "Mend the template; without it the built-in one is used"),
            );
            return None;
        }
        let mut assets = BTreeMap::new();
        let builtin = STATICS.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
        let statics: BTreeMap<String, Vec<u8>> = builtin.chain(own.statics.clone()).collect();
        for (name, bytes) in statics {
            let asset = asset(&name, own.dressed(&name, bytes, lang));
            hash.update(asset.path.as_bytes()).update(&[0]);
            assets.insert(name, asset);
        }
        let names = TEMPLATES.iter().map(|(name, _)| {
            let prefix = if own.templates.contains_key(*name) { OWN } else { BUILTIN };
            (*name, format!("{prefix}{name}"))
        });
        let digest = *hash.finalize().as_bytes();
        let strings = own.strings.clone();
        let moulded = own.templates.is_empty() && lang == Lang::Zh;
        sound.then(|| Self { tera, names: names.collect(), assets, digest, lang, strings, moulded })
    }

    /// Whether what this template makes may be poured.
    pub(super) fn pours(&self, template: &str) -> bool {
        self.moulded && MOULDED.contains(&template)
    }

    /// What a title that pages are given says in the language of the theme.
    pub(super) fn title(&self, title: &str) -> Option<String> {
        let said = self.strings.say(title, self.lang);
        said.or_else(|| (self.lang == Lang::En).then(|| table::english(title)))
    }

    /// Chinese that is made in Rust, in the language of the theme.
    pub(super) fn phrase(&self, zh: &str) -> String {
        match self.lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => table::english(zh),
        }
    }

    /// A name that has both, in the language of the theme.
    pub(super) fn name_of<'n>(&self, zh: &'n str, en: &'n str) -> &'n str {
        if self.lang == Lang::En && !en.is_empty() { en } else { zh }
    }

    /// What stands for something, and then what that is: `截止：标题`.
    pub(super) fn titled(&self, what: &str, title: &str) -> String {
        let mark = match self.lang {
            Lang::Zh => "：",
            Lang::En => ": ",
        };
        [&self.phrase(what), mark, title].concat()
    }

    /// The name under which a template was added, which is found faster than its own.
    pub(super) fn name<'n>(&'n self, template: &'n str) -> &'n str {
        self.names.get(template).map_or(template, String::as_str)
    }
}

/// Checks a theme's settings against the built-in theme.
fn settings_hold(own: &OwnTheme, sink: &mut Diagnostics) -> bool {
    let path: Arc<str> = format!("{}/{SETTINGS}", own.folder).into();
    let before = sink.count(Severity::Error);
    let sheets = STATICS.iter().filter_map(|(name, bytes)| {
        let bytes = own.statics.get(*name).map_or(*bytes, Vec::as_slice);
        Some((*name, std::str::from_utf8(bytes).ok()?))
    });
    own.colours.check(&sheets.collect::<Vec<_>>(), &path, sink);
    if !own.strings.is_empty() {
        own.strings.check(&table::keys(TEMPLATES.iter().chain(STATICS).filter_map(text)), &path, sink);
    }
    sink.count(Severity::Error) == before
}

/// The text of a file of the built-in theme.
fn text(file: &'static Embedded) -> Option<(&'static str, &'static str)> {
    Some((file.0, std::str::from_utf8(file.1).ok()?))
}

impl OwnTheme {
    /// A static file in a language and in the theme's own colours.
    fn dressed(&self, name: &str, bytes: Vec<u8>, lang: Lang) -> Vec<u8> {
        if !matches!(name.rsplit_once('.'), Some((_, "css" | "js"))) {
            return bytes;
        }
        let Ok(text) = std::str::from_utf8(&bytes) else { return bytes };
        let said = self.strings.said(name, text, lang);
        let text = said.as_deref().unwrap_or(text);
        if name.ends_with(".css") { self.colours.applied(name, text).into_bytes() } else { text.as_bytes().to_vec() }
    }
}

/// `site.css` becomes `assets/site.1a2b3c4d.css`, minified.
fn asset(name: &str, bytes: Vec<u8>) -> Asset {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let bytes = small::asset(extension, bytes);
    let digest = blake3::hash(&bytes).to_hex();
    Asset { path: format!("assets/{stem}.{}.{extension}", &digest[..8]), bytes: bytes.into() }
}

/// A template with a value in an attribute without quotes is refused: without them escaping protects nothing.
fn attributes_are_quoted(own: &OwnTheme, name: &str, text: &str, sink: &mut Diagnostics) -> bool {
    let bare = small::bare_code(text);
    if let Some(at) = bare {
        let path: Arc<str> = format!("{}/templates/{name}", own.folder).into();
        let near: String = text[at..].chars().take_while(|c| *c != '\n').take(40).collect();
        let (zh, en) = (format!("属性没有引号：{near}"), format!("an attribute without quotes: {near}"));
        sink.push(
            Diagnostic::new(&codes::T002, Span::file(&path), zh, en)
                .help("加上引号，例如 href=\"{{ x }}\"", "Put quotes around it, as in href=\"{{ x }}\""),
        );
    }
    bare.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_theme_compiles_and_keeps_its_quotes() {
        let mut sink = Diagnostics::default();
        let theme = Theme::load(&OwnTheme::default(), Lang::Zh, &mut sink).expect("it compiles");
        assert!(sink.is_empty());
        assert_eq!(theme.assets.len(), STATICS.len());
        for (name, bytes) in TEMPLATES {
            let small = small::template(name, &String::from_utf8_lossy(bytes));
            assert!(attributes_are_quoted(&OwnTheme::default(), name, &small, &mut sink), "{name}");
        }
    }

    #[test]
    fn a_theme_without_quotes_is_refused() {
        let mut own = OwnTheme { folder: "themes/mine".into(), ..OwnTheme::default() };
        own.templates.insert("404.html".into(), "<a href={{ x }}>x</a>".into());
        let mut sink = Diagnostics::default();
        assert!(Theme::load(&own, Lang::Zh, &mut sink).is_none());
        assert_eq!(sink.iter().next().map(|d| d.rule.code), Some("T002"));
    }
}
