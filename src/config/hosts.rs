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
    let Some((url, base)) = found_at(url).zip(found_at(base)) else {
        return false;
    };
    let (head, rest) = url.split_at_checked(base.len()).unwrap_or_default();
    !base.is_empty() && head.eq_ignore_ascii_case(&base) && (rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// A scheme and host in one form, without the port that goes without saying.
fn host(of: &str) -> String {
    let of = of.to_ascii_lowercase();
    let usual = if of.starts_with("https:") { ":443" } else { ":80" };
    of.strip_suffix(usual).map(str::to_owned).unwrap_or(of)
}

/// An address of the web as browsers read it (WHATWG URL, 4.4), in one form, without its scheme and the port that goes without
/// saying: both ways lead to the same place. A backslash is a slash, of which as many as there are lead to the host; this may be
/// percent-encoded, and end with a dot; the path has none of its steps up and down.
fn found_at(url: &str) -> Option<String> {
    let url = url.replace(['\t', '\n', '\r'], "");
    let (scheme, rest) = url.split_once(':')?;
    if !["https", "http"].iter().any(|web| scheme.eq_ignore_ascii_case(web)) {
        return None;
    }
    let rest = rest.trim_start_matches(['/', '\\']);
    let (place, tail) = rest.split_at(rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len()));
    let host = place.rsplit('@').next().unwrap_or_default();
    let digits = |port: &str| port.bytes().all(|digit| digit.is_ascii_digit());
    let (host, port) = host.rsplit_once(':').filter(|(_, port)| digits(port)).unwrap_or((host, ""));
    let host = address::decode(host);
    let host = place::of_host(&host).unwrap_or(host);
    let port = Some(port.trim_start_matches('0')).filter(|port| !["", "443", "80"].contains(port));
    let (path, query) = tail.split_at(tail.find(['?', '#']).unwrap_or(tail.len()));
    let mut parts = Vec::new();
    let path = address::decode(path).replace('\\', "/");
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    let path: String = parts.into_iter().flat_map(|part| ["/", part]).collect();
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{}{port}{path}{query}", host.trim_end_matches('.')))
}

/// The scheme and host of an address, and its path.
fn parts(url: &str) -> (&str, &str) {
    let start = url.find("://").map_or(0, |at| at + 3);
    url.split_at(url[start..].find('/').map_or(url.len(), |at| start + at))
}

#[cfg(test)]
mod tests {
    use super::found_at;

    #[test]
    fn an_address_is_where_browsers_find_it() {
        for url in [
            "https://dangnei.example/党务/a",
            "http://DANGNEI.example./党务/a",
            "https://dangnei.example.:443/%E5%85%9A%E5%8A%A1/a",
            "https://dangnei.example:/党务/a",
            "https://dangnei.example:0443/党务/a",
            "https://dangnei%2Eexample/党务/a",
            "https://dangnei。example/党务/a",
            "https://甲@dangnei.example/党务/a",
            "https:dangnei.example/党务/a",
            "https:/dangnei.example/党务/a",
            "https:///dangnei.example/党务/a",
            "https:\\\\dangnei.example\\党务\\a",
            "https://dang\tnei.example/b/%2e%2E/./党务/a",
        ] {
            assert_eq!(found_at(url).as_deref(), Some("dangnei.example/党务/a"), "{url}");
        }
        for (url, place) in [
            ("https://dangnei.example", "dangnei.example"),
            ("https://dangnei.example?a", "dangnei.example?a"),
            ("https://dangnei.example:8443/", "dangnei.example:8443/"),
            ("https://a.example/?u=https://dangnei.example/x", "a.example/?u=https://dangnei.example/x"),
            ("https://dangnei.example@a.example/x", "a.example/x"),
            ("http://[2001:DB8::1]:80/a", "[2001:db8::1]/a"),
        ] {
            assert_eq!(found_at(url).as_deref(), Some(place), "{url}");
        }
        assert_eq!(found_at("mailto:a@dangnei.example"), None);
    }
}
