//! Canaries: a word that stands nowhere else in every internal thing. None may be found in a public tree.

use crate::drafts::files::{KINDS, attachment};
use crate::drafts::typed;
use crate::site::{FORMS, Item, Opinion, Org, Site, Tree, Written, found, toml};
use sha2::{Digest, Sha256};

/// Words for everything internal, by what it is, each made of one letter that marks who may read it, and a number.
#[derive(Default)]
struct Canaries {
    planted: Vec<(String, String)>,
}

impl Canaries {
    /// A new word, for members.
    fn inside(&mut self, what: &str) -> String {
        self.plant('i', what)
    }

    /// A new word, for nobody.
    fn nobody(&mut self, what: &str) -> String {
        self.plant('s', what)
    }

    fn plant(&mut self, mark: char, what: &str) -> String {
        let word = format!("q{mark}zx{:03}", self.planted.len());
        self.planted.push((word.clone(), what.to_owned()));
        word
    }

    /// The word for something.
    fn word(&self, what: &str) -> &str {
        &self.planted.iter().find(|(_, planted)| planted == what).expect("it was planted").0
    }

    fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.planted.iter().map(|(word, what)| (word.as_str(), what.as_str()))
    }
}

fn digests(bytes: &[u8]) -> [String; 2] {
    let sha = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    [sha, blake3::hash(bytes).to_hex().to_string()]
}

struct Planted {
    site: Site,
    canaries: Canaries,
    /// Bytes of which not even a digest may be found outside.
    files: Vec<(&'static str, Vec<u8>)>,
}

fn planted() -> Planted {
    let mut canaries = Canaries::default();
    let mut files: Vec<(&'static str, Vec<u8>)> = Vec::new();
    let c = &mut canaries;
    let mut site = Site::new();

    let hidden = Org::new(&c.inside("id of an internal organisation"))
        .at("hidden")
        .name(&format!("党支部{}", c.inside("name of an internal organisation")))
        .line(format!("short: {}", c.inside("short name of an internal organisation")))
        .line(format!("name_en: {}", c.inside("English name of an internal organisation")))
        .line(format!("secretary: {}", c.inside("secretary of an internal organisation")))
        .line(format!("contact: {{address: {}, phone: {}}}", c.inside("its address"), c.inside("its telephone")))
        .line("audience: internal")
        .body(c.inside("introduction of an internal organisation"));
    let below = Org::new(&c.inside("id of an organisation below an internal one"))
        .at("hidden/below")
        .name(&c.inside("its name"));
    let signers = ["who proposed", "who reviewed", "who approved"].map(|who| c.inside(who));
    let chain: Vec<String> = ["propose", "review", "approve"]
        .iter()
        .zip(&signers)
        .map(|(step, name)| format!("{step}: [{name}, {}]", c.nobody(&format!("another who may {step}"))))
        .collect();
    let open = Org::new("street")
        .line(format!("approvers: {{{}}}", chain.join(", ")))
        .line(format!("exempt: [{{entry: party-dues, reason: {}}}]", c.inside("why nothing is owed")))
        .body(format!("公开的介绍。\n\n::: internal\n{}\n:::", c.inside("passage of an introduction")));
    site = site.org(hidden).org(below).org(open);

    // A public item with every internal part that one can have.
    let table = c.inside("bytes of an internal attachment").into_bytes();
    let picture = crate::scratch::picture(&c.inside("bytes of an internal picture"));
    let name = format!("{}.csv", c.inside("name of an internal attachment"));
    let picture_name = format!("{}.png", c.inside("name of an internal picture"));
    let secret_id = c.inside("id of an internal item");
    let mut typed_fields = String::new();
    for at in 0..typed::TYPES.len() {
        let (open, inside) = (typed::open_name(at), typed::inside_name(at));
        let wrapped = typed::value(at, || c.inside(&format!("part of a wrapped {open}")));
        let own = typed::value(at, || c.inside(&format!("part of {inside}")));
        typed_fields += &format!("\n  {open}: {{audience: internal, value: {wrapped}}}\n  {inside}: {own}");
    }
    let readable = KINDS.map(|kind| {
        let name = format!("{}.{kind}", c.inside(&format!("name of an internal {kind}")));
        (name, attachment(kind, |what| c.inside(&format!("{what} ({kind})"))))
    });
    let listed: String = readable
        .iter()
        .map(|(name, _)| {
            format!("\n  - {{file: {name}, title: {}, audience: internal}}", c.inside("title of a readable file"))
        })
        .collect();
    let mixed = readable.iter().fold(Item::new("mixed"), |item, (name, bytes)| item.beside(name, bytes))
        .at("street")
        .line(format!("internal_reason: {}", c.inside("reason for keeping a part inside")))
        .line(format!("privacy_reason: {}", c.nobody("reason for accepting what members see")))
        .approvers([&signers[0], &signers[1], &signers[2]])
        .line(format!("attachments:\n  - {{file: {name}, title: {}, audience: internal}}\n  - {{file: open.csv, title: 公开附表}}{listed}", c.inside("title of an internal attachment")))
        .line(format!("fields:\n  note: {{audience: internal, value: {}}}\n  secret: {}\n  inside: {secret_id}{typed_fields}", c.inside("wrapped internal field"), c.inside("internal field")))
        .beside(&name, &table)
        .beside(&picture_name, &picture)
        .beside("open.csv", "公开,附表")
        .body(format!(
            "公开的话[^1]。\n\n::: internal\n{}\n\n## {}\n\n见[{}]({secret_id} \"{}\")，见[{}](https://{}.example)。![{}]({picture_name})\n\n[^1]: {}\n:::\n\n公开的结尾。",
            c.inside("internal passage"), c.inside("heading within"), c.inside("words of a link"), c.inside("title of a link"), c.inside("words of a link out"),
            c.inside("address of a link out"), c.inside("words of a picture"), c.inside("footnote within"),
        ));
    files.extend(readable.into_iter().map(|(_, bytes)| ("a readable internal attachment", bytes)));
    files.extend([
        ("an internal attachment", table),
        ("an internal picture", picture),
        ("the whole text of a public item", mixed.text().into_bytes()),
    ]);

    let lapsed = every_part("inside", &mut |what| c.inside(what), &secret_id);
    let withdrawn = Item::new(&c.inside("id of a withdrawn internal item")).audience("internal").line(format!(
        "withdrawn: {{date: 2026-03-01, kind: withdrawn, reason: {}}}",
        c.inside("reason of a withdrawal inside")
    ));
    let replaced =
        Item::new("replaced").line(format!("withdrawn: {{date: 2026-03-01, kind: superseded, by: {secret_id}}}"));
    let in_hidden = Item::new(&c.inside("id of an item of an internal organisation"))
        .at("hidden")
        .audience("internal")
        .title(c.inside("its title"));
    let later = Item::new("later")
        .line("public_from: 2026-12-01")
        .title(c.inside("title of an item that the public may see later"))
        .body(c.inside("its text"));
    let archived = Item::new(&c.inside("id of an archived internal item"))
        .audience("internal")
        .entry("archive")
        .expires("2026-02-01")
        .title(c.inside("its title"));
    let public_archived = Item::new("archived")
        .entry("archive")
        .expires("2026-02-01")
        .title(c.inside("title of an item archived for members"))
        .body(c.inside("its text"));

    let particular_id = c.nobody("id of an item for particular persons");
    let particular = every_part("nobody", &mut |what| c.nobody(what), &particular_id).audience("specific");
    let in_error = Item::new(&c.nobody("id of an item published in error"))
        .title(c.nobody("its title"))
        .line(format!("withdrawn: {{date: 2026-03-01, kind: in-error, reason: {}}}", c.nobody("its reason")));
    let scheduled = Item::new(&c.nobody("id of a scheduled item"))
        .publish("2027-01-01")
        .title(c.nobody("its title"))
        .body(c.nobody("its text"));

    let sent = Opinion::new("sent")
        .line("audience: internal")
        .line("reply_audience: public")
        .line(format!("title: {}", c.inside("title of an internal opinion with a public reply")))
        .line(format!(
            "from: {{kind: member, name: {}, contact: {}}}",
            c.nobody("name of a sender"),
            c.nobody("contact of a sender")
        ))
        .line(format!("forwarded: {{date: 2026-01-02, to: {}}}", c.inside("to whom an opinion was passed on")))
        .line(format!("released: {{by: {}, date: 2026-01-09}}", c.inside("who released an opinion")))
        .body(c.inside("text of an internal opinion with a public reply"))
        .reply("2026-01-05", "公开的答复");
    let told = Opinion::new("told")
        .line("reply_audience: internal")
        .line("about: mixed")
        .body("公开的意见")
        .reply("2026-01-05", &c.inside("internal reply to a public opinion"));
    let about_inside = Opinion::new(&c.inside("id of an opinion about an internal item"))
        .line(format!("about: {secret_id}"))
        .line("audience: internal")
        .body(c.inside("text of an opinion about an internal item"));
    let unanswered = Opinion::new(&c.inside("id of an internal opinion"))
        .line("audience: internal")
        .body(c.inside("text of an internal opinion"));
    let of_hidden = Opinion::new(&c.inside("id of an opinion of an internal organisation"))
        .at("hidden")
        .line("audience: internal")
        .body(c.inside("its text"));
    let private = Opinion::new(&c.nobody("id of an opinion for particular persons"))
        .line("audience: specific")
        .body(c.nobody("its text"));
    for opinion in [sent, told, about_inside, unanswered, of_hidden, private] {
        site = site.opinion(opinion);
    }

    for item in [&lapsed, &particular] {
        files.push(("an internal item", item.text().into_bytes()));
        files.extend(item.beside.iter().map(|(_, bytes)| ("a file of an internal item", bytes.clone())));
    }
    for item in [
        mixed,
        lapsed,
        withdrawn,
        replaced,
        in_hidden,
        later,
        archived,
        public_archived,
        particular,
        in_error,
        scheduled,
    ] {
        site = site.item(item);
    }
    // A screen that is told of what its readers may not see does not show it.
    let pinned = toml(&FORMS).replace("item-0", &secret_id).replace("item-1", "mixed");
    Planted { site: site.toml(&pinned), canaries, files }
}

/// An internal item with a word in each of its parts.
fn every_part(who: &str, word: &mut dyn FnMut(&str) -> String, id: &str) -> Item {
    let mut word = |what: &str| word(&format!("{what} ({who})"));
    let mut typed_fields = String::new();
    for at in 0..typed::TYPES.len() {
        for name in [typed::open_name(at), typed::inside_name(at)] {
            typed_fields += &format!("\n  {name}: {}", typed::value(at, || word(&format!("part of {name}"))));
        }
    }
    let readable = KINDS.map(|kind| {
        let name = format!("{}.{kind}", word(&format!("name of a {kind}")));
        let title = word(&format!("title of a {kind}"));
        (name, title, attachment(kind, |what| word(&format!("{what} ({kind})"))))
    });
    let listed: String =
        readable.iter().map(|(name, title, _)| format!(", {{file: {name}, title: {title}}}")).collect();
    let (table, picture) = (format!("{}.csv", word("attachment's name")), format!("{}.png", word("picture's name")));
    readable
        .iter()
        .fold(Item::new(id), |item, (name, _, bytes)| item.beside(name, bytes))
        .audience("internal")
        .line(format!("internal_reason: {}", word("reason for keeping it inside")))
        .line(format!("term_reason: {}", word("reason for its term")))
        .title(word("title"))
        .expires("2026-09-30")
        .approvers([&word("who proposed"), &word("who reviewed"), &word("who approved")])
        .line(format!("aliases: [{}]", word("alias")))
        .line(format!("responsible: {}", word("responsible")))
        .line(format!("document: {}〔2026〕12号", "党委"))
        .line(format!("summary: {}", word("summary")))
        .line(format!("keywords: [{}]", word("keyword")))
        .line(format!("changes: [{{date: 2026-02-02, note: {}}}]", word("note on a change")))
        .line(format!(
            "fields:\n  note: {}\n  secret: {}\n  window: {{opens: 2026-05-01, closes: 2026-06-01}}{typed_fields}",
            word("field"),
            word("internal field")
        ))
        .line(format!("attachments: [{{file: {table}, title: {}}}{listed}]", word("attachment's title")))
        .beside(&table, word("attachment's bytes"))
        .beside(&picture, crate::scratch::picture(&word("picture's bytes")))
        .body(format!("{}\n\n## {}\n\n![{}]({picture})", word("text"), word("heading"), word("picture's words")))
}

const NOW: &str = "2026-06-15";

/// The trees of every form for an audience, by edition.
fn trees(site: &Written, audience: &str) -> Vec<(&'static str, Tree)> {
    let forms = FORMS.into_iter().filter(|(name, ..)| name.starts_with(audience));
    forms.map(|(name, ..)| (name, site.tree(name))).collect()
}

#[test]
fn no_word_of_anything_internal_is_in_a_public_tree() {
    let planted = planted();
    let site = planted.site.write();
    site.build_clean(NOW);
    let public = site.tree("public");
    for words in ["公开的结尾", "公开附表", "公开的答复", "公开的意见"] {
        assert!(found(&public, words).is_some(), "{words}: the public part is there");
    }
    for (edition, tree) in trees(&site, "public") {
        assert!(found(&tree, "mixed").is_some(), "{edition}: the public item is there");
        for (word, what) in planted.canaries.all() {
            assert_eq!(found(&tree, word), None, "the {what} is outside, in {edition}");
            assert_eq!(found(&tree, &word.to_uppercase()), None, "the {what} is outside, in capitals, in {edition}");
        }
    }
}

#[test]
fn no_digest_of_an_internal_file_is_in_a_public_tree() {
    let planted = planted();
    let site = planted.site.write();
    site.build_clean(NOW);
    let internal = site.tree("internal");
    for (edition, tree) in trees(&site, "public") {
        for (what, bytes) in &planted.files {
            for digest in digests(bytes) {
                assert_eq!(found(&tree, &digest), None, "a digest of {what} is outside, in {edition}");
            }
        }
    }
    let (_, bytes) = planted.files.first().expect("a file");
    let attachment = &digests(bytes)[0];
    assert!(found(&internal, attachment).is_some(), "inside, an attachment's digest is shown: the test can fail");
}

#[test]
fn members_find_every_internal_word_and_no_word_for_particular_persons() {
    let planted = planted();
    let site = planted.site.write();
    site.build_clean(NOW);
    let inside = trees(&site, "internal");
    for (word, what) in planted.canaries.all().filter(|(word, _)| word.starts_with("qi")) {
        let shown = inside.iter().any(|(_, tree)| found(tree, word).is_some());
        assert!(shown, "the {what} is nowhere inside: the test could not fail");
    }
    for (edition, tree) in inside {
        for (word, what) in planted.canaries.all().filter(|(word, _)| word.starts_with("qs")) {
            assert_eq!(found(&tree, word), None, "the {what} is in no site, and not in {edition}");
        }
        for what in ["title (inside)", "title of an item archived for members"] {
            let word = planted.canaries.word(what);
            let shown = found(&tree, word).is_some();
            // What is past stands in lists that only a website has.
            assert_eq!(shown, what == "title (inside)" || edition == "internal", "{edition} and the {what}");
        }
    }
}
