//! The keys of an item's front matter.

use super::keys::{missing, needed, required, short};
use super::{Context, approval, beside, fields, parts, slug, term};
use crate::address::is_sound;
use crate::calendar::{Moment, Period, Term};
use crate::catalogue::Entry;
use crate::diagnostic::{Diagnostic, Span, Text, codes};
use crate::model::{ApprovalState, Attachment, Clearance, Field, Item, Mark, Marks, Withdrawal, organisation_help};
use crate::source::{Node, Spanned, Table, dates};
use std::collections::HashMap;
use std::sync::Arc;

/// What the scan for personal data wants to know of a front matter beside its item.
#[derive(Default)]
pub(super) struct Asides {
    /// Parts that only members see.
    pub inside: Vec<std::ops::Range<usize>>,
}

/// The item of a front matter, without what its text and its files bring.
pub(super) fn read(
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
    let reach = Reach::read(context, table, &mut marks);
    table.not_empty("expires");
    let expires = dates::moment(table, "expires");
    let term = table.read("term", Term::parse, || {
        Text::new(
            "写成 6个月、90天或 1年；公开目录规定长期公开的，不写这一行",
            "Write 6 months, 90 days or 1 year; leave the line out for what stands as long as the catalogue says",
        )
    });
    let updated = dates::moment(table, "updated").map(|moment| moment.value.day());
    let reviewed = dates::moment(table, "reviewed").map(|moment| moment.value.day());
    let term_reason = short(table, "term_reason");
    let internal_reason = short(table, "internal_reason");
    let period = table.parsed("period", "2026 / 2026-H1 / 2026-Q3 / 2026-07", Period::parse);
    let document = parts::read_document(table);
    let responsible = short(table, "responsible");
    let summary = short(table, "summary");
    marks.result = table.place_of("result").unwrap_or_default().into();
    let result = short(table, "result");
    let focus = table.flag("focus");
    let keywords = table.texts("keywords").into_iter().map(|t| t.value.trim().into()).collect();
    let aliases = read_aliases(table);
    let follows = table.texts("follows").into_iter().map(|id| (id.value.trim().into(), id.range.into())).collect();
    let follows_reason = short(table, "follows_reason");
    let privacy_reason = short(table, "privacy_reason");
    let approval = read_approval(table, &mut marks, asides);
    let field_node = table.node("fields");
    let attachment_nodes = table.list("attachments");
    let changes = table.list("changes").into_iter().filter_map(|node| parts::change(table, node)).collect();
    // From here on a missing key is the end: what else is said has been read, and is no unknown key.
    let Named { position, entry: spec, supposed } = entry?;
    let Some(clearance) = reach.clearance(spec) else {
        missing(table, "audience", &front);
        return None;
    };
    marks.audience = reach.audience.map_or(marks.entry, |audience| audience.range.into());
    let attachments = read_attachments(attachment_nodes, clearance, table, asides);
    let fields = field_node.map(|node| read_fields(node, context, spec, clearance, table, asides)).unwrap_or_default();
    let window = fields::window(&fields, clearance);
    let publish = publish?;
    marks.publish = publish.range.clone().into();
    let ends_at = expires.as_ref().map(|expires| &expires.range).or(term.as_ref().map(|term| &term.range));
    marks.expires = ends_at.map_or(marks.publish, |range| range.clone().into());
    marks.public_from = reach.public_from.as_ref().map(|from| from.range.clone().into()).unwrap_or_default();
    let said = term::Said { publish: publish.value, expires, term, window };
    let end = term::end(said, spec, context, &marks, table)?;
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
        supposed,
        clearance,
        within: reach.within,
        publish: publish.value,
        public_from: reach.public_from.map(|from| from.value),
        expires: end,
        after: None,
        updated,
        reviewed,
        term_reason,
        internal_reason,
        accepted: privacy_reason.is_some() && matches!(approval, ApprovalState::Whole(_)),
        period: period.map(|period| period.value),
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
        withdrawn: reach.withdrawn,
        samples: Vec::new(),
    })
}

/// For whom a file says that its item is, and from when, and that it was taken off.
struct Reach {
    audience: Option<Spanned<Clearance>>,
    public_from: Option<Spanned<Moment>>,
    within: Option<usize>,
    withdrawn: Option<Withdrawal>,
    /// How far it is narrowed by what cannot be read of this: as far as it could be. The item has a finding, and what newer
    /// content takes back of the last good site is taken by these.
    narrowed: Option<Clearance>,
}

impl Reach {
    fn read(context: &Context<'_>, table: &mut Table<'_, '_>, marks: &mut Marks) -> Self {
        let keys = ["audience", "public_from", "within", "withdrawn"];
        keys.iter().for_each(|key| table.not_empty(key));
        let [says_audience, says_from, says_within, says_withdrawn] = keys.map(|key| table.says(key));
        let audience = table.word("audience", Clearance::WORDS, Clearance::read);
        let public_from = dates::moment(table, "public_from");
        let within = read_within(context, table, marks);
        let withdrawn = table.node("withdrawn");
        if let Some(node) = &withdrawn {
            marks.withdrawn = node.range.clone().into();
        }
        let withdrawn = withdrawn.and_then(|node| parts::withdrawal(table, node));
        let inside = says_audience && audience.is_none() || says_from && public_from.is_none();
        let nowhere = says_within && within.is_none();
        Self {
            audience,
            public_from,
            within,
            withdrawn: withdrawn.or_else(|| says_withdrawn.then(Withdrawal::unread)),
            narrowed: match (inside, nowhere) {
                (_, true) => Some(Clearance::Specific),
                (true, false) => Some(Clearance::Internal),
                (false, false) => None,
            },
        }
    }

    /// For whom the item is; none where neither its file nor its entry says so.
    fn clearance(&self, spec: &Entry) -> Option<Clearance> {
        self.audience.as_ref().map(|audience| audience.value).max(self.narrowed).or(spec.audience)
    }
}

fn read_approval(table: &mut Table<'_, '_>, marks: &mut Marks, asides: &mut Asides) -> ApprovalState {
    let node = table.node("approval");
    marks.approval = node.as_ref().map_or(marks.whole, |node| node.range.clone().into());
    asides.inside.extend(node.as_ref().map(|node| node.range.clone()));
    approval::read(node, table)
}

fn read_attachments(
    nodes: Vec<Node<'_>>,
    clearance: Clearance,
    table: &mut Table<'_, '_>,
    asides: &mut Asides,
) -> Vec<Attachment> {
    let mut names: HashMap<Arc<str>, Span> = HashMap::new();
    let read = |node: Node<'_>| {
        let range = node.range.clone();
        let attachment = table.nested(node, |t| parts::read_attachment(t, clearance))?;
        let place = attachment.mark.span(&table.span().path);
        let name = beside::normalise(attachment.file.name.trim_start_matches("./"));
        if let Some(first) = names.insert(name.into(), place.clone()) {
            table.sink().push(twice(&attachment.file.name, place, first));
            return None;
        }
        asides.inside.extend((attachment.clearance > Clearance::Public).then_some(range));
        Some(attachment)
    };
    nodes.into_iter().filter_map(read).collect()
}

/// F004: a file that is listed twice; its audience would be that of either.
fn twice(name: &str, place: Span, first: Span) -> Diagnostic {
    let (zh, en) = (format!("附件 {name} 列了两次"), format!("the attachment `{name}` is listed twice"));
    let finding = Diagnostic::new(&codes::F004, place, zh, en).label(first, "先在这里", "first here");
    finding.help("只留一处", "Keep one of them")
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

/// What a file is called without its extension; a bundle, its folder.
pub(super) fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    match file.rsplit_once('.').map_or(file, |(stem, _)| stem) {
        "index" => path.rsplit('/').nth(1).unwrap_or("index"),
        stem => stem,
    }
}

pub(super) fn read_id(path: &Arc<str>, table: &mut Table<'_, '_>, marks: &mut Marks) -> Option<Arc<str>> {
    let by_name = slug::slug(stem(path));
    let (id, mark): (String, Mark) = match table.text("id") {
        Some(id) => (id.value.trim().to_owned(), id.range.into()),
        None => (by_name.clone(), marks.whole),
    };
    marks.id = mark;
    if is_sound(&id) {
        return Some(id.into());
    }
    let suggestion = [slug::slug(&id), format!("item-{by_name}")]
        .into_iter()
        .find(|id| is_sound(id))
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
        if is_sound(&alias.value) {
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

/// The entry that an item names.
struct Named<'c> {
    position: usize,
    entry: &'c Entry,
    /// Whether it is only the one that may be meant.
    supposed: bool,
}

/// The entry of an item. Under a name that is none, the item has a finding, and what else is wrong with it is told by the only
/// entry that may be meant.
fn read_entry<'c>(
    context: &'c Context<'_>,
    table: &mut Table<'_, '_>,
    front: &std::ops::Range<usize>,
    marks: &mut Marks,
) -> Option<Named<'c>> {
    let Some(entry) = table.text("entry") else {
        missing(table, "entry", front);
        return None;
    };
    marks.entry = entry.range.clone().into();
    let position = context.catalogue.exactly(&entry.value);
    if position.is_none() {
        let span = table.at(entry.range.clone());
        let (zh, en) = (
            format!("公开目录里没有“{}”", entry.value),
            format!("there is no entry `{}` in the catalogue", entry.value),
        );
        let help = context.catalogue.entry_help(&entry.value, "entry: ");
        table.sink().push(Diagnostic::new(&codes::C001, span, zh, en).help(help.zh, help.en));
    }
    let supposed = position.is_none();
    let position = position.or_else(|| context.catalogue.meant(&entry.value))?;
    Some(Named { position, entry: &context.catalogue.entries[position], supposed })
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
