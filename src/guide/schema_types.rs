//! The types of fields as JSON Schema. Values that a person may write in several ways are let through in each: the
//! schema helps while writing, and `sunshine check` decides.

use crate::catalogue::{Clearance, FieldType};
use crate::model::Secrecy;
use crate::source::words_for;
use serde_json::{Map, Value, json};

/// A line or a text, which YAML may take for a number.
pub(super) fn text() -> Value {
    json!({ "type": ["string", "number", "null"] })
}

/// All names of the words of a list.
pub(super) fn all_names<T: Copy>(all: &[T], names: fn(T) -> &'static [&'static str]) -> Vec<&'static str> {
    all.iter().flat_map(|word| names(*word)).copied().collect()
}

/// One of several forms.
pub(super) fn either(forms: Vec<Value>) -> Value {
    json!({ "anyOf": forms })
}

/// A key with what editors show of it.
pub(super) fn key(title: &str, about: &str, form: Value) -> Value {
    let mut key = json!({ "title": title });
    if !about.is_empty() {
        key["description"] = about.into();
    }
    if let (Value::Object(key), Value::Object(form)) = (&mut key, form) {
        key.extend(form);
    }
    key
}

/// A field: its type, or the same marked for members.
pub(super) fn field(kind: &FieldType) -> Value {
    let form = form(kind);
    let marked = json!({
        "type": "object",
        "properties": { "audience": { "$ref": "#/$defs/audience" }, "value": form },
        "required": ["audience"],
        "additionalProperties": false,
    });
    either(vec![form, marked])
}

fn form(kind: &FieldType) -> Value {
    let named = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    match kind {
        FieldType::Choice(words) => json!({ "enum": words }),
        FieldType::Table(columns) => {
            let cells: Map<String, Value> = columns.iter().map(|column| (column.clone(), text())).collect();
            let row = json!({ "type": "object", "properties": cells, "additionalProperties": false });
            let bare = json!({
                "type": "array", "items": text(), "minItems": columns.len(), "maxItems": columns.len(),
            });
            json!({ "type": "array", "items": either(vec![row, bare]) })
        }
        FieldType::Stages { .. } => named("stages"),
        FieldType::Text | FieldType::Paragraph | FieldType::Reference => named("text"),
        other => named(other.name()),
    }
}

/// A mapping with these keys and no others.
pub(super) fn record(properties: Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// A mapping within a field, whose keys may be written as the words that clerks have for them.
fn part(mut properties: Value, required: &[&'static str]) -> Value {
    if let Value::Object(known) = &mut properties {
        let called: Vec<(String, Value)> = known
            .iter()
            .flat_map(|(key, form)| words_for(key).map(|word| (word.to_owned(), form.clone())))
            .filter(|(word, _)| !known.contains_key(word))
            .collect();
        known.extend(called);
    }
    let given = |key: &'static str| {
        let names = std::iter::once(key).chain(words_for(key));
        either(names.map(|name| json!({ "required": [name] })).collect())
    };
    let given: Vec<Value> = required.iter().copied().map(given).collect();
    let mut part = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !given.is_empty() {
        part["allOf"] = given.into();
    }
    part
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// What the schemas of keys and fields refer to.
pub(super) fn definitions() -> Map<String, Value> {
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    let pattern =
        |pattern: &str| either(vec![json!({ "type": "string", "pattern": pattern }), json!({ "type": "number" })]);
    let (date, count, money, line) = (reference("date"), reference("number"), reference("money"), text());
    let side_line = part(json!({ "item": line, "name": line, "amount": money, "note": line }), &["amount"]);
    let side = either(vec![
        money.clone(),
        list(side_line.clone()),
        part(json!({ "lines": list(side_line), "total": money }), &[]),
    ]);
    let shared = part(json!({ "item": line, "name": line, "in": money, "out": money, "note": line }), &[]);
    let option = part(json!({ "option": line, "name": line, "votes": count, "note": line }), &["votes"]);
    let options = either(vec![list(option), json!({ "type": "object", "additionalProperties": count })]);
    let person = part(json!({ "name": line, "role": line, "note": line }), &["name"]);
    let stage = part(json!({ "name": line, "date": date, "state": line, "note": line }), &["name"]);
    let task = part(json!({ "text": line, "done": reference("flag") }), &["text"]);
    let step = |more: Value| {
        let mut properties = json!({
            "by": key("承担人", "", text()), "date": key("日期", "", date.clone()), "note": text(),
        });
        if let (Value::Object(all), Value::Object(more)) = (&mut properties, more) {
            all.extend(more);
        }
        json!({ "type": ["object", "null"], "properties": properties, "additionalProperties": false })
    };
    let secrecy = json!({ "enum": all_names(Secrecy::ALL, Secrecy::names) });
    let all = [
        ("text", text()),
        ("date", pattern(r"^\s*[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}")),
        ("period", pattern(r"^[0-9]{4}($|年|-)")),
        ("document", json!({ "type": "string", "pattern": r"^[^0-9〔\s]+〔[0-9]{4}〕[1-9][0-9]*号$" })),
        ("flag", json!({ "enum": [true, false, "true", "false", "yes", "no", "是", "否"] })),
        (
            "audience",
            json!({
                "enum": all_names(Clearance::ALL, Clearance::names),
            }),
        ),
        ("step", step(json!({}))),
        ("review", step(json!({ "secrecy": key("保密审查", "", secrecy.clone()) }))),
        (
            "reviewed",
            step(json!({
                "secrecy": key("保密审查", "", secrecy.clone()),
                "digest": key("摘要码", "由 sunshine approve 写入", text()),
            })),
        ),
        (
            "approved",
            step(json!({
                "secrecy": key("保密审查", "快速办理时写", secrecy),
                "digest": key("摘要码", "由 sunshine approve 写入", text()),
                "again": key("再次审批", "改动后重新审批", reference("review")),
            })),
        ),
        (
            "expedited",
            record(
                json!({
                    "reason": key("快速办理的理由", "只用于小更正", text()),
                    "confirm_by": key("最迟何时补办确认", "", date.clone()),
                    "confirmed": key("补办确认", "", reference("step")),
                }),
                &["reason"],
            ),
        ),
        (
            "attachment",
            record(
                json!({ "file": key("文件名", "放在事项旁边", text()), "title": text(), "audience": reference("audience") }),
                &["file"],
            ),
        ),
        ("change", record(json!({ "date": date, "note": line }), &["date", "note"])),
        ("number", pattern(r"^\s*[-−]?[0-9０-９,，.]+\s*$")),
        ("percent", pattern("[0-9０-９]")),
        ("money", pattern("[0-9０-９]")),
        ("person", either(vec![line.clone(), person.clone()])),
        ("people", either(vec![line.clone(), list(either(vec![line.clone(), person]))])),
        (
            "window",
            either(vec![
                json!({ "type": "string", "pattern": "至|到|~|—" }),
                part(json!({ "opens": date, "closes": date }), &["opens", "closes"]),
            ]),
        ),
        // The words of options may stand beside the counts.
        ("tally", {
            let mut tally = part(
                json!({
                    "eligible": key("应到", "", count.clone()), "present": key("实到", "", count.clone()),
                    "issued": key("发出票数", "", count.clone()), "returned": key("收回票数", "", count.clone()),
                    "valid": key("有效票数", "", count.clone()), "seats": key("每票可选", "", count.clone()),
                    "options": key("选项及票数", "", options),
                }),
                &["eligible", "present"],
            );
            tally["additionalProperties"] = count.clone();
            tally
        }),
        ("stages", list(either(vec![line.clone(), stage]))),
        (
            "ledger",
            part(
                json!({
                    "opening": key("期初结存", "", money.clone()), "in": key("收入", "", side.clone()),
                    "out": key("支出", "", side), "lines": list(shared), "balance": key("期末结存", "", money),
                }),
                &[],
            ),
        ),
        (
            "meetings",
            list(part(
                json!({
                    "date": date, "kind": line, "name": line, "topic": line, "place": line, "present": count,
                    "eligible": count, "note": line,
                }),
                &["date"],
            )),
        ),
        (
            "proposals",
            list(part(
                json!({
                    "no": line, "by": line, "subject": line, "state": line, "handled_by": line, "reply": line, "due": date,
                    "note": line,
                }),
                &["no", "subject", "state"],
            )),
        ),
        ("contact", part(json!({ "address": line, "phone": line, "email": line, "hours": line, "note": line }), &[])),
        ("checklist", list(either(vec![line, task]))),
    ];
    all.into_iter().map(|(name, form)| (name.to_owned(), form)).collect()
}
