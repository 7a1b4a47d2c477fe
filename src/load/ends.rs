//! What a file with an error in it says of when its item ends, read with the eye of somebody who does not know how it is
//! to be written.

use crate::calendar::{Moment, Term, from_to, parse_moment};
use crate::diagnostic::nearest;
use crate::source::words_for;

/// What speaks of an end in the name of a key.
const END: [&str; 10] = ["公开至", "公开到", "公开期", "到期", "截止", "有效期", "期满", "期限", "失效", "下架"];

/// Whether a front matter speaks of an end that cannot be understood: nobody knows then that its item may go on standing.
pub(super) fn unclear(front: &str) -> bool {
    if front.lines().any(is_unread) {
        return true;
    }
    let top = front.lines().filter(|line| line.len() - line.trim_start().len() <= 1);
    let said = |(key, value): (&str, &str)| match key {
        "expires" => !value.is_empty() && parse_moment(value).is_none(),
        "term" => !value.is_empty() && Term::parse(value).is_none(),
        _ => nearest(key, ["expires"]).is_some() || END.iter().any(|word| key.contains(word)),
    };
    top.filter_map(parted).any(said) || closings(front).any(|closes| closes.is_none())
}

/// Whether a line speaks of an end without the colon, or with capitals, by which it would be read: `expires 2026-12-01`.
fn is_unread(line: &str) -> bool {
    let bare = line.trim_start_matches([' ', '\t', '\u{3000}', '"', '\'']);
    let (word, rest) = bare.split_at(bare.find(|c: char| !c.is_ascii_alphabetic() && c != '_').unwrap_or(bare.len()));
    let rest = rest.trim_start_matches(['"', '\'', ' ', '\t', '\u{3000}']);
    let speaks = ["expires", "term"].iter().any(|key| word.eq_ignore_ascii_case(key));
    speaks && (!rest.starts_with([':', '：']) || word != word.to_lowercase())
}

/// When the first of the windows closes that a front matter names.
pub(super) fn closes(front: &str) -> Option<Moment> {
    closings(front).flatten().min_by_key(|moment| moment.day())
}

/// The end of each window: as `closes`, which may be none that can be understood, or behind the other day in one line.
fn closings(front: &str) -> impl Iterator<Item = Option<Moment>> {
    // A key begins its line, or follows a brace or a comma.
    let begins = |before: &str| before.trim_end_matches([' ', '\t']).ends_with(['\n', '{', '｛', ',', '，']);
    let named = ["closes"].into_iter().chain(words_for("closes")).flat_map(move |key| {
        let found = front.match_indices(key).filter(move |(at, _)| key.is_ascii() || begins(&front[..*at]));
        found.filter_map(move |(at, _)| {
            let value = front[at + key.len()..].trim_start().strip_prefix([':', '：'])?;
            Some(parse_moment(bare(value.split([',', '，', '}', '｝', '\n']).next()?)))
        })
    });
    let in_line = front.lines().filter_map(|line| {
        let (_, value) = parted(line)?;
        let (opens, closes) = from_to(value)?;
        parse_moment(opens)?;
        Some(Some(parse_moment(closes)?))
    });
    named.chain(in_line)
}

/// The key and the value of a line.
fn parted(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '：'])?;
    Some((key.trim(), bare(value)))
}

/// A value without its quotes and what is remarked behind it.
fn bare(value: &str) -> &str {
    let value = value.split(" #").next().unwrap_or_default();
    value.trim().trim_matches(['"', '\'', '“', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_that_cannot_be_understood_is_told_from_one_that_can() {
        let is_unclear = |lines: &str| unclear(&format!("title: 截止日期: 无\n{lines}\n"));
        for lines in [
            "expires: 2026-12-01 25:00",
            "expires：12月1日",
            "expries: 2026-12-01",
            "公开至: 2026-12-01",
            "下架: 2026-12-01",
            "term: 很久",
            "fields: {window: {opens: 2026-07-10, closes: 2026-12-32}}",
        ] {
            assert!(is_unclear(lines), "{lines}");
        }
        for lines in [
            "expires: 2026-12-01 # 年底前",
            "expires: “2026年12月1日”",
            "expires:",
            "term: 6个月",
            "fields: {window: {opens: 2026-07-10, closes: 2026-12-31}}",
            "fields:\n  window: 2026-07-10至2026-07-26\n  期限: 两年",
        ] {
            assert!(!is_unclear(lines), "{lines}");
        }
    }

    #[test]
    fn the_first_window_to_close_counts() {
        let front = "fields:\n  a: { opens: 2026-07-01, closes: 2026-07-09 }\n  b: 2026-07-01 至 2026-07-08\n";
        assert_eq!(closes(front), parse_moment("2026-07-08"));
        assert_eq!(closes("fields: {a: {开始日期: 2026-07-01, 截止日期: 2026-07-07}}"), parse_moment("2026-07-07"));
        assert_eq!(closes("title: 甲\n"), None);
    }
}
