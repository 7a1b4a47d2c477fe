//! The command line, as a clerk or a script meets it.

use crate::scratch::{APPROVAL, Ran, SITE, Scratch, item, run, sunshine};
use std::fs;

const NOW: &str = "2026-07-01";
const COMMANDS: &[&str] = &["build", "check", "serve", "clean", "explain"];

/// A site with one sound item.
fn sound() -> Scratch {
    Scratch::new().with("content/a.md", item("一件事", "", "正文。"))
}

/// A site with one sound item and one without an approval.
fn half_sound() -> Scratch {
    let broken = item("另一件事", "", "未经审批。").replace(&format!("approval: {APPROVAL}\n"), "");
    sound().with("content/b.md", broken)
}

/// A site whose configuration is the usual one, changed.
fn configured(from: &str, to: &str) -> Scratch {
    assert!(SITE.contains(from), "{from}");
    sound().with("site.toml", SITE.replace(from, to))
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

fn says(ran: &Ran, code: i32, words: &[&str]) {
    assert_eq!(ran.code, code, "{ran:?}");
    for word in words {
        assert!(ran.err.contains(word), "“{word}” is not in {ran:?}");
    }
}

#[test]
fn a_sound_site_ends_with_0_findings_with_1_and_what_cannot_run_with_2() {
    let site = sound();
    assert_eq!(site.run(["check"]).code, 0);
    assert_eq!(site.run(["build", "--now", NOW]).code, 0);
    assert_eq!(site.run(["explain", "A001"]).code, 0);
    assert_eq!(site.run(["clean"]).code, 0);
    let broken = half_sound();
    assert_eq!(broken.run(["check"]).code, 1);
    assert_eq!(broken.run(["build", "--now", NOW]).code, 1);
    let configuration = sound().with("site.toml", "title = ");
    assert_eq!(configuration.run(["check"]).code, 1);
    assert_eq!(configuration.run(["build"]).code, 1);
    for args in [
        &["no-such-command"][..],
        &["check", "--no-such-option"],
        &["build", "--now", "yesterday"],
        &["build", "--format", "xml"],
        &["check", "--threads", "many"],
        &["explain", "Z999"],
        &[],
    ] {
        assert_eq!(site.run(args).code, 2, "{args:?}");
    }
}

#[test]
fn a_warning_alone_does_not_fail() {
    let site = sound().with("content/b.md", item("一件事", "", "见[这里](gone)。"));
    assert_eq!(site.check().codes(), ["L001"]);
    assert_eq!(site.check().code, 0);
    site.build(NOW, 0);
}

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
fn the_language_is_that_of_the_option_else_of_the_environment_else_chinese() {
    let site = half_sound();
    let ask = |args: &[&str], variable: Option<&str>| {
        let mut command = sunshine(site.root());
        command.arg("check").args(args);
        if let Some(lang) = variable {
            command.env("SUNSHINE_LANG", lang);
        }
        run(&mut command).err.contains("没有审批记录")
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
    says(&zh, 1, &["错误[A001 approval-missing]", "没有审批记录", "content/b.md:2:1", "办法", "补上 approval:"]);
    assert!(zh.out.contains("1 处错误，0 处提醒"), "{zh:?}");
    let en = site.run(["check", "--lang", "en"]);
    says(
        &en,
        1,
        &["error[A001 approval-missing]", "there is no approval", "content/b.md:2:1", "help", "Add approval:"],
    );
    assert!(en.out.contains("1 errors, 0 warnings"), "{en:?}");
    assert!(!en.err.contains("办法") && !en.err.contains("没有审批"), "{en:?}");
}

#[test]
fn check_as_json_is_one_document_with_every_part_of_a_finding() {
    let ran = half_sound().check();
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let json = ran.json();
    let finding = &json["findings"][0];
    assert_eq!(finding["code"], "A001");
    assert_eq!(finding["name"], "approval-missing");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["path"], "content/b.md");
    assert_eq!((&finding["line"], &finding["column"]), (&2.into(), &1.into()));
    assert!(finding["help"].as_str().is_some_and(|help| help.contains("approval")));
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
    assert!(ran.out.starts_with("已公开：1 个事项，下次变动 2026-07-15"), "{ran:?}");
    let ran = site.run(["build", "--now", NOW, "--lang", "en"]);
    assert!(ran.out.starts_with("nothing changed: 1 items, next change 2026-07-15"), "{ran:?}");
    let ran = site.run(["build", "--now", "2026-07-02", "--quiet"]);
    assert_eq!((ran.code, &*ran.out, &*ran.err), (0, "", ""));
}

#[test]
fn one_edition_alone_can_be_built() {
    let site = sound();
    assert_eq!(site.run(["build", "--now", NOW, "--edition", "public"]).code, 0);
    assert!(site.path("dist/public/index.html").exists() && !site.path("dist/internal").exists());
}

#[test]
fn an_edition_that_is_not_there_is_an_error_and_builds_nothing() {
    let site = sound();
    says(&site.run(["build", "--edition", "pubic"]), 2, &["site.toml 里没有名为“pubic”的版"]);
    says(
        &site.run(["build", "--edition", "public", "pubic", "--lang", "en"]),
        2,
        &["site.toml has no edition `pubic`"],
    );
    assert!(!site.path("dist").exists());
}

#[test]
fn the_root_is_found_from_any_folder_below() {
    let site = sound().with("content/deep/down/list.csv", "1\n");
    let ran = run(sunshine(&site.path("content/deep/down")).args(["build", "--now", NOW]));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(site.path("dist/public/items/a.html").exists());
}

#[test]
fn the_root_that_is_named_is_used_wherever_one_is() {
    let (site, elsewhere) = (sound(), Scratch::empty());
    let root = site.root().to_string_lossy().into_owned();
    let ran = elsewhere.run(["check", "--format", "json", "--root", &root]);
    assert_eq!((ran.code, ran.findings().len()), (0, 0));
}

#[test]
fn without_a_site_toml_there_is_nothing_to_do() {
    let site = Scratch::empty();
    for command in ["build", "check", "clean"] {
        says(&site.run([command]), 2, &["没有 site.toml", "--root"]);
        says(&site.run([command, "--lang", "en"]), 2, &["there is no site.toml here or above"]);
        let named = site.run([command, "--root", "nowhere", "--lang", "en"]);
        says(&named, 2, &["there is no site.toml in nowhere"]);
    }
    assert!(!site.path(".sunshine").exists());
}

#[test]
fn an_output_folder_with_something_else_in_it_is_left_alone() {
    for (path, bytes) in
        [("dist/public/thesis.doc", "a year's work"), ("dist/public/manifest.json", "{\"name\": \"some web app\"}")]
    {
        let site = sound().with(path, bytes);
        let ran = site.run(["build", "--now", NOW]);
        says(&ran, 2, &["dist/public", "里有别的东西，没有动它", "choose an empty folder"]);
        assert_eq!(site.tree("public").len(), 1);
        assert_eq!(site.text(path), bytes);
        assert!(!site.path("dist/.public.sunshine-new").exists());
    }
}

#[test]
fn the_folder_of_another_edition_is_left_alone() {
    let site = sound();
    site.build(NOW, 0);
    let swapped = SITE
        .replace("dist/internal", "dist/x")
        .replace("dist/public", "dist/internal")
        .replace("dist/x", "dist/public");
    site.write("site.toml", swapped);
    let before = (site.tree("internal"), site.tree("public"));
    says(&site.run(["build", "--now", NOW]), 2, &["没有动它"]);
    assert!(before == (site.tree("internal"), site.tree("public")));
}

#[test]
fn destinations_that_contain_one_another_or_the_content_are_refused() {
    for to in [
        "dist/internal",
        "dist/internal/public",
        "DIST/Internal",
        "dist",
        "content",
        "content/x",
        "themes/x",
        ".",
        "..",
        ".sunshine/x",
    ] {
        let site = configured("output = \"dist/public\"", &format!("output = \"{to}\""));
        says(&site.run(["build", "--now", NOW]), 1, &["W001", "site.toml:", "互相包含"]);
        assert!(!site.path("dist").exists(), "{to}");
        assert!(site.path("content/a.md").exists(), "{to}");
    }
}

#[test]
fn a_misspelt_key_in_site_toml_is_an_error_with_a_suggestion() {
    let site = configured("title =", "titel =");
    says(&site.run(["check"]), 1, &["F003", "没有“titel”这个键", "是不是想写 title？", "site.toml:1:1"]);
    let site = configured("base_url = \"https://dangwu.example\"", "base_ulr = \"https://dangwu.example\"");
    says(&site.run(["build", "--lang", "en"]), 1, &["there is no key `base_ulr`", "Did you mean `base_url`?"]);
    assert!(!site.path("dist").exists());
}

#[test]
fn clean_removes_what_is_ours() {
    let site = sound().with("notes.txt", "mine");
    site.build(NOW, 0);
    let ran = site.run(["clean"]);
    assert_eq!((ran.code, ran.out.trim()), (0, "已删除：internal、public"));
    for gone in ["dist/internal", "dist/public", ".sunshine"] {
        assert!(!site.path(gone).exists(), "{gone}");
    }
    for stays in ["notes.txt", "site.toml", "content/a.md", "content/_org.md"] {
        assert!(site.path(stays).exists(), "{stays}");
    }
    let ran = site.run(["clean", "--lang", "en"]);
    assert_eq!((ran.code, ran.out.trim()), (0, "nothing to remove"));
}

#[test]
fn clean_leaves_what_is_not_ours() {
    let site = sound().with("dist/public/thesis.doc", "a year's work");
    says(&site.run(["clean"]), 2, &["没有动它"]);
    assert_eq!(site.text("dist/public/thesis.doc"), "a year's work");
}

#[test]
fn source_date_epoch_is_the_instant_unless_now_is_given() {
    // 2026-07-01 00:00 +08:00
    const EPOCH: &str = "1782835200";
    let window = "entry: hearing\nfields: {window: {opens: 2026-06-10, closes: 2026-06-30}}";
    let site = sound().with("content/b.md", item("听证", window, ""));
    let built = |args: &[&str], epoch: &str| {
        let mut command = sunshine(site.root());
        let ran = run(command.arg("build").args(args).env("SOURCE_DATE_EPOCH", epoch));
        assert_eq!(ran.code, 0, "{ran:?}");
        (site.tree("internal"), site.tree("public"))
    };
    let by_epoch = built(&[], EPOCH);
    assert!(by_epoch == built(&["--now", NOW], "0"));
    assert!(by_epoch == built(&["--now", "2026-06-30T16:00:00Z"], "0"));
    assert!(by_epoch != built(&[], "1782835199"), "a second before, the hearing stands");
    let mut command = sunshine(site.root());
    let ran = run(command.arg("build").env("SOURCE_DATE_EPOCH", "noon"));
    says(&ran, 2, &["SOURCE_DATE_EPOCH=noon"]);
}

#[test]
fn keep_going_publishes_all_but_what_is_broken_and_ends_with_1() {
    let site = half_sound();
    let ran = site.run(["build", "--now", NOW, "--keep-going"]);
    says(&ran, 1, &["A001", "content/b.md"]);
    assert!(ran.out.contains("有错的事项没有公开，其余已公开"), "{ran:?}");
    for edition in ["internal", "public"] {
        let tree = site.tree(edition);
        assert!(tree.contains_key("items/a.html") && !tree.contains_key("items/b.html"));
        for (path, bytes) in &tree {
            assert!(!String::from_utf8_lossy(bytes).contains("未经审批"), "{path}");
        }
    }
    let json = site.run(["build", "--now", NOW, "--keep-going", "--format", "json"]);
    assert_eq!(json.json()["summary"]["result"], "published-rest");
}

#[test]
fn keep_going_shows_nothing_of_an_organisation_whose_audience_or_text_may_be_misread() {
    for (front, body) in [("audience: intrenal\n", ""), ("", "::: intern\n秘密介绍\n:::\n")] {
        let organisation = |id: &str, front: &str, body: &str| {
            format!("---\nid: {id}\nname: 秘密支部{id}\nkind: branch\n{front}---\n{body}")
        };
        let site = sound()
            .with("content/inner/_org.md", organisation("inner", front, body))
            .with("content/inner/below/_org.md", organisation("below", "", ""))
            .with("content/inner/below/b.md", item("秘密事项", "", ""));
        assert_eq!(site.run(["build", "--now", NOW, "--keep-going"]).code, 1);
        for (path, bytes) in site.tree("public") {
            assert!(!String::from_utf8_lossy(&bytes).contains("秘密"), "{path}");
        }
        assert!(site.tree("public").contains_key("items/a.html"));
    }
}

#[test]
fn keep_going_does_not_go_on_with_a_broken_catalogue_or_a_broken_root() {
    let tightened = "entries:\n  resolution: {ceiling: internal, audience: internal}\n";
    let broken = sound()
        .with("catalogue.yaml", format!("{tightened}  open-day: [\n"))
        .with("content/a.md", item("一件事", "", "").replace("audience: public\n", ""));
    let rootless = sound().with("content/_org.md", "---\nid: root\n---\n");
    for site in [broken, rootless] {
        let ran = site.run(["build", "--now", NOW, "--keep-going", "--format", "json"]);
        assert_eq!((ran.code, ran.json()["summary"]["result"].as_str()), (1, Some("dropped")));
        assert!(!site.path("dist").exists());
    }
}

#[test]
fn without_keep_going_nothing_new_is_published_while_something_is_broken() {
    let site = sound();
    site.build(NOW, 0);
    let before = (site.tree("internal"), site.tree("public"));
    site.write("content/a.md", item("改过的标题", "", "改过的正文。"));
    site.write("content/b.md", "一件事");
    let ran = site.build(NOW, 1);
    assert_eq!(ran.json()["summary"]["result"], "terms-enforced");
    assert!(before == (site.tree("internal"), site.tree("public")));
}

#[test]
fn a_site_that_is_broken_from_the_start_publishes_nothing() {
    let site = half_sound();
    says(&site.run(["build", "--now", NOW]), 1, &["A001"]);
    assert!(!site.path("dist").exists());
}

#[test]
fn a_rule_is_explained_by_code_or_by_name_in_both_languages() {
    let site = Scratch::empty();
    let zh = site.run(["explain", "a001"]);
    assert!(zh.out.contains("A001 approval-missing") && zh.out.contains("未经审批"), "{zh:?}");
    let en = site.run(["explain", "approval-missing", "--lang", "en"]);
    assert!(en.out.contains("keeps the item out") && !en.out.contains(is_han), "{en:?}");
    let all = site.run(["explain"]);
    assert_eq!(all.out.lines().count(), sunshine::diagnostic::RULES.len());
    says(&site.run(["explain", "Z999", "--lang", "en"]), 2, &["there is no rule `Z999`"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said_with_its_path() {
    let site = sound();
    fs::write(site.path("dist"), "a file, not a folder").expect("a file");
    let ran = site.run(["build", "--now", NOW]);
    says(&ran, 2, &["sunshine: ", "dist"]);
}

/// A site with an organisation that is known outside, and an item of it, published; the item's page.
fn with_organisation() -> (Scratch, &'static str) {
    let site = sound().with("content/branch/_org.md", BRANCH).with("content/branch/b.md", item("第一支部事项", "", ""));
    site.build(NOW, 0);
    let page = "items/b.html";
    assert!(site.tree("public").contains_key(page));
    (site, page)
}

const BRANCH: &str = "---\nid: branch\nname: 第一支部\nkind: branch\n---\n";

fn mentions_the_branch(site: &Scratch) -> bool {
    let tree = site.tree("public");
    tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("第一支部"))
}

#[test]
fn an_organisation_made_internal_or_deleted_leaves_though_something_else_is_broken() {
    let (site, page) = with_organisation();
    site.write("content/branch/_org.md", BRANCH.replace("kind:", "audience: internal\nkind:"));
    site.write("content/broken.md", "一件事");
    site.build(NOW, 1);
    assert!(!mentions_the_branch(&site) && site.tree("internal").contains_key(page));
    fs::remove_dir_all(site.path("content/branch")).expect("it is deleted");
    site.build(NOW, 1);
    assert!(!mentions_the_branch(&site) && !site.tree("internal").contains_key(page));
    assert!(site.tree("public").contains_key("items/a.html"));
}

#[test]
fn an_organisation_that_cannot_be_read_any_more_stays_as_it_was() {
    for broken in ["content/branch/_org.md", "content/_org.md"] {
        for text in ["", "---\nid: [\n---\n", "---\nid: branch\nname: 第一支部\nkinds: branch\n---\n"] {
            let (site, _) = with_organisation();
            let before = (site.tree("public"), site.tree("internal"));
            site.write(broken, text);
            site.build(NOW, 1);
            assert!(before == (site.tree("public"), site.tree("internal")), "{broken}: {text}");
        }
    }
}
