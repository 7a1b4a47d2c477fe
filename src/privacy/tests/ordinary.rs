//! Texts as they are written.

use super::{Kind, SCANNER, kinds};

#[test]
fn what_must_not_be_published_is_reported() {
    let texts: &[(&str, Kind)] = &[
        ("11010519491231002X", Kind::IdCard),
        ("身份证号110105491231002", Kind::IdCard),
        ("身份证号码：110105194912310021", Kind::IdCard),
        ("工作秘密", Kind::SecrecyMark),
        ("110105 491231 002", Kind::IdCard),
        ("ID:11010519491231002x。", Kind::IdCard),
        ("11010519491231002Ⅹ", Kind::IdCard),
        ("https://a.cn/?id=11010519491231002X", Kind::IdCard),
        ("①13812345678", Kind::Mobile),
        ("+86 138-1234-5678", Kind::Mobile),
        ("008613812345678", Kind::Mobile),
        ("8613812345678", Kind::Mobile),
        ("Tel13812345678", Kind::Mobile),
        ("1.13812345678", Kind::Mobile),
        ("1-13812345678", Kind::Mobile),
        ("138<b>1234</b>5678", Kind::Mobile),
        ("<tr><td>138</td><td>12345678</td></tr>电话<td>138</td><td>12345678</td>", Kind::Mobile),
        ("<a href=\"tel:13812345678\">电话</a>", Kind::Mobile),
        ("1101<span class=\"x\">0519491231</span>002X", Kind::IdCard),
        ("密<b>级</b>：秘密", Kind::SecrecyMark),
        ("1.0591-87654322", Kind::Landline),
        ("手机：| 138 | 1234 | 5678 |", Kind::Mobile),
        ("1 3 8 1 2 3 4 5 6 7 8", Kind::Mobile),
        ("１３８１２３４５６７８", Kind::Mobile),
        ("&#49;3812345678", Kind::Mobile),
        ("13812345678[^1]", Kind::Mobile),
        ("0591-12345678", Kind::Landline),
        ("0591-87654322", Kind::Landline),
        ("（0591）8765 4322", Kind::Landline),
        ("010-66554434-801", Kind::Landline),
        ("01066554434", Kind::Landline),
        ("4111 1111 1111 1111", Kind::BankCard),
        ("账号：123456789012", Kind::Account),
        ("开户行：中国农业银行云溪市向阳支行，6012 3456 7890 1234 567", Kind::Account),
        ("一卡通（尾数不全）| 100000000001234 |", Kind::Account),
        ("123456789012（卡号）", Kind::Account),
        ("护照号码E12345678", Kind::Passport),
        ("护照：EA1234567", Kind::Passport),
        ("G12345678（护照）", Kind::Passport),
        ("港澳通行证C12345678", Kind::Passport),
        ("军官证：军字第1234567号", Kind::OfficerCard),
        ("社保卡号：A12345678", Kind::SocialSecurity),
        ("社会保障号 1234567890", Kind::SocialSecurity),
        ("云溪市向阳区向阳街道向阳路12号3栋2单元501室", Kind::HomeAddress),
        ("家住湖畔小区3号楼501室。", Kind::HomeAddress),
        ("湖畔小区三号楼五〇一室", Kind::HomeAddress),
        ("住址：向阳路12号501室", Kind::HomeAddress),
        ("松岭镇云汀村3组12号", Kind::HomeAddress),
        ("湖畔花园5-2-301", Kind::HomeAddress),
        ("和平里5号楼2门501", Kind::HomeAddress),
        ("| 向阳区湖畔小区 | 3号楼 | 501室 |", Kind::HomeAddress),
        ("zhang.san@qq.com", Kind::Email),
        ("邮箱：13812345678@139.com", Kind::Email),
        ("li_si＠163．com", Kind::Email),
        ("机密★10年", Kind::SecrecyMark),
        ("**机　密★**", Kind::SecrecyMark),
        ("秘密★一年", Kind::SecrecyMark),
        ("密级：秘密", Kind::SecrecyMark),
        ("密 级：内部", Kind::SecrecyMark),
        ("绝 密\n\n关于……的通知", Kind::SecrecyMark),
        ("【机密】关于", Kind::SecrecyMark),
        ("内部资料 注意保存", Kind::SecrecyMark),
        ("内部文件，严禁外传", Kind::SecrecyMark),
        ("（此件不予公开）", Kind::WithheldMark),
        ("公开属性：不予公开", Kind::WithheldMark),
        ("不予公开", Kind::WithheldMark),
        ("| 姓名 | 身份证号 |\n|---|---|\n", Kind::TableHeader),
        ("张三，1990年3月生，110101********1234", Kind::PartOfIdBesideBirth),
        (
            "|姓名|出生年月|证件|\n|:-|:-|:-|\n|张三|1990-03|110101\\*\\*\\*\\*\\*\\*\\*\\*123X|",
            Kind::PartOfIdBesideBirth,
        ),
        ("出生日期：19900307，身份证110101××××××××1234", Kind::PartOfIdBesideBirth),
        ("1101011990********，1990年3月7日出生", Kind::PartOfIdBesideBirth),
        ("11010119900307****", Kind::PartOfIdBesideBirth),
        ("生于1990.3，身份证号后四位1234", Kind::PartOfIdBesideBirth),
    ];
    for (text, kind) in texts {
        let hits = SCANNER.scan(text);
        let expected: &[Kind] = if text.starts_with("0591-1") { &[] } else { &[*kind] };
        assert_eq!(hits.iter().map(|hit| hit.kind).collect::<Vec<_>>(), expected, "{text}");
    }
}

#[test]
fn numbers_that_lost_their_border_are_both_reported() {
    let id = "110105194912310089";
    assert_eq!(kinds(id), [Kind::IdCard]);
    assert_eq!(kinds(&format!("{id}13812345678")), [Kind::IdCard, Kind::Mobile]);
    assert_eq!(kinds(&format!("13812345678{id}")), [Kind::Mobile, Kind::IdCard]);
    assert_eq!(kinds("1381234567813912345678"), [Kind::Mobile, Kind::Mobile]);
}

#[test]
fn what_may_stand_is_not_reported() {
    let texts = [
        "110101********1234",
        "138****5678",
        "身份证号：110101\\*\\*\\*\\*\\*\\*\\*\\*1234",
        "6222 **** **** 1234",
        "尾号1234的银行卡",
        "张三，1990年3月生，138****5678",
        "2026年入党，110101********1234",
        "统一社会信用代码91350100M000100Y43",
        "保守国家秘密和工作秘密",
        "110105194912310021",
        "统一社会信用代码：911101080000000012",
        "向党发〔2026〕12号",
        "1,234.50",
        "1,450,000.00",
        "13812345678.50元",
        "13812345678元",
        "2026-10-13 09:00—17:00",
        "0000-8800100",
        "电话0000-8800100转8012",
        "0591-87654321-8012",
        "（010）66554433",
        "010 6655 4433",
        "0000 8800100",
        "400-810-1234",
        "4008101234",
        "800-820-1234",
        "12345",
        "95588",
        "12371",
        "ISBN 978-7-5115-1234-5",
        "9787511512345",
        "京ICP备12345678号-1",
        "京公网安备11010102001234号",
        "https://example.com/art/2026/13812345678/6222021234567890.html",
        "www.example.com/13812345678",
        "550e8400-e29b-41d4-a716-446655440000",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "云溪市向阳区向阳大道1号",
        "向阳区安康路30号行政楼二层",
        "向阳区松岭大街120号三楼",
        "政务服务中心2号楼301室",
        "湖畔小区3号楼101室党群服务站",
        "幸福小区3号楼2单元加装电梯",
        "301会议室",
        "第三会议室",
        "会计科201室",
        "office@xiangyang.example",
        "Office@Xiangyang.Example",
        "@所有人",
        "a@b",
        "user@localhost",
        "z****@qq.com",
        "保密审查",
        "秘密投票",
        "无记名投票",
        "机密性",
        "不泄露国家秘密",
        "采取秘密投票的方式",
        "保守党的秘密",
        "绝密级文件的管理",
        "内部监督",
        "内部控制手册",
        "党的内部事务",
        "内部资料的管理",
        "机密、秘密级事项",
        "不予公开的情形",
        "对不予公开的事项说明理由",
        "依规不予公开。",
        "密级：公开",
        "涉及秘密的，不予公开。",
        "护照办理电话12345678",
        "社保基金12345678元",
        "社保中心电话：0000-8800100",
        "专用账户余额123456789012",
        "账户2026-01-13 150000",
        "军官证20261013",
        "| 150000 | 2026-01-13 | 3560 |",
        "| 150000 | 20260113 | 3560 |",
        "21840.00 | 4368.00 | 1980.00",
        "1500 2026-10-1",
        "| 138 | 1234 | 5678 |",
        "15 2026 10 13 3",
        "4368 5200 1980",
        "| 6217 | 3560 | 4368 | 2157 |",
        "10000～20000",
        "2021 2022 2023 2024",
        "2026年1月13日—2026年1月20日",
        "20260113-20260120",
        "订单号622202123456789012",
        "第2026101300000012号",
        "W2026-0012-345678",
        "3.14159265358979",
        "0.13812345678",
        "v1.15.17-20261013",
        "湖畔区2026-10-13",
        "| 序号 | 姓名 | 所在支部 |\n|---|---|---|\n| 1 | 张三 | 第一支部 |\n",
        "出生率1990年3月公布，110101********1234人",
    ];
    for text in texts {
        let hits = SCANNER.scan(text);
        assert!(hits.is_empty(), "{text}: {hits:?}");
    }
}

#[test]
fn a_long_ordinary_text_is_clean() {
    use super::Random;
    let mut random = Random::new(21);
    let mut text = String::new();
    for row in 0..3_000_u64 {
        let (month, day, sum, cents) = (1 + row % 12, 1 + row % 28, random.below(900_000), random.below(100));
        let line = match row % 9 {
            0 => format!("| {row} | 2026-{month:02}-{day:02} | {sum}.{cents:02} | {}.00 |\n", random.below(90_000)),
            1 => format!(
                "向党发〔20{:02}〕{}号，2026年{month}月{day}日印发。\n",
                10 + random.below(17),
                1 + random.below(99)
            ),
            2 => format!("合计{},{:03}.{cents:02}元，分{}批。\n", sum / 1000, sum % 1000, random.below(9)),
            3 => format!("电话0000-8800100转{}，热线12345、12371。\n", 8000 + random.below(999)),
            4 => format!(
                "- [ ] {month}.{day} {}:{:02}—{}:{:02}\n",
                8 + random.below(4),
                random.below(60),
                13 + random.below(5),
                random.below(60)
            ),
            5 => format!(
                "| {} | {} | {} | {} |\n",
                random.below(200),
                random.below(200),
                random.below(100),
                random.below(10_000)
            ),
            6 => format!("{},2026-{month:02}-{day:02},{sum},{},{}\n", row, random.below(1000), random.below(100)),
            7 => format!("{row}. 2026.{month}.{day}　{}人，{}%\n", random.below(500), random.below(100)),
            _ => format!(
                "http://www.example.gov.cn/art/2026/{month}/{day}/art_{}_{}.html\n",
                random.below(99_999),
                random.below(9_999_999)
            ),
        };
        text.push_str(&line);
    }
    let hits = SCANNER.scan(&text);
    let shown: Vec<_> = hits.iter().map(|hit| (hit.kind, &text[hit.range.clone()])).collect();
    assert!(shown.is_empty(), "{shown:?}");
}
