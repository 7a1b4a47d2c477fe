//! Which item a link leads to, once all are read.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes, nearest};
use crate::markdown::{leads_out, unlinked};
use crate::model::{Body, Broken, FieldValue, LinkTarget, Register, Typed};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// Finds, for every link to another item, which item it is, and which of those to the web lead to a site for members. A
/// link to a file that could not be read is left alone: that file has a finding of its own.
pub(super) fn resolve(register: &mut Register, config: &Config, sink: &mut Diagnostics) {
    let paths: HashMap<Arc<str>, usize> =
        register.items.iter().enumerate().map(|(position, item)| (Arc::clone(&item.path), position)).collect();
    let ids: HashMap<Arc<str>, usize> =
        register.by_id().into_iter().map(|(id, position)| (Arc::from(id), position)).collect();
    let titles = register.items.iter().map(|item| (Arc::clone(&item.title), Arc::clone(&item.id))).collect();
    let finder = Finder { config, paths, ids, titles, broken: &register.broken, near: RefCell::default() };
    for item in &mut register.items {
        finder.body(&mut item.body, &item.path, sink);
        for (id, mark) in item.follows.iter().filter(|(id, _)| !finder.ids.contains_key(id)) {
            sink.push(finder.unknown(id, mark.span(&item.path)));
        }
        for field in item.fields.iter().filter(|field| field.reference) {
            if let FieldValue::Text(id) = &*field.value
                && !finder.ids.contains_key(id.as_str())
            {
                sink.push(finder.unknown(id, field.mark.span(&item.path)));
            }
        }
    }
    for item in &mut register.items {
        for field in &mut item.fields {
            if let Some(Typed::Paragraph(text)) = field.typed.as_deref()
                && let Some(text) = finder.web_alone(text, &field.mark.span(&item.path), sink)
            {
                field.value = Arc::new(FieldValue::Text(text.clone()));
                field.typed = Some(Arc::new(Typed::Paragraph(text)));
            }
        }
    }
    for opinion in &mut register.opinions {
        let marks = &opinion.marks;
        for (said, mark) in [(&mut opinion.text, &marks.text), (&mut opinion.reply, &marks.reply)] {
            if let Some(text) = finder.web_alone(said, &mark.span(&opinion.path), sink) {
                *said = text.into();
            }
        }
    }
    for organisation in &mut register.organisations {
        finder.body(&mut organisation.body, &organisation.path, sink);
    }
}

struct Finder<'b> {
    config: &'b Config,
    paths: HashMap<Arc<str>, usize>,
    ids: HashMap<Arc<str>, usize>,
    /// Ids by title.
    titles: HashMap<Arc<str>, Arc<str>>,
    broken: &'b std::collections::BTreeMap<Arc<str>, Broken>,
    /// The ids that were nearly meant, by what was written.
    near: RefCell<HashMap<String, Option<Arc<str>>>>,
}

impl Finder<'_> {
    fn body(&self, body: &mut Body, path: &Arc<str>, sink: &mut Diagnostics) {
        for link in &mut body.links {
            let found = match &link.to {
                LinkTarget::Path(to, place) => match self.paths.get(to) {
                    Some(position) => LinkTarget::Item(*position, place.clone()),
                    None if self.broken.contains_key(to) => LinkTarget::Broken,
                    None => {
                        sink.push(self.unknown(&link.target, link.mark.span(path)));
                        LinkTarget::Broken
                    }
                },
                LinkTarget::Id(id, place) => match self.ids.get(id) {
                    Some(position) => LinkTarget::Item(*position, place.clone()),
                    None => {
                        sink.push(self.unknown(id, link.mark.span(path)));
                        LinkTarget::Broken
                    }
                },
                LinkTarget::External if self.config.is_for_members(&link.target) => LinkTarget::Members,
                _ => continue,
            };
            link.to = found;
        }
    }

    /// A text of a field or an opinion, which links to the web alone, without its other links: as words, with a finding for
    /// each.
    fn web_alone(&self, text: &str, span: &Span, sink: &mut Diagnostics) -> Option<String> {
        let (text, targets) = unlinked(text, &|url| leads_out(url) && !self.config.is_for_members(url))?;
        for target in targets {
            let (zh, en) = (
                format!("这里不能链接到 {target}，页面上只显示文字"),
                format!("this does not link to `{target}`: the page shows its words"),
            );
            sink.push(Diagnostic::new(&codes::L001, span.clone(), zh, en).help(
                "字段和意见里只能链接公开的网址；链接别的事项写在正文里",
                "Fields and opinions link to public addresses of the web alone; link to other items in the text",
            ));
        }
        Some(text)
    }

    /// The id that was nearly meant. When an item is gone, many links to it are broken at once.
    fn nearest(&self, target: &str) -> Option<&str> {
        let find = || nearest(target, self.ids.keys().map(|id| &**id)).map(Arc::from);
        let id: Option<Arc<str>> = self.near.borrow_mut().entry(target.to_owned()).or_insert_with(find).clone();
        self.ids.get_key_value(&id?).map(|(id, _)| &**id)
    }

    fn unknown(&self, target: &str, span: Span) -> Diagnostic {
        let (zh, en) = (format!("没有事项“{target}”"), format!("there is no item `{target}`"));
        let finding = Diagnostic::new(&codes::L001, span, zh, en);
        let titled = self.titles.get(target.trim()).map(|id| &**id);
        match titled.or_else(|| self.nearest(target)) {
            Some(near) => finding.help(format!("是不是想写 {near}？"), format!("Did you mean `{near}`?")),
            None => finding.help("检查文件名或事项编号", "Check the file name or the item's id"),
        }
    }
}
