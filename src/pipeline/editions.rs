//! What editions name has to be there: the organisation whose subtree they carry, and what a screen is limited to.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes, nearest};
use crate::load::SITE;
use crate::model::{Register, organisation_help};
use crate::source::{Spanned, one_of};

/// F020 and W002. What a screen pins is only warned of: an item that left may not keep the others from being shown.
pub(super) fn check(config: &Config, register: &Register, sink: &mut Diagnostics) {
    let categories = &register.catalogue.categories;
    let categories: Vec<_> = categories.iter().map(|category| (&*category.id, &*category.label.zh)).collect();
    let items: Vec<_> = register.items.iter().map(|item| (&*item.id, &*item.title)).collect();
    for edition in &config.editions {
        let screen = &edition.screen;
        for scope in edition.scope.iter().filter(|scope| register.organisation(&scope.value).is_err()) {
            let span = Span::new(&SITE.into(), scope.range.clone());
            let help = organisation_help(&scope.value, &register.organisations);
            let (zh, en) = (
                format!("scope 写的党组织“{}”不存在", scope.value),
                format!("there is no organisation `{}`", scope.value),
            );
            sink.push(Diagnostic::new(&codes::F020, span, zh, en).help(help.zh, help.en));
        }
        look(screen.categories.iter(), &categories, ["categories 写的类别", "category"], sink);
        look(screen.pin.iter(), &items, ["pin 写的事项", "item"], sink);
    }
}

/// How many ids a finding names.
const MOST: usize = 8;

/// W002 for each name that is none of the ids; with the id of what is called so, or the ids that there are.
fn look<'n>(
    named: impl Iterator<Item = &'n Spanned<String>>,
    known: &[(&str, &str)],
    [zh, en]: [&str; 2],
    sink: &mut Diagnostics,
) {
    for name in named.filter(|name| !known.iter().any(|(id, _)| *id == name.value)) {
        let span = Span::new(&SITE.into(), name.range.clone());
        let (zh, en) = (format!("{zh}“{}”不存在", name.value), format!("there is no {en} `{}`", name.value));
        let finding = Diagnostic::new(&codes::W002, span, zh, en);
        let called = known.iter().filter(|(_, called)| *called == name.value.trim()).collect::<Vec<_>>();
        sink.push(if let [(id, called)] = called[..] {
            finding.help(format!("请写 {id}（{called}）"), format!("Write `{id}`"))
        } else if let Some(near) = nearest(&name.value, known.iter().map(|(id, _)| *id)) {
            finding.help(format!("是不是想写 {near}？"), format!("Did you mean `{near}`?"))
        } else if (1..=MOST).contains(&known.len()) {
            let ids = one_of(known);
            finding.help(ids.zh, ids.en)
        } else {
            finding.help("写已有的编号", "Write an id that exists")
        });
    }
}
