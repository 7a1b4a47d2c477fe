//! Ways to reach somebody, and checklists.

use super::reader::Reader;
use crate::source::{Node, Value};

/// Where and when somebody can be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Where.
    pub address: Option<String>,
    /// By telephone.
    pub phone: Option<String>,
    /// By e-mail.
    pub email: Option<String>,
    /// When.
    pub hours: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// Something to bring or to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub text: String,
    /// Whether it is done; always not, where it is only to be brought.
    pub done: bool,
}

/// `{ address, phone, email, hours, note }`, of which one at least is there.
pub(super) fn contact(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Contact> {
    let mut record = reader.record(node)?;
    let contact = Contact {
        address: reader.part_text(&mut record, "address"),
        phone: reader.part_text(&mut record, "phone"),
        email: reader.part(&mut record, "email", "邮箱地址", "a mail address", mail_address),
        hours: reader.part_text(&mut record, "hours"),
        note: reader.part_text(&mut record, "note"),
    };
    let reachable = contact.address.is_some() || contact.phone.is_some() || contact.email.is_some();
    if !reachable && !record.has("email") {
        reader.lacks(&mut record, "phone");
    }
    reader.finish(record);
    reachable.then_some(contact)
}

fn mail_address(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let sound = !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace);
    sound.then(|| text.to_owned())
}

/// A list of texts or of `{ text, done }`.
pub(super) fn checklist(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Vec<Task>> {
    let read: Vec<Option<Task>> = reader
        .list(node)
        .iter()
        .filter(|node| !matches!(node.value, Value::Null))
        .map(|node| {
            if matches!(node.value, Value::Scalar(_)) {
                return Some(Task { text: reader.text(node)?, done: false });
            }
            let mut record = reader.record(node)?;
            let text = reader.part_text(&mut record, "text");
            let done = reader.part(&mut record, "done", "true 或 false", "true or false", |word| match word {
                "true" | "yes" | "是" => Some(true),
                "false" | "no" | "否" => Some(false),
                _ => None,
            });
            if text.is_none() {
                reader.lacks(&mut record, "text");
            }
            reader.finish(record);
            Some(Task { text: text?, done: done.unwrap_or(false) })
        })
        .collect();
    read.into_iter().collect()
}
