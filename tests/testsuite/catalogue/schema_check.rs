//! As much of JSON Schema 2020-12 as the schema of front matter uses; an unknown keyword is a failure of the test.

use regex_lite::Regex;
use serde_json::{Map, Value};
use sunshine::source::{Node, Value as Yaml, parse_yaml};

/// A text as an editor's YAML reader would have it: plain numbers and booleans are such.
pub(super) fn from_yaml(text: &str) -> Value {
    value(&parse_yaml(text, 0).unwrap_or_else(|(message, at)| panic!("{message} at {at} of {text}")))
}

fn value(node: &Node<'_>) -> Value {
    match &node.value {
        Yaml::Null => Value::Null,
        Yaml::Scalar(text) => {
            let plain = matches!(&**text, "true" | "false") || text.parse::<f64>().is_ok_and(f64::is_finite);
            let number = plain.then(|| serde_json::from_str(text).ok()).flatten();
            number.unwrap_or_else(|| Value::String(text.to_string()))
        }
        Yaml::List(nodes) => nodes.iter().map(value).collect(),
        Yaml::Map(parts) => {
            Value::Object(parts.iter().map(|(key, node)| (key.value.to_string(), value(node))).collect())
        }
    }
}

/// What is wrong with an instance, each with the path to it.
pub(super) fn problems(schema: &Value, instance: &Value) -> Vec<String> {
    let mut out = Vec::new();
    Checker { root: schema }.check(schema, instance, "", &mut out);
    out
}

struct Checker<'s> {
    root: &'s Value,
}

impl Checker<'_> {
    fn holds(&self, schema: &Value, instance: &Value) -> bool {
        let mut out = Vec::new();
        self.check(schema, instance, "", &mut out);
        out.is_empty()
    }

    fn check(&self, schema: &Value, instance: &Value, path: &str, out: &mut Vec<String>) {
        let Value::Object(schema) = schema else {
            panic!("{schema} is no schema");
        };
        for (keyword, wanted) in schema {
            let sound = match keyword.as_str() {
                "$schema"
                | "$defs"
                | "title"
                | "description"
                | "enumDescriptions"
                | "then"
                | "properties"
                | "additionalProperties"
                | "items" => true,
                "$ref" => {
                    let pointer = wanted.as_str().expect("a reference").trim_start_matches('#');
                    let definition = self.root.pointer(pointer).unwrap_or_else(|| panic!("{wanted} leads nowhere"));
                    self.check(definition, instance, path, out);
                    true
                }
                "type" => types(wanted).iter().any(|kind| is(kind, instance)),
                "enum" => list(wanted).contains(instance),
                "pattern" => {
                    let pattern = Regex::new(wanted.as_str().expect("a pattern")).expect("a sound pattern");
                    instance.as_str().is_none_or(|text| pattern.is_match(text))
                }
                "required" => instance.as_object().is_none_or(|object| {
                    list(wanted).iter().all(|key| object.contains_key(key.as_str().expect("a key")))
                }),
                "minItems" => instance.as_array().is_none_or(|items| Some(items.len() as u64) >= wanted.as_u64()),
                "maxItems" => instance.as_array().is_none_or(|items| Some(items.len() as u64) <= wanted.as_u64()),
                "anyOf" => list(wanted).iter().any(|form| self.holds(form, instance)),
                "allOf" => {
                    list(wanted).iter().for_each(|form| self.check(form, instance, path, out));
                    true
                }
                "if" => {
                    if self.holds(wanted, instance) {
                        self.check(&schema["then"], instance, path, out);
                    }
                    true
                }
                other => panic!("the checker does not know `{other}`"),
            };
            if !sound {
                out.push(format!("{path}: {instance} is not {keyword} {wanted}"));
            }
        }
        match instance {
            Value::Object(object) => self.parts(schema, object, path, out),
            Value::Array(items) => {
                if let Some(form) = schema.get("items") {
                    items.iter().enumerate().for_each(|(n, item)| self.check(form, item, &format!("{path}/{n}"), out));
                }
            }
            _ => {}
        }
    }

    fn parts(&self, schema: &Map<String, Value>, object: &Map<String, Value>, path: &str, out: &mut Vec<String>) {
        for (key, part) in object {
            let below = format!("{path}/{key}");
            match (schema.get("properties").and_then(|known| known.get(key)), schema.get("additionalProperties")) {
                (Some(form), _) => self.check(form, part, &below, out),
                (None, Some(Value::Bool(false))) => out.push(format!("{below} is unknown")),
                (None, Some(form)) => self.check(form, part, &below, out),
                (None, None) => {}
            }
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn types(value: &Value) -> Vec<&str> {
    value.as_str().map_or_else(|| list(value).iter().filter_map(Value::as_str).collect(), |one| vec![one])
}

fn is(kind: &str, instance: &Value) -> bool {
    match kind {
        "object" => instance.is_object(),
        "array" => instance.is_array(),
        "string" => instance.is_string(),
        "number" => instance.is_number(),
        "null" => instance.is_null(),
        other => panic!("the checker does not know the type `{other}`"),
    }
}
