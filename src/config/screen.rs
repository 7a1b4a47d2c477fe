//! What a display screen shows, and how.

use super::refuse;
use crate::source::{Spanned, Table};
use std::str::FromStr;

/// The table `[edition.screen]`.
#[derive(Clone, Debug)]
pub struct Screen {
    /// How many seconds each slide stays.
    pub seconds: u32,
    /// How many slides a round has at most, beside the pinned ones.
    pub most: usize,
    /// After how many slides a pinned one comes again.
    pub every: u32,
    /// Ids of the items that come again and again.
    pub pin: Vec<Spanned<String>>,
    /// Ids of the categories that it is limited to; all if none.
    pub categories: Vec<Spanned<String>>,
    /// Whether it is limited to priority matters.
    pub focus: bool,
}

impl Default for Screen {
    fn default() -> Self {
        Self { seconds: 15, most: 30, every: 5, pin: Vec::new(), categories: Vec::new(), focus: false }
    }
}

impl Screen {
    /// Reads its keys; those that are left out have defaults.
    pub(super) fn read(table: &mut Table<'_, '_>) -> Self {
        let usual = Self::default();
        let names = |table: &mut Table<'_, '_>, key| -> Vec<Spanned<String>> {
            let texts = table.texts(key).into_iter();
            texts.map(|text| Spanned { value: text.value.into_owned(), range: text.range }).collect()
        };
        Self {
            seconds: whole(table, "seconds", 5..=120).unwrap_or(usual.seconds),
            most: whole(table, "most", 1..=200).unwrap_or(usual.most),
            every: whole(table, "every", 1..=50).unwrap_or(usual.every),
            pin: names(table, "pin"),
            categories: names(table, "categories"),
            focus: table.flag("focus").unwrap_or_default(),
        }
    }
}

/// A whole number within bounds; a finding where it is not.
pub(super) fn whole<N: FromStr + PartialOrd + std::fmt::Display>(
    table: &mut Table<'_, '_>,
    key: &'static str,
    bounds: std::ops::RangeInclusive<N>,
) -> Option<N> {
    let text = table.text(key)?;
    let number = text.value.parse().ok().filter(|number| bounds.contains(number));
    if number.is_none() {
        let (least, most) = (bounds.start(), bounds.end());
        refuse(
            table,
            text.range,
            format!("{key} 应当是 {least} 到 {most} 的整数"),
            format!("`{key}` is a whole number from {least} to {most}"),
            "改成这个范围内的数",
            "Write a number within these bounds",
        );
    }
    number
}
