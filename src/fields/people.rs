//! Persons by their names, and how much of a name stands where it is masked.

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

impl Person {
    /// What it says, and whether each is a name.
    pub(super) fn words(&self) -> impl Iterator<Item = (bool, &str)> {
        let Self { name, role, note } = self;
        [(true, name.as_str())].into_iter().chain([role, note].into_iter().flatten().map(|text| (false, text.as_str())))
    }

    /// The same person, of whose name only the surname stands.
    pub(super) fn masked(&self) -> Self {
        Self { name: mask_name(&self.name), ..self.clone() }
    }
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

/// What a column of names of persons may be called, beside what ends in 姓名 or 名字.
const NAMES: [&str; 32] = [
    "name",
    "户主",
    "交纳人",
    "缴纳人",
    "申请人",
    "受助人",
    "受益人",
    "救助人",
    "被救助人",
    "慰问人",
    "被慰问人",
    "帮扶人",
    "被帮扶人",
    "救助对象",
    "帮扶对象",
    "慰问对象",
    "资助对象",
    "受助对象",
    "受助学生",
    "学生",
    "低保户",
    "残疾人",
    "困难党员",
    "困难群众",
    "困难职工",
    "困难学生",
    "配偶",
    "子女",
    "家长",
    "监护人",
    "代领人",
    "领取人",
];

/// Whether a column of a table holds names of persons, by its name: 姓名, 姓　名, 户主姓名, 帮扶对象（户主）, 姓名/单位.
pub fn holds_names(column: &str) -> bool {
    let plain = column.split(['（', '(']).next().unwrap_or_default();
    plain.split(['/', '、', '及', '和', '与']).any(|part| {
        let part: String = part.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        part.ends_with("姓名") || part.ends_with("名字") || NAMES.contains(&part.as_str())
    })
}

/// Whether a cell of such a column holds a name, and no figure and no word of a last line.
pub fn is_name(cell: &str) -> bool {
    let bare: String = cell.split_whitespace().collect();
    bare.contains(char::is_alphabetic) && !is_total(&bare)
}

/// Whether a cell begins a row of totals.
pub(super) fn is_total(cell: &str) -> bool {
    ["合计", "小计", "总计", "共计"].contains(&cell.trim())
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
        reader.lacks(&mut record, "name");
    }
    reader.finish(record);
    Some(Person { name: name?, role, note })
}

/// A list of persons, or their names in lines, set apart by marks.
pub(super) fn people(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Vec<Person>> {
    if let Value::Scalar(text) = &node.value {
        return Some(named(text).collect());
    }
    let mut people = Some(Vec::new());
    for node in reader.list(node) {
        let read: Option<Vec<Person>> = match &node.value {
            Value::Scalar(text) if text.contains(PARTING) => Some(named(text).collect()),
            _ => person(node, reader).map(|person| vec![person]),
        };
        people = people.zip(read).map(|(people, read)| people.into_iter().chain(read).collect());
    }
    people
}

/// What stands between the names in a line.
const PARTING: [char; 3] = ['、', '，', ','];

/// The persons that a line names.
fn named(line: &str) -> impl Iterator<Item = Person> {
    let names = line.split(PARTING).map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| Person { name: name.to_owned(), role: None, note: None })
}

#[cfg(test)]
mod tests {
    use super::{holds_names, is_name, mask_name};

    #[test]
    fn columns_of_names_are_known_by_what_they_are_called() {
        for (column, holds) in [
            ("姓名", true),
            ("姓　名*", true),
            ("姓名及职务", true),
            ("受助学生：", true),
            ("户主姓名", true),
            ("帮扶对象（户主）", true),
            ("户主 ", true),
            ("姓名变更", false),
            ("户数", false),
        ] {
            assert_eq!(holds_names(column), holds, "{column}");
        }
    }

    #[test]
    fn figures_and_last_lines_are_no_names() {
        assert!(["王小明", "阿依古丽", "Li", "1.王小明", "（王小明）", "*王小明"].into_iter().all(is_name));
        assert!(!["12", "合计", " 小计 ", "—", ""].into_iter().any(is_name));
    }

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
