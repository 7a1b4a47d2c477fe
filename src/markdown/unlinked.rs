//! Texts among other things on a page, which link to the web alone.

use super::options;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// Addresses to which the text of a field may link.
const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

/// Whether an address is one of the web, of mail or of a telephone.
pub fn leads_out(url: &str) -> bool {
    SCHEMES.iter().any(|scheme| url.starts_with(scheme))
}

/// A text without the backslashes that keep marks from being read as such, as in `138\\*\\*\\*\\*8000`: for tables and data.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => out.extend(rest.next()),
            _ => out.push(c),
        }
    }
    out.into()
}

/// What is cut, and what of it stays.
type Cut = (Range<usize>, Range<usize>);

/// How often a text is looked through: words of a link may make another one.
const PASSES: usize = 8;

/// A text whose links that `keeps` does not want are their words alone, and the targets of those; `None` where there is none.
pub fn unlinked(text: &str, keeps: &dyn Fn(&str) -> bool) -> Option<(String, Vec<String>)> {
    let (mut text, mut targets) = pass(text, keeps)?;
    for _ in 0..PASSES {
        let Some((next, more)) = pass(&text, keeps) else {
            return Some((text, targets));
        };
        text = next;
        targets.extend(more);
    }
    // What is made to go on for ever keeps none of its marks.
    Some((text.replace(['[', ']', '<', '>'], ""), targets))
}

fn pass(text: &str, keeps: &dyn Fn(&str) -> bool) -> Option<(String, Vec<String>)> {
    if !text.contains(['[', '<']) {
        return None;
    }
    let parser = Parser::new_ext(text, options());
    let mut targets = Vec::new();
    let mut cuts: Vec<Cut> = Vec::new();
    for (_, definition) in parser.reference_definitions().iter() {
        if !keeps(&definition.dest) {
            targets.push(definition.dest.to_string());
            cuts.push((definition.span.clone(), 0..0));
        }
    }
    let extend = |cuts: &mut Vec<Cut>, inner: &Range<usize>| {
        if let Some((_, words)) = cuts.last_mut() {
            words.end = words.end.max(inner.end);
        }
    };
    let mut open = 0;
    for (event, range) in parser.into_offset_iter() {
        let starts = match &event {
            Event::Start(Tag::Link { dest_url, .. }) => Some((dest_url, 1)),
            Event::Start(Tag::Image { dest_url, .. }) => Some((dest_url, 2)),
            _ => None,
        };
        match (starts, &event) {
            (Some(_), _) if open > 0 => {
                open += 1;
                extend(&mut cuts, &range);
            }
            (Some((target, mark)), _) if !keeps(target) => {
                targets.push(target.to_string());
                let words = (range.start + mark).min(range.end);
                cuts.push((range, words..words));
                open = 1;
            }
            (_, Event::End(TagEnd::Link | TagEnd::Image)) if open > 0 => open -= 1,
            _ if open > 0 => extend(&mut cuts, &range),
            _ => {}
        }
    }
    cuts.sort_by_key(|(cut, _)| (cut.start, std::cmp::Reverse(cut.end)));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (cut, words) in cuts {
        // A link within one that is cut goes in the next pass.
        if let Some(before) = text.get(at..cut.start) {
            out.push_str(before);
            out.push_str(text.get(words).unwrap_or_default());
            at = cut.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (!targets.is_empty()).then_some((out, targets))
}

#[cfg(test)]
mod tests {
    use super::unlinked;

    #[test]
    fn marks_that_were_kept_from_being_read_are_there() {
        assert_eq!(super::unescaped("138\\*\\*\\*\\*8000，甲\\乙\\"), "138****8000，甲\\乙\\");
    }

    #[test]
    fn links_that_are_not_wanted_are_their_words() {
        let keeps = |url: &str| url.starts_with("https://") && !url.contains("inside");
        let bare = |text: &str| unlinked(text, &keeps).map(|(text, _)| text);
        assert_eq!(bare("见[会议](secret)和[内网](https://inside/x)。").as_deref(), Some("见会议和内网。"));
        assert_eq!(bare("见[**会**议](secret \"题\")、![图](a.png)").as_deref(), Some("见**会**议、图"));
        assert_eq!(bare("见<https://inside/x>").as_deref(), Some("见https://inside/x"));
        assert_eq!(bare("[](secret)空").as_deref(), Some("空"));
        for (text, words) in [
            ("见[会议]。\n\n[会议]: https://inside/secret", "见会议。"),
            ("见[会议][x]。\n\n[x]: secret", "见会议。"),
            ("见[![图](a.png)](https://inside/secret)。", "见图。"),
            ("见[会议](https://inside/s)，[![图](a.png)](b.html)。", "见会议，图。"),
            ("见[\\[甲](a)](https://inside/s)", "见\\[甲](https://inside/s)"),
            ("见[![图](a.png)](https://gov.example/)", "见[图](https://gov.example/)"),
        ] {
            assert_eq!(bare(text).as_deref().map(str::trim_end), Some(words), "{text}");
        }
        for text in ["见[<https://inside/s>](a)", "见[\\<https://inside/s>](a)", "[[[[a](b)](c)](d)](e)"] {
            let bare = bare(text).expect("something is cut");
            assert!(unlinked(&bare, &keeps).is_none(), "{text}: {bare}");
        }
        for text in ["见[网](https://gov.example/)", "没有链接", "`[a](b)`", "[a](b"] {
            assert_eq!(bare(text), None, "{text}");
        }
        assert_eq!(
            unlinked("[甲](a)[乙](b)", &keeps).map(|(_, targets)| targets),
            Some(vec!["a".to_owned(), "b".to_owned()])
        );
    }
}
