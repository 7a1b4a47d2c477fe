//! An item, from its file.

use super::beside::{self, Beside, Held};
use super::body::Shown;
use super::front_matter::Parts;
use super::sensitive::{ForMembers, Scan};
use super::{
    Context, TextFile, body, fields, front_matter, item_keys, named, narrow, placed, rows, salvage, seal, tables,
    unfilled,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::model::{Clearance, Item};
use crate::source::{Table, means};
use std::ops::Range;
use std::sync::Arc;

/// Reads one item. `None`, with findings that say why, when it cannot be read whole.
pub(super) fn read(context: &Context<'_>, file: &TextFile<'_>, sink: &mut Diagnostics) -> Option<Item> {
    let TextFile { path, text, source: _ } = file;
    if text.trim().is_empty() {
        let finding = Diagnostic::new(&codes::F013, Span::file(path), "文件是空的", "the file is empty");
        sink.push(finding.help(
            "写上内容；公开过、要撤下的，恢复原文并写 withdrawn；没有公开过的，删去文件",
            "Write the item; one that stood and is to go gets its text back, and `withdrawn`; one that never did is deleted",
        ));
        return None;
    }
    let Some(parts) = front_matter::split(text) else {
        sink.push(front_matter::none(path, text, "title, entry, publish"));
        return None;
    };
    let front = &text[parts.front.clone()];
    front_matter::without_passages(path, front, parts.front.start, sink);
    let narrowed = narrow::normalise(path, front, parts.front.start, sink);
    let Some(node) = front_matter::parse(path, front, &narrowed, parts.front.start, sink) else {
        unread(context, file, &parts, sink);
        return None;
    };
    let kept = seal::keep(front, &node);
    let mut table = Table::new(path, node, sink);
    let mut asides = item_keys::Asides::default();
    let read = item_keys::read(context, path, parts.front.clone(), &mut table, &mut asides);
    placed::by_folder(context, path, &mut table);
    if let Some(item) = &read {
        fields::outside(&context.catalogue.entries[item.entry], &mut table);
    }
    table.finish();
    let Some(mut item) = read else {
        unread(context, file, &parts, sink);
        return None;
    };
    let mut files = Beside::of(context.files, context.listing, &context.content, path);
    let mut travel = attached(&mut item, &mut files, sink);
    let opening = item.summary.is_none();
    let written = body::Written { file, start: parts.body, clearance: item.clearance, opening };
    let (text_body, pictures) = body::read(written, &mut files, &item.attachments, sink);
    item.body = text_body;
    item.samples = unfilled::find(&item, text, parts.body);
    let entry = &context.catalogue.entries[item.entry];
    let masked = named::check(&item, entry, file, sink);
    tables::check(&item, entry, file, sink);
    for Shown { picture, held, range } in pictures {
        let clearance = if picture.internal { Clearance::Internal } else { Clearance::Public };
        travel.push(Travelling { held, range, clearance: clearance.max(item.clearance) });
        item.pictures.push(picture);
    }
    let mut scan = Scan { offices: context.offices, path, members: ForMembers::of(item.accepted), sink };
    scanned(&item, file, &parts, &asides.inside, &mut scan);
    for Travelling { held, range, clearance } in travel {
        scan.file(&held, range, clearance, masked.as_deref());
    }
    seal::compare(&mut item, entry, kept, context.organisations, text, parts.body);
    Some(item)
}

/// A file that is published with an item.
struct Travelling {
    held: Held,
    /// Where it is named.
    range: Range<usize>,
    /// Who may see it.
    clearance: Clearance,
}

/// Takes in the attachments that are there, and says of the others that they are not.
fn attached(item: &mut Item, files: &mut Beside<'_>, sink: &mut Diagnostics) -> Vec<Travelling> {
    let mut travel = Vec::new();
    item.attachments.retain_mut(|attachment| {
        let span = attachment.mark.span(&item.path);
        let Some(held) = files.store(&attachment.file.name) else {
            sink.push(files.missing(&codes::L003, &attachment.file.name, span));
            return false;
        };
        let range = span.start..span.end;
        if let Some(finding) = beside::acts(&held.file.name, span) {
            sink.push(finding);
        }
        attachment.file = Arc::clone(&held.file);
        travel.push(Travelling { held, range, clearance: attachment.clearance.max(item.clearance) });
        true
    });
    travel
}

/// Looks for personal data in all that a file says. `inside` are the parts of its front matter that only members see.
fn scanned(item: &Item, file: &TextFile<'_>, parts: &Parts, inside: &[Range<usize>], scan: &mut Scan<'_>) {
    scan.front(file, parts, item.clearance, inside);
    if file.text[parts.front.clone()].contains('\\') {
        // An escaped digit is not there to be seen before it is read.
        for (text, range, clearance) in item.texts() {
            scan.word(&text, range, clearance);
        }
    }
    if item.marks.id == item.marks.whole {
        scan.own_name(item_keys::stem(&item.path), &item.id, item.clearance);
    }
    rows::check(item, scan);
    scan.body(file, &item.body.passages, parts.body, item.clearance);
}

/// Says of an item that cannot be read whole what can be said of it: what its text holds, for those who may see it as far as
/// its file says.
fn unread(context: &Context<'_>, file: &TextFile<'_>, parts: &Parts, sink: &mut Diagnostics) {
    let passages = body::survey(file, parts.body, sink);
    let said = salvage::of(&file.path, &file.text).clearance;
    let clearance = said.or_else(|| usual(context, &file.text[parts.front.clone()])).unwrap_or(Clearance::Public);
    let mut scan = Scan { offices: context.offices, path: &file.path, members: ForMembers::Asked, sink };
    scan.front(file, parts, clearance, &[]);
    scan.body(file, &passages, parts.body, clearance);
}

/// Who sees items by the entry that a front matter names, where that can be told.
fn usual(context: &Context<'_>, front: &str) -> Option<Clearance> {
    let lines = front.lines().filter_map(|line| line.split_once([':', '：']));
    let mut named = lines.filter(|(key, _)| key.trim() == "entry" || means(key.trim(), "entry"));
    let entry = context.catalogue.exactly(named.next()?.1.trim().trim_matches(['"', '\'']))?;
    context.catalogue.entries[entry].audience
}
