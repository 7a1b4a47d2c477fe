//! Smaller templates, style sheets and scripts that say the same. Done once, when a theme is loaded, so that pages need
//! nothing more.

use super::words::{Token, quoted, token};
use html_minifier::HTMLMinifier;

/// Elements that stand on lines of their own, or say nothing: a blank beside their tags is not seen.
const BLOCKS: &str = "article aside base blockquote body br caption col colgroup dd details dialog div dl dt fieldset figcaption \
    figure footer form h1 h2 h3 h4 head header hr html legend li link main meta nav ol option p pre script section style \
    summary table tbody td template tfoot th thead title tr ul";

/// Elements whose text stays as it is written.
const KEPT: &str = "pre script style textarea";

/// A template of a page without the blanks, comments and quotes that change nothing; any other as it is.
pub(super) fn template(name: &str, text: &str) -> String {
    if !name.ends_with(".html") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut block) = (text, true);
    while !rest.is_empty() {
        let (kind, length) = token(rest);
        let (part, after) = rest.split_at(length);
        rest = after;
        match kind {
            Token::Text => {
                let ends = rest.is_empty() || is_block(rest);
                blanks(part, block, ends, &mut out);
                block = false;
            }
            Token::Tag => {
                block = is_block(part);
                tag(part, &mut out);
                if is_one_of(part, KEPT) && !part.starts_with("</") {
                    let end = rest.find(&format!("</{}", name_of(part))).unwrap_or(rest.len());
                    let (inner, after) = rest.split_at(end);
                    out.push_str(inner);
                    rest = after;
                }
            }
            Token::Comment if part.starts_with("{#") || (part.starts_with("<!--") && !has_code(part)) => {}
            Token::Comment | Token::Expression | Token::Statement => {
                out.push_str(part);
                block = false;
                if is_raw(part, "raw") {
                    let (inner, after) = rest.split_at(end_of_raw(rest));
                    out.push_str(inner);
                    rest = after;
                }
            }
        }
    }
    out
}

/// A style sheet or script by the ending of its name; any other file, or one that does not end, as it is.
pub(super) fn asset(extension: &str, bytes: Vec<u8>) -> Vec<u8> {
    let (open, close) = match extension {
        "css" => ("<style>", "</style>"),
        "js" => ("<script>", "</script>"),
        _ => return bytes,
    };
    // The minifier knows them only inside a page.
    let within = |bytes: &[u8]| {
        let mut minifier = HTMLMinifier::new();
        minifier.digest([open.as_bytes(), bytes, close.as_bytes()].concat()).ok()?;
        let small = minifier.into_html().ok()?;
        Some(small.strip_prefix(open.as_bytes())?.strip_suffix(close.as_bytes())?.to_vec())
    };
    within(&bytes).unwrap_or(bytes)
}

/// A text with each run of blanks as one, and none at an end where a block begins or ends.
fn blanks(text: &str, starts: bool, ends: bool, out: &mut String) {
    let is_blank = |c: char| c.is_ascii_whitespace();
    let mut words = text.split(is_blank).filter(|word| !word.is_empty()).peekable();
    if text.starts_with(is_blank) && !starts && !(words.peek().is_none() && ends) {
        out.push(' ');
    }
    while let Some(word) = words.next() {
        out.push_str(word);
        let last = words.peek().is_none();
        if !last || (text.ends_with(is_blank) && !ends) {
            out.push(' ');
        }
    }
}

/// A tag with one blank between its attributes, and without the quotes that it does not need.
fn tag(part: &str, out: &mut String) {
    let mut rest = part;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '{' if rest.starts_with("{{") || rest.starts_with("{%") => token(rest).1,
            '"' | '\'' => quoted(rest),
            c if c.is_ascii_whitespace() => {
                rest = rest.trim_ascii_start();
                if !rest.starts_with(['>', '/']) {
                    out.push(' ');
                }
                continue;
            }
            c => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        let inner = piece.strip_prefix('"').and_then(|piece| piece.strip_suffix('"')).unwrap_or_default();
        let plain =
            |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#' | ':' | '/' | '+' | ',' | '，' | '、');
        let bare =
            !inner.is_empty() && inner.chars().all(plain) && after.starts_with([' ', '\n', '>']) && out.ends_with('=');
        // A slash that closes the tag would become part of the value.
        let bare = bare && !after.trim_ascii_start().starts_with('/');
        out.push_str(if bare { inner } else { piece });
        rest = after;
    }
}

/// Whether template code stands in a comment, which it may begin or end.
fn has_code(part: &str) -> bool {
    ["{{", "{%", "{#"].iter().any(|code| part.contains(code))
}

/// Whether a statement is that word alone.
fn is_raw(part: &str, word: &str) -> bool {
    part.strip_prefix("{%").is_some_and(|inner| inner.trim_matches(['-', ' ', '%', '}']) == word)
}

/// Where text that is no code ends.
fn end_of_raw(rest: &str) -> usize {
    let ends = |at: &usize| is_raw(&rest[*at..*at + token(&rest[*at..]).1], "endraw");
    rest.match_indices("{%").map(|(at, _)| at).find(ends).unwrap_or(rest.len())
}

fn is_block(part: &str) -> bool {
    part.starts_with('<') && is_one_of(part, BLOCKS)
}

fn is_one_of(tag: &str, names: &str) -> bool {
    let own = name_of(tag);
    names.split(' ').any(|name| name.eq_ignore_ascii_case(own))
}

/// The name of the element that a tag begins or ends.
fn name_of(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/', '!']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if name.eq_ignore_ascii_case("doctype") { "html" } else { name }
}

/// Where in a template a tag shows something outside of quotes, or a value without quotes holds code.
pub(super) fn bare_code(text: &str) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        let (kind, length) = token(&text[at..]);
        let found = if kind == Token::Tag { bare_in(&text[at..at + length]) } else { None };
        if found.is_some() {
            return found.map(|place| at + place);
        }
        at += length;
    }
    None
}

fn bare_in(tag: &str) -> Option<usize> {
    // Where a value without quotes began, and whether it says anything yet.
    let mut value: Option<(usize, bool)> = None;
    let mut at = 1;
    while let Some(c) = tag[at..].chars().next() {
        let here = &tag[at..];
        at += match c {
            '{' if here.starts_with("{{") => return Some(value.map_or(at, |(began, _)| began)),
            '{' if here.starts_with("{%") => match value {
                Some((began, _)) => return Some(began),
                None => token(here).1,
            },
            '"' | '\'' if value.is_none_or(|(_, filled)| !filled) => {
                value = None;
                quoted(here)
            }
            '=' if value.is_none() => {
                value = Some((at, false));
                1
            }
            c => {
                value = match value {
                    Some((began, filled)) if !c.is_ascii_whitespace() => Some((began, filled || c != '=')),
                    Some((_, true)) => None,
                    same => same,
                };
                c.len_utf8()
            }
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_loses_only_what_is_not_seen() {
        for (text, expected) in [
            ("<p class=\"x\"  id=\"{{ a }}\" >\n one  two </p>\n<p>", "<p class=x id=\"{{ a }}\">one two</p><p>"),
            ("<b>a</b> <i>b</i>\n {{ c }} d", "<b>a</b> <i>b</i> {{ c }} d"),
            (
                "<ul>\n{% for a in b %}\n<li>{{ a }}</li>\n{% endfor %}\n</ul>",
                "<ul>{% for a in b %}<li>{{ a }}</li>{% endfor %}</ul>",
            ),
            ("a {% if b %} c {% endif %} d", "a {% if b %} c {% endif %} d"),
            (
                "<!-- x --><pre>\n a\n  b</pre> {# y #}<script>\n x  = 1\n</script>",
                "<pre>\n a\n  b</pre><script>\n x  = 1\n</script>",
            ),
            (
                "<img alt=\"\" src=\"a.png\"/><input value=\"a b\" {% if c %}checked{% endif %}>",
                "<img alt=\"\" src=\"a.png\"/><input value=\"a b\" {% if c %}checked{% endif %}>",
            ),
            ("a<!-- b > c -->d <PRE> x  y</PRE>", "ad<PRE> x  y</PRE>"),
            ("<a title='b  >  c'  id=d>e  f", "<a title='b  >  c' id=d>e f"),
            ("<a title=\"{{ f(x=\"y  z\") }}  w\">", "<a title=\"{{ f(x=\"y  z\") }}  w\">"),
            ("<!-- {% if a %} -->  b <!-- {% endif %} -->", "<!-- {% if a %} --> b <!-- {% endif %} -->"),
            (
                "{% raw %}a  {# b #}{% c %} <!-- d -->{%- endraw %}  e",
                "{% raw %}a  {# b #}{% c %} <!-- d -->{%- endraw %} e",
            ),
            ("{{ <row a=\"b\"  /> }}  <br> x", "{{ <row a=\"b\"  /> }}<br>x"),
        ] {
            assert_eq!(template("a.html", text), expected);
        }
        assert_eq!(template("feed.xml", " <a>  "), " <a>  ");
    }

    #[test]
    fn code_in_a_value_without_quotes_is_found() {
        for bare in [
            "<a href={{ x }}>",
            "<a href = {{ x }}>",
            "<a href=x{{ y }}>",
            "<b></b><a\n href=\n{{ x }}>",
            "<a a=b c={% if x %}d{% endif %}>",
            "<a {{ x }}>",
        ] {
            assert!(bare_code(bare).is_some(), "{bare}");
        }
        for sound in [
            "<a href=\"{{ x }}\">{{ y }}",
            "<a href='x{{ y }}' {% if z %}hidden{% endif %}>",
            "a = {{ b }}",
            "<!-- a={{ b }} -->",
        ] {
            assert_eq!(bare_code(sound), None, "{sound}");
        }
    }

    #[test]
    fn style_sheets_and_scripts_lose_blanks_and_comments() {
        assert_eq!(asset("css", b"a { color: red; } /* x */\n".to_vec()), b"a{color:red;}");
        assert_eq!(asset("js", b"// x\nlet a = `b  c`;\n".to_vec()), b"let a=`b  c`;");
        assert_eq!(asset("svg", b"<svg>  </svg>".to_vec()), b"<svg>  </svg>");
    }
}
