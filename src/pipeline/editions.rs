//! What editions name has to be there: the organisation whose subtree they carry, and what a screen is limited to.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, Span, codes, nearest};
use crate::load::SITE;
use crate::model::Register;
use crate::source::Spanned;

/// F020 and W002. What a screen pins is only warned of: an item that left may not keep the others from being shown.
pub(super) fn check(config: &Config, register: &Register, sink: &mut Diagnostics) {
    let organisations: Vec<&str> = register.organisations.iter().map(|organisation| &*organisation.id).collect();
    let categories: Vec<&str> = register.catalogue.categories.iter().map(|category| category.id.as_str()).collect();
    let items: Vec<&str> = register.items.iter().map(|item| &*item.id).collect();
    for edition in &config.editions {
        let screen = &edition.screen;
        look(&codes::F020, edition.scope.iter(), &organisations, ["scope 写的党组织", "organisation"], sink);
        look(&codes::W002, screen.categories.iter(), &categories, ["categories 写的类别", "category"], sink);
        look(&codes::W002, screen.pin.iter(), &items, ["pin 写的事项", "item"], sink);
    }
}

fn look<'n>(
    rule: &'static Rule,
    named: impl Iterator<Item = &'n Spanned<String>>,
    known: &[&str],
    [zh, en]: [&str; 2],
    sink: &mut Diagnostics,
) {
    for name in named.filter(|name| !known.contains(&name.value.as_str())) {
        let span = Span::new(&SITE.into(), name.range.clone());
        let (zh, en) = (format!("{zh}“{}”不存在", name.value), format!("there is no {en} `{}`", name.value));
        let finding = Diagnostic::new(rule, span, zh, en);
        sink.push(match nearest(&name.value, known.iter().copied()) {
            Some(near) => finding.help(format!("是不是想写 {near}？"), format!("Did you mean `{near}`?")),
            None => finding.help("写已有的编号", "Write an id that exists"),
        });
    }
}
