//! Markdown to HTML: no raw HTML, no unsafe addresses, Chinese emphasis and line breaks.

use super::anchors::anchor;
use super::breaks::{join_han, part_indented, part_sentences};
use super::emphasis::{protect, strip};
use super::passages::{CLOSE, OPEN};
use super::{INDENT, RESERVED, leads_out, options};
use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};
use std::borrow::Cow;

/// What a link or picture of a text becomes for one reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// It leads to this address.
    Url(String),
    /// The reader may not follow it: its words stand as plain text.
    Plain,
}

/// Writes the HTML of a text. `resolve` is asked once per link or picture (`true` for pictures).
///
/// Headings begin at level 2, since the title is the page's heading, and carry anchors made of their words.
/// Notes have anchors that no heading and no template has. `among` goes before the anchors of a text that shares its page
/// with others. A line break in the source between two Han characters is no space. Raw HTML is dropped: a checked text has
/// none.
pub fn to_html(text: &str, among: Option<&str>, resolve: &dyn Fn(&str, bool) -> Target) -> String {
    let mut events = Vec::with_capacity(64 + text.len() / 5);
    let protected = protect(text);
    let guarded = matches!(protected, Cow::Owned(_));
    let inside = take_all(Parser::new_ext(&protected, options()), guarded, resolve, &mut events);
    if inside {
        events.push(Event::Html(CLOSING.into()));
    }
    if text.contains(INDENT) {
        part_indented(&mut events);
    }
    join_han(&mut events);
    anchor(&mut events, &among.map(|id| format!("{id}.")).unwrap_or_default());
    written(text, events)
}

/// Writes the HTML of a text that stands among other things on a page, such as a field: without anchors or numbered notes,
/// which could be those of the page's text, and without pictures. Only addresses of the web, of mail and of
/// telephones are links, and where `links` is false none is. Raw HTML stands as it was written, as text.
pub fn to_html_within(text: &str, links: bool) -> String {
    let cleared: Cow<'_, str> = if text.contains(RESERVED) { text.replace(RESERVED, "").into() } else { text.into() };
    let protected = protect(&cleared);
    let parser = Parser::new_ext(&protected, options()).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::FootnoteReference(label) => Event::Text(format!("［{label}］").into()),
        Event::Start(Tag::FootnoteDefinition(_)) => Event::Start(Tag::BlockQuote(None)),
        Event::End(TagEnd::FootnoteDefinition) => Event::End(TagEnd::BlockQuote(None)),
        other => other,
    });
    let mut events = Vec::with_capacity(16 + text.len() / 5);
    let web = |url: &str, picture: bool| {
        if links && leads_out(url) && !picture { Target::Url(url.to_owned()) } else { Target::Plain }
    };
    take_all(parser, matches!(protected, Cow::Owned(_)), &web, &mut events);
    let mut events = part_sentences(events);
    if text.contains(INDENT) {
        part_indented(&mut events);
    }
    join_han(&mut events);
    written(text, events)
}

/// Takes in every event; whether an internal block is still open.
fn take_all<'t>(
    parser: impl Iterator<Item = Event<'t>>,
    guarded: bool,
    resolve: &dyn Fn(&str, bool) -> Target,
    events: &mut Vec<Event<'t>>,
) -> bool {
    let mut writer = Writer {
        resolve,
        guarded,
        plain: Vec::new(),
        table: Columns::default(),
        inside: false,
        marked: false,
        code: None,
    };
    for event in parser {
        writer.take(event, events);
    }
    writer.inside
}

fn written(text: &str, events: Vec<Event<'_>>) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events.into_iter());
    out
}

struct Writer<'r> {
    resolve: &'r dyn Fn(&str, bool) -> Target,
    /// Whether the text holds sentinels, to be dropped.
    guarded: bool,
    /// For each open link or picture, whether it became plain text.
    plain: Vec<bool>,
    /// The table that is open.
    table: Columns,
    /// Whether an internal block is open.
    inside: bool,
    /// Whether the paragraph that held a mark is still to be closed.
    marked: bool,
    /// The block of code that is open.
    code: Option<Code>,
}

/// A block of code, which may begin or end among the marks of internal blocks: they are none there, so all of it is internal.
struct Code {
    /// Where it begins among the events.
    start: usize,
    /// Whether an internal block was open there.
    inside: bool,
    /// Whether it holds a mark.
    marked: bool,
}

impl Writer<'_> {
    fn take<'t>(&mut self, event: Event<'t>, out: &mut Vec<Event<'t>>) {
        let event = match event {
            Event::Text(text) if self.code.is_some() => Event::Text(self.within_code(text)),
            Event::Start(Tag::CodeBlock(_)) => {
                self.code = Some(Code { start: out.len(), inside: self.inside, marked: false });
                event
            }
            Event::End(TagEnd::CodeBlock) => {
                out.push(event);
                return self.end_code(out);
            }
            Event::Text(text) => match (passage_mark(&text), &text) {
                // A character reference that stands for a mark is none, and no character that anybody knows.
                (Some(open), CowStr::Borrowed(_)) => return self.mark(open, out),
                (Some(_), CowStr::Boxed(_) | CowStr::Inlined(_)) => return,
                (None, _) => Event::Text(self.strip(text)),
            },
            Event::End(TagEnd::Paragraph) if self.marked => {
                self.marked = false;
                return;
            }
            Event::Code(text) => Event::Code(self.strip(text)),
            Event::FootnoteReference(label) => Event::FootnoteReference(self.strip(label)),
            Event::Html(_) | Event::InlineHtml(_) => return,
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => return,
            Event::TaskListMarker(done) => Event::Html(
                if done {
                    "<span class=\"task done\" role=\"img\" aria-label=\"已完成\">☑</span> "
                } else {
                    "<span class=\"task\" role=\"img\" aria-label=\"未完成\">☐</span> "
                }
                .into(),
            ),
            Event::Start(Tag::FootnoteDefinition(label)) => Event::Start(Tag::FootnoteDefinition(self.strip(label))),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                match (self.resolve)(&self.strip(dest_url), false) {
                    Target::Url(url) => {
                        self.plain.push(false);
                        Event::Start(Tag::Link { link_type, dest_url: url.into(), title: self.strip(title), id })
                    }
                    Target::Plain => {
                        self.plain.push(true);
                        return;
                    }
                }
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                match (self.resolve)(&self.strip(dest_url), true) {
                    Target::Url(url) => {
                        self.plain.push(false);
                        Event::Start(Tag::Image { link_type, dest_url: url.into(), title: self.strip(title), id })
                    }
                    Target::Plain => {
                        self.plain.push(true);
                        return;
                    }
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) if self.plain.pop() == Some(true) => return,
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                Event::Start(Tag::Heading { level: below_title(level), id: None, classes, attrs })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below_title(level))),
            Event::Start(Tag::Table(columns)) => {
                out.push(Event::Html("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"表格\">".into()));
                let plain = vec![Alignment::None; columns.len()];
                self.table = Columns { columns, at: 0, head: false };
                Event::Start(Tag::Table(plain))
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.table.at = 0;
                self.table.head = matches!(event, Event::Start(Tag::TableHead));
                event
            }
            Event::Start(Tag::TableCell) => self.table.cell().map_or(event, |open| Event::Html(open.into())),
            Event::End(TagEnd::TableCell) => self.table.end().map_or(event, |close| Event::Html(close.into())),
            Event::End(TagEnd::Table) => {
                out.push(event);
                Event::Html("</div>".into())
            }
            other => other,
        };
        out.push(event);
    }

    fn strip<'t>(&self, text: CowStr<'t>) -> CowStr<'t> {
        if self.guarded { strip(text) } else { text }
    }

    /// The words of a line of code, without marks.
    fn within_code<'t>(&mut self, text: CowStr<'t>) -> CowStr<'t> {
        if !text.contains([OPEN, CLOSE]) {
            return self.strip(text);
        }
        for open in text.chars().filter_map(mark_of) {
            self.inside = open;
            self.code.iter_mut().for_each(|code| code.marked = true);
        }
        self.strip(text.replace([OPEN, CLOSE], "").into())
    }

    fn end_code(&mut self, out: &mut Vec<Event<'_>>) {
        let Some(Code { start, inside, marked }) = self.code.take() else {
            return;
        };
        if marked && !inside {
            out.insert(start, Event::Html(OPENING.into()));
        }
        if (marked || inside) && !self.inside {
            out.push(Event::Html(CLOSING.into()));
        }
    }

    /// An internal block opens or closes: its mark was a paragraph of its own, which is taken back.
    fn mark<'t>(&mut self, open: bool, out: &mut Vec<Event<'t>>) {
        if !matches!(out.last(), Some(Event::Start(Tag::Paragraph))) || self.inside == open {
            return;
        }
        out.pop();
        self.marked = true;
        self.inside = open;
        out.push(Event::Html(if open { OPENING } else { CLOSING }.into()));
    }
}

/// Where a table is at. Aligned cells carry a class, since a style of their own would need a laxer security policy.
#[derive(Default)]
struct Columns {
    columns: Vec<Alignment>,
    at: usize,
    head: bool,
}

impl Columns {
    /// The tag of the next cell, if its column is aligned.
    fn cell(&self) -> Option<&'static str> {
        Some(match (self.columns.get(self.at)?, self.head) {
            (Alignment::Right, false) => "<td class=\"r\">",
            (Alignment::Right, true) => "<th class=\"r\">",
            (Alignment::Center, false) => "<td class=\"c\">",
            (Alignment::Center, true) => "<th class=\"c\">",
            (Alignment::None | Alignment::Left, _) => return None,
        })
    }

    /// The end of that cell.
    fn end(&mut self) -> Option<&'static str> {
        let end = self.cell().map(|_| if self.head { "</th>" } else { "</td>" });
        self.at += 1;
        end
    }
}

/// The tags of an internal block.
const OPENING: &str = "<div class=\"internal\">";
const CLOSING: &str = "</div>";

fn passage_mark(text: &str) -> Option<bool> {
    mark_of(text.chars().next()?)
}

/// Whether a character is the mark that opens an internal block, or the one that closes it.
fn mark_of(c: char) -> Option<bool> {
    match c {
        OPEN => Some(true),
        CLOSE => Some(false),
        _ => None,
    }
}

fn below_title(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level }
}

#[cfg(test)]
mod tests;
