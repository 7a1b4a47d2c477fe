//! What a display screen shows: each item as one slide, to be read from five metres.

use super::Content;
use crate::address;
use crate::calendar::{chinese_day, iso_day};
use crate::plan::Plan;
use crate::plan::qr::Qr;
use crate::projection::{Audience, CommonItem, ItemView};
use serde::Serialize;

/// The most characters of text on a slide.
const MOST: usize = 90;

#[derive(Debug, Hash, Serialize)]
pub(super) struct ScreenContent<'p> {
    seconds: u32,
    every: u32,
    slides: Vec<Slide<'p>>,
}

#[derive(Debug, Hash, Serialize)]
struct Slide<'p> {
    title: &'p str,
    organisation: &'p str,
    entry: &'p str,
    text: String,
    publish: String,
    publish_zh: String,
    until_zh: Option<String>,
    /// Until when opinions are heard, while they are.
    window_zh: Option<String>,
    closes_at: Option<String>,
    focus: bool,
    internal: bool,
    pinned: bool,
    expires_at: Option<String>,
    qr: Option<Qr>,
}

impl<A: Audience> Plan<A> {
    pub(super) fn slides(&self) -> Content<'_> {
        let round = &self.round;
        let pinned = round.pinned.iter().map(|n| self.slide(*n, true));
        let slides = pinned.chain(round.others.iter().map(|n| self.slide(*n, false))).collect();
        Content::Screen(Box::new(ScreenContent { seconds: round.seconds, every: round.every, slides }))
    }

    fn slide(&self, n: usize, pinned: bool) -> Slide<'_> {
        let view = self.item(n);
        let item: &CommonItem = view.as_ref();
        let zone = self.projection.zone;
        let closes = item.closes(zone);
        Slide {
            title: &item.title,
            organisation: &item.organisation.zh,
            entry: self.site.name_of(&item.entry.zh, &item.entry.en),
            text: short(item.result.as_deref().or(item.sentence()).unwrap_or_default()),
            publish: iso_day(item.published),
            publish_zh: chinese_day(item.published),
            until_zh: item.last_day.map(chinese_day),
            window_zh: item.window.filter(|_| closes.is_some()).map(|window| chinese_day(window.closes.day())),
            closes_at: closes.map(|at| zone.rfc3339(at)),
            focus: item.focus,
            internal: view.internal(),
            pinned,
            expires_at: item.ends.map(|at| zone.rfc3339(at)),
            qr: Qr::of(self.site.url(&address::item(&item.id))),
        }
    }

    /// What a screen shows, as lines of text.
    pub(crate) fn ticker(&self) -> impl Iterator<Item = String> {
        self.round.pinned.iter().chain(&self.round.others).map(|n| {
            let item: &CommonItem = self.item(*n).as_ref();
            let until =
                item.last_day.map_or_else(|| "长期公开".to_owned(), |day| format!("公开至{}", chinese_day(day)));
            format!("【{}】{}（{until}）", item.organisation.zh, item.title)
        })
    }
}

/// At most [`MOST`] characters: whole sentences, or clauses, if they are most of that; or else no number is cut, and what is
/// cut off is told.
fn short(text: &str) -> String {
    if text.chars().nth(MOST).is_none() {
        return text.to_owned();
    }
    let head: String = text.chars().take(MOST - 1).collect();
    let most = |end: usize| Some(&head[..end]).filter(|part| part.chars().count() > MOST / 2);
    let sentence = head.rfind(['。', '！', '？']).and_then(|at| most(at + '。'.len_utf8()));
    if let Some(sentence) = sentence {
        return sentence.to_owned();
    }
    let clause = head.rfind(['，', '；', '：', '、']).and_then(most);
    let number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '-');
    let within = text[head.len()..].starts_with(number);
    let uncut = if within { head.trim_end_matches(number) } else { &head };
    format!("{}…", clause.unwrap_or(uncut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_where_something_ends() {
        let filled = |n: usize| "文".repeat(n);
        for (text, shown) in [
            (filled(90), filled(90)),
            (filled(91), filled(89) + "…"),
            (filled(60) + "。" + &filled(60), filled(60) + "。"),
            (filled(60) + "，" + &filled(60), filled(60) + "…"),
            (filled(60) + "。" + &filled(10) + "，" + &filled(60), filled(60) + "。"),
            (filled(20) + "。" + &filled(80), filled(20) + "。" + &filled(68) + "…"),
            (filled(86) + "12,345.60元", filled(86) + "…"),
        ] {
            assert_eq!(short(&text), shown, "{text}");
        }
    }
}
