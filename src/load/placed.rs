//! The folder of a file says whose it is. Here is what is found of one that says so itself.

use super::Context;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Organisation, organisation_named};
use crate::source::Table;

/// What clerks write for the organisation of an item.
const KEYS: [&str; 9] =
    ["organisation", "organization", "org", "branch", "party_branch", "党组织", "所属党组织", "组织", "单位"];

/// Reports a key for the organisation, and where the file belongs.
pub(super) fn by_folder(context: &Context<'_>, path: &str, table: &mut Table<'_, '_>) {
    let Some((range, word)) = table.stray(&KEYS) else {
        return;
    };
    let own = &context.organisations[context.organisation_of(path)];
    let folder = |one: &Organisation| format!("{}/", one.folder());
    let (zh, en) = (
        format!("属于哪个党组织由文件夹决定，不用写；这个文件在“{}”的文件夹里", own.name),
        format!("the folder says whose a file is, without a key; this one is `{}`'s", own.id),
    );
    let finding = Diagnostic::new(&codes::F003, table.at(range), zh, en);
    table.sink().push(
        match organisation_named(&word, context.organisations).map(|position| &context.organisations[position]) {
            Some(meant) if meant.id != own.id => finding.help(
                format!("把文件移到“{}”的文件夹 {}，再删去这一行", meant.name, folder(meant)),
                format!("Move the file to {}, the folder of `{}`, and delete the line", folder(meant), meant.id),
            ),
            Some(_) => finding.help("删去这一行", "Delete the line"),
            None => finding.help(
                "删去这一行；属于别的党组织的，把文件移到那个党组织的文件夹（里面有它的 _org.md）",
                "Delete the line; an item of another organisation belongs into the folder with its _org.md",
            ),
        },
    );
}
