//! Masks for a rewrite of a source, and for names.

use super::{Hit, Kind, partial};

/// A text with every hit that can be masked masked. Identity numbers leave no digit where the text gives a birth
/// date. The hits are those of [`Scanner::scan`](super::Scanner::scan) for the same text.
pub fn mask(text: &str, hits: &[Hit]) -> String {
    let born = partial::birth(text);
    rewrite(text, hits, |kind, original| match kind {
        Kind::IdCard if born => "*".repeat(18),
        _ => kind.masked(original),
    })
}

/// As [`mask`], with the asterisks escaped: in Markdown two masks in a paragraph would open and close emphasis.
pub fn mask_markdown(text: &str, hits: &[Hit]) -> String {
    let born = partial::birth(text);
    rewrite(text, hits, |kind, original| match kind {
        _ if !kind.can_be_masked() => original.to_owned(),
        Kind::IdCard if born => r"\*".repeat(18),
        _ => kind.masked(original).replace('*', r"\*"),
    })
}

fn rewrite(text: &str, hits: &[Hit], masked: impl Fn(Kind, &str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for hit in hits {
        let (Some(before), Some(original)) = (text.get(copied..hit.range.start), text.get(hit.range.clone())) else {
            continue;
        };
        out.push_str(before);
        out.push_str(&masked(hit.kind, original));
        copied = hit.range.end;
    }
    out.push_str(&text[copied..]);
    out
}

const COMPOUND: [&str; 40] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "司空", "夏侯", "轩辕",
    "长孙", "宇文", "端木", "百里", "东郭", "南宫", "呼延", "闻人", "赫连", "澹台", "公冶", "宗政", "濮阳", "淳于",
    "单于", "太叔", "申屠", "仲孙", "钟离", "鲜于", "闾丘", "独孤", "拓跋", "西门", "第五", "纳兰",
];

/// A name with the given name replaced: 王某某, 欧阳某某; 王某 for a given name of one character.
pub fn mask_name(name: &str) -> String {
    let chars: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(first) = chars.first() else {
        return String::new();
    };
    if first.is_ascii_alphabetic() {
        return format!("{first}**");
    }
    let two: String = chars.iter().take(2).collect();
    let surname = if chars.len() > 2 && COMPOUND.contains(&two.as_str()) { two } else { first.to_string() };
    let given = if chars.len() - surname.chars().count() == 1 { "某" } else { "某某" };
    surname + given
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::Scanner;

    #[test]
    fn names_keep_the_surname() {
        let names = [
            ("王小明", "王某某"),
            ("王强", "王某"),
            ("欧阳娜娜", "欧阳某某"),
            ("欧阳修", "欧阳某"),
            ("欧阳", "欧某"),
            ("阿依古丽·买买提", "阿某某"),
            ("王 强", "王某"),
            ("John", "J**"),
            ("", ""),
            ("王", "王某某"),
        ];
        for (name, masked) in names {
            assert_eq!(mask_name(name), masked);
        }
    }

    #[test]
    fn a_source_is_rewritten() {
        let scanner = Scanner { office_phones: &[], office_emails: &[], this_year: 2026 };
        let text = "张三，１１０１０５１９４９１２３１００２Ｘ，电话138 1234 5678，卡号4111111111111111。";
        let masked = mask(text, &scanner.scan(text));
        assert_eq!(masked, "张三，110105********002X，电话138****5678，卡号************1111。");
        assert_eq!(scanner.scan(&masked), []);
        let text = "张三，1949年12月31日生，11010519491231002X";
        let masked = mask(text, &scanner.scan(text));
        assert_eq!(masked, "张三，1949年12月31日生，******************");
        assert_eq!(scanner.scan(&masked), []);
        let markdown = mask_markdown("13812345678", &scanner.scan("13812345678"));
        assert_eq!(markdown, r"138\*\*\*\*5678");
    }
}
