//! The fields that an entry asks for.

use super::{Clearance, Due, Entry, FieldSpec, FieldType};
use crate::diagnostic::{Diagnostic, Span, Text, codes, nearest};
use crate::privacy::headers;
use crate::source::{Spanned, Table, Value};
use std::collections::BTreeSet;

pub(super) fn read_fields(table: &mut Table<'_, '_>) -> Vec<FieldSpec> {
    let mut seen = BTreeSet::new();
    table
        .pairs("fields")
        .into_iter()
        .filter_map(|(name, node)| {
            let Value::Scalar(kind) = node.value else {
                let help =
                    Text::new("例如 date、number、text、people", "Write one such as date, number, text or people");
                table.bad(node.range, "字段类型应当是一个词", "a field type is a word", help);
                return None;
            };
            let Some(kind) = FieldType::parse(&kind) else {
                let span = table.at(node.range);
                table.sink().push(no_such_type(&kind, span));
                return None;
            };
            let bare = name.value.trim_end_matches(['*', '!']);
            let marks = &name.value[bare.len()..];
            if !seen.insert(bare.to_owned()) {
                let help = Text::new("只保留一处", "Keep one of them");
                table.bad(
                    name.range,
                    format!("字段 {bare} 写了两次"),
                    format!("the field `{bare}` is given twice"),
                    help,
                );
                return None;
            }
            Some(FieldSpec { name: bare.into(), kind, required: marks.contains('*'), internal: marks.contains('!') })
        })
        .collect()
}

/// What the fields of an extending file ask for less than those that they take the place of, or show more.
pub(super) fn laxer(new: &[FieldSpec], old: &Entry) -> Vec<Text> {
    let said = |name: &str, zh: &str, en: &str| Text::new(format!("字段 {name} {zh}"), format!("field `{name}` {en}"));
    let find = |name: &str| new.iter().find(|field| *field.name == *name);
    let mut laxer = Vec::new();
    let fields = old.fields.iter().map(|was| (was, false)).chain(old.former.iter().map(|was| (was, true)));
    for (was, is_gone) in fields {
        let name = &*was.name;
        let Some(now) = find(name) else {
            if !is_gone && has_bar(&was.kind) {
                laxer.push(said(name, "不能去掉", "cannot be left out"));
            }
            continue;
        };
        if was.internal && !now.internal {
            laxer.push(said(name, "须保持党内（名称后加 !）", "has to stay internal (`!` behind its name)"));
        }
        if lowers(&was.kind, &now.kind) {
            laxer.push(said(
                name,
                "的公示期、通过线不得低于上级目录",
                "cannot have a shorter window, or a lower line to pass",
            ));
        }
    }
    laxer
}

/// Whether a type of field holds something that has to be reached.
fn has_bar(kind: &FieldType) -> bool {
    matches!(kind, FieldType::Window(Some(_)) | FieldType::Tally(Some(_)))
}

fn lowers(old: &FieldType, new: &FieldType) -> bool {
    // Five working days are a week.
    let length = |due: &Due| match *due {
        Due::WorkingDays(n) => n.saturating_mul(7),
        Due::Days(n) => n.saturating_mul(5),
    };
    match (old, new) {
        (FieldType::Window(Some(old)), FieldType::Window(Some(new))) => length(new) < length(old),
        (FieldType::Tally(Some(old)), FieldType::Tally(Some(new))) => {
            new.percent < old.percent || (old.of_eligible && !new.of_eligible)
        }
        (old, _) => has_bar(old),
    }
}

/// Columns for personal data in what the public may read: whoever fills them in publishes it.
pub(super) fn personal_columns(entry: &Entry, id: &Spanned<String>, table: &mut Table<'_, '_>) {
    for field in entry.fields.iter().filter(|field| !field.internal && entry.ceiling == Clearance::Public) {
        let FieldType::Table(columns) = &field.kind else {
            continue;
        };
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        if let Some(first) = headers(&names).first() {
            let column = names[*first];
            let (zh, en) = (
                format!("项目“{}”的字段 {} 有“{column}”一栏，涉及个人信息", entry.id, field.name),
                format!("field `{}` of entry `{}` has a column `{column}`, for personal data", field.name, entry.id),
            );
            let span = table.at(id.range.clone());
            table.sink().push(Diagnostic::new(&codes::P014, span, zh, en).help(
                "删去这一栏，或把字段标为党内（名称后加 !）",
                "Leave the column out, or make the field internal (`!` behind its name)",
            ));
        }
    }
}

fn no_such_type(text: &str, span: Span) -> Diagnostic {
    let (zh, en) = (format!("没有字段类型“{text}”"), format!("there is no field type `{text}`"));
    let finding = Diagnostic::new(&codes::C006, span, zh, en);
    let name = text.split('(').next().unwrap_or_default().trim();
    match nearest(name, FieldType::NAMES) {
        Some(near) if near != name => finding.help(format!("是不是想写 {near}？"), format!("Did you mean `{near}`?")),
        Some("choice") => finding.help("请写成 choice(甲|乙)", "Write choice(a|b)"),
        Some("table") => finding.help("请写成 table(姓名|职务)", "Write table(name|post)"),
        Some("window") => finding.help("请写成 window 或 window(min 5wd)", "Write window or window(min 5wd)"),
        Some("tally") => finding.help(
            "请写成 tally、tally(pass 50%) 或 tally(pass 50% of eligible)",
            "Write tally, tally(pass 50%) or tally(pass 50% of eligible)",
        ),
        Some("stages") => finding.help("请写成 stages 或 stages(ordered)", "Write stages or stages(ordered)"),
        _ => {
            let names = FieldType::NAMES.join(", ");
            finding.help(format!("可用的类型：{names}"), format!("The types are: {names}"))
        }
    }
}
