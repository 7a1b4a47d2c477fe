//! Parts of a text that are read by themselves: those around digits, wide enough that every recogniser of numbers decides
//! as in the whole text; and portions of a text that is long, since reading takes many times its length.

use super::normal::LONGEST_TAG;
use std::ops::Range;

/// Characters of words that the recognisers look at before a number, and behind it.
const BEFORE: usize = 24;
const BEHIND: usize = 16;

/// How much of a long text is read at a time, in bytes.
const PORTION: usize = 1 << 20;

/// How much is read before and behind a portion with it: further than any recogniser looks.
const MARGIN: usize = 16 << 10;

/// A portion of a text.
pub(super) struct Portion {
    /// What it answers for: findings that begin here.
    pub(super) own: Range<usize>,
    /// What is to be read.
    pub(super) read: Range<usize>,
}

/// The portions of a text, in order; most texts are one. They own all of it, and none owns what another does.
pub(super) fn portions(text: &str) -> impl Iterator<Item = Portion> {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    (0..text.len().div_ceil(PORTION)).map(move |index| {
        let own = boundary(index * PORTION)..boundary((index + 1) * PORTION);
        let read = boundary(own.start.saturating_sub(MARGIN))..boundary(own.end + MARGIN);
        Portion { own, read }
    })
}

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
