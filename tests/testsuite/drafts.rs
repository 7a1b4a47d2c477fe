//! Registers drawn by chance for property tests, and how they are written down: whole, or without what an
//! edition's readers may not see.

mod draw;
pub(crate) mod files;
mod opinions;
mod texts;
pub(crate) mod typed;

pub(crate) use draw::{draft, organisation, register};
pub(crate) use opinions::{OpinionDraft, opinion};

use crate::site::{AFTERS, FORMS, Item, Org, Site, catalogue, toml};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;
use texts::{hidden_text, open_text};

/// A register, drawn by chance; [`Drawn::site`] makes a sound one of it.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    pub(crate) orgs: Vec<OrgDraft>,
    pub(crate) items: Vec<Draft>,
    pub(crate) opinions: Vec<OpinionDraft>,
    /// The day of the build.
    pub(crate) day: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct OrgDraft {
    pub(crate) above: usize,
    pub(crate) internal: bool,
    pub(crate) name: u8,
    passage: bool,
    secretary: bool,
    contact: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Draft {
    org: usize,
    audience: Audience,
    after: usize,
    publish: u64,
    term: Option<u64>,
    public_from: Option<u64>,
    /// Kind, days after publication, by which item.
    withdrawn: Option<(usize, u64, usize)>,
    within: Option<usize>,
    alias: bool,
    /// Internal or not, which kind of text, which item it names.
    passages: Vec<(bool, usize, usize)>,
    note: Option<bool>,
    secret: bool,
    see: Option<usize>,
    inside: Option<usize>,
    /// Opens, lasts, internal.
    window: Option<(u64, u64, bool)>,
    /// Which type of field, and for whom.
    typed: Vec<(usize, FieldFor)>,
    /// Internal or not, and of which kind.
    attachments: Vec<(bool, usize)>,
    picture: Option<bool>,
    /// `reviewed`, `term_reason`, and those that only members see: `internal_reason`, `privacy_reason`.
    said: [bool; 5],
    /// Which earlier item it follows.
    follows: Option<usize>,
}

/// For whom a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FieldFor {
    Everybody,
    /// Members, as its item says.
    MembersHere,
    /// Members, as the catalogue says.
    Members,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Audience {
    Public,
    Internal,
    Specific,
}

/// For whom a register is written down, and so what is hidden from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Citizens: every internal thing is hidden.
    Public,
    /// Members, in the edition of one organisation.
    Scoped,
}

/// The date that many days into 2026.
pub(crate) fn date(day: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date") + Days::new(day)
}

/// The entry of [`AFTERS`] that comes every quarter in a register, and the one that stands always.
const PERIODIC: &str = "archive";
const FIXED: &str = "keep";

/// The catalogue of [`Site::new`] with those two, so that there are duties that a register keeps or does not.
fn owed() -> String {
    let told = |text: &str, entry: &str, tier: &str| {
        let entry = format!("    zh: 期满{entry}\n    tier: ");
        text.replace(&format!("{entry}ad-hoc\n"), &format!("{entry}{tier}\n"))
    };
    let text = told(&catalogue(), PERIODIC, "periodic\n    every: quarter\n    due: 10wd");
    told(&text, FIXED, "fixed\n    review: 3 months")
}

impl Drawn {
    /// Its site for these readers, and with `without_hidden` the same without all that they may not see.
    pub(crate) fn site(&self, readers: Readers, without_hidden: bool) -> Site {
        let scope = self.org_id(self.scope());
        let mut site = Site::new().toml(&toml(&self.editions(readers, &scope))).file("catalogue.yaml", owed());
        for at in (1..=self.orgs.len()).filter(|at| !(without_hidden && self.org_is_hidden(*at, readers))) {
            site = site.org(self.org(at, readers, without_hidden));
        }
        for at in (0..self.items.len()).filter(|at| !(without_hidden && self.is_hidden(*at, readers))) {
            site = site.item(self.item(at, readers, without_hidden));
        }
        for at in 0..self.opinions.len() {
            if let Some((path, text)) = self.opinion(at, readers, without_hidden) {
                site = site.file(&path, text);
            }
        }
        site
    }

    /// The editions for these readers: websites, and every other form; of citizens', those of every other register are of one
    /// organisation.
    fn editions<'s>(&self, readers: Readers, scope: &'s str) -> Vec<(&'static str, &'s str, &'static str)> {
        match readers {
            Readers::Public => {
                let part = if self.day.is_multiple_of(2) { scope } else { "" };
                let shows = if self.day.is_multiple_of(3) {
                    "on_expiry = \"result-only\""
                } else {
                    "on_expiry = \"result-only\"\nshow_duties = true"
                };
                let forms = FORMS.into_iter().filter(|(name, ..)| name.starts_with("public"));
                forms
                    .map(|(name, _, more)| (name, if name == "public" { "" } else { part }, more))
                    .chain([("public-part", scope, shows)])
                    .collect()
            }
            Readers::Scoped => {
                let forms = FORMS.into_iter().filter(|(name, ..)| name.starts_with("internal"));
                forms.map(|(name, _, more)| (name, scope, more)).collect()
            }
        }
    }

    // Organisations: 0 is the root; 1.. are `orgs`, each below one before it, on at most three levels.

    fn above(&self, org: usize) -> usize {
        let above = self.orgs[org - 1].above % org;
        if self.line(above).len() > 2 { 0 } else { above }
    }

    /// An organisation and those above it, up to the root.
    fn line(&self, org: usize) -> Vec<usize> {
        let mut line = vec![org];
        while let Some(at) = line.last().copied().filter(|at| *at > 0) {
            line.push(self.above(at));
        }
        line
    }

    fn org_is_internal(&self, org: usize) -> bool {
        self.line(org).into_iter().any(|at| at > 0 && self.orgs[at - 1].internal)
    }

    fn org_id(&self, org: usize) -> String {
        if org == 0 { "root".to_owned() } else { format!("org-{org}") }
    }

    fn org_folder(&self, org: usize) -> String {
        let mut folders: Vec<String> =
            self.line(org).into_iter().filter(|at| *at > 0).map(|at| self.org_id(at)).collect();
        folders.reverse();
        folders.join("/")
    }

    /// The organisation of the scoped edition: the first below the root that the public may know of.
    fn scope(&self) -> usize {
        (1..=self.orgs.len()).find(|at| !self.org_is_internal(*at)).unwrap_or(0)
    }

    fn org(&self, at: usize, readers: Readers, without_hidden: bool) -> Org {
        let draft = &self.orgs[at - 1];
        let mut org = Org::new(&self.org_id(at)).at(&self.org_folder(at)).line(format!("order: {}", 9 - at));
        if draft.internal {
            org = org.line("audience: internal");
        }
        if draft.name > 0 {
            org = org
                .name(&format!("中共第{}支部", draft.name))
                .line(format!("short: 第{0}支部\nname_en: Branch {0}", draft.name));
        }
        if draft.secretary {
            org = org.line("secretary: 沈知行\nfounded: 2026-02-01");
        }
        if draft.contact {
            org = org.line(
                "contact: {address: 湖畔路1号, hours: 工作日}\noffice_phones: [0000-8800201]\ndissolved: 2026-09-01",
            );
        }
        let secret = draft.passage && !(without_hidden && readers == Readers::Public);
        // Members alone read why something is not owed.
        let reason = if secret { "上级统一公开" } else { "无" };
        let org = org.line(format!("exempt: [{{entry: party-dues, reason: {reason}}}]"));
        org.body(if secret { "介绍\n\n::: internal\n密\n:::\n\n完" } else { "介绍\n\n完" })
    }

    fn org_is_hidden(&self, org: usize, readers: Readers) -> bool {
        match readers {
            Readers::Public => self.org_is_internal(org),
            Readers::Scoped => !self.line(org).contains(&self.scope()) && !self.line(self.scope()).contains(&org),
        }
    }

    // Items.

    fn org_of(&self, item: usize) -> usize {
        self.items[item].org % (self.orgs.len() + 1)
    }

    fn audience(&self, item: usize) -> Audience {
        match self.items[item].audience {
            Audience::Public if self.org_is_internal(self.org_of(item)) => Audience::Internal,
            other => other,
        }
    }

    fn within(&self, item: usize) -> Option<usize> {
        let within = self.items[item].within? % (self.orgs.len() + 1);
        (self.audience(item) == Audience::Internal).then_some(within)
    }

    fn is_hidden(&self, item: usize, readers: Readers) -> bool {
        match readers {
            Readers::Public => self.audience(item) != Audience::Public,
            Readers::Scoped => {
                let outside = !self.line(self.org_of(item)).contains(&self.scope());
                let elsewhere = self.within(item).is_some_and(|within| !self.line(self.scope()).contains(&within));
                outside || elsewhere || self.audience(item) == Audience::Specific
            }
        }
    }

    /// The id of the item that another names; none where that would be a finding, or where the name would be
    /// visible to readers to whom the item is not.
    fn named(&self, from: usize, to: usize, inside: bool, readers: Readers) -> Option<String> {
        let to = to % self.items.len();
        let public = self.audience(from) == Audience::Public;
        let allowed = inside || !public || self.audience(to) == Audience::Public;
        let seen = match readers {
            Readers::Public => true,
            Readers::Scoped => self.is_hidden(from, readers) || !self.is_hidden(to, readers),
        };
        (to != from && allowed && seen).then(|| format!("item-{to}"))
    }

    fn item(&self, at: usize, readers: Readers, without_hidden: bool) -> Item {
        let draft = &self.items[at];
        let bare = without_hidden && readers == Readers::Public;
        let audience = self.audience(at);
        let mut item = Item::new(&format!("item-{at}"))
            .at(&self.org_folder(self.org_of(at)))
            .entry(AFTERS[draft.after])
            .audience(match audience {
                Audience::Public => "public",
                Audience::Internal => "internal",
                Audience::Specific => "specific",
            })
            .publish(date(draft.publish))
            .line("result: 已办结");
        if AFTERS[draft.after] == PERIODIC {
            item = item.line(format!("period: {}", ["2026-Q1", "2026-Q2", "2026-Q3"][at % 3]));
        }
        let last = draft.publish + draft.term.unwrap_or(400);
        if draft.term.is_some() {
            item = item.expires(date(last));
        }
        if let Some(later) = draft.public_from {
            item = item.line(format!("public_from: {}", date((draft.publish + later).min(last))));
        }
        if let Some(within) = self.within(at) {
            item = item.line(format!("within: {}", self.org_id(within)));
        }
        if draft.alias {
            item = item.line(format!("aliases: [former-{at}]"));
        }
        for (said, line) in draft.said.into_iter().zip([
            format!("reviewed: {}", date(draft.publish + 5)),
            "term_reason: 群众关注".to_owned(),
            "internal_reason: 密".to_owned(),
            "privacy_reason: 密".to_owned(),
        ]) {
            if said && !(bare && line.ends_with('密')) {
                item = item.line(line);
            }
        }
        if draft.said[4] && !bare {
            item = item.approvers(["密甲", "密乙", "密丙"]);
        }
        if let Some(line) = self.withdrawal(at, readers, bare) {
            item = item.line(line);
        }
        if let Some(line) = self.follows(at, readers, bare) {
            item = item.line(line);
        }
        item = self.fields(item, at, readers, bare);
        item = files::beside(item, draft, bare, audience);
        let passages = draft.passages.iter().filter(|(internal, ..)| !(bare && *internal));
        let text = passages.map(|(internal, kind, to)| match internal {
            true => format!("::: internal\n{}\n:::", hidden_text(*kind, self.named(at, *to, true, readers))),
            false => open_text(*kind, self.named(at, *to, false, readers)),
        });
        let pictures = draft.picture.filter(|internal| !(bare && *internal)).map(|internal| match internal {
            true => "::: internal\n![图](map.png)\n:::".to_owned(),
            false => "![图](map.png)".to_owned(),
        });
        item.body(text.chain(pictures).collect::<Vec<_>>().join("\n\n"))
    }

    /// What it follows, whoever may read that; left out where it is not there.
    fn follows(&self, at: usize, readers: Readers, bare: bool) -> Option<String> {
        let before = self.items[at].follows?.checked_rem(at)?;
        let id = self.named(at, before, true, readers).filter(|_| !(bare && self.is_hidden(before, readers)))?;
        Some(format!("follows: {id}\nfollows_reason: 同一件事"))
    }

    fn withdrawal(&self, at: usize, readers: Readers, bare: bool) -> Option<String> {
        let (kind, after, by) = self.items[at].withdrawn?;
        let date = date(self.items[at].publish + after);
        let successor =
            self.named(at, by, true, readers).filter(|_| !(bare && self.is_hidden(by % self.items.len(), readers)));
        let by = successor.as_ref().map(|id| format!(", by: {id}")).unwrap_or_default();
        let kind = match kind {
            0 => "in-error",
            1 if successor.is_some() => "superseded",
            _ => "withdrawn",
        };
        Some(format!("withdrawn: {{date: {date}, kind: {kind}, reason: 原因{by}}}"))
    }

    fn fields(&self, item: Item, at: usize, readers: Readers, bare: bool) -> Item {
        let draft = &self.items[at];
        let mut lines: Vec<String> = Vec::new();
        // Of an item for particular persons, no part may be laxer.
        let stricter = self.audience(at) != Audience::Specific;
        match draft.note.map(|internal| internal && stricter) {
            Some(true) if !bare => lines.push("note: {audience: internal, value: 密}".to_owned()),
            Some(false) => lines.push("note: 公开的话".to_owned()),
            _ => {}
        }
        if let Some(id) = draft.see.and_then(|to| self.named(at, to, false, readers)) {
            lines.push(format!("see: {id}"));
        }
        if let Some((opens, lasts, internal)) = draft.window {
            let window = format!("{{opens: {}, closes: {}}}", date(opens), date(opens + lasts));
            match internal && stricter {
                false => lines.push(format!("window: {window}")),
                true if !bare => lines.push(format!("window: {{audience: internal, value: {window}}}")),
                true => {}
            }
        }
        if draft.secret && !bare {
            lines.push("secret: 密".to_owned());
        }
        if let Some(id) = draft.inside.and_then(|to| self.named(at, to, true, readers)).filter(|_| !bare) {
            lines.push(format!("inside: {id}"));
        }
        let mut written = BTreeSet::new();
        for (at, whom) in draft.typed.iter().map(|(at, whom)| (at % typed::TYPES.len(), *whom)) {
            let (name, open) = match whom {
                FieldFor::Members => (typed::inside_name(at), false),
                FieldFor::MembersHere if stricter => (typed::open_name(at), false),
                FieldFor::Everybody | FieldFor::MembersHere => (typed::open_name(at), true),
            };
            let value = typed::value(at, || if open { "公开的话" } else { "密" }.to_owned());
            if written.insert(name.clone()) && (open || !bare) {
                lines.push(match whom {
                    FieldFor::MembersHere if stricter => format!("{name}: {{audience: internal, value: {value}}}"),
                    _ => format!("{name}: {value}"),
                });
            }
        }
        if lines.is_empty() { item } else { item.line(format!("fields:\n  {}", lines.join("\n  "))) }
    }
}
