//! The pages of a notice board (公开栏): sheets to print for each organisation, and what has to come down when.

use super::Plan;
use super::lists::Lists;
use super::pages::{Page, PageKind, pictures};
use crate::calendar::Instant;
use crate::projection::{Audience, Projection};
use std::collections::HashSet;

/// The sheets that a board is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
}

impl Paper {
    /// Both.
    pub const ALL: [Self; 2] = [Self::A4, Self::A3];

    /// The word for it in addresses and style sheets.
    pub fn id(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
        }
    }
}

/// A page of a notice board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardPage {
    /// What hangs where.
    Cover,
    /// The sheets of an organisation.
    Sheets(usize, Paper),
    /// What has to come down, and when: of all organisations, or of one.
    TakeDown(Option<usize>),
    /// The same as a calendar.
    Calendar(Option<usize>),
}

/// The sheets of the organisation whose page is at `path`.
pub(super) fn sheets(path: &str, paper: Paper) -> String {
    format!("{}{}.html", path.trim_end_matches("index.html"), paper.id())
}

/// The list of what comes down from the board of the organisation whose page is at `path`, as a page or a calendar.
pub(super) fn take_down(path: &str, kind: &str) -> String {
    format!("{}take-down.{kind}", path.trim_end_matches("index.html"))
}

/// All of them, with the pictures that stand in texts.
pub(super) fn pages<A: Audience>(projection: &Projection<A>, lists: &Lists) -> Vec<Page> {
    let earliest = |items: &mut dyn Iterator<Item = &A::Item>| -> Option<Instant> {
        items.filter_map(|item| item.as_ref().ends).min()
    };
    let whole = earliest(&mut projection.items.iter());
    let page = |path: &str, page, lapses| Page { path: path.to_owned(), kind: PageKind::Board(page), lapses };
    let mut out = vec![
        page("index.html", BoardPage::Cover, whole),
        page("take-down.html", BoardPage::TakeDown(None), whole),
        page("take-down.ics", BoardPage::Calendar(None), whole),
    ];
    let past = projection.past.iter().map(|item| item.as_ref().organisation.position);
    let remains = projection.remains.iter().map(|remains| remains.organisation.position);
    let gone = projection.gone.iter().map(|gone| gone.organisation.position);
    let left: HashSet<usize> = past.chain(remains).chain(gone).collect();
    for (n, view) in projection.organisations.iter().enumerate() {
        let own = &lists.organisations[n];
        if own.is_empty() && !left.contains(&n) {
            continue;
        }
        let hanging = || own.iter().map(|position| &projection.items[*position as usize]);
        let ends = earliest(&mut hanging());
        out.push(page(&take_down(&view.card.path, "html"), BoardPage::TakeDown(Some(n)), ends));
        out.push(page(&take_down(&view.card.path, "ics"), BoardPage::Calendar(Some(n)), ends));
        if own.is_empty() {
            continue;
        }
        let threads = hanging().filter_map(|item| projection.threads.of(&item.as_ref().id));
        let threads = threads.filter_map(|n| Plan::<A>::thread_lapses(projection, n));
        let lapses = ends.into_iter().chain(threads).min();
        for paper in Paper::ALL {
            out.push(page(&sheets(&view.card.path, paper), BoardPage::Sheets(n, paper), lapses));
        }
    }
    out.extend(pictures(projection));
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}
