//! C035: a file that is to go public and that stands for members alone elsewhere, mostly since the wrong version was attached. Of
//! drafts, while somebody looks at them: what was approved whole was decided.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{ApprovalState, Attachment, Clearance, Item, Mark, Register, Stored};
use std::collections::BTreeMap;

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let drafts: Vec<&Item> = register.items.iter().filter(|item| is_public_draft(item)).collect();
    if drafts.is_empty() {
        return;
    }
    let inside: BTreeMap<&str, (&Item, &Attachment)> = register
        .items
        .iter()
        .flat_map(|item| item.attachments.iter().map(move |attachment| (item, attachment)))
        .filter(|(item, attachment)| item.clearance.max(attachment.clearance) != Clearance::Public)
        .map(|found| (&*found.1.file.sha256, found))
        .collect();
    for item in drafts {
        for (file, mark) in public_files(item) {
            let Some((other, attachment)) = inside.get(&*file.sha256) else { continue };
            let (name, title) = (&attachment.file.name, &other.title);
            let (zh, en) = (
                format!("{} 要向社会公开，却与“{title}”中仅限党内的附件 {name} 内容相同", file.name),
                format!(
                    "`{}` is to go public, and is the same as the attachment `{name}` for members of `{title}`",
                    file.name
                ),
            );
            sink.push(Diagnostic::new(&codes::C035, item.span(mark), zh, en).help(
                "核对是不是附错了版本；不能向社会公开的，在这里写 audience: internal，或换成公开的版本",
                "See whether it is the wrong version; if it is not for the public, write audience: internal here, or attach the one that is",
            ));
        }
    }
}

fn is_public_draft(item: &Item) -> bool {
    item.clearance == Clearance::Public && !matches!(item.approval, ApprovalState::Whole(_))
}

/// The files that the public would get with an item, and where it names them.
fn public_files(item: &Item) -> impl Iterator<Item = (&Stored, Mark)> {
    let attachments = item.attachments.iter().filter(|attachment| attachment.clearance == Clearance::Public);
    let pictures = item.pictures.iter().filter(|picture| !picture.internal);
    let listed = attachments.map(|attachment| (&*attachment.file, attachment.mark));
    listed.chain(pictures.map(|picture| (&*picture.file, item.marks.whole)))
}
