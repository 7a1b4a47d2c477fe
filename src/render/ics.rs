//! Calendars (RFC 5545).

use super::theme::Theme;
use crate::calendar::iso_day;
use crate::diagnostic::Lang;
use chrono::NaiveDate;

/// The most octets of a line, without its end (section 3.1).
const MOST: usize = 75;

/// The host of an address, for identifiers that are the site's own.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

/// `20260710`, the basic form of a date.
pub(super) fn basic(day: NaiveDate) -> String {
    iso_day(day).replace('-', "")
}

/// A text value (section 3.3.11).
pub(super) fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace(['\r', '\n'], "\\n")
}

/// Content lines, ended by CRLF and folded at 75 octets, never within a character.
pub(super) struct Lines(String);

impl Lines {
    /// Begins a calendar of some matter: of whom or what, and what it holds, in the language of a theme.
    pub(super) fn calendar(matter: &str, of: &str, holds: &str, theme: &Theme) -> Self {
        let mut out = Self(String::new());
        out.put("BEGIN", "VCALENDAR");
        out.put("VERSION", "2.0");
        let lang = match theme.lang {
            Lang::Zh => "ZH",
            Lang::En => "EN",
        };
        out.put("PRODID", &format!("-//sunshine//{matter}//{lang}"));
        out.put("CALSCALE", "GREGORIAN");
        out.put("METHOD", "PUBLISH");
        out.put("X-WR-CALNAME", &escape(&format!("{of} · {}", theme.phrase(holds))));
        out
    }

    /// Its bytes.
    pub(super) fn end(mut self) -> Vec<u8> {
        self.put("END", "VCALENDAR");
        self.0.into_bytes()
    }

    /// Adds a line.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        if name.len() + 1 + value.len() <= MOST {
            return self.0.extend([name, ":", value, "\r\n"]);
        }
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if length + c.len_utf8() > MOST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}
