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
        events.push(Event::Html("</div>".into()));
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
    let mut writer =
        Writer { resolve, guarded, plain: Vec::new(), table: Columns::default(), inside: false, marked: false };
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
}

impl Writer<'_> {
    fn take<'t>(&mut self, event: Event<'t>, out: &mut Vec<Event<'t>>) {
        let event = match event {
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

    /// An internal block opens or closes: its mark was a paragraph of its own, which is taken back.
    fn mark<'t>(&mut self, open: bool, out: &mut Vec<Event<'t>>) {
        if !matches!(out.last(), Some(Event::Start(Tag::Paragraph))) || self.inside == open {
            return;
        }
        out.pop();
        self.marked = true;
        self.inside = open;
        out.push(Event::Html(if open { "<div class=\"internal\">" } else { "</div>" }.into()));
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

fn passage_mark(text: &str) -> Option<bool> {
    match text.chars().next()? {
        OPEN => Some(true),
        CLOSE => Some(false),
        _ => None,
    }
}

fn below_title(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{cut, visible};

    #[test]
    fn no_two_headings_have_one_anchor() {
        let html = html("## 甲\n\n## 甲\n\n## 甲-1\n\n## 甲\n");
        let ids: Vec<&str> = html.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids, ["甲", "甲-1", "甲-1-1", "甲-2"]);
    }

    #[test]
    fn no_two_notes_have_one_anchor() {
        let html = html("文[^1]\n\n[^1]: 甲\n\n[^1]: 乙\n");
        let ids: Vec<&str> = html.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids, ["note.1", "note.1-1"]);
    }

    #[test]
    fn a_reference_to_the_character_of_a_mark_opens_nothing() {
        let text = "- 丙\n\n  &#xE0A1;\n\n丁\n\n&#57505;戊\n";
        let expected = "<ul>\n<li>\n<p>丙</p>\n<p></p>\n</li>\n</ul>\n<p>丁</p>\n<p>戊</p>";
        assert_eq!(html(text), expected);
        assert_eq!(to_html_within("&#xE0A1;\n", true), "<p></p>\n");
    }

    fn html(text: &str) -> String {
        to_html(text, None, &|url, _| Target::Url(url.to_owned())).trim_end().to_owned()
    }

    #[test]
    fn a_note_has_an_anchor_of_its_own_also_among_other_texts() {
        let text = "## files\n\n文[^files]\n\n[^files]: 注\n";
        for (among, before) in [(None, ""), (Some("one"), "one.")] {
            let html = to_html(text, among, &|_, _| Target::Plain);
            assert!(html.contains(&format!("<h2 id=\"{before}section-files\">")), "{html}");
            assert!(html.contains(&format!("<a href=\"#{before}note.files\">1</a>")), "{html}");
            assert!(html.contains(&format!("<div class=\"footnote-definition\" id=\"{before}note.files\">")), "{html}");
        }
    }

    #[test]
    fn a_text_within_a_page_brings_no_anchor_no_picture_and_no_markup_of_its_own() {
        for (text, expected) in [
            ("**要点**\n\n第二段", "<p><strong>要点</strong></p>\n<p>第二段</p>\n"),
            ("## 一", "<h2>一</h2>\n"),
            ("文[^1]\n\n[^1]: 注", "<p>文［1］</p>\n<blockquote>\n<p>注</p>\n</blockquote>\n"),
            ("<script>x</script>\n", "<p>&lt;script&gt;x&lt;/script&gt;\n</p>\n"),
            ("甲<b>乙</b><!-- 丙 -->", "<p>甲&lt;b&gt;乙&lt;/b&gt;&lt;!-- 丙 --&gt;</p>\n"),
            ("[点](javascript:x) [站](https://a.example/)", "<p>点 <a href=\"https://a.example/\">站</a></p>\n"),
            ("![图](a.png) ![图](https://a.example/a.png)", "<p>图 图</p>\n"),
            ("甲\u{E000}乙", "<p>甲\u{E000}乙</p>\n"),
            ("一、甲。\n二、乙\n丙；\n三、丁。", "<p>一、甲。</p>\n<p>二、乙丙；</p>\n<p>三、丁。</p>\n"),
            ("- 甲。\n  乙", "<ul>\n<li>甲。乙</li>\n</ul>\n"),
        ] {
            assert_eq!(to_html_within(text, true), expected, "{text}");
        }
        let reserved: String = RESERVED.iter().collect();
        assert_eq!(to_html_within(&format!("{reserved}\n\n甲{reserved}"), true), "<p>甲</p>\n");
    }

    #[test]
    fn emphasis_works_beside_chinese_punctuation() {
        for (text, wanted) in [
            ("**《办法》**规定", "<p><strong>《办法》</strong>规定</p>"),
            ("**年利率3.5%**起", "<p><strong>年利率3.5%</strong>起</p>"),
            ("是**重要（必读）**的", "<p>是<strong>重要（必读）</strong>的</p>"),
            ("依据*《规则》*办理", "<p>依据<em>《规则》</em>办理</p>"),
            ("共~~“三项”~~四项", "<p>共<del>“三项”</del>四项</p>"),
            ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ] {
            assert_eq!(html(text), wanted);
        }
    }

    #[test]
    fn a_line_break_between_han_characters_is_no_space() {
        assert_eq!(html("党务\n公开"), "<p>党务公开</p>");
        assert_eq!(html("党务，\n**公开**"), "<p>党务，<strong>公开</strong></p>");
        assert_eq!(html("open\naffairs"), "<p>open\naffairs</p>");
        assert_eq!(html("党务\nopen"), "<p>党务\nopen</p>");
    }

    #[test]
    fn headings_have_anchors_and_stay_below_the_title() {
        assert_eq!(html("# 一、基本情况"), "<h2 id=\"一基本情况\">一、基本情况</h2>");
        assert_eq!(
            html("## main\n\n## main"),
            "<h2 id=\"section-main\">main</h2>\n<h2 id=\"section-main-1\">main</h2>"
        );
    }

    #[test]
    fn aligned_cells_carry_a_class() {
        let table = html("|甲|乙|丙|\n|-:|:-:|-|\n|1|**2**|3|\n");
        assert!(table.contains("<th class=\"r\">甲</th><th class=\"c\">乙</th><th>丙</th>"), "{table}");
        assert!(table.contains("<td class=\"r\">1</td><td class=\"c\"><strong>2</strong></td><td>3</td>"), "{table}");
    }

    #[test]
    fn what_may_not_be_followed_stands_as_text() {
        let plain = to_html("见[通知](x)。![图](y.png)", None, &|_, _| Target::Plain);
        assert_eq!(plain.trim_end(), "<p>见通知。图</p>");
    }

    #[test]
    fn an_internal_passage_is_a_block_that_says_so() {
        let text = "甲\n\n- 乙\n\n::: internal\n丙[^1]\n\n[^1]: 注\n:::\n\n丁\n";
        let (passages, _) = cut(text, 0);
        let members = html(&visible(text, &passages, true));
        assert!(members.contains("<div class=\"internal\">") && members.contains('丙'), "{members}");
        assert_eq!(members.matches("<div").count(), members.matches("</div>").count(), "{members}");
        let public = html(&visible(text, &passages, false));
        assert_eq!(public, "<p>甲</p>\n<ul>\n<li>乙</li>\n</ul>\n<p>丁</p>");
    }
}
