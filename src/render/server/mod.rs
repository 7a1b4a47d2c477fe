//! What a web server is told of a website: headers, how long a copy is good, what is gone, and who is let in.
//!
//! Every page is asked about each time it is shown, since something can be taken off at any time; `Expires` tells
//! those that do not ask when the edition changes next. An edition may let copies stand until then without asking (`cached`).
//! Theme files carry their digest in their name, and stand for ever.

mod caddy;
mod headers;
mod nginx;

use crate::address;
use crate::calendar::Instant;
use crate::plan::{PageKind, Plan};
use crate::projection::Audience;
use chrono::DateTime;

/// What goes with every file beside its policy.
const SECURITY: [(&str, &str); 6] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
];

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const MADE: &str =
    "由 sunshine 生成，每次构建更新；不放进网站。 Made by sunshine with every build; no part of the site.";

/// What the configurations say, in the words of none of them.
struct Facts {
    /// The edition's name as its folder and variables have it.
    edition: String,
    scheme: String,
    host: String,
    /// The path of the site on its host, without a slash at its end.
    base: String,
    internal: bool,
    cached: bool,
    headers: Vec<(&'static str, String)>,
    /// When the edition changes next.
    next: Option<String>,
    /// Items and their files, by path from the host, and what robots are told of their terms.
    dated: Vec<(String, String)>,
    /// The other websites of its host, by name and path, where its files hold the block of the host; `None` where those of
    /// another do, and name its own.
    beside: Option<Vec<(String, String)>>,
    /// Paths from the host where something stood and nothing does; none of a site for members, since nginx would tell them
    /// to those whom it does not let in.
    gone: Vec<String>,
}

/// The configurations of an edition's website, by file name; none for other forms, which no server serves. `cached`: whether
/// copies of pages are good until it changes next. `beside`: the other websites of its host, where it is the first of them.
pub fn server_files<A: Audience>(
    plan: &Plan<A>,
    edition: &str,
    cached: bool,
    beside: Option<Vec<(String, String)>>,
) -> Vec<(&'static str, String)> {
    if plan.site.channel() != super::WEB {
        return Vec::new();
    }
    let facts = Facts { beside, ..Facts::of(plan, edition, cached) };
    let mut files = vec![("nginx.conf", nginx::maps(&facts)), ("nginx.location", nginx::location(&facts))];
    if let Some(others) = &facts.beside {
        files[0].1 += &nginx::server(&facts, others);
        files.push(("Caddyfile", caddy::host(&facts, others)));
    }
    files.push(("Caddyfile.part", caddy::part(&facts)));
    // A host that is steered by such a file lets everybody in.
    if !facts.internal {
        files.push(("_headers", headers::write(&facts)));
    }
    files
}

impl Facts {
    fn of<A: Audience>(plan: &Plan<A>, edition: &str, cached: bool) -> Self {
        let url = plan.site.url("");
        let (scheme, rest) = url.split_once("://").unwrap_or(("https", &url));
        let (host, base) = rest.split_once('/').unwrap_or((rest, ""));
        // Servers compare paths as they are, not as they are written in addresses.
        let base = match base.trim_end_matches('/') {
            "" => String::new(),
            base => format!("/{}", address::decode(base)),
        };
        let next = plan.projection.next_change;
        // What robots may not read at all has no day from which they may not.
        let dated = plan.pages.iter().filter(|_| !plan.site.is_internal()).filter_map(|page| {
            let (PageKind::Item(n) | PageKind::File(n, _)) = page.kind else { return None };
            let until = robots(plan.item(n).as_ref().ends?);
            Some((format!("{base}/{}", page.path), format!("unavailable_after: {until}")))
        });
        let policy = format!("{}; frame-ancestors 'none'", plan.site.policy());
        let security = SECURITY.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Self {
            edition: edition.to_owned(),
            scheme: scheme.to_owned(),
            host: host.to_owned(),
            internal: plan.site.is_internal(),
            cached,
            beside: None,
            headers: [("Content-Security-Policy", policy)].into_iter().chain(security).collect(),
            next: next.map(http),
            dated: dated.collect(),
            gone: plan
                .projection
                .gone
                .iter()
                .filter(|_| !plan.site.is_internal())
                .flat_map(|gone| &gone.ids)
                .map(|id| format!("{base}/{}", address::item(id)))
                .collect(),
            base,
        }
    }

    /// What robots are told of a file that has no term of its own.
    fn robots(&self) -> &'static str {
        if self.internal { "noindex, nofollow" } else { "all" }
    }

    /// Who may keep a page, and whether without asking. What never changes by itself is asked about.
    fn pages(&self) -> &'static str {
        match (self.cached && self.next.is_some(), self.internal) {
            (true, false) => "public",
            (true, true) => "private",
            (false, _) => "no-cache",
        }
    }

    /// When the edition changes next, or that nobody may keep it without asking.
    fn expires(&self) -> &str {
        self.next.as_deref().unwrap_or("0")
    }
}

/// An instant as HTTP has it (RFC 9110, section 5.6.7).
fn http(at: Instant) -> String {
    let utc = DateTime::from_timestamp(at.unix(), 0).unwrap_or_default();
    utc.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// An instant as `unavailable_after` has it: RFC 822 with a year of four digits (RFC 5322, section 3.3), one of the forms that
/// Google's robots meta specification names.
fn robots(at: Instant) -> String {
    let utc = DateTime::from_timestamp(at.unix(), 0).unwrap_or_default();
    utc.format("%d %b %Y %H:%M:%S GMT").to_string()
}

/// A text as one word: between double quotes where it has blanks.
fn word(text: &str) -> String {
    if text.contains(' ') { quoted(text) } else { text.to_owned() }
}

/// A text between double quotes, as all of these formats read it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
