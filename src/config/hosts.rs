//! Websites that lie on one host, each below a path of its own: a web server has one block for all of them.

use super::{Channel, Config, Edition};

impl Config {
    /// The websites that lie on the host of one beside it, by name and path, where that is the first of them; `None` for the others, which
    /// the first one names. A website at the very address of an earlier one has a host of its own: they cannot both be there.
    pub fn beside(&self, edition: &Edition) -> Option<Vec<(String, String)>> {
        let web = || self.editions.iter().filter(|one| one.channel == Channel::Web);
        let doubled = |one: &Edition| {
            web().take_while(|earlier| earlier.name != one.name).any(|earlier| earlier.base_url == one.base_url)
        };
        if doubled(edition) {
            return Some(Vec::new());
        }
        let (host, _) = parts(&edition.base_url);
        let mut together = web().filter(|one| parts(&one.base_url).0 == host && !doubled(one));
        let first = together.next()?;
        let others = together.map(|one| (one.name.clone(), parts(&one.base_url).1.to_owned()));
        (first.name == edition.name).then(|| others.collect())
    }
}

/// The scheme and host of an address, and its path.
fn parts(url: &str) -> (&str, &str) {
    let start = url.find("://").map_or(0, |at| at + 3);
    url.split_at(url[start..].find('/').map_or(url.len(), |at| start + at))
}
