//! Numbers for the tests, from a seed.

use crate::privacy::checks::{credit_code, date, identity_check, luhn};

pub(super) struct Random(u64);

/// How a number may be taken apart.
pub(super) enum Dress<'a> {
    /// By anything, also across two cells.
    Anything,
    /// In one of these groupings, by one separator.
    Groups(&'a [&'a [usize]]),
    /// Over two neighbouring cells or lines.
    TwoCells,
}

const REGIONS: [&str; 12] = [
    "110101", "130132", "310115", "350102", "440305", "500103", "513436", "650104", "710000", "810000", "830000",
    "230183",
];

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    pub(super) fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    /// What stands before and behind a number.
    pub(super) fn frame(&mut self) -> (&'static str, &'static str) {
        self.pick(&[
            ("姓名张三，", "，住本市。"),
            ("|王五|", "|同意|\n"),
            ("| 12 | 李四 | ", " | 2026年10月 |\n"),
            ("（", "）\n\n"),
            ("号码：", "；"),
            ("**", "**，"),
            ("编号1，", "。\n"),
        ])
    }

    /// 17 digits of an identity number; old enough to be split over cells.
    fn identity17(&mut self) -> String {
        self.identity_of(1900, 2011)
    }

    /// The same of somebody born in one of these years.
    fn identity_of(&mut self, from: u64, to: u64) -> String {
        loop {
            let region = match self.below(3) {
                0 => format!(
                    "{}{:02}{:02}",
                    self.pick(&[11, 12, 21, 32, 44, 51, 62]),
                    1 + self.below(70),
                    1 + self.below(99)
                ),
                _ => self.pick(&REGIONS[..8]).to_owned(),
            };
            let (year, month, day) = (from + self.below(to - from + 1), 1 + self.below(12), 1 + self.below(31));
            if date(year as u16, month as u16, day as u16) {
                return format!("{region}{year}{month:02}{day:02}{}", self.digits(3));
            }
        }
    }

    pub(super) fn identity(&mut self) -> String {
        let first = self.identity17();
        let check = char::from(identity_check(first.as_bytes()));
        let check = if check == 'X' && self.below(2) == 0 { 'x' } else { check };
        format!("{first}{check}")
    }

    pub(super) fn identity_with_wrong_check(&mut self) -> String {
        let first = self.identity_of(1920, 2009);
        let right = identity_check(first.as_bytes());
        loop {
            let wrong = self.pick(b"0123456789");
            let number = format!("{first}{}", char::from(wrong));
            let other = credit_code(number.as_bytes()) || number.starts_with("62") && luhn(number.as_bytes());
            if wrong != right && !other {
                return number;
            }
        }
    }

    pub(super) fn identity_with_wrong_date(&mut self) -> String {
        let mut first = self.identity17();
        let wrong = self.pick(&["1300", "0230", "0431", "1232", "0001", "0100", "0931"]);
        if self.below(3) == 0 {
            first.replace_range(6..10, self.pick(&["1899", "2027", "1805", "2100"]));
        } else {
            first.replace_range(10..14, wrong);
        }
        let number = format!("{first}{}", char::from(identity_check(first.as_bytes())));
        let card = number.starts_with("62") && !number.ends_with('X') && luhn(number.as_bytes());
        if card { self.identity_with_wrong_date() } else { number }
    }

    pub(super) fn mobile(&mut self) -> String {
        format!("1{}{}", 3 + self.below(7), self.digits(9))
    }

    fn card_body(&mut self) -> String {
        let (prefix, length) = self.pick(&[
            ("6222", 19),
            ("6217", 19),
            ("6228", 16),
            ("6225", 18),
            ("6210", 17),
            ("4367", 16),
            ("5187", 16),
            ("3568", 16),
            ("9558", 19),
            ("6011", 16),
        ]);
        format!("{prefix}{}", self.digits(length - 5))
    }

    pub(super) fn card(&mut self) -> String {
        let body = self.card_body();
        (0..10).map(|check| format!("{body}{check}")).find(|number| luhn(number.as_bytes())).unwrap()
    }

    pub(super) fn card_with_wrong_check(&mut self) -> String {
        loop {
            let number = format!("{}{}", self.card_body(), self.below(10));
            // One that begins as an identity number does may be one with a wrong digit.
            if !luhn(number.as_bytes())
                && !crate::privacy::checks::identity_shape(&number.as_bytes()[..17.min(number.len())], 2026)
            {
                return number;
            }
        }
    }

    /// A unified social credit code, half of them with digits only in the organisation's part.
    pub(super) fn credit_code(&mut self) -> String {
        const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
        let kind = self
            .pick(&["11", "12", "13", "19", "31", "33", "51", "52", "53", "59", "91", "92", "93", "N1", "Y1", "A1"]);
        let region = self.pick(&REGIONS);
        let own: String =
            if self.below(2) == 0 { self.digits(9) } else { (0..9).map(|_| char::from(self.pick(ALPHABET))).collect() };
        let body = format!("{kind}{region}{own}");
        ALPHABET
            .iter()
            .map(|check| format!("{body}{}", char::from(*check)))
            .find(|code| credit_code(code.as_bytes()))
            .unwrap()
    }

    /// A number as people write it, or as somebody does who wants it to slip through.
    pub(super) fn dress(&mut self, number: &str, dress: Dress<'_>) -> String {
        let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap();
        match (self.below(5), dress) {
            (_, Dress::TwoCells) => {
                let at = 8 + self.below(number.len() as u64 - 8) as usize;
                let (first, second) = number.split_at(at);
                let bar = self.pick(&["|", " | ", "\n", "**|**"]);
                format!("{first}{bar}{second}")
            }
            (0, _) => number.to_owned(),
            (1, _) => number.chars().map(|c| if self.below(4) > 0 { wide(c) } else { c }).collect(),
            (2, _) => {
                let marks =
                    ["**", "_", "`", "\\", "~~", "\u{200B}", "\u{AD}", "\u{FEFF}", "\u{2060}", "\u{E000}", "\u{F8F0}"];
                self.split(number, 3, &marks, false)
            }
            (_, Dress::Anything) => match self.below(3) {
                0 => self.split(number, 4, &[" ", "-", "·", "\u{A0}", "\u{3000}", "—", " **"], true),
                1 => self.split(number, 1, &["|", " | ", "\n", "** | **"], true),
                _ => {
                    let separator = self.pick(&[" ", "-", "&nbsp;", "\u{3000}"]);
                    [&number[..6], &number[6..14], &number[14..]].join(separator)
                }
            },
            (_, Dress::Groups(groupings)) => {
                let separator = self.pick(&[" ", "-", "&nbsp;", "\u{2009}", "** **", "－"]);
                let grouping = self.pick(groupings);
                let mut rest = number;
                let mut parts = Vec::new();
                for length in grouping {
                    let (part, behind) = rest.split_at(*length);
                    parts.push(part);
                    rest = behind;
                }
                parts.join(separator)
            }
        }
    }

    /// Puts up to `most` separators anywhere inside; one kind of them when `same`.
    fn split(&mut self, number: &str, most: u64, separators: &[&str], same: bool) -> String {
        let mut cuts: Vec<usize> =
            (0..=self.below(most)).map(|_| 1 + self.below(number.len() as u64 - 1) as usize).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let one = self.pick(separators);
        let (mut out, mut at) = (String::new(), 0);
        for cut in cuts {
            out.push_str(&number[at..cut]);
            out.push_str(if same { one } else { self.pick(separators) });
            at = cut;
        }
        out + &number[at..]
    }
}
