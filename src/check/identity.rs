//! F015: ids and aliases are used once; F023: no item is a copy that nobody changed; A016: nor carries an approval that was
//! copied.

use crate::calendar::Instant;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{ApprovalState, Item, Register, Step, StepKind, TO_COME};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reports the items whose id or alias another item had before them. What stands keeps its address: what is public and
/// approved goes before what is not, so that nothing internal can take a public page down; then what was published first.
pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    for (id, items) in with_one_id(register) {
        // What was public and is narrower now keeps it too: else a copy would go out in its place.
        let narrowed = |item: &Item| register.published.narrowed.contains(&item.path);
        let Some(keeper) = items.iter().min_by_key(|item| (!narrowed(item), age(item, register))) else {
            continue;
        };
        let mut newer: Vec<&&Item> = items.iter().filter(|item| item.path != keeper.path).collect();
        if newer.is_empty() {
            newer.push(keeper);
        }
        for item in newer {
            sink.push(twice(id, item, keeper, register));
        }
    }
}

/// Copies of a file, which clerks begin new items with, that say what the first says. Of one that is still as in its skeleton
/// that is told.
pub(super) fn copies(register: &Register, sink: &mut Diagnostics) {
    let mut alike: BTreeMap<_, Vec<&Item>> = BTreeMap::new();
    for item in register.items.iter().filter(|item| says_something(item)) {
        alike.entry((item.organisation, item.entry, &item.title, item.body.full_text)).or_default().push(item);
    }
    for mut items in alike.into_values().filter(|items| items.len() > 1) {
        items.sort_by_key(|item| begun(item, register));
        for (n, item) in items.iter().enumerate() {
            let same = |other: &&&Item| {
                let days = other.publish == item.publish && other.period == item.period;
                // Of what is approved already a file name has to tell; what is to be approved is looked at word for word.
                let whole = matches!(item.approval, ApprovalState::Whole(_));
                days && (is_named_after(&item.path, &other.path) || !whole && says_the_same(item, other))
            };
            let Some(first) = items[..n].iter().find(same) else { continue };
            let (zh, en) = (
                format!("与 {} 的标题、正文、公开日期都一样，像是复制后没有改", first.path),
                format!("title, text and day are those of {}: a copy that nobody changed", first.path),
            );
            let finding = Diagnostic::new(&codes::F023, item.span(item.marks.publish), zh, en);
            sink.push(match item.approval {
                ApprovalState::Missing => finding.help(
                    "是新事项的，改好标题、正文和日期再办；多余的，删去这个文件",
                    "Write the new item before it is proposed, or delete the file",
                ),
                ApprovalState::Partial(_) | ApprovalState::Whole(_) => finding.help(
                    "是新事项的，改好标题、正文和日期，删去 approval 重新办理；多余的，删去这个文件",
                    "Write the new item and drop `approval`, or delete the file",
                ),
            });
        }
    }
}

/// The item that said before, word for word, what another one says.
pub(crate) fn said_before<'r>(register: &'r Register, item: &Item) -> Option<&'r Item> {
    let same = |other: &&Item| {
        other.path == item.path
            || item.body.full_text == other.body.full_text && says_something(other) && says_the_same(item, other)
    };
    let first = register.items.iter().filter(|_| says_something(item)).filter(same);
    first.min_by_key(|other| begun(other, register)).filter(|first| first.path != item.path)
}

/// Whether an item counts where words are compared: not once it was taken off, nor as it was in its skeleton.
fn says_something(item: &Item) -> bool {
    item.withdrawn.is_none() && item.samples.is_empty()
}

/// The order in which items have a right to the same words: what is on its way to approval goes before what nobody proposed.
fn begun<'i>(item: &'i Item, register: &Register) -> (bool, Age<'i>) {
    (matches!(item.approval, ApprovalState::Missing), age(item, register))
}

/// Whether one item says what the other says, in all but its approval and its address.
fn says_the_same(one: &Item, other: &Item) -> bool {
    let place = |item: &Item| (item.organisation, item.entry, item.clearance, item.within, item.body.full_text);
    let days = |item: &Item| (item.publish, item.public_from, item.expires, item.period);
    let follows = |item: &Item| -> Vec<Arc<str>> { item.follows.iter().map(|(id, _)| Arc::clone(id)).collect() };
    let fields = |item: &Item| -> Vec<(Arc<str>, String)> {
        item.fields.iter().map(|field| (Arc::clone(&field.name), field.value.flat())).collect()
    };
    let files = |item: &Item| -> Vec<Arc<str>> {
        let attached = item.attachments.iter().map(|attachment| &attachment.file);
        let files = attached.chain(item.pictures.iter().map(|picture| &picture.file));
        files.map(|file| Arc::clone(&file.sha256)).collect()
    };
    place(one) == place(other)
        && days(one) == days(other)
        && one.words() == other.words()
        && follows(one) == follows(other)
        && fields(one) == fields(other)
        && files(one) == files(other)
}

/// A016: no item carries the approval of another, which came along when its file was copied.
pub(super) fn approvals(register: &Register, sink: &mut Diagnostics) {
    let mut copies: BTreeMap<&Arc<str>, (&Item, &Item)> = BTreeMap::new();
    for items in with_one_approval(register) {
        for item in &items {
            if let Some(first) = original(register, item, items.iter().copied()) {
                copies.insert(&item.path, (item, first));
            }
        }
    }
    for (item, first) in copies.into_values() {
        let (zh, en) = (
            format!("这里的审批是复制来的，原来是 {} 的", first.path),
            format!("this approval was copied: it is that of {}", first.path),
        );
        let finding = Diagnostic::new(&codes::A016, item.span(item.marks.approval), zh, en);
        // What was narrowed is not to go out by its copy.
        let [first_is_public, is_public] = [first, item].map(|item| register.is_for_public(item));
        sink.push(match (first_is_public, is_public) {
            (true, false) => finding.help(
                format!("这一件如是收紧了范围的原件，先删去 {}，或其中的 approval", first.path),
                format!(
                    "If this is the original, of which readers are fewer now, delete {} first, or its `approval`",
                    first.path
                ),
            ),
            (false, true) => finding.help(
                format!("{} 收紧了范围，它的副本不得公开：先删去 {}，或其中的 approval", first.path, item.path),
                format!(
                    "{} has fewer readers now, and its copy is not to go out: delete {} first, or its `approval`",
                    first.path, item.path
                ),
            ),
            (true, true) | (false, false) => finding.help(
                "是新事项的，删去 approval，从提出办起；改了名、移了地方的，删去旧文件",
                "Of a new item, drop `approval` and begin with the proposal; of one that moved, delete the old file",
            ),
        });
    }
}

/// Items that say that they have the same id or alias, together.
fn with_one_id(register: &Register) -> impl Iterator<Item = (&Arc<str>, Vec<&Item>)> {
    let mut users: BTreeMap<&Arc<str>, Vec<&Item>> = BTreeMap::new();
    for item in &register.items {
        for id in std::iter::once(&item.id).chain(&item.aliases) {
            users.entry(id).or_default().push(item);
        }
    }
    users.into_iter().filter(|(_, items)| items.len() > 1)
}

/// Items of which one has something that is another's, be it an approval or an id, together.
pub(crate) fn contests(register: &Register) -> impl Iterator<Item = Vec<&Item>> {
    with_one_approval(register).chain(with_one_id(register).map(|(_, items)| items))
}

/// Items that carry the same approval, together.
fn with_one_approval(register: &Register) -> impl Iterator<Item = Vec<&Item>> {
    let mut alike: BTreeMap<_, Vec<&Item>> = BTreeMap::new();
    for item in &register.items {
        for signature in signatures(item) {
            alike.entry(signature).or_default().push(item);
        }
    }
    alike.into_values().filter(|items| items.len() > 1)
}

/// The item whose approval another one carries, by the steps and the digests in it.
pub(crate) fn copied_from<'r>(register: &'r Register, item: &Item) -> Option<&'r Item> {
    let own = signatures(item);
    if own.is_empty() {
        return None;
    }
    original(
        register,
        item,
        register.items.iter().filter(|other| signatures(other).iter().any(|signature| own.contains(signature))),
    )
}

/// Which of some items with the same approval an item has it from, if it is not its own. What is public must not depend on
/// what is not: where a copy is public as it was approved, and nobody knows that what it was copied from was public too, that is
/// told of the latter. What was published is no copy of what was not.
fn original<'r>(register: &Register, item: &Item, alike: impl Iterator<Item = &'r Item>) -> Option<&'r Item> {
    let public = |item: &Item| register.is_for_public(item);
    let narrowed = |other: &Item| !public(other) && register.published.narrowed.contains(&other.path);
    let seen = |other: &&Item| !public(item) || public(other) || narrowed(other);
    let published = |other: &Item| narrowed(other) || register.published.originals.contains(&other.path);
    let stands = |other: &Item| narrowed(other) || public(other) && (published(other) || other.approved().is_some());
    let order = |other: &&Item| (!stands(other), !published(other), first(other));
    alike.filter(seen).min_by_key(order).filter(|first| first.path != item.path)
}

/// What was reviewed and what was approved, each with who did that and when.
fn signatures(item: &Item) -> Vec<(&str, &Step)> {
    let pairs = match &item.approval {
        ApprovalState::Missing => vec![],
        ApprovalState::Partial(partial) => {
            let reviewed = partial.taken.iter().find(|(step, _)| *step == StepKind::Reviewed).map(|(_, step)| step);
            vec![partial.reviewed.as_ref().zip(reviewed)]
        }
        ApprovalState::Whole(approval) => vec![
            approval.seal.as_ref().map(|seal| (seal, approval.last())),
            approval.reviewed_seal.as_ref().zip(approval.reviewed.as_ref()),
        ],
    };
    pairs
        .into_iter()
        .flatten()
        .map(|(seal, step)| (&*seal.given, step))
        .filter(|(digest, _)| *digest != TO_COME)
        .collect()
}

/// Which of some items with the same approval it was given to: the one that is as it was approved, then the one that was
/// published first, then that with the shortest name.
fn first(item: &Item) -> (bool, NaiveDate, usize, Arc<str>) {
    (item.approved().is_none(), item.publish.day(), item.path.len(), Arc::clone(&item.path))
}

/// Whether a file has the name that a copy of another gets: `公示 - 副本.md`, `公示(2).md`, `Copy of 公示.md`.
fn is_named_after(copy: &str, first: &str) -> bool {
    let (Some((folder, name)), Some((other, first))) = (copy.rsplit_once('/'), first.rsplit_once('/')) else {
        return false;
    };
    folder == other && name.contains(first.trim_end_matches(".md"))
}

/// What the right to an id or a name is ordered by.
pub(super) type Age<'i> = (bool, bool, bool, bool, Instant, usize, &'i Arc<str>);

/// The order in which items have a right to an id. One that was written after the approval comes last; copies have the longer
/// names.
pub(super) fn age<'i>(item: &'i Item, register: &Register) -> Age<'i> {
    let approved = item.approved().is_some();
    let public = approved && register.is_for_public(item);
    let moved = item.approval.seal(StepKind::Approved).is_some_and(|seal| seal.moved);
    let published = register.published.originals.contains(&item.path);
    (!public, !approved, moved, !published, item.publish.start(register.zone), item.path.len(), &item.path)
}

fn twice(id: &str, item: &Item, keeper: &Item, register: &Register) -> Diagnostic {
    let place = item.span(item.marks.id);
    if item.path == keeper.path {
        return Diagnostic::new(
            &codes::F015,
            place,
            format!("编号“{id}”写了两次"),
            format!("the id `{id}` is given twice"),
        )
        .help("从 aliases 里删去它", "Take it out of `aliases`");
    }
    let name = |item: &'_ Item| item.path.rsplit('/').next().unwrap_or(&item.path).to_owned();
    let other = if name(keeper) == name(item) { keeper.path.to_string() } else { name(keeper) };
    let (zh, en) = (format!("编号“{id}”与 {other} 相同"), format!("the id `{id}` is that of {other}"));
    let fresh = format!("{}-{id}", register.organisations[item.organisation].id);
    let finding = Diagnostic::new(&codes::F015, place, zh, en).label(
        keeper.span(keeper.marks.id),
        "另一处在这里",
        "the other one is here",
    );
    if *item.id != *id {
        finding.help("从 aliases 里删去它", "Take it out of `aliases`")
    } else if item.marks.id == item.marks.whole {
        finding
            .help(format!("换一个文件名，或加一行 id: {fresh}"), format!("Rename the file, or add a line id: {fresh}"))
    } else {
        finding.help(
            format!("如是复制来的，删去 id 这一行；否则换一个，例如 id: {fresh}"),
            format!("If it was copied, delete the line `id`; else give it another, for example id: {fresh}"),
        )
    }
}
