//! What a clerk does wrong, and is told in a clerk's words: what it is, on which line, and what to do.

use super::{NOW, half_sound, is_han, says, sound};
use crate::scratch::{Ran, Scratch, item, run, sunshine};

/// What a check of one item says, without colour.
fn told(text: &str, lang: &str) -> String {
    let site = Scratch::new().with("content/a.md", text);
    site.run(["check", "--now", NOW, "--lang", lang]).err
}

/// Each line in the place of the title or after the approval, and what is said of it: the line, and words.
fn each(cases: &[(&str, &str, &[&str])]) {
    for (line, place, words) in cases {
        let text = if line.starts_with("title") {
            item("一件事", "", "正文。").replacen("title: 一件事", line, 1)
        } else {
            item("一件事", "", "正文。").replacen("\n---\n", &format!("\n{line}\n---\n"), 1)
        };
        let zh = told(&text, "zh-CN");
        for word in words.iter().chain([place]) {
            assert!(zh.contains(word), "“{word}” of {line:?}: {zh}");
        }
        for parser in ["mapping", "simple key", "expected", "while"] {
            assert!(!zh.contains(parser), "{line:?}: {zh}");
        }
        let en = told(&text, "en");
        let said = |line: &&str| line.starts_with("error[") || line.trim_start().starts_with("= help");
        assert!(en.lines().filter(said).count() >= 2, "{line:?}: {en}");
    }
}

#[test]
fn a_front_matter_that_cannot_be_read_is_told_by_what_was_typed() {
    each(&[
        ("fields:\n\tmet: 2026-06-01\n  text: 同意。", "a.md:8:1", &["制表符", "改用空格"]),
        ("title:党费公示", "a.md:2:6", &["冒号后面缺少一个空格", "title: 党费公示"]),
        ("changes: [{date: 2026-06-20，\n  note: 改正一字}]", "a.md:7:28", &["全角的“，”", "改成 ,"]),
        ("fields: ｛\n  met: 2026-06-01}", "a.md:7:9", &["全角的“｛”", "改成 {"]),
        ("summary: \"通过了三项决议", "a.md:7:10", &["引号只有前一半", "补上 \""]),
        ("title: \"三会一课\"执行情况", "a.md:2:14", &["引号结束以后又写了字", "单引号"]),
        ("title: 关于: 某事", "a.md:2:10", &["值里又有半角冒号和空格", "全角的“：”"]),
        ("summary: *重要*", "a.md:7:10", &["值以“*”开头", "英文引号"]),
        ("keywords: [党费, &甲 公示]", "a.md:7:16", &["这里的“&”", "英文引号"]),
        ("keywords: [党费, *甲]", "a.md:7:16", &["这里的“*”", "英文引号"]),
        ("fields: {met: !x 2026-06-01}", "a.md:7:15", &["这里的“!”", "英文引号"]),
        ("summary 通过了三项决议", "a.md:7:1", &["没有冒号", "写成 summary: 通过了三项决议"]),
        ("keywords: [党费, 公示", "a.md:7:11", &["没有对应的 ]", "补上 ]"]),
        ("keywords: [党费, 公示]]", "a.md:7:19", &["多了一个 ]"]),
    ]);
}

#[test]
fn dates_and_parts_of_the_wrong_form_are_told_how_they_are_written() {
    each(&[
        ("updated: 2026-11-31", "a.md:7:10", &["2026年11月没有31日", "核对原件"]),
        ("updated: 2026-13-01", "a.md:7:10", &["一年里没有13月"]),
        ("updated: 昨天", "a.md:7:10", &["看不懂", "日期要写成 2026-07-10 这样的形式"]),
        ("expires: 长期", "a.md:7:10", &["不写 expires 即按公开目录"]),
        (
            "withdrawn: 误发",
            "a.md:7:12",
            &["写成 withdrawn: { date: 撤回日期, kind: 误发, reason:", "日期如 2026-07-10"],
        ),
        ("withdrawn: 是的", "a.md:7:12", &["写成 withdrawn: { date: 撤回日期, kind: 撤回, reason:"]),
        ("withdrawn: {kind: 误发}", "a.md:7:12", &["withdrawn 缺少 date、reason"]),
        ("changes: 改正一字", "a.md:7:10", &["写成 changes: [{ date: 更正日期, note:"]),
        ("公开日期: 2026-06-11", "a.md:7:1", &["请写 publish（公开日期）"]),
        ("范围: 党内", "a.md:7:1", &["请写 audience（范围）"]),
        ("正文: 同意。", "a.md:7:1", &["正文不用键", "---"]),
        ("zzz: 1", "a.md:7:1", &["可用的键共", "例如"]),
    ]);
}

#[test]
fn an_item_that_is_withdrawn_without_a_day_is_off_all_the_same() {
    let site = sound();
    site.build(NOW, 0);
    assert!(site.text("dist/public/items/a.html").contains("正文。"));
    for line in ["withdrawn: {kind: 误发}", "withdrawn: 误发", "withdrawn: {reason: 发错了版本}"] {
        site.write("content/a.md", item("一件事", line, "正文。"));
        site.build(NOW, 1);
        let left = site.tree("public").remove("items/a.html").unwrap_or_default();
        assert!(!String::from_utf8_lossy(&left).contains("正文。"), "{line}");
    }
}

#[test]
fn a_person_is_no_successor() {
    let item = |line: &str| told(&item("一件事", line, "正文。"), "zh-CN");
    let person = item("withdrawn: {date: 2026-06-20, kind: in-error, by: 江一帆, reason: 误发}");
    assert!(person.contains("不写人名") && person.contains("successor"), "{person}");
    let none = item("withdrawn: {date: 2026-06-20, kind: superseded}");
    assert!(none.contains("没有写由哪个事项接替") && none.contains("successor: 编号"), "{none}");
}

#[test]
fn an_entry_is_found_by_a_word_of_its_name() {
    let site = Scratch::new();
    let dues = site.run(["catalogue", "--entry", "党费"]);
    assert!(dues.code == 0 && dues.out.starts_with("party-dues  党费收缴、使用和管理"), "{dues:?}");
    says(&site.run(["catalogue", "--entry", "评优表彰"]), 2, &["是不是 honours 评先表彰？"]);
    let many = site.run(["catalogue", "--entry", "党员"]);
    says(&many, 2, &["member-development 发展党员公示", "member-education"]);
    let unknown = |entry: &str| told(&item("一件事", &format!("entry: {entry}"), "正文。"), "zh-CN");
    assert!(unknown("评优表彰").contains("请写 entry: honours（评先表彰）"));
    assert!(unknown("三会一课").contains("请写 entry: three-meetings（“三会一课”执行情况）"));
    assert!(told(&item("一件事", "entry: 评先表彰", "正文。"), "zh-CN").is_empty(), "a whole name is as good");
    assert!(unknown("xyzzy").contains("运行 sunshine catalogue 查看"));
}

#[test]
fn personal_data_in_an_attachment_is_mended_in_the_attachment() {
    let listed = item("一件事", "attachments: [{file: 名单.csv}]", "正文。");
    let site = Scratch::new().with("content/a/index.md", listed);
    site.write("content/a/名单.csv", "姓名,身份证号\n甲,11010519491231002X\n");
    let ran = site.run(["check", "--now", NOW]);
    for words in [
        "附件 名单.csv 的表头有“身份证号”",
        "删去这一列后重新保存",
        "附件 名单.csv 第2行第2列 里有",
        "--fix 不改附件",
        "用 git 的请管理员清除历史",
    ] {
        assert!(ran.err.contains(words), "“{words}”: {}", ran.err);
    }
    assert!(!ran.err.contains("正文!"), "{ran:?}");
}

#[test]
fn utf_16_is_called_by_its_name() {
    let text = item("一件事", "", "正文。");
    let bytes: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let site = Scratch::new().with("content/a.md", bytes);
    says(&site.run(["check", "--now", NOW]), 0, &["文件是 UTF-16（“Unicode 文本”）", "另存为 UTF-8"]);
}

#[test]
fn an_edition_says_which_line_it_lacks() {
    let site = sound();
    let toml = site.text("site.toml").replace("base_url = \"https://dangwu.example\"\n", "");
    site.write("site.toml", toml);
    says(&site.run(["check"]), 1, &["这一版（public）没有写 base_url", "例如 base_url = \"https://"]);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let site = sound();
    let missing = |args: &[&str], words: &[&str]| {
        let ran = site.run(args);
        says(&ran, 2, words);
        assert!(!ran.err.contains("os error"), "{ran:?}");
    };
    missing(&["opinions", "import", "意见.csv", "--org", "root"], &["找不到 意见.csv", "请核对文件名"]);
    let out = ["bulletin", "--period", "2026-Q2", "--org", "root", "--out", "gone/通报.html"];
    missing(&out, &["没有 gone 这个文件夹", "请先建好"]);
    let approve = site.run(["approve", "content/gone.md", "--as", "甲"]);
    says(&approve, 1, &["没有写入 content/gone.md", "请核对文件名"]);
    let folder = site.run(["opinions", "import", "content", "--org", "root"]);
    says(&folder, 2, &["content 是文件夹"]);
}

fn counted(ran: &Ran, words: &[&str]) {
    for word in words {
        assert!(ran.out.contains(word), "“{word}” is not in {ran:?}");
    }
}

#[test]
fn a_check_can_tell_of_one_file_folder_or_organisation() {
    let site = half_sound();
    site.write("content/x/_org.md", "---\nid: x\nname: 中共示例街道第一支部\nkind: branch\n---\n");
    site.write("content/x/c.md", item("又一件事", "", "见[这里](gone)。"));
    let all = site.run(["check"]);
    assert_eq!(all.code, 1);
    counted(&all, &["检查了 3 个事项：1 处错误，1 处提醒"]);
    let one = site.run(["check", "content/x/c.md"]);
    assert!(one.code == 0 && !one.err.contains("A004") && one.err.contains("L001"), "{one:?}");
    counted(&one, &["所选部分：0 处错误，1 处提醒", "其余部分还有 1 处错误，0 处提醒"]);
    for args in [["check", "content/x"], ["check", "--org=x"]] {
        let ran = site.run(args);
        assert!(ran.code == 0 && !ran.err.contains("A004"), "{ran:?}");
    }
    let other = site.run(["check", "content/b.md", "content/a.md", "--format", "json"]);
    assert_eq!((other.code, other.codes()), (1, vec!["A004".to_owned()]));
    assert_eq!(site.run(["check", "--org", "x", "content/b.md"]).code, 0, "both at once");
    says(&site.run(["check", "content/gone.md"]), 2, &["没有“content/gone.md”", "请核对路径"]);
    says(&site.run(["check", "--org", "gone"]), 2, &["没有编号为“gone”的党组织"]);
    let commands: [&[&str]; 5] = [
        &["check"],
        &["duties"],
        &["approve", "--list"],
        &["bulletin", "--period", "2026"],
        &["opinions", "import", "no.csv"],
    ];
    for command in commands {
        let called = |org: &str| site.run(command.iter().chain(&["--org", org]));
        says(&called("rooot"), 2, &["rooot", "是不是 root（中共示例街道工作委员会）"]);
        let by_id = called("root");
        // A part of a name will do where all others that have it are below.
        for name in ["中共示例街道工作委员会", "示例街道"] {
            let by_name = called(name);
            assert_eq!((by_name.code, by_name.out, by_name.err), (by_id.code, by_id.out.clone(), by_id.err.clone()));
        }
    }
}

#[test]
fn personal_data_is_masked_only_in_the_chosen_files() {
    let site = Scratch::new();
    for name in ["a", "b"] {
        site.write(&format!("content/{name}.md"), item("一件事", "", "甲，11010519491231002X。"));
    }
    site.run(["check", "--fix", "content/a.md"]);
    let kept = |name: &str| site.text(&format!("content/{name}.md")).contains("11010519491231002X");
    assert!(!kept("a") && kept("b"));
}

#[test]
fn quiet_says_errors_and_nothing_else() {
    let site = half_sound();
    site.write("content/c.md", item("又一件事", "", "见[这里](gone)。"));
    for command in ["check", "build"] {
        let ran = site.run([command, "-q", "--now", NOW]);
        assert!(ran.code == 1 && ran.out.is_empty(), "{ran:?}");
        assert!(ran.err.contains("A004") && !ran.err.contains("L001"), "{ran:?}");
    }
}

#[test]
fn every_command_that_reads_the_content_takes_threads() {
    let site = sound().with("in.csv", "收到日期,类别,渠道,来自,意见内容\n2026-06-01,建议,电话,居民,加一盏灯\n");
    for args in [
        &["build", "--now", NOW][..],
        &["check"],
        &["duties"],
        &["catalogue"],
        &["bulletin", "--period", "2026-Q2", "--org", "root"],
        &["theme", "check"],
        &["approve", "--list"],
        &["opinions", "import", "in.csv", "--org", "root"],
    ] {
        let ran = site.run(args.iter().copied().chain(["--threads", "1"]));
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let written = crate::scratch::tree(&site.path("content/opinions"));
    let text = String::from_utf8(written.into_values().next().expect("an opinion")).expect("UTF-8");
    assert!(text.contains("channel: phone") && text.contains("from: resident"), "{text}");
}

#[test]
fn what_a_command_line_lacks_or_has_too_much_is_said_in_chinese_with_what_to_do() {
    let site = sound();
    let long = "9".repeat(30);
    for (args, words) in [
        (&["chekc"][..], &["没有“chekc”这个命令", "是不是想写 check？"][..]),
        (&["build", "--edtion", "public"], &["没有“--edtion”这个选项", "--edition", "sunshine build --help"]),
        (&["catalogue", "党费"], &["多了“党费”", "sunshine catalogue --help"]),
        (&["check", "--format", "xml"], &["--format <形式> 不能写“xml”", "可写：text、json、github、sarif"]),
        (&["check", "--threads", "0"], &["--threads <个数> 不能写“0”", "至少是 1"]),
        (&["check", "--threads", &long], &["--threads <个数> 不能写", "要写数字"]),
        (&["serve", "--port", "abc"], &["--port <端口> 不能写“abc”"]),
        (&["approve"], &["还要写：--as <姓名>、<文件>", "用法：sunshine approve"]),
        (&["approve", "a.md", "--as"], &["--as <姓名> 后面缺少要写的内容"]),
        (&["opinions", "--quiet"], &["还要写明命令", "可写：import", "sunshine opinions --help"]),
        (
            &["bulletin", "--period", "2026", "--org", "root", "--reading", "--format", "text"],
            &["不能与", "只写其中一个"],
        ),
        (&["build", "--keep-going", "--keep-going"], &["--keep-going 写了两次"]),
        (&["build", "--keep-going=1"], &["--keep-going 后面不能写“1”"]),
    ] {
        let ran = site.run(args);
        says(&ran, 2, words);
        let english = ["error", "Usage", "OPTIONS", "COMMAND", "possible", "tip", "For more"];
        assert!(ran.out.is_empty() && !english.iter().any(|word| ran.err.contains(word)), "{ran:?}");
        let ran = site.run(args.iter().copied().chain(["--lang=en"]));
        assert!(ran.code == 2 && !ran.err.replace("党费", "").contains(is_han), "{ran:?}");
    }
}

#[test]
fn help_in_chinese_has_no_word_of_english_of_its_own() {
    let site = Scratch::empty();
    let commands = ["", "build", "check", "approve", "serve", "duties", "catalogue", "bulletin", "explain"];
    let deeper = [&["opinions", "import"][..], &["theme", "check"]];
    for command in commands.iter().map(std::slice::from_ref).chain(deeper) {
        let args = command.iter().copied().filter(|word| !word.is_empty());
        let help = site.run(args.chain(["--help"])).out;
        assert!(help.contains("用法：sunshine") && help.contains("选项："), "{help}");
        for word in ["OPTIONS", "COMMAND", "possible", "default", "FILE", "<NAME", "<ID"] {
            assert!(!help.contains(word), "{word}: {help}");
        }
        let named = help.split('<').skip(1).filter_map(|rest| rest.split('>').next());
        for name in named {
            assert!(name.contains(is_han), "<{name}>: {help}");
        }
    }
    let none = site.run::<&str>([]);
    assert!(none.code == 2 && none.err.contains("命令："), "{none:?}");
}

#[test]
fn a_text_outside_the_content_is_not_taken_for_a_sound_one() {
    let site = Scratch::new().with("候选人.md", item("一件事", "", "正文。"));
    let ran = site.run(["check", "候选人.md", "--now", "2026-07-01"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("“候选人.md”不在内容文件夹里，不会公开"), "{ran:?}");
}

/// A disk that is full before a byte of it is written, in a folder in which a page of its own stands.
#[cfg(unix)]
#[test]
fn a_new_file_is_there_whole_or_not_at_all() {
    let site = sound().with("content/x/b.md", item("另一件事", "", "正文。"));
    let new = |limit: &str| {
        let mut program = sunshine(site.root());
        program.args(["new", "branch", "content/x", "--name", "中共示例支部委员会"]);
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &format!("trap '' XFSZ; {limit} exec \"$@\""), "sh"]).arg(program.get_program());
        run(shell.args(program.get_args()).current_dir(site.root()))
    };
    let failed = new("ulimit -f 0;");
    assert_eq!(failed.code, 2, "{failed:?}");
    let held = std::fs::read_dir(site.path("content/x")).expect("a folder").flatten();
    assert_eq!(held.map(|entry| entry.file_name()).collect::<Vec<_>>(), ["b.md"]);
    let made = new("");
    assert!(made.code == 0 && site.path("content/x/_org.md").exists(), "{made:?}");
}
