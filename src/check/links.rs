//! Family L over the whole register: what the public can read must not lead to what it cannot.

use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes, nearest};
use crate::model::{Clearance, FieldValue, Item, LinkTarget, Register, WithdrawalKind};

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let ids = register.by_id();
    for item in &register.items {
        let public = item.clearance == Clearance::Public;
        for link in item.body.links.iter().filter(|link| public && !link.internal) {
            let internal = match link.to {
                LinkTarget::Item(to, _) => register.items[to].clearance != Clearance::Public,
                LinkTarget::Attachment(at) => item.attachments[at].clearance != Clearance::Public,
                LinkTarget::Members => true,
                _ => false,
            };
            if internal {
                sink.push(leads_inside(&link.target, item.span(link.mark)));
            }
        }
        for field in item.fields.iter().filter(|field| public && field.reference && !field.internal) {
            if let FieldValue::Text(id) = &*field.value
                && ids.get(id.as_str()).is_some_and(|to| register.items[*to].clearance != Clearance::Public)
            {
                sink.push(leads_inside(id, item.span(field.mark)));
            }
        }
        successor(item, &ids, register, sink);
    }
    for organisation in register.organisations.iter().filter(|o| o.clearance == Clearance::Public) {
        for link in organisation.body.links.iter().filter(|link| !link.internal) {
            let internal = match link.to {
                LinkTarget::Item(to, _) => register.items[to].clearance != Clearance::Public,
                LinkTarget::Members => true,
                _ => false,
            };
            if internal {
                sink.push(leads_inside(&link.target, organisation.span(link.mark)));
            }
        }
    }
}

fn leads_inside(target: &str, span: Span) -> Diagnostic {
    let (zh, en) =
        (format!("公开事项链接了党内的 {target}"), format!("a public item links to `{target}`, which is internal"));
    Diagnostic::new(&codes::L002, span, zh, en).help(
        "删去链接，或把这一段放进 ::: internal 党内段落",
        "Drop the link, or put it into an `::: internal` passage",
    )
}

fn successor(item: &Item, ids: &std::collections::HashMap<&str, usize>, register: &Register, sink: &mut Diagnostics) {
    let Some(withdrawn) = &item.withdrawn else {
        return;
    };
    if withdrawn.kind != WithdrawalKind::Superseded && withdrawn.by.is_none() {
        return;
    }
    let known = withdrawn.by.as_ref().and_then(|by| ids.get(&**by)).filter(|to| register.items[**to].path != item.path);
    if known.is_none() {
        let (zh, en) = match withdrawn.by.as_deref() {
            Some(by) => (format!("接替它的事项“{by}”找不到"), format!("the item `{by}` that replaces it is not there")),
            None => ("没有写由哪个事项接替".to_owned(), "the item that replaces it is not named".to_owned()),
        };
        let finding = Diagnostic::new(&codes::L011, item.span(item.marks.withdrawn), zh, en);
        let titled = |by: &str| register.items.iter().find(|item| &*item.title == by).map(|item| &*item.id);
        let near = |by: &str| titled(by).or_else(|| nearest(by, ids.keys().copied().filter(|id| *id != &*item.id)));
        if let Some(id) = withdrawn.by.as_deref().and_then(near) {
            let (zh, en) = (format!("是不是想写 successor: {id}？"), format!("Did you mean `successor: {id}`?"));
            sink.push(finding.help(zh, en));
            return;
        }
        // Ids are ASCII, and names of persons are not.
        let person = withdrawn.by.as_deref().is_some_and(|by| !by.is_ascii());
        sink.push(if person {
            finding.help(
                "这里写接替事项的编号（successor: 编号），不写人名；谁办的不用写",
                "`successor` is the id of the item that replaces it, not a person's name",
            )
        } else {
            finding.help(
                "写上新事项的编号：successor: 编号；编号是网址里 items/ 后面的那一段",
                "Write the new item's id: successor: …; it is what stands behind items/ in its address",
            )
        });
    }
}
