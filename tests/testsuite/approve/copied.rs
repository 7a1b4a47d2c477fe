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
fn a_step_is_of_today_or_earlier_and_the_review_brings_the_secrecy_review() {
    let site = unsigned("", "正文。");
    refused(&site, &["--as", "甲", "--date", "2027-06-01"], &["2027-06-01 还没有到"]);
    refused(&site, &["--as", "甲", "--date", "2026-06-01", "--secrecy", "passed"], &["审核一步写"]);
    assert_eq!(sign(&site, &["--as", "甲", "--date", "2026-06-01"]).code, 0);
}
