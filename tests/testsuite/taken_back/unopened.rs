//! What newer content takes back is taken back also where a file or folder cannot be opened, an edition cannot be made, or a
//! folder was for other readers.

use super::{days, good, holds, lasting};
use crate::drafts::date;
use crate::site::{Item, Site, Written, put, toml};

const EDITIONS: [&str; 2] = ["public", "internal"];

/// The site with the item withdrawn that stands in it.
fn withdrawn() -> Site {
    good(&lasting().line(format!("withdrawn: {{date: {}, kind: in-error, reason: 误发}}", date(6))))
}

/// A site that was good once, of which an item was withdrawn while something else was changed; builds it twice, and what the
/// last one said.
fn withdrawn_while(change: impl FnOnce(&mut Written), build: impl Fn(&Written) -> std::process::Output) -> String {
    let mut site = good(&lasting()).write();
    site.build_clean(&days().0);
    site.become_like(&withdrawn());
    change(&mut site);
    let mut said = String::new();
    for _ in 0..2 {
        let ran = build(&site);
        said = String::from_utf8_lossy(&ran.stderr).into_owned() + &String::from_utf8_lossy(&ran.stdout);
        assert!(matches!(ran.status.code(), Some(1 | 2)), "{said}");
        for edition in EDITIONS {
            let tree = site.tree(edition);
            assert!(!holds(&tree, "lasting-text") && holds(&tree, "third-text"), "{edition}: {said}");
        }
    }
    said
}

fn built(site: &Written) -> std::process::Output {
    site.run(&["build", "--now", &days().1])
}

#[test]
fn a_catalogue_that_is_a_folder_and_a_configuration_that_is_none_keep_nothing_up() {
    for catalogue in ["content", ".", "catalogue.yaml/", "catalogue.yaml/x"] {
        let toml = toml(&[("public", "", ""), ("internal", "", "")]);
        let other = toml.replace("[\"catalogue.yaml\"]", &format!("[\"catalogue.yaml\", \"{catalogue}\"]"));
        withdrawn_while(|site| site.become_like(&withdrawn().toml(&other)), built);
    }
    let folder = |site: &mut Written| {
        std::fs::remove_file(site.root().join("site.toml")).expect("it goes");
        put(&site.root().join("site.toml/x"), b"x");
    };
    assert!(withdrawn_while(folder, built).contains("这是文件夹，不是文件"));
    let gone = |site: &mut Written| std::fs::remove_file(site.root().join("site.toml")).expect("it goes");
    assert!(withdrawn_while(gone, built).contains("site.toml"));
}

/// As somebody who may not open everything.
#[cfg(unix)]
#[test]
fn a_file_or_folder_that_cannot_be_opened_keeps_nothing_else_up() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    use std::path::Path;

    fn allow(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("the owner may");
    }
    fn allow_all(folder: &Path) {
        allow(folder, 0o777);
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() { allow_all(&path) } else { allow(&path, 0o666) }
        }
    }
    // Nothing is closed to the administrator.
    let owner = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").expect("this process"));
    let as_another = |site: &Written| {
        let mut command = site.command(&["build", "--now", &days().1]);
        if owner == 0 {
            command.uid(65534).gid(65534);
        }
        command.output().expect("the binary runs")
    };
    for closed in [
        "content/closed.md",
        "content/note.csv",
        "catalogue.yaml",
        "site.toml",
        "content/inner",
        "content/inner/_org.md",
    ] {
        let close = |site: &mut Written| {
            put(&site.root().join("content/inner/_org.md"), crate::site::Org::new("inner").text().as_bytes());
            put(&site.root().join("content/note.csv"), b"a,b\n");
            let listed = Item::new("closed").line("attachments: [{file: note.csv, title: 表}]");
            put(&site.root().join("content/closed.md"), listed.text().as_bytes());
            allow_all(site.root());
            allow(&site.root().join(closed), 0o000);
            // As one that somebody else's build left.
            allow(&site.root().join(".sunshine/lock"), 0o000);
        };
        let said = withdrawn_while(close, as_another);
        assert!(said.contains("F027") || said.contains("F018"), "{closed}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_catalogue_or_a_configuration_that_is_a_pipe_keeps_nothing_up() {
    for path in ["catalogue.yaml", "site.toml"] {
        let pipe = |site: &mut Written| {
            let path = site.root().join(path);
            std::fs::remove_file(&path).expect("it goes");
            let made = std::process::Command::new("mkfifo").arg(&path).status();
            assert!(made.expect("mkfifo").success());
        };
        assert!(withdrawn_while(pipe, built).contains("这不是普通文件"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_a_pipe_or_a_link_stops_no_build_and_harms_nothing() {
    for pipe in [true, false] {
        let change = |site: &mut Written| {
            let (lock, own) = (site.root().join(".sunshine/lock"), site.root().join("own.txt"));
            std::fs::remove_file(&lock).expect("it goes");
            std::fs::write(&own, "mine").expect("a file");
            if pipe {
                assert!(std::process::Command::new("mkfifo").arg(&lock).status().expect("mkfifo").success());
            } else {
                std::os::unix::fs::symlink(&own, &lock).expect("a link");
            }
            put(&site.root().join("content/broken.md"), Item::new("broken").entry("no-such-entry").text().as_bytes());
        };
        let kept = |site: &Written| {
            let ran = built(site);
            assert_eq!(std::fs::read(site.root().join("own.txt")).expect("it is there"), b"mine");
            ran
        };
        withdrawn_while(change, kept);
    }
}

#[test]
fn words_that_left_an_edition_do_not_come_back_when_another_one_could_not_be_made() {
    let with = |body: &str, bytes: &str| {
        good(&lasting().line("attachments: [{file: a.csv, title: 表}]").beside("a.csv", bytes).body(body))
    };
    let failing = "{% if site.audience == \"internal\" %}{{ nope.deep.deeper }}{% endif %}";
    let own = toml(&[("public", "", "theme = \"mine\""), ("internal", "", "theme = \"mine\"")]);
    let theme = |site: Site| site.toml(&own).file("themes/mine/templates/404.html", failing);
    type Change<'c> = (&'c str, &'c dyn Fn(&mut Written, Site));
    let changes: [Change<'_>; 2] = [
        ("theme", &|site, after| site.become_like(&theme(after))),
        ("folder", &|site, after| {
            site.become_like(&after);
            std::fs::remove_file(site.output("internal").join("manifest.json")).expect("it goes");
        }),
    ];
    for (what, change) in changes {
        let mut site = with("甲 wrong-words", "old-bytes").write();
        site.build_clean(&days().0);
        change(&mut site, with("甲", "new-bytes"));
        let ran = built(&site);
        assert_eq!(ran.status.code(), Some(2), "{what}: {ran:?}");
        let is_new = |site: &Written| {
            let tree = site.tree("public");
            !holds(&tree, "wrong-words") && !holds(&tree, "old-bytes") && holds(&tree, "new-bytes")
        };
        assert!(is_new(&site), "{what}");
        put(&site.root().join("content/broken.md"), Item::new("broken").line("titel: 写错的键").text().as_bytes());
        built(&site);
        assert!(is_new(&site), "{what}, and something else breaks");
    }
}

#[test]
fn a_folder_that_was_for_other_readers_keeps_up_nothing_that_was_taken_back() {
    let text = toml(&[("public", "", ""), ("internal", "", "")]);
    let swapped = text
        .replace("dist/public", "dist/x")
        .replace("dist/internal", "dist/public")
        .replace("dist/x", "dist/internal");
    let narrowed = text.replace("audience = \"public\"", "audience = \"internal\"");
    for other in [swapped, narrowed] {
        withdrawn_while(|site| site.become_like(&withdrawn().toml(&other)), built);
    }
}

#[test]
fn a_term_that_the_catalogue_shortens_ends_items_whose_files_cannot_be_read() {
    let mut site = good(&lasting()).write();
    site.build_clean(&days().0);
    let catalogue = String::from_utf8(good(&lasting()).files["catalogue.yaml"].clone()).expect("text");
    let shorter = catalogue.replacen("    after: keep\n", "    after: gone\n    term: 30 days\n", 1);
    assert_ne!(shorter, catalogue);
    let garbled = lasting().text().replacen("title: ", "title: \"", 1);
    site.become_like(&good(&lasting()).file("catalogue.yaml", shorter).file(&lasting().path(), garbled));
    for (day, stands) in [(7, true), (90, false)] {
        assert_eq!(site.run(&["build", "--now", &date(day).to_string()]).status.code(), Some(1));
        assert_eq!(holds(&site.tree("public"), "lasting-text"), stands, "{day}");
    }
}

#[test]
fn an_edition_that_would_go_to_where_the_other_was_stays_where_it_is_and_loses_what_was_taken_back() {
    let text = toml(&[("public", "", ""), ("internal", "", "")]);
    let moved = text.replace("dist/internal", "dist/elsewhere").replace("dist/public", "dist/internal");
    let alone = toml(&[("public", "", "")]).replace("dist/public", "dist/internal");
    for other in [moved, alone] {
        let mut site = good(&lasting()).write();
        site.build_clean(&days().0);
        site.become_like(&withdrawn().toml(&other));
        for _ in 0..2 {
            assert_eq!(built(&site).status.code(), Some(2));
            assert!(!holds(&site.tree("public"), "lasting-text") && !holds(&site.tree("internal"), "lasting-text"));
            assert!(holds(&site.tree("public"), "third-text"));
        }
    }
}

#[test]
fn without_a_last_good_site_a_theme_that_cannot_be_used_keeps_nothing_up() {
    let own = toml(&[("public", "", "theme = \"mine\""), ("internal", "", "")]);
    let mut site = good(&lasting()).write();
    site.build_clean(&days().0);
    site.become_like(&withdrawn().toml(&own).file("themes/mine/templates/404.html", "{% if %}"));
    std::fs::remove_dir_all(site.root().join(".sunshine")).expect("it goes");
    assert_eq!(built(&site).status.code(), Some(1));
    for edition in EDITIONS {
        assert!(!holds(&site.tree(edition), "lasting-text") && holds(&site.tree(edition), "third-text"), "{edition}");
    }
}

/// What is below an `_org.md` that is not read belongs to nobody.
#[cfg(unix)]
#[test]
fn an_org_file_that_is_a_link_or_a_folder_lets_nothing_rise() {
    let inner = Item::new("inner").at("inner").entry("keep").body("inner-text");
    let whole = good(&lasting()).org(crate::site::Org::new("inner").at("inner")).item(inner);
    for folder in [false, true] {
        let site = whole.write();
        site.build_clean(&days().0);
        assert!(holds(&site.tree("public"), "inner-text"));
        let org = site.root().join("content/inner/_org.md");
        std::fs::rename(&org, site.root().join("org.md")).expect("it moves");
        if folder {
            std::fs::create_dir(&org).expect("a folder");
        } else {
            std::os::unix::fs::symlink("../../org.md", &org).expect("a link");
        }
        for more in [&[][..], &["--keep-going"]] {
            let ran = site.run(&[&["build", "--now", &days().1], more].concat());
            assert_eq!(ran.status.code(), Some(1), "{ran:?}");
            for edition in EDITIONS {
                let tree = site.tree(edition);
                assert!(!holds(&tree, "inner-text") && holds(&tree, "third-text"), "{edition} {folder} {more:?}");
            }
        }
    }
}
