//! The compiled bulletin (定期通报): what an organisation and those below it disclosed in a period, for members.

mod spoken;
mod words;

use crate::calendar::{Period, chinese_day};
use crate::duties::{first_day, last_day};
use crate::fields::Typed;
use crate::projection::{Internal, InternalItem, ItemView, Projection, Remains, RemainsKind};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;

/// What was disclosed, by category and in the order of its days.
#[derive(Debug, Serialize)]
pub struct Bulletin {
    organisation: String,
    short: String,
    period: String,
    from: String,
    to: String,
    /// The day on which it was compiled, where the period was not over.
    as_of: Option<String>,
    /// Whether there are organisations below.
    below: bool,
    total: usize,
    public: usize,
    parts: Vec<Part>,
    organisations: Vec<Count>,
    over: Vec<Over>,
    contact: Option<String>,
}

#[derive(Debug, Serialize)]
struct Part {
    number: String,
    zh: String,
    items: Vec<Disclosed>,
}

#[derive(Debug, Serialize)]
struct Disclosed {
    title: String,
    entry: String,
    organisation: String,
    date: String,
    until: Option<String>,
    document: Option<String>,
    /// To whom it opened on that day: 向社会, or 在党内.
    whom: &'static str,
    /// When it opened to the public, where members had it first.
    later: Option<String>,
    summary: Option<String>,
    fields: Vec<Said>,
    attachments: Vec<String>,
}

impl Disclosed {
    /// Since when the public has it, where members had it first, as the end of a sentence.
    fn later(&self) -> String {
        self.later.as_ref().map(|day| format!("，{day}起向社会公开")).unwrap_or_default()
    }
}

#[derive(Debug, Serialize)]
struct Said {
    zh: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct Count {
    zh: String,
    items: usize,
}

/// What is over, and of which no more may be said than that it was there.
#[derive(Debug, Serialize)]
struct Over {
    entry: String,
    organisation: String,
    date: String,
    /// What it was taken off by: 公开期已满, or 已撤下.
    how: &'static str,
    result: Option<String>,
}

impl Bulletin {
    /// What the organisation at the root of a projection, and those below it, disclosed in a period, up to `today`.
    pub fn of(projection: &Projection<Internal>, period: Period, today: NaiveDate) -> Self {
        let (first, last) = (first_day(period), last_day(period));
        let within = |day: NaiveDate| (first..=last).contains(&day);
        let all = projection.items.iter().chain(&projection.past);
        let mut items: Vec<&InternalItem> = all.filter(|item| within(item.common.published)).collect();
        items.sort_by(|a, b| (a.common.published, &a.common.id).cmp(&(b.common.published, &b.common.id)));
        let mut over: Vec<&Remains> = projection.remains.iter().filter(|remains| within(remains.opened)).collect();
        over.sort_by(|a, b| (&a.opened, &a.id).cmp(&(&b.opened, &b.id)));
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let organisations = items.iter().map(|item| &item.common.organisation);
        for organisation in organisations.chain(over.iter().map(|remains| &remains.organisation)) {
            *counts.entry(organisation.position).or_default() += 1;
        }
        let category = |(n, card): (usize, &std::sync::Arc<crate::projection::CategoryCard>)| Part {
            number: String::new(),
            zh: card.zh.clone(),
            items: items
                .iter()
                .filter(|item| projection.catalogue.entries[item.common.entry.position].category == n)
                .map(|item| disclosed(projection, item))
                .collect(),
        };
        let parts = projection.categories.iter().enumerate().map(category).filter(|part| !part.items.is_empty());
        let numbered = |(n, part): (usize, Part)| Part { number: spoken::han(n as u64 + 1), ..part };
        let root = projection.organisations.first();
        Self {
            organisation: root.map(|root| root.name.to_string()).unwrap_or_default(),
            short: root.map(|root| root.card.zh.to_string()).unwrap_or_default(),
            period: period.chinese(),
            from: chinese_day(first),
            to: chinese_day(last),
            as_of: (today < last).then(|| as_of(today, last)),
            below: projection.organisations.len() > 1,
            total: items.len() + over.len(),
            public: items.iter().filter(|item| item.opens.is_some_and(|opens| opens <= today.min(last))).count(),
            parts: parts.enumerate().map(numbered).collect(),
            organisations: counts
                .into_iter()
                .map(|(n, items)| Count { zh: projection.organisations[n].card.zh.to_string(), items })
                .collect(),
            over: over.into_iter().map(finished).collect(),
            contact: root.and_then(|root| root.contact.phone.clone()),
        }
    }

    /// As plain text, to be read on a screen or pasted into a document.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n{}党务公开情况通报\n\n", self.organisation, self.period);
        let as_of = self.as_of.as_ref().map(|day| format!("（{day}）")).unwrap_or_default();
        out += &format!("{}至{}{as_of}，{}\n", self.from, self.to, self.counts());
        for part in &self.parts {
            out += &format!("\n{}、{}（{}项）\n", part.number, part.zh, part.items.len());
            for (n, item) in part.items.iter().enumerate() {
                out += &format!("\n{}．{}\n", n + 1, item.title);
                let Disclosed { organisation, entry, date, whom, .. } = item;
                out += &format!("   {organisation}，{entry}，{date}{whom}公开{}\n", item.later());
                let lines = item.document.iter().map(|document| format!("文号：{document}"));
                let lines = lines.chain(item.summary.clone());
                let lines = lines.chain(item.fields.iter().map(|field| format!("{}：{}", field.zh, field.text)));
                let files = (!item.attachments.is_empty()).then(|| format!("附件：{}", item.attachments.join("、")));
                lines.chain(files).for_each(|line| out += &format!("   {line}\n"));
            }
        }
        if !self.over.is_empty() {
            out += &format!("\n期满或撤下、不再列出内容的{}项\n\n", self.over.len());
            for over in &self.over {
                let result = over.result.as_ref().map(|result| format!("。{result}")).unwrap_or_default();
                let Over { entry, organisation, date, how, .. } = over;
                out += &format!("   {organisation}，{entry}，{date}公开，{how}{result}\n");
            }
        }
        out
    }

    /// To be read aloud at a meeting: sentences, without tables, links and digits.
    pub fn reading(&self) -> String {
        let as_of = self.as_of.as_ref().map(|day| format!("，{day}")).unwrap_or_default();
        let (short, period) = (&self.short, &self.period);
        let mut out = format!("同志们：\n\n现在通报{short}{period}的党务公开情况{as_of}。{}\n", self.counts());
        for part in &self.parts {
            out += &format!("\n第{}部分，{}，共{}项。\n\n", part.number, part.zh, part.items.len());
            for (n, item) in part.items.iter().enumerate() {
                let Disclosed { date, organisation, whom, title, .. } = item;
                let later = item.later();
                out += &format!("第{}项。{date}，{organisation}{whom}公开了《{title}》{later}。", n + 1);
                item.summary.iter().for_each(|summary| out += &sentence(summary));
                item.fields.iter().for_each(|field| out += &sentence(&format!("{}：{}", said(&field.zh), field.text)));
                out.push('\n');
            }
        }
        if !self.over.is_empty() {
            out += &format!("\n另有{}项期满或撤下，不再宣读内容。\n", self.over.len());
        }
        out += "\n以上情况通报完毕。同志们有疑问、意见和建议的，可以当场提出，也可以会后向支部或者上级党组织反映。\n";
        spoken::spoken(&out)
    }

    fn counts(&self) -> String {
        let parts: Vec<String> = self.parts.iter().map(|part| format!("{}{}项", part.zh, part.items.len())).collect();
        let shown = self.total - self.over.len();
        let of = if self.over.is_empty() { "其中".to_owned() } else { format!("现在公开的{shown}项中，") };
        let listed = if parts.is_empty() { String::new() } else { format!("{of}{}。", parts.join("，")) };
        let counts =
            [("向社会公开", self.public), ("在党内公开", shown - self.public), ("期满或撤下", self.over.len())];
        let counts = counts.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("，{what}{n}项"));
        match self.total {
            0 => "没有公开事项。".to_owned(),
            total => format!("共公开{total}项{}。{listed}", counts.collect::<String>()),
        }
    }
}

/// A text up to its last whole sentence, where it is cut off within one.
fn whole(text: &str) -> String {
    let cut = text.strip_suffix('…').and_then(|text| text.rfind(['。', '！', '？']));
    cut.map_or(text, |at| text.get(..at + '。'.len_utf8()).unwrap_or(text)).to_owned()
}

/// `截至11月24日`; with its year where that is not the year in which the period ends.
fn as_of(today: NaiveDate, last: NaiveDate) -> String {
    match today.year() == last.year() {
        true => format!("截至{}月{}日", today.month(), today.day()),
        false => format!("截至{}", chinese_day(today)),
    }
}

/// A label as it is said, without what stands in brackets.
fn said(label: &str) -> String {
    let mut depth = 0;
    let mut out = String::with_capacity(label.len());
    for c in label.chars() {
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// A text with an end.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let ended = text.ends_with(['。', '！', '？', '…', '；']);
    if ended { text.to_owned() } else { format!("{text}。") }
}

fn disclosed(projection: &Projection<Internal>, item: &InternalItem) -> Disclosed {
    let public = &item.common;
    let specs = &projection.catalogue.entries[public.entry.position].fields;
    let key = |name: &str| specs.iter().any(|spec| *spec.name == *name && spec.required);
    // What an item has to say; sums of money, votes and who was elected in any case.
    let told = |field: &&crate::projection::FieldItem| {
        key(&field.name) || &*field.name == "elected" || matches!(*field.value, Typed::Money(_) | Typed::Tally(_))
    };
    let said = |field: &crate::projection::FieldItem| {
        // Sums bring their unit.
        let label = projection.catalogue.label(&field.name).zh;
        Some(Said { zh: label.replace("（元）", ""), text: words::words(&field.value)? })
    };
    let later = item.opens.filter(|opens| *opens > public.published);
    let result = public.result.as_ref().map(|text| Said { zh: "结果".to_owned(), text: text.to_string() });
    Disclosed {
        title: public.title.to_string(),
        entry: public.entry.zh.clone(),
        organisation: public.organisation.zh.to_string(),
        date: chinese_day(public.published),
        until: public.last_day.map(chinese_day),
        document: public.document.as_ref().map(ToString::to_string),
        whom: if item.opens.is_none() || later.is_some() { "在党内" } else { "向社会" },
        later: later.map(chinese_day),
        summary: public.sentence().map(whole),
        fields: item.fields().into_iter().filter(told).filter_map(said).chain(result).collect(),
        attachments: item.attachments().into_iter().map(|file| file.title.to_string()).collect(),
    }
}

fn finished(remains: &Remains) -> Over {
    Over {
        entry: remains.entry.zh.clone(),
        organisation: remains.organisation.zh.to_string(),
        date: chinese_day(remains.opened),
        how: if remains.kind == RemainsKind::Withdrawn { "已撤下" } else { "公开期已满" },
        result: remains.result.as_ref().map(ToString::to_string),
    }
}
