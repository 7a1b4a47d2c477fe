//! No input makes the process panic.

use super::{CHECKED, NOW, found, held};
use crate::scratch::{SITE, Scratch, item};
use proptest::prelude::*;
use std::path::Path;
use std::sync::OnceLock;
use sunshine::check;
use sunshine::config::Readers;
use sunshine::diagnostic::{Diagnostics, Lang, to_json, to_text};
use sunshine::load;
use sunshine::load::{Files, HeldFiles};
use sunshine::pipeline::{Admitted, Inputs, Job};
use sunshine::projection::{Internal, Public};
use sunshine::publish::Memory;
use sunshine::render::{OwnTheme, Theme};
use sunshine::source::{Decoded, decode};

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
    THEME.get_or_init(|| Theme::load(&OwnTheme::default(), Lang::Zh, &mut Diagnostics::default()).expect("it compiles"))
}

/// Everything that a check and a build do, in memory.
fn check_and_build(files: &HeldFiles) {
    let reread = |path: &str| match decode(&files.read(path).ok()?) {
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
            Readers::Public => job.run(&mut Memory::<Public>::default(), &|_| {}),
            Readers::Internal => job.run(&mut Memory::<Internal>::default(), &|_| {}),
        };
        // An organisation that is not there, or not for these readers, is the one thing that may be in the way.
        if let Err(trouble) = built {
            assert!(format!("{trouble:?}").contains("scope 写的党组织"), "{trouble:?}");
        }
    }
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
    "scope = \"nobody\"\n",
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
