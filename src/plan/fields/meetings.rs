//! Meetings, with how many came.

use super::Labelled;
use super::numbers::share;
use crate::calendar::iso_day;
use crate::catalogue::Catalogue;
use crate::fields::Meeting;
use serde::Serialize;

/// A table of meetings, with the columns that hold something.
#[derive(Debug, Hash, Serialize)]
pub(super) struct MeetingsView<'p> {
    say_zh: String,
    kinds: bool,
    topics: bool,
    places: bool,
    counts: bool,
    notes: bool,
    meetings: Vec<MeetingView<'p>>,
}

#[derive(Debug, Hash, Serialize)]
struct MeetingView<'p> {
    date: String,
    kind: Option<Labelled<'p>>,
    topic: Option<&'p str>,
    place: Option<&'p str>,
    came: Option<String>,
    rate: Option<String>,
    note: Option<&'p str>,
}

impl<'p> MeetingsView<'p> {
    pub(super) fn of(meetings: &'p [Meeting], catalogue: &'p Catalogue) -> Self {
        let attended = meetings.iter().filter_map(|meeting| meeting.present.zip(meeting.eligible));
        let (came, due) = attended.fold((0_u128, 0_u128), |(came, due), (present, eligible)| {
            (came + u128::from(present), due + u128::from(eligible))
        });
        let rate = if due > 0 { format!("，平均参加率 {}", share(came, due)) } else { String::new() };
        Self {
            say_zh: format!("共 {} 次{rate}。", meetings.len()),
            kinds: meetings.iter().any(|meeting| meeting.kind.is_some()),
            topics: meetings.iter().any(|meeting| meeting.topic.is_some()),
            places: meetings.iter().any(|meeting| meeting.place.is_some()),
            counts: meetings.iter().any(|meeting| meeting.present.is_some() || meeting.eligible.is_some()),
            notes: meetings.iter().any(|meeting| meeting.note.is_some()),
            meetings: meetings.iter().map(|meeting| MeetingView::of(meeting, catalogue)).collect(),
        }
    }
}

impl<'p> MeetingView<'p> {
    fn of(meeting: &'p Meeting, catalogue: &'p Catalogue) -> Self {
        let Meeting { date, kind, topic, place, present, eligible, note } = meeting;
        let both = present.zip(*eligible).filter(|(_, eligible)| *eligible > 0);
        Self {
            date: iso_day(*date),
            kind: kind.as_deref().map(|kind| Labelled::of(kind, catalogue)),
            topic: topic.as_deref(),
            place: place.as_deref(),
            came: match (present, eligible) {
                (Some(present), Some(eligible)) => Some(format!("{present}／{eligible}")),
                (Some(present), None) => Some(present.to_string()),
                (None, Some(eligible)) => Some(format!("—／{eligible}")),
                (None, None) => None,
            },
            rate: both.map(|(present, eligible)| share(present.into(), eligible.into())),
            note: note.as_deref(),
        }
    }
}
