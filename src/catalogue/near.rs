//! Entries by what people call them.

use super::{Catalogue, Entry};
use crate::diagnostic::{Text, nearest};
use std::collections::BTreeSet;

/// How many entries are suggested.
const MOST: usize = 3;

impl Catalogue {
    /// The entries that may be meant by a word that is no entry's id or name, the likeliest first: those whose name holds
    /// it, else those whose names share much of it, else the one whose id is spelt nearly so.
    pub fn near(&self, word: &str) -> Vec<&Entry> {
        let word = word.trim();
        let mut holding = self.holding(word);
        if !holding.is_empty() {
            holding.truncate(MOST);
            return holding;
        }
        let wanted = pairs(word);
        let mut alike: Vec<(usize, &Entry)> = self
            .entries
            .iter()
            .filter_map(|entry| {
                let shared = pairs(&entry.label.zh).intersection(&wanted).count();
                let letters: BTreeSet<char> = entry.label.zh.chars().collect();
                let known = word.chars().filter(|c| letters.contains(c)).count();
                let fits = shared > 0 && known * 2 >= word.chars().count() && !word.is_ascii();
                fits.then_some((shared * 8 + known, entry))
            })
            .collect();
        alike.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        if !alike.is_empty() {
            return alike.into_iter().take(MOST).map(|(_, entry)| entry).collect();
        }
        let id = nearest(word, self.ids()).and_then(|id| self.position(id));
        id.map(|position| &self.entries[position]).into_iter().collect()
    }

    /// The position of the only entry that may be meant by a word.
    pub fn meant(&self, word: &str) -> Option<usize> {
        match self.near(word).as_slice() {
            [only] => self.position(&only.id),
            _ => None,
        }
    }

    /// What to write where a word is no entry's id or name: the entries that may be meant, each behind `key`.
    pub fn entry_help(&self, word: &str, key: &str) -> Text {
        let near = self.near(word);
        if near.is_empty() {
            return Text::new("运行 sunshine catalogue 查看全部公开项目", "Run `sunshine catalogue` for all entries");
        }
        let lines = near.iter().map(|near| format!("{key}{}（{}）", near.id, near.label.zh));
        let ids = near.iter().map(|near| format!("`{key}{}`", near.id));
        let (lines, ids): (Vec<String>, Vec<String>) = (lines.collect(), ids.collect());
        Text::new(format!("请写 {}", lines.join("，或 ")), format!("Write {}", ids.join(" or ")))
    }

    /// The position of the entry whose id or Chinese name a word is.
    pub fn exactly(&self, word: &str) -> Option<usize> {
        self.position(word).or_else(|| self.entries.iter().position(|entry| entry.label.zh == word))
    }

    /// The position of the entry that a word names: by its id or Chinese name, or as the only one whose name holds it.
    pub fn named(&self, word: &str) -> Option<usize> {
        let word = word.trim();
        self.exactly(word).or_else(|| match self.holding(word).as_slice() {
            [only] => self.position(&only.id),
            _ => None,
        })
    }

    /// The entries whose name holds a word.
    fn holding(&self, word: &str) -> Vec<&Entry> {
        self.entries.iter().filter(|entry| !word.is_empty() && entry.label.zh.contains(word)).collect()
    }
}

/// Every two letters that stand together.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}
