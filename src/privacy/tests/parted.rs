//! Numbers parted by signs, mistyped, or turned around, and what looks like them.

use super::super::Kind;
use super::kinds;

#[test]
fn numbers_parted_by_any_sign_are_found() {
    for (text, kind) in [
        ("11010519491231003X", Kind::IdCard),
        ("身份证号110105.19491231.0021", Kind::IdCard),
        ("110105'19491231'002X", Kind::IdCard),
        ("110105’19491231’002X", Kind::IdCard),
        ("110105。19491231。002X", Kind::IdCard),
        ("110105★19491231★002X", Kind::IdCard),
        ("1101.0519.4912.3100.2X", Kind::IdCard),
        ("110105 · 19491231 · 002X", Kind::IdCard),
        ("138'1234'5678", Kind::Mobile),
        ("138 · 1234 · 5678", Kind::Mobile),
        ("138・1234・5678", Kind::Mobile),
        ("电话138.12345678", Kind::Mobile),
        ("电话138。1234。5678", Kind::Mobile),
        ("电话138！1234！5678", Kind::Mobile),
        ("电话138→1234→5678", Kind::Mobile),
        ("电话138-1234.5678", Kind::Mobile),
        ("电话138——1234——5678", Kind::Mobile),
        ("身份证号110105——19491231——002X", Kind::IdCard),
        ("联系方式 138、1234/5678", Kind::Mobile),
        ("卡号6222'0202'0000'0000'006", Kind::BankCard),
        ("卡号6222·0202·0000·0000·006", Kind::BankCard),
        ("账号1234、5678、9012、3456", Kind::Account),
        ("电话0591.87654322", Kind::Landline),
        ("电话0591/87654322", Kind::Landline),
        ("\u{202E}87654321831\u{202C}", Kind::Turned),
        ("&#x202E;87654321831", Kind::Turned),
        ("\u{2067}5678 1234 138\u{2069}", Kind::Turned),
        ("\u{200F}5678\u{200F} 1234\u{200F} 138", Kind::Turned),
        ("\u{202D}13812345678\u{202C}", Kind::Mobile),
    ] {
        let found = kinds(text);
        assert!(!found.is_empty() && found.iter().all(|found| *found == kind), "{text}: {found:?}");
    }
}

#[test]
fn sums_versions_and_lists_are_not_reported() {
    for text in [
        "330106202006150101",
        "施工许可证330106200606150102",
        "工程编号：330106200806010102",
        "合同编号330106200806010102",
        "受理号330106200806010102",
        "\u{202D}12371\u{202C}，\u{202A}D:\\附件\u{200E}",
        "1'381'234'567'800.00",
        "1’450’000",
        "12、34、56",
        "12、34、56、78、90、12",
        "第138。1234。5678",
        "从138→1234→5678",
        "2026.06.15.1381234",
        "v13.8.1234.5678",
        "联系网管，服务器192.168.100.10",
        "2026. 6. 15. 138. 1234",
        "2026/06/15、2026/06/16",
        "138 · 1234 · 567人",
        "党发〔2026〕138号、1234号、5678号",
        "经度116'23'4512'",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}
