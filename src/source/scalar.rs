//! Scalars as YAML writes them.

use std::fmt::Write as _;

/// A word as a YAML scalar on one line, quoted where it has to be.
pub fn scalar(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '·');
    if word.starts_with(char::is_alphanumeric) && word.chars().all(plain) && !matches!(word, "null" | "true" | "false")
    {
        return word.to_owned();
    }
    let mut out = String::from("\"");
    for c in word.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
