//! Markdown as sunshine reads it: cut into passages by clearance before anything is parsed, scanned for what
//! it names, and written as HTML for readers of Chinese.

mod anchors;
mod breaks;
mod code;
mod emphasis;
mod html;
mod passages;
mod reference;
mod scan;
mod unlinked;

pub use code::code;
pub use emphasis::{Emphasised, emphasised};
pub use html::{Target, to_html, to_html_within};
pub use passages::{Fault, FaultKind, Passage, cut, marker_line, unmarked, visible};
pub use reference::named;
pub use scan::{Reference, Scan, scan};
pub use unlinked::{leads_out, unescaped, unlinked};

use pulldown_cmark::Options;

/// Characters that the generator inserts for itself and refuses in input: the emphasis sentinel and the two
/// marks around an internal passage.
pub const RESERVED: [char; 3] = [emphasis::SENTINEL, passages::OPEN, passages::CLOSE];

/// The two wide blanks with which paragraphs begin in Chinese texts. A line that begins with them begins one, as in the word
/// processors that clerks copy from; the page indents by itself.
pub const INDENT: &str = "\u{3000}\u{3000}";

/// The lines of a text, each with its end, as [`str::split_inclusive`] has them, but many bytes at a time.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
    let last = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
    ends.chain(last).map(move |end| &text[std::mem::replace(&mut start, end)..end])
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Whether a character is written without spaces around it: Han, kana, and their punctuation.
fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{303F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{323AF}'
        | '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}
