//! The words of the interface. Templates, scripts and style sheets hold them in Chinese, where a reader of the theme sees
//! them; what they say in another language, or by a site's own choice, takes their place when a theme is loaded, before
//! anything is compiled, so that no page pays for it.
//!
//! A key is a run of Chinese words as it stands between the marks around it, with `{1}`, `{2}` … for the template code (and the
//! `<a>` and `<b>` tags) within it.

use std::fmt::Write as _;

/// What says a key otherwise; `None` leaves it as it is.
type Say<'s> = &'s mut dyn FnMut(&str) -> Option<String>;

/// What a file of a theme is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    /// HTML with template code.
    Template,
    /// A script or style sheet, whose words are in quotes.
    Quoted,
}

impl Syntax {
    /// By the name of a file; `None` for what holds no words.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1 {
            "html" => Some(Self::Template),
            "js" | "css" => Some(Self::Quoted),
            _ => None,
        }
    }
}

/// Says the words of a file. In English (`english`) the English beside them goes, names are taken in English where they
/// have one, and what separates names is set as English does.
pub(super) fn said(text: &str, syntax: Syntax, english: bool, say: Say<'_>) -> String {
    let mut fold = Fold { english, say };
    match syntax {
        Syntax::Template => fold.template(text),
        Syntax::Quoted => fold.quoted(text),
    }
}

/// Whether a text has Chinese words.
pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{3400}'..='\u{9FFF}').contains(&c))
}

struct Fold<'s> {
    english: bool,
    say: Say<'s>,
}

/// A part of a sentence.
enum Piece<'t> {
    Text(&'t str),
    Code(String),
    Inline(String),
}

/// What is counted in English, as more than one.
pub(super) const MANY: [&str; 12] = [
    " years",
    " months",
    " days",
    " working days",
    " items",
    " votes",
    " ballots",
    " choices",
    " meetings",
    " boards",
    " steps",
    " organisations",
];

/// What is said, with an `s` that goes where a number that a template shows is one.
fn counted(said: &str, codes: &[&str]) -> String {
    let mut out = said.to_owned();
    for (n, code) in (1..).zip(codes) {
        let Some(shown) = code.strip_prefix("{{").and_then(|code| code.strip_suffix("}}")) else { continue };
        for many in MANY {
            let one = &many[..many.len() - 1];
            let choice = format!("{{{n}}}{one}{{% if {} != 1 %}}s{{% endif %}}", shown.trim());
            out = out.replace(&format!("{{{n}}}{many}"), &choice);
        }
    }
    out
}

/// What a template is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Comment,
    Statement,
    Expression,
    Tag,
    Text,
}

impl Fold<'_> {
    fn template(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut sentence = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let (token, length) = token(&text[at..]);
            let part = &text[at..at + length];
            at += length;
            match token {
                Token::Text => sentence.push(Piece::Text(part)),
                Token::Expression => sentence.push(Piece::Code(self.code(part))),
                Token::Tag if is_inline(part) => sentence.push(Piece::Inline(self.tag(part))),
                Token::Comment | Token::Statement | Token::Tag => {
                    self.sentence(&mut sentence, &mut out);
                    if self.english && (part == "<span lang=\"en\">" || part == "<p lang=\"en\">") {
                        let close = if part.starts_with("<s") { "</span>" } else { "</p>" };
                        at += text[at..].find(close).map_or(0, |length| length + close.len());
                        continue;
                    }
                    match token {
                        Token::Statement => out.push_str(&self.code(part)),
                        Token::Tag => out.push_str(&self.tag(part)),
                        _ => out.push_str(part),
                    }
                }
            }
        }
        self.sentence(&mut sentence, &mut out);
        out
    }

    fn sentence(&mut self, pieces: &mut Vec<Piece<'_>>, out: &mut String) {
        let words = |piece: &Piece<'_>| matches!(piece, Piece::Text(text) if is_chinese(text));
        let blank = |piece: &Piece<'_>| match piece {
            Piece::Text(text) => text.trim().is_empty(),
            Piece::Code(_) => false,
            Piece::Inline(_) => true,
        };
        let pieces = std::mem::take(pieces);
        if !pieces.iter().any(words) {
            pieces.iter().for_each(|piece| self.plain(piece, out));
            return;
        }
        let first = pieces.iter().position(|piece| !blank(piece)).unwrap_or(0);
        let last = pieces.iter().rposition(|piece| !blank(piece)).unwrap_or(0);
        let (mut key, mut codes) = (String::new(), Vec::new());
        for piece in &pieces[first..=last] {
            match piece {
                Piece::Text(text) => key.push_str(text),
                Piece::Code(code) | Piece::Inline(code) => {
                    codes.push(code.as_str());
                    let _ = write!(key, "{{{}}}", codes.len());
                }
            }
        }
        pieces[..first].iter().for_each(|piece| self.plain(piece, out));
        let trimmed = key.trim();
        let (before, after) = (key.len() - key.trim_start().len(), key.trim_end().len());
        match (self.say)(trimmed) {
            Some(said) => {
                out.push_str(&key[..before]);
                let said = if self.english { counted(&said, &codes) } else { said };
                fill(&said, &codes, out);
                out.push_str(&key[after..]);
            }
            None => pieces[first..=last].iter().for_each(|piece| match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Code(code) | Piece::Inline(code) => out.push_str(code),
            }),
        }
        pieces[last + 1..].iter().for_each(|piece| self.plain(piece, out));
    }

    fn plain(&self, piece: &Piece<'_>, out: &mut String) {
        match piece {
            Piece::Text(text) => out.push_str(&self.marks(text)),
            Piece::Code(code) | Piece::Inline(code) => out.push_str(code),
        }
    }

    /// Text without words: its separators as the language sets them.
    fn marks(&self, text: &str) -> String {
        if !self.english {
            return text.to_owned();
        }
        let pairs = [
            ("、", ", "),
            ("，", ", "),
            ("；", "; "),
            ("：", ": "),
            ("。", "."),
            ("（", " ("),
            ("）", ")"),
            ("—", "–"),
        ];
        pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    }

    /// A tag: its attributes' values are read like text.
    fn tag(&mut self, tag: &str) -> String {
        let mut out = String::with_capacity(tag.len());
        let mut at = 0;
        while at < tag.len() {
            let rest = &tag[at..];
            if rest.starts_with("{{") || rest.starts_with("{%") {
                let (_, length) = token(rest);
                out.push_str(&self.code(&rest[..length]));
                at += length;
            } else if rest.starts_with('"') {
                let length = quoted(rest);
                let (inside, end) = match rest[1..length].strip_suffix('"') {
                    Some(inside) => (inside, "\""),
                    None => (&rest[1..length], ""),
                };
                out.push('"');
                let value = self.template(inside);
                out.push_str(&value);
                out.push_str(end);
                at += length;
            } else {
                let length = rest.find(['"', '{']).filter(|at| *at > 0).unwrap_or(rest.len());
                let length = if rest.starts_with('{') { 1 } else { length };
                out.push_str(&rest[..length]);
                at += length;
            }
        }
        out
    }

    /// Template code: words in quotes, and names.
    fn code(&mut self, code: &str) -> String {
        let mut out = String::with_capacity(code.len());
        for (n, part) in code.split('"').enumerate() {
            if n > 0 {
                out.push('"');
            }
            match (n % 2 == 1, is_chinese(part)) {
                (true, true) => out.push_str(&(self.say)(part).unwrap_or_else(|| part.to_owned())),
                (true, false) => out.push_str(&self.marks(part)),
                (false, _) if self.english => out.push_str(&english_names(part, code.starts_with("{{"))),
                (false, _) => out.push_str(part),
            }
        }
        out
    }

    /// The words in quotes of a script or style sheet; comments are passed over.
    fn quoted(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let open = rest.chars().next().unwrap_or_default();
            let length = match open {
                '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
                '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                '"' | '\'' | '`' => rest[1..].find(open).map_or(rest.len(), |end| end + 2),
                _ => open.len_utf8(),
            };
            let part = &rest[..length];
            at += length;
            if !matches!(open, '"' | '\'' | '`') || length < 2 || !is_chinese(part) {
                out.push_str(part);
                continue;
            }
            let (key, codes) = placeholders(&part[1..length - 1]);
            let said = (self.say)(&key);
            out.push(open);
            match said {
                Some(said) => fill(&said, &codes, &mut out),
                None => out.push_str(&part[1..length - 1]),
            }
            out.push(open);
        }
        out
    }
}

/// The key of a script's template literal, and what stands at its places.
fn placeholders(text: &str) -> (String, Vec<&str>) {
    let (mut key, mut codes, mut rest) = (String::new(), Vec::new(), text);
    while let Some(start) = rest.find("${") {
        let end = rest[start..].find('}').map_or(rest.len(), |end| start + end + 1);
        codes.push(&rest[start..end]);
        let _ = write!(key, "{}{{{}}}", &rest[..start], codes.len());
        rest = &rest[end..];
    }
    key.push_str(rest);
    (key, codes)
}

/// The names of the places `{1}` … in a text, in order of number, without repetition.
pub(super) fn places(text: &str) -> Vec<usize> {
    let mut places: Vec<usize> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')?.0.parse().ok()).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Writes what is said, with what stands at its places.
pub(super) fn fill(said: &str, codes: &[&str], out: &mut String) {
    let mut parts = said.split('{');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let code = part.split_once('}').and_then(|(n, rest)| {
            let code = codes.get(n.parse::<usize>().ok()?.checked_sub(1)?)?;
            Some((*code, rest))
        });
        match code {
            Some((code, rest)) => {
                out.push_str(code);
                out.push_str(rest);
            }
            None => {
                out.push('{');
                out.push_str(part);
            }
        }
    }
}

/// `entry.zh` becomes `(entry.en or (entry.zh | english))`, and what is shown of `entry.term_zh` goes through that filter too.
fn english_names(code: &str, shown: bool) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(zh) = rest.find("zh") {
        let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
        let start = rest[..zh].rfind(|c| !name(c)).map_or(0, |at| at + 1);
        let whole = !rest[zh + 2..].starts_with(name);
        let path = &rest[start..zh + 2];
        out.push_str(&rest[..start]);
        match path.strip_suffix(".zh") {
            Some(owner) if whole && !owner.is_empty() => {
                let _ = write!(out, "({owner}.en or ({path} | english))");
            }
            None if whole && shown && path.ends_with("_zh") => {
                let _ = write!(out, "({path} | english)");
            }
            _ => out.push_str(path),
        }
        rest = &rest[zh + 2..];
    }
    out + rest
}

fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    matches!(name.split([' ', '>']).next(), Some("a" | "b"))
}

/// What a template goes on with, and how long that is.
pub(super) fn token(rest: &str) -> (Token, usize) {
    let until = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
    let tag = || rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
    match rest.as_bytes() {
        [b'{', b'#', ..] => (Token::Comment, until("#}")),
        [b'{', b'%', ..] => (Token::Statement, until("%}")),
        [b'{', b'{', ..] => (Token::Expression, until("}}")),
        [b'<', ..] if rest.starts_with("<!--") => (Token::Comment, until("-->")),
        [b'<', ..] if rest.starts_with("<style") => (Token::Comment, until("</style>")),
        [b'<', ..] if tag() => (Token::Tag, end_of_tag(rest)),
        _ => {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let next = rest[first..].find(['{', '<']).map_or(rest.len(), |at| first + at);
            (Token::Text, next)
        }
    }
}

fn end_of_tag(rest: &str) -> usize {
    let mut at = 1;
    while at < rest.len() {
        let here = &rest[at..];
        at += match here.as_bytes() {
            [b'>', ..] => return at + 1,
            [b'{', b'{' | b'%', ..] => token(here).1,
            [b'"' | b'\'', ..] => quoted(here),
            _ => here.chars().next().map_or(1, char::len_utf8),
        };
    }
    rest.len()
}

/// How long a value in quotes is, with them and the template code in it, which may hold quotes too.
pub(super) fn quoted(rest: &str) -> usize {
    let quote = rest.as_bytes()[0];
    let mut at = 1;
    while at < rest.len() {
        let here = &rest[at..];
        at += match here.as_bytes() {
            [b'{', b'{' | b'%', ..] => token(here).1,
            [first, ..] if *first == quote => return at + 1,
            _ => here.chars().next().map_or(1, char::len_utf8),
        };
    }
    rest.len()
}
