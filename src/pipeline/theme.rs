//! A site's own theme tried on its own content: `sunshine theme check`.

use super::inputs::{Inputs, THEMES};
use super::job::lens;
use super::outcome::{Failure, Now};
use crate::calendar::{Horizon, Instant};
use crate::check::{self, Checked};
use crate::config::{Config, Edition};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Span, codes};
use crate::load::{self, DiskFiles, Texts};
use crate::plan::{self, Plan};
use crate::projection::{self, Audience, Stored, VisibleText, for_readers};
use crate::render::{self, Draft, OwnTheme, Renderer, Theme, Trouble};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// How many pages of each template are rendered.
const SAMPLE: usize = 12;

/// What trying themes came to.
#[derive(Debug)]
pub struct Tried {
    /// What is wrong with them, sorted.
    pub findings: Diagnostics,
    /// How many pages were rendered.
    pub pages: usize,
    /// The names of the themes that were tried.
    pub themes: Vec<String>,
}

impl Tried {
    /// Whether a theme cannot be used as it is.
    pub fn failed(&self) -> bool {
        self.findings.count(Severity::Error) > 0
    }
}

/// Tries the site's own themes of the editions of these names, or of all: whether they compile, and whether each kind of page
/// has what the built-in theme gives it. Nothing is built; what is wrong with the content is no matter here.
pub fn try_themes(root: &Path, now: Now, names: &[String]) -> Result<Tried, Failure> {
    let disk = DiskFiles::new(root);
    let mut findings = Diagnostics::default();
    let inputs = Inputs::read(&disk, root, &mut findings)?;
    inputs.knows(names)?;
    let mut tried = Tried { findings: Diagnostics::default(), pages: 0, themes: Vec::new() };
    let mut themes = BTreeMap::new();
    for edition in inputs.editions(names) {
        let Some(name) = edition.theme.as_deref().filter(|name| *name != "sunshine") else { continue };
        let own = inputs.own_theme(name, &mut tried.findings)?;
        let theme = Theme::load(&own, edition.lang, &mut tried.findings);
        if !tried.themes.iter().any(|known| known == name) {
            tried.themes.push(name.to_owned());
        }
        themes.insert(edition.theme_key(), (own, theme));
    }
    if !themes.is_empty() {
        let (register, found) = load::load(&inputs.files, &inputs.config)?;
        let folders: Vec<String> = tried.themes.iter().map(|name| format!("{THEMES}/{name}/")).collect();
        // What stands in a theme is published with it: a build looks for personal data there too.
        let personal = found.iter().filter(|finding| {
            finding.rule.is_privacy() && folders.iter().any(|folder| finding.span.path.starts_with(folder.as_str()))
        });
        personal.for_each(|finding| tried.findings.push(finding.clone()));
        findings.append(found);
        let (checked, _) = check::check(register, findings, now.at(inputs.config.zone)).keep_going();
        for edition in inputs.editions(names) {
            let Some((own, Some(theme))) = themes.get(&edition.theme_key()) else { continue };
            let mut trial = Trial {
                inputs: &inputs,
                config: &inputs.config,
                checked: &checked,
                edition,
                now: now.at(inputs.config.zone),
                own,
                theme,
                tried: &mut tried,
            };
            for_readers!(edition.audience, A => trial.run::<A>()?);
        }
    }
    tried.findings.sort();
    Ok(tried)
}

/// One edition in its own theme and in the built-in one.
struct Trial<'t> {
    inputs: &'t Inputs<'t>,
    config: &'t Config,
    checked: &'t Checked,
    edition: &'t Edition,
    now: Instant,
    own: &'t OwnTheme,
    theme: &'t Theme,
    tried: &'t mut Tried,
}

impl Trial<'_> {
    fn run<A: Audience>(&mut self) -> Result<(), Failure> {
        let horizon = Horizon::new(self.now);
        let lens = lens(self.config, self.edition);
        let valid_until = plan::valid_until(self.edition, self.config.zone, &horizon);
        let projection = projection::project::<A>(self.checked, &lens, &horizon)?;
        let plan = plan::plan(projection, self.config, self.edition, valid_until);
        let built_in = Theme::load(&OwnTheme::default(), self.edition.lang, &mut Diagnostics::default());
        let built_in = built_in.ok_or_else(|| io::Error::other("the built-in theme does not compile"))?;
        self.compare(&plan, &Renderer::new(&plan, self.theme), &Renderer::new(&plan, &built_in));
        Ok(())
    }

    fn compare<A: Audience>(&mut self, plan: &Plan<A>, own: &Renderer<'_, A>, built_in: &Renderer<'_, A>) {
        let texts = Texts::new(&self.inputs.files);
        let text = |text: &VisibleText| texts.passages(text).map_err(Trouble::from);
        let file = |file: &Stored| texts.file(file).map_err(Trouble::from);
        let inputs = render::Inputs { text: &text, file: &file };
        let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
        for page in &plan.pages {
            let draft = own.draft(page);
            let Draft::View(template, _) = draft else { continue };
            let count = seen.entry(template).or_default();
            *count += 1;
            if *count > SAMPLE {
                continue;
            }
            self.tried.pages += 1;
            let as_built_in = built_in.render(page, built_in.draft(page), &inputs);
            match (own.render(page, draft, &inputs), as_built_in) {
                (Ok(mine), Ok(whole)) if template.ends_with(".html") => {
                    self.parts(template, &page.path, &String::from_utf8_lossy(&mine), &String::from_utf8_lossy(&whole));
                }
                (Err(trouble), _) => self.breaks(template, &page.path, &trouble.to_string()),
                _ => {}
            }
        }
    }

    fn parts(&mut self, template: &str, page: &str, mine: &str, whole: &str) {
        for (name, has, zh) in PARTS {
            if has(mine) || !has(whole) {
                continue;
            }
            let path = self.guilty(template);
            let finding = Diagnostic::new(
                &codes::T006,
                Span::file(&path),
                format!("页面少了{zh}（{name}）"),
                format!("a page lacks its `{name}`"),
            );
            self.tried.findings.push(finding.help(
                format!("例如 {page}；对照内置模板补上"),
                format!("For example {page}; put it back as the built-in template has it"),
            ));
        }
    }

    fn breaks(&mut self, template: &str, page: &str, message: &str) {
        let path = self.guilty(template);
        let finding = Diagnostic::new(
            &codes::T001,
            Span::file(&path),
            format!("模板无法生成页面：{message}"),
            format!("the template makes no page: {message}"),
        );
        self.tried.findings.push(finding.help(
            format!("生成 {page} 时出错；按提示改正模板"),
            format!("This happened with {page}; mend the template"),
        ));
    }

    /// The site's own template that is likeliest to be at fault: that of the page, else one that all pages share.
    fn guilty(&self, template: &str) -> Arc<str> {
        let base = match template.split_once('/') {
            Some(("kiosk", _)) => "kiosk/base.html",
            Some(("board", _)) => "board/base.html",
            _ => "base.html",
        };
        let shared = [base, "top.html", "head.html", "foot.html", "components.html", "row.html"];
        let mut candidates = std::iter::once(template).chain(shared);
        match candidates.find(|name| self.own.templates.contains_key(*name)) {
            Some(name) => format!("{}/templates/{name}", self.own.folder).into(),
            None => self.own.folder.as_str().into(),
        }
    }
}

/// A part that a page must have: its mark, whether a page has it, and its name.
type Part = (&'static str, fn(&str) -> bool, &'static str);

const PARTS: [Part; 7] = [
    ("title", has_title, "标题"),
    ("main", |page| page.contains("<main"), "正文区"),
    ("html lang", |page| page.contains("<html lang="), "语言标记"),
    ("data-expires", |page| page.contains(" data-expires="), "到期标记"),
    ("data-lapses", |page| page.contains(" data-lapses="), "到期标记"),
    ("guard.js", |page| page.contains("/guard."), "到期脚本"),
    ("band", |page| page.contains("class=band") || page.contains("class=\"band"), "党内标识"),
];

/// Whether there is a title with words in it.
fn has_title(page: &str) -> bool {
    let words = page.split_once("<title").and_then(|(_, rest)| rest.split_once('>')).map(|(_, rest)| rest.trim_start());
    words.is_some_and(|words| !words.starts_with('<'))
}
