//! What comes step by step: stages on a line, proposals on a board by state.

use super::Labelled;
use crate::calendar::{Zone, iso_day};
use crate::catalogue::Catalogue;
use crate::fields::{Progress, Proposal, Stage, State};
use chrono::NaiveDate;
use serde::Serialize;

/// A state: the clerk's word, and the shape that goes with what it means.
#[derive(Debug, Hash, Serialize)]
struct StateView<'p> {
    id: &'static str,
    #[serde(flatten)]
    word: Labelled<'p>,
}

impl<'p> StateView<'p> {
    fn of(state: &'p State, catalogue: &'p Catalogue) -> Self {
        let id = match state.progress {
            Progress::NotStarted => "ahead",
            Progress::Running => "running",
            Progress::Done => "done",
            Progress::Unfinished => "unfinished",
            Progress::Postponed => "postponed",
            Progress::Ended => "ended",
        };
        Self { id, word: Labelled::of(&state.word, catalogue) }
    }
}

/// Steps or tasks, from the first to the last.
#[derive(Debug, Hash, Serialize)]
pub(super) struct StagesView<'p> {
    /// How many are done, in a sentence; none where no state is told.
    say_zh: Option<String>,
    stages: Vec<StageView<'p>>,
}

#[derive(Debug, Hash, Serialize)]
struct StageView<'p> {
    name: &'p str,
    date: Option<String>,
    /// Whether that is the day by which it is to be done.
    planned: bool,
    state: Option<StateView<'p>>,
    note: Option<&'p str>,
}

impl<'p> StagesView<'p> {
    pub(super) fn of(stages: &'p [Stage], catalogue: &'p Catalogue) -> Self {
        let states: Vec<&State> = stages.iter().filter_map(|stage| stage.state.as_ref()).collect();
        let say = (!states.is_empty()).then(|| format!("共 {} 项，{}。", stages.len(), counted(&states, "项")));
        let to_do = |state: &&State| matches!(state.progress, Progress::NotStarted | Progress::Running);
        let stages = stages.iter().map(|stage| StageView {
            name: &stage.name,
            date: stage.date.map(iso_day),
            planned: stage.state.as_ref().filter(to_do).is_some(),
            state: stage.state.as_ref().map(|state| StateView::of(state, catalogue)),
            note: stage.note.as_deref(),
        });
        Self { say_zh: say, stages: stages.collect() }
    }
}

/// Proposals by state.
#[derive(Debug, Hash, Serialize)]
pub(super) struct ProposalsView<'p> {
    say_zh: String,
    columns: Vec<Column<'p>>,
}

#[derive(Debug, Hash, Serialize)]
struct Column<'p> {
    state: StateView<'p>,
    cards: Vec<Card<'p>>,
}

#[derive(Debug, Hash, Serialize)]
struct Card<'p> {
    no: &'p str,
    by: Option<&'p str>,
    subject: &'p str,
    handled_by: Option<&'p str>,
    reply: Option<&'p str>,
    due: Option<String>,
    /// Whether that day is over, and there is no answer yet.
    overdue: bool,
    /// When it is, if it is not.
    due_at: Option<String>,
    note: Option<&'p str>,
}

impl<'p> ProposalsView<'p> {
    /// `over`: the last of the days by which answers are due that is over.
    pub(super) fn of(proposals: &'p [Proposal], over: Option<NaiveDate>, catalogue: &'p Catalogue, zone: Zone) -> Self {
        let states: Vec<&State> = proposals.iter().map(|proposal| &proposal.state).collect();
        let columns = in_order(&states).into_iter().map(|state| Column {
            state: StateView::of(state, catalogue),
            cards: (proposals.iter().filter(|proposal| proposal.state.word == state.word))
                .map(|proposal| Card::of(proposal, over, zone))
                .collect(),
        });
        Self {
            say_zh: format!("共 {} 件，{}。", proposals.len(), counted(&states, "件")), columns: columns.collect()
        }
    }
}

impl<'p> Card<'p> {
    fn of(proposal: &'p Proposal, over: Option<NaiveDate>, zone: Zone) -> Self {
        let Proposal { no, by, subject, state, handled_by, reply, due, note } = proposal;
        let awaited = due.filter(|_| !matches!(state.progress, Progress::Done | Progress::Ended));
        let is_over = |day: &NaiveDate| over.is_some_and(|over| *day <= over);
        Self {
            no,
            by: by.as_deref(),
            subject,
            handled_by: handled_by.as_deref(),
            reply: reply.as_deref(),
            due: due.map(iso_day),
            overdue: awaited.as_ref().is_some_and(is_over),
            due_at: awaited.filter(|day| !is_over(day)).map(|day| zone.rfc3339(zone.end_of(day))),
            note: note.as_deref(),
        }
    }
}

/// Each word once, by how far it has come, then as first written.
fn in_order<'p>(states: &[&'p State]) -> Vec<&'p State> {
    let mut words: Vec<&State> = Vec::new();
    for state in states {
        if !words.iter().any(|known| known.word == state.word) {
            words.push(state);
        }
    }
    words.sort_by_key(|state| state.progress);
    words
}

/// 办理中 2 件，已办结 5 件
fn counted(states: &[&State], unit: &str) -> String {
    let count = |word: &State| states.iter().filter(|state| state.word == word.word).count();
    let each = in_order(states).into_iter().map(|state| format!("{} {} {unit}", state.word, count(state)));
    each.collect::<Vec<_>>().join("，")
}
