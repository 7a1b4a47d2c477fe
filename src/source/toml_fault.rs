//! What somebody did where a file is no TOML: the parser's word says only where it gave up.

use super::fault::Fault;
use crate::diagnostic::Text;
use std::ops::Range;

/// The mistake for which the parser gave up at an offset of a text, with a message of its own.
pub(super) fn fault(text: &str, at: usize, message: &str) -> Fault {
    let line = line(text, at);
    let stop = Stop { written: &text[line.clone()], start: line.start, at, message };
    let (range, [zh, en, help_zh, help_en]) =
        MISTAKES.iter().find_map(|(made, words)| Some((made(&stop)?, words))).unwrap_or((at..at, &ANY));
    Fault { range, what: Text::new(*zh, format!("{en} ({message})")), help: Text::new(*help_zh, *help_en) }
}

/// Where the parser gave up.
struct Stop<'t> {
    /// The line.
    written: &'t str,
    /// Where it begins.
    start: usize,
    at: usize,
    message: &'t str,
}

impl Stop<'_> {
    /// The line without its comment.
    fn code(&self) -> &str {
        self.written.split('#').next().unwrap_or(self.written)
    }

    fn lacks_value(&self) -> bool {
        self.code().trim_end().ends_with('=')
    }

    fn end(&self) -> usize {
        self.start + self.written.trim_end().len()
    }

    /// From the first of some characters to the end of the line.
    fn from(&self, marks: &[char]) -> Option<Range<usize>> {
        Some(self.code().find(marks)? + self.start..self.end())
    }

    /// The place, if the message has one of these words.
    fn said(&self, words: &[&str]) -> Option<Range<usize>> {
        words.iter().any(|word| self.message.contains(word)).then_some(self.at..self.at)
    }
}

/// What it is and what to do, in both languages.
type Words = [&'static str; 4];

/// Where a mistake was made, if it was this one.
type Made = fn(&Stop<'_>) -> Option<Range<usize>>;

/// What people do, the likeliest first.
const MISTAKES: [(Made, Words); 10] = [
    (
        |stop| stop.from(&['“', '”', '‘', '’', '＂']),
        [
            "这里用了中文引号",
            "these are not plain quotation marks",
            "改成英文引号，例如 title = \"向阳区党务公开\"",
            "Write plain quotation marks, as in title = \"…\"",
        ],
    ),
    (
        |stop| stop.from(&['＝', '：', '，', '［', '］']),
        [
            "这里用了全角的符号",
            "a full-width mark stands here",
            "改成英文的 = , [ ]，例如 name = \"public\"",
            "Write plain = , [ ], as in name = \"public\"",
        ],
    ),
    (
        |stop| stop.said(&["escape", "hex"]).filter(|_| stop.written.contains('\\')),
        [
            "路径里用了 \\",
            "a path with \\ stands here",
            "路径用 / 隔开，例如 output = \"dist/public\"",
            "Write paths with /, as in output = \"dist/public\"",
        ],
    ),
    (
        |stop| stop.said(&["date", "month", "day", "time"]).map(|_| stop.start..stop.end()),
        [
            "没有这一天，或日期的写法不对",
            "there is no such day, or it is not written so",
            "日期写成 2026-07-10",
            "Write a date as 2026-07-10",
        ],
    ),
    (
        |stop| stop.said(&["duplicate key"]),
        ["这个键写了两次", "this key is given twice", "只保留一处", "Keep one of them"],
    ),
    (
        |stop| stop.said(&["string values must be quoted"]).filter(|_| !stop.lacks_value()),
        [
            "文字没有加引号",
            "a text stands without quotation marks",
            "给值加英文引号，例如 name = \"public\"",
            "Put the value in quotation marks, as in name = \"public\"",
        ],
    ),
    (
        |stop| {
            let lacks = stop.lacks_value().then_some(stop.at..stop.at);
            lacks.or_else(|| stop.said(&["missing value", "missing assignment", "expected `=`"]))
        },
        [
            "这里缺少等号或值",
            "an equals sign or a value is missing",
            "写成“键 = 值”，例如 zone = \"+08:00\"",
            "Write `key = value`, as in zone = \"+08:00\"",
        ],
    ),
    (
        |stop| {
            let odd = stop.said(&["string", "quote", "expected `\"`", "expected `'`"]);
            odd.filter(|_| !stop.message.contains("unquoted"))
        },
        [
            "引号没有成对",
            "a quotation mark has no partner",
            "在值的两头各写一个英文引号",
            "Write one at each end of the value",
        ],
    ),
    (
        |stop| stop.said(&["array", "table", "comma"]),
        [
            "括号或逗号没有写全",
            "a bracket or a comma is missing",
            "括号成对，各项之间用英文逗号；一版以 [[edition]] 开头",
            "Close each bracket, and put commas between members; an edition begins with [[edition]]",
        ],
    ),
    (
        |stop| stop.said(&["key"]),
        [
            "键的写法不对",
            "this is not how a key is written",
            "键只用英文字母、数字、下划线和短横，每行一个“键 = 值”",
            "A key is of letters, digits, `_` and `-`; one `key = value` to a line",
        ],
    ),
];

/// What is said of any other.
const ANY: Words = [
    "这一行的写法不对",
    "this line is not written as it should be",
    "每行写一个“键 = 值”，文字加英文引号",
    "Write one `key = value` to a line, texts in quotation marks",
];

/// The line in which an offset lies; the one before where that is blank.
fn line(text: &str, at: usize) -> Range<usize> {
    let at = text[..at.min(text.len())].trim_end().len();
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    start..end
}

#[cfg(test)]
mod tests {
    use crate::source::parse_toml;

    #[test]
    fn what_is_wrong_is_said_in_a_clerks_words() {
        for (text, expected) in [
            ("title = “向阳区”", "中文引号"),
            ("title ＝ \"a\"", "全角"),
            ("catalogue = [\"a\"，\"b\"]", "全角"),
            ("title = \"a\"\ntitle = \"b\"", "写了两次"),
            ("title = abc", "没有加引号"),
            ("title = 向阳区", "没有加引号"),
            ("title =", "缺少等号或值"),
            ("title", "缺少等号或值"),
            ("title \"a\"", "缺少等号或值"),
            ("title = \"a", "没有成对"),
            ("catalogue = [\"a\" \"b\"]", "括号或逗号"),
            ("catalogue = [\"a\"", "括号或逗号"),
            ("[[edition]\nname = \"a\"", "括号或逗号"),
            ("标题 = \"a\"", "键的写法"),
            ("output = \"dist\\public\"", "路径里用了 \\"),
            ("output = \"dist\\xinqu\"", "路径里用了 \\"),
            ("from = 2026-13-01", "没有这一天"),
            ("from = 2026-02-30", "没有这一天"),
        ] {
            let fault = parse_toml(text).map(|_| ()).expect_err("no TOML");
            assert!(fault.what.zh.contains(expected), "{text}: {} / {}", fault.what.zh, fault.what.en);
            assert!(!fault.help.zh.is_empty() && fault.range.end <= text.len(), "{text}: {:?}", fault.range);
        }
    }
}
