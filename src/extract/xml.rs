//! XML as a bounded series of events. No document type, no entities but the predefined ones.

use super::Reason;
use super::budget::Budget;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What a walk reports. Names are without prefix.
pub(super) enum Node<'a> {
    /// An element begins.
    Start(&'a str, &'a Attributes<'a>),
    /// Text, character references resolved.
    Text(&'a str),
    /// An element ends.
    End(&'a str),
}

/// Attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of an attribute by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.all().into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Whether an attribute says yes.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
    }

    /// All names without prefix, and values.
    pub(super) fn all(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for attribute in self.0.attributes().with_checks(false).take(1_000).flatten() {
            let value = quick_xml::escape::unescape(&attribute.value)
                .map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
            all.push((attribute.key.local_name().into_inner().to_owned(), value));
        }
        all
    }
}

/// Reports every node of a document.
pub(super) fn walk(
    xml: &[u8],
    budget: &mut Budget,
    mut node: impl FnMut(Node<'_>) -> Result<(), Reason>,
) -> Result<(), Reason> {
    let text = super::plain::decode(xml).ok_or(Reason::Damaged)?;
    let mut reader = Reader::from_str(&text);
    let mut depth = 0;
    loop {
        budget.worked(1)?;
        match reader.read_event().map_err(|_| Reason::Damaged)? {
            Event::Start(start) => {
                depth += 1;
                if depth > budget.depth {
                    return Err(Reason::TooSlow);
                }
                budget.worked(start.len() / 256)?;
                node(Node::Start(start.local_name().into_inner(), &Attributes(&start)))?;
            }
            Event::Empty(start) => {
                budget.worked(start.len() / 256)?;
                node(Node::Start(start.local_name().into_inner(), &Attributes(&start)))?;
                node(Node::End(start.local_name().into_inner()))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                node(Node::End(end.local_name().into_inner()))?;
            }
            Event::Text(text) => node(Node::Text(&text))?,
            Event::CData(text) => node(Node::Text(&text))?,
            Event::GeneralRef(reference) => {
                let escaped = format!("&{};", &*reference);
                let text = quick_xml::escape::unescape(&escaped).unwrap_or_default();
                node(Node::Text(&text))?;
            }
            Event::Comment(text) => node(Node::Text(&text))?,
            Event::Eof => return Ok(()),
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}
