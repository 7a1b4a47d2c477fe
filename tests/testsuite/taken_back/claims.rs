//! An item is known by its file: copies of it, drafts and others that have its id keep nothing up and take nothing off.

use super::{became, becomes, good, holds, lasting};
use crate::drafts::date;
use crate::site::{Item, Opinion, Org, Site};

/// A copy of an item as it was, in a file of its own.
fn copied(site: Site, item: &Item, name: &str) -> Site {
    site.file(&format!("content/{name}"), item.text())
}

/// An item that nobody has approved, with the id of another.
fn draft(item: Item, id: &str) -> String {
    let text = with_id(item, id);
    let (front, rest) = text.split_once("approval:\n").expect("an approval");
    let (_, body) = rest.split_once("---\n").expect("a text");
    format!("{front}---\n{body}")
}

fn with_id(item: Item, id: &str) -> String {
    let own = format!("id: {}\n", item.id);
    item.text().replace(&own, &format!("id: {id}\n"))
}

#[test]
fn a_copy_of_an_item_does_not_keep_it_up() {
    let withdrawn = format!("withdrawn: {{date: {}, kind: in-error, reason: 误发}}", date(6));
    type Less<'l> = &'l dyn Fn(Item) -> Item;
    let less: [(&str, Less<'_>, bool); 4] = [
        ("narrowed", &|item| item.audience("internal"), true),
        ("for nobody", &|item| item.audience("specific"), false),
        ("withdrawn", &|item| item.line(&withdrawn), false),
        ("ended", &|item| item.expires(date(5)), false),
    ];
    let before = lasting().entry("gone");
    for (what, less, members) in less {
        // It sorts before the item, or behind it.
        for copy in ["aa.md", "zz.md"] {
            let less = less(before.clone());
            let mut site = became(&good(&before), copied(good(&less), &before, copy));
            assert!(!holds(&site.tree("public"), "lasting-text"), "{what}, beside {copy}");
            assert_eq!(holds(&site.tree("internal"), "lasting-text"), members, "{what}, beside {copy}");
            becomes(&mut site, copied(good(&less.line("kee: 1")), &before, copy));
            assert!(!holds(&site.tree("public"), "lasting-text"), "{what} and broken, beside {copy}");
        }
    }
    let narrowed = good(&lasting().audience("internal"));
    let mut site = became(&good(&lasting()), narrowed.clone());
    becomes(&mut site, copied(narrowed, &lasting(), "zz.md"));
    assert!(!holds(&site.tree("public"), "lasting-text"), "a copy that came later");
}

#[test]
fn nor_does_another_item_with_its_id_or_its_name() {
    let gone = || {
        let mut site = good(&lasting());
        site.files.remove(&lasting().path());
        site
    };
    let other = |name: &str| Item::new(name).title("另一件").entry("keep").body("other-text");
    for (what, after) in [
        ("an alias", gone().item(other("other").line("aliases: [lasting]"))),
        ("the id", gone().file("content/other.md", with_id(other("other"), "lasting"))),
        ("a draft", gone().file("content/other.md", draft(other("other"), "lasting"))),
    ] {
        let site = became(&good(&lasting()), after);
        assert!(!holds(&site.tree("public"), "lasting-text") && holds(&site.tree("public"), "third-text"), "{what}");
    }
    let moved = became(&good(&lasting()), copied(gone(), &lasting(), "moved.md"));
    assert!(holds(&moved.tree("public"), "lasting-text"), "a file that moved is the same item");
}

#[test]
fn a_copy_with_its_id_does_not_keep_up_what_gave_the_id_up_and_was_taken_off() {
    let withdrawn = format!("withdrawn: {{date: {}, kind: in-error, reason: 误发}}", date(6));
    for less in [lasting().audience("internal"), lasting().line(withdrawn)] {
        let site = became(
            &good(&lasting()),
            copied(good(&lasting()), &lasting(), "aa.md").file(&lasting().path(), with_id(less, "other")),
        );
        assert!(!holds(&site.tree("public"), "lasting-text"));
    }
    let branch = |id: &str, readers: &str| Org::new(id).at("branch").line(readers);
    let within =
        |org: Org| good(&lasting()).org(org).item(Item::new("within").at("branch").entry("keep").body("within-text"));
    let narrowed =
        within(branch("renamed", "audience: internal")).file("content/zz/_org.md", branch("branch", "").text());
    let site = became(&within(branch("branch", "")), narrowed);
    assert!(!holds(&site.tree("public"), "within-text"));
}

#[test]
fn an_organisation_is_narrowed_also_by_a_slip_and_gone_below_one_with_an_error() {
    let text = Org::new("branch").at("branch").line("audience: public").text();
    let within = || {
        good(&lasting())
            .file("content/branch/_org.md", &text)
            .item(Item::new("within").at("branch").entry("keep").body("within-text"))
    };
    for line in ["  audience: internal", "　audience: internal", "audiance: internal", "公开范围：党内"] {
        let narrowed = within().file("content/branch/_org.md", text.replace("audience: public", line));
        let site = became(&within(), narrowed);
        assert!(!holds(&site.tree("public"), "within-text"), "{line}");
    }
    let mut gone = within().file("content/_org.md", "---\nid: root\nname: 组织 root\nkind: committee\nfoo: 1\n---\n");
    gone.files.retain(|path, _| !path.starts_with("content/branch"));
    let site = became(&within(), gone);
    assert!(!site.tree("public").keys().any(|path| path.starts_with("organisations/branch")));
}

#[test]
fn a_draft_with_its_id_does_not_take_it_off() {
    for copy in ["aa.md", "zz.md"] {
        let draft = draft(lasting().body("draft-text"), "lasting");
        let site = became(&good(&lasting()), good(&lasting()).file(&format!("content/{copy}"), draft));
        let tree = site.tree("public");
        assert!(holds(&tree, "lasting-text") && !holds(&tree, "draft-text"), "{copy}");
    }
}

#[test]
fn nor_do_copies_keep_up_organisations_and_opinions() {
    let branch = |readers: &str| Org::new("branch").at("branch").line(readers);
    let within = || good(&lasting()).item(Item::new("within").at("branch").entry("keep").body("within-text"));
    for copy in ["content/0/_org.md", "content/zz/_org.md"] {
        let narrowed = within().org(branch("audience: internal")).file(copy, branch("").text());
        let site = became(&within().org(branch("")), narrowed);
        assert!(!holds(&site.tree("public"), "within-text"), "{copy}");
    }
    let opinion = || Opinion::new("op").body("text-of-op").reply(date(2), "reply-of-op");
    let elsewhere = opinion().at("branch").path();
    let with = |opinion: Opinion| good(&lasting()).org(branch("")).opinion(opinion);
    let site = became(&with(opinion()), with(opinion().line("audience: internal")).file(&elsewhere, opinion().text()));
    assert!(!holds(&site.tree("public"), "text-of-op"));
}

#[test]
fn what_members_alone_see_does_not_bear_on_what_stands() {
    for inside in ["", "\n\n::: internal\n密\n:::\n"] {
        let text = |open: &str| lasting().body(format!("{open}{inside}"));
        let site = became(&good(&text("lasting-text，旧的字")), good(&text("lasting-text，新的字")));
        assert!(holds(&site.tree("public"), "lasting-text"), "{inside:?}");
    }
}
