//! F016: names that are one file on another system.

use super::identity::{Age, age};
use crate::calendar::Instant;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use crate::model::{Clearance, Item, Register};
use std::sync::Arc;

/// Reports the files whose name another had before them, in the order in which items have a right to an id: what is public
/// and approved keeps its place, so that nothing internal can take a public page down. Where none can be told to have a
/// right to the name, all of them are told of.
pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    for paths in &register.collisions {
        let keeper = paths.iter().filter_map(|path| Some((right(path, register)?, path))).min().map(|(_, path)| path);
        for path in paths.iter().filter(|path| Some(*path) != keeper) {
            let others: Vec<&str> = paths.iter().filter(|other| *other != path).map(|other| &**other).collect();
            let (zh, en) = (
                format!("文件名与 {} 只有大小写或编码形式不同", others.join("、")),
                format!("differs from {} only in case or normalisation", others.join(", ")),
            );
            let finding = Diagnostic::new(&codes::F016, Span::file(path), zh, en);
            sink.push(finding.help("给这个文件换一个名字", "Give this file another name"));
        }
    }
}

/// The right of a file to its name: that of what it holds, or of an item that it travels with.
fn right<'r>(path: &'r Arc<str>, register: &'r Register) -> Option<Age<'r>> {
    if let Some(item) = register.items.iter().find(|item| item.path == *path) {
        return Some(age(item, register));
    }
    let known = |clearance, since| (clearance != Clearance::Public, false, false, true, since, path.len(), path);
    if let Some(organisation) = register.organisations.iter().find(|organisation| organisation.path == *path) {
        return Some(known(organisation.clearance, Instant::from_unix(0)));
    }
    if let Some(opinion) = register.opinions.iter().find(|opinion| opinion.path == *path) {
        let reach = register.reach(opinion.organisation, opinion.clearance());
        return Some(known(reach, register.zone.start_of(opinion.received)));
    }
    let travels = |item: &'r Item| {
        let attached = item.attachments.iter().filter(|file| file.file.path == *path).map(|file| file.clearance);
        let inside = |internal| if internal { Clearance::Internal } else { Clearance::Public };
        let shown = item.pictures.iter().filter(|picture| picture.file.path == *path);
        let clearance = attached.chain(shown.map(|picture| inside(picture.internal))).min()?;
        let (inner, unapproved, moved, unpublished, since, ..) = age(item, register);
        Some((inner || clearance != Clearance::Public, unapproved, moved, unpublished, since, path.len(), path))
    };
    register.items.iter().filter_map(travels).min()
}
