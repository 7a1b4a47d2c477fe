//! Where editions lie: websites that lie on one host, each below a path of its own, and so have one block of a web server, and
//! whose an address is.

use super::{Channel, Config, Edition, Readers, place};
use crate::address;

impl Config {
    /// The other websites on the host of `edition`, by name and path, if it is the first of them there; `None` for the
    /// others, which the first one names. A website at the very address of an earlier one has a host of its own: they cannot both be there.
    pub fn beside(&self, edition: &Edition) -> Option<Vec<(String, String)>> {
        let web = || self.editions.iter().filter(|one| one.channel == Channel::Web);
        let doubled = |one: &Edition| {
            web().take_while(|earlier| earlier.name != one.name).any(|earlier| earlier.base_url == one.base_url)
        };
        if doubled(edition) {
            return Some(Vec::new());
        }
        let host = |one: &Edition| host(parts(&one.base_url).0);
        let own = host(edition);
        let mut together = web().filter(|one| host(one) == own && !doubled(one));
        let first = together.next()?;
        let others = together.map(|one| (one.name.clone(), address::decode(parts(&one.base_url).1)));
        (first.name == edition.name).then(|| others.collect())
    }

    /// Whether an address leads to an edition for members: to that whose own address it begins with, the longest one
    /// where there are several, and no public one has the same.
    pub fn is_for_members(&self, url: &str) -> bool {
        let all = self.editions.iter().filter(|edition| lies_below(url, &edition.base_url));
        let nearest = all.max_by_key(|edition| (edition.base_url.len(), edition.audience == Readers::Public));
        nearest.is_some_and(|edition| edition.audience == Readers::Internal)
    }
}

fn lies_below(url: &str, base: &str) -> bool {
    let (url, base) = (&found_at(url), &found_at(base));
    let (head, rest) = url.split_at_checked(base.len()).unwrap_or_default();
    !base.is_empty() && head.eq_ignore_ascii_case(base) && (rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// A scheme and host in one form, without the port that goes without saying.
fn host(of: &str) -> String {
    let of = of.to_ascii_lowercase();
    let usual = if of.starts_with("https:") { ":443" } else { ":80" };
    of.strip_suffix(usual).map(str::to_owned).unwrap_or(of)
}

/// An address in one form, without its scheme and the port that goes without saying: both ways lead to the same place.
fn found_at(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, tail) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = [":443", ":80"].iter().find_map(|port| host.strip_suffix(port)).unwrap_or(host);
    format!("{}{}", place::of_host(host).as_deref().unwrap_or(host), address::decode(tail))
}

/// The scheme and host of an address, and its path.
fn parts(url: &str) -> (&str, &str) {
    let start = url.find("://").map_or(0, |at| at + 3);
    url.split_at(url[start..].find('/').map_or(url.len(), |at| start + at))
}
