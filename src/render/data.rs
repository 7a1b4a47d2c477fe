//! Open data: feeds in JSON, the sitemap, every item as JSON and CSV.

use super::theme::Theme;
use crate::address;
use crate::calendar::iso_day;
use crate::plan::{self, Datum, DutyPage, Feed, OpinionPage, Page, PageKind, Plan, openness};
use crate::projection::{Audience, CommonItem, DutyView, ItemView};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;
use std::fmt::Write as _;

/// JSON Feed 1.1.
pub(super) fn json_feed(feed: &Feed) -> Vec<u8> {
    let items: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| {
            let mut item = json!({
                "id": entry.id, "url": entry.url, "title": entry.title, "summary": entry.summary,
                "content_text": entry.summary.as_deref().unwrap_or_default(),
                "date_published": entry.published, "date_modified": entry.updated,
                "authors": [{"name": entry.author}], "tags": [entry.category],
            });
            // A member without a value is left out.
            item.as_object_mut().expect("an object").retain(|_, value| !value.is_null());
            item
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "language": feed.lang,
        "home_page_url": feed.home_url, "feed_url": feed.self_url, "items": items,
    });
    feed.to_string().into_bytes()
}

/// The pages that may be found, per the protocol of sitemaps.org; the first 50,000, which is its limit.
pub(super) fn sitemap<A: Audience>(plan: &Plan<A>) -> Vec<u8> {
    const MOST: usize = 50_000;
    let mut out = String::with_capacity(plan.pages.len() * 96);
    out.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let promised = plan.projection.duties.promised().is_some();
    let found = |page: &&Page| match page.kind {
        PageKind::Home
        | PageKind::List(..)
        | PageKind::Organisations
        | PageKind::Opinions(OpinionPage::All(_) | OpinionPage::Organisation(..))
        | PageKind::Catalogue
        | PageKind::About
        | PageKind::Threads
        | PageKind::Thread(_)
        | PageKind::Item(_)
        | PageKind::Past(_) => true,
        PageKind::Duties(DutyPage::Matrix | DutyPage::Organisation(_)) => promised,
        _ => false,
    };
    for page in plan.pages.iter().filter(found).take(MOST) {
        let _ = write!(out, "<url><loc>{}</loc>", xml(&plan.site.url(&page.path)));
        let item = match page.kind {
            PageKind::Item(n) => Some(plan.item(n).as_ref()),
            PageKind::Past(n) => Some(plan.projection.past[n].as_ref()),
            _ => None,
        };
        if let Some(item) = item {
            let _ = write!(out, "<lastmod>{}</lastmod>", item.updated.unwrap_or(item.published).max(item.published));
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}

/// Search engines may read the public site, and nothing of the internal one.
pub(super) fn robots<A: Audience>(plan: &Plan<A>) -> Vec<u8> {
    if plan.site.is_internal() {
        return b"User-agent: *\nDisallow: /\n".to_vec();
    }
    format!("User-agent: *\nAllow: /\nSitemap: {}\n", plan.site.url("sitemap.xml")).into_bytes()
}

/// An item in open data.
#[derive(Serialize)]
struct Record<'p> {
    id: &'p str,
    title: &'p str,
    url: String,
    category: &'p str,
    entry: &'p str,
    entry_title: &'p str,
    tier: &'static str,
    streams: Vec<&'static str>,
    organisation: &'p str,
    organisation_title: &'p str,
    audience: &'static str,
    state: &'static str,
    published: String,
    updated: Option<String>,
    expires: Option<String>,
    period: Option<String>,
    document: Option<&'p str>,
    responsible: Option<&'p str>,
    summary: Option<&'p str>,
    fields: Datum<'p>,
    attachments: Vec<File<'p>>,
}

#[derive(Serialize)]
struct File<'p> {
    title: &'p str,
    url: String,
    size: u64,
    sha256: &'p str,
}

fn records<A: Audience>(plan: &Plan<A>) -> impl Iterator<Item = Record<'_>> {
    plan.projection.items.iter().map(|view| {
        let item: &CommonItem = view.as_ref();
        Record {
            id: &item.id,
            title: &item.title,
            url: plan.site.url(&address::item(&item.id)),
            category: &item.entry.category.id,
            entry: &item.entry.id,
            entry_title: &item.entry.zh,
            tier: item.entry.tier.id,
            streams: plan.streams(item).into_iter().map(|(id, ..)| id).collect(),
            organisation: &item.organisation.id,
            organisation_title: &item.organisation.zh,
            audience: if view.internal() { "internal" } else { "public" },
            state: item.state.id(),
            published: iso_day(item.published),
            updated: item.updated.map(iso_day),
            expires: item.last_day.map(iso_day),
            period: item.period.map(|period| period.to_string()),
            document: item.document.as_deref(),
            responsible: item.responsible.as_deref(),
            summary: item.sentence(),
            fields: Datum::Map(
                view.fields().into_iter().map(|field| (&*field.name, plan::data(&field.value))).collect(),
            ),
            attachments: (view.attachments().into_iter())
                .map(|file| File {
                    title: &file.title,
                    url: plan.site.url(&address::file(&item.id, &file.file.name)),
                    size: file.file.size,
                    sha256: &file.file.sha256,
                })
                .collect(),
        }
    })
}

/// Every item in its term, the newest first.
pub(super) fn items_json<A: Audience>(plan: &Plan<A>) -> Vec<u8> {
    let mut out = Vec::with_capacity(plan.projection.items.len() * 1024);
    let title = serde_json::to_string(plan.site.title()).expect("a title is plain text");
    out.extend_from_slice(format!("{{\"title\":{title},\"items\":[").as_bytes());
    for (n, record) in records(plan).enumerate() {
        out.extend_from_slice(if n == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut out, &record).expect("a record is plain data");
    }
    out.extend_from_slice(b"\n]}\n");
    out
}

/// The same as CSV.
pub(super) fn items_csv<A: Audience>(plan: &Plan<A>, theme: &Theme) -> Vec<u8> {
    let headings = [
        "编号",
        "标题",
        "类别",
        "公开项目",
        "层面",
        "同步公开",
        "党组织",
        "公开范围",
        "状态",
        "公开日期",
        "更新日期",
        "期满日期",
        "所属期间",
        "文号",
        "责任部门",
        "网址",
    ];
    let mut sheet = Sheet::new(plan.projection.items.len() * 352, headings, theme);
    let day = |day: Option<NaiveDate>| day.map(iso_day).unwrap_or_default();
    for view in &plan.projection.items {
        let item: &CommonItem = view.as_ref();
        let audience = openness(view);
        let streams: Vec<&str> = plan.streams(item).into_iter().map(|(_, zh, en)| theme.name_of(zh, en)).collect();
        sheet.put([
            &*item.id,
            &item.title,
            theme.name_of(&item.entry.category.zh, &item.entry.category.en),
            theme.name_of(&item.entry.zh, &item.entry.en),
            theme.name_of(item.entry.tier.zh, item.entry.tier.en),
            &streams.join(theme.name_of("、", ", ")),
            &item.organisation.zh,
            theme.name_of(audience.zh, audience.en),
            theme.name_of(item.state.zh(), item.state.en()),
            &iso_day(item.published),
            &day(item.updated),
            &day(item.last_day),
            &item.period.map(|period| theme.phrase(&period.chinese())).unwrap_or_default(),
            item.document.as_deref().unwrap_or_default(),
            item.responsible.as_deref().unwrap_or_default(),
            &plan.site.url(&address::item(&item.id)),
        ]);
    }
    sheet.done()
}

/// Every field of every item in its term, one value a line.
pub(super) fn fields_csv<A: Audience>(plan: &Plan<A>, theme: &Theme) -> Vec<u8> {
    let mut sheet = Sheet::new(plan.projection.items.len() * 224, ["编号", "字段", "名称", "部分", "值"], theme);
    for view in &plan.projection.items {
        let item: &CommonItem = view.as_ref();
        for field in view.fields() {
            let label = plan.projection.catalogue.known_label(&field.name).map_or(&*field.name, |label| &label.zh);
            let mut put = |part: &str, value: &str| sheet.put([&*item.id, &field.name, label, part, value]);
            plan::data(&field.value).leaves("", &mut put);
        }
    }
    sheet.done()
}

/// A CSV file (RFC 4180) of so many columns with a byte order mark, so that Excel reads it as UTF-8, in which no cell is
/// a formula.
pub(super) struct Sheet<const COLUMNS: usize>(csv::Writer<Vec<u8>>);

impl<const COLUMNS: usize> Sheet<COLUMNS> {
    /// One with its headings, in the language of a theme, and room for as many bytes.
    pub(super) fn new(room: usize, headings: [&str; COLUMNS], theme: &Theme) -> Self {
        let mut sheet = Self::bare(room);
        sheet.put(headings.map(|heading| theme.phrase(heading)));
        sheet
    }

    fn bare(room: usize) -> Self {
        let mut out = Vec::with_capacity(room);
        out.extend_from_slice("\u{FEFF}".as_bytes());
        Self(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out))
    }

    /// Adds a row.
    pub(super) fn put<C: AsRef<str>>(&mut self, row: [C; COLUMNS]) {
        let safe: Vec<std::borrow::Cow<'_, str>> = row.iter().map(|cell| inert(cell.as_ref())).collect();
        self.0.write_record(safe.iter().map(|cell| cell.as_bytes())).expect("memory takes what is written");
    }

    pub(super) fn done(self) -> Vec<u8> {
        self.0.into_inner().expect("memory takes what is written")
    }
}

/// A cell that a spreadsheet will not take for a formula, not even one of full width. A number below zero is none.
fn inert(cell: &str) -> std::borrow::Cow<'_, str> {
    let number = cell.strip_prefix('-').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    match !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        true => format!("'{cell}").into(),
        false => cell.into(),
    }
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::FeedEntry;

    #[test]
    fn a_feed_has_no_member_without_a_value() {
        let text = |text: &str| text.to_owned();
        let entry = |summary| FeedEntry {
            id: text("a"),
            url: text("a"),
            title: text("a"),
            updated: text("a"),
            published: text("a"),
            author: text("a"),
            summary,
            category: text("a"),
        };
        let entries = vec![entry(None), entry(Some(text("b")))];
        let (title, self_url, home_url) = (text("a"), text("a"), text("a"));
        let feed = Feed { title, lang: "zh-CN", id: text("a"), self_url, home_url, updated: text("a"), entries };
        let feed: serde_json::Value = serde_json::from_slice(&json_feed(&feed)).expect("JSON");
        assert_eq!((feed["items"][0].get("summary"), &feed["items"][1]["summary"]), (None, &json!("b")));
    }

    #[test]
    fn no_cell_is_a_formula() {
        let mut sheet = Sheet::bare(0);
        sheet.put(["=1+1", "＝1", "+1", "－1", "@a", "\ta", "a=1", "2026", "-250.00", "-1+1", "-a"]);
        let out = String::from_utf8(sheet.done()).expect("UTF-8");
        assert_eq!(out, "\u{FEFF}'=1+1,'＝1,'+1,'－1,'@a,'\ta,a=1,2026,-250.00,'-1+1,'-a\r\n");
    }
}
