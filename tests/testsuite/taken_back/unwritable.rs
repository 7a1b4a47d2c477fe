//! What has lapsed goes from every edition although one of them cannot be made, or none.

use super::{holds, lasting};
use crate::drafts::date;
use crate::site::{Item, Site, Written, toml};

const EDITIONS: [&str; 4] = ["first", "internal", "public", "second"];

fn site() -> Site {
    let ending = Item::new("ending").entry("gone").expires(date(5)).title("ending-title").body("ending-text");
    Site::new().toml(&toml(&EDITIONS.map(|name| (name, "", "")))).item(lasting()).item(ending)
}

/// The site when the term is over, after something of it was changed that no build can work with.
fn later(change: impl FnOnce(&mut Written)) -> Written {
    let mut written = site().write();
    written.build_clean(&date(4).to_string());
    for edition in EDITIONS {
        assert!(holds(&written.tree(edition), "ending-text"), "{edition}");
    }
    change(&mut written);
    let ran = written.run(&["build", "--now", &date(7).to_string()]);
    assert_eq!(ran.status.code(), Some(2), "{}", String::from_utf8_lossy(&ran.stderr));
    for edition in EDITIONS {
        for word in ["ending-text", "ending-title"] {
            assert!(!holds(&written.tree(edition), word), "{edition}: {word}");
        }
    }
    written
}

fn stand_whole(written: &Written, editions: &[&str]) {
    for edition in editions {
        let tree = written.tree(edition);
        assert!(tree.contains_key("index.html") && holds(&tree, "lasting-text"), "{edition}");
    }
}

#[test]
fn a_template_that_fails_on_a_page_keeps_nothing_up() {
    let template = "{% extends \"sunshine/item.html\" %}{% block main %}{{ item.nope.deep }}{% endblock %}";
    let toml = toml(&EDITIONS.map(|name| (name, "", if name == "public" { "theme = \"mine\"" } else { "" })));
    let written = later(|written| {
        written.become_like(&site().toml(&toml).file("themes/mine/templates/item.html", template));
    });
    stand_whole(&written, &["first", "internal", "second"]);
    let left = std::fs::read_dir(written.root().join("dist")).expect("the outputs").count();
    assert_eq!(left, EDITIONS.len(), "no half site is left beside them");
}

#[test]
fn an_output_with_other_files_in_it_keeps_nothing_up() {
    let moved = toml(&EDITIONS.map(|name| (name, "", ""))).replace("dist/public", "dist/foreign");
    let written = later(|written| {
        written.become_like(&site().toml(&moved));
        crate::site::put(&written.root().join("dist/foreign/diary.txt"), b"x");
    });
    stand_whole(&written, &["first", "internal", "second"]);
}

#[test]
fn an_edition_for_other_readers_in_the_same_folder_keeps_nothing_up() {
    let swapped =
        toml(&EDITIONS.map(|name| (name, "", ""))).replace("audience = \"internal\"", "audience = \"public\"");
    let written = later(|written| written.become_like(&site().toml(&swapped)));
    stand_whole(&written, &["first", "public", "second"]);
}

#[test]
fn a_configuration_that_is_gone_keeps_nothing_up() {
    later(|written| std::fs::remove_file(written.root().join("site.toml")).expect("it goes"));
}
