//! Where opinions stand: with their item, on the opinions page, and by organisation.

use super::Plan;
use super::lists::{older_pages, page_of, rows_of};
use super::pages::{Page, PageKind};
use crate::address;
use crate::calendar::Instant;
use crate::projection::{Audience, Projection};
use std::collections::HashMap;
use std::sync::Arc;

/// The first page of all opinions.
pub(crate) const FIRST: &str = "opinions/index.html";

/// The feeds of opinions, in Atom and in JSON.
pub const FEEDS: [&str; 2] = ["opinions/feed.xml", "opinions/feed.json"];

/// A page or file of opinions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpinionPage {
    /// A page of all of them; the first where the number is `None`.
    All(Option<usize>),
    /// A page of those that an organisation received.
    Organisation(usize, Option<usize>),
    /// All of them as JSON.
    Json,
    /// All of them as CSV.
    Csv,
    /// How they are handled, as a feed in Atom.
    Atom,
    /// The same in JSON.
    JsonFeed,
}

/// Positions of opinions by what shows them, the newest first.
#[derive(Debug)]
pub struct OpinionLists {
    by_item: HashMap<Arc<str>, Vec<u32>>,
    by_organisation: Vec<Vec<u32>>,
    all: Vec<u32>,
    /// By organisation: whether it ever received any.
    received: Vec<bool>,
}

impl OpinionLists {
    pub(super) fn of<A: Audience>(projection: &Projection<A>) -> Self {
        let mut lists = Self {
            by_item: HashMap::new(),
            by_organisation: vec![Vec::new(); projection.organisations.len()],
            all: Vec::with_capacity(projection.opinions.len()),
            received: vec![false; projection.organisations.len()],
        };
        for opinion in &projection.handled {
            lists.received[opinion.organisation] = true;
        }
        for (position, opinion) in (0u32..).zip(&projection.opinions) {
            let opinion = opinion.as_ref();
            lists.all.push(position);
            lists.by_organisation[opinion.organisation.position].push(position);
            if let Some(item) = &opinion.about {
                lists.by_item.entry(Arc::clone(&item.id)).or_default().push(position);
            }
        }
        lists
    }

    /// Those about an item.
    pub(crate) fn about(&self, id: &str) -> &[u32] {
        self.by_item.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether an organisation ever received any that the readers could see.
    pub(crate) fn received_any(&self, organisation: usize) -> bool {
        self.received[organisation]
    }

    /// Those that an organisation received, or all.
    pub(crate) fn of_organisation(&self, organisation: Option<usize>) -> &[u32] {
        organisation.map_or(&self.all, |n| &self.by_organisation[n])
    }
}

/// The first page of the opinions that an organisation received.
pub(crate) fn first_of(organisation: &str) -> String {
    address::list("opinions", organisation)
}

impl<A: Audience> Plan<A> {
    /// The page of all opinions on which the one at a position stands, and its place there.
    pub(crate) fn opinion_address(&self, position: usize) -> String {
        let page = page_of(self.projection.opinions.len(), position);
        let path = page.map_or_else(|| FIRST.to_owned(), |number| address::list_page(FIRST, number));
        format!("{path}#{}", anchor(&self.projection.opinions[position].as_ref().id))
    }
}

/// The place of an opinion on a page.
pub(crate) fn anchor(id: &str) -> String {
    format!("opinion-{id}")
}

/// The first instant at which one of some opinions leaves.
pub(super) fn earliest<A: Audience>(projection: &Projection<A>, positions: &[u32]) -> Option<Instant> {
    positions.iter().filter_map(|position| projection.opinions[*position as usize].as_ref().ends).min()
}

/// All pages and files of opinions.
pub(super) fn pages<A: Audience>(projection: &Projection<A>, lists: &OpinionLists) -> Vec<Page> {
    let named = projection.opinions.iter().filter_map(|opinion| opinion.as_ref().about.as_ref()?.ends);
    let whole = named.chain(earliest(projection, &lists.all)).min();
    let mut out = Vec::new();
    let mut put = |path: String, page| out.push(Page { path, kind: PageKind::Opinions(page), lapses: whole });
    put("opinions.json".to_owned(), OpinionPage::Json);
    put("opinions.csv".to_owned(), OpinionPage::Csv);
    put(FEEDS[0].to_owned(), OpinionPage::Atom);
    put(FEEDS[1].to_owned(), OpinionPage::JsonFeed);
    let mut list = |first: &str, total: usize, page: &dyn Fn(Option<usize>) -> OpinionPage| {
        put(first.to_owned(), page(None));
        for number in 1..=older_pages(total) {
            put(address::list_page(first, number), page(Some(number)));
        }
    };
    list(FIRST, lists.all.len(), &OpinionPage::All);
    for (n, organisation) in projection.organisations.iter().enumerate() {
        if lists.received_any(n) {
            let own = lists.of_organisation(Some(n)).len();
            list(&first_of(&organisation.card.id), own, &|number| OpinionPage::Organisation(n, number));
        }
    }
    out
}

/// The positions that a page shows, of those in a list.
pub(crate) fn shown(list: &[u32], number: Option<usize>) -> &[u32] {
    &list[rows_of(list.len(), number)]
}
