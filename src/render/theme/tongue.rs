//! Chinese within an English page is told to be Chinese, so that it is read aloud and set as such (WCAG 2.2, 3.1.2).
//!
//! Where a template of an English edition shows a value, the element around it gets `lang="zh-CN"`, or the value one of its
//! own, if it turns out to be Chinese. The places are found when a theme is loaded; Chinese editions pay nothing.

use super::words::{Token, is_chinese, token};
use tera::{Kwargs, State, Value};

/// Values that are pages of templates, which mark what they show by themselves.
const MADE: [&str; 7] = ["head", "top", "foot", "rows", "html", "place_trail", "place_facts"];

/// Elements that hold text and no other element.
const BARE: [&str; 4] = ["title", "option", "textarea", "text"];

/// Marks where a template shows values.
pub(super) fn marked(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let (mut at, mut bare) = (0, false);
    while at < text.len() {
        let (kind, length) = token(&text[at..]);
        let part = &text[at..at + length];
        at += length;
        match kind {
            Token::Tag => {
                bare = BARE.contains(&name(part));
                match only_value(&text[at..]).filter(|_| opens(part) && !part.contains(" lang=")) {
                    Some((expression, length)) => {
                        let open = part.len() - 1;
                        out.push_str(&part[..open]);
                        out.extend(["{{ (", expression, ") | tongue }}"]);
                        out.push_str(&part[open..]);
                        out.push_str(&text[at..at + length]);
                        at += length;
                    }
                    None => out.push_str(part),
                }
            }
            Token::Expression => match shown(part).filter(|_| !bare) {
                Some(expression) => out.extend(["{{ (", expression, ") | spoken }}"]),
                None => out.push_str(part),
            },
            Token::Comment | Token::Statement | Token::Text => out.push_str(part),
        }
    }
    out
}

fn name(tag: &str) -> &str {
    tag[1..].split([' ', '>', '\n']).next().unwrap_or_default()
}

fn opens(tag: &str) -> bool {
    !tag.starts_with("</") && !tag.starts_with("<!") && !tag.ends_with("/>")
}

/// The value that is all that an element holds, and the length of its code.
fn only_value(rest: &str) -> Option<(&str, usize)> {
    if !rest.starts_with("{{") {
        return None;
    }
    let (kind, length) = token(rest);
    let whole = kind == Token::Expression && rest[length..].starts_with("</");
    shown(&rest[..length]).filter(|_| whole).map(|expression| (expression, length))
}

/// What an expression shows, unless a component or a template of its own does.
fn shown(part: &str) -> Option<&str> {
    let expression = part.strip_prefix("{{")?.strip_suffix("}}")?.trim();
    (!expression.starts_with('<') && !MADE.contains(&expression)).then_some(expression)
}

/// The filter `tongue`: the attribute for an element that holds a value.
pub(super) fn tongue(value: &Value, _: Kwargs, _: &State) -> Value {
    Value::safe_string(if value.as_str().is_some_and(is_chinese) { " lang=\"zh-CN\"" } else { "" })
}

/// The filter `spoken`: a value, in an element of its own if it is Chinese and no HTML.
pub(super) fn spoken(value: &Value, _: Kwargs, _: &State) -> Value {
    let Some(text) = value.as_str().filter(|text| !value.is_safe() && is_chinese(text)) else { return value.clone() };
    let mut out = b"<bdi lang=\"zh-CN\">".to_vec();
    // Writing to memory does not fail.
    let _ = tera::escape_html(text, &mut out);
    out.extend(b"</bdi>");
    Value::safe_string(&String::from_utf8_lossy(&out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_marked_where_they_are_shown() {
        for (text, expected) in [
            ("<p class=\"x\">{{ a.b }}</p>", "<p class=\"x\"{{ (a.b) | tongue }}>{{ a.b }}</p>"),
            ("<p>by {{ a or \"\" }}</p>", "<p>by {{ (a or \"\") | spoken }}</p>"),
            ("<title>{{ a }} · {{ b }}</title>", "<title>{{ a }} · {{ b }}</title>"),
            ("<p lang=\"en\">{{ a }}</p>", "<p lang=\"en\">{{ (a) | spoken }}</p>"),
            ("<a title=\"{{ a }}\">{{ <b c={d} /> }}</a>", "<a title=\"{{ a }}\">{{ <b c={d} /> }}</a>"),
            ("<tbody>{{ html }}</tbody>", "<tbody>{{ html }}</tbody>"),
        ] {
            assert_eq!(marked(text), expected);
        }
    }
}
