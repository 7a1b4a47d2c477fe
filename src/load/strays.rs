//! Files of the content folder that nothing publishes: what a clerk put there meaning to publish it.

use super::{Files, front_matter, is_markdown, makes_organisation, opinion};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::model::Register;
use crate::source::lossy;
use std::collections::{BTreeSet, HashSet};

/// Ends of names that an editor or Windows, which hides the last one, gave to what was meant as `.md`.
const MEANT: [&str; 5] = [".md.txt", ".md.docx", ".md.doc", ".markdown", ".mdown"];

/// Keys of which every item or opinion has one.
const KEYS: [&str; 4] = ["entry", "公开项目", "kind", "种类"];

/// Ends of the names of organisations.
const NAMED: [&str; 6] = ["支部", "总支", "党委", "党组", "党小组", "工委"];

/// F026: a folder with the name of an organisation that is none, since it has no `_org.md`: what lies in it belongs to the
/// organisation above.
pub(super) fn folders(register: &Register, sink: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    for item in &register.items {
        let organisation = &register.organisations[item.organisation];
        let own = format!("{}/", organisation.folder());
        let Some((between, name)) = item.path.strip_prefix(&own).and_then(|rest| rest.rsplit_once('/')) else {
            continue;
        };
        // The folder of a bundle is the item.
        let between =
            if name == "index.md" { between.rsplit_once('/').map_or("", |(above, _)| above) } else { between };
        let named = between.split('/').find(|folder| NAMED.iter().any(|end| folder.ends_with(end)));
        if let Some(folder) = named.filter(|folder| told.insert(format!("{own}{folder}"))) {
            let (zh, en) = (
                format!("文件夹“{folder}”里没有 _org.md，里面的事项都归“{}”", organisation.name),
                format!("the folder `{folder}` has no _org.md, so that what is in it belongs to `{}`", organisation.id),
            );
            sink.push(Diagnostic::new(&codes::F026, Span::file(&item.path), zh, en).help(
                "是一个党组织的，在这个文件夹里写 _org.md；不是的，换个名字",
                "Of an organisation, write its _org.md there; of none, give the folder another name",
            ));
        }
    }
}

/// L012. Files beside one that could not be read whole may be its attachments, and are passed over.
pub(super) fn check(files: &dyn Files, names: &[String], register: &Register, sink: &mut Diagnostics) {
    let strays: Vec<&String> =
        names.iter().filter(|name| !is_markdown(name) && !makes_organisation(name, names)).collect();
    if strays.is_empty() {
        return;
    }
    let travels = register.items.iter().flat_map(|item| {
        let attachments = item.attachments.iter().map(|attachment| &*attachment.file.path);
        attachments.chain(item.pictures.iter().map(|picture| &*picture.file.path))
    });
    let travels: HashSet<&str> = travels.collect();
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
    let unread: BTreeSet<String> =
        register.broken.keys().chain(register.unread.keys()).map(|path| folder(path)).collect();
    for name in strays {
        let lower = name.to_lowercase();
        if travels.contains(name.as_str()) {
            continue;
        }
        let meant = MEANT.iter().any(|end| lower.ends_with(end)) || lower.ends_with(".txt") && is_item(files, name);
        let at = folder(name);
        let passed_over = unread.contains(&at) || at.split('/').any(|part| part == opinion::FOLDER);
        if passed_over && !meant {
            continue;
        }
        let span = Span::file(&name.as_str().into());
        let beside = stem(name).filter(|stem| names.iter().any(|name| name == stem));
        sink.push(match (meant, beside) {
            (true, Some(beside)) => {
                let beside = beside.rsplit('/').next().unwrap_or(&beside);
                let (zh, en) = (
                    format!("旁边已有 {beside}，不会读这一份"),
                    format!("there is {beside} beside it; this one is not read"),
                );
                Diagnostic::new(&codes::L012, span, zh, en).help(
                    format!("核对两份，要用的内容写进 {beside}，再删去这一份"),
                    format!("Compare the two, put what is to stand into {beside}, and delete this one"),
                )
            }
            (true, None) => Diagnostic::new(
                &codes::L012,
                span,
                "这不是 .md 文件，不会当作公开事项",
                "this is no `.md` file, and so no item",
            )
            .help(
                "改名为以 .md 结尾；Windows 上先在“查看”里勾选“文件扩展名”",
                "Give it a name that ends with .md; on Windows, show file name extensions first",
            ),
            (false, _) => Diagnostic::new(
                &codes::L012,
                span,
                "没有事项把这个文件列为附件，也没有正文用它作图片，不会公开",
                "no item lists this file as an attachment or shows it as a picture; it is not published",
            )
            .help(
                "要公开的，写进事项的 attachments；不公开的，移出内容文件夹",
                "List it in an item's `attachments`, or move it out of the content folder",
            ),
        });
    }
}

/// The path that a file meant as `.md` was to have.
fn stem(path: &str) -> Option<String> {
    let lower = path.to_lowercase();
    let end = MEANT.iter().chain(&[".txt"]).find(|end| lower.ends_with(**end))?;
    Some(format!("{}.md", path.get(..path.len() - end.len())?))
}

/// Whether a text begins with a front matter as items and opinions have it.
fn is_item(files: &dyn Files, path: &str) -> bool {
    let text = files.read(path).map(|bytes| lossy(&bytes)).unwrap_or_default();
    let front = front_matter::split(&text).map(|parts| &text[parts.front]);
    let says = |line: &str| line.split_once([':', '：']).is_some_and(|(key, _)| KEYS.contains(&key.trim()));
    front.is_some_and(|front| front.lines().any(says))
}
