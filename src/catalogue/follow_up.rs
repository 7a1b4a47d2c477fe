//! What an item of an entry has to be followed by.

use super::Due;
use crate::diagnostic::Text;
use crate::source::{Table, Value};

/// Days in which something is followed up where the catalogue does not say.
const DUE: Due = Due::Days(30);

/// The duty that an item opens: another item, or a part of itself, within so many days after its matter has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The entry of the item that fulfils it.
    pub entry: String,
    /// By when, counted from the day on which the window closed or the decision was taken.
    pub due: Due,
    /// The field without which an item of that entry does not fulfil it.
    pub needs: Option<String>,
    /// The field of the item itself that fulfils it too.
    pub field: Option<String>,
}

/// `follow_up: ENTRY`, or `follow_up: {entry, due, needs, field}`.
pub(super) fn read(table: &mut Table<'_, '_>) -> Option<FollowUp> {
    let node = table.node("follow_up")?;
    if let Value::Scalar(entry) = &node.value {
        return Some(FollowUp { entry: entry.trim().to_owned(), due: DUE, needs: None, field: None });
    }
    table.nested(node, |table| {
        let due = table.parsed("due", "10wd / 30d", Due::parse).map_or(DUE, |due| due.value);
        let mut text = |key| table.text(key).map(|text| text.value.into_owned());
        let (entry, needs, field) = (text("entry"), text("needs"), text("field"));
        if entry.is_none() {
            let range = table.span().start..table.span().end;
            let help = Text::new("写上后续事项所属的项目，例如 entry: election", "Name one, such as entry: election");
            table.bad(range, "follow_up 要写明 entry", "`follow_up` needs an `entry`", help);
        }
        Some(FollowUp { entry: entry?, due, needs, field })
    })
}
