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

/// A text whose links that `keeps` does not want are their words alone, and the targets of those; `None` where there is none.
pub fn unlinked(text: &str, keeps: &dyn Fn(&str) -> bool) -> Option<(String, Vec<String>)> {
    if !text.contains("](") && !text.contains("][") && !text.contains('<') {
        return None;
    }
    let mut targets = Vec::new();
    // Each link, and where its words begin and end.
    let mut cuts: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut open = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if !keeps(&dest_url) => {
                targets.push(dest_url.into_string());
                cuts.push((range.clone(), range.end..range.start));
                open = true;
            }
            Event::End(TagEnd::Link | TagEnd::Image) => open = false,
            _ if open => {
                if let Some((_, words)) = cuts.last_mut() {
                    *words = words.start.min(range.start)..words.end.max(range.end);
                }
            }
            _ => {}
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (link, words) in cuts {
        out.push_str(text.get(at..link.start)?);
        out.push_str(text.get(words).unwrap_or_default());
        at = link.end;
    }
    out.push_str(text.get(at..)?);
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
        for text in ["见[网](https://gov.example/)", "没有链接", "`[a](b)`", "[a](b"] {
            assert_eq!(bare(text), None, "{text}");
        }
        assert_eq!(
            unlinked("[甲](a)[乙](b)", &keeps).map(|(_, targets)| targets),
            Some(vec!["a".to_owned(), "b".to_owned()])
        );
    }
}
