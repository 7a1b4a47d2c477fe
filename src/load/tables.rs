//! What tables of the text must not say: C032, counts of persons that are too small to stand, in items that give figures
//! only or mask names; P018, whole names where they are masked; C029, a name beside a poor grade. And tables that are none: F024.

use super::named::Part;
use super::{TextFile, named};
use crate::catalogue::{Entry, Pii, Tier};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::extract::Piece;
use crate::fields::{Apart, counts_persons, grade_named, holds_names, is_name, is_poor, small_count, small_group};
use crate::markdown::lines;
use crate::model::{ApprovalState, Clearance, Item};
use crate::privacy::may_be_headers;
use memchr::memchr;

/// Looks through the tables of what an item says to its readers.
pub(super) fn check(item: &Item, entry: &Entry, file: &TextFile<'_>, sink: &mut Diagnostics) {
    pasted(item, file, sink);
    parted(item, file, sink);
    if !matches!(item.approval, ApprovalState::Whole(_)) || item.clearance == Clearance::Specific {
        return;
    }
    let masked = entry.pii == Some(Pii::Masked) && item.clearance == Clearance::Public;
    let open = item.clearance == Clearance::Public;
    let figures = matches!(entry.pii, Some(Pii::Aggregate | Pii::Masked)) && (open || !item.accepted);
    let apart = if open { Apart::Passage } else { Apart::Accepted };
    // A passage cuts a table in two, and what is behind it is a row all the same.
    let (mut head, mut above) = (Head::default(), "");
    for passage in &item.body.passages {
        let text = &file.text[passage.range.clone()];
        let has_rows = is_row(text);
        if begins_table(text) || !has_rows && !passage.internal {
            head = Head::default();
        }
        if !has_rows {
            continue;
        }
        let mut at = passage.range.start;
        for line in lines(text) {
            if !is_row(line) {
                head = Head::default();
            } else if !head.known && is_rule(line) {
                head = Head::of(&cells(above), figures, masked);
            } else if head.wanted() {
                let row = cells(line);
                // Cells are slices of their line.
                let place = |cell: &str| {
                    let start = at + (cell.as_ptr().addr() - line.as_ptr().addr());
                    Span::new(&item.path, start..start + cell.len())
                };
                let cell = |column: &usize| row.get(*column).copied();
                let counted = head.counted.iter().filter_map(cell);
                let mut small = counted.filter_map(|cell| Some((place(cell), small_count(&cell.replace('*', ""))?)));
                if let Some((span, count)) = small.next().filter(|_| !passage.internal) {
                    sink.push(small_group(span, (row[0], row[0]), count, entry.tier == Tier::Periodic, apart));
                }
                let who = head.name.filter(|_| head.masked && !passage.internal).and_then(|column| cell(&column));
                if let Some(name) = who.filter(|name| is_whole(name)) {
                    sink.push(named::stands_whole(name, place(name), Part::Text));
                }
                let grade = head.grade.as_ref().and_then(cell).filter(|grade| is_poor(grade));
                if let (Some(who), Some(grade)) = (head.name.as_ref().and_then(cell), grade) {
                    sink.push(grade_named(place(grade), who, grade));
                }
            }
            above = line;
            at += line.len();
        }
    }
}

/// F024: lines of cells that tabs part, as they come out of a table of another program.
fn pasted(item: &Item, file: &TextFile<'_>, sink: &mut Diagnostics) {
    for passage in &item.body.passages {
        let text = &file.text[passage.range.clone()];
        if memchr(b'\t', text.as_bytes()).is_none() {
            continue;
        }
        let mut at = passage.range.start;
        let mut above: Option<std::ops::Range<usize>> = None;
        for line in lines(text) {
            let own = at..at + line.trim_end().len();
            at += line.len();
            let parted = line.trim().contains('\t') && !is_row(line);
            if let (true, Some(first)) = (parted, above.take()) {
                let (zh, en) =
                    ("像是从表格里粘贴来的，页面上会连成一段", "this looks like a pasted table, and reads as one line");
                sink.push(Diagnostic::new(&codes::F024, Span::new(&item.path, first), zh, en).help(
                    "写成表格：每行 | 甲 | 乙 |，第二行 | --- | --- |；或作为附件",
                    "Write it as a table, or attach the file",
                ));
                break;
            }
            above = parted.then_some(own);
        }
    }
}

/// F024: a table with a passage in it, the rows behind which are none on the page.
fn parted(item: &Item, file: &TextFile<'_>, sink: &mut Diagnostics) {
    let begins_row = |line: &str| line.trim_start().starts_with('|');
    let mut goes_on = false;
    for passage in &item.body.passages {
        let text = &file.text[passage.range.clone()];
        let first = lines(text).next().filter(|line| goes_on && begins_row(line));
        if let Some(line) = first.filter(|_| !begins_table(text)) {
            let start = passage.range.start;
            let span = Span::new(&item.path, start..start + line.trim_end().len());
            let (zh, en) = (
                "表格被党内段落断开，这一行起不成表格",
                "a passage cuts the table in two: from here on its rows are none",
            );
            sink.push(Diagnostic::new(&codes::F024, span, zh, en).help(
                "不能整行仅限党内；把党内的几行另写一个表格，连同表头放进党内段落",
                "Single rows cannot be for members; write them as a table of their own, head and all, in the passage",
            ));
            return;
        }
        goes_on = lines(text).last().is_some_and(begins_row) || goes_on && passage.internal;
    }
}

/// The columns of a table that are looked at.
#[derive(Default)]
struct Head {
    known: bool,
    /// Those that count persons.
    counted: Vec<usize>,
    name: Option<usize>,
    /// Whether names are masked.
    masked: bool,
    grade: Option<usize>,
}

impl Head {
    fn of(names: &[&str], figures: bool, masked: bool) -> Self {
        let under = |word: &str| names.iter().position(|name| name.contains(word));
        let counted = (0..names.len()).filter(|column| figures && counts_persons(names[*column]));
        Self {
            known: !names.is_empty(),
            counted: counted.collect(),
            name: names.iter().position(|name| holds_names(name)),
            masked,
            grade: under("等次"),
        }
    }

    /// Whether rows below it are worth reading.
    fn wanted(&self) -> bool {
        !self.counted.is_empty() || self.name.is_some() && (self.masked || self.grade.is_some())
    }
}

/// Whether a cell holds a name of which nothing is left out.
fn is_whole(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    is_name(cell) && letters > 1 && !cell.contains(['某', '*', '＊', '×', '○', '〇', 'X', 'x'])
}

/// What no name of a person holds, but other cells of such columns do: kinds of persons, offices, last lines, forms of address.
const NO_NAME: [&str; 25] = [
    "户", "家庭", "党员", "群众", "职工", "新生", "学生", "同学", "人员", "对象", "支部", "党委", "社区", "单位",
    "委员", "学校", "合计", "小计", "总计", "本页", "以上", "以下", "公开", "先生", "女士",
];

/// Whether a cell of an attachment, whose columns nobody checked, is a name that stands whole: two to four Han characters, or a
/// longer name with its dot.
fn is_plain_name(cell: &str) -> bool {
    let bare: String = cell.split_whitespace().collect();
    let parts = bare.split('·');
    let han = bare.chars().all(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}' | '·'));
    let most = if parts.count() > 1 { 15 } else { 4 };
    han && (2..=most).contains(&bare.chars().count())
        && is_whole(&bare)
        && !NO_NAME.iter().any(|word| bare.contains(word))
}

/// The first name of which nothing is left out, in a column of names of a table in an attachment.
pub(super) fn first_name(piece: &Piece) -> Option<&str> {
    let mut named: Vec<u32> = Vec::new();
    for row in piece.rows() {
        let heads = || row.iter().filter(|(_, cell)| holds_names(cell)).map(|(column, _)| *column);
        let cells = row.iter().filter(|(_, cell)| !cell.is_empty()).count();
        // Below titles too, which are one cell; but a cell of a row may say 学生.
        if cells > 1
            && heads().next().is_some()
            && (named.is_empty() || row.iter().any(|(_, cell)| may_be_headers(cell)))
        {
            named = heads().collect();
            continue;
        }
        let mut under = row.iter().filter(|(column, _)| named.contains(column)).map(|(_, cell)| *cell);
        if let Some(name) = under.find(|cell| is_plain_name(cell)) {
            return Some(name);
        }
    }
    None
}

/// Whether a text begins with the head of a table.
fn begins_table(text: &str) -> bool {
    lines(text).nth(1).is_some_and(|line| is_row(line) && is_rule(line))
}

/// Whether a line is one of a table.
fn is_row(line: &str) -> bool {
    memchr(b'|', line.as_bytes()).is_some()
}

/// Whether a line is the rule below a head.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | ':' | '|') || c.is_whitespace())
        && cells(line).iter().all(|cell| cell.contains('-') && cell.bytes().all(|b| b"-: ".contains(&b)))
}

/// The cells of a line of a table; none of another line.
fn cells(line: &str) -> Vec<&str> {
    if !is_row(line) {
        return Vec::new();
    }
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::first_name;
    use crate::extract::{Extracted, Limits, extract};

    #[test]
    fn a_column_of_names_is_read_below_its_head() {
        for (table, name) in [
            ("姓名,金额\n王某某,800\n李小红,800\n", Some("李小红")),
            ("救助情况,,\n序号,,户主姓名\n1,,王某某\n2,,李 小红\n", Some("李 小红")),
            ("类别,姓名\n学生,王某某\n教师,李*红\n", None),
            ("姓名,类别\n王某某,学生\n李某某,教师\n合计,2\n制表人：王小明,\n", None),
            ("项目,金额\n王小明,800\n", None),
            ("金额,备注\n800,王小明\n姓名,电话\n李小红,略\n", Some("李小红")),
            ("姓名", None),
            ("困难群众,,\n单位,户数,金额\n城东社区,3,900\n", None),
            ("慰问对象,户数\n困难党员,58\n低保家庭,20\n大学新生,4\n", None),
            ("姓名,金额\n一、城东社区,\n王某某,800\n王先生,800\n甲户,800\n合　计,2400\n以下空白,\n共2人,\n", None),
            ("姓名,金额\n阿依·古丽,800\n", Some("阿依·古丽")),
            ("姓名,金额\n李𠮷,800\n", Some("李𠮷")),
            ("序号,姓名,备注\t说明\n1,李小红,甲\t乙\n", Some("李小红")),
            ("姓名;金额(元,含税)\n李小红;1,800.00\n", Some("李小红")),
            ("姓名\t备注\n王某某\t\"先进\n李小红\t无\n", Some("李小红")),
            ("姓名|金额\n李小红|800\n", Some("李小红")),
            ("姓名\t金额(元,含税)\n王某某\t800\n李小红\t800\n", Some("李小红")),
            ("姓名;金额(元,含税)\n王某某;800,5\n李小红;800\n", Some("李小红")),
            ("姓名,备注(甲;乙)\n王某某,无\n李小红,有;无\n", Some("李小红")),
        ] {
            let Extracted::Pieces(pieces) = extract("a.csv", table.as_bytes(), &Limits::default()) else {
                panic!("{table}");
            };
            assert_eq!(pieces.iter().find_map(first_name), name, "{table}");
        }
    }
}
