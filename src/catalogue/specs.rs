//! The fields that an entry asks for.

use super::read::children;
use super::{FieldSpec, FieldType};
use crate::diagnostic::{Diagnostic, Span, codes, nearest};
use crate::source::{Table, Value};

pub(super) fn read_fields(table: &mut Table<'_, '_>) -> Vec<FieldSpec> {
    children(table.node("fields"))
        .into_iter()
        .filter_map(|(name, node)| {
            let Value::Scalar(kind) = node.value else {
                table.bad(node.range, "字段类型应当是一个词", "a field type is a word");
                return None;
            };
            let Some(kind) = FieldType::parse(&kind) else {
                let span = table.at(node.range);
                table.sink().push(no_such_type(&kind, span));
                return None;
            };
            let bare = name.value.trim_end_matches(['*', '!']);
            let marks = &name.value[bare.len()..];
            Some(FieldSpec {
                name: bare.to_owned(),
                kind,
                required: marks.contains('*'),
                internal: marks.contains('!'),
            })
        })
        .collect()
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
        Some("tally") => finding.help("请写成 tally 或 tally(pass 50%)", "Write tally or tally(pass 50%)"),
        Some("stages") => finding.help("请写成 stages 或 stages(ordered)", "Write stages or stages(ordered)"),
        _ => {
            let names = FieldType::NAMES.join(", ");
            finding.help(format!("可用的类型：{names}"), format!("The types are: {names}"))
        }
    }
}
