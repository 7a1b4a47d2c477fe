//! Numbers in pieces over cells, lines and lists, and tables that look like them.

use super::super::Kind;
use super::kinds;

const ROWS: [(&str, Kind); 19] = [
    ("王 | 139 | 1234 | 5678", Kind::Mobile),
    ("|王|139|1234|5678|", Kind::Mobile),
    ("139 | 12345678", Kind::Mobile),
    (
        "| 姓名 | 号 | | |\n| --- | --- | --- | --- |\n| 王 | 139 | 1234 | 5678 |\n| 李 | 138 | 2234 | 5678 |",
        Kind::Mobile,
    ),
    ("王\t139\t1234\t5678", Kind::Mobile),
    ("联系人 | 139 | 1234 | 5678", Kind::Mobile),
    ("王 | 110105 | 1949 | 1231 | 002X", Kind::IdCard),
    ("王 | 1101 | 0519 | 4912 | 3100 | 2X", Kind::IdCard),
    ("110105\n1949\n1231\n002X", Kind::IdCard),
    ("王 | 6228 | 4800 | 1234 | 5671", Kind::BankCard),
    ("王 | 6222 | 0202 | 0000 | 0000 | 006", Kind::BankCard),
    ("|6|2|2|2|0|2|0|2|0|0|0|0|0|0|0|0|0|0|6|", Kind::BankCard),
    ("6 2 2 2 0 2 0 2 0 0 0 0 0 0 0 0 0 0 6", Kind::BankCard),
    ("6-2-2-2-0-2-0-2-0-0-0-0-0-0-0-0-0-0-6", Kind::BankCard),
    (
        "6\u{A0}2\u{A0}2\u{A0}2\u{A0}0\u{A0}2\u{A0}0\u{A0}2\u{A0}0\u{A0}0\u{A0}0\u{A0}0\u{A0}0\u{A0}0\u{A0}0\u{A0}0\u{A0}0\u{A0}0\u{A0}6",
        Kind::BankCard,
    ),
    ("keywords: ['1391', '2345678']", Kind::Mobile),
    ("王\n139\n1234\n5678\n", Kind::Mobile),
    ("王\\\n139\\\n1234\\\n5678", Kind::Mobile),
    ("可拨139+1234+5678。", Kind::Mobile),
];

#[test]
fn numbers_over_neighbouring_cells_and_lines_are_found() {
    for (text, kind) in ROWS {
        let found = kinds(text);
        assert!(!found.is_empty() && found.iter().all(|found| *found == kind), "{text}: {found:?}");
    }
}

#[test]
fn numbers_that_a_table_takes_for_sums_are_found() {
    for text in [
        "王 | 13912345678.00",
        "姓名 | 号\n王 | 13912345678.00",
        "王 | 13,912,345,678",
        "王 | 13,912,345,678.00",
        "\"13,912,345,678\"",
    ] {
        assert_eq!(kinds(text), [Kind::Mobile], "{text}");
    }
}

#[test]
fn tables_of_sums_and_counts_are_not_reported() {
    for text in [
        "| 党员 | 应缴 | 实缴 |\n| --- | --- | --- |\n| 138 | 1234 | 5678 |",
        "项目 | 数量 | 单价 | 金额\n桌 | 138 | 1234 | 5678",
        "合计 | 138 | 1234 | 5678",
        "| 指标 | 甲 | 乙 | 丙 |\n| 大会 | 12 | 300 | 41 |\n| 小会 | 138 | 1234 | 5678 |",
        "| 小会 | 138 | 1234 | 5678 |\n| 大会 | 12 | 300 | 41 |",
        "| 1 | 138 | 1234 | 5678 |",
        "王 | 138 | 1234 | 5678 | 21",
        "王 | 138 | 1234 | 5678.50",
        "王 | 138 | 1234 | 5678人",
        "单位\t人数\t应缴\t实缴\n一支部\t138\t1234\t5678",
        "党员\n应缴\n实缴\n138\n1234\n5678",
        "138\n1234\n5678元",
        "金额 | 备注\n13912345678.00 | 无",
        "收入合计 | 13912345678.00",
        "收入合计 | 13,912,345,678",
        "13,912,345,678元",
        "王 | 13912345678.50",
        "130+2000+1500=3630",
        "130+2000+1500人",
        "130;2000;1500",
        "| 6217 | 3560 | 4368 | 2157 |",
        "一季度 | 二季度 | 三季度 | 四季度\n6228 | 4800 | 1234 | CARD16",
    ] {
        let text = text.replace("CARD16", "5671");
        assert_eq!(kinds(&text), [], "{text}");
    }
}
