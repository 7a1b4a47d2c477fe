//! Threads (来龙去脉): items that name one another, joined through what the audience sees and nothing else. What is
//! hidden joins nothing, and its going away changes no thread.

use super::audience::{Audience, Key};
use super::standing::{Standing, Term};
use super::{ItemView, Remains, RemainsKind};
use crate::calendar::Instant;
use crate::model::{Item, Register};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Items that belong together, the earliest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The id of the earliest of them, which is the thread's.
    pub id: Arc<str>,
    /// The items, by what they are to their readers.
    pub steps: Vec<StepAt>,
}

/// Where an item of a thread is found in its projection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepAt {
    /// Among the items in their term.
    Current(usize),
    /// Among those past it.
    Past(usize),
    /// Among what remains.
    Remains(usize),
}

/// The threads of a projection.
#[derive(Debug, Default)]
pub struct Threads {
    /// All of them, that with the newest item first.
    pub all: Vec<Thread>,
    of: HashMap<Arc<str>, usize>,
}

impl Threads {
    /// The position of the thread of an item.
    pub fn of(&self, id: &str) -> Option<usize> {
        self.of.get(id).copied()
    }
}

/// The ids of items that belong together, by opening, with the opening of the last of them.
pub(super) type Group = (Instant, Vec<Arc<str>>);

/// Joins what is seen: groups of two or more, of which at least one can be read.
pub(super) fn groups<A: Audience>(
    key: &Key,
    register: &Register,
    ids: &HashMap<&str, usize>,
    seen: &[(usize, &Item, Standing)],
) -> Vec<Group> {
    let shown = |standing: &Standing| *standing != Standing::Remains(RemainsKind::Withdrawn);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (position, record, _) in seen.iter().filter(|(.., standing)| shown(standing)) {
        let named = record.refers().filter(|(_, clearance)| *clearance <= A::clearance(key));
        pairs.extend(named.filter_map(|(id, _)| Some((*position, *ids.get(id)?))));
    }
    if pairs.is_empty() {
        return Vec::new();
    }
    let visible: HashMap<usize, (&Item, bool)> = seen
        .iter()
        .filter(|(.., standing)| shown(standing))
        .map(|(position, record, standing)| (*position, (*record, !matches!(standing, Standing::Remains(_)))))
        .collect();
    let mut above: BTreeMap<usize, usize> = BTreeMap::new();
    for (a, b) in pairs.into_iter().filter(|(a, b)| a != b && visible.contains_key(b)) {
        let (a, b) = (root(&mut above, a), root(&mut above, b));
        above.insert(a.max(b), a.min(b));
    }
    let members: Vec<usize> = above.keys().copied().collect();
    let mut joined: BTreeMap<usize, Vec<(Instant, Arc<str>, bool)>> = BTreeMap::new();
    for member in members {
        let (record, stands) = visible[&member];
        let opens = Term::of::<A>(record, register.zone).opens;
        joined.entry(root(&mut above, member)).or_default().push((opens, Arc::clone(&record.id), stands));
    }
    let group = |mut steps: Vec<(Instant, Arc<str>, bool)>| {
        steps.sort();
        let last = steps.last().map(|(opens, ..)| *opens)?;
        let told = steps.iter().any(|(.., stands)| *stands);
        told.then(|| (last, steps.into_iter().map(|(_, id, _)| id).collect()))
    };
    joined.into_values().filter_map(group).collect()
}

/// The least item that one is joined with.
fn root(above: &mut BTreeMap<usize, usize>, of: usize) -> usize {
    let mut at = of;
    while let Some(next) = above.insert(at, at).filter(|next| *next != at) {
        above.insert(at, next);
        at = next;
    }
    if of != at {
        above.insert(of, at);
    }
    at
}

/// Finds the items of the groups in what was made of them.
pub(super) fn threads<I: ItemView>(mut groups: Vec<Group>, items: &[I], past: &[I], remains: &[Remains]) -> Threads {
    if groups.is_empty() {
        return Threads::default();
    }
    groups.sort_by(|a, b| (Reverse(a.0), &a.1).cmp(&(Reverse(b.0), &b.1)));
    let of: HashMap<Arc<str>, usize> =
        groups.iter().enumerate().flat_map(|(n, (_, steps))| steps.iter().map(move |id| (Arc::clone(id), n))).collect();
    let mut places: HashMap<&str, StepAt> = HashMap::with_capacity(of.len());
    let mut put = |id: &'_ Arc<str>, at| {
        if let Some((id, _)) = of.get_key_value(id) {
            places.insert(id, at);
        }
    };
    items.iter().enumerate().for_each(|(n, item)| put(&item.as_ref().id, StepAt::Current(n)));
    past.iter().enumerate().for_each(|(n, item)| put(&item.as_ref().id, StepAt::Past(n)));
    remains.iter().enumerate().for_each(|(n, remains)| put(&remains.id, StepAt::Remains(n)));
    let thread = |(_, ids): &Group| Thread {
        id: Arc::clone(&ids[0]),
        steps: ids.iter().filter_map(|id| places.get(&**id).copied()).collect(),
    };
    let all = groups.iter().map(thread).collect();
    Threads { all, of }
}
