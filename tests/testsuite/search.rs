//! The search index, as a browser finds it on disk.

use crate::site::{Item, Site, Tree, found};
use std::collections::BTreeSet;

const NOW: &str = "2026-06-15";

/// The files of the index.
fn index(tree: &Tree) -> Tree {
    tree.iter()
        .filter(|(path, _)| path.starts_with("search/"))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

/// The records of all shards of a kind: `term …`.
fn records(tree: &Tree, kind: &str) -> BTreeSet<String> {
    let shards = tree.iter().filter(|(path, _)| path.contains(kind));
    let texts = shards.map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap());
    texts.flat_map(|text| text.split('!').map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn has(records: &BTreeSet<String>, term: &str) -> bool {
    records.iter().any(|record| record.split(' ').next() == Some(term))
}

/// As many items as fill several shards.
fn many() -> Site {
    (0..60).fold(Site::new(), |site, n| {
        let item = Item::new(&format!("item-{n:02}"))
            .title(format!("第{n}号工作安排"))
            .publish("2026-01-01")
            .line("expires: 2099-12-31")
            .body(format!("独有词语甲{n}乙。"));
        site.item(item)
    })
}

#[test]
fn the_index_holds_what_its_readers_may_see_and_nothing_else() {
    let open = Item::new("open")
        .title("重庆银行党费收缴")
        .line("document: 党发〔2026〕12号")
        .body("公开正文里的话。\n\n::: internal\n密云内部段落\n:::");
    let inside = Item::new("inside").audience("internal").title("魑魅议题").body("魍魉正文");
    let site = Site::new().item(open).item(inside).write();
    site.build_clean(NOW);
    let (public, internal) = (index(&site.tree("public")), index(&site.tree("internal")));
    let heads = records(&public, "heads-");
    for term in ["党费", "^重庆", "收", "12", "2026", "党发"] {
        assert!(has(&heads, term), "{term}");
    }
    assert!(heads.iter().any(|record| record.starts_with("银行 ") && record.contains("yin'hang")));
    assert!(has(&records(&public, "texts-"), "公开"));
    for (kind, term) in [("texts-", "密云"), ("heads-", "魑魅"), ("texts-", "魍魉")] {
        assert!(!has(&records(&public, kind), term) && has(&records(&internal, kind), term), "{term}");
    }
    for word in ["密", "魑", "魍", "inside"] {
        assert_eq!(found(&public, word), None, "{word}");
    }
}

#[test]
fn what_is_past_its_term_is_in_the_index_only_where_the_archive_lists_it() {
    let past = Item::new("past").entry("archive").expires("2026-02-01").title("鹞鹰议题");
    let site = Site::new().item(past).write();
    site.build_clean(NOW);
    assert!(has(&records(&index(&site.tree("internal")), "heads-"), "鹞鹰"));
    assert_eq!(found(&site.tree("public"), "鹞鹰"), None);
}

#[test]
fn a_change_of_one_text_changes_few_files_of_the_index() {
    let site = many();
    let mut written = site.write();
    written.build(NOW);
    let before = index(&written.tree("public"));
    let item = Item::new("item-30")
        .title("第30号工作安排")
        .publish("2026-01-01")
        .line("expires: 2099-12-31")
        .body("独有词语甲30乙，鹞。");
    written.become_like(&site.item(item));
    written.build(NOW);
    let after = index(&written.tree("public"));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed: Vec<&String> =
        after.iter().filter(|(path, bytes)| before[*path] != **bytes).map(|(path, _)| path).collect();
    let shards = changed.iter().filter(|path| path.contains("texts-") || path.contains("heads-")).count();
    assert!(shards <= 2 && changed.len() <= shards + 3, "{changed:?} of {}", after.len());
}
