//! Streams of disclosure beside that of party affairs: their pages, and where open data says so; sessions as a calendar.

use crate::scratch::{CATALOGUE, Scratch, item};
use scraper::Html;

const NOW: &str = "2026-07-01";

fn organisation(id: &str, name: &str, more: &str) -> String {
    format!("---\nid: {id}\nname: {name}\nkind: branch\ncontact: {{phone: 0000-8800100}}\n{more}---\n")
}

/// A hospital's branch below a committee, and an entry that stands in the stream of government whoever's it is.
fn site() -> Scratch {
    let catalogue = CATALOGUE.replace("honours: {", "honours: {stream: government, ");
    let ours =
        "  training-notice: {fields: {date: date, place: text}}\n  cadre-training: {fields: {sessions: meetings}}\n";
    Scratch::new()
        .with("catalogue.yaml", catalogue + ours)
        .with("content/ward/_org.md", organisation("ward", "中共示例医院支部委员会", "stream: hospital\n"))
        .with("content/a.md", item("机关的事", "", "正文。"))
        .with("content/b.md", item("惠民的事", "", "正文。").replace("entry: resolution", "entry: honours"))
        .with("content/ward/c.md", item("医院的事", "", "正文。"))
        .with("content/ward/d.md", item("医院惠民的事", "", "正文。").replace("entry: resolution", "entry: honours"))
        .with("content/ward/e.md", item("院内的事", "", "正文。").replace("audience: public", "audience: internal"))
}

fn text(site: &Scratch, edition: &str, path: &str) -> String {
    let tree = site.tree(edition);
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} in {:?}", tree.keys()));
    String::from_utf8(bytes.clone()).expect("text")
}

#[test]
fn a_page_lists_what_stands_in_its_stream_by_organisation_or_entry() {
    let site = site();
    site.build(NOW, 0);
    let titles = ["机关的事", "惠民的事", "医院的事", "医院惠民的事", "院内的事"];
    for (edition, stream, listed) in [
        ("public", "hospital", ["医院的事", "医院惠民的事"].as_slice()),
        ("public", "government", &["惠民的事", "医院惠民的事"]),
        ("internal", "hospital", &["医院的事", "医院惠民的事", "院内的事"]),
        ("internal", "government", &["惠民的事", "医院惠民的事"]),
    ] {
        let page = text(&site, edition, &format!("streams/{stream}/index.html"));
        let found: Vec<&str> = titles.into_iter().filter(|title| page.contains(&format!(">{title}<"))).collect();
        let mut wanted = listed.to_vec();
        wanted.sort_by_key(|title| titles.iter().position(|other| other == title));
        assert_eq!(found, wanted, "{edition} {stream}");
        let said: String = Html::parse_document(&page).root_element().text().collect();
        assert!(said.contains(&format!("现有公开事项 {} 件", listed.len())), "{edition} {stream}");
    }
    assert!(text(&site, "public", "streams/government/index.html").contains("一并列入的公开项目"));
    assert!(!text(&site, "public", "streams/hospital/index.html").contains("一并列入的公开项目"));
    assert!(text(&site, "public", "organisations.html").contains("streams/hospital/index.html"));
    assert!(!site.tree("public").contains_key("streams/school/index.html"), "nobody names it");
}

#[test]
fn open_data_says_in_which_streams_an_item_stands() {
    let site = site();
    site.build(NOW, 0);
    let all: serde_json::Value = serde_json::from_str(&text(&site, "public", "items.json")).expect("JSON");
    let streams = |id: &str| {
        let items = all["items"].as_array().expect("a list");
        items.iter().find(|item| item["id"] == id).unwrap_or_else(|| panic!("{id}"))["streams"].clone()
    };
    for (id, wanted) in [
        ("a", serde_json::json!([])),
        ("b", ["government"].into()),
        ("c", ["hospital"].into()),
        ("d", ["hospital", "government"].into()),
    ] {
        assert_eq!(streams(id), wanted, "{id}");
    }
    let sheet = text(&site, "public", "items.csv");
    let header: Vec<&str> = sheet.lines().next().expect("a header").split(',').collect();
    let column = header.iter().position(|name| *name == "同步公开").expect("the column");
    let row = sheet.lines().find(|line| line.starts_with("d,")).expect("the row");
    assert_eq!(row.split(',').nth(column), Some("院务公开、政务公开"));
}

#[test]
fn sessions_of_training_are_a_calendar_of_each_edition() {
    let session =
        |title: &str, lines: &str| item(title, lines, "正文。").replace("entry: resolution", "entry: cadre-training");
    let listed = "period: 2026-H1\nfields: {sessions: [{date: 2026-07-20, topic: '条例，一', place: 礼堂}, {date: 2026-07-21}]}\n";
    let inside = "period: 2026-H1\naudience: internal\nfields: {sessions: [{date: 2026-07-22, topic: 党史}]}\n";
    let named = "fields: {date: 2026-07-25, place: 会议室}\n";
    let site =
        site().with("content/t1.md", session("夏训", listed)).with("content/t2.md", session("内训", inside)).with(
            "content/t3.md",
            item("讲座通知", named, "正文。").replace("entry: resolution", "entry: training-notice"),
        );
    site.build(NOW, 0);
    let (public, internal) = (text(&site, "public", "training.ics"), text(&site, "internal", "training.ics"));
    assert_eq!((public.matches("BEGIN:VEVENT").count(), internal.matches("BEGIN:VEVENT").count()), (3, 4));
    for line in [
        "UID:t1.0@dangwu.example",
        "UID:t1.1@dangwu.example",
        "DTSTART;VALUE=DATE:20260720",
        "DTEND;VALUE=DATE:20260721",
        "LOCATION:礼堂",
        "SUMMARY:讲座通知",
        "URL:https://dangwu.example/items/t1.html",
    ] {
        assert!(public.lines().any(|found| found == line), "{line} in {public}");
    }
    assert!(!public.contains("党史") && internal.contains("党史"));
    assert!(public.lines().all(|line| line.len() <= 75) && public.contains("\r\n"));
}
