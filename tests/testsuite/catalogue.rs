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
    let ran = run(sunshine(folder).args(["catalogue", "--format", "json", "--now", "2026-07-10"]));
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.json()["entries"].as_array().expect("a list").clone()
}

/// What a check finds of the skeletons of all entries, but for the entries of other kinds of organisation.
fn findings_of_skeletons(edit: impl Fn(&str) -> String) -> Vec<String> {
    let site = Scratch::empty().with("site.toml", SITE).with("content/_org.md", BRANCH);
    let all = entries(site.root());
    assert_eq!(all.len(), 59);
    for entry in &all {
        let (id, skeleton) = (entry["id"].as_str().expect("an id"), entry["skeleton"].as_str().expect("a skeleton"));
        site.write(&format!("content/{id}.md"), edit(skeleton));
    }
    let ran = site.run(["check", "--format", "json", "--now", "2026-07-12"]);
    ran.findings().into_iter().filter(|found| !found.starts_with("C005")).collect()
}

/// An item whose approval is whole.
fn approved(text: &str) -> String {
    text.replacen("publish:", &format!("approval: {}\npublish:", crate::scratch::APPROVAL), 1)
}

#[test]
fn the_skeleton_of_every_entry_is_a_draft_that_holds_nothing_up() {
    let found = findings_of_skeletons(str::to_owned);
    assert_eq!(found.len(), 59, "{found:?}");
    assert!(found.iter().all(|found| found.starts_with("A001")), "{found:?}");
}

#[test]
fn no_skeleton_is_published_as_it_is() {
    let found = findings_of_skeletons(approved);
    let others: Vec<_> = found.iter().filter(|found| !found.starts_with("F021")).collect();
    assert_eq!(others, Vec::<&String>::new());
    let items: std::collections::BTreeSet<&str> =
        found.iter().filter_map(|found| found.split(['/', ':']).nth(1)).collect();
    assert_eq!(items.len(), 59, "{found:?}");
}

/// A skeleton with true words in place of its samples.
fn filled(text: &str) -> String {
    let people = [("name: 姓名, role: 职务", "name: 周一, role: 书记"), ("代表姓名", "周二")];
    let numbers = [("99.99%", "95%"), ("99999.00", "500.00"), ("99999", "35"), ("99998", "33"), ("99989", "24")];
    let days = [
        ("在这里写日期, state: 未开始", "2026-12-31, state: 未开始"),
        ("due: 在这里写日期", "due: 2026-12-31"),
        // What was held was held in the period.
        ("date: 在这里写日期, kind", "date: 2026-06-09, kind"),
        ("held: 在这里写日期", "held: 2026-06-09"),
    ];
    let others = [("在这里写日期", "2026-07-09"), ("填日期", "2026-07-09"), ("在这里写文号", "向委发〔2026〕12号")];
    let words = days.into_iter().chain(others).chain(people).chain([(": 填", ": 实")]);
    let text = words.chain(numbers).fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    let one_of = |line: &str| match line.split_once("在这里写").filter(|_| line.contains("之一")) {
        Some((key, words)) => {
            format!("{key}{}", words.split(['、', ' ']).next().unwrap_or_default().replace("之一", ""))
        }
        None => line.replace("在这里写", "已写明"),
    };
    text.lines().map(|line| one_of(line) + "\n").collect()
}

#[test]
fn the_skeleton_of_every_entry_filled_in_is_an_item_without_a_finding() {
    let filled = |text: &str| approved(&filled(text));
    assert_eq!(findings_of_skeletons(filled), Vec::<String>::new());
}

#[test]
fn every_optional_field_of_a_skeleton_reads_too_when_it_is_taken_up() {
    let site = Scratch::empty().with("site.toml", SITE).with("content/_org.md", BRANCH);
    for entry in entries(site.root()) {
        let skeleton = entry["skeleton"].as_str().expect("a skeleton").to_owned();
        let taken_up: String = skeleton
            .lines()
            .map(|line| line.strip_prefix("#").filter(|key| key.contains(':')).unwrap_or(line).to_owned() + "\n")
            .collect();
        site.write(&format!("content/{}.md", entry["id"].as_str().expect("an id")), filled(&taken_up));
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
    assert!(text.out.contains("锁定  后面的目录不得更改"), "{text:?}");
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
fn the_list_is_in_chinese_and_has_the_words_of_the_files_when_asked() {
    let site = Scratch::new();
    let list = site.run(["catalogue"]).out;
    for there in ["期满留说明", "长期，每年复核", "长期，每6个月复核", "涉及群众利益", "依据 "]
    {
        assert!(list.contains(there), "{there}");
    }
    let facts: String = list.lines().filter(|line| line.starts_with("  频次")).collect();
    for not in ["期满期满", "每 ", "found", "seed", "memory", "true", "public", "wd", "periodic", "half-year"] {
        assert!(!facts.contains(not), "{not}: {facts}");
    }
    let more = site.run(["-v", "catalogue", "--entry", "party-dues"]).out;
    assert!(more.contains("（periodic · half-year · 15wd）") && more.contains("党内公开 internal"), "{more}");
    let english = site.run(["catalogue", "--entry", "party-dues", "--lang", "en"]).out;
    assert!(english.contains("periodic · half-year · 15wd"), "{english}");
}

#[test]
fn a_catalogue_with_a_mistake_is_listed_with_the_finding() {
    let site = Scratch::new().with("catalogue.yaml", "entries:\n  lost: {category: nowhere, tier: fixed}\n");
    let ran = site.run(["catalogue"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("C002") && ran.out.contains("party-dues"), "{ran:?}");
}

fn schema_of(folder: &Path, kind: &str) -> Value {
    let ran = run(sunshine(folder).args(["catalogue", "--schema", kind]));
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.json()
}

#[test]
fn all_front_matter_of_the_sample_is_valid_against_the_schema_of_its_kind() {
    let schemas = ["item", "organisation", "opinion"].map(|kind| schema_of(&sample(), kind));
    for schema in &schemas {
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
    assert_eq!(run(sunshine(&sample()).args(["catalogue", "--schema"])).json(), schemas[0]);
    let mut checked = [0; 3];
    let mut wrong = Vec::new();
    let mut folders = vec![sample().join("content")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                let organisation = path.file_name().is_some_and(|n| n == "_org.md");
                let kind = if organisation { 1 } else { 2 * usize::from(folder.ends_with("opinions")) };
                let found = problems(&schemas[kind], &front_matter(&read_text(&path)));
                wrong.extend(found.into_iter().map(|problem| format!("{}: {problem}", path.display())));
                checked[kind] += 1;
            }
        }
    }
    assert!(checked[0] > 150 && checked[1] > 15 && checked[2] > 15, "{checked:?}");
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
    let schema = schema_of(site.root(), "item");
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
fn the_schemas_of_organisations_and_opinions_refuse_what_the_check_refuses() {
    const ORG: &str = "id: root\nname: 中共示例支部委员会\nkind: branch\nstream: party\norder: 10\nelected: 2024-06-01\n\
        contact: {phone: 0000-8800100}\napprovers: {propose: [甲], entries: {resolution: {review: [乙]}}}";
    const OPINION: &str = "kind: suggestion\nchannel: 意见箱\nfrom: {kind: member, name: 某某}\naudience: public\n\
        received: 2026-07-01\nforwarded: {date: 2026-07-02, to: 办公室}\nanswered: 2026-07-03\n\
        rated: {date: 2026-07-06, grade: fair}\nreleased: {by: 乙, date: 2026-07-03}";
    let site = Scratch::empty().with("site.toml", SITE).with("content/_org.md", BRANCH);
    for (kind, file, sound, from, to, code) in [
        ("organisation", "_org.md", ORG, "name: 中共示例支部委员会\n", "", "F006"),
        ("organisation", "_org.md", ORG, "id: root", "id: Root 1", "F005"),
        ("organisation", "_org.md", ORG, "kind: branch", "kind: brnch", "F005"),
        ("organisation", "_org.md", ORG, "stream: party", "stream: parties", "F005"),
        ("organisation", "_org.md", ORG, "order: 10", "order: first", "F005"),
        ("organisation", "_org.md", ORG, "phone:", "fone:", "F003"),
        ("organisation", "_org.md", ORG, "resolution:", "resolutoin:", "C001"),
        ("organisation", "_org.md", ORG, "elected: 2024-06-01", "elected: 去年", "F005"),
        ("opinion", "opinions/a.md", OPINION, "kind: suggestion", "kind: idea", "F005"),
        ("opinion", "opinions/a.md", OPINION, "channel: 意见箱\n", "", "F006"),
        ("opinion", "opinions/a.md", OPINION, "kind: member", "kind: 张三", "F005"),
        ("opinion", "opinions/a.md", OPINION, "audience: public", "audience: pubic", "F005"),
        ("opinion", "opinions/a.md", OPINION, "date: 2026-07-02, ", "", "F006"),
        ("opinion", "opinions/a.md", OPINION, "answered: 2026-07-03", "answered: soon", "F005"),
        ("opinion", "opinions/a.md", OPINION, "grade: fair", "grade: good", "F005"),
        ("opinion", "opinions/a.md", OPINION, "by: 乙, ", "", "F006"),
        ("opinion", "opinions/a.md", OPINION, "audience: public", "audiance: public", "F003"),
    ] {
        let schema = schema_of(site.root(), kind);
        assert_eq!(problems(&schema, &from_yaml(sound)), Vec::<String>::new());
        assert!(sound.contains(from), "{from}");
        let front = sound.replacen(from, to, 1);
        assert_ne!(problems(&schema, &from_yaml(&front)), Vec::<String>::new(), "{to}");
        site.write("content/_org.md", BRANCH);
        site.write(&format!("content/{file}"), format!("---\n{front}\n---\n正文。\n"));
        let ran = site.run(["check", "--format", "json", "--now", "2026-07-12"]);
        assert!(ran.codes().contains(&code.to_owned()), "{to}: {code} in {:?}", ran.codes());
        std::fs::remove_file(site.path(&format!("content/{file}"))).expect("a file");
    }
}

#[test]
fn an_entry_for_members_is_no_wider_in_the_schema() {
    let site = Scratch::empty().with("site.toml", SITE).with("content/_org.md", BRANCH);
    let schema = schema_of(site.root(), "item");
    let front =
        |audience: &str| from_yaml(&format!("title: 一\nentry: circular\naudience: {audience}\npublish: 2026-07-10"));
    assert_eq!(problems(&schema, &front("internal")), Vec::<String>::new());
    assert_ne!(problems(&schema, &front("public")), Vec::<String>::new());
}
