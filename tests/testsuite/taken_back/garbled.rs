//! A file that nobody can read whole is believed where it takes back, and in nothing else.

use super::{became, becomes, good, holds, lasting};
use crate::drafts::date;
use crate::site::{Item, Org};

/// The item with a line that breaks its front matter, and another instead of its audience.
fn broken(lines: &str) -> String {
    lasting().line("summary: [没有: 结束").text().replace("audience: public\n", &format!("{lines}\n"))
}

/// Which of these texts take the item off the public site, each in a file of its own.
fn out(texts: &[Vec<u8>]) -> Vec<bool> {
    let id = |at: usize| format!("lasting-{at}x");
    let mut before = good(&lasting());
    let mut after = good(&lasting());
    for (at, text) in texts.iter().enumerate() {
        let path = lasting().path().replace("lasting", &id(at));
        before = before.file(&path, lasting().text().replace("lasting", &id(at)));
        after = after.file(&path, replaced(text, b"lasting", id(at).as_bytes()));
    }
    let site = became(&before, after);
    let public = site.tree("public");
    assert!(holds(&public, "lasting-text"), "the rest stands");
    (0..texts.len()).map(|at| !holds(&public, &format!("{}-text", id(at)))).collect()
}

fn replaced(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (part, tail) = match rest.strip_prefix(from) {
            Some(tail) => (to, tail),
            None => rest.split_at(1),
        };
        out.extend_from_slice(part);
        rest = tail;
    }
    out
}

fn all_are_out<'t>(texts: impl IntoIterator<Item = (&'t str, Vec<u8>)>) {
    let (what, texts): (Vec<&str>, Vec<Vec<u8>>) = texts.into_iter().unzip();
    for (what, out) in what.into_iter().zip(out(&texts)) {
        assert!(out, "{what}");
    }
}

#[test]
fn each_line_that_takes_back_is_believed_by_itself() {
    let (day, later) = (date(6), date(40));
    let lines = [
        "audience: internal".to_owned(),
        "audience:\tinternal".to_owned(),
        "audience：internal".to_owned(),
        "audience：“党内”".to_owned(),
        "\taudience: 党内公开".to_owned(),
        "audience: internal # 改为党内".to_owned(),
        "audience: 内部".to_owned(),
        "audience: public\naudience: internal".to_owned(),
        "audiense: internal".to_owned(),
        format!("withdrawn: {{date: {day}, kind: in-error, reason: 误发}}"),
        format!("withdrawn:\n  date: {day}\n  kind: in-error\n  reason: 误发"),
        format!("withdrawn：{{date: {day}, kind: 误发}}"),
        "withdrawn: {date: 昨天".to_owned(),
        format!("withdrwan: {{date: {day}, kind: in-error}}"),
        format!("public_from: {later}"),
        format!("publish: {later}"),
        // The indent may be what broke it.
        format!("audience: public\nperiod: 2026-Q1\n  public_from: {later}"),
        format!("audience: public\nperiod: 2026-Q1\n　　withdrawn: {{date: {day}, kind: in-error, reason: 误发}}"),
        "\"audience\": internal".to_owned(),
        format!("audience: public\n\"public_from\" : {later}"),
        // Without the colon, or with another mark.
        "audience internal".to_owned(),
        "audience=internal".to_owned(),
        "audience: public\n公开范围 党内".to_owned(),
        format!("audience: public\npublic_from {later}"),
        "audience: public\n仅限党内".to_owned(),
        // As clerks call them.
        "公开范围: 本支部".to_owned(),
        format!("audience: public\n发布日期：{later}"),
        format!("audience: public\n社会公开日期: {later}"),
    ];
    all_are_out(lines.iter().map(|lines| (lines.as_str(), broken(lines).into_bytes())));
}

#[test]
fn a_slip_in_what_takes_back_does_not_undo_it_where_the_rest_of_the_file_is_read() {
    let day = date(6);
    let text = lasting().text();
    let instead = |lines: &str| text.replace("audience: public\n", &format!("{lines}\n"));
    let beside = |lines: &str| text.replace("audience: public\n", &format!("audience: public\n{lines}\n"));
    let audiences = [
        "audience: Internal",
        "audience: INTERNAL",
        "audience: 内部公开",
        "audience: 仅党内",
        "audience: members",
        "audience: 不公开",
        "audience: [internal]",
        "audience:",
        "Audience: Internal",
        "audiance: internal",
    ];
    let withdrawals = [
        "withdrawn: true".to_owned(),
        "withdrawn:".to_owned(),
        format!("withdrawn: {day}"),
        format!("withdrawn: {{date: {day}, reason: 误发}}"),
        "withdrawn: {kind: in-error, reason: 误发}".to_owned(),
        format!("withdrawn: {{date: {day}, kind: in_error}}"),
        format!("withdraw: {{date: {day}, kind: in-error}}"),
        "draft: true".to_owned(),
        "public_from: 改天".to_owned(),
        "fields: {note: {audience: Internal, value: 甲}}".to_owned(),
    ];
    let steps = ["approval:", "  proposed:", "  reviewed:", "  approved:"];
    let unsigned = text.split_inclusive('\n').filter(|line| !steps.iter().any(|step| line.starts_with(step)));
    let unsigned: String = unsigned.collect();
    let approvals = [
        ("refused", text.replace("secrecy: passed", "secrecy: 不通过")),
        ("without an approval", unsigned.clone()),
        ("approval: 撤销", unsigned.replace("audience: public\n", "audience: public\napproval: 撤销\n")),
        ("emptied", "\n".to_owned()),
    ];
    let lines = audiences.iter().map(|line| (*line, instead(line)));
    let lines = lines.chain(withdrawals.iter().map(|line| (line.as_str(), beside(line)))).chain(approvals);
    all_are_out(lines.map(|(what, text)| (what, text.into_bytes())));
}

#[test]
fn a_term_that_was_shortened_is_believed() {
    let brief = lasting().entry("gone");
    for line in [
        "term: 3 days".to_owned(),
        "term：3天".to_owned(),
        format!("expires: {}", date(4)),
        format!("expires：{}", date(4)),
        format!("expires: '{}'", date(4)),
        format!("period: 2026-Q1\n    expires: {}", date(4)),
    ] {
        let text = brief.clone().line("summary: [没有: 结束").line(&line).text();
        let site = became(&good(&brief), good(&brief).file(&brief.path(), text));
        assert!(!holds(&site.tree("public"), "lasting-text"), "{line}");
        assert!(!holds(&site.tree("internal"), "lasting-text"), "{line}");
    }
}

#[test]
fn an_end_that_nobody_understands_takes_the_item_off() {
    let text = lasting().text();
    let beside = |lines: &str| text.replace("audience: public\n", &format!("audience: public\n{lines}\n"));
    let lines =
        ["expires: 12月1日", "expires: 2026-01-06 25:00", "expries: 2026-01-06", "公开至: 2026-01-06", "term: 很久"];
    let unread_only = ["expires 2026-01-05", "EXPIRES: 2026-01-05", "term 9天", "Term: 9天"];
    let garbled = unread_only.iter().map(|lines| (*lines, broken(&format!("audience: public\n{lines}")).into_bytes()));
    let (front, rest) = text.split_once("approval:\n").expect("an approval");
    let lost = format!("{front}summary: [没有: 结束\n---\n{}", rest.split_once("---\n").expect("a text").1);
    all_are_out(garbled.chain([("no approval any more", lost.into_bytes())]));
    let read = lines.iter().map(|lines| (*lines, beside(lines).into_bytes()));
    let unread = lines.iter().map(|lines| (*lines, broken(&format!("audience: public\n{lines}")).into_bytes()));
    all_are_out(read.chain(unread));
}

#[test]
fn a_window_that_was_shortened_is_believed() {
    let window = |closes: &str| format!("window: {{opens: 2026-01-02, closes: {closes}}}");
    let fields =
        format!("fields: {{candidates: [{{name: 甲}}], contact: {{phone: 0000-8800100}}, {}}}", window("2026-03-01"));
    let long = lasting().entry("pre-appointment").line(fields);
    for (unread, closes, stands) in
        [(true, "2026-01-06", false), (false, "2026-01-32", false), (true, "2026-02-01", true)]
    {
        let text = long.text().replace(&window("2026-03-01"), &window(closes));
        let text =
            if unread { text.replace("audience: public", "audience: public\nsummary: [没有: 结束") } else { text };
        let root = "---\nid: root\nname: 组织 root\nkind: committee\noffice_phones: [0000-8800100]\n---\n";
        let whole = || good(&long).file("content/_org.md", root);
        let site = became(&whole(), whole().file(&long.path(), text));
        assert_eq!(holds(&site.tree("public"), "lasting-text"), stands, "{closes}");
    }
}

#[test]
fn whatever_the_file_is_stored_as() {
    let text = broken("audience: 党内公开");
    let (legacy, _, _) = encoding_rs::GB18030.encode(&text);
    all_are_out([
        ("GB18030", legacy.to_vec()),
        ("GB18030 with bytes that are none", [&legacy[..], &[0xFF, 0x00]].concat()),
        ("UTF-8 with bytes that are none", [text.as_bytes(), &[0xFF, 0x00]].concat()),
        ("as Windows saves it", text.replace('\n', "\r\n").into_bytes()),
        ("without the lines around it", text.replace("---\n", "").into_bytes()),
    ]);
}

#[test]
fn a_part_made_internal_in_a_file_that_cannot_be_read_takes_the_item_off() {
    all_are_out([
        ("field", broken("audience: public\nfields: {note: {audience: internal, value: 甲}}").into_bytes()),
        ("passage", format!("{}\n::: internal\n乙\n:::\n", broken("audience: public")).into_bytes()),
        (
            "passage with full-width marks",
            format!("{}\n：：： internal\n乙\n：：：\n", broken("audience: public")).into_bytes(),
        ),
    ]);
}

#[test]
fn a_part_made_internal_does_so_too_where_the_front_matter_lost_its_end_or_a_passage_has_fewer_lines() {
    let inside = "fields: {note: {audience: internal, value: field-text}}";
    let item = |line: &str, body: &str| lasting().line(line).body(format!("甲\n\n::: internal\n乙{body}\n:::"));
    let before = item("fields: {note: field-text}", "\n\n丙");
    let endless = |item: &Item| item.text().replace("---\n甲", "甲");
    let garbled = |item: Item| item.line("summary: [没有: 结束").text();
    for (text, goes) in [
        (endless(&before), false),
        (endless(&item(inside, "\n\n丙")), true),
        (garbled(item("fields: {note: field-text}", "")), false),
        (garbled(item(inside, "")), true),
    ] {
        let site = became(&good(&before), good(&before).file(&before.path(), &text));
        let public = site.tree("public");
        assert_eq!([holds(&public, "lasting"), holds(&public, "field-text")], [!goes; 2], "{text}");
    }
}

#[test]
fn what_takes_nothing_back_leaves_the_last_good_text() {
    let title = broken("audience: public").replace("title: 事项", "title: 主题：内部管理");
    let texts = [broken("audience: public").into_bytes(), title.into_bytes(), vec![0x81, 0xFF, 0x00]];
    assert_eq!(out(&texts), [false; 3], "a word in a title is no audience, and of no text nothing can be told");
    let attached =
        lasting().line("attachments: [{file: a.csv, title: 表, audience: internal}]").beside("a.csv", "table-text");
    let text = attached.text().replace("entry: keep", "entry: [keep");
    let site = became(&good(&attached), good(&attached).file(&attached.path(), text));
    assert!(holds(&site.tree("public"), "lasting-text"), "the part was for members before");
}

#[test]
fn a_range_within_which_an_item_stays_is_believed_too() {
    let item = lasting().audience("internal");
    let whole = || good(&item).org(Org::new("branch").at("branch"));
    let text = item.clone().line("summary: [没有: 结束").line("within: branch").text();
    let site = became(&whole(), whole().file(&lasting().path(), text));
    assert!(!holds(&site.tree("internal"), "lasting-text"), "members elsewhere may not read it any more");
}

#[test]
fn a_misspelt_key_does_not_widen_what_was_narrowed_before() {
    let wide = Item::new("lasting").entry("keep").body("lasting-text");
    let mut site = became(&good(&wide), good(&wide.clone().audience("internal")));
    assert!(!holds(&site.tree("public"), "lasting-text"));
    let text = wide.text().replace("audience: public", "audiance: x");
    becomes(&mut site, good(&wide).file(&wide.path(), text));
    assert!(!holds(&site.tree("public"), "lasting-text"), "the catalogue's default is no word of its clerk");
}

#[test]
fn an_entry_that_there_is_not_takes_nothing_back() {
    let item = lasting().line("fields: {note: field-text}");
    // What is meant may have the field, or not.
    for entry in ["gonee", "decision-rule"] {
        let after = good(&item).file(&item.path(), item.text().replace("entry: keep", &format!("entry: {entry}")));
        let public = became(&good(&item), after).tree("public");
        assert!(holds(&public, "lasting-text") && holds(&public, "field-text"), "{entry}");
    }
}
