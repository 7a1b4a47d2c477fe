//! Opinions through the doors that people use: pages, open data, and the import of a spreadsheet.

mod import;

use crate::drafts::date;
use crate::scratch::Scratch;
use crate::site::{Item, Opinion, ROOT, Site, found};
use std::collections::BTreeSet;

fn page(tree: &crate::site::Tree, path: &str) -> String {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

/// Answered after 2, 4 and 9 days, the last too late, and one waiting past its day; one more for members.
fn some() -> Site {
    let one = |id: &str| Opinion::new(id).body(format!("text-of-{id}."));
    let answered =
        |id: &str, after: u64| one(id).line(format!("due: {}", date(5))).reply(date(after), &format!("reply-to-{id}."));
    Site::new()
        .item(Item::new("thing").body("thing"))
        .opinion(answered("a", 2).line("about: thing").line(format!("rated: {{date: {}, grade: satisfied}}", date(3))))
        .opinion(answered("b", 4).line(format!("rated: {{date: {}, grade: dissatisfied}}", date(4))))
        .opinion(answered("c", 9))
        .opinion(one("d").line(format!("due: {}", date(5))))
        .opinion(one("e").line("audience: internal").line("about: thing").line(format!("due: {}", date(90))))
}

#[test]
fn figures_count_what_the_readers_may_see() {
    let site = some().write();
    site.build_clean(&date(20).to_string());
    let (public, internal) = (site.tree("public"), site.tree("internal"));
    let outside = page(&public, "opinions/index.html");
    for words in ["<dd>4</dd>", "<dd>3</dd>", "<dd>75%</dd>", "<dd>66.7%</dd>", "<dd>4 天</dd>", "<dd>50%</dd>"] {
        assert!(outside.contains(words), "{words}");
    }
    assert!(outside.contains("正在办理") && !outside.contains("逾期") && !outside.contains("text-of-e"));
    let inside = page(&internal, "opinions/index.html");
    for words in ["<dd>5</dd>", "<dd>60%</dd>", "意见未答复", "逾期未答复", "text-of-e."] {
        assert!(inside.contains(words), "{words}");
    }
    assert!(page(&internal, "duties/index.html").contains("opinions/index.html"));
}

#[test]
fn figures_go_on_counting_what_has_left() {
    let site = some().write();
    site.build_clean(&date(500).to_string());
    for (edition, counts) in [
        ("public", ["<dd>4</dd>", "<dd>3</dd>", "<dd>75%</dd>"]),
        ("internal", ["<dd>5</dd>", "<dd>3</dd>", "<dd>60%</dd>"]),
    ] {
        let tree = site.tree(edition);
        for path in ["opinions/index.html".to_owned(), format!("opinions/{ROOT}/index.html")] {
            let text = page(&tree, &path);
            assert!(counts.iter().all(|count| text.contains(count)), "{edition}/{path}: {text}");
            assert!(text.contains("text-of-d.") && !text.contains("text-of-b."), "{edition}/{path}");
        }
    }
    let report = page(&site.tree("internal"), "duties/report.html");
    assert!(
        report.contains("<tfoot><tr><th scope=row>合计</th><td></td><td class=num>5</td><td class=num>3</td>"),
        "{report}"
    );
}

#[test]
fn an_opinion_stands_with_its_item_its_organisation_and_in_open_data() {
    let site = some().write();
    site.build_clean(&date(20).to_string());
    let (public, internal) = (site.tree("public"), site.tree("internal"));
    let item = page(&public, "items/thing.html");
    assert!(item.contains("text-of-a.") && item.contains("reply-to-a.") && !item.contains("text-of-b."));
    assert!(page(&internal, "items/thing.html").contains("text-of-e."));
    let own = format!("opinions/{ROOT}/index.html");
    assert!(page(&public, &format!("organisations/{ROOT}/index.html")).contains(&own));
    assert!(page(&public, &own).contains("reply-to-c."));
    let ids = |tree: &crate::site::Tree| -> BTreeSet<String> {
        let json: serde_json::Value = serde_json::from_str(&page(tree, "opinions.json")).expect("JSON");
        let opinions = json["opinions"].as_array().expect("opinions").clone();
        opinions.iter().map(|opinion| opinion["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(ids(&public), BTreeSet::from(["a", "b", "c", "d"].map(str::to_owned)));
    assert_eq!(ids(&internal), BTreeSet::from(["a", "b", "c", "d", "e"].map(str::to_owned)));
    assert!(
        !page(&public, "opinions.json").contains("\"due\"") && page(&internal, "opinions.json").contains("\"due\"")
    );
    assert_eq!(page(&public, "opinions.csv").lines().count(), 5);
}

#[test]
fn a_full_page_keeps_its_address_and_its_opinions() {
    let site = |n: u64| {
        let opinion = |at: u64| {
            let id = format!("n{at:02}");
            let days = [format!("received: {}", date(at)), format!("released: {{by: 核准人, date: {}}}", date(at))];
            days.into_iter().fold(Opinion::new(&id).body(format!("text-of-{id}.")), Opinion::line)
        };
        let site = (0..n).map(opinion).fold(Site::new(), Site::opinion).write();
        site.build_clean(&date(80).to_string());
        site.tree("public")
    };
    let (few, more) = (site(35), site(45));
    let of = |tree: &crate::site::Tree| -> Vec<bool> {
        let text = page(tree, "opinions/page-1.html");
        (0..45).map(|at| text.contains(&format!("text-of-n{at:02}."))).collect()
    };
    assert_eq!(of(&few), of(&more));
    assert_eq!(of(&few).iter().filter(|stands| **stands).count(), 20);
    assert!(page(&more, "opinions/index.html").contains("opinions/page-1.html#opinion-n00"), "what waits is linked");
}

#[test]
fn a_feed_tells_how_opinions_are_handled_and_not_what_they_say() {
    let site = some().opinion(Opinion::new("f").line("title: 补种行道树").body("text-of-f.")).write();
    site.build_clean(&date(20).to_string());
    for (edition, base, ids) in [
        ("public", "https://dangwu.example/public", ["a", "b", "c", "d", "f"].as_slice()),
        ("internal", "https://dangwu.example/internal", &["a", "b", "c", "d", "e", "f"]),
    ] {
        let tree = site.tree(edition);
        let bytes = &tree["opinions/feed.xml"];
        let feed = atom_syndication::Feed::read_from(&**bytes).expect("a feed");
        let first = format!("{base}/opinions/index.html");
        let found: BTreeSet<String> = feed.entries().iter().map(|entry| entry.id().to_owned()).collect();
        let wanted: BTreeSet<String> = ids.iter().map(|id| format!("{first}#opinion-{id}")).collect();
        assert_eq!(found, wanted, "{edition}");
        assert!(
            !String::from_utf8_lossy(bytes).contains("text-of") && !String::from_utf8_lossy(bytes).contains("reply")
        );
        let entry = |id: &str| feed.entries().iter().find(|entry| entry.id().ends_with(id)).expect("an entry");
        assert_eq!(entry("-f").title().as_str(), "补种行道树");
        let summary = entry("-a").summary().expect("a summary").as_str().to_owned();
        assert!(summary.contains("关于《事项 thing》") && summary.ends_with("办理状态：评价。"), "{summary}");
        assert!(entry("-a").updated() > entry("-d").updated(), "rated later than the other was received");
        let page = page(&tree, "opinions/index.html");
        let head = page.split("</head>").next().unwrap_or_default();
        assert!(head.contains("application/atom+xml") && head.contains("opinions/feed.xml"), "{head}");
        let json: serde_json::Value = serde_json::from_slice(&tree["opinions/feed.json"]).expect("JSON");
        assert_eq!(json["items"].as_array().map(Vec::len), Some(ids.len()));
    }
}

#[test]
fn terms_of_reply_are_the_catalogues_then_the_sites_then_the_default() {
    const COMPLAINT: &str =
        "---\nkind: complaint\nchannel: box\naudience: internal\nreceived: 2026-06-01\n---\n路灯不亮。\n";
    let overdue = |catalogue: &str, site: &str, now: &str| {
        let site = Scratch::new()
            .with("catalogue.yaml", format!("{catalogue}{}", crate::scratch::CATALOGUE))
            .with(
                "site.toml",
                crate::scratch::SITE
                    .replace("[[edition]]\nname = \"internal\"", &format!("{site}[[edition]]\nname = \"internal\"")),
            )
            .with("content/opinions/a.md", COMPLAINT);
        site.run(["check", "--format", "json", "--now", now]).codes().contains(&"O008".to_owned())
    };
    let (promise, own) = ("opinions: {complaint: 2wd}\n", "[opinions]\ncomplaint = \"4wd\"\n\n");
    // Two working days after Monday the 1st, four, and fifteen.
    for (catalogue, site, last, after) in [
        (promise, "", "2026-06-03", "2026-06-04"),
        (promise, own, "2026-06-05", "2026-06-06"),
        ("", own, "2026-06-05", "2026-06-06"),
        ("", "", "2026-06-23", "2026-06-24"),
    ] {
        assert!(!overdue(catalogue, site, last), "{catalogue}{site}{last}");
        assert!(overdue(catalogue, site, after), "{catalogue}{site}{after}");
    }
}

#[test]
fn terms_of_reply_and_how_long_opinions_stand_are_the_sites() {
    let toml = crate::site::toml(&[("public", "", ""), ("internal", "", "")]);
    let terms = "[opinions]\nsuggestion = \"3d\"\nkeep = \"10 days\"\n";
    let toml = toml.replacen("\n[[edition]]", &format!("\n{terms}\n[[edition]]"), 1);
    let waiting = Opinion::new("waiting").body("waiting-text");
    let answered = Opinion::new("answered").body("answered-text").reply(date(4), "answer");
    let site = Site::new().toml(&toml).opinion(waiting).opinion(answered).write();
    for (day, overdue, stands) in [(3, 0, true), (4, 1, true), (13, 1, true), (14, 1, false)] {
        site.build_clean(&date(day).to_string());
        let (public, internal) = (site.tree("public"), site.tree("internal"));
        assert_eq!(found(&public, "answered-text").is_some(), stands, "{day}");
        assert!(found(&public, "waiting-text").is_some(), "{day}");
        let late = page(&internal, "opinions/index.html").matches("逾期</span>").count();
        assert_eq!(late, overdue, "{day}");
    }
}

#[test]
fn those_without_an_answer_are_told_to_who_supervises() {
    let site = some().write();
    site.build_clean(&date(20).to_string());
    let internal = site.tree("internal");
    let report = page(&internal, "duties/report.html");
    assert!(report.contains("还没有答复的意见") && report.contains("opinions/index.html#opinion-d"), "{report}");
    assert!(!report.contains("text-of-d"), "what it says stands on its own page");
    let counts = page(&internal, "duties-opinions.csv");
    assert_eq!(
        counts.lines().nth(1).map(|line| line.split(',').skip(2).collect::<Vec<_>>().join(",")).as_deref(),
        Some("2026年第一季度,5,3,2,1,1"),
        "{counts}"
    );
    assert!(site.tree("public").keys().all(|path| !path.starts_with("duties")));
    let out = site.run(&["duties", "--now", &date(20).to_string(), "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let ids: Vec<_> = told["opinions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["id"].clone(), one["overdue"].clone()))
        .collect();
    assert_eq!(ids, [("d".into(), true.into()), ("e".into(), false.into())]);
}

#[test]
fn a_second_heading_of_a_reply_is_found() {
    let text = "---\nkind: complaint\nchannel: phone\nreceived: 2026-06-02\naudience: internal\nreply_audience: public\n\
                released: {by: 丙, date: 2026-06-04}\nanswered: {date: 2026-06-03}\n---\n甲\n\n**答复**\n\n密\n\n## 答复\n\n公开答\n";
    let site = Scratch::new().with("content/opinions/a.md", text);
    assert_eq!(site.check().codes(), ["O010"]);
}
