//! What an organisation says of itself is taken back at once too.

use super::{became, becomes, broken, days, good, holds, lasting};
use crate::site::{Item, Org, Site, Written, toml};

fn branch() -> Org {
    Org::new("branch").at("branch")
}

fn with(org: Org) -> Site {
    good(&lasting()).org(org)
}

#[test]
fn a_part_of_an_organisation_that_is_made_internal_or_left_out_goes_at_once() {
    let contact = |more: &str| branch().line(format!("contact: {{hours: hours-text{more}}}"));
    let introduced = |text: &str| branch().body(text);
    for (what, word, before, after) in [
        ("secretary", "secretary-name", branch().line("secretary: secretary-name"), branch()),
        (
            "another secretary",
            "first-name",
            branch().line("secretary: first-name"),
            branch().line("secretary: second-name"),
        ),
        ("address", "address-text", contact(", address: address-text"), contact("")),
        ("contact", "hours-text", contact(""), branch()),
        ("introduction", "passage-text", introduced("passage-text"), introduced("")),
        ("passage left out", "passage-text", introduced("甲乙\n\npassage-text"), introduced("甲乙")),
    ] {
        let site = became(&with(before), with(after));
        for edition in ["public", "internal"] {
            let tree = site.tree(edition);
            assert!(!holds(&tree, word) && tree.contains_key("organisations/branch/index.html"), "{what} in {edition}");
        }
    }
    let english =
        |org: Org| with(org).toml(&toml(&[("public", "", "lang = \"en\""), ("internal", "", "lang = \"en\"")]));
    let named = branch().line("name_en: English-name");
    assert!(holds(&became(&english(named.clone()), english(named.clone())).tree("public"), "English-name"));
    let site = became(&english(named), english(branch()));
    assert!(!holds(&site.tree("public"), "English-name") && !holds(&site.tree("internal"), "English-name"));
    let inside = introduced("甲乙\n\n::: internal\npassage-text\n:::");
    let mut site = became(&with(introduced("甲乙\n\npassage-text")), with(inside));
    assert!(!holds(&site.tree("public"), "passage-text") && holds(&site.tree("internal"), "passage-text"));
    becomes(&mut site, with(branch()).file("content/branch/_org.md", "---\n"));
    assert!(!holds(&site.tree("public"), "passage-text"), "also when its file breaks");
    let site = became(&with(introduced("甲乙")), with(introduced("甲乙，丙丁")));
    assert!(holds(&site.tree("public"), "甲乙") && !holds(&site.tree("public"), "丙丁"), "more is said later");
}

#[test]
fn an_organisation_that_is_made_internal_in_a_file_that_cannot_be_read_goes_with_all_below_it() {
    let item = lasting().at("branch");
    let whole = || good(&item).org(branch());
    let broken = branch().line("audience: internal").line("short: [").text();
    let site = became(&whole(), whole().file("content/branch/_org.md", broken));
    let public = site.tree("public");
    assert!(!public.contains_key("organisations/branch/index.html") && !holds(&public, "lasting-text"));
    assert!(holds(&site.tree("internal"), "lasting-text") && holds(&public, "third-text"));
}

#[test]
fn what_an_organisation_added_to_the_catalogue_goes_with_it() {
    let added = "scope: branch\nplan: {document: 柳工委发〔2026〕9号, by: 上级, date: 2026-03-05}\nentries:\n  added:\n    category: routine-affairs\n    \
                 zh: added-title\n    tier: ad-hoc\n    audience: public\n    term: 1 year\n    after: keep\n";
    let toml = toml(&[("public", "", ""), ("internal", "", "")])
        .replace("[\"catalogue.yaml\"", "[\"catalogue.yaml\", \"b.yaml\"");
    let site = |org: Org| with(org).toml(&toml).file("b.yaml", added);
    let kept = became(&site(branch()), site(branch().line("audience: internal")));
    for word in ["added-title", "柳工委发", "branch"] {
        assert_eq!(crate::site::found(&kept.tree("public"), word), None, "{word}");
    }
    assert!(holds(&kept.tree("internal"), "added-title") && holds(&kept.tree("public"), "lasting-text"));
}

#[test]
fn what_was_for_members_stays_so_however_often_and_however_the_file_above_it_is_lost() {
    let org = |id: &str, at: &str, lines: &str| Org::new(id).at(at).line(lines);
    let before = || {
        Site::new()
            .org(org("inner", "in", "audience: internal"))
            .org(org("below", "in/below", "short: below-name"))
            .item(Item::new("third").entry("keep").body("third-text"))
    };
    let lost = |site: Site| {
        let mut site = site;
        site.files.remove("content/in/_org.md");
        site
    };
    let public_has = |site: &Written| {
        let tree = site.tree("public");
        assert!(holds(&tree, "third-text"), "the rest stands");
        holds(&tree, "below-name")
    };
    let (first, then) = days();
    let build = |site: &Written, more: &[&str]| site.run(&[&["build", "--now", &then], more].concat()).status.code();
    for (what, steps) in [
        ("built twice", vec![lost(before()), lost(before())]),
        ("broken first", vec![before().file("content/in/_org.md", "---\nid: [\n---\n"), lost(before())]),
        ("beside another error", vec![broken(lost(before())), lost(before()), lost(before())]),
    ] {
        for more in [&[][..], &["--keep-going"]] {
            let mut site = before().write();
            site.build_clean(&first);
            for step in &steps {
                site.become_like(step);
                assert_eq!(build(&site, more), Some(1), "{what} {more:?}");
                assert!(!public_has(&site), "{what} {more:?}");
            }
            // Until somebody writes it.
            let said = lost(before()).org(org("below", "in/below", "short: below-name\naudience: public"));
            site.become_like(&said);
            assert_eq!(build(&site, &[]), Some(0), "{what} {more:?}");
            assert!(public_has(&site), "{what} {more:?}");
        }
    }
}
