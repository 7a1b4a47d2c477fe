//! Fields as templates get them: a plain list, shaped only by how the value is built.

use crate::address;
use crate::catalogue::Catalogue;
use crate::projection::{FieldItem, FieldValue};
use serde::Serialize;

/// A field with its label.
#[derive(Debug, Hash, Serialize)]
pub(super) struct FieldView<'p> {
    name: &'p str,
    zh: String,
    en: Option<String>,
    internal: bool,
    value: ValueView,
}

/// A value, in the shape that shows it best.
#[derive(Debug, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum ValueView {
    Text { text: String },
    List { items: Vec<String> },
    Pairs { pairs: Vec<Pair> },
    Table { columns: Vec<String>, rows: Vec<Vec<String>> },
    Group { groups: Vec<Part> },
    Link { path: String, text: String },
}

#[derive(Debug, Hash, Serialize)]
struct Pair {
    zh: String,
    text: String,
}

#[derive(Debug, Hash, Serialize)]
struct Part {
    zh: String,
    value: ValueView,
}

/// The view of a field.
pub(super) fn field_view<'p>(field: &'p FieldItem, catalogue: &Catalogue) -> FieldView<'p> {
    let label = catalogue.label(&field.name);
    let value = match &field.link {
        Some((id, title)) => ValueView::Link { path: address::item(id), text: title.to_string() },
        None => view(&field.value, catalogue),
    };
    let en = (!label.en.is_empty()).then_some(label.en);
    FieldView { name: &field.name, zh: label.zh, en, internal: field.internal, value }
}

fn view(value: &FieldValue, catalogue: &Catalogue) -> ValueView {
    match value {
        FieldValue::Text(text) => ValueView::Text { text: text.clone() },
        FieldValue::List(values) => table(values, catalogue)
            .unwrap_or_else(|| ValueView::List { items: values.iter().map(|value| flat(value, catalogue)).collect() }),
        FieldValue::Map(parts) if parts.iter().all(|(_, value)| matches!(value, FieldValue::Text(_))) => {
            let pair = |(name, value): &(String, FieldValue)| Pair {
                zh: catalogue.label(name).zh,
                text: flat(value, catalogue),
            };
            ValueView::Pairs { pairs: parts.iter().map(pair).collect() }
        }
        FieldValue::Map(parts) => {
            let part = |(name, value): &(String, FieldValue)| Part {
                zh: catalogue.label(name).zh,
                value: view(value, catalogue),
            };
            ValueView::Group { groups: parts.iter().map(part).collect() }
        }
    }
}

/// A list of records as a table: its columns are their keys, in the order in which they first come.
fn table(values: &[FieldValue], catalogue: &Catalogue) -> Option<ValueView> {
    let mut keys: Vec<&str> = Vec::new();
    let mut records = Vec::with_capacity(values.len());
    for value in values {
        let FieldValue::Map(parts) = value else {
            return None;
        };
        for (name, _) in parts {
            if !keys.contains(&name.as_str()) {
                keys.push(name);
            }
        }
        records.push(parts);
    }
    let cell = |parts: &[(String, FieldValue)], key: &str| {
        parts.iter().find(|(name, _)| name == key).map(|(_, value)| flat(value, catalogue)).unwrap_or_default()
    };
    let rows = records.iter().map(|parts| keys.iter().map(|key| cell(parts, key)).collect()).collect();
    (!keys.is_empty())
        .then(|| ValueView::Table { columns: keys.iter().map(|key| catalogue.label(key).zh).collect(), rows })
}

/// A value in one line.
fn flat(value: &FieldValue, catalogue: &Catalogue) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::List(values) => values.iter().map(|value| flat(value, catalogue)).collect::<Vec<_>>().join("、"),
        FieldValue::Map(parts) => parts
            .iter()
            .map(|(name, value)| format!("{}：{}", catalogue.label(name).zh, flat(value, catalogue)))
            .collect::<Vec<_>>()
            .join("；"),
    }
}
