//! The catalogue as the command line tells it: lists, skeletons that pass, and a schema that fits what clerks write.

mod schema_check;

use crate::scratch::{Scratch, read_text, run, sunshine};
use schema_check::{from_yaml, problems};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A site with the built-in catalogue alone.
const SITE: &str = r#"title = "示例党务公开"

[[edition]]
name = "public"
audience = "public"
output = "dist/public"
base_url = "https://dangwu.example"
"#;

const BRANCH: &str = "---\nid: root\nname: 中共示例支部委员会\nkind: branch\ncontact: {phone: 0000-8800100}\n---\n";

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn entries(folder: &Path) -> Vec<Value> {
    let ran = run(sunshine(folder).args(["catalogue", "--format", "json"]));
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.json()["entries"].as_array().expect("a list").clone()
}

#[test]
fn the_skeleton_of_every_entry_is_an_item_without_a_finding() {
    let site = Scratch::empty().with("site.toml", SITE).with("content/_org.md", BRANCH);
    let all = entries(site.root());
    assert_eq!(all.len(), 59);
    for entry in &all {
        let (id, skeleton) = (entry["id"].as_str().expect("an id"), entry["skeleton"].as_str().expect("a skeleton"));
        site.write(&format!("content/{id}.md"), skeleton);
    }
    let ran = site.run(["check", "--format", "json", "--now", "2026-07-12"]);
    let for_others: Vec<String> = ran.findings().into_iter().filter(|found| !found.starts_with("C005")).collect();
    assert_eq!(for_others, Vec::<String>::new(), "{}", ran.out);
}

#[test]
fn every_optional_field_of_a_skeleton_reads_too_when_it_is_taken_up() {
    let site = Scratch::empty().with("site.toml", SITE).with("content/_org.md", BRANCH);
    for entry in entries(site.root()) {
        let skeleton = entry["skeleton"].as_str().expect("a skeleton").to_owned();
        let taken_up: String =
            skeleton.lines().map(|line| line.strip_prefix("# ").unwrap_or(line).to_owned() + "\n").collect();
        site.write(&format!("content/{}.md", entry["id"].as_str().expect("an id")), taken_up);
    }
    let ran = site.run(["check", "--format", "json", "--now", "2026-07-12"]);
    let of_form = |found: &&String| ["F0", "C003", "C012", "C013"].iter().any(|code| found.starts_with(code));
    assert_eq!(ran.findings().iter().filter(of_form).collect::<Vec<_>>(), Vec::<&String>::new(), "{}", ran.out);
}

#[test]
fn a_list_says_of_each_entry_what_the_catalogue_does() {
    let site = Scratch::new();
    site.write("catalogue.yaml", "entries:\n  open-day: {category: routine-affairs, zh: 开放日, en: Open day, tier: ad-hoc, due: 3wd, term: 18 months, audience: internal, ceiling: internal, internal_reason: 试行, applies: [branch], initiative: service, after: gone, op2010: d8, reg: 7, pii: none, focus: true, locked: true, basis: {src: design, note: 试行}, fields: {visitors*: number, notes!: paragraph}}\n");
    let ran = site.run(["catalogue", "--entry", "open-day", "--format", "json"]);
    let entry = &ran.json()["entries"][0];
    for (key, value) in [
        ("category", json!("routine-affairs")),
        ("tier", json!("ad-hoc")),
        ("due", json!("3wd")),
        ("term", json!("18 months")),
        ("after", json!("gone")),
        ("audience", json!("internal")),
        ("ceiling", json!("internal")),
        ("applies", json!(["branch"])),
        ("initiative", json!("service")),
        ("op2010_zh", json!("其他应当公开的事项")),
        ("reg", json!("7")),
        ("locked", json!(true)),
        ("basis", json!("design: 试行")),
    ] {
        assert_eq!(entry[key], value, "{key}");
    }
    let fields = entry["fields"].as_array().expect("a list");
    assert_eq!(
        fields[0],
        json!({"name": "visitors", "zh": "visitors", "en": "", "type": "number", "required": true, "internal": false})
    );
    assert_eq!(fields[1]["internal"], true);
    let text = site.run(["catalogue", "--entry", "开放日", "--lang", "zh-CN"]);
    assert!(text.out.contains("visitors*: number") && text.out.contains("entry: open-day"), "{text:?}");
    assert!(text.out.contains("锁定  true"), "{text:?}");
    let csv = site.run(["catalogue", "--format", "csv"]);
    assert_eq!(csv.out.lines().count(), 61);
    assert!(csv.out.starts_with("\u{FEFF}category,id,zh,en,"));
    assert!(
        csv.out
            .contains("routine-affairs,open-day,开放日,Open day,ad-hoc,,3wd,18 months,,gone,internal,internal,branch,")
    );
    assert_eq!(site.run(["catalogue", "--entry", "nothing"]).code, 2);
}

#[test]
fn a_catalogue_with_a_mistake_is_listed_with_the_finding() {
    let site = Scratch::new().with("catalogue.yaml", "entries:\n  lost: {category: nowhere, tier: fixed}\n");
    let ran = site.run(["catalogue"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("C002") && ran.out.contains("party-dues"), "{ran:?}");
}

fn schema_of(folder: &Path) -> Value {
    let ran = run(sunshine(folder).args(["catalogue", "--schema"]));
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.json()
}

#[test]
fn the_front_matter_of_every_sample_item_is_valid_against_the_schema() {
    let schema = schema_of(&sample());
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let mut checked = 0;
    let mut wrong = Vec::new();
    let mut folders = vec![sample().join("content")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.extend((!path.ends_with("opinions")).then_some(path));
            } else if path.extension().is_some_and(|e| e == "md") && path.file_name().is_some_and(|n| n != "_org.md") {
                let found = problems(&schema, &front_matter(&read_text(&path)));
                wrong.extend(found.into_iter().map(|problem| format!("{}: {problem}", path.display())));
                checked += 1;
            }
        }
    }
    assert!(checked > 150, "{checked}");
    assert_eq!(wrong, Vec::<String>::new());
}

fn front_matter(text: &str) -> Value {
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let (front, _) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")).expect("front matter");
    from_yaml(front)
}

const SOUND: &str = "title: 一件事\nentry: resolution\naudience: public\npublish: 2026-07-10\n\
    fields: {met: 2026-07-09, tally: {eligible: 30, present: 28, 赞成: 27}, text: 决议}\n\
    approval: {proposed: {by: 甲, date: 2026-07-01}, reviewed: {by: 乙, date: 2026-07-02, secrecy: passed}, approved: {by: 丙, date: 2026-07-03}}";

#[test]
fn the_schema_refuses_what_the_check_refuses() {
    let site = Scratch::empty().with("site.toml", SITE).with("content/_org.md", BRANCH);
    let schema = schema_of(site.root());
    assert_eq!(problems(&schema, &from_yaml(SOUND)), Vec::<String>::new());
    for (from, to, code) in [
        ("title: 一件事\n", "", "F006"),
        ("entry: resolution", "entry: resolutoin", "C001"),
        ("audience: public", "audience: pubic", "F005"),
        ("publish: 2026-07-10", "publish: 明天", "F005"),
        ("publish: 2026-07-10", "publish: 2026-07-10\nperiods: 2026", "F003"),
        ("publish: 2026-07-10", "publish: 2026-07-10\nperiod: 下半年", "F005"),
        ("publish: 2026-07-10", "publish: 2026-07-10\nwithin: nowhere", "F020"),
        ("publish: 2026-07-10", "publish: 2026-07-10\ndocument: 向委发[2026]12号", "F017"),
        ("met: 2026-07-09", "mets: 2026-07-09", "C003"),
        ("met: 2026-07-09, ", "", "C012"),
        ("met: 2026-07-09", "met: [2026-07-09]", "C013"),
        ("eligible: 30", "eligible: 三十", "C013"),
        ("tally: {eligible: 30, present: 28, 赞成: 27}", "tally: 通过", "C013"),
        ("secrecy: passed", "secrecy: passd", "F005"),
        ("approved: {by: 丙", "approvd: {by: 丙", "F003"),
    ] {
        assert!(SOUND.contains(from), "{from}");
        let front = SOUND.replacen(from, to, 1);
        assert_ne!(problems(&schema, &from_yaml(&front)), Vec::<String>::new(), "{to}");
        site.write("content/a.md", format!("---\n{front}\n---\n正文。\n"));
        let ran = site.run(["check", "--format", "json", "--now", "2026-07-12"]);
        assert!(ran.codes().contains(&code.to_owned()), "{to}: {code} in {:?}", ran.codes());
    }
}

#[test]
fn an_entry_for_members_is_no_wider_in_the_schema() {
    let site = Scratch::empty().with("site.toml", SITE).with("content/_org.md", BRANCH);
    let schema = schema_of(site.root());
    let front =
        |audience: &str| from_yaml(&format!("title: 一\nentry: circular\naudience: {audience}\npublish: 2026-07-10"));
    assert_eq!(problems(&schema, &front("internal")), Vec::<String>::new());
    assert_ne!(problems(&schema, &front("public")), Vec::<String>::new());
}
