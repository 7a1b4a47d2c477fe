//! Anchors of headings and notes, each once in its text.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::collections::HashMap;

/// Gives each heading an anchor made of its words, in which there is no full stop, and each note one made of its label.
pub(super) fn anchor(events: &mut [Event<'_>], before: &str) {
    let mut used = Used::default();
    for at in 0..events.len() {
        match &mut events[at] {
            Event::FootnoteReference(label) => *label = format!("{before}note.{label}").into(),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                *label = format!("{before}{}", used.another(format!("note.{label}"))).into();
            }
            _ => {}
        }
        if !matches!(events[at], Event::Start(Tag::Heading { .. })) {
            continue;
        }
        let words: String = events[at..]
            .iter()
            .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
            .filter_map(|event| match event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect();
        let mut slug: String = words
            .chars()
            .filter_map(|c| match c {
                c if c.is_alphanumeric() => Some(c.to_ascii_lowercase()),
                ' ' | '-' | '_' => Some('-'),
                _ => None,
            })
            .collect();
        if slug.is_empty() || slug.is_ascii() {
            slug.insert_str(0, "section-");
        }
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
            *id = Some(CowStr::from(format!("{before}{}", used.another(slug))));
        }
    }
}

/// Anchors that are given away, each with the number from which a free one is looked for.
#[derive(Default)]
struct Used(HashMap<String, usize>);

impl Used {
    /// An anchor, with a number if it was given away before.
    fn another(&mut self, anchor: String) -> String {
        let Some(from) = self.0.get(&anchor) else {
            self.0.insert(anchor.clone(), 1);
            return anchor;
        };
        let mut later = (*from..).map(|n| (n, format!("{anchor}-{n}")));
        let (n, free) = later.find(|(_, free)| !self.0.contains_key(free)).unwrap_or_default();
        self.0.insert(anchor, n + 1);
        self.0.insert(free.clone(), 1);
        free
    }
}
