//! What becomes of an edit after an approval.

use super::*;

#[test]
fn an_edit_after_approval_takes_the_item_out_until_it_is_approved_again() {
    let site = sealed("", "正文。");
    site.build(NOW, 0);
    edit(&site, "正文。", "改过的正文。");
    let ran = site.build(NOW, 0);
    assert_eq!(ran.codes(), ["A010"]);
    for ran in [ran, site.check(), site.build("2026-07-02", 0)] {
        assert!(ran.out.contains("审批之后有改动（正文），重新审批以前不公开"), "what was edited is told: {ran:?}");
    }
    assert!(!site.tree("public").contains_key("items/a.html") && !site.tree("internal").contains_key("items/a.html"));
    refused(&site, &["--as", "丙"], &["--secrecy passed"]);
    refused(&site, &["--as", "乙", "--secrecy", "passed"], &["您已办过审核", "由另一人办"]);
    let again = sign(&site, &["--as", "丁", "--secrecy", "passed"]);
    assert!(again.code == 0 && again.out.contains("已写入“再次审批”"), "{again:?}");
    assert!(site.text("content/a.md").contains("again: {by: 丁, date: 2026-07-01, secrecy: passed}"));
    assert!(site.build(NOW, 0).codes().is_empty());
    assert!(page(&site, "public").contains("改过的正文"));
}

#[test]
fn an_edit_after_approval_can_leave_what_was_approved_standing() {
    let site = sealed("", "正文。");
    holding(&site);
    site.build(NOW, 0);
    let before = site.tree("public");
    edit(&site, "正文。", "改过的正文。");
    let ran = site.build(NOW, 0);
    assert_eq!(ran.codes(), ["A010"]);
    assert!(ran.out.contains("（正文）") && ran.out.contains("仍是上次审批的内容"), "{ran:?}");
    assert_eq!(site.tree("public"), before);
    // Nor does it come up again, and it still stands, from one build to the next.
    site.build("2026-07-02", 0);
    assert!(page(&site, "public").contains("正文。") && !page(&site, "public").contains("改过"));
    assert_eq!(sign(&site, &["--as", "丙", "--secrecy", "passed"]).code, 0);
    assert!(site.build("2026-07-02", 0).codes().is_empty());
    assert!(page(&site, "public").contains("改过的正文"));
}

#[test]
fn names_that_were_approved_masked_do_not_stand_whole_when_the_catalogue_lets_them() {
    const RELIEF: &str = "entries:\n  relief: {category: routine-affairs, zh: 慰问发放, tier: ad-hoc, audience: public, term: 1 year, pii: masked, fields: {given: person, inner!: person}}\n";
    let masks = |site: &Scratch| site.write("catalogue.yaml", RELIEF);
    let loosens = |site: &Scratch, from: &str, to: &str| {
        assert!(RELIEF.contains(from));
        site.write("catalogue.yaml", RELIEF.replace(from, to));
    };
    let begun = unsigned("fields: {given: 罗启明, inner: 温小满}\n", "正文。");
    edit(&begun, "entry: resolution", "entry: relief");
    masks(&begun);
    let site = signed(begun);
    for (from, to) in [("pii: masked, ", ""), ("given: person", "given: text")] {
        masks(&site);
        assert!(site.build(NOW, 0).codes().is_empty());
        assert!(page(&site, "public").contains("罗某某"), "{from}");
        loosens(&site, from, to);
        let ran = site.build(NOW, 0);
        assert_eq!(ran.codes(), ["A010"], "{from}");
        assert!(page(&site, "public").is_empty() && page(&site, "internal").is_empty(), "{from}");
        assert_eq!(ran.out.contains("现在的目录不再隐去"), to.is_empty(), "{ran:?}");
    }
    masks(&site);
    edit(&site, ", inner: 温小满", "");
    assert_eq!(site.build(NOW, 0).codes(), ["A010"], "for members");
    assert!(page(&site, "public").contains("罗某某"), "no name for members bears on what is public");
    loosens(&site, "pii: masked, ", "");
    assert_eq!(sign(&site, &["--as", "丁", "--secrecy", "passed"]).code, 0);
    assert!(site.build(NOW, 0).codes().is_empty() && page(&site, "public").contains("罗启明"));
    masks(&site);
    assert!(site.build(NOW, 0).codes().is_empty(), "a catalogue that became stricter asks for no new approval");
    assert!(page(&site, "public").contains("罗某某") && !page(&site, "public").contains("罗启明"));
}

#[test]
fn what_is_held_still_goes_when_it_is_withdrawn_or_its_term_is_shortened() {
    for line in [
        "withdrawn: {date: 2026-06-20, kind: in-error, reason: 误发}\n",
        "expires: 2026-06-20\n",
        "audience: internal\n",
    ] {
        let site = sealed("", "正文。");
        holding(&site);
        site.build(NOW, 0);
        let text = site.text("content/a.md").replace("audience: public\n", "");
        let audience = if line.starts_with("audience") { "" } else { "audience: public\n" };
        let text = text.replacen("entry:", &format!("{line}{audience}entry:"), 1).replace("正文。", "改过的正文。");
        site.write("content/a.md", text);
        site.build(NOW, 0);
        let page = page(&site, "public");
        assert!(!page.contains("正文。"), "{line}: {page}");
    }
}

#[test]
fn without_the_approved_state_the_item_is_out() {
    let site = sealed("", "正文。");
    holding(&site);
    site.build(NOW, 0);
    std::fs::remove_dir_all(site.path(".sunshine/approved")).unwrap();
    edit(&site, "正文。", "改过的正文。");
    site.build(NOW, 0);
    assert!(page(&site, "public").is_empty());
    // A text that was put there and is not what was approved is not shown either.
    let digest = site.text("content/a.md").split("digest: ").nth(1).unwrap().split('}').next().unwrap().to_owned();
    site.write(&format!(".sunshine/approved/{digest}"), site.text("content/a.md"));
    site.build(NOW, 0);
    assert!(page(&site, "public").is_empty());
}

#[test]
fn what_a_build_that_passes_takes_off_one_that_fails_takes_off_too() {
    let unapproved = |site: &Scratch, from: &str, to: &str| {
        let text = site.text("content/a.md").replace(from, to);
        let text: String = text.split_inclusive('\n').filter(|line| !line.starts_with("approval:")).collect();
        site.write("content/a.md", &text);
        text
    };
    type Edit<'e> = (&'e str, &'e dyn Fn(&Scratch));
    let edits: [Edit<'_>; 5] = [
        ("without approval, with another title", &|site| drop(unapproved(site, "title: 一件事", "title: 另一件事"))),
        ("without approval, for members", &|site| drop(unapproved(site, "audience: public", "audience: internal"))),
        ("a file beside it changed", &|site| site.write("content/t.csv", "项目,数\n甲,2\n")),
        ("the approved text is gone", &|site| {
            std::fs::remove_dir_all(site.path(".sunshine/approved")).expect("approved texts");
            edit(site, "正文。", "改过的正文。");
        }),
        ("deleted, and a draft of its name lies elsewhere", &|site| {
            let draft = unapproved(site, "", "");
            std::fs::remove_file(site.path("content/a.md")).expect("the item");
            site.write("content/y/_org.md", "---\nid: y\nname: 中共示例街道第一支部\nkind: branch\n---\n");
            site.write("content/y/a.md", draft);
            site.write("content/y/t.csv", TABLE);
        }),
    ];
    for (what, edited) in edits {
        for fails in [false, true] {
            let lines = "audience: public\nattachments: [{file: t.csv, title: 表}]";
            let site = signed(unsigned(lines, "正文。").with("content/t.csv", TABLE));
            holding(&site);
            site.build(NOW, 0);
            assert!(page(&site, "public").contains("正文。"), "{what}");
            edited(&site);
            if fails {
                site.write("content/broken.md", item("另一件", "titel: 写错", "正文。"));
            }
            let ran = site.run(["build", "--now", "2026-07-02"]);
            assert_eq!(ran.code, i32::from(fails), "{what}: {ran:?}");
            for edition in ["public", "internal"] {
                assert!(!page(&site, edition).contains("正文。"), "{what}, {edition}, while another fails: {fails}");
            }
        }
    }
}

#[test]
fn what_stands_after_a_term_is_what_the_newer_entry_leaves() {
    let site = sealed("audience: public\nexpires: 2026-07-02", "正文。");
    holding(&site);
    let catalogue = crate::scratch::CATALOGUE;
    let after = |text: &str, entry: &str, after: &str| {
        text.replace(&format!("  {entry}: {{"), &format!("  {entry}: {{after: {after}, "))
    };
    site.write("catalogue.yaml", after(&after(catalogue, "resolution", "keep"), "circular", "gone"));
    site.build(NOW, 0);
    edit(&site, "entry: resolution", "entry: circular");
    site.build("2026-07-05", 0);
    let gone = |when: &str| {
        for edition in ["public", "internal"] {
            assert!(page(&site, edition).is_empty(), "{edition}, {when}");
        }
    };
    gone("at once");
    site.write("content/broken.md", item("另一件", "titel: 写错", "正文。"));
    site.build("2026-07-05", 1);
    gone("while another fails");
}

#[test]
fn what_an_edit_took_back_stays_off_when_its_file_breaks() {
    let lines = "attachments: [{file: t.csv, title: 表}]";
    let withdrawn = "withdrawn: {date: 2026-06-20, kind: in-error, reason: 误发}";
    let edits = [
        ("withdrawn", "title: 一件事", format!("{withdrawn}\ntitle: 一件事"), "正文。"),
        ("made internal", "正文。", "::: internal\n正文。\n:::\n\n另一段。".to_owned(), "正文。"),
        ("an attachment left out", lines, "keywords: [一]".to_owned(), "t.csv"),
    ];
    for (what, from, to, word) in edits {
        let site = signed(unsigned(lines, "正文。").with("content/t.csv", TABLE));
        holding(&site);
        site.build(NOW, 0);
        assert!(page(&site, "public").contains(word), "{what}");
        edit(&site, from, &to);
        if what == "withdrawn" {
            edit(&site, "正文。", "改过的正文。");
        }
        site.build("2026-07-02", 0);
        assert!(!page(&site, "public").contains(word), "{what}: at once");
        site.build("2026-07-02", 0);
        assert_eq!(page(&site, "internal").contains("正文。"), what != "withdrawn", "{what}: members go on seeing it");
        let edited = site.text("content/a.md");
        for broken in [edited.replace("entry: ", "entry: ["), "---\n".to_owned(), "一堆乱码".to_owned()] {
            site.write("content/a.md", broken);
            site.build("2026-07-03", 1);
            assert!(!page(&site, "public").contains(word), "{what}: its file breaks");
        }
    }
}

#[test]
fn what_only_members_see_bears_on_nothing_that_the_public_sees() {
    let lines = "fields: {text: 议定事项, see: {audience: internal, value: b}}";
    let body = "正文。\n\n::: internal\n党内说明。\n:::\n\n第二段。";
    let site = sealed(lines, body);
    site.write("content/b.md", item("另一件", "audience: internal", "正文。"));
    site.write("content/_org.md", crate::scratch::ORGANISATION);
    site.build(NOW, 0);
    let whole = site.tree("public");
    assert!(whole.contains_key("items/a.html"));
    edit(&site, "党内说明。", "改过的党内说明。");
    let ran = site.build(NOW, 0);
    assert_eq!(ran.codes(), ["A010"]);
    assert!(ran.out.contains("党内内容有改动"), "{ran:?}");
    assert_eq!(site.tree("public"), whole);
    let text = site.text("content/a.md").replace("::: internal\n改过的党内说明。\n:::\n\n", "");
    let text = text.replace(", see: {audience: internal, value: b}", "");
    site.write("content/a.md", text);
    std::fs::remove_file(site.path("content/b.md")).unwrap();
    site.build(NOW, 0);
    assert_eq!(site.tree("public"), whole);
}

#[test]
fn an_internal_item_that_was_edited_is_reported_and_stands() {
    let site = sealed("audience: internal", "正文。");
    edit(&site, "正文。", "改过的正文。");
    assert_eq!(site.build(NOW, 0).codes(), ["A010"]);
    assert!(page(&site, "internal").contains("改过的正文"));
}

#[test]
fn the_files_beside_an_item_are_part_of_what_was_approved() {
    let site = signed(unsigned("attachments: [{file: t.csv, title: 表}]", "正文。").with("content/t.csv", TABLE));
    holding(&site);
    site.build(NOW, 0);
    site.write("content/t.csv", "项目,数\n甲,2\n");
    assert_eq!(site.build(NOW, 0).codes(), ["A010"]);
    assert!(page(&site, "public").is_empty(), "the file of that day is not kept");
}

#[test]
fn an_edit_that_only_writes_a_date_otherwise_is_told_as_such() {
    let site = sealed("fields: {met: 2026-06-01}", "正文。");
    edit(&site, "publish: 2026-06-10", "publish: 2026年6月10日");
    let told = |words: &str| {
        let ran = site.run(["check", "--now", NOW]);
        assert!(ran.err.contains("A010") && ran.err.contains(words), "{words}: {ran:?}");
    };
    told("只改了日期的写法：publish）");
    edit(&site, "met: 2026-06-01", "met: 2026/6/1");
    told("只改了日期的写法：publish, fields.met）");
    edit(&site, "met: 2026/6/1", "met: 2026/6/2");
    told("（字段“会议日期”）");
    edit(&site, "met: 2026/6/2", "met: 2026-06-01");
    edit(&site, "publish:", "changes: [{date: 2026-06-20, note: 更正日期}]\npublish:");
    told("（更正说明）");
}

#[test]
fn what_is_held_goes_too_when_its_end_or_its_readers_cannot_be_understood() {
    for (what, line) in [
        ("a day that there is not", "expires: 2026-11-31\n"),
        ("a misspelt key", "expries: 2026-07-10\n"),
        ("a misspelt term", "term: 1 mnth\n"),
        ("a draft", "draft: true\n"),
        ("a withdrawal in Chinese", "撤回: {date: 2026-06-20}\n"),
        ("a part for members", "summary: {audience: internal, value: 甲}\n"),
    ] {
        for (policy, when) in [("last-approved", "held"), ("out", "left out")] {
            let site = sealed("", "正文。");
            site.write("site.toml", format!("{SITE}\n[approval]\nedited = \"{policy}\"\n"));
            site.build(NOW, 0);
            edit(&site, "entry:", &format!("{line}entry:"));
            site.run(["build", "--now", NOW]);
            assert!(!page(&site, "public").contains("正文。"), "{what}, {when}");
        }
    }
}

#[test]
fn what_took_over_the_id_alone_is_not_what_was_approved() {
    let site = sealed("", "正文。");
    holding(&site);
    site.build(NOW, 0);
    let draft = item("另一件", "", "别的正文。").replace(&format!("approval: {APPROVAL}\n"), "");
    site.write("content/a.md", draft);
    site.build(NOW, 0);
    assert!(page(&site, "public").is_empty(), "the old text went with its file");
}

#[test]
fn it_is_known_by_its_title_however_that_is_written() {
    for title in ["“三会一课”执行情况", "'三''会' # 注", "\"二\\\"会\""] {
        let site = sealed("", "正文。");
        site.write("content/a.md", site.text("content/a.md").replace("title: 一件事", &format!("title: {title}")));
        let ran = sign(&site, &["--as", "丁", "--secrecy", "passed"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        holding(&site);
        site.build(NOW, 0);
        let lines = site.text("content/a.md").replace("approval:", "\0").replace("\n---", "\n\0---");
        let (front, rest) = lines.split_once('\0').expect("an approval");
        site.write("content/a.md", format!("{front}{}", rest.split_once('\0').expect("an end").1));
        site.build(NOW, 0);
        assert!(page(&site, "public").contains("正文。"), "{title}");
    }
}

#[test]
fn what_the_catalogue_makes_public_later_was_not_approved_for_that() {
    let entry = |audience: &str| {
        format!(
            "entries:\n  own:\n    category: routine-affairs\n    zh: 自定\n    tier: ad-hoc\n    audience: {audience}\n    \
             ceiling: public\n    term: 1 year\n    after: keep\n"
        )
    };
    let text = item("一件事", "", "正文。").replace(&format!("approval: {APPROVAL}\n"), "");
    let text = text.replace("entry: resolution\n", "entry: own\n").replace("audience: public\n", "");
    let signed = |audience: &str| {
        let site = Scratch::new().with("content/_org.md", CHAIN).with("content/a.md", &text);
        site.write("catalogue.yaml", entry(audience));
        for step in [&["--as", "甲"][..], &["--as", "乙", "--secrecy", "passed"], &["--as", "丙"]] {
            let ran = sign(&site, &[step, &["--date", "2026-06-03"]].concat());
            assert_eq!(ran.code, 0, "{ran:?}");
        }
        assert!(site.build(NOW, 0).codes().is_empty());
        site
    };
    let site = signed("internal");
    assert!(page(&site, "public").is_empty() && page(&site, "internal").contains("正文。"));
    site.write("catalogue.yaml", entry("public"));
    assert_eq!(site.build(NOW, 0).codes(), ["A010"]);
    assert!(page(&site, "public").is_empty(), "members' text stays theirs until it is approved as public");
    let site = signed("public");
    assert!(page(&site, "public").contains("正文。"));
    site.write("catalogue.yaml", entry("internal"));
    assert!(site.build(NOW, 0).codes().is_empty());
    assert!(page(&site, "public").is_empty() && page(&site, "internal").contains("正文。"), "less needs no signature");
}

#[test]
fn what_an_edit_moved_inside_does_not_come_up_again_when_it_is_left_out() {
    let site = sealed("", "开头。\n\n第二段。");
    holding(&site);
    site.build(NOW, 0);
    edit(&site, "第二段。", "::: internal\n第二段。\n:::");
    let shown = || page(&site, "public").contains("第二段");
    site.build(NOW, 0);
    assert!(!shown());
    edit(&site, "::: internal\n第二段。\n:::", "另一段。");
    for _ in 0..2 {
        site.build(NOW, 0);
        assert!(!shown());
    }
    assert_eq!(sign(&site, &["--as", "丙", "--secrecy", "passed"]).code, 0);
    site.build(NOW, 0);
    assert!(page(&site, "public").contains("另一段。") && !shown());
}
