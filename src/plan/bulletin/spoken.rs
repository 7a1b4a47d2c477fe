//! Texts as they are said aloud: numbers, dates, times, sums and document numbers in Chinese words; no addresses.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// What is counted with 两 instead of 二.
const COUNTED: &str = "项人件条名个次户票家起天年场张份本点处批轮";

/// A text of which nothing has to be deciphered by who reads it aloud.
pub(super) fn spoken(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        if let Some(length) = link(rest) {
            at += length;
        } else if let Some(length) = year_in_brackets(rest, &mut out) {
            at += length;
        } else if let Some(length) = stars(rest) {
            out.push_str(&format!("（隐去{}位）", han(length as u64)));
            at += length;
        } else if rest[0].is_ascii_digit()
            && (at > 0 && is_star(chars[at - 1]) || stars(&rest[digits(rest)..]).is_some())
        {
            out.extend(rest[..digits(rest)].iter().map(|c| digit(*c)));
            at += digits(rest);
        } else if rest[0].is_ascii_digit() {
            at += number(rest, out.chars().next_back(), &mut out);
        } else {
            let between = at > 0 && chars[at - 1].is_ascii_digit() && rest.get(1).is_some_and(char::is_ascii_digit);
            out.push(if between && matches!(rest[0], '-' | '—' | '–' | '~') { '至' } else { rest[0] });
            at += 1;
        }
    }
    out
}

fn is_star(c: char) -> bool {
    matches!(c, '*' | '＊')
}

/// How many digits are masked here.
fn stars(rest: &[char]) -> Option<usize> {
    let length = rest.iter().take_while(|c| is_star(**c)).count();
    (length > 1).then_some(length)
}

/// The length of an address, which is not said.
fn link(rest: &[char]) -> Option<usize> {
    let starts = |with: &str| with.chars().enumerate().all(|(n, c)| rest.get(n) == Some(&c));
    (starts("http://") || starts("https://")).then(|| rest.iter().take_while(|c| c.is_ascii_graphic()).count())
}

/// `〔2026〕` is said as a year.
fn year_in_brackets(rest: &[char], out: &mut String) -> Option<usize> {
    let [open, year @ .., close] = rest.get(..6)? else {
        return None;
    };
    if !matches!(open, '〔' | '[') || !matches!(close, '〕' | ']') || !year.iter().all(char::is_ascii_digit) {
        return None;
    }
    out.extend(year.iter().map(|c| digit(*c)));
    out.push('年');
    Some(6)
}

/// Says the number at the beginning, and gives its length.
fn number(rest: &[char], before: Option<char>, out: &mut String) -> usize {
    let whole = digits(rest);
    let (first, tail) = rest.split_at(whole);
    if let Some(length) = date(first, tail, out).or_else(|| time(first, tail, out)).or_else(|| calls(first, tail, out))
    {
        return whole + length;
    }
    let grouped = groups(tail);
    let text: String = first.iter().chain(&tail[..grouped]).filter(|c| c.is_ascii_digit()).collect();
    let mut length = whole + grouped;
    let mut decimals = String::new();
    if let [point, after @ ..] = &rest[length..]
        && *point == '.'
        && digits(after) > 0
    {
        decimals = after[..digits(after)].iter().collect();
        length += 1 + decimals.len();
    }
    let next = rest.get(length).copied();
    let percent = matches!(next, Some('%' | '％'));
    let year = next == Some('年') && text.len() == 4 && decimals.is_empty();
    let phone = whole == 11 && text.len() == 11 && text.starts_with('1') && next != Some('元');
    let id = phone || text.len() > 12 || (text.len() > 1 && text.starts_with('0')) || is_called(out);
    if percent {
        out.push_str("百分之");
        length += 1;
    }
    match text.parse::<u64>() {
        Ok(_) | Err(_) if year || id => {
            out.extend(text.chars().map(digit));
            if !decimals.is_empty() {
                out.push('点');
                out.extend(decimals.chars().map(digit));
            }
        }
        Ok(sum) if next == Some('元') && decimals.len() == 2 => length += money(sum, &decimals, out),
        Ok(2) if decimals.is_empty() && before != Some('第') && next.is_some_and(|c| COUNTED.contains(c)) => {
            out.push('两');
        }
        Ok(value) => {
            out.push_str(&han(value));
            let decimals = decimals.trim_end_matches('0');
            if !decimals.is_empty() {
                out.push('点');
                out.extend(decimals.chars().map(digit));
            }
        }
        Err(_) => out.push_str(&text),
    }
    length
}

/// Whether what was said last announces a number to call: a hotline is no count.
fn is_called(said: &str) -> bool {
    let said = said.trim_end_matches(['：', ':', '（', '“', ' ']);
    ["电话", "热线", "专线", "拨打"].iter().any(|word| said.ends_with(word))
}

/// `2026-07-10`, `2026.07.10`, `2026/7/10`; the length of what follows the year.
fn date(year: &[char], tail: &[char], out: &mut String) -> Option<usize> {
    let [mark @ ('-' | '.' | '/'), month @ ..] = tail else {
        return None;
    };
    let m = digits(month);
    let day = month[m..].strip_prefix(&[*mark])?;
    let d = digits(day);
    if year.len() != 4 || !(1..=2).contains(&m) || !(1..=2).contains(&d) {
        return None;
    }
    let value = |digits: &[char]| digits.iter().collect::<String>().parse().map(han).unwrap_or_default();
    out.extend(year.iter().map(|c| digit(*c)));
    out.push_str(&format!("年{}月{}日", value(&month[..m]), value(&day[..d])));
    Some(2 + m + d)
}

/// `9:30`, `13：00`; the length of what follows the hour.
fn time(hour: &[char], tail: &[char], out: &mut String) -> Option<usize> {
    let [':' | '：', minute @ ..] = tail else {
        return None;
    };
    let value = |digits: &[char]| digits.iter().collect::<String>().parse::<u64>().ok();
    let (hour, minute) = (value(hour).filter(|h| *h < 25 && hour.len() < 3)?, value(minute.get(..2)?)?);
    match minute {
        0 => out.push_str(&format!("{}点", han(hour))),
        minute => {
            let zero = if minute < 10 { "零" } else { "" };
            out.push_str(&format!("{}点{zero}{}分", han(hour), han(minute)));
        }
    }
    Some(3)
}

/// A telephone number is said digit by digit, with or without a prefix such as 0571 or 400; the length of what follows its
/// first part.
fn calls(first: &[char], tail: &[char], out: &mut String) -> Option<usize> {
    let ['-', rest @ ..] = tail else {
        return None;
    };
    let second = digits(rest);
    let third = rest[second..].strip_prefix(&['-']).map_or(0, digits);
    let local = first.first() == Some(&'0') && first.len() >= 3 && second >= 6;
    let free = matches!(first, ['4' | '8', '0', '0']) && second >= 3 && second + third == 7;
    if !local && !free {
        return None;
    }
    let length = if free && third > 0 { second + 1 + third } else { second };
    out.extend(first.iter().chain(&rest[..length]).filter(|c| c.is_ascii_digit()).map(|c| digit(*c)));
    Some(1 + length)
}

/// Yuan, jiao and fen; the length of the 元 that was said with them.
fn money(yuan: u64, decimals: &str, out: &mut String) -> usize {
    out.push_str(&han(yuan));
    out.push('元');
    let mut parts = decimals.chars().map(digit);
    let (jiao, fen) = (parts.next().unwrap_or('零'), parts.next().unwrap_or('零'));
    match (jiao, fen) {
        ('零', '零') => {}
        (jiao, '零') => out.extend([jiao, '角']),
        ('零', fen) => out.extend(['零', fen, '分']),
        (jiao, fen) => out.extend([jiao, '角', fen, '分']),
    }
    1
}

fn digits(rest: &[char]) -> usize {
    rest.iter().take_while(|c| c.is_ascii_digit()).count()
}

/// The length of groups of three digits, each after a comma.
fn groups(tail: &[char]) -> usize {
    let mut length = 0;
    while let Some([',', group @ ..]) = tail.get(length..length + 4)
        && group.iter().all(char::is_ascii_digit)
        && !tail.get(length + 4).is_some_and(char::is_ascii_digit)
    {
        length += 4;
    }
    length
}

fn digit(c: char) -> char {
    c.to_digit(10).and_then(|n| DIGITS.get(n as usize)).copied().unwrap_or(c)
}

/// A number in Chinese words: 十二, 一千零五, 十二万三千四百.
pub(super) fn han(value: u64) -> String {
    const SECTIONS: [&str; 5] = ["", "万", "亿", "万亿", "亿亿"];
    if value == 0 {
        return "零".to_owned();
    }
    let mut out = String::new();
    let mut gap = false;
    for n in (0..SECTIONS.len()).rev() {
        let section = value / 10_000_u64.pow(u32::try_from(n).unwrap_or_default()) % 10_000;
        if section == 0 {
            gap |= !out.is_empty();
            continue;
        }
        if !out.is_empty() && (gap || section < 1000) {
            out.push('零');
        }
        gap = false;
        out.push_str(&thousands(section));
        out.push_str(SECTIONS[n]);
    }
    out.strip_prefix("一十").map_or_else(|| out.clone(), |rest| format!("十{rest}"))
}

/// One to 9999.
fn thousands(value: u64) -> String {
    let mut out = String::new();
    let mut gap = false;
    for (power, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let n = value / power % 10;
        if n == 0 {
            gap |= !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
        }
        gap = false;
        out.push(DIGITS[usize::try_from(n).unwrap_or_default()]);
        out.push_str(unit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        for (value, said) in [
            (0, "零"),
            (2, "二"),
            (10, "十"),
            (12, "十二"),
            (105, "一百零五"),
            (110, "一百一十"),
            (1005, "一千零五"),
            (10_000, "一万"),
            (123_400, "十二万三千四百"),
            (100_500, "十万零五百"),
            (1_000_001, "一百万零一"),
            (520_000_000, "五亿二千万"),
        ] {
            assert_eq!(han(value), said, "{value}");
        }
    }

    #[test]
    fn texts_are_said_without_digits() {
        for (text, said) in [
            ("2026年11月20日至12月2日", "二零二六年十一月二十日至十二月二日"),
            ("2026-07-10起", "二零二六年七月十日起"),
            ("电话13805321234，", "电话一三八零五三二一二三四，"),
            ("电话137****1111。", "电话一三七（隐去四位）一一一一。"),
            ("共2项，第2项", "共两项，第二项"),
            ("赞成率94.70%", "赞成率百分之九十四点七"),
            ("收入1,234.50元", "收入一千二百三十四元五角"),
            ("结存1200.05元", "结存一千二百元零五分"),
            ("余520.00元", "余五百二十元"),
            ("约4,300余辆", "约四千三百余辆"),
            ("投入12.35万元", "投入十二点三五万元"),
            ("向委组〔2026〕44号", "向委组二零二六年四十四号"),
            ("9:00—17:30", "九点至十七点三十分"),
            ("9:05", "九点零五分"),
            ("电话0000-8800100", "电话零零零零八八零零一零零"),
            ("客服400-820-8820、800-8208820", "客服四零零八二零八八二零、八零零八二零八八二零"),
            ("举报电话12388，热线：110", "举报电话一二三八八，热线：一一零"),
            ("涉及12388人、400-800人", "涉及一万二千三百八十八人、四百至八百人"),
            ("2026.07.10和2026/7/9", "二零二六年七月十日和二零二六年七月九日"),
            ("第07.10号", "第零七点一零号"),
            ("见https://a.example/x?y=1。", "见。"),
        ] {
            assert_eq!(spoken(text), said, "{text}");
        }
    }
}
