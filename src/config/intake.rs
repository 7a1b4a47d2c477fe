//! Where opinions about an item go.

use super::place;

/// How a reader can answer an item on its page. Nothing is sent anywhere that is not named here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Intake {
    /// The page only says whom to call.
    #[default]
    None,
    /// A form that is sent to an address of the body's own.
    Endpoint(String),
    /// A letter in the reader's own mail program.
    Mail(String),
    /// A sheet that is printed with the page and handed in.
    Paper,
}

impl Intake {
    /// Where it sends what readers write, if anywhere.
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::Endpoint(address) | Self::Mail(address) => Some(address),
            Self::None | Self::Paper => None,
        }
    }

    /// Reads `https://…`, `mailto:…`, `paper` or `none`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "paper" => Some(Self::Paper),
            "none" => Some(Self::None),
            _ => match text.strip_prefix("mailto:") {
                Some(address) => Self::mail(address),
                None => Self::endpoint(text),
            },
        }
    }

    /// An address to which a form can be sent. What would end a directive of a Content-Security-Policy, where it stands
    /// too, is no part of it.
    pub(super) fn endpoint(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://").filter(|(scheme, _)| matches!(*scheme, "https" | "http"))?;
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = place::of_host(host)?;
        let plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/:".contains(&b));
        plain.then(|| Self::Endpoint(format!("{scheme}://{host}{path}")))
    }

    /// A mail address.
    pub(super) fn mail(address: &str) -> Option<Self> {
        let (name, host) = address.split_once('@')?;
        let plain =
            |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
        (plain(name) && plain(host)).then(|| Self::Mail(address.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_read_and_nothing_that_would_change_a_policy() {
        assert_eq!(Intake::parse("paper"), Some(Intake::Paper));
        assert_eq!(Intake::parse("mailto:a@b.example"), Some(Intake::Mail("a@b.example".into())));
        assert_eq!(Intake::parse("https://a.example/x"), Some(Intake::Endpoint("https://a.example/x".into())));
        let endpoint = Intake::parse("https://意见.example/x");
        assert_eq!(endpoint, Some(Intake::Endpoint("https://xn--jguv91g.example/x".into())));
        for bad in [
            "",
            "ftp://a",
            "https://",
            "https:///x",
            "https://a.example/;script-src *",
            "https://a b",
            "mailto:a",
            "mailto:a@b?cc=c@d",
        ] {
            assert_eq!(Intake::parse(bad), None, "{bad}");
        }
    }
}
