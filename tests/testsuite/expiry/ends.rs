//! What stands after a term, and what goes with it.

use crate::drafts::date;
use crate::site::{AFTERS, Item, Opinion, Site, found, toml};

#[test]
fn an_edition_makes_what_stands_after_a_term_stricter_for_its_readers_and_never_laxer() {
    // What members and what the public see of an item past its term: all of it, its result, or neither.
    let left = |after: &str, edition: &str| match (after, edition) {
        ("keep" | "archive-public", _) | ("archive", "internal") => 2,
        ("result-only", _) => 1,
        _ => 0,
    };
    let items = |site: Site, after: &&str| {
        let item = Item::new(&format!("of-{after}")).entry(after).expires(date(3)).line(format!("result: 得{after}."));
        site.item(item.body(format!("text-of-{after}.")))
    };
    for on_expiry in AFTERS {
        let line = format!("on_expiry = \"{on_expiry}\"");
        let editions = toml(&[("public", "", &line), ("internal", "", &line)]);
        let site = AFTERS.iter().fold(Site::new(), items).toml(&editions).write();
        site.build_clean(&date(9).to_string());
        for edition in ["public", "internal"] {
            let tree = site.tree(edition);
            for after in AFTERS {
                let most = left(after, edition).min(left(on_expiry, edition));
                let what = format!("{after} in {edition} with {on_expiry}");
                assert_eq!(found(&tree, &format!("text-of-{after}.")).is_some(), most == 2, "{what}: the text");
                assert_eq!(found(&tree, &format!("得{after}.")).is_some(), most >= 1, "{what}: the result");
            }
        }
    }
}

#[test]
fn what_a_page_names_goes_with_it_from_an_old_copy_of_the_page() {
    let named = Item::new("named").entry("keep").title("所指的事项").expires(date(20));
    let standing = Item::new("standing").entry("keep").line("fields: {see: named}");
    let waiting = Opinion::new("waiting").body("waiting-text");
    let released = |opinion: Opinion| {
        let opinion = opinion.line("about: named").line(format!("received: {}", date(1)));
        opinion.line(format!("released: {{by: 核准人, date: {}}}", date(1))).line(format!("expires: {}", date(90)))
    };
    let answered = Opinion::new("answered").body("answered-text").reply(date(2), "reply-text");
    let site = Site::new().item(named).item(standing).opinion(released(waiting)).opinion(released(answered)).write();
    let zone = site.build_clean(&date(9).to_string()).zone;
    let with_it = |day: u64| format!("data-expires=\"{}\"", zone.rfc3339(zone.start_of(date(day))));
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        let page = |path: &str| String::from_utf8(tree[path].clone()).expect("text");
        let link = format!("<a href=\"../items/named.html\" {}>所指的事项</a>", with_it(21));
        assert!(page("items/standing.html").contains(&link), "{edition}: a field");
        let opinions = page("opinions/index.html");
        // Outside, an opinion goes with its item; members go on seeing it without the name of that.
        let own = with_it(if edition == "public" { 21 } else { 91 });
        for anchor in ["opinion-answered", "opinion-waiting"] {
            assert!(opinions.contains(&format!("id=\"{anchor}\" {own}")), "{edition}: {anchor} in {opinions}");
        }
        assert!(opinions.contains(&format!("<li {own}><p class=what>")), "{edition}: what waits in {opinions}");
        assert!(opinions.contains(&format!("<p class=note {}>针对", with_it(21))), "{edition}: the name in {opinions}");
    }
}

#[test]
fn what_is_gone_does_not_come_back_to_be_withdrawn_and_what_was_taken_off_on_its_first_day_was_there() {
    let withdrawn = |id: &str, day: u64| {
        let line = format!("withdrawn: {{date: {}, kind: withdrawn, reason: 原因-{id}}}", date(day));
        Item::new(id).entry("gone").line(line)
    };
    let gone = withdrawn("over-first", 9).expires(date(5));
    let brief = withdrawn("one-day", 3).publish(format!("{} 15:30", date(3)));
    let site = Site::new().item(gone).item(brief).write();
    for (day, over_first, one_day) in [(4, true, true), (7, false, true), (12, false, true)] {
        site.build_clean(&date(day).to_string());
        for edition in ["public", "internal"] {
            let tree = site.tree(edition);
            assert_eq!(tree.contains_key("items/over-first.html"), over_first, "{edition} on day {day}");
            assert_eq!(found(&tree, "原因-one-day").is_some(), one_day, "{edition} on day {day}");
            assert!(found(&tree, "原因-over-first").is_none(), "{edition} on day {day}");
        }
    }
}

#[test]
fn what_is_to_be_withdrawn_ends_then_and_is_told_to_end_soon() {
    let line = format!("withdrawn: {{date: {}, kind: withdrawn, reason: 重复}}", date(12));
    let item = Item::new("off-soon").entry("keep").title("将要撤回的事项").line(line).expires(date(300));
    let site = Site::new().item(item).write();
    for (day, soon) in [(2, false), (9, true)] {
        site.build_clean(&date(day).to_string());
        let tree = site.tree("public");
        let data = String::from_utf8(tree["items.json"].clone()).expect("text");
        assert_eq!(data.contains("\"state\":\"closing\""), soon, "on day {day}: {data}");
        let last = date(11).to_string();
        let page = String::from_utf8(tree["items/off-soon.html"].clone()).expect("text");
        assert!(page.contains(&format!("公开至<time datetime=\"{last}\">")), "on day {day}: {page}");
    }
}
