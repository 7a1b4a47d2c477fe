//! Items whose approval is not whole: drafts, what was edited between two steps, what a review refused, and what lost its
//! approval while it stood.

mod beyond;
mod lost;
mod told;

use crate::scratch::{APPROVAL, Ran, SITE, Scratch, item, tabs};

const NOW: &str = "2026-06-05";

/// Who may propose, review and approve.
const CHAIN: &str = "---\nid: root\nname: 中共示例街道工作委员会\nkind: committee\napprovers: {propose: [甲], review: [乙, 戊], approve: [丙]}\n---\n";

const FILE: &str = "content/a.md";

/// A site with a chain, and an item that nobody has proposed yet.
fn draft(lines: &str) -> Scratch {
    let text = item("一件事", lines, "正文。").replace(&format!("approval: {APPROVAL}\n"), "");
    Scratch::new().with("content/_org.md", CHAIN).with(FILE, text)
}

fn sign(site: &Scratch, words: &[&str]) -> Ran {
    site.run(["approve", FILE, "--now", NOW].iter().chain(words))
}

fn signed(site: &Scratch, steps: &[&[&str]]) {
    for step in steps {
        let ran = sign(site, step);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
}

const PROPOSED: &[&str] = &["--as", "甲", "--date", "2026-06-01"];
const REVIEWED: &[&str] = &["--as", "乙", "--date", "2026-06-02", "--secrecy", "passed"];
const APPROVED: &[&str] = &["--as", "丙", "--date", "2026-06-03"];

fn refused(site: &Scratch, words: &[&str], why: &str) {
    let before = site.text(FILE);
    let ran = sign(site, words);
    assert!(ran.code == 1 && ran.err.contains(why), "“{why}” is not in {ran:?}");
    assert_eq!(site.text(FILE), before);
}

fn edit(site: &Scratch, from: &str, to: &str) {
    let text = site.text(FILE);
    assert!(text.contains(from), "{from}");
    site.write(FILE, text.replacen(from, to, 1));
}

/// The item without its approval.
fn strip(site: &Scratch) {
    let kept: Vec<String> =
        site.text(FILE).lines().filter(|line| !line.starts_with("approval")).map(str::to_owned).collect();
    site.write(FILE, kept.join("\n") + "\n");
}

fn page(site: &Scratch, edition: &str) -> Option<String> {
    site.tree(edition).remove("items/a.html").map(|bytes| String::from_utf8(bytes).unwrap())
}

/// A published item.
fn standing(policy: &str) -> Scratch {
    let site = draft("");
    site.write("site.toml", format!("{SITE}\n[approval]\nedited = \"{policy}\"\n"));
    signed(&site, &[PROPOSED, REVIEWED, APPROVED]);
    site.build("2026-06-20", 0);
    assert!(page(&site, "public").is_some());
    site
}

#[test]
fn a_draft_is_in_no_edition_and_holds_nothing_up() {
    let site = draft("title: 草稿甲").with("content/b.md", item("另一件事", "", "别的。"));
    let ran = site.build("2026-06-20", 0);
    assert_eq!(ran.codes(), ["A001"]);
    for edition in ["internal", "public"] {
        let tree = site.tree(edition);
        assert!(tree.contains_key("items/b.html") && !tree.contains_key("items/a.html"));
        let told = tree.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("草稿甲"));
        assert!(told.is_none(), "{edition}: {:?}", told.map(|(path, _)| path));
    }
}

#[test]
fn what_is_wrong_with_a_draft_holds_nothing_up_and_keeps_the_draft_from_being_proposed() {
    let with = |lines: &str, body: &str| {
        let site = draft(lines).with("content/b.md", item("另一件事", "", "别的。"));
        edit(&site, "正文。", body);
        site
    };
    let site = with("titel: 题", "见[甲](nowhere.md)。");
    let mut codes = site.build("2026-06-20", 0).codes();
    codes.sort();
    assert_eq!(codes, ["A001", "F003", "L001"]);
    assert!(site.tree("public").contains_key("items/b.html"));
    refused(&site, PROPOSED, "F003");
    let text = site.run(["check", "--now", NOW]);
    assert!(text.err.contains("提醒[F003") && text.out.contains("0 处错误"), "{text:?}");
    let duties = site.run(["duties", "--now", NOW]);
    assert!(duties.code == 0 && !duties.err.contains("个文件有错误"), "{duties:?}");
    // What others would have to suffer from stays an error, and so do personal data.
    assert_eq!(with("id: b", "正文。").build(NOW, 1).codes(), ["A001", "F015"]);
    assert_eq!(with("", "电话 13800138000。").build(NOW, 1).codes(), ["A001", "P003"]);
}

#[test]
fn a_file_that_cannot_be_read_and_that_nobody_approved_holds_nothing_up() {
    let site = draft("summary: \"没有结束").with("content/b.md", item("另一件事", "", "别的。"));
    assert_eq!(site.build("2026-06-20", 0).codes(), ["F002"]);
    assert!(site.tree("public").contains_key("items/b.html"));
    refused(&site, PROPOSED, "读不完整");
    for step in ["approval: {", "aproval: { proposed:", "审批: {"] {
        edit(&site, "summary:", &format!("{step}\nsummary:"));
        assert_eq!(site.build("2026-06-20", 1).codes(), ["F002"], "{step}");
        edit(&site, &format!("{step}\n"), "");
    }
    let chinese = "---\n标题: 培训\n项目: 党员教育培训\n字段: {培训情况: \"学习党章}\n---\n正文。\n";
    let site = Scratch::new().with("content/a.md", chinese);
    assert_eq!(site.build("2026-06-20", 0).codes(), ["F002"], "in Chinese words, too");
    let site = standing("out");
    strip(&site);
    edit(&site, "audience: public", "audience: \"public");
    let codes = site.build("2026-06-20", 0).codes();
    assert!(codes.len() == 2 && codes.contains(&"A015".to_owned()), "what stood goes, and that is told: {codes:?}");
    assert!(page(&site, "public").is_none() && page(&site, "internal").is_none());
}

#[test]
fn a_draft_is_told_what_is_still_as_in_the_skeleton_and_is_not_proposed_so() {
    let site = draft("");
    edit(&site, "正文。", "在这里写正文。");
    let ran = site.run(["check", "--now", NOW]);
    assert!(ran.code == 0 && ran.err.contains("正文还是样稿里的“在这里写正文。”"), "{ran:?}");
    refused(&site, PROPOSED, "F021");
    edit(&site, "在这里写正文。", "正文。");
    signed(&site, &[PROPOSED]);
}

#[test]
fn each_who_is_waited_for_is_named_with_the_command() {
    let site = draft("");
    let said = |file: &str, words: &str| {
        let ran = site.run(["check", "--now", NOW]);
        assert!(ran.err.contains(words), "{file}: “{words}” is not in {}", ran.err);
    };
    signed(&site, &[PROPOSED]);
    said(FILE, "等 乙、戊 审核：sunshine approve content/a.md --as 姓名 --secrecy passed");
    signed(&site, &[REVIEWED]);
    said(FILE, "等 丙 审批：sunshine approve content/a.md --as 丙");
    site.write("content/党费 公示.md", site.text(FILE));
    std::fs::remove_file(site.path(FILE)).expect("it was there");
    said("with a blank", "sunshine approve \"content/党费 公示.md\" --as 丙");
    let ran = site.run(["approve", "content/党费 公示.md", "--now", NOW, "--as", "丙", "--date", "2026-06-03"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn a_text_that_was_edited_after_its_review_is_reviewed_again() {
    let site = draft("");
    signed(&site, &[PROPOSED, REVIEWED]);
    assert!(site.text(FILE).contains("secrecy: passed, digest: v1-"));
    edit(&site, "正文。", "改过的正文。");
    assert_eq!(site.check().codes(), ["A013"]);
    let list = site.run(["approve", "--list"]).out;
    assert!(tabs(&list).contains("\n重新审核\t2026-06-02") && list.contains("乙、戊"), "{list}");
    refused(
        &site,
        APPROVED,
        "审核之后内容有改动，请审核人重新审核：sunshine approve content/a.md --as 姓名 --secrecy passed --step reviewed",
    );
    refused(&site, &["--as", "甲", "--step", "reviewed"], "您已办过提出");
    signed(&site, &[&["--as", "戊", "--date", "2026-06-03", "--step", "reviewed", "--secrecy", "可公开"], APPROVED]);
    assert!(site.check().codes().is_empty());
    site.build("2026-06-20", 0);
    assert!(page(&site, "public").is_some_and(|page| page.contains("改过的正文")));
    // An edit after that is the approver's matter.
    edit(&site, "改过的正文。", "又改过的正文。");
    signed(&site, &[&["--as", "丙", "--date", "2026-06-04", "--secrecy", "passed"]]);
    assert!(site.check().codes().is_empty());
}

#[test]
fn an_approval_written_by_hand_below_a_review_of_another_text_does_not_hold() {
    let site = draft("");
    signed(&site, &[PROPOSED, REVIEWED]);
    edit(&site, "正文。", "改过的正文。");
    edit(&site, "}}\n", "}, approved: {by: 丙, date: 2026-06-03}}\n");
    assert_eq!(site.build("2026-06-20", 0).codes(), ["A013"]);
    assert!(page(&site, "public").is_none() && page(&site, "internal").is_none());
    edit(&site, "改过的正文。", "正文。");
    assert!(site.build("2026-06-20", 0).codes().is_empty());
    assert!(page(&site, "public").is_some());
}

#[test]
fn nothing_internal_bears_on_an_approval_written_by_hand() {
    let site = draft("");
    edit(&site, "正文。", "正文。\n\n::: internal\n党内说明。\n:::");
    signed(&site, &[PROPOSED, REVIEWED]);
    edit(&site, "}}\n", "}, approved: {by: 丙, date: 2026-06-03}}\n");
    site.build("2026-06-20", 0);
    let before = site.tree("public");
    assert!(before.contains_key("items/a.html"));
    edit(&site, "\n\n::: internal\n党内说明。\n:::", "");
    site.build("2026-06-20", 0);
    assert_eq!(site.tree("public"), before);
}

#[test]
fn members_items_too_are_reviewed_again() {
    let site = draft("audience: internal");
    signed(&site, &[PROPOSED, &["--as", "乙", "--date", "2026-06-02"]]);
    edit(&site, "正文。", "改过的正文。");
    refused(&site, APPROVED, "审核之后内容有改动");
    signed(&site, &[&["--as", "乙", "--date", "2026-06-03", "--step", "reviewed"], APPROVED]);
    assert!(site.check().codes().is_empty());
}

#[test]
fn what_the_review_refused_goes_back() {
    let site = draft("");
    signed(&site, &[PROPOSED, &["--as", "乙", "--date", "2026-06-02", "--secrecy", "不予公开"]]);
    assert!(site.text(FILE).contains("secrecy: refused"));
    let ran = site.run(["check", "--now", NOW]);
    let why = "保密审查结果是“不予公开”。修改后由审核人重新审核，或改为党内、特定对象";
    assert!(ran.code == 0 && ran.err.contains("A002") && ran.err.contains(why), "{ran:?}");
    refused(&site, APPROVED, why);
    let list = site.run(["approve", "--list"]).out;
    assert!(tabs(&list).contains("\n退回修改\t2026-06-02") && list.trim_end().ends_with("甲"), "{list}");
    let json = site.run(["approve", "--list", "--format", "json"]).json();
    assert_eq!((&json["waiting"][0]["step"], &json["waiting"][0]["returned"]), (&"reviewed".into(), &true.into()));
    site.build(NOW, 0);
    let duties = String::from_utf8(site.tree("internal").remove("duties/index.html").unwrap()).unwrap();
    assert!(duties.contains("退回修改"), "{duties}");
    edit(&site, "正文。", "删去一段的正文。");
    signed(&site, &[&["--as", "乙", "--date", "2026-06-03", "--secrecy", "删减后公开"], APPROVED]);
    assert!(site.check().codes().is_empty());
}

#[test]
fn a_day_of_publication_that_is_over_is_moved_to_that_of_the_approval() {
    let site = draft("publish: 2026年6月2日   # 公开\npublic_from: 2026-06-03");
    signed(&site, &[PROPOSED, REVIEWED]);
    let before = site.text(FILE);
    let ran = sign(&site, &["--as", "丙"]);
    assert!(
        ran.code == 0 && ran.out.contains("；原定公开日期已过，改为审批当天 2026-06-05，向社会公开顺延到 2026-06-06"),
        "{ran:?}"
    );
    let text = site.text(FILE);
    assert!(text.contains("publish: 2026-06-05   # 公开\npublic_from: 2026-06-06\n"), "{text}");
    let kept = |text: &str| {
        let lines = text.lines().filter(|line| !["publ", "appr"].contains(&line.get(..4).unwrap_or_default()));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(kept(&text), kept(&before));
    assert!(site.check().codes().is_empty(), "the review is of what was approved");
    site.build(NOW, 0);
    assert!(page(&site, "public").is_none() && page(&site, "internal").is_some(), "members have it first");
    site.build("2026-06-06", 0);
    assert!(page(&site, "public").is_some());
    edit(&site, "正文。", "改过的正文。");

    let json = draft("publish: 2026-06-04").run(["approve", FILE, "--as", "甲", "--now", NOW, "--format", "json"]);
    assert_eq!(json.json()["approved"][0]["publish"], serde_json::Value::Null, "only an approval moves it");
}

#[test]
fn each_step_says_what_is_to_follow_and_by_whom() {
    let site = draft("");
    for (step, said) in [(PROPOSED, "（乙、戊）\n"), (REVIEWED, "（丙）\n"), (APPROVED, "build（2026-06-10 起公开）\n")]
    {
        let ran = sign(&site, step);
        assert!(ran.out.ends_with(said), "{ran:?}");
    }
    let refused = draft("");
    signed(&refused, &[PROPOSED]);
    let ran = sign(&refused, &["--as", "乙", "--date", "2026-06-02", "--secrecy", "不予公开"]);
    assert!(ran.out.ends_with("；接着退回修改\n"), "{ran:?}");
}

#[test]
fn a_day_is_moved_however_it_is_written_and_the_rest_stays_byte_for_byte() {
    for (written, moved) in [
        ("publish: “2026-06-02”", "publish: 2026-06-05"),
        ("publish：'2026年6月2日' # 注", "publish：2026-06-05 # 注"),
        ("publish: 2026-6-2\r", "publish: 2026-06-05\r"),
    ] {
        let site = draft("");
        edit(&site, "publish: 2026-06-10", written);
        signed(&site, &[PROPOSED, REVIEWED, &["--as", "丙"]]);
        let text = site.text(FILE);
        assert!(text.split('\n').any(|line| line.split_whitespace().collect::<Vec<_>>() == moved.split_whitespace().collect::<Vec<_>>()), "{text}");
        assert!(!site.check().codes().contains(&"A010".to_owned()), "{text}");
    }
    // The fast lane does not make a review of a text that nobody reviewed.
    let site = draft("publish: 2026-06-02\naudience: internal");
    signed(&site, &[PROPOSED, REVIEWED]);
    edit(&site, "正文。", "改过的正文。");
    let before = site.text(FILE);
    let ran = sign(&site, &["--as", "丙", "--expedited", "更正"]);
    assert!(ran.code == 1 && site.text(FILE) == before, "{ran:?}");
    // What was to be out long ago is looked at again.
    let site = draft("publish: 2026-02-02\nexpires: 2027-02-02");
    refused(&site, PROPOSED, "公开日期 2026-02-02 早已过去，这样办不完审批。publish 写这次公开的日期");
    // What was approved then is written down as it was.
    signed(
        &site,
        &[&["--as", "甲", "--date", "2026-01-30"], &["--as", "乙", "--date", "2026-01-31", "--secrecy", "passed"]],
    );
    refused(&site, &["--as", "丙"], "早已过去");
    signed(&site, &[&["--as", "丙", "--date", "2026-02-01"]]);
}

#[test]
fn what_stands_as_it_was_approved_is_no_draft_and_a_faulty_draft_hides_nothing_that_went() {
    let site = standing("last-approved");
    strip(&site);
    edit(&site, "audience: public", "audience: public\nfoo: 1");
    assert_eq!((site.run(["check", "--now", "2026-06-20"]).code, site.build("2026-06-20", 1).code), (1, 1));
    let site = standing("out");
    site.write("content/b.md", item("草稿", "titel: 题", "别的。").replace(&format!("approval: {APPROVAL}\n"), ""));
    std::fs::remove_file(site.path(FILE)).expect("it goes");
    let mut codes = site.build("2026-06-20", 0).codes();
    codes.sort();
    assert_eq!(codes, ["A001", "A015", "F003"]);
    // A draft with an error is not listed among what waits: its audience may be what was misspelt.
    let listed = |line: &str| {
        site.write("content/b.md", site.text("content/b.md").replace("titel: 题", line));
        site.build("2026-06-20", 0);
        let duties = String::from_utf8(site.tree("internal").remove("duties/index.html").unwrap()).unwrap();
        site.write("content/b.md", site.text("content/b.md").replace(line, "titel: 题"));
        duties.contains("待审批")
    };
    assert!(listed("keywords: [题]") && !listed("withn: root"));
}

#[test]
fn what_was_edited_since_the_review_is_named_as_long_as_the_text_of_the_review_is_kept() {
    let site = draft("fields: {met: 2026-06-01}\nattachments: [{file: t.csv, title: 表}]");
    site.write("content/t.csv", "项目,数\n甲,1\n");
    signed(&site, &[PROPOSED, REVIEWED]);
    site.build("2026-06-05", 0);
    edit(&site, "met: 2026-06-01", "met: 2026-06-02");
    edit(&site, "title: ", "title: 新的");
    site.write("content/t.csv", "项目,数\n甲,2\n");
    let told = || site.run(["check", "--now", "2026-06-05"]).err;
    let what = "审核之后内容有改动（标题、字段“会议日期”、附件、图片或归属的党组织），重新审核以前不能审批";
    assert!(told().contains(what), "{}", told());
    assert_eq!(site.build("2026-06-05", 0).codes(), ["A013"]);
    refused(&site, APPROVED, "审核之后有改动（标题、字段“会议日期”、附件、图片或归属的党组织）");
    signed(&site, &[REVIEWED]);
    assert!(!told().contains("A013"), "{}", told());
    edit(&site, "publish: 2026-06-10", "publish: 2026-06-11");
    std::fs::remove_dir_all(site.path(".sunshine/approved")).expect("it goes");
    assert!(told().contains("审核之后内容有改动，重新审核以前不能审批"), "{}", told());
}

#[test]
fn what_was_edited_after_the_review_is_not_approved_with_a_moved_day_and_a_day_to_come_stays() {
    let site = draft("publish: 2026-06-02");
    signed(&site, &[PROPOSED, REVIEWED]);
    edit(&site, "正文。", "改过的正文。");
    refused(&site, APPROVED, "审核之后内容有改动，请审核人重新审核");
    refused(&site, APPROVED, "审核之后有改动（正文）");
    let site = draft("publish: 2026-06-02\nexpires: 2026-06-04");
    signed(&site, &[PROPOSED, REVIEWED]);
    refused(&site, &["--as", "丙"], "A006");
    let site = draft("publish: 2026-06-03 18:00");
    signed(&site, &[PROPOSED, REVIEWED, APPROVED]);
    assert!(site.text(FILE).contains("publish: 2026-06-03 18:00"));
    assert!(site.check().codes().is_empty());
}
