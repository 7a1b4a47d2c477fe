//! JSON Schema (2020-12) of the front matter of `_org.md` and of opinions.

use super::Guide;
use super::schema_types::{definitions, either, key, record, text};
use crate::catalogue::{OrganisationKind, Stream};
use crate::model::{Grade, OpinionChannel, OpinionKind, Sender};
use serde_json::{Map, Value, json};

/// The front matter of an organisation's `_org.md`.
pub(super) fn organisation(guide: &Guide) -> Value {
    let line = |title: &str, about: &str| key(title, about, text());
    let names = || either(vec![text(), json!({ "type": "array", "items": text() })]);
    let steps = || {
        Map::from_iter(
            [("propose", "提出"), ("review", "审核"), ("approve", "审批")]
                .map(|(step, title)| (step.to_owned(), key(title, "可以承担这一步的人", names()))),
        )
    };
    let step_record = || record(Value::Object(steps()), &[]);
    let by_entry: Map<String, Value> = guide
        .catalogue
        .entries
        .iter()
        .map(|entry| (entry.id.clone(), key(&entry.label.zh, "", step_record())))
        .collect();
    let mut approvers = steps();
    let of_entries = json!({ "type": "object", "properties": by_entry, "additionalProperties": false });
    approvers.insert("entries".to_owned(), key("个别公开项目", "这些项目另有承担人", of_entries));
    let office = json!({
        "address": line("地址", "办公地址"), "phone": line("电话", "办公电话"),
        "email": line("邮箱", "办公邮箱"), "hours": line("办公时间", ""),
    });
    let entries = guide.catalogue.entries.iter().flat_map(|entry| [&entry.id, &entry.label.zh]);
    let exemption = json!({
        "entry": key("公开项目", "写编号或名称", json!({ "enum": entries.collect::<Vec<_>>() })),
        "reason": line("理由", "党员在公开任务页可以看到"),
    });
    let properties = json!({
        "id": key("编号", "网址的一部分，定后不改", id()),
        "name": line("全称", ""),
        "short": line("简称", "不写则用全称"),
        "name_en": line("英文名称", "英文版里用它代替简称，全称写在旁边"),
        "kind": key("类型", "", words(OrganisationKind::ALL, |w| (w.id(), w.zh()))),
        "audience": key("公开范围", "写 internal 时，这个党组织和它的下级只在党内出现",
            json!({ "$ref": "#/$defs/audience" })),
        "stream": key("公开渠道", "与政务、厂务、校务、院务公开同步的写上", words(Stream::ALL, |w| (w.id(), w.zh()))),
        "secretary": line("书记", ""),
        "contact": key("联系方式", "只写办公用的，不写个人的", record(office, &[])),
        "office_phones": key("其他办公电话", "公开内容里可以出现的电话", names()),
        "approvers": key("审批人", "谁可以提出、审核、审批", record(Value::Object(approvers), &[])),
        "elected": key("换届日期", "本届班子选出的日期", json!({ "$ref": "#/$defs/date" })),
        "founded": key("成立日期", "新成立的写上；以前到期的任务不算", json!({ "$ref": "#/$defs/date" })),
        "dissolved": key("撤销日期", "撤销的写上；以后到期的任务不算，已公开的仍到期满", json!({ "$ref": "#/$defs/date" })),
        "term_of_office": line("任期", "3 years 或 5 years；不写，党委五年，总支、支部三年"),
        "exempt": key("豁免", "不承担的公开项目和理由",
            json!({ "type": "array", "items": record(exemption, &["entry", "reason"]) })),
        "order": key("排列次序", "小的在前", json!({ "type": "number" })),
    });
    document("党组织文前信息", "一个党组织（_org.md）", properties, &["id", "name", "kind"])
}

/// The front matter of an opinion.
pub(super) fn opinion() -> Value {
    let line = |title: &str, about: &str| key(title, about, text());
    let date = |title: &str, about: &str| key(title, about, json!({ "$ref": "#/$defs/date" }));
    let senders = || words(Sender::ALL, |w| (w.id(), w.zh()));
    let step = |title: &str, more: Option<(&str, Value)>| {
        let mut parts = json!({ "date": date("日期", "") });
        if let (Value::Object(parts), Some((name, form))) = (&mut parts, more) {
            parts.insert(name.to_owned(), form);
        }
        key(
            title,
            "只写日期，或写成 {date, …}",
            either(vec![json!({ "$ref": "#/$defs/date" }), record(parts, &["date"])]),
        )
    };
    let whose = record(
        json!({
            "kind": key("来自哪一类人", "", senders()),
            "name": line("姓名", "只供内部查对，不进任何页面"),
            "contact": line("联系方式", "只供内部回访，不进任何页面"),
        }),
        &[],
    );
    let audience = |title: &str, about: &str| key(title, about, json!({ "$ref": "#/$defs/audience" }));
    let properties = json!({
        "id": key("编号", "不写则由文件名而来", id()),
        "kind": key("类型", "", words(OpinionKind::ALL, |w| (w.id(), w.zh()))),
        "channel": key("意见渠道", "", words(OpinionChannel::ALL, |w| (w.id(), w.zh()))),
        "from": key("来自哪一类人", "不写姓名", either(vec![senders(), whose])),
        "about": line("所涉事项", "公开事项的编号"),
        "title": line("标题", ""),
        "audience": audience("意见的公开范围", "不写则只在党内公开"),
        "reply_audience": audience("答复的公开范围", "不写则与意见相同"),
        "received": date("收到日期", ""),
        "due": date("答复期限", "不写则按意见类型推算"),
        "expires": date("公开到哪一天", "含当天；不写则从答复之日起按网站设置推算"),
        "forwarded": step("转办", Some(("to", line("承办部门", "")))),
        "answered": step("答复", Some(("by", line("答复部门", "")))),
        "returned": step("反馈", None),
        "rated": step("评价", Some(("grade", key("评价结果", "", words(Grade::ALL, |w| (w.id(), w.zh())))))),
        "released": key("同意公开", "向社会公开的意见要有",
            record(json!({ "by": line("同意人", ""), "date": date("日期", "") }), &["by", "date"])),
    });
    document(
        "意见文前信息",
        "一条意见（opinions 文件夹里的 Markdown 文件）",
        properties,
        &["kind", "channel", "received"],
    )
}

/// The schema of one kind of file.
fn document(title: &str, what: &str, properties: Value, required: &[&str]) -> Value {
    let mut schema = record(properties, required);
    let about = format!("阳光党务：{what}开头两行 --- 之间的内容。由 sunshine catalogue --schema 生成。");
    let used = ["date", "audience"];
    let definitions: Map<String, Value> =
        definitions().into_iter().filter(|(name, _)| used.contains(&name.as_str())).collect();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = title.into();
    schema["description"] = about.into();
    schema["$defs"] = definitions.into();
    schema
}

/// A word list, each by the word used in files and the Chinese one.
fn words<W: Copy>(all: &[W], told: impl Fn(W) -> (&'static str, &'static str)) -> Value {
    let ids = all.iter().map(|word| (told(*word).0, told(*word).1));
    let names = all.iter().map(|word| (told(*word).1, told(*word).0));
    let (words, notes): (Vec<&str>, Vec<&str>) = ids.chain(names).unzip();
    json!({ "enum": words, "enumDescriptions": notes })
}

/// What can be an address.
fn id() -> Value {
    json!({ "type": "string", "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$" })
}
