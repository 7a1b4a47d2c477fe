//! Fields in a sentence.

use crate::calendar::chinese_day;
use crate::fields::{Meeting, Progress, Stage, Table, Tally, Typed};
use crate::plan::fields::{said, share};

/// How many members of a list are named.
const FEW: usize = 8;

/// Characters of a cell that is told beside the first one.
const SHORT: usize = 12;

/// Characters of a long text that are told, up to the end of a sentence.
const OPENING: usize = 150;

/// What a field says, in a line; of long texts the beginning, and none of what is read in the item itself: contacts, references.
pub(super) fn words(value: &Typed) -> Option<String> {
    Some(match value {
        Typed::Contact(_) | Typed::Reference(_) | Typed::Checklist(_) => return None,
        Typed::Paragraph(text) => opening(text),
        Typed::Text(text) | Typed::Choice(text) | Typed::Document(text) => text.clone(),
        Typed::Number(number) => number.to_string(),
        Typed::Percent(percent) => percent.to_string(),
        Typed::Money(sum) => said(*sum),
        Typed::Date(moment) => chinese_day(moment.day()),
        Typed::Person(person) => person.name.clone(),
        Typed::People(people) => list(people.iter().map(|person| person.name.as_str()), "人"),
        Typed::Window(window) => {
            format!("{}至{}", chinese_day(window.opens.day()), chinese_day(window.closes.day()))
        }
        Typed::Tally(votes) => tally(votes),
        Typed::Stages(steps) => stages(steps),
        Typed::Ledger(ledger) => {
            let opening = ledger.opening.map(|sum| format!("期初结存{}，", said(sum))).unwrap_or_default();
            let (income, spending) = (said(ledger.income.total), said(ledger.spending.total));
            format!("{opening}收入{income}，支出{spending}，结存{}", said(ledger.balance))
        }
        Typed::Table(table) => {
            let rows = rows(table);
            list(rows.iter().map(String::as_str), "项")
        }
        Typed::Meetings(held) => meetings(held),
        Typed::Proposals(proposals) => {
            let over = |progress| matches!(progress, Progress::Done | Progress::Ended);
            let done = proposals.iter().filter(|proposal| over(proposal.state.progress)).count();
            format!("共{}件，已办结{done}件", proposals.len())
        }
    })
}

/// The first sentences of a text, as many as are short, and at least a part of the first one.
fn opening(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(OPENING) else {
        return text;
    };
    super::whole(&format!("{}…", &text[..end]))
}

/// The rows of a table by their first cells, with what the others say, by their columns where that is not told by itself:
/// 彭小满（优秀）; 湖畔街道（得分：95；名次：2）.
fn rows(table: &Table) -> Vec<String> {
    let pairs = table.columns.len() == 2
        && table.rows.iter().flat_map(|row| row.get(1)).all(|cell| cell.chars().count() <= SHORT);
    let told = |row: &Vec<String>| {
        let cells = row.iter().zip(&table.columns).filter(|(cell, _)| !cell.is_empty());
        let said = |(cell, column): (&String, &String)| if pairs { cell.clone() } else { format!("{column}：{cell}") };
        let first = row.first().filter(|first| !first.is_empty());
        let rest: Vec<String> = cells.skip(usize::from(first.is_some())).map(said).collect();
        match first {
            Some(first) if rest.is_empty() => first.clone(),
            Some(first) => format!("{first}（{}）", rest.join("；")),
            None => rest.join("；"),
        }
    };
    table.rows.iter().map(told).collect()
}

/// The first few of a list by name, and how many there are.
fn list<'n>(names: impl Iterator<Item = &'n str>, measure: &str) -> String {
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let named = names.iter().take(FEW).copied().collect::<Vec<_>>().join("、");
    if names.len() > FEW { format!("{named}等{}{measure}", names.len()) } else { named }
}

fn tally(tally: &Tally) -> String {
    let options: Vec<String> =
        tally.options.iter().map(|choice| format!("{}{}票", choice.name, choice.votes)).collect();
    let named = |words: &[&str]| tally.favourable().any(|choice| words.contains(&&*choice.name));
    let of = [("赞成", ["赞成", "同意"]), ("满意", ["满意", "基本满意"])].into_iter().find(|(_, words)| named(words));
    let rate = |(of, _)| Some(format!("，{of}率{}", share(tally.in_favour()?.into(), tally.base().into())));
    let rate = of.and_then(rate).unwrap_or_default();
    format!("应到{}人，实到{}人，{}{rate}", tally.eligible, tally.present, options.join("、"))
}

fn stages(stages: &[Stage]) -> String {
    let done = |stage: &&Stage| stage.state.as_ref().is_some_and(|state| state.progress == Progress::Done);
    let told = stages.iter().any(|stage| stage.state.is_some());
    let names = list(stages.iter().map(|stage| stage.name.as_str()), "项");
    if told { format!("{names}；已完成{}项", stages.iter().filter(done).count()) } else { names }
}

fn meetings(meetings: &[Meeting]) -> String {
    let topics = list(meetings.iter().filter_map(|meeting| meeting.topic.as_deref()), "次");
    let count = format!("共{}次", meetings.len());
    if topics.is_empty() { count } else { format!("{count}：{topics}") }
}
