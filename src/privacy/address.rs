//! Home addresses down to the door. The address of an office ends at its house number; a room in a building with
//! an office's name is none either.

use super::normal::Normal;
use super::{Found, Kind};

const ESTATES: [&str; 14] =
    ["小区", "花园", "苑", "家园", "公寓", "新村", "家属院", "宿舍", "号院", "公馆", "名城", "华庭", "雅居", "佳园"];
const STREETS: [&str; 8] = ["路", "街", "巷", "弄", "大道", "胡同", "里", "坊"];
const HOME: [&str; 19] = [
    "住址",
    "家住",
    "住在",
    "现住",
    "居住",
    "户籍",
    "家庭地址",
    "住所",
    "住于",
    "户口",
    "我住",
    "本人住",
    "租住",
    "住户",
    "我家",
    "家在",
    "本人家",
    "业主",
    "户主",
];
/// What stands behind a home.
const HOME_BEHIND: [&str; 4] = ["业主", "住户", "租户", "居民"];
/// What 住 begins that is no home.
const NO_HOME: [&str; 7] = ["住院", "住房", "住建", "住宅", "住宿", "业主委员会", "业委会"];
const OFFICE: [&str; 27] = [
    "办公",
    "政务",
    "服务中心",
    "服务站",
    "大厦",
    "大楼",
    "行政",
    "机关",
    "会议",
    "委员会",
    "政府",
    "党委",
    "支部",
    "医院",
    "学校",
    "中心",
    "写字楼",
    "园区",
    "产业园",
    "科技园",
    "活动室",
    "居委会",
    "村委会",
    "宾馆",
    "酒店",
    "考场",
    "教学楼",
];
const OFFICE_BEHIND: [&str; 8] = ["党群", "服务站", "活动", "居委会", "支部", "办公", "会议", "工作站"];
/// How far an address reaches back from its door.
const REACH: usize = 40;

/// Looks at every door.
pub(super) fn find(normal: &Normal, found: &mut Found) {
    let solid = normal.solid();
    let words: Vec<char> = solid.iter().map(|(_, c)| *c).collect();
    for at in 0..words.len() {
        let Some(door) = door(&words, at) else {
            continue;
        };
        // First within the line, then across lines and cells, as tables and PDF split them.
        for wide in [false, true] {
            let start = start(normal, &solid, door.start, wide);
            let before: String = words[start..door.start].iter().collect();
            let label: String = words[start.saturating_sub(8)..start].iter().collect();
            let after: String = words[door.end..].iter().take(8).collect();
            if home(&door, &before, &label, &after) {
                let from = behind_others(normal, &solid, start, door.start);
                let before: String = words[from..door.start].iter().collect();
                let from = first_word(&before, from);
                found.add(Kind::HomeAddress, normal.bytes(solid[from].0..solid[door.end - 1].0 + 1));
                break;
            }
        }
    }
}

#[derive(Debug, PartialEq)]
enum Shape {
    /// 501室
    Room,
    /// 2单元501, 2门501
    Unit,
    /// 3栋501
    Block,
    /// 5-2-301 directly behind the name of an estate.
    Dashes,
    /// 3组12号 in a village.
    Village,
}

struct Door {
    shape: Shape,
    start: usize,
    end: usize,
}

fn numeral(c: char) -> bool {
    c.is_ascii_digit() || "零〇一二三四五六七八九十".contains(c)
}

fn numerals(words: &[char]) -> usize {
    words.iter().take_while(|c| numeral(**c)).count()
}

fn numerals_before(words: &[char]) -> usize {
    words.iter().rev().take_while(|c| numeral(**c)).count()
}

fn door(words: &[char], at: usize) -> Option<Door> {
    let (before, after) = (&words[..at], &words[at + 1..]);
    let ending = |place: usize| usize::from(words.get(place).is_some_and(|c| matches!(c, '室' | '号' | '户')));
    match words[at] {
        '室' => {
            let count = numerals_before(before);
            let letters = usize::from(before[..at - count].last().is_some_and(char::is_ascii_uppercase));
            (count >= 2).then(|| Door { shape: Shape::Room, start: at - count - letters, end: at + 1 })
        }
        '元' if before.last() == Some(&'单') => {
            let (unit, room) = (numerals_before(&before[..at - 1]), numerals(after));
            let end = at + 1 + room;
            (unit > 0 && room >= 2).then(|| Door { shape: Shape::Unit, start: at - 1 - unit, end: end + ending(end) })
        }
        '门' => {
            let (unit, room) = (numerals_before(before), numerals(after));
            let end = at + 1 + room;
            (unit > 0 && room >= 3).then(|| Door { shape: Shape::Unit, start: at - unit, end: end + ending(end) })
        }
        '栋' | '幢' => {
            let (block, room) = (numerals_before(before), numerals(after));
            let end = at + 1 + room;
            // 3栋120户 counts homes.
            let counted = words.get(end).is_some_and(|c| "户人名个套间台余多元万平米层年月".contains(*c));
            (block > 0 && room >= 3 && !counted).then(|| Door {
                shape: Shape::Block,
                start: at - block,
                end: end + ending(end),
            })
        }
        '组' => {
            let (group, house) = (numerals_before(before), numerals(after));
            let village = matches!(before[..at - group].last(), Some('村' | '屯' | '庄' | '队' | '寨'));
            let end = at + 1 + house;
            let is_house = house > 0 && words.get(end) == Some(&'号');
            (group > 0 && village && is_house).then(|| Door { shape: Shape::Village, start: at - group, end: end + 1 })
        }
        '园' | '苑' | '区' | '寓' | '庭' | '村' | '院' | '里' => {
            let mut end = at + 1;
            let mut counts = Vec::new();
            loop {
                let count = words[end..].iter().take_while(|c| c.is_ascii_digit()).count();
                end += count;
                counts.push(count);
                if count == 0 || words.get(end) != Some(&'-') {
                    break;
                }
                end += 1;
            }
            let shape = matches!(counts.as_slice(), [1..=3, 3..=4] | [1..=3, 1..=2, 2..=4]);
            shape.then(|| Door { shape: Shape::Dashes, start: at + 1, end: end + ending(end) })
        }
        _ => None,
    }
}

/// Where the text of an address can begin.
fn start(normal: &Normal, solid: &[(usize, char)], door: usize, wide: bool) -> usize {
    let mut start = door;
    while start > 0 && door - start < REACH {
        let (place, c) = solid[start - 1];
        let next = solid.get(start).map_or(place + 1, |(next, _)| *next);
        let line = normal.chars[place..next].contains(&'\n');
        if "。；;！!？?，,、:".contains(c) || !wide && (line || c == '|') {
            break;
        }
        start -= 1;
    }
    start
}

fn home(door: &Door, before: &str, label: &str, after: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| before.contains(word));
    let lives = lives(before, label, after);
    let office = any(&OFFICE) || OFFICE_BEHIND.iter().any(|word| after.contains(word));
    let chars: Vec<char> = before.chars().collect();
    let numbered = |word: &str| {
        let word: Vec<char> = word.chars().collect();
        (1..chars.len())
            .any(|at| chars[at..].starts_with(&word) && (numeral(chars[at - 1]) || chars[at - 1].is_ascii_uppercase()))
    };
    let block = numbered("栋") || numbered("幢") || numbered("单元");
    let building = block || numbered("号楼") || numbered("座") || numbered("楼") || numbered("弄");
    let estate = any(&ESTATES);
    let street = any(&STREETS) && numbered("号");
    let place = street || estate || any(&["区", "镇", "乡", "村", "社区", "市", "县"]);
    match door.shape {
        Shape::Unit => lives || !office,
        Shape::Room if lives => street || estate || building,
        Shape::Room => !office && (estate && (building || street) || block && place),
        Shape::Dashes | Shape::Block => lives || !office && estate,
        Shape::Village => lives || !office,
    }
}

/// Whether the words around a door say that somebody lives there.
fn lives(before: &str, label: &str, after: &str) -> bool {
    let lodged = |text: &str| NO_HOME.iter().any(|word| text.contains(word));
    let home = |text: &str| HOME.iter().any(|word| text.contains(word)) && !lodged(text);
    let begins = before.starts_with('住') && !lodged(before);
    home(before) || home(label) || begins || HOME_BEHIND.iter().any(|word| after.starts_with(word))
}

/// The least number of characters of a number or e-mail address that stands before an address: no house has as many.
const OTHER: usize = 7;

/// Where the words of an address can begin at the earliest: behind the numbers and e-mail addresses before it, masked or not.
fn behind_others(normal: &Normal, solid: &[(usize, char)], start: usize, door: usize) -> usize {
    let first = solid[start].0;
    let (mut count, mut end) = (0, first);
    for (at, c) in normal.chars[first..solid[door].0].iter().enumerate() {
        match c {
            '@' | '*' => count += 1,
            c if numeral(*c) || c.is_ascii_alphanumeric() => count += 1,
            '.' | '-' | '_' | '%' | '+' | '\\' => {}
            _ => count = 0,
        }
        if count >= OTHER {
            end = first + at + 1;
        }
    }
    solid.partition_point(|(place, _)| *place < end)
}

/// The index of the first word of an address: behind a label such as 家住.
fn first_word(before: &str, start: usize) -> usize {
    let own = before.starts_with('住').then(|| '住'.len_utf8());
    let labels = HOME.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).chain(own).max();
    let skip = before[..labels.unwrap_or(0)].chars().count();
    start + skip
}
