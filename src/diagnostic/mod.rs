//! What is wrong with what the clerks wrote: where, what, and what to do about it.
//!
//! An author's mistake is a [`Diagnostic`], never an `Err`. Stages push into [`Diagnostics`]; only the
//! command line prints. Every finding carries both languages; the reader's choice comes last.

mod github;
mod json;
mod place;
mod rules;
mod sarif;
mod text;

pub use github::to_github;
pub use json::to_json;
pub use rules::{RULES, Rule, codes};
pub use sarif::to_sarif;
pub use text::{Reread, to_text};

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The language of what a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Its tag, as pages name it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// By its tag.
    pub fn read(tag: &str) -> Option<Self> {
        [Self::Zh, Self::En].into_iter().find(|lang| lang.tag() == tag)
    }
}

/// The same sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// Pairs the two forms of a sentence.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The form in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Keeps the item out.
    Error,
    /// Worth mending; keeps nothing out.
    Warning,
}

/// A place in an input file: its path from the site's root and a byte range of its decoded text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Path from the site's root, with `/`.
    pub path: Arc<str>,
    /// Where the range begins.
    pub start: usize,
    /// Where it ends, exclusively.
    pub end: usize,
}

impl Span {
    /// A range of a file.
    pub fn new(path: &Arc<str>, range: Range<usize>) -> Self {
        Self { path: Arc::clone(path), start: range.start, end: range.end }
    }

    /// The very beginning of a file, for findings about the whole of it.
    pub fn file(path: &Arc<str>) -> Self {
        Self::new(path, 0..0)
    }
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// How much it weighs: as its rule says, or less of a draft.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What, in one line.
    pub message: Text,
    /// Other places that matter.
    pub labels: Vec<(Span, Text)>,
    /// What to do, in the imperative.
    pub help: Option<Text>,
}

impl Diagnostic {
    /// A finding without labels or help; those are added by the methods below.
    pub fn new(rule: &'static Rule, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Self {
        let (message, severity) = (Text::new(zh, en), rule.severity);
        Self { rule, severity, span, message, labels: Vec::new(), help: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Text::new(zh, en));
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn label(mut self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.labels.push((span, Text::new(zh, en)));
        self
    }

    /// Whether it keeps what it is about from being published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether its rule keeps from being published what it is about, as it will when that is no draft any more.
    pub fn is_error_by_rule(&self) -> bool {
        self.rule.severity == Severity::Error
    }
}

/// Where findings collect; sorted on the way out, so that the order of reading never shows.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn append(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// All findings: as they were pushed, or by place after [`Diagnostics::sort`].
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Makes mere warnings of the errors of which something holds.
    pub fn soften(&mut self, holds: impl Fn(&Diagnostic) -> bool) {
        let errors = self.0.iter_mut().filter(|d| d.is_error());
        errors.filter(|d| holds(d)).for_each(|d| d.severity = Severity::Warning);
    }

    /// Those of which something holds, and the others, each in their order.
    pub fn parted(&self, holds: impl FnMut(&Diagnostic) -> bool) -> (Self, Self) {
        let (held, others) = self.0.iter().cloned().partition(holds);
        (Self(held), Self(others))
    }

    /// Sorts by place, then code, and drops repetitions.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| (&a.span, a.rule.code, &a.message).cmp(&(&b.span, b.rule.code, &b.message)));
        self.0.dedup_by(|a, b| a.span == b.span && a.rule.code == b.rule.code && a.message == b.message);
    }
}

/// How many there are of something, in English: `1 error`, `2 errors`.
pub fn counted<N: fmt::Display + PartialEq + From<u8>>(number: N, thing: &str) -> String {
    let ending = if number == N::from(1) { "" } else { "s" };
    format!("{number} {thing}{ending}")
}

/// The candidate nearest to a misspelt word, if any is near enough to suggest; of several, the first in order.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn of_several_that_are_as_near_the_first_in_order_is_named_whatever_comes_first() {
        for candidates in [["notice-a", "notice-b"], ["notice-b", "notice-a"]] {
            assert_eq!(nearest("notice-x", candidates), Some("notice-a"));
        }
        assert_eq!(nearest("notice-x", ["else"]), None);
    }
}
