//! What has expired is nowhere: day by day, in every edition, also while other content does not pass its check.

mod ends;

use crate::drafts::date;
use crate::site::{AFTERS, Item, Opinion, Site, assert_same, found, toml};
use sunshine::calendar::Instant;
use sunshine::pipeline::Now;

/// The days walked through.
const DAYS: u64 = 60;

/// What one item says, so that it can be looked for.
struct Told {
    id: String,
    after: &'static str,
    internal: bool,
    opens: u64,
    public_from: u64,
    /// The first day on which its term is over.
    ends: u64,
    withdrawn: bool,
}

/// Where an item is to be looked for, and whether it may be found.
impl Told {
    fn words(&self) -> [String; 4] {
        ["title", "text", "field", "table"].map(|part| format!("{part}-of-{}.", self.id))
    }

    fn stands(&self, edition: &str, day: u64) -> bool {
        let public = edition == "public";
        let opens = if public { self.public_from } else { self.opens };
        if day < opens || (public && self.internal) {
            return false;
        }
        let over = match self.after {
            _ if self.withdrawn => true,
            "keep" | "archive-public" => false,
            "archive" => public,
            _ => true,
        };
        day < self.ends || !over
    }
}

fn told() -> Vec<Told> {
    let mut all = Vec::new();
    for (n, after) in (0..).zip(AFTERS) {
        for internal in [false, true] {
            let opens = 2 + 3 * n;
            let later = if n % 2 == 0 && !internal { 4 } else { 0 };
            let id = format!("{after}-{}", if internal { "inside" } else { "open" });
            all.push(Told {
                id,
                after,
                internal,
                opens,
                public_from: opens + later,
                ends: 22 + 5 * n + u64::from(internal),
                withdrawn: false,
            });
        }
    }
    for (n, kind) in (0..).zip(["in-error", "superseded", "withdrawn"]) {
        all.push(Told {
            id: kind.to_owned(),
            after: "keep",
            internal: n == 2,
            opens: n,
            public_from: n,
            ends: 13 + 7 * n,
            withdrawn: true,
        });
    }
    all
}

fn item(told: &Told) -> Item {
    let [title, text, field, table] = told.words();
    let file = format!("{}.csv", told.id);
    let mut item = Item::new(&told.id)
        .title(title)
        .entry(told.after)
        .publish(date(told.opens))
        .audience(if told.internal { "internal" } else { "public" })
        .line("result: 已有结果")
        .line(format!(
            "fields:\n  note: {field}\n  window: {{opens: {}, closes: {}}}",
            date(told.opens + 3),
            date(told.opens + 9)
        ))
        .line(format!("attachments: [{{file: {file}, title: 附表}}]"))
        .beside(&file, table)
        .body(format!("{text}\n\n见[长期有效的](standing)。"));
    if told.public_from > told.opens {
        item = item.line(format!("public_from: {}", date(told.public_from)));
    }
    if told.withdrawn {
        let by = if told.id == "superseded" { ", by: standing" } else { "" };
        return item.line(format!("withdrawn: {{date: {}, kind: {}, reason: 原因{by}}}", date(told.ends), told.id));
    }
    item.expires(date(told.ends - 1))
}

/// A site with every way of coming and going, within two months.
pub(crate) fn calendar_site() -> Site {
    let standing = Item::new("standing").body("见[稍后才公开的](keep-open)，并见[已经撤下的](withdrawn-alike)。");
    let alike =
        Item::new("withdrawn-alike").line(format!("withdrawn: {{date: {}, kind: withdrawn, reason: 重复}}", date(5)));
    let site = told().iter().map(item).fold(Site::new().item(standing).item(alike), Site::item);
    OPINIONS.iter().map(opinion).fold(site, Site::opinion)
}

/// What one opinion says: its id, the item that it is about, when it comes, is released, is answered, and when its term
/// is over; whether it is for members only.
type Said = (&'static str, Option<&'static str>, [u64; 4], bool);

const OPINIONS: [Said; 4] = [
    ("op-open", None, [3, 6, 11, 30], false),
    ("op-inside", None, [4, 4, 9, 33], true),
    ("op-about-gone", Some("gone-open"), [18, 18, 20, 58], false),
    ("op-about-inside", Some("keep-inside"), [10, 10, 15, 41], true),
];

fn opinion((id, about, [received, released, answered, over], internal): &Said) -> Opinion {
    let opinion = Opinion::new(id)
        .body(format!("sent-by-{id}."))
        .reply(date(*answered), &format!("answer-to-{id}."))
        .line(format!("received: {}", date(*received)))
        .line(format!("released: {{by: 核准人, date: {}}}", date(*released)))
        .line(format!("expires: {}", date(over - 1)));
    let opinion = if *internal { opinion.line("audience: internal") } else { opinion };
    about.iter().fold(opinion, |opinion, about| opinion.line(format!("about: {about}")))
}

/// Whether the text and the reply of an opinion stand.
fn opinion_stands(
    (_, about, [received, released, answered, over], internal): &Said,
    edition: &str,
    day: u64,
) -> [bool; 2] {
    let public = edition == "public";
    let opens = if public { *released } else { *received };
    // Outside, it goes with its item, and members are told of it as long as it stands.
    let item = about.and_then(|id| told().into_iter().find(|told| told.id == id));
    let known = item.is_none_or(|item| if public { item.stands(edition, day) } else { day >= item.opens });
    let stands = known && !(public && *internal) && (opens..*over).contains(&day);
    [stands, stands && day >= *answered]
}

#[test]
fn day_by_day_nothing_expired_is_anywhere_and_an_incremental_build_is_a_clean_one() {
    let site = calendar_site();
    let kept = site.write();
    for day in 0..DAYS {
        let now = date(day).to_string();
        let fresh = site.write();
        kept.build_clean(&now);
        fresh.build_clean(&now);
        for edition in ["public", "internal"] {
            let tree = kept.tree(edition);
            assert_same(&tree, &fresh.tree(edition), &format!("{edition} on {now}, incremental and clean"));
            for told in told() {
                for word in told.words() {
                    let stands = found(&tree, &word);
                    assert_eq!(stands.is_some(), told.stands(edition, day), "{word} in {edition} on {now}: {stands:?}");
                }
            }
            for said in &OPINIONS {
                let words = [format!("sent-by-{}.", said.0), format!("answer-to-{}.", said.0)];
                for (word, stands) in words.iter().zip(opinion_stands(said, edition, day)) {
                    assert_eq!(found(&tree, word).is_some(), stands, "{word} in {edition} on {now}");
                }
            }
        }
    }
}

#[test]
fn the_next_change_in_a_manifest_is_exact() {
    for edition in ["public", "internal"] {
        let site = calendar_site().toml(&toml(&[(edition, "", "")])).write();
        let pages = || {
            let mut tree = site.tree(edition);
            let manifest = tree.remove("manifest.json").expect("a manifest");
            let next = serde_json::from_slice::<serde_json::Value>(&manifest).expect("JSON")["next_change"]
                .as_str()
                .map(str::to_owned);
            (tree, next)
        };
        let mut outcome = site.build_clean(&date(0).to_string());
        let mut steps = 0;
        // Duties come again for ever: a month past the last term is enough of them.
        let far = outcome.zone.start_of(date(DAYS + 30));
        while let Some(next) = outcome.next_change.filter(|next| *next < far) {
            let (before, written) = pages();
            assert_eq!(written, Some(outcome.zone.rfc3339(next)), "{edition}: the manifest says what the build says");
            site.build_at(Now::At(Instant::from_unix(next.unix() - 1))).expect("a build");
            assert_same(&before, &pages().0, &format!("{edition}: a second before {written:?}"));
            outcome = site.build_at(Now::At(next)).expect("a build");
            assert_ne!(before, pages().0, "{edition}: nothing changed at {written:?}");
            steps += 1;
        }
        assert!(steps > 20, "{edition} changed only {steps} times");
    }
}

/// A good site: one item expires on day 10, two stay, of which only one is beside the first in any list.
fn good() -> Site {
    let brief = Item::new("brief").expires(date(9)).body("brief-text");
    let lasting = Item::new("lasting").body("lasting-text");
    Site::new().item(brief).item(lasting).item(Item::new("third").entry("keep").body("third-text"))
}

/// The same with a mistake in a new item, and other new content.
fn with_a_mistake(site: Site) -> Site {
    let broken = Item::new("broken").line("titel: 写错的键");
    site.item(broken).item(Item::new("fresh").body("fresh-text"))
}

#[test]
fn a_mistake_elsewhere_keeps_no_expired_item_up_and_lets_nothing_new_out() {
    let mut site = good().write();
    site.build_clean(&date(5).to_string());
    site.become_like(&with_a_mistake(good()));
    for day in [6, 11] {
        let now = date(day).to_string();
        assert_eq!(site.run(&["build", "--now", &now]).status.code(), Some(1));
        let clean = good().write();
        clean.build_clean(&now);
        for edition in ["public", "internal"] {
            let tree = site.tree(edition);
            assert_eq!(found(&tree, "brief-text").is_some(), day < 10, "{edition} on {now}");
            assert_eq!(found(&tree, "fresh-text"), None, "{edition} on {now}");
            assert_same(&tree, &clean.tree(edition), &format!("{edition} on {now}"));
        }
    }
}

#[test]
fn a_withdrawal_a_deletion_and_a_narrowing_are_enforced_while_another_item_is_broken() {
    let now = date(6).to_string();
    let lasting = Item::new("lasting").body("lasting-text");
    let withdrawn = lasting.clone().line(format!("withdrawn: {{date: {}, kind: in-error, reason: 误发}}", date(6)));
    let mut deleted = good();
    deleted.files.remove(&lasting.path());
    for (what, less) in [
        ("withdrawn", good().item(withdrawn)),
        ("deleted", deleted),
        ("narrowed", good().item(lasting.clone().audience("internal"))),
        ("shortened", good().item(lasting.expires(date(5)))),
    ] {
        let mut site = good().write();
        site.build_clean(&date(5).to_string());
        site.become_like(&with_a_mistake(less));
        assert_eq!(site.run(&["build", "--now", &now]).status.code(), Some(1));
        let public = site.tree("public");
        assert_eq!(found(&public, "lasting-text"), None, "{what}");
        assert!(found(&public, "third-text").is_some(), "{what}: the rest stands");
        assert_eq!(found(&public, "fresh-text"), None, "{what}");
    }
}

#[test]
fn without_a_last_good_site_the_files_of_what_expired_are_removed() {
    let mut site = good().write();
    site.build_clean(&date(5).to_string());
    std::fs::remove_dir_all(site.root().join(".sunshine")).expect("what builds remember goes");
    site.become_like(&with_a_mistake(good()));
    let now = date(11).to_string();
    assert_eq!(site.run(&["build", "--now", &now]).status.code(), Some(1));
    let public = site.tree("public");
    assert_eq!(found(&public, "brief-text"), None);
    assert!(found(&public, "third-text").is_some(), "a page that never told of it stands");
    site.become_like(&good());
    site.build_clean(&now);
    let clean = good().write();
    clean.build_clean(&now);
    assert_same(&site.tree("public"), &clean.tree("public"), "mended");
}

#[test]
fn what_is_taken_off_on_the_day_of_its_publication_says_so_all_the_same() {
    let off = |id: &str, kind: &str| {
        Item::new(id)
            .title(format!("title-of-{id}"))
            .line(format!("withdrawn: {{date: 2026-06-10, kind: {kind}, reason: 另行公布}}"))
    };
    let site = Site::new()
        .item(off("back", "withdrawn"))
        .item(off("replaced", "superseded, successor: newer"))
        .item(off("slip", "in-error"))
        .item(Item::new("newer"))
        .item(off("later", "withdrawn").line("public_from: 2026-06-10").publish("2026-06-01"))
        .write();
    site.build_clean("2026-06-10");
    assert!(!site.tree("public").contains_key("items/later.html"), "members had it, the public never did");
    assert!(site.tree("internal").contains_key("items/later.html"));
    for edition in ["public", "internal"] {
        let tree = site.tree(edition);
        let page =
            |id: &str| tree.get(&format!("items/{id}.html")).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        assert!(page("back").is_some_and(|page| page.contains("另行公布")), "{edition}");
        assert!(page("replaced").is_some_and(|page| page.contains("newer.html")), "{edition}");
        assert!(page("slip").is_none(), "{edition}");
        assert_eq!(found(&tree, "title-of-"), None, "{edition}");
    }
}
