//! Matters beyond an organisation's competence (超出权限): the Regulation has them approved above.

use super::{FieldSpec, FieldType};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::source::{Money, Number, Spanned, Table};

/// When an item under an entry is beyond the competence of the organisation that discloses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// Always.
    Always,
    /// When a sum of money or a number in a field is larger than this, as written.
    Above(String, String),
}

impl Beyond {
    /// Reads `always` or `amount > 500000`.
    fn parse(text: &str) -> Option<Self> {
        if matches!(text, "always" | "一律") {
            return Some(Self::Always);
        }
        let (field, limit) = text.split_once(['>', '＞'])?;
        let (field, limit) = (field.trim(), limit.trim());
        (!field.is_empty() && limit.starts_with(|c: char| c.is_ascii_digit()))
            .then(|| Self::Above(field.to_owned(), limit.to_owned()))
    }
}

impl std::fmt::Display for Beyond {
    /// As the catalogue writes it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Always => f.write_str("always"),
            Self::Above(field, limit) => write!(f, "{field} > {limit}"),
        }
    }
}

/// Reads `approval: { beyond: amount > 500000, by: superior }` of an entry with these fields, or with those that it has
/// already. What an extended catalogue asks stays.
pub(super) fn read(table: &mut Table<'_, '_>, fields: &[FieldSpec], before: &[Beyond]) -> Vec<Beyond> {
    let mut all = before.to_vec();
    let asked = table.table("approval", |approval| {
        let beyond = approval.parsed("beyond", "always / amount > 500000", Beyond::parse);
        approval.parsed("by", "superior", |by| matches!(by, "superior" | "上级").then_some(()));
        beyond.filter(|beyond| can_be_told(beyond, fields, approval))
    });
    all.extend(asked.flatten().map(|beyond| beyond.value).filter(|beyond| !before.contains(beyond)));
    all
}

/// Whether the field that is looked at is one of the entry's, and the limit of its kind; a finding if not.
fn can_be_told(beyond: &Spanned<Beyond>, fields: &[FieldSpec], table: &mut Table<'_, '_>) -> bool {
    let Beyond::Above(name, limit) = &beyond.value else {
        return true;
    };
    let named = fields.iter().find(|field| *field.name == **name);
    let told = match named.map(|field| &field.kind) {
        Some(FieldType::Money) => Money::parse(limit).is_some(),
        Some(FieldType::Number) => Number::parse(limit).is_some(),
        _ => false,
    };
    if told {
        return true;
    }
    let (zh, en) = match named.map(|field| &field.kind) {
        None => (format!("这个项目没有字段 {name}"), format!("the entry has no field `{name}`")),
        Some(FieldType::Money) => (format!("“{limit}”不是金额"), format!("`{limit}` is no sum")),
        Some(FieldType::Number) => (format!("“{limit}”不是数字"), format!("`{limit}` is no number")),
        Some(_) => (format!("字段 {name} 不是数字或金额"), format!("the field `{name}` holds no number and no sum")),
    };
    let finding = Diagnostic::new(&codes::C006, table.at(beyond.range.clone()), zh, en);
    let near = named.is_none().then(|| nearest(name, fields.iter().map(|field| &*field.name))).flatten();
    table.sink().push(match near {
        Some(near) => finding.help(format!("是不是想写 {near}？"), format!("Did you mean `{near}`?")),
        None => finding.help(
            "写项目里的一个数字或金额字段和一个数，例如 amount > 50万",
            "Name a field of the entry that holds a number or a sum, and a limit, such as amount > 500000",
        ),
    });
    false
}
