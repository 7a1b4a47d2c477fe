//! One planned page → bytes. Pure, page by page, in parallel; never holds a whole site.

mod board;
mod bulletin;
mod data;
mod deadlines;
mod duties;
mod ics;
mod mould;
mod opinions;
mod recipe;
mod rows;
mod screen;
mod search;
mod server;
mod theme;
mod training;

pub use bulletin::bulletin;
pub use recipe::Recipe;
pub use server::server_files;
pub use theme::{Asset, COLOURS, Colour, Colours, OwnString, OwnTheme, SETTINGS, Strings, Theme};

use crate::address;
use crate::markdown::{self, Target};
use crate::plan::{BoardPage, Group, KioskPage, Page, PageKind, Plan, Row, RowRefs, ScreenPage, View};
use crate::projection::{Audience, Destination, FileItem, ItemView, Stored, VisibleText};
use mould::{Moulds, Said, is_like_mark};
use rows::Rows;
use std::collections::HashMap;
use std::error::Error;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

/// What can go wrong with a page: the machine, a file that changed, a template.
pub type Trouble = Box<dyn Error + Send + Sync>;

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
    /// What every template is told of the site.
    site: tera::Value,
    base: [u8; 32],
    shared: RwLock<Shared>,
    rows: Rows,
    moulds: Moulds,
    /// Whether what every page says leaves moulds alone.
    pours: bool,
    index: search::Index,
}

/// What a page is made of, gathered once: for its recipe, and then for its bytes.
pub enum Draft<'p> {
    /// A file that travels with an item.
    File(&'p FileItem),
    /// A template, and what it gets.
    View(&'static str, Box<View<'p>>),
    /// Open data, written without a template.
    Data,
}

/// HTML that a template gets, by name.
type Parts = Vec<(&'static str, tera::Value)>;

/// Parts that thousands of pages share: by template, way up to the root, and what else they depend on.
type Shared = HashMap<&'static str, HashMap<String, HashMap<String, tera::Value>>>;

/// Changes with the generator itself, so that a new version renders anew.
pub const GENERATOR: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("SUNSHINE_SOURCES"));

impl<'p, A: Audience> Renderer<'p, A> {
    /// A renderer of a plan.
    pub fn new(plan: &'p Plan<A>, theme: &'p Theme) -> Self {
        let mut site = serde_json::to_value(&plan.site).expect("a site is plain data");
        let form = plan.site.channel();
        let (form_css, js) = (format!("{form}.css"), format!("{form}.js"));
        let named = [("css", "site.css"), ("form_css", &form_css), ("guard", "guard.js"), ("copy", COPY), ("js", &js)];
        let more = [("icon", "favicon.svg"), ("words", WORDS), ("search", SEARCH), ("find", "web.find.js")];
        for (key, name) in named.into_iter().chain(more).chain([("care", "web.care.js"), ("news", "web.news.js")]) {
            let path = theme.assets.get(name).map(|asset| asset.path.as_str());
            site[key] = path.unwrap_or_default().into();
        }
        let mut hash = blake3::Hasher::new();
        hash.update(GENERATOR.as_bytes()).update(&theme.digest).update(site.to_string().as_bytes());
        let base = *hash.finalize().as_bytes();
        let pours = !is_like_mark(&site.to_string());
        Self {
            plan,
            theme,
            site: tera::Value::from_serializable(&site),
            base,
            shared: RwLock::default(),
            rows: Rows::new(plan),
            moulds: Moulds::default(),
            pours,
            index: search::Index::new(&plan.search),
        }
    }

    /// The theme's static files, but what is named after another form.
    pub fn assets(&self) -> impl Iterator<Item = &'p Asset> {
        let own = self.plan.site.channel();
        let foreign = move |name: &str| {
            let stem = name.split('.').next().unwrap_or_default();
            let missing = (name == COPY && !matches!(own, "kiosk" | "screen"))
                || (name == SEARCH && !matches!(own, "web" | "kiosk"));
            (CHANNELS.contains(&stem) && stem != own) || missing
        };
        self.theme.assets.iter().filter(move |(name, _)| !foreign(name)).map(|(_, asset)| asset)
    }

    /// Gathers what a page is made of.
    pub fn draft(&self, page: &Page) -> Draft<'_> {
        if let Some(file) = self.file_of(page) {
            return Draft::File(file);
        }
        self.plan.view(page).map_or(Draft::Data, |(template, view)| Draft::View(template, Box::new(view)))
    }

    /// The recipe of a page; `None` for open data, whose bytes are their own recipe.
    pub fn recipe(&self, page: &Page, draft: &Draft<'_>) -> Option<Recipe> {
        let (template, view) = match draft {
            Draft::File(file) => return Some(Recipe::of(file.file.sha256.as_bytes())),
            Draft::View(template, view) => (template, view),
            Draft::Data => {
                let PageKind::Search(part) = page.kind else { return None };
                return self.index.recipe(self.plan, part);
            }
        };
        let mut recipe = Recipe::mix(&self.base);
        (template, view).hash(&mut recipe);
        for (by, past, position) in view.rows().into_iter().flat_map(RowRefs::iter) {
            self.rows.recipe(self.plan, by, past, position).hash(&mut recipe);
        }
        for (_, text) in self.texts_of(page) {
            text.digest.hash(&mut recipe);
            text.links.hash(&mut recipe);
        }
        Some(recipe.done())
    }

    /// The bytes of a page.
    pub fn render(&self, page: &Page, draft: Draft<'_>, inputs: &Inputs<'_>) -> Result<Vec<u8>, Trouble> {
        let (template, mut view) = match draft {
            Draft::File(file) => return (inputs.file)(&file.file),
            Draft::View(template, view) => (template, view),
            Draft::Data => match page.kind {
                PageKind::Search(part) => return self.index.bytes(self.plan, page, part, inputs),
                _ => return Ok(self.data(page)),
            },
        };
        if let Some(title) = view.page.own_title().and_then(|title| self.theme.title(title)) {
            view.page.entitle(title);
        }
        let up = address::up(&page.path);
        let html = |(among, text): &(Option<&str>, &VisibleText)| match text.is_empty() {
            true => Ok(String::new()),
            false => Ok::<_, Trouble>(html(text, *among, &(inputs.text)(text)?, &up, self.plan.site.channel() == WEB)),
        };
        let bodies = self.texts_of(page).iter().map(html).collect::<Result<Vec<String>, _>>()?;
        let mut length: usize = bodies.iter().map(String::len).sum();
        let safe = |html: &String| tera::Value::safe_string(html);
        let mut parts = match page.kind {
            PageKind::Board(_) => vec![("bodies", bodies.iter().map(safe).collect::<Vec<_>>().into())],
            _ => vec![("body", safe(bodies.first().unwrap_or(&String::new())))],
        };
        let (root, section) = view.page.place();
        self.frame(page, root, section, &mut parts)?;
        if let Some(rows) = view.rows() {
            let write = |row: &Row<'_>| {
                let say = |said: &mut Said| said.put("row", row).and_then(|()| said.put("root", &root));
                self.filled("row.html", &say, &[], 0, &|| {
                    let mut context = tera::Context::new();
                    context.insert("row", row);
                    context.insert("root", root);
                    Ok(context)
                })
            };
            let rows = self.rows.html(self.plan, rows, root, write)?;
            length += rows.len();
            parts.push(("rows", safe(&rows)));
        }
        let say = |said: &mut Said| {
            said.put("page", &view.page)?;
            said.spread(&view.content)?;
            said.put("root", &root)
        };
        let whole = || {
            let mut context = context(&view)?;
            context.insert("root", root);
            Ok(context)
        };
        let html = self.filled(template, &say, &parts, length, &whole);
        html.map_err(|error| format!("{}: {error}", page.path).into())
    }

    /// How many moulds pages made of a template share so far.
    #[doc(hidden)]
    pub fn moulds(&self, template: &str) -> usize {
        self.moulds.count(template)
    }

    /// What a template makes of what it gets, which `say` and `whole` both tell, and of `parts`, HTML of about that length.
    fn filled(
        &self,
        template: &str,
        say: &dyn Fn(&mut Said) -> Result<(), Trouble>,
        parts: &[(&'static str, tera::Value)],
        length: usize,
        whole: &dyn Fn() -> Result<tera::Context, Trouble>,
    ) -> Result<Vec<u8>, Trouble> {
        let run = |context: tera::Context| self.run(template, context, length + 8192);
        let run_whole = || {
            let mut context = whole()?;
            parts.iter().for_each(|(name, part)| context.insert_value(*name, part.clone()));
            run(context)
        };
        let poured =
            (self.pours && self.theme.pours(template)).then(|| self.moulds.pour(template, say, parts, &run)).flatten();
        let Some(html) = poured else { return run_whole() };
        debug_assert_eq!(run_whole().ok().as_ref(), Some(&html), "{template} looks into a text");
        Ok(html)
    }

    /// What a template makes of a context and what it is told of the site, in about so many bytes.
    fn run(&self, template: &str, mut context: tera::Context, length: usize) -> Result<Vec<u8>, Trouble> {
        context.insert_value("site", self.site.clone());
        let mut out = Vec::with_capacity(length);
        self.theme.tera.render_to(self.theme.name(template), &context, &mut out)?;
        Ok(out)
    }

    /// A part that many pages share, made once for each key.
    fn shared(
        &self,
        template: &'static str,
        key: (&str, &str),
        more: impl FnOnce(&mut tera::Context),
    ) -> Result<tera::Value, Trouble> {
        let known = |parts: &Shared| parts.get(template)?.get(key.0)?.get(key.1).cloned();
        if let Some(part) = known(&self.shared.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(part);
        }
        let mut context = tera::Context::new();
        context.insert("root", key.0);
        more(&mut context);
        let part = tera::Value::safe_string(&String::from_utf8(self.run(template, context, 0)?)?);
        let mut parts = self.shared.write().unwrap_or_else(PoisonError::into_inner);
        let by_root = parts.entry(template).or_default().entry(key.0.to_owned()).or_default();
        by_root.insert(key.1.to_owned(), part.clone());
        Ok(part)
    }

    /// What stands on many pages alike: the head and foot of a depth, the top of a section, the place of an entry.
    fn frame(&self, page: &Page, root: &str, section: &str, parts: &mut Parts) -> Result<(), Trouble> {
        parts.push(("head", self.shared("head.html", (root, ""), |_| ())?));
        if self.plan.site.channel() != WEB {
            return Ok(());
        }
        parts.push(("top", self.shared("top.html", (root, section), |c| c.insert("section", section))?));
        parts.push(("foot", self.shared("foot.html", (root, ""), |_| ())?));
        let item = match page.kind {
            PageKind::Item(n) => self.plan.item(n),
            PageKind::Past(n) => &self.plan.projection.past[n],
            _ => return Ok(()),
        };
        let entry = &item.as_ref().entry;
        let part = |template| {
            self.shared(template, (root, &entry.id), |context| {
                context.insert("entry", &**entry);
            })
        };
        parts.push(("place_trail", part("place-trail.html")?));
        parts.push(("place_facts", part("place-facts.html")?));
        Ok(())
    }

    fn data(&self, page: &Page) -> Vec<u8> {
        match page.kind {
            PageKind::JsonFeed(of) => data::json_feed(&self.plan.feed(of, &page.path)),
            PageKind::Deadlines(of) => deadlines::deadlines(self.plan, self.theme, of),
            PageKind::Sitemap => data::sitemap(self.plan),
            PageKind::Robots => data::robots(self.plan),
            PageKind::ItemsJson => data::items_json(self.plan),
            PageKind::ItemsCsv => data::items_csv(self.plan, self.theme),
            PageKind::FieldsCsv => data::fields_csv(self.plan, self.theme),
            PageKind::Training => training::calendar(self.plan, self.theme),
            PageKind::Duties(page) => duties::data(self.plan, self.theme, page),
            PageKind::Board(BoardPage::Calendar(of)) => board::calendar(self.plan, self.theme, of),
            PageKind::Screen(ScreenPage::Ticker(encoding)) => screen::ticker(self.plan, encoding),
            PageKind::Opinions(page) => opinions::data(self.plan, self.theme, page),
            _ => Vec::new(),
        }
    }

    /// `edition.js`: a digest of all other files' recipes, in order, and until when this edition is valid. Open pages compare
    /// it with their own.
    pub fn edition(&self, recipes: impl Iterator<Item = Recipe>) -> Vec<u8> {
        let mut all = Recipe::mix(&self.base);
        recipes.for_each(|recipe| recipe.hash(&mut all));
        let digest = hex::encode(all.done().0);
        let until = self.plan.valid_until.map(|at| self.plan.projection.zone.rfc3339(at)).unwrap_or_default();
        format!("sunshineEdition(\"{digest}\",\"{until}\");\n").into_bytes()
    }

    /// The texts that a page shows, in order, each with the id of its item where there are several.
    fn texts_of(&self, page: &Page) -> Vec<(Option<&str>, &VisibleText)> {
        match page.kind {
            PageKind::Item(n) | PageKind::Kiosk(KioskPage::Item(n)) => vec![(None, &self.plan.item(n).reading().text)],
            PageKind::Past(n) => vec![(None, &self.plan.projection.past[n].reading().text)],
            PageKind::List(Group::Organisation(n), None) => vec![(None, &self.plan.projection.organisations[n].text)],
            PageKind::Board(BoardPage::Sheets(n, _)) => {
                let items = self.plan.lists.organisations[n].iter().map(|n| self.plan.item(*n as usize));
                items.map(|item| (Some(&*item.as_ref().id), &item.reading().text)).collect()
            }
            _ => Vec::new(),
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

/// The channel of websites.
const WEB: &str = "web";

/// Where titles in large type break.
const WORDS: &str = "words.js";

/// What only copies on touch and display screens need.
const COPY: &str = "copy.js";

/// The channels: static files named after one belong to it only.
const CHANNELS: [&str; 4] = [WEB, "kiosk", "screen", "board"];

/// The script that searches, for the forms that do.
const SEARCH: &str = "search.js";

/// What a template gets: `page`, and each part of the content by its own name.
fn context(view: &View<'_>) -> Result<tera::Context, Trouble> {
    let mut context = tera::Context::new();
    context.insert("page", &view.page);
    for (name, part) in tera::Value::try_from_serializable(&view.content)?.into_map().unwrap_or_default() {
        match name {
            tera::value::Key::Str(name) => context.insert_value(name, part),
            name => context.insert_value(name.to_string(), part),
        }
    }
    Ok(context)
}

/// The HTML of a text. Forms other than a website have no links, since nobody can follow them; pictures stay.
fn html(text: &VisibleText, among: Option<&str>, markdown: &str, up: &str, links: bool) -> String {
    markdown::to_html(markdown, among, &|target, image| {
        if !links && !image {
            return Target::Plain;
        }
        let named = text.links.binary_search_by(|(known, picture, _)| (&**known, *picture).cmp(&(target, image)));
        match named.ok().and_then(|at| text.links[at].2.as_ref()) {
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
