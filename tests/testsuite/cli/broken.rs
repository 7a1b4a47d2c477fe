//! What a build does with content that does not pass.

use super::{NOW, half_sound, says, sound};
use crate::scratch::{Scratch, item};
use std::fs;

#[test]
fn keep_going_publishes_all_but_what_is_broken_and_ends_with_1() {
    let site = half_sound();
    let ran = site.run(["build", "--now", NOW, "--keep-going"]);
    says(&ran, 1, &["A004", "content/b.md"]);
    assert!(ran.out.contains("有错的事项没有公开，其余已生成"), "{ran:?}");
    for edition in ["internal", "public"] {
        let tree = site.tree(edition);
        assert!(tree.contains_key("items/a.html") && !tree.contains_key("items/b.html"));
        for (path, bytes) in &tree {
            assert!(!String::from_utf8_lossy(bytes).contains("未经审批"), "{path}");
        }
    }
    let json = site.run(["build", "--now", NOW, "--keep-going", "--format", "json"]);
    assert_eq!(json.json()["summary"]["result"], "published-rest");
}

#[test]
fn keep_going_shows_nothing_of_an_organisation_whose_audience_or_text_may_be_misread() {
    for (front, body) in [("audience: intrenal\n", ""), ("", "::: intern\n秘密介绍\n:::\n")] {
        let organisation = |id: &str, front: &str, body: &str| {
            format!("---\nid: {id}\nname: 秘密支部{id}\nkind: branch\n{front}---\n{body}")
        };
        let site = sound()
            .with("content/inner/_org.md", organisation("inner", front, body))
            .with("content/inner/below/_org.md", organisation("below", "", ""))
            .with("content/inner/below/b.md", item("秘密事项", "", ""));
        assert_eq!(site.run(["build", "--now", NOW, "--keep-going"]).code, 1);
        for (path, bytes) in site.tree("public") {
            assert!(!String::from_utf8_lossy(&bytes).contains("秘密"), "{path}");
        }
        assert!(site.tree("public").contains_key("items/a.html"));
    }
}

#[test]
fn keep_going_does_not_go_on_with_a_broken_catalogue_or_a_broken_root() {
    let tightened = "entries:\n  resolution: {ceiling: internal, audience: internal}\n";
    let broken = sound()
        .with("catalogue.yaml", format!("{tightened}  open-day: [\n"))
        .with("content/a.md", item("一件事", "", "").replace("audience: public\n", ""));
    let rootless = sound().with("content/_org.md", "---\nid: root\n---\n");
    for site in [broken, rootless] {
        let ran = site.run(["build", "--now", NOW, "--keep-going", "--format", "json"]);
        assert_eq!((ran.code, ran.json()["summary"]["result"].as_str()), (1, Some("dropped")));
        assert!(!site.path("dist").exists());
    }
}

#[test]
fn without_keep_going_nothing_new_is_published_while_something_is_broken() {
    let site = sound();
    site.build(NOW, 0);
    let before = (site.tree("internal"), site.tree("public"));
    site.write("content/a.md", item("改过的标题", "", "改过的正文。"));
    site.write("content/b.md", "一件事");
    let ran = site.build(NOW, 1);
    assert_eq!(ran.json()["summary"]["result"], "terms-enforced");
    assert!(before == (site.tree("internal"), site.tree("public")));
}

#[test]
fn a_site_that_is_broken_from_the_start_publishes_nothing() {
    let site = half_sound();
    says(&site.run(["build", "--now", NOW]), 1, &["A004"]);
    assert!(!site.path("dist").exists());
}

/// A site with an organisation that is known outside, and an item of it, published; the item's page.
fn with_organisation() -> (Scratch, &'static str) {
    let site = sound().with("content/branch/_org.md", BRANCH).with("content/branch/b.md", item("第一支部事项", "", ""));
    site.build(NOW, 0);
    let page = "items/b.html";
    assert!(site.tree("public").contains_key(page));
    (site, page)
}

const BRANCH: &str = "---\nid: branch\nname: 第一支部\nkind: branch\n---\n";

fn mentions_the_branch(site: &Scratch) -> bool {
    let tree = site.tree("public");
    tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("第一支部"))
}

#[test]
fn an_organisation_made_internal_or_deleted_leaves_though_something_else_is_broken() {
    let (site, page) = with_organisation();
    site.write("content/branch/_org.md", BRANCH.replace("kind:", "audience: internal\nkind:"));
    site.write("content/broken.md", "一件事");
    site.build(NOW, 1);
    assert!(!mentions_the_branch(&site) && site.tree("internal").contains_key(page));
    fs::remove_dir_all(site.path("content/branch")).expect("it is deleted");
    site.build(NOW, 1);
    assert!(!mentions_the_branch(&site) && !site.tree("internal").contains_key(page));
    assert!(site.tree("public").contains_key("items/a.html"));
}

#[test]
fn an_organisation_that_cannot_be_read_any_more_stays_as_it_was() {
    for broken in ["content/branch/_org.md", "content/_org.md"] {
        for text in ["", "---\nid: [\n---\n", "---\nid: branch\nname: 第一支部\nkinds: branch\n---\n"] {
            let (site, _) = with_organisation();
            let before = (site.tree("public"), site.tree("internal"));
            site.write(broken, text);
            site.build(NOW, 1);
            assert!(before == (site.tree("public"), site.tree("internal")), "{broken}: {text}");
        }
    }
}

#[test]
fn a_broken_configuration_without_a_record_says_what_stays_up() {
    let site = sound();
    site.build(NOW, 0);
    fs::remove_dir_all(site.root().join(".sunshine")).expect("it goes");
    let toml = fs::read(site.root().join("site.toml")).expect("it is there");
    let broken = [toml.as_slice(), b"[[edition\n"].concat();
    fs::write(site.root().join("site.toml"), broken).expect("it is written");
    let ran = site.run(["build", "--now", NOW]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("以前公开的网页都还在原处") && ran.err.contains("撤下"), "{ran:?}");
    let english = site.run(["build", "--now", NOW, "--lang", "en"]);
    assert!(english.err.contains("Whatever was published still stands"), "{english:?}");
}

#[test]
fn what_goes_while_something_is_broken_is_named() {
    let site = sound().with("content/b.md", item("另一件事", "", ""));
    site.build(NOW, 0);
    fs::write(site.path("content/b.md"), "").expect("emptied");
    let ran = site.run(["build", "--now", NOW]);
    says(&ran, 1, &["F013", "写 withdrawn"]);
    for said in ["看不清能否再公开的已经撤下", "撤下的事项页 1 个：b；"] {
        assert!(ran.out.contains(said), "{ran:?}");
    }
    assert!(!site.tree("public").contains_key("items/b.html") && site.tree("public").contains_key("items/a.html"));
    let ran = site.run(["build", "--now", NOW, "--format", "json"]);
    assert_eq!(ran.json()["summary"]["editions"][0]["vanished"], serde_json::json!([]), "it went before");
}
