//! The seal of an approval: a digest of what was approved, by meaning and not by bytes, so that the order of keys,
//! quotes, blank lines and line ends do not matter. It has two parts. The first is of what the public would see and
//! of nothing else, so that nothing internal bears on whether an item is public; the second is of all of it.

use super::named;
use crate::catalogue::{Entry, Pii};
use crate::markdown;
use crate::model::{Approval, ApprovalState, Clearance, Item, Organisation, Partial, Seal, StepKind, TO_COME};
use crate::source::{Node, Value};
use blake3::Hasher;
use std::sync::Arc;

/// The form of the digest; another way of reckoning it has another.
const VERSION: &str = "v1";

/// Hexadecimal digits of each part: 128 bits.
const DIGITS: usize = 32;

/// Keys that the seal does not cover: the approval itself, and a withdrawal, which must never wait for a signature.
pub(super) const OUTSIDE: [&str; 2] = ["approval", "withdrawn"];

/// Keys that say where an item is found. They may come after the approval, as when its file is renamed: its address is
/// part of no seal where neither is written.
const ADDRESS: [&str; 2] = ["id", "aliases"];

/// Without this key the catalogue says who may see an item. What it makes public was approved as that, or is not.
const AUDIENCE: &str = "audience";

/// What stands in the seal before the names that the catalogue masks for the public: where it lets them stand whole, more is
/// seen than was approved.
const MASKED: &str = "masked";

/// Keys that the public never sees.
const INTERNAL: [&str; 2] = ["privacy_reason", "internal_reason"];

/// A front matter, kept for its digest if there is one to be compared with.
pub(super) fn keep<'t>(front: &str, node: &Node<'t>) -> Option<Node<'t>> {
    front.contains("digest").then(|| node.clone())
}

/// Fills in the digest of what is there, where the approval carries that of what was reviewed or approved. `text` is the
/// file's, whose body begins at `start`. An approval that rests on the review of another text is not whole: it waits
/// for that of this one.
pub(super) fn compare(
    item: &mut Item,
    entry: &Entry,
    front: Option<Node<'_>>,
    organisations: &[Organisation],
    text: &str,
    start: usize,
) {
    let Some(front) = front else {
        return;
    };
    let given = match &item.approval {
        ApprovalState::Whole(approval) => approval.seal.is_some() || approval.reviewed_seal.is_some(),
        ApprovalState::Partial(partial) => partial.reviewed.is_some(),
        ApprovalState::Missing => false,
    };
    if !given {
        return;
    }
    let organisation = organisations.get(item.organisation).map_or("", |organisation| &*organisation.id);
    let names: Vec<String> = named::names(item.fields.iter().filter(|field| !field.internal)).into_iter().collect();
    let sealed = Sealed { item, front: &front, organisation, text, start };
    let (mut ways, mut laxer) = (sealed.ways(&[]), Vec::new());
    if !names.is_empty() && entry.pii == Some(Pii::Masked) {
        // Names that were approved to be read whole may be masked since.
        ways.splice(0..0, sealed.ways(&names));
    } else if !names.is_empty() {
        laxer = sealed.ways(&names);
    }
    let fill = |seal: &mut Seal| {
        let alike = |same: &dyn Fn(&Seal) -> bool| {
            ways.iter().find(|(_, now)| same(&Seal { now: now.clone(), ..seal.clone() }))
        };
        let way = alike(&|seal| !seal.broken()).or_else(|| alike(&|seal| !seal.public_edited())).unwrap_or(&ways[0]);
        (seal.moved, seal.now) = way.clone();
        seal.unmasked = seal.broken() && laxer.iter().any(|(_, then)| *then == seal.given);
    };
    match &mut item.approval {
        ApprovalState::Whole(approval) => {
            let Approval { seal, reviewed_seal, .. } = approval;
            seal.iter_mut().chain(&mut *reviewed_seal).for_each(fill);
            // What is being approved is what was reviewed, also where its address came in between.
            if let (Some(seal), Some(reviewed)) = (seal, reviewed_seal)
                && *seal.given == *TO_COME
                && *reviewed.given != *TO_COME
                && !reviewed.broken()
            {
                seal.now = Arc::clone(&reviewed.now);
            }
            if let Some(partial) = unreviewed(approval) {
                item.approval = ApprovalState::Partial(partial);
            }
        }
        ApprovalState::Partial(partial) => partial.reviewed.iter_mut().for_each(fill),
        ApprovalState::Missing => {}
    }
}

/// What an approval comes to whose review was of another text than was approved.
fn unreviewed(approval: &Approval) -> Option<Partial> {
    let reviewed = approval.reviewed_seal.as_ref()?;
    // Without a digest of what was approved nothing internal may bear on whether the item is public.
    let another = match &approval.seal {
        Some(seal) if *seal.given != *TO_COME => seal.given != reviewed.given,
        // Where the approval moves the day of publication, both digests are made anew.
        Some(_) => *reviewed.given != *TO_COME && reviewed.broken(),
        None => reviewed.public_edited(),
    };
    let steps = [(StepKind::Proposed, &approval.proposed), (StepKind::Reviewed, &approval.reviewed)];
    another.then(|| Partial {
        step: StepKind::Approved,
        taken: steps.into_iter().filter_map(|(step, taken)| Some((step, taken.clone()?))).collect(),
        secrecy: approval.secrecy,
        reviewed: Some(reviewed.clone()),
        in_words: false,
    })
}

/// What a seal covers.
struct Sealed<'s> {
    item: &'s Item,
    front: &'s Node<'s>,
    organisation: &'s str,
    /// Of the whole file, whose body begins at `start`.
    text: &'s str,
    start: usize,
}

impl Sealed<'_> {
    /// What the item may have been approved as, with these names `masked` for the public, and whether that is without its address:
    /// first as it is.
    fn ways(&self, masked: &[String]) -> Vec<(bool, Arc<str>)> {
        let by_default = !self.says(&[AUDIENCE]);
        let public = self.item.clearance == Clearance::Public;
        let way = |but: &[&str], public: bool| -> Arc<str> {
            let mut catalogue = Vec::new();
            if public && by_default {
                catalogue.extend([AUDIENCE, "public"]);
            }
            if public && !masked.is_empty() {
                catalogue.push(MASKED);
                catalogue.extend(masked.iter().map(String::as_str));
            }
            self.digest(but, &catalogue).into()
        };
        let mut ways = vec![(false, way(&[], public))];
        if by_default && !public {
            // What the catalogue made public without a word in the file was approved for that; it may have been narrowed since.
            ways.push((false, way(&[], true)));
        }
        if self.says(&ADDRESS) {
            ways.push((true, way(&ADDRESS, public)));
        }
        ways
    }

    /// Whether the file has one of some keys.
    fn says(&self, words: &[&str]) -> bool {
        matches!(&self.front.value, Value::Map(keys) if keys.iter().any(|(key, _)| words.contains(&&*key.value)))
    }

    /// The digest, but for some keys, and with what the catalogue says of the item that the public sees.
    fn digest(&self, but: &[&str], catalogue: &[&str]) -> String {
        let Self { item, front: _, organisation, text, start } = *self;
        let parts = [true, false].map(|open| {
            let mut hash = Hasher::new();
            word(&mut hash, organisation);
            catalogue.iter().for_each(|said| word(&mut hash, said));
            self.front(&mut hash, open, but);
            let body = if open { markdown::visible(text, &item.body.passages, false) } else { text[start..].into() };
            lines(&mut hash, &body);
            let attachments = item.attachments.iter().filter(|file| !open || file.clearance == Clearance::Public);
            let pictures = item.pictures.iter().filter(|picture| !open || !picture.internal);
            let mut files: Vec<(&str, &str)> = attachments
                .map(|attachment| &attachment.file)
                .chain(pictures.map(|picture| &picture.file))
                .map(|file| (&*file.name, &*file.sha256))
                .collect();
            files.sort_unstable();
            files.dedup();
            for (name, sha256) in files {
                word(&mut hash, name);
                word(&mut hash, sha256);
            }
            hash.finalize().to_hex()[..DIGITS].to_owned()
        });
        format!("{VERSION}-{}", parts.join("-"))
    }

    /// The front matter: all that the seal covers, or what is `open` to the public of it.
    fn front(&self, hash: &mut Hasher, open: bool, but: &[&str]) {
        let Value::Map(entries) = &self.front.value else {
            return;
        };
        let covered = |key: &str| !(OUTSIDE.contains(&key) || but.contains(&key) || (open && INTERNAL.contains(&key)));
        let mut entries: Vec<(&str, &Node<'_>)> =
            entries.iter().map(|(key, node)| (&*key.value, node)).filter(|(key, _)| covered(key)).collect();
        entries.sort_by_key(|(key, _)| *key);
        for (key, node) in entries {
            let shown = |name: &str| !open || self.item.field(name).is_some_and(|field| !field.internal);
            match (key, &node.value) {
                (_, Value::Null) => {}
                ("fields", Value::Map(fields)) => {
                    let mut fields: Vec<(&str, &Node<'_>)> = fields
                        .iter()
                        .map(|(name, node)| (&*name.value, node))
                        .filter(|(name, _)| shown(name))
                        .collect();
                    fields.sort_by_key(|(name, _)| *name);
                    for (name, node) in fields {
                        word(hash, key);
                        word(hash, name);
                        tree(hash, node);
                    }
                }
                ("attachments", Value::List(files)) => {
                    for file in files.iter().filter(|file| !open || !kept_inside(file)) {
                        word(hash, key);
                        tree(hash, file);
                    }
                }
                ("attachments", _) if open && kept_inside(node) => {}
                _ => {
                    word(hash, key);
                    tree(hash, node);
                }
            }
        }
    }
}

/// Whether an attachment is for members.
fn kept_inside(node: &Node<'_>) -> bool {
    let Value::Map(entries) = &node.value else {
        return false;
    };
    let audience = entries.iter().find(|(key, _)| key.value == "audience");
    audience.is_some_and(|(_, node)| match &node.value {
        Value::Scalar(word) => Clearance::read(word) != Some(Clearance::Public),
        Value::Null | Value::List(_) | Value::Map(_) => true,
    })
}

/// A value, whatever its style: maps by key, without what is empty.
fn tree(hash: &mut Hasher, node: &Node<'_>) {
    match &node.value {
        Value::Null => drop(hash.update(b"n")),
        Value::Scalar(text) => {
            hash.update(b"s");
            lines(hash, text);
        }
        Value::List(nodes) => {
            hash.update(b"l").update(&(nodes.len() as u64).to_le_bytes());
            nodes.iter().for_each(|node| tree(hash, node));
        }
        Value::Map(entries) => {
            let mut entries: Vec<_> = entries.iter().filter(|(_, node)| !matches!(node.value, Value::Null)).collect();
            entries.sort_by(|(a, _), (b, _)| a.value.cmp(&b.value));
            hash.update(b"m").update(&(entries.len() as u64).to_le_bytes());
            for (key, node) in entries {
                word(hash, &key.value);
                tree(hash, node);
            }
        }
    }
}

/// A word with its length, so that two words are never the same as one.
fn word(hash: &mut Hasher, text: &str) {
    hash.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
}

/// A text by its lines: blank ones at either end do not count, and several together are one.
fn lines(hash: &mut Hasher, text: &str) {
    let mut blank = false;
    for line in text.trim().lines() {
        let line = line.trim_end();
        if line.is_empty() {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) {
            hash.update(b"\n");
        }
        hash.update(line.as_bytes()).update(b"\n");
    }
    hash.update(&[0]);
}
