//! The command line, as a clerk or a script meets it.

mod broken;
mod clerk;
mod folders;
mod masks;
mod said;

use crate::scratch::{APPROVAL, Ran, SITE, Scratch, item, run, sunshine};

const NOW: &str = "2026-07-01";
const COMMANDS: &[&str] = &["approve", "build", "check", "serve", "clean", "explain"];

/// A site with one sound item.
fn sound() -> Scratch {
    Scratch::new().with("content/a.md", item("一件事", "", "正文。"))
}

/// A site with one sound item and one that the same person proposed and approved.
fn half_sound() -> Scratch {
    let broken = item("另一件事", &format!("approval: {}", APPROVAL.replace("丙", "甲")), "未经审批。");
    sound().with("content/b.md", broken)
}

/// A site whose configuration is the usual one, changed.
fn configured(from: &str, to: &str) -> Scratch {
    assert!(SITE.contains(from), "{from}");
    sound().with("site.toml", SITE.replace(from, to))
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

fn says(ran: &Ran, code: i32, words: &[&str]) {
    assert_eq!(ran.code, code, "{ran:?}");
    for word in words {
        assert!(ran.err.contains(word), "“{word}” is not in {ran:?}");
    }
}

#[test]
fn a_sound_site_ends_with_0_findings_with_1_and_what_cannot_run_with_2() {
    let site = sound();
    assert_eq!(site.run(["check"]).code, 0);
    assert_eq!(site.run(["build", "--now", NOW]).code, 0);
    assert_eq!(site.run(["explain", "A001"]).code, 0);
    assert_eq!(site.run(["clean"]).code, 0);
    let broken = half_sound();
    assert_eq!(broken.run(["check"]).code, 1);
    assert_eq!(broken.run(["build", "--now", NOW]).code, 1);
    let configuration = sound().with("site.toml", "title = ");
    assert_eq!(configuration.run(["check"]).code, 1);
    assert_eq!(configuration.run(["build"]).code, 1);
    for args in [
        &["no-such-command"][..],
        &["check", "--no-such-option"],
        &["build", "--now", "yesterday"],
        &["build", "--format", "xml"],
        &["check", "--threads", "many"],
        &["explain", "Z999"],
        &[],
    ] {
        assert_eq!(site.run(args).code, 2, "{args:?}");
    }
}

#[test]
fn a_warning_alone_does_not_fail() {
    let site = sound().with("content/b.md", item("一件事", "", "见[这里](gone)。"));
    assert_eq!(site.check().codes(), ["L001"]);
    assert_eq!(site.check().code, 0);
    site.build(NOW, 0);
}

#[test]
fn one_edition_alone_can_be_built() {
    let site = sound();
    assert_eq!(site.run(["build", "--now", NOW, "--edition", "public"]).code, 0);
    assert!(site.path("dist/public/index.html").exists() && !site.path("dist/internal").exists());
}

#[test]
fn an_edition_that_is_not_there_is_an_error_and_builds_nothing() {
    let site = sound();
    says(&site.run(["build", "--edition", "pubic"]), 2, &["site.toml 里没有名为“pubic”的版"]);
    says(
        &site.run(["build", "--edition", "public", "pubic", "--lang", "en"]),
        2,
        &["site.toml has no edition `pubic`"],
    );
    assert!(!site.path("dist").exists());
}

#[test]
fn the_root_that_is_named_is_used_wherever_one_is() {
    let (site, elsewhere) = (sound(), Scratch::empty());
    let root = site.root().to_string_lossy().into_owned();
    let ran = elsewhere.run(["check", "--format", "json", "--root", &root]);
    assert_eq!((ran.code, ran.findings().len()), (0, 0));
}

#[test]
fn a_misspelt_key_in_site_toml_is_an_error_with_a_suggestion() {
    let site = configured("title =", "titel =");
    says(&site.run(["check"]), 1, &["F003", "没有“titel”这个键", "是不是想写 title？", "site.toml:1:1"]);
    let site = configured("base_url = \"https://dangwu.example\"", "base_ulr = \"https://dangwu.example\"");
    says(&site.run(["build", "--lang", "en"]), 1, &["there is no key `base_ulr`", "Did you mean `base_url`?"]);
    assert!(!site.path("dist").exists());
}

#[test]
fn source_date_epoch_is_the_instant_unless_now_is_given() {
    // 2026-07-01 00:00 +08:00
    const EPOCH: &str = "1782835200";
    let window = "entry: hearing\nfields: {window: {opens: 2026-06-10, closes: 2026-06-30}}";
    let site = sound().with("content/b.md", item("听证", window, ""));
    let built = |args: &[&str], epoch: &str| {
        let mut command = sunshine(site.root());
        let ran = run(command.arg("build").args(args).env("SOURCE_DATE_EPOCH", epoch));
        assert_eq!(ran.code, 0, "{ran:?}");
        (site.tree("internal"), site.tree("public"))
    };
    let by_epoch = built(&[], EPOCH);
    assert!(by_epoch == built(&["--now", NOW], "0"));
    assert!(by_epoch == built(&["--now", "2026-06-30T16:00:00Z"], "0"));
    assert!(by_epoch != built(&[], "1782835199"), "a second before, the hearing stands");
    let mut command = sunshine(site.root());
    let ran = run(command.arg("build").env("SOURCE_DATE_EPOCH", "noon"));
    says(&ran, 2, &["SOURCE_DATE_EPOCH=noon"]);
}
