//! Telephone numbers as they are dialled.

use serde::Serialize;

/// A telephone number as written, and as it is dialled.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Phone {
    text: String,
    /// None for what is more than a number, such as an extension in words.
    dial: Option<String>,
}

impl Phone {
    /// The numbers that somebody wrote in one line.
    pub(super) fn all(written: Option<&str>) -> Vec<Self> {
        let parts = written.unwrap_or_default().split(['、', '，', '；', ';', ',']).map(str::trim);
        parts.filter(|text| !text.is_empty()).map(Self::of).collect()
    }

    fn of(text: &str) -> Self {
        let dial: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '（' | '）'));
        Self { text: text.to_owned(), dial: Some(dial).filter(|dial| plain && dial.len() >= 3) }
    }

    /// The same number, which nobody is to dial.
    pub(super) fn unlink(&mut self) {
        self.dial = None;
    }
}
