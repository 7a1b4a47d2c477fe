//! Months, quarters, half-years and years that items report on.

use std::fmt;

/// The period that a periodic item reports on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// `2026`
    Year(u16),
    /// `2026-H1`
    Half(u16, u8),
    /// `2026-Q3`
    Quarter(u16, u8),
    /// `2026-07`
    Month(u16, u8),
}

impl Period {
    /// Reads `2026`, `2026-H1`, `2026-Q3`, `2026-07` and their Chinese forms `2026年`, `2026年上半年`,
    /// `2026年第三季度`, `2026年7月`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = |n: &str| n.bytes().all(|byte| byte.is_ascii_digit());
        let year: u16 = text.get(..4).filter(|year| digits(year))?.parse().ok()?;
        if !(1949..=2200).contains(&year) {
            return None;
        }
        let behind = text.get(4..)?;
        let rest = behind.strip_prefix(['年', '-']).unwrap_or(behind);
        let numbered = |n: &str, most: u8| n.parse().ok().filter(|number| digits(n) && (1..=most).contains(number));
        Some(match rest {
            "" | "度" if !behind.ends_with('-') => Self::Year(year),
            "上半年" => Self::Half(year, 1),
            "下半年" => Self::Half(year, 2),
            _ => {
                if let Some(half) = rest.strip_prefix(['H', 'h']) {
                    Self::Half(year, numbered(half, 2)?)
                } else if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
                    Self::Quarter(year, numbered(quarter, 4)?)
                } else if let Some(quarter) = rest.strip_suffix("季度") {
                    let quarter = quarter.trim_start_matches('第');
                    let han = "一二三四".chars().position(|c| quarter.starts_with(c) && quarter.chars().count() == 1);
                    Self::Quarter(year, han.map_or_else(|| numbered(quarter, 4), |n| u8::try_from(n + 1).ok())?)
                } else if rest.len() < behind.len() {
                    Self::Month(year, numbered(rest.strip_suffix('月').unwrap_or(rest), 12)?)
                } else {
                    return None;
                }
            }
        })
    }

    /// `2026年第三季度`, for people.
    pub fn chinese(self) -> String {
        match self {
            Self::Year(y) => format!("{y}年"),
            Self::Half(y, h) => format!("{y}年{}半年", if h == 1 { "上" } else { "下" }),
            Self::Quarter(y, q) => {
                format!("{y}年第{}季度", ["一", "二", "三", "四"][usize::from(q.clamp(1, 4)) - 1])
            }
            Self::Month(y, m) => format!("{y}年{m}月"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y}"),
            Self::Half(y, h) => write!(f, "{y}-H{h}"),
            Self::Quarter(y, q) => write!(f, "{y}-Q{q}"),
            Self::Month(y, m) => write!(f, "{y}-{m:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_back_what_it_prints() {
        for text in ["2026", "2026-H1", "2026-Q3", "2026-07"] {
            let period = Period::parse(text).expect(text);
            assert_eq!(period.to_string(), text);
            assert_eq!(Period::parse(&period.chinese()), Some(period), "{}", period.chinese());
        }
        for text in [
            "26",
            "2026-H3",
            "2026-Q5",
            "2026-13",
            "2026-",
            "20261",
            "2026+1",
            "2026-+1",
            "+202-1",
            "2026--7",
            "二〇二六年",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }
}
