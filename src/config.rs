//! `site.toml`: what the site is called, where its content lies, and which editions it publishes where.

mod approval;
mod duties;
mod hosts;
mod intake;
mod kiosk;
mod nesting;
mod opinions;
mod screen;

pub use approval::{Approvals, Edited};
pub use intake::Intake;
pub use kiosk::Kiosk;
pub use nesting::led_to;
pub use opinions::OpinionTerms;
pub use screen::Screen;

use crate::address::is_sound;
use crate::calendar::Zone;
use crate::catalogue::{After, entry_words as words};
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, Span, Text, codes};
use crate::source::{Spanned, Table, Value, dates, parse_toml};
use chrono::NaiveDate;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

words! {
    /// Who reads an edition.
    Readers {
        /// Citizens.
        Public = "public" "社会公众" "Public",
        /// Members.
        Internal = "internal" "党内" "Members",
    }
}

words! {
    /// The form in which an edition goes out (公开形式).
    Channel {
        /// 网站
        Web = "web" "网站" "Website",
        /// 电子触摸屏
        Kiosk = "kiosk" "电子触摸屏" "Touch screen",
        /// 电子显示屏
        Screen = "screen" "电子显示屏" "Display screen",
        /// 公开栏
        Board = "board" "公开栏" "Notice board",
    }
}

/// For how many weeks a copy is good where nothing is said.
const VALID_WEEKS: u32 = 2;

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

/// One configured output.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its name, for `--edition` and messages.
    pub name: String,
    /// Who reads it.
    pub audience: Readers,
    /// Its form.
    pub channel: Channel,
    /// The organisation whose subtree it carries; the whole tree if none.
    pub scope: Option<Spanned<String>>,
    /// The site's own theme that extends the built-in one.
    pub theme: Option<String>,
    /// The language of its interface; the content stays as it is written.
    pub lang: Lang,
    /// The destination folder, as written.
    pub output: PathBuf,
    /// The address of its home page, without a trailing slash; of forms other than a website, that of the website to
    /// which their QR codes lead.
    pub base_url: String,
    /// What a display screen shows; nothing is read of it in other forms.
    pub screen: Screen,
    /// When a touch screen goes back to its start; nothing is read of it in other forms.
    pub kiosk: Kiosk,
    /// For how many whole weeks after the present one a copy on a touch or display screen may be shown; 0 for ever.
    pub valid_weeks: u32,
    /// Whether the page of an item shows a QR code of its address.
    pub qr: bool,
    /// Whether servers are told that copies of its pages are good until it changes next by itself; else they are asked about
    /// each time, so that a withdrawal acts at once.
    pub cached: bool,
    /// How its readers can answer an item.
    pub intake: Intake,
    /// Whether a website for the public says which duties were kept, late or not.
    pub shows_duties: bool,
    /// What stands after a term at most; an edition can only be stricter than the catalogue.
    pub on_expiry: Option<After>,
}

impl Edition {
    /// What its theme is kept under: the same theme in another language is another.
    pub fn theme_key(&self) -> (String, Lang) {
        (self.theme.clone().unwrap_or_default(), self.lang)
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
        if let Some((output, edition)) = table.nested(node, |table| read_edition(table, &intake)) {
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

fn read_edition(table: &mut Table<'_, '_>, usual: &Intake) -> Option<(Spanned<String>, Edition)> {
    let given = ["name", "audience", "output", "base_url"].map(|key| table.has_value(key));
    let name = table.parsed("name", "public", |name| is_sound(name).then(|| name.to_owned()));
    let audience = table.parsed("audience", "public / internal", Readers::read);
    let channel = table.parsed("channel", "web / kiosk / screen / board", Channel::read);
    let scope = table.text("scope").map(|s| Spanned { value: s.value.into_owned(), range: s.range });
    let theme = table.text("theme").map(|t| t.value.into_owned());
    let lang = table.parsed("lang", "zh-CN / en", Lang::read).map(|lang| lang.value).unwrap_or_default();
    let output = table.text("output").map(|o| Spanned { value: o.value.into_owned(), range: o.range });
    let base_url = table.parsed("base_url", "https://dangwu.example.org", |url| {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
        (!rest.is_empty() && !rest.contains(['?', '#', ' ', '"', '<'])).then(|| url.trim_end_matches('/').to_owned())
    });
    let on_expiry = table
        .parsed("on_expiry", "keep / archive-public / result-only / archive / tombstone / gone", After::read)
        .map(|after| after.value);
    let intake = table.parsed("opinions", "https://… / mailto:… / paper / none", Intake::parse);
    let qr = table.flag("qr").unwrap_or_default();
    let cached = table.parsed("cache", "ask / until-next-change", |word| match word {
        "ask" => Some(false),
        "until-next-change" => Some(true),
        _ => None,
    });
    let shows_duties = duties::shown(table, audience.as_ref().map(|a| a.value), channel.as_ref().map(|c| c.value));
    let valid_weeks = screen::whole(table, "valid_weeks", 0..=52).unwrap_or(VALID_WEEKS);
    let screen = table.table("screen", Screen::read);
    let kiosk = table.table("kiosk", Kiosk::read);
    for (key, given, form) in
        [("screen", screen.is_some(), Channel::Screen), ("kiosk", kiosk.is_some(), Channel::Kiosk)]
    {
        if given && channel.as_ref().is_none_or(|channel| channel.value != form) {
            let range = table.span();
            let (zh, en) = (
                format!("[edition.{key}] 只用于 channel = \"{key}\" 的一版"),
                format!("`[edition.{key}]` belongs to an edition with channel = \"{key}\""),
            );
            refuse(table, range.start..range.end, zh, en, "删去它，或改 channel", "Remove it, or change `channel`");
        }
    }
    let which = name.as_ref().map(|name| name.value.as_str()).unwrap_or_default();
    for (key, given, example) in [
        ("name", given[0], "name = \"public\""),
        ("audience", given[1], "audience = \"public\""),
        ("output", given[2], "output = \"dist/public\""),
        ("base_url", given[3], "base_url = \"https://dangwu.example.org\""),
    ] {
        // A value that is there and cannot be read has a finding of its own.
        if !given {
            let range = table.span();
            let (zh, en) = if which.is_empty() {
                (format!("有一版没有写 {key}"), format!("an edition has no `{key}`"))
            } else {
                (format!("这一版（{which}）没有写 {key}"), format!("the edition `{which}` has no `{key}`"))
            };
            let (help_zh, help_en) = (format!("补上一行，例如 {example}"), format!("Add a line such as {example}"));
            refuse(table, range.start..range.end, zh, en, &help_zh, &help_en);
        }
    }
    let output = output?;
    let edition = Edition {
        name: name?.value,
        audience: audience?.value,
        channel: channel.map_or(Channel::Web, |channel| channel.value),
        scope,
        theme,
        lang,
        output: PathBuf::from(output.value.replace('\\', "/").trim_start_matches("./")),
        base_url: base_url?.value,
        screen: screen.unwrap_or_default(),
        kiosk: kiosk.unwrap_or_default(),
        valid_weeks,
        qr,
        cached: cached.is_some_and(|cached| cached.value),
        intake: intake.map_or_else(|| usual.clone(), |intake| intake.value),
        shows_duties,
        on_expiry,
    };
    Some((output, edition))
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
