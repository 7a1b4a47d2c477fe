//! How fields are shown.

use super::numbers::{SumView, share};
use super::{ValueView, data, value};
use crate::calendar::{Zone, parse_moment};
use crate::catalogue::{Catalogue, Pass, builtin};
use crate::fields::{
    Choice, Contact, Ledger, Line, Meeting, Money, Number, Percent, Person, Progress, Proposal, Side, Stage, State,
    Table, Tally, Task, Typed, Window,
};
use crate::projection::{FieldItem, Named, Opening};
use serde_json::{Value, json};
use std::sync::Arc;

fn catalogue() -> Catalogue {
    builtin()
}

fn field(typed: Typed, opening: Option<Opening>) -> FieldItem {
    FieldItem { order: 0, name: "f".into(), value: Arc::new(typed), link: None, opening, over: None, internal: false }
}

/// The view of a value, as a template gets it.
fn seen(typed: Typed) -> Value {
    let (field, catalogue) = (field(typed, Some(Opening::Open)), catalogue());
    serde_json::to_value(value(&field, "交纳党费人数", &catalogue, Zone::default())).expect("plain data")
}

fn money(text: &str) -> Money {
    Money::parse(text).expect(text)
}

fn tally(percent: Option<u8>, present: u32, options: &[(&str, u32)]) -> Tally {
    let options = options.iter().map(|(name, votes)| Choice { name: (*name).into(), votes: *votes, note: None });
    Tally {
        eligible: 50,
        present,
        issued: None,
        returned: None,
        valid: None,
        seats: None,
        options: options.collect(),
        pass: percent.map(|percent| Pass { percent, of_eligible: false }),
    }
}

fn state(word: &str, progress: Progress) -> State {
    State { word: word.into(), progress }
}

fn day(text: &str) -> chrono::NaiveDate {
    parse_moment(text).expect(text).day()
}

#[test]
fn a_tally_says_in_words_what_came_of_it() {
    for (pass, present, options, said) in [
        (None, 46, &[("赞成", 41), ("反对", 3), ("弃权", 2)][..], "赞成 41 票，占到会 89.1%，已过半数。"),
        (
            Some(50),
            10,
            &[("满意", 3), ("基本满意", 2), ("不满意", 5)],
            "满意、基本满意共 5 票，占到会 50%，恰为半数，达到通过线。",
        ),
        (None, 10, &[("赞成", 5), ("反对", 5)], "赞成 5 票，占到会 50%，恰为半数。"),
        (Some(50), 46, &[("赞成", 20), ("反对", 26)], "赞成 20 票，占到会 43.5%，未过半数。"),
        (None, 30, &[("优秀", 10), ("合格", 20)], "优秀、合格共 30 票，占到会 100%。"),
        (Some(60), 46, &[("赞成", 27)], "赞成 27 票，占到会 58.7%，未达到 60% 的通过线。"),
        (Some(60), 46, &[("赞成", 28)], "赞成 28 票，占到会 60.9%，达到 60% 的通过线。"),
        (None, 44, &[("有效票", 43), ("废票", 1)], "有效票 43 张（97.7%），废票 1 张（2.3%）。"),
        (None, 9, &[("甲", 5), ("乙", 4)], "得票过半数的 1 项：甲。"),
        (None, 9, &[("甲", 4), ("乙", 4)], "没有一项得票过半数。"),
        (None, 0, &[("赞成", 0)], "赞成 0 票，占到会 0%，未过半数。"),
    ] {
        assert_eq!(seen(Typed::Tally(Box::new(tally(pass, present, options))))["say_zh"], said);
    }
    let mut of_eligible = tally(Some(50), 46, &[("赞成", 24), ("反对", 22)]);
    of_eligible.pass = of_eligible.pass.map(|pass| Pass { of_eligible: true, ..pass });
    let view = seen(Typed::Tally(Box::new(of_eligible)));
    assert_eq!(
        (&view["say_zh"], &view["bars"][0]["share"]),
        (&json!("赞成 24 票，占应到 48%，未过半数。"), &json!("48%"))
    );
}

#[test]
fn a_tally_is_drawn_with_its_line_and_described() {
    let view = seen(Typed::Tally(Box::new(tally(Some(60), 46, &[("赞成", 41), ("反对", 5)]))));
    assert_eq!(view["line"], json!({"at": "60%", "label_zh": "通过线 60%"}));
    assert_eq!(view["picture_zh"], "得票图：赞成 41 票（89.1%），反对 5 票（10.9%）；竖线为通过线 60%");
    assert_eq!(view["bars"][0]["share"], "89.1%");
    assert_eq!((&view["bars"][0]["favourable"], &view["bars"][1]["favourable"]), (&json!(true), &json!(false)));
    assert_eq!(view["bars"][0]["option"]["en"], "For");
    assert_eq!(
        view["facts"],
        json!([{"said_zh": "应到 50 人"}, {"said_zh": "实到 46 人（92%）"}, {"said_zh": "赞成占应到 82%"}])
    );
    assert_eq!(seen(Typed::Tally(Box::new(tally(None, 9, &[("有效票", 9)]))))["line"], Value::Null);
}

#[test]
fn sums_are_grouped_and_large_ones_in_ten_thousands() {
    for (sum, text, words) in [
        ("0", "0.00", None),
        ("1234.5", "1,234.50", None),
        ("9999.99", "9,999.99", None),
        ("10000", "10,000.00", Some("1 万元")),
        ("15892", "15,892.00", Some("约 1.59 万元")),
        ("-25000", "-25,000.00", Some("-2.5 万元")),
        ("12600000", "12,600,000.00", Some("1260 万元")),
        ("3亿元", "300,000,000.00", Some("3 亿元")),
    ] {
        let view = SumView::of(money(sum));
        assert_eq!((view.text.as_str(), view.words_zh.as_deref()), (text, words), "{sum}");
    }
}

#[test]
fn shares_are_rounded_to_a_tenth() {
    for (part, whole, said) in [(41, 46, "89.1%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (1, 1, "100%"), (0, 0, "0%")] {
        assert_eq!(share(part, whole), said);
    }
}

#[test]
fn a_ledger_has_totals_and_a_bar_where_one_can_be_drawn() {
    let side = |total: &str| Side {
        lines: vec![Line { item: "甲".into(), amount: money(total), note: None }],
        total: money(total),
    };
    let ledger = |income: &str, spending: &str, balance: &str| {
        let (income, spending) = (side(income), side(spending));
        seen(Typed::Ledger(Box::new(Ledger { opening: Some(money("100")), income, spending, balance: money(balance) })))
    };
    let view = ledger("900", "250", "750");
    assert_eq!(view["say_zh"], "期初结存 100.00 元，收入 900.00 元，支出 250.00 元，期末结存 750.00 元。");
    assert_eq!(view["bar"], json!({"spent": "25%", "left": "75%"}));
    assert_eq!(view["income"]["lines"][0]["amount"]["text"], "900.00");
    assert_eq!(ledger("900", "1250", "-250")["bar"], Value::Null);
}

#[test]
fn stages_and_proposals_tell_how_far_they_have_come() {
    let stage = |name: &str, state| Stage { name: name.into(), date: Some(day("2026-06-16")), state, note: None };
    let done = || state("已完成", Progress::Done);
    let stages =
        vec![stage("甲", Some(done())), stage("乙", Some(state("进行中", Progress::Running))), stage("丙", None)];
    let view = seen(Typed::Stages(stages));
    assert_eq!(view["say_zh"], "共 3 项，进行中 1 项，已完成 1 项。");
    assert_eq!(view["stages"][0]["state"], json!({"id": "done", "zh": "已完成", "en": "Done"}));
    assert_eq!((&view["stages"][0]["date"], &view["stages"][2]["state"]), (&json!("2026-06-16"), &Value::Null));
    let proposal = |no: &str, state| Proposal {
        no: no.into(),
        by: None,
        subject: "车棚".into(),
        state,
        handled_by: None,
        reply: None,
        due: Some(day("2026-09-30")),
        note: None,
    };
    let view = seen(Typed::Proposals(vec![
        proposal("1", state("已办结", Progress::Done)),
        proposal("2", state("办理中", Progress::Running)),
        proposal("3", state("已办结", Progress::Done)),
    ]));
    assert_eq!(view["say_zh"], "共 3 件，办理中 1 件，已办结 2 件。");
    assert_eq!(view["columns"][0]["state"]["zh"], "办理中", "what is open comes first");
    assert_eq!(view["columns"][1]["cards"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_window_counts_working_days_and_a_term_of_office_does_not() {
    let window = |opens: &str, closes: &str| Window {
        opens: parse_moment(opens).expect(opens),
        closes: parse_moment(closes).expect(closes),
    };
    let view = seen(Typed::Window(window("2026-05-11", "2026-05-25 17:30")));
    assert_eq!((&view["days"], &view["opening"]["zh"]), (&json!(10), &json!("进行中")));
    assert_eq!(view["closes"], json!({"iso": "2026-05-25T17:30", "zh": "2026年5月25日 17:30"}));
    assert_eq!(seen(Typed::Window(window("2024-12-10", "2029-12-09")))["days"], Value::Null);
}

#[test]
fn the_other_types_keep_what_they_hold() {
    let person = |name: &str| Person { name: name.into(), role: Some("书记".into()), note: None };
    let meeting = Meeting {
        date: day("2026-07-03"),
        kind: Some("党课".into()),
        topic: None,
        place: None,
        present: Some(78),
        eligible: Some(86),
        note: None,
    };
    let contact = Contact { phone: Some("0000-8800201、8800202转3".into()), ..Contact::default() };
    let table =
        Table { columns: vec!["姓名".into(), "人数".into()], rows: vec![vec!["甲".into(), "1,200".into()]] };
    for (typed, pointer, expected) in [
        (Typed::Text("甲".into()), "/text", json!("甲")),
        (Typed::Number(Number(309_000)), "/unit_zh", json!("人")),
        (Typed::Number(Number(1_234_500)), "/text", json!("1,234.5")),
        (Typed::Percent(Percent(9_290)), "/text", json!("92.9%")),
        (Typed::Choice("称职".into()), "/en", json!("Competent")),
        (Typed::Person(Box::new(person("沈知行"))), "/people/0/role", json!("书记")),
        (Typed::Meetings(vec![meeting]), "/meetings/0/rate", json!("90.7%")),
        (Typed::Contact(Box::new(contact.clone())), "/phones/0/dial", json!("00008800201")),
        (Typed::Contact(Box::new(contact)), "/phones/1/dial", Value::Null),
        (Typed::Table(table), "/rows/0/1/number", json!(true)),
        (Typed::Checklist(vec![Task { text: "证明".into(), done: true }]), "/tasks/0/done", json!(true)),
        (Typed::Document("向委发〔2026〕12号".into()), "/kind", json!("document")),
        (Typed::Date(parse_moment("2026-07-10").expect("a day")), "/zh", json!("2026年7月10日")),
    ] {
        assert_eq!(seen(typed.clone()).pointer(pointer), Some(&expected), "{typed:?}");
    }
    let mut named = field(Typed::Reference("a".into()), None);
    named.link = Some(Box::new(Named { id: "a".into(), title: "题".into(), ends: None }));
    let catalogue = catalogue();
    assert!(matches!(value(&named, "见", &catalogue, Zone::default()), ValueView::Link { text: "题", .. }));
}

#[test]
fn open_data_keeps_sums_exact_and_numbers_as_numbers() {
    let json = |typed: &Typed| serde_json::to_value(data(typed)).expect("plain data");
    assert_eq!(json(&Typed::Number(Number(9_500))), json!(9.5));
    assert_eq!(json(&Typed::Number(Number(126_000))), json!(126));
    assert_eq!(json(&Typed::Percent(Percent(9_290))), json!(92.9));
    assert_eq!(json(&Typed::Money(money("1234.5"))), json!("1234.50"));
    let votes = Typed::Tally(Box::new(tally(None, 46, &[("赞成", 41)])));
    let told = json(&votes);
    assert_eq!((&told["present"], &told["in_favour"], &told["rate"]), (&json!(46), &json!(41), &json!(89.13)));
    let mut leaves = Vec::new();
    data(&votes).leaves("", &mut |part, value| leaves.push(format!("{part}={value}")));
    assert_eq!(leaves[2..5], ["options[1].option=赞成", "options[1].votes=41", "in_favour=41"]);
}
