//! The import of a spreadsheet of opinions.

use crate::scratch::{Scratch, read_text};
use encoding_rs::GB18030;

const SHEET: &str = "收到日期,类别,渠道,来自,意见内容,答复日期,答复单位,答复内容,姓名,联系方式\r\n\
    2026年6月1日,建议,意见箱,群众,\"楼道灯坏了，请修。\n我是李明远，电话13812345678\",2026/6/3,社区党总支,已经修好，已告知李明远,李明远,13812345678\r\n\
    2026-06-02,投诉,来电,党员,噪声太大,,,,,\r\n";

fn import(site: &Scratch, more: &[&str]) -> crate::scratch::Ran {
    let args = ["opinions", "import", "in.csv", "--org", "root"];
    site.run(args.iter().chain(more))
}

fn written(site: &Scratch) -> Vec<String> {
    let folder = site.path("content/opinions");
    crate::scratch::tree(&folder).into_keys().map(|name| read_text(&folder.join(name))).collect()
}

#[test]
fn a_spreadsheet_becomes_files_once_and_without_names() {
    let gb = GB18030.encode(SHEET).0.into_owned();
    for bytes in [format!("\u{FEFF}{SHEET}").into_bytes(), gb] {
        let site = Scratch::new().with("in.csv", &bytes);
        let dry = import(&site, &["--dry-run"]);
        assert_eq!(dry.code, 0, "{dry:?}");
        assert!(written(&site).is_empty() && dry.out.lines().count() == 2, "{dry:?}");
        let ran = import(&site, &[]);
        assert_eq!((ran.code, &ran.out), (0, &dry.out), "{ran:?}");
        let texts = written(&site);
        assert_eq!(texts.len(), 2);
        let all = texts.concat();
        assert!(all.contains("李某某") && all.contains("received: 2026-06-01") && all.contains("audience: internal"));
        assert!(!all.contains("李明远") && !all.contains("12345678"), "{all}");
        let again = import(&site, &[]);
        assert_eq!((again.code, again.out.trim()), (0, ""), "{again:?}");
        assert_eq!(written(&site), texts, "nothing was added or overwritten");
        let codes = site.check().codes();
        assert!(codes.iter().all(|code| code == "O008" || code == "P101"), "{codes:?}");
    }
}

#[test]
fn what_a_check_would_take_for_a_marker_is_told() {
    for (title, to, column) in [("：：：", "", "标题"), ("::: internal", "", "标题"), ("路灯", "：：：", "转办单位")]
    {
        let sheet = format!(
            "收到日期,类别,渠道,意见内容,标题,转办日期,转办单位\n2026-06-01,建议,意见箱,请修路灯,{title},2026-06-02,{to}\n"
        );
        let site = Scratch::new().with("in.csv", sheet);
        let ran = import(&site, &[]);
        assert!(ran.code == 1 && ran.err.contains(column) && ran.err.contains("党内段落的标记"), "{ran:?}");
        assert!(written(&site).is_empty());
    }
}

#[test]
fn what_was_masked_is_for_members_until_somebody_has_read_it() {
    let sheet = "收到日期,类别,渠道,意见内容,公开范围,核准人,核准日期\n\
        2026-06-01,建议,意见箱,请回电13812345678,社会,丙,2026-06-02\n2026-06-03,建议,意见箱,请修路灯,向社会,丙,2026-06-03\n";
    let site = Scratch::new().with("in.csv", sheet);
    let ran = import(&site, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let texts = written(&site);
    let masked = texts.iter().find(|text| text.contains("138\\*\\*\\*\\*5678")).expect("the telephone is masked");
    assert!(masked.contains("\naudience: internal\n") && masked.contains("\n# audience: public\n"), "{masked}");
    assert!(masked.contains("\n# released: {by: \"丙\", date: 2026-06-02}\n"), "{masked}");
    assert_eq!(texts.iter().filter(|text| text.contains("\naudience: public\n")).count(), 1);
    assert!(ran.err.contains("先按党内处理") && ran.err.contains("content/opinions/2026-06-01-"), "{ran:?}");
    assert!(site.check().codes().iter().all(|code| code == "O008"), "{:?}", site.check().codes());
}

#[test]
fn how_to_reach_a_sender_does_not_get_out_with_the_words() {
    let sheet = "收到日期,类别,渠道,意见内容,公开范围,核准人,核准日期,姓名,联系方式\n\
        2026-06-01,建议,意见箱,加我微信 wx-zhangsan 细说,社会,丙,2026-06-02,张小三,wx-zhangsan\n\
        2026-06-01,建议,意见箱,我是张 小 三，张·小三，张&#23567;三,社会,丙,2026-06-02,张小三,\n\
        2026-06-01,建议,意见箱,\"罗启明说，罗　启明又说\",社会,丙,2026-06-02,罗 启明,\n";
    let site = Scratch::new().with("in.csv", sheet);
    assert_eq!(import(&site, &[]).code, 0);
    let texts = written(&site);
    assert!(texts.len() == 3 && texts.iter().all(|text| text.contains("\naudience: internal\n")), "{texts:?}");
    let all = texts.concat();
    assert!(!all.contains("wx-zhangsan"), "{all}");
    assert!(all.contains("\n我是张某某，张某某，张某某\n") && all.contains("\n罗某某说，罗某某又说\n"), "{all}");
}

#[test]
fn each_of_several_senders_is_masked_and_a_name_in_a_comment_is_no_trap() {
    let sheet = "收到日期,类别,渠道,意见内容,公开范围,核准人,核准日期,姓名\n\
        2026-06-01,建议,意见箱,李四和王五反映路灯坏了,社会,丙,2026-06-02,李四、王五等5人\n\
        2026-06-01,建议,意见箱,李四反映井盖松了,社会,丙,2026-06-02,李四（代表全楼）\n\
        2026-06-01,建议,意见箱,李四反映楼道黑,社会,丙,2026-06-02,李四女士\n\
        2026-06-01,建议,意见箱,路灯坏了 ‹!-- 我叫李四。 -->,社会,丙,2026-06-02,\n\
        2026-06-01,建议,意见箱,\"门口丢了行李\n四号楼路灯坏了\",党内,,,李四\n";
    let site = Scratch::new().with("in.csv", sheet);
    assert_eq!(import(&site, &[]).code, 0);
    let all = written(&site).concat();
    assert!(!all.contains("李四") && !all.contains("王五") && !all.contains("\naudience: public\n"), "{all}");
    assert!(all.contains("李某某和王某某反映") && all.contains("门口丢了行李\n四号楼"), "{all}");
}

#[test]
fn a_name_that_only_the_text_says_is_masked_and_a_reply_in_it_stays_a_part_of_it() {
    let sheet = "收到日期,类别,渠道,意见内容,公开范围,核准人,核准日期\n\
        2026-06-01,建议,意见箱,\"党费怎么交？我叫李四，住在对面。\n答复：见公告\",社会,丙,2026-06-02\n\
        2026-06-02,投诉,来信,路灯坏了。投诉人：欧阳小五 敬上,党内,,\n";
    let site = Scratch::new().with("in.csv", sheet);
    let ran = import(&site, &[]);
    assert!(ran.code == 0 && ran.err.contains("先按党内处理"), "{ran:?}");
    let texts = written(&site).concat();
    assert!(texts.contains("我叫李某某，") && texts.contains("投诉人：欧阳某某 敬上"), "{texts}");
    assert!(texts.contains("原文：答复：见公告") && texts.contains("\naudience: internal\n"), "{texts}");
    assert!(site.check().codes().iter().all(|code| code == "O008"), "{:?}", site.check().codes());
    let unclear = "收到日期,类别,渠道,意见内容\n2026-06-01,建议,意见箱,投诉人：李四反映路灯坏了\n";
    let ran = import(&Scratch::new().with("in.csv", unclear), &[]);
    assert!(ran.code == 1 && ran.err.contains("第 2 行“意见内容”：写出了提意见人的姓名"), "{ran:?}");
}

#[test]
fn what_was_released_before_it_came_is_refused() {
    let sheet =
        "收到日期,类别,渠道,意见内容,公开范围,核准人,核准日期\n2026-06-03,建议,意见箱,请修路灯,社会,丙,2026-06-02\n";
    let site = Scratch::new().with("in.csv", sheet);
    let ran = import(&site, &[]);
    assert!(ran.code == 1 && ran.err.contains("第 2 行“核准日期”：早于收到日期"), "{ran:?}");
    assert!(written(&site).is_empty());
}

#[test]
fn lines_that_look_like_a_marker_are_text() {
    let sheet = "收到日期,类别,渠道,意见内容\n\
        2026-06-01,建议,意见箱,\"一\n【党内】\n：:： 党内\n: : : internal\n（以下仅党内）\n:::\n二\"\n";
    let site = Scratch::new().with("in.csv", sheet);
    assert_eq!(import(&site, &[]).code, 0);
    let texts = written(&site).concat();
    let plain = "原文：【党内】\n原文：\\:\\:\\: 党内\n原文：\\: \\: \\: internal\n原文：（以下仅党内）\n\\:\\:\\:\n二";
    assert!(texts.contains(plain), "{texts}");
    assert!(site.check().codes().is_empty(), "{:?}", site.check());
}

#[test]
fn lines_that_markdown_makes_something_else_of_are_shown_as_they_were_written() {
    let lines = "[补充]: 请尽快修\n第一行\n---\n第二行\n===\n::: internal\n* * *\n第三行\n:::\n- 一条\n时间：9：00";
    let sheet = format!(
        "收到日期,类别,渠道,意见内容,答复日期,答复内容,公开范围,核准人,核准日期\n\
         2026-06-02,投诉,来电,\"来信：\n{lines}\",2026-06-03,\"答复：\n{lines}\",社会,丙,2026-06-04\n"
    );
    let site = Scratch::new().with("in.csv", sheet);
    assert_eq!(import(&site, &[]).code, 0);
    let texts = written(&site).concat();
    let plain = "\\[补充]: 请尽快修\n第一行\n\\---\n第二行\n\\===\n原文：\\:\\:\\: internal\n\\* * *\n第三行\n\\:\\:\\:\n- 一条\n时间：9：00";
    assert_eq!(texts.matches(plain).count(), 2, "{texts}");
    assert_eq!(site.check().codes(), [""; 0], "{:?}", site.check());
    site.build("2026-07-01", 0);
    let public = site.tree("public");
    let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
    let pages = public.iter().filter(|(path, _)| path.ends_with(".html")).map(|(_, bytes)| text(bytes));
    let shown: Vec<String> = pages.filter(|page| page.contains("第二行")).collect();
    assert!(!shown.is_empty(), "{:?}", public.keys());
    for page in shown {
        assert!(!page.contains("行</h") && !page.contains("<hr"), "{page}");
        for line in ["[补充]: 请尽快修", "---", "===", "原文：::: internal", "* * *"] {
            assert!(page.contains(line), "{line}: {page}");
        }
    }
    let data = text(&public["opinions.json"]);
    assert!(data.contains("第一行\\n---\\n第二行\\n===\\n原文：::: internal\\n* * *"), "{data}");
}

#[test]
fn a_wrong_spreadsheet_is_refused_whole_with_every_place() {
    let sheet = "收到日期,类别,渠道,意见内容,事项编号,答复日期,公开范围\n\
        2026-11-31,建义,意见箱,一,gone,,\n2026-06-02,投诉,来电,,,2026-06-01,社会\n2026-06-02,投诉,来电,好的一行,,,\n";
    let site = Scratch::new().with("in.csv", sheet);
    let ran = import(&site, &[]);
    assert_eq!(ran.code, 1, "{ran:?}");
    for words in [
        "第 2 行“收到日期”：“2026-11-31”有误：2026年11月没有31日，只有30天",
        "第 2 行“类别”",
        "第 2 行“事项编号”",
        "第 3 行“意见内容”",
        "第 3 行“答复日期”",
        "第 3 行“公开范围”",
        "没有写入任何文件",
    ] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    assert!(written(&site).is_empty());
    let site = Scratch::new().with("in.csv", "收到日期,类型,渠道\n2026-06-02,投诉,来电\n");
    let ran = import(&site, &["--lang", "en"]);
    assert!(ran.code == 1 && ran.err.contains("line 1, `类型`") && ran.err.contains("no column `text`"), "{ran:?}");
}

#[test]
fn a_day_that_is_a_number_is_told_with_the_day_that_excel_means_and_not_taken_for_it() {
    let sheet = "收到日期,类别,渠道,意见内容,答复日期\n46348,建议,意见箱,请修路灯,463\n";
    let site = Scratch::new().with("in.csv", sheet);
    let ran = import(&site, &[]);
    for words in [
        "第 2 行“收到日期”：“46348”是 Excel 里日期的序号，应当是 2026-11-22；请核对，在表格里把这一列的格式设为日期",
        "第 2 行“答复日期”：“463”不是日期，请写 2026-07-10",
    ] {
        assert!(ran.code == 1 && ran.err.contains(words), "{words}: {ran:?}");
    }
    let ran = import(&site, &["--lang", "en"]);
    assert!(ran.err.contains("`46348` is Excel's number of a day, 2026-11-22 as it seems"), "{ran:?}");
    assert!(written(&site).is_empty());
}

#[test]
fn rows_that_differ_in_numbers_or_in_english_alone_are_opinions_of_their_own() {
    let sheet = "收到日期,类别,渠道,意见内容\n\
        2026-06-01,建议,意见箱,3号楼电梯坏了\n2026-06-01,建议,意见箱,5号楼电梯坏了\n\
        2026-06-01,建议,意见箱,The gate is locked\n2026-06-01,建议,意见箱,The lamp is out\n\
        2026年6月1日,建议,意见箱,3号楼电梯坏了\n";
    let site = Scratch::new().with("in.csv", sheet.as_bytes());
    let ran = import(&site, &[]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 4), "{ran:?}");
    assert!(ran.err.contains("已有 1 条"), "what is said twice is told: {ran:?}");
    let all = written(&site).concat();
    assert!(["3号楼", "5号楼", "gate", "lamp"].iter().all(|word| all.contains(word)), "{all}");
}

#[test]
fn the_template_is_a_sheet_that_can_be_filled_in_and_its_example_is_no_opinion() {
    let site = Scratch::new();
    let template = site.run(["opinions", "import", "--template"]);
    assert!(template.code == 0 && template.out.starts_with('\u{FEFF}'));
    site.write("in.csv", &template.out);
    let ran = import(&site, &[]);
    assert!(ran.code == 1 && ran.err.contains("第 2 行") && ran.err.contains("示例"), "{ran:?}");
    assert_eq!(written(&site).len(), 0);
    let own = [
        ("楼道灯不亮", "单元门坏了"),
        ("楼道灯坏了两周", "单元门坏了两周"),
        ("2026年7月", "2026年6月"),
        ("2026-07", "2026-06"),
    ];
    site.write("in.csv", own.iter().fold(template.out, |sheet, (from, to)| sheet.replace(from, to)));
    let ran = import(&site, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(written(&site).len(), 1);
    assert_eq!(site.check().codes(), [""; 0]);
    let unknown = site.run(["opinions", "import", "in.csv", "--org", "nobody"]);
    assert_eq!(unknown.code, 2);
}

#[test]
fn a_spreadsheet_says_for_whom_the_reply_is() {
    let sheet = |released: &str| {
        format!(
            "收到日期,类别,渠道,意见内容,答复日期,答复内容,公开范围,答复公开范围,核准人,核准日期\n\
             2026-06-02,投诉,来电,只给党内的话,2026-06-03,向社会答复的话,党内,社会,{released}\n"
        )
    };
    let site = Scratch::new().with("in.csv", sheet(",").as_bytes());
    let refused = import(&site, &[]);
    assert!(refused.code == 1 && refused.err.contains("答复公开范围"), "{refused:?}");
    let site = Scratch::new().with("in.csv", sheet("核准人,2026-06-04").as_bytes());
    assert_eq!(import(&site, &[]).code, 0);
    let text = written(&site).concat();
    assert!(text.contains("audience: internal\nreply_audience: public\nreleased: "), "{text}");
}

#[test]
fn words_of_a_sender_that_look_like_the_heading_of_a_reply_stay_with_the_members() {
    for heading in ["**答复**", "__reply__", "【回复】", "　　【答复】", "== 答复意见 ==", "＃＃ 回复：", "## 答复"]
    {
        let sheet = format!(
            "收到日期,类别,渠道,意见内容,答复日期,答复内容,公开范围,答复公开范围,核准人,核准日期\n\
             2026-06-02,投诉,来电,\"只给党内的话\n{heading}\n不给社会的话\",2026-06-03,向社会答复的话,党内,社会,核准人,2026-06-04\n"
        );
        let site = Scratch::new().with("in.csv", sheet.as_bytes());
        assert_eq!(import(&site, &[]).code, 0, "{heading}");
        assert_eq!(site.check().codes(), [""; 0], "{heading}");
        site.build("2026-07-01", 0);
        let public = site.tree("public");
        let holds = |token: &str| public.values().any(|bytes| String::from_utf8_lossy(bytes).contains(token));
        assert!(holds("向社会答复的话") && !holds("不给社会的话"), "{heading}");
    }
}
