//! Opinions as open data: CSV and JSON.

use super::data::{Sheet, json_feed};
use super::theme::Theme;
use crate::address;
use crate::calendar::iso_day;
use crate::markdown::unescaped;
use crate::plan::{FEEDS, OpinionPage, Plan};
use crate::projection::{Audience, OpinionState, OpinionView, PublicOpinion};
use serde::Serialize;
use std::borrow::Cow;

/// The bytes of a file of opinions.
pub(super) fn data<A: Audience>(plan: &Plan<A>, theme: &Theme, page: OpinionPage) -> Vec<u8> {
    match page {
        OpinionPage::Json => json(plan),
        OpinionPage::Csv => csv(plan, theme),
        OpinionPage::JsonFeed => json_feed(&plan.opinion_feed(FEEDS[1])),
        OpinionPage::All(_) | OpinionPage::Organisation(..) | OpinionPage::Atom => Vec::new(),
    }
}

#[derive(Serialize)]
struct Record<'p> {
    id: &'p str,
    url: String,
    organisation: &'p str,
    organisation_title: &'p str,
    kind: &'static str,
    channel: &'static str,
    from: Option<&'static str>,
    about: Option<String>,
    about_title: Option<&'p str>,
    title: Option<&'p str>,
    text: Cow<'p, str>,
    reply: Cow<'p, str>,
    state: &'static str,
    received: String,
    forwarded: Option<String>,
    answered: Option<String>,
    answered_by: Option<&'p str>,
    returned: Option<String>,
    rated: Option<String>,
    grade: Option<&'static str>,
    in_time: Option<bool>,
    /// The last two are for members only.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overdue: Option<bool>,
}

fn records<A: Audience>(plan: &Plan<A>) -> impl Iterator<Item = (Record<'_>, &PublicOpinion)> {
    plan.projection.opinions.iter().enumerate().map(|(n, opinion)| {
        let public: &PublicOpinion = opinion.as_ref();
        let inside = opinion.inside();
        let address = plan.opinion_address(n);
        let (path, place) = address.split_once('#').unwrap_or((&address, ""));
        let step = |wanted| public.steps.iter().find(|(step, _)| *step == wanted).map(|(_, day)| iso_day(*day));
        let record = Record {
            id: &public.id,
            url: format!("{}#{place}", plan.site.url(path)),
            organisation: &public.organisation.id,
            organisation_title: &public.organisation.zh,
            kind: public.kind.id,
            channel: public.channel.id,
            from: public.from.map(|from| from.id),
            about: public.about.as_ref().map(|item| plan.site.url(&address::item(&item.id))),
            about_title: public.about.as_ref().map(|item| &*item.title),
            title: inside.map_or(public.title.as_deref(), |inside| inside.title.as_deref()),
            text: unescaped(inside.map_or(&*public.text, |inside| &*inside.text)),
            reply: unescaped(inside.map_or(&*public.reply, |inside| &*inside.reply)),
            state: public.state().id(),
            received: iso_day(public.received),
            forwarded: step(OpinionState::Forwarded),
            answered: public.answered.map(iso_day),
            answered_by: public.by.as_deref(),
            returned: step(OpinionState::Returned),
            rated: step(OpinionState::Rated),
            grade: public.grade.map(|grade| grade.id()),
            in_time: public.in_time,
            due: inside.map(|inside| iso_day(inside.due)),
            overdue: inside.map(|inside| inside.overdue),
        };
        (record, public)
    })
}

fn json<A: Audience>(plan: &Plan<A>) -> Vec<u8> {
    let title = serde_json::to_string(plan.site.title()).expect("a title is plain text");
    let mut out = format!("{{\"title\":{title},\"opinions\":[").into_bytes();
    for (n, (record, _)) in records(plan).enumerate() {
        out.extend_from_slice(if n == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut out, &record).expect("a record is plain data");
    }
    out.extend_from_slice(b"\n]}\n");
    out
}

const HEADER: [&str; 18] = [
    "编号",
    "党组织",
    "类别",
    "渠道",
    "来自",
    "事项",
    "标题",
    "意见内容",
    "答复内容",
    "状态",
    "收到日期",
    "转办日期",
    "答复日期",
    "答复单位",
    "反馈日期",
    "评价日期",
    "评价",
    "网址",
];

fn csv<A: Audience>(plan: &Plan<A>, theme: &Theme) -> Vec<u8> {
    let mut sheet = Sheet::new(0, HEADER, theme);
    for (record, public) in records(plan) {
        let state = public.state();
        sheet.put([
            record.id,
            record.organisation_title,
            theme.name_of(public.kind.zh, public.kind.en),
            theme.name_of(public.channel.zh, public.channel.en),
            public.from.map_or("", |from| theme.name_of(from.zh, from.en)),
            record.about_title.unwrap_or_default(),
            record.title.unwrap_or_default(),
            &record.text,
            &record.reply,
            theme.name_of(state.zh(), state.en()),
            &record.received,
            record.forwarded.as_deref().unwrap_or_default(),
            record.answered.as_deref().unwrap_or_default(),
            record.answered_by.unwrap_or_default(),
            record.returned.as_deref().unwrap_or_default(),
            record.rated.as_deref().unwrap_or_default(),
            public.grade.map_or("", |grade| theme.name_of(grade.zh(), grade.en())),
            &record.url,
        ]);
    }
    sheet.done()
}
