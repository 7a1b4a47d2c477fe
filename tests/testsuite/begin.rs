//! `sunshine new`: a site, an organisation and an item begun from the command line, up to what is published.

use crate::scratch::{ORGANISATION, Ran, Scratch, run, sunshine, tabs};

const NOW: [&str; 2] = ["--now", "2026-12-01"];

/// A site that was begun in the folder `qinglan`.
fn begun() -> Scratch {
    let folder = Scratch::empty();
    let ran = new(&folder, &["站点", "qinglan", "--name", "中共青岚社区委员会"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "site.toml\ncontent/_org.md\n"), "{ran:?}");
    folder
}

/// Runs `new` in a folder at a set instant.
fn new(site: &Scratch, args: &[&str]) -> Ran {
    new_in(site, "", args)
}

fn new_in(site: &Scratch, folder: &str, args: &[&str]) -> Ran {
    run(sunshine(&site.path(folder)).arg("new").args(args).args(NOW))
}

fn check(site: &Scratch) -> Vec<String> {
    run(sunshine(&site.path("qinglan")).args(["check", "--format", "json"]).args(NOW)).findings()
}

#[test]
fn a_site_is_begun_with_an_organisation_below_and_an_item_and_built() {
    let site = begun();
    assert_eq!(check(&site), [""; 0]);
    let branch = new_in(&site, "qinglan", &["党支部", "content/第一支部", "--name", "中共青岚社区第一支部委员会"]);
    assert_eq!((branch.code, branch.out.as_str()), (0, "content/第一支部/_org.md\n"), "{branch:?}");
    let own = site.text("qinglan/content/第一支部/_org.md");
    assert!(own.contains("id: di-yi-zhi-bu ") && own.contains("short: 青岚社区第一党支部 "), "{own}");
    assert_eq!(check(&site), [""; 0]);

    let item = new_in(&site, "qinglan/content/第一支部", &["主题党日", "--name", "“学条例”主题党日: 情况"]);
    assert_eq!(item.out, "content/第一支部/di-yi-zhi-bu-theme-day-2026-11.md\n", "{item:?}");
    assert!(item.err.contains("青岚社区第一党支部，主题党日，所属期间 2026年11月"), "{item:?}");
    let path = "qinglan/content/第一支部/di-yi-zhi-bu-theme-day-2026-11.md";
    let text = site.text(path);
    for line in
        ["title: \"“学条例”主题党日: 情况\"\n", "publish: 2026-12-01 ", "period: 2026-11 ", "held: 在这里写日期 "]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert_eq!(check(&site), ["A001 content/第一支部/di-yi-zhi-bu-theme-day-2026-11.md:2:1"]);

    let filled = [
        ("在这里写议题（主题）", "学习条例"),
        ("在这里写日期", "2026-11-20"),
        ("99999", "12"),
        ("在这里写正文。", "学习了条例。"),
    ];
    site.write(path, filled.iter().fold(text, |text, (from, to)| text.replace(from, to)));
    for (name, more) in [("周一", &[][..]), ("吴二", &["--secrecy", "passed"]), ("王四", &[])] {
        let file = "content/第一支部/di-yi-zhi-bu-theme-day-2026-11.md";
        let signed = run(sunshine(&site.path("qinglan")).args(["approve", file, "--as", name]).args(more).args(NOW));
        assert_eq!(signed.code, 0, "{signed:?}");
    }
    let built = run(sunshine(&site.path("qinglan")).arg("build").args(NOW));
    assert_eq!(built.code, 0, "{built:?}");
    let page = site.text("qinglan/dist/internal/items/di-yi-zhi-bu-theme-day-2026-11.html");
    assert!(page.contains("“学条例”主题党日: 情况"), "{page}");
}

#[test]
fn an_item_lies_where_it_was_asked_for_and_writes_over_nothing() {
    let site = begun();
    for folder in ["a", "a/b"] {
        let made = ["党支部", &format!("content/{folder}"), "--name", &format!("中共示例{folder}支部委员会")];
        assert_eq!(new_in(&site, "qinglan", &made).code, 0);
    }
    std::fs::create_dir_all(site.path("qinglan/content/a/2026")).expect("a folder");
    for (from, place, path) in [
        ("qinglan", "a", "content/a/a-contact.md"),
        ("qinglan", "中共示例a/b支部委员会", "content/a/b/b-contact.md"),
        ("qinglan", "content/a/b", "content/a/b/b-contact-2.md"),
        ("qinglan", "a\\b", "content/a/b/b-contact-3.md"),
        ("qinglan", ".\\content\\a", "content/a/a-contact-2.md"),
        ("qinglan/content/a", "2026", "content/a/2026/a-contact-3.md"),
        ("qinglan/content/a/b", "content/a/b", "content/a/b/b-contact-4.md"),
        ("qinglan/content/a/b", ".", "content/a/b/b-contact-5.md"),
        ("qinglan/dist", "青岚社区党委", "content/qinglan-contact.md"),
        ("qinglan", "青岚社区", "content/qinglan-contact-2.md"),
    ] {
        std::fs::create_dir_all(site.path(from)).expect("a folder");
        let ran = new_in(&site, from, &["contact", place, "--another"]);
        assert_eq!((ran.code, ran.out.trim_end()), (0, path), "{from} {place}: {ran:?}");
    }
    let period = new_in(&site, "qinglan", &["party-dues", "a", "--period", "2025年下半年"]);
    assert_eq!(period.out.trim_end(), "content/a/a-party-dues-2025-h2.md", "{period:?}");
    assert!(site.text("qinglan/content/a/a-party-dues-2025-h2.md").contains("period: 2025-H2 "));
    let adhoc = new_in(&site, "qinglan", &["circular", "a"]);
    assert_eq!(adhoc.out.trim_end(), "content/a/a-circular-2026-12-01.md", "{adhoc:?}");
    let found = check(&site);
    assert!(found.iter().all(|found| found.starts_with("A001")), "{found:?}");
}

#[test]
fn the_only_organisation_needs_no_name_and_an_entry_of_others_is_told() {
    let site = begun();
    let ran = new_in(&site, "qinglan", &["发展党员公示"]);
    assert_eq!(ran.out, "content/qinglan-member-development-2026-12-01.md\n", "{ran:?}");
    assert!(!ran.err.contains("C005"), "{ran:?}");
    let branch = ["党支部", "content/b", "--name", "中共示例支部委员会"];
    assert_eq!(new_in(&site, "qinglan", &branch).code, 0);
    let told = new_in(&site, "qinglan", &["delegates", "b"]);
    assert!(told.code == 0 && told.err.contains("没有把这一项列为党支部的任务（C005）"), "{told:?}");
    assert!(check(&site).iter().any(|found| found.starts_with("C005 content/b/")));
    let branch = site.text("qinglan/content/b/_org.md");
    let lines = "dissolved: 2026-11-20\nexempt: [{entry: 联系方式与意见箱, reason: 与上级合署办公}]\n";
    site.write("qinglan/content/b/_org.md", branch.replacen("kind:", &format!("{lines}kind:"), 1));
    let told = new_in(&site, "qinglan", &["contact", "b"]).err;
    assert!(told.contains("不承担这一项（exempt）") && told.contains("已于 2026-11-20 撤销"), "{told}");
    let quiet = run(sunshine(&site.path("qinglan")).args(["-q", "new", "contact", "b", "--another"]));
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""), "{quiet:?}");
}

#[test]
fn an_entry_that_is_another_organisations_own_is_told() {
    let site = begun();
    for (folder, name) in [("b", "中共示例第一支部委员会"), ("c", "中共示例第二支部委员会")] {
        let folder = format!("content/{folder}");
        assert_eq!(new_in(&site, "qinglan", &["党支部", &folder, "--name", name]).code, 0);
    }
    let own = "scope: b\nplan: {document: 示委发〔2026〕1号, by: 上级, date: 2026-01-05}\nentries:\n  \
               added: {category: routine-affairs, zh: 自己的项目, en: Own, tier: ad-hoc, audience: public, term: 1 month}\n";
    site.write("qinglan/own.yaml", own);
    let config = site.text("qinglan/site.toml");
    site.write("qinglan/site.toml", format!("catalogue = [\"own.yaml\"]\n{config}"));
    let own = new_in(&site, "qinglan", &["added", "b"]);
    assert!(own.code == 0 && !own.err.contains("注意"), "{own:?}");
    let other = new_in(&site, "qinglan", &["added", "c"]);
    assert!(other.code == 0 && other.err.contains("b 自己的项目") && other.err.contains("（C027）"), "{other:?}");
    assert!(check(&site).iter().any(|found| found.starts_with("C027 content/c/")), "{:?}", check(&site));
}

#[test]
fn what_cannot_be_begun_is_said_and_nothing_is_written() {
    let site = begun();
    let branch = ["党支部", "content/b", "--name", "中共示例支部委员会"];
    assert_eq!(new_in(&site, "qinglan", &branch).code, 0);
    site.write("qinglan/content/c/b/note.txt", "");
    site.write("qinglan/content/d/_org.md", ORGANISATION.replace("id: root", "id: qinglan-b"));
    assert_eq!(new_in(&site, "qinglan", &["contact", "b"]).code, 0);
    let before = crate::scratch::tree(&site.path("qinglan"));
    for (args, said) in [
        (&["党费"][..], "放在哪个党组织？请写明，例如 sunshine new 党费"),
        (&["党费", "../"], "这个文件夹不在内容文件夹 content 里"),
        (&["党费", "content/nobody"], "没有“content/nobody”这个文件夹，也没有这样的党组织"),
        (&["党费", "示例街办"], "没有“示例街办”这个文件夹，也没有这样的党组织"),
        (&["contact", "b"], "已经有 content/b/b-contact.md，没有另写"),
        (&["contact", "b", "--period", "2026-Q3"], "不是定期公开的项目，没有所属期间"),
        (&["党费", "b", "--period", "2026-11"], "这一项每半年公开一次，期间写成 2026-H1"),
        (&["党费", "b", "--period", "上季度"], "--period 的期间“上季度”看不懂"),
        (&["党小组", "content/e", "--name", "甲"], "；要建党组织，写它的种类：党委、党工委、党总支、党支部"),
        (&["党员"], "是不是 member-development 发展党员公示、"),
        (&["没有的事"], "公开目录里没有“没有的事”；运行 sunshine catalogue 列出全部"),
        (&["党支部", "content/e"], "还要用 --name 写明党组织的全称"),
        (&["党支部", "content/b", "--name", "甲"], "已经有 content/b/_org.md，没有改动"),
        (&["党支部", "content/c/b", "--name", "甲"], "编号已用于“中共示例支部委员会”"),
        (&["党支部", "content/e/f", "--name", "甲"], "上一级文件夹还没有"),
        (&["党支部", "content/（）", "--name", "甲"], "做不成编号"),
        (&["党支部", "content/.藏", "--name", "甲"], "content/.藏 里的内容不会被读取"),
        (&["党支部", "../elsewhere", "--name", "甲"], "这个文件夹不在内容文件夹 content 里"),
        (&["站点", ".", "--name", "甲"], "已经有 site.toml，没有改动"),
        (&["站点", "--name", "甲"], "请写明站点放在哪个文件夹"),
        (&["站点", "inner", "--name", "甲"], "站点里不再建站点；要增加下级党组织，请用 sunshine new 党支部"),
    ] {
        let ran = new_in(&site, "qinglan", args);
        assert!(ran.code == 2 && ran.out.is_empty() && ran.err.contains(said), "{args:?}: {ran:?}");
        assert_eq!(ran.err.lines().count(), 1, "{ran:?}");
    }
    assert_eq!(crate::scratch::tree(&site.path("qinglan")), before);
    let nowhere = new(&site, &["党费"]);
    assert!(nowhere.code == 2 && nowhere.err.contains("都没有 site.toml"), "{nowhere:?}");
}

#[cfg(unix)]
#[test]
fn names_that_mean_something_in_yaml_are_names_and_what_nobody_sees_is_refused() {
    let site = begun();
    for name in ["null", "~", "true", "2026", "1e5", "- 一", "# 一", "一: 二", "{一"] {
        let ran = new_in(&site, "qinglan", &["主题党日", "content", "--another", &format!("--name={name}")]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let listed = run(sunshine(&site.path("qinglan")).args(["check", ran.out.trim(), "--format", "json"]).args(NOW));
        assert!(listed.findings().iter().all(|finding| !finding.starts_with('F')), "{name}: {listed:?}");
    }
    let ran = new_in(&site, "qinglan", &["党支部", "content/null", "--name", "null"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "content/null/_org.md\n"), "{ran:?}");
    assert_eq!(check(&site).iter().filter(|finding| finding.contains("_org.md")).count(), 0, "{:?}", check(&site));
    for (name, code) in
        [("甲\u{202E}乙", "U+202E"), ("甲\u{200B}乙", "U+200B"), ("甲\n乙", "U+000A"), ("甲\u{1}", "U+0001")]
    {
        for what in ["党支部", "主题党日", "站点"] {
            let ran = new_in(&site, "qinglan", &[what, "content/new", "--another", "--name", name]);
            assert!(ran.code == 2 && ran.err.contains(code) && ran.out.is_empty(), "{what} {name:?}: {ran:?}");
        }
    }
    assert!(!site.path("qinglan/content/new").exists());
}

#[test]
fn nothing_is_begun_where_a_link_leads_out_of_the_site() {
    let site = begun();
    site.write("elsewhere/note.txt", "");
    std::os::unix::fs::symlink(site.path("elsewhere"), site.path("qinglan/content/link")).expect("a link");
    let ran = new_in(&site, "qinglan", &["党支部", "content/link/b", "--name", "甲"]);
    assert!(ran.code == 2 && ran.err.contains("content/link/b 里的内容不会被读取"), "{ran:?}");
    assert!(!site.path("elsewhere/b").exists());
}

#[test]
fn the_period_is_the_first_that_is_owed_and_no_second_item_of_it_is_begun_unasked() {
    let site = begun();
    let toml = site.text("qinglan/site.toml");
    assert!(toml.contains("duties_from = 2026-12-31 "), "{toml}");
    site.write("qinglan/site.toml", toml.replace("2026-12-31", "2026-12-01"));
    let branch = ["党支部", "第一支部", "--name", "红枫里党支部"];
    assert_eq!(new_in(&site, "qinglan", &branch).out.trim_end(), "content/第一支部/_org.md");
    let duties = run(sunshine(&site.path("qinglan")).args(["duties", "--org", "红枫里党支部"]).args(NOW));
    assert!(tabs(&duties.out).contains("主题党日\t2026-11"), "{duties:?}");
    let hint =
        duties.err.lines().find_map(|line| line.strip_prefix("写其中一项，例如：sunshine new ")).expect("a hint");
    let hinted = new_in(&site, "qinglan", &hint.split(' ').collect::<Vec<_>>());
    assert_eq!(hinted.code, 0, "{hint}: {hinted:?}");
    for (args, ending) in [
        (&[][..], "theme-day-2026-11.md"),
        (&[], "theme-day-2026-12.md"),
        (&["--another"], "theme-day-2026-11-2.md"),
        (&["--period", "2026-11", "--another"], "theme-day-2026-11-3.md"),
        (&["--period", "2026-10"], "theme-day-2026-10.md"),
    ] {
        let ran = new_in(&site, "qinglan", &[&["主题党日", "红枫里党支部"], args].concat());
        assert!(ran.code == 0 && ran.out.trim_end().ends_with(ending), "{args:?}: {ran:?}");
        assert_eq!(ran.err.contains("前公开）"), !ending.contains("2026-10"), "{ran:?}");
    }
    // Of a year that was over long ago nothing was asked; a plan is for the year that has begun, and then the next.
    let of = |entry: &str| new_in(&site, "qinglan", &[entry, "红枫里党支部"]).out;
    assert!(of("民主评议").contains("-2026"), "{}", of("民主评议"));
    assert!(of("年度工作计划").contains("-2026") && of("年度工作计划").contains("-2027"));
    let again = new_in(&site, "qinglan", &["主题党日", "红枫里党支部"]);
    assert!(again.code == 2 && again.err.contains("已经有 content/第一支部/"), "{again:?}");
}

#[test]
fn branches_that_are_numbered_alike_have_ids_of_their_own_and_a_name_of_another_kind_is_told() {
    let site = begun();
    for (kind, folder, name, id, told) in [
        ("党总支", "北区", "中共北区总支部委员会", "bei-qu", false),
        ("党支部", "北区/第一支部", "中共北区第一支部委员会", "di-yi-zhi-bu", false),
        ("党支部", "南区", "中共南区委员会", "nan-qu", true),
        ("党支部", "南区/第一支部", "中共南区第一支部委员会", "nan-qu-di-yi-zhi-bu", false),
    ] {
        let ran = new_in(&site, "qinglan", &[kind, folder, "--name", name]);
        assert_eq!((ran.code, ran.err.contains("注意：名称像党委；类型写错了的，改 kind")), (0, told), "{ran:?}");
        let text = site.text(&format!("qinglan/content/{folder}/_org.md"));
        assert!(text.contains(&format!("id: {id} ")) && text.contains(&format!("kind: {kind} ")), "{text}");
    }
    assert_eq!(check(&site), [""; 0]);
    // Two branches share a short name: it names neither.
    for folder in ["北区", "南区"] {
        let path = format!("qinglan/content/{folder}/第一支部/_org.md");
        let text = site.text(&path);
        let short = text.lines().find(|line| line.starts_with("short:")).expect("a short name").to_owned();
        site.write(&path, text.replace(&short, "short: 第一党支部"));
    }
    for args in [&["duties", "--org", "第一党支部"][..], &["new", "党费", "第一党支部"]] {
        let ran = run(sunshine(&site.path("qinglan")).args(args).args(NOW));
        assert!(ran.code == 2 && ran.err.contains("di-yi-zhi-bu（中共北区第一支部委员会）"), "{ran:?}");
    }
    let long = "很长的名称".repeat(5);
    assert_eq!(new_in(&site, "qinglan", &["党支部", &long, "--name", "中共很长支部委员会"]).code, 0);
    for _ in 0..2 {
        let ran = new_in(&site, "qinglan", &["circular", &long]);
        assert!(ran.code == 0 && ran.out.len() < "content/".len() + long.len() + 106, "{ran:?}");
    }
    assert!(check(&site).iter().all(|found| found.starts_with("A001")), "{:?}", check(&site));
    let out = ["new", "党支部", "content/gone/../../../out", "--name", "甲"];
    let ran = run(sunshine(site.root()).args(["--root", "qinglan"]).args(out).args(NOW));
    assert!(ran.code == 2 && !site.path("out").exists(), "{ran:?}");
    let uncommented = site.text("qinglan/content/北区/_org.md").replace("\n#", "\n");
    site.write("qinglan/content/北区/_org.md", uncommented);
    let found = check(&site);
    assert!(
        found.iter().all(|found| found.starts_with("A001")),
        "what is taken up by deleting its mark is read: {found:?}"
    );
    let alone = Scratch::empty();
    assert_eq!(new(&alone, &["站点", "x", "--name", "红枫里社区党支部"]).code, 0);
    assert!(alone.text("x/content/_org.md").contains("kind: 党支部 "));
}
