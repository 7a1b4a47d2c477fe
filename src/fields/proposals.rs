//! Proposals of delegates, and what became of them.

use super::people::mask_name;
use super::reader::Reader;
use super::stages::{State, day, state};
use crate::source::Node;
use chrono::NaiveDate;

/// A proposal of delegates (提案提议) and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its number.
    pub no: String,
    /// Who made it.
    pub by: Option<String>,
    /// About what.
    pub subject: String,
    /// How far it has come.
    pub state: State,
    /// Who handles it.
    pub handled_by: Option<String>,
    /// What was answered.
    pub reply: Option<String>,
    /// By when an answer is due.
    pub due: Option<NaiveDate>,
    /// A remark.
    pub note: Option<String>,
}

impl Proposal {
    /// What it says in words, and whether each is a name.
    pub(super) fn words(&self) -> impl Iterator<Item = (bool, &str)> {
        let Self { no: _, by, subject, state: _, handled_by, reply, due: _, note } = self;
        let said = [Some(subject), handled_by.as_ref(), reply.as_ref(), note.as_ref()].into_iter().flatten();
        by.iter().map(|by| (true, by.as_str())).chain(said.map(|text| (false, text.as_str())))
    }

    /// The same proposal, of whose maker only the surname stands.
    pub(super) fn masked(&self) -> Self {
        Self { by: self.by.as_deref().map(mask_name), ..self.clone() }
    }
}

/// A list of `{ no, by, subject, state, handled_by, reply, due, note }`.
pub(super) fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Vec<Proposal>> {
    let read: Vec<Option<Proposal>> = reader.list(node).iter().map(|node| proposal(node, reader)).collect();
    read.into_iter().collect()
}

fn proposal(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Proposal> {
    let mut record = reader.record(node)?;
    let no = reader.part_text(&mut record, "no");
    let by = reader.part_text(&mut record, "by");
    let subject = reader.part_text(&mut record, "subject");
    let state = state(&mut record, &["立案", "办理中", "已答复", "已办结", "列入计划", "未采纳"], reader);
    let handled_by = reader.part_text(&mut record, "handled_by");
    let reply = reader.part_text(&mut record, "reply");
    let due = day(&mut record, "due", reader);
    let note = reader.part_text(&mut record, "note");
    for (key, absent) in [("no", no.is_none()), ("subject", subject.is_none()), ("state", !record.has("state"))] {
        if absent {
            reader.lacks(&mut record, key);
        }
    }
    reader.finish(record);
    Some(Proposal { no: no?, by, subject: subject?, state: state?, handled_by, reply, due, note })
}
