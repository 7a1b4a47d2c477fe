//! What items and organisations take back is believed also while the catalogue, or the file of an organisation above, is
//! broken.

use super::{became, good, holds, lasting};
use crate::drafts::date;
use crate::site::{Item, Org, Site};

fn below(item: &Item) -> Site {
    let inner = Org::new("inner").at("branch/inner").line("secretary: secretary-name");
    good(&item.clone().at("branch/inner")).org(Org::new("branch").at("branch")).org(inner)
}

type Breaks = fn(Site) -> Site;

/// Each way in which what a site rests on can break, with an item below it.
fn broken() -> [(&'static str, Breaks); 3] {
    [
        ("the catalogue", |site| site.file("catalogue.yaml", "entries: [")),
        ("the organisation above", |site| site.file("content/branch/_org.md", "---\n")),
        ("its own organisation", |site| site.file("content/branch/inner/_org.md", "---\n")),
    ]
}

#[test]
fn a_part_that_was_left_out_takes_its_item_off_the_public_site() {
    let attachment = || lasting().line("attachments: [{file: a.csv, title: 表}]").beside("a.csv", "table-text");
    for (what, before, after) in [
        ("attachment", attachment(), lasting()),
        ("summary", lasting().line("summary: summary-text"), lasting()),
        ("keyword", lasting().line("keywords: [一, keyword-text]"), lasting().line("keywords: [一]")),
        ("field", lasting().line("fields: {note: note-text}"), lasting()),
    ] {
        for (place, breaks) in broken() {
            let site = became(&below(&before), breaks(below(&after)));
            let (public, internal) = (site.tree("public"), site.tree("internal"));
            assert!(!public.contains_key("items/lasting.html"), "{what}, {place}");
            assert!(internal.contains_key("items/lasting.html") && holds(&public, "third-text"), "{what}, {place}");
            let same = became(&below(&before), breaks(below(&before)));
            assert!(holds(&same.tree("public"), "lasting-text"), "{what}, {place}: nothing was taken back");
        }
    }
}

#[test]
fn an_alias_leads_nowhere_and_a_narrower_entry_ends_an_item() {
    let aliased = lasting().line("aliases: [former]");
    let moved = lasting().entry("gone").expires(date(5));
    for (place, breaks) in broken() {
        let site = became(&below(&aliased), breaks(below(&lasting())));
        let public = site.tree("public");
        assert!(!public.contains_key("items/former.html") && holds(&public, "lasting-text"), "{place}");
        let site = became(&below(&lasting()), breaks(below(&moved)));
        assert!(!holds(&site.tree("public"), "lasting-text"), "{place}");
    }
}

#[test]
fn an_organisation_says_no_more_below_a_broken_one_what_it_left_out() {
    let less = || below(&lasting()).org(Org::new("inner").at("branch/inner"));
    for (place, breaks) in &broken()[..2] {
        let site = became(&below(&lasting()), breaks(less()));
        let internal = site.tree("internal");
        assert!(!holds(&internal, "secretary-name") && holds(&internal, "lasting-text"), "{place}");
        let mut gone = below(&lasting());
        gone.files.remove("content/branch/inner/_org.md");
        let site = became(&below(&lasting()), breaks(gone));
        assert!(!holds(&site.tree("internal"), "secretary-name"), "{place}: it is gone");
    }
}
