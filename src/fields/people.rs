use super::reader::Reader;
use crate::source::{Node, Value};

/// A person, by name, with what matters of them here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Post, candidature, branch.
    pub role: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// One person: `{ name, role, note }`, or the name alone.
pub(super) fn person(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Person> {
    if matches!(node.value, Value::Scalar(_)) {
        let name = reader.text(node)?;
        return Some(Person { name, role: None, note: None });
    }
    let mut record = reader.record(node)?;
    let name = reader.part_text(&mut record, "name");
    let role = reader.part_text(&mut record, "role");
    let note = reader.part_text(&mut record, "note");
    if name.is_none() {
        reader.lacks(&record, "name");
    }
    reader.finish(record);
    Some(Person { name: name?, role, note })
}

/// A list of persons, or their names in one line, set apart by 、.
pub(super) fn people(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Vec<Person>> {
    if let Value::Scalar(text) = &node.value {
        let names = text.split('、').map(str::trim).filter(|name| !name.is_empty());
        return Some(names.map(|name| Person { name: name.to_owned(), role: None, note: None }).collect());
    }
    let people: Vec<Option<Person>> = reader.list(node).iter().map(|node| person(node, reader)).collect();
    people.into_iter().collect()
}
