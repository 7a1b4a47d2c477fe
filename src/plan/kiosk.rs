//! The pages of a touch screen (电子触摸屏).

use super::pages::{Page, PageKind};
use crate::projection::{Audience, Projection};

/// A page of a touch screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KioskPage {
    /// What is shown while nobody is there.
    Start,
}

/// All of them.
pub(super) fn pages<A: Audience>(projection: &Projection<A>) -> Vec<Page> {
    let lapses = projection.items.iter().filter_map(|item| item.as_ref().ends).min();
    vec![Page { path: "index.html".to_owned(), kind: PageKind::Kiosk(KioskPage::Start), lapses }]
}
