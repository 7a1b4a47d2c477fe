//! What a rule is, and the list of all of them.

use super::{Severity, Text};
use std::sync::LazyLock;

/// A rule that a finding names: its code and name never change, so that people can look them up.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `A001`
    pub code: &'static str,
    /// `approval-missing`
    pub name: &'static str,
    /// What it does to the item.
    pub severity: Severity,
    /// Why the rule exists, in both languages.
    why: (&'static str, &'static str),
}

impl Rule {
    /// Whether it keeps personal data and secrets off pages.
    pub fn is_privacy(&self) -> bool {
        self.code.starts_with('P')
    }

    /// Why the rule exists and what it protects.
    pub fn why(&self) -> Text {
        Text::new(self.why.0, self.why.1)
    }
}

macro_rules! rules {
    ($($code:ident $name:literal $severity:ident $zh:literal $en:literal;)*) => {
        $(pub static $code: Rule = Rule {
            code: stringify!($code), name: $name, severity: Severity::$severity, why: ($zh, $en),
        };)*
        /// All of them, by code.
        pub(super) static ALL: &[&Rule] = &[$(&$code),*];
    };
}

mod duty;
mod form;

/// The rules by code.
pub mod codes {
    pub use super::duty::*;
    pub use super::form::*;
}

/// Every rule, by code.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| [duty::ALL, form::ALL].concat());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_sorted_and_explained_in_both_languages() {
        assert!(RULES.is_sorted_by(|a, b| a.code < b.code));
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
        for rule in RULES.iter() {
            assert!(rule.why.0.chars().any(|c| c > '\u{2E80}') && rule.why.1.is_ascii(), "{}", rule.code);
        }
    }
}
