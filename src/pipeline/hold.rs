//! A public item that was edited after its approval, or lost it by an edit, can go on standing as it was last approved;
//! where it does not, the build says that it comes off.

use super::Inputs;
use super::retract::{Limits, Newer};
use crate::address;
use crate::catalogue::Catalogue;
use crate::check;
use crate::config::{Config, Edited};
use crate::diagnostic::{Diagnostics, Text};
use crate::load::{self, Files, Found, Overlaid};
use crate::model::{ApprovalState, Clearance, Item, Organisation, Register, Seal};
use crate::publish::state::recall;
use crate::publish::{ApprovedTexts, OutputError};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where it is remembered what edits narrowed.
pub(super) const NARROWED: &str = "narrowed.json";

/// The register with each such item as it was approved, less what its newer text takes back, where the site wants that
/// and the approved text is kept; the files are made to say the same. What is not kept, or is no longer whole because a
/// file beside the item changed, is out.
pub(super) fn hold(
    root: &Path,
    inputs: &mut Inputs<'_>,
    register: Register,
    findings: &mut Diagnostics,
) -> io::Result<Register> {
    if register.approvals.edited != Edited::LastApproved {
        return tell(root, inputs, register, findings);
    }
    let kept = approved_texts(root, &register, true);
    if kept.is_empty() {
        return Ok(register);
    }
    let texts: BTreeMap<Arc<str>, String> =
        kept.keys().filter_map(|path| Some((Arc::clone(path), load::text_of(&inputs.files, path)?))).collect();
    for (path, text) in &kept {
        inputs.files.replace(path, text.clone());
    }
    let (mut held, _) = load::load(&inputs.files, &inputs.config)?;
    held.published.clone_from(&register.published);
    let faulty = check::faulty(findings);
    let mut config = inputs.config.clone();
    let edited = Overlaid::new(&inputs.files, texts.clone());
    let newer = Newer {
        register: &register,
        config: Some(&inputs.config),
        faulty: &faulty,
        unfounded: false,
        edited: true,
        guards_more: &|now, good| load::guards(&edited, now).exceed(&load::guards(&inputs.files, good)),
        in_doubt: &|now| load::in_doubt(&edited, now),
        has: &|path| inputs.files.has(path),
    };
    // One that was narrowed would count as approved whatever its digest.
    let whole: BTreeSet<Arc<str>> =
        held.items.iter().filter(|item| item.approved().is_some()).map(|item| Arc::clone(&item.path)).collect();
    let mut limits = Limits::default().renew(&held, &inputs.config, &newer, None);
    let below = held.items.iter().filter(|item| kept.contains_key(&item.path));
    let below = below.filter_map(|item| Some((&*item.id, &*public_seal(item)?.given, !faulty.contains(&item.path))));
    inputs.narrowed = limits.stay_narrow(&recall(root, NARROWED), below);
    limits.apply(&mut held, &mut config, &|_| true);
    let below: BTreeSet<&str> =
        held.items.iter().filter(|item| kept.contains_key(&item.path)).map(|item| &*item.id).collect();
    limits.keep_items(&below);
    inputs.taken_back = limits;
    let now: HashMap<&str, &Item> = register.items.iter().map(|item| (&*item.path, item)).collect();
    for item in held.items.iter_mut().filter(|item| kept.contains_key(&item.path)) {
        let Some(newer) = now.get(&*item.path).filter(|_| whole.contains(&item.path)) else {
            continue;
        };
        let texts = kept.get(&item.path).zip(texts.get(&item.path)).map(|(old, new)| (&**old, &**new));
        findings.push(check::edited(newer, &register, Some(&differences(item, newer, texts, &register.catalogue))));
        if let ApprovalState::Whole(approval) = &mut item.approval
            && let Some(seal) = &mut approval.seal
        {
            (seal.held, seal.told) = (true, true);
        }
    }
    Ok(held)
}

/// Says what was edited in items whose approved text is known, and leaves everything as it is.
pub(super) fn tell(
    root: &Path,
    inputs: &Inputs<'_>,
    mut register: Register,
    findings: &mut Diagnostics,
) -> io::Result<Register> {
    if register.approvals.edited == Edited::LastApproved {
        register.standing = approved_texts(root, &register, true).into_keys().collect();
    }
    let kept = approved_texts(root, &register, false);
    if kept.is_empty() {
        return Ok(register);
    }
    let files = Overlaid::new(&inputs.files, kept.clone());
    let (before, _) = load::load(&BesideApproved(&files), &inputs.config)?;
    let before: HashMap<&str, &Item> = before.items.iter().map(|item| (&*item.path, item)).collect();
    for position in 0..register.items.len() {
        let item = &register.items[position];
        let old = before.get(&*item.path).filter(|old| kept.contains_key(&old.path) && old.approved().is_some());
        let Some(old) = old else {
            continue;
        };
        let now = load::text_of(&inputs.files, &item.path);
        let texts = kept.get(&item.path).zip(now.as_ref()).map(|(old, new)| (&**old, &**new));
        findings.push(check::edited(item, &register, Some(&differences(old, item, texts, &register.catalogue))));
        if let ApprovalState::Whole(approval) = &mut register.items[position].approval
            && let Some(seal) = &mut approval.seal
        {
            seal.told = true;
        }
    }
    Ok(register)
}

/// What was edited in items since their review, by path, where the text that was reviewed is kept.
pub(super) fn since_review(
    root: &Path,
    inputs: &Inputs<'_>,
    register: &Register,
) -> io::Result<BTreeMap<Arc<str>, Vec<Text>>> {
    let store = ApprovedTexts::of(root);
    let outdated = register.items.iter().filter_map(|item| Some((item, reviewed(item).filter(|seal| seal.broken())?)));
    let kept: BTreeMap<Arc<str>, String> =
        outdated.filter_map(|(item, seal)| Some((Arc::clone(&item.path), store.get(&seal.given)?))).collect();
    if kept.is_empty() {
        return Ok(BTreeMap::new());
    }
    let files = Overlaid::new(&inputs.files, kept.clone());
    let (before, _) = load::load(&BesideApproved(&files), &inputs.config)?;
    let before: HashMap<&str, &Item> = before.items.iter().map(|item| (&*item.path, item)).collect();
    let changed = register.items.iter().filter_map(|item| {
        let (old, text) = (before.get(&*item.path)?, kept.get(&item.path)?);
        let now = load::text_of(&inputs.files, &item.path);
        let texts = now.as_ref().map(|now| (&**text, &**now));
        let same = now.as_ref() == Some(text);
        let edits = if same { Vec::new() } else { differences(old, item, texts, &register.catalogue) };
        // The text of the review does not come out at its digest either: something else changed.
        let besides = reviewed(old)
            .is_some_and(Seal::broken)
            .then(|| Text::new("附件、图片或归属的党组织", "a file beside it, or whose it is"));
        Some((Arc::clone(&item.path), edits.into_iter().chain(besides).collect()))
    });
    Ok(changed.collect())
}

/// A013 with what was edited, where that is known.
pub(super) fn tell_reviewed(
    root: &Path,
    inputs: &Inputs<'_>,
    register: &mut Register,
    findings: &mut Diagnostics,
) -> io::Result<()> {
    let changed = since_review(root, inputs, register)?;
    for position in 0..register.items.len() {
        let Some(changed) = changed.get(&register.items[position].path) else { continue };
        findings.push(check::edited_since_review(&register.items[position], register, changed));
        if let ApprovalState::Partial(partial) = &mut register.items[position].approval
            && let Some(seal) = &mut partial.reviewed
        {
            seal.told = true;
        }
    }
    Ok(())
}

/// What was reviewed of an item whose approval is under way and was not refused.
fn reviewed(item: &Item) -> Option<&Seal> {
    match &item.approval {
        ApprovalState::Partial(partial) if !partial.refused() && !partial.in_words => partial.reviewed.as_ref(),
        ApprovalState::Missing | ApprovalState::Partial(_) | ApprovalState::Whole(_) => None,
    }
}

/// The texts, as they were approved, of the items that were edited since; with `lost`, also of those that lost their
/// approval by an edit and may stand as they were.
fn approved_texts(root: &Path, register: &Register, lost: bool) -> BTreeMap<Arc<str>, String> {
    let store = ApprovedTexts::of(root);
    let mut edited = register.items.iter().filter(|item| item.approved().is_none()).peekable();
    if edited.peek().is_none() {
        return BTreeMap::new();
    }
    let (by_id, ids) = (store.by_id(), register.by_id());
    // A copy has the digest of what it was copied from, and was never approved.
    let sound = |item: &&Item| public_seal(item).is_some_and(|seal| !seal.broken());
    let standing: BTreeSet<&str> =
        register.items.iter().filter(sound).filter_map(public_seal).map(|seal| &*seal.given).collect();
    // Also where that is approved otherwise by now. One that is there no more was renamed.
    let is_anothers = |item: &Item, given: &str| {
        let owners = || by_id.iter().filter(|(_, digest)| **digest == given).map(|(id, _)| id.as_str());
        let own = |id: &str| std::iter::once(&item.id).chain(&item.aliases).any(|own| **own == *id);
        !owners().any(own) && owners().any(|id| ids.contains_key(id))
    };
    let is_copy = |item: &Item, given: &str| {
        standing.contains(given)
            && (check::copied_from(register, item).is_some() || !register.published.originals.contains(&item.path))
            || is_anothers(item, given)
    };
    let kept = |item: &Item, digest: &str| {
        let withdrawn = || item.withdrawn.as_ref().and_then(|_| store.get(&once_withdrawn(digest)));
        store.get(digest).or_else(withdrawn)
    };
    let text = |item: &Item| match public_seal(item) {
        Some(seal) => Some(&*seal.given).filter(|given| !is_copy(item, given)).and_then(|given| kept(item, given)),
        // What took over the id alone is something else.
        None => by_id
            .get(&*item.id)
            .filter(|_| lost && may_stand(item))
            .and_then(|digest| kept(item, digest))
            .filter(|text| load::title_of(text).as_ref() == Some(&item.title)),
    };
    edited.filter_map(|item| Some((Arc::clone(&item.path), text(item)?))).collect()
}

/// Of the files of a site, those of other texts, and what those need.
struct BesideApproved<'f>(&'f Overlaid<'f>);

impl Files for BesideApproved<'_> {
    fn list(&self, folder: &str) -> io::Result<Vec<Found>> {
        let of = |path: &str| path.rsplit_once('/').map_or(0, |(folder, _)| folder.len());
        let beside = |path: &str| self.0.paths().any(|text| text[..of(text)] == path[..of(path)]);
        let needed = |path: &str| {
            self.0.paths().any(|text| text == path)
                || Organisation::made_by(path).is_some()
                || (!path.ends_with(".md") && beside(path))
        };
        Ok(self.0.list(folder)?.into_iter().filter(|found| needed(&found.path)).collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.read(path)
    }
}

/// Keeps what is approved now, for when it is edited; where that would not stand, no more than what approvers kept.
pub(super) fn keep(root: &Path, inputs: &Inputs<'_>, register: &Register) -> Result<(), OutputError> {
    let texts = ApprovedTexts::of(root);
    // What a reviewer kept stands until it is approved.
    let under_review = || register.items.iter().filter_map(reviewed).map(|seal| &*seal.given);
    if register.approvals.edited != Edited::LastApproved {
        let approved = register.items.iter().filter_map(public_seal).map(|seal| &*seal.given);
        return texts.forget_others(&approved.chain(under_review()).collect()).map(drop);
    }
    let mut sealed: BTreeMap<&str, &Item> = BTreeMap::new();
    let mut withdrawn: BTreeSet<&str> = BTreeSet::new();
    // What is not whole below its edit has no text of its own: it was copied, or lost a file.
    for item in &register.items {
        let Some(seal) = public_seal(item).filter(|seal| !seal.broken()) else { continue };
        if register.published.originals.contains(&item.path) || !sealed.contains_key(&*seal.given) {
            sealed.insert(&seal.given, item);
        }
        if item.withdrawn.is_some() {
            withdrawn.insert(&seal.given);
        }
    }
    let kept: BTreeMap<Cow<'_, str>, &Item> = sealed
        .iter()
        .map(|(digest, item)| match withdrawn.contains(digest) {
            true => (Cow::Owned(once_withdrawn(digest)), *item),
            false => (Cow::Borrowed(*digest), *item),
        })
        .collect();
    let names: BTreeSet<&str> = kept.keys().map(|name| &**name).chain(under_review()).collect();
    texts.note(&sealed.iter().map(|(digest, item)| (&*item.id, *digest)).collect())?;
    for (name, item) in kept.iter().filter(|(_, item)| public_seal(item).is_some_and(|seal| seal.moved)) {
        if let Some(text) = load::text_of(&inputs.files, &item.path) {
            texts.put(name, &text)?;
        }
    }
    texts.keep(&names, |name| load::text_of(&inputs.files, &kept.get(name)?.path))
}

/// The name under which the text of a digest is kept once its item was withdrawn: it is held no more where that is not said.
fn once_withdrawn(digest: &str) -> String {
    format!("{digest}-withdrawn")
}

/// The seal of a public item, also of one that stands below an edit which narrowed it.
fn public_seal(item: &Item) -> Option<&Seal> {
    match &item.approval {
        ApprovalState::Whole(approval) => {
            approval.seal.as_ref().filter(|seal| item.clearance == Clearance::Public || seal.held)
        }
        ApprovalState::Missing | ApprovalState::Partial(_) => None,
    }
}

/// Whether a public item that has no whole approval any more may stand as it was approved: not where a review refused it.
fn may_stand(item: &Item) -> bool {
    let lost = match &item.approval {
        ApprovalState::Missing => true,
        ApprovalState::Partial(partial) => !partial.refused(),
        ApprovalState::Whole(_) => false,
    };
    lost && item.clearance == Clearance::Public
}

/// A014: items that stand in an output and have no whole approval any more.
pub(super) fn lost(root: &Path, config: &Config, register: &Register, findings: &mut Diagnostics) {
    let trees: Vec<PathBuf> = config.editions.iter().map(|edition| root.join(&edition.output)).collect();
    for item in &register.items {
        let held_back = !matches!(item.approval, ApprovalState::Whole(_));
        if held_back && trees.iter().any(|tree| tree.join(address::item(&item.id)).is_file()) {
            findings.push(check::lost(item, register.approvals));
        }
    }
}

/// What differs between two states of an item, and where nothing of that does, between their texts, in words: of fields and
/// files, which.
fn differences(old: &Item, new: &Item, texts: Option<(&str, &str)>, catalogue: &Catalogue) -> Vec<Text> {
    let files = |item: &Item| -> BTreeSet<(Arc<str>, Arc<str>)> {
        let attachments = item.attachments.iter().map(|attachment| &attachment.file);
        attachments
            .chain(item.pictures.iter().map(|picture| &picture.file))
            .map(|file| (Arc::clone(&file.name), Arc::clone(&file.sha256)))
            .collect()
    };
    let fields = |item: &Item| -> BTreeSet<(Arc<str>, String)> {
        item.fields.iter().map(|field| (Arc::clone(&field.name), field.value.flat())).collect()
    };
    let notes = |item: &Item| -> Vec<(NaiveDate, Arc<str>)> {
        item.changes.iter().map(|change| (change.date, Arc::clone(&change.note))).collect()
    };
    let (old_files, new_files) = (files(old), files(new));
    let same_files = old_files == new_files;
    if let Some(keys) = texts.filter(|_| same_files).and_then(|(old, new)| load::dates_rewritten(old, new)) {
        let keys = keys.join(", ");
        return vec![Text::new(format!("只改了日期的写法：{keys}"), format!("only how dates are written: {keys}"))];
    }
    let named = |differ: BTreeSet<Arc<str>>, told: &dyn Fn(&str) -> Text| -> Vec<Text> {
        differ.iter().map(|name| told(name)).collect()
    };
    let field = |name: &str| {
        let known = catalogue.known_label(name).map_or(name, |label| &label.zh);
        Text::new(format!("字段“{known}”"), format!("field `{name}`"))
    };
    let file = |name: &str| Text::new(format!("附件 {name}"), format!("file `{name}`"));
    let whole = |item: &Item| matches!(item.approval, ApprovalState::Whole(_));
    let lost = whole(old) && !whole(new);
    let word = |differs: bool, zh: &str, en: &str| differs.then(|| Text::new(zh, en));
    let found: Vec<Text> = [
        word(old.title != new.title, "标题", "title"),
        word(old.clearance != new.clearance, "公开范围", "audience"),
        word(old.body.full_text != new.body.full_text, "正文", "text"),
    ]
    .into_iter()
    .flatten()
    .chain(named(unlike(&fields(old), &fields(new)), &field))
    .chain(named(unlike(&old_files, &new_files), &file))
    .chain(
        [
            word(old.publish != new.publish, "公开日期", "publication"),
            word(old.public_from != new.public_from, "向社会公开的日期", "day for the public"),
            word(old.expires != new.expires, "公开时限", "term"),
            word(notes(old) != notes(new), "更正说明", "changes"),
            word(old.summary != new.summary, "摘要", "summary"),
            word(old.result != new.result, "结果", "result"),
            word(lost, "审批记录", "approval"),
        ]
        .into_iter()
        .flatten(),
    )
    .collect();
    match texts {
        _ if !found.is_empty() => found,
        // Whose it is is part of what was approved, and stands in no file of the item.
        Some((old, new)) if old == new => vec![Text::new(
            "归属的党组织：文件移到了别处，或 _org.md 改了 id",
            "whose it is: the file moved, or an _org.md has another id",
        )],
        _ => vec![Text::new("其他内容", "other things")],
    }
}

/// The names under which two sets hold something else.
fn unlike<V: Ord>(old: &BTreeSet<(Arc<str>, V)>, new: &BTreeSet<(Arc<str>, V)>) -> BTreeSet<Arc<str>> {
    old.symmetric_difference(new).map(|(name, _)| Arc::clone(name)).collect()
}
