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

/// Surnames of two characters, of which a name that is masked keeps both.
const COMPOUND: [&str; 24] = [
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊",
    "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "申屠", "慕容", "令狐", "司徒",
];

/// A name of which only the surname stands: 王某某, 欧阳某某; what is no Han name keeps its first character.
pub fn mask_name(name: &str) -> String {
    let name = name.trim();
    let compound = COMPOUND.iter().find(|surname| name.starts_with(**surname) && name.chars().count() > 2);
    let kept = compound.map_or_else(|| name.chars().take(1).collect(), |surname| (*surname).to_owned());
    if kept.is_empty() { kept } else { kept + "某某" }
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

#[cfg(test)]
mod tests {
    use super::mask_name;

    #[test]
    fn a_masked_name_keeps_the_surname_and_not_its_length() {
        for (name, masked) in [
            ("王小明", "王某某"),
            ("王明", "王某某"),
            ("欧阳修", "欧阳某某"),
            ("司马", "司某某"),
            ("阿依古丽", "阿某某"),
            ("", ""),
        ] {
            assert_eq!(mask_name(name), masked, "{name}");
        }
    }
}
