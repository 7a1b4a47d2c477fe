//! What points at persons: groups so small that their figures do, and grades beside names.

use super::Number;
use crate::diagnostic::{Diagnostic, Span, codes};

/// The least number of persons or households whose figures may stand by themselves.
const LEAST: u32 = 3;

/// Columns and fields that count persons or households.
const COUNTS: [&str; 3] = ["人数", "户数", "households"];

/// Whether a column or field of this name counts persons or households.
pub fn counts_persons(name: &str) -> bool {
    COUNTS.iter().any(|word| name.contains(word))
}

/// Whether a count is of fewer than three, and of some.
pub fn is_small(count: u32) -> bool {
    (1..LEAST).contains(&count)
}

/// The count in a cell, where it is too small to stand: `2`, `2人`, `1 户`.
pub fn small_count(cell: &str) -> Option<u32> {
    small_number(Number::parse(cell.trim().trim_end_matches(['人', '户', '名']).trim_end())?)
}

/// A number as a count that is too small to stand; an average counts nobody.
pub fn small_number(number: Number) -> Option<u32> {
    let whole = (number.0 % 1000 == 0).then_some(number.0 / 1000)?;
    u32::try_from(whole).ok().filter(|count| is_small(*count))
}

/// How a group that counts too few may stand all the same, where there is none to merge it with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// In an item for members, an approver accepts it.
    Accepted,
    /// In a public item, a field is for members.
    Field,
    /// In a public item, a passage of the text is for members.
    Passage,
}

/// The finding C032 of a group, by its name in both languages, that counts too few; `periodic` where another item of its kind follows.
pub fn small_group(span: Span, (zh, en): (&str, &str), count: u32, periodic: bool, apart: Apart) -> Diagnostic {
    let (zh, en) =
        (format!("“{zh}”只有 {count} 个，能看出是谁"), format!("`{en}` counts {count} only, which points at persons"));
    let (next, en_next) = match periodic {
        true => ("并入下一期", "with the next period"),
        false => ("与下一批一起公开", "publish it with the next ones"),
    };
    let (apart, en_apart) = match apart {
        Apart::Accepted => (
            "确需在党内列出的，经审批人同意后写 privacy_reason: 理由",
            "where members have to see it, give privacy_reason: … with the approver's consent",
        ),
        Apart::Field => (
            "只给党员看的，写成 { audience: internal, value: …… }",
            "what is for members alone is { audience: internal, value: … }",
        ),
        Apart::Passage => {
            ("只给党员看的，放进 ::: internal 段落", "what is for members alone belongs in an `::: internal` passage")
        }
    };
    Diagnostic::new(&codes::C032, span, zh, en).help(
        format!("不足 3 人（户）的，与相邻的一组合并，或{next}；{apart}"),
        format!("Merge what counts less than three with the group beside it, or {en_next}; {en_apart}"),
    )
}

/// Grades below competent (合格、称职).
const POOR: [&str; 6] = ["基本合格", "不合格", "基本称职", "不称职", "较差", "差"];

/// Whether a grade is below competent (合格、称职).
pub fn is_poor(grade: &str) -> bool {
    POOR.contains(&grade.trim())
}

/// Whether what is said of a person is such a grade, or ends in one that they were given: `不合格`, `不合格等次`, `评为不合格`; not
/// `历次评议均无不合格`.
pub fn says_poor(said: &str) -> bool {
    const GIVEN: [&str; 6] = ["评为", "定为", "等次为", "结果为", "：", ":"];
    const DENIED: [&str; 3] = ["无", "没", "未"];
    let bare = said.trim();
    let grade = ["党员", "等次", "档次"].iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare);
    let led_in = |lead: &str| {
        let clause = lead.rsplit(['，', ',', '；', ';', '。']).next().unwrap_or_default();
        GIVEN.iter().any(|word| lead.ends_with(word)) && !DENIED.iter().any(|word| clause.contains(word))
    };
    is_poor(grade) || POOR.iter().filter_map(|poor| grade.strip_suffix(poor)).any(|lead| led_in(lead.trim_end()))
}

/// The finding C029 of a name beside such a grade.
pub fn grade_named(span: Span, who: &str, grade: &str) -> Diagnostic {
    let (zh, en) =
        (format!("{who}的等次是“{grade}”，不应点名公开"), format!("{who} is named beside the grade `{grade}`"));
    Diagnostic::new(&codes::C029, span, zh, en).help(
        "删去这一行，等次反馈本人；需要存档的用 audience: specific",
        "Leave it out and tell the person; what is kept on file is `audience: specific`",
    )
}
