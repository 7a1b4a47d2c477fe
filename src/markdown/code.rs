//! Where a text is code, in which a page shows every character as it is written.

use super::{cut, options};
use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

/// The bytes of the spans and blocks of code of a text, with their marks, in order; each passage is read by itself.
pub fn code(text: &str) -> Vec<Range<usize>> {
    let (passages, _) = cut(text, 0);
    let within = |passage: Range<usize>| {
        let events = Parser::new_ext(&text[passage.clone()], options()).into_offset_iter();
        let code = events.filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))));
        code.map(move |(_, range)| range.start + passage.start..range.end + passage.start).collect::<Vec<_>>()
    };
    passages.into_iter().flat_map(|passage| within(passage.range)).collect()
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn code_is_found_in_its_own_passage() {
        let text = "甲`乙`丙``丁`戊``\n\n::: internal\n`己\n:::\n\n庚`\n\n```\n辛\n```\n";
        let found: Vec<&str> = code(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["`乙`", "``丁`戊``", "```\n辛\n```"]);
    }
}
