//! What can be found by searching, and the files that the index lies in.
//!
//! Items are numbered from the oldest, and cut into segments where an item's id says so: an item that comes, goes or
//! changes leaves the files of other segments as they are.

use super::pages::{Page, PageKind};
use crate::calendar::Instant;
use crate::projection::{Audience, CommonItem, ItemView, Projection, State};
use std::ops::Range;

/// Items of a segment: at least, at most, and how many ids it takes to find one that ends it.
const FEWEST: usize = 2000;
const MOST: usize = 6000;
const ONE_IN: u32 = 2500;

/// Items of which one file holds what results show.
pub const ROWS: usize = 16;

/// A file of the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchPart {
    /// The page to search on.
    Page,
    /// Organisations, entries, words of filters, and how many files there are.
    Index,
    /// What filters need to know of the items of a segment.
    Items(usize),
    /// What results show of some items of a segment.
    Rows(usize, usize),
    /// Titles, document numbers and keywords of a segment: one shard.
    Heads(usize, usize),
    /// Texts of a segment: one shard.
    Texts(usize, usize),
}

/// What can be found.
#[derive(Debug, Default)]
pub struct Search {
    /// Whether an item is past its term, and its position there; the oldest first.
    items: Vec<(bool, u32)>,
    /// Its segments.
    pub segments: Vec<Segment>,
}

/// A stretch of items with files of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Which items, from the oldest.
    pub items: Range<usize>,
    /// Shards of titles.
    pub heads: usize,
    /// Shards of texts.
    pub texts: usize,
    /// When one of them leaves.
    lapses: Option<Instant>,
}

impl Search {
    /// Everything that lists show; `past`: also where what is past its term stands in a list.
    pub(super) fn of<A: Audience>(projection: &Projection<A>, past: bool) -> Self {
        let current = (0u32..).zip(&projection.items).map(|(n, item)| (item, (false, n)));
        let listed = |item: &A::Item| past && item.as_ref().state == State::Past;
        let past = (0u32..).zip(&projection.past).filter(|(_, item)| listed(item)).map(|(n, item)| (item, (true, n)));
        let mut all: Vec<(&A::Item, (bool, u32))> = current.chain(past).collect();
        all.sort_by(|(a, _), (b, _)| {
            let (a, b) = (a.as_ref(), b.as_ref());
            (a.opens, &a.id).cmp(&(b.opens, &b.id))
        });
        let ids = all.iter().map(|(item, _)| &*item.as_ref().id);
        let segments = cut(ids).into_iter().map(|items| Segment {
            heads: shards(items.len(), 40, 64),
            texts: shards(items.len(), 10, 256),
            lapses: all[items.clone()].iter().filter_map(|(item, _)| item.as_ref().ends).min(),
            items,
        });
        Self { segments: segments.collect(), items: all.iter().map(|(_, place)| *place).collect() }
    }

    /// The items of a range, from the oldest.
    pub fn items<'p, A: Audience>(
        &self,
        projection: &'p Projection<A>,
        range: Range<usize>,
    ) -> impl Iterator<Item = &'p A::Item> {
        self.items[range].iter().map(|(past, position)| {
            let all = if *past { &projection.past } else { &projection.items };
            &all[*position as usize]
        })
    }

    /// The files of the index.
    pub(super) fn pages<A: Audience>(&self, projection: &Projection<A>) -> Vec<Page> {
        let mut pages = vec![page("search/index.js".to_owned(), SearchPart::Index, None)];
        for (n, segment) in self.segments.iter().enumerate() {
            let mut put = |name: &str, part, lapses| pages.push(page(format!("search/{n}/{name}.js"), part, lapses));
            put("items", SearchPart::Items(n), segment.lapses);
            for (block, first) in segment.items.clone().step_by(ROWS).enumerate() {
                let rows = first..segment.items.end.min(first + ROWS);
                let lapses = self.items(projection, rows).filter_map(|item| item.as_ref().ends).min();
                put(&format!("rows-{block:x}"), SearchPart::Rows(n, block), lapses);
            }
            for shard in 0..segment.heads {
                put(&format!("heads-{shard:x}"), SearchPart::Heads(n, shard), segment.lapses);
            }
            for shard in 0..segment.texts {
                put(&format!("texts-{shard:x}"), SearchPart::Texts(n, shard), segment.lapses);
            }
        }
        pages
    }
}

fn page(path: String, part: SearchPart, lapses: Option<Instant>) -> Page {
    Page { path, kind: PageKind::Search(part), lapses }
}

/// Where segments begin and end.
fn cut<'i>(ids: impl Iterator<Item = &'i str>) -> Vec<Range<usize>> {
    let (mut segments, mut start, mut end) = (Vec::new(), 0, 0);
    for id in ids {
        end += 1;
        let size = end - start;
        if size == MOST || size >= FEWEST && spread(id).is_multiple_of(ONE_IN) {
            segments.push(start..end);
            start = end;
        }
    }
    if end > start {
        segments.push(start..end);
    }
    segments
}

/// How many shards some items fill with about `each` a shard: a power of two.
fn shards(items: usize, each: usize, most: usize) -> usize {
    items.div_ceil(each).next_power_of_two().min(most)
}

/// A number that spreads words evenly: FNV-1a of their UTF-16 units, 32 bits, as the reader's script reckons it too.
pub fn spread(word: &str) -> u32 {
    word.encode_utf16().fold(0x811C_9DC5, |hash: u32, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}

/// The words that visible items are found by, one after the other, with the part that each is of. Their texts are not
/// among them.
pub fn words<I: ItemView>(item: &I, put: &mut impl FnMut(Said, &str)) {
    let public: &CommonItem = item.as_ref();
    put(Said::Title, &public.title);
    for word in public.document.iter().chain(&public.keywords) {
        put(Said::Named, word);
    }
    let more = [&public.summary, &public.responsible, &public.result];
    for text in more.into_iter().flatten() {
        put(Said::Text, text);
    }
    for field in item.fields() {
        match &field.link {
            Some(named) => put(Said::Text, &named.title),
            None => super::data(&field.value).leaves("", &mut |_, text| put(Said::Text, text)),
        }
    }
    for file in item.attachments() {
        put(Said::Text, &file.title);
    }
}

/// Where a word of an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// In its title.
    Title,
    /// In its document number or keywords.
    Named,
    /// Elsewhere.
    Text,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_goes_leaves_other_segments_as_they_were() {
        let ids: Vec<String> = (0..40_000).map(|n| format!("d-{n:06}")).collect();
        let parts = |ids: &[String]| -> Vec<Vec<String>> {
            cut(ids.iter().map(String::as_str)).into_iter().map(|range| ids[range].to_vec()).collect()
        };
        let whole = parts(&ids);
        assert!(whole.len() > 5 && whole.iter().all(|part| part.len() <= MOST), "{}", whole.len());
        let mut less = ids.clone();
        less.remove(whole[0].len() + 500);
        let changed = parts(&less).iter().filter(|part| !whole.contains(part)).count();
        assert!(changed <= 2, "{changed} segments changed");
    }

    #[test]
    fn shards_grow_by_powers_of_two() {
        assert_eq!([0, 1, 10, 11, 2500, 4000].map(|items| shards(items, 10, 256)), [1, 1, 1, 2, 256, 256]);
    }
}
