//! Which of the items that contest an approval or an id was published: what tells an original from its copies.

use crate::address;
use crate::check;
use crate::config::{Config, Readers};
use crate::model::{Item, Published, Register};
use crate::publish::state::{Private, recall};
use crate::publish::{self, OutputError};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the files of originals are remembered. Pages tell of them only until one is edited, and leaves.
const ORIGINALS: &str = "originals.json";
/// And the files of those that the public saw and sees no more.
const NARROWED: &str = "were-public.json";

/// The files of originals: those that are remembered; else those whose page stands in an output and, since a copy may have the id
/// too, that the last build which passed knew, where that is kept; else those that it knew, of others that it did not know.
/// Of public items, public editions tell, if there are any, and of those that contest something with one another no contest with
/// others does: nothing internal bears on them. But what was public goes before its copies also where it was narrowed.
pub(super) fn among(root: &Path, config: &Config, register: &Register) -> Published {
    let mut contests = check::contests(register).peekable();
    if contests.peek().is_none() {
        return Published::default();
    }
    let good = publish::good_of(root);
    let known: Option<HashSet<&str>> = good.as_ref().map(|good| good.texts.iter().map(|(path, _)| &**path).collect());
    let remembered: BTreeSet<String> = recall(root, ORIGINALS);
    let for_the_public = config.editions.iter().any(|edition| edition.audience == Readers::Public);
    let trees = |public: bool| -> Vec<PathBuf> {
        let telling =
            config.editions.iter().filter(|edition| !(public && for_the_public) || edition.audience == Readers::Public);
        telling.map(|edition| root.join(&edition.output)).collect()
    };
    let [of_others, of_public] = [false, true].map(trees);
    let is_public = |item: &Item| register.is_for_public(item);
    let stands_in = |trees: &[PathBuf], item: &Item| {
        let page = address::item(&item.id);
        trees.iter().any(|tree| tree.join(&page).is_file())
    };
    let stands = |item: &Item| stands_in(if is_public(item) { &of_public } else { &of_others }, item);
    let was_remembered = |item: &Item| remembered.contains(&*item.path);
    let stood = |item: &Item| known.as_ref().is_none_or(|known| known.contains(&*item.path)) && stands(item);
    let was_known = |item: &Item| known.as_ref().is_some_and(|known| known.contains(&*item.path));
    let tells: [&dyn Fn(&Item) -> bool; 3] = [&was_remembered, &stood, &was_known];
    let originals = |items: &[&Item]| -> Vec<Arc<str>> {
        let told = tells.iter().find(|tells| items.iter().any(|item| tells(item)));
        items.iter().filter(|item| told.is_some_and(|tells| tells(item))).map(|item| Arc::clone(&item.path)).collect()
    };
    let parts: Vec<(Vec<&Item>, Vec<&Item>)> =
        contests.map(|items| items.into_iter().partition(|item| is_public(item))).collect();
    let contested: HashSet<&str> = parts
        .iter()
        .filter(|(public, _)| public.len() > 1)
        .flat_map(|(public, _)| public)
        .map(|item| &*item.path)
        .collect();
    let settled = |public: &[&Item]| public.len() > 1 || !public.iter().any(|item| contested.contains(&*item.path));
    let told =
        parts.iter().flat_map(|(public, others)| [others.as_slice(), if settled(public) { public } else { &[] }]);
    let were_public: BTreeSet<String> = recall(root, NARROWED);
    // A page is its own only where none of the others can have made it.
    let was_public = |item: &Item, public: &[&Item]| {
        let may_be_theirs = || public.iter().any(|other| other.id == item.id && was_known(other));
        were_public.contains(&*item.path) || was_known(item) && stands_in(&of_public, item) && !may_be_theirs()
    };
    let narrowed = parts.iter().flat_map(|(public, others)| {
        others.iter().filter(|item| !public.is_empty() && was_public(item, public)).map(|item| Arc::clone(&item.path))
    });
    Published { originals: told.flat_map(originals).collect(), narrowed: narrowed.collect() }
}

/// Remembers the originals that a build sees, and those of before that cannot be read now, or are still as narrow.
pub(super) fn remember(root: &Path, private: &Private, register: &Register) -> Result<(), OutputError> {
    let narrow: HashSet<&str> =
        register.items.iter().filter(|item| !register.is_for_public(item)).map(|item| &*item.path).collect();
    let unreadable = |path: &str| register.broken.contains_key(path);
    let still_narrow = |path: &str| unreadable(path) || narrow.contains(path);
    let Published { originals, narrowed } = &register.published;
    let note = |name, now: &BTreeSet<Arc<str>>, keeps: &dyn Fn(&str) -> bool| {
        let before: BTreeSet<String> = recall(root, name);
        let kept = before.iter().filter(|path| keeps(path)).cloned();
        let now: BTreeSet<String> = now.iter().map(|path| path.to_string()).chain(kept).collect();
        if now == before { Ok(()) } else { private.note(name, &now) }
    };
    note(ORIGINALS, originals, &unreadable)?;
    note(NARROWED, narrowed, &still_narrow)
}
