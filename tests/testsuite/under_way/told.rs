//! What somebody who takes a step is told before and after it.

use super::{APPROVED, CHAIN, FILE, NOW, PROPOSED, REVIEWED, draft, edit, refused, sign, signed};
use crate::scratch::item;

#[test]
fn where_nobody_is_left_for_a_step_that_is_said_and_nobody_is_sent_round() {
    let site = draft("");
    let with = |approvers: &str| CHAIN.replace("{propose: [甲], review: [乙, 戊], approve: [丙]}", approvers);
    site.write("content/_org.md", with("{propose: [甲], review: [乙], approve: [乙]}"));
    let more = "在 _org.md 的 approvers 的 approve 里再写一人";
    signed(&site, &[PROPOSED]);
    let ran = sign(&site, REVIEWED);
    assert!(ran.code == 0 && ran.out.contains(&format!("接着审批（没有人能办：{more}）")), "{ran:?}");
    let ran = site.run(["check", "--now", NOW]);
    assert!(ran.err.contains(&format!("没有人能审批：能办的都办过别的步骤。{more}")), "{ran:?}");
    assert!(site.run(["approve", "--list"]).out.trim_end().ends_with("没有人能办"));
    refused(&site, &["--as", "乙"], &format!("您已办过审核，审批由另一人办，现在没有别人能办：{more}"));
    refused(&site, &["--as", "丁"], &format!("没有人能办这一步：能办的都办过别的步骤。{more}"));
    site.write("content/_org.md", with("{propose: [甲], review: [乙], approve: [乙, 丙]}"));
    assert!(site.run(["approve", "--list"]).out.trim_end().ends_with("丙"));
    // Somebody above may approve, too.
    let sub = "---\nid: sub\nname: 中共示例社区支部委员会\nkind: branch\napprovers: {approve: [乙]}\n---\n";
    site.write("content/sub/_org.md", sub);
    let approved = ", approved: {by: 丙, date: 2026-06-03}";
    site.write("content/sub/a.md", item("一件事", "", "正文。").replace(approved, ""));
    std::fs::remove_file(site.path(FILE)).expect("it moves");
    let list = site.run(["approve", "--list"]).out;
    assert!(list.trim_end().ends_with("丙"), "{list}");
}

#[test]
fn words_where_steps_would_stand_are_no_approval_and_are_to_go() {
    let todo = "删去 approval 这一行，由各人依次运行 sunshine approve，从提出办起：sunshine approve content/a.md --as 姓名（可以提出的：甲）";
    for words in
        ["已审批", "\"\"", "[甲, 乙, 丙]", "{ 审批: 已审批 }", "{ approved: 已审批 }", "{ 提出: 甲, 审批: 丙 }"]
    {
        let site = draft(&format!("approval: {words}"));
        let ran = site.run(["check", "--now", NOW]);
        assert!(ran.code == 0 && ran.err.contains("A002") && ran.err.contains(todo), "{words}: {ran:?}");
        assert!(!ran.err.contains("F00") && ran.err.matches("办法").count() == 1, "one piece of advice: {ran:?}");
        refused(&site, PROPOSED, &format!("approval 不手写：{todo}"));
        edit(&site, &format!("approval: {words}\n"), "");
        signed(&site, &[PROPOSED]);
    }
    for empty in ["approval:", "approval: {}"] {
        let site = draft(empty);
        assert!(!site.run(["check", "--now", NOW]).err.contains("不手写"), "{empty}");
        signed(&site, &[PROPOSED]);
    }
}

#[test]
fn a_step_tells_of_persons_in_the_text_and_where_an_item_for_some_goes() {
    let site = draft("audience: internal");
    edit(&site, "正文。", "正文。\n\n电话 13800138000，身份证号 11010519491231002X。");
    let said = "注意：第 10 行：这里有手机号";
    for step in [PROPOSED, REVIEWED, APPROVED] {
        let ran = sign(&site, step);
        assert!(ran.code == 0 && ran.out.contains(said) && ran.out.contains("等 2 处个人信息"), "{ran:?}");
    }
    let site = draft("audience: internal");
    assert!(!sign(&site, PROPOSED).out.contains("注意"));
    let site = draft("audience: specific");
    signed(&site, &[PROPOSED, REVIEWED]);
    let ran = sign(&site, APPROVED);
    assert!(ran.code == 0 && ran.out.contains("接着另行送达：特定对象的事项不进任何网站"), "{ran:?}");
}
