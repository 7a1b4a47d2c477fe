//! The pages of a notice board (公开栏): sheets to print for each organisation, and what has to come down when.

use super::lists::Lists;
use super::pages::{Page, PageKind, pictures};
use crate::calendar::Instant;
use crate::projection::{Audience, Projection};

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
    /// What has to come down, and when.
    TakeDown,
    /// The same as a calendar.
    Calendar,
}

/// The sheets of the organisation whose page is at `path`.
pub(super) fn sheets(path: &str, paper: Paper) -> String {
    format!("{}{}.html", path.trim_end_matches("index.html"), paper.id())
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
        page("take-down.html", BoardPage::TakeDown, whole),
        page("take-down.ics", BoardPage::Calendar, whole),
    ];
    for (n, view) in projection.organisations.iter().enumerate() {
        let own = &lists.organisations[n];
        if own.is_empty() {
            continue;
        }
        let lapses = earliest(&mut own.iter().map(|position| &projection.items[*position as usize]));
        for paper in Paper::ALL {
            out.push(page(&sheets(&view.card.path, paper), BoardPage::Sheets(n, paper), lapses));
        }
    }
    out.extend(pictures(projection));
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}
