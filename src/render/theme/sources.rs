//! What is wrong with a site's own templates and style sheets, read off their text.

use super::words::{Token, token};
use super::{OwnTheme, TEMPLATES};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes, nearest};
use std::sync::Arc;

/// Tags that fetch what their address names.
const FETCHING: [&str; 10] =
    ["script", "link", "img", "iframe", "source", "video", "audio", "object", "embed", "image"];

/// Attributes that hold such an address.
const ADDRESSES: [&str; 5] = [" src=\"", " href=\"", " srcset=\"", " data=\"", " poster=\""];

/// Finds templates that nothing uses, inline scripts and styles, and addresses of other hosts. Whether the theme can be used.
pub(super) fn check(own: &OwnTheme, sink: &mut Diagnostics) -> bool {
    let before = sink.count(crate::diagnostic::Severity::Error);
    for (name, text) in &own.templates {
        let path: Arc<str> = format!("{}/templates/{name}", own.folder).into();
        unknown(own, name, &path, sink);
        if name.ends_with(".html") && name != super::table::STANDS_ALONE {
            tags(text, &path, sink);
        }
    }
    for (name, bytes) in own.statics.iter().filter(|(name, _)| name.ends_with(".css")) {
        let path: Arc<str> = format!("{}/static/{name}", own.folder).into();
        let text = String::from_utf8_lossy(bytes);
        for (at, _) in text.match_indices("url(").chain(text.match_indices("@import")) {
            let rest = text[at..].trim_start_matches("@import").trim_start().trim_start_matches("url(");
            if is_elsewhere(rest.trim_start_matches(['"', '\'', ' '])) {
                elsewhere(&path, at, sink);
            }
        }
    }
    sink.count(crate::diagnostic::Severity::Error) == before
}

fn unknown(own: &OwnTheme, name: &str, path: &Arc<str>, sink: &mut Diagnostics) {
    let quoted = format!("\"{name}\"");
    if TEMPLATES.iter().any(|(known, _)| *known == name) || own.templates.values().any(|text| text.contains(&quoted)) {
        return;
    }
    let (zh, en) = (
        format!("没有名为 {name} 的模板，这个文件不起作用"),
        format!("no template is called {name}: the file does nothing"),
    );
    let finding = Diagnostic::new(&codes::T003, Span::file(path), zh, en);
    sink.push(match nearest(name, TEMPLATES.iter().map(|(known, _)| *known)) {
        Some(near) => finding.help(format!("是不是想写 {near}？"), format!("Did you mean {near}?")),
        None => finding.help("删去它，或在别的模板里引用它", "Remove it, or use it in another template"),
    });
}

fn tags(text: &str, path: &Arc<str>, sink: &mut Diagnostics) {
    let mut at = 0;
    while at < text.len() {
        let (kind, length) = token(&text[at..]);
        let part = text[at..at + length].to_ascii_lowercase();
        if part.starts_with("<style") {
            inline(path, at, "<style>", sink);
        } else if kind == Token::Tag {
            let name = part[1..].split([' ', '>', '\n', '/']).next().unwrap_or_default().to_owned();
            if name == "script" && !part.contains(" src=") {
                inline(path, at, "<script>", sink);
            }
            if let Some(attribute) = inline_attribute(&part) {
                inline(path, at, &attribute, sink);
            }
            let fetches = FETCHING.contains(&&*name);
            let values =
                ADDRESSES.iter().flat_map(|key| part.match_indices(key).map(|(n, key)| &part[n + key.len()..]));
            if fetches && values.into_iter().any(is_elsewhere) {
                elsewhere(path, at, sink);
            }
        }
        at += length;
    }
}

/// `style` or an event handler among a tag's attributes.
fn inline_attribute(tag: &str) -> Option<String> {
    let names = tag.split('=').filter_map(|before| before.rsplit([' ', '\n', '\t']).next());
    let is_handler =
        |name: &str| name.len() > 4 && name.starts_with("on") && name.bytes().all(|b| b.is_ascii_lowercase());
    let mut names = names.take(tag.matches('=').count());
    names.find(|name| *name == "style" || is_handler(name)).map(str::to_owned)
}

fn is_elsewhere(address: &str) -> bool {
    ["http:", "https:", "//"].iter().any(|scheme| address.starts_with(scheme))
}

fn inline(path: &Arc<str>, at: usize, what: &str, sink: &mut Diagnostics) {
    let (zh, en) = (format!("页面里直接写了 {what}"), format!("`{what}` is written into the page"));
    let finding = Diagnostic::new(&codes::T007, Span::new(path, at..at), zh, en);
    sink.push(finding.help(
        "样式写进 static/site.css，脚本写进 static/web.js；直接写在页面里的会被内容安全策略拦下",
        "Put styles into static/site.css and scripts into static/web.js; the content security policy refuses them in a page",
    ));
}

fn elsewhere(path: &Arc<str>, at: usize, sink: &mut Diagnostics) {
    let (zh, en) = ("这里引用了别的网站的文件", "a file of another site is fetched here");
    let finding = Diagnostic::new(&codes::T008, Span::new(path, at..at), zh, en);
    sink.push(finding.help(
        "把文件放进 static 文件夹，由本站自己提供",
        "Keep the file in the static folder, so that this site serves it",
    ));
}
