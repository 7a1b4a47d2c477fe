//! A publish that is killed leaves the whole old site or the whole new one, and the next one clears up.

use crate::site::{Item, Site, Tree, Written, assert_same, toml};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

const KILLS: u32 = 44;
const NOW: &str = "2026-06-15";

/// A site large enough that publishing it takes a while; all of its pages say which content it has.
fn site(content: &str) -> Site {
    let items = (0..300).map(|n| Item::new(&format!("item-{n}")).title(format!("内容{content}第{n}项")));
    items.fold(Site::new().toml(&toml(&[("public", "", "")])), Site::item)
}

fn start(site: &Written) -> Child {
    let mut command = site.command(&["build", "--now", NOW, "-q"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the build begins")
}

/// Fails unless every file is as the manifest says, and no other file is there.
fn assert_whole(tree: &Tree, when: &str) {
    let manifest = tree.get("manifest.json").unwrap_or_else(|| panic!("{when}: no manifest"));
    let manifest: serde_json::Value =
        serde_json::from_slice(manifest).unwrap_or_else(|error| panic!("{when}: {error}"));
    let files = manifest["files"].as_array().expect("a list of files");
    for file in files {
        let path = file["path"].as_str().expect("a path");
        let bytes = tree.get(path).unwrap_or_else(|| panic!("{when}: {path} is missing"));
        assert_eq!(
            file["blake3"],
            blake3::hash(bytes).to_hex().as_str(),
            "{when}: {path} is not what the manifest says"
        );
    }
    assert_eq!(tree.len(), files.len() + 1, "{when}: files that the manifest does not know");
}

/// What lies beside the output, and what was being written into the site's own folder.
fn strays(site: &Written) -> Vec<String> {
    let names = |folder: &str| {
        let found = std::fs::read_dir(site.root().join(folder)).expect("a folder");
        found.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    let beside = names("dist").into_iter().filter(|name| name != "public");
    beside.chain(names(".sunshine").into_iter().filter(|name| name.starts_with(".tmp"))).collect()
}

#[test]
fn a_killed_publish_leaves_the_whole_old_or_the_whole_new_site() {
    let contents = [site("甲"), site("乙")];
    let mut written = contents[0].write();
    assert!(start(&written).wait().expect("a build").success());
    let first = written.tree("public");
    written.become_like(&contents[1]);
    let begun = Instant::now();
    assert!(start(&written).wait().expect("a build").success());
    let whole_build = begun.elapsed();
    let trees = [first, written.tree("public")];
    assert_ne!(trees[0], trees[1], "the two contents make two sites");

    let mut standing = 1;
    let (mut cut_off, mut left_behind) = (0, 0);
    for kill in 0..KILLS {
        let wanted = 1 - standing;
        written.become_like(&contents[wanted]);
        let mut build = start(&written);
        std::thread::sleep(whole_build * (kill * 7 % KILLS + 1) / KILLS + Duration::from_micros(u64::from(kill * 131)));
        build.kill().expect("the build is killed");
        let finished = build.wait().expect("it is over").success();

        let when = format!("kill {kill}");
        let tree = written.tree("public");
        assert_whole(&tree, &when);
        standing =
            trees.iter().position(|whole| *whole == tree).unwrap_or_else(|| panic!("{when}: neither site, but whole"));
        cut_off += u32::from(!finished);
        left_behind += u32::from(!strays(&written).is_empty());
        if kill % 6 == 5 {
            assert!(start(&written).wait().expect("a build").success(), "{when}: the next build runs");
            assert_same(&written.tree("public"), &trees[wanted], &format!("{when}: repaired"));
            assert_eq!(strays(&written), [""; 0], "{when}: nothing is left beside");
            standing = wanted;
        }
    }
    assert!(cut_off >= KILLS / 3, "only {cut_off} of {KILLS} builds were cut off");
    assert!(left_behind > 0, "no kill fell into the making of a new tree");
}
