//! The text of a file with a step in it.

use super::{Moved, Refused, Signature};
use crate::calendar::{Moment, iso_day};
use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text};
use crate::load;
use crate::model::{Item, Register, StepKind, TO_COME};
use crate::source::{Decoded, decode, splice};
use chrono::NaiveDate;
use std::sync::Arc;

/// A file with a step in it, not yet written.
pub(super) struct Draft {
    pub(super) path: Arc<str>,
    /// The text as it stands.
    pub(super) before: String,
    pub(super) bytes: Vec<u8>,
    pub(super) text: String,
    pub(super) step: Text,
    /// The steps whose digest is still to come.
    pub(super) unsealed: Vec<StepKind>,
    pub(super) moved: Option<Moved>,
}

/// The reason of the fast lane, where it is taken.
pub(super) fn expedite(draft: Draft, signature: &Signature) -> Result<Draft, Refused> {
    match &signature.expedited {
        Some(reason) => draft.set(&["approval", "expedited"], &[("reason", reason)]),
        None => Ok(draft),
    }
}

/// Nothing is published before it is approved: a day of publication that is over is moved to that of the approval, and that
/// of the public with it, so that members have it to themselves for as long as they would have had. What was reviewed is the
/// same but for these days, so that the review's digest is made anew with them. A term that is over is not begun anew.
pub(super) fn not_before(
    draft: Draft,
    item: &Item,
    register: &Register,
    (day, today): (NaiveDate, NaiveDate),
) -> Result<Draft, Refused> {
    let zone = register.zone;
    let day_of = |moment: Moment| zone.day(moment.start(zone));
    let late = day - day_of(item.publish);
    let is_over = item.expires.is_some_and(|end| zone.day(end) <= today);
    if !(1..=check::LATE).contains(&late.num_days()) || is_over {
        return Ok(draft);
    }
    let mut out = draft.set(&["publish"], &[("", &iso_day(day))])?;
    let public_from = item.public_from.map(|from| day_of(from) + late);
    if let Some(from) = public_from {
        out = out.set(&["public_from"], &[("", &iso_day(from))])?;
    }
    out.moved = Some(Moved { publish: day, public_from });
    if item.approval.seal(StepKind::Reviewed).is_some_and(|seal| !seal.broken()) {
        out = out.set(&["approval", "reviewed", "digest"], &[("", TO_COME)])?;
        out.unsealed.insert(0, StepKind::Reviewed);
    }
    Ok(out)
}

/// What findings of family P say of a file with this text, in a line: the first of them with its place, and how many there are.
pub(super) fn personal(findings: &Diagnostics, path: &str, text: &str) -> Option<Text> {
    let mut found = findings.iter().filter(|finding| finding.rule.is_privacy() && *finding.span.path == *path);
    let first = found.next()?;
    let line = text.get(..first.span.start)?.matches('\n').count() + 1;
    let (Text { zh, en }, n) = (&first.message, 1 + found.count());
    let (places, en_places) = match n {
        1 => (String::new(), String::new()),
        n => (format!("等 {n} 处个人信息"), format!(", and {} more", n - 1)),
    };
    Some(Text::new(
        format!("第 {line} 行：{zh}{places}，请核对该不该留"),
        format!("line {line}: {en}{en_places}; make sure that it is meant to stay"),
    ))
}

impl Draft {
    /// Findings at their places in the file as it stands; what is about the step itself is where that would be.
    pub(super) fn on_disk(&self, findings: &Diagnostics) -> Diagnostics {
        let same = |pair: &(u8, u8)| pair.0 == pair.1;
        let (before, text) = (self.before.as_bytes(), self.text.as_bytes());
        let most = before.len().min(text.len());
        let head = before.iter().copied().zip(text.iter().copied()).take_while(same).count();
        let head = (0..=head).rev().find(|at| self.before.is_char_boundary(*at)).unwrap_or(0);
        let rest = before.iter().rev().copied().zip(text.iter().rev().copied()).take(most - head);
        let tail = rest.take_while(same).count();
        let place = |at: usize| match at {
            at if at <= head => at,
            at if at >= text.len() - tail => at + before.len() - text.len(),
            _ => head,
        };
        let moved = |span: &Span| match span.path == self.path {
            true => Span::new(&span.path, place(span.start)..place(span.end)),
            false => span.clone(),
        };
        let mut out = Diagnostics::default();
        for finding in findings.iter() {
            let labels = finding.labels.iter().map(|(span, text)| (moved(span), text.clone())).collect();
            out.push(Diagnostic { span: moved(&finding.span), labels, ..finding.clone() });
        }
        out
    }

    /// With a key of the front matter set to these words.
    pub(super) fn set(self, keys: &[&str], words: &[(&str, &str)]) -> Result<Self, Refused> {
        let done = load::sign(&self.path, &self.text, keys, words).and_then(|edit| splice(&self.bytes, &[edit]));
        let text = done.as_ref().and_then(|bytes| match decode(bytes) {
            Decoded::Text(text, _) => Some(text),
            Decoded::Unreadable => None,
        });
        match done.zip(text) {
            Some((bytes, text)) => Ok(Self { bytes, text, ..self }),
            None => Err(Refused::because(
                &self.path,
                "approval 的写法没法自动改；请改成 approval: { … } 的形式，文件另存为 UTF-8",
                "the approval is written in a way that cannot be edited; write approval: { … }, in UTF-8",
            )),
        }
    }
}
