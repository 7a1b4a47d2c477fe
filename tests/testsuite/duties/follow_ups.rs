//! Follow-up duties and terms of office, in an edition and on the command line.

use crate::scratch::tabs;
use crate::site::{Item, Org, ROOT, Site, Written};

fn site() -> Site {
    let window =
        "fields: {candidates: [某甲], window: {opens: 2026-07-01, closes: 2026-07-10}, contact: {phone: 0000-8800100}}";
    Site::new()
        .org(Org::new("root").line("contact: {phone: 0000-8800100}"))
        .org(Org::new("b1").line("elected: 2023-12-20"))
        .item(Item::new("notice").title("任前公示").entry("pre-appointment").publish("2026-07-01").line(window))
}

fn appointment() -> Item {
    let fields = "fields: {changes: [[某甲, 科员, 科长, 2026-08-01]], basis: 示委干〔2026〕1号}";
    Item::new("appointment").entry("cadre-appointment").publish("2026-08-04").line("follows: notice").line(fields)
}

/// State, due day, opener and page of what has no period and is no duty of the catalogue.
fn opened(site: &Written) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_slice(&site.tree("internal")["duties.json"]).expect("JSON");
    let all = json["duties"].as_array().expect("a list");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").rsplit('/').next().unwrap_or("-").to_owned();
    all.iter()
        .filter(|duty| duty["cause"] != "catalogue")
        .map(|duty| {
            ["organisation", "entry", "cause", "state", "due", "opened_by", "item"]
                .map(|key| text(&duty[key]))
                .join(" ")
        })
        .collect()
}

#[test]
fn what_a_notice_opened_is_due_then_overdue_and_closed_by_what_follows() {
    let mut open = site().write();
    let election = "b1 election term-of-office due 2026-12-19 - -";
    for (now, state) in [("2026-07-02", "due"), ("2026-08-09", "due"), ("2026-08-10", "overdue")] {
        open.build_clean(now);
        let notice = format!("root cadre-appointment follow-up {state} 2026-08-09 notice.html -");
        assert_eq!(opened(&open), [notice, election.to_owned()], "{now}");
    }
    open.become_like(&site().item(appointment()));
    open.build_clean("2026-12-20");
    assert_eq!(
        opened(&open),
        [
            "root cadre-appointment follow-up done 2026-08-09 notice.html appointment.html",
            "b1 election term-of-office overdue 2026-12-19 - -"
        ]
    );
}

#[test]
fn what_answers_a_consultation_counts_from_when_it_was_added_and_not_from_later_slips() {
    let asked = |result: &str, lines: &str| {
        let window = "window: {opens: 2026-07-01, closes: 2026-07-10}";
        let fields = format!("fields: {{draft: 草案。, {window}, contact: {{phone: 0000-8800100}}, {result}}}");
        let item = Item::new("asked").entry("consultation").publish("2026-07-01").line(fields);
        Site::new().org(Org::new("root").line("contact: {phone: 0000-8800100}")).item(item.line(lines)).write()
    };
    const RESULT: &str = "result: 已采纳。";
    for (result, lines, state) in [
        ("", "updated: 2026-08-01", "overdue"),
        (RESULT, "updated: 2026-08-01", "done"),
        (RESULT, "updated: 2026-12-01", "late"),
        (
            RESULT,
            "updated: 2026-12-01\nchanges: [{date: 2026-08-01, note: 补写结果}, {date: 2026-12-01, note: 改错字}]",
            "done",
        ),
        (RESULT, "updated: 2026-08-01\nreviewed: 2026-12-01", "done"),
        // What was corrected while it was open is no answer.
        (RESULT, "updated: 2026-12-01\nchanges: [{date: 2026-07-05, note: 改错字}]", "late"),
    ] {
        let site = asked(result, lines);
        site.build_clean("2026-12-20");
        let duty = opened(&site).into_iter().find(|duty| duty.contains("follow-up")).unwrap_or_default();
        assert_eq!(duty.split(' ').nth(3), Some(state), "{lines}: {duty}");
    }
}

#[test]
fn a_deadline_of_its_own_stands_in_the_calendar_and_on_the_pages_and_is_listed() {
    let site = site().write();
    site.build_clean("2026-07-05");
    let internal = site.tree("internal");
    let text = |path: &str| String::from_utf8(internal[path].clone()).expect("UTF-8");
    let calendar = text(&format!("duties/{ROOT}/deadlines.ics")).replace("\r\n ", "");
    assert!(calendar.contains("UID:root.cadre-appointment.after-notice@dangwu.example"), "{calendar}");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20260809") && calendar.contains("起因：任前公示"), "{calendar}");
    assert!(text("duties/b1/deadlines.ics").contains("UID:b1.election.term-20261219@"));
    assert!(text("duties/index.html").contains("待办的后续事项和换届"));
    assert!(text(&format!("duties/{ROOT}/index.html")).contains("任前公示"));
    let ran = site.run(&["duties", "--now", "2026-08-10", "--org", "root", "--all"]);
    let lines = tabs(&String::from_utf8(ran.stdout).expect("UTF-8"));
    assert!(lines.contains("逾期\t2026-08-09\t"), "{lines}");
    assert!(lines.contains("\t后续\t任前公示\n") && lines.contains("\t换届\n"), "{lines}");
}

#[test]
fn an_item_enters_the_list_of_those_that_leave_thirty_days_before() {
    let site = Site::new().item(Item::new("a").title("一件会到期的事").expires("2026-05-31")).write();
    let listed = |now| {
        let outcome = site.build_clean(now);
        let page = String::from_utf8(site.tree("internal")["duties/index.html"].clone()).expect("UTF-8");
        (page.contains("一件会到期的事"), outcome.next_change.map(|at| outcome.zone.rfc3339(at)))
    };
    let (before, next) = listed("2026-05-01");
    assert!(!before);
    assert_eq!(next.as_deref(), Some("2026-05-02T00:00:00+08:00"));
    assert!(listed("2026-05-02").0);
    assert!(!listed("2026-06-01").0);
}

#[test]
fn the_next_to_leave_comes_first_on_the_page_of_all_and_on_that_of_an_organisation() {
    let item = |id: &str, published, expires| Item::new(id).title(id).publish(published).expires(expires);
    let site = Site::new()
        .item(item("later", "2026-04-20", "2026-05-30"))
        .item(item("sooner", "2026-04-01", "2026-05-20"))
        .item(item("soonest", "2026-04-10", "2026-05-10"))
        .write();
    site.build_clean("2026-05-05");
    for path in ["duties/index.html".to_owned(), format!("duties/{ROOT}/index.html")] {
        let page = String::from_utf8(site.tree("internal")[&path].clone()).expect("UTF-8");
        let order = ["soonest", "sooner", "later"].map(|id| page.find(&format!("items/{id}.html")));
        assert!(order.is_sorted() && order.iter().all(Option::is_some), "{path}: {order:?}");
    }
}
