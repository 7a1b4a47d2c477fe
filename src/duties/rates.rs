//! Counts and rates, for inspection; never a ranking. Whole numbers only.

use super::{Disclosure, Duty, DutyState, last_in_time};
use crate::calendar::Zone;
use crate::catalogue::{Catalogue, Tier};

/// How many of some duties were done, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Counts {
    /// Past their due day, or standing always: what was to be there by now.
    pub required: u32,
    /// In time.
    pub in_time: u32,
    /// Late.
    pub late: u32,
    /// Not there.
    pub missing: u32,
    /// There, but not reviewed in time.
    pub unreviewed: u32,
    /// Corrected after publication.
    pub corrected: u32,
}

impl Counts {
    /// Counts duties.
    pub fn of<'d>(duties: impl IntoIterator<Item = &'d Duty>) -> Self {
        let mut counts = Self::default();
        for duty in duties.into_iter().filter(|duty| duty.counted) {
            let of_its_state = match duty.state {
                DutyState::Done => &mut counts.in_time,
                DutyState::Late => &mut counts.late,
                DutyState::Overdue => &mut counts.missing,
                DutyState::Unreviewed => &mut counts.unreviewed,
                DutyState::Due | DutyState::NotApplicable => continue,
            };
            *of_its_state += 1;
            counts.required += 1;
            counts.corrected += u32::from(duty.corrected);
        }
        counts
    }

    /// Done or late, of what was required; per mille.
    pub fn completeness(&self) -> Option<u32> {
        rate(self.in_time + self.late, self.required)
    }

    /// In time, of what was done at all; per mille.
    pub fn timeliness(&self) -> Option<u32> {
        rate(self.in_time, self.in_time + self.late)
    }
}

/// A part of a whole per mille, rounded, but 1000 only if nothing is missing and 0 only if there is nothing; none of nothing.
pub fn rate(part: impl Into<u128>, whole: impl Into<u128>) -> Option<u32> {
    let (part, whole) = (part.into(), whole.into());
    let rounded = part.saturating_mul(2000).saturating_add(whole).checked_div(whole.saturating_mul(2))?;
    let rounded = u32::try_from(rounded).unwrap_or(u32::MAX);
    Some(match rounded {
        0 if part > 0 => 1,
        1000 if part < whole => 999,
        rounded => rounded,
    })
}

/// Whether ad hoc items came in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Prompt {
    /// Published within the days of their entry after what they report.
    pub in_time: u32,
    /// Published later.
    pub late: u32,
}

impl Prompt {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self { in_time: self.in_time + other.in_time, late: self.late + other.late }
    }
}

/// Looks at the ad hoc items of one organisation that report a day. What only holidays still to be announced could
/// excuse is in time.
pub fn prompt<'d>(disclosures: impl IntoIterator<Item = &'d Disclosure>, catalogue: &Catalogue, zone: Zone) -> Prompt {
    let mut counts = Prompt::default();
    for disclosure in disclosures {
        let entry = &catalogue.entries[disclosure.entry];
        let (Tier::AdHoc, Some(due), Some(event)) = (entry.tier, entry.due, disclosure.event) else {
            continue;
        };
        let late = last_in_time(due, event, zone.day(disclosure.published), &catalogue.workdays).is_some();
        counts.in_time += u32::from(!late);
        counts.late += u32::from(late);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::rate;

    #[test]
    fn a_rate_is_whole_only_when_nothing_is_missing() {
        for (part, whole, expected) in [
            (0_u32, 0, None),
            (0, 3, Some(0)),
            (1, 3, Some(333)),
            (2, 3, Some(667)),
            (9_999, 10_000_u32, Some(999)),
            (1, 10_000, Some(1)),
            (u32::MAX, u32::MAX, Some(1000)),
        ] {
            assert_eq!(rate(part, whole), expected);
        }
    }
}
