//! Names that the public sees masked must not stand whole beside the fields that mask them.

use super::sensitive::LARGEST;
use super::{Files, TextFile, narrow, text_of};
use crate::address::decode;
use crate::catalogue::{Entry, Pii};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::extract::{Extracted, Limits, extract};
use crate::model::{Clearance, Field, Item, Mark, Register, Typed};
use crate::privacy;
use crate::source::{Node, Value, parse_yaml};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Looks for the names of a public item of an entry that masks them, in what the public would read of it. The names, for
/// its attachments; `None` where no name is masked.
pub(super) fn check(item: &Item, entry: &Entry, file: &TextFile<'_>, sink: &mut Diagnostics) -> Option<Vec<String>> {
    if entry.pii != Some(Pii::Masked) || item.clearance != Clearance::Public {
        return None;
    }
    let names = names(&item.fields);
    let words = words(item);
    for name in names.iter().map(String::as_str) {
        let within = |range: Range<usize>| {
            let found = places(&file.text[range.clone()], name).into_iter();
            found.map(move |(start, end)| range.start + start..range.start + end).collect::<Vec<_>>()
        };
        let mut found: Vec<(Span, Part)> = Vec::new();
        let mut at = |range, part| found.push((Span::new(&item.path, range), part));
        for passage in item.body.passages.iter().filter(|passage| !passage.internal) {
            within(passage.range.clone()).into_iter().for_each(|range| at(range, Part::Text));
        }
        for (text, field) in words.iter().filter(|(text, _)| !places(text, name).is_empty()) {
            let values = field.map_or_else(|| said_at(item, file, text), |mark| vec![mark.range()]);
            for value in values {
                let named = if field.is_none() { within(value.clone()) } else { Vec::new() };
                // A value may be written otherwise than it is read.
                let named = if named.is_empty() { vec![value] } else { named };
                named.into_iter().for_each(|range| at(range, Part::Front));
            }
        }
        found.into_iter().for_each(|(span, part)| sink.push(stands_whole(name, span, part)));
    }
    Some(names.into_iter().collect())
}

/// Where the front matter of an item says some words outside of its fields; the beginning of the whole if that cannot be told.
fn said_at(item: &Item, file: &TextFile<'_>, words: &str) -> Vec<Range<usize>> {
    let front = item.marks.whole.range();
    let written = narrow::normalise(&item.path, &file.text[front.clone()], front.start, &mut Diagnostics::default());
    let mut found = Vec::new();
    if let Ok(Node { value: Value::Map(entries), .. }) = parse_yaml(&written, front.start) {
        let said = entries.iter().filter(|(key, _)| !["fields", "approval"].contains(&&*key.value));
        said.for_each(|(_, node)| values(node, words, &mut found));
    }
    if found.is_empty() {
        found.push(front.start..front.start);
    }
    found
}

/// Adds where a part of a front matter has some words as a value.
fn values(node: &Node<'_>, words: &str, found: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(text) if text.trim() == words.trim() => found.push(node.range.clone()),
        Value::Scalar(_) => {}
        Value::List(nodes) => nodes.iter().for_each(|node| values(node, words, found)),
        Value::Map(entries) => entries.iter().for_each(|(_, node)| values(node, words, found)),
    }
}

/// The finding of a name that stands whole in a text of an attachment, at a place in it.
pub(super) fn in_attachment(name: &str, place: &str, span: Span) -> Diagnostic {
    let (zh, en) = (
        format!("“{name}”向社会公开时应当隐去，附件 {place} 里却是全名"),
        format!("`{name}` is masked for the public, and stands whole in the attachment `{place}`"),
    );
    Diagnostic::new(&codes::P018, span, zh, en).help(
        "在附件里只留姓氏，如 王某某，或给附件写 audience: internal",
        "Leave the surname alone in the attachment, as in 王某某, or give it `audience: internal`",
    )
}

/// The first of some names that stands whole in a text.
pub(super) fn first_of<'n>(names: &'n [String], text: &str) -> Option<&'n str> {
    let stands = |name: &&str| privacy::portions(text).any(|portion| !places(portion, name).is_empty());
    names.iter().map(String::as_str).find(stands)
}

/// Where a name stands in a text, as it is written and as it is shown, in order.
pub(super) fn places(text: &str, name: &str) -> BTreeSet<(usize, usize)> {
    let mut places: BTreeSet<(usize, usize)> = whole(text, name).into_iter().map(|at| (at.start, at.end)).collect();
    for shown in privacy::shown(text) {
        for at in whole(&shown.text, name) {
            let at = shown.source(at);
            let known = places.iter().any(|(start, end)| *start < at.end && at.start < *end);
            if !known {
                places.insert((at.start, at.end));
            }
        }
    }
    places.extend(encoded(text, name));
    places
}

/// Where an address in a text holds a name percent-encoded, as browsers show it decoded.
fn encoded(text: &str, name: &str) -> Vec<(usize, usize)> {
    if !text.contains('%') {
        return Vec::new();
    }
    let ends = |c: char| c.is_whitespace() || "()<>[]\"'（）《》，。；、".contains(c);
    let mut at = 0;
    let words = text.split_inclusive(ends).map(|word| {
        at += word.len();
        (at - word.len(), word.trim_end_matches(ends))
    });
    let holds = |word: &str| word.contains('%') && !whole(&decode(word), name).is_empty();
    words.filter(|(_, word)| holds(word)).map(|(start, word)| (start, start + word.len())).collect()
}

/// Where a name stands in a text, however it is spelled and whatever marks stand between its characters.
fn whole(text: &str, name: &str) -> Vec<Range<usize>> {
    let name: Vec<char> = privacy::spelled(name).into_iter().map(|(c, _)| c).collect();
    // Most texts do not name it, and tell so by their bytes: nothing in them stands for another character.
    let plain = |c: char| {
        c.is_ascii() && c != '&' || matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '！'..='～')
    };
    if name.is_empty() || !text.contains(name[0]) && text.chars().all(plain) {
        return Vec::new();
    }
    let spelled = privacy::spelled(text);
    let hits = spelled.windows(name.len()).filter(|part| part.iter().map(|(c, _)| c).eq(&name));
    hits.map(|part| part[0].1.start..part[name.len() - 1].1.end).collect()
}

/// Where a name stands whole.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// In a text that has passages.
    Text,
    /// In the front matter, or in an opinion, where there are none.
    Front,
}

/// P018: a name that stands whole where the public reads it.
pub(super) fn stands_whole(name: &str, span: Span, part: Part) -> Diagnostic {
    let (zh, en) = (
        format!("“{name}”向社会公开时应当隐去，这里却是全名"),
        format!("`{name}` is masked for the public, and stands whole here"),
    );
    let finding = Diagnostic::new(&codes::P018, span, zh, en);
    match part {
        Part::Text => finding.help(
            "改成只留姓氏的写法，如 王某某，或放进 ::: internal 段落",
            "Write the surname alone, as in 王某某, or put it into an `::: internal` passage",
        ),
        Part::Front => finding.help("改成只留姓氏的写法，如 王某某", "Write the surname alone, as in 王某某"),
    }
}

/// The names that items mask, by their ids and former ids.
pub(super) struct Masks<'r> {
    register: &'r Register,
    by_id: HashMap<&'r str, usize>,
}

impl<'r> Masks<'r> {
    pub(super) fn of(register: &'r Register) -> Self {
        Self { register, by_id: register.by_id() }
    }

    /// Those of an item itself.
    pub(super) fn own(&self, item: &Item) -> BTreeSet<String> {
        match self.register.catalogue.entries[item.entry].pii {
            Some(Pii::Masked) => names(&item.fields),
            _ => BTreeSet::new(),
        }
    }

    /// Those of the item of an id, and of all that it follows: pages show them together.
    pub(super) fn behind(&self, id: &str) -> BTreeSet<String> {
        let (mut known, mut open) = (BTreeSet::new(), vec![id]);
        let mut names = BTreeSet::new();
        while let Some(id) = open.pop() {
            let Some(at) = self.by_id.get(id).filter(|at| known.insert(**at)) else { continue };
            let item = &self.register.items[*at];
            names.extend(self.own(item));
            open.extend(item.follows.iter().map(|(id, _)| &**id));
        }
        names
    }
}

/// P018 once more: in opinions of which the public reads something, and in items that follow another one, with their attachments,
/// the names that this masks, or one that it follows in turn.
pub(super) fn elsewhere(register: &Register, files: &dyn Files, sink: &mut Diagnostics) {
    let masks = Masks::of(register);
    for opinion in register.opinions.iter().filter(|opinion| opinion.clearance() == Clearance::Public) {
        let parts = [(&opinion.text, opinion.text_clearance), (&opinion.reply, opinion.reply_clearance)];
        let said = parts.into_iter().filter(|(_, clearance)| *clearance == Clearance::Public).map(|(text, _)| text);
        let by = opinion.answered.iter().filter_map(|(_, by)| by.as_ref());
        let said: Vec<&str> = said.chain(&opinion.title).chain(by).map(|text| &**text).collect();
        for name in opinion.about.as_deref().map(|id| masks.behind(id)).unwrap_or_default() {
            if said.iter().any(|text| !places(text, &name).is_empty()) {
                sink.push(stands_whole(&name, opinion.span(opinion.marks.about), Part::Front));
            }
        }
    }
    for item in register.items.iter().filter(|item| item.clearance == Clearance::Public) {
        for (id, mark) in &item.follows {
            let masked = masks.behind(id);
            if masked.is_empty() {
                continue;
            }
            // What it says of its own persons is told with itself.
            let own = names(&item.fields);
            let text = text_of(files, &item.path).unwrap_or_default();
            let passages = item.body.passages.iter().filter(|passage| !passage.internal);
            let texts: Vec<&str> = passages.filter_map(|passage| text.get(passage.range.clone())).collect();
            let words = words(item);
            let words: Vec<&str> = words.iter().map(|(text, _)| text.as_str()).collect();
            let masked: Vec<String> = masked.difference(&own).cloned().collect();
            in_files(item, &masked, files, sink);
            for name in &masked {
                let says = |said: &[&str]| said.iter().any(|text| !places(text, name).is_empty());
                let part = if says(&words) { Some(Part::Front) } else { says(&texts).then_some(Part::Text) };
                if let Some(part) = part {
                    sink.push(stands_whole(name, item.span(*mark), part));
                }
            }
        }
    }
}

/// The same in the attachments of an item that follows one which masks some names.
fn in_files(item: &Item, masked: &[String], files: &dyn Files, sink: &mut Diagnostics) {
    let open = item.attachments.iter().filter(|file| file.clearance == Clearance::Public && !masked.is_empty());
    for (file, mark) in open.map(|attachment| (&attachment.file, attachment.mark)) {
        let mut tell = |text: &str, place: &str| {
            if let Some(name) = first_of(masked, text) {
                sink.push(in_attachment(name, place.trim_end(), item.span(mark)));
            }
        };
        tell(&file.name, &file.name);
        // What cannot be read was told of when the item was.
        let bytes = files.read(&file.path).ok().filter(|bytes| bytes.len() <= LARGEST);
        if let Some(Extracted::Pieces(pieces)) = bytes.map(|bytes| extract(&file.name, &bytes, &Limits::default())) {
            pieces.iter().for_each(|piece| tell(&piece.text, &format!("{} {}", file.name, piece.place)));
        }
    }
}

/// The names that fields hold whole.
pub(super) fn names<'f>(fields: impl IntoIterator<Item = &'f Field>) -> BTreeSet<String> {
    let persons = fields.into_iter().filter_map(|field| field.typed.as_deref()).flat_map(Typed::persons);
    let cells = persons.filter(|(is_name, _)| *is_name).map(|(_, cell)| cell);
    let names = cells.flat_map(|cell| cell.split(['、', '，', ',', '/', '；', ';'])).map(bare);
    names.filter(|name| name.chars().count() > 1 && !name.ends_with('某')).collect()
}

/// A name as people call somebody by it: without blanks, a number or signs around it, what is remarked in brackets behind it,
/// and a form of address.
fn bare(name: &str) -> String {
    let name = name.trim_matches(|c: char| !c.is_alphabetic());
    let name = name.split(['（', '(']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let address = ["同志", "同学", "先生", "女士", "老师"].iter().find_map(|word| name.strip_suffix(word));
    address.map_or(name.clone(), str::to_owned)
}

/// What the front matter says to the public in words, beside the fields that mask names, and where that is a field.
fn words(item: &Item) -> Vec<(String, Option<Mark>)> {
    let open = item.words().into_iter().filter(|(_, clearance)| *clearance == Clearance::Public);
    let open = open.map(|(text, _)| (text.to_string(), None));
    // Of a field that masks names, what stands beside them.
    let said = |field: &Field| match field.typed.as_deref().map(Typed::persons) {
        Some(persons) if !persons.is_empty() => {
            persons.into_iter().filter(|(is_name, _)| !is_name).map(|(_, text)| text).collect::<Vec<_>>().join(" · ")
        }
        _ => field.value.flat().to_string(),
    };
    let fields = item.fields.iter().filter(|field| !field.internal).map(|field| (said(field), Some(field.mark)));
    open.chain(fields).collect()
}
