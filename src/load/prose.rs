//! L015 to L017: what a clerk wrote in a text that Markdown reads otherwise than it was meant.

use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::markdown::{INDENT, lines};
use std::ops::Range;
use std::sync::Arc;

/// A way in which a text is not read as it was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    /// A link or picture whose address has a blank.
    Unread,
    /// A paragraph that begins with four blanks or a tab, as in Word, and so is code.
    Indented,
    /// A paragraph on the line after another, without a blank line between them.
    RunOn,
}

/// What the line before one was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Blank,
    /// Of a paragraph, which goes on.
    Paragraph,
    /// Of a list, a table, code, a heading, a marker.
    Other,
}

pub(super) fn check(path: &Arc<str>, text: &str, start: usize, sink: &mut Diagnostics) {
    for (slip, range) in slips(&text[start..]) {
        let span = Span::new(path, range.start + start..range.end + start);
        sink.push(match slip {
            Slip::Unread => Diagnostic::new(
                &codes::L015,
                span,
                "这个链接或图片的地址里有空格，会原样显示成文字",
                "an address with a blank makes no link or picture: it would stand as it is written",
            )
            .help(
                "把文件改成没有空格的名字，这里也跟着改；或给地址加尖括号：![说明](<现场 照片.png>)",
                "Give the file a name without blanks, or put the address into angle brackets: ![words](<a b.png>)",
            ),
            Slip::Indented => Diagnostic::new(
                &codes::L016,
                span,
                "这一段开头空了四格，会当作程序代码显示",
                "a paragraph that begins with four blanks is shown as code",
            )
            .help("删去开头的空格；首行缩进由页面自动排", "Delete the blanks; the page indents by itself"),
            Slip::RunOn => Diagnostic::new(
                &codes::L017,
                span,
                "与上一行之间没有空行，会连成一段",
                "without a blank line this goes on in the paragraph of the line before",
            )
            .help("每一段之间空一行", "Leave a blank line between paragraphs"),
        });
    }
}

/// The mark of a fence of code and how often it stands, where a line begins with one.
fn fence(words: &str) -> Option<(char, usize)> {
    let mark = words.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = words.len() - words.trim_start_matches(mark).len();
    let is_span = mark == '`' && words[length..].contains(mark);
    (length >= 3 && !is_span).then_some((mark, length))
}

/// Every slip of a text, the first of its kind in each paragraph.
fn slips(text: &str) -> Vec<(Slip, Range<usize>)> {
    let mut found: Vec<(Slip, Range<usize>)> = Vec::new();
    let (mut at, mut before, mut in_list, mut code, mut told) = (0, Before::Blank, false, None, false);
    let (mut last, mut longest, mut in_item) = ("", 0, false);
    for line in lines(text) {
        let (begin, words) = (at, line.trim());
        let end = begin + line.trim_end().len();
        at += line.len();
        let fence = fence(words);
        match (code, fence) {
            // Only a fence of the same mark, no shorter and with nothing behind it, ends one.
            (Some((mark, least)), Some((other, length)))
                if mark == other && length >= least && words.len() == length =>
            {
                code = None;
            }
            (None, Some(_)) => code = fence,
            (None, None) | (Some(_), _) => {}
        }
        if fence.is_some() || code.is_some() {
            (before, in_item) = (Before::Other, false);
            continue;
        }
        if words.is_empty() {
            (before, told, longest, in_item) = (Before::Blank, false, 0, false);
            continue;
        }
        found.extend(unread(line).map(|range| (Slip::Unread, begin + range.start..begin + range.end)));
        let indented = line.starts_with("    ") || line.starts_with('\t');
        if before == Before::Blank {
            in_list &= line.starts_with([' ', '\t']);
        }
        in_list |= is_list(words);
        let plain = !in_list && !indented && !words.starts_with(['#', '|', '>', ':', '<', '[']);
        if before == Before::Blank && indented && !in_list && words.starts_with(is_han) {
            found.push((Slip::Indented, begin..end));
        } else if !told
            && !line.starts_with(INDENT)
            && (in_item && begins_part(words)
                || before == Before::Paragraph
                    && (begins_part(words)
                        || is_labelled(words) && is_labelled(last)
                        || plain && !words.contains('\t') && meant_to_end(last, longest.max(width(words)))))
        {
            told = true;
            found.push((Slip::RunOn, begin..end));
        }
        let goes_on = before == Before::Paragraph && !in_list && !words.starts_with(['#', ':']);
        // Two blanks at the end, or a backslash, part lines as they were meant to be.
        let parted = line.trim_end_matches(['\n', '\r']).ends_with("  ") || words.ends_with('\\');
        before = if (plain || goes_on) && !parted { Before::Paragraph } else { Before::Other };
        in_item = !parted && (is_list(words) || in_item && !words.starts_with(['#', '|', ':']));
        longest = if before == Before::Paragraph { longest.max(width(words)) } else { 0 };
        last = words;
    }
    found
}

/// Where a line has a link or picture with a blank in its address, which makes it none.
fn unread(line: &str) -> Option<Range<usize>> {
    line.match_indices("](").find_map(|(at, mark)| {
        let address = at + mark.len();
        let close = address + line[address..].find(')')?;
        let (first, rest) = line[address..close].split_once([' ', '\t'])?;
        let titled = rest.trim_start().starts_with(['"', '\'', '(']) || rest.trim().is_empty();
        let open = line[..at].rfind('[')?;
        let code = line[..open].contains('`') && line[close..].contains('`');
        let escaped = line[..at].ends_with('\\') || line[..open].ends_with('\\');
        (!code && !escaped && !titled && !first.is_empty() && !first.starts_with('<')).then_some(open..close + 1)
    })
}

/// Whether a line begins an item of a list as Markdown has them.
fn is_list(words: &str) -> bool {
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    ["- ", "+ ", "* "].iter().any(|mark| words.starts_with(mark))
        || (digits.len() < words.len() && [". ", ") "].iter().any(|mark| digits.starts_with(mark)))
}

/// How wide a line is, in halves of a Han character.
fn width(words: &str) -> usize {
    words.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether a line ends a paragraph, and not only where an editor had no more room in it: it ends a sentence, and the next
/// character would have found place beside the `longest` of its paragraph, or in any window.
fn meant_to_end(line: &str, longest: usize) -> bool {
    const ROOM: usize = 4;
    const WINDOW: usize = 160;
    let wide = width(line);
    line.ends_with(['。', '！', '？', '；', '：']) && (wide + ROOM <= longest || wide > WINDOW)
}

/// Whether a line begins a part as Chinese texts number them: `一、`, `（二）`, `3.`, `④`.
fn begins_part(words: &str) -> bool {
    const NUMERALS: [char; 11] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '〇'];
    let bare = words.trim_start_matches(['（', '(']);
    let counted = bare.trim_start_matches(NUMERALS);
    let by_numeral = counted.len() < bare.len()
        && if bare.len() < words.len() {
            counted.starts_with(['）', ')'])
        } else {
            counted.starts_with(['、', '．', '.'])
        };
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = digits.strip_prefix(['.', '．', '、']);
    let by_digit =
        (1..=2).contains(&(words.len() - digits.len())) && after.is_some_and(|rest| rest.starts_with(is_han));
    by_numeral || by_digit || words.starts_with(|c| matches!(c, '①'..='⑳'))
}

/// Whether a line is a label and what is said of it, as minutes have them: `主持人：王五`, `**时 间：**下午三点`.
fn is_labelled(words: &str) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 2..=6;
    let Some((label, _)) = words.split_once(['：', ':']) else {
        return false;
    };
    let mut label = label.chars().filter(|c| !c.is_whitespace() && *c != '*');
    LENGTHS.contains(&label.clone().count()) && label.all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '“' | '《' | '（' | '【')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_as_it_was_meant_is_found_and_nothing_else() {
        let kinds = |text: &str| slips(text).into_iter().map(|(slip, _)| slip).collect::<Vec<_>>();
        for (text, expected) in [
            ("见![图](现场 照片.png)。", vec![Slip::Unread]),
            ("见[表](签到 表.csv)和[网](a.md \"题\")。", vec![Slip::Unread]),
            ("见![图](<现场 照片.png>)，`[甲](乙 丙)`。", vec![]),
            ("第一段。\n\n    第二段。\n    第三行。\n", vec![Slip::Indented]),
            ("\t第一段。\n", vec![Slip::Indented]),
            ("- 甲\n\n    乙\n", vec![]),
            ("1. 甲\n\n\t乙\n", vec![]),
            ("```\n\n    甲\n一、\n二、\n```\n", vec![]),
            ("参加人员：张三\n列席人员：李四\n主持人：王五\n", vec![Slip::RunOn]),
            ("**时 间：**下午\n**地点**：活动室\n", vec![Slip::RunOn]),
            ("主持人：王五\n\n记录人：赵六\n", vec![]),
            ("**问：交多了怎么办？**\n答：由支部退还。\n", vec![]),
            ("主持人：王五  \n记录人：赵六\n", vec![]),
            ("- 主持人：王五\n- 记录人：赵六\n", vec![]),
            ("会议由书记主持，参加的有\n支委：张三、李四\n", vec![]),
            ("时间：下午\n支部全体党员参加会议：张三\n", vec![]),
            ("1. 第一\n2、第二\n3、第三\n", vec![Slip::RunOn]),
            ("- 第一\n接着说\n（二）第二\n", vec![Slip::RunOn]),
            ("1. 第一\n\n2、第二\n", vec![]),
            ("1. 第一  \n2、第二\n", vec![]),
            ("1. 第一\n2. 二、三月的事\n", vec![]),
            ("一、时间\n11月15日\n二、地点\n三、其他\n", vec![Slip::RunOn]),
            ("说明：\n1.甲\n2.乙\n\n（一）丙\n（二）丁\n", vec![Slip::RunOn, Slip::RunOn]),
            ("　　第一段。\n　　第二段长一些。\n", vec![]),
            ("公示如下。\n共交纳12,345.50元。\n", vec![Slip::RunOn]),
            ("现将有关情况公示如下：\n共交纳 12,345.50 元，都已上缴。\n", vec![Slip::RunOn]),
            ("会议听取了上半年的工作报告。\n与会党员一致同意，通过决议。\n", vec![]),
            ("会议由书记主持。\n到会。\n", vec![]),
            ("## 一个比下面的话长得多的小标题\n会议由书记主持。\n到会。\n", vec![]),
            ("会议于\n3.5 小时后结束。\n12 人到会，一致\n同意。\n", vec![]),
            ("说明如下\n## 安排\n一、甲\n", vec![]),
            ("甲。\n::: internal\n一、乙\n:::\n", vec![]),
            ("甲  \n二、乙\n", vec![]),
            ("见![图](现场　照片.png)和\\[甲\\](乙 丙)，``[甲](乙 丙)``。", vec![]),
            ("~~~\n```\n~~~\n\n![图](现场 照片.png)\n", vec![Slip::Unread]),
            ("```rust\n```rust\n````\n![图](现场 照片.png)\n", vec![Slip::Unread]),
            ("````\n```\n![图](现场 照片.png)\n````\n", vec![]),
            ("```甲```\n\n![图](现场 照片.png)\n", vec![Slip::Unread]),
            ("# 题\n一、甲\n\n二、乙\n\n1. 甲\n2. 乙\n", vec![]),
            ("| 甲 |\n|---|\n| 一、 |\n一、\n", vec![]),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }
}
