//! An item, from its file.

use super::beside::{self, Beside};
use super::body::Shown;
use super::keys::{missing, needed, required, short};
use super::sensitive::Scan;
use super::{
    Context, TextFile, approval, body, fields, front_matter, named, narrow, parts, placed, rows, seal, slug, tables,
    term, unfilled,
};
use crate::calendar::{Period, Term};
use crate::catalogue::Entry;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text, codes};
use crate::markdown;
use crate::model::{ApprovalState, Attachment, Clearance, Field, Item, Mark, Marks, Withdrawal, organisation_help};
use crate::source::{Node, Table, dates};
use std::sync::Arc;

/// Reads one item. `None`, with findings that say why, when it cannot be read whole.
pub(super) fn read(context: &Context<'_>, file: &TextFile<'_>, sink: &mut Diagnostics) -> Option<Item> {
    let TextFile { path, text, source: _ } = file;
    if text.trim().is_empty() {
        let finding = Diagnostic::new(&codes::F013, Span::file(path), "文件是空的", "the file is empty");
        sink.push(finding.help("写上内容，或删去文件", "Write the item, or delete the file"));
        return None;
    }
    let Some(parts) = front_matter::split(text) else {
        sink.push(front_matter::none(path, text, "title, entry, publish"));
        return None;
    };
    let front = &text[parts.front.clone()];
    if let Some(line) = markdown::marker_line(front) {
        let span = Span::new(path, line.start + parts.front.start..line.end + parts.front.start);
        let (zh, en) = ("文前信息里不能有党内段落", "a front matter cannot hold a passage");
        sink.push(Diagnostic::new(&codes::L009, span, zh, en).help(
            "段落写在正文里；整个字段只在党内公开的，写成 { audience: internal, value: …… }",
            "Passages belong in the text; for a whole field write { audience: internal, value: … }",
        ));
    }
    let narrowed = narrow::normalise(path, front, parts.front.start, sink);
    let Some(node) = front_matter::parse(path, front, &narrowed, parts.front.start, sink) else {
        body::survey(file, parts.body, sink);
        return None;
    };
    let kept = seal::keep(front, &node);
    let mut table = Table::new(path, node, sink);
    let mut asides = Asides::default();
    let read = read_keys(context, path, parts.front.clone(), &mut table, &mut asides);
    placed::by_folder(context, path, &mut table);
    if let Some(item) = &read {
        fields::outside(&context.catalogue.entries[item.entry], &mut table);
    }
    table.finish();
    let Some(mut item) = read else {
        body::survey(file, parts.body, sink);
        return None;
    };
    let mut files = Beside::of(context.files, context.listing, &context.content, path);
    let mut travel = Vec::new();
    item.attachments.retain_mut(|attachment| match files.store(&attachment.file.name) {
        Some(held) => {
            if let Some(finding) = beside::acts(&held.file.name, attachment.mark.span(path)) {
                sink.push(finding);
            }
            attachment.file = Arc::clone(&held.file);
            let range = attachment.mark.span(path);
            travel.push((held, range.start..range.end, attachment.clearance.max(item.clearance)));
            true
        }
        None => {
            let finding = files.missing(&codes::L003, &attachment.file.name, attachment.mark.span(path));
            sink.push(finding);
            false
        }
    });
    let opening = item.summary.is_none();
    let (text_body, pictures) =
        body::read(file, parts.body, item.clearance, opening, &mut files, &item.attachments, sink);
    item.body = text_body;
    item.samples = unfilled::find(&item, text, parts.body);
    let masked = named::check(&item, &context.catalogue.entries[item.entry], file, sink);
    tables::check(&item, &context.catalogue.entries[item.entry], file, sink);
    for Shown { picture, held, range } in pictures {
        let clearance = if picture.internal { Clearance::Internal } else { Clearance::Public };
        travel.push((held, range, clearance.max(item.clearance)));
        item.pictures.push(picture);
    }
    let mut scan = Scan { offices: context.offices, path, accepted: asides.accepted, sink };
    scan.front(file, &parts, item.clearance, &asides.inside);
    if front.contains('\\') {
        // An escaped digit is not there to be seen before it is read.
        for (text, range, clearance) in item.texts() {
            scan.word(&text, range, clearance);
        }
    }
    rows::check(&item, &mut scan);
    scan.body(file, &item.body.passages, parts.body, item.clearance);
    seal::compare(&mut item, kept, context.organisations, text, parts.body);
    for (held, range, clearance) in travel {
        scan.file(&held, range, clearance, &masked);
    }
    Some(item)
}

/// What the scan for personal data wants to know of a front matter beside its item.
#[derive(Default)]
struct Asides {
    /// Parts that only members see.
    inside: Vec<std::ops::Range<usize>>,
    /// Whether an approver accepted what members will see.
    accepted: bool,
}

fn read_keys(
    context: &Context<'_>,
    path: &Arc<str>,
    front: std::ops::Range<usize>,
    table: &mut Table<'_, '_>,
    asides: &mut Asides,
) -> Option<Item> {
    let mut marks = Marks { whole: front.clone().into(), ..Marks::default() };
    let title = required(table, "title", &front);
    let id = read_id(path, table, &mut marks);
    let entry = read_entry(context, table, &front, &mut marks);
    let publish = needed(table, &front, "publish", dates::moment);
    for key in ["audience", "public_from", "within", "expires", "withdrawn"] {
        table.not_empty(key);
    }
    let says = ["audience", "public_from", "within", "withdrawn"].map(|key| table.says(key));
    let audience = table.word("audience", Clearance::WORDS, Clearance::read);
    let public_from = dates::moment(table, "public_from");
    let expires = dates::moment(table, "expires");
    let term = table.read("term", Term::parse, || {
        Text::new(
            "写成 6个月、90天或 1年；公开目录规定长期公开的，不写这一行",
            "Write 6 months, 90 days or 1 year; leave the line out for what stands as long as the catalogue says",
        )
    });
    let updated = dates::moment(table, "updated");
    let reviewed = dates::moment(table, "reviewed");
    let term_reason = short(table, "term_reason");
    let internal_reason = short(table, "internal_reason");
    let period = table.parsed("period", "2026 / 2026-H1 / 2026-Q3 / 2026-07", Period::parse);
    let document = parts::read_document(table);
    let responsible = short(table, "responsible");
    let summary = short(table, "summary");
    let result = short(table, "result");
    let focus = table.flag("focus");
    let keywords = table.texts("keywords").into_iter().map(|t| t.value.trim().into()).collect();
    let aliases = read_aliases(table);
    let follows = table.texts("follows").into_iter().map(|id| (id.value.trim().into(), id.range.into())).collect();
    let follows_reason = short(table, "follows_reason");
    let within = read_within(context, table, &mut marks);
    let approval_node = table.node("approval");
    marks.approval = approval_node.as_ref().map_or(marks.whole, |node| node.range.clone().into());
    asides.inside.extend(approval_node.as_ref().map(|node| node.range.clone()));
    asides.accepted = short(table, "privacy_reason").is_some();
    let approval = approval::read(approval_node, table);
    asides.accepted &= matches!(approval, ApprovalState::Whole(_));
    let field_node = table.node("fields");
    let attachment_nodes = table.list("attachments");
    let change_nodes = table.list("changes");
    let withdrawn = table.node("withdrawn");
    let changes = change_nodes.into_iter().filter_map(|node| parts::change(table, node)).collect();
    if let Some(node) = &withdrawn {
        marks.withdrawn = node.range.clone().into();
    }
    let withdrawn = withdrawn.and_then(|node| parts::withdrawal(table, node));
    let [says_audience, says_from, says_within, says_withdrawn] = says;
    let withdrawn = withdrawn.or_else(|| says_withdrawn.then(Withdrawal::unread));
    // What narrows and cannot be read narrows as far as it could: the item has a finding, and what newer content takes
    // back of the last good site is taken by these.
    let narrowed = [
        (says_audience && audience.is_none() || says_from && public_from.is_none(), Clearance::Internal),
        (says_within && within.is_none(), Clearance::Specific),
    ];
    let narrowed = narrowed.into_iter().filter(|(unread, _)| *unread).map(|(_, most)| most).max();
    let (position, spec) = entry?;
    let said = audience.as_ref().map(|audience| audience.value).max(narrowed);
    let Some(clearance) = said.or(spec.audience) else {
        missing(table, "audience", &front);
        return None;
    };
    marks.audience = audience.map_or(marks.entry, |a| a.range.into());
    let attachments = read_attachments(attachment_nodes, clearance, table, asides);
    let fields = field_node.map(|node| read_fields(node, context, spec, clearance, table, asides)).unwrap_or_default();
    let window = fields::window(&fields, clearance);
    let publish = publish?;
    marks.publish = publish.range.clone().into();
    marks.expires = expires
        .as_ref()
        .map(|e| &e.range)
        .or(term.as_ref().map(|t| &t.range))
        .map_or(marks.publish, |r| r.clone().into());
    marks.public_from = public_from.as_ref().map(|p| p.range.clone().into()).unwrap_or_default();
    let end = term::end(context, spec, publish.value, expires, term, window, table, &marks)?;
    Some(Item {
        path: Arc::clone(path),
        marks,
        id: id?,
        aliases,
        follows,
        follows_reason,
        title: title?,
        organisation: context.organisation_of(path),
        entry: position,
        clearance,
        within,
        publish: publish.value,
        public_from: public_from.map(|p| p.value),
        expires: end,
        after: None,
        updated: updated.map(|u| u.value.day()),
        reviewed: reviewed.map(|r| r.value.day()),
        term_reason,
        internal_reason,
        period: period.map(|p| p.value),
        document,
        responsible,
        summary,
        keywords,
        focus: focus.unwrap_or(spec.focus),
        result,
        window,
        changes,
        approval,
        fields,
        attachments,
        pictures: Vec::new(),
        body: Default::default(),
        withdrawn,
        samples: Vec::new(),
    })
}

fn read_attachments(
    nodes: Vec<Node<'_>>,
    clearance: Clearance,
    table: &mut Table<'_, '_>,
    asides: &mut Asides,
) -> Vec<Attachment> {
    let read = |node: Node<'_>| {
        let range = node.range.clone();
        let attachment = table.nested(node, |t| parts::read_attachment(t, clearance))?;
        asides.inside.extend((attachment.clearance > Clearance::Public).then_some(range));
        Some(attachment)
    };
    nodes.into_iter().filter_map(read).collect()
}

fn read_fields(
    node: Node<'_>,
    context: &Context<'_>,
    spec: &Entry,
    clearance: Clearance,
    table: &mut Table<'_, '_>,
    asides: &mut Asides,
) -> Vec<Field> {
    let extents = fields::extents(&node);
    let fields = fields::read(node, spec, context.catalogue, clearance, table);
    let internal = fields.iter().filter(|field| field.internal).map(|field| field.mark.span(&table.span().path).start);
    asides.inside.extend(internal.filter_map(|start| extents.iter().find(|part| part.start == start).cloned()));
    fields
}

pub(super) fn read_id(path: &Arc<str>, table: &mut Table<'_, '_>, marks: &mut Marks) -> Option<Arc<str>> {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = match file.rsplit_once('.').map_or(file, |(stem, _)| stem) {
        "index" => path.rsplit('/').nth(1).unwrap_or("index"),
        stem => stem,
    };
    let by_name = slug::slug(stem);
    let (id, mark): (String, Mark) = match table.text("id") {
        Some(id) => (id.value.trim().to_owned(), id.range.into()),
        None => (by_name.clone(), marks.whole),
    };
    marks.id = mark;
    if slug::is_sound(&id) {
        return Some(id.into());
    }
    let suggestion = [slug::slug(&id), format!("item-{by_name}")]
        .into_iter()
        .find(|id| slug::is_sound(id))
        .unwrap_or_else(|| "item-1".to_owned());
    let (zh, en) = (format!("编号“{id}”不能用作网址"), format!("the id `{id}` cannot be an address"));
    table.sink().push(Diagnostic::new(&codes::F014, mark.span(path), zh, en).help(
        format!("只用小写字母、数字和连字符，例如 id: {suggestion}"),
        format!("Use lower-case letters, digits and hyphens, for example id: {suggestion}"),
    ));
    None
}

fn read_aliases(table: &mut Table<'_, '_>) -> Vec<Arc<str>> {
    let mut aliases = Vec::new();
    for alias in table.texts("aliases") {
        if slug::is_sound(&alias.value) {
            aliases.push(alias.value.into());
        } else {
            let (zh, en) = (
                format!("旧编号“{}”不能用作网址", alias.value),
                format!("the alias `{}` cannot be an address", alias.value),
            );
            let span = table.at(alias.range);
            table.sink().push(Diagnostic::new(&codes::F014, span, zh, en).help(
                "只写旧编号本身：小写字母、数字和连字符，不写网址；不再需要的删去",
                "Write the old id alone: lower-case letters, digits and hyphens; delete what is not needed",
            ));
        }
    }
    aliases
}

fn read_entry<'c>(
    context: &'c Context<'_>,
    table: &mut Table<'_, '_>,
    front: &std::ops::Range<usize>,
    marks: &mut Marks,
) -> Option<(usize, &'c Entry)> {
    let Some(entry) = table.text("entry") else {
        missing(table, "entry", front);
        return None;
    };
    marks.entry = entry.range.clone().into();
    let by_name = || context.catalogue.entries.iter().position(|e| e.label.zh == entry.value);
    let position = context.catalogue.position(&entry.value).or_else(by_name);
    if position.is_none() {
        let span = table.at(entry.range.clone());
        let (zh, en) = (
            format!("公开目录里没有“{}”", entry.value),
            format!("there is no entry `{}` in the catalogue", entry.value),
        );
        let finding = Diagnostic::new(&codes::C001, span, zh, en);
        let near = context.catalogue.near(&entry.value);
        let lines = near.iter().map(|near| format!("entry: {}（{}）", near.id, near.label.zh));
        let lines = lines.collect::<Vec<_>>().join("，或 ");
        let ids = near.iter().map(|near| format!("`entry: {}`", near.id)).collect::<Vec<_>>().join(" or ");
        table.sink().push(if near.is_empty() {
            finding.help("运行 sunshine catalogue 查看全部公开项目", "Run `sunshine catalogue` for all entries")
        } else {
            finding.help(format!("请写 {lines}"), format!("Write {ids}"))
        });
    }
    position.map(|position| (position, &context.catalogue.entries[position]))
}

fn read_within(context: &Context<'_>, table: &mut Table<'_, '_>, marks: &mut Marks) -> Option<usize> {
    let within = table.text("within")?;
    marks.within = within.range.clone().into();
    let position = context.organisations.iter().position(|o| *o.id == *within.value);
    // An unknown range must not become the widest one: the finding keeps the item out.
    if position.is_none() {
        let span = table.at(within.range);
        let (zh, en) =
            (format!("没有党组织“{}”", within.value), format!("there is no organisation `{}`", within.value));
        let help = organisation_help(&within.value, context.organisations);
        table.sink().push(Diagnostic::new(&codes::F020, span, zh, en).help(help.zh, help.en));
    }
    position
}
