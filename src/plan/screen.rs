//! The pages of a display screen (电子显示屏): slides that follow one another, and their text for an LED controller.

use super::lists::Lists;
use super::pages::{Page, PageKind};
use crate::config::Screen;
use crate::projection::{Audience, CommonItem, Projection};

/// A page of a display screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenPage {
    /// One item after the other.
    Slides,
    /// The same as lines of text.
    Ticker(Encoding),
}

/// How a text for an LED controller is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8
    Utf8,
    /// GB 18030-2022, which older controllers expect.
    Gb18030,
}

/// What is shown, by position: pinned items as they are named, and the others in their order.
#[derive(Debug, Default)]
pub struct Round {
    /// How many seconds each slide stays.
    pub seconds: u32,
    /// After how many slides a pinned one comes again.
    pub every: u32,
    /// What comes again and again.
    pub pinned: Vec<usize>,
    /// What opinions are heard on first, then priority matters, then the newest.
    pub others: Vec<usize>,
}

impl Round {
    /// What an edition's configuration picks.
    pub(super) fn of<A: Audience>(projection: &Projection<A>, lists: &Lists, screen: &Screen) -> Self {
        let item = |n: usize| -> &CommonItem { projection.items[n].as_ref() };
        let all = 0..projection.items.len();
        let by_id = |id: &str| all.clone().find(|n| &*item(*n).id == id);
        let pinned: Vec<usize> = screen.pin.iter().filter_map(|id| by_id(&id.value)).collect();
        let listed = |n: &usize| {
            let (item, of) = (item(*n), &screen.categories);
            (of.is_empty() || of.iter().any(|id| id.value == item.entry.category.id)) && (!screen.focus || item.focus)
        };
        let mut others: Vec<usize> = all.clone().filter(|n| !pinned.contains(n)).filter(listed).collect();
        let mut open = vec![usize::MAX; projection.items.len()];
        lists.open.iter().enumerate().for_each(|(place, n)| open[*n as usize] = place);
        others.sort_by_key(|n| (open[*n], !item(*n).focus));
        others.truncate(screen.most);
        Self { seconds: screen.seconds, every: screen.every, pinned, others }
    }
}

/// All of them.
pub(super) fn pages<A: Audience>(projection: &Projection<A>) -> Vec<Page> {
    let lapses = projection.items.iter().filter_map(|item| item.as_ref().ends).min();
    let page = |path: &str, kind| Page { path: path.to_owned(), kind, lapses };
    vec![
        Page { path: "edition.js".to_owned(), kind: PageKind::Edition, lapses: None },
        page("index.html", PageKind::Screen(ScreenPage::Slides)),
        page("ticker.gb18030.txt", PageKind::Screen(ScreenPage::Ticker(Encoding::Gb18030))),
        page("ticker.txt", PageKind::Screen(ScreenPage::Ticker(Encoding::Utf8))),
    ]
}
