//! Character references, such as `&commat;`, by name.

use pulldown_cmark::{Event, Parser};

/// The first character that the name of a character reference stands for, such as `commat`; `None` if it is no name of one.
pub fn named(name: &str) -> Option<char> {
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let written = format!(".&{name};");
    let mut read = String::new();
    for event in Parser::new(&written) {
        if let Event::Text(text) = event {
            read.push_str(&text);
        }
    }
    if read == written { None } else { read.chars().nth(1) }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_are_those_of_the_parser() {
        for (name, c) in [("commat", '@'), ("NoBreak", '\u{2060}'), ("bigstar", '★'), ("amp", '&'), ("Tab", '\t')] {
            assert_eq!(named(name), Some(c), "{name}");
        }
        for name in ["", "commats", "#64", "党", "a b"] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
