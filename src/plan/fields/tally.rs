//! Votes and appraisals: bars with the pass line, the rate in words, the numbers as a table.

use super::Labelled;
use super::numbers::share;
use crate::catalogue::Catalogue;
use crate::fields::{Choice, Tally};
use serde::Serialize;

/// A vote, drawn: lengths along a bar are parts of a hundred of what its votes are parts of, heights are pixels.
#[derive(Debug, Hash, Serialize)]
pub(super) struct TallyView<'p> {
    /// What came of it, in a sentence.
    say_zh: String,
    /// How many could vote, came, and handed in what.
    facts: Vec<Fact>,
    /// What the picture shows, for whoever cannot see it.
    picture_zh: String,
    bars: Vec<Bar<'p>>,
    line: Option<Line>,
    height: usize,
}

#[derive(Debug, Hash, Serialize)]
struct Fact {
    said_zh: String,
}

#[derive(Debug, Hash, Serialize)]
struct Bar<'p> {
    option: Labelled<'p>,
    note: Option<&'p str>,
    votes: u32,
    share: String,
    favourable: bool,
    /// Where its name stands.
    text: usize,
    /// Where it begins.
    top: usize,
}

/// The line that the votes in favour have to reach.
#[derive(Debug, Hash, Serialize)]
struct Line {
    at: String,
    label_zh: String,
}

/// Heights: of a bar with its name, of the head that names the line.
const STEP: usize = 46;
const HEAD: usize = 24;

impl<'p> TallyView<'p> {
    pub(super) fn of(tally: &'p Tally, catalogue: &'p Catalogue) -> Self {
        let Tally { eligible, present, issued, returned, valid, seats, options, pass } = tally;
        let base = u128::from(tally.base());
        let line = (!tally.counts_ballots() && tally.decides()).then(|| {
            let pass = pass.map_or(50, |pass| pass.percent);
            let name = if pass == 50 { "半数" } else { "通过线" };
            Line { at: format!("{pass}%"), label_zh: format!("{name} {pass}%") }
        });
        let head = if line.is_some() { HEAD } else { 0 };
        let favourable: Vec<&Choice> = tally.favourable().collect();
        let bars: Vec<Bar<'p>> = (options.iter().enumerate())
            .map(|(n, choice)| Bar {
                option: Labelled::of(&choice.name, catalogue),
                note: choice.note.as_deref(),
                votes: choice.votes,
                share: share(choice.votes.into(), base),
                favourable: match favourable.as_slice() {
                    [] => !tally.counts_ballots() || choice.name == "有效票",
                    known => known.iter().any(|known| std::ptr::eq(*known, choice)),
                },
                text: head + n * STEP + 17,
                top: head + n * STEP + 25,
            })
            .collect();
        let count = |name: &str, count: &Option<u32>, unit: &str| count.map(|n| format!("{name} {n} {unit}"));
        let came = format!("实到 {present} 人（{}）", share((*present).into(), (*eligible).into()));
        let of_all = tally.in_favour().filter(|_| !tally.of_eligible()).map(|votes| {
            let words = names(&favourable);
            format!("{words}占应到 {}", share(votes.into(), (*eligible).into()))
        });
        let facts = [
            Some(format!("应到 {eligible} 人")),
            Some(came),
            count("发出", issued, "票"),
            count("收回", returned, "票"),
            count("有效", valid, "票"),
            count("每票可选", seats, "项"),
            of_all,
        ];
        let each: Vec<String> =
            bars.iter().map(|bar| format!("{} {} 票（{}）", bar.option.zh, bar.votes, bar.share)).collect();
        let drawn = line.as_ref().map(|line| format!("；竖线为{}", line.label_zh)).unwrap_or_default();
        Self {
            say_zh: say(tally, &favourable),
            facts: facts.into_iter().flatten().map(|said_zh| Fact { said_zh }).collect(),
            picture_zh: format!("得票图：{}{drawn}", each.join("，")),
            height: head + bars.len() * STEP,
            bars,
            line,
        }
    }
}

fn names(choices: &[&Choice]) -> String {
    choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>().join("、")
}

/// 赞成 41 票，占到会 89.1%，已过半数。
fn say(tally: &Tally, favourable: &[&Choice]) -> String {
    let ballots = tally.ballots();
    if tally.counts_ballots() {
        let part = |choice: &Choice| {
            format!("{} {} 张（{}）", choice.name, choice.votes, share(choice.votes.into(), ballots.into()))
        };
        return tally.options.iter().map(part).collect::<Vec<_>>().join("，") + "。";
    }
    let (of, base) = match tally.returned {
        _ if tally.of_eligible() => ("应到", tally.eligible),
        Some(returned) => ("收回票数", returned),
        None => ("到会", ballots),
    };
    let over = |votes: u32| u64::from(votes) * 2 > u64::from(base);
    let Some(votes) = tally.in_favour() else {
        let elected: Vec<&Choice> = tally.options.iter().filter(|choice| over(choice.votes)).collect();
        return match elected.as_slice() {
            [] => "没有一项得票过半数。".to_owned(),
            few if few.len() <= 9 => format!("得票过半数的 {} 项：{}。", few.len(), names(few)),
            many => format!("{} 项中有 {} 项得票过半数。", tally.options.len(), many.len()),
        };
    };
    let all = if favourable.len() > 1 { "共" } else { "" };
    let part = format!("{}{all} {votes} 票，占{of} {}", names(favourable), share(votes.into(), base.into()));
    if !tally.decides() {
        return format!("{part}。");
    }
    let verdict = match (tally.pass.map(|pass| pass.percent).filter(|pass| *pass != 50), tally.passed()) {
        (Some(pass), Some(true)) => format!("达到 {pass}% 的通过线"),
        (Some(pass), _) => format!("未达到 {pass}% 的通过线"),
        (None, _) if over(votes) => "已过半数".to_owned(),
        (None, Some(true)) if base > 0 => "恰为半数，达到通过线".to_owned(),
        (None, _) if base > 0 && u64::from(votes) * 2 == u64::from(base) => "恰为半数".to_owned(),
        (None, _) => "未过半数".to_owned(),
    };
    format!("{part}，{verdict}。")
}
