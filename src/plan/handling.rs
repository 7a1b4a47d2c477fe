//! What came of the opinions that organisations received, for whom there are duties: by the quarter of their receipt.

use super::Plan;
use crate::calendar::Period;
use crate::catalogue::Every;
use crate::duties::containing;
use crate::projection::{Audience, Handled};
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
    fn count(&mut self, opinion: &Handled) {
        self.received += 1;
        match opinion.answered {
            Some(_) => {
                self.answered += 1;
                self.in_time += u32::from(opinion.in_time == Some(true));
            }
            None if opinion.overdue == Some(true) => self.overdue += 1,
            None => self.open += 1,
        }
    }
}

impl<A: Audience> Plan<A> {
    /// By organisation, in the order of the tree, and period; those that received any.
    pub fn handling(&self) -> BTreeMap<(usize, Period), Handling> {
        let mut counts: BTreeMap<(usize, Period), Handling> = BTreeMap::new();
        for opinion in &self.projection.handled {
            let key = (opinion.organisation, containing(Every::Quarter, opinion.received));
            counts.entry(key).or_default().count(opinion);
        }
        counts
    }

    /// All of them together.
    pub fn handling_in_all(&self) -> Handling {
        let mut all = Handling::default();
        self.projection.handled.iter().for_each(|opinion| all.count(opinion));
        all
    }
}
