//! What newer content takes back is taken back at once and for good, while something else in it is broken.

mod claims;
mod configured;
mod founded;
mod garbled;
mod organisations;
mod sequences;
mod unopened;
mod unwritable;

use crate::drafts::date;
use crate::scratch::picture;
use crate::site::{Item, Opinion, Org, Site, Tree, Written, found, toml};

/// The day of the good build, and the one on which something has been broken since.
fn days() -> (String, String) {
    (date(5).to_string(), date(6).to_string())
}

fn lasting() -> Item {
    Item::new("lasting").entry("keep").body("lasting-text")
}

fn good(item: &Item) -> Site {
    Site::new().item(item.clone()).item(Item::new("third").entry("keep").body("third-text"))
}

/// The same content with a new item that does not pass.
fn broken(site: Site) -> Site {
    site.item(Item::new("broken").line("titel: 写错的键"))
}

/// A site that was good once, and what it became.
fn became(before: &Site, after: Site) -> Written {
    let (first, then) = days();
    let mut site = before.write();
    site.build_clean(&first);
    site.become_like(&broken(after));
    assert_eq!(site.run(&["build", "--now", &then]).status.code(), Some(1));
    site
}

/// Makes it something else that is broken too, and builds again.
fn becomes(site: &mut Written, after: Site) {
    site.become_like(&broken(after));
    assert_eq!(site.run(&["build", "--now", &days().1]).status.code(), Some(1));
}

fn holds(tree: &Tree, word: &str) -> bool {
    found(tree, word).is_some()
}

#[test]
fn an_attachment_is_the_one_that_was_checked() {
    let with = |bytes: &str| lasting().line("attachments: [{file: a.csv, title: 表}]").beside("a.csv", bytes);
    let site = became(&good(&with("first-bytes")), good(&with("second-bytes")));
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        assert!(holds(&tree, "first-bytes") && !holds(&tree, "second-bytes"), "{edition}");
        assert!(holds(&tree, "lasting-text"), "{edition}: the item stands");
    }
}

#[test]
fn a_part_that_only_members_may_see_now_takes_its_item_off_the_public_site() {
    let attachment = |more: &str| {
        lasting().line(format!("attachments: [{{file: a.csv, title: 表{more}}}]")).beside("a.csv", "table-text")
    };
    let field = |value: &str| lasting().line(format!("fields: {{note: {value}}}"));
    let shows = |body: &str| lasting().beside("map.png", picture("map")).body(format!("甲乙\n\n{body}"));
    for (what, before, after) in [
        ("attachment", attachment(""), attachment(", audience: internal")),
        ("attachment left out", attachment(""), lasting()),
        ("field", field("field-text"), field("{audience: internal, value: field-text}")),
        ("summary", lasting().line("summary: summary-text"), lasting()),
        ("keyword", lasting().line("keywords: [一, keyword-text]"), lasting().line("keywords: [一]")),
        ("note on a change", lasting().line("changes: [{date: 2026-01-03, note: 更正}]"), lasting()),
        ("opening", lasting().body("甲乙\n\n丙丁"), lasting().body("::: internal\n甲乙\n:::\n\n丙丁")),
        ("picture", shows("![图](map.png)"), shows("::: internal\n![图](map.png)\n:::")),
        ("passage", lasting().body("甲乙\n\n丙丁"), lasting().body("甲乙\n\n::: internal\n丙丁\n:::")),
    ] {
        let site = became(&good(&before), good(&after));
        let (public, internal) = (site.tree("public"), site.tree("internal"));
        assert!(!public.contains_key("items/lasting.html"), "{what}");
        assert!(internal.contains_key("items/lasting.html") && holds(&public, "third-text"), "{what}");
    }
    let reworded = became(&good(&lasting()), good(&lasting().body("other-text")));
    assert!(holds(&reworded.tree("public"), "lasting-text"), "what is only worded anew stands as it was");
}

#[test]
fn an_attachment_that_is_deleted_goes_also_where_its_item_cannot_be_read() {
    let with = lasting().line("attachments: [{file: a.csv, title: 表}]").beside("a.csv", "table-text");
    let mut less = good(&with).file(&with.path(), with.text().replace("entry: keep", "entry: [keep"));
    let kept = became(&good(&with), good(&with).file(&with.path(), with.text().replace("entry: keep", "entry: [keep")));
    assert!(holds(&kept.tree("public"), "table-text"), "the file is broken, and nothing was taken back");
    less.files.retain(|path, _| !path.ends_with("a.csv"));
    let site = became(&good(&with), less);
    for edition in ["public", "internal"] {
        assert!(!holds(&site.tree(edition), "table-text"), "{edition}");
    }
}

#[test]
fn what_was_taken_back_stays_so_when_its_own_file_breaks() {
    let withdrawn = lasting().line(format!("withdrawn: {{date: {}, kind: in-error, reason: 误发}}", date(6)));
    for (what, less) in [("withdrawn", withdrawn), ("narrowed", lasting().audience("internal"))] {
        let mut site = became(&good(&lasting()), good(&less));
        assert!(!holds(&site.tree("public"), "lasting-text"), "{what}");
        becomes(&mut site, good(&less.line("kee: 1").body("::: intern")));
        assert!(!holds(&site.tree("public"), "lasting-text"), "{what}, then broken");
        becomes(&mut site, good(&lasting()).file(&lasting().path(), "---\n"));
        assert!(!holds(&site.tree("public"), "lasting-text"), "{what}, then unreadable");
        becomes(&mut site, good(&lasting()));
        assert!(holds(&site.tree("public"), "lasting-text"), "{what}, then as before");
    }
}

#[test]
fn what_was_deleted_does_not_come_up_again_with_a_broken_file_in_its_place() {
    let mut gone = good(&lasting());
    gone.files.remove(&lasting().path());
    let mut site = became(&good(&lasting()), gone);
    assert!(!holds(&site.tree("internal"), "lasting-text"));
    becomes(&mut site, good(&lasting()).file(&lasting().path(), "---\n"));
    assert!(!holds(&site.tree("internal"), "lasting-text"));
}

#[test]
fn what_keep_going_published_is_what_is_good_afterwards() {
    let (first, then) = days();
    let mut site = good(&lasting()).write();
    site.build_clean(&first);
    site.become_like(&broken(good(&lasting().audience("internal"))));
    assert_eq!(site.run(&["build", "--keep-going", "--now", &then]).status.code(), Some(1));
    assert!(!holds(&site.tree("public"), "lasting-text") && holds(&site.tree("internal"), "lasting-text"));
    becomes(&mut site, good(&lasting()).file(&lasting().path(), "---\n"));
    assert!(!holds(&site.tree("public"), "lasting-text"));
}

#[test]
fn words_left_out_go_only_with_the_whole_or_with_keep_going() {
    let (_, then) = days();
    let mut site = became(&good(&lasting().body("甲乙\n\n丙丁")), good(&lasting().body("甲乙")));
    assert!(holds(&site.tree("public"), "丙丁"), "nothing new is published while anything fails");
    assert_eq!(site.run(&["build", "--keep-going", "--now", &then]).status.code(), Some(1));
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        assert!(holds(&tree, "甲乙") && !holds(&tree, "丙丁"), "{edition}");
    }
    becomes(&mut site, good(&lasting()).file(&lasting().path(), "---\n"));
    assert!(!holds(&site.tree("public"), "丙丁"), "what was published last is good");
}

#[test]
fn an_alias_that_was_taken_away_leads_nowhere() {
    let aliases = |names: &str| lasting().line(format!("aliases: [{names}]"));
    let mut site = became(&good(&aliases("former, older")), good(&aliases("older")));
    let gone = |site: &Written| {
        ["public", "internal"].iter().all(|edition| {
            let tree = site.tree(edition);
            !tree.contains_key("items/former.html") && tree.contains_key("items/older.html")
        })
    };
    assert!(gone(&site));
    becomes(&mut site, good(&lasting()).file(&lasting().path(), "---\n"));
    assert!(gone(&site), "also when its file breaks");
}

#[test]
fn an_organisation_that_cannot_be_decoded_lets_nothing_rise_to_the_one_above() {
    let inside = || {
        good(&lasting())
            .org(Org::new("inner").at("inner").line("audience: internal"))
            .item(Item::new("within").at("inner").entry("keep").audience("internal").body("inner-text"))
            .item(Item::new("open").at("inner").entry("keep").audience("internal").body("open-text"))
    };
    let garbled = inside().file("content/inner/_org.md", [0x81, 0xFF, 0x00]);
    let site = garbled.write();
    let (_, then) = days();
    assert_eq!(site.run(&["build", "--keep-going", "--now", &then]).status.code(), Some(1));
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        assert!(holds(&tree, "third-text") && !holds(&tree, "inner-text") && !holds(&tree, "open-text"), "{edition}");
    }
}

#[test]
fn a_broken_item_whose_folder_became_an_internal_organisation_is_for_members_only() {
    let item = lasting().at("branch");
    let broken_item = || good(&item).file(&item.path(), "---\n");
    let internal = broken_item().org(Org::new("inner").at("branch").line("audience: internal"));
    let site = became(&good(&item), internal);
    assert!(!holds(&site.tree("public"), "lasting-text") && holds(&site.tree("internal"), "lasting-text"));
    let unreadable = broken_item().file("content/branch/_org.md", "---\nid: [\n---\n");
    let site = became(&good(&item), unreadable);
    assert!(!holds(&site.tree("internal"), "lasting-text"), "nobody can tell for whom it is");
}

#[test]
fn without_a_last_good_site_withdrawals_are_enforced_all_the_same() {
    let (first, then) = days();
    let withdrawn = lasting().line(format!("withdrawn: {{date: {}, kind: in-error, reason: 误发}}", date(6)));
    let mut site = good(&lasting()).write();
    site.build_clean(&first);
    std::fs::remove_dir_all(site.root().join(".sunshine")).expect("what builds remember goes");
    site.become_like(&broken(good(&withdrawn).item(Item::new("fresh").entry("keep").body("fresh-text"))));
    assert_eq!(site.run(&["build", "--now", &then]).status.code(), Some(1));
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        assert!(!holds(&tree, "lasting-text") && holds(&tree, "third-text"), "{edition}");
        assert!(!holds(&tree, "fresh-text"), "{edition}: nothing new");
    }
}

#[test]
fn a_page_that_leads_to_a_successor_lapses_with_it() {
    let old = lasting().line(format!("withdrawn: {{date: {}, kind: superseded, by: third}}", date(5)));
    let successor = Item::new("third").title("successor-title").expires(date(9));
    let site = Site::new().item(old).item(successor).write();
    site.build_clean(&days().1);
    let manifest = site.tree("public").remove("manifest.json").expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let lapses = |path: &str| {
        let files = manifest["files"].as_array().expect("files");
        files.iter().find(|file| file["path"] == path).expect("the page")["expires"].clone()
    };
    assert!(lapses("items/lasting.html").is_string());
    assert_eq!(lapses("items/lasting.html"), lapses("items/third.html"));
}

#[test]
fn an_edition_that_moves_leaves_no_tree_behind() {
    let (first, _) = days();
    let mut site = good(&lasting()).write();
    site.build_clean(&first);
    let moved = toml(&[("public", "", ""), ("internal", "", "")]).replace("dist/public", "elsewhere/public");
    site.become_like(&good(&lasting()).toml(&moved));
    site.build_clean(&first);
    assert!(site.tree("public").is_empty() && site.root().join("elsewhere/public/index.html").exists());
    site.become_like(&good(&lasting()).toml(&toml(&[("internal", "", "")])));
    site.build_clean(&first);
    assert!(!site.root().join("elsewhere/public").exists() && holds(&site.tree("internal"), "lasting-text"));
}

#[test]
fn a_file_that_takes_back_and_cannot_be_read_whole_is_believed_where_it_takes_back() {
    let (day, later) = (date(6), date(40));
    for (what, lines) in [
        ("narrowed", "audience: internal".to_owned()),
        ("narrowed by a word that nobody knows", "audience: internl".to_owned()),
        ("withdrawn", format!("withdrawn: {{date: {day}, kind: in-error, reason: 误发}}")),
        ("withdrawn in a way that nobody knows", format!("withdrawn: {{date: {day}, kind: in-eror}}")),
        ("members first", format!("public_from: {later}")),
    ] {
        let less = lasting()
            .text()
            .replace("audience: public\n", &format!("{lines}\nentrie: keep\n"))
            .replace("entry: keep\n", "");
        let site = became(&good(&lasting()), good(&lasting()).file(&lasting().path(), &less));
        let public = site.tree("public");
        assert!(!holds(&public, "lasting-text") && holds(&public, "third-text"), "{what}");
    }
}

#[test]
fn a_configuration_that_cannot_be_used_keeps_nothing_up_past_its_term() {
    let (first, _) = days();
    let brief = good(&lasting()).item(Item::new("brief").entry("gone").expires(date(9)).body("brief-text"));
    let mut site = brief.write();
    site.build_clean(&first);
    site.become_like(&brief.clone().toml("titel = \"写错\"\n"));
    let now = date(11).to_string();
    assert_eq!(site.run(&["build", "--now", &now]).status.code(), Some(1));
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        assert!(!holds(&tree, "brief-text") && holds(&tree, "lasting-text"), "{edition}");
    }
}

#[test]
fn an_opinion_stands_only_as_far_as_newer_content_says_the_same() {
    let opinion = || Opinion::new("op").body("text-of-op").reply(date(2), "reply-of-op");
    let before = good(&lasting()).opinion(opinion());
    let after = |opinion: Opinion| good(&lasting()).opinion(opinion);
    let unreadable = good(&lasting()).file(&opinion().path(), "---\nkind: [\n---\n");
    for (what, less, text, reply) in [
        ("the same", after(opinion()), [true, true], [true, true]),
        ("deleted", good(&lasting()), [false, false], [false, false]),
        ("unreadable", unreadable, [false, false], [false, false]),
        ("for members", after(opinion().line("audience: internal")), [false, true], [false, true]),
        ("its reply for members", after(opinion().line("reply_audience: internal")), [true, true], [false, true]),
        (
            "its text for members",
            after(opinion().line("audience: internal").line("reply_audience: public")),
            [false, true],
            [true, true],
        ),
        ("shortened", after(opinion().line(format!("expires: {}", date(5)))), [false, false], [false, false]),
        (
            "without a release",
            after(opinion().line("released: {by: 另一人, date: 2026-01-01}")),
            [false, true],
            [false, true],
        ),
        (
            "with other words",
            after(opinion().body("worded-anew").reply(date(2), "reply-of-op")),
            [false, false],
            [true, true],
        ),
    ] {
        let mut site = became(&before, less);
        let check = |site: &Written, when: &str| {
            for (n, edition) in ["public", "internal"].into_iter().enumerate() {
                let tree = site.tree(edition);
                assert_eq!(holds(&tree, "text-of-op"), text[n], "{what}: text in {edition}{when}");
                assert_eq!(holds(&tree, "reply-of-op"), reply[n], "{what}: reply in {edition}{when}");
                assert!(!holds(&tree, "worded-anew") && holds(&tree, "third-text"), "{what}");
            }
        };
        check(&site, "");
        if what == "for members" {
            site.become_like(
                &good(&lasting()).opinion(opinion().line("audience: internal")).toml("titel = \"写错\"\n"),
            );
            assert_eq!(site.run(&["build", "--now", &days().1]).status.code(), Some(1));
            check(&site, ", with a configuration that cannot be used");
        }
    }
}

#[test]
fn what_an_opinion_says_no_more_of_its_sender_and_its_handling_goes_at_once() {
    let opinion = || {
        let opinion = Opinion::new("op").body("text-of-op").reply(date(2), "reply-of-op");
        opinion.line("answered: {date: 2026-01-02, by: office-of-op}").line("about: lasting")
    };
    let more = || {
        let more = opinion().line("from: delegate").line("rated: {date: 2026-01-03, grade: 满意}");
        more.line("forwarded: {date: 2026-01-02, to: desk-of-op}")
    };
    let with = |opinion: Opinion| good(&lasting()).opinion(opinion);
    let words = [("text-of-op", true), ("reply-of-op", true), ("<span>党代表</span>", false), ("desk-of-op", false)];
    let said = |site: &Written, what: &str, stands: &dyn Fn(bool) -> bool| {
        let tree = site.tree("internal");
        for (word, own) in words {
            assert_eq!(holds(&tree, word), stands(own), "{what}: {word}");
        }
    };
    said(&became(&with(more()), with(more())), "the same", &|_| true);
    said(&became(&with(more()), with(opinion())), "without sender, grade and desk", &|own| own);
    let unsigned = opinion().line("answered: {date: 2026-01-02}");
    assert!(!holds(&became(&with(opinion()), with(unsigned)).tree("public"), "office-of-op"));
    said(&became(&with(more()), with(more().line("about: third"))), "about something else", &|_| false);
}

#[test]
fn an_opinion_stays_beside_an_item_whose_newer_file_is_broken() {
    let site =
        |item: Item| Site::new().item(item).opinion(Opinion::new("op").line("about: lasting").body("text-of-op"));
    let mut built = became(&site(lasting()), site(lasting()));
    becomes(&mut built, site(lasting().line("titel: 写错的键")));
    for edition in ["public", "internal"] {
        let tree = built.tree(edition);
        assert!(holds(&tree, "text-of-op") && holds(&tree, "lasting-text"), "{edition}");
    }
    let said = built.run(&["check"]).stdout;
    assert!(!String::from_utf8_lossy(&said).contains("O001"), "{}", String::from_utf8_lossy(&said));
}
