//! Dates, and what is said of one that is none.

use super::node::{Spanned, Table};
use crate::calendar::{Moment, no_such_day, parse_moment};
use crate::diagnostic::{Diagnostic, Span, codes};

/// Words by which a clerk means that something has no end.
const LASTING: [&str; 8] = ["长期", "永久", "常年", "长期有效", "长期公开", "无限期", "long-term", "forever"];

/// Takes a date, with or without a time of day; a finding where it is none.
pub fn moment(table: &mut Table<'_, '_>, key: &'static str) -> Option<Spanned<Moment>> {
    let text = table.text(key)?;
    let value = parse_moment(&text.value);
    if value.is_none() {
        let span = table.at(text.range.clone());
        table.sink().push(no_date(key, &text.value, span));
    }
    Some(Spanned { value: value?, range: text.range })
}

/// That the value of a key is no date, and why.
pub fn no_date(key: &str, text: &str, span: Span) -> Diagnostic {
    let en = format!("`{text}` is not a value for `{key}`");
    if let Some((zh, more)) = no_such_day(text) {
        return Diagnostic::new(&codes::F005, span, format!("{key} 的日期有误：{zh}"), format!("{en}: {more}"))
            .help("核对原件，写上真有的那一天", "Look the day up, and write one that there is");
    }
    let finding = Diagnostic::new(&codes::F005, span, format!("{key} 的值“{text}”看不懂"), en);
    if key == "expires" && LASTING.contains(&text.trim()) {
        return finding.help(
            "删去 expires 这一行：不写 expires 即按公开目录的期限",
            "Leave `expires` out: then the catalogue says how long",
        );
    }
    finding.help("日期要写成 2026-07-10 这样的形式", "Write a date in the form 2026-07-10")
}
