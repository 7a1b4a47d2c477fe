//! Pages that differ in nothing but their texts run their template once. That they are what it makes, every debug build holds.

use crate::scratch::{CATALOGUE, ORGANISATION, SITE, item};
use std::path::Path;
use sunshine::calendar::{Horizon, parse_moment};
use sunshine::check;
use sunshine::diagnostic::Diagnostics;
use sunshine::load::{self, HeldFiles};
use sunshine::pipeline::Inputs;
use sunshine::plan::plan;
use sunshine::projection::{Lens, Public, project};
use sunshine::render::{self, Renderer};

/// How many moulds of some templates rendering the public edition of so many items casts, with this line about it and this
/// template of its own.
fn moulds<const N: usize>(of: [&str; N], items: usize, edition: &str, template: Option<&str>) -> [usize; N] {
    let mut files = HeldFiles::new();
    files.put("site.toml", format!("{SITE}{edition}\n").into_bytes());
    files.put("catalogue.yaml", CATALOGUE.into());
    files.put("content/_org.md", ORGANISATION.into());
    for n in 0..items {
        let lines = format!("id: item-{n}\nsummary: 摘要 {n} < 100\nfields: {{met: 2026-06-0{}}}", n % 9 + 1);
        files.put(format!("content/item-{n}.md"), item(&format!("第 {n} 件 & 其他"), &lines, "正文。").into_bytes());
    }
    if let Some(template) = template {
        files.put(format!("themes/mine/templates/{template}"), "<p>没有这个页面</p>".into());
    }
    let mut findings = Diagnostics::default();
    let inputs = Inputs::read(&files, Path::new("/nowhere"), &mut findings).expect("inputs");
    let (register, found) = load::load(&files, &inputs.config).expect("a register");
    let now = parse_moment("2026-07-01").expect("an instant").start(inputs.config.zone);
    let checked = check::check(register, found, now).checked().expect("no errors");
    let themes = inputs.themes(&mut findings).expect("themes").expect("sound themes");
    let edition = inputs.config.editions.last().expect("an edition");
    let english = edition.lang == sunshine::diagnostic::Lang::En;
    let lens = Lens { scope: None, on_expiry: None, only: None, duties_from: None, shows_duties: false, english };
    let projection = project::<Public>(&checked, &lens, &Horizon::new(now)).expect("the whole tree");
    let plan = plan(projection, &inputs.config, edition, None);
    let renderer = Renderer::new(&plan, &themes[&edition.theme_key()]);
    let inputs = render::Inputs { text: &|_| Ok("正文。".to_owned()), file: &|_| Ok(Vec::new()) };
    for page in &plan.pages {
        renderer.render(page, renderer.draft(page), &inputs).expect("a page");
    }
    of.map(|template| renderer.moulds(template))
}

#[test]
fn items_of_one_shape_and_their_rows_share_a_mould() {
    let made = ["item.html", "row.html"];
    let cast: usize = moulds(made, 10, "", None).iter().sum();
    assert!((2..6).contains(&cast), "ten items and their rows have {cast} moulds");
    assert_eq!(moulds(made, 10, "lang = \"en\"", None), [0, 0], "filters look at the language of texts");
    let own = moulds(made, 10, "theme = \"mine\"", Some("404.html"));
    assert_eq!(own, [0, 0], "a template of one's own may look into texts");
}

#[test]
fn pages_of_a_long_list_share_a_mould() {
    let lists = ["category.html", "tier.html", "organisation.html"];
    let cast = moulds(lists, 150, "", None);
    // The newest pages, of which there is one a list, say more; the oldest lead no further.
    assert!(cast.iter().all(|cast| (1..4).contains(cast)), "the lists of 150 items have {cast:?} moulds");
}
