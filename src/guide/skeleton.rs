//! Front matter to copy: every required field in a valid form, the others as comments.

use super::Guide;
use crate::calendar::{Period, iso_day};
use crate::catalogue::sample::{self, DELEGATE, IN_FAVOUR, NAME, NUMBER, PRESENT, RATE, ROLE, SUM, WRITE};
use crate::catalogue::{After, Clearance, Due, Entry, FieldSpec, FieldType, Tier};
use crate::source::scalar;

/// An item of an entry that is published today, as its first lines could read; with a title where there is one, and of a
/// period or else the last that is over.
pub(super) fn skeleton(guide: &Guide, entry: &Entry, title: Option<&str>, period: Option<Period>) -> String {
    let mut lines = vec!["---".to_owned()];
    let mut line = |text: String, note: &str| lines.push(noted(&text, note));
    line(format!("title: {}", title.map_or_else(|| format!("{WRITE}标题"), scalar)), "");
    line(format!("entry: {}", entry.id), &entry.label.zh);
    let audience = entry.audience.unwrap_or(entry.ceiling);
    let wider = if audience > entry.ceiling {
        format!("，最宽可写 {}（{}）", entry.ceiling.id(), entry.ceiling.zh())
    } else {
        String::new()
    };
    line(format!("audience: {}", audience.id()), &format!("{}{wider}", audience.zh()));
    line(format!("publish: {}", guide.today), "公开日期；到时还没有审批的，改为审批当天");
    if let Some(period) = period.or_else(|| guide.period(entry)) {
        line(format!("period: {period}"), "所属期间");
    }
    if let Some(department) = guide.catalogue.department(entry) {
        line(format!("responsible: {}", department.zh), "责任部门");
    }
    if entry.public_interest && audience != Clearance::Public {
        line(format!("internal_reason: {WRITE}不向社会公开的理由"), "");
    }
    if entry.after == Some(After::ResultOnly) {
        let windowed = entry.fields.iter().any(|field| *field.name == *"window");
        let when = if windowed { "公示截止以后再写：" } else { "" };
        line(format!("#result: {WRITE}期满后保留的结果"), &format!("{when}期满只留结果，不带姓名"));
    }
    if !entry.fields.is_empty() {
        let any = entry.fields.iter().any(|field| field.required);
        line(if any { "fields:" } else { "#fields:" }.to_owned(), "");
    }
    for field in &entry.fields {
        let label = guide.catalogue.label(&field.name).zh;
        let inside = if field.internal { "，仅党内" } else { "" };
        let value = example(guide, entry, field, &label);
        let (mark, note) = if field.required { ("", "") } else { ("#", "，可不填") };
        let mut value = value.into_iter();
        let first = value.next().unwrap_or_default();
        line(format!("{mark}  {}:{first}", field.name), &format!("{label}{note}{inside}"));
        for part in value {
            line(format!("{mark}    {part}"), "");
        }
    }
    lines.push("# 存盘后运行 sunshine approve 本文件 --as 提出人".to_owned());
    lines.push("---".to_owned());
    lines.push(sample::TEXT.to_owned());
    lines.join("\n") + "\n"
}

/// A line with a remark at its end.
pub(super) fn noted(text: &str, note: &str) -> String {
    if note.is_empty() {
        return text.to_owned();
    }
    let width: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{text}{}  # {note}", " ".repeat(38_usize.saturating_sub(width)))
}

/// What stands behind the colon, and the lines below it.
fn example(guide: &Guide, entry: &Entry, field: &FieldSpec, label: &str) -> Vec<String> {
    let one = |text: &str| vec![format!(" {text}")];
    let date = format!("{WRITE}日期");
    let below = |lines: &[&str]| -> Vec<String> {
        std::iter::once("").chain(lines.iter().copied()).map(str::to_owned).collect()
    };
    match &field.kind {
        FieldType::Text | FieldType::Paragraph => one(&format!("{WRITE}{label}")),
        FieldType::Number => one(NUMBER),
        FieldType::Percent => one(RATE),
        FieldType::Money => one(SUM),
        FieldType::Date => one(&date),
        FieldType::Choice(words) => one(&format!("{WRITE}{}之一", words.join("、"))),
        FieldType::Person => one(&format!("{{ name: {NAME}, role: {ROLE} }}")),
        FieldType::People => below(&[&format!("- {{ name: {NAME}, role: {ROLE} }}")]),
        FieldType::Window(least) => one(&window(guide, *least)),
        FieldType::Tally(pass) => {
            let options = match pass {
                Some(_) => format!("{{ 赞成: {IN_FAVOUR}, 弃权: 9 }}"),
                None => format!("{{ 满意: {IN_FAVOUR}, 基本满意: 9, 不满意: 0 }}"),
            };
            one(&format!("{{ eligible: {NUMBER}, present: {PRESENT}, options: {options} }}"))
        }
        FieldType::Stages { .. } if entry.tier == Tier::Fixed => {
            below(&[&format!("- {WRITE}第一步"), &format!("- {WRITE}第二步")])
        }
        FieldType::Stages { .. } => below(&[
            &format!("- {{ name: {WRITE}第一项, date: {date}, state: 已完成 }}"),
            &format!("- {{ name: {WRITE}第二项, date: {date}, state: 未开始 }}"),
        ]),
        FieldType::Ledger => below(&[
            &format!("opening: {SUM}"),
            "in:",
            &format!("  - {{ item: {WRITE}收入项目, amount: {SUM} }}"),
            "out:",
            &format!("  - {{ item: {WRITE}支出项目, amount: {SUM} }}"),
            &format!("balance: {SUM}"),
        ]),
        FieldType::Table(columns) => {
            let cells: Vec<String> = columns.iter().map(|column| format!("{column}: {}", cell(column))).collect();
            below(&[&format!("- {{ {} }}", cells.join(", "))])
        }
        FieldType::Meetings => below(&[&format!(
            "- {{ date: {date}, kind: 支部党员大会, topic: {WRITE}议题, present: {PRESENT}, eligible: {NUMBER} }}"
        )]),
        FieldType::Proposals => below(&[&format!(
            "- {{ no: 1, by: {DELEGATE}, subject: {WRITE}提案内容, state: 办理中, handled_by: {WRITE}承办单位, due: {date} }}"
        )]),
        FieldType::Contact => one(&match &guide.phone {
            Some(phone) => format!("{{ phone: {phone}, hours: {WRITE}时间 }}"),
            None => format!("{{ address: {WRITE}地址, hours: {WRITE}时间 }}"),
        }),
        FieldType::Reference => one(&format!("{WRITE}另一事项的编号")),
        FieldType::Document => one(&format!("{WRITE}文号")),
        FieldType::Checklist => below(&[&format!("- {WRITE}第一份材料"), &format!("- {WRITE}第二份材料")]),
    }
}

/// A window that is as long as it must be, and a week more.
fn window(guide: &Guide, least: Option<Due>) -> String {
    let days = match least {
        None => 1825,
        Some(Due::Days(n)) => u64::from(n) + 7,
        // Five of seven days are working days, and the longest holiday takes eight.
        Some(Due::WorkingDays(n)) => u64::from(n) * 7 / 5 + 9,
    };
    format!("{{ opens: {}, closes: {} }}", iso_day(guide.today), iso_day(guide.later(days)))
}

/// A cell that fits its column.
fn cell(column: &str) -> String {
    match column {
        _ if ["数", "应", "已公开", "实缴"].iter().any(|word| column.contains(word)) => NUMBER.to_owned(),
        _ if column.ends_with('率') => RATE.to_owned(),
        _ => format!("{}{column}", sample::FILL),
    }
}
