//! An opinion: front matter, what was sent, and under a heading `## 答复` the reply.

mod keys;
mod reply;

pub(super) use reply::{is_like_heading, is_like_reply};

use super::item_keys::stem;
use super::sensitive::{ForMembers, Scan};
use super::{Context, TextFile, front_matter, narrow, placed};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::markdown::{self, Passage};
use crate::model::{Clearance, Opinion};
use crate::source::Table;
use std::ops::Range;

/// The folder of an organisation's opinions.
pub(super) const FOLDER: &str = "opinions";

/// Where its parts lie in a file.
struct Parts {
    /// The front matter.
    front: Range<usize>,
    /// What was sent.
    sent: Range<usize>,
    /// The reply; empty at the end where there is none.
    reply: Range<usize>,
}

/// Reads one opinion. `None`, with findings that say why, when it cannot be read whole.
pub(super) fn read(context: &Context<'_>, file: &TextFile<'_>, sink: &mut Diagnostics) -> Option<Opinion> {
    let TextFile { path, text, source: _ } = file;
    let Some(split) = front_matter::split(text) else {
        sink.push(front_matter::none(path, text, "kind, channel, received"));
        return None;
    };
    let whole = marker(file, &split, sink);
    let narrowed = narrow::normalise(path, &text[split.front.clone()], split.front.start, sink);
    let node = front_matter::parse(path, &text[split.front.clone()], &narrowed, split.front.start, sink)?;
    let mut table = Table::new(path, node, sink);
    if let Some(range) = table.place_of("entry") {
        let (zh, en) = ("这个文件夹只放意见，这是一个公开事项", "this folder holds opinions, and this is an item");
        table.sink().push(
            Diagnostic::new(&codes::F003, Span::new(path, range), zh, en)
                .help("把文件移到上一级，即党组织的文件夹里", "Move the file up into the folder of its organisation"),
        );
        return None;
    }
    let (sent, reply) = reply::split(text, split.body);
    let parts = Parts { front: split.front, sent, reply };
    let read = keys::read(context, file, &parts, &mut table);
    placed::by_folder(context, path, &mut table);
    table.finish();
    let opinion = read.filter(|_| whole)?;
    if opinion.text.is_empty() && opinion.reply.is_empty() {
        let span = Span::new(path, split.body..split.body);
        let finding = Diagnostic::new(&codes::F013, span, "意见没有内容", "the opinion says nothing");
        sink.push(finding.help("写上意见内容", "Write what was sent"));
        return None;
    }
    reply::found(&opinion, file, &parts, sink);
    let mut scan = Scan { offices: context.offices, path, members: ForMembers::Masked, sink };
    scan_words(&mut scan, file, &opinion);
    if opinion.marks.id == opinion.marks.whole {
        scan.own_name(stem(path), &opinion.id, opinion.clearance());
    }
    let open = opinion.clearance();
    let passage = |range: Range<usize>, clearance| Passage { range, internal: clearance > open };
    let passages = [passage(parts.sent, opinion.text_clearance), passage(parts.reply, opinion.reply_clearance)];
    scan.body(file, &passages, split.body, open);
    Some(opinion)
}

/// Whether no line looks like the marker of a passage, which an opinion cannot have.
fn marker(file: &TextFile<'_>, split: &front_matter::Parts, sink: &mut Diagnostics) -> bool {
    let TextFile { path, text, source: _ } = file;
    let in_front = front_matter::marker(path, &text[split.front.clone()], split.front.start);
    let in_text = || markdown::marker_line(&text[split.body..]).map(|at| at.start + split.body..at.end + split.body);
    let Some(line) = in_front.or_else(in_text) else {
        return true;
    };
    let (zh, en) = ("意见里不分党内段落", "an opinion has no passages");
    sink.push(Diagnostic::new(&codes::L009, Span::new(path, line), zh, en).help(
        "意见内容和答复分别用 audience、reply_audience 定公开范围",
        "Text and reply have `audience` and `reply_audience`",
    ));
    false
}

/// The words of the front matter that some reader sees.
fn scan_words(scan: &mut Scan<'_>, file: &TextFile<'_>, opinion: &Opinion) {
    let open = opinion.clearance();
    let inside = open.max(Clearance::Internal);
    let forwarded = opinion.forwarded.as_ref().and_then(|(_, to)| to.as_ref());
    let answered = opinion.answered.as_ref().and_then(|(_, by)| by.as_ref());
    let released = opinion.released.as_ref().map(|step| &step.by);
    for (word, clearance) in
        [(opinion.title.as_ref(), opinion.text_clearance), (forwarded, inside), (answered, open), (released, inside)]
    {
        if let Some(word) = word {
            scan.value(file, opinion.marks.whole.range(), word, clearance);
        }
    }
}
