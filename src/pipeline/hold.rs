//! A public item that was edited after its approval can go on standing as it was last approved.

use super::Inputs;
use super::retract::{Limits, Newer};
use crate::check;
use crate::config::Edited;
use crate::diagnostic::Diagnostics;
use crate::load;
use crate::model::{ApprovalState, Clearance, Item, Register, Seal};
use crate::publish::ApprovedTexts;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::Path;
use std::sync::Arc;

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
        return Ok(register);
    }
    let store = ApprovedTexts::of(root);
    let edited = register.items.iter().filter(|item| item.approved().is_none());
    let kept: BTreeMap<Arc<str>, String> =
        edited.filter_map(|item| Some((Arc::clone(&item.path), store.get(&public_seal(item)?.given)?))).collect();
    if kept.is_empty() {
        return Ok(register);
    }
    for (path, text) in &kept {
        inputs.files.replace(path, text.clone());
    }
    let (mut held, _) = load::load(&inputs.files, &inputs.config)?;
    let faulty = check::faulty(findings);
    let mut config = inputs.config.clone();
    let newer = Newer { register, config: Some(&inputs.config), faulty, unfounded: false, guards_more: &|_, _| false };
    Limits::default().renew(&held, &inputs.config, &newer).apply(&mut held, &mut config);
    let register = &newer.register;
    let now: HashMap<&str, &Item> = register.items.iter().map(|item| (&*item.path, item)).collect();
    for item in held.items.iter_mut().filter(|item| kept.contains_key(&item.path)) {
        let Some(newer) = now.get(&*item.path).filter(|_| item.approved().is_some()) else {
            continue;
        };
        findings.push(check::edited(newer, register.approvals, Some(&differences(item, newer))));
        if let ApprovalState::Whole(approval) = &mut item.approval
            && let Some(seal) = &mut approval.seal
        {
            seal.held = true;
        }
    }
    Ok(held)
}

/// Keeps what is approved now, for when it is edited.
pub(super) fn keep(root: &Path, inputs: &Inputs<'_>, register: &Register) -> io::Result<()> {
    if register.approvals.edited != Edited::LastApproved {
        return Ok(());
    }
    let sealed: BTreeMap<&str, &Item> =
        register.items.iter().filter_map(|item| Some((&*public_seal(item)?.given, item))).collect();
    let digests: BTreeSet<&str> = sealed.keys().copied().collect();
    ApprovedTexts::of(root).keep(&digests, |digest| {
        let item = sealed.get(digest).filter(|item| public_seal(item).is_some_and(|seal| !seal.broken()))?;
        load::text_of(&inputs.files, &item.path)
    })
}

/// The seal of a public item.
fn public_seal(item: &Item) -> Option<&Seal> {
    match &item.approval {
        ApprovalState::Whole(approval) if item.clearance == Clearance::Public => approval.seal.as_ref(),
        ApprovalState::Missing | ApprovalState::Partial(_) | ApprovalState::Whole(_) => None,
    }
}

/// What differs between two states of an item, in words.
fn differences(old: &Item, new: &Item) -> Vec<(&'static str, &'static str)> {
    let files = |item: &Item| -> Vec<Arc<str>> {
        let attachments = item.attachments.iter().map(|attachment| &attachment.file);
        attachments
            .chain(item.pictures.iter().map(|picture| &picture.file))
            .map(|file| Arc::clone(&file.sha256))
            .collect()
    };
    let fields = |item: &Item| -> Vec<String> {
        item.fields.iter().map(|field| format!("{}: {}", field.name, field.value.flat())).collect()
    };
    let dates = |item: &Item| (item.publish, item.public_from, item.expires);
    let differ = [
        (old.title != new.title, ("标题", "title")),
        (old.body.full_text != new.body.full_text, ("正文", "text")),
        (fields(old) != fields(new), ("字段", "fields")),
        (files(old) != files(new), ("附件", "files")),
        (dates(old) != dates(new), ("公开期限", "term")),
    ];
    let found: Vec<_> = differ.into_iter().filter_map(|(differs, word)| differs.then_some(word)).collect();
    if found.is_empty() { vec![("其他内容", "other things")] } else { found }
}
