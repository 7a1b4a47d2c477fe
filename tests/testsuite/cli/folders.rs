//! Where a site is found, and which folders are left alone.

use super::{NOW, configured, says, sound};
use crate::scratch::{SITE, Scratch, run, sunshine};
use std::fs;

#[test]
fn the_root_is_found_from_any_folder_below() {
    let site = sound().with("content/deep/down/list.csv", "1\n");
    let ran = run(sunshine(&site.path("content/deep/down")).args(["build", "--now", NOW]));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(site.path("dist/public/items/a.html").exists());
}

#[test]
fn without_a_site_toml_there_is_nothing_to_do() {
    let site = Scratch::empty();
    for command in ["build", "check", "clean"] {
        says(&site.run([command]), 2, &["没有 site.toml", "--root"]);
        says(&site.run([command, "--lang", "en"]), 2, &["there is no site.toml here or above"]);
        let named = site.run([command, "--root", "nowhere", "--lang", "en"]);
        says(&named, 2, &["there is no site.toml in nowhere"]);
    }
    assert!(!site.path(".sunshine").exists());
}

#[test]
fn an_output_folder_with_something_else_in_it_is_left_alone() {
    for (path, bytes) in
        [("dist/public/thesis.doc", "a year's work"), ("dist/public/manifest.json", "{\"name\": \"some web app\"}")]
    {
        let site = sound().with(path, bytes);
        let ran = site.run(["build", "--now", NOW]);
        says(&ran, 2, &["dist/public", "里有别的东西，没有动它：请换一个空文件夹"]);
        assert!(!ran.err.contains("choose"), "{}", ran.err);
        says(&site.run(["build", "--now", NOW, "--lang", "en"]), 2, &["choose an empty folder"]);
        says(&site.run(["build", "--edition", "publc"]), 2, &["没有名为“publc”的版；有的是：", "public"]);
        assert_eq!(site.tree("public").len(), 1);
        assert_eq!(site.text(path), bytes);
        assert!(!site.path("dist/.public.sunshine-new").exists());
    }
}

#[test]
fn the_folder_of_another_edition_is_left_alone() {
    let site = sound();
    site.build(NOW, 0);
    let swapped = SITE
        .replace("dist/internal", "dist/x")
        .replace("dist/public", "dist/internal")
        .replace("dist/x", "dist/public");
    site.write("site.toml", swapped);
    let before = (site.tree("internal"), site.tree("public"));
    says(&site.run(["build", "--now", NOW]), 2, &["没有动它"]);
    assert!(before == (site.tree("internal"), site.tree("public")));
}

#[test]
fn destinations_that_contain_one_another_or_the_content_are_refused() {
    for to in [
        "dist/internal",
        "dist/internal/public",
        "DIST/Internal",
        "dist",
        "content",
        "content/x",
        "themes/x",
        ".",
        "..",
        ".sunshine/x",
    ] {
        let site = configured("output = \"dist/public\"", &format!("output = \"{to}\""));
        says(&site.run(["build", "--now", NOW]), 1, &["W001", "site.toml:", "互相包含"]);
        assert!(!site.path("dist").exists(), "{to}");
        assert!(site.path("content/a.md").exists(), "{to}");
    }
}

#[test]
fn clean_removes_what_is_ours() {
    let site = sound().with("notes.txt", "mine");
    site.build(NOW, 0);
    let ran = site.run(["clean"]);
    assert_eq!((ran.code, ran.out.trim()), (0, "已删除：internal、public"));
    for gone in ["dist/internal", "dist/public", ".sunshine/last-good", ".sunshine/state.json"] {
        assert!(!site.path(gone).exists(), "{gone}");
    }
    assert_eq!(fs::read_dir(site.path(".sunshine")).expect("it is held").count(), 2, "the lock, and what git ignores");
    for stays in ["notes.txt", "site.toml", "content/a.md", "content/_org.md"] {
        assert!(site.path(stays).exists(), "{stays}");
    }
    let ran = site.run(["clean", "--lang", "en"]);
    assert_eq!((ran.code, ran.out.trim()), (0, "nothing to remove"));
}

#[test]
fn clean_leaves_what_is_not_ours() {
    let site = sound().with("dist/public/thesis.doc", "a year's work");
    says(&site.run(["clean"]), 2, &["没有动它"]);
    assert_eq!(site.text("dist/public/thesis.doc"), "a year's work");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said_with_its_path() {
    let site = sound();
    fs::write(site.path("dist"), "a file, not a folder").expect("a file");
    let ran = site.run(["build", "--now", NOW]);
    says(&ran, 2, &["sunshine: ", "dist"]);
}
