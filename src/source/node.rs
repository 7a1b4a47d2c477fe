//! A tree with places, and tables that are read key by key.

use super::words::known_keys;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text, codes};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// A value of a configuration or front matter, and where it stands.
#[derive(Clone, Debug)]
pub struct Node<'t> {
    /// Byte range in the file's decoded text.
    pub range: Range<usize>,
    /// What stands there.
    pub value: Value<'t>,
}

impl Node<'_> {
    /// Whether nothing stands there, or nothing but blanks.
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar(text) => text.trim().is_empty(),
            Value::List(_) | Value::Map(_) => false,
        }
    }
}

/// What a node holds. Scalars stay text: a sum of money keeps its cents, a `no` stays a no.
#[derive(Clone, Debug)]
pub enum Value<'t> {
    /// Nothing, `~` or `null`.
    Null,
    /// Any scalar, as written, after unquoting.
    Scalar(Cow<'t, str>),
    /// A sequence.
    List(Vec<Node<'t>>),
    /// A mapping, in the order written.
    Map(Vec<(Spanned<Cow<'t, str>>, Node<'t>)>),
}

/// A piece of text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The text.
    pub value: T,
    /// Byte range in the file's decoded text.
    pub range: Range<usize>,
}

/// A mapping being read key by key. What was asked for is known; what is left over at the end is a finding.
pub struct Table<'s, 't> {
    path: &'s Arc<str>,
    sink: &'s mut Diagnostics,
    range: Range<usize>,
    entries: Vec<(Spanned<Cow<'t, str>>, Option<Node<'t>>)>,
    asked: Vec<&'static str>,
    lacking: Vec<(Vec<&'static str>, Diagnostic)>,
}

impl<'s, 't> Table<'s, 't> {
    /// Starts reading a node as a mapping; a finding and an empty mapping if it is something else.
    pub fn new(path: &'s Arc<str>, node: Node<'t>, sink: &'s mut Diagnostics) -> Self {
        let range = node.range.clone();
        let mut table = Self { path, sink, range, entries: Vec::new(), asked: Vec::new(), lacking: Vec::new() };
        match node.value {
            Value::Map(entries) => {
                let mut seen: HashMap<Cow<'t, str>, Range<usize>> = HashMap::new();
                for (key, value) in entries {
                    let first = seen.entry(key.value.clone()).or_insert(key.range.clone());
                    if *first != key.range {
                        let first = Span::new(path, first.clone());
                        table.sink.push(
                            Diagnostic::new(
                                &codes::F004,
                                Span::new(path, key.range),
                                format!("“{}”写了两次", key.value),
                                format!("`{}` is given twice", key.value),
                            )
                            .label(first, "第一次在这里", "first given here")
                            .help("只保留一处", "Keep one of them"),
                        );
                    } else {
                        table.entries.push((key, Some(value)));
                    }
                }
            }
            Value::Null => {}
            Value::Scalar(_) | Value::List(_) => table.no_pairs(node.range),
        }
        table
    }

    fn no_pairs(&mut self, range: Range<usize>) {
        let (zh, en) = ("这里应当是若干“键: 值”", "this should be a set of `key: value` pairs");
        let help = Text::new("写成 { 键: 值, 键: 值 } 的形式", "Write it as { key: value, key: value }");
        self.bad(range, zh, en, help);
    }

    /// Where the whole mapping stands.
    pub fn span(&self) -> Span {
        Span::new(self.path, self.range.clone())
    }

    /// A span of this file.
    pub fn at(&self, range: Range<usize>) -> Span {
        Span::new(self.path, range)
    }

    /// The sink, for findings of the caller's own.
    pub fn sink(&mut self) -> &mut Diagnostics {
        self.sink
    }

    /// Reports a value of the wrong form, and what to do about it.
    pub fn bad(&mut self, range: Range<usize>, zh: impl Into<String>, en: impl Into<String>, help: Text) {
        let finding = Diagnostic::new(&codes::F005, Span::new(self.path, range), zh, en);
        self.sink.push(finding.help(help.zh, help.en));
    }

    /// Reports that there are no such keys, unless each of them turns out to stand there under another name.
    pub fn lacks(&mut self, keys: Vec<&'static str>, finding: Diagnostic) {
        self.lacking.push((keys, finding));
    }

    /// Takes the value of a key, whatever its form; `None` when absent or null.
    pub fn node(&mut self, key: &'static str) -> Option<Node<'t>> {
        self.asked.push(key);
        let found = self.entries.iter_mut().find(|(k, _)| k.value == key)?;
        found.1.take().filter(|node| !matches!(node.value, Value::Null))
    }

    /// A finding if a key is there without a value: an audience that is left empty must not fall back to a wider one.
    pub fn not_empty(&mut self, key: &'static str) {
        let empty = self
            .entries
            .iter()
            .find(|(k, v)| k.value == key && v.as_ref().is_some_and(|node| matches!(node.value, Value::Null)));
        if let Some(range) = empty.map(|(k, _)| k.range.clone()) {
            let help =
                Text::new("在冒号后面写上值，或删去这一行", "Write a value behind the colon, or delete the line");
            self.bad(range, format!("{key} 没有写值"), format!("`{key}` is given without a value"), help);
        }
    }

    /// Whether a key is written, with a value or without, and nobody has asked for it yet. What narrows is believed to
    /// narrow where its value cannot be read.
    pub fn says(&self, key: &str) -> bool {
        self.entries.iter().any(|(known, value)| known.value == key && value.is_some())
    }

    /// Where a key stands, if it does.
    pub fn place_of(&self, key: &str) -> Option<Range<usize>> {
        self.entries.iter().find(|(known, _)| known.value == key).map(|(known, _)| known.range.clone())
    }

    /// Whether a key is there with a value that was not yet taken.
    pub fn has_value(&self, key: &str) -> bool {
        let given = |node: &Node<'_>| !matches!(node.value, Value::Null);
        self.entries.iter().any(|(k, v)| k.value == key && v.as_ref().is_some_and(given))
    }

    /// Takes a scalar.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<Cow<'t, str>>> {
        let node = self.node(key)?;
        self.scalar(node, key)
    }

    /// Takes a scalar and reads it with `read`; a finding that shows `form` when that fails.
    pub fn parsed<T>(
        &mut self,
        key: &'static str,
        form: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        self.read(key, read, || Text::new(format!("请写成 {form}"), format!("Write {form}")))
    }

    /// The same for a word of a list, of which each is given with its Chinese.
    pub fn word<T>(
        &mut self,
        key: &'static str,
        words: &[(&str, &str)],
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        self.read(key, |text| read(text.trim()), || one_of(words))
    }

    /// Takes a scalar and reads it with `read`; a finding with a help of the caller's own when that fails.
    pub fn read<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
        help: impl FnOnce() -> Text,
    ) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        let value = read(&text.value);
        if value.is_none() {
            let (zh, en) =
                (format!("{key} 的值“{}”看不懂", text.value), format!("`{}` is not a value for `{key}`", text.value));
            self.bad(text.range.clone(), zh, en, help());
        }
        Some(Spanned { value: value?, range: text.range })
    }

    /// Takes a yes or no: true, false, yes, no, 是, 否.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        self.flag_at(key).map(|flag| flag.value)
    }

    /// The same, with its place.
    pub fn flag_at(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        self.parsed(key, "true / false", |text| match text {
            "true" | "yes" | "是" => Some(true),
            "false" | "no" | "否" => Some(false),
            _ => None,
        })
    }

    /// Takes a list of scalars; a single scalar counts as a list of one.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<Cow<'t, str>>> {
        self.list(key).into_iter().filter_map(|node| self.scalar(node, key)).collect()
    }

    /// Takes a list of any nodes; a single node counts as a list of one.
    pub fn list(&mut self, key: &'static str) -> Vec<Node<'t>> {
        match self.node(key) {
            None => Vec::new(),
            Some(Node { value: Value::List(nodes), .. }) => nodes,
            Some(node) => vec![node],
        }
    }

    /// Takes a mapping whose keys are the author's own, each with its value; a finding if it is something else.
    pub fn pairs(&mut self, key: &'static str) -> Vec<(Spanned<String>, Node<'t>)> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        match node.value {
            Value::Map(entries) => entries
                .into_iter()
                .map(|(key, value)| (Spanned { value: key.value.into_owned(), range: key.range }, value))
                .collect(),
            Value::Null => Vec::new(),
            Value::Scalar(_) | Value::List(_) => {
                self.no_pairs(node.range);
                Vec::new()
            }
        }
    }

    /// Takes a mapping and reads it with `read`.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Table<'_, 't>) -> T) -> Option<T> {
        let node = self.node(key)?;
        Some(self.nested(node, read))
    }

    /// Reads a node of this mapping as a mapping of its own.
    pub fn nested<'n, T>(&mut self, node: Node<'n>, read: impl FnOnce(&mut Table<'_, 'n>) -> T) -> T {
        let mut table = Table::new(self.path, node, self.sink);
        let value = read(&mut table);
        table.finish();
        value
    }

    /// Takes one of these keys, which belong elsewhere, with its value if that is text, for a finding of the caller's own.
    pub fn stray(&mut self, keys: &[&str]) -> Option<(Range<usize>, String)> {
        let at = self.entries.iter().position(|(key, _)| keys.contains(&&*key.value))?;
        let (key, node) = self.entries.remove(at);
        let text = node.and_then(|node| match node.value {
            Value::Scalar(text) => Some(text.trim().to_owned()),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        });
        Some((key.range, text.unwrap_or_default()))
    }

    /// Takes a key that nobody asked for, for a finding of the caller's own.
    pub fn unasked(&mut self, key: &str) -> Option<Range<usize>> {
        let at = self.entries.iter().position(|(known, value)| known.value == key && value.is_some())?;
        (!self.asked.contains(&key)).then(|| self.entries.remove(at).0.range)
    }

    /// Reports every key that nobody asked for, with the nearest that somebody did, and what is lacking then.
    pub fn finish(self) {
        let mut misspelt: Vec<&str> = Vec::new();
        for (key, value) in self.entries {
            if value.is_none() || self.asked.contains(&&*key.value) {
                continue;
            }
            let finding = Diagnostic::new(
                &codes::F003,
                Span::new(self.path, key.range),
                format!("没有“{}”这个键", key.value),
                format!("there is no key `{}`", key.value),
            );
            let (meant, help) = known_keys(&key.value, &self.asked);
            misspelt.extend(meant);
            self.sink.push(finding.help(help.zh, help.en));
        }
        for (keys, finding) in self.lacking {
            if !keys.iter().all(|key| misspelt.contains(key)) {
                self.sink.push(finding);
            }
        }
    }

    fn scalar(&mut self, node: Node<'t>, key: &str) -> Option<Spanned<Cow<'t, str>>> {
        match node.value {
            Value::Scalar(value) => Some(Spanned { value, range: node.range }),
            Value::Null => None,
            Value::List(_) | Value::Map(_) => {
                let help = Text::new(
                    format!("只写一个值：{key}: 值，不用方括号、大括号和分行的“-”"),
                    format!("Write one value, `{key}: value`, without brackets, braces or dashes"),
                );
                self.bad(node.range, format!("{key} 应当是一个值"), format!("`{key}` takes a single value"), help);
                None
            }
        }
    }
}

/// What to write where one of some words is wanted: `branch（党支部）`.
pub fn one_of(words: &[(&str, &str)]) -> Text {
    let zh: Vec<String> = words.iter().map(|(word, zh)| format!("{word}（{zh}）")).collect();
    let en: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    Text::new(format!("请写成 {}", zh.join("、")), format!("Write {}", en.join(" / ")))
}
