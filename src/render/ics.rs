//! Calendars (RFC 5545).

use super::theme::Theme;
use crate::calendar::{Zone, iso_day};
use crate::diagnostic::Lang;
use crate::plan::printable;
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

/// A text value (section 3.3.11), in which the ends of lines are the only controls.
fn escape(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = lines.split('\n').map(printable).collect();
    lines.join("\n").replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// An event of one whole day.
pub(super) struct Event<'e> {
    /// What tells it apart for ever, within the host of the site.
    pub(super) uid: &'e str,
    /// A day that is a function of its matter alone: files hold no instant of the build.
    pub(super) stamp: NaiveDate,
    pub(super) day: NaiveDate,
    pub(super) summary: &'e str,
    pub(super) place: Option<&'e str>,
    pub(super) description: Option<&'e str>,
    pub(super) category: Option<&'e str>,
    pub(super) url: Option<&'e str>,
    /// Whether whoever has it in a calendar is taken for the day.
    pub(super) busy: bool,
}

/// Content lines, ended by CRLF and folded at 75 octets, never within a character.
pub(super) struct Lines(String);

impl Lines {
    /// Begins a calendar of some matter: of whom or what, and what it holds, in the language of a theme. The site's zone is
    /// told, since a calendar must have a component also where it has no event (section 3.6).
    pub(super) fn calendar(matter: &str, of: &str, holds: &str, theme: &Theme, zone: Zone) -> Self {
        let mut out = Self(String::new());
        out.put("BEGIN", "VCALENDAR");
        out.put("VERSION", "2.0");
        let lang = match theme.lang {
            Lang::Zh => "ZH",
            Lang::En => "EN",
        };
        out.put("PRODID", &format!("-//sunshine//{matter}//{lang}"));
        out.put("CALSCALE", "GREGORIAN");
        out.put("X-WR-CALNAME", &escape(&format!("{of} · {}", theme.phrase(holds))));
        let offset = zone.to_string();
        let basic = offset.replace(':', "");
        for (name, value) in [
            ("BEGIN", "VTIMEZONE"),
            ("TZID", &*format!("UTC{offset}")),
            ("BEGIN", "STANDARD"),
            ("DTSTART", "19700101T000000"),
            ("TZOFFSETFROM", &basic),
            ("TZOFFSETTO", &basic),
            ("END", "STANDARD"),
            ("END", "VTIMEZONE"),
        ] {
            out.put(name, value);
        }
        out
    }

    /// Adds an event.
    pub(super) fn event(&mut self, event: &Event<'_>) {
        let Event { uid, stamp, day, summary, place, description, category, url, busy } = *event;
        self.put("BEGIN", "VEVENT");
        self.put("UID", uid);
        self.put("DTSTAMP", &format!("{}T000000Z", basic(stamp)));
        self.put("DTSTART;VALUE=DATE", &basic(day));
        self.put("DTEND;VALUE=DATE", &basic(day.succ_opt().unwrap_or(day)));
        self.put("SUMMARY", &escape(summary));
        for (name, text) in [("LOCATION", place), ("DESCRIPTION", description), ("CATEGORIES", category)] {
            if let Some(text) = text {
                self.put(name, &escape(text));
            }
        }
        if let Some(url) = url {
            self.put("URL", url);
        }
        if !busy {
            self.put("TRANSP", "TRANSPARENT");
        }
        self.put("END", "VEVENT");
    }

    /// Its bytes.
    pub(super) fn end(mut self) -> Vec<u8> {
        self.put("END", "VCALENDAR");
        self.0.into_bytes()
    }

    /// Adds a line.
    fn put(&mut self, name: &str, value: &str) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_holds_no_control_and_each_end_of_a_line_once() {
        assert_eq!(escape("a\r\nb\rc\nd"), "a\\nb\\nc\\nd");
        assert_eq!(escape("a\u{0}b\tc\\;,"), "a b c\\\\\\;\\,");
    }
}
