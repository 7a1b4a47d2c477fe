//! What stands in an output and is named by nothing in the content any more: deleted, renamed, or below an `_org.md` that
//! went. Nobody withdrew it, and yet its pages go.

use crate::address;
use crate::check;
use crate::config::{Config, Readers};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text, codes};
use crate::load::SITE;
use crate::model::{Clearance, Register};
use crate::publish::OutputError;
use crate::publish::state::{Private, recall};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Where it is remembered what was for members alone.
const INSIDE: &str = "inside.json";

/// The ids of what was for members alone when something was published last. A failing build takes pages out of the outputs, and
/// so these cannot tell.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Inside {
    organisations: BTreeSet<String>,
    items: BTreeSet<String>,
}

/// Remembers what is for members alone now, and what A017 says must not open.
pub(super) fn remember(
    root: &Path,
    private: &Private,
    register: &Register,
    findings: &Diagnostics,
) -> Result<(), OutputError> {
    let before: Inside = recall(root, INSIDE);
    let shut: HashSet<&str> =
        findings.iter().filter(|finding| finding.rule == &codes::A017).map(|finding| &*finding.span.path).collect();
    let stays = |clearance: Clearance, path: &str, id: &str, before: &BTreeSet<String>| {
        clearance != Clearance::Public || shut.contains(path) && before.contains(id)
    };
    let organisations = register.organisations.iter();
    let inside = organisations.filter(|one| stays(one.clearance, &one.path, &one.id, &before.organisations));
    let mut organisations: BTreeSet<String> = inside.map(|one| one.id.to_string()).collect();
    let items = register.items.iter().filter(|item| stays(item.clearance, &item.path, &item.id, &before.items));
    let items = items.map(|item| item.id.to_string()).collect();
    if !shut.is_empty() || !register.unread.is_empty() {
        // What went, or cannot be read, and keeps others shut.
        organisations.extend(before.organisations.iter().filter(|id| register.position(id).is_none()).cloned());
    }
    private.note(INSIDE, &Inside { organisations, items })
}

/// How many are named; of more, how many there are.
const NAMED: usize = 5;

/// A017, and A015: of that, while a file that was approved cannot be read nobody knows what it names, and nothing is said.
pub(super) fn check(root: &Path, config: &Config, register: &Register, sink: &mut Diagnostics) {
    let unsure = register.broken.values().any(|broken| !broken.is_draft()) || check::holds_up(register, sink);
    let trees: Vec<PathBuf> = config.editions.iter().map(|edition| root.join(&edition.output)).collect();
    let organisations: HashSet<&str> = register.organisations.iter().map(|organisation| &*organisation.id).collect();
    let went = stood(&trees, "organisations", |name| Some(name.to_owned()), &organisations);
    // What is below a file that cannot be read is nobody's, and opens to nobody.
    if register.unread.is_empty() {
        opened(root, config, register, &went, sink);
    }
    if unsure {
        return;
    }
    if !went.is_empty() {
        let which = named(&went);
        let (zh, en) = (
            format!("公开过的党组织找不到了：{}；它的网页这次会撤下，里面的事项不再归它", which.zh),
            format!(
                "organisations that stand are not there any more: {}; their pages go, and their items are theirs no more",
                which.en
            ),
        );
        sink.push(Diagnostic::new(&codes::A015, Span::file(&SITE.into()), zh, en).help(
            "它的 _org.md 不见了，或改了文件名、改了 id：改回原样；不要为此重新审批里面的事项。确已撤销的，不用理会",
            "Its _org.md went, or has another name or id: put it back, and approve no item anew for that. If it was dissolved, all is well",
        ));
    }
    let items: HashSet<&str> =
        register.items.iter().flat_map(|item| std::iter::once(&item.id).chain(&item.aliases)).map(|id| &**id).collect();
    let went = stood(&trees, "items", |name| address::item_id(&format!("items/{name}")).map(str::to_owned), &items);
    if !went.is_empty() {
        let which = named(&went);
        let (zh, en) = (
            format!("公开过的事项在内容里找不到了：{}；它的网页这次会撤下，不留说明", which.zh),
            format!("items that stand are not in the content any more: {}; their pages go without a word", which.en),
        );
        sink.push(Diagnostic::new(&codes::A015, Span::file(&SITE.into()), zh, en).help(
            "误删的，恢复原文件；改了文件名的，在文件里写 id: 旧编号，或 aliases: [旧编号]；要撤下的，保留文件并写 withdrawn",
            "Put back what was deleted by mistake; in a renamed file write `id:` or `aliases:` with the former id; what is to be withdrawn keeps its file, with `withdrawn`",
        ));
    }
}

/// A017: what stood for members alone and would be public now, although nobody wrote that, since organisations went that
/// were for members too.
fn opened(root: &Path, config: &Config, register: &Register, went: &BTreeSet<String>, sink: &mut Diagnostics) {
    let stands = |readers: Readers, path: &str| {
        let mut editions = config.editions.iter().filter(|edition| edition.audience == readers);
        editions.any(|edition| root.join(&edition.output).join(path).exists())
    };
    let inside = |path: String| stands(Readers::Internal, &path) && !stands(Readers::Public, &path);
    let before: Inside = recall(root, INSIDE);
    let known = |id: &str| register.organisations.iter().any(|organisation| *organisation.id == *id);
    let was_inside = |id: &str| before.organisations.contains(id) || inside(address::list("organisations", id));
    if !went.iter().any(|id| was_inside(id)) && before.organisations.iter().all(|id| known(id)) {
        return;
    }
    // What lies in a folder, or below one, that is not that of an organisation which stood before: there one may have been.
    let stood = |id: &str| {
        let page = address::list("organisations", id);
        before.organisations.contains(id) || stands(Readers::Internal, &page) || stands(Readers::Public, &page)
    };
    let kept = register.organisations.iter().filter(|organisation| stood(&organisation.id));
    let folders: HashSet<&str> = kept.filter_map(|one| Some(one.path.rsplit_once('/')?.0)).collect();
    let may_have_lost_one_above = |path: &str| {
        let above = std::iter::successors(path.rsplit_once('/'), |(folder, _)| folder.rsplit_once('/'));
        above.map(|(folder, _)| folder).any(|folder| folder.starts_with(&config.content) && !folders.contains(folder))
    };
    let organisations = register
        .organisations
        .iter()
        .filter(|organisation| organisation.clearance == Clearance::Public && !organisation.says_audience)
        .filter(|organisation| was_inside(&organisation.id))
        .filter(|organisation| may_have_lost_one_above(organisation.path.trim_end_matches("/_org.md")))
        .map(|organisation| (&organisation.name, organisation.span(organisation.id_mark)));
    let items = register
        .items
        .iter()
        .filter(|item| item.clearance == Clearance::Public && item.marks.audience == item.marks.entry)
        .filter(|item| may_have_lost_one_above(&item.path))
        .filter(|item| before.items.contains(&*item.id) || inside(address::item(&item.id)))
        .map(|item| (&item.title, item.span(item.marks.id)));
    for (name, span) in organisations.chain(items) {
        let (zh, en) = (
            format!("“{name}”一直只在党内公开，上面的党组织找不到了，就会向社会公开"),
            format!("`{name}` stood for members alone, and would be public now that an organisation above it is gone"),
        );
        sink.push(Diagnostic::new(&codes::A017, span, zh, en).help(
            "恢复上面的 _org.md，或在这里写 audience: internal；确要向社会公开的，写 audience: public",
            "Put the _org.md above it back, or write `audience: internal` here; `audience: public` if it is meant",
        ));
    }
}

/// The names in a folder of some trees, as `read` reads them, that are not known.
fn stood(
    trees: &[PathBuf],
    folder: &str,
    read: impl Fn(&str) -> Option<String>,
    known: &HashSet<&str>,
) -> BTreeSet<String> {
    let entries = trees.iter().filter_map(|tree| fs::read_dir(tree.join(folder)).ok()).flatten().flatten();
    let is_id = |id: &String| !id.is_empty() && id.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
    let ids = entries.filter_map(|entry| read(entry.file_name().to_str()?)).filter(is_id);
    ids.filter(|id| !known.contains(id.as_str())).collect()
}

fn named(ids: &BTreeSet<String>) -> Text {
    let few: Vec<&str> = ids.iter().take(NAMED).map(String::as_str).collect();
    match ids.len() {
        n if n > NAMED => {
            Text::new(format!("{}等 {n} 个", few.join("、")), format!("{} and others, {n}", few.join(", ")))
        }
        _ => Text::new(few.join("、"), few.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_lists_and_strange_names_are_no_ids() {
        let tree = tempfile::tempdir().expect("a folder");
        for name in ["known", "gone", "a b", "."] {
            fs::create_dir_all(tree.path().join("organisations").join(name)).expect("a folder");
        }
        fs::write(tree.path().join("organisations/page-2.html"), "").expect("a file");
        let known = HashSet::from(["known"]);
        let went = stood(&[tree.path().to_owned()], "organisations", |name| Some(name.to_owned()), &known);
        assert_eq!(went, BTreeSet::from(["gone".to_owned()]));
    }
}
