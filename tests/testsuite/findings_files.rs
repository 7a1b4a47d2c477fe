//! Files as clerks' machines make them: each is read right, or refused with a finding that says why.

use crate::scratch::{ORGANISATION, SITE, Scratch, item};
use proptest::prelude::*;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use sunshine::calendar::Instant;
use sunshine::check;
use sunshine::config::Readers;
use sunshine::diagnostic::{Diagnostics, Lang, to_json, to_text};
use sunshine::load::{self, Files, HeldFiles};
use sunshine::pipeline::{Admitted, Inputs, Job};
use sunshine::projection::{Internal, Public};
use sunshine::publish::Memory;
use sunshine::render::{OwnTheme, Theme};
use sunshine::source::{Decoded, decode};

/// [`crate::scratch::CHECKED`], 2026-07-01 00:00 +08:00.
const CHECKED: Instant = Instant::from_unix(1_782_835_200);

/// The rules that are fired, and nearly fired, here, because Markdown cannot hold the files.
pub(crate) const COVERED: &[(&str, bool)] = &[
    ("F010", true),
    ("F010", false),
    ("F011", true),
    ("F011", false),
    ("F018", true),
    ("F018", false),
    ("P016", true),
    ("P016", false),
];

const NOW: &str = "2026-07-01";
const PAGE: &str = "items/a.html";

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// A picture of one pixel, with a comment in it or without.
fn picture(comment: &str) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut crc = flate_crc(&[kind.as_slice(), data].concat()).to_be_bytes().to_vec();
        let length = u32::try_from(data.len()).expect("a small chunk").to_be_bytes();
        let mut out = [length.as_slice(), kind, data].concat();
        out.append(&mut crc);
        out
    };
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
    if !comment.is_empty() {
        png.extend(chunk(b"tEXt", &[b"Comment\0", comment.as_bytes()].concat()));
    }
    png.extend(chunk(b"IDAT", &[0x78, 0x9C, 0x63, 0, 0, 0, 2, 0, 1]));
    png.extend(chunk(b"IEND", b""));
    png
}

/// CRC-32 as PNG has it (ISO 3309).
fn flate_crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[test]
fn the_metadata_of_a_picture_stays_behind() {
    let site = |comment: &str| {
        Scratch::new().with("content/a.md", item("一件事", "", "![图](a.png)")).with("content/a.png", picture(comment))
    };
    assert_eq!(site("").check().findings(), Vec::<String>::new());
    let site = site("taken-at-home");
    let found = site.check().findings();
    assert!(found.len() == 1 && found[0].starts_with("P016 content/a.md"), "{found:?}");
    site.build(NOW, 0);
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        let published = &tree["files/a/a.png"];
        assert_eq!(published, &picture(""), "{edition}");
    }
}

#[test]
fn what_the_public_would_see_is_masked_in_the_source_on_request() {
    let text = item(
        "一件事",
        "summary: 来电 13800138000\nkeywords: [一*二]\n",
        "号码 11010519491231002X。\n\n::: internal\n手机 13900139000\n:::",
    );
    let site = Scratch::new().with("content/a.md", text.replace('\n', "\r\n"));
    let ran = site.run(["check", "--fix", "--now", NOW]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("content/a.md") && ran.out.contains("历史"), "{ran:?}");
    let fixed = crate::scratch::read_text(&site.path("content/a.md"));
    assert!(fixed.contains("来电 138＊＊＊＊8000\r\n") && fixed.contains("一*二"), "{fixed}");
    assert!(!fixed.contains("11010519491231002X") && fixed.contains("13900139000"), "{fixed}");
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
    let text = item("一件事", "entry: resolutoin", "").replace('\n', "\r\n");
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
    assert_eq!(found(&wide), ["F012 content/a.md:2:1", "F012 content/a.md:8:1"]);
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
        assert_eq!(site.check().codes(), ["F016", "F016"]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_content_folder_is_refused() {
    use std::os::unix::fs::symlink;
    let site =
        Scratch::new().with("secret/b.md", item("秘密", "", "")).with("content/real/a.md", item("一件事", "", ""));
    symlink("../secret/b.md", site.path("content/b.md")).expect("a link to a file");
    symlink("../secret", site.path("content/folder")).expect("a link to a folder");
    symlink("nothing.md", site.path("content/nowhere.md")).expect("a dangling link");
    let refused = ["content/b.md", "content/folder", "content/nowhere.md"];
    let refused: Vec<String> = refused.iter().map(|path| format!("F018 {path}:1:1")).collect();
    assert_eq!(site.check().findings(), refused);
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
    assert_eq!(site.check().findings(), [] as [&str; 0]);
    site.build(NOW, 0);
    assert_eq!(site.tree("public")["files/a/list.csv"], "甲\n".as_bytes());
}

#[test]
fn nesting_without_end_is_refused_and_overflows_nothing() {
    for deep in ["[".repeat(40_000), "{a: ".repeat(40_000), "- ".repeat(40_000)] {
        let front = found(format!("---\ntitle:\n  {deep}\n---\n"));
        assert!(front.iter().any(|line| line.starts_with("F002")), "{front:?}");
        let site = Scratch::new().with("site.toml", SITE.replace("catalogue.yaml", "c.yaml")).with("c.yaml", &deep);
        assert!(site.check().codes().contains(&"C006".to_owned()));
    }
    let site = Scratch::new().with("site.toml", format!("title = {}", "[".repeat(40_000)));
    assert_eq!(site.check().codes(), ["W001"]);
    for deep in ["> ".repeat(20_000), "[".repeat(20_000), "- ".repeat(20_000), "*".repeat(20_000)] {
        let site = Scratch::new().with("content/a.md", item("一件事", "", &deep));
        site.build(NOW, 0);
    }
}

fn theme() -> &'static Theme {
    static THEME: OnceLock<Theme> = OnceLock::new();
    THEME.get_or_init(|| Theme::load(&OwnTheme::default(), &mut Diagnostics::default()).expect("it compiles"))
}

/// Everything that a check and a build do, in memory.
fn check_and_build(files: &HeldFiles) {
    let reread = |path: &str| match decode(files.read(path).ok()?) {
        Decoded::Text(text, _) => Some(text),
        Decoded::Unreadable => None,
    };
    let print = |findings: &Diagnostics| {
        for lang in [Lang::Zh, Lang::En] {
            to_text(findings, lang, true, &reread);
            to_json(findings, lang, &reread);
        }
    };
    let mut findings = Diagnostics::default();
    let Ok(inputs) = Inputs::read(files, Path::new("/site"), &mut findings) else {
        return print(&findings);
    };
    let (register, found) = load::load(files, &inputs.config).expect("held files are readable");
    findings.append(found);
    let (checked, findings) = check::check(register, findings, CHECKED).keep_going();
    print(&findings);
    for edition in &inputs.config.editions {
        let job = Job {
            files,
            admitted: Admitted { checked: &checked, standing_only: false },
            config: &inputs.config,
            edition,
            theme: theme(),
            now: CHECKED,
        };
        let built = match edition.audience {
            Readers::Public => job.run(&mut Memory::<Public>::default(), &|_, _| {}),
            Readers::Internal => job.run(&mut Memory::<Internal>::default(), &|_, _| {}),
        };
        // An organisation that is not there, or not for these readers, is the one thing that may be in the way.
        if let Err(trouble) = built {
            assert!(format!("{trouble:?}").contains("没有党组织"), "{trouble:?}");
        }
    }
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

/// What the four kinds of file are made of, so that random ones get past the first look.
const WORDS: &[&str] = &[
    "---\n",
    "\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    "\u{3000}",
    ":",
    ": ",
    "：",
    "“",
    "”",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "- ",
    "#",
    "# ",
    "&a ",
    "*a",
    "!x ",
    "|\n",
    ">\n",
    "~",
    "null",
    "\u{FEFF}",
    "\0",
    "\u{E0A1}",
    "\u{E0A2}",
    "::: internal\n",
    ":::\n",
    "::: public\n",
    "[^1]",
    "[^1]: ",
    "[一](",
    "![图](",
    "chart.png",
    "list.csv",
    "a.md",
    "sound",
    ")",
    "<b>",
    "<!--",
    "**",
    "~~",
    "`",
    "```\n",
    "| 甲 | 乙 |\n|---|---|\n",
    "党",
    "e\u{301}",
    "%E5",
    "%",
    "javascript:",
    "https://example.org",
    "mailto:",
    "title: 一件事\n",
    "entry: resolution\n",
    "entry: hearing\n",
    "audience: public\n",
    "audience: internal\n",
    "publish: 2026-06-10\n",
    "publish: 2026-06-10T25:00\n",
    "expires: 2200-12-31\n",
    "public_from: 2026-06-20\n",
    "term: 99999 years\n",
    "term: window\n",
    "period: 2026-Q5\n",
    "document: 示委发〔2026〕012号\n",
    "document: 〕〔号\n",
    "aliases: [a, b]\n",
    "id: ",
    "within: root\n",
    "approval: {proposed: {by: 甲, date: 2026-06-01}, reviewed: {by: 乙, date: 2026-06-02, secrecy: passed}, approved: {by: 丙, date: 2026-06-03}}\n",
    "fields: {met: 2026-05-30, tally: {for: 1}, text: \"**x**\"}\n",
    "fields: {window: {opens: 2026-06-10, closes: 0}}\n",
    "attachments: [{file: list.csv, audience: internal}]\n",
    "withdrawn: {date: 2026-06-20, kind: superseded, by: sound}\n",
    "changes: [{date: 2026-06-20, note: 甲}]\n",
    "name: 某支部\n",
    "kind: branch\n",
    "contact: {phone: 1}\n",
    "entries:\n  ",
    "categories:\n  ",
    "labels:\n  ",
    "open-day: ",
    "category: routine-affairs",
    "tier: ad-hoc",
    "fields: {a*!: text}",
    "title = \"x\"\n",
    "[[edition]]\n",
    "name = \"public\"\n",
    "audience = \"public\"\n",
    "output = \"dist/x\"\n",
    "base_url = \"https://x.example\"\n",
    "zone = \"-14:59\"\n",
    "scope = \"root\"\n",
];

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let word = prop::sample::select(WORDS).prop_map(|word| word.as_bytes().to_vec());
    let noise = prop::collection::vec(any::<u8>(), 0..8);
    let soup = prop::collection::vec(prop_oneof![24 => word, 1 => noise], 0..40).prop_map(|parts| parts.concat());
    let front = soup.clone().prop_map(|soup| [b"---\n", &*soup, b"\n---\n"].concat());
    let lines = (soup.clone(), soup.clone()).prop_map(|(front, body)| {
        let front = String::from_utf8_lossy(&front).into_owned();
        let body = String::from_utf8_lossy(&body).into_owned();
        item("一件事", &front, &body).into_bytes()
    });
    let text = soup.clone().prop_map(|soup| {
        item("一件事", "attachments: [{file: list.csv, title: 名单}]", &String::from_utf8_lossy(&soup)).into_bytes()
    });
    prop_oneof![
        1 => prop::collection::vec(any::<u8>(), 0..200),
        2 => soup,
        4 => front,
        4 => lines,
        4 => text,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_item_whatever_its_bytes_brings_the_program_down(bytes in bytes()) {
        check_and_build(&held("content/a.md", bytes));
    }

    #[test]
    fn no_organisation_whatever_its_bytes_brings_the_program_down(bytes in bytes()) {
        check_and_build(&held("content/_org.md", bytes));
    }

    #[test]
    fn no_configuration_whatever_its_bytes_brings_the_program_down(
        bytes in bytes(),
        after in any::<bool>(),
    ) {
        let bytes = if after { [SITE.as_bytes(), &bytes].concat() } else { bytes };
        check_and_build(&held("site.toml", bytes));
    }

    #[test]
    fn no_catalogue_whatever_its_bytes_brings_the_program_down(bytes in bytes()) {
        check_and_build(&held("catalogue.yaml", bytes));
    }
}

#[test]
fn a_term_past_the_end_of_the_calendar_is_refused() {
    for term in ["37000 years".to_owned(), "十".repeat(200_000) + "年", "9".repeat(40) + "天"] {
        let front = format!("term: {term}");
        assert_eq!(found(item("一件事", &front, "")), ["F005 content/a.md:7:7"]);
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
    let held: Vec<Arc<str>> = findings.iter().map(|d| Arc::clone(&d.span.path)).collect();
    assert_eq!(held.len(), site.check().findings().len());
}
