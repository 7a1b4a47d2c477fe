//! What the interface says, by language: Chinese stands in the theme's files themselves, English in `en.toml`; a site's own
//! strings go before both.

use super::words::{MANY, Syntax, fill, is_chinese, places, said};
use crate::calendar::english_date;
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, Span, codes, nearest};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// The English of the built-in theme: what templates, scripts and style sheets say, and the titles that pages are given.
static ENGLISH: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let tables: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(include_str!("../../../themes/sunshine/en.toml")).expect("the built-in table is TOML");
    tables.into_values().flatten().collect()
});

/// A string of a site's own, and where its key was written.
#[derive(Clone, Debug)]
pub struct OwnString {
    /// What is said.
    pub said: String,
    /// Where the key stands in the theme's settings.
    pub range: Range<usize>,
}

/// A site's own strings by the Chinese that they replace.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    /// In Chinese.
    pub zh: BTreeMap<String, OwnString>,
    /// In English.
    pub en: BTreeMap<String, OwnString>,
}

impl Strings {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    fn of(&self, lang: Lang) -> &BTreeMap<String, OwnString> {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// What a key says in a language; `None` where that is what stands there.
    pub(super) fn say(&self, key: &str, lang: Lang) -> Option<String> {
        let own = self.of(lang).get(key).map(|own| escape(&own.said));
        own.or_else(|| (lang == Lang::En).then(|| ENGLISH.get(key).cloned())?)
    }

    /// The text of a file of the theme in a language.
    pub(super) fn said(&self, name: &str, text: &str, lang: Lang) -> Option<String> {
        let syntax = Syntax::of(name).filter(|_| !AS_WRITTEN.contains(&name))?;
        let english = lang == Lang::En;
        if !english && self.zh.is_empty() {
            return None;
        }
        Some(said(text, syntax, english, &mut |key| self.say(key, lang)))
    }

    /// Finds strings that nothing says, and places of a string that there are not.
    pub(super) fn check(&self, known: &BTreeSet<String>, path: &Arc<str>, sink: &mut Diagnostics) {
        for (key, own) in self.zh.iter().chain(&self.en) {
            let span = Span::new(path, own.range.clone());
            if !known.contains(key) {
                let (zh, en) = (format!("界面上没有“{key}”这句话"), format!("nothing in the interface says “{key}”"));
                let finding = Diagnostic::new(&codes::T005, span, zh, en);
                sink.push(match nearest(key, known.iter().map(String::as_str)) {
                    Some(near) => finding.help(format!("是不是想写 \"{near}\"？"), format!("Did you mean \"{near}\"?")),
                    None => finding.help(
                        "键是页面上的中文原文，一字不差；替换了模板的，改模板即可",
                        "A key is the Chinese of the page, to the letter; in a template of your own, change the template",
                    ),
                });
                continue;
            }
            if let Some(place) = places(&own.said).into_iter().find(|place| !places(key).contains(place)) {
                let (zh, en) =
                    (format!("“{key}”里没有 {{{place}}} 这一处"), format!("“{key}” has no place {{{place}}}"));
                let finding = Diagnostic::new(&codes::T005, span, zh, en);
                sink.push(finding.help("只用原文里有的 {1}、{2}", "Use the places {1}, {2} of the original only"));
            }
        }
    }
}

/// What ends a clause, and how English writes it.
const ENDS: [(char, &str); 6] = [('，', ", "), ('；', "; "), ('：', ": "), ('。', "."), ('（', " ("), ('）', ")")];

/// A phrase that a view holds in Chinese, in English: a date, or what the table says of it or of its clauses, with numbers in
/// their places. What neither knows stays as it is.
pub(super) fn english(phrase: &str) -> String {
    if let Some(said) = english_day(phrase).or_else(|| clause(phrase)) {
        return said;
    }
    let (mut out, mut known, mut rest) = (String::with_capacity(phrase.len()), false, phrase);
    while !rest.is_empty() {
        let end = rest.find(|c| ENDS.iter().any(|(end, _)| *end == c)).unwrap_or(rest.len());
        let said = clause(&rest[..end]);
        if said.is_some() || is_chinese(&rest[..end]) {
            known = said.is_some();
        }
        out.push_str(said.as_deref().unwrap_or(&rest[..end]));
        rest = &rest[end..];
        if let Some((end, said)) = ENDS.iter().find(|(end, _)| rest.starts_with(*end)) {
            let after = &rest[end.len_utf8()..];
            // What a clerk wrote keeps its own marks.
            out.push_str(if !known {
                &rest[..end.len_utf8()]
            } else if after.is_empty() {
                said.trim_end()
            } else {
                said
            });
            rest = after;
        }
    }
    out
}

/// What the table says of words with numbers, as they are or after a name: `赞成 41 票` is `{0} {1} 票`.
fn clause(text: &str) -> Option<String> {
    if let Some(sum) = large_sum(text) {
        return Some(sum);
    }
    let (key, numbers) = with_places(text);
    let filled = |said: &str| {
        let mut out = String::new();
        fill(said, &numbers, &mut out);
        if numbers.contains(&"1") { of_one(out) } else { out }
    };
    if let Some(said) = ENGLISH.get(&key) {
        return Some(filled(said));
    }
    let (end, said) = AFTER_NAMES.iter().find(|(end, _)| key.ends_with(end))?;
    let name = key[..key.len() - end.len()].trim_end();
    if name.is_empty() || name.contains('{') {
        return None;
    }
    let name = ENGLISH.get(name).map_or_else(|| name.replace('、', ", "), Clone::clone);
    Some(filled(&said.replace("{0}", &name)))
}

/// `1 years` as `1 year`.
fn of_one(mut said: String) -> String {
    for many in MANY {
        let alone = |at: &usize| !said[..*at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let found = said.match_indices(&format!("1{many}")).map(|(at, _)| at).find(alone);
        if let Some(at) = found {
            said.remove(at + many.len());
        }
    }
    said
}

/// `约 1.59 万元` as `about 15.9 thousand`: sums that views round to ten thousands or hundred millions, with two decimals.
fn large_sum(text: &str) -> Option<String> {
    let (about, sum) = text.strip_prefix("约 ").map_or(("", text), |sum| ("about ", sum));
    let (number, unit) = sum.split_once(' ')?;
    let (minus, number) = number.strip_prefix('-').map_or(("", number), |number| ("−", number));
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let hundredths: u64 = format!("{whole}{decimals:0<2}").parse().ok()?;
    let yuan = match unit {
        "万元" => hundredths.checked_mul(100)?,
        "亿元" => hundredths.checked_mul(1_000_000)?,
        _ => return None,
    };
    let (each, word) = match yuan {
        1_000_000_000.. => (1_000_000_000, "billion"),
        1_000_000.. => (1_000_000, "million"),
        _ => (1000, "thousand"),
    };
    let rest = format!("{:03}", yuan % each / (each / 1000));
    let said = format!("{}.{rest}", yuan / each);
    Some(format!("{about}{minus}{} {word}", said.trim_end_matches('0').trim_end_matches('.')))
}

/// The key of a text, and the numbers in it: digits, with what groups them and their decimals.
fn with_places(text: &str) -> (String, Vec<&str>) {
    let (mut key, mut numbers, mut rest) = (String::new(), Vec::new(), text);
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[start..].find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.'));
        let number = rest[start..end.map_or(rest.len(), |length| start + length)].trim_end_matches([',', '.']);
        numbers.push(number);
        let _ = write!(key, "{}{{{}}}", &rest[..start], numbers.len());
        rest = &rest[start + number.len()..];
    }
    key.push_str(rest);
    (key, numbers)
}

/// What stands after a name, the longest first, and what is said of it and the name.
static AFTER_NAMES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let known = ENGLISH.iter().filter_map(|(key, said)| Some((key.strip_prefix("{0}")?, said.as_str())));
    let mut known: Vec<(&str, &str)> = known.collect();
    known.sort_by_key(|(end, _)| std::cmp::Reverse(end.len()));
    known
});

/// `2026年7月10日` as `10 July 2026`.
fn english_day(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let month: u32 = month.parse().ok()?;
    let day: u32 = rest.strip_suffix('日')?.parse().ok()?;
    english_date(&format!("{year}-{month:02}-{day:02}"))
}

/// The bulletin is a Chinese document whatever the language of the site.
pub(super) const STANDS_ALONE: &str = "bulletin.html";

/// Files whose Chinese is not for readers: the bulletin, and the rules by which texts are searched.
const AS_WRITTEN: [&str; 2] = [STANDS_ALONE, "search.js"];

/// Every key that files of a theme say.
pub(super) fn keys<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (name, text) in files.into_iter().filter(|(name, _)| !AS_WRITTEN.contains(name)) {
        let Some(syntax) = Syntax::of(name) else { continue };
        said(text, syntax, false, &mut |key| {
            keys.insert(key.to_owned());
            None
        });
    }
    keys
}

/// A string of a site's own is words, not HTML or template code.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace("{{", "{ {")
        .replace("{%", "{ %")
        .replace("{#", "{ #")
        .replace('"', "”")
}

#[cfg(test)]
mod tests {
    use super::super::{STATICS, TEMPLATES};
    use super::*;

    fn table(name: &str) -> BTreeSet<String> {
        let tables: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(include_str!("../../../themes/sunshine/en.toml")).expect("TOML");
        tables[name].keys().cloned().collect()
    }

    fn used() -> BTreeSet<String> {
        let files =
            TEMPLATES.iter().chain(STATICS).filter_map(|(name, bytes)| Some((*name, std::str::from_utf8(bytes).ok()?)));
        keys(files)
    }

    #[test]
    fn every_word_of_the_interface_has_its_english_and_no_english_is_left_over() {
        let (used, words) = (used(), table("words"));
        let missing: Vec<_> = used.difference(&words).collect();
        let unused: Vec<_> = words.difference(&used).collect();
        assert!(missing.is_empty() && unused.is_empty(), "missing in en.toml: {missing:#?}\nunused: {unused:#?}");
    }

    #[test]
    fn a_sentence_in_english_has_the_places_of_the_chinese_one() {
        for (key, said) in ENGLISH.iter() {
            assert_eq!(places(key), places(said), "{key}");
            assert!(!said.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{said}");
        }
    }

    #[test]
    fn english_takes_the_place_of_chinese_and_of_the_english_beside_it() {
        let strings = Strings::default();
        let said = |text| strings.said("x.html", text, Lang::En).unwrap_or_default();
        assert_eq!(said("<p>{{ n }} 天</p>"), "<p>{{ n }} day{% if n != 1 %}s{% endif %}</p>");
        assert_eq!(said("<h1>归档<span lang=\"en\">Archive</span></h1>"), "<h1>Archive</h1>");
        assert_eq!(said("<p>{{ one.zh }}：{{ n }}</p>"), "<p>{{ (one.en or (one.zh | english)) }}: {{ n }}</p>");
        assert_eq!(
            said("<a aria-label=\"{{ b.zh }}，A4 纸\" x=\"{% if a == \"b\" %}c{% endif %}\">"),
            "<a aria-label=\"{{ (b.en or (b.zh | english)) }}, A4 paper\" x=\"{% if a == \"b\" %}c{% endif %}\">"
        );
    }

    #[test]
    fn phrases_with_dates_and_numbers_are_said_in_english() {
        assert_eq!(english("2026年7月10日"), "10 July 2026");
        assert_eq!(english("事项发生后 5 个工作日内"), "within 5 working days of the event");
        assert_eq!(english("别的什么 5"), "别的什么 5");
        for (phrase, said) in [
            ("赞成 41 票，占到会 89.1%，已过半数。", "in favour: 41 votes, 89.1% of those present, more than half."),
            ("赞成 21 票，占应到 42%，未过半数。", "in favour: 21 votes, 42% of those due, not more than half."),
            ("满意、基本满意共 80 票", "满意, 基本满意 together: 80 votes"),
            ("得票过半数的 2 项：张三、李四。", "2 with more than half of the votes: 张三、李四。"),
            (
                "收入 1,234.50 元（约 1.2 万元），支出 0.00 元。",
                "income CNY 1,234.50 (about 12 thousand), spending CNY 0.00.",
            ),
            ("别的话，又一句（2026）", "别的话，又一句（2026）"),
            ("期末结存 1.00 元（-3.05 亿元）", "closing balance CNY 1.00 (−305 million)"),
            ("实到 46 人（92%）", "46 present (92%)"),
            ("公开 1年", "up for 1 year"),
            ("公开 11年", "up for 11 years"),
            ("事项发生后 1 个工作日内", "within 1 working day of the event"),
        ] {
            assert_eq!(english(phrase), said);
        }
    }

    #[test]
    fn a_site_says_a_word_otherwise_and_cannot_write_code() {
        let mut strings = Strings::default();
        strings.zh.insert("归档".into(), OwnString { said: "旧文<b>{{ x }}\"".into(), range: 0..0 });
        let said = strings.said("x.html", "<h1>归档<span lang=\"en\">Archive</span></h1>", Lang::Zh);
        assert_eq!(said.as_deref(), Some("<h1>旧文&lt;b>{ { x }}”<span lang=\"en\">Archive</span></h1>"));
    }
}
