//! The parts of a text around digits, wide enough that every recogniser of numbers decides as in the whole text.

use super::normal::LONGEST_TAG;
use std::ops::Range;

/// Characters of words that the recognisers look at before a number, and behind it.
const BEFORE: usize = 24;
const BEHIND: usize = 16;

/// The parts around rows of digits, in order; those that touch are one.
pub(super) fn around(text: &str, rows: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for row in rows {
        // What lies in the part before is one with it anyway.
        let least = parts.last().map_or(0, |last| last.end.min(row.start));
        let (start, end) = (start(text, least, row.start), end(text, row.end));
        match parts.last_mut() {
            Some(last) if start <= last.end => {
                last.start = last.start.min(start);
                last.end = last.end.max(end);
            }
            _ => parts.push(start..end),
        }
    }
    parts
}

/// Whether a character is one of a word whatever stands around it.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Where a part begins, for a row at a place: nowhere before `least`, if it comes down to that.
fn start(text: &str, least: usize, at: usize) -> usize {
    // A web address is looked at from where it begins.
    let in_address = |c: &char| !(c.is_ascii_whitespace() || ('\u{4E00}'..='\u{9FFF}').contains(c));
    let at = at - text[least..at].chars().rev().take_while(in_address).map(char::len_utf8).sum::<usize>();
    if at == least {
        return least;
    }
    let mut words = text[..at].char_indices().rev().filter(|(_, c)| is_word(*c));
    let Some((start, _)) = words.nth(BEFORE - 1) else { return 0 };
    // A part begins in no tag.
    let tag = text.as_bytes()[start.saturating_sub(LONGEST_TAG)..start].iter().any(|byte| matches!(byte, b'<' | b'&'));
    if tag { 0 } else { start }
}

fn end(text: &str, at: usize) -> usize {
    let mut words = text[at..].char_indices().filter(|(_, c)| is_word(*c));
    words.nth(BEHIND - 1).map_or(text.len(), |(place, c)| at + place + c.len_utf8())
}
