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

    /// What stands behind the equals sign.
    fn value(&self) -> &str {
        self.code().split_once('=').map_or("", |(_, value)| value.trim())
    }

    /// From where the value begins to the end of the line, if it is such a one.
    fn valued(&self, such: impl Fn(&str) -> bool) -> Option<Range<usize>> {
        let value = self.value();
        let start = self.start + self.code().rfind(value)?;
        such(value).then_some(start..start + value.len())
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

/// What people write for `true` and `false`.
const FLAGS: [&str; 8] = ["yes", "no", "on", "off", "是", "否", "true", "false"];

/// Whether a value is meant as a day: `2026.12.31`, `2026/12/31`, `2026年12月31日`.
fn is_day(value: &str) -> bool {
    let digits = value.trim_start_matches(|c: char| c.is_ascii_digit());
    value.len() - digits.len() == 4 && digits.starts_with(['.', '/', '年']) && digits.len() > 1
}

/// What it is and what to do, in both languages.
type Words = [&'static str; 4];

/// Where a mistake was made, if it was this one.
type Made = fn(&Stop<'_>) -> Option<Range<usize>>;

/// What people do, the likeliest first.
const MISTAKES: [(Made, Words); 11] = [
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
            "这里用了 \\",
            "a backslash stands here",
            "路径用 / 隔开，例如 output = \"dist/public\"；不是路径的，删去 \\",
            "Write paths with /, as in output = \"dist/public\"; elsewhere delete it",
        ],
    ),
    (
        |stop| {
            let said = stop.said(&["date", "month", "day", "time"]).map(|_| stop.start..stop.end());
            said.or_else(|| stop.valued(is_day))
        },
        [
            "没有这一天，或日期的写法不对",
            "there is no such day, or it is not written so",
            "日期写成 2026-12-31",
            "Write a date as 2026-12-31",
        ],
    ),
    (
        |stop| stop.said(&["duplicate key"]),
        ["这个键写了两次", "this key is given twice", "只保留一处", "Keep one of them"],
    ),
    (
        |stop| stop.valued(|value| FLAGS.contains(&value.to_lowercase().as_str())),
        [
            "这里只写是或否",
            "this is yes or no",
            "写成 true 或 false，不加引号",
            "Write true or false, without quotation marks",
        ],
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
            ("output = \"dist\\public\"", "这里用了 \\"),
            ("mailto = \"d\\*@a.example\"", "这里用了 \\"),
            ("output = \"dist\\xinqu\"", "这里用了 \\"),
            ("from = 2026.12.31", "没有这一天"),
            ("from = 2026/12/31 # 起", "没有这一天"),
            ("from = 2026年12月31日", "没有这一天"),
            ("duties = yes", "只写是或否"),
            ("duties = True", "只写是或否"),
            ("duties = 否", "只写是或否"),
            ("title = 是否公开", "没有加引号"),
            ("from = 2026-13-01", "没有这一天"),
            ("from = 2026-02-30", "没有这一天"),
        ] {
            let fault = parse_toml(text).map(|_| ()).expect_err("no TOML");
            assert!(fault.what.zh.contains(expected), "{text}: {} / {}", fault.what.zh, fault.what.en);
            assert!(!fault.help.zh.is_empty() && fault.range.end <= text.len(), "{text}: {:?}", fault.range);
        }
    }
}
