//! `sunshine approve`, as an approver meets it.

mod copied;
mod edited;

use crate::scratch::{APPROVAL, Ran, SITE, Scratch, item, tabs};
use std::collections::BTreeMap;

const NOW: &str = "2026-07-01";

/// Who may propose, review and approve.
const CHAIN: &str = "---\nid: root\nname: 中共示例街道工作委员会\nkind: committee\napprovers: {propose: [甲], review: [乙], approve: [丙, 丁]}\n---\n";

/// A site with a chain, and an item that nobody has proposed yet.
fn unsigned(lines: &str, body: &str) -> Scratch {
    let text = item("一件事", lines, body).replace(&format!("approval: {APPROVAL}\n"), "");
    Scratch::new().with("content/_org.md", CHAIN).with("content/a.md", text)
}

/// The same, approved and sealed.
fn sealed(lines: &str, body: &str) -> Scratch {
    signed(unsigned(lines, body))
}

/// The site with the three steps taken.
fn signed(site: Scratch) -> Scratch {
    for step in [
        &["--as", "甲", "--date", "2026-06-01"][..],
        &["--as", "乙", "--date", "2026-06-02", "--secrecy", "passed"],
        &["--as", "丙", "--date", "2026-06-03"],
    ] {
        let ran = sign(&site, step);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    site
}

/// The table that lies beside an item.
const TABLE: &str = "项目,数\n甲,1\n";

fn sign(site: &Scratch, words: &[&str]) -> Ran {
    site.run(["approve", "content/a.md", "--now", NOW].iter().chain(words))
}

/// An attempt that leaves the file as it was, and says why.
fn refused(site: &Scratch, words: &[&str], why: &[&str]) {
    let before = site.text("content/a.md");
    let ran = sign(site, words);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(site.text("content/a.md"), before, "{words:?}");
    for why in why {
        assert!(ran.err.contains(why), "“{why}” is not in {ran:?}");
    }
}

fn edit(site: &Scratch, from: &str, to: &str) {
    let text = site.text("content/a.md");
    assert!(text.contains(from), "{from}");
    site.write("content/a.md", text.replacen(from, to, 1));
}

fn holding(site: &Scratch) {
    site.write("site.toml", format!("{SITE}\n[approval]\nedited = \"last-approved\"\n"));
}

fn page(site: &Scratch, edition: &str) -> String {
    let file = site.tree(edition).remove("items/a.html");
    String::from_utf8(file.unwrap_or_default()).unwrap()
}

#[test]
fn three_people_take_the_steps_and_the_item_is_published() {
    let site = unsigned("", "正文。");
    let draft = site.run(["check", "--now", NOW]);
    let told = "运行 sunshine approve content/a.md --as 姓名（可以提出的：甲）";
    assert!(draft.code == 0 && draft.err.contains("还没有提出，暂不公开") && draft.err.contains(told), "{draft:?}");
    let steps: [(&[&str], &str); 3] = [
        (&["--as", "甲", "--date", "2026-06-01"], "已写入“提出”"),
        (&["--as", "乙", "--date", "2026-06-02", "--secrecy", "passed"], "已写入“审核”"),
        (&["--as", "丙", "--date", "2026-06-03"], "已写入“审批”"),
    ];
    for (step, said) in steps {
        let ran = sign(&site, step);
        assert!(ran.code == 0 && ran.out.contains(said), "{ran:?}");
    }
    assert!(site.check().codes().is_empty());
    site.build(NOW, 0);
    assert!(page(&site, "public").contains("正文。"));
    assert!(!page(&site, "public").contains("v1-"), "the digest is nobody's to read");
}

#[test]
fn the_seal_looks_at_the_meaning_and_not_at_the_bytes() {
    let site = sealed("summary: 一句话\nkeywords: [一, 二]", "正文。\n\n第二段。");
    let text = site.text("content/a.md");
    let digest = text.split("digest: ").nth(1).and_then(|rest| rest.split(['}', ',']).next()).unwrap();
    let approval = APPROVAL.replace("date: 2026-06-03", &format!("date: 2026-06-03, digest: {digest}"));
    let styled = format!(
        "---\r\nkeywords:\r\n  - 一\r\n  - \"二\"\r\napproval: {approval}\r\nsummary: '一句话'\r\npublish: 2026-06-10\r\n\
         audience: \"public\"\r\nentry: resolution # 注\r\ntitle: 一件事\r\n---\r\n\r\n\r\n正文。\r\n\r\n\r\n第二段。\r\n\r\n"
    );
    site.write("content/a.md", styled);
    assert!(site.check().codes().is_empty(), "{:?}", site.check());
    for (from, to) in [("第二段", "第三段"), ("'一句话'", "'二句话'"), ("publish: 2026-06-10", "publish: 2026-06-11")]
    {
        let before = site.text("content/a.md");
        edit(&site, from, to);
        assert_eq!(site.check().codes(), ["A010"], "{from}");
        site.write("content/a.md", before);
    }
}

#[test]
fn every_other_byte_of_the_file_stays() {
    let site = unsigned("", "正文。");
    let text = site.text("content/a.md").replace('\n', "\r\n");
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    site.write("content/a.md", &gb);
    assert_eq!(sign(&site, &["--as", "甲", "--date", "2026-06-01"]).code, 0);
    let after = std::fs::read(site.path("content/a.md")).unwrap();
    let added = "approval: {proposed: {by: 甲, date: 2026-06-01}}\r\n---\r\n正文";
    let expected = text.replace("---\r\n正文", added);
    assert_eq!(after, encoding_rs::GB18030.encode(&expected).0.into_owned());
}

#[test]
fn what_cannot_be_signed_is_left_alone_and_says_why() {
    let site = unsigned("", "正文。");
    refused(&site, &["--as", "丁"], &["丁 不能提出；可以提出的：甲"]);
    refused(&site, &["--as", "甲", "--step", "approved"], &["现在要办的是“提出”，不是“审批”"]);
    assert_eq!(sign(&site, &["--as", "甲", "--date", "2026-06-02"]).code, 0);
    refused(&site, &["--as", "乙"], &["--secrecy passed"]);
    refused(&site, &["--as", "甲"], &["您已办过提出"]);
    refused(&site, &["--as", "丙", "--secrecy", "passed"], &["丙 不能审核；可以审核的：乙"]);
    refused(&site, &["--as", "甲", "--secrecy", "passed"], &["您已办过提出，审核由另一人办；可以审核的：乙"]);
    refused(&site, &["--as", "乙", "--secrecy", "passed", "--date", "2026-06-01"], &["早于上一步的 2026-06-02"]);
    assert_eq!(sign(&site, &["--as", "乙", "--secrecy", "passed", "--date", "2026-06-02"]).code, 0);
    refused(&site, &["--as", "乙", "--date", "2026-06-03"], &["您已办过审核，审批由另一人办；可以审批的：丙、丁"]);
    refused(&site, &["--as", "戊", "--date", "2026-06-03"], &["A007", "可以承担这一步的：丙、丁"]);
    assert_eq!(sign(&site, &["--as", "丙", "--date", "2026-06-03"]).code, 0);
    refused(&site, &["--as", "丙"], &["没有要办的"]);
    refused(&site, &["--as", "丙", "--expedited", "更正"], &["没有要办的"]);
    let missing = site.run(["approve", "content/b.md", "--as", "甲"]);
    assert!(missing.code == 1 && missing.err.contains("没有这个文件"), "{missing:?}");
    let organisation = site.run(["approve", "content/_org.md", "--as", "甲"]);
    assert!(organisation.code == 1 && organisation.err.contains("不是内容文件夹里的公开事项"), "{organisation:?}");
    site.write("content/b.md", "---\ntitle: 乱\nentry: nowhere\n---\n");
    let broken = site.run(["approve", "content/b.md", "--as", "甲", "--lang", "en"]);
    assert!(broken.code == 1 && broken.err.contains("run sunshine check first"), "{broken:?}");
    assert_eq!(site.run(["approve", "content/a.md", "--as", "甲", "--date", "昨天"]).code, 2);
    assert_eq!(site.run(["approve"]).code, 2);
}

#[test]
fn an_item_with_an_error_and_one_by_the_same_person_are_not_approved() {
    let free = Scratch::new();
    let site = free.with(
        "content/a.md",
        item(
            "一件事",
            "approval: {proposed: {by: 丙, date: 2026-06-01}, reviewed: {by: 乙, date: 2026-06-02, secrecy: passed}}",
            "正文。",
        ),
    );
    refused(&site, &["--as", "丙", "--date", "2026-06-03"], &["您已办过提出，审批由另一人办"]);
    edit(&site, "正文。", "电话 13800138000。");
    refused(&site, &["--as", "丁", "--date", "2026-06-03"], &["这个事项有错误", "P003"]);
    edit(&site, "secrecy: passed", "secrecy: refused");
    edit(&site, "电话 13800138000。", "正文。");
    refused(&site, &["--as", "丁", "--date", "2026-06-03"], &["保密审查结果是“不予公开”", "重新审核"]);
}

#[test]
fn the_fast_lane_is_taken_confirmed_and_followed() {
    let site = unsigned("changes: [{date: 2026-06-10, note: 更正一处笔误}]", "正文。");
    refused(&site, &["--as", "丙", "--date", "2026-06-03", "--expedited", "更正笔误"], &["--secrecy passed"]);
    let fast = ["--as", "丙", "--date", "2026-06-03", "--expedited", "更正笔误", "--secrecy", "passed"];
    let ran = sign(&site, &fast);
    assert!(ran.code == 0 && ran.out.ends_with("；接着补办确认（乙）\n"), "{ran:?}");
    assert!(site.build("2026-06-12", 0).codes().is_empty());
    assert!(page(&site, "public").contains("正文。"));
    // Ten working days after 3 June 2026 is the 17th.
    assert_eq!(site.build("2026-06-18", 0).codes(), ["A012"]);
    let duties = String::from_utf8(site.tree("internal").remove("duties/index.html").unwrap()).unwrap();
    assert!(duties.contains("待审批") && duties.contains("补办确认") && duties.contains("items/a.html"), "{duties}");
    let listed = site.run(["approve", "--list"]);
    assert!(tabs(&listed.out).contains("补办确认\t2026-06-17 前") && listed.out.contains("乙"), "{listed:?}");
    refused(&site, &["--as", "丙", "--step", "confirmed"], &["您已办过审批", "另一人"]);
    assert_eq!(sign(&site, &["--as", "乙", "--date", "2026-06-18"]).code, 0);
    assert!(site.build("2026-06-18", 0).codes().is_empty());
    assert!(site.run(["approve", "--list"]).out.is_empty());
}

#[test]
fn a_small_correction_of_what_stands_takes_the_fast_lane_too() {
    let site = sealed("", "正文。");
    edit(&site, "entry:", "changes: [{date: 2026-06-20, note: 更正一处笔误}]\nentry:");
    edit(&site, "正文。", "正文！");
    let fast = ["--as", "丁", "--date", "2026-06-20", "--secrecy", "passed", "--expedited", "更正：笔误"];
    assert_eq!(sign(&site, &fast).code, 0);
    let text = site.text("content/a.md");
    assert!(text.contains("again: {by: 丁, date: 2026-06-20, secrecy: passed}"), "{text}");
    assert!(text.contains("expedited: {reason: \"更正：笔误\"}"), "{text}");
    assert!(site.build("2026-06-30", 0).codes().is_empty());
    assert_eq!(site.build("2026-07-10", 0).codes(), ["A012"]);
    refused(&site, &["--as", "丁", "--step", "confirmed", "--date", "2026-06-22"], &["您已办过审批"]);
    assert_eq!(sign(&site, &["--as", "乙", "--step", "confirmed", "--date", "2026-06-22"]).code, 0);
    assert!(site.build("2026-07-10", 0).codes().is_empty());
    let said = |words: &str| page(&site, "internal").contains(words);
    assert!(said("快速更正") && said("补办确认") && !said("快速审批"), "only the correction was made at once");
    // An ordinary change follows: the correction before it is over.
    edit(&site, "正文", "另一段正文");
    let again = sign(&site, &["--as", "丁", "--date", "2026-06-24", "--secrecy", "passed"]);
    assert_eq!(again.code, 0, "{again:?}");
    assert!(site.build("2026-07-10", 0).codes().is_empty());
    assert!(said("再次审批") && !said("快速更正") && !said("补办确认"));
}

#[test]
fn whoever_left_as_approver_confirms_as_the_reviewer_they_are() {
    let site = sealed("", "正文。");
    let chain =
        CHAIN.replace("review: [乙], approve: [丙, 丁]", "review: [乙, 周五], approve: [丙, 丁, 周五（至2026-05-01）]");
    site.write("content/_org.md", chain);
    edit(&site, "entry:", "changes: [{date: 2026-06-20, note: 更正一处笔误}]\nentry:");
    let fast = ["--as", "丁", "--date", "2026-06-20", "--secrecy", "passed", "--expedited", "更正：笔误"];
    assert_eq!(sign(&site, &fast).code, 0);
    let listed = site.run(["approve", "--list"]).out;
    assert!(listed.contains("周五"), "{listed}");
    refused(&site, &["--as", "甲", "--step", "confirmed", "--date", "2026-06-22"], &["可以补办确认的：乙、周五"]);
    assert_eq!(sign(&site, &["--as", "周五", "--step", "confirmed", "--date", "2026-06-22"]).code, 0);
    assert!(site.check().codes().is_empty());
}

#[test]
fn what_waits_is_listed_for_members_without_its_title() {
    let partial = "approval: {proposed: {by: 甲, date: 2026-06-01}}";
    let site = Scratch::new()
        .with("content/a.md", item("未审甲件", partial, "正文。"))
        .with("content/b.md", item("未审乙件", &format!("audience: specific\n{partial}"), "正文。"));
    site.build(NOW, 0);
    let duties = String::from_utf8(site.tree("internal").remove("duties/index.html").unwrap()).unwrap();
    assert!(duties.contains("待审批") && duties.contains("审核"), "{duties}");
    for edition in ["internal", "public"] {
        let files: BTreeMap<String, Vec<u8>> = site.tree(edition);
        let found = files.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("未审"));
        assert!(found.is_none(), "{edition}: {:?}", found.map(|(path, _)| path));
    }
    assert_eq!(duties.matches("Review</span>").count(), 1, "what is for particular persons is on no list: {duties}");
    let listed = site.run(["approve", "--list", "--format", "json"]).json();
    assert_eq!(listed["waiting"].as_array().map(Vec::len), Some(2));
    assert_eq!(listed["waiting"][0]["step"], "reviewed");
    assert_eq!(site.run(["approve", "--list", "--org", "nobody"]).code, 2);
}

#[test]
fn where_digests_are_required_an_approver_seals_what_was_approved_before() {
    let site = Scratch::new().with("content/a.md", item("一件事", "", "正文。"));
    site.write("site.toml", format!("{SITE}\n[approval]\ndigest = \"required\"\n"));
    assert_eq!(site.check().codes(), ["A009"]);
    let ran = sign(&site, &["--as", "丙"]);
    assert!(ran.code == 0 && ran.out.contains("补写摘要码"), "{ran:?}");
    assert!(site.check().codes().is_empty());
    assert!(site.text("content/a.md").contains("approved: {by: 丙, date: 2026-06-03, digest: v1-"));
    site.write("site.toml", format!("{SITE}\n[approval]\ndigests = \"required\"\n"));
    let misspelt = site.run(["check", "--lang", "en"]);
    assert!(misspelt.code == 1 && misspelt.err.contains("Did you mean `digest`?"), "{misspelt:?}");
}

#[test]
fn a_chain_that_names_no_entry_is_told_so() {
    let chain = CHAIN.replace("approve: [丙, 丁]", "approve: [丙], entries: {resolutoin: {review: [乙]}}");
    let site = Scratch::new().with("content/_org.md", chain).with("content/a.md", item("一件事", "", "正文。"));
    let ran = site.run(["check", "--lang", "en"]);
    assert!(ran.code == 1 && ran.err.contains("Write `resolution`"), "{ran:?}");
    let site = Scratch::new().with("content/_org.md", CHAIN.replace("approve:", "aprove:"));
    assert!(site.run(["check", "--lang", "en"]).err.contains("Did you mean `approve`?"));
}

#[test]
fn what_keeps_a_step_from_being_written_is_told_by_the_lines_of_the_file_as_it_stands() {
    let site = unsigned("expires: 2026-06-01", "正文。\n\n![图](x.png)");
    refused(&site, &["--as", "甲", "--date", "2026-06-01"], &["content/a.md:6:10", "content/a.md:10:1"]);
}

#[test]
fn a_review_that_is_not_said_and_an_error_of_the_item_are_told_at_once() {
    // On the way, and edited after its approval, which is no error of the item.
    let under_way = unsigned("", "正文。");
    assert_eq!(sign(&under_way, &["--as", "甲", "--date", "2026-06-01"]).code, 0);
    for (site, name) in [(under_way, "乙"), (sealed("", "正文。"), "丙")] {
        edit(&site, "publish: ", "term: 5年\npublish: ");
        refused(
            &site,
            &["--as", name],
            &["加 --secrecy passed", "；事项还有错误，一并改好", "D011", "content/a.md:5:7"],
        );
        let ran = sign(&site, &["--as", name, "--lang", "en"]);
        assert!(ran.err.contains("passed-with-deletions or refused; and mend the errors"), "{ran:?}");
        refused(&site, &["--as", name, "--secrecy", "passed"], &["这个事项有错误", "D011"]);
        edit(&site, "term: 5年\n", "");
        edit(&site, "正文。", "正文二。");
        let ran = sign(&site, &["--as", name]);
        assert!(ran.code == 1 && ran.err.contains("--secrecy passed") && !ran.err.contains("错误"), "{ran:?}");
    }
}

#[test]
fn an_item_that_becomes_public_is_told_which_review_it_lacks_and_the_command_works() {
    let site = sealed("audience: internal\ninternal_reason: 暂不公开", "正文。");
    let text = site.text("content/a.md").replace(", secrecy: passed", "");
    site.write("content/a.md", text.replace("audience: internal", "audience: public"));
    let ran = site.run(["check", "--now", NOW]);
    let command = "sunshine approve content/a.md --as 丙 --secrecy passed";
    for words in ["A005", "还缺保密审查：审核（乙，2026-06-02）没有写审查结果", command, "audience: internal"]
    {
        assert!(ran.err.contains(words), "{words}: {ran:?}");
    }
    let ran = sign(&site, &["--as", "丙", "--secrecy", "passed"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(site.check().codes().is_empty());
}

#[test]
fn nobody_signs_while_the_file_that_names_the_approvers_is_wrong() {
    let site = unsigned("", "正文。");
    site.write("content/_org.md", CHAIN.replace("propose: [甲]", "提出: [甲]"));
    refused(&site, &["--as", "路人", "--date", "2026-06-01"], &["content/_org.md 有错误，由谁审批说不准"]);
    site.write("content/_org.md", CHAIN.replace("propose: [甲]", "propose: [戊，甲、己]"));
    assert_eq!(sign(&site, &["--as", "甲", "--date", "2026-06-01"]).code, 0, "names may be parted as Chinese is");
}
