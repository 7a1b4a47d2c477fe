//! What duties are reckoned from: items as disclosures, and which of them refers to which.

use crate::calendar::{Horizon, Zone};
use crate::catalogue::Catalogue;
use crate::duties::{Disclosure, ELECTION, Life, Office};
use crate::model::{Item, Organisation, Register};
use chrono::NaiveDate;
use std::collections::HashMap;

/// How items are told as disclosures.
pub(crate) struct Told<'r> {
    register: &'r Register,
    ids: &'r HashMap<&'r str, usize>,
    names: Vec<&'r str>,
    horizon: &'r Horizon,
}

/// The last day, of those that have come, on which an item was opened, changed or looked at again.
pub(crate) fn seen(item: &Item, opened: NaiveDate, zone: Zone, horizon: &Horizon) -> NaiveDate {
    let looked = [item.updated, item.reviewed].into_iter().flatten();
    looked.filter(|day| horizon.reached(zone.start_of(*day))).fold(opened, NaiveDate::max)
}

/// The days, of those that have come, on which an item was changed.
fn changed(item: &Item, zone: Zone, horizon: &Horizon) -> Vec<NaiveDate> {
    let days = item.changes.iter().map(|change| change.date).chain(item.updated);
    days.filter(|day| horizon.reached(zone.start_of(*day))).collect()
}

impl<'r> Told<'r> {
    /// Looks up what the catalogue asks of follow-ups. `ids` are positions of items by id and alias.
    pub(crate) fn new(register: &'r Register, ids: &'r HashMap<&'r str, usize>, horizon: &'r Horizon) -> Self {
        Self { register, ids, names: asked(&register.catalogue), horizon }
    }

    /// An item, by itself: `standing` in its term or not, and taken `off` or not.
    pub(crate) fn disclosure(&self, record: &Item, organisation: usize, standing: bool, off: bool) -> Disclosure {
        let zone: Zone = self.register.zone;
        let opens = self.register.catalogue.entries[record.entry].follow_up.is_some();
        Disclosure {
            entry: record.entry,
            organisation,
            period: record.period,
            published: record.publish.start(zone),
            seen: seen(record, record.publish.day(), zone, self.horizon),
            changed: changed(record, zone, self.horizon),
            standing,
            corrected: !record.changes.is_empty(),
            event: record.event().map(|(_, day)| day),
            matter: if opens { record.matter_ends() } else { record.publish.day() },
            off,
            given: self.names.iter().filter(|name| record.gives(name)).map(|name| (*name).to_owned()).collect(),
            refers: Vec::new(),
        }
    }

    /// Which of some records refers to which others of them, by their positions.
    pub(crate) fn refers(&self, records: &[&Item]) -> Vec<Vec<usize>> {
        let places: HashMap<&str, usize> = records.iter().enumerate().map(|(n, record)| (&*record.id, n)).collect();
        let place = |id: &str| places.get(&*self.register.items[*self.ids.get(id)?].id).copied();
        records
            .iter()
            .enumerate()
            .map(|(n, record)| record.refers().filter_map(|(id, _)| place(id)).filter(|other| *other != n).collect())
            .collect()
    }
}

/// The fields that some entry asks for in what follows it up.
fn asked(catalogue: &Catalogue) -> Vec<&str> {
    let specs = catalogue.entries.iter().filter_map(|entry| entry.follow_up.as_ref());
    let mut names: Vec<&str> =
        specs.flat_map(|spec| [&spec.needs, &spec.field]).flatten().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The term of office of an organisation: since the latest of the election that its own file names and those that
/// `elections` report, each with its position. None where no election is known.
pub(crate) fn office<'i>(
    organisation: &Organisation,
    elections: impl IntoIterator<Item = (usize, &'i Item)>,
) -> Option<Office> {
    let reported = elections.into_iter().filter_map(|(n, item)| Some((item.elected_on()?, Some(n))));
    let own = organisation.elected.map(|(day, _)| (day, None));
    let (elected, by) = reported.chain(own).max_by_key(|(day, by)| (*day, by.is_none()))?;
    Some(Office { elected, years: organisation.term_of_office, by })
}

/// When an organisation exists.
pub(crate) fn life(organisation: &Organisation) -> Life {
    let day = |written: Option<(NaiveDate, _)>| written.map(|(day, _)| day);
    Life { founded: day(organisation.founded), dissolved: day(organisation.dissolved) }
}

/// The position of the entry of elections.
pub(crate) fn elections(catalogue: &Catalogue) -> Option<usize> {
    catalogue.position(ELECTION)
}
