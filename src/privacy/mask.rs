//! Masks for a rewrite of a source.

use super::normal::numeral;
use super::{Hit, Kind, partial};

/// A text with every hit that can be masked masked. Identity numbers leave no digit where the text gives a birth
/// date. The hits are those of [`Scanner::scan`](super::Scanner::scan) for the same text. `star` stands for each hidden
/// character: in Markdown `\*`, since two masks in a paragraph would open and close emphasis; in YAML `＊`, since an
/// asterisk that begins a value means something else. What turns a paragraph with a number in it around stays: the number would
/// stand there turned, and nobody would find it.
pub fn mask(text: &str, hits: &[Hit], star: &str) -> String {
    let born = partial::birth(text);
    let stays = |hit: &&Hit| !hit.kind.can_be_masked() || hit.kind == Kind::Turned && turns_a_number(text, hit);
    rewrite(text, hits.iter().filter(|hit| !stays(hit)), |kind, original| match kind {
        Kind::IdCard if born => star.repeat(18),
        _ => kind.masked(original).replace('*', star),
    })
}

/// Whether the paragraph of a character that turns text around has the digits of a telephone, or more, in figures or in words.
fn turns_a_number(text: &str, hit: &Hit) -> bool {
    const FEWEST: usize = 7;
    let start = text[..hit.range.start].rfind("\n\n").unwrap_or(0);
    let end = text[hit.range.end..].find("\n\n").map_or(text.len(), |length| hit.range.end + length);
    text[start..end].chars().filter(|c| c.is_numeric() || numeral(*c).is_some()).count() >= FEWEST
}

fn rewrite<'h>(text: &str, hits: impl Iterator<Item = &'h Hit>, masked: impl Fn(Kind, &str) -> String) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::Scanner;

    #[test]
    fn a_source_is_rewritten() {
        let scanner = Scanner::new([], [], 2026);
        let text = "张三，１１０１０５１９４９１２３１００２Ｘ，电话138 1234 5678，卡号4111111111111111。";
        let masked = mask(text, &scanner.scan(text), "*");
        assert_eq!(masked, "张三，110105********002X，电话138****5678，卡号************1111。");
        assert_eq!(scanner.scan(&masked), []);
        let text = "张三，1949年12月31日生，11010519491231002X";
        let masked = mask(text, &scanner.scan(text), "*");
        assert_eq!(masked, "张三，1949年12月31日生，******************");
        assert_eq!(scanner.scan(&masked), []);
        let markdown = mask("13812345678", &scanner.scan("13812345678"), r"\*");
        assert_eq!(markdown, r"138\*\*\*\*5678");
        let turned = "甲\u{202E}乙\n\n丙\u{202E}丁\n87654321831\u{202C}\n\n戊\u{2067}八七六五四三二一八三一";
        let kept = "甲乙\n\n丙\u{202E}丁\n87654321831\u{202C}\n\n戊\u{2067}八七六五四三二一八三一";
        assert_eq!(mask(turned, &scanner.scan(turned), "*"), kept);
    }
}
