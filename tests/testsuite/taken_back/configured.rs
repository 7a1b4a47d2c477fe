//! A catalogue and a configuration that became stricter are believed while content does not pass.

use super::{became, becomes, days, good, holds, lasting};
use crate::drafts::date;
use crate::site::{Item, Org, Site, toml};

/// The site with one line of its own catalogue changed, under the entry `keep`.
fn stricter(site: Site, from: &str, to: &str) -> Site {
    let text = String::from_utf8(site.files["catalogue.yaml"].clone()).expect("text");
    let at = text.find("  keep:").expect("the entry");
    let (head, tail) = text.split_at(at);
    assert!(tail.contains(from), "{from}");
    site.file("catalogue.yaml", format!("{head}{}", tail.replacen(from, to, 1)))
}

#[test]
fn an_entry_that_became_stricter_takes_its_items_back() {
    let noted = lasting().line("fields: {note: note-text}");
    let by_default = noted.text().replace("audience: public\n", "");
    let whole = || good(&noted);
    for (what, site) in [
        ("ceiling", stricter(whole(), "audience: public", "audience: internal\n    ceiling: internal")),
        ("field", stricter(whole(), "      note: text", "      note!: text")),
        ("default", stricter(whole(), "audience: public", "audience: internal").file(&noted.path(), &by_default)),
    ] {
        let before = whole().file(&noted.path(), if what == "default" { by_default.clone() } else { noted.text() });
        let mut kept = became(&before, site.clone());
        assert!(!holds(&kept.tree("public"), "note-text"), "{what}");
        let text = String::from_utf8(site.files[&noted.path()].clone()).expect("text");
        becomes(&mut kept, site.file(&noted.path(), text.replace("entry: keep", "entry: [keep")));
        assert!(!holds(&kept.tree("public"), "note-text"), "{what}, and its file breaks");
        becomes(&mut kept, whole().file("catalogue.yaml", "entries: ["));
        assert!(!holds(&kept.tree("public"), "note-text"), "{what}, and the catalogue breaks");
    }
}

#[test]
fn a_term_after_which_less_stands_is_believed() {
    let over = || good(&lasting().expires(date(3)));
    let mut site = became(&over(), stricter(over(), "after: keep", "after: gone"));
    for edition in ["public", "internal"] {
        assert!(!site.tree(edition).contains_key("items/lasting.html"), "{edition}");
    }
    becomes(&mut site, over().file("catalogue.yaml", "entries: ["));
    assert!(!holds(&site.tree("public"), "lasting-text"), "also when the catalogue breaks");
}

#[test]
fn a_catalogue_of_any_name_is_kept_with_what_was_good() {
    let inside = Item::new("inside").entry("keep").body("inside-text");
    let inside = inside.text().replace("audience: public\n", "");
    for name in ["own.yaml", "own.txt", "own"] {
        let text = |rest: &str| {
            let text = String::from_utf8(good(&lasting()).files["catalogue.yaml"].clone()).expect("text");
            text.replacen("audience: public", "audience: internal", 1) + rest
        };
        let site = |rest: &str| {
            let toml = toml(&[("public", "", ""), ("internal", "", "")]).replace("catalogue.yaml", name);
            good(&lasting()).toml(&toml).file(name, text(rest)).file("content/inside.md", &inside)
        };
        let mut kept = became(&site(""), site("  oops: ["));
        let stays = |written: &crate::site::Written, what: &str| {
            assert!(!holds(&written.tree("public"), "inside-text"), "{name}, {what}");
            assert!(holds(&written.tree("internal"), "inside-text"), "{name}, {what}");
            assert!(holds(&written.tree("public"), "lasting-text"), "{name}, {what}");
        };
        stays(&kept, "broken");
        let mut gone = site("");
        gone.files.remove(name);
        becomes(&mut kept, gone);
        stays(&kept, "deleted");
    }
}

#[test]
fn a_result_instead_of_an_archive_is_believed_by_members_too() {
    let over = || {
        let site = good(&lasting()).item(Item::new("over").entry("archive").expires(date(3)).body("over-text"));
        site.toml(&toml(&[("public", "", ""), ("internal", "", "")]))
    };
    let catalogue = String::from_utf8(over().files["catalogue.yaml"].clone()).expect("text");
    let changed = catalogue.replace("after: archive\n", "after: result-only\n");
    assert_ne!(changed, catalogue);
    let site = became(&over(), over().file("catalogue.yaml", changed));
    assert!(!holds(&site.tree("internal"), "over-text"));
}

#[test]
fn names_that_are_to_be_masked_are_masked_at_once() {
    let named = || good(&lasting().line("fields: {open-person: 沈知行}"));
    let site = became(&named(), stricter(named(), "after: keep", "after: keep\n    pii: masked"));
    let public = site.tree("public");
    assert!(!holds(&public, "沈知行") && holds(&public, "lasting-text"));
}

#[test]
fn a_field_that_is_to_hold_names_from_now_on_is_not_shown_as_it_was() {
    let masked = |site| stricter(site, "after: keep", "after: keep\n    pii: masked");
    let noted = || masked(good(&lasting().line("fields: {note: 沈知行}")));
    let site = became(&noted(), stricter(noted(), "note: text", "note: person"));
    assert!(!holds(&site.tree("public"), "沈知行") && holds(&site.tree("internal"), "沈知行"));
}

#[test]
fn a_seal_that_is_wanted_from_now_on_takes_off_what_has_none() {
    let whole = || good(&lasting());
    let sealed = toml(&[("public", "", ""), ("internal", "", "")]) + "\n[approval]\ndigest = \"required\"\n";
    let mut site = became(&whole(), whole().toml(&sealed));
    let is_off = |site: &crate::site::Written| {
        let (public, internal) = (site.tree("public"), site.tree("internal"));
        !holds(&public, "lasting-text") && !holds(&public, "third-text") && holds(&internal, "lasting-text")
    };
    assert!(is_off(&site));
    becomes(&mut site, whole().toml("titel = \"写错\"\n"));
    assert!(is_off(&site), "and the configuration breaks");
}

fn scoped(editions: &[(&str, &str, &str)]) -> Site {
    let open = Item::new("inner").at("branch").entry("keep").body("inner-text");
    good(&lasting().expires(date(3))).org(Org::new("branch").at("branch")).item(open).toml(&toml(editions))
}

#[test]
fn an_edition_that_became_stricter_is_believed() {
    let whole = || scoped(&[("public", "", ""), ("internal", "", "")]);
    let narrow = || scoped(&[("public", "branch", ""), ("internal", "", "")]);
    let mut site = became(&whole(), narrow());
    let is_narrow = |site: &crate::site::Written| {
        let public = site.tree("public");
        holds(&public, "inner-text") && !holds(&public, "third-text") && holds(&site.tree("internal"), "third-text")
    };
    assert!(is_narrow(&site), "scope");
    becomes(&mut site, narrow().toml("titel = \"写错\"\n"));
    assert!(is_narrow(&site), "scope, and the configuration breaks");
    let site = became(&narrow(), whole());
    assert!(is_narrow(&site), "nothing wider while anything fails");
    let site = became(&whole(), scoped(&[("public", "", "on_expiry = \"gone\""), ("internal", "", "")]));
    assert!(!holds(&site.tree("public"), "lasting-text") && holds(&site.tree("internal"), "lasting-text"), "on_expiry");
    let site = became(&scoped(&[("public", "", "show_duties = true"), ("internal", "", "")]), whole());
    let kept = site.tree("public");
    assert!(kept.contains_key("items/inner.html") && !kept.contains_key("duties/index.html"), "show_duties");
}

#[test]
fn an_edition_that_was_removed_or_moved_leaves_no_tree_behind_while_anything_fails() {
    let whole = || scoped(&[("public", "", ""), ("internal", "", "")]);
    let mut site = became(&whole(), scoped(&[("internal", "", "")]));
    assert!(site.tree("public").is_empty() && holds(&site.tree("internal"), "third-text"));
    becomes(&mut site, scoped(&[("internal", "", "")]).toml("titel = \"写错\"\n"));
    assert!(site.tree("public").is_empty(), "also when the configuration breaks");
    let moved = toml(&[("public", "", ""), ("internal", "", "")]).replace("dist/public", "elsewhere/public");
    let site = became(&whole(), whole().toml(&moved));
    assert!(site.tree("public").is_empty() && site.root().join("elsewhere/public/index.html").exists());
}

#[test]
fn a_scope_that_is_misspelt_keeps_nothing_up_past_its_term() {
    let brief = || {
        scoped(&[("public", "branch", ""), ("internal", "", "")])
            .item(Item::new("brief").at("branch").entry("gone").expires(date(9)).body("brief-text"))
    };
    let mut site = brief().write();
    site.build_clean(&days().0);
    site.become_like(&brief().toml(&toml(&[("public", "brunch", ""), ("internal", "", "")])));
    assert_eq!(site.run(&["build", "--now", &date(11).to_string()]).status.code(), Some(1));
    let public = site.tree("public");
    assert!(holds(&public, "inner-text") && !holds(&public, "brief-text"));
}

#[test]
fn a_withdrawal_is_believed_while_the_configuration_cannot_be_used() {
    let mut site = good(&lasting()).write();
    site.build_clean(&days().0);
    let withdrawn = lasting().line(format!("withdrawn: {{date: {}, kind: in-error, reason: 误发}}", date(6)));
    site.become_like(&good(&withdrawn).toml("titel = \"写错\"\n"));
    assert_eq!(site.run(&["build", "--now", &days().1]).status.code(), Some(1));
    assert!(!holds(&site.tree("public"), "lasting-text") && holds(&site.tree("public"), "third-text"));
}

#[test]
fn nobody_writes_to_an_address_that_the_site_gave_up() {
    let asks = |opinions: &str| {
        let toml = toml(&[("public", "", ""), ("internal", "", "")]);
        good(&lasting()).toml(&toml.replacen("\n[[edition]]", &format!("\n[opinions]\n{opinions}\n[[edition]]"), 1))
    };
    let old = || asks("endpoint = \"https://old.dangwu.example/in\"");
    for new in ["", "endpoint = \"https://new.dangwu.example/in\"", "mailto = \"new@dangwu.example\""] {
        let mut site = became(&old(), asks(new));
        let sends = |site: &crate::site::Written| holds(&site.tree("public"), "old.dangwu.example");
        assert!(!sends(&site) && holds(&site.tree("public"), "lasting-text"), "{new}");
        becomes(&mut site, asks("endpoint ="));
        assert!(!sends(&site), "{new}, and the configuration breaks");
    }
    assert!(holds(&became(&old(), old()).tree("public"), "old.dangwu.example"));
}

#[test]
fn what_the_site_says_no_more_of_how_to_be_reached_is_believed() {
    let reached = |contact: &str| {
        let site = format!("[site]\ncontact = {{ {contact} }}\n");
        good(&lasting()).toml(&(toml(&[("public", "", ""), ("internal", "", "")]) + &site))
    };
    let whole = || reached("phone = \"0000-8800100\", address = \"old-address\"");
    let mut site = became(&whole(), reached("phone = \"0000-8800100\""));
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        assert!(!holds(&tree, "old-address") && holds(&tree, "0000-8800100"), "{edition}");
    }
    becomes(&mut site, reached("phone = "));
    assert!(!holds(&site.tree("public"), "old-address"), "also when the configuration breaks");
}
