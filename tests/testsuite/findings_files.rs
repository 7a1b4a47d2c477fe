//! Files as clerks' machines make them: each is read right, or refused with a finding that says why.

mod hostile;
mod pictures;

use crate::scratch::{ORGANISATION, SITE, Scratch, item};
use sunshine::calendar::Instant;
use sunshine::check;
use sunshine::diagnostic::Diagnostics;
use sunshine::load;
use sunshine::load::HeldFiles;
use sunshine::pipeline::Inputs;

/// The rules that are fired, and nearly fired, here, because Markdown cannot hold the files.
pub(crate) const COVERED: &[(&str, bool)] = &[
    ("F010", true),
    ("F010", false),
    ("F011", true),
    ("F011", false),
    ("F018", true),
    ("F018", false),
    // By `taken_back/unopened.rs`, as somebody who may not open everything.
    ("F027", true),
    ("F027", false),
    ("P016", true),
    ("P016", false),
    ("T006", true),
    ("T006", false),
];

/// [`crate::scratch::CHECKED`], 2026-07-01 00:00 +08:00.
const CHECKED: Instant = Instant::from_unix(1_782_835_200);

const NOW: &str = "2026-07-01";
const PAGE: &str = "items/a.html";

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// What a check finds in a site whose only item is these bytes.
fn found(bytes: impl AsRef<[u8]>) -> Vec<String> {
    Scratch::new().with("content/a.md", bytes).check().findings()
}

/// The public page of an item of these bytes.
fn page(bytes: impl AsRef<[u8]>) -> String {
    let site = Scratch::new().with("content/a.md", bytes);
    site.build(NOW, 0);
    site.text(&format!("dist/public/{PAGE}"))
}

#[test]
fn an_item_in_gb18030_is_read_right_and_said_to_be_saved_anew() {
    let text = item("党费收缴情况", "", "经研究同意。");
    assert_eq!(found(gb18030(&text)), ["F011 content/a.md:1:1"]);
    assert_eq!(page(gb18030(&text)), page(&text));
}

#[test]
fn control_characters_reach_no_page_and_part_no_number() {
    let text = item("\"一\\u0000件\\a事\"", "", "正\u{1}文\u{B}在\u{1B}此\u{7F}。");
    let site = Scratch::new().with("content/a.md", &text);
    assert_eq!(site.check().findings(), Vec::<String>::new());
    site.build(NOW, 0);
    let page = site.text(&format!("dist/public/{PAGE}"));
    assert!(page.contains("一件事") && page.contains("正文在此。"), "{page}");
    for (path, bytes) in site.tree("public").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!bytes.iter().any(|byte| *byte < b' ' && *byte != b'\n' || *byte == 0x7F), "{path}");
    }
    assert_eq!(found(text.replace("正\u{1}文", "13\u{1}8001\u{2}38000")), ["P003 content/a.md:8:1"]);
}

#[test]
fn an_item_in_utf_16_is_read_right_and_said_to_be_saved_anew() {
    let text = item("党费收缴情况", "", "经研究同意。");
    for (mark, bytes) in [([0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xFE, 0xFF], u16::to_be_bytes)] {
        let units = text.encode_utf16().flat_map(bytes);
        let file: Vec<u8> = mark.into_iter().chain(units).collect();
        assert_eq!(found(&file), ["F011 content/a.md:1:1"]);
        assert_eq!(page(&file), page(&text));
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let text = item("一件事", "", "甲\n\n乙\n\n::: internal\n丙\n:::");
    let windows = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    let mac = text.replace('\n', "\r");
    let site = |bytes: &str| {
        let site = Scratch::new().with("content/a.md", bytes);
        site.build(NOW, 0);
        (site.tree("public"), site.tree("internal"))
    };
    for other in [windows, mac] {
        assert_eq!(found(&other), [] as [&str; 0]);
        assert!(site(&other) == site(&text));
    }
}

#[test]
fn places_in_a_windows_file_are_those_that_an_editor_shows() {
    let text = item("一件事", "entry: resolutoin", "正文。").replace('\n', "\r\n");
    assert_eq!(found(text), ["C001 content/a.md:3:8"]);
}

#[test]
fn a_file_that_is_no_text_is_refused() {
    let nul = item("一件事", "", "甲\0乙");
    assert_eq!(found(nul), ["F010 content/a.md:1:1"]);
    assert_eq!(found([0x2D, 0x81, 0xFF, 0x2D]), ["F010 content/a.md:1:1"]);
    let site = Scratch::new().with("content/_org.md", [0x81, 0xFF]);
    assert!(site.check().codes().contains(&"F010".to_owned()));
    let site = Scratch::new().with("site.toml", [0x81, 0xFF]);
    assert_eq!(site.check().findings(), ["F010 site.toml:1:1"]);
}

#[test]
fn an_empty_file_is_refused() {
    assert_eq!(found(""), ["F013 content/a.md:1:1"]);
    assert_eq!(found("\u{FEFF}"), ["F013 content/a.md:1:1"]);
}

#[test]
fn tabs_and_full_width_colons_in_front_matter_are_read_as_meant() {
    let sound = item("一件事", "fields:\n  met: 2026-05-30", "");
    let tabs = sound.replace("  met", "\tmet");
    assert_eq!(found(&tabs), [] as [&str; 0]);
    assert_eq!(page(&tabs), page(&sound));
    let wide = sound.replace("title: ", "title：").replace("  met: ", "\u{3000}met：");
    assert_eq!(found(&wide), ["F012 content/a.md:2:6"], "once a file");
    assert_eq!(page(&wide), page(&sound));
}

#[test]
fn a_decomposed_name_and_a_composed_one_are_the_same_name() {
    let (composed, decomposed) = ("caf\u{E9}.csv", "cafe\u{301}.csv");
    for (on_disk, in_text) in [(composed, decomposed), (decomposed, composed)] {
        let front = format!("attachments: [{{file: {in_text}, title: 名单}}]");
        let body = format!("见[名单]({in_text})。");
        let site = Scratch::new()
            .with("content/a.md", item("一件事", &front, &body))
            .with(&format!("content/{on_disk}"), "甲\n");
        assert_eq!(site.check().findings(), [] as [&str; 0]);
        site.build(NOW, 0);
        assert!(site.tree("public").contains_key(&format!("files/a/{composed}")));
    }
}

#[test]
fn names_that_are_one_file_on_another_system_are_refused() {
    for (one, other) in [("List.csv", "list.csv"), ("caf\u{E9}.csv", "cafe\u{301}.csv")] {
        let site = Scratch::new().with(&format!("content/{one}"), "甲\n").with(&format!("content/{other}"), "乙\n");
        assert_eq!(site.check().codes(), ["F016", "L012", "F016", "L012"]);
    }
}

#[test]
fn an_internal_file_takes_no_public_page_down_by_its_name() {
    let inside =
        item("另一件事", "id: two\naudience: internal\ninternal_reason: 暂不公开\npublish: 2026-06-05", "正文。");
    let site = Scratch::new().with("content/a.md", item("一件事", "id: one", "正文。")).with("content/A.md", inside);
    assert_eq!(site.check().findings(), ["F016 content/A.md:1:1"]);
    assert_eq!(site.run(["build", "--keep-going", "--now", NOW]).code, 1);
    assert!(site.tree("public").contains_key("items/one.html"));
    let with_both = site.tree("public");
    std::fs::remove_file(site.path("content/A.md")).expect("the internal file goes");
    site.build(NOW, 0);
    assert!(site.tree("public") == with_both, "what members alone see bears on no public byte");
}

#[test]
fn an_internal_file_takes_not_the_place_of_a_public_one_of_the_same_form() {
    let forms = ["caf\u{E9}.csv", "cafe\u{301}.csv"];
    for [open, inside] in [[forms[0], forms[1]], [forms[1], forms[0]]] {
        let hidden = format!(
            "id: two\naudience: internal\ninternal_reason: 暂不公开\npublish: 2026-06-05\nattachments: [{{file: {inside}, title: 内部表}}]"
        );
        let shown = format!("id: one\nattachments: [{{file: {open}, title: 公开表}}]");
        let site = Scratch::new()
            .with("content/a.md", item("一件事", &shown, "正文。"))
            .with("content/b.md", item("另一件事", &hidden, "正文。"))
            .with(&format!("content/{open}"), "公开的数\n")
            .with(&format!("content/{inside}"), "内部的数\n");
        assert_eq!(site.check().findings(), [format!("F016 content/{inside}:1:1")]);
        site.run(["build", "--keep-going", "--now", NOW]);
        let files: Vec<Vec<u8>> = site
            .tree("public")
            .into_iter()
            .filter(|(path, _)| path.starts_with("files/"))
            .map(|(_, bytes)| bytes)
            .collect();
        assert_eq!(files, ["公开的数\n".as_bytes()]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_content_folder_is_refused() {
    use std::os::unix::fs::symlink;
    let site = Scratch::new()
        .with("secret/b.md", item("秘密", "", ""))
        .with("content/real/a.md", item("一件事", "", "正文。"));
    symlink("../secret/b.md", site.path("content/b.md")).expect("a link to a file");
    symlink("../secret", site.path("content/folder")).expect("a link to a folder");
    symlink("nothing.md", site.path("content/nowhere.md")).expect("a dangling link");
    let refused = ["content/b.md", "content/folder", "content/nowhere.md"];
    let refused: Vec<String> = refused.iter().map(|path| format!("F018 {path}:1:1")).collect();
    let checked = site.check();
    assert_eq!(checked.findings(), refused);
    for why in ["指向内容文件夹之外", "指向的文件不存在"] {
        assert!(checked.out.contains(why), "{checked:?}");
    }
    let name = std::os::unix::ffi::OsStrExt::from_bytes(b"content/\xCE\xC4.md");
    std::fs::copy(site.path("content/real/a.md"), site.root().join(std::path::Path::new::<std::ffi::OsStr>(name)))
        .expect("a name in GB18030");
    let named = site.check();
    assert!(named.codes().len() == 4 && named.out.contains("文件名不是 UTF-8 编码"), "{named:?}");
    let ran = site.run(["build", "--format", "json", "--keep-going", "--now", NOW]);
    assert_eq!(ran.code, 1);
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        assert!(tree.contains_key(PAGE));
        assert!(!tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("秘密")));
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_stays_inside_is_followed() {
    let site = Scratch::new()
        .with("content/x/list.csv", "甲\n")
        .with("content/a.md", item("一件事", "attachments: [{file: list.csv, title: 名单}]", ""));
    std::os::unix::fs::symlink("x/list.csv", site.path("content/list.csv")).expect("a link");
    assert_eq!(site.check().findings(), ["L012 content/x/list.csv:1:1"], "what the link leads to is listed by nobody");
    site.build(NOW, 0);
    assert_eq!(site.tree("public")["files/a/list.csv"], "甲\n".as_bytes());
}

#[test]
fn of_thousands_of_findings_in_one_attachment_each_kind_is_still_told() {
    let list = format!("{}机密★10年\n", "电话13812345678\n".repeat(1_500));
    let site = Scratch::new()
        .with("content/list.csv", list)
        .with("content/a.md", item("一件事", "attachments: [{file: list.csv, title: 名单}]", ""));
    let ran = site.check();
    let told = |code: &str| ran.out.matches(&format!("\"{code}\"")).count();
    assert_eq!((told("P003"), told("P012")), (1_000, 1));
}

#[test]
fn a_term_past_the_end_of_the_calendar_is_refused() {
    for term in ["37000 years".to_owned(), "十".repeat(200_000) + "年", "9".repeat(40) + "天"] {
        let front = format!("term: {term}");
        assert_eq!(found(item("一件事", &front, "正文。")), ["F005 content/a.md:7:7"]);
    }
}

#[test]
fn a_file_has_the_same_findings_whoever_lists_it() {
    let files = held("content/a.md", item("一件事", "entry: resolutoin", "").into());
    let site = Scratch::empty();
    for (path, bytes) in files.iter() {
        site.write(path, bytes);
    }
    let config = Inputs::read(&files, site.root(), &mut Diagnostics::default()).expect("a site").config;
    let (register, found) = load::load(&files, &config).expect("held files are readable");
    let findings = check::check(register, found, CHECKED).findings;
    let held: Vec<String> = findings.iter().map(|found| format!("{} {}", found.rule.code, found.span.path)).collect();
    let places = |line: &String| line.split(':').next().map(str::to_owned);
    let listed: Vec<String> = site.check().findings().iter().filter_map(places).collect();
    assert!(!held.is_empty());
    assert_eq!(held, listed);
}

fn held(path: &str, bytes: Vec<u8>) -> HeldFiles {
    let mut files = HeldFiles::new();
    files.put("site.toml", SITE.into());
    files.put("catalogue.yaml", b"entries: {}\n".to_vec());
    files.put("content/_org.md", ORGANISATION.into());
    files.put("content/sound.md", item("一件事", "", "见[另一件](a)。").into());
    files.put("content/list.csv", b"1\n".to_vec());
    files.put("content/chart.png", b"1\n".to_vec());
    files.put(path, bytes);
    files
}
