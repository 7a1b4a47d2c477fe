//! Open duties as a calendar (RFC 5545): one all-day event on the due day of each.

use crate::calendar::chinese_day;
use crate::plan::Plan;
use crate::projection::last_day;
use crate::projection::{Audience, Duties, Duty};
use chrono::{Days, NaiveDate};

/// The most octets of a line, without its end (section 3.1).
const MOST: usize = 75;

/// The deadlines of one organisation. No line depends on the instant of the build but by which duties are open.
pub(super) fn calendar<A: Audience>(plan: &Plan<A>, duties: &Duties, organisation: usize) -> Vec<u8> {
    let card = &plan.projection.organisations[organisation].card;
    let mut out = Lines(String::new());
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//sunshine//duties//ZH");
    out.put("CALSCALE", "GREGORIAN");
    out.put("METHOD", "PUBLISH");
    out.put("X-WR-CALNAME", &escape(&format!("{} · 公开任务", card.zh)));
    for duty in duties.of(organisation).iter().filter(|duty| duty.open()) {
        event(plan, duty, &card.id, &mut out);
    }
    out.put("END", "VCALENDAR");
    out.0.into_bytes()
}

fn event<A: Audience>(plan: &Plan<A>, duty: &Duty, organisation: &str, out: &mut Lines) {
    let Some(due) = duty.due else {
        return;
    };
    let entry = &plan.projection.entries[duty.entry];
    let (period, label) = match duty.period {
        Some(period) => (period.to_string(), period.chinese()),
        None => ("standing".to_owned(), "长期".to_owned()),
    };
    let after = due.day.checked_add_days(Days::new(1)).unwrap_or(due.day);
    let mut words = format!("{}，{label}。最迟 {} 公开。", entry.zh, chinese_day(due.day));
    if due.provisional {
        words.push_str("所涉年度的放假安排尚未公布，日期暂定。");
    }
    out.put("BEGIN", "VEVENT");
    out.put("UID", &format!("{organisation}.{}.{period}@{}", entry.id, host(&plan.site.url(""))));
    // The stamp is a function of the duty alone: files hold no instant of the build.
    out.put("DTSTAMP", &format!("{}T000000Z", basic(duty.period.map_or(due.day, last_day))));
    out.put("DTSTART;VALUE=DATE", &basic(due.day));
    out.put("DTEND;VALUE=DATE", &basic(after));
    out.put("SUMMARY", &escape(&format!("公开任务：{}（{label}）", entry.zh)));
    out.put("DESCRIPTION", &escape(&words));
    out.put("CATEGORIES", &escape(duty.state.zh()));
    out.put("URL", &plan.site.url(&format!("duties/{organisation}/index.html")));
    out.put("TRANSP", "TRANSPARENT");
    out.put("END", "VEVENT");
}

/// The host of an address, for identifiers that are the site's own.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

/// `20260710`, the basic form of a date.
fn basic(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// A text value (section 3.3.11).
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace(['\r', '\n'], "\\n")
}

/// Content lines, ended by CRLF and folded at 75 octets, never within a character.
struct Lines(String);

impl Lines {
    fn put(&mut self, name: &str, value: &str) {
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
