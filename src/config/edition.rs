//! One edition: who reads it, in which form, and where it goes.

use super::{Intake, Kiosk, Screen, duties, place, refuse, screen};
use crate::address::is_sound;
use crate::catalogue::{After, Clearance, entry_words as words};
use crate::diagnostic::{Lang, Text};
use crate::source::{Spanned, Table};
use std::path::PathBuf;

words! {
    /// Who reads an edition.
    Readers {
        /// Citizens.
        Public = "public" "社会公众" "Public",
        /// Members.
        Internal = "internal" "党内" "Members",
    }
}

impl Readers {
    /// Reads any of its words, or of those by which items say for whom they are.
    fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::read(text).or_else(|| match Clearance::read(text)? {
            Clearance::Public => Some(Self::Public),
            Clearance::Internal => Some(Self::Internal),
            Clearance::Specific => None,
        })
    }
}

words! {
    /// The form in which an edition goes out (公开形式).
    Channel {
        /// 网站
        Web = "web" "网站" "Website",
        /// 电子触摸屏
        Kiosk = "kiosk" "电子触摸屏" "Touch screen" | "触摸屏",
        /// 电子显示屏
        Screen = "screen" "电子显示屏" "Display screen" | "显示屏",
        /// 公开栏
        Board = "board" "公开栏" "Notice board",
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

/// For how many weeks a copy is good where nothing is said.
const VALID_WEEKS: u32 = 2;

/// What every edition says, each with an example.
const NEEDED: [(&str, &str); 4] = [
    ("name", "name = \"public\""),
    ("audience", "audience = \"public\""),
    ("output", "output = \"dist/public\""),
    ("base_url", "base_url = \"https://dangwu.example.org\""),
];

/// Reads one edition, with its destination as it is written. `usual` is how readers answer where the edition says nothing.
pub(super) fn read(table: &mut Table<'_, '_>, usual: &Intake) -> Option<(Spanned<String>, Edition)> {
    // A value that is there and cannot be read has a finding of its own.
    let missing = NEEDED.into_iter().filter(|(key, _)| !table.has_value(key)).collect::<Vec<_>>();
    let sound = |name: &str| is_sound(name).then(|| name.to_owned());
    let form = || {
        Text::new("只用小写字母、数字和连字符，例如 hall", "Use lowercase letters, digits and hyphens, such as `hall`")
    };
    let name = table.read("name", sound, form);
    let audience = table.word("audience", Readers::WORDS, Readers::named);
    let channel = table.word("channel", Channel::WORDS, Channel::read);
    let scope = table.text("scope").map(|s| Spanned { value: s.value.into_owned(), range: s.range });
    let theme = table.text("theme").map(|t| t.value.into_owned());
    let lang = table.parsed("lang", "zh-CN / en", Lang::read).map(|lang| lang.value).unwrap_or_default();
    let output = table.text("output").map(|o| Spanned { value: o.value.into_owned(), range: o.range });
    let base_url = table.parsed("base_url", "https://dangwu.example.org", place::of_site);
    let on_expiry = table.word("on_expiry", After::WORDS, After::read).map(|after| after.value);
    let intake = table.parsed("opinions", "https://… / mailto:… / paper / none", Intake::parse);
    let qr = table.flag("qr").unwrap_or_default();
    let cached = table.parsed("cache", "ask / until-next-change", is_cached);
    let shows_duties = duties::shown(table, audience.as_ref().map(|a| a.value), channel.as_ref().map(|c| c.value));
    let valid_weeks = screen::whole(table, "valid_weeks", 0..=52).unwrap_or(VALID_WEEKS);
    let screen = table.table("screen", Screen::read);
    let kiosk = table.table("kiosk", Kiosk::read);
    for (form, given) in [(Channel::Screen, screen.is_some()), (Channel::Kiosk, kiosk.is_some())] {
        if given && channel.as_ref().is_none_or(|channel| channel.value != form) {
            belongs_to(form, table);
        }
    }
    lacks(&missing, name.as_ref().map(|name| name.value.as_str()), table);
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

/// Whether copies are good until the next change.
fn is_cached(word: &str) -> Option<bool> {
    match word {
        "ask" => Some(false),
        "until-next-change" => Some(true),
        _ => None,
    }
}

/// The finding that an edition has the table of another form.
fn belongs_to(form: Channel, table: &mut Table<'_, '_>) {
    let (key, range) = (form.id(), table.span());
    let (zh, en) = (
        format!("[edition.{key}] 只用于 channel = \"{key}\" 的一版"),
        format!("`[edition.{key}]` belongs to an edition with channel = \"{key}\""),
    );
    refuse(table, range.start..range.end, zh, en, "删去它，或改 channel", "Remove it, or change `channel`");
}

/// The findings that an edition does not say what every edition says.
fn lacks(missing: &[(&str, &str)], edition: Option<&str>, table: &mut Table<'_, '_>) {
    for (key, example) in missing {
        let range = table.span();
        let (zh, en) = match edition {
            None => (format!("有一版没有写 {key}"), format!("an edition has no `{key}`")),
            Some(name) => (format!("这一版（{name}）没有写 {key}"), format!("the edition `{name}` has no `{key}`")),
        };
        let (help_zh, help_en) = (format!("补上一行，例如 {example}"), format!("Add a line such as {example}"));
        refuse(table, range.start..range.end, zh, en, &help_zh, &help_en);
    }
}
