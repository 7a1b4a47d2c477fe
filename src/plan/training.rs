//! Sessions of education and training, from what the items of the training form list or name.

use super::Plan;
use crate::catalogue::Initiative;
use crate::fields::{Meeting, Typed};
use crate::projection::{Audience, FieldItem, ItemView};
use chrono::NaiveDate;

/// When, what and where.
#[derive(Debug)]
pub struct Session {
    /// When.
    pub date: NaiveDate,
    /// About what.
    pub topic: Option<String>,
    /// Where.
    pub place: Option<String>,
}

fn sessions<I: ItemView>(item: &I) -> Vec<Session> {
    let fields = item.fields();
    let listed: Vec<&Meeting> = fields
        .iter()
        .filter_map(|field| match &*field.value {
            Typed::Meetings(meetings) => Some(meetings),
            _ => None,
        })
        .flatten()
        .collect();
    if !listed.is_empty() {
        let session = |meeting: &Meeting| Session {
            date: meeting.date,
            topic: meeting.topic.clone().or(meeting.kind.clone()),
            place: meeting.place.clone(),
        };
        return listed.into_iter().map(session).collect();
    }
    let named = |name: &str| fields.iter().find(|field: &&&FieldItem| &*field.name == name).map(|field| &*field.value);
    let Some(Typed::Date(moment)) = named("date") else {
        return Vec::new();
    };
    let place = match named("place") {
        Some(Typed::Text(place)) => Some(place.clone()),
        _ => None,
    };
    vec![Session { date: moment.day(), topic: None, place }]
}

impl<A: Audience> Plan<A> {
    /// Every session with its item and its place among the sessions of that.
    pub fn training(&self) -> Vec<(&A::Item, usize, Session)> {
        let entries = &self.projection.catalogue.entries;
        let trains = |item: &&A::Item| entries[item.as_ref().entry.position].initiative == Some(Initiative::Training);
        let of = |item| sessions(item).into_iter().enumerate().map(move |(n, session)| (item, n, session));
        self.projection.items.iter().filter(trains).flat_map(of).collect()
    }
}
