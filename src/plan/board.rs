//! The pages of a notice board (公开栏).

use super::pages::{Page, PageKind};
use crate::projection::{Audience, Projection};

/// A page of a notice board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardPage {
    /// What hangs on the board.
    Cover,
}

/// All of them.
pub(super) fn pages<A: Audience>(projection: &Projection<A>) -> Vec<Page> {
    let lapses = projection.items.iter().filter_map(|item| item.as_ref().ends).min();
    vec![Page { path: "index.html".to_owned(), kind: PageKind::Board(BoardPage::Cover), lapses }]
}
