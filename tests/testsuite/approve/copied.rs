//! Files that are copied, renamed or signed by people who left.

use super::{CHAIN, NOW, Scratch, page, refused, sealed, sign, unsigned};

fn check(site: &Scratch) -> String {
    let ran = site.run(["check", "--now", NOW]);
    ran.out + &ran.err
}

#[test]
fn a_copied_approval_counts_for_nothing_and_is_not_renewed() {
    let site = sealed("", "第一件。");
    let first = site.text("content/a.md");
    // The copy has the name of the tests' item, so that it can be signed as that.
    site.write("content/first.md", &first);
    site.write("content/a.md", first.replace("一件事", "第二件事").replace("第一件。", "第二件。"));
    let found = check(&site);
    assert!(found.contains("A016") && found.contains("content/first.md"), "{found}");
    refused(&site, &["--as", "丙", "--secrecy", "passed"], &["content/first.md", "删去 approval"]);
    // An exact copy is one too.
    site.write("content/a.md", &first);
    site.write("content/first-again.md", &first);
    let found = check(&site);
    assert!(found.matches("A016").count() >= 2, "{found}");
}

#[test]
fn a_copy_does_not_go_out_for_what_was_narrowed() {
    let site = sealed("", "正文。");
    site.build(NOW, 0);
    let approved = site.text("content/a.md");
    site.write("content/b.md", &approved);
    site.write("content/a.md", approved.replace("audience: public", "audience: internal"));
    let found = check(&site);
    assert!(found.contains("A016") && found.contains("content/a.md"), "{found}");
    assert!(found.contains("先删去 content/b.md，或其中的 approval"), "{found}");
    site.build(NOW, 1);
    assert!(!site.tree("public").keys().any(|path| path.starts_with("items/")), "neither of them is up");
}

#[test]
fn nor_where_the_rest_is_published_and_also_once_its_page_is_gone() {
    let going = |site: &Scratch| {
        let ran = site.run(["build", "--keep-going", "--now", NOW]);
        assert_eq!(ran.code, 1, "{ran:?}");
        ran.err
    };
    for told_before in [false, true] {
        let site = sealed("", "正文。");
        site.build(NOW, 0);
        let approved = site.text("content/a.md");
        site.write("content/b.md", &approved);
        if told_before {
            assert!(going(&site).contains("原来是 content/a.md 的"));
        }
        site.write("content/a.md", approved.replace("audience: public", "audience: internal"));
        for _ in 0..3 {
            let found = going(&site);
            assert!(found.contains("--> content/b.md") && found.contains("它的副本不得公开"), "{found}");
            let tree = site.tree("public");
            assert!(!tree.keys().any(|path| path.starts_with("items/")), "{told_before}: {:?}", tree.keys());
        }
    }
}

#[test]
fn nor_a_copy_with_its_id_where_it_lost_its_approval() {
    let site = sealed("id: a\n", "正文甲乙。");
    site.build(NOW, 0);
    let approved = site.text("content/a.md");
    site.write("content/a-old.md", &approved);
    let narrow: String = approved.replace("audience: public", "audience: internal");
    let narrow: String =
        narrow.lines().filter(|line| !line.starts_with("approval:")).map(|line| format!("{line}\n")).collect();
    site.write("content/a.md", narrow);
    for _ in 0..2 {
        site.run(["build", "--keep-going", "--now", NOW]);
        assert!(!site.tree("public").keys().any(|path| path.starts_with("items/")), "the copy is not up");
    }
}

#[test]
fn a_renamed_file_keeps_its_address_and_its_approval() {
    for lines in ["id: a", "aliases: [a]"] {
        let site = sealed("", "正文。");
        let text = site.text("content/a.md").replacen("---\n", &format!("---\n{lines}\n"), 1);
        std::fs::remove_file(site.path("content/a.md")).expect("it was there");
        site.write("content/zhu-ti.md", text);
        let found = check(&site);
        assert!(!found.contains("A010"), "{lines}: {found}");
        assert_eq!(site.run(["build", "--now", NOW]).code, 0);
        assert!(!page(&site, "public").is_empty(), "{lines}");
    }
    let site = sealed("id: a", "正文。");
    site.write("content/a.md", site.text("content/a.md").replace("id: a\n", "id: b\n"));
    assert!(check(&site).contains("A010"), "an address that was approved is part of what was");
}

#[test]
fn what_somebody_approved_who_left_stands_and_nothing_new_is_approved_by_them() {
    let site = sealed("", "正文。");
    site.write("content/_org.md", CHAIN.replace("[丙, 丁]", "[戊]"));
    let found = check(&site);
    assert!(found.contains("A007") && found.contains("丙（至2026-06-03）"), "{found}");
    site.write("content/_org.md", CHAIN.replace("[丙, 丁]", "[戊, 丙（至2026-06-03）]"));
    assert!(!check(&site).contains("A007"));
    let site = unsigned("", "正文。");
    site.write("content/_org.md", CHAIN.replace("[甲]", "[戊, 甲（至2026-06-03）]"));
    refused(&site, &["--as", "甲"], &["甲 已经离任"]);
    refused(&site, &["--as", "甲", "--date", "2026-06-01"], &["甲 已经离任"]);
    assert_eq!(sign(&site, &["--as", "戊", "--date", "2026-06-01"]).code, 0);
    assert_eq!(sign(&site, &["--as", "乙", "--date", "2026-06-02", "--secrecy", "passed"]).code, 0);
    // Whoever is to leave takes steps until then, and none after that, not even of an earlier day.
    for (until, code) in [("2026-06-30", 1), ("2026-07-31", 0)] {
        site.write(
            "content/_org.md",
            CHAIN.replace("[甲]", "[戊]").replace("[丙, 丁]", &format!("[丁, 丙（至{until}）]")),
        );
        let ran = sign(&site, &["--as", "丙", "--date", "2026-06-03"]);
        assert_eq!(ran.code, code, "{until}: {ran:?}");
    }
}

#[test]
fn an_address_that_comes_between_the_review_and_the_approval_undoes_neither() {
    let site = unsigned("", "正文。");
    assert_eq!(sign(&site, &["--as", "甲", "--date", "2026-06-01"]).code, 0);
    assert_eq!(sign(&site, &["--as", "乙", "--date", "2026-06-02", "--secrecy", "passed"]).code, 0);
    site.write("content/a.md", site.text("content/a.md").replacen("---\n", "---\naliases: [old]\n", 1));
    assert_eq!(sign(&site, &["--as", "丙", "--date", "2026-06-03"]).code, 0);
    site.build(NOW, 0);
    assert!(!page(&site, "public").is_empty());
}

#[test]
fn an_address_that_nobody_approved_takes_no_page_from_another() {
    let site = sealed("", "第一件。");
    let first = site.text("content/a.md");
    let second = sealed("", "第二件。").text("content/a.md");
    site.write("content/b.md", second.replacen("---\n", "---\nid: a\n", 1));
    let found = check(&site);
    assert!(found.contains("F015") && found.contains("--> content/b.md"), "{found}");
    assert!(!found.contains("--> content/a.md"), "{found}");
    assert_eq!(site.text("content/a.md"), first);
}

#[test]
fn a_copy_is_not_shown_as_what_it_was_copied_from() {
    let site = sealed("", "第一件。");
    super::holding(&site);
    site.build(NOW, 0);
    let first = site.text("content/a.md");
    site.write("content/0.md", first.replace("第一件。", "第二件。"));
    let found = check(&site);
    assert!(found.contains("A016") && found.contains("--> content/0.md"), "{found}");
    assert!(!found.contains("--> content/a.md"), "the shorter name makes it no original: {found}");
}

#[test]
fn nor_as_what_that_said_before_it_was_approved_anew_or_withdrawn() {
    let begun = || {
        let site = sealed("", "第一件。");
        super::holding(&site);
        site.build(NOW, 0);
        let copy = site.text("content/a.md").replace("第一件。", "第二件。");
        (site, copy)
    };
    let shown = |site: &Scratch| {
        let tree = site.tree("public");
        tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("第一件"))
    };
    let (site, copy) = begun();
    site.write("content/b.md", copy);
    super::edit(&site, "第一件。", "更正。");
    assert_eq!(sign(&site, &["--as", "丙", "--secrecy", "passed"]).code, 0);
    for _ in 0..2 {
        site.build(NOW, 0);
        assert!(page(&site, "public").contains("更正。") && !shown(&site));
    }
    // The file that was withdrawn is deleted, or its line is, for something else.
    for place in ["content/b.md", "content/a.md"] {
        let (site, copy) = begun();
        super::edit(&site, "publish:", "withdrawn: {date: 2026-06-30, kind: in-error, reason: 误发}\npublish:");
        for _ in 0..2 {
            site.build(NOW, 0);
            assert!(!shown(&site));
        }
        std::fs::remove_file(site.path("content/a.md")).expect("it was there");
        site.write(place, &copy);
        for _ in 0..2 {
            site.build(NOW, 0);
            assert!(!shown(&site), "{place}");
        }
    }
}

#[test]
fn a_step_is_of_today_or_earlier_and_the_review_brings_the_secrecy_review() {
    let site = unsigned("", "正文。");
    refused(&site, &["--as", "甲", "--date", "2027-06-01"], &["2027-06-01 还没有到"]);
    refused(&site, &["--as", "甲", "--date", "2026-06-01", "--secrecy", "passed"], &["审核一步写"]);
    assert_eq!(sign(&site, &["--as", "甲", "--date", "2026-06-01"]).code, 0);
}

#[test]
fn what_was_published_is_the_original_whatever_its_name() {
    for lines in ["", "id: one"] {
        let site = sealed(lines, "正文。");
        // The copy has the shorter name.
        let long = "content/three-meetings-2026.md";
        std::fs::rename(site.path("content/a.md"), site.path(long)).expect("it was there");
        site.build(NOW, 0);
        let id = if lines.is_empty() { "three-meetings-2026" } else { "one" };
        let page = format!("items/{id}.html");
        assert!(site.tree("public").contains_key(&page));
        site.write("content/z.md", site.text(long));
        let found = check(&site);
        assert!(found.contains("原来是 content/three-meetings-2026.md 的"), "{found}");
        assert!(found.contains("--> content/z.md") && !found.contains("--> content/three"), "{found}");
        let ran = site.run(["build", "--keep-going", "--now", NOW]);
        assert_eq!(ran.code, 1, "{ran:?}");
        let tree = site.tree("public");
        assert!(tree.contains_key(&page) && !tree.contains_key("items/z.html"), "{lines}");
        // Also when a slip in it is mended, and the copy is as it was approved.
        site.write(long, site.text(long).replace("正文。", "正文，改了一字。"));
        // And when builds have taken its page away, which told that it was published.
        for _ in 0..3 {
            let found = check(&site);
            assert!(found.contains("原来是 content/three-meetings-2026.md 的"), "{found}");
            assert!(!found.contains("原来是 content/z.md 的"), "{found}");
            site.run(["build", "--keep-going", "--now", NOW]);
            assert!(
                !site.tree("public").keys().any(|path| path.starts_with("items/")),
                "{lines}: the old text is not back"
            );
        }
    }
}

#[test]
fn a_published_item_keeps_its_id_against_one_that_is_dated_before_it_whether_or_not_members_have_a_copy() {
    for copied in [false, true] {
        let site = sealed("id: one", "第一件。");
        site.build(NOW, 0);
        let first = site.text("content/a.md");
        let earlier = sealed("id: one\npublish: 2026-06-04", "第二件。").text("content/a.md");
        site.write("content/0.md", earlier);
        if copied {
            let inside = first.replace("id: one", "id: inside").replace("audience: public", "audience: internal");
            site.write("content/inside.md", inside);
        }
        for _ in 0..2 {
            site.run(["build", "--keep-going", "--now", NOW]);
            let page = site.tree("public").remove("items/one.html").expect("it stands");
            let page = String::from_utf8(page).expect("a page");
            assert!(page.contains("第一件。") && !page.contains("第二件。"), "{copied}: {page}");
        }
    }
}

#[test]
fn an_edited_original_stands_as_it_was_approved_beside_a_copy_of_that() {
    let site = sealed("", "正文。");
    super::holding(&site);
    site.build(NOW, 0);
    site.write("content/b.md", site.text("content/a.md"));
    super::edit(&site, "正文。", "改过的正文。");
    let ran = site.run(["build", "--keep-going", "--now", NOW]);
    assert!(ran.code == 1 && ran.err.contains("原来是 content/a.md 的"), "{ran:?}");
    assert!(page(&site, "public").contains("正文。") && !page(&site, "public").contains("改过的"));
}

#[test]
fn where_nothing_was_published_the_shorter_name_is_the_original() {
    let site = sealed("", "正文。");
    site.write("content/a-again.md", site.text("content/a.md"));
    let found = check(&site);
    assert!(found.contains("原来是 content/a.md 的") && !found.contains("原来是 content/a-again.md 的"), "{found}");
}

#[test]
fn what_another_item_says_word_for_word_is_not_proposed() {
    let site = sealed("", "正文。");
    let text = site.text("content/a.md");
    let bare: Vec<&str> = text.lines().filter(|line| !line.starts_with("approval")).collect();
    let bare = bare.join("\n") + "\n";
    site.write("content/z.md", &bare);
    let found = check(&site);
    assert!(found.contains("F023") && found.contains("--> content/z.md"), "{found}");
    let propose = || site.run(["approve", "content/z.md", "--as", "甲", "--now", NOW]);
    let ran = propose();
    assert!(ran.code == 1 && ran.err.contains("内容与 content/a.md 一字不差：是新事项的，改好再办"), "{ran:?}");
    assert_eq!(site.text("content/z.md"), bare);
    // Nor does a copy hold up what it was made from.
    site.write("content/a.md", text.replacen("approval: ", "approval: {proposed: {by: 甲, date: 2026-06-01}} # ", 1));
    site.write("content/0.md", &bare);
    assert_eq!(sign(&site, &["--as", "乙", "--secrecy", "passed", "--date", "2026-06-02"]).code, 0);
    std::fs::remove_file(site.path("content/0.md")).expect("it was there");
    site.write("content/z.md", bare.replace("正文。", "第二件。"));
    assert_eq!(propose().code, 0);
}
