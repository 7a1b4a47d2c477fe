//! Findings for other programs: annotations of GitHub Actions, and SARIF.

use crate::scratch::{APPROVAL, Scratch, item};

/// A site whose path, message and place all hold what has to be written as codes.
fn site() -> Scratch {
    let broken = item("一件事", "", "正文。").replace(&format!("approval: {APPROVAL}\n"), "");
    let site = Scratch::new().with("content/c.md", item("另一件事", "foo: 1", "正文。"));
    site.with("content/100%, 一.md", broken.replace("audience: public", "audience: public\nfoo: 1\nid: a"))
}

/// The keys and the message of a workflow command, with its codes read.
fn command(line: &str) -> (String, Vec<(String, String)>, String) {
    let read = |text: &str| {
        let text = text.replace("%2C", ",").replace("%3A", ":");
        text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    };
    let (head, message) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("a command");
    let (name, properties) = head.split_once(' ').expect("a name and properties");
    let pair = |pair: &str| pair.split_once('=').map(|(key, value)| (key.to_owned(), read(value))).expect("a pair");
    (name.to_owned(), properties.split(',').map(pair).collect(), read(message))
}

#[test]
fn annotations_say_of_each_finding_what_the_json_does() {
    let site = site();
    let json = site.check().json();
    let findings = json["findings"].as_array().expect("a list");
    let ran = site.run(["check", "--format", "github", "--now", crate::scratch::CHECKED]);
    assert_eq!(ran.code, 1);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), findings.len());
    assert!(findings.len() >= 2, "{json}");
    for (line, finding) in lines.iter().zip(findings) {
        let (name, properties, message) = command(line);
        let property = |key: &str| properties.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str());
        assert_eq!(name, finding["severity"]);
        assert_eq!(property("file"), finding["path"].as_str());
        assert_eq!(property("line"), Some(&*finding["line"].to_string()));
        assert_eq!(property("col"), Some(&*finding["column"].to_string()));
        assert!(property("title").is_some_and(|title| title.starts_with(finding["code"].as_str().unwrap_or("?"))));
        assert!(message.starts_with(finding["message"].as_str().expect("a message")), "{message}");
        let help = finding["help"].as_str().unwrap_or_default();
        assert!(message.ends_with(help), "{message}");
    }
}

#[test]
fn a_sarif_log_has_every_rule_and_each_finding_with_its_places() {
    let site = site().with("catalogue.yaml", "entries:\n  circular: {due: 60d, due: 30d, fields: {conveyed: date}}\n");
    let json = site.check().json();
    let findings = json["findings"].as_array().expect("a list");
    let ran = site.run(["check", "--format", "sarif", "--now", crate::scratch::CHECKED]);
    assert_eq!(ran.code, 1);
    let log = ran.json();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), sunshine::diagnostic::RULES.len());
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), findings.len());
    let mut related = 0;
    for (result, finding) in results.iter().zip(findings) {
        assert_eq!(result["ruleId"], finding["code"]);
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], finding["code"]);
        assert_eq!(result["level"], finding["severity"]);
        let place = &result["locations"][0]["physicalLocation"];
        for (key, own) in
            [("startLine", "line"), ("startColumn", "column"), ("endLine", "end_line"), ("endColumn", "end_column")]
        {
            assert_eq!(place["region"][key], finding[own], "{key}");
        }
        let uri = place["artifactLocation"]["uri"].as_str().expect("an address");
        assert!(uri.bytes().all(|b| b.is_ascii_graphic()) && !uri.contains(','), "{uri}");
        let labels = finding["labels"].as_array().map_or(0, Vec::len);
        assert_eq!(result["relatedLocations"].as_array().map(Vec::len), Some(labels));
        related += labels;
    }
    assert!(related > 0, "some finding has another place: {json}");
    assert!(ran.out.contains("content/100%25%2C%20%E4%B8%80.md"), "{}", ran.out);
}

#[test]
fn a_build_reports_in_the_same_formats() {
    let site = site();
    let github = site.run(["build", "--format", "github", "--now", crate::scratch::CHECKED]);
    assert_eq!(github.code, 1);
    assert!(github.out.lines().all(|line| line.starts_with("::")), "{github:?}");
    let sarif = site.run(["build", "--format", "sarif", "--now", crate::scratch::CHECKED]);
    assert_eq!(sarif.json()["version"], "2.1.0");
    let sound = Scratch::new();
    let none = sound.run(["check", "--format", "github"]);
    assert_eq!((none.code, none.out.trim()), (0, ""), "nothing found, nothing said");
    assert_eq!(sound.run(["check", "--format", "sarif"]).json()["runs"][0]["results"], serde_json::json!([]));
}
