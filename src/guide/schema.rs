//! JSON Schema (2020-12) of an item's front matter: its keys, the entries and organisations that the site knows, and
//! for each entry its own fields.

use super::Guide;
use super::schema_types::{all_names, definitions, either, field, key, text};
use crate::catalogue::{Clearance, Entry, Every, Tier};
use crate::model::WithdrawalKind;
use serde_json::{Map, Value, json};

pub(super) fn schema(guide: &Guide) -> Value {
    let mut definitions = definitions();
    for entry in &guide.catalogue.entries {
        definitions.insert(format!("fields-{}", entry.id), fields(guide, entry));
    }
    let entries = guide.catalogue.entries.iter().map(then);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "公开事项文前信息",
        "description": "阳光党务：一个公开事项（Markdown 文件）开头两行 --- 之间的内容。由 sunshine catalogue --schema 生成。",
        "type": "object",
        "properties": keys(guide),
        "required": ["title", "entry", "publish"],
        "additionalProperties": false,
        "allOf": entries.collect::<Vec<_>>(),
        "$defs": definitions,
    })
}

/// Every key of the front matter.
fn keys(guide: &Guide) -> Value {
    let organisations = guide.organisations.iter();
    let (ids, names): (Vec<&str>, Vec<&str>) = organisations.map(|(id, name)| (id.as_str(), name.as_str())).unzip();
    let entries = &guide.catalogue.entries;
    let described = |entry: &Entry| format!("{}：{}，{}", entry.label.zh, entry.frequency_zh(), entry.term_zh());
    let by_id = entries.iter().map(|entry| (entry.id.as_str(), described(entry)));
    let by_name = entries.iter().map(|entry| (entry.label.zh.as_str(), described(entry)));
    let (entry_words, entry_notes): (Vec<&str>, Vec<String>) = by_id.chain(by_name).unzip();
    let date = |title: &str, about: &str| key(title, about, json!({ "$ref": "#/$defs/date" }));
    let line = |title: &str, about: &str| key(title, about, text());
    let lines =
        |title: &str, about: &str| key(title, about, either(vec![text(), json!({ "type": "array", "items": text() })]));
    json!({
        "title": line("标题", "不写个人敏感信息"),
        "id": line("编号", "网址的一部分，定后不改；不写则由文件名而来"),
        "entry": key("公开项目", "公开目录里的项目，写编号或名称",
            json!({ "enum": entry_words, "enumDescriptions": entry_notes })),
        "audience": key("公开范围", "public 向社会公开，internal 党内公开，specific 特定对象（不上任何网站）；不写则按目录",
            json!({ "$ref": "#/$defs/audience" })),
        "publish": date("公开日期", "从这一天起公开"),
        "public_from": date("向社会公开的日期", "先党内后党外时写"),
        "expires": date("公开到哪一天", "含当天；与 term 只写一个"),
        "term": line("公开多久", "如 6 months、90 days；不写则按目录"),
        "updated": date("最近更新", ""),
        "reviewed": date("最近复核", "长期公开的内容复核后写"),
        "term_reason": line("延长理由", "公开时限比目录长时写"),
        "internal_reason": line("不向社会公开的理由", "涉及公共利益而只在党内公开时写"),
        "privacy_reason": line("个人信息说明", "党内内容确需个人信息、不足3人（户）的数字，经审批人同意时写"),
        "period": key("所属期间", "定期公开的项目写", json!({ "$ref": "#/$defs/period" })),
        "document": key("文号", "如 向委发〔2026〕12号", json!({ "$ref": "#/$defs/document" })),
        "responsible": line("责任部门", ""),
        "summary": line("一句话摘要", ""),
        "result": line("结果", "公示期满后可以留下的结果，不写姓名"),
        "focus": key("公开重点", "", json!({ "$ref": "#/$defs/flag" })),
        "keywords": lines("关键词", ""),
        "aliases": lines("旧编号", "旧网址仍能打开"),
        "follows": lines("承接事项", "这件事接着哪一件，写事项编号"),
        "follows_reason": line("承接的说明", "承接别的党组织的事项，或前一件不必先公开时写"),
        "within": key("限定范围", "党内事项只在这个党组织和它的下级公开",
            json!({ "enum": ids, "enumDescriptions": names })),
        "approval": approval(),
        "fields": key("字段", "由公开项目规定", json!({ "type": ["object", "null"] })),
        "attachments": key("附件", "随事项公开的文件", either(vec![
            json!({ "type": "array", "items": { "$ref": "#/$defs/attachment" } }),
            json!({ "$ref": "#/$defs/attachment" }),
        ])),
        "changes": key("更正记录", "公开后改了什么", either(vec![
            json!({ "type": "array", "items": { "$ref": "#/$defs/change" } }),
            json!({ "$ref": "#/$defs/change" }),
        ])),
        "withdrawn": key("撤下", "误发 in-error、被取代 superseded、撤回 withdrawn", json!({
            "type": "object",
            "properties": {
                "date": { "$ref": "#/$defs/date" },
                "kind": { "enum": all_names(WithdrawalKind::ALL, WithdrawalKind::names) },
                "successor": text(),
                "by": text(),
                "reason": text(),
            },
            "required": ["date", "kind"],
            "additionalProperties": false,
        })),
    })
}

fn approval() -> Value {
    key(
        "审批",
        "提出、审核（含保密审查）、审批，由不同的人承担；走完三步才会公开，小更正可以快速办理（expedited）",
        json!({
            "type": "object",
            "properties": {
                "proposed": { "$ref": "#/$defs/step" },
                "reviewed": { "$ref": "#/$defs/reviewed" },
                "approved": { "$ref": "#/$defs/approved" },
                "expedited": { "$ref": "#/$defs/expedited" },
            },
            "additionalProperties": false,
        }),
    )
}

/// What holds for the items of an entry: how far they may go, and, once they are approved, what they must say.
fn then(entry: &Entry) -> Value {
    let narrower = Clearance::ALL.iter().filter(|word| **word >= entry.ceiling).copied().collect::<Vec<_>>();
    let words = if entry.ceiling == Clearance::Public { Vec::new() } else { all_names(&narrower, Clearance::names) };
    let mut properties = Map::new();
    properties.insert("fields".to_owned(), json!({ "$ref": format!("#/$defs/fields-{}", entry.id) }));
    if !words.is_empty() {
        properties.insert("audience".to_owned(), json!({ "enum": words }));
    }
    let period = match (entry.tier, entry.every) {
        (Tier::Periodic, Some(Every::Year)) => Some("如 2025"),
        (Tier::Periodic, Some(Every::HalfYear)) => Some("如 2026-H1"),
        (Tier::Periodic, Some(Every::Quarter)) => Some("如 2026-Q2"),
        (Tier::Periodic, Some(Every::Month)) => Some("如 2026-06"),
        _ => None,
    };
    if let Some(period) = period {
        properties.insert("period".to_owned(), json!({ "description": period }));
    }
    let mut then = json!({ "properties": properties });
    let required: Vec<&str> = entry.fields.iter().filter(|f| f.required).map(|f| &*f.name).collect();
    if !required.is_empty() {
        // What is still under way may be incomplete.
        then["if"] = json!({ "required": ["approval"], "properties": { "approval": { "required": ["approved"] } } });
        then["then"] = json!({ "required": ["fields"], "properties": { "fields": { "required": required } } });
    }
    json!({
        "if": { "properties": { "entry": { "enum": [entry.id, entry.label.zh] } }, "required": ["entry"] },
        "then": then,
    })
}

/// The fields of an entry.
fn fields(guide: &Guide, entry: &Entry) -> Value {
    let mut properties = Map::new();
    for spec in &entry.fields {
        let label = guide.catalogue.label(&spec.name).zh;
        let marks = [(spec.required, "必填"), (spec.internal, "仅党内")];
        let marks: Vec<&str> = marks.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect();
        let about = format!("{}{}{}", spec.kind, if marks.is_empty() { "" } else { "；" }, marks.join("，"));
        properties.insert(spec.name.to_string(), key(&label, &about, field(&spec.kind)));
    }
    json!({
        "title": entry.label.zh,
        "description": entry.label.en,
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": false,
    })
}
