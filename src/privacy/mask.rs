//! Masks for a rewrite of a source.

use super::normal::numeral;
use super::{Hit, Kind, kind, partial};
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
    let (code, emphasised) = match written {
        Written::Markdown => (markdown::code(text), markdown::emphasised(text)),
        Written::Yaml => (Vec::new(), Vec::new()),
    };
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for hit in hits.iter().filter(|hit| hit.kind.can_be_masked()) {
        let range = match written {
            Written::Markdown => hit.range.clone(),
            Written::Yaml => behind_escapes(text, hit.range.start)..hit.range.end,
        };
        let (Some(before), Some(original)) = (text.get(copied..range.start), text.get(range.clone())) else {
            continue;
        };
        let parts = Parts::of(text, &range, &code);
        let stays = match written {
            Written::Markdown => hit.kind == Kind::Turned && turns_a_number(text, hit) || parts.fenced,
            Written::Yaml => original.is_empty() || original.contains('\n'),
        };
        if stays {
            continue;
        }
        let star = match written {
            Written::Yaml => "＊",
            Written::Markdown if parts.code => "*",
            Written::Markdown => r"\*",
        };
        let masked = hit.kind.masked(original);
        // What is left of an address has marks of its own, of which those of code are set around it. In YAML brackets and quotes
        // are among them.
        let (kept, hidden) = match hit.kind {
            Kind::HomeAddress if written == Written::Yaml => (kept_in_yaml(original), "****"),
            Kind::HomeAddress => masked.split_at(masked.len() - "****".len()),
            _ => masked.split_at(0),
        };
        let gone = if original.starts_with(kept) { range.start + kept.len()..range.end } else { 0..0 };
        out.push_str(before);
        out.push_str(parts.opening);
        out.push_str(&kept.replace('`', ""));
        out.extend(emphasised.iter().filter_map(|marks| marks.only_opened(&gone)).map(|mark| &text[mark]));
        out.push_str(&match hit.kind {
            Kind::IdCard if born => star.repeat(18),
            _ => hidden.replace('*', star),
        });
        out.extend(emphasised.iter().rev().filter_map(|marks| marks.only_closed(&gone)).map(|mark| &text[mark]));
        out.push_str(parts.closing);
        // The cells of a row, and lines, stay as many as they were.
        out.extend(borders(original).skip(borders(kept).count()));
        copied = range.end;
    }
    out.push_str(&text[copied..]);
    out
}

/// What parts cells and lines.
fn borders(text: &str) -> impl Iterator<Item = char> {
    let mut before = ' ';
    text.chars().filter(move |c| {
        let escaped = std::mem::replace(&mut before, *c) == '\\';
        matches!(c, '|' | '\r' | '\n') && !escaped
    })
}

/// The place behind the escapes of YAML in which a place of a text lies, or that begin there: what is left of one would be none. In
/// values without double quotes they are words, and a mask may begin behind them as well.
fn behind_escapes(text: &str, at: usize) -> usize {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut behind = at;
    for escape in escapes(&text[line..]) {
        if line + escape.start > behind {
            break;
        }
        behind = behind.max(line + escape.end);
    }
    behind
}

/// As much of an address as stays in YAML: up to its first number, or to the escape in which that stands.
fn kept_in_yaml(address: &str) -> &str {
    let kept = kind::up_to_number(address);
    let cut = escapes(address).find(|escape| escape.contains(&kept.len()));
    cut.map_or(kept, |escape| &address[..escape.start])
}

/// What double quotes of YAML take for escapes (YAML 1.2.2, 5.7): `\n`, `\x0a`, `\u000a`, `\U0000000a`.
fn escapes(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find('\\')?;
        let length = match text.as_bytes().get(start + 1) {
            Some(b'x') => 4,
            Some(b'u') => 6,
            Some(b'U') => 10,
            _ => 2,
        };
        at = text[start..].char_indices().nth(length).map_or(text.len(), |(end, _)| start + end);
        Some(start..at)
    })
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
        // A block that is set in has no marks, and a hit may be all of it.
        let bare = |range: &Range<usize>| !text[range.clone()].starts_with(['`', '~']);
        let first = code.iter().find(|range| {
            hit.start < range.end && (range.start < hit.start || range.start == hit.start && bare(range))
        });
        let last = code
            .iter()
            .find(|range| range.start < hit.end && (hit.end < range.end || range.end == hit.end && bare(range)));
        let one = first == last;
        let crossed = || first.into_iter().chain(last);
        Self {
            code: first.is_some() || last.is_some(),
            fenced: !one && crossed().any(|range| bare(range) || text[range.clone()].contains('\n')),
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
