//! What the sample content has to show.

use super::{NOW, repository};
use std::collections::BTreeSet;
use sunshine::calendar::parse_moment;
use sunshine::diagnostic::Diagnostics;
use sunshine::load::{DiskFiles, load};
use sunshine::model::{Item, Register};
use sunshine::pipeline::Inputs;

fn register() -> Register {
    let files = DiskFiles::new(repository());
    let inputs = Inputs::read(&files, repository(), &mut Diagnostics::default()).expect("a sound site.toml");
    let (register, findings) = load(&files, &inputs.config).expect("the content is readable");
    assert!(findings.is_empty(), "{:?}", findings.iter().next());
    register
}

#[test]
fn the_sample_is_large_enough_to_show_everything() {
    let register = register();
    let depth = |mut at: usize| {
        let mut depth = 1;
        while let Some(parent) = register.organisations[at].parent {
            (at, depth) = (parent, depth + 1);
        }
        depth
    };
    let levels: BTreeSet<usize> = (0..register.organisations.len()).map(depth).collect();
    assert!(register.organisations.len() >= 14, "{}", register.organisations.len());
    assert!(levels.is_superset(&[1, 2, 3].into()), "{levels:?}");
    assert!(register.items.len() >= 150, "{}", register.items.len());
    let used: BTreeSet<usize> = register.items.iter().map(|item| item.entry).collect();
    let unused: Vec<&str> = register
        .catalogue
        .entries
        .iter()
        .enumerate()
        .filter(|(position, _)| !used.contains(position))
        .map(|(_, entry)| entry.id.as_str())
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn the_sample_has_items_in_every_phase() {
    let register = register();
    let zone = register.zone;
    let now = parse_moment(NOW).expect("an instant").start(zone);
    let phase = |item: &Item| {
        let withdrawn = item.withdrawn.as_ref().map(|withdrawal| withdrawal.date.start(zone));
        if item.publish.start(zone) > now {
            "scheduled"
        } else if withdrawn.is_some_and(|at| at <= now) {
            "withdrawn"
        } else if item.expires.is_some_and(|at| at <= now) {
            "expired"
        } else {
            "current"
        }
    };
    let phases: BTreeSet<&str> = register.items.iter().map(phase).collect();
    assert_eq!(phases.into_iter().collect::<Vec<_>>(), ["current", "expired", "scheduled", "withdrawn"]);
}
