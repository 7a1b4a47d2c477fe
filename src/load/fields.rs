//! `fields:` of an item, against what its entry asks for.

use super::unfilled::is_unfilled;
use crate::calendar::Workdays;
use crate::catalogue::{Catalogue, Entry, FieldSpec, FieldType};
use crate::diagnostic::{Diagnostic, Text, codes};
use crate::fields;
use crate::model::{Clearance, Field, FieldValue, Typed, Window};
use crate::source::{Node, Spanned, Table, Value, known_keys};
use std::borrow::Cow;
use std::sync::Arc;

/// Reads `fields:` against what the entry asks for, in the catalogue's order.
pub(super) fn read(
    node: Node<'_>,
    entry: &Entry,
    catalogue: &Catalogue,
    item: Clearance,
    table: &mut Table<'_, '_>,
) -> Vec<Field> {
    let Value::Map(written) = node.value else {
        let help = Text::new(
            format!("fields 下面每行写一个字段，行首空两格；运行 sunshine catalogue --entry {} 查看字段", entry.id),
            format!("Write a field a line below `fields`; see sunshine catalogue --entry {}", entry.id),
        );
        table.bad(node.range, "fields 应当是若干“键: 值”", "`fields` is a set of `key: value` pairs", help);
        return Vec::new();
    };
    let mut fields: Vec<(usize, Field)> = Vec::with_capacity(written.len());
    for (key, value) in written {
        let Some(order) = entry.fields.iter().position(|spec| *spec.name == *key.value) else {
            unknown(entry, catalogue, &key, table);
            continue;
        };
        if fields.iter().any(|(known, _)| *known == order) {
            let span = table.at(key.range.clone());
            let (zh, en) =
                (format!("字段“{}”写了两次", key.value), format!("the field `{}` is given twice", key.value));
            table.sink().push(Diagnostic::new(&codes::F004, span, zh, en).help("只保留一处", "Keep one of them"));
            continue;
        }
        if let Some(field) = field(&entry.fields[order], key, value, item, &catalogue.workdays, table) {
            fields.push((order, field));
        }
    }
    fields.sort_by_key(|(order, _)| *order);
    fields.into_iter().map(|(_, field)| field).collect()
}

/// F003: fields that stand beside `fields:` and not below it.
pub(super) fn outside(entry: &Entry, table: &mut Table<'_, '_>) {
    for spec in &entry.fields {
        if let Some(range) = table.unasked(&spec.name) {
            let span = table.at(range);
            let (zh, en) = (
                format!("{} 是字段，要写在 fields 下面", spec.name),
                format!("`{}` is a field and belongs below `fields`", spec.name),
            );
            let finding = Diagnostic::new(&codes::F003, span, zh, en);
            table.sink().push(
                finding
                    .help("在这一行开头空两格，放在 fields: 的下面", "Indent the line by two blanks, below `fields:`"),
            );
        }
    }
}

/// Where each field of a node stands, key and value.
pub(super) fn extents(node: &Node<'_>) -> Vec<std::ops::Range<usize>> {
    match &node.value {
        Value::Map(written) => written.iter().map(|(key, value)| key.range.start..value.range.end).collect(),
        Value::Null | Value::Scalar(_) | Value::List(_) => Vec::new(),
    }
}

/// How many fields a finding names with their Chinese.
const MOST: usize = 12;

/// C003, with the key of the field whose Chinese name was written, or else all of them with their names.
fn unknown(entry: &Entry, catalogue: &Catalogue, key: &Spanned<Cow<'_, str>>, table: &mut Table<'_, '_>) {
    let span = table.at(key.range.clone());
    let names: Vec<&str> = entry.fields.iter().map(|spec| &*spec.name).collect();
    let (zh, en) = (
        format!("{}没有字段 {}", entry.quoted(), key.value),
        format!("entry `{}` has no field `{}`", entry.id, key.value),
    );
    let label = |name: &str| catalogue.known_label(name).map_or(String::new(), |label| label.zh.clone());
    let named = names.iter().find(|name| label(name) == key.value.trim());
    let help = match (named, known_keys(&key.value, &names)) {
        (Some(name), _) => Text::new(format!("请写 {name}（{}）", key.value.trim()), format!("Write `{name}`")),
        (None, (Some(_), help)) => help,
        (None, (None, help)) if names.len() > MOST => help,
        (None, (None, help)) => {
            let all: Vec<String> = names.iter().map(|name| format!("{name}（{}）", label(name))).collect();
            Text::new(format!("可用的字段：{}", all.join("、")), help.en)
        }
    };
    table.sink().push(Diagnostic::new(&codes::C003, span, zh, en).help(help.zh, help.en));
}

fn field(
    spec: &FieldSpec,
    key: Spanned<Cow<'_, str>>,
    node: Node<'_>,
    item: Clearance,
    workdays: &Workdays,
    table: &mut Table<'_, '_>,
) -> Option<Field> {
    let (node, asked) = unwrap_audience(node, table);
    let path = table.span().path;
    let filled = !is_unfilled(&node, None);
    let typed = filled.then(|| fields::read(&spec.kind, &spec.name, &node, &path, workdays, table.sink())).flatten();
    let value = read_value(node)?;
    Some(Field {
        name: Arc::clone(&spec.name),
        internal: spec.internal || asked.is_some_and(|asked| asked > Clearance::Public),
        laxer: asked.is_some_and(|asked| asked < item || (asked == Clearance::Public && spec.internal)),
        reference: spec.kind == FieldType::Reference,
        value: Arc::new(value),
        typed: typed.map(Arc::new),
        mark: key.range.into(),
    })
}

/// A field may be written `{ audience: internal, value: … }` to be stricter than its item.
fn unwrap_audience<'t>(node: Node<'t>, table: &mut Table<'_, '_>) -> (Node<'t>, Option<Clearance>) {
    let wrapped = matches!(&node.value, Value::Map(parts)
        if parts.iter().any(|(k, _)| k.value == "audience"));
    if !wrapped {
        return (node, None);
    }
    let range = node.range.clone();
    table.nested(node, |inner| {
        inner.not_empty("audience");
        let audience = inner.word("audience", &Clearance::WORDS[..2], Clearance::read);
        let value = inner.node("value").unwrap_or(Node { range, value: Value::Null });
        // An audience that cannot be read is no wider than members.
        (value, Some(audience.map_or(Clearance::Internal, |a| a.value)))
    })
}

fn read_value(node: Node<'_>) -> Option<FieldValue> {
    Some(match node.value {
        _ if node.is_blank() => return None,
        Value::Null => return None,
        Value::Scalar(text) => FieldValue::Text(text.into_owned()),
        Value::List(nodes) => FieldValue::List(nodes.into_iter().filter_map(read_value).collect()),
        Value::Map(parts) => FieldValue::Map(
            parts.into_iter().filter_map(|(key, value)| Some((key.value.into_owned(), read_value(value)?))).collect(),
        ),
    })
}

/// The publicity window that the fields give, if they give one: `window: { opens, closes }`. A window that only
/// members may know of is a field like any other: the term and the state of a public item must not tell of it.
pub(super) fn window(fields: &[Field], item: Clearance) -> Option<Window> {
    let field =
        fields.iter().find(|field| &*field.name == "window" && !(field.internal && item == Clearance::Public))?;
    match field.typed.as_deref() {
        Some(Typed::Window(window)) => Some(*window),
        _ => None,
    }
}
