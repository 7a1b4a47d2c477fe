//! Generated numbers in varied dress, near misses, and texts that must or must not be reported.

mod generate;
mod ordinary;
mod parted;
mod pieces;

use super::{Hit, Kind, Scanner};
use generate::{Dress, Random};
use std::sync::LazyLock;

static SCANNER: LazyLock<Scanner> = LazyLock::new(|| {
    Scanner::new(["0000-8800100", "0591-87654321转8012", "(010) 6655 4433"], ["office@xiangyang.example"], 2026)
});

fn kinds(text: &str) -> Vec<Kind> {
    SCANNER.scan(text).into_iter().map(|hit| hit.kind).collect()
}

/// Scans numbers one by one in sentences of ten; every number must be one hit of the kind with exactly its bytes.
fn all_found(kind: Kind, count: usize, mut number: impl FnMut(&mut Random) -> String) {
    let mut random = Random::new(kind as u64 + 1);
    for round in 0..count / 10 {
        let (mut text, mut expected) = (String::new(), Vec::new());
        for _ in 0..10 {
            let number = number(&mut random);
            let (before, after) = random.frame();
            text.push_str(before);
            expected.push(Hit { kind, range: text.len()..text.len() + number.len() });
            text.push_str(&number);
            text.push_str(after);
        }
        assert_eq!(SCANNER.scan(&text), expected, "round {round}: {text}");
    }
}

fn none_found(seed: u64, count: usize, mut number: impl FnMut(&mut Random) -> String) {
    let mut random = Random::new(seed);
    for round in 0..count / 10 {
        let mut text = String::new();
        for _ in 0..10 {
            let (before, after) = random.frame();
            text.push_str(before);
            text.push_str(&number(&mut random));
            text.push_str(after);
        }
        let hits = SCANNER.scan(&text);
        assert!(
            hits.is_empty(),
            "round {round}: {:?} in {text:?}",
            hits.iter().map(|hit| &text[hit.range.clone()]).collect::<Vec<_>>()
        );
    }
}

#[test]
fn identity_numbers_in_every_dress_are_found() {
    all_found(Kind::IdCard, 100_000, |random| {
        let number = random.identity();
        random.dress(&number, Dress::Anything)
    });
}

#[test]
fn mobile_numbers_in_every_dress_are_found() {
    all_found(Kind::Mobile, 100_000, |random| {
        let number = random.mobile();
        random.dress(&number, Dress::Groups(&[&[3, 4, 4], &[3, 3, 5], &[3, 8], &[7, 4]]))
    });
}

#[test]
fn numbers_parted_by_signs_or_in_digits_of_other_shapes_are_found() {
    for (kind, text) in [
        (Kind::IdCard, "110101;19900307;1233"),
        (Kind::IdCard, "110101；19900307；1233"),
        (Kind::IdCard, "110101+19900307+1233"),
        (Kind::IdCard, "110101=19900307=1233"),
        (Kind::Mobile, "电话：139;1234;5678"),
        (Kind::Mobile, "手机 139+1234+5678"),
        (Kind::Mobile, "手机 ①③⑨①②③④⑤⑥⑦⑧"),
        (Kind::Mobile, "手机 ⑴⑶⑼⑴⑵⑶⑷⑸⑹⑺⑻"),
        (Kind::Mobile, "手机 ⒈⒊⒐⒈⒉⒊⒋⒌⒍⒎⒏"),
        (Kind::Mobile, "手机 ❶❸❾❶❷❸❹❺❻❼❽"),
        (Kind::Mobile, "手机 ➊➌➒➊➋➌➍➎➏➐➑"),
        (Kind::Mobile, "手机 ⓵⓷⓽⓵⓶⓷⓸⓹⓺⓻⓼"),
        (Kind::Mobile, "手机 𝟏𝟑𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖"),
        (Kind::Mobile, "手机 1️⃣3️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣"),
        (Kind::Mobile, "手机 🄂🄄🄊🄂🄃🄄🄅🄆🄇🄈🄉"),
        (Kind::BankCard, "卡号：6222;0212;3412;3456;786"),
        (Kind::Email, "shen.zhixing[at]example.com"),
        (Kind::Email, "shen.zhixing [AT] example.com"),
        (Kind::Email, "shen.zhixing（at）example.com"),
        (Kind::Email, "shen.zhixing＠example.com"),
        (Kind::Email, "shenzhixing＃example.com"),
        (Kind::Email, "10000012#example.com"),
    ] {
        let found = SCANNER.scan(text);
        assert!(found.iter().any(|hit| hit.kind == kind), "{text}: {found:?}");
    }
    for text in [
        "⑴13栋 ⑵24栋 ⑶35栋",
        "130+2000+1500=3630",
        "2026;1200;3000;4500",
        "139；2000；3000",
        "1+1=2，110101+19900307=20010408",
        "见附件[at]一",
        "guide.html#example.com",
        "https://example.com/a#example.com",
        "C#example.com",
        "章节（at）末尾",
    ] {
        assert_eq!(SCANNER.scan(text), [], "{text}");
    }
}

#[test]
fn bank_cards_in_every_dress_are_found() {
    all_found(Kind::BankCard, 100_000, |random| {
        let number = random.card();
        let fours: &[usize] = &[4, 4, 4, number.len() - 12];
        let six: &[usize] = &[6, number.len() - 6];
        if number.starts_with("62") && random.below(4) == 0 {
            random.dress(&number, Dress::TwoCells)
        } else {
            random.dress(&number, Dress::Groups(&[fours, six]))
        }
    });
}

#[test]
fn identity_numbers_with_a_wrong_digit_are_found() {
    all_found(Kind::IdCard, 50_000, Random::identity_with_wrong_check);
}

#[test]
fn identity_numbers_of_no_day_are_not_reported() {
    none_found(12, 50_000, Random::identity_with_wrong_date);
}

#[test]
fn cards_that_fail_the_check_are_not_reported() {
    none_found(13, 100_000, Random::card_with_wrong_check);
}

#[test]
fn credit_codes_are_not_reported() {
    none_found(14, 100_000, Random::credit_code);
}

#[test]
fn eleven_digits_that_are_no_mobile_are_not_reported() {
    none_found(15, 100_000, |random| format!("1{}{}", random.below(3), random.digits(9)));
}

#[test]
fn digests_are_not_reported() {
    none_found(16, 20_000, |random| (0..64).map(|_| char::from_digit(random.below(16) as u32, 16).unwrap()).collect());
}

/// Every recogniser over the whole text, whatever the signs say.
fn scan_all(text: &str) -> Vec<Hit> {
    let mut found = super::Found::default();
    SCANNER.whole(text, super::signs::Signs::ALL, true, &mut found);
    super::headers::find(text, &mut found);
    found.in_order()
}

#[test]
fn the_quick_scan_finds_what_all_recognisers_find() {
    let mut random = Random::new(18);
    const WORDS: [&str; 138] = [
        "\'",
        "’",
        "！",
        "→",
        "・",
        "\u{202E}",
        "\u{200F}",
        "[at] ",
        "（at）",
        "#",
        ";",
        "+",
        "=",
        "❶",
        "⑶",
        "&commat;",
        "&bigstar;",
        "&NoBreak;",
        "\\u0031",
        "<!-- -->",
        "<![CDATA[",
        "3栋501",
        "：",
        "(",
        "0",
        "1",
        "3",
        "5",
        "7",
        "8",
        "9",
        "2",
        "4",
        "6",
        "x",
        "X",
        "*",
        "|",
        " ",
        "-",
        ".",
        "\n",
        "&#49;",
        "&nbsp;",
        "<b>",
        "</b>",
        "@",
        "a.cn",
        "账号",
        "密级：",
        "机密",
        "★",
        "室",
        "单元",
        "３",
        "①",
        "\u{200B}",
        "\u{E000}",
        "𝟏",
        "护照",
        "栋",
        "路",
        "一",
        "三八",
        "〇",
        "零",
        "五",
        "%31",
        "%40",
        "%20",
        "%",
        "+86",
        "0086",
        "/",
        "，",
        "、",
        "～",
        "·",
        "_",
        "~",
        "\u{3164}",
        "\u{2800}",
        "٣",
        "८",
        "\t",
        "社会",
        "社会保障号",
        "医保卡",
        "内部",
        "内部资料",
        "严禁外传",
        "不予公开",
        "此件",
        "小区",
        "家住",
        "3-2-501",
        "村3组12号",
        "单元501室",
        "生",
        "1990年3月",
        "出生",
        "身份证",
        "后四位",
        "https://a.cn/",
        "abc",
        "手机",
        "（",
        "）",
        "。",
        "13812345678",
        "138",
        "1234",
        "5678",
        "12345678",
        "0591-87654322",
        "(010)",
        "11010519491231002X",
        "110105194912310089",
        "110105",
        "19491231",
        "002X",
        "6222020200000000006",
        "6222",
        "0202",
        "****",
        "××××",
        "########",
        "| --- |",
        "身份证号",
        "元",
        "万",
        "为",
        "订单",
        "“",
        "——",
        "…",
        "\u{E0101}",
        "学院",
    ];
    for round in 0..30_000 {
        let count = 1 + random.below(24);
        let text: String = (0..count).map(|_| random.pick(&WORDS)).collect();
        let gap: String = "党务公开工作的内容应当真实、准确".repeat(random.below(3) as usize);
        let text = format!("{gap}{text}{gap}{}", random.pick(&WORDS));
        assert_eq!(SCANNER.scan(&text), scan_all(&text), "round {round}: {text:?}");
    }
}

#[test]
fn a_long_text_is_read_in_portions_and_nothing_is_found_twice_or_cut() {
    for before in (0..12).chain([500, 900]) {
        // The numbers lie across the end of the first mebibyte, or beside it.
        let text = format!("{}手机 138-1234-5678，{}", "ab ".repeat((1 << 20) / 3 - before), "1a 机".repeat(300_000));
        let found = SCANNER.scan(&text);
        let said: Vec<&str> = found.iter().map(|hit| &text[hit.range.clone()]).collect();
        assert_eq!(said, ["138-1234-5678"], "{before}");
    }
}

#[test]
fn ranges_are_on_character_boundaries_whatever_the_text() {
    let mut random = Random::new(17);
    let alphabet: Vec<char> =
        "0123456789xX*|- .\n&#;@a账号密级：机密★室单元３①\u{200B}\u{301}𝟏护照栋路".chars().collect();
    for _ in 0..20_000 {
        let text: String = (0..60).map(|_| alphabet[random.below(alphabet.len() as u64) as usize]).collect();
        let mut end = 0;
        for hit in SCANNER.scan(&text) {
            assert!(hit.range.start >= end && text.get(hit.range.clone()).is_some_and(|part| !part.is_empty()));
            end = hit.range.end;
        }
        super::mask(&text, &SCANNER.scan(&text), super::Written::Markdown);
    }
}
