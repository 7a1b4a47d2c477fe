//! The pages of a display screen (电子显示屏).

use super::pages::{Page, PageKind};
use crate::projection::{Audience, Projection};

/// A page of a display screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenPage {
    /// One item after the other.
    Slides,
}

/// All of them.
pub(super) fn pages<A: Audience>(projection: &Projection<A>) -> Vec<Page> {
    let lapses = projection.items.iter().filter_map(|item| item.as_ref().ends).min();
    vec![Page { path: "index.html".to_owned(), kind: PageKind::Screen(ScreenPage::Slides), lapses }]
}
