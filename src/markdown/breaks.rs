//! Where lines of a source end: in a text of Chinese that is mostly no blank, and sometimes a paragraph.

use super::{INDENT, is_cjk};
use pulldown_cmark::{Event, Tag, TagEnd};

/// Makes a paragraph of each line that begins with two wide blanks, in paragraphs; the blanks go, since the page indents.
pub(super) fn part_indented(events: &mut Vec<Event<'_>>) {
    let mut out: Vec<Event<'_>> = Vec::with_capacity(events.len() + 8);
    let mut open = Vec::new();
    for event in events.drain(..) {
        let in_paragraph = open.last() == Some(&true);
        match &event {
            Event::Start(tag) => open.push(matches!(tag, Tag::Paragraph)),
            Event::End(_) => drop(open.pop()),
            _ => {}
        }
        let broken = matches!(out.last(), Some(Event::SoftBreak | Event::HardBreak));
        let at_start = broken || matches!(out.last(), Some(Event::Start(Tag::Paragraph)));
        match event {
            Event::Text(text) if in_paragraph && at_start && text.starts_with(INDENT) => {
                if broken {
                    out.pop();
                    out.extend([Event::End(TagEnd::Paragraph), Event::Start(Tag::Paragraph)]);
                }
                out.push(Event::Text(text.trim_start_matches('\u{3000}').to_owned().into()));
            }
            event => out.push(event),
        }
    }
    *events = out;
}

/// Makes a paragraph of each line that ends a sentence, in paragraphs: such texts are typed line by line.
pub(super) fn part_sentences(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out: Vec<Event<'_>> = Vec::with_capacity(events.len());
    let mut in_paragraph = Vec::new();
    for event in events {
        match &event {
            Event::Start(tag) => in_paragraph.push(matches!(tag, Tag::Paragraph)),
            Event::End(_) => drop(in_paragraph.pop()),
            _ => {}
        }
        let ended = matches!(out.last(), Some(Event::Text(text)) if text.ends_with(['。', '；', '：', '！', '？']));
        if matches!(event, Event::SoftBreak) && ended && in_paragraph.last() == Some(&true) {
            out.extend([Event::End(TagEnd::Paragraph), Event::Start(Tag::Paragraph)]);
        } else {
            out.push(event);
        }
    }
    out
}

/// Drops soft breaks between two characters that are written without a space.
pub(super) fn join_han(events: &mut Vec<Event<'_>>) {
    let edge = |events: &[Event<'_>], at: usize, forward: bool| -> Option<char> {
        let mut i = at;
        loop {
            i = if forward { i.checked_add(1)? } else { i.checked_sub(1)? };
            match events.get(i)? {
                Event::Text(text) | Event::Code(text) => {
                    return if forward { text.chars().next() } else { text.chars().next_back() };
                }
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
                | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
                _ => return None,
            }
        }
    };
    let joined: Vec<bool> = (0..events.len())
        .map(|at| {
            matches!(events[at], Event::SoftBreak)
                && edge(events, at, false).is_some_and(is_cjk)
                && edge(events, at, true).is_some_and(is_cjk)
        })
        .collect();
    let mut joined = joined.into_iter();
    events.retain(|_| joined.next() != Some(true));
}

#[cfg(test)]
mod tests {
    use super::super::{Target, to_html};

    #[test]
    fn a_line_that_begins_with_two_wide_blanks_begins_a_paragraph() {
        let html = |text: &str| to_html(text, None, &|_, _| Target::Plain);
        assert_eq!(html("　　第一段\n折行。\n　　第二段。\n"), "<p>第一段折行。</p>\n<p>第二段。</p>\n");
        assert_eq!(html("　　**一、时间**\n　　下午。"), "<p><strong>一、时间</strong></p>\n<p>下午。</p>\n");
        assert_eq!(html("甲。  \n　　乙。"), "<p>甲。</p>\n<p>乙。</p>\n");
        assert_eq!(html("**甲\n　　乙**"), "<p><strong>甲　　乙</strong></p>\n", "emphasis goes on");
        assert_eq!(html("甲　　乙\n　丙"), "<p>甲　　乙　丙</p>\n", "one blank, or in between, is as written");
        assert_eq!(html("- 甲\n  　　乙\n"), "<ul>\n<li>甲　　乙</li>\n</ul>\n");
    }
}
