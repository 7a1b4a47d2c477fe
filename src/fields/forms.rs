//! Each type of field in words, with an example.

use crate::catalogue::FieldType;

/// What a value of a type is called, in Chinese and English, and one that is of the right form.
pub(super) fn form(kind: &FieldType) -> (&'static str, &'static str, String) {
    let (zh, en, example) = match kind {
        FieldType::Text => ("一行文字", "a line of text", "湖畔街道党工委"),
        FieldType::Paragraph => ("一段文字", "a text", "|，下一行起缩进写正文"),
        FieldType::Number => ("一个数", "a number", "126"),
        FieldType::Percent => ("百分比，在 0 和 100 之间", "parts of a hundred, from 0 to 100", "96.5%"),
        FieldType::Money => ("金额", "a sum of money", "1234.50、“1,234.50” 或 1.2万元"),
        FieldType::Date => ("日期", "a date", "2026-07-10"),
        FieldType::Choice(words) => return ("其中一个词", "one of the words", words.join(" / ")),
        FieldType::Person => ("一个人", "a person", "{ name: 沈知行, role: 书记 }"),
        FieldType::People => ("人员名单", "a list of persons", "[{ name: 沈知行, role: 书记, note: 连任 }]"),
        FieldType::Window(_) => ("起止日期", "two dates", "{ opens: 2026-07-01, closes: 2026-07-10 }"),
        FieldType::Tally(_) => (
            "票数",
            "a tally",
            "{ eligible: 9, present: 8, options: [{ option: 赞成, votes: 7 }, { option: 反对, votes: 1 }] }",
        ),
        FieldType::Stages { .. } => {
            ("步骤清单", "a list of stages", "[{ name: 资格审查, date: 2026-06-16, state: 已完成, note: 无异议 }]")
        }
        FieldType::Ledger => (
            "收支明细",
            "a ledger",
            "{ opening: 0.00, in: [{ item: 党员交纳, amount: 900.00 }], out: [{ item: 上缴, amount: 540.00 }], balance: 360.00 }",
        ),
        FieldType::Table(columns) => {
            let cells: Vec<String> = columns.iter().map(|column| format!("{column}: …")).collect();
            return ("表格", "a list of rows", format!("[{{ {} }}]", cells.join(", ")));
        }
        FieldType::Meetings => (
            "会议清单",
            "a list of meetings",
            "[{ date: 2026-07-03, kind: 党员大会, topic: 半年总结, present: 78, eligible: 86 }]",
        ),
        FieldType::Proposals => (
            "提案清单",
            "a list of proposals",
            "[{ no: 3, by: 教育代表团, subject: 课后服务, state: 已办结, handled_by: 教育系统党委, reply: 已开放 }]",
        ),
        FieldType::Contact => (
            "联系方式",
            "a contact",
            "{ address: 湖畔路1号, phone: 0000-8800201, email: a@b.example, hours: 工作日 9:00—17:00 }",
        ),
        FieldType::Reference => ("另一事项的编号", "the id of another item", "qinglan-election-2026"),
        FieldType::Document => ("文号", "a document number", "向委发〔2026〕12号"),
        FieldType::Checklist => ("清单", "a list of things", "[申请书, { text: 身份证明, done: true }]"),
    };
    (zh, en, example.to_owned())
}
