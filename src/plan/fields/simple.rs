//! Days, windows and contacts.

use crate::calendar::{Moment, Workdays, Zone, chinese_day, iso_day};
use crate::fields::{Contact, Window};
use crate::plan::phones::Phone;
use crate::projection::{Opening, Word};
use chrono::Timelike;
use serde::Serialize;

/// A moment, as data and in prose.
#[derive(Debug, Hash, Serialize)]
pub(super) struct When {
    iso: String,
    zh: String,
}

impl When {
    pub(super) fn of(moment: Moment) -> Self {
        let (iso, zh) = (iso_day(moment.day()), chinese_day(moment.day()));
        match moment {
            Moment::Day(_) => Self { iso, zh },
            Moment::Time(local, _) => {
                let (hour, minute) = (local.hour(), local.minute());
                Self { iso: format!("{iso}T{hour:02}:{minute:02}"), zh: format!("{zh} {hour}:{minute:02}") }
            }
        }
    }
}

/// Two dates, how long that is, and whether it is now.
#[derive(Debug, Hash, Serialize)]
pub(super) struct WindowView {
    opens: When,
    closes: When,
    /// 10 个工作日, for a window of weeks in years whose holidays are known.
    days: Option<u32>,
    opening: Option<Word>,
    /// When it is no longer open, if it is.
    closes_at: Option<String>,
}

/// A window longer than this is a term of office, which nobody counts in working days.
const LONGEST: i64 = 92;

impl WindowView {
    pub(super) fn of(window: Window, opening: Option<Opening>, workdays: &Workdays, zone: Zone) -> Self {
        let Window { opens, closes } = window;
        let (first, last) = (opens.day(), closes.day());
        let short = (last - first).num_days() <= LONGEST;
        Self {
            opens: When::of(opens),
            closes: When::of(closes),
            days: workdays.between(first, last).ok().filter(|_| short),
            opening: opening.map(Opening::word),
            closes_at: opening.filter(|now| *now == Opening::Open).map(|_| zone.rfc3339(closes.end(zone))),
        }
    }
}

/// Where and when somebody can be reached.
#[derive(Debug, Hash, Serialize)]
pub(super) struct ContactView<'p> {
    address: Option<&'p str>,
    phones: Vec<Phone>,
    email: Option<&'p str>,
    mailto: Option<String>,
    hours: Option<&'p str>,
    note: Option<&'p str>,
}

impl<'p> ContactView<'p> {
    pub(super) fn of(contact: &'p Contact) -> Self {
        let Contact { address, phone, email, hours, note } = contact;
        Self {
            address: address.as_deref(),
            phones: Phone::all(phone.as_deref()),
            email: email.as_deref(),
            mailto: email.as_deref().map(|email| format!("mailto:{email}")),
            hours: hours.as_deref(),
            note: note.as_deref(),
        }
    }

    /// Leaves nothing to follow.
    pub(super) fn unlink(&mut self) {
        self.mailto = None;
        self.phones.iter_mut().for_each(Phone::unlink);
    }
}
