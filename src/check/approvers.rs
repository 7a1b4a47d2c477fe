//! A018: nobody takes two steps of one approval, so that those who may take the three are three people at least.

use crate::diagnostic::{Diagnostic, Diagnostics, Text, codes};
use crate::model::{Mark, Organisation, Register, Role};
use std::sync::Arc;

/// The steps, by whoever takes them.
const ROLES: [(Role, &str, &str); 3] =
    [(Role::Propose, "提出", "propose"), (Role::Review, "审核", "review"), (Role::Approve, "审批", "approve")];

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    for (position, organisation) in register.organisations.iter().enumerate() {
        let chain = &organisation.chain;
        let entries = chain.entries.iter().map(|(id, mark, _)| (&**id, *mark));
        for (entry, mark) in [("", chain.mark)].into_iter().filter(|_| !chain.general.is_empty()).chain(entries) {
            let named = ROLES.map(|(role, ..)| named(register, position, entry, role));
            if !suffice(&named) {
                sink.push(too_few(organisation, mark, &named));
            }
        }
    }
}

/// Those who may take a step for an organisation under an entry, as `approve` lets them: to approve, those of organisations
/// above too. Nobody where no chain says, so that anybody may.
fn named<'r>(register: &'r Register, position: usize, entry: &str, role: Role) -> Vec<&'r Arc<str>> {
    let mut above = register.above(position).filter_map(|above| above.chain.said(entry, role));
    let mut names: Vec<&Arc<str>> = above.next().map_or(&[][..], |nearest| nearest.of(role)).iter().collect();
    if role == Role::Approve && !names.is_empty() {
        for name in above.flat_map(|above| above.of(role)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Whether three people can take the steps.
fn suffice(named: &[Vec<&Arc<str>>; 3]) -> bool {
    // Where anybody may, there is somebody else.
    let [a, b, c] = named.each_ref().map(|names| match names.as_slice() {
        [] => vec![None],
        names => names.iter().map(|name| Some(*name)).collect(),
    });
    let differ = |x: Option<&Arc<str>>, y: Option<&Arc<str>>| x.is_none() || x != y;
    a.iter().any(|x| b.iter().filter(|y| differ(*x, **y)).any(|y| c.iter().any(|z| differ(*x, *z) && differ(*y, *z))))
}

fn too_few(organisation: &Organisation, mark: Mark, named: &[Vec<&Arc<str>>; 3]) -> Diagnostic {
    let both = [(0, 1), (1, 2), (0, 2)].into_iter().find_map(|(one, other)| match (&*named[one], &*named[other]) {
        ([a], [b]) if a == b => Some((ROLES[one], ROLES[other], *a)),
        _ => None,
    });
    let (zh, en, last) = match both {
        Some(((_, one, en_one), (last, other, en_other), name)) => (
            format!("{one}和{other}只列了{name}一人：办了{one}，就没有人能{other}"),
            format!("{name} alone may {en_one} and {en_other}: nobody is left for the second"),
            last,
        ),
        None => {
            let said = |lang: fn(&(Role, &'static str, &'static str)) -> &'static str, and: &str, stop: &str| {
                let steps = ROLES.iter().zip(named).filter(|(_, names)| !names.is_empty()).map(|(role, names)| {
                    let names: Vec<&str> = names.iter().map(|name| &***name).collect();
                    format!("{} {}", lang(role), names.join(and))
                });
                steps.collect::<Vec<_>>().join(stop)
            };
            (
                format!("三步凑不齐三个不同的人：{}", said(|role| role.1, "、", "；")),
                format!("the steps want three people: {}", said(|role| role.2, ", ", "; ")),
                Role::Approve,
            )
        }
    };
    let more = one_more(last);
    let finding = Diagnostic::new(&codes::A018, organisation.span(mark), zh, en);
    match organisation.parent {
        Some(_) if last == Role::Approve => finding.help(
            format!("{}，或在上级的 _org.md 里写上审批人", more.zh),
            format!("{}, or somebody who approves in the _org.md of an organisation above", more.en),
        ),
        Some(_) | None => finding.help(more.zh, more.en),
    }
}

/// What to do where nobody is left for a step.
pub(crate) fn one_more(role: Role) -> Text {
    let key = role.key();
    Text::new(
        format!("在 _org.md 的 approvers 的 {key} 里再写一人"),
        format!("Name one more person in `{key}` of `approvers` in _org.md"),
    )
}
