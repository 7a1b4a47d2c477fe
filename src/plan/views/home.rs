//! The home page: what is new, what closes soon, where to find what.

use super::FEW;
use super::data::{CategoryRow, Counted, Counts, Home, Node, Place};
use crate::catalogue::{Initiative, Tier};
use crate::plan::Plan;
use crate::plan::item_view::{By, Row, rows};
use crate::plan::lists::{FORESEEN, Group, counted};
use crate::projection::{Audience, State};

const NEWEST: usize = 15;
const FEWER: usize = 4;
/// More open windows than an ordinary day has.
const OPEN: usize = 40;

impl<A: Audience> Plan<A> {
    pub(super) fn home(&self) -> Home<'_> {
        let projection = &self.projection;
        let zone = projection.zone;
        let pick = |wanted: &dyn Fn(&A::Item) -> bool| -> Vec<&A::Item> {
            projection.items.iter().filter(|item| wanted(item)).collect()
        };
        let positions = |list: &[u32], most: usize| {
            rows(list.iter().take(most).map(|n| self.item(*n as usize)), By::Organisation, zone)
        };
        let mut focus = pick(&|item| item.as_ref().focus);
        focus.truncate(FEW);
        let mut closing = pick(&|item| item.as_ref().state == State::Closing);
        closing.sort_by_key(|item| item.as_ref().ends);
        closing.truncate(FEW);
        Home {
            newest: rows(projection.items.iter().take(NEWEST), By::Organisation, zone),
            focus: rows(focus, By::Organisation, zone),
            windows: self.lists.open.iter().take(OPEN).map(|n| Row::open(self.item(*n as usize), zone)).collect(),
            closing: rows(closing, By::Organisation, zone),
            categories: (projection.categories.iter().enumerate())
                .map(|(n, card)| {
                    let (count, later) = self.counted(Group::Category(n));
                    let rows = positions(&self.lists.categories[n], FEWER);
                    CategoryRow { place: Place::category(card), count, later, rows }
                })
                .collect(),
            tiers: (Tier::ALL.iter().enumerate())
                .map(|(n, tier)| {
                    let (count, later) = self.counted(Group::Tier(n));
                    Counted { place: Place::tier(*tier), count, later, hint_zh: hint(*tier) }
                })
                .collect(),
            initiatives: (Initiative::ALL.iter().enumerate())
                .map(|(n, initiative)| {
                    let (count, later) = self.counted(Group::Initiative(n));
                    Counted { place: Place::initiative(*initiative), count, later, hint_zh: "" }
                })
                .collect(),
            organisations: (projection.organisations.iter().enumerate())
                .filter(|(_, organisation)| organisation.depth <= 1)
                .map(|(n, _)| Node { later: self.counted(Group::Organisation(n)).1, ..self.node(n) })
                .collect(),
            later: counted(projection.items.iter().map(|item| item.as_ref().ends), FORESEEN, zone).1,
            counts: self.totals(),
        }
    }

    fn counted(&self, group: Group) -> (usize, String) {
        (self.lists.get(group).len(), self.later(group).to_owned())
    }

    pub(super) fn totals(&self) -> Counts {
        Counts {
            items: self.projection.items.len(),
            organisations: self.projection.organisations.len(),
            entries: self.projection.entries.iter().filter(|entry| self.projection.carries(entry.position)).count(),
        }
    }
}

fn hint(tier: Tier) -> &'static str {
    match tier {
        Tier::Fixed => "长期公开，变动即更新",
        Tier::Periodic => "按月、季、半年、年公开",
        Tier::AdHoc => "事项发生后限时公开",
    }
}
