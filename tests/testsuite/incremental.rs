//! An incremental build is a clean build, byte for byte, whatever was changed before.

use crate::drafts::{Draft, Drawn, OpinionDraft, OrgDraft, Readers, date, draft, opinion, organisation, register};
use crate::expiry::calendar_site;
use crate::site::{Item, Org, ROOT, Site, Written, assert_same, toml};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;
use sunshine::pipeline::BuildResult;

/// Something that people do to a site between two builds.
#[derive(Clone, Debug)]
enum Edit {
    Replace(usize, Box<Draft>),
    Add(Box<Draft>),
    /// All later items take the ids before theirs.
    Delete(usize),
    Wait(u64),
    Opinion(Box<OpinionDraft>),
    DropOpinion(usize),
    Title(u8),
    Address(u8),
    OnExpiry(usize),
    ShowDuties(bool),
    Template(u8),
    Style(u8),
    DropTheme,
    /// An organisation gets another name, goes below another one, goes away, changes whom it is for, or comes.
    Rename(usize, u8),
    Move(usize, usize),
    Dissolve(usize),
    Conceal(usize, bool),
    Found(Box<OrgDraft>),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (0..12usize, draft()).prop_map(|(at, draft)| Edit::Replace(at, draft.into())),
        2 => draft().prop_map(|draft| Edit::Add(draft.into())),
        2 => (0..12usize).prop_map(Edit::Delete),
        2 => (1..60u64).prop_map(Edit::Wait),
        2 => opinion().prop_map(|opinion| Edit::Opinion(opinion.into())),
        1 => (0..9usize).prop_map(Edit::DropOpinion),
        1 => (0..3u8).prop_map(Edit::Title),
        1 => (0..3u8).prop_map(Edit::Address),
        1 => (0..4usize).prop_map(Edit::OnExpiry),
        1 => any::<bool>().prop_map(Edit::ShowDuties),
        1 => (0..3u8).prop_map(Edit::Template),
        1 => (0..3u8).prop_map(Edit::Style),
        1 => Just(Edit::DropTheme),
        1 => (0..5usize, 0..9u8).prop_map(|(at, name)| Edit::Rename(at, name)),
        1 => (0..5usize, 0..5usize).prop_map(|(at, above)| Edit::Move(at, above)),
        1 => (0..5usize).prop_map(Edit::Dissolve),
        1 => (0..5usize, any::<bool>()).prop_map(|(at, internal)| Edit::Conceal(at, internal)),
        1 => organisation().prop_map(|organisation| Edit::Found(organisation.into())),
    ]
}

/// A site on somebody's desk.
struct Desk {
    drawn: Drawn,
    title: u8,
    address: u8,
    on_expiry: &'static str,
    shows_duties: bool,
    template: Option<u8>,
    style: Option<u8>,
}

impl Desk {
    fn apply(&mut self, edit: Edit) {
        let Drawn { items, orgs, opinions, .. } = &mut self.drawn;
        let known = orgs.len();
        match edit {
            Edit::Replace(at, draft) => {
                let at = at % items.len();
                items[at] = *draft;
            }
            Edit::Add(draft) => items.push(*draft),
            Edit::Delete(at) if items.len() > 1 => drop(items.remove(at % items.len())),
            Edit::Delete(_) => {}
            Edit::Opinion(opinion) => opinions.push(*opinion),
            Edit::DropOpinion(at) if at < opinions.len() => drop(opinions.remove(at)),
            Edit::DropOpinion(_) => {}
            Edit::Wait(days) => self.drawn.day += days,
            Edit::Title(title) => self.title = title,
            Edit::Address(address) => self.address = address,
            Edit::OnExpiry(at) => self.on_expiry = ["keep", "result-only", "tombstone", "gone"][at],
            Edit::ShowDuties(shown) => self.shows_duties = shown,
            Edit::Template(text) => self.template = Some(text),
            Edit::Style(text) => self.style = Some(text),
            Edit::DropTheme => (self.template, self.style) = (None, None),
            Edit::Rename(at, name) => orgs[at % known].name = name,
            Edit::Move(at, above) => orgs[at % known].above = above,
            Edit::Dissolve(at) if known > 1 => drop(orgs.remove(at % known)),
            Edit::Dissolve(_) => {}
            Edit::Conceal(at, internal) => orgs[at % known].internal = internal,
            Edit::Found(organisation) => orgs.push(*organisation),
        }
    }

    fn site(&self) -> Site {
        let mut more = format!("on_expiry = \"{}\"", self.on_expiry);
        if self.template.is_some() || self.style.is_some() {
            more += "\ntheme = \"mine\"";
        }
        let forms = [
            ("public", format!("show_duties = {}\n{more}", self.shows_duties)),
            ("internal", more.clone()),
            ("public-kiosk", format!("channel = \"kiosk\"\n{more}")),
            ("internal-screen", format!("channel = \"screen\"\n{more}\n[edition.screen]\npin = [\"item-1\"]")),
            ("internal-board", format!("channel = \"board\"\n{more}")),
        ];
        let config = toml(&forms.each_ref().map(|(name, more)| (*name, "", &**more)))
            .replace("试验站点", &format!("试验站点{}", self.title))
            .replace("https://dangwu.example", &format!("https://dangwu-{}.example", self.address));
        let mut site = self.drawn.site(Readers::Public, false).toml(&config);
        if let Some(text) = self.template {
            let built_in = include_str!("../../themes/sunshine/templates/404.html");
            let own = built_in.replace("{% endblock", &format!("<p>主题{text}</p>{{% endblock"));
            site = site.file("themes/mine/templates/404.html", own);
        }
        if let Some(text) = self.style {
            let built_in = include_str!("../../themes/sunshine/static/site.css");
            site = site.file("themes/mine/static/site.css", format!("{built_in}\n.own-{text} {{ color: red }}\n"));
        }
        site
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::with_cases(14) })]

    #[test]
    fn after_any_edits_the_incremental_site_is_the_clean_one(drawn in register(), edits in vec(edit(), 3..7)) {
        let mut desk = Desk { drawn, title: 0, address: 0, on_expiry: "keep", shows_duties: true, template: None, style: None };
        let mut kept = desk.site().write();
        kept.build_clean(&date(desk.drawn.day).to_string());
        for edit in edits {
            let what = format!("{edit:?}");
            desk.apply(edit);
            let now = date(desk.drawn.day).to_string();
            kept.become_like(&desk.site());
            kept.build_clean(&now);
            let clean = desk.site().write();
            clean.build_clean(&now);
            for edition in ["public", "internal", "public-kiosk", "internal-screen", "internal-board"] {
                assert_same(&kept.tree(edition), &clean.tree(edition), &format!("{edition} after {what}"));
            }
        }
    }
}

fn touched(site: &Written) -> BTreeMap<String, SystemTime> {
    let modified = |path: &str| {
        fs::metadata(site.root().join("dist").join(path)).and_then(|file| file.modified()).expect("a time")
    };
    let trees = ["public", "internal"]
        .map(|edition| site.tree(edition).into_keys().map(move |path| format!("{edition}/{path}")));
    trees.into_iter().flatten().map(|path| (path.clone(), modified(&path))).collect()
}

#[test]
fn a_second_build_with_nothing_changed_writes_nothing() {
    let now = date(30).to_string();
    let site = calendar_site().write();
    site.build_clean(&now);
    let before = touched(&site);
    // Once as it is, once without knowing what was built last.
    for forget in [false, true] {
        if forget {
            fs::remove_file(site.root().join(".sunshine/state.json")).expect("the last build is forgotten");
        }
        let outcome = site.build_clean(&now);
        assert_eq!(outcome.result, BuildResult::Unchanged);
        for (edition, published) in &outcome.editions {
            assert_eq!((published.written, published.removed), (0, 0), "{edition}");
        }
        assert_eq!(touched(&site), before);
    }
}

#[test]
fn a_page_put_back_from_a_backup_is_not_taken_for_what_was_published() {
    let site = calendar_site().write();
    let page = site.output("public").join("index.html");
    site.build_clean(&date(30).to_string());
    let whole = site.tree("public");
    let old = fs::metadata(&page).and_then(|file| file.modified()).expect("a time");
    let other = vec![b'x'; fs::read(&page).expect("a page").len()];
    fs::remove_file(&page).expect("a page goes");
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(&page, other).expect("another comes");
    fs::File::options().write(true).open(&page).and_then(|file| file.set_modified(old)).expect("with its old date");
    site.build_clean(&date(30).to_string());
    assert_same(&site.tree("public"), &whole, "restored");
}

#[cfg(unix)]
#[test]
fn neither_moving_nor_linking_nor_touching_passes_off_another_page() {
    use std::os::unix::fs::symlink;
    let now = date(30).to_string();
    let site = calendar_site().write();
    site.build_clean(&now);
    let (whole, public) = (site.tree("public"), site.output("public"));
    let page = public.join("about.html");
    let other = || vec![b'x'; fs::read(&page).expect("a page").len()];
    let touch_manifest = || {
        let manifest = public.join("manifest.json");
        let permissions = fs::metadata(&manifest).expect("a manifest").permissions();
        fs::set_permissions(manifest, permissions).expect("it is touched");
    };
    let moved = || {
        let (folder, away) = (public.join("organisations"), site.root().join("away"));
        fs::create_dir_all(&away).expect("a folder");
        let copied = std::process::Command::new("cp").arg("-a").arg(&folder).arg(&away).status();
        assert!(copied.expect("cp runs").success());
        let stale = away.join("organisations").join(ROOT).join("index.html");
        let length = fs::read(&stale).expect("a page").len();
        fs::write(stale, vec![b'x'; length]).expect("it is changed");
        site.build_clean(&date(31).to_string());
        site.build_clean(&now);
        fs::remove_dir_all(&folder).expect("it goes");
        fs::rename(away.join("organisations"), &folder).expect("it comes back");
    };
    let touched = || {
        let other = other();
        fs::remove_file(&page).expect("it goes");
        fs::write(&page, other).expect("another comes");
        touch_manifest();
    };
    let linked = || {
        let away = site.root().join("old.html");
        fs::write(&away, other()).expect("another");
        fs::remove_file(&page).expect("it goes");
        symlink(away, &page).expect("a link comes");
    };
    for (what, act) in [("moved", &moved as &dyn Fn()), ("touched", &touched), ("linked", &linked)] {
        act();
        site.build_clean(&now);
        assert_same(&site.tree("public"), &whole, what);
        assert!(!fs::symlink_metadata(&page).expect("a page").is_symlink(), "{what}");
    }
}

#[test]
fn a_file_that_somebody_changed_is_restored() {
    let now = date(30).to_string();
    let site = calendar_site().write();
    site.build_clean(&now);
    let (whole, page) = (site.tree("public"), site.output("public").join("index.html"));
    let text = fs::read(&page).expect("a page");
    let same_length = vec![b'x'; text.len()];
    for changed in [Some(&b"short"[..]), Some(&same_length), None] {
        // Outputs are linked between builds, so a file is replaced here, not written into.
        fs::remove_file(&page).expect("a page goes");
        if let Some(bytes) = changed {
            std::thread::sleep(std::time::Duration::from_millis(20));
            fs::write(&page, bytes).expect("another comes");
        }
        site.build_clean(&now);
        assert_same(&site.tree("public"), &whole, "restored");
    }
}

#[test]
fn a_build_that_finds_something_because_of_time_alone_says_so() {
    // A public edition in which nothing ever changes, and a term of office whose last six months begin on 10 July.
    let site = Site::new()
        .toml(&toml(&[("public", "", "")]))
        .org(Org::new("b1").line("elected: 2024-01-10"))
        .item(Item::new("a"))
        .write();
    assert_eq!(site.build("2026-07-01").next_change, None);
    let quiet = site.build("2026-07-09");
    assert_eq!((quiet.result, quiet.findings.is_empty()), (BuildResult::Unchanged, true));
    let told: Vec<&str> = site.build("2026-07-10").findings.iter().map(|d| d.rule.code).collect();
    assert_eq!(told, ["D021"]);
}

#[test]
fn an_organisation_that_comes_leaves_the_pages_of_others_alone() {
    let now = date(30).to_string();
    let site = Site::new().org(Org::new("m")).item(Item::new("one").at("m")).item(Item::new("two").at("m"));
    let mut written = site.write();
    written.build_clean(&now);
    let before = touched(&written);
    // It goes before the one that was there, which has another position from now on.
    written.become_like(&site.org(Org::new("a")));
    written.build_clean(&now);
    let after = touched(&written);
    let pages: Vec<&String> = before.keys().filter(|path| path.contains("/items/")).collect();
    assert!(pages.len() >= 4, "{pages:?}");
    for page in pages {
        assert_eq!(before[page], after[page], "{page} was written again");
    }
    let above = format!("public/organisations/{ROOT}/index.html");
    assert_ne!(before[&above], after[&above], "it is named where it comes");
}
