//! YAML into the tree.

use super::decode::without_controls;
use super::node::{Node, Spanned, Value};
use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError};
use std::borrow::Cow;
use std::ops::Range;

/// More nodes than any front matter has; a larger tree is an accident or an attack.
const MOST_NODES: usize = 50_000;

/// What is said of the marks of YAML that let a text say what it does not show.
const UNUSED: &str = "anchors, aliases and tags (&x, *x, !x) are not used here";

/// Parses one YAML document into a tree. `base` is added to every range. Errors are a message of the parser
/// and the offset it is about. Anchors, aliases and tags are refused: they make a text say what it does not show.
pub fn parse_yaml(text: &str, base: usize) -> Result<Node<'_>, (String, usize)> {
    if let Some(node) = super::quick::read(text, base) {
        return Ok(node);
    }
    parse_all(text, base)
}

/// Parses with the whole grammar.
fn parse_all(text: &str, base: usize) -> Result<Node<'_>, (String, usize)> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    let events = Parser::new_from_str_with_options(text, options);
    let mut tree = Tree { base, text, nodes: 0, events };
    let node = tree.document()?;
    Ok(node)
}

struct Tree<'t, P> {
    base: usize,
    text: &'t str,
    nodes: usize,
    events: P,
}

type Step<'t> = (Event<'t>, Range<usize>);

impl<'t, P> Tree<'t, P>
where
    P: Iterator<Item = Result<(Event<'t>, granit_parser::Span), ScanError>>,
{
    fn document(&mut self) -> Result<Node<'t>, (String, usize)> {
        let mut found = None;
        while let Some((event, range)) = self.next()? {
            match event {
                Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd => {}
                _ if found.is_some() => {
                    return Err(("more than one document".to_owned(), range.start));
                }
                other => found = Some(self.node(other, range)?),
            }
        }
        Ok(found.unwrap_or(Node { range: self.base..self.base, value: Value::Null }))
    }

    fn next(&mut self) -> Result<Option<Step<'t>>, (String, usize)> {
        match self.events.next() {
            None => Ok(None),
            Some(Ok((event, span))) => {
                let range = span.byte_range().unwrap_or(0..0);
                Ok(Some((event, range.start + self.base..range.end + self.base)))
            }
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(self.text.len());
                Err((error.info(), at + self.base))
            }
        }
    }

    fn expect(&mut self) -> Result<Step<'t>, (String, usize)> {
        self.next()?.ok_or_else(|| ("the text ends too early".to_owned(), self.base + self.text.len()))
    }

    fn node(&mut self, event: Event<'t>, range: Range<usize>) -> Result<Node<'t>, (String, usize)> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err(("too many values".to_owned(), range.start));
        }
        refuse(&event, &range)?;
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = matches!(style, ScalarStyle::Plain);
                let value = match (text, plain) {
                    (text, true) if matches!(&*text, "" | "~" | "null") => Value::Null,
                    (Cow::Borrowed(text), _) => Value::Scalar(text.into()),
                    (Cow::Owned(mut text), _) => {
                        // An escape may stand for what no file holds.
                        without_controls(&mut text);
                        Value::Scalar(text.into())
                    }
                };
                Ok(Node { range, value })
            }
            Event::SequenceStart(..) => {
                let mut nodes = Vec::new();
                loop {
                    let (event, inner) = self.expect()?;
                    if matches!(event, Event::SequenceEnd) {
                        return Ok(Node { range: range.start..inner.end, value: Value::List(nodes) });
                    }
                    nodes.push(self.node(event, inner)?);
                }
            }
            Event::MappingStart(..) => {
                let mut entries = Vec::new();
                loop {
                    let (event, inner) = self.expect()?;
                    if matches!(event, Event::MappingEnd) {
                        return Ok(Node { range: range.start..inner.end, value: Value::Map(entries) });
                    }
                    let key = self.key(event, inner)?;
                    let (event, inner) = self.expect()?;
                    entries.push((key, self.node(event, inner)?));
                }
            }
            _ => Err((UNUSED.to_owned(), range.start)),
        }
    }

    fn key(&mut self, event: Event<'t>, range: Range<usize>) -> Result<Spanned<Cow<'t, str>>, (String, usize)> {
        refuse(&event, &range)?;
        match event {
            Event::Scalar(text, ..) => Ok(Spanned { value: text, range }),
            _ => Err(("a key is a word".to_owned(), range.start)),
        }
    }
}

/// Refuses a value or key with an anchor or a tag.
fn refuse(event: &Event<'_>, range: &Range<usize>) -> Result<(), (String, usize)> {
    match event.anchor_id().is_some() || event.tag().is_some() {
        true => Err((UNUSED.to_owned(), range.start)),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values and places, as text.
    fn shown(node: &Node<'_>) -> String {
        format!("{node:?}")
    }

    #[test]
    fn what_is_read_quickly_is_read_as_the_whole_grammar_has_it() {
        let parts = [
            "a",
            "title",
            "b: ",
            ": ",
            "，",
            "党务",
            " ",
            "  ",
            "\n",
            "{",
            "}",
            "[",
            "]",
            ", ",
            ",",
            "\"",
            "'",
            "#",
            " #",
            "-",
            "- ",
            "1",
            "2026-07-10",
            "null",
            "~",
            "\\",
            "：",
            "“",
            "?",
            "! ",
            "&a",
            "*a",
            "|",
            ">",
            "%",
            "@",
            "`",
            "\t",
            "k: {a: 1, b: [x, y]}\n",
            "k: \"v\"\n",
            "...",
            "---",
            "\u{85}",
            "\u{2028}",
            "true",
            "=",
            "<<: ",
            "//",
            "http://x",
        ];
        let mut seed = 7u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap_or_default() % below
        };
        let mut quick = 0;
        for round in 0..200_000 {
            let mut text = String::new();
            if round % 2 == 0 {
                text.push_str("key: ");
            }
            for _ in 0..1 + random(9) {
                text.push_str(parts[random(parts.len())]);
            }
            let Some(node) = crate::source::quick::read(&text, 3) else {
                continue;
            };
            quick += 1;
            let whole = parse_all(&text, 3).unwrap_or_else(|error| panic!("{text:?}: {error:?}"));
            assert_eq!(shown(&node), shown(&whole), "{text:?}");
        }
        assert!(quick > 5_000, "only {quick} were read quickly");
    }

    #[test]
    fn scalars_stay_as_written_and_know_their_place() {
        let text = "amount: 12345.00\nno: no\nlist: [a, ~]\n";
        let node = parse_yaml(text, 0).expect("it parses");
        let Value::Map(entries) = node.value else { panic!("a mapping") };
        let scalar = |i: usize| match &entries[i].1.value {
            Value::Scalar(text) => text.to_string(),
            _ => panic!("a scalar"),
        };
        assert_eq!((scalar(0), scalar(1)), ("12345.00".to_owned(), "no".to_owned()));
        assert_eq!(&text[entries[0].1.range.clone()], "12345.00");
        for text in
            ["a: &x 1\nb: *x\n", "a: &x 1\n", "a: *x\n", "a: !x 1\n", "a: &x [1]\n", "a: &x\n  b: 1\n", "&x a: 1\n"]
        {
            assert!(parse_yaml(text, 0).is_err(), "{text}");
        }
        let (_, at) = parse_yaml("题目: [未完\n", 4).expect_err("an open bracket");
        assert!(at >= 4);
    }
}
