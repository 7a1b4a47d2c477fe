//! What is said to people: in words that tell them what to do.

use crate::site::{Item, Org, Site, Written, toml};

/// What a check prints in Chinese.
fn says(site: &Written) -> String {
    let ran = site.run(&["--lang", "zh-CN", "check", "--now", "2026-07-01"]);
    String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr)
}

#[track_caller]
fn assert_says(site: &Site, words: &[&str]) {
    let said = says(&site.write());
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn what_is_wrong_with_a_configuration_is_said_in_chinese_with_what_to_write() {
    let with = |line: &str| Site::new().toml(&format!("{line}\n{}", toml(&[("public", "", "")])));
    assert_says(&with("zone = “+08:00”"), &["这里用了中文引号", "改成英文引号", "site.toml:1"]);
    assert_says(&with("zone = 东八区"), &["文字没有加引号"]);
    assert_says(&with("duties_from = \"2026-02-30\""), &["2026年2月没有30日", "核对原件"]);
    let lang = Site::new().toml(&toml(&[("public", "", "lang = \"english\"")]));
    assert_says(&lang, &["lang 的值“english”看不懂", "请写成 zh-CN / en"]);
}

#[test]
fn a_field_that_there_is_not_brings_the_near_ones_and_not_all() {
    let fields = |key: &str| Site::new().item(Item::new("a").line(format!("fields: {{{key}: x}}")));
    assert_says(&fields("nota"), &["没有字段 nota", "是不是想写 note？"]);
    let said = says(&fields("qqqq").write());
    let help = said.lines().find(|line| line.contains("可用的键共")).unwrap_or_else(|| panic!("{said}"));
    assert_eq!(help.split("例如：").nth(1).map(|keys| keys.split(',').count()), Some(8), "{help}");
}

#[test]
fn a_field_under_its_chinese_name_or_beside_its_place_is_told_where_it_belongs() {
    let dues = |lines: &str| Site::new().item(Item::new("a").entry("party-dues").line("period: 2026-H1").line(lines));
    assert_says(&dues("fields: {交纳党费人数: 3}"), &["请写 payers（交纳党费人数）"]);
    assert_says(&dues("fields: {人头: 3}"), &["可用的字段：payers（交纳党费人数）、ledger（收支明细）"]);
    assert_says(&dues("payers: 3"), &["payers 是字段，要写在 fields 下面", "开头空两格"]);
    assert_says(&Site::new().item(Item::new("a").line("责任部门：办公室")), &["F012", "请写 responsible（责任部门）"]);
    assert_says(&Site::new().item(Item::new("a").line("term: 长期")), &["写成 6个月、90天或 1年"]);
    assert_says(&Site::new().item(Item::new("a").body("见[网站](www.example.org)。")), &["https://www.example.org"]);
}

#[test]
fn a_day_that_there_is_not_is_named_in_fields_too() {
    let item = |fields: &str| Site::new().item(Item::new("a").line(format!("fields: {{{fields}}}")));
    assert_says(&item("window: {opens: 2026-02-30, closes: 2026-03-10}"), &["opens 的日期有误：2026年2月没有30日"]);
    assert_says(&item("open-date: 2026-13-01"), &["日期有误：一年里没有13月"]);
}

#[test]
fn words_of_a_list_are_named_with_their_chinese() {
    let org = |kind: &str| format!("---\nid: b1\nname: 第一支部\nkind: {kind}\n---\n");
    let said = says(&Site::new().file("content/b1/_org.md", org("党小组")).write());
    assert!(said.contains("请写成 committee（党委）、working-committee（党工委）"), "{said}");
    assert!(!said.contains("F006"), "what is there is not missing: {said}");
    for kind in ["支部", "党支部", "总支", "党委", "工委"] {
        let said = says(&Site::new().file("content/b1/_org.md", org(kind)).write());
        assert!(said.contains("0 处错误，0 处提醒"), "{kind}: {said}");
    }
    let opinion = "---\nkind: 表扬\nchannel: 意见箱\nreceived: 2026-06-10\n---\n灯坏了。\n";
    assert_says(&Site::new().file("content/opinions/a.md", opinion), &["suggestion（建议）、complaint（投诉）"]);
}

#[test]
fn an_organisation_that_an_item_names_is_told_by_its_folder() {
    let b1 = "---\nid: b1\nname: 第一支部\nkind: branch\n---\n";
    let with = |line: &str| Site::new().file("content/b1/_org.md", b1).item(Item::new("a").line(line.to_owned()));
    let elsewhere = ["由文件夹决定", "移到“第一支部”的文件夹 content/b1/，再删去这一行"];
    assert_says(&with("organisation: b1"), &elsewhere);
    assert_says(&with("党组织: 第一支部"), &elsewhere);
    assert_says(&with("organisation: root"), &["办法: 删去这一行\n"]);
    assert_says(&with("within: 第一支部"), &["没有党组织“第一支部”", "写党组织的编号：是不是 b1（第一支部）？"]);
}

#[test]
fn a_name_with_quotes_stands_in_single_ones() {
    let catalogue = "entries:\n  plan:\n    category: routine-affairs\n    zh: “三会一课”计划\n    tier: ad-hoc\n    audience: public\n    term: 1 month\n";
    let site = Site::new().file("catalogue.yaml", catalogue);
    let item = Item::new("a").entry("plan").line("expires: 2027-06-10".to_owned());
    assert_says(&site.item(item), &["D011", "“‘三会一课’计划”的公开时限是"]);
}

#[test]
fn a_draft_is_told_ahead_what_it_lacks_and_contradicts_and_takes_no_step_with_it() {
    let catalogue = "entries:\n  plan:\n    category: routine-affairs\n    zh: 计划\n    tier: ad-hoc\n    audience: public\n    fields:\n      note*: text\n      tally: tally(pass 50%)\n";
    let draft = |fields: &str| {
        let text = format!(
            "---\ntitle: 计划\nentry: plan\naudience: public\npublish: 2026-07-01\nresult: 通过\n{fields}---\n正文。\n"
        );
        Site::new().file("catalogue.yaml", catalogue).file("content/a.md", text)
    };
    let approve = |site: &Site| {
        let written = site.write();
        let arguments =
            ["--lang", "zh-CN", "approve", "content/a.md", "--as", "甲", "--step", "提出", "--date", "2026-06-01"];
        let ran = written.run(&arguments);
        (ran.status.code(), String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr))
    };
    let votes =
        |ayes: u32| format!("tally: {{eligible: 9, present: 9, options: {{赞成: {ayes}, 反对: {}}}}}", 9 - ayes);
    let lost = votes(3);
    for (fields, wrong) in
        [(String::new(), "缺少必填字段：note"), (format!("fields: {{note: 一, {lost}}}\n"), "没有达到 50%，却写成通过")]
    {
        let site = draft(&fields);
        assert_says(&site, &["还没有提出", wrong, "0 处错误，1 处提醒"]);
        let (code, said) = approve(&site);
        assert!(code == Some(1) && said.contains(wrong), "{code:?} {said}");
    }
    let (code, said) = approve(&draft(&format!("fields: {{note: 一, {}}}\n", votes(6))));
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn an_instant_of_the_environment_that_cannot_be_read_is_said() {
    let site = Site::new().org(Org::new("b1")).write();
    for command in [["check"].as_slice(), &["serve", "--port", "0"]] {
        // No day after the year 9999 is written.
        for epoch in ["明天", "253402300800", "9223372036854775807"] {
            let ran = site.command(command).env("SOURCE_DATE_EPOCH", epoch).output().expect("the binary runs");
            let said = String::from_utf8_lossy(&ran.stderr).into_owned();
            assert!(
                ran.status.code() == Some(2) && said.contains("SOURCE_DATE_EPOCH") && said.contains("1970"),
                "{said}"
            );
        }
    }
}

#[test]
fn the_page_about_a_site_names_every_feed_that_there_is() {
    let site = Site::new().write();
    site.build_clean("2026-07-01");
    let tree = site.tree("public");
    let about = String::from_utf8_lossy(&tree["about.html"]).into_owned();
    for feed in ["feed.xml", "opinions/feed.xml", "opinions/feed.json"] {
        assert!(tree.contains_key(feed) && about.contains(&format!("\"{feed}\"")), "{feed}");
    }
}
