//! Fields as open data: one tree for each, which JSON writes as it is and CSV as its leaves.

use crate::calendar::{Moment, iso_day};
use crate::fields::{Contact, Ledger, Line, Meeting, Money, Person, Proposal, Side, Stage, Tally, Task, Typed};
use chrono::{NaiveDate, Timelike};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value of open data.
#[derive(Debug, PartialEq, Eq)]
pub enum Datum<'p> {
    /// Words.
    Text(&'p str),
    /// What is written in a form of its own: days, sums.
    Formed(String),
    /// A number, in thousandths.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// Several.
    List(Vec<Datum<'p>>),
    /// Named parts.
    Map(Vec<(&'p str, Datum<'p>)>),
}

impl Serialize for Datum<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Formed(text) => serializer.serialize_str(text),
            Self::Number(thousandths) if thousandths % 1000 == 0 => serializer.serialize_i64(thousandths / 1000),
            // The shortest decimal that reads back as this quotient is the one that was written.
            Self::Number(thousandths) => serializer.serialize_f64(*thousandths as f64 / 1000.0),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(values) => serializer.collect_seq(values),
            Self::Map(parts) => {
                let mut map = serializer.serialize_map(Some(parts.len()))?;
                for (name, value) in parts {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'p> Datum<'p> {
    /// Calls `put` with the path and the text of each leaf: `in.lines[1].amount`, from one on.
    pub fn leaves(&self, path: &str, put: &mut impl FnMut(&str, &str)) {
        match self {
            Self::Text(text) => put(path, text),
            Self::Formed(text) => put(path, text),
            Self::Number(thousandths) => put(path, &crate::fields::Number(*thousandths).to_string()),
            Self::Flag(flag) => put(path, if *flag { "true" } else { "false" }),
            Self::List(values) => {
                for (n, value) in values.iter().enumerate() {
                    value.leaves(&format!("{path}[{}]", n + 1), put);
                }
            }
            Self::Map(parts) => {
                for (name, value) in parts {
                    let dot = if path.is_empty() { "" } else { "." };
                    value.leaves(&format!("{path}{dot}{name}"), put);
                }
            }
        }
    }

    fn count(number: u32) -> Self {
        Self::Number(i64::from(number) * 1000)
    }

    fn sum(sum: Money) -> Self {
        Self::Formed(sum.to_string())
    }

    fn day(day: NaiveDate) -> Self {
        Self::Formed(iso_day(day))
    }

    fn moment(moment: Moment) -> Self {
        let day = iso_day(moment.day());
        match moment {
            Moment::Day(_) => Self::Formed(day),
            Moment::Time(at, _) => {
                Self::Formed(format!("{day}T{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second()))
            }
        }
    }

    /// The parts that are there.
    fn parts<const N: usize>(parts: [(&'p str, Option<Datum<'p>>); N]) -> Self {
        Self::Map(parts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
    }

    fn all<T>(values: &'p [T], datum: impl Fn(&'p T) -> Datum<'p>) -> Self {
        Self::List(values.iter().map(datum).collect())
    }
}

fn text(text: &Option<String>) -> Option<Datum<'_>> {
    text.as_deref().map(Datum::Text)
}

/// What a field holds, as open data.
pub fn data(value: &Typed) -> Datum<'_> {
    match value {
        Typed::Text(words)
        | Typed::Paragraph(words)
        | Typed::Choice(words)
        | Typed::Reference(words)
        | Typed::Document(words) => Datum::Text(words),
        Typed::Number(number) => Datum::Number(number.0),
        Typed::Percent(percent) => Datum::Number(percent.0.saturating_mul(10)),
        Typed::Money(sum) => Datum::sum(*sum),
        Typed::Date(moment) => Datum::moment(*moment),
        Typed::Person(one) => person(one),
        Typed::People(people) => Datum::all(people, person),
        Typed::Window(window) => {
            Datum::parts([("opens", Some(Datum::moment(window.opens))), ("closes", Some(Datum::moment(window.closes)))])
        }
        Typed::Tally(votes) => tally(votes),
        Typed::Stages(stages) => Datum::all(stages, stage),
        Typed::Ledger(accounts) => ledger(accounts),
        Typed::Table(table) => Datum::all(&table.rows, |row| {
            Datum::Map(table.columns.iter().map(String::as_str).zip(row.iter().map(|cell| Datum::Text(cell))).collect())
        }),
        Typed::Meetings(meetings) => Datum::all(meetings, meeting),
        Typed::Proposals(proposals) => Datum::all(proposals, proposal),
        Typed::Contact(reached) => contact(reached),
        Typed::Checklist(tasks) => Datum::all(tasks, |Task { text, done }| {
            Datum::parts([("text", Some(Datum::Text(text))), ("done", Some(Datum::Flag(*done)))])
        }),
    }
}

fn person(person: &Person) -> Datum<'_> {
    let Person { name, role, note } = person;
    Datum::parts([("name", Some(Datum::Text(name))), ("role", text(role)), ("note", text(note))])
}

fn tally(tally: &Tally) -> Datum<'_> {
    let Tally { eligible, present, issued, returned, valid, seats, options, pass } = tally;
    let options = Datum::all(options, |choice| {
        Datum::parts([
            ("option", Some(Datum::Text(&choice.name))),
            ("votes", Some(Datum::count(choice.votes))),
            ("note", text(&choice.note)),
        ])
    });
    Datum::parts([
        ("eligible", Some(Datum::count(*eligible))),
        ("present", Some(Datum::count(*present))),
        ("issued", issued.map(Datum::count)),
        ("returned", returned.map(Datum::count)),
        ("valid", valid.map(Datum::count)),
        ("seats", seats.map(Datum::count)),
        ("options", Some(options)),
        ("pass", pass.map(|pass| Datum::count(pass.percent.into()))),
        ("in_favour", tally.in_favour().map(Datum::count)),
        ("rate", tally.rate().map(|rate| Datum::Number(rate.0.saturating_mul(10)))),
    ])
}

fn stage(stage: &Stage) -> Datum<'_> {
    let Stage { name, date, state, note } = stage;
    Datum::parts([
        ("name", Some(Datum::Text(name))),
        ("date", date.map(Datum::day)),
        ("state", state.as_ref().map(|state| Datum::Text(&state.word))),
        ("note", text(note)),
    ])
}

fn ledger(ledger: &Ledger) -> Datum<'_> {
    let Ledger { opening, income, spending, balance } = ledger;
    Datum::parts([
        ("opening", opening.map(Datum::sum)),
        ("in", Some(side(income))),
        ("out", Some(side(spending))),
        ("balance", Some(Datum::sum(*balance))),
    ])
}

fn side(side: &Side) -> Datum<'_> {
    let lines = Datum::all(&side.lines, |Line { item, amount, note }| {
        Datum::parts([("item", Some(Datum::Text(item))), ("amount", Some(Datum::sum(*amount))), ("note", text(note))])
    });
    Datum::parts([("lines", Some(lines)), ("total", Some(Datum::sum(side.total)))])
}

fn meeting(meeting: &Meeting) -> Datum<'_> {
    let Meeting { date, kind, topic, place, present, eligible, note } = meeting;
    Datum::parts([
        ("date", Some(Datum::day(*date))),
        ("kind", text(kind)),
        ("topic", text(topic)),
        ("place", text(place)),
        ("present", present.map(Datum::count)),
        ("eligible", eligible.map(Datum::count)),
        ("note", text(note)),
    ])
}

fn proposal(proposal: &Proposal) -> Datum<'_> {
    let Proposal { no, by, subject, state, handled_by, reply, due, note } = proposal;
    Datum::parts([
        ("no", Some(Datum::Text(no))),
        ("by", text(by)),
        ("subject", Some(Datum::Text(subject))),
        ("state", Some(Datum::Text(&state.word))),
        ("handled_by", text(handled_by)),
        ("reply", text(reply)),
        ("due", due.map(Datum::day)),
        ("note", text(note)),
    ])
}

fn contact(contact: &Contact) -> Datum<'_> {
    let Contact { address, phone, email, hours, note } = contact;
    Datum::parts([
        ("address", text(address)),
        ("phone", text(phone)),
        ("email", text(email)),
        ("hours", text(hours)),
        ("note", text(note)),
    ])
}
