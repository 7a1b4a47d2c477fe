//! The compiled bulletin, through the command line.

use crate::site::{Item, Org, Site, Written, assert_same};

fn site() -> Written {
    let tally = "fields: {met: 2026-08-20, text: 同意。, tally: {eligible: 20, present: 18, options: [{option: 赞成, votes: 17}, {option: 反对, votes: 1}]}}";
    Site::new()
        .org(Org::new("street").at("street").name("中共湖滨街道工作委员会"))
        .org(Org::new("b1").at("street/b1").line("short: 一支部"))
        .org(Org::new("b2").at("b2"))
        .item(
            Item::new("resolution")
                .at("street/b1")
                .entry("resolution")
                .title("关于3项工作的决议")
                .publish("2026-08-25")
                .line("summary: 8月20日会议通过，安排经费1,200.50元。")
                .line("document: 湖街发〔2026〕12号")
                .line(tally),
        )
        .item(Item::new("inner").at("street").audience("internal").publish("2026-07-02").title("街道党内事项"))
        .item(Item::new("told").at("street").audience("specific").publish("2026-07-03").title("只告知本人的事项"))
        .item(Item::new("within").at("b2").audience("internal").publish("2026-07-04").title("别的支部的事项"))
        .item(Item::new("before").at("street").publish("2026-06-30").title("上季度的事项"))
        .item(Item::new("after").at("street").publish("2026-10-01").title("下季度的事项"))
        .item(Item::new("gone").at("street").publish("2026-09-01").expires("2026-09-10").title("期满的事项"))
        .write()
}

fn run(site: &Written, more: &[&str]) -> (Option<i32>, String) {
    let mut arguments = vec!["bulletin", "--now", "2026-11-01", "--org", "street", "--period", "2026-Q3"];
    arguments.extend(more);
    let ran = site.run(&arguments);
    (ran.status.code(), String::from_utf8(ran.stdout).expect("UTF-8"))
}

#[test]
fn a_bulletin_has_what_was_disclosed_in_its_period_and_below_its_organisation() {
    let site = site();
    let (code, text) = run(&site, &["--format", "text"]);
    assert_eq!(code, Some(0), "{text}");
    for there in ["中共湖滨街道工作委员会", "2026年第三季度", "关于3项工作的决议", "街道党内事项", "湖街发〔2026〕12号"]
    {
        assert!(text.contains(there), "{there}: {text}");
    }
    assert!(text.contains("应到20人，实到18人，赞成17票、反对1票，赞成率94.4%"), "{text}");
    for not in ["只告知本人", "别的支部", "上季度的事项", "下季度的事项", "期满的事项"] {
        assert!(!text.contains(not), "{not}: {text}");
    }
    assert!(text.contains("共公开3项，向社会公开1项，在党内公开1项，期满或撤下1项"), "{text}");
}

#[test]
fn it_prints_as_one_page_that_needs_nothing_else_and_says_that_it_is_for_members() {
    let site = site();
    let (code, page) = run(&site, &[]);
    assert_eq!(code, Some(0));
    assert!(page.contains("size:A4") || page.contains("size: A4"), "{page}");
    assert!(page.contains("37mm 26mm 35mm 28mm") && page.contains("仅限党内传达"));
    for not in ["href=", "src=", "<script", "https://"] {
        assert!(!page.contains(not), "{not}");
    }
    // A date stands on one line.
    let dates = page.matches("<span class=\"day\">").count() + page.matches("<span class=day>").count();
    assert!(page.contains("white-space: nowrap") || page.contains("white-space:nowrap"), "{page}");
    assert!(dates > 3, "{page}");
}

#[test]
fn members_who_had_it_first_are_told_since_when_the_public_has_it() {
    let first = Item::new("first").publish("2026-07-10").line("public_from: 2026-07-20").title("先党内的事项");
    let site = Site::new().item(first).write();
    let asked = |more: &[&str]| {
        let ran =
            site.run(&[&["bulletin", "--now", "2026-11-01", "--org", "root", "--period", "2026-Q3"], more].concat());
        String::from_utf8(ran.stdout).expect("UTF-8")
    };
    for (form, words) in [
        (["--format", "text"].as_slice(), "2026年7月10日在党内公开，2026年7月20日起向社会公开"),
        (&["--reading"], "在党内公开了《先党内的事项》，二零二六年七月二十日起向社会公开。"),
    ] {
        let text = asked(form);
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn what_the_public_does_not_have_yet_is_not_counted_as_public_and_is_marked() {
    let first = Item::new("first").publish("2026-06-20").line("public_from: 2026-08-01").title("先党内的事项");
    let site = Site::new().item(first).write();
    let counts = |now: &str| {
        let ran = site.run(&["bulletin", "--now", now, "--org", "root", "--period", "2026-Q2", "--format", "text"]);
        String::from_utf8(ran.stdout).expect("UTF-8")
    };
    for now in ["2026-06-30", "2026-08-02"] {
        let text = counts(now);
        assert!(text.contains("在党内公开1项") && text.contains("2026年8月1日起向社会公开"), "{now}: {text}");
    }
    for (now, audience) in [("2026-07-31", "internal"), ("2026-08-01", "public")] {
        let outcome = site.build_clean(now);
        let data: serde_json::Value = serde_json::from_slice(&site.tree("internal")["items.json"]).expect("JSON");
        assert_eq!(data["items"][0]["audience"], audience, "{now}");
        let page = String::from_utf8(site.tree("internal")["items/first.html"].clone()).expect("UTF-8");
        assert_eq!(page.contains("mark inner"), audience == "internal", "{now}");
        let next = outcome.next_change.map(|at| outcome.zone.rfc3339(at));
        assert_eq!(next.as_deref() == Some("2026-08-01T00:00:00+08:00"), audience == "internal", "{now}");
    }
}

#[test]
fn what_is_read_aloud_has_no_digit_link_or_table() {
    let (code, text) = run(&site(), &["--reading"]);
    assert_eq!(code, Some(0));
    assert!(!text.contains(|c: char| c.is_ascii_digit()) && !text.contains("http"), "{text}");
    for there in ["二零二六年八月二十五日，一支部向社会公开了《关于三项工作的决议》", "安排经费一千二百元五角"]
    {
        assert!(text.contains(there), "{there}: {text}");
    }
    assert!(text.contains("赞成率百分之九十四点四"), "{text}");
}

#[test]
fn what_is_not_there_is_not_counted_and_what_is_in_brackets_or_a_picture_is_not_said() {
    let site = Site::new()
        .org(Org::new("street").at("street"))
        .org(Org::new("b1").at("street/b1").line("short: 一支部").line("contact: {phone: 0000-8800100}"))
        .item(
            Item::new("shown")
                .at("street/b1")
                .entry("candidate-notice")
                .title("人选公示")
                .publish("2026-11-20")
                .line("fields: {candidates: [甲], window: {opens: 2026-11-20, closes: 2026-12-10}, contact: {phone: 0000-8800100}}")
                .beside("photo.png", include_bytes!("../sites/small/content/resolution/chart.png"))
                .body("现予公布。\n\n![会议现场](photo.png)"),
        )
        .write();
    let bulletin = |more: &[&str]| {
        let mut arguments = vec!["bulletin", "--now", "2026-11-24", "--org", "b1", "--period", "2026-Q4"];
        arguments.extend(more);
        let ran = site.run(&arguments);
        assert_eq!(ran.status.code(), Some(0), "{ran:?}");
        String::from_utf8(ran.stdout).expect("UTF-8")
    };
    let (page, text, reading) = (bulletin(&[]), bulletin(&["--format", "text"]), bulletin(&["--reading"]));
    assert!(page.contains("一、党的组织建设") || page.contains("一、领导班子"), "{page}");
    assert!(!page.contains("和下级党组织") && page.contains("（截至11月24日）"), "{page}");
    assert!(text.contains("（截至11月24日），共公开1项，向社会公开1项。"), "{text}");
    assert!(reading.contains("，截至十一月二十四日。共公开一项"), "{reading}");
    for not in ["零项", "会议现场", "（人选）", "（征求意见）", "在党内公开"] {
        assert!(!reading.contains(not), "{not}: {reading}");
    }
    assert!(reading.contains("候选人：甲") && reading.contains("公示期限："), "{reading}");
}

#[test]
fn what_was_decided_and_what_is_consulted_about_is_said() {
    let draft = format!("第一条 先征求意见。{}最后一条。", "每一条都要落实。".repeat(40));
    let site = Site::new()
        .org(Org::new("b1").at("b1").line("short: 一支部").line("contact: {phone: 0000-8800100}"))
        .item(
            Item::new("heard")
                .at("b1")
                .entry("consultation")
                .title("征求意见")
                .publish("2026-11-20")
                .line(format!("fields: {{draft: \"{draft}\", window: {{opens: 2026-11-20, closes: 2026-12-10}}, contact: {{phone: 0000-8800100}}}}")),
        )
        .write();
    for (form, words, not) in [
        (["--format", "text"].as_slice(), "征求意见稿：第一条 先征求意见。每一条都要落实。", "最后一条"),
        (&["--reading"], "征求意见稿：第一条 先征求意见。每一条都要落实。", "最后一条"),
    ] {
        let ran =
            site.run(&[&["bulletin", "--now", "2026-11-24", "--org", "b1", "--period", "2026-Q4"], form].concat());
        assert_eq!(ran.status.code(), Some(0), "{ran:?}");
        let text = String::from_utf8(ran.stdout).expect("UTF-8");
        assert!(text.contains(words) && !text.contains(not) && !text.contains('…'), "{text}");
    }
}

#[test]
fn it_writes_its_own_file_and_nothing_else() {
    let site = site();
    site.build_clean("2026-11-01");
    let (public, internal) = (site.tree("public"), site.tree("internal"));
    let out = site.root().join("通报.html");
    for (path, words) in [("site.toml", "是站点自己的文件"), ("content/新.html", "是站点自己的文件")] {
        let before = std::fs::read(site.root().join(path)).ok();
        let path_there = site.root().join(path);
        let ran = site.run(&[
            "bulletin",
            "--period",
            "2026-Q3",
            "--org",
            "street",
            "--overwrite",
            "--out",
            &path_there.to_string_lossy(),
        ]);
        assert_eq!(ran.status.code(), Some(2), "{path}");
        assert!(String::from_utf8_lossy(&ran.stderr).contains(words), "{ran:?}");
        assert_eq!(std::fs::read(path_there).ok(), before, "{path}");
    }
    let (code, printed) = run(&site, &["--out", &out.to_string_lossy()]);
    assert_eq!((code, printed.as_str()), (Some(0), ""));
    let (_, page) = run(&site, &[]);
    assert_eq!(std::fs::read(&out).expect("it is there").trim_ascii_end(), page.trim_end().as_bytes());
    #[cfg(unix)]
    {
        let mode = |path| {
            std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path).expect("it is there").permissions())
        };
        std::fs::write(site.root().join("别的.html"), "").expect("it is written");
        assert_eq!(mode(out.clone()), mode(site.root().join("别的.html")), "others may read it as any file");
    }
    std::fs::write(&out, "别的内容").expect("it is written");
    assert_eq!(run(&site, &["--out", &out.to_string_lossy()]).0, Some(2), "what is there stays");
    assert_eq!(std::fs::read(&out).expect("it is there"), "别的内容".as_bytes());
    assert_eq!(run(&site, &["--overwrite", "--out", &out.to_string_lossy()]).0, Some(0));
    assert_ne!(std::fs::read(&out).expect("it is there"), "别的内容".as_bytes());
    assert_same(&site.tree("public"), &public, "the public edition is left alone");
    assert_same(&site.tree("internal"), &internal, "and so is the internal one");
    let inside = site.root().join("dist/public/items/b.html");
    let ran = site.run(&["bulletin", "--period", "2026-Q3", "--org", "street", "--out", &inside.to_string_lossy()]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("通报只给党员"), "{ran:?}");
    assert_same(&site.tree("public"), &public, "no page for members is written among those of the public");
}

#[test]
fn a_period_or_an_organisation_that_there_is_not_is_said() {
    let site = site();
    for (arguments, why) in [
        (["--period", "2026-Q5", "--org", "street"], "2026-Q5"),
        (["--period", "2026", "--org", "nowhere"], "no organisation `nowhere`"),
    ] {
        let mut all = vec!["--lang", "en", "bulletin", "--now", "2026-11-01"];
        all.extend(arguments);
        let ran = site.run(&all);
        assert_eq!(ran.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&ran.stderr).contains(why), "{ran:?}");
    }
}

#[test]
fn sums_are_said_and_what_there_was_at_the_beginning() {
    let ledger = "fields: {payers: 30, ledger: {opening: 1000.00, in: [{item: 交纳, amount: 500.00}], out: [{item: 上缴, amount: 900.00}], balance: 600.00}}";
    let decision = "fields: {kind: 大额资金使用, met: 2026-07-10, amount: 30000.00, tally: {eligible: 7, present: 7, options: [{option: 赞成, votes: 7}, {option: 反对, votes: 0}]}}";
    let site = Site::new()
        .org(Org::new("street").at("street"))
        .item(
            Item::new("dues")
                .at("street")
                .entry("party-dues")
                .publish("2026-07-10")
                .line("period: 2026-H1")
                .line(ledger),
        )
        .item(Item::new("bought").at("street").entry("major-decision").publish("2026-07-11").line(decision))
        .write();
    let (code, text) = run(&site, &["--format", "text"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("期初结存1000元，收入500元，支出900元，结存600元"), "{text}");
    assert!(text.contains("金额：3万元"), "{text}");
    assert!(run(&site, &["--reading"]).1.contains("三万元"));
}
