//! The columns of a spreadsheet of opinions, by their names in Chinese or English.

use super::Problem;
use crate::diagnostic::nearest;
use csv::StringRecord;
use std::collections::HashMap;

/// A column of the spreadsheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its English name.
    pub(super) id: &'static str,
    /// Its Chinese name.
    pub(super) zh: &'static str,
    /// Whether every sheet has it.
    pub(super) required: bool,
    /// What the template shows.
    pub(super) example: &'static str,
}

const fn column(id: &'static str, zh: &'static str, required: bool, example: &'static str) -> Column {
    Column { id, zh, required, example }
}

/// Every column, in the order of the template.
pub(super) const COLUMNS: [Column; 22] = [
    column("received", "收到日期", true, "2026年7月10日"),
    column("kind", "类别", true, "建议"),
    column("channel", "渠道", true, "意见箱"),
    column("text", "意见内容", true, "楼道灯坏了两周，晚上看不清台阶。"),
    column("from", "来自", false, "群众"),
    column("title", "标题", false, "楼道灯不亮"),
    column("about", "事项编号", false, ""),
    column("due", "答复期限", false, ""),
    column("forwarded", "转办日期", false, "2026-07-11"),
    column("forwarded_to", "转办单位", false, "物业服务中心"),
    column("answered", "答复日期", false, "2026-07-15"),
    column("answered_by", "答复单位", false, "社区党总支"),
    column("reply", "答复内容", false, "已更换全部声控灯。"),
    column("returned", "反馈日期", false, "2026-07-16"),
    column("rated", "评价日期", false, "2026-07-18"),
    column("grade", "评价", false, "满意"),
    column("audience", "公开范围", false, "党内"),
    column("reply_audience", "答复公开范围", false, ""),
    column("released_by", "核准人", false, ""),
    column("released", "核准日期", false, ""),
    column("name", "姓名", false, ""),
    column("contact", "联系方式", false, ""),
];

/// What parts the columns of a header that has no comma, as people call it.
pub(super) fn parted_by(header: &StringRecord) -> Option<&'static str> {
    let only = header.get(0).filter(|_| header.len() == 1)?;
    [(';', "分号"), ('；', "分号"), ('\t', "制表符"), ('，', "全角逗号")]
        .into_iter()
        .find_map(|(mark, zh)| only.contains(mark).then_some(zh))
}

/// The place of each column in a sheet, by its English name; and what is wrong with the header.
pub(super) fn places(header: &StringRecord) -> (HashMap<&'static str, usize>, Vec<Problem>) {
    let mut places = HashMap::new();
    let mut problems = Vec::new();
    let mut wrong = |column: Option<&str>, zh: String, en: String| {
        problems.push(Problem { line: 1, column: column.map(str::to_owned), zh, en });
    };
    for (place, name) in header.iter().map(str::trim).enumerate().filter(|(_, name)| !name.is_empty()) {
        let Some(column) = COLUMNS.iter().find(|column| column.zh == name || column.id == name.to_ascii_lowercase())
        else {
            let words = COLUMNS.iter().flat_map(|column| [column.zh, column.id]);
            let (zh, en) = match nearest(name, words) {
                Some(near) => {
                    (format!("没有这一列，是不是想写“{near}”？"), format!("no such column; did you mean `{near}`?"))
                }
                None => {
                    let known = COLUMNS.map(|column| column.zh).join("、");
                    (format!("没有这一列；可用的列：{known}"), "no such column; see --template".to_owned())
                }
            };
            wrong(Some(name), zh, en);
            continue;
        };
        if places.insert(column.id, place).is_some() {
            wrong(Some(name), "这一列出现了两次".to_owned(), "this column is there twice".to_owned());
        }
    }
    for column in COLUMNS.iter().filter(|column| column.required && !places.contains_key(column.id)) {
        wrong(None, format!("缺少“{}”一列", column.zh), format!("there is no column `{}`", column.id));
    }
    (places, problems)
}
