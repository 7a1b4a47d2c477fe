//! What can still be told of a file that cannot be read whole: only what holds back. Each line that takes something
//! back is believed by itself, whatever the rest of the file is like.

use super::{Files, ends, front_matter, narrow, parts};
use crate::calendar::{Moment, Term, parse_moment};
use crate::diagnostic::Diagnostics;
use crate::model::{Clearance, Salvage};
use crate::source::{Table, lossy, means, words_for};
use std::sync::Arc;

/// The keys that hold an item back.
const KEYS: [&str; 7] = ["audience", "withdrawn", "publish", "public_from", "expires", "term", "within"];

/// Those of them that no part of an item has.
const NEVER_WITHIN: [&str; 4] = ["withdrawn", "public_from", "expires", "within"];

/// Words that keep a part for members, or take it off, wherever they stand as a whole value.
const GUARDS: [&str; 25] = [
    "internal",
    "private",
    "members",
    "hidden",
    "draft",
    "refused",
    "党内",
    "党内公开",
    "仅党内",
    "党员",
    "内部",
    "内部公开",
    "不公开",
    "不予公开",
    "不通过",
    "specific",
    "特定对象",
    "in-error",
    "误发",
    "superseded",
    "被取代",
    "withdrawn",
    "撤回",
    "撤下",
    "撤销",
];

/// What keys begin with by which a file is held back or taken off, however they end.
const HOLDING: [&str; 8] = ["withdr", "draft", "撤", "已撤", "草稿", "作废", "下线", "停止公开"];

/// What an approval and its steps are known by, also with a slip in the word.
const STEPS: [&str; 5] = ["appr", "propos", "digest", "审批", "审核"];

/// The last step, without which nothing stands.
const APPROVED: &str = "approved";

/// Reads the keys that narrow; `None` where the file is there no more.
pub(super) fn read(files: &dyn Files, path: &str) -> Option<Salvage> {
    Some(of(&path.into(), &lossy(&files.read(path).ok()?)))
}

/// The keys that narrow in the text of a file.
pub(super) fn of(path: &Arc<str>, text: &str) -> Salvage {
    let mut unsaid = Diagnostics::default();
    let front = front(text);
    let narrowed = narrow::normalise(path, front, 0, &mut unsaid);
    let mut salvage = Salvage::default();
    for block in blocks(&narrowed) {
        let Some(node) = front_matter::parse(path, &block, &block, 0, &mut unsaid) else {
            // Something was said of who may see it, or that nobody may, and it is not understood.
            if block.starts_with("audience") {
                salvage.narrow(Clearance::Internal);
            } else if block.starts_with("withdrawn") {
                salvage.narrow(Clearance::Specific);
            }
            continue;
        };
        take(&mut salvage, &mut Table::new(path, node, &mut unsaid));
    }
    let whole = front_matter::split(text).is_some();
    front.lines().filter(|_| whole).filter_map(unmarked).for_each(|most| salvage.narrow(most));
    salvage.closes = ends::closes(front);
    salvage.draft = is_draft(front);
    salvage
}

/// The front matter of a text, or all of one that has none.
fn front(text: &str) -> &str {
    front_matter::split(text).map_or(text, |parts| &text[parts.front])
}

/// Whether a file speaks of an end that cannot be understood, or of its item and no more of an approval.
pub fn in_doubt(files: &dyn Files, path: &str) -> bool {
    files.read(path).is_ok_and(|bytes| {
        let text = lossy(&bytes);
        let whole = front_matter::split(&text).is_some();
        let front = front(&text);
        ends::unclear(front) || is_draft(front) || (whole && !front.contains(APPROVED))
    })
}

/// Whether a front matter speaks of its item and of no step of an approval.
fn is_draft(front: &str) -> bool {
    ["title"].into_iter().chain(words_for("title")).any(|word| front.contains(word))
        && !STEPS.iter().any(|step| front.contains(step))
}

fn take(salvage: &mut Salvage, table: &mut Table<'_, '_>) {
    if let Some(word) = table.text("audience") {
        salvage.narrow(Clearance::read(word.value.trim()).unwrap_or(Clearance::Internal));
    }
    if let Some(node) = table.node("withdrawn") {
        match parts::withdrawal(table, node) {
            Some(withdrawal) => salvage.withdrawn = Some(withdrawal),
            None => salvage.narrow(Clearance::Specific),
        }
    }
    let mut moment = |key| table.parsed(key, "", parse_moment).map(|moment| moment.value);
    let (publish, public_from, expires) = (moment("publish"), moment("public_from"), moment("expires"));
    let both = |a: Option<Moment>, b: Option<Moment>| [a, b].into_iter().flatten();
    salvage.publish = both(salvage.publish, publish).max_by_key(|moment| moment.day());
    salvage.public_from = both(salvage.public_from, public_from).max_by_key(|moment| moment.day());
    salvage.expires = both(salvage.expires, expires).min_by_key(|moment| moment.day());
    salvage.term = table.parsed("term", "", Term::parse).map(|term| term.value).or(salvage.term);
    salvage.within = table.text("within").map(|within| within.value.trim().into()).or(salvage.within.take());
}

/// So many characters at most has a line of a few words.
const FEW: usize = 8;

/// Who may see an item at most by a line that says so without the colon by which it would be read: `audience internal`,
/// `within=b1`, 仅限党内.
fn unmarked(line: &str) -> Option<Clearance> {
    let bare = line.trim_matches([' ', '\t', '\u{3000}', '"', '\'', '-']);
    let end = bare.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(bare.len());
    let (word, rest) = bare.split_at(end);
    let is = |key: &str| word.eq_ignore_ascii_case(key) || means(word, key);
    let parted = rest.trim_start_matches(['"', '\'', ' ', '\t', '\u{3000}']).starts_with([':', '：']);
    // A few words that are no key, and speak of members.
    let speaks = || bare.chars().count() <= FEW && GUARDS.iter().any(|guard| bare.ends_with(guard));
    if parted {
        None
    } else if is("within") || is("withdrawn") {
        Some(Clearance::Specific)
    } else {
        (is("audience") || is("public_from") || speaks()).then_some(Clearance::Internal)
    }
}

/// Each of the keys with what belongs to it, as a text of its own. Keys stand at the beginning of their line, or one
/// blank from it, as a slip of the hand leaves them; deeper they belong to a part, but for those that no part has.
fn blocks(front: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut open = None;
    for line in front.lines() {
        let bare = line.trim_start();
        let indent = line.len() - bare.len();
        let unquoted = bare.trim_start_matches(['"', '\'']);
        let (word, rest) = unquoted.split_at(unquoted.find([':', ' ', '"', '\'']).unwrap_or(unquoted.len()));
        let key = KEYS.into_iter().find(|key| means(word, key)).unwrap_or(word);
        let value = rest.trim_start_matches(['"', '\'']).trim_start();
        if (indent <= 1 && KEYS.contains(&key) || NEVER_WITHIN.contains(&key)) && value.starts_with(':') {
            blocks.push(format!("{key}{value}\n"));
            open = Some(indent.max(1));
        } else if open.is_some_and(|above| indent > above) {
            if let Some(block) = blocks.last_mut() {
                *block += line;
                block.push('\n');
            }
        } else {
            open = None;
        }
    }
    blocks
}

/// In how many places a file says that something is for members only, or was taken off.
pub struct Guards {
    front: usize,
    /// Lines of passages.
    body: usize,
}

impl Guards {
    /// Whether there are more than in another one: fewer lines of passages make up for no word of a front matter.
    pub fn exceed(&self, other: &Self) -> bool {
        self.front > other.front || self.body > other.body
    }
}

/// The same, read with the eye of somebody who does not know how it is to be written.
pub fn guards(files: &dyn Files, path: &str) -> Guards {
    let text = files.read(path).map(|bytes| lossy(&bytes)).unwrap_or_default();
    let front = front_matter::split(&text).map_or(text.len(), |parts| parts.body);
    // The lines of passages are counted below: where the front matter has no end, they are in it as well.
    let lines = || text[..front].lines().filter(|line| !line.trim_start().starts_with([':', '：']));
    let values = lines().flat_map(|line| line.split([':', '：']).skip(1)).filter(|rest| {
        let value = rest.trim_start_matches([' ', '\t', '\u{3000}', '"', '\'', '“', '[']);
        let end = value.find([' ', '\t', '\u{3000}', '"', '\'', '”', ',', '，', ']', '}', '#']).unwrap_or(value.len());
        GUARDS.iter().any(|guard| value[..end].eq_ignore_ascii_case(guard))
    });
    let key = |line: &&str| {
        let bare = line.trim_start().to_lowercase();
        HOLDING.iter().any(|key| bare.starts_with(key))
    };
    let marker = |line: &&str| {
        let bare = line.trim();
        bare.starts_with([':', '：']) && GUARDS.iter().any(|guard| bare.contains(guard))
    };
    // What was moved into a part that was there before is kept for members too.
    let mut inside = false;
    let within = text.lines().filter(|line| {
        if line.trim_start().starts_with([':', '：']) {
            inside = marker(line);
        }
        inside && !line.trim().is_empty()
    });
    Guards { front: values.count() + lines().filter(key).count(), body: within.count() }
}
