//! Headers of table columns that are findings by themselves: who fills them in publishes personal data.

use super::normal::Normal;
use super::{Found, Kind};
use crate::markdown::lines;
use std::borrow::Cow;

const HEADERS: [&str; 62] = [
    "身份证",
    "身份证号",
    "身份证号码",
    "公民身份号码",
    "公民身份证号",
    "公民身份证号码",
    "居民身份证",
    "居民身份证号",
    "居民身份证号码",
    "身份号码",
    "证件号",
    "证件号码",
    "有效证件号码",
    "账号",
    "帐号",
    "银行账号",
    "银行帐号",
    "银行账户",
    "账户",
    "开户行",
    "开户银行",
    "卡号",
    "银行卡",
    "银行卡号",
    "一卡通",
    "一卡通号",
    "一卡通账号",
    "一卡通卡号",
    "存折账号",
    "社保号",
    "社保卡号",
    "社会保障号",
    "社会保障号码",
    "社会保障卡号",
    "医保号",
    "医保卡号",
    "护照号",
    "护照号码",
    "军官证号",
    "残疾证号",
    "监护人",
    "监护人姓名",
    "法定监护人",
    "家长姓名",
    "病种",
    "病名",
    "病情",
    "疾病名称",
    "患病种类",
    "患病情况",
    "所患疾病",
    "致贫原因",
    "致困原因",
    "困难原因",
    "返贫原因",
    "住址",
    "家庭住址",
    "家庭地址",
    "现住址",
    "居住地址",
    "户籍地址",
    "手机号码",
];
const MORE: [&str; 6] = ["手机", "手机号", "个人手机", "残疾类别", "残疾等级", "详细住址"];

/// Headers of what each person paid, which are findings beside names.
const DUES: [&str; 16] = [
    "应缴",
    "实缴",
    "应交",
    "实交",
    "党费",
    "应缴党费",
    "实缴党费",
    "应交党费",
    "实交党费",
    "交纳党费",
    "交纳金额",
    "缴纳金额",
    "应交金额",
    "实交金额",
    "应缴金额",
    "实缴金额",
];
const NAMES: [&str; 3] = ["姓名", "党员姓名", "交纳人"];

/// Headers that stand beside those of personal data.
const BESIDE: [&str; 14] = [
    "姓名",
    "序号",
    "编号",
    "性别",
    "年龄",
    "民族",
    "户主",
    "户主姓名",
    "学生姓名",
    "电话",
    "联系电话",
    "联系方式",
    "金额",
    "备注",
];

/// Indices of the cells of a header row that must not be published. A cell may name several things (姓名/身份证号)
/// or add a remark in parentheses.
pub fn headers(cells: &[&str]) -> Vec<usize> {
    let cells: Vec<Cow<'_, str>> = cells.iter().map(|cell| plain(cell)).collect();
    let by_name = cells.iter().any(|cell| NAMES.contains(&&**cell));
    let personal = |cell: &str| is_header(cell) || by_name && DUES.contains(&cell);
    cells.iter().enumerate().filter(|(_, cell)| personal(cell)).map(|(index, _)| index).collect()
}

/// Characters of a cell in which its header stands, if it has one.
const LONGEST: usize = 1_000;

/// A header without its remark.
fn plain(cell: &str) -> Cow<'_, str> {
    let cell = cell.trim();
    let cell = cell.char_indices().nth(LONGEST).map_or(cell, |(end, _)| &cell[..end]);
    // Most are, and stand as they are.
    if cell.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')) {
        return cell.into();
    }
    let plain: String = Normal::new(cell).solid().into_iter().map(|(_, c)| c).collect();
    plain
        .split(['(', '[', '〔', '【'])
        .next()
        .unwrap_or("")
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
        .into()
}

/// Whether a row of a table can be one of headers wherever it stands: a cell of it says that names, numbers or remarks
/// follow.
pub fn may_be_headers(row: &str) -> bool {
    row.split([',', '\t', '|']).any(|cell| BESIDE.contains(&cell.trim().trim_matches('"')))
}

/// Whether a plain header asks for what must not be published.
fn is_header(plain: &str) -> bool {
    plain
        .split(['/', '、', '及', '和', '与', '或', ',', ';', '|'])
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .any(|part| HEADERS.contains(&part) || MORE.contains(&part))
}

/// Looks at the row above every delimiter row of a Markdown table.
pub(super) fn find(text: &str, found: &mut Found) {
    let mut above: Option<(usize, &str)> = None;
    let mut start = 0;
    for line in lines(text) {
        if let Some((at, row)) = above
            && delimiter(line)
            && row.contains('|')
        {
            let mut cell_at = at;
            let cells: Vec<&str> = row.split('|').collect();
            let personal = headers(&cells);
            for (index, cell) in cells.into_iter().enumerate() {
                if personal.contains(&index) {
                    let trimmed = cell.trim();
                    let begin = cell_at + (cell.len() - cell.trim_start().len());
                    found.add(Kind::TableHeader, begin..begin + trimmed.len());
                }
                cell_at += cell.len() + 1;
            }
        }
        above = Some((start, line));
        start += line.len();
    }
}

fn delimiter(line: &str) -> bool {
    if !line.starts_with(|c: char| matches!(c, '|' | '-' | ':' | '>') || c.is_whitespace()) {
        return false;
    }
    let line = line.trim().trim_start_matches(['>', ' ']);
    line.contains('-') && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_cells_are_findings() {
        let row = [
            "序号",
            "姓名",
            "身 份 证 号",
            "**住址**",
            "姓名/身份证号",
            "账号（一卡通）",
            "身份证办理",
            "办公地址",
            "监护人",
            "病种",
            "致贫原因",
            "",
        ];
        assert_eq!(headers(&row), [2, 3, 4, 5, 8, 9, 10]);
        assert_eq!(headers(&["党员姓名", "应缴（元）", "**实缴**"]), [1, 2]);
        assert_eq!(headers(&["支部", "应缴", "实缴"]), Vec::<usize>::new());
        assert_eq!(headers(&[]), Vec::<usize>::new());
    }

    #[test]
    fn only_the_header_row_of_a_table_counts() {
        for delimiter in ["| --- | :---: |", "|-|-|", "| - | - |", "-|-", ":-:|:-", "|\t-\t|-|"] {
            let text = format!("| 姓名 | 身份证号 |\n{delimiter}\n| 身份证 | 账号 |\n");
            let found = crate::privacy::Scanner::new([], [], 2026).scan(&text);
            let hits: Vec<&str> = found.iter().map(|hit| &text[hit.range.clone()]).collect();
            assert_eq!(hits, ["身份证号"], "{delimiter}");
        }
        assert_eq!(crate::privacy::Scanner::new([], [], 2026).scan("| 身份证号 |\n:-:\n").len(), 1);
    }
}
