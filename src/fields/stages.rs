//! Steps or tasks, and how far each has come.

use super::reader::{Reader, Record};
use crate::diagnostic::{codes, nearest};
use crate::source::{Node, Value};
use chrono::NaiveDate;

/// A step, a task, a problem to be put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What.
    pub name: String,
    /// When, or by when.
    pub date: Option<NaiveDate>,
    /// How far it has come.
    pub state: Option<State>,
    /// A remark.
    pub note: Option<String>,
}

/// How far something has come, in the clerk's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The word.
    pub word: String,
    /// What it means.
    pub progress: Progress,
}

/// How far something has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// 未开始
    NotStarted,
    /// 进行中、办理中
    Running,
    /// 已完成、已办结
    Done,
    /// 未完成: its time is over.
    Unfinished,
    /// 延期
    Postponed,
    /// 终止
    Ended,
}

const WORDS: [(Progress, &[&str]); 6] = [
    (Progress::NotStarted, &["未开始", "未启动", "待启动", "计划中"]),
    (
        Progress::Running,
        &[
            "进行中",
            "推进中",
            "办理中",
            "整改中",
            "正在办理",
            "正在推进",
            "正在整改",
            "基本完成",
            "收到",
            "转办",
            "立案",
            "已立案",
            "交办",
            "列入计划",
        ],
    ),
    (
        Progress::Done,
        &[
            "已完成",
            "完成",
            "已办结",
            "办结",
            "已整改",
            "已落实",
            "答复",
            "已答复",
            "反馈",
            "评价",
            "已采纳",
            "未采纳",
            "留作参考",
            "不予立案",
        ],
    ),
    (Progress::Unfinished, &["未完成", "未办结", "未整改", "逾期"]),
    (Progress::Postponed, &["延期", "已延期", "暂缓"]),
    (Progress::Ended, &["终止", "已终止", "取消", "已取消"]),
];

/// A list of `{ name, date, state, note }`, or of names.
pub(super) fn read(node: &Node<'_>, ordered: bool, reader: &mut Reader<'_>) -> Option<Vec<Stage>> {
    let read: Vec<Option<Stage>> = reader.list(node).iter().map(|node| stage(node, reader)).collect();
    let stages: Vec<Stage> = read.into_iter().collect::<Option<_>>()?;
    if ordered {
        in_order(&stages, reader.list(node), reader);
    }
    Some(stages)
}

fn stage(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Stage> {
    if matches!(node.value, Value::Scalar(_)) {
        return Some(Stage { name: reader.text(node)?, date: None, state: None, note: None });
    }
    let mut record = reader.record(node)?;
    let name = reader.part_text(&mut record, "name");
    let date = day(&mut record, "date", reader);
    let state = state(&mut record, &WORDS.map(|(_, words)| words[0]), reader);
    let note = reader.part_text(&mut record, "note");
    if name.is_none() {
        reader.lacks(&mut record, "name");
    }
    reader.finish(record);
    Some(Stage { name: name?, date, state, note })
}

/// A part that is a day.
pub(super) fn day(record: &mut Record<'_>, key: &'static str, reader: &mut Reader<'_>) -> Option<NaiveDate> {
    reader.part_moment(record, key).map(|moment| moment.day())
}

/// The part `state`, one of the known words; what is none of them is told some.
pub(super) fn state(record: &mut Record<'_>, some: &[&str], reader: &mut Reader<'_>) -> Option<State> {
    let node = record.take("state")?;
    let word = reader.text(node)?;
    let found = WORDS.iter().find(|(_, words)| words.contains(&&*word));
    if let Some((progress, _)) = found {
        return Some(State { word, progress: *progress });
    }
    let all = WORDS.iter().flat_map(|(_, words)| words.iter().copied());
    let (help_zh, help_en) = match nearest(&word, all) {
        Some(near) => (format!("是不是想写 {near}？"), format!("Did you mean `{near}`?")),
        None => {
            let some = some.join(" / ");
            (format!("请写成 {some} 等"), format!("Write {some} or the like"))
        }
    };
    let (zh, en) = (format!("状态“{word}”看不懂"), format!("`{word}` is no state"));
    reader.report(&codes::C013, &node.range, [zh, en, help_zh, help_en]);
    None
}

/// Steps that follow one another: no date before the one above, and nothing begun after what has not.
fn in_order(stages: &[Stage], nodes: &[Node<'_>], reader: &mut Reader<'_>) {
    let mut before: Option<(&Stage, NaiveDate)> = None;
    let mut waiting: Option<&Stage> = None;
    for (stage, node) in stages.iter().zip(nodes) {
        let progress = stage.state.as_ref().map(|state| state.progress);
        let begun = matches!(progress, Some(Progress::Running | Progress::Done));
        let wrong = match (stage.date.zip(before), waiting) {
            (Some((date, (first, earlier))), _) if date < earlier => Some((
                format!("“{}”在 {date}，却列在 {earlier} 的“{}”之后", stage.name, first.name),
                format!("`{}` on {date} comes after `{}` on {earlier}", stage.name, first.name),
            )),
            (_, Some(first)) if begun => Some((
                format!("“{}”已经开始，它前面的“{}”却未开始", stage.name, first.name),
                format!("`{}` has begun, and `{}` before it has not", stage.name, first.name),
            )),
            _ => None,
        };
        if let Some((zh, en)) = wrong {
            let help = ("按先后排列，核对日期和状态", "Put the stages in order; check dates and states");
            reader.report(&codes::C016, &node.range, [zh, en, help.0.to_owned(), help.1.to_owned()]);
        }
        before = stage.date.map(|date| (stage, date)).or(before);
        if progress == Some(Progress::NotStarted) {
            waiting = waiting.or(Some(stage));
        }
    }
}
