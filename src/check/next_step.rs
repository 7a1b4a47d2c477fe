//! Who takes the next step of an approval, and the command for it, word for word as it works.

use super::chain::{superiors, who_may};
use crate::diagnostic::Text;
use crate::model::{Approval, ApprovalState, Clearance, Item, Register, Role, StepKind};
use std::borrow::Cow;
use std::sync::Arc;

/// A step of an approval that somebody is asked to take.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    /// Who, where only one person may.
    pub name: Option<&'a str>,
    /// Whether the result of a secrecy review belongs to it.
    pub secrecy: bool,
    /// The step, where it is not the next one.
    pub step: Option<StepKind>,
}

/// The command, in both languages.
pub(crate) fn command(item: &Item, ask: Ask<'_>) -> Text {
    let Ask { name, secrecy, step } = ask;
    let secrecy = if secrecy && item.clearance == Clearance::Public { " --secrecy passed" } else { "" };
    let step = step.map_or_else(String::new, |step| format!(" --step {}", step.id()));
    let path = quoted(&item.path);
    let line = |name: &str| format!("sunshine approve {path} --as {}{secrecy}{step}", quoted(name));
    Text::new(line(name.unwrap_or("姓名")), line(name.unwrap_or("NAME")))
}

/// Those who may take a step and took none before; nobody where no chain says, or nobody is left.
pub(crate) fn candidates<'r>(register: &'r Register, item: &Item, role: Role) -> Vec<&'r Arc<str>> {
    let taken = |name: &Arc<str>| match &item.approval {
        ApprovalState::Partial(partial) => {
            partial.taken.iter().any(|(step, taken)| *step != role.step() && taken.by == *name)
        }
        ApprovalState::Missing | ApprovalState::Whole(_) => false,
    };
    let mut who = who_may(register, item, role);
    let said = !who.is_empty();
    who.retain(|name| !taken(name));
    if said && who.is_empty() && role == Role::Approve {
        // Whoever approves for an organisation above may approve here.
        let entry = &register.catalogue.entries[item.entry].id;
        let above =
            register.organisations[item.organisation].parent.into_iter().flat_map(|above| register.above(above));
        who.extend(above.flat_map(|above| above.chain.of(entry, role)).filter(|name| !taken(name)));
    }
    who
}

/// Whether all who may take a step took another one.
pub(crate) fn nobody_is_left(register: &Register, item: &Item, role: Role) -> bool {
    !who_may(register, item, role).is_empty() && candidates(register, item, role).is_empty()
}

/// By whom an item is approved again: by whoever approved it last, unless what it is about has come to be another's to
/// approve, or its organisation has other approvers: then the first of those who took no step before. None where several
/// of organisations above may.
pub(super) fn approves_again<'r>(register: &'r Register, item: &Item, approval: &'r Approval) -> Option<&'r str> {
    let last = &approval.last().by;
    match superiors(register, item).as_slice() {
        [] => {
            let who = who_may(register, item, Role::Approve);
            let before = [&approval.proposed, &approval.reviewed].into_iter().flatten();
            let took = |name: &Arc<str>| before.clone().any(|step| step.by == *name);
            let may = who.is_empty() || register.approves(item.organisation, item.entry, last);
            if may { Some(last) } else { who.into_iter().find(|name| !took(name)).map(|name| &**name) }
        }
        above if above.contains(&last) => Some(last),
        [only] => Some(only),
        _ => None,
    }
}

/// Names for a sentence: the first four of them.
pub(crate) fn names(who: &[&Arc<str>]) -> Text {
    let first: Vec<&str> = who.iter().take(4).map(|name| &***name).collect();
    let (zh, en) = if who.len() > first.len() { ("…", ", …") } else { ("", "") };
    Text::new(format!("{}{zh}", first.join("、")), format!("{}{en}", first.join(", ")))
}

/// A word as a command line takes it.
pub(crate) fn quoted(word: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '·' | ':');
    if word.chars().all(plain) {
        Cow::Borrowed(word)
    } else if word.contains(['"', '$', '`', '\\']) {
        Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
    } else {
        Cow::Owned(format!("\"{word}\""))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_with_blanks_are_quoted() {
        assert_eq!(quoted("content/党费-2026.md"), "content/党费-2026.md");
        assert_eq!(quoted("content/党费 公示.md"), "\"content/党费 公示.md\"");
        assert_eq!(quoted(r"content/党费\公示.md"), r"'content/党费\公示.md'");
        assert_eq!(quoted("content/公示（一）.md"), "\"content/公示（一）.md\"");
        assert_eq!(quoted("a $b.md"), "'a $b.md'");
    }
}
