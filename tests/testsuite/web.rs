//! What a website has beside its pages: what servers are told, calendars, ways to answer, and the policy of each page.

use crate::scratch::read_text;
use crate::site::{Item, Org, ROOT, Site, Tree, assert_same, read_tree, toml};
use sunshine::pipeline::{self, Now};

pub(crate) fn site() -> Site {
    Site::new()
        .item(Item::new("long").publish("2026-01-10").expires("2026-12-31"))
        .item(Item::new("over").entry("gone").publish("2026-01-10").expires("2026-02-10"))
        .item(Item::new("inside").audience("internal").publish("2026-01-10").expires("2026-11-30"))
        .item(Item::new("inside-over").entry("gone").audience("internal").publish("2026-01-10").expires("2026-02-10"))
        .item(
            Item::new("asked")
                .entry("archive-public")
                .publish("2026-03-01")
                .expires("2026-06-30")
                .line("fields: {window: {opens: 2026-03-02, closes: 2026-03-20}}"),
        )
}

fn text(tree: &Tree, path: &str) -> String {
    String::from_utf8(tree.get(path).unwrap_or_else(|| panic!("{path} among {:?}", tree.keys())).clone())
        .expect("UTF-8")
}

#[test]
fn servers_are_told_terms_what_is_gone_and_who_comes_in() {
    let written = site().write();
    written.build_clean("2026-03-10");
    let server = |edition: &str| read_tree(&written.root().join(".sunshine/server").join(edition));
    let (public, internal) = (server("public"), server("internal"));
    // The public's website is the first of their common host, and holds its block.
    assert_eq!(
        public.keys().map(String::as_str).collect::<Vec<_>>(),
        ["Caddyfile", "Caddyfile.part", "_headers", "nginx.conf", "nginx.location"]
    );
    assert_eq!(
        internal.keys().map(String::as_str).collect::<Vec<_>>(),
        ["Caddyfile.part", "nginx.conf", "nginx.location"]
    );
    assert_eq!(text(&public, "nginx.conf").matches("server_name dangwu.example;").count(), 1);
    assert!(!text(&internal, "nginx.conf").contains("server {"));
    assert_eq!(text(&public, "Caddyfile").matches("https://dangwu.example {").count(), 1);
    // The next change is the end of the window's last day, at +08:00.
    for (name, expires) in [
        ("nginx", "default \"Fri, 20 Mar 2026 16:00:00 GMT\";"),
        ("Caddyfile.part", "Expires \"Fri, 20 Mar 2026 16:00:00 GMT\""),
        ("_headers", "Expires: Fri, 20 Mar 2026 16:00:00 GMT"),
    ] {
        let text = match name {
            "nginx" => text(&public, "nginx.conf") + &text(&public, "nginx.location"),
            name => text(&public, name),
        };
        for wanted in [
            expires,
            "frame-ancestors 'none'",
            "nosniff",
            "Referrer-Policy",
            "Permissions-Policy",
            "Cross-Origin-Opener-Policy",
            "immutable",
            "unavailable_after: 31 Dec 2026 16:00:00 GMT",
        ] {
            assert!(text.contains(wanted), "{wanted} in {name}:\n{text}");
        }
        assert!(!text.contains("inside"), "{name} names what is internal:\n{text}");
    }
    let nginx = text(&public, "nginx.conf") + &text(&public, "nginx.location");
    assert!(nginx.contains("\"/public/items/over.html\" \"1\";") && nginx.contains("return 410"), "{nginx}");
    assert!(!nginx.contains("deny all"));
    assert!(text(&public, "Caddyfile.part").contains("@gone path \"/public/items/over.html\"\n\t\terror @gone 410"));
    let nginx = text(&internal, "nginx.conf") + &text(&internal, "nginx.location");
    assert!(nginx.contains("deny all;") && nginx.contains("noindex, nofollow"));
    assert!(!nginx.contains("inside-over"), "whoever is not let in would be told what stood there: {nginx}");
    assert!(!nginx.contains("unavailable_after"));
    assert!(text(&internal, "Caddyfile.part").contains("error @outside 403"));
    for edition in ["public", "internal"] {
        assert!(
            written
                .tree(edition)
                .keys()
                .all(|path| !path.contains("nginx") && !path.contains("Caddy") && path != "_headers")
        );
    }
}

#[test]
fn a_file_with_more_rules_than_one_host_reads_says_so() {
    for (items, says) in [(98, false), (99, true)] {
        let item = |n| Item::new(&format!("i{n}")).expires("2026-12-31");
        let written = (0..items).map(item).fold(Site::new(), Site::item).write();
        written.build_clean("2026-03-10");
        let headers = read_text(&written.root().join(".sunshine/server/public/_headers"));
        assert_eq!(headers.lines().filter(|line| line.starts_with('/')).count(), items + 2);
        assert_eq!(headers.contains("reads the first 100 rules"), says, "{headers}");
    }
}

#[test]
fn an_edition_may_let_copies_stand_until_it_changes_next() {
    let cached = |name| (name, "", "cache = \"until-next-change\"");
    let written = site().toml(&toml(&[cached("public"), cached("internal"), ("public-asked", "", "")])).write();
    written.build_clean("2026-03-10");
    let server = |edition: &str| read_tree(&written.root().join(".sunshine/server").join(edition));
    let (window, duty) = ("Fri, 20 Mar 2026 16:00:00 GMT", "Fri, 13 Mar 2026 16:00:00 GMT");
    for (edition, keeps, next) in
        [("public", "public", window), ("internal", "private", duty), ("public-asked", "no-cache", window)]
    {
        let files = server(edition);
        let nginx = text(&files, "nginx.conf");
        assert!(nginx.contains(&format!("default \"{keeps}\";")) && nginx.contains(next), "{edition}: {nginx}");
        let caddy = text(&files, "Caddyfile.part");
        assert!(caddy.contains(&format!("Cache-Control \"{keeps}\"")) && caddy.contains(next), "{edition}: {caddy}");
        assert_eq!(nginx.contains("no-cache"), keeps == "no-cache");
    }
    let headers = text(&server("public"), "_headers");
    assert!(headers.contains("  Cache-Control: public\n  Expires: Fri, 20 Mar"), "{headers}");
    assert!(!text(&server("public-asked"), "_headers").contains("Cache-Control: public\n"));
    // Where nothing is known to change, nobody knows how long a copy is good.
    let quiet = Site::new().toml(&toml(&[cached("public")])).item(Item::new("a")).write();
    quiet.build_clean("2026-03-10");
    let nginx = text(&read_tree(&quiet.root().join(".sunshine/server/public")), "nginx.conf");
    assert!(nginx.contains("default \"no-cache\";"), "{nginx}");
}

#[test]
fn what_servers_are_told_depends_on_the_instant_alone_and_goes_with_the_edition() {
    let (twice, once) = (site().write(), site().write());
    for now in ["2026-01-20", "2026-02-20", "2026-03-10"] {
        twice.build_clean(now);
    }
    once.build_clean("2026-03-10");
    let server = |of: &crate::site::Written| read_tree(&of.root().join(".sunshine/server"));
    assert_same(&server(&twice), &server(&once), "incremental and clean");
    let mut twice = twice;
    twice.become_like(&site().toml(&toml(&[("public", "", "")])));
    twice.build_clean("2026-03-10");
    assert!(server(&twice).keys().all(|path| path.starts_with("public/")));
    pipeline::clean(twice.root()).expect("it is ours");
    assert!(server(&twice).is_empty());
    assert!(once.build_at(Now::Written(sunshine::calendar::parse_moment("2026-03-10").unwrap())).is_ok());
}

#[test]
fn without_what_is_internal_servers_of_the_public_are_told_the_same() {
    let mut without = site();
    without.files.retain(|path, _| !path.contains("inside"));
    let (with, without) = (site().write(), without.write());
    for written in [&with, &without] {
        written.build_clean("2026-03-10");
    }
    let server = |of: &crate::site::Written| read_tree(&of.root().join(".sunshine/server/public"));
    assert_same(&server(&with), &server(&without), "the public's servers");
}

#[test]
fn a_calendar_has_open_windows_and_terms_in_their_last_days() {
    let written = site().write();
    written.build_clean("2026-03-10");
    let calendar = text(&written.tree("public"), "calendar.ics");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1, "{calendar}");
    assert!(calendar.contains("UID:asked.window@dangwu.example") && calendar.contains("DTSTART;VALUE=DATE:20260320"));
    assert!(text(&written.tree("public"), "categories/routine-affairs/calendar.ics").contains("asked.window"));
    assert!(text(&written.tree("public"), &format!("organisations/{ROOT}/calendar.ics")).contains("asked.window"));
    written.build_clean("2026-03-21");
    assert!(!text(&written.tree("public"), "calendar.ics").contains("VEVENT"), "the window is over");
    written.build_clean("2026-11-25");
    let calendar = text(&written.tree("internal"), "calendar.ics");
    assert!(calendar.contains("UID:inside.term@") && !calendar.contains("UID:long.term@"), "{calendar}");
}

#[test]
fn an_item_is_answered_as_its_edition_says_and_nothing_is_sent_where_none_does() {
    let form = "opinions = \"https://dangwu.example/say\"";
    let written = site()
        .toml(&toml(&[
            ("public", "", ""),
            ("public-form", "", form),
            ("public-mail", "", "opinions = \"mailto:say@dangwu.example\""),
            ("internal", "", "opinions = \"paper\"\n\n[site.contact]\nemail = \"say@dangwu.example\""),
        ]))
        .write();
    written.build_clean("2026-03-10");
    let page = |edition: &str| text(&written.tree(edition), "items/long.html");
    let none = page("public");
    assert!(none.contains("form-action 'self'\"") && !none.contains("method=post") && !none.contains("意见表"));
    let form = page("public-form");
    assert!(form.contains("form-action 'self' https://dangwu.example/say\""), "{form}");
    assert!(form.contains("action=\"https://dangwu.example/say\"") && form.contains("name=website"), "{form}");
    assert!(page("public-mail").contains("mailto:say@dangwu.example?subject=%E6%84%8F"));
    assert!(page("internal").contains("意见表") && !page("internal").contains("method=post"));
    written.build_clean("2026-07-10");
    let past = text(&written.tree("public-form"), "items/asked.html");
    assert!(!past.contains("method=post"), "what is past is no longer answered");
}

#[test]
fn each_telephone_of_an_office_is_dialled_by_itself_and_nothing_else_is() {
    let phone = "contact: {phone: \"0000-8800100、8800200，总机转801\"}";
    let site = Site::new().org(Org::new("b1").line(phone)).item(Item::new("a").at("b1")).write();
    site.build_clean("2026-07-01");
    let page = text(&site.tree("public"), "organisations/b1/index.html");
    let calls: Vec<&str> = page.split("tel:").skip(1).filter_map(|rest| rest.split(['"', '>', ' ']).next()).collect();
    assert_eq!(calls, ["00008800100", "8800200"]);
    assert!(page.contains("总机转801"), "{page}");
}

#[test]
fn the_days_of_an_item_stand_in_order() {
    let written = Site::new()
        .item(
            Item::new("a")
                .publish("2026-03-01")
                .expires("2026-12-31")
                .line("updated: 2026-05-02")
                .line("changes: [{date: 2026-04-01, note: 更正了一个数}]"),
        )
        .item(Item::new("plain").publish("2026-03-01"))
        .write();
    written.build_clean("2026-06-01");
    let page = text(&written.tree("public"), "items/a.html");
    let history = &page[page.find("公开历程").expect("a time line")..];
    let places: Vec<usize> = ["2026-03-01", "2026-04-01", "更正了一个数", "2026-05-02", "2026-12-31"]
        .map(|word| history.find(word).unwrap_or_else(|| panic!("{word} in {history}")))
        .into();
    assert!(places.is_sorted(), "{history}");
    assert!(!text(&written.tree("public"), "items/plain.html").contains("公开历程"));
}

#[test]
fn every_page_has_its_policy_before_anything_that_loads_and_nothing_inline() {
    let form = |channel: &str| format!("channel = \"{channel}\"");
    let editions: Vec<(String, String)> = ["web", "kiosk", "screen", "board"]
        .iter()
        .flat_map(|channel| {
            [(format!("public-{channel}"), form(channel)), (format!("internal-{channel}"), form(channel))]
        })
        .collect();
    let rows: Vec<(&str, &str, &str)> = editions.iter().map(|(name, more)| (&**name, "", &**more)).collect();
    let written = site().toml(&toml(&rows)).write();
    written.build_clean("2026-03-10");
    let mut seen = 0;
    for (edition, _) in &editions {
        for (path, bytes) in written.tree(edition).iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = String::from_utf8_lossy(bytes);
            let policy = page.find("Content-Security-Policy").unwrap_or_else(|| panic!("{edition} {path}"));
            for loads in ["<link", "<script", "http-equiv=refresh"] {
                assert!(page.find(loads).is_none_or(|at| at > policy), "{edition} {path}: {loads}");
            }
            for inline in [" style=", "<style", "<script>", " onclick=", "javascript:", "unsafe-inline"] {
                assert!(!page.contains(inline), "{edition} {path}: {inline}");
            }
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}
