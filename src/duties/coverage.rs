//! Coverage: the counts of duties, rolled up to the groups of a grouping.

use super::{Counts, Duty, first_day, last_day};
use crate::calendar::Period;
use crate::catalogue::{Catalogue, Grouping, Label};

/// What became of the duties of the entries of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The group's id; none for entries that the grouping does not know.
    pub id: Option<String>,
    /// Its name.
    pub label: Label,
    /// How many entries of the catalogue are in it.
    pub entries: usize,
    /// Their duties.
    pub counts: Counts,
}

/// The periods of which duties count, in the order of their ends; what stands always, which has none, comes first.
pub fn counted_periods(duties: &[Duty]) -> Vec<Option<Period>> {
    let mut periods: Vec<Option<Period>> = duties.iter().filter(|duty| duty.counted).map(|duty| duty.period).collect();
    periods.sort_by_key(|period| period.map(|p| (last_day(p), std::cmp::Reverse(first_day(p)))));
    periods.dedup();
    periods
}

/// The groups of a grouping, in its own order; at the end what belongs to none, if there is any. Every duty that is
/// counted is counted once.
pub fn coverage(catalogue: &Catalogue, grouping: Grouping, duties: &[Duty]) -> Vec<Coverage> {
    let groups = catalogue.groups(grouping);
    let of: Vec<usize> =
        (catalogue.entries.iter()).map(|entry| catalogue.group_of(grouping, entry).unwrap_or(groups.len())).collect();
    let other = Label { zh: "未归入".to_owned(), en: "In no group".to_owned() };
    let names = groups.iter().map(|(id, label)| (Some((*id).to_owned()), (*label).clone())).chain([(None, other)]);
    let group = |(n, (id, label)): (usize, (Option<String>, Label))| Coverage {
        id,
        label,
        entries: of.iter().filter(|group| **group == n).count(),
        counts: Counts::of(duties.iter().filter(|duty| of[duty.entry] == n)),
    };
    names.enumerate().map(group).filter(|group| group.id.is_some() || group.entries > 0).collect()
}
