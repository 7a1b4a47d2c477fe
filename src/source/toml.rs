//! TOML into the tree.

use super::fault::Fault;
use super::node::{Node, Spanned, Value};
use super::toml_fault::fault;
use std::borrow::Cow;
use toml::de::{DeTable, DeValue};

/// Parses a TOML document into the same tree as YAML, so that both are read, and complained about, alike.
/// What is no TOML is told in people's words.
pub fn parse_toml(text: &str) -> Result<Node<'_>, Fault> {
    let table = DeTable::parse(text)
        .map_err(|error| fault(text, error.span().map_or(0, |span| span.start), error.message()))?;
    let range = table.span();
    Ok(map(table.into_inner(), range))
}

fn map(table: DeTable<'_>, range: std::ops::Range<usize>) -> Node<'_> {
    let entries = table.into_iter().map(|(key, value)| {
        let key = Spanned { range: key.span(), value: key.into_inner() };
        (key, node(value))
    });
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|(key, _)| key.range.start);
    Node { range, value: Value::Map(entries) }
}

fn node(value: toml::Spanned<DeValue<'_>>) -> Node<'_> {
    let range = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar(text),
        DeValue::Integer(number) => Value::Scalar(Cow::Owned(number.to_string())),
        DeValue::Float(number) => Value::Scalar(Cow::Owned(number.to_string())),
        DeValue::Boolean(flag) => Value::Scalar(Cow::Borrowed(if flag { "true" } else { "false" })),
        DeValue::Datetime(moment) => Value::Scalar(Cow::Owned(moment.to_string())),
        DeValue::Array(values) => Value::List(values.into_iter().map(node).collect()),
        DeValue::Table(table) => return map(table, range),
    };
    Node { range, value }
}
