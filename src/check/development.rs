//! C031: a step of member development without the one before. A warning, since what came before may be older than the
//! site, or for other readers.

use super::binding;
use crate::catalogue::FieldType;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::fields::{Person, Typed};
use crate::model::{Item, Register};
use std::collections::HashMap;

const ENTRY: &str = "member-development";

/// The notices of a person at a step.
type Steps<'r> = HashMap<(&'r str, usize), Vec<&'r Item>>;

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let Some(entry) = register.catalogue.position(ENTRY) else {
        return;
    };
    let spec = register.catalogue.entries[entry].fields.iter().find(|spec| *spec.name == *"step");
    let Some(FieldType::Choice(words)) = spec.map(|spec| &spec.kind) else {
        return;
    };
    let items: Vec<&Item> = binding(register).filter(|item| item.entry == entry).collect();
    let mut steps: Steps<'_> = HashMap::new();
    for item in &items {
        if let Some((step, people)) = notice(item, words) {
            for Person { name, role: _, note: _ } in people {
                steps.entry((name, step)).or_default().push(item);
            }
        }
    }
    for item in items {
        let Some((step, people)) = notice(item, words).filter(|(step, _)| *step > 0) else {
            continue;
        };
        let before = &words[step - 1];
        for Person { name, role: _, note: _ } in people {
            let known = steps.get(&(name.as_str(), step - 1));
            if known.is_none_or(|earlier| !earlier.iter().any(|earlier| precedes(register, earlier, item))) {
                let now = &words[step];
                let (zh, en) = (
                    format!("{name}没有“{before}”的公示，就到了“{now}”"),
                    format!("there is no notice of {name} at the step before this one"),
                );
                sink.push(Diagnostic::new(&codes::C031, item.place("people"), zh, en).help(
                    "补上前一环节的公示，或核对 step 和姓名",
                    "Add the notice of the step before, or check `step` and the name",
                ));
            }
        }
    }
}

fn notice<'i>(item: &'i Item, words: &[String]) -> Option<(usize, &'i [Person])> {
    let (Some(Typed::Choice(step)), Some(Typed::People(people))) = (item.typed("step"), item.typed("people")) else {
        return None;
    };
    Some((words.iter().position(|word| word == step)?, people))
}

/// Whether a notice came before another, by an organisation of the same line.
fn precedes(register: &Register, earlier: &Item, later: &Item) -> bool {
    let (a, b) = (earlier.organisation, later.organisation);
    let related = register.is_within(a, b) || register.is_within(b, a);
    related && earlier.withdrawn.is_none() && earlier.publish.day() < later.publish.day()
}
