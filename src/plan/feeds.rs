//! Feeds: of the site, and of each category, organisation and stream.

use super::Plan;
use super::opinions::{FIRST, anchor};
use crate::address;
use crate::projection::{Audience, CommonItem, Named, OpinionState, OpinionView as _};
use serde::Serialize;

/// Entries of the site's feed, and of one of a category or organisation.
const SITE: usize = 50;
const PART: usize = 20;

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// The whole edition.
    Site,
    /// A category.
    Category(usize),
    /// An organisation.
    Organisation(usize),
}

/// A feed, as both formats say it. Dates are RFC 3339 in the site's zone.
#[derive(Debug, Hash, Serialize)]
pub struct Feed {
    /// What it is called.
    pub title: String,
    /// The tag of the language of its interface.
    pub lang: &'static str,
    /// Its address, which is also its id.
    pub id: String,
    /// Its address.
    pub self_url: String,
    /// The page it is of.
    pub home_url: String,
    /// When its newest entry changed.
    pub updated: String,
    /// The newest items.
    pub entries: Vec<FeedEntry>,
}

/// An item in a feed: its metadata and one sentence; never its text.
#[derive(Debug, Hash, Serialize)]
pub struct FeedEntry {
    /// Its address, which never changes.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// When it opened.
    pub published: String,
    /// When it was last changed.
    pub updated: String,
    /// The organisation that discloses it.
    pub author: String,
    /// One sentence.
    pub summary: Option<String>,
    /// Its category.
    pub category: String,
}

impl<A: Audience> Plan<A> {
    /// The feed at a path of this edition.
    pub fn feed(&self, of: FeedOf, path: &str) -> Feed {
        let (title, mut positions) = self.listed(of);
        let (home, most): (&str, usize) = match of {
            FeedOf::Site => ("index.html", SITE),
            FeedOf::Category(n) => (&self.projection.categories[n].path, PART),
            FeedOf::Organisation(n) => (&self.projection.organisations[n].card.path, PART),
        };
        positions.truncate(most);
        let entries = positions.into_iter().map(|n| self.feed_entry(self.item(n).as_ref())).collect();
        self.feed_at(path, &title, home, entries)
    }

    /// The feed of opinions at a path of this edition.
    pub fn opinion_feed(&self, path: &str) -> Feed {
        let title = format!("{} · {}", self.site.title(), self.site.name_of("意见与答复", "Opinions and replies"));
        let entries = (0..self.projection.opinions.len().min(SITE)).map(|n| self.opinion_entry(n)).collect();
        self.feed_at(path, &title, FIRST, entries)
    }

    fn feed_at(&self, path: &str, title: &str, home: &str, entries: Vec<FeedEntry>) -> Feed {
        let updated = entries.iter().map(|entry| entry.updated.clone()).max();
        Feed {
            title: printable(title),
            lang: self.site.lang(),
            id: self.site.url(path),
            self_url: self.site.url(path),
            home_url: self.site.url(home),
            updated: updated.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()),
            entries,
        }
    }

    /// What a feed is called, and the positions of all items that it can be of.
    pub fn listed(&self, of: FeedOf) -> (String, Vec<usize>) {
        let projection = &self.projection;
        let title = self.site.title();
        let all = |list: &[u32]| list.iter().map(|position| *position as usize).collect();
        match of {
            FeedOf::Site => (title.to_owned(), (0..projection.items.len()).collect()),
            FeedOf::Category(n) => {
                let of = &projection.categories[n];
                (format!("{title} · {}", self.site.name_of(&of.zh, &of.en)), all(&self.lists.categories[n]))
            }
            FeedOf::Organisation(n) => {
                (format!("{title} · {}", projection.organisations[n].card.zh), all(&self.lists.organisations[n]))
            }
        }
    }

    fn feed_entry(&self, item: &CommonItem) -> FeedEntry {
        let zone = self.projection.zone;
        let url = self.site.url(&address::item(&item.id));
        let changed = item.updated.map(|day| zone.start_of(day)).filter(|at| *at > item.opens);
        FeedEntry {
            id: url.clone(),
            title: printable(&item.title),
            url,
            published: zone.rfc3339(item.opens),
            updated: zone.rfc3339(changed.unwrap_or(item.opens)),
            author: printable(&item.organisation.zh),
            summary: item.sentence().map(printable),
            category: printable(self.site.name_of(&item.entry.category.zh, &item.entry.category.en)),
        }
    }
}

impl<A: Audience> Plan<A> {
    /// An opinion: how far its handling has come, and never its text or the reply. Its id names the page of all opinions,
    /// whichever page of the list it has come to stand on.
    fn opinion_entry(&self, position: usize) -> FeedEntry {
        let zone = self.projection.zone;
        let view = &self.projection.opinions[position];
        let opinion = view.as_ref();
        let (state, day) = opinion.steps.last().copied().unwrap_or((OpinionState::Received, opinion.received));
        let name_of = |zh, en| self.site.name_of(zh, en);
        let kind = name_of(opinion.kind.zh, opinion.kind.en);
        let about = |item: &Named| name_of("，关于《{}》", ", about “{}”").replace("{}", &item.title);
        let of = opinion.about.as_ref().map(about).unwrap_or_default();
        let state = name_of("。办理状态：{}。", ". State: {}.").replace("{}", name_of(state.zh(), state.en()));
        let (address, anchor) = (self.opinion_address(position), anchor(&opinion.id));
        let page = address.split('#').next().unwrap_or(FIRST);
        let title = view.inside().map_or(&opinion.title, |inside| &inside.title);
        FeedEntry {
            id: format!("{}#{anchor}", self.site.url(FIRST)),
            title: printable(title.as_deref().unwrap_or(kind)),
            url: format!("{}#{anchor}", self.site.url(page)),
            published: zone.rfc3339(zone.start_of(opinion.received)),
            updated: zone.rfc3339(zone.start_of(day.max(opinion.received))),
            author: printable(&opinion.organisation.zh),
            summary: Some(printable(&format!("{kind}{of}{state}"))),
            category: kind.to_owned(),
        }
    }
}

/// Without the characters that XML has no way to say.
pub(crate) fn printable(text: &str) -> String {
    if !text.contains(|c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}')) {
        return text.to_owned();
    }
    text.chars()
        .filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
