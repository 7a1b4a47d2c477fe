//! Where a site is found, and which folders are left alone.

use super::{NOW, configured, says, sound};
use crate::scratch::{SITE, Scratch, item, run, sunshine};
use std::fs;

#[test]
fn the_root_is_found_from_any_folder_below() {
    let site = sound().with("content/deep/down/list.csv", "1\n");
    let ran = run(sunshine(&site.path("content/deep/down")).args(["build", "--now", NOW]));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(site.path("dist/public/items/a.html").exists());
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
    let other = ("里有别的东西，没有动它：请换一个空文件夹", "choose an empty folder");
    // It may be this site's, or another program's.
    let unread = ("manifest.json 读不懂，没有动它", "choose another `output` in site.toml");
    for (path, bytes, (zh, en)) in [
        ("dist/public/thesis.doc", "a year's work", other),
        ("dist/public/manifest.json", "{\"name\": \"some web app\"}", unread),
    ] {
        let site = sound().with(path, bytes);
        let ran = site.run(["build", "--now", NOW]);
        says(&ran, 2, &["dist/public", zh]);
        assert!(!ran.err.contains("choose"), "{}", ran.err);
        says(&site.run(["build", "--now", NOW, "--lang", "en"]), 2, &[en]);
        says(&site.run(["build", "--edition", "publc"]), 2, &["没有名为“publc”的版；有的是：", "public"]);
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
fn an_edition_that_is_for_other_readers_now_does_not_take_over_its_former_site() {
    let site = sound();
    site.build(NOW, 0);
    let (former, rest) = SITE.split_once("audience = \"public\"").expect("the public's edition");
    let switched = format!("{former}audience = \"internal\"{rest}");
    site.write("site.toml", &switched);
    let before = site.tree("public");
    let ran = site.run(["build", "--now", NOW]);
    says(&ran, 2, &["dist/public 是“public”版（社会公众）以前的网站，没有动它", "换一个 output", "先删去这个文件夹"]);
    assert!(!ran.err.contains("别的东西"), "{ran:?}");
    says(
        &site.run(["build", "--now", NOW, "--lang", "en"]),
        2,
        &["is the former site of the edition `public` (public)", "run `sunshine clean`"],
    );
    assert!(before == site.tree("public"));
    // As it advises: the folder goes, or the output is another.
    fs::remove_dir_all(site.path("dist/public")).expect("it goes");
    says(&site.run(["build", "--now", NOW]), 2, &["再运行 sunshine clean"]);
    says(&site.run(["clean"]), 0, &[]);
    says(&site.run(["build", "--now", NOW]), 0, &[]);
    assert!(site.text("dist/public/manifest.json").contains("\"audience\":\"internal\""));
    site.write("site.toml", SITE.replace("dist/public", "dist/open"));
    says(&site.run(["build", "--now", NOW]), 0, &[]);
    assert!(site.path("dist/open/index.html").exists() && !site.path("dist/public").exists());
    // The same where nothing is remembered of it.
    fs::remove_dir_all(site.path(".sunshine")).expect("it goes");
    site.write("site.toml", SITE.replace("dist/internal", "dist/x").replace("dist/public", "dist/internal"));
    let ran = site.run(["build", "--now", NOW]);
    says(&ran, 2, &["dist/internal 是“internal”版（党内）以前的网站，没有动它"]);
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
fn clean_removes_what_is_ours() {
    let site = sound().with("notes.txt", "mine");
    site.build(NOW, 0);
    let ran = site.run(["clean"]);
    assert_eq!((ran.code, ran.out.trim()), (0, "已删除：internal、public"));
    for gone in ["dist/internal", "dist/public", ".sunshine/last-good", ".sunshine/state.json"] {
        assert!(!site.path(gone).exists(), "{gone}");
    }
    assert_eq!(fs::read_dir(site.path(".sunshine")).expect("it is held").count(), 2, "the lock, and what git ignores");
    for stays in ["notes.txt", "site.toml", "content/a.md", "content/_org.md"] {
        assert!(site.path(stays).exists(), "{stays}");
    }
    let ran = site.run(["clean", "--lang", "en"]);
    assert_eq!((ran.code, ran.out.trim()), (0, "nothing to remove"));
}

#[test]
fn clean_tells_what_of_somebody_else_went_with_an_edition() {
    let site = sound();
    site.build(NOW, 0);
    site.write("dist/public/baidu_verify_x.html", "x");
    site.write("dist/notes.txt", "mine");
    let ran = site.run(["clean"]);
    let told = "public 的输出文件夹里有 1 个文件不是 sunshine 生成的，已移除：baidu_verify_x.html；";
    assert!(ran.code == 0 && ran.out.starts_with("已删除：internal、public\n"), "{ran:?}");
    assert!(ran.out.contains(told) && !ran.out.contains("internal 的输出文件夹"), "{ran:?}");
    assert_eq!(site.text("dist/notes.txt"), "mine");
}

#[test]
fn clean_leaves_what_is_not_ours() {
    let site = sound().with("dist/public/thesis.doc", "a year's work");
    says(&site.run(["clean"]), 2, &["没有动它"]);
    assert_eq!(site.text("dist/public/thesis.doc"), "a year's work");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said_with_its_path() {
    let site = sound();
    fs::write(site.path("dist"), "a file, not a folder").expect("a file");
    let ran = site.run(["build", "--now", NOW]);
    says(&ran, 2, &["sunshine: ", "dist"]);
}

#[cfg(unix)]
#[test]
fn a_private_folder_that_cannot_be_written_is_said_with_its_path_and_what_to_do() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    let site = sound().with(".sunshine", "a file, not a folder");
    says(&site.run(["build", "--now", NOW]), 2, &["已有 ", "/.sunshine，但不能用；请把它移走或改名"]);
    let english = site.run(["clean", "--lang", "en"]);
    says(&english, 2, &["/.sunshine is there already and is of no use; move it away or rename it"]);
    let site = sound();
    site.build(NOW, 0);
    fs::set_permissions(site.root(), fs::Permissions::from_mode(0o755)).expect("others may look");
    fs::set_permissions(site.path(".sunshine"), fs::Permissions::from_mode(0o555)).expect("nobody writes");
    for command in [&["build", "--now", "2026-07-02"][..], &["clean"]] {
        let mut other = sunshine(site.root());
        // Nothing is closed to the administrator.
        if fs::metadata("/proc/self").is_ok_and(|owner| owner.uid() == 0) {
            other.uid(65534).gid(65534);
        }
        says(&run(other.args(command)), 2, &["没有权限读写 ", "/.sunshine", "请管理员开放权限"]);
    }
    fs::set_permissions(site.path(".sunshine"), fs::Permissions::from_mode(0o755)).expect("the owner writes");
    // What cannot be put away is told in the same way, whoever asks.
    fs::create_dir_all(site.path(".sunshine/outputs.json/x")).expect_err("a file stands there");
    fs::remove_file(site.path(".sunshine/outputs.json")).expect("it goes");
    fs::create_dir_all(site.path(".sunshine/outputs.json/x")).expect("a folder in its place");
    let ran = site.run(["build", "--now", "2026-07-02"]);
    assert!(ran.code == 2 && ran.err.contains("/.sunshine"), "{ran:?}");
}

#[test]
fn files_of_somebody_else_in_an_output_go_and_are_told_by_name() {
    let site = sound();
    site.build(NOW, 0);
    let put = |paths: &[&str]| paths.iter().for_each(|path| site.write(&format!("dist/public/{path}"), "x"));
    put(&["baidu_verify_x.html", ".well-known/acme"]);
    let whole = site.tree("internal");
    // Nothing else is new; then an item is.
    let ran = site.run(["build", "--now", NOW]);
    for words in [
        "已生成：台账 1 项",
        "public：公开中 1 项",
        "写入 0，移除 2",
        "public 的输出文件夹里有 2 个文件不是 sunshine 生成的，已移除：.well-known/acme、baidu_verify_x.html；",
        "由网站服务器在那些地址提供",
    ] {
        assert!(ran.code == 0 && ran.out.contains(words), "{words}: {ran:?}");
    }
    assert!(!site.path("dist/public/baidu_verify_x.html").exists() && !site.path("dist/public/.well-known").exists());
    assert_eq!(site.tree("internal"), whole);
    let again = site.run(["build", "--now", NOW]);
    assert!(again.out.starts_with("没有变化") && !again.out.contains("不是 sunshine 生成的"), "{again:?}");
    put(&["1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "a/6.txt"]);
    site.write("content/b.md", item("另一件事", "", "正文。"));
    let ran = site.run(["build", "--now", NOW, "--lang", "en"]);
    let told =
        "removed from the output of public, as not made by sunshine: 6 files, 1.txt, 2.txt, 3.txt, 4.txt, 5.txt …;";
    assert!(ran.out.contains(told), "{ran:?}");
    // What a new page takes the place of is no stranger.
    put(&["items/c.html", "ours.txt"]);
    site.write("content/c.md", item("第三件事", "", "正文。"));
    let json = site.build(NOW, 0).json();
    let foreign = |n: usize| &json["summary"]["editions"][n]["foreign"];
    assert_eq!((foreign(0), foreign(1)), (&serde_json::json!([]), &serde_json::json!(["ours.txt"])));
}

#[cfg(unix)]
#[test]
fn what_this_user_may_not_remove_from_an_output_is_in_nobodys_way() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    let site = sound();
    site.build(NOW, 0);
    // The administrator may remove everything, so another user builds.
    let administrator = fs::metadata("/proc/self").is_ok_and(|owner| owner.uid() == 0);
    if administrator {
        for entry in walkdir::WalkDir::new(site.root()) {
            chown(entry.expect("a file").path(), Some(65534), Some(65534)).expect("it is given away");
        }
    }
    let build = |now: &str| {
        let mut build = sunshine(site.root());
        if administrator {
            build.uid(65534).gid(65534);
        }
        run(build.args(["build", "--format", "json", "--now", now]))
    };
    let put = || {
        site.write("dist/public/.well-known/acme/x", "x");
        let closed = site.path("dist/public/.well-known/acme");
        fs::set_permissions(closed, fs::Permissions::from_mode(0o555)).expect("nobody else writes");
    };
    put();
    for (day, left) in [("2026-07-02", 1), ("2026-07-03", 1), ("2026-07-04", 2)] {
        if day == "2026-07-04" {
            put();
        }
        site.write("content/a.md", item(&format!("标题{day}"), "", "正文。"));
        let ran = build(day);
        assert_eq!(ran.code, 0, "{ran:?}");
        let folders = ["dist/.public.sunshine-left", "dist/.public.sunshine-left-2"];
        let told = &ran.json()["summary"]["editions"][1]["left"];
        let told = told.as_array().expect("paths").iter().map(|path| path.as_str().expect("a path"));
        let expected: Vec<_> = folders[..left].iter().map(|folder| site.path(folder).display().to_string()).collect();
        assert_eq!(told.collect::<Vec<_>>(), expected, "{day}");
        let page = site.text("dist/public/items/a.html");
        assert!(page.contains(day) && !site.path("dist/public/.well-known").exists());
        for folder in &folders[..left] {
            let held = walkdir::WalkDir::new(site.path(folder)).into_iter().flatten();
            let held: Vec<_> =
                held.filter(|entry| entry.file_type().is_file()).map(|e| e.file_name().to_owned()).collect();
            assert_eq!(held, ["x"], "all that is ours is gone");
            fs::set_permissions(site.path(folder).join(".well-known/acme"), fs::Permissions::from_mode(0o755))
                .expect("it is open again");
        }
    }
    let text = run(sunshine(site.root()).args(["build", "--now", "2026-07-05"]));
    assert!(text.code == 0, "{text:?}");
}
