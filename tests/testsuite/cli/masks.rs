//! `check --fix`: personal data masked in the sources.

use super::NOW;
use crate::scratch::{CATALOGUE, ORGANISATION, SITE, Scratch, item};

/// What `check --fix` leaves of a file, after one run and after a second one, which changes nothing.
fn masked(site: &Scratch, path: &str) -> String {
    site.run(["check", "--fix", "--now", NOW]);
    let once = site.text(path);
    let again = site.run(["check", "--fix", "--now", NOW]);
    assert!(!again.out.contains("已遮盖"), "{again:?}");
    assert_eq!(site.text(path), once);
    once
}

#[test]
fn one_run_masks_all_that_a_text_holds_and_nothing_else() {
    for (text, expected) in [
        (
            "手机13800138000 住清源县人民路8号3幢2单元501室，邮箱 abc@163.com",
            r"手机138\*\*\*\*8000 住清源县人民路\*\*\*\*，邮箱 a\*\*\*\*@163.com",
        ),
        (
            "手机`13800138000` 住清源县人民路8号3幢2单元501室，邮箱 `abc@163.com`",
            r"手机`138****8000` 住清源县人民路\*\*\*\*，邮箱 `a****@163.com`",
        ),
        ("```\n联系13800138000\n```", "```\n联系138****8000\n```"),
        ("    13800138000\n\n- 甲\n\n      13800138000", "    138****8000\n\n- 甲\n\n      138****8000"),
        (">     13800138000\n\n\t13800138000，甲", ">     138****8000\n\n\t138****8000，甲"),
        (
            "| 姓名 | 地址 | 房号 | 备注 |\n|---|---|---|---|\n| 甲 | 家住幸福小区 | 501室 | 已核 |",
            "| 姓名 | 地址 | 房号 | 备注 |\n|---|---|---|---|\n| 甲 | 家住幸福小区 | \\*\\*\\*\\* | 已核 |",
        ),
        (
            "| 家住幸福小区 | 501室 | 备注 |\n|---|---|---|\n| 甲 | 乙 | 丙 |",
            "| 家住幸福小区 | \\*\\*\\*\\* | 备注 |\n|---|---|---|\n| 甲 | 乙 | 丙 |",
        ),
        ("家住阳光小区\n8-501室，甲", "家住阳光小区\n\\*\\*\\*\\*，甲"),
        ("电话**138**00138000，甲", r"电话**138\*\*\*\*8000**，甲"),
        ("电话138**0013**8000，甲", r"电话138\*\*\*\*8000，甲"),
        ("电话138**00138000**，甲", r"电话**138\*\*\*\*8000**，甲"),
        ("家住**幸福路12号**3幢2单元501室，甲", r"家住**幸福路\*\*\*\***，甲"),
    ] {
        let site = Scratch::new().with("content/a.md", item("一件事", "", text));
        assert_eq!(masked(&site, "content/a.md"), item("一件事", "", expected));
        assert_eq!(site.run(["check", "--now", NOW]).code, 0, "{text}");
    }
}

#[test]
fn what_is_masked_in_yaml_is_read_as_before() {
    let front = |number: &str, mail: &str| {
        format!(
            "summary: \"来电 {number}\"\nkeywords: [{number}, '{number}', \"{mail}\", {mail}]\nresult: |\n  致电\n  {number}"
        )
    };
    let site = Scratch::new()
        .with("content/a.md", item("一件事", &front("13800138000", "abc@163.com"), "正文。"))
        .with("content/_org.md", ORGANISATION.replace("kind:", "secretary: \"甲 13800138000\"\nkind:"))
        .with(
            "catalogue.yaml",
            format!("# \"致电 13800138000\"\nlabels:\n  met: {{zh: \"会期 abc@163.com\"}}\n{CATALOGUE}"),
        );
    let expected = item("一件事", &front("138＊＊＊＊8000", "a＊＊＊＊@163.com"), "正文。");
    assert_eq!(masked(&site, "content/a.md"), expected);
    assert!(site.text("content/_org.md").contains("secretary: \"甲 138＊＊＊＊8000\"\n"));
    assert!(
        site.text("catalogue.yaml")
            .starts_with("# \"致电 138＊＊＊＊8000\"\nlabels:\n  met: {zh: \"会期 a＊＊＊＊@163.com\"}\n")
    );
    let ran = site.run(["check", "--now", NOW]);
    assert!(ran.code == 0 && ran.err.is_empty(), "{ran:?}");
}

#[test]
fn an_escape_stays_whole_and_what_would_be_no_yaml_is_left_alone() {
    for (text, expected) in [
        (r#""意见请寄：\nabc@163.com""#, r#""意见请寄：\na＊＊＊＊@163.com""#),
        (r#""意见请寄：\t\tabc@163.com""#, r#""意见请寄：\t\ta＊＊＊＊@163.com""#),
        (r#""意见请寄：\Pabc@163.com""#, r#""意见请寄：\Pa＊＊＊＊@163.com""#),
        (r#""意见请寄：\\abc@163.com""#, r#""意见请寄：\\a＊＊＊＊@163.com""#),
        (r#""\x41bc@163.com""#, r#""\x41b＊＊＊＊@163.com""#),
        (r#""家住幸福路\x312号3幢2单元501室""#, r#""家住幸福路＊＊＊＊""#),
        ("注\u{202E}意", "注意"),
        ("\u{202E}*注意", "\u{202E}*注意"),
    ] {
        let front = |value: &str| format!("summary: {value}");
        let site = Scratch::new().with("content/a.md", item("一件事", &front(text), "正文。"));
        assert_eq!(masked(&site, "content/a.md"), item("一件事", &front(expected), "正文。"));
        assert!(!site.run(["check", "--now", NOW]).err.contains("F002"), "{text}");
    }
}

#[test]
fn the_configuration_is_never_rewritten() {
    let text = format!("{SITE}\n[opinions]\nmailto = \"danggong@163.com\"\n");
    let site = Scratch::new().with("site.toml", &text);
    let ran = site.run(["check", "--fix", "--now", NOW]);
    assert!(ran.code == 1 && ran.err.contains("P011") && ran.err.contains("登记为 email"), "{ran:?}");
    assert!(!ran.err.contains("--fix"), "{ran:?}");
    assert_eq!(site.text("site.toml"), text);
    // What it says to do is the end of it.
    site.write("content/_org.md", ORGANISATION.replace("a@example.org", "danggong@163.com"));
    assert_eq!(site.run(["check", "--now", NOW]).code, 0);
}

#[test]
fn an_opinion_is_masked_also_where_members_alone_read_it() {
    let text = |name: &str, number: &str| {
        format!(
            "---\nkind: suggestion\nchannel: letter\nreceived: 2026-06-01\nfrom: {{kind: resident, name: 张三, contact: 13700137000}}\ntitle: 来电 {name}\n---\n电话{number}。\n"
        )
    };
    let site = Scratch::new().with("content/opinions/a.md", text("13900139000", "13800138000"));
    let expected = text("139＊＊＊＊9000", r"138\*\*\*\*8000");
    assert_eq!(masked(&site, "content/opinions/a.md"), expected);
    // What members read of an item, an approver may have accepted.
    let inside = item("一件事", "audience: internal", "电话13800138000。");
    let site = Scratch::new().with("content/a.md", &inside);
    assert_eq!(masked(&site, "content/a.md"), inside);
}

#[test]
fn telephones_of_offices_stay_while_the_file_that_lists_them_has_a_slip() {
    let slip = ORGANISATION.replace("kind:", "contacts: {phone: 0000-8800100, email: office@163.com}\nkind:");
    let text = item("一件事", "", "电话 0000-8800100，邮箱 office@163.com，某人身份证 11010519491231002X");
    let site = Scratch::new().with("content/_org.md", slip).with("content/a.md", text);
    let left = masked(&site, "content/a.md");
    assert!(left.contains("0000-8800100") && left.contains("office@163.com"), "{left}");
    assert!(!left.contains("11010519491231002X"), "{left}");
    assert!(site.text("content/_org.md").contains("contacts: {phone: 0000-8800100, email: office@163.com}"));
}
