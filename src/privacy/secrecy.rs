//! Secrecy marks (GB/T 9704: 密级 with ★ and term), marks of internal papers, and marks of what is withheld.
//! Ordinary words with the same characters (保密审查, 秘密投票, 机密性) are none.

use super::normal::{Class, Normal, class};
use super::{Found, Kind};

const LEVELS: [&str; 3] = ["绝密", "机密", "秘密"];
const STARS: [char; 6] = ['★', '☆', '⭐', '✩', '✭', '⋆'];
const PAPERS: [&str; 5] = ["内部资料", "内部文件", "内部材料", "内部刊物", "内部参考"];
const KEEP: [&str; 8] =
    ["注意保存", "注意保密", "妥善保管", "不得外传", "严禁外传", "请勿外传", "禁止外传", "不得扩散"];
const WITHHELD: [&str; 3] = ["不予公开", "此件不公开", "本件不公开"];

/// What follows 秘密 where it is how people vote.
const SECRET_VOTES: [&str; 5] = ["投票", "表决", "选举", "写票", "划票"];

/// The characters with which a mark begins.
const BEGINNINGS: [char; 9] = ['绝', '机', '秘', '工', '密', '内', '不', '此', '本'];

/// Looks for every mark.
pub(super) fn find(normal: &Normal, found: &mut Found) {
    let solid = normal.solid();
    let words: Vec<char> = solid.iter().map(|(_, c)| *c).collect();
    for at in 0..words.len() {
        if !BEGINNINGS.contains(&words[at]) {
            continue;
        }
        let rest = &words[at..];
        let Some((kind, length)) =
            mark(&words[..at], rest, |length| alone(normal, solid[at].0, solid[at + length - 1].0))
        else {
            continue;
        };
        found.add(kind, normal.bytes(solid[at].0..solid[at + length - 1].0 + 1));
    }
}

/// The kind and length of a mark that begins here.
fn mark(before: &[char], rest: &[char], alone: impl Fn(usize) -> bool) -> Option<(Kind, usize)> {
    if LEVELS.iter().any(|level| starts(rest, level)) {
        let star = rest.get(2).is_some_and(|c| STARS.contains(c));
        let term = if star { 3 + term(&rest[3..]) } else { 2 };
        let named = ends(before, &["密级", "密级是", "密级为", "密级:", "密级是:", "定密:"]);
        // A vote may be made a secret one.
        let called =
            named || ends(before, &["定为", "标为"]) && !SECRET_VOTES.iter().any(|vote| starts(&rest[2..], vote));
        let dated = term_with_dot(rest);
        let starred = before.last().is_some_and(|c| STARS.contains(c));
        let is_mark = star || starred || called || dated || alone(2);
        return is_mark.then_some((Kind::SecrecyMark, term));
    }
    if starts(rest, "工作秘密") && alone(4) {
        return Some((Kind::SecrecyMark, 4));
    }
    if starts(rest, "密级") && rest.get(2..).is_some_and(|rest| starts(rest, ":内部") || starts(rest, "内部")) {
        return Some((Kind::SecrecyMark, if rest[2] == ':' { 5 } else { 4 }));
    }
    if starts(rest, "内部") {
        let name = PAPERS.iter().find(|name| starts(rest, name)).map_or(2, |name| name.chars().count());
        let keep = (name..name + 6).find_map(|skip| {
            let keep = KEEP.iter().find(|keep| rest.get(skip..).is_some_and(|rest| starts(rest, keep)))?;
            (!rest[name..skip].contains(&'。')).then(|| skip + keep.chars().count())
        });
        let star = rest.get(name).is_some_and(|c| STARS.contains(c));
        return match keep {
            Some(length) => Some((Kind::SecrecyMark, length)),
            None => (star || alone(name)).then_some((Kind::SecrecyMark, name)),
        };
    }
    let withheld = WITHHELD.iter().find(|mark| starts(rest, mark))?;
    let length = withheld.chars().count();
    let called = ends(
        before,
        &["此件", "本件", "属性:", "选项:", "方式:", "类别:", "类型:", "结果:", "意见:", "公开:", "审查:"],
    );
    let sentence = rest.get(length).is_some_and(|c| "的事情理范条信内决告".contains(*c));
    (!sentence && (called || *withheld != "不予公开" || alone(length))).then_some((Kind::WithheldMark, length))
}

fn starts(rest: &[char], word: &str) -> bool {
    rest.len() >= word.chars().count() && word.chars().zip(rest).all(|(a, b)| a == *b)
}

fn ends(before: &[char], words: &[&str]) -> bool {
    words.iter().any(|word| before.iter().rev().copied().take(word.chars().count()).eq(word.chars().rev()))
}

/// The length of a term such as 10年, 三年, 6个月, 长期.
fn term(rest: &[char]) -> usize {
    let number = rest.iter().take(4).take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(**c)).count();
    let unit = ["年", "个月", "月", "日", "天"].iter().find(|unit| starts(&rest[number..], unit));
    match unit {
        Some(unit) if number > 0 => number + unit.chars().count(),
        _ if starts(rest, "长期") => 2,
        _ => 0,
    }
}

/// 机密·10年: the star written as a dot.
fn term_with_dot(rest: &[char]) -> bool {
    rest.get(2).is_some_and(|c| class(*c) == Class::Dot) && term(&rest[3..]) > 0
}

/// Whether words fill a line, a table cell or a pair of brackets.
fn alone(normal: &Normal, first: usize, last: usize) -> bool {
    let edge = |c: &&char| !matches!(class(**c), Class::Blank | Class::Markup) && **c != '#' && **c != '>';
    let border = |c: Option<&char>| match c {
        Some(c) => {
            matches!(class(*c), Class::Line | Class::Bar) || matches!(c, '【' | '】' | '[' | ']' | '(' | ')' | '"')
        }
        None => true,
    };
    border(normal.chars[..first].iter().rev().find(edge)) && border(normal.chars[last + 1..].iter().find(edge))
}
