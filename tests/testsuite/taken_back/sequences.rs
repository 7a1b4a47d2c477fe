//! What one build took off stays off in the next ones, whatever fails by then.

use super::{became, becomes, days, good, holds, lasting};
use crate::drafts::date;
use crate::site::{Item, Opinion, Org, Site, Written, toml};

fn two(public: &str) -> String {
    toml(&[("public", public, ""), ("internal", "", "")])
}

/// The site with a line of its catalogue that nobody can read.
fn without_catalogue(site: Site) -> Site {
    site.file("catalogue.yaml", "entries: [")
}

fn ran(site: &Written, arguments: &[&str]) -> Option<i32> {
    let mut all = vec!["build"];
    all.extend(arguments);
    site.run(&all).status.code()
}

#[test]
fn keep_going_publishes_nothing_new_where_an_error_is_in_every_page_and_spoils_nothing_that_was_good() {
    let then = days().1;
    let titled = |title: &str| two("").replace("试验站点", title);
    let themed = two("").replacen("output", "theme = \"mine\"\noutput", 1);
    let scoped = two("nowhere");
    for (what, toml) in [
        ("personal data", titled("试验站点 13812345678")),
        ("a mark of secrecy", titled("机密★10年 试验")),
        ("no such theme", themed),
        ("no such scope", scoped),
    ] {
        let mut site = good(&lasting()).toml(&two("")).write();
        site.build_clean(&days().0);
        site.become_like(&good(&lasting()).toml(&toml));
        assert_eq!(ran(&site, &["--keep-going", "--now", &then]), Some(1), "{what}");
        for edition in ["public", "internal"] {
            let tree = site.tree(edition);
            assert!(!holds(&tree, "13812345678") && !holds(&tree, "机密"), "{what} in {edition}");
            assert!(holds(&tree, "lasting-text"), "{what} in {edition}");
        }
        let withdrawn = lasting().line(format!("withdrawn: {{date: {}, kind: in-error, reason: 误发}}", date(3)));
        site.become_like(&without_catalogue(good(&withdrawn).toml(&two(""))));
        assert_eq!(ran(&site, &["--now", &then]), Some(1), "{what}");
        for edition in ["public", "internal"] {
            assert!(!holds(&site.tree(edition), "lasting-text"), "{what}: withdrawn in {edition} while more fails");
        }
    }
}

#[test]
fn what_a_configuration_took_back_stays_so_when_it_breaks_next() {
    let named = lasting().line("fields: {open-person: 沈知行}").expires(date(9));
    let ending = lasting().entry("gone").expires(date(6));
    let own = |line: &str| {
        let toml = two("").replace("[\"catalogue.yaml\"", "[\"catalogue.yaml\", \"own.yaml\"");
        good(&named).toml(&toml).file("own.yaml", format!("entries:\n  keep: {{{line}}}\n"))
    };
    let later = format!("{}T12:00:00Z", date(6));
    for (what, word, item, site) in [
        ("ceiling", "lasting-text", &named, own("audience: internal, ceiling: internal, internal_reason: 不宜公开")),
        ("mask", "沈知行", &named, own("pii: masked")),
        ("zone", "lasting-text", &ending, good(&ending).toml(&format!("zone = \"+14:00\"\n{}", two("")))),
    ] {
        let mut written = good(item).toml(&two("")).write();
        written.build_clean(&days().0);
        assert!(holds(&written.tree("public"), "lasting-text"), "{what}");
        for breaks in ["", "titel = \"写错\"\n"] {
            let text = String::from_utf8(site.files["site.toml"].clone()).expect("text");
            let broken = Item::new("broken").line("titel: 写错的键");
            let next = Site { files: site.files.clone() }.item(broken).toml(&format!("{breaks}{text}"));
            written.become_like(&next);
            assert_eq!(ran(&written, &["--now", &later]), Some(1), "{what} {breaks}");
            assert!(!holds(&written.tree("public"), word), "{what}, {breaks:?}");
        }
    }
}

#[test]
fn the_address_of_a_site_is_taken_from_no_file_with_an_error_in_it() {
    let mut site = good(&lasting()).toml(&two("")).write();
    site.build_clean(&days().0);
    site.become_like(&good(&lasting()).toml(&two("").replace("example/public", "example/13812345678")));
    assert_eq!(ran(&site, &["--now", &days().1]), Some(1));
    let public = site.tree("public");
    assert!(holds(&public, "lasting-text") && !holds(&public, "13812345678"));
}

#[test]
fn an_approval_that_is_gone_and_a_passage_moved_inside_are_believed_under_a_broken_catalogue() {
    let text = |body: &str| lasting().body(body);
    let before = text("先\n\npassage-text\n\n::: internal\n内\n:::");
    let moved = text("先\n\n::: internal\n内\n\npassage-text\n:::");
    let site = became(&good(&before), without_catalogue(good(&moved)));
    assert!(!holds(&site.tree("public"), "passage-text") && holds(&site.tree("internal"), "passage-text"));
    let unsigned: String =
        lasting().text().split_inclusive('\n').filter(|line| !line.starts_with("  approved:")).collect();
    let unsigned = without_catalogue(good(&lasting()).file(&lasting().path(), unsigned));
    let site = became(&good(&lasting()), unsigned);
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        assert!(!holds(&tree, "lasting-text") && holds(&tree, "third-text"), "{edition}");
    }
}

fn branched(public: &str, at: &str) -> Site {
    let inner = Item::new("inner").at("branch").entry("keep").body("inner-text");
    let moving = lasting().at(at);
    let opinion = Opinion::new("op").at(at).body("text-of-op");
    let site = Site::new().org(Org::new("branch").at("branch")).org(Org::new("other").at("other"));
    site.item(inner).item(moving).opinion(opinion).toml(&two(public))
}

#[test]
fn a_scope_is_believed_while_the_organisation_that_it_names_cannot_be_read() {
    let broken = |site: Site| site.file("content/branch/_org.md", "---\nid: [\n---\n");
    let site = became(&branched("", "other"), broken(branched("branch", "other")));
    assert!(!holds(&site.tree("public"), "lasting-text"), "narrowed at once");
    let mut site = became(&branched("", "other"), branched("branch", "other"));
    assert!(!holds(&site.tree("public"), "lasting-text") && holds(&site.tree("public"), "inner-text"));
    becomes(&mut site, broken(branched("branch", "other")));
    assert!(!holds(&site.tree("public"), "lasting-text"), "and not widened again");
}

#[test]
fn what_moved_out_of_the_scope_of_an_edition_leaves_it() {
    let site = became(&branched("branch", "branch"), branched("branch", "other"));
    let public = site.tree("public");
    assert!(!holds(&public, "lasting-text") && !holds(&public, "text-of-op") && holds(&public, "inner-text"));
}

#[test]
fn an_output_that_moved_is_left_behind_empty_also_without_a_last_good_site() {
    let brief = || Item::new("brief").entry("gone").expires(date(9)).body("brief-text");
    let mut site = good(&lasting()).item(brief()).toml(&two("")).write();
    site.build_clean(&days().0);
    std::fs::remove_file(site.root().join(".sunshine/last-good")).expect("what was good");
    let moved = good(&lasting()).item(brief()).toml(&two("").replace("dist/public", "dist/moved"));
    site.become_like(&super::broken(moved));
    assert_eq!(ran(&site, &["--now", &date(12).to_string()]), Some(1));
    assert!(site.tree("public").is_empty());
    // What is remembered of outputs may be lost too.
    let mut site = good(&lasting()).toml(&two("")).write();
    site.build_clean(&days().0);
    std::fs::remove_file(site.root().join(".sunshine/outputs.json")).expect("the outputs");
    assert_eq!(ran(&site, &["--now", &days().0]), Some(0));
    site.become_like(&good(&lasting()).toml(&two("").replace("dist/public", "dist/moved")));
    assert_eq!(ran(&site, &["--now", &days().0]), Some(0));
    assert!(site.tree("public").is_empty());
}
