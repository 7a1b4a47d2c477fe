//! What has lapsed goes from every edition although one of them cannot be made, or none.

use super::{holds, lasting};
use crate::drafts::date;
use crate::site::{Item, Opinion, Site, Written, toml};

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
    stand_whole(&written, &EDITIONS);
    let left = std::fs::read_dir(written.root().join("dist")).expect("the outputs").count();
    assert_eq!(left, EDITIONS.len(), "no half site is left beside them");
}

#[test]
fn a_file_in_the_place_of_the_private_folder_keeps_nothing_up() {
    let written = later(|written| {
        let private = written.root().join(".sunshine");
        std::fs::remove_dir_all(&private).expect("it goes");
        crate::site::put(&private, b"x");
    });
    let ran = written.run(&["build", "--now", &date(7).to_string()]);
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(said.contains(".sunshine，但不能用；请把它移走或改名"), "{said}");
}

#[test]
fn a_manifest_that_was_emptied_is_told_with_its_folder_and_keeps_nothing_else_up() {
    let written = site().write();
    written.build_clean(&date(4).to_string());
    crate::site::put(&written.root().join("dist/public/manifest.json"), b"");
    let ran = written.run(&["build", "--now", &date(7).to_string()]);
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.code() == Some(2) && said.contains("manifest.json 读不懂"), "{said}");
    assert!(said.contains("请马上把整个文件夹移走，再生成一次"), "{said}");
    for edition in ["first", "internal", "second"] {
        assert!(!holds(&written.tree(edition), "ending-text"), "{edition}");
    }
}

#[test]
fn an_output_with_other_files_in_it_keeps_nothing_up() {
    let moved = toml(&EDITIONS.map(|name| (name, "", ""))).replace("dist/public", "dist/foreign");
    let written = later(|written| {
        written.become_like(&site().toml(&moved));
        crate::site::put(&written.root().join("dist/foreign/diary.txt"), b"x");
    });
    stand_whole(&written, &EDITIONS);
}

#[test]
fn a_tree_stays_where_it_was_until_it_can_be_made_where_it_is_to_go() {
    let to = |folder: &str| site().toml(&toml(&EDITIONS.map(|name| (name, "", ""))).replace("dist/public", folder));
    let mut written = later(|written| {
        written.become_like(&to("site.toml/public"));
    });
    stand_whole(&written, &EDITIONS);
    let broken = site().file("site.toml", format!("titel = \"写错\"\n{}", toml(&[])));
    written.become_like(&broken);
    let ran = written.run(&["build", "--now", &date(7).to_string()]);
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(said.contains("titel") && !said.contains("site.toml/public"), "{said}");
    stand_whole(&written, &EDITIONS);
    written.become_like(&to("dist/moved"));
    written.build_clean(&date(7).to_string());
    stand_whole(&written, &["first", "internal", "moved", "second"]);
    assert!(written.tree("public").is_empty());
}

#[test]
fn a_file_that_cannot_be_removed_keeps_no_other_up() {
    let early = Item::new("early").entry("gone").expires(date(5)).body("early-text");
    let mut written = site().item(early).write();
    written.build_clean(&date(4).to_string());
    std::fs::remove_dir_all(written.root().join(".sunshine/last-good"))
        .or_else(|_| std::fs::remove_file(written.root().join(".sunshine/last-good")))
        .expect("what was good is forgotten");
    let page = written.root().join("dist/first/items/early.html");
    std::fs::remove_file(&page).expect("a page");
    std::fs::create_dir(&page).expect("a folder in its place");
    written.become_like(&site().file("catalogue.yaml", "entries: ["));
    written.run(&["build", "--now", &date(7).to_string()]);
    for edition in EDITIONS {
        let tree = written.tree(edition);
        assert!(!holds(&tree, "ending-text"), "{edition}");
        assert!(!holds(&tree, "items/ending.html") && holds(&tree, "items/lasting.html"), "{edition}: its manifest");
    }
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

#[test]
fn a_template_that_fails_on_a_page_keeps_up_nothing_that_was_withdrawn() {
    let going = || Item::new("going").entry("keep").title("going-title").body("going-text");
    let open = || toml(&EDITIONS.map(|name| (name, "", if name == "public" { "theme = \"mine\"" } else { "" })));
    // It asks for what only some items have.
    let template =
        "{% extends \"sunshine/item.html\" %}{% block main %}{{ item.document | upper }}{{ body }}{% endblock %}";
    let site = |items: &[Item]| {
        let site = Site::new().toml(&open()).file("themes/mine/templates/item.html", template);
        items.iter().fold(site, |site, item| site.item(item.clone()))
    };
    let numbered = |item: Item| item.line("document: 向委发〔2026〕12号");
    let before = site(&[numbered(lasting()), numbered(going())]);
    let withdrawn = going().line(format!("withdrawn: {{date: {}, kind: in-error, reason: 误发}}", date(5)));
    let after = site(&[numbered(lasting()), numbered(withdrawn), Item::new("plain").entry("keep").body("plain-text")]);
    let mut written = before.write();
    written.build_clean(&date(4).to_string());
    written.become_like(&after);
    for _ in 0..2 {
        let ran = written.run(&["build", "--now", &date(6).to_string()]);
        assert_eq!(ran.status.code(), Some(2), "{}", String::from_utf8_lossy(&ran.stderr));
        for edition in EDITIONS {
            let tree = written.tree(edition);
            assert!(!holds(&tree, "going-text") && !holds(&tree, "going-title"), "{edition}");
            assert!(holds(&tree, "lasting-text"), "{edition}");
        }
        let public = written.tree("public");
        assert!(holds(&public, "plain-text"), "it is made with the built-in templates");
        assert!(holds(&written.tree("first"), "plain-text"));
    }
}

#[test]
fn a_folder_that_was_for_other_readers_gets_nothing_of_theirs_although_it_is_gone() {
    let inside = Item::new("inside").entry("keep").audience("internal").body("inside-text");
    let swapped = |public: &str, internal: &str| {
        let text = toml(&EDITIONS.map(|name| (name, "", "")));
        text.replace("dist/public", "dist/x").replace("dist/internal", internal).replace("dist/x", public)
    };
    let with = |text: &str| Site::new().toml(text).item(lasting()).item(inside.clone());
    let mut written = with(&swapped("dist/public", "dist/internal")).write();
    written.build_clean(&date(4).to_string());
    for (public, internal) in
        [("dist/internal", "dist/public"), ("./dist/internal", "dist/../dist/public"), ("dist/new", "./dist/public")]
    {
        written.become_like(&with(&swapped(public, internal)));
        let _ = std::fs::remove_dir_all(written.root().join("dist"));
        let ran = written.run(&["build", "--now", &date(6).to_string()]);
        assert_eq!(ran.status.code(), Some(2), "{}", String::from_utf8_lossy(&ran.stderr));
        let public = written.tree("public");
        assert!(holds(&public, "lasting-text") && !holds(&public, "inside-text"));
    }
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_is_exchanged_where_it_leads() {
    let mut written = site().write();
    written.build_clean(&date(4).to_string());
    let (output, elsewhere) = (written.root().join("dist/public"), written.root().join("elsewhere"));
    std::fs::rename(&output, &elsewhere).expect("it moves");
    std::os::unix::fs::symlink(&elsewhere, &output).expect("a link");
    written.become_like(&Site::new().toml(&toml(&EDITIONS.map(|name| (name, "", "")))).item(lasting()));
    written.build_clean(&date(4).to_string());
    assert!(output.is_symlink());
    let left = std::fs::read_dir(elsewhere.join("items")).expect("pages").flatten();
    let names: Vec<_> = left.map(|entry| entry.file_name().into_string().expect("a name")).collect();
    assert_eq!(names, ["lasting.html"]);
    std::fs::remove_file(&output).expect("a link");
    std::os::unix::fs::symlink(written.root().join("another"), &output).expect("a link");
    std::fs::create_dir(written.root().join("another")).expect("a folder");
    written.build_clean(&date(4).to_string());
    assert!(written.root().join("another/items/lasting.html").exists());
    assert!(!elsewhere.join("items").exists(), "what the link led to before is not left behind");
}

#[cfg(unix)]
#[test]
fn an_output_that_became_a_link_to_another_keeps_nothing_up_in_that() {
    let mut written = site().write();
    written.build_clean(&date(4).to_string());
    std::fs::remove_dir_all(written.root().join("dist/second")).expect("a tree");
    std::os::unix::fs::symlink("public", written.root().join("dist/second")).expect("a link");
    let withdrawn = lasting().line(format!("withdrawn: {{date: {}, kind: in-error, reason: 误发}}", date(4)));
    written.become_like(&Site::new().toml(&toml(&EDITIONS.map(|name| (name, "", "")))).item(withdrawn));
    written.run(&["build", "--now", &date(5).to_string()]);
    for edition in ["first", "internal", "public"] {
        let tree = written.tree(edition);
        assert!(tree.contains_key("index.html") && !holds(&tree, "lasting-text"), "{edition}");
    }
}

#[test]
fn a_page_that_is_put_back_by_hand_goes_again() {
    let mut written = site().write();
    written.build_clean(&date(4).to_string());
    let page = written.root().join("dist/public/items/ending.html");
    let kept = std::fs::read(&page).expect("a page");
    written.become_like(&Site::new().toml(&toml(&EDITIONS.map(|name| (name, "", "")))).item(lasting()));
    written.build_clean(&date(4).to_string());
    std::fs::write(&page, kept).expect("it is put back");
    written.build_clean(&date(4).to_string());
    assert!(!page.exists());
}

#[test]
fn a_text_that_holds_the_beginning_of_a_mark_stands_as_it_is_and_stops_nothing() {
    let written = site().opinion(Opinion::new("sent").body("一\u{F8F0}<0>二")).write();
    written.build_clean(&date(4).to_string());
    assert!(holds(&written.tree("public"), "一\u{F8F0}&lt;0&gt;二"));
}
