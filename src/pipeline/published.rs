//! Which of the items with the same approval were published: what tells an original from its copies.

use crate::address;
use crate::check;
use crate::config::{Config, Readers};
use crate::model::{Clearance, Item, Register};
use crate::publish;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files of those whose page stands in an output, and, since a copy may have the id too, that the last build which passed
/// knew, where that is kept. Of a public item public editions tell, if there are any: nothing internal bears on it.
pub(super) fn among(root: &Path, config: &Config, register: &Register) -> BTreeSet<Arc<str>> {
    let mut items = check::with_one_approval(register).flatten().peekable();
    if items.peek().is_none() {
        return BTreeSet::new();
    }
    let good = publish::good_of(root);
    let known: Option<HashSet<&str>> = good.as_ref().map(|good| good.texts.iter().map(|(path, _)| &**path).collect());
    let for_the_public = config.editions.iter().any(|edition| edition.audience == Readers::Public);
    let trees = |public: bool| -> Vec<PathBuf> {
        let telling =
            config.editions.iter().filter(|edition| !(public && for_the_public) || edition.audience == Readers::Public);
        telling.map(|edition| root.join(&edition.output)).collect()
    };
    let [of_others, of_public] = [false, true].map(trees);
    let stands = |item: &Item| {
        let public = register.reach(item.organisation, item.clearance) == Clearance::Public;
        let trees = if public { &of_public } else { &of_others };
        let page = address::item(&item.id);
        trees.iter().any(|tree| tree.join(&page).is_file())
    };
    let was_known = |item: &Item| known.as_ref().is_none_or(|known| known.contains(&*item.path));
    items.filter(|item| was_known(item) && stands(item)).map(|item| Arc::clone(&item.path)).collect()
}
