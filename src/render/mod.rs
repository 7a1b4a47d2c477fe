//! One planned page → bytes. Pure, page by page, in parallel; never holds a whole site.

mod data;
mod theme;

pub use theme::{Asset, OwnTheme, Theme};

use crate::address;
use crate::markdown::{self, Target};
use crate::plan::{Group, Page, PageKind, Plan};
use crate::projection::{Audience, Destination, FileItem, ItemView, Stored, VisibleText};
use std::collections::HashMap;
use std::error::Error;
use std::sync::{PoisonError, RwLock};

/// What can go wrong with a page: the machine, a file that changed, a template.
pub type Trouble = Box<dyn Error + Send + Sync>;

/// A digest of everything that a page is made of. The same recipe makes the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Recipe(pub [u8; 16]);

impl Recipe {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::first(blake3::hash(bytes))
    }

    fn first(hash: blake3::Hash) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_bytes()[..16]);
        Self(short)
    }
}

/// How the renderer gets what is not held: texts that the audience may read, and files that travel.
pub struct Inputs<'i> {
    /// The Markdown of a visible text.
    pub text: &'i (dyn Fn(&VisibleText) -> Result<String, Trouble> + Sync),
    /// The bytes of a file, which must still be what they were when it was checked.
    pub file: &'i (dyn Fn(&Stored) -> Result<Vec<u8>, Trouble> + Sync),
}

/// Renders the pages of one plan with one theme.
pub struct Renderer<'p, A: Audience> {
    plan: &'p Plan<A>,
    theme: &'p Theme,
    tera: tera::Tera,
    base: [u8; 32],
    /// Navigation and foot by way up and current place: the same on thousands of pages, made once for each.
    frames: RwLock<HashMap<(String, String), Frame>>,
}

/// The navigation and the foot of a page, as HTML.
type Frame = (tera::Value, tera::Value);

/// Changes with the generator itself, so that a new version renders anew.
const GENERATOR: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("SUNSHINE_SOURCES"));

impl<'p, A: Audience> Renderer<'p, A> {
    /// A renderer of a plan.
    pub fn new(plan: &'p Plan<A>, theme: &'p Theme) -> Self {
        let mut site = serde_json::to_value(&plan.site).expect("a site is plain data");
        for (key, name) in [("css", "site.css"), ("js", "site.js"), ("icon", "favicon.svg")] {
            let path = theme.assets.get(name).map(|asset| asset.path.as_str());
            site[key] = path.unwrap_or_default().into();
        }
        let mut hash = blake3::Hasher::new();
        hash.update(GENERATOR.as_bytes()).update(&theme.digest).update(site.to_string().as_bytes());
        let mut tera = theme.tera.clone();
        tera.global_context().insert("site", &site);
        Self { plan, theme, tera, base: *hash.finalize().as_bytes(), frames: RwLock::default() }
    }

    /// The theme's static files, which every edition has.
    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        self.theme.assets.values()
    }

    /// What a page is made of; `None` for data files, which are their own recipe once they are made.
    pub fn recipe(&self, page: &Page) -> Option<Recipe> {
        if let Some(file) = self.file_of(page) {
            return Some(Recipe::of(file.file.sha256.as_bytes()));
        }
        let (template, view) = self.plan.view(page)?;
        let mut hash = blake3::Hasher::new();
        hash.update(&self.base).update(template.as_bytes()).update(&[0]);
        let mut json = Vec::with_capacity(8192);
        serde_json::to_writer(&mut json, &view).expect("a view is plain data");
        hash.update(&json);
        if let Some(text) = self.text_of(page) {
            hash.update(&text.digest);
            for (target, image, to) in &text.links {
                hash.update(format!("\0{target}\0{image}\0{to:?}").as_bytes());
            }
        }
        Some(Recipe::first(hash.finalize()))
    }

    /// The bytes of a page.
    pub fn render(&self, page: &Page, inputs: &Inputs<'_>) -> Result<Vec<u8>, Trouble> {
        if let Some(file) = self.file_of(page) {
            return (inputs.file)(&file.file);
        }
        let Some((template, view)) = self.plan.view(page) else {
            return Ok(self.data(page));
        };
        let mut context = tera::Context::from_serialize(&view)?;
        let body = match self.text_of(page).filter(|text| !text.is_empty()) {
            Some(text) => html(text, &(inputs.text)(text)?, &address::up(&page.path)),
            None => String::new(),
        };
        context.insert_value("body", tera::Value::safe_string(&body));
        let (root, section) = view.page.place();
        let (nav, foot) = self.frame(root, section)?;
        context.insert_value("nav", nav);
        context.insert_value("foot", foot);
        let mut out = Vec::with_capacity(body.len() + 8192);
        self.tera.render_to(template, &context, &mut out).map_err(|error| format!("{}: {error}", page.path))?;
        Ok(out)
    }

    fn frame(&self, root: &str, section: &str) -> Result<Frame, Trouble> {
        let key = (root.to_owned(), section.to_owned());
        if let Some(frame) = self.frames.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(frame.clone());
        }
        let mut context = tera::Context::new();
        context.insert("page", &serde_json::json!({ "root": root, "section": section }));
        let part = |name| Ok::<_, Trouble>(tera::Value::safe_string(&self.tera.render(name, &context)?));
        let frame = (part("nav.html")?, part("foot.html")?);
        self.frames.write().unwrap_or_else(PoisonError::into_inner).insert(key, frame.clone());
        Ok(frame)
    }

    fn data(&self, page: &Page) -> Vec<u8> {
        match page.kind {
            PageKind::JsonFeed(of) => data::json_feed(&self.plan.feed(of, &page.path)),
            PageKind::Sitemap => data::sitemap(self.plan),
            PageKind::Robots => data::robots(self.plan),
            PageKind::ItemsJson => data::items_json(self.plan),
            PageKind::ItemsCsv => data::items_csv(self.plan),
            _ => Vec::new(),
        }
    }

    fn text_of(&self, page: &Page) -> Option<&VisibleText> {
        match page.kind {
            PageKind::Item(n) => Some(self.plan.item(n).text()),
            PageKind::Past(n) => Some(self.plan.projection.past[n].text()),
            PageKind::List(Group::Organisation(n), None) => Some(&self.plan.projection.organisations[n].text),
            _ => None,
        }
    }

    fn file_of(&self, page: &Page) -> Option<&FileItem> {
        let (item, place) = match page.kind {
            PageKind::File(item, place) => (self.plan.item(item), place),
            PageKind::PastFile(item, place) => (&self.plan.projection.past[item], place),
            _ => return None,
        };
        Plan::<A>::files_of(item).nth(place)
    }
}

fn html(text: &VisibleText, markdown: &str, up: &str) -> String {
    markdown::to_html(markdown, &|target, image| {
        let named = text.links.iter().find(|(known, picture, _)| &**known == target && *picture == image);
        match named.and_then(|(_, _, to)| to.as_ref()) {
            Some(Destination::AsWritten) => Target::Url(target.to_owned()),
            Some(Destination::Item(id, place)) => {
                let place = place.as_ref().map(|place| format!("#{place}")).unwrap_or_default();
                Target::Url(format!("{up}{}{place}", address::item(id)))
            }
            Some(Destination::File(id, name)) => {
                Target::Url(format!("{up}{}", address::encode(&address::file(id, name))))
            }
            None => Target::Plain,
        }
    })
}
