//! Findings as SARIF 2.1.0, which code hosts show beside the lines.

use super::place::Places;
use super::{Diagnostics, Lang, RULES, Reread, Rule, Severity, Span, Text};
use serde_json::{Value, json};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// All findings as a log of SARIF 2.1.0 (OASIS): every rule with its reason, and every finding with its places.
/// Columns count characters; paths are from the site's root.
pub fn to_sarif(diagnostics: &Diagnostics, lang: Lang, reread: Reread<'_>) -> Value {
    let mut places = Places::new(reread);
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|d| {
            let mut text = d.message.get(lang).to_owned();
            if let Some(help) = &d.help {
                text = format!("{text}\n{}", help.get(lang));
            }
            let related = d.labels.iter().map(|(span, text)| location(&mut places, span, Some((text, lang))));
            let related: Vec<Value> = related.collect();
            json!({
                "ruleId": d.rule.code,
                "ruleIndex": RULES.iter().position(|rule| rule.code == d.rule.code),
                "level": level(d.severity),
                "message": { "text": text },
                "locations": [location(&mut places, &d.span, None)],
                "relatedLocations": related,
            })
        })
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sunshine",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(|rule| descriptor(rule, lang)).collect::<Vec<_>>(),
            }},
            "language": match lang { Lang::Zh => "zh-CN", Lang::En => "en" },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn descriptor(rule: &Rule, lang: Lang) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.why().get(lang) },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn location(places: &mut Places<'_>, span: &Span, text: Option<(&Text, Lang)>) -> Value {
    let [(line, column), (end_line, end_column)] = places.of(span);
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&span.path) },
            "region": { "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column },
        },
    });
    if let Some((text, lang)) = text {
        location["message"] = json!({ "text": text.get(lang) });
    }
    location
}

/// A path as a relative URI: all but letters, digits and `-._~/` as percent codes.
fn uri(path: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(b).to_string(),
        _ => format!("%{b:02X}"),
    };
    path.bytes().map(byte).collect()
}
