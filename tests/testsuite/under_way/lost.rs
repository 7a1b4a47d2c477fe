//! What stands and loses its approval by an edit.

use super::{PROPOSED, edit, page, signed, standing, strip};

#[test]
fn what_stands_and_loses_its_approval_comes_off_and_the_build_says_so() {
    let site = standing("out");
    strip(&site);
    let ran = site.build("2026-06-20", 0);
    assert_eq!(ran.codes(), ["A001", "A014"]);
    assert!(ran.out.contains("现在没有完整的审批，生成时从网站撤下"), "{ran:?}");
    assert!(page(&site, "public").is_none() && page(&site, "internal").is_none());
    assert_eq!(site.build("2026-06-21", 0).codes(), ["A001"], "it is off");
    signed(&site, &[PROPOSED]);
    assert_eq!(site.build("2026-06-21", 0).codes(), ["A002"]);
}

#[test]
fn it_can_go_on_standing_as_it_was_approved() {
    let site = standing("last-approved");
    let before = site.tree("public");
    strip(&site);
    edit(&site, "正文。", "改过的正文。");
    let ran = site.build("2026-06-20", 0);
    assert_eq!(ran.codes(), ["A010"]);
    assert!(ran.out.contains("（正文、审批记录）") && ran.out.contains("仍是上次审批的内容"), "{ran:?}");
    assert_eq!(site.tree("public"), before);
    signed(&site, &[&["--as", "甲", "--date", "2026-06-04"]]);
    assert_eq!(site.build("2026-06-20", 0).codes(), ["A010"], "under way again");
    assert_eq!(site.tree("public"), before);
    let back: &[&str] = &["--as", "乙", "--date", "2026-06-05", "--secrecy", "refused"];
    signed(&site, &[back]);
    assert_eq!(site.build("2026-06-20", 0).codes(), ["A002", "A014"], "what a review refused does not stand");
    assert!(page(&site, "public").is_none());
    edit(&site, "改过的正文。", "再改的正文。");
    signed(
        &site,
        &[&["--as", "乙", "--date", "2026-06-05", "--secrecy", "passed"], &["--as", "丙", "--date", "2026-06-05"]],
    );
    assert!(site.build("2026-06-20", 0).codes().is_empty());
    assert!(page(&site, "public").is_some_and(|page| page.contains("再改的正文")));
}

#[test]
fn another_item_in_its_place_is_not_taken_for_it() {
    let site = standing("last-approved");
    strip(&site);
    edit(&site, "title: 一件事", "title: 另一件事\nid: other");
    assert_eq!(site.build("2026-06-20", 0).codes(), ["A001", "A015"], "and it is told that the other one went");
    assert!(page(&site, "public").is_none());
}

#[test]
fn while_other_content_does_not_pass_a_lost_approval_counts_too() {
    for (policy, stands) in [("out", false), ("last-approved", true)] {
        let site = standing(policy);
        site.write("content/b.md", "一件事");
        strip(&site);
        site.build("2026-06-20", 1);
        assert_eq!(page(&site, "public").is_some(), stands, "{policy}");
        assert_eq!(page(&site, "internal").is_some(), stands, "{policy}");
    }
}
