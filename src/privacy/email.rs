//! E-mail addresses that the organisation does not list.

use super::normal::Normal;
use super::{Found, Kind, Scanner};

/// Looks around every at sign.
pub(super) fn find(scanner: &Scanner, normal: &Normal, found: &mut Found) {
    let chars = &normal.chars;
    for at in (0..chars.len()).filter(|at| chars[*at] == '@') {
        let local = chars[..at].iter().rev().take(80).take_while(|c| local(**c)).count();
        let mut domain = chars[at + 1..].iter().take(120).take_while(|c| host(**c)).count();
        while domain > 0 && matches!(chars[at + domain], '.' | '-' | '\\' | '_') {
            domain -= 1;
        }
        let plain = |range: std::ops::Range<usize>| chars[range].iter().filter(|c| **c != '\\').collect::<String>();
        let host = plain(at + 1..at + 1 + domain);
        let last = host.rsplit('.').next().unwrap_or("");
        // logo@2x.png is a picture.
        let is_file = ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains(&last);
        let is_host =
            !is_file && host.contains('.') && last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
        let address = format!("{}@{host}", plain(at - local..at));
        if local > 0 && is_host && !scanner.knows_email(&address) && !masked(&address) {
            found.add(Kind::Email, normal.bytes(at - local..at + 1 + domain));
        }
    }
}

fn local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\\' | '*')
}

fn host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '\\' | '_')
}

fn masked(address: &str) -> bool {
    address.split('@').next().is_some_and(|local| local.contains("***"))
}
