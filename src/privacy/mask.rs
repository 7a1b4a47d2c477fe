//! Masks for a rewrite of a source.

use super::normal::numeral;
use super::{Hit, Kind, partial};
use crate::markdown;
use std::ops::Range;

/// How a text is read in which characters are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// As Markdown: `\*`, since two masks in a paragraph would open and close emphasis, and `*` in code, which shows a backslash.
    Markdown,
    /// As YAML: `＊`, since an asterisk that begins a value means something else, and a backslash in quotes too.
    Yaml,
}

/// A text with every hit that can be masked masked. Identity numbers leave no digit where the text gives a birth
/// date. The hits are those of [`Scanner::scan`](super::Scanner::scan) for the same text. What turns a paragraph with a number in it
/// around stays: the number would stand there turned, and nobody would find it. So does what stands in several lines of YAML, or
/// on both sides of a fence.
pub fn mask(text: &str, hits: &[Hit], written: Written) -> String {
    let born = partial::birth(text);
    let code = if written == Written::Markdown { markdown::code(text) } else { Vec::new() };
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for hit in hits.iter().filter(|hit| hit.kind.can_be_masked()) {
        let (Some(before), Some(original)) = (text.get(copied..hit.range.start), text.get(hit.range.clone())) else {
            continue;
        };
        let parts = Parts::of(text, &hit.range, &code);
        let stays = match written {
            Written::Markdown => hit.kind == Kind::Turned && turns_a_number(text, hit) || parts.fenced,
            Written::Yaml => original.contains('\n'),
        };
        if stays {
            continue;
        }
        let star = match written {
            Written::Yaml => "＊",
            Written::Markdown if parts.code => "*",
            Written::Markdown => r"\*",
        };
        out.push_str(before);
        out.push_str(parts.opening);
        let masked = hit.kind.masked(original);
        // What is left of an address has marks of its own, of which those of code are set around it.
        let (kept, hidden) =
            masked.split_at(if hit.kind == Kind::HomeAddress { masked.len() - "****".len() } else { 0 });
        out.push_str(&kept.replace('`', ""));
        out.push_str(&match hit.kind {
            Kind::IdCard if born => star.repeat(18),
            _ => hidden.replace('*', star),
        });
        out.push_str(parts.closing);
        // The cells of a row, and lines, stay as many as they were.
        out.extend(original.chars().filter(|c| matches!(c, '|' | '\r' | '\n')));
        copied = hit.range.end;
    }
    out.push_str(&text[copied..]);
    out
}

/// What of the code around a hit goes with it and has to stand there all the same.
struct Parts<'t> {
    /// Whether its mask stands in code.
    code: bool,
    /// Whether a block of code begins or ends in it.
    fenced: bool,
    /// The marks of a span that begins in it and ends behind it.
    opening: &'t str,
    /// The marks of a span that ends in it.
    closing: &'t str,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str, hit: &Range<usize>, code: &[Range<usize>]) -> Self {
        let marks = |range: &Range<usize>| {
            let span = &text[range.clone()];
            &span[..span.len() - span.trim_start_matches('`').len()]
        };
        let around = |at: usize| code.iter().find(|range| range.start < at && at < range.end);
        let (first, last) = (around(hit.start), around(hit.end));
        let one = first == last;
        let crossed = || first.into_iter().chain(last);
        Self {
            code: first.is_some() || last.is_some(),
            fenced: !one && crossed().any(|range| text[range.clone()].contains('\n')),
            opening: last.filter(|_| first.is_none()).map_or("", marks),
            closing: first.filter(|_| last.is_none()).map_or("", marks),
        }
    }
}

/// Whether the paragraph of a character that turns text around has the digits of a telephone, or more, in figures or in words.
fn turns_a_number(text: &str, hit: &Hit) -> bool {
    const FEWEST: usize = 7;
    let start = text[..hit.range.start].rfind("\n\n").unwrap_or(0);
    let end = text[hit.range.end..].find("\n\n").map_or(text.len(), |length| hit.range.end + length);
    text[start..end].chars().filter(|c| c.is_numeric() || numeral(*c).is_some()).count() >= FEWEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::Scanner;

    #[test]
    fn a_source_is_rewritten() {
        let scanner = Scanner::new([], [], 2026);
        let masked = |text: &str, written| {
            let masked = mask(text, &scanner.scan(text), written);
            let hits = scanner.scan(&masked).into_iter().filter(|hit| hit.kind != Kind::Turned);
            assert_eq!(hits.collect::<Vec<_>>(), [], "{masked}");
            assert_eq!(mask(&masked, &scanner.scan(&masked), written), masked);
            masked
        };
        for (text, expected) in [
            (
                "张三，１１０１０５１９４９１２３１００２Ｘ，电话138 1234 5678。",
                "张三，110105********002X，电话138****5678。",
            ),
            ("卡号4111111111111111。", "卡号************1111。"),
            ("张三，1949年12月31日生，11010519491231002X", "张三，1949年12月31日生，******************"),
            (
                "手机13800138000 住清源县人民路8号3幢2单元501室，邮箱 abc@163.com",
                "手机138****8000 住清源县人民路****，邮箱 a****@163.com",
            ),
            ("abc@163.com 住清源县人民路8号3幢2单元501室。", "a****@163.com 住清源县人民路****。"),
            ("一三八零零一三八零零零住清源县人民路8号3幢2单元501室。", "138****8000住清源县人民路****。"),
        ] {
            assert_eq!(masked(text, Written::Yaml), expected.replace('*', "＊"));
            assert_eq!(masked(text, Written::Markdown), expected.replace('*', r"\*"));
        }
        for (text, expected) in [
            ("手机`13800138000` 住清源县人民路8号3幢2单元501室，", r"手机`138****8000` 住清源县人民路\*\*\*\*，"),
            (r"138\*\*\*\*8000 住清源县人民路8号3幢2单元501室。", r"138\*\*\*\*8000 住清源县人民路\*\*\*\*。"),
            ("家住`幸福路12号`3幢2单元501室，`见`", r"家住`幸福路****`，`见`"),
            ("家住幸福路`12号3幢2单元501室`，`见`", r"家住`幸福路****`，`见`"),
            ("家住幸福路`12号`3幢2单元501室，`见`", r"家住幸福路\*\*\*\*，`见`"),
            ("家住**幸福路**12号3幢2单元501室", r"家住**幸福路**\*\*\*\*"),
            ("```\n13800138000\n```\n", "```\n138****8000\n```\n"),
            ("| 家住幸福路12号 | 3幢2单元501室 |\n|---|---|\n", "| 家住幸福路\\*\\*\\*\\*| |\n|---|---|\n"),
            (
                "甲\u{202E}乙\n\n丙\u{202E}丁\n87654321831\u{202C}\n\n戊\u{2067}八七六五四三二一八三一",
                "甲乙\n\n丙\u{202E}丁\n87654321831\u{202C}\n\n戊\u{2067}八七六五四三二一八三一",
            ),
        ] {
            assert_eq!(masked(text, Written::Markdown), expected);
        }
        let parted = "家住阳光小区\n8-501室";
        assert_eq!(mask(parted, &scanner.scan(parted), Written::Yaml), parted);
        let fenced = "家住阳光小区\n```\n8-501室\n```\n";
        assert_eq!(mask(fenced, &scanner.scan(fenced), Written::Markdown), fenced);
    }
}
