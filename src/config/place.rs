//! Addresses of websites in the one form that browsers, servers and sitemaps agree on.

use crate::address;
use std::net::Ipv6Addr;

/// An address of the web, without a trailing slash: its host in small letters, those of other scripts as in the Domain
/// Name System (`xn--…`, UTS 46), its path with all but letters, digits and `-._~` of ASCII encoded (RFC 3986), which servers
/// decode. `None` for what is none, or what the files for web servers cannot name.
pub(super) fn of_site(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, path) = (of_host(host)?, address::decode(path.trim_end_matches('/')));
    let plain = |part: &str| part.chars().all(is_written) && part.trim() == part && !part.trim_matches('.').is_empty();
    let sound = matches!(&*scheme, "https" | "http") && !url.contains(' ') && path.split('/').skip(1).all(plain);
    sound.then(|| format!("{scheme}://{host}{}", address::encode(&path)))
}

/// Whether a character may stand in a path: those of `pchar` (RFC 3986) of which no server file makes something else, a blank, and
/// what is seen of other scripts.
fn is_written(c: char) -> bool {
    let unseen = matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    match c.is_ascii() {
        true => c.is_ascii_alphanumeric() || "-._~!&()+,=:@ ".contains(c),
        false => !c.is_control() && !c.is_whitespace() && !unseen,
    }
}

/// A host and its port, if it has one, as the Domain Name System has it.
pub(super) fn of_host(host: &str) -> Option<String> {
    let digits = |port: &str| port.bytes().all(|digit| digit.is_ascii_digit());
    let (name, port) = match host.rsplit_once(':').filter(|(_, port)| digits(port)) {
        Some((name, port)) => (name, Some(port.parse::<u16>().ok().filter(|port| *port > 0)?)),
        None => (host, None),
    };
    let numeric = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let name = match numeric.map(str::parse::<Ipv6Addr>) {
        Some(numeric) => format!("[{}]", numeric.ok()?),
        // Machines of an intranet may have names with `_`, which the strict form refuses.
        None => idna::domain_to_ascii(name).ok().filter(|name| is_plain(name))?,
    };
    Some(port.map_or_else(|| name.clone(), |port| format!("{name}:{port}")))
}

/// Whether a name holds nothing that an address or the files for web servers would take for something else.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::of_site;

    #[test]
    fn an_address_has_one_form() {
        for (written, read) in [
            ("https://dangwu.example/a/", "https://dangwu.example/a"),
            ("http://DangWu.example:8080", "http://dangwu.example:8080"),
            ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
            ("http://dang_wu:8080/a", "http://dang_wu:8080/a"),
            ("https://阳光。示例", "https://xn--54qy39n.xn--fsq092h"),
            (
                "https://阳光.example:8443/党务/区直",
                "https://xn--54qy39n.example:8443/%E5%85%9A%E5%8A%A1/%E5%8C%BA%E7%9B%B4",
            ),
            ("https://dangwu.example/%E5%85%9A", "https://dangwu.example/%E5%85%9A"),
            ("HTTPS://dangwu.example/a_b/~c", "https://dangwu.example/a_b/~c"),
            ("https://dangwu.example/（区直）·a", "https://dangwu.example/%EF%BC%88%E5%8C%BA%E7%9B%B4%EF%BC%89%C2%B7a"),
            ("https://dangwu.example/a+b,(c)@d%20e", "https://dangwu.example/a%2Bb%2C%28c%29%40d%20e"),
        ] {
            assert_eq!(of_site(written).as_deref(), Some(read), "{written}");
        }
    }

    #[test]
    fn what_has_no_host_or_nobody_could_name_is_none() {
        for address in [
            "https://",
            "https:///",
            "http:///a",
            "https://a b",
            "ftp://dangwu.example",
            "http://a:0",
            "http://a:99999/b",
            "http://[2001:db8::g]",
            "https://a;b",
            "https://a{b}",
            "https://$a/b",
            "https://dangwu.example/a;b",
            "https://dangwu.example/{a}",
            "https://dangwu.example/a b",
            "https://dangwu.example/a'b",
            "https://dangwu.example/a*",
            "https://dangwu.example/%24a",
            "https://dangwu.example/a%00",
            "https://dangwu.example/%25",
            "https://dangwu.example/%20",
            "https://dangwu.example/a\u{202E}b",
            "https://dangwu.example/a//b",
            "https://dangwu.example/../b",
            "https://dangwu.example/?a",
            "https://dangwu.example/#a",
        ] {
            assert_eq!(of_site(address), None, "{address}");
        }
    }
}
