//! Text → what it can be found by: Han characters and pairs of them, and words of letters or digits. The reader's script
//! cuts queries in the same way.

/// Letters or digits of a word that count, in units of UTF-16 as the reader's script has them.
const LONGEST: usize = 24;

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A Han character, and the one before it in the same run.
    Han(char, Option<char>),
    /// A word, in lower case and of common width.
    Word(&'t str),
}

/// Whether a character is Han.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{3007}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// Cuts plain text or Markdown, of which emphasis does not part words and addresses of links do not count.
pub(super) fn cut(text: &str, put: &mut impl FnMut(Token<'_>)) {
    let (mut before, mut word, mut units) = (None, String::new(), 0);
    let mut grouped = false;
    let mut rest = text.char_indices();
    while let Some((at, c)) = rest.next() {
        let kind = match c {
            '\u{4E00}'..='\u{9FFF}' => Kind::Han,
            'a'..='z' | '0'..='9' => Kind::Letter(c),
            'A'..='Z' => Kind::Letter(c.to_ascii_lowercase()),
            '*' | '~' | '`' | '\r' => continue,
            // 15,892 is the number 15892.
            ',' | '，' if (grouped || word.len() <= 3) && is_number(&word) && is_group(&text[at + c.len_utf8()..]) => {
                grouped = true;
                continue;
            }
            '\n' => Kind::Line,
            ']' if text[at..].starts_with("](") => {
                let skipped = text[at..].find(')').map_or(text.len(), |end| at + end);
                while rest.next().is_some_and(|(at, _)| at < skipped) {}
                Kind::Other
            }
            '\0'..='\u{7F}' | '\u{2000}'..='\u{206F}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => {
                Kind::Other
            }
            '\u{FF01}'..='\u{FF5E}' => narrow(c),
            c if is_han(c) => Kind::Han,
            c if c.is_alphanumeric() => Kind::Letter(c.to_lowercase().next().unwrap_or(c)),
            _ => Kind::Other,
        };
        if let Kind::Letter(c) = kind {
            before = None;
            units += c.len_utf16();
            if units <= LONGEST {
                word.push(c);
            }
            continue;
        }
        grouped = false;
        if !word.is_empty() {
            put(Token::Word(&word));
            word.clear();
            units = 0;
        }
        match kind {
            Kind::Han => {
                put(Token::Han(c, before));
                before = Some(c);
            }
            Kind::Line | Kind::Letter(_) => {}
            Kind::Other => before = None,
        }
    }
    if !word.is_empty() {
        put(Token::Word(&word));
    }
}

enum Kind {
    Han,
    /// A part of a word, in lower case and of common width.
    Letter(char),
    /// An end of a line, which parts words but not Han characters.
    Line,
    Other,
}

/// Whether a word is of digits alone.
fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|c| c.is_ascii_digit())
}

/// Whether a text begins with three digits that end a number, or a group of it.
fn is_group(text: &str) -> bool {
    let letter = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => narrow(c),
        c if c.is_alphanumeric() && !is_han(c) => Kind::Letter(c),
        _ => Kind::Other,
    };
    let mut kinds = text.chars().map(letter);
    kinds.by_ref().take(3).filter(|kind| matches!(kind, Kind::Letter('0'..='9'))).count() == 3
        && !matches!(kinds.next(), Some(Kind::Letter(_)))
}

/// A character of full width as its common form.
fn narrow(c: char) -> Kind {
    match char::from_u32(u32::from(c) - 0xFEE0) {
        Some(c) if c.is_ascii_alphanumeric() => Kind::Letter(c.to_ascii_lowercase()),
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> String {
        let mut out = Vec::new();
        cut(text, &mut |token| {
            out.push(match token {
                Token::Han(c, before) => before.into_iter().chain([c]).collect(),
                Token::Word(word) => word.to_owned(),
            });
        });
        out.join(" ")
    }

    #[test]
    fn han_in_pairs_and_words_whole() {
        assert_eq!(tokens("党费GDP收缴"), "党 党费 gdp 收 收缴");
        assert_eq!(tokens("党发〔2026〕12号"), "党 党发 2026 12 号");
        assert_eq!(tokens("ＡＢ１２，86.70"), "ab12 86 70");
        assert_eq!(tokens("共15,892元，1，234,567份"), "共 15892 元 1234567 份");
        assert_eq!(tokens("3,12 1234,567 a1,234 1,2345"), "3 12 1234 567 a1 234 1 2345");
        assert_eq!(tokens("Конституция"), "конституция", "letters are counted, not bytes");
        assert_eq!(tokens(&"ж".repeat(30)), "ж".repeat(24));
    }

    #[test]
    fn markdown_is_no_part_of_the_words() {
        assert_eq!(tokens("保**存**期\n限"), "保 保存 存期 期限");
        assert_eq!(tokens("见[办法](https://a.example/x \"t\")和[数](2)字"), "见 办 办法 和 数 字");
        assert_eq!(tokens("一[断](开"), "一 断");
        assert_eq!(tokens("ab\ncd\n\n党"), "ab cd 党");
    }
}
