//! `site.toml`: what the site is called, where its content lies, and which editions it publishes where.

mod approval;
mod duties;
mod edition;
mod hosts;
mod intake;
mod kiosk;
mod nesting;
mod opinions;
mod place;
mod screen;

pub use approval::{Approvals, Edited};
pub use edition::{Channel, Edition, Readers};
pub use intake::Intake;
pub use kiosk::Kiosk;
pub use nesting::led_to;
pub use opinions::OpinionTerms;
pub use screen::Screen;

use crate::calendar::Zone;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text, codes};
use crate::markdown::marker_line;
use crate::source::{Spanned, Table, Value, dates, parse_toml, without_comments};
use chrono::NaiveDate;
use std::path::{Component, Path};
use std::sync::Arc;

/// The name of a site's configuration.
pub const SITE: &str = "site.toml";

/// The folder of a site's own themes.
pub const THEMES: &str = "themes";

/// The folder, from the site's root, of what builds remember.
pub const PRIVATE: &str = ".sunshine";

/// A whole, sound configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's title.
    pub title: String,
    /// The zone of every date that is written without one.
    pub zone: Zone,
    /// The content folder, from the root.
    pub content: String,
    /// The site's own catalogue files, from the root, in the order in which they extend.
    pub catalogue: Vec<String>,
    /// The day from which duties fall due; the first of the current year if none.
    pub duties_from: Option<NaiveDate>,
    /// By when opinions are answered, and how long they stand.
    pub opinions: OpinionTerms,
    /// How strictly approvals are held to what was approved.
    pub approvals: Approvals,
    /// What a public body must say about itself.
    pub site: Identity,
    /// The editions, in order.
    pub editions: Vec<Edition>,
}

/// What a public body's site says about itself, as 政府网站发展指引 asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// 网站名称
    pub name: Option<String>,
    /// 域名
    pub domain: Option<String>,
    /// 网站标识码, ten digits.
    pub id_code: Option<String>,
    /// ICP 备案号
    pub icp: Option<String>,
    /// 公安备案号
    pub police: Option<String>,
    /// 主办单位
    pub organiser: Option<String>,
    /// How to reach it.
    pub contact: Contact,
}

/// Office contact details: of the site, or of an organisation. Never a person's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Contact {
    /// Where.
    pub address: Option<String>,
    /// Office telephone.
    pub phone: Option<String>,
    /// Office mail.
    pub email: Option<String>,
    /// Opening hours.
    pub hours: Option<String>,
}

impl Contact {
    /// Reads `contact`; none where it is not given.
    pub fn take(table: &mut Table<'_, '_>) -> Self {
        let Some(node) = table.node("contact") else { return Self::default() };
        if let Value::Scalar(_) = node.value {
            let help = Text::new(
                "写成 contact: { address: 办公地址, phone: 办公电话, email: 办公邮箱, hours: 办公时间 }，没有的不写",
                "Write contact: { address: ..., phone: ..., email: ..., hours: ... }, without what there is not",
            );
            table.bad(node.range, "联系方式要分项写", "a contact has parts", help);
            return Self::default();
        }
        table.nested(node, Self::read)
    }

    /// Reads the four keys of a contact.
    fn read(table: &mut Table<'_, '_>) -> Self {
        let mut word = |key| table.text(key).map(|text| text.value.into_owned());
        Self { address: word("address"), phone: word("phone"), email: word("email"), hours: word("hours") }
    }
}

/// Reads a configuration. `path` names the file in findings; `root` is where the site lies, for comparing
/// destinations, none where they were compared before. `None` when any finding is an error.
pub fn read(path: &Arc<str>, text: &str, root: Option<&Path>, sink: &mut Diagnostics) -> Option<Config> {
    let before = sink.count(crate::diagnostic::Severity::Error);
    let node = match parse_toml(text) {
        Ok(node) => node,
        Err(fault) => {
            let finding = Diagnostic::new(&codes::W001, Span::new(path, fault.range), fault.what.zh, fault.what.en);
            sink.push(finding.help(fault.help.zh, fault.help.en));
            return None;
        }
    };
    if let Some(line) = marker_line(text).and_then(|_| marker_line(&without_comments(text, Some(&node)))) {
        let (zh, en) = (
            "site.toml 里没有党内段落：写在这里的，社会网站也有",
            "what site.toml says is for the public too: it holds no passages",
        );
        let finding = Diagnostic::new(&codes::L009, Span::new(path, line), zh, en);
        sink.push(finding.help("删去只给党内看的话", "Delete what is for members only"));
    }
    let mut table = Table::new(path, node, sink);
    let title = required(&mut table, "title");
    let zone = table.parsed("zone", "+08:00", Zone::parse).map(|zone| zone.value).unwrap_or_default();
    let content = folder(&mut table, "content").unwrap_or_else(|| "content".to_owned());
    let catalogue = table.texts("catalogue").into_iter().map(|t| t.value.replace('\\', "/")).collect();
    let duties_from = dates::moment(&mut table, "duties_from").map(|from| from.value.day());
    let (opinions, intake) = table.table("opinions", opinions::read).unwrap_or_default();
    let approvals = table.table("approval", Approvals::read).unwrap_or_default();
    let site = table.table("site", read_identity).unwrap_or_default();
    let mut editions: Vec<(Spanned<String>, Edition)> = Vec::new();
    let nodes = table.list("edition");
    if nodes.is_empty() {
        refuse(
            &mut table,
            0..0,
            "没有任何一版要生成",
            "there is no edition to build",
            "至少写一个 [[edition]]",
            "Add an [[edition]]",
        );
    }
    for node in nodes {
        if let Some((output, edition)) = table.nested(node, |table| edition::read(table, &intake)) {
            if editions.iter().any(|(_, e)| e.name.eq_ignore_ascii_case(&edition.name)) {
                let (zh, en) =
                    (format!("有两个版都叫“{}”", edition.name), format!("two editions are called `{}`", edition.name));
                refuse(&mut table, output.range.clone(), zh, en, "各版请用不同的名字", "Give each its own name");
            }
            editions.push((output, edition));
        }
    }
    if let Some(root) = root {
        nesting::refuse_nesting(&mut table, &content, &editions, root);
    }
    table.finish();
    let editions = editions.into_iter().map(|(_, edition)| edition).collect();
    let config = Config { title: title?, zone, content, catalogue, duties_from, opinions, approvals, site, editions };
    (sink.count(crate::diagnostic::Severity::Error) == before).then_some(config)
}

fn read_identity(table: &mut Table<'_, '_>) -> Identity {
    let contact = Contact::take(table);
    let id_code = table.parsed("id_code", "1234567890", |code| {
        (code.len() == 10 && code.bytes().all(|b| b.is_ascii_digit())).then(|| code.to_owned())
    });
    let icp = table.parsed("icp", "示ICP备00000000号", |icp| icp.contains("ICP备").then(|| icp.to_owned()));
    let police =
        table.parsed("police", "示公网安备 00000000000000号", |p| p.contains("公网安备").then(|| p.to_owned()));
    let mut word = |key| table.text(key).map(|text| text.value.into_owned());
    Identity {
        name: word("name"),
        domain: word("domain"),
        organiser: word("organiser"),
        id_code: id_code.map(|c| c.value),
        icp: icp.map(|c| c.value),
        police: police.map(|c| c.value),
        contact,
    }
}

fn required(table: &mut Table<'_, '_>, key: &'static str) -> Option<String> {
    let value = table.text(key).map(|text| text.value.into_owned()).filter(|text| !text.is_empty());
    if value.is_none() {
        let (zh, en) = (format!("缺少 {key}"), format!("`{key}` is missing"));
        refuse(table, 0..0, zh, en, "在 site.toml 开头补上", "Add it at the top of site.toml");
    }
    value
}

fn folder(table: &mut Table<'_, '_>, key: &'static str) -> Option<String> {
    let folder = table.text(key)?;
    let plain = folder.value.replace('\\', "/");
    let plain = plain.trim_matches('/');
    if plain.is_empty() || Path::new(plain).components().any(|c| !matches!(c, Component::Normal(_))) {
        refuse(
            table,
            folder.range,
            format!("{key} 应当是站点文件夹之内的一个文件夹"),
            format!("`{key}` must be a folder within the site"),
            "例如 content",
            "For example content",
        );
        return None;
    }
    Some(plain.to_owned())
}

fn refuse(
    table: &mut Table<'_, '_>,
    range: std::ops::Range<usize>,
    zh: impl Into<String>,
    en: impl Into<String>,
    help_zh: &str,
    help_en: &str,
) {
    let span = table.at(range);
    table.sink().push(Diagnostic::new(&codes::W001, span, zh, en).help(help_zh, help_en));
}
