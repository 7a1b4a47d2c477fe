//! What reads the value of one field, with findings at its places.

use super::forms::form;
use crate::calendar::{Moment, Workdays, no_such_day, parse_moment};
use crate::catalogue::FieldType;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, Span, codes, nearest};
use crate::source::{Node, Value, known_keys, means};
use std::ops::Range;
use std::sync::Arc;

/// Reads the value of one field and says where it is not of its form.
pub(super) struct Reader<'r> {
    kind: &'r FieldType,
    name: &'r str,
    path: &'r Arc<str>,
    workdays: &'r Workdays,
    sink: &'r mut Diagnostics,
    /// Whether anything was found.
    told: bool,
}

/// A set of `key: value` pairs being read. What nobody asked for is a finding in the end.
pub(super) struct Record<'n> {
    /// Where it stands.
    pub(super) range: Range<usize>,
    parts: Vec<(&'n str, Range<usize>, &'n Node<'n>)>,
    asked: Vec<&'n str>,
    lacking: Vec<&'n str>,
}

/// Parts that a field cannot do without, in Chinese.
const PARTS: [(&str, &str); 16] = [
    ("eligible", "应到人数"),
    ("present", "实到人数"),
    ("options", "各项得票，例如 { 赞成: 27, 反对: 2 }"),
    ("option", "选项"),
    ("votes", "票数"),
    ("date", "日期"),
    ("opens", "开始日期"),
    ("closes", "截止日期"),
    ("name", "名称或姓名"),
    ("phone", "电话"),
    ("text", "内容"),
    ("no", "编号"),
    ("subject", "案由"),
    ("state", "办理状态"),
    ("item", "科目"),
    ("amount", "金额"),
];

impl<'r> Reader<'r> {
    pub(super) fn new(
        kind: &'r FieldType,
        name: &'r str,
        path: &'r Arc<str>,
        workdays: &'r Workdays,
        sink: &'r mut Diagnostics,
    ) -> Self {
        Self { kind, name, path, workdays, sink, told: false }
    }

    /// The working days that windows are counted in.
    pub(super) fn workdays(&self) -> &Workdays {
        self.workdays
    }

    /// Reports a breach of a rule.
    pub(super) fn report(&mut self, rule: &'static Rule, range: &Range<usize>, text: [String; 4]) {
        let [zh, en, help_zh, help_en] = text;
        self.push(|path| Diagnostic::new(rule, Span::new(path, range.clone()), zh, en).help(help_zh, help_en));
    }

    /// Reports a finding that is made elsewhere.
    pub(super) fn push(&mut self, finding: impl FnOnce(&Arc<str>) -> Diagnostic) {
        self.told = true;
        self.sink.push(finding(self.path));
    }

    /// Reports a value of the wrong form, with what was expected in that place.
    pub(super) fn wrong(&mut self, range: &Range<usize>, zh: &str, en: &str) {
        let (_, _, example) = form(self.kind);
        let name = self.name;
        self.report(
            &codes::C013,
            range,
            [
                format!("字段 {name}：{zh}"),
                format!("the field `{name}`: {en}"),
                format!("例如 {name}: {example}"),
                format!("For example {name}: {example}"),
            ],
        );
    }

    /// Reports that a node is no value of the field's type.
    pub(super) fn not_of_type(&mut self, range: &Range<usize>) {
        let (zh, en, _) = form(self.kind);
        self.wrong(range, &format!("应当是{zh}"), &format!("this should be {en}"));
    }

    /// Reports that a node came to nothing, where nothing that was found says why: a part of it has nothing behind it.
    pub(super) fn came_to_nothing(&mut self, node: &Node<'_>) {
        if !self.told && !node.is_blank() {
            self.not_of_type(&node.range);
        }
    }

    /// A single value, trimmed. Nothing is no value, without a finding.
    pub(super) fn text(&mut self, node: &Node<'_>) -> Option<String> {
        match &node.value {
            Value::Scalar(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Null => None,
            Value::List(_) | Value::Map(_) => {
                self.not_of_type(&node.range);
                None
            }
        }
    }

    /// A single value, read with `read`.
    pub(super) fn parsed<T>(&mut self, node: &Node<'_>, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(node)?;
        let value = read(&text);
        if value.is_none() {
            let (zh, en, _) = form(self.kind);
            self.wrong(&node.range, &format!("“{text}”不是{zh}"), &format!("`{text}` is not {en}"));
        }
        value
    }

    /// A single value that is a date.
    pub(super) fn moment(&mut self, node: &Node<'_>) -> Option<Moment> {
        let text = self.text(node)?;
        match no_such_day(&text) {
            Some((zh, en)) => {
                self.wrong(&node.range, &format!("日期有误：{zh}"), &en);
                None
            }
            None => self.parsed(node, parse_moment),
        }
    }

    /// A part that is a date.
    pub(super) fn part_moment(&mut self, record: &mut Record<'_>, key: &'static str) -> Option<Moment> {
        let node = record.take(key)?;
        let text = match &node.value {
            Value::Scalar(text) => text.trim(),
            Value::Null | Value::List(_) | Value::Map(_) => "",
        };
        let value = parse_moment(text);
        if value.is_none() {
            let (zh, en) = match no_such_day(text) {
                Some((zh, en)) => (format!("{key} 的日期有误：{zh}"), format!("`{key}`: {en}")),
                None => (
                    format!("{key} 应当是日期，例如 2026-07-10"),
                    format!("`{key}` should be a date such as 2026-07-10"),
                ),
            };
            self.wrong(&node.range, &zh, &en);
        }
        value
    }

    /// One of these words; the nearest is suggested.
    pub(super) fn word(&mut self, node: &Node<'_>, words: &[String]) -> Option<String> {
        let text = self.text(node)?;
        if words.contains(&text) {
            return Some(text);
        }
        let all = words.join(" / ");
        let (help_zh, help_en) = match nearest(&text, words.iter().map(String::as_str)) {
            Some(near) => (format!("是不是想写 {near}？"), format!("Did you mean `{near}`?")),
            None => (format!("可用的词：{all}"), format!("The words are: {all}")),
        };
        let name = self.name;
        let (zh, en) =
            (format!("字段 {name} 没有“{text}”这一项"), format!("`{text}` is none of the words of the field `{name}`"));
        self.report(&codes::C013, &node.range, [zh, en, help_zh, help_en]);
        None
    }

    /// The members of a list; a single node counts as a list of one.
    pub(super) fn list<'n>(&self, node: &'n Node<'n>) -> &'n [Node<'n>] {
        match &node.value {
            Value::List(nodes) => nodes,
            Value::Null => &[],
            Value::Scalar(_) | Value::Map(_) => std::slice::from_ref(node),
        }
    }

    /// A node as a set of pairs.
    pub(super) fn record<'n>(&mut self, node: &'n Node<'n>) -> Option<Record<'n>> {
        let Value::Map(pairs) = &node.value else {
            self.not_of_type(&node.range);
            return None;
        };
        let mut record =
            Record { range: node.range.clone(), parts: Vec::new(), asked: Vec::new(), lacking: Vec::new() };
        for (key, value) in pairs {
            if record.parts.iter().any(|(known, ..)| *known == key.value) {
                let (zh, en) = (format!("“{}”写了两次", key.value), format!("`{}` is given twice", key.value));
                self.report(&codes::F004, &key.range, [zh, en, "只保留一处".to_owned(), "Keep one of them".to_owned()]);
            } else {
                record.parts.push((&key.value, key.range.clone(), value));
            }
        }
        Some(record)
    }

    /// A part that is a line of text.
    pub(super) fn part_text(&mut self, record: &mut Record<'_>, key: &'static str) -> Option<String> {
        self.part(record, key, "一行文字", "a line of text", |text| Some(text.to_owned()))
    }

    /// A part that is a single value, read with `read`; what it should be, in Chinese and English.
    pub(super) fn part<T>(
        &mut self,
        record: &mut Record<'_>,
        key: &'static str,
        zh: &str,
        en: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let node = record.take(key)?;
        let text = match &node.value {
            Value::Scalar(text) => text.trim(),
            Value::Null | Value::List(_) | Value::Map(_) => "",
        };
        let value = if text.is_empty() { None } else { read(text) };
        if value.is_none() {
            self.wrong(&node.range, &format!("{key} 应当是{zh}"), &format!("`{key}` should be {en}"));
        }
        value
    }

    /// Reports in the end that a part is missing that a record cannot do without.
    pub(super) fn lacks<'n>(&self, record: &mut Record<'n>, key: &'n str) {
        record.lacking.push(key);
    }

    /// Reports every part that nobody asked for, with the nearest that somebody did; and what is lacking, unless so many
    /// parts of other names are there instead.
    pub(super) fn finish(&mut self, record: Record<'_>) {
        let Record { range, parts, asked, mut lacking } = record;
        let mut unknown = 0;
        for (key, range, _) in parts.into_iter().filter(|(key, ..)| !asked.contains(key)) {
            let (meant, help) = known_keys(key, &asked);
            match lacking.iter().position(|lacking| Some(*lacking) == meant) {
                Some(at) => drop(lacking.remove(at)),
                None => unknown += 1,
            }
            let (zh, en) = (format!("没有“{key}”这个键"), format!("there is no key `{key}`"));
            self.report(&codes::F003, &range, [zh, en, help.zh, help.en]);
        }
        if lacking.len() > unknown {
            let called = |key: &&str| PARTS.iter().find(|(part, _)| part == key).map(|(_, zh)| format!("（{zh}）"));
            let zh = lacking.iter().map(|key| format!("{key}{}", called(key).unwrap_or_default()));
            let en = lacking.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
            let is = if lacking.len() == 1 { "is" } else { "are" };
            let zh = zh.collect::<Vec<_>>().join("、");
            self.wrong(&range, &format!("这里缺少 {zh}"), &format!("{en} {is} missing here"));
        }
    }
}

impl<'n> Record<'n> {
    /// Takes the value of a key; `None` when absent or null. A word that clerks write for a key stands for it where that is
    /// not there.
    pub(super) fn take(&mut self, key: &'n str) -> Option<&'n Node<'n>> {
        self.asked.push(key);
        let exact = self.parts.iter().position(|(known, ..)| *known == key);
        let at = exact.or_else(|| self.parts.iter().position(|(word, ..)| !word.is_ascii() && means(word, key)))?;
        let (written, _, node) = &mut self.parts[at];
        *written = key;
        Some(*node).filter(|node| !matches!(node.value, Value::Null))
    }

    /// Whether a key stands there, with or without something behind it.
    pub(super) fn says(&self, key: &str) -> bool {
        self.parts.iter().any(|(known, ..)| *known == key)
    }

    /// Whether a key that was asked for is there, and something behind it.
    pub(super) fn has(&self, key: &str) -> bool {
        self.parts.iter().any(|(known, _, node)| *known == key && !matches!(node.value, Value::Null))
    }

    /// Where a key stands, or else the whole.
    pub(super) fn place(&self, key: &str) -> Range<usize> {
        let found = self.parts.iter().find(|(known, ..)| *known == key);
        found.map_or_else(|| self.range.clone(), |(_, range, _)| range.clone())
    }

    /// The keys that are there, in the order written.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'n str> + use<'n, '_> {
        self.parts.iter().map(|(key, ..)| *key)
    }
}
