//! Which items of a segment hold what: gathered item by item, written as shards.
//!
//! A shard is a text of records `!term postings!`, in which postings are gaps between the numbers of items. A record of
//! titles has readings before its postings, and behind them those of document numbers and keywords:
//! `!党费 dang'fei #$ %!`. A term that begins with `^` stands at the beginning of a title.

use super::coding;
use super::reading;
use super::tokens::{Token, cut};
use crate::plan::{Said, spread};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What parts records; no term, reading or number holds it.
const RECORD: char = '!';

/// Marks a pair of characters that begins a title.
const FIRST: u64 = 1 << 63;

/// The shards of a segment.
#[derive(Debug, Default)]
pub(super) struct Shards {
    pub(super) heads: Vec<String>,
    pub(super) texts: Vec<String>,
}

/// A segment in the making. Items are taken in from the oldest: first their words, then their texts.
#[derive(Default)]
pub(super) struct Postings {
    /// Titles, and document numbers and keywords, by character or pair, and by word.
    heads: Map<u64, [Posting; 2]>,
    head_words: Map<Box<str>, [Posting; 2]>,
    texts: Map<u64, Posting>,
    text_words: Map<Box<str>, Posting>,
}

type Map<K, V> = HashMap<K, V, BuildHasherDefault<Spread>>;

/// The items that hold something.
#[derive(Default)]
struct Posting {
    /// One more than the last item that it was seen in.
    seen: u32,
    /// One more than the last item that is written.
    next: u32,
    gaps: Vec<u8>,
}

impl Posting {
    fn add(&mut self, item: u32) {
        if self.seen <= item {
            self.seen = item + 1;
            coding::put(&mut self.gaps, item - self.next);
            self.next = item + 1;
        }
    }
}

impl Postings {
    /// Takes in words of an item.
    pub(super) fn say(&mut self, item: u32, said: Said, words: &str) {
        let at = match said {
            Said::Title => 0,
            Said::Named => 1,
            Said::Text => return self.text(item, words),
        };
        let mut count = 0;
        cut(words, &mut |token| {
            match token {
                Token::Han(c, before) => {
                    let pair = before.map(|before| key(c, Some(before)));
                    for key in [Some(key(c, None)), pair].into_iter().flatten() {
                        put(self.heads.entry(key).or_default(), at, item);
                    }
                    let first = if count == 0 { Some(key(c, None)) } else { pair.filter(|_| count == 1) };
                    if let Some(key) = first.filter(|_| at == 0) {
                        put(self.heads.entry(key | FIRST).or_default(), at, item);
                    }
                    if let Some(pair) = pair {
                        self.texts.entry(pair).or_default().seen = item + 1;
                    }
                }
                Token::Word(word) => {
                    with_word(&mut self.head_words, word, |head| put(head, at, item));
                    with_word(&mut self.text_words, word, |text| text.seen = item + 1);
                }
            }
            count += 1;
        });
    }

    /// Takes in text of an item: pairs of characters and words that its head does not hold.
    pub(super) fn text(&mut self, item: u32, text: &str) {
        cut(text, &mut |token| match token {
            Token::Han(c, Some(before)) => self.texts.entry(key(c, Some(before))).or_default().add(item),
            Token::Han(_, None) => {}
            Token::Word(word) => with_word(&mut self.text_words, word, |text| text.add(item)),
        });
    }

    /// Writes the shards.
    pub(super) fn shards(self, heads: usize, texts: usize) -> Shards {
        Shards {
            heads: write_heads(self.heads, self.head_words, heads),
            texts: write_texts(self.texts, self.text_words, texts),
        }
    }
}

fn put(head: &mut [Posting; 2], at: usize, item: u32) {
    if at == 0 || head[0].seen != item + 1 {
        head[at].add(item);
    }
}

/// What is kept of a word. Most words were seen before, and only a new one is copied.
fn with_word<T: Default>(map: &mut Map<Box<str>, T>, word: &str, act: impl FnOnce(&mut T)) {
    match map.get_mut(word) {
        Some(known) => act(known),
        None => act(map.entry(word.into()).or_default()),
    }
}

/// A character, or a pair of them, as a number.
fn key(c: char, before: Option<char>) -> u64 {
    u64::from(before.map_or(0, u32::from)) << 32 | u64::from(u32::from(c))
}

/// What a number stands for.
fn term(key: u64) -> Vec<char> {
    let half = |bits: u64| u32::try_from(bits & 0x1F_FFFF).ok().and_then(char::from_u32).filter(|c| *c != '\0');
    [half(key >> 32), half(key)].into_iter().flatten().collect()
}

fn write_heads(han: Map<u64, [Posting; 2]>, words: Map<Box<str>, [Posting; 2]>, number: usize) -> Vec<String> {
    let mut shards = vec![String::from(RECORD); number];
    let mut record = |shard: usize, term: &str, readings: &str, [title, named]: &[Posting; 2]| {
        let out: &mut String = &mut shards[shard];
        let named = std::str::from_utf8(&named.gaps).unwrap_or_default();
        let title = std::str::from_utf8(&title.gaps).unwrap_or_default();
        out.extend([term, " ", readings, " ", title]);
        out.extend((!named.is_empty()).then_some([" ", named]).into_iter().flatten());
        out.push(RECORD);
    };
    let mut han: Vec<_> = han.into_iter().collect();
    han.sort_unstable_by_key(|(key, _)| *key);
    for (key, posting) in han {
        let word = term(key);
        let readings = reading::of_word(&word);
        let mut places: Vec<usize> =
            readings.iter().map(|reading| shard(&reading::initials(reading), number)).collect();
        places.sort_unstable();
        places.dedup();
        let term: String = (key & FIRST != 0).then_some('^').into_iter().chain(word).collect();
        for place in places {
            record(place, &term, &readings.join(","), &posting);
        }
    }
    let mut words: Vec<_> = words.into_iter().collect();
    words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    for (word, posting) in words {
        record(shard(&initial_of_word(&word), number), &word, "", &posting);
    }
    shards
}

fn write_texts(han: Map<u64, Posting>, words: Map<Box<str>, Posting>, number: usize) -> Vec<String> {
    let mut shards = vec![String::from(RECORD); number];
    let mut record = |term: &str, posting: Posting| {
        let out: &mut String = &mut shards[shard(term, number)];
        out.extend([term, " ", &coding::text(posting.gaps)]);
        out.push(RECORD);
    };
    let mut han: Vec<_> = han.into_iter().filter(|(_, posting)| !posting.gaps.is_empty()).collect();
    han.sort_unstable_by_key(|(key, _)| *key);
    let mut name = String::new();
    for (key, posting) in han {
        name.clear();
        name.extend(term(key));
        record(&name, posting);
    }
    let mut words: Vec<_> = words.into_iter().filter(|(_, posting)| !posting.gaps.is_empty()).collect();
    words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    for (word, posting) in words {
        record(&word, posting);
    }
    shards
}

/// What the shard of a word among titles depends on, so that words that begin alike are in one.
fn initial_of_word(word: &str) -> String {
    word.chars().take(1).chain(['0']).collect()
}

fn shard(key: &str, number: usize) -> usize {
    spread(key) as usize % number.max(1)
}

/// A hash of a number or of a few bytes.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517C_C1B7_2722_0A95);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_is_found_by_what_it_holds() {
        let mut postings = Postings::default();
        postings.say(0, Said::Title, "党费收缴");
        postings.text(0, "党费用途党费");
        postings.say(3, Said::Title, "重庆党费2026");
        postings.say(3, Said::Named, "党发〔2026〕12号");
        postings.text(3, "用途 2026 x");
        let Shards { heads, texts } = postings.shards(4, 2);
        let line = |shards: &[String], term: &str| -> Vec<String> {
            let records = shards.iter().flat_map(|shard| shard.split(RECORD));
            records.filter(|record| record.split(' ').next() == Some(term)).map(str::to_owned).collect()
        };
        let numbers = |record: &str, at: usize| coding::read(record.split(' ').nth(at).unwrap_or_default());
        assert_eq!(numbers(&line(&heads, "党费")[0], 2), [0, 2]);
        assert_eq!(numbers(&line(&heads, "12")[0], 3), [3]);
        assert_eq!(line(&heads, "2026")[0].split(' ').count(), 3, "a title goes before a document number");
        assert!(line(&heads, "重庆").iter().all(|record| record.contains("chong'qing")));
        assert_eq!(line(&heads, "^党费").len(), 1);
        assert!(line(&texts, "党费").is_empty(), "the title says so already");
        assert_eq!(numbers(&line(&texts, "用途")[0], 1), [0, 2]);
        assert_eq!(numbers(&line(&texts, "x")[0], 1), [3]);
    }
}
