//! Fields, as one audience may see them.

use super::links::{Door, Named};
use super::words::Word;
use crate::calendar::Horizon;
use crate::fields::Typed;
use crate::model::Field;
use chrono::NaiveDate;
use std::sync::Arc;

/// A field, as one audience may see it.
#[derive(Clone, Debug)]
pub struct FieldItem {
    /// Its place among all fields of the record.
    pub order: usize,
    /// Its key.
    pub name: Arc<str>,
    /// What it holds.
    pub value: Arc<Typed>,
    /// The item that it names.
    pub link: Option<Box<Named>>,
    /// For a window: whether it is open.
    pub opening: Option<Opening>,
    /// For proposals: the last of the days by which answers are due that is over.
    pub over: Option<NaiveDate>,
    /// Whether only members see it, or see its names whole.
    pub internal: bool,
}

/// Whether a window is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Opening {
    /// Not yet.
    Ahead,
    /// It is.
    Open,
    /// No longer.
    Closed,
}

impl Opening {
    /// The word for it.
    pub fn word(self) -> Word {
        match self {
            Self::Ahead => Word { id: "ahead", zh: "未开始", en: "Not yet begun" },
            Self::Open => Word { id: "running", zh: "进行中", en: "Under way" },
            Self::Closed => Word { id: "closed", zh: "已结束", en: "Over" },
        }
    }
}

/// How fields are taken apart for one audience.
#[derive(Clone, Copy)]
pub(super) struct Opened<'h> {
    /// When.
    pub(super) horizon: &'h Horizon,
    /// How the names of persons stand.
    pub(super) names: Names,
}

/// How the names of persons stand in a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// As they are written.
    Whole,
    /// As they are written, where the public sees them masked.
    WholeInside,
    /// Masked.
    Masked,
}

impl Door<'_> {
    /// A field. One that names an item which the audience may not see is not there at all, nor is one that
    /// holds nothing of its type.
    pub(super) fn field(&self, order: usize, field: &Field, opened: Opened<'_>) -> Option<FieldItem> {
        let Field { name, internal, laxer: _, reference: _, value: _, typed, mark: _ } = field;
        let typed = typed.as_ref()?;
        let zone = self.register.zone;
        let (mut link, mut opening, mut over) = (None, None, None);
        match &**typed {
            Typed::Reference(id) => link = Some(Box::new(self.page_of(*self.ids.get(id.as_str())?)?)),
            Typed::Window(window) => {
                let reached = |at| opened.horizon.reached(at);
                opening = Some(match window {
                    window if !reached(window.opens.start(zone)) => Opening::Ahead,
                    window if !reached(window.closes.end(zone)) => Opening::Open,
                    _ => Opening::Closed,
                });
            }
            Typed::Proposals(proposals) => {
                let due = proposals.iter().filter_map(|proposal| proposal.due);
                over = due.filter(|day| opened.horizon.reached(zone.end_of(*day))).max();
            }
            _ => {}
        }
        let masked = if opened.names == Names::Whole { None } else { typed.masked() };
        let masked = masked.filter(|masked| *masked != **typed);
        let inside = opened.names == Names::WholeInside && masked.is_some();
        let value = masked.filter(|_| !inside).map_or_else(|| Arc::clone(typed), Arc::new);
        Some(FieldItem { order, name: Arc::clone(name), value, link, opening, over, internal: *internal || inside })
    }
}
