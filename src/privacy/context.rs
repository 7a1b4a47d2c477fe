//! Numbers that are findings by the words beside them: accounts, passports, officers' cards, insurance numbers.

use super::checks::{credit_code, date, value};
use super::normal::Normal;
use super::runs::{Gap, Joined, Run, in_address};
use super::{Found, Kind};

/// Words and how many characters may stand between them and the number.
type Words = &'static [(&'static str, usize)];

const ACCOUNT: Words = &[
    ("账号", 12),
    ("帐号", 12),
    ("卡号", 12),
    ("账户", 12),
    ("帐户", 12),
    ("一卡通", 12),
    ("存折", 12),
    ("开户行", 24),
    ("开户银行", 24),
];
const PASSPORT: Words = &[("护照", 20), ("通行证", 20)];
const OFFICER: Words = &[("军官证", 12), ("士兵证", 12), ("警官证", 12), ("文职干部证", 12), ("军人证", 12)];
const SOCIAL: Words = &[
    ("社保号", 12),
    ("社保卡", 12),
    ("社保账号", 12),
    ("社保编号", 12),
    ("社会保障号", 12),
    ("社会保障卡", 12),
    ("社会保险号", 12),
    ("医保号", 12),
    ("医保卡", 12),
    ("医保编号", 12),
    ("社保", 4),
];

/// What between word and number says that the number is no account.
const SUMS: [&str; 12] = ["余额", "金额", "结余", "基金", "收入", "支出", "元", "资金", "。", "；", "电话", "信用代码"];

/// Looks at every run with enough digits.
pub(super) fn find(normal: &Normal, runs: &[Run], found: &mut Found) {
    let mut first = 0;
    while first < runs.len() {
        let last = account_end(runs, first);
        let digits: Vec<u8> =
            runs[first..=last].iter().flat_map(|run| &normal.chars[run.chars.clone()]).map(|c| *c as u8).collect();
        let joined = Joined { runs: &runs[first..=last], digits: &digits };
        if let Some(kind) = kind(normal, &joined)
            && !in_address(normal, joined.chars().start)
        {
            let chars = joined.chars();
            let start = if kind == Kind::Passport { chars.start - letters(normal, chars.start) } else { chars.start };
            found.add(kind, normal.bytes(start..chars.end));
        }
        first = last + 1;
    }
}

/// The last run of a number that is unbroken or in groups of one length.
fn account_end(runs: &[Run], first: usize) -> usize {
    let mut last = first;
    let mut group = runs[first].chars.len();
    let mut size = None;
    for (offset, run) in runs[first + 1..].iter().enumerate() {
        match run.gap {
            Gap::Markup => group += run.chars.len(),
            Gap::Blank | Gap::Blanks | Gap::Hyphen | Gap::Mark | Gap::Dot
                if group >= 3 && size.is_none_or(|size| size == group) =>
            {
                if run.chars.len() > group.max(4) {
                    break;
                }
                size = Some(group);
                group = run.chars.len();
            }
            _ => break,
        }
        last = first + 1 + offset;
    }
    last
}

fn kind(normal: &Normal, joined: &Joined<'_>) -> Option<Kind> {
    let (chars, digits) = (joined.chars(), joined.digits);
    if matches!(normal.chars.get(chars.end), Some('元' | '万' | '亿')) {
        return None;
    }
    let before = || normal.before(chars.start, 40);
    let after = || normal.after(chars.end, 6);
    if (12..=32).contains(&digits.len()) && !credit_code(digits) && !year_first(joined) {
        let near = near(&before(), ACCOUNT, &SUMS) || ACCOUNT.iter().any(|(word, _)| after().contains(word));
        if near {
            return Some(Kind::Account);
        }
    }
    if !joined.solid() {
        return None;
    }
    let letters = letters(normal, chars.start);
    if matches!((letters, digits.len()), (1, 7..=10) | (2, 7) | (0, 8..=9))
        && !is_date(digits)
        && (near(&before(), PASSPORT, &["。", "电话"])
            || letters > 0 && PASSPORT.iter().any(|(word, _)| after().contains(word)))
    {
        return Some(Kind::Passport);
    }
    if (6..=9).contains(&digits.len()) && !is_date(digits) && near(&before(), OFFICER, &["。", "电话"]) {
        return Some(Kind::OfficerCard);
    }
    let social = (8..=18).contains(&digits.len()) && !is_date(digits) && digits[0] != b'0';
    (social && near(&before(), SOCIAL, &SUMS)).then_some(Kind::SocialSecurity)
}

/// Whether one of the words ends close before the number, with nothing between that forbids it.
fn near(before: &str, words: Words, forbidden: &[&str]) -> bool {
    words.iter().any(|(word, reach)| {
        before.rfind(word).is_some_and(|at| {
            let between = &before[at + word.len()..];
            between.chars().count() <= *reach && !forbidden.iter().any(|word| between.contains(word))
        })
    })
}

/// Capital letters directly before a number, at most three.
fn letters(normal: &Normal, at: usize) -> usize {
    normal.chars[..at].iter().rev().take(3).take_while(|c| c.is_ascii_uppercase()).count()
}

pub(super) fn is_date(digits: &[u8]) -> bool {
    digits.len() == 8
        && (1900..2100).contains(&value(&digits[..4]))
        && date(value(&digits[..4]), value(&digits[4..6]), value(&digits[6..]))
}

/// A series of groups that begins with a year is a date and more.
fn year_first(joined: &Joined<'_>) -> bool {
    let parts = joined.parts();
    parts.len() > 1 && parts[0].1 == 4 && (1900..2100).contains(&value(&joined.digits[..4]))
}
