//! Votes and polls: turnout, options, and whether something passed.

use super::meetings::too_many;
use super::reader::{Reader, Record};
use crate::catalogue::Pass;
use crate::diagnostic::{Text, codes};
use crate::source::{Node, Percent, Value, count};
use std::ops::Range;

/// Words for options that speak for a matter or a person.
const FOR: [&str; 12] =
    ["赞成", "同意", "满意", "基本满意", "优秀", "良好", "称职", "基本称职", "合格", "基本合格", "好", "较好"];
/// Words for options that do not.
const NOT_FOR: [&str; 9] = ["反对", "不同意", "弃权", "不满意", "不称职", "不合格", "一般", "差", "不了解"];
/// Words for what only tells ballots that count from those that do not.
const BALLOTS: [&str; 8] = ["有效", "废", "无效", "作废", "空白", "白", "未投", "另选他人"];

/// A vote or an appraisal (表决、测评).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Those due to attend (应到).
    pub eligible: u32,
    /// Those who did (实到).
    pub present: u32,
    /// Ballots handed out.
    pub issued: Option<u32>,
    /// Ballots handed back.
    pub returned: Option<u32>,
    /// Ballots that count.
    pub valid: Option<u32>,
    /// How many options a ballot may name; one where nothing is said.
    pub seats: Option<u32>,
    /// The options, in the order written.
    pub options: Vec<Choice>,
    /// From how much on it is passed; the catalogue says.
    pub pass: Option<Pass>,
}

/// An option of a vote, a grade of an appraisal, or a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it is called.
    pub name: String,
    /// Votes for it.
    pub votes: u32,
    /// A remark.
    pub note: Option<String>,
}

impl Choice {
    /// Whether it only counts ballots, and is no option that anybody took.
    pub fn counts_ballots(&self) -> bool {
        BALLOTS.contains(&bare(&self.name))
    }
}

impl Tally {
    /// The ballots that there were: those handed back, or one for each who attended.
    pub fn ballots(&self) -> u32 {
        self.returned.unwrap_or(self.present)
    }

    /// What its votes are parts of: the ballots, or where the catalogue says so, those due to attend.
    pub fn base(&self) -> u32 {
        if self.of_eligible() { self.eligible } else { self.ballots() }
    }

    /// Whether its votes are parts of those due to attend.
    pub fn of_eligible(&self) -> bool {
        self.pass.is_some_and(|pass| pass.of_eligible)
    }

    /// The options that speak for the matter.
    pub fn favourable(&self) -> impl Iterator<Item = &Choice> {
        self.options.iter().filter(|choice| FOR.contains(&bare(&choice.name)))
    }

    /// Whether the options only tell ballots that count from those that do not.
    pub fn counts_ballots(&self) -> bool {
        self.options.iter().all(Choice::counts_ballots)
    }

    /// Whether something is decided by it: appraisals only give grades, unless the catalogue has a pass line for them.
    pub fn decides(&self) -> bool {
        let graded = |choice: &Choice| !["赞成", "同意"].contains(&&*choice.name);
        let only_grades = self.favourable().next().is_some() && self.favourable().all(graded);
        self.pass.is_some() || !only_grades
    }

    /// The votes in favour; `None` where no option has a word that is for or against, as with candidates.
    pub fn in_favour(&self) -> Option<u32> {
        let mut votes = self.favourable().map(|choice| choice.votes);
        votes.next().map(|first| votes.fold(first, u32::saturating_add))
    }

    /// The part that is in favour (赞成率、满意率).
    pub fn rate(&self) -> Option<Percent> {
        let base = i64::from(self.base());
        let half = base / 2;
        (i64::from(self.in_favour()?) * 10_000 + half).checked_div(base).map(Percent)
    }

    /// Whether the pass line is reached.
    pub fn passed(&self) -> Option<bool> {
        let (pass, votes) = (self.pass?, self.in_favour()?);
        Some(u64::from(votes) * 100 >= u64::from(pass.percent) * u64::from(self.base()))
    }

    /// The votes that a resolution rests on: those in favour, or where it was between proposals, those for the most
    /// favoured.
    pub fn carrying(&self) -> u32 {
        let speaks = |choice: &&Choice| !choice.counts_ballots() && !NOT_FOR.contains(&bare(&choice.name));
        let proposals = || self.options.iter().filter(speaks);
        let most = || proposals().map(|choice| choice.votes).max().unwrap_or_default();
        self.in_favour().unwrap_or_else(most)
    }

    /// Whether more than half of those due to attend carry it, which makes a resolution bind.
    pub fn binds(&self) -> bool {
        u64::from(self.carrying()) * 2 > u64::from(self.eligible)
    }
}

/// `{ eligible, present, issued, returned, valid, seats, options }`; the options are a list of `{ option, votes }`, a
/// set of `option: votes`, or, where they are of the usual words, stand beside the others. `eligible` and `present` may be
/// written 应到 and 实到.
pub(super) fn read(node: &Node<'_>, pass: Option<Pass>, reader: &mut Reader<'_>) -> Option<Tally> {
    let mut record = reader.record(node)?;
    let mut number = |record: &mut Record<'_>, key| reader.part(record, key, "整数", "a whole number", count);
    let eligible = number(&mut record, "eligible");
    let present = number(&mut record, "present");
    let issued = number(&mut record, "issued");
    let returned = number(&mut record, "returned");
    let valid = number(&mut record, "valid");
    let seats = number(&mut record, "seats");
    let mut options = record.take("options").map_or(Some(Vec::new()), |node| options(node, reader));
    for word in record.keys().filter(|key| is_usual(key)).collect::<Vec<_>>() {
        let place = record.place(word);
        let votes = votes(record.take(word), &place, reader);
        options = options.zip(votes).map(|(mut options, votes)| {
            options.push((Choice { name: word.to_owned(), votes, note: None }, place));
            options
        });
    }
    for (key, value) in [("eligible", eligible), ("present", present)] {
        if value.is_none() && !record.has(key) {
            reader.lacks(&mut record, key);
        }
    }
    if options.as_ref().is_some_and(Vec::is_empty) {
        reader.lacks(&mut record, "options");
        options = None;
    }
    let whole = options.zip(eligible.zip(present)).map(|(options, (eligible, present))| {
        let (options, places): (Vec<Choice>, Vec<Range<usize>>) = options.into_iter().unzip();
        let tally = Tally { eligible, present, issued, returned, valid, seats, options, pass };
        possible(&tally, &places, &record, reader);
        tally
    });
    reader.finish(record);
    whole
}

type Placed = (Choice, Range<usize>);

fn options<'n>(node: &'n Node<'n>, reader: &mut Reader<'_>) -> Option<Vec<Placed>> {
    if let Value::Map(_) = node.value {
        let mut record = reader.record(node)?;
        let mut found = Vec::new();
        for key in record.keys().collect::<Vec<_>>() {
            let place = record.place(key);
            let votes = votes(record.take(key), &place, reader)?;
            found.push((Choice { name: key.to_owned(), votes, note: None }, place));
        }
        return Some(found);
    }
    let read: Vec<Option<Placed>> = reader.list(node).iter().map(|node| option(node, reader)).collect();
    read.into_iter().collect()
}

fn option(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Placed> {
    let mut record = reader.record(node)?;
    let name = reader.part_text(&mut record, "option");
    let name = name.or_else(|| reader.part_text(&mut record, "name"));
    let place = record.place("votes");
    let votes = record.take("votes").map(|node| votes(Some(node), &place, reader));
    let note = reader.part_text(&mut record, "note");
    for (key, absent) in [("option", name.is_none()), ("votes", votes.is_none())] {
        if absent {
            reader.lacks(&mut record, key);
        }
    }
    reader.finish(record);
    Some((Choice { name: name?, votes: votes??, note }, place))
}

/// Whether a word is one of those that options usually have.
fn is_usual(word: &str) -> bool {
    let usual = |words: &[&str]| words.contains(&bare(word));
    usual(&FOR) || usual(&NOT_FOR) || word.ends_with('票') && usual(&BALLOTS)
}

/// The word of an option, of which the votes or the ballots are counted: 赞成票 is 赞成.
fn bare(word: &str) -> &str {
    word.strip_suffix('票').unwrap_or(word)
}

/// The votes behind a key, which stands at `place`.
fn votes(node: Option<&Node<'_>>, place: &Range<usize>, reader: &mut Reader<'_>) -> Option<u32> {
    let votes = node.and_then(|node| reader.text(node)).as_deref().and_then(count);
    if votes.is_none() {
        reader.wrong(node.map_or(place, |node| &node.range), "票数应当是整数", "the votes should be a whole number");
    }
    votes
}

/// Nobody votes twice, or without being there.
fn possible(tally: &Tally, places: &[Range<usize>], record: &Record<'_>, reader: &mut Reader<'_>) {
    let Tally { eligible, present, issued, returned, valid, seats, options, pass: _ } = tally;
    let mut report = |range: Range<usize>, zh: String, en: String| {
        let (help_zh, help_en) = ("核对会议记录和计票单", "Check the minutes and the count");
        reader.report(&codes::C014, &range, [zh, en, help_zh.to_owned(), help_en.to_owned()]);
    };
    if let Some(Text { zh, en }) = too_many(present, eligible) {
        report(record.place("present"), zh, en);
    }
    let issued = issued.unwrap_or(*present);
    if returned.is_some_and(|returned| returned > issued) {
        let returned = returned.unwrap_or_default();
        report(
            record.place("returned"),
            format!("收回 {returned} 张票，多于发出的 {issued} 张：选举无效"),
            format!("{returned} ballots returned of {issued} issued: the vote is void"),
        );
    }
    let ballots = tally.ballots();
    if valid.is_some_and(|valid| valid > ballots) {
        let valid = valid.unwrap_or_default();
        report(
            record.place("valid"),
            format!("有效票 {valid} 张，多于收回的 {ballots} 张"),
            format!("{valid} valid ballots of {ballots}"),
        );
    }
    let mut any = false;
    for (choice, place) in options.iter().zip(places) {
        let counted = valid.filter(|valid| !choice.counts_ballots() && *valid < ballots);
        if choice.votes > counted.unwrap_or(ballots) {
            any = true;
            let (of_zh, of_en) = match counted {
                Some(valid) => (format!("有效票 {valid} 张"), format!("{valid} valid ballots")),
                None => (format!("实到（收回）的 {ballots}"), format!("{ballots} who could vote")),
            };
            report(
                place.clone(),
                format!("“{}”得 {} 票，多于{of_zh}", choice.name, choice.votes),
                format!("{} votes for `{}`, and {of_en}", choice.votes, choice.name),
            );
        }
    }
    let sum: u64 = options.iter().map(|choice| u64::from(choice.votes)).sum();
    let most = u64::from(ballots) * u64::from(seats.unwrap_or(1));
    if sum > most && !any {
        report(
            record.place("options"),
            format!("各项共 {sum} 票，多于实到（收回）的 {most}；一票可选几项的，在这一栏里写明 seats，例如 seats: 3"),
            format!(
                "{sum} votes in all, and {most} who could vote; where a ballot may name several, give `seats` beside them, such as `seats: 3`"
            ),
        );
    }
}
