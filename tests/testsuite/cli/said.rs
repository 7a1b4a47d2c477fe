//! What the command line says, in which language and form.

use super::{COMMANDS, NOW, half_sound, is_han, says, sound};
use crate::scratch::{SITE, Scratch, item, run, sunshine};

#[test]
fn every_command_has_help_in_chinese_and_in_english() {
    let site = Scratch::empty();
    let mut asked: Vec<Vec<&str>> = COMMANDS.iter().map(|command| vec![*command]).collect();
    asked.push(Vec::new());
    for command in asked {
        let help = |lang: &str| {
            let ran = site.run(command.iter().copied().chain(["--help", "--lang", lang]));
            assert_eq!(ran.code, 0, "{ran:?}");
            ran.out
        };
        let (zh, en) = (help("zh-CN"), help("en"));
        assert!(zh.contains(is_han) && !zh.contains(" | "), "{command:?}: {zh}");
        assert!(!en.contains(is_han) && !en.contains(" | "), "{command:?}: {en}");
        assert_ne!(zh, en);
    }
}

#[test]
fn help_names_every_command_and_the_version_is_said() {
    let site = Scratch::empty();
    let help = site.run(["--help"]).out;
    for command in COMMANDS {
        assert!(help.contains(command), "{command}: {help}");
    }
    let version = site.run(["--version"]);
    assert!(version.out.contains(env!("CARGO_PKG_VERSION")), "{version:?}");
}

#[test]
fn a_build_as_of_another_time_says_on_stderr_as_of_which_and_why() {
    let site = sound();
    let ran = site.run(["build", "--now", "2020-06-01"]);
    says(&ran, 0, &["注意：以 2020-06-01 00:00 为准（--now），不是现在", "此后期满的又公开了", "请不带 --now"]);
    assert!(!ran.out.contains("为准"), "{ran:?}");
    let ran = site.run(["build", "--now", "2199-06-01", "--lang", "en"]);
    says(&ran, 0, &["as of 2199-06-01 00:00 (--now)", "what expires or opens until then already has"]);
    let by_epoch = |epoch: i64| {
        let mut command = sunshine(site.root());
        run(command.args(["build", "--quiet"]).env("SOURCE_DATE_EPOCH", epoch.to_string()))
    };
    says(&by_epoch(1_590_940_800), 0, &["以 2020-06-01 00:00 为准（SOURCE_DATE_EPOCH）"]);
    // The age of a file that was written just now: by the clock.
    let metadata = std::fs::metadata(site.path("dist/public/manifest.json")).expect("a manifest");
    let now = metadata.modified().expect("an age").duration_since(std::time::UNIX_EPOCH).expect("later").as_secs();
    let hours_ago = i64::try_from(now).expect("an instant") - 20 * 3600;
    assert_eq!(by_epoch(hours_ago).err, "", "less than a day is no other time");
}

#[test]
fn a_language_in_the_environment_that_is_not_known_is_told_once() {
    let site = sound();
    let said = |lang: &str| run(sunshine(site.root()).arg("check").env("SUNSHINE_LANG", lang));
    for lang in ["fr", "English"] {
        let ran = said(lang);
        says(&ran, 0, &[&format!("环境变量 SUNSHINE_LANG={lang} 看不懂"), "is not known, and Chinese is used"]);
        assert!(ran.err.matches("SUNSHINE_LANG=").count() == 2 && ran.out.contains("0 处错误"), "{ran:?}");
    }
    for (lang, words) in [("", "0 处错误"), ("zh_CN.UTF-8", "0 处错误"), ("EN-gb", "0 errors")] {
        let ran = said(lang);
        assert!(ran.err.is_empty() && ran.out.contains(words), "{lang}: {ran:?}");
    }
}

#[test]
fn the_language_is_that_of_the_option_else_of_the_environment_else_chinese() {
    let site = half_sound();
    let ask = |args: &[&str], variable: Option<&str>| {
        let mut command = sunshine(site.root());
        command.arg("check").args(args);
        if let Some(lang) = variable {
            command.env("SUNSHINE_LANG", lang);
        }
        run(&mut command).err.contains("提出和审批是同一人")
    };
    assert!(ask(&[], None));
    assert!(!ask(&[], Some("en")));
    assert!(ask(&["--lang", "zh-CN"], Some("en")));
    assert!(!ask(&["--lang=en"], None));
}

#[test]
fn an_error_says_where_what_and_what_to_do_in_both_languages() {
    let site = half_sound();
    let zh = site.run(["check"]);
    says(
        &zh,
        1,
        &["错误[A004 approval-same-person]", "提出和审批是同一人：甲", "content/b.md:6:11", "办法", "由不同的人"],
    );
    assert!(zh.out.contains("1 处错误，0 处提醒"), "{zh:?}");
    let en = site.run(["check", "--lang", "en"]);
    says(
        &en,
        1,
        &[
            "error[A004 approval-same-person]",
            "by the same person: 甲",
            "content/b.md:6:11",
            "help",
            "different people",
        ],
    );
    assert!(en.out.contains("1 error, 0 warnings"), "{en:?}");
    assert!(!en.err.contains("办法") && !en.err.contains("同一人"), "{en:?}");
}

#[test]
fn of_a_very_long_line_what_is_around_the_mark_is_shown_at_its_own_column() {
    let line = format!("{}13812345678{}", "字".repeat(3_000), "，电话13912345678".repeat(400));
    let site = Scratch::new().with("content/a.md", item("一件事", "", &line));
    let ran = site.run(["check", "--now", "2026-07-01"]);
    assert_eq!(ran.code, 1, "{}", ran.err.len());
    let first = ran.err.split("P003").nth(1).expect("a finding");
    assert!(first.contains("content/a.md:8:3001\n") && first.contains("13812345678"), "{first}");
    assert!(!first.contains(":::") && first.len() < 2_000, "{first}");
    assert_eq!(ran.err.matches("P003").count(), 401);
    assert!(ran.err.len() < 401 * 2_000, "{}", ran.err.len());
}

#[test]
fn check_as_json_is_one_document_with_every_part_of_a_finding() {
    let ran = half_sound().check();
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let json = ran.json();
    let finding = &json["findings"][0];
    assert_eq!(finding["code"], "A004");
    assert_eq!(finding["name"], "approval-same-person");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["path"], "content/b.md");
    assert_eq!((&finding["line"], &finding["column"]), (&6.into(), &11.into()));
    assert!(finding["help"].as_str().is_some_and(|help| help.contains("不同的人")));
    assert_eq!(sound().check().json()["findings"], serde_json::json!([]));
}

#[test]
fn build_as_json_has_a_summary() {
    let site = sound();
    let json = site.build(NOW, 0).json();
    let summary = &json["summary"];
    assert_eq!(summary["result"], "published");
    assert_eq!(summary["items"], 1);
    // The duties of the second quarter are overdue from that day on.
    assert_eq!(summary["next_change"], "2026-07-15T00:00:00+08:00");
    let editions = summary["editions"].as_array().expect("editions");
    let names: Vec<_> = editions.iter().map(|e| e["edition"].as_str()).collect();
    assert_eq!(names, [Some("internal"), Some("public")]);
    for edition in editions {
        assert_eq!(edition["files"], edition["written"]);
        let name = edition["edition"].as_str().expect("a name");
        assert_eq!(edition["files"], site.tree(name).len() - 1, "all but the manifest");
    }
    let again = site.build(NOW, 0).json();
    assert_eq!(again["summary"]["result"], "unchanged");
    let broken = half_sound();
    assert_eq!(broken.build(NOW, 1).json()["summary"]["result"], "dropped");
}

#[test]
fn build_says_what_it_did_in_one_summary_unless_told_to_be_quiet() {
    let site = sound();
    let ran = site.run(["build", "--now", NOW]);
    assert!(ran.out.starts_with("已生成：台账 1 项，下次变动 2026-07-15"), "{ran:?}");
    assert!(ran.out.contains("public：公开中 1 项"), "{ran:?}");
    let ran = site.run(["build", "--now", NOW, "--lang", "en"]);
    assert!(ran.out.starts_with("nothing changed: 1 item, next change 2026-07-15"), "{ran:?}");
    let ran = site.run(["build", "--now", "2026-07-02", "--quiet"]);
    assert_eq!((ran.code, &*ran.out, &*ran.err), (0, "", ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_is_cut_off_by_a_full_disk_is_a_failure_and_by_its_reader_is_none() {
    let site = sound();
    for args in [
        &["catalogue", "--schema"][..],
        &["catalogue", "--format", "csv"],
        &["duties", "--all"],
        &["check", "--format", "sarif"],
        &["bulletin", "--period", "2026-Q3", "--org", "root"],
        &["build", "--now", NOW],
        &["explain"],
        &["--help"],
        &["--help", "--lang", "en"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("a full disk");
        let said = sunshine(site.root()).args(args).stdout(full).output().expect("the program runs");
        let words = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(2), "{args:?}: {words}");
        let told =
            if args.contains(&"en") { "the disk is full, standard output" } else { "磁盘已满，标准输出" };
        assert_eq!(words.matches(told).count(), 1, "{args:?}: {words}");
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let said = sunshine(site.root()).args(args).stdout(writer).output().expect("the program runs");
        let words = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(said.status.success() && !words.contains("标准输出"), "{args:?}: {words}");
    }
}

#[test]
fn a_rule_is_explained_by_code_or_by_name_in_both_languages() {
    let site = Scratch::empty();
    let zh = site.run(["explain", "a001"]);
    assert!(zh.out.contains("A001 approval-missing") && zh.out.contains("未经审批"), "{zh:?}");
    let en = site.run(["explain", "approval-missing", "--lang", "en"]);
    assert!(en.out.contains("holds nothing else up") && !en.out.contains(is_han), "{en:?}");
    let all = site.run(["explain"]);
    assert!(all.out.contains("A001  未经审批的事项不得公开") && all.out.contains(" · approval-missing\n"), "{all:?}");
    assert_eq!(all.out.lines().count(), sunshine::diagnostic::RULES.len());
    says(&site.run(["explain", "Z999", "--lang", "en"]), 2, &["there is no rule `Z999`"]);
}

#[test]
fn a_build_without_an_edition_for_members_says_that_their_items_are_nowhere() {
    let inside = item("一件党内的事", "audience: internal\ninternal_reason: 暂不公开", "正文。");
    let site = sound().with("content/b.md", inside);
    let told = "1 项仅党内公开：本站没有党内版，这些事项不在任何网站上";
    assert!(!site.run(["build", "--now", NOW]).out.contains("仅党内公开"), "an edition for members has it");
    let public_only = SITE.split("[[edition]]\nname = \"internal\"").next().unwrap_or_default().to_owned()
        + "[[edition]]"
        + SITE.rsplit("[[edition]]").next().unwrap_or_default();
    site.write("site.toml", public_only);
    for _ in ["published", "unchanged"] {
        let ran = site.run(["build", "--now", NOW]);
        assert!(ran.code == 0 && ran.out.contains(told), "{ran:?}");
    }
}

#[test]
fn of_a_file_that_is_not_there_no_line_is_shown() {
    let site = sound().with("site.toml", SITE.replace("catalogue.yaml", "none.yaml"));
    let ran = site.run(["check"]);
    says(&ran, 1, &["找不到这份公开目录\n--> none.yaml\n = 办法: 检查 site.toml 里 catalogue 的路径"]);
}

#[cfg(unix)]
#[test]
fn nothing_is_shown_of_a_file_that_is_not_read() {
    let site = sound().with("secret.txt", "the secret line\n");
    std::os::unix::fs::symlink("../secret.txt", site.path("content/b.md")).expect("a link");
    let ran = site.run(["check"]);
    says(&ran, 1, &["F018", "--> content/b.md\n", "指向内容文件夹之外，没有读取"]);
    assert!(!ran.err.contains("secret line"), "{ran:?}");
}

#[test]
fn a_tab_behind_a_colon_is_no_fault_where_another_line_has_one() {
    let site = sound().with("content/b.md", "---\ntitle:\t一件事\n\tentry: resolution\n---\n正文。\n");
    let ran = site.run(["check"]);
    says(&ran, 0, &["这一行开头用了制表符（Tab 键）"]);
    assert!(!ran.err.contains("冒号后面"), "{ran:?}");
}
