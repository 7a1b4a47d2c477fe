//! What came of the opinions that organisations received, for whom there are duties: by the quarter of their receipt.

use super::Plan;
use crate::calendar::Period;
use crate::catalogue::Every;
use crate::duties::containing;
use crate::projection::{Audience, OpinionView};
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts of opinions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Handling {
    /// Received.
    pub received: u32,
    /// Answered, in time or not.
    pub answered: u32,
    /// Answered by their day.
    pub in_time: u32,
    /// Not answered, and their day is past.
    pub overdue: u32,
    /// Not answered, and their day is to come.
    pub open: u32,
}

impl Handling {
    fn count<O: OpinionView>(&mut self, opinion: &O) {
        let public = opinion.as_ref();
        let overdue = opinion.inside().is_some_and(|inside| inside.overdue);
        self.received += 1;
        match public.answered {
            Some(_) => {
                self.answered += 1;
                self.in_time += u32::from(public.in_time == Some(true));
            }
            None if overdue => self.overdue += 1,
            None => self.open += 1,
        }
    }
}

impl<A: Audience> Plan<A> {
    /// By organisation, in the order of the tree, and period; those that received any.
    pub fn handling(&self) -> BTreeMap<(usize, Period), Handling> {
        let mut counts: BTreeMap<(usize, Period), Handling> = BTreeMap::new();
        for opinion in &self.projection.opinions {
            let public = opinion.as_ref();
            let key = (public.organisation.position, containing(Every::Quarter, public.received));
            counts.entry(key).or_default().count(opinion);
        }
        counts
    }

    /// All of them together.
    pub fn handling_in_all(&self) -> Handling {
        let mut all = Handling::default();
        self.projection.opinions.iter().for_each(|opinion| all.count(opinion));
        all
    }
}
