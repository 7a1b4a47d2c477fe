//! Opinions through the doors that people use: pages, open data, and the import of a spreadsheet.

use crate::drafts::date;
use crate::scratch::{Scratch, read_text};
use crate::site::{Item, Opinion, ROOT, Site, found};
use encoding_rs::GB18030;
use std::collections::BTreeSet;

fn page(tree: &crate::site::Tree, path: &str) -> String {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

/// Answered after 2, 4 and 9 days, the last too late, and one waiting past its day; one more for members.
fn some() -> Site {
    let one = |id: &str| Opinion::new(id).body(format!("text-of-{id}."));
    let answered =
        |id: &str, after: u64| one(id).line(format!("due: {}", date(5))).reply(date(after), &format!("reply-to-{id}."));
    Site::new()
        .item(Item::new("thing").body("thing"))
        .opinion(answered("a", 2).line("about: thing").line(format!("rated: {{date: {}, grade: satisfied}}", date(3))))
        .opinion(answered("b", 4).line(format!("rated: {{date: {}, grade: dissatisfied}}", date(4))))
        .opinion(answered("c", 9))
        .opinion(one("d").line(format!("due: {}", date(5))))
        .opinion(one("e").line("audience: internal").line("about: thing").line(format!("due: {}", date(90))))
}

#[test]
fn figures_count_what_the_readers_may_see() {
    let site = some().write();
    site.build_clean(&date(20).to_string());
    let (public, internal) = (site.tree("public"), site.tree("internal"));
    let outside = page(&public, "opinions/index.html");
    for words in ["<dd>4</dd>", "<dd>3</dd>", "<dd>75%</dd>", "<dd>66.7%</dd>", "<dd>4 天</dd>", "<dd>50%</dd>"] {
        assert!(outside.contains(words), "{words}");
    }
    assert!(outside.contains("正在办理") && !outside.contains("逾期") && !outside.contains("text-of-e"));
    let inside = page(&internal, "opinions/index.html");
    for words in ["<dd>5</dd>", "<dd>60%</dd>", "意见未答复", "逾期未答复", "text-of-e."] {
        assert!(inside.contains(words), "{words}");
    }
    assert!(page(&internal, "duties/index.html").contains("opinions/index.html"));
}

#[test]
fn figures_go_on_counting_what_has_left() {
    let site = some().write();
    site.build_clean(&date(500).to_string());
    for (edition, counts) in [
        ("public", ["<dd>4</dd>", "<dd>3</dd>", "<dd>75%</dd>"]),
        ("internal", ["<dd>5</dd>", "<dd>3</dd>", "<dd>60%</dd>"]),
    ] {
        let tree = site.tree(edition);
        for path in ["opinions/index.html".to_owned(), format!("opinions/{ROOT}/index.html")] {
            let text = page(&tree, &path);
            assert!(counts.iter().all(|count| text.contains(count)), "{edition}/{path}: {text}");
            assert!(text.contains("text-of-d.") && !text.contains("text-of-b."), "{edition}/{path}");
        }
    }
    let report = page(&site.tree("internal"), "duties/report.html");
    assert!(
        report.contains("<tfoot><tr><th scope=row>合计</th><td></td><td class=num>5</td><td class=num>3</td>"),
        "{report}"
    );
}

#[test]
fn an_opinion_stands_with_its_item_its_organisation_and_in_open_data() {
    let site = some().write();
    site.build_clean(&date(20).to_string());
    let (public, internal) = (site.tree("public"), site.tree("internal"));
    let item = page(&public, "items/thing.html");
    assert!(item.contains("text-of-a.") && item.contains("reply-to-a.") && !item.contains("text-of-b."));
    assert!(page(&internal, "items/thing.html").contains("text-of-e."));
    let own = format!("opinions/{ROOT}/index.html");
    assert!(page(&public, &format!("organisations/{ROOT}/index.html")).contains(&own));
    assert!(page(&public, &own).contains("reply-to-c."));
    let ids = |tree: &crate::site::Tree| -> BTreeSet<String> {
        let json: serde_json::Value = serde_json::from_str(&page(tree, "opinions.json")).expect("JSON");
        let opinions = json["opinions"].as_array().expect("opinions").clone();
        opinions.iter().map(|opinion| opinion["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(ids(&public), BTreeSet::from(["a", "b", "c", "d"].map(str::to_owned)));
    assert_eq!(ids(&internal), BTreeSet::from(["a", "b", "c", "d", "e"].map(str::to_owned)));
    assert!(
        !page(&public, "opinions.json").contains("\"due\"") && page(&internal, "opinions.json").contains("\"due\"")
    );
    assert_eq!(page(&public, "opinions.csv").lines().count(), 5);
}

#[test]
fn a_full_page_keeps_its_address_and_its_opinions() {
    let site = |n: u64| {
        let opinion = |at: u64| {
            let id = format!("n{at:02}");
            let days = [format!("received: {}", date(at)), format!("released: {{by: 核准人, date: {}}}", date(at))];
            days.into_iter().fold(Opinion::new(&id).body(format!("text-of-{id}.")), Opinion::line)
        };
        let site = (0..n).map(opinion).fold(Site::new(), Site::opinion).write();
        site.build_clean(&date(80).to_string());
        site.tree("public")
    };
    let (few, more) = (site(35), site(45));
    let of = |tree: &crate::site::Tree| -> Vec<bool> {
        let text = page(tree, "opinions/page-1.html");
        (0..45).map(|at| text.contains(&format!("text-of-n{at:02}."))).collect()
    };
    assert_eq!(of(&few), of(&more));
    assert_eq!(of(&few).iter().filter(|stands| **stands).count(), 20);
    assert!(page(&more, "opinions/index.html").contains("opinions/page-1.html#opinion-n00"), "what waits is linked");
}

const SHEET: &str = "收到日期,类别,渠道,来自,意见内容,答复日期,答复单位,答复内容,姓名,联系方式\r\n\
    2026年6月1日,建议,意见箱,群众,\"楼道灯坏了，请修。\n我是李明远，电话13812345678\",2026/6/3,社区党总支,已经修好，已告知李明远,李明远,13812345678\r\n\
    2026-06-02,投诉,来电,党员,噪声太大,,,,,\r\n";

#[test]
fn a_feed_tells_how_opinions_are_handled_and_not_what_they_say() {
    let site = some().opinion(Opinion::new("f").line("title: 补种行道树").body("text-of-f.")).write();
    site.build_clean(&date(20).to_string());
    for (edition, base, ids) in [
        ("public", "https://dangwu.example/public", ["a", "b", "c", "d", "f"].as_slice()),
        ("internal", "https://dangwu.example/internal", &["a", "b", "c", "d", "e", "f"]),
    ] {
        let tree = site.tree(edition);
        let bytes = &tree["opinions/feed.xml"];
        let feed = atom_syndication::Feed::read_from(&**bytes).expect("a feed");
        let first = format!("{base}/opinions/index.html");
        let found: BTreeSet<String> = feed.entries().iter().map(|entry| entry.id().to_owned()).collect();
        let wanted: BTreeSet<String> = ids.iter().map(|id| format!("{first}#opinion-{id}")).collect();
        assert_eq!(found, wanted, "{edition}");
        assert!(
            !String::from_utf8_lossy(bytes).contains("text-of") && !String::from_utf8_lossy(bytes).contains("reply")
        );
        let entry = |id: &str| feed.entries().iter().find(|entry| entry.id().ends_with(id)).expect("an entry");
        assert_eq!(entry("-f").title().as_str(), "补种行道树");
        let summary = entry("-a").summary().expect("a summary").as_str().to_owned();
        assert!(summary.contains("关于《事项 thing》") && summary.ends_with("办理状态：评价。"), "{summary}");
        assert!(entry("-a").updated() > entry("-d").updated(), "rated later than the other was received");
        let page = page(&tree, "opinions/index.html");
        let head = page.split("</head>").next().unwrap_or_default();
        assert!(head.contains("application/atom+xml") && head.contains("opinions/feed.xml"), "{head}");
        let json: serde_json::Value = serde_json::from_slice(&tree["opinions/feed.json"]).expect("JSON");
        assert_eq!(json["items"].as_array().map(Vec::len), Some(ids.len()));
    }
}

#[test]
fn terms_of_reply_are_the_catalogues_then_the_sites_then_the_default() {
    const COMPLAINT: &str =
        "---\nkind: complaint\nchannel: box\naudience: internal\nreceived: 2026-06-01\n---\n路灯不亮。\n";
    let overdue = |catalogue: &str, site: &str, now: &str| {
        let site = Scratch::new()
            .with("catalogue.yaml", format!("{catalogue}{}", crate::scratch::CATALOGUE))
            .with(
                "site.toml",
                crate::scratch::SITE
                    .replace("[[edition]]\nname = \"internal\"", &format!("{site}[[edition]]\nname = \"internal\"")),
            )
            .with("content/opinions/a.md", COMPLAINT);
        site.run(["check", "--format", "json", "--now", now]).codes().contains(&"O008".to_owned())
    };
    let (promise, own) = ("opinions: {complaint: 2wd}\n", "[opinions]\ncomplaint = \"4wd\"\n\n");
    // Two working days after Monday the 1st, four, and fifteen.
    for (catalogue, site, last, after) in [
        (promise, "", "2026-06-03", "2026-06-04"),
        (promise, own, "2026-06-05", "2026-06-06"),
        ("", own, "2026-06-05", "2026-06-06"),
        ("", "", "2026-06-23", "2026-06-24"),
    ] {
        assert!(!overdue(catalogue, site, last), "{catalogue}{site}{last}");
        assert!(overdue(catalogue, site, after), "{catalogue}{site}{after}");
    }
}

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
fn what_was_masked_is_for_members_until_somebody_has_read_it() {
    let sheet = "收到日期,类别,渠道,意见内容,公开范围,核准人,核准日期\n\
        2026-06-01,建议,意见箱,请回电13812345678,社会,丙,2026-06-02\n2026-06-03,建议,意见箱,请修路灯,社会,丙,2026-06-03\n";
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
        2026-06-01,建议,意见箱,我是张 小 三,社会,丙,2026-06-02,张小三,\n";
    let site = Scratch::new().with("in.csv", sheet);
    assert_eq!(import(&site, &[]).code, 0);
    let texts = written(&site);
    assert!(texts.len() == 2 && texts.iter().all(|text| text.contains("\naudience: internal\n")), "{texts:?}");
    assert!(!texts.concat().contains("wx-zhangsan"), "{texts:?}");
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
fn lines_that_look_like_a_marker_are_text() {
    let sheet = "收到日期,类别,渠道,意见内容\n\
        2026-06-01,建议,意见箱,\"一\n【党内】\n：:： 党内\n: : : internal\n（以下仅党内）\n:::\n二\"\n";
    let site = Scratch::new().with("in.csv", sheet);
    assert_eq!(import(&site, &[]).code, 0);
    let texts = written(&site).concat();
    assert!(
        texts.contains("原文：【党内】\n原文：，党内\n原文：，internal\n原文：（以下仅党内）\n原文：，\n二"),
        "{texts}"
    );
    assert!(site.check().codes().is_empty(), "{:?}", site.check());
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
fn terms_of_reply_and_how_long_opinions_stand_are_the_sites() {
    let toml = crate::site::toml(&[("public", "", ""), ("internal", "", "")]);
    let terms = "[opinions]\nsuggestion = \"3d\"\nkeep = \"10 days\"\n";
    let toml = toml.replacen("\n[[edition]]", &format!("\n{terms}\n[[edition]]"), 1);
    let waiting = Opinion::new("waiting").body("waiting-text");
    let answered = Opinion::new("answered").body("answered-text").reply(date(4), "answer");
    let site = Site::new().toml(&toml).opinion(waiting).opinion(answered).write();
    for (day, overdue, stands) in [(3, 0, true), (4, 1, true), (13, 1, true), (14, 1, false)] {
        site.build_clean(&date(day).to_string());
        let (public, internal) = (site.tree("public"), site.tree("internal"));
        assert_eq!(found(&public, "answered-text").is_some(), stands, "{day}");
        assert!(found(&public, "waiting-text").is_some(), "{day}");
        let late = page(&internal, "opinions/index.html").matches("逾期</span>").count();
        assert_eq!(late, overdue, "{day}");
    }
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
fn those_without_an_answer_are_told_to_who_supervises() {
    let site = some().write();
    site.build_clean(&date(20).to_string());
    let internal = site.tree("internal");
    let report = page(&internal, "duties/report.html");
    assert!(report.contains("还没有答复的意见") && report.contains("opinions/index.html#opinion-d"), "{report}");
    assert!(!report.contains("text-of-d"), "what it says stands on its own page");
    let counts = page(&internal, "duties-opinions.csv");
    assert_eq!(
        counts.lines().nth(1).map(|line| line.split(',').skip(2).collect::<Vec<_>>().join(",")).as_deref(),
        Some("2026-Q1,5,3,2,1,1"),
        "{counts}"
    );
    assert!(site.tree("public").keys().all(|path| !path.starts_with("duties")));
    let out = site.run(&["duties", "--now", &date(20).to_string(), "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let ids: Vec<_> = told["opinions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["id"].clone(), one["overdue"].clone()))
        .collect();
    assert_eq!(ids, [("d".into(), true.into()), ("e".into(), false.into())]);
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

#[test]
fn a_second_heading_of_a_reply_is_found() {
    let text = "---\nkind: complaint\nchannel: phone\nreceived: 2026-06-02\naudience: internal\nreply_audience: public\n\
                released: {by: 丙, date: 2026-06-04}\nanswered: {date: 2026-06-03}\n---\n甲\n\n**答复**\n\n密\n\n## 答复\n\n公开答\n";
    let site = Scratch::new().with("content/opinions/a.md", text);
    assert_eq!(site.check().codes(), ["O010"]);
}
