//! Themes of a site's own, the language of the interface, and what minifying must not change.

use crate::scratch::{SITE, Scratch, Tree, copy, item, read_text};
use crate::site::put;
use scraper::{Html, Selector};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use sunshine::calendar::Instant;
use sunshine::check;
use sunshine::config::Readers;
use sunshine::diagnostic::Diagnostics;
use sunshine::load::{self, DiskFiles};
use sunshine::pipeline::{Admitted, Inputs, Job};
use sunshine::projection::{Internal, Public};
use sunshine::publish::{Held, Memory};
use sunshine::render::{OwnTheme, Theme};

pub(crate) const NOW: &str = "2026-11-23T12:00:00+08:00";

/// [`NOW`].
const INSTANT: Instant = Instant::from_unix(1_795_406_400);

/// The sample content in every form, and in English.
pub(crate) fn sample() -> Scratch {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let edition = |name: &str, audience: &str, channel: &str, more: &str| {
        format!(
            "\n[[edition]]\nname = \"{name}\"\naudience = \"{audience}\"\nchannel = \"{channel}\"\noutput = \"dist/{name}\"\nbase_url = \"https://x.example/{name}\"\n{more}\n"
        )
    };
    let more = [
        edition("kiosk", "public", "kiosk", ""),
        edition("screen", "internal", "screen", ""),
        edition("board", "internal", "board", ""),
        edition("english", "public", "web", "lang = \"en\""),
        edition("english-internal", "internal", "web", "lang = \"en\"\nqr = true"),
        edition("english-board", "internal", "board", "lang = \"en\""),
        edition("english-kiosk", "internal", "kiosk", "lang = \"en\""),
        edition("english-screen", "internal", "screen", "lang = \"en\""),
    ];
    let site = Scratch::empty().with("site.toml", read_text(&repository.join("site.toml")) + &more.concat());
    copy(&repository.join("content"), &site.path("content"));
    copy(&repository.join("catalogue"), &site.path("catalogue"));
    site
}

/// A small site whose public edition has the theme `mine`.
fn mine() -> Scratch {
    let toml = SITE.replace(
        "base_url = \"https://dangwu.example\"\n",
        "base_url = \"https://dangwu.example\"\ntheme = \"mine\"\n",
    );
    Scratch::new()
        .with("site.toml", toml)
        .with("content/a.md", item("一件事", "", "正文。"))
        .with("themes/mine/theme.toml", "")
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

#[test]
fn every_page_of_every_form_and_language_is_html_without_a_parse_error_and_without_an_id_twice() {
    let with_id = Selector::parse("[id]").expect("a selector");
    let site = sample();
    site.build(NOW, 0);
    let mut wrong = Vec::new();
    let mut pages = 0;
    for name in ["public", "internal", "kiosk", "screen", "board", "english", "english-internal", "english-board"] {
        for (path, bytes) in site.tree(name).iter().filter(|(path, _)| path.ends_with(".html")) {
            pages += 1;
            let html = Html::parse_document(std::str::from_utf8(bytes).expect("UTF-8"));
            let errors = &html.errors;
            wrong.extend(errors.iter().map(|error| format!("{name}/{path}: {error}")));
            let mut ids = BTreeSet::new();
            let twice = html.select(&with_id).filter_map(|e| e.attr("id")).filter(|id| !ids.insert(*id));
            wrong.extend(twice.map(|id| format!("{name}/{path}: the id {id} twice")));
        }
    }
    assert!(pages > 1000, "{pages}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_english_edition_says_its_interface_in_english_and_leaves_the_content() {
    let site = sample();
    site.build(NOW, 0);
    let page = |edition: &str, path: &str| {
        Html::parse_document(std::str::from_utf8(&site.tree(edition)[path]).expect("UTF-8"))
    };
    let text = |html: &Html, css: &str| -> String {
        html.select(&Selector::parse(css).expect("a selector")).flat_map(|e| e.text()).collect()
    };
    for (edition, lang) in [("english", "en"), ("public", "zh-CN")] {
        let home = page(edition, "index.html");
        assert_eq!(home.root_element().attr("lang"), Some(lang));
        assert!(text(&home, "h1, .brand").contains("向阳区党务公开"));
        let (nav, headings) = (text(&home, ".places"), text(&home, "h2, thead"));
        assert_eq!(nav.contains(is_han) || headings.contains(is_han), lang == "zh-CN", "{nav} {headings}");
        assert_eq!(nav.contains("Catalogue") && headings.contains("What is new"), lang == "en", "{nav} {headings}");
    }
    let catalogue = text(&page("english", "catalogue.html"), "thead, .catalogue td, h1");
    let left: String = catalogue.chars().filter(|c| is_han(*c)).collect();
    assert_eq!(left, "", "{catalogue}");
}

/// A text in which the names of theme files lack their digests.
fn without_digests(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_inclusive("assets/") {
        let (name, rest) = part.split_at(part.find(['\"', '\'', ' ', '>']).unwrap_or(part.len()));
        let kept: Vec<&str> =
            name.split('.').filter(|p| p.len() != 8 || !p.bytes().all(|b| b.is_ascii_hexdigit())).collect();
        out += &kept.join(".");
        out += rest;
    }
    out
}

#[test]
fn single_words_and_colours_change_and_nothing_else() {
    let forms = ["kiosk", "screen"].map(|form| {
        format!("[[edition]]\nname = \"{form}\"\naudience = \"public\"\nchannel = \"{form}\"\noutput = \"dist/{form}\"\nbase_url = \"https://x.example/{form}\"\ntheme = \"mine\"\n")
    });
    let site = mine();
    let toml = read_text(&site.path("site.toml")) + "\n" + &forms.concat();
    let site = site.with("site.toml", toml);
    site.build("2026-07-01", 0);
    let plain = ["public", "kiosk", "screen"].map(|name| (name, site.tree(name)));
    let settings = |words: &str| format!("[colours]\nred = \"#1a4b8c\"\n\n[strings]\n\"公开目录\" = \"{words}\"\n");
    let site = site.with("themes/mine/theme.toml", settings("党务公开目录"));
    site.build("2026-07-01", 0);
    for (name, plain) in plain {
        let tree = site.tree(name);
        let undressed = |(path, bytes): (&String, &Vec<u8>)| {
            let text = String::from_utf8_lossy(bytes).replace("#1a4b8c", "#b3191f").replace("党务公开目录", "公开目录");
            (without_digests(path), without_digests(&text))
        };
        let told = |tree: &Tree| -> Vec<(String, String)> {
            tree.iter()
                .filter(|(path, _)| !matches!(path.as_str(), "edition.js" | "manifest.json"))
                .map(undressed)
                .collect()
        };
        for (before, after) in told(&plain).into_iter().zip(told(&tree)) {
            assert_eq!(before, after, "{name}");
        }
        assert_eq!(plain.len(), tree.len(), "{name}");
    }
    let site = site.with("themes/mine/theme.toml", settings("党务公开<目录>"));
    site.build("2026-07-01", 0);
    let tree = site.tree("public");
    let home = String::from_utf8_lossy(&tree["index.html"]).into_owned();
    assert!(home.contains("党务公开&lt;目录"), "{home}");
    let css = tree.iter().find(|(path, _)| path.starts_with("assets/site.")).expect("a style sheet").1;
    let css = String::from_utf8_lossy(css);
    assert!(css.contains("--red:#1a4b8c") && css.contains("--red:#ef8a80"), "{}", &css[..600]);
}

#[test]
fn a_theme_is_tried_on_the_content_and_everything_is_found_at_once() {
    let site = mine().with(
        "themes/mine/templates/base.html",
        "<!doctype html><html><head>{% block head %}{% endblock %}</head><body>{% block trail %}{% endblock %}<div>{% block main %}{% endblock %}</div></body></html>",
    );
    let ran = site.run(["theme", "check", "--now", "2026-07-01", "--format", "json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let missing = ["title", "main", "html lang", "guard.js"];
    for part in missing {
        assert!(ran.out.contains(&format!("（{part}）")), "{part}: {}", ran.out);
    }
    assert!(ran.out.contains("themes/mine/templates/base.html"));

    let site = mine().with(
        "themes/mine/templates/item.html",
        "{% extends \"base.html\" %}{% block main %}{{ nothing.at.all }}{% endblock %}",
    );
    let ran = site.run(["theme", "check", "--now", "2026-07-01"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("T001") && ran.err.contains("themes/mine/templates/item.html"), "{}", ran.err);
}

#[test]
fn a_file_of_a_theme_that_a_build_refuses_is_told_when_the_theme_is_tried() {
    let site = mine()
        .with("themes/mine/static/list.docx", "nothing")
        .with("themes/mine/static/note.js", "// 13812345678\n")
        .with("themes/other/static/list.docx", "nothing");
    let found = |args: &[&str]| {
        let ran = site.run(args.iter().chain(&["--now", "2026-07-01", "--format", "json"]));
        let mut found = ran.findings();
        found.retain(|finding| finding.contains("themes/"));
        found
    };
    let tried = found(&["theme", "check"]);
    assert_eq!(tried, found(&["check"]));
    let codes: Vec<&str> = tried.iter().filter_map(|finding| finding.split(' ').next()).collect();
    assert_eq!(codes, ["P015", "P003"], "{tried:?}");
}

/// What is written otherwise in a template, and how.
type Changes<'t> = &'t [(&'t str, &'t str)];

#[test]
fn each_part_that_a_page_must_have_is_missed_where_it_is_not() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/sunshine/templates");
    let site = || {
        let site = mine();
        let toml = site.text("site.toml").replace("\"internal\"\noutput", "\"internal\"\ntheme = \"mine\"\noutput");
        site.with("site.toml", toml)
    };
    let missed = |template: &str, changes: Changes<'_>| -> Vec<String> {
        let mut text = read_text(&templates.join(template));
        for (from, to) in changes {
            assert!(text.contains(from), "{from} stands in {template}");
            text = text.replace(from, to);
        }
        let path = format!("themes/mine/templates/{template}");
        let ran = site().with(&path, text).run(["theme", "check", "--now", "2026-07-01", "--format", "json"]);
        let findings = ran.json()["findings"].as_array().expect("a list").clone();
        assert_eq!(ran.code, i32::from(!findings.is_empty()), "{ran:?}");
        let mut parts: Vec<String> = findings
            .iter()
            .map(|finding| {
                assert_eq!((finding["code"].as_str(), finding["path"].as_str()), (Some("T006"), Some(&*path)));
                let message = finding["message"].as_str().expect("a message");
                message.split_once('（').and_then(|(_, rest)| rest.split_once('）')).expect("a name").0.to_owned()
            })
            .collect();
        parts.dedup();
        parts
    };
    let title = "{{ page.title }}{% if page.kind != \"home\" %} · {{ site.title }}{% endif %}";
    let band = "<p class=\"band\" role=\"region\" aria-label=\"党内网站\">";
    let cases: [(&str, &str, Changes<'_>); 7] = [
        ("title", "base.html", &[(title, "")]),
        ("main", "base.html", &[("<main id=\"main\" tabindex=\"-1\">", "<div>"), ("</main>", "</div>")]),
        ("html lang", "base.html", &[("<html lang=\"{{ site.lang }}\">", "<html>")]),
        ("data-expires", "row.html", &[("data-expires=\"{{ row.expires_at or '' }}\"", "")]),
        ("data-lapses", "item.html", &[("data-lapses=\"{{ item.to_at or '' }}\"", "")]),
        ("guard.js", "head.html", &[("<script src=\"{{ root }}{{ site.guard }}\"></script>", "")]),
        ("band", "top.html", &[(band, "<p>")]),
    ];
    for (part, template, changes) in cases {
        assert_eq!(missed(template, changes), [part], "{part}");
        assert!(missed(template, &[]).is_empty(), "the built-in {template} has its {part}");
    }
}

#[test]
fn a_page_of_each_form_is_made_by_the_base_of_its_own_form() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/sunshine/templates");
    for (channel, base) in [("web", "base.html"), ("kiosk", "kiosk/base.html"), ("board", "board/base.html")] {
        let mut site = mine();
        let toml = site.text("site.toml");
        let toml = toml.replace("theme = \"mine\"", &format!("theme = \"mine\"\nchannel = \"{channel}\""));
        site = site.with("site.toml", toml);
        for other in ["base.html", "kiosk/base.html", "board/base.html"] {
            let mut text = read_text(&templates.join(other));
            if other == base {
                text = text.replace("<main id=\"main\"", "<div id=\"main\"").replace("</main>", "</div>");
            }
            site = site.with(&format!("themes/mine/templates/{other}"), text);
        }
        let ran = site.run(["theme", "check", "--now", "2026-07-01", "--format", "json"]);
        let findings = ran.json()["findings"].as_array().expect("a list").clone();
        assert!(!findings.is_empty(), "{channel}: {ran:?}");
        for finding in findings {
            assert_eq!(finding["path"], format!("themes/mine/templates/{base}"), "{channel}");
        }
    }
}

#[test]
fn a_theme_that_extends_the_built_in_one_is_fine_and_so_is_none() {
    let site = mine().with("themes/mine/templates/404.html", "{% extends \"sunshine/404.html\" %}");
    let ran = site.run(["theme", "check", "--edition", "public", "--now", "2026-07-01"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("mine"), "{}", ran.out);
    let ran = Scratch::new().run(["theme", "check", "--now", "2026-07-01"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(site.run(["theme", "check", "--edition", "nowhere", "--now", "2026-07-01"]).code, 2);
}

/// An edition, made in memory with a theme.
fn built(inputs: &Inputs<'_>, checked: &check::Checked, name: &str, theme: &Theme) -> std::sync::Arc<Held> {
    let edition = inputs.config.editions.iter().find(|edition| edition.name == name).expect("an edition");
    let job = Job {
        files: &inputs.files,
        admitted: Admitted { checked, standing_only: false },
        config: &inputs.config,
        edition,
        theme,
        now: INSTANT,
    };
    match edition.audience {
        Readers::Public => {
            let mut sink = Memory::<Public>::default();
            job.run(&mut sink, &|_| {}).expect("it is built");
            sink.site()
        }
        Readers::Internal => {
            let mut sink = Memory::<Internal>::default();
            job.run(&mut sink, &|_| {}).expect("it is built");
            sink.site()
        }
    }
}

#[test]
fn pages_are_written_with_and_without_minifying() {
    // `tests/browser/text.test.mjs` says where to write them, and compares what a browser shows.
    let folder = std::env::var_os("SUNSHINE_PAGES").map(PathBuf::from);
    let site = sample();
    let disk = DiskFiles::new(site.root());
    let mut findings = Diagnostics::default();
    let inputs = Inputs::read(&disk, site.root(), &mut findings).expect("a site");
    let (register, found) = load::load(&inputs.files, &inputs.config).expect("readable");
    findings.append(found);
    let (checked, _) = check::check(register, findings, INSTANT).keep_going();
    for edition in &inputs.config.editions {
        let mut sink = Diagnostics::default();
        let own = OwnTheme::default();
        let (small, whole) =
            (Theme::load(&own, edition.lang, &mut sink), Theme::load_whole(&own, edition.lang, &mut sink));
        let sites = [small, whole].map(|theme| built(&inputs, &checked, &edition.name, &theme.expect("it compiles")));
        let paths = sites.each_ref().map(|site| site.keys().collect::<Vec<_>>());
        let assets = |path: &&&String| !path.starts_with("assets/");
        assert!(paths[0].iter().filter(assets).eq(paths[1].iter().filter(assets)), "{}: the same pages", edition.name);
        let size = |n: usize| -> usize { sites[n].values().map(|bytes| bytes.len()).sum() };
        assert!(size(0) < size(1), "{}: minified", edition.name);
        for (kind, site) in ["small", "whole"].into_iter().zip(&sites) {
            for (path, bytes) in site.iter().filter(|_| folder.is_some()) {
                put(&folder.clone().unwrap_or_default().join(kind).join(&edition.name).join(path), bytes);
            }
        }
    }
}
