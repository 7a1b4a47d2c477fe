//! The tree of organisations, from every `_org.md`.

use super::beside::{Beside, Listing};
use super::files::Files;
use super::keys::{missing, short};
use super::{TextFile, approval, body, exempt, front_matter, narrow};
use crate::address::is_sound;
use crate::calendar::Term;
use crate::catalogue::{OrganisationKind, Stream};
use crate::config::Contact;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text, codes};
use crate::model::{Clearance, Mark, Organisation};
use crate::source::{Table, dates};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Years for which an organisation is elected where its file does not say: committees for five, general branches and
/// branches for three; those of villages and communities for five too, which their files say (《关于党的基层组织任期的意见》, 2018).
fn usual_term(kind: OrganisationKind) -> u32 {
    match kind {
        OrganisationKind::Committee | OrganisationKind::WorkingCommittee => 5,
        OrganisationKind::GeneralBranch | OrganisationKind::Branch => 3,
    }
}

/// A term of office: one to five whole years.
fn years(text: &str) -> Option<u32> {
    match Term::parse(text)? {
        Term::Months(months @ 12..=60) if months % 12 == 0 => Some(months / 12),
        _ => None,
    }
}

/// The tree of organisations, and the folder of each.
#[derive(Default)]
pub(super) struct Tree {
    /// Each after its parent; the first is the root.
    pub organisations: Vec<Organisation>,
    /// Position by folder.
    pub folders: HashMap<String, usize>,
}

/// F019: a name that is not the one to be read. On some systems it is, and what is below it must not rise on the others.
pub(super) fn misnamed(path: &Arc<str>) -> Diagnostic {
    let (zh, en) = (
        "党组织的文件要叫 _org.md，大小写也要一样，后面不带别的扩展名",
        "the file of an organisation is called `_org.md`, in small letters, with nothing behind it",
    );
    Diagnostic::new(&codes::F019, Span::file(path), zh, en).help(
        "改名为 _org.md；Windows 上先在“查看”里勾选“文件扩展名”",
        "Call it `_org.md`; on Windows, show file name extensions first",
    )
}

/// Every `_org.md`, by path, with its text where it could be decoded.
type Found<'f> = Vec<(Arc<str>, Option<TextFile<'f>>)>;

/// Files of organisations for members that have the id of a public one, and where that stands.
type Refused = HashMap<Arc<str>, Span>;

/// Builds the tree from every `_org.md`. A folder whose parent's could not be read is left out with it, never moved up: what
/// was meant for inside must not surface elsewhere. Of two that have one id, the first stays; but what is for members must
/// not be able to take down what is public.
pub(super) fn read(
    mut found: Found<'_>,
    files: &dyn Files,
    listing: &Listing,
    content: &str,
    sink: &mut Diagnostics,
) -> Tree {
    found.sort_by_cached_key(|(path, _)| (folder_of(path).matches('/').count(), Arc::clone(path)));
    let mut refused = Refused::new();
    loop {
        let mut said = Diagnostics::default();
        match build(&found, &refused, files, (listing, content), &mut said) {
            Ok(tree) => {
                sink.append(said);
                return tree;
            }
            Err((path, public)) => refused.insert(path, public),
        };
    }
}

fn folder_of(path: &str) -> String {
    path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned())
}

/// The tree without what is refused; an error where one more file is to be refused, for an id that stands there.
fn build(
    found: &Found<'_>,
    refused: &Refused,
    files: &dyn Files,
    (listing, content): (&Listing, &str),
    sink: &mut Diagnostics,
) -> Result<Tree, (Arc<str>, Span)> {
    let mut tree = Tree::default();
    let mut ids: HashMap<Arc<str>, usize> = HashMap::new();
    let mut lost: Vec<String> = Vec::new();
    if !found.iter().any(|(path, _)| folder_of(path) == content) {
        let path: Arc<str> = format!("{content}/{}", Organisation::FILE).into();
        let finding = Diagnostic::new(
            &codes::F019,
            Span::file(&path),
            "内容文件夹没有 _org.md",
            "the content folder has no _org.md",
        );
        sink.push(finding.help(
            "新建一个，写明 id、name、kind；文件夹名写错的，改正 site.toml 里的 content",
            "Create one with id, name and kind; or mend `content` in site.toml, where that names another folder",
        ));
        return Ok(tree);
    }
    for (path, file) in found {
        let folder = folder_of(path);
        let Some(file) = file else {
            lost.push(folder);
            continue;
        };
        let inside =
            |outer: &str| folder == outer || folder.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
        let orphaned = lost.iter().any(|outer| inside(outer));
        let parent = nearest_folder(&tree.folders, &folder);
        let beside = Beside::of(files, listing, content, &file.path);
        match read_one(file, parent, &tree.organisations, beside, sink) {
            Some(organisation) if !orphaned => {
                let span = organisation.span(organisation.id_mark);
                let first = ids.get(&organisation.id).map(|position| &tree.organisations[*position]);
                if let Some(first) = first.filter(|first| first.clearance > organisation.clearance) {
                    return Err((Arc::clone(&first.path), span));
                }
                let public = refused.get(path).cloned();
                if let Some(other) = public.or_else(|| first.map(|first| first.span(first.id_mark))) {
                    sink.push(used(&organisation.id, span, other));
                    lost.push(folder);
                    continue;
                }
                ids.insert(Arc::clone(&organisation.id), tree.organisations.len());
                tree.folders.insert(folder, tree.organisations.len());
                tree.organisations.push(organisation);
            }
            _ => lost.push(folder),
        }
    }
    for folder in lost {
        tree.folders.insert(folder, usize::MAX);
    }
    Ok(tree)
}

/// F015: an id that another organisation has.
fn used(id: &str, span: Span, other: Span) -> Diagnostic {
    let (zh, en) = (format!("编号“{id}”已用于另一党组织"), format!("another organisation has the id `{id}`"));
    let finding = Diagnostic::new(&codes::F015, span, zh, en).label(other, "在这里", "here");
    finding.help("给其中一个换上不同的 id", "Give one of them another id")
}

/// The organisation whose folder holds a path most closely.
pub(super) fn nearest_folder(folders: &HashMap<String, usize>, path: &str) -> Option<usize> {
    let mut at = path;
    loop {
        if let Some(position) = folders.get(at) {
            return (*position != usize::MAX).then_some(*position);
        }
        at = at.rsplit_once('/')?.0;
    }
}

/// A day, and where it is written.
type Day = Option<(NaiveDate, Mark)>;

/// The days on which it was founded and dissolved; a finding where these are the wrong way round.
fn life(table: &mut Table<'_, '_>) -> (Day, Day) {
    let [founded, dissolved] = ["founded", "dissolved"]
        .map(|key| dates::moment(table, key).map(|written| (written.value.day(), written.range)));
    if let (Some((first, _)), Some((last, range))) = (&founded, &dissolved)
        && last < first
    {
        let (zh, en) = (
            format!("dissolved 的日期 {last} 早于 founded 的 {first}"),
            format!("`dissolved` on {last} comes before `founded` on {first}"),
        );
        let help = Text::new("核对成立和撤销的日期", "Check the days of the founding and the dissolving");
        table.bad(range.clone(), zh, en, help);
    }
    let marked = |day: Option<(NaiveDate, Range<usize>)>| day.map(|(day, range)| (day, range.into()));
    (marked(founded), marked(dissolved))
}

fn read_one(
    file: &TextFile<'_>,
    parent: Option<usize>,
    above: &[Organisation],
    mut beside: Beside<'_>,
    sink: &mut Diagnostics,
) -> Option<Organisation> {
    let path = &file.path;
    let Some(parts) = front_matter::split(&file.text) else {
        sink.push(front_matter::none(path, &file.text, "id, name, kind"));
        return None;
    };
    let front = &file.text[parts.front.clone()];
    front_matter::without_passages(path, front, parts.front.start, sink);
    let narrowed = narrow::normalise(path, front, parts.front.start, sink);
    let node = front_matter::parse(path, front, &narrowed, parts.front.start, sink)?;
    let mut table = Table::new(path, node, sink);
    for key in ["id", "name", "kind"] {
        if !table.has_value(key) {
            missing(&mut table, key, &parts.front);
        }
    }
    let id = table.read(
        "id",
        |id| is_sound(id).then(|| Arc::<str>::from(id)),
        || {
            Text::new(
                "用小写字母、数字和连字符，例如拼音 hupan、di-er-zhibu",
                "Small letters, digits and hyphens, such as hupan or di-er-zhibu",
            )
        },
    );
    let name = short(&mut table, "name");
    let short_name = table.text("short").map(|t| Arc::<str>::from(t.value.trim()));
    let name_en = table.text("name_en").map(|t| Arc::<str>::from(t.value.trim())).filter(|name| !name.is_empty());
    let kind = table.word("kind", OrganisationKind::WORDS, OrganisationKind::read);
    table.not_empty("audience");
    let says = table.says("audience");
    let audience = table.word("audience", &Clearance::WORDS[..2], Clearance::read);
    let stream = table.word("stream", Stream::WORDS, Stream::read);
    let secretary = table.text("secretary").map(|t| Arc::<str>::from(t.value.trim()));
    let contact = Contact::take(&mut table);
    let office_phones = table.texts("office_phones").into_iter().map(|phone| phone.value.trim().into()).collect();
    let chain = table.table("approvers", approval::read_chain).unwrap_or_default();
    let elected = dates::moment(&mut table, "elected");
    let (founded, dissolved) = life(&mut table);
    let exempt = exempt::read(&mut table);
    let term_of_office = table.parsed("term_of_office", "3 years / 5 years", years);
    let order = table.parsed("order", "10", |text| text.parse::<i64>().ok());
    table.finish();
    let (id, name, kind) = (id?, name?, kind?);
    let own = audience.map_or(if says { Clearance::Internal } else { Clearance::Public }, |a| a.value);
    let clearance = parent.map_or(own, |parent| own.max(above[parent].clearance));
    let written = body::Written { file, start: parts.body, clearance, opening: false };
    let (body, pictures) = body::read(written, &mut beside, &[], sink);
    if !pictures.is_empty() {
        let span = Span::new(path, parts.body..file.text.len());
        let finding = Diagnostic::new(&codes::L007, span, "党组织介绍里不放图片", "an introduction holds no pictures");
        sink.push(finding.help("把图片放进某个事项", "Put the picture into an item"));
    }
    Some(Organisation {
        path: Arc::clone(path),
        short: short_name.unwrap_or_else(|| Arc::clone(&name)),
        id: id.value,
        name,
        name_en,
        kind: kind.value,
        clearance,
        says_audience: says,
        stream: stream.map_or(Stream::Party, |s| s.value),
        secretary,
        contact,
        office_phones,
        founded,
        dissolved,
        exempt,
        elected: elected.map(|day| (day.value.day(), day.range.into())),
        term_of_office: term_of_office.map_or_else(|| usual_term(kind.value), |years| years.value),
        order: order.map_or(i64::MAX, |o| o.value),
        parent,
        body,
        chain,
        id_mark: Mark::from(id.range),
    })
}
