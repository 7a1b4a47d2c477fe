//! E-mail addresses that the organisation does not list.

use super::normal::{Class, Normal, class};
use super::runs::in_address;
use super::{Found, Kind, Scanner};
use std::ops::Range;

/// Looks around every at sign, and around what people write for one.
pub(super) fn find(scanner: &Scanner, normal: &Normal, found: &mut Found) {
    for sign in 0..normal.chars.len() {
        let Some(sign) = at_sign(normal, sign) else { continue };
        let chars = &normal.chars;
        let local = chars[..sign.chars.start].iter().rev().take(80).take_while(|c| local(**c)).count();
        let end = sign.chars.end;
        let mut domain = chars[end..].iter().take(120).take_while(|c| host(**c)).count();
        while domain > 0 && matches!(chars[end + domain - 1], '.' | '-' | '\\' | '_') {
            domain -= 1;
        }
        let plain = |range: Range<usize>| chars[range].iter().filter(|c| **c != '\\').collect::<String>();
        let (name, host) = (plain(sign.chars.start - local..sign.chars.start), plain(end..end + domain));
        let address = format!("{name}@{host}");
        let whole = sign.chars.start - local..end + domain;
        if local > 0
            && is_host(&host)
            && (sign.sure || is_plain(normal, whole.start, &name, &host))
            && !scanner.knows_email(&address)
            && !masked(&address)
        {
            found.add(Kind::Email, normal.bytes(whole));
        }
    }
}

/// An at sign, or what stands for one.
struct AtSign {
    /// Where it is, with the blanks around what is spelt.
    chars: Range<usize>,
    /// Whether it can be nothing else.
    sure: bool,
}

/// `@`, `[at]`, `(at)` or `#` at a place.
fn at_sign(normal: &Normal, at: usize) -> Option<AtSign> {
    let chars = &normal.chars;
    match chars[at] {
        '@' => Some(AtSign { chars: at..at + 1, sure: true }),
        '#' => Some(AtSign { chars: at..at + 1, sure: false }),
        open @ ('[' | '(') => {
            let blank = |c: &&char| class(**c) == Class::Blank;
            let inside = at + 1 + chars[at + 1..].iter().take(3).take_while(blank).count();
            let spelt = matches!(chars.get(inside..inside + 2), Some(['a' | 'A', 't' | 'T']));
            let close = inside + 2 + chars.get(inside + 2..)?.iter().take(3).take_while(blank).count();
            let closes = chars.get(close) == Some(if open == '[' { &']' } else { &')' });
            let before = chars[..at].iter().rev().take(3).take_while(blank).count();
            let behind = chars.get(close + 1..)?.iter().take(3).take_while(blank).count();
            (spelt && closes).then(|| AtSign { chars: at - before..close + 1 + behind, sure: true })
        }
        _ => None,
    }
}

fn is_host(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or("");
    // logo@2x.png is a picture.
    let is_file = ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains(&last);
    !is_file && host.contains('.') && last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a number sign can only stand for an at sign: between a name and the host of a mail service, and not behind the
/// address of a page.
fn is_plain(normal: &Normal, start: usize, name: &str, host: &str) -> bool {
    const SERVICES: [&str; 5] = [".com", ".cn", ".net", ".org", ".gov"];
    let is_page = name.contains('.') || name.contains('%') || start > 0 && normal.chars[start - 1] == '/';
    name.len() >= 3 && !is_page && SERVICES.iter().any(|end| host.ends_with(end)) && !in_address(normal, start)
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

/// Whether `at` stands behind a bracket, as in `name[at]example.com`.
pub(super) fn spells_at(behind: &str) -> bool {
    let letters = behind.trim_start_matches(' ').as_bytes().get(..2);
    letters.is_some_and(|letters| letters.eq_ignore_ascii_case(b"at")) || behind.starts_with(['Ａ', 'ａ'])
}

/// Whether letters or digits touch a sign on both sides, as in name#example.com.
pub(super) fn stands_between(bytes: &[u8], at: usize, end: usize) -> bool {
    at > 0 && bytes[at - 1].is_ascii_alphanumeric() && bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)
}
