//! Every type of field: what it reads, and what it refuses.

use super::{Progress, Typed, read};
use crate::calendar::Workdays;
use crate::catalogue::FieldType;
use crate::diagnostic::Diagnostics;
use crate::source::{Value, parse_yaml};
use std::sync::Arc;

/// Reads `value` as a field of a type: what it holds, and the codes of what was found with the text they point at.
fn field(kind: &str, value: &str) -> (Option<Typed>, Vec<String>) {
    let text = format!("f: {value}\n");
    let node = parse_yaml(&text, 0).unwrap_or_else(|error| panic!("{error:?} in {text}"));
    let Value::Map(mut pairs) = node.value else { panic!("a mapping") };
    let (_, node) = pairs.remove(0);
    let mut sink = Diagnostics::default();
    let kind = FieldType::parse(kind).expect(kind);
    let typed = read(&kind, "f", &node, &Arc::from("a.md"), &Workdays::default(), &mut sink);
    let found = |d: &crate::diagnostic::Diagnostic| {
        assert!(d.help.is_some(), "{} says what to do", d.message.en);
        format!("{} {}", d.rule.code, &text[d.span.start..d.span.end])
    };
    (typed, sink.iter().map(found).collect())
}

#[test]
fn names_in_a_line_are_so_many_persons_also_in_a_list() {
    for lines in ["沈知行、方晓岚，陆承安", "[沈知行、方晓岚, 陆承安]", "\n- 沈知行，方晓岚\n- {name: 陆承安}"]
    {
        let Some(Typed::People(people)) = field("people", lines).0 else { panic!("{lines}") };
        let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["沈知行", "方晓岚", "陆承安"], "{lines}");
    }
}

#[test]
fn every_type_reads_its_accepted_forms_without_a_finding() {
    for (kind, forms) in [
        ("text", &["湖畔街道党工委", "\"3 号楼\""][..]),
        ("paragraph", &["|\n  第一段\n\n  第二段"]),
        ("number", &["126", "1,260", "9.5", "-3"]),
        ("percent", &["92.9", "92.9%", "百分之92.9"]),
        ("money", &["1234.5", "1,234.50", "1.2万元", "3亿元", "¥500"]),
        ("date", &["2026-07-10", "2026年7月10日", "2026-07-10 09:30"]),
        ("choice(甲|乙)", &["甲", "乙"]),
        ("person", &["沈知行", "{name: 沈知行, role: 书记}"]),
        ("people", &["沈知行、方晓岚", "[沈知行, {name: 方晓岚, note: 新任}]", "{name: 沈知行}"]),
        (
            "window(min 5wd)",
            &["{opens: 2026-03-10, closes: 2026-03-17}", "2026-03-10至2026-03-17", "2026年3月10日—2026年3月17日"],
        ),
        ("window(min 7d)", &["{opens: 2027-03-10, closes: 2027-03-17}"]),
        ("window", &["{opens: 2024-12-10, closes: 2029-12-09}"]),
        (
            "tally(pass 50%)",
            &[
                "{eligible: 9, present: 8, options: [{option: 赞成, votes: 8}]}",
                "{eligible: 9, present: 8, options: {赞成: 7, 反对: 1}}",
                "{eligible: 9, present: 8, 赞成: 7, 弃权: 1}",
                "{eligible: 9, present: 8, issued: 8, returned: 8, valid: 8, seats: 2, options: [{name: 甲, votes: 8}, {name: 乙, votes: 8}]}",
            ],
        ),
        (
            "stages(ordered)",
            &["[申请, 审核]", "[{name: 甲, date: 2026-01-01, state: 已完成}, {name: 乙, state: 未开始, note: 待定}]"],
        ),
        ("stages", &["[{name: 乙, date: 2026-05-01}, {name: 甲, date: 2026-01-01}]"]),
        (
            "ledger",
            &[
                "{opening: 1.00, in: [{item: 甲, amount: 2.00}], out: [{item: 乙, amount: 0.50}], balance: 2.50}",
                "{in: 2万元, out: 5000, balance: 15000}",
                "{in: {lines: [{item: 甲, amount: 2}], total: 2}, out: 0}",
                "{lines: [{item: 甲, in: 2}, {item: 乙, out: 1}], in: 2, out: 1, balance: 1}",
            ],
        ),
        ("table(姓名|职务)", &["[{姓名: 甲, 职务: 书记}, {姓名: 乙, 职务: }]", "[[甲, 书记], [乙, ~]]"]),
        ("table(姓名|备注)", &["[{姓名: 甲}]"]),
        ("table(项目|金额|依据)", &["[{项目: 甲, 金额: 1, 依据: 乙}, {项目: 合计, 金额: 1}, [~, 2, 丙]]"]),
        (
            "meetings",
            &["[{date: 2026-07-03, kind: 党课, topic: 初心, place: 会议室, present: 8, eligible: 9, note: 无}]"],
        ),
        (
            "proposals",
            &["[{no: 3, by: 代表团, subject: 车棚, state: 办理中, handled_by: 街道, reply: 在建, due: 2026-09-30}]"],
        ),
        (
            "proposals",
            &["[{提案编号: 3, 提案人: 代表团, 案由: 车棚, 办理状态: 列入计划, 答复: 在建, 办理期限: 2026-09-30}]"],
        ),
        ("person", &["{姓名: 沈知行, 职务: 书记}"]),
        ("window", &["{开始: 2026-11-30, 截止: 2026-12-09}", "{起: 2026-11-30, 止: 2026-12-09}"]),
        ("stages", &["[{项目: 学习, 完成时间: 2026-05-01, 进度: 已完成}, {步骤: 初审}]"]),
        ("ledger", &["{期初结存: 1, 收入: [{项目: 甲, 金额: 2}], 支出: 1, 结余: 2}"]),
        ("meetings", &["[{日期: 2026-07-03, 类型: 党课, 议题: 初心, 地点: 会议室, 实到: 8, 应到: 9, 备注: 无}]"]),
        ("contact", &["{地址: 湖畔路1号, 电话: 0000-8800201, 邮箱: a@b.example, 办公时间: 工作日}"]),
        ("ledger", &["{期初结存: 1, 收入: [{科目: 甲, 金额: 2}], 支出: 1, 期末结存: 2}"]),
        ("tally", &["{应到: 9, 实到: 8, 选项: [{选项: 甲, 票数: 8}]}"]),
        (
            "contact",
            &["{address: 湖畔路1号, phone: 0000-8800201, email: a@b.example, hours: 工作日}", "{phone: 0000-8800201}"],
        ),
        ("reference", &["qinglan-election-2026"]),
        ("document", &["向委发〔2026〕12号"]),
        ("checklist", &["[申请书, {text: 证明, done: true}]"]),
    ] {
        for form in forms {
            let (typed, found) = field(kind, form);
            assert!(typed.is_some_and(|typed| !typed.is_empty()) && found.is_empty(), "{kind}: {form}: {found:?}");
        }
    }
}

#[test]
fn what_is_not_of_its_type_is_a_finding_at_its_place() {
    for (kind, form, found) in [
        ("text", "[a, b]", "C013 [a, b]"),
        ("number", "若干", "C013 若干"),
        ("percent", "120", "C013 120"),
        ("money", "十万元", "C013 十万元"),
        ("date", "明天", "C013 明天"),
        ("choice(赞成|反对)", "赞同", "C013 赞同"),
        ("person", "{role: 书记}", "C013 {role: 书记}"),
        ("person", "{name: 甲, rolle: 书记}", "F003 rolle"),
        ("people", "[{name: 甲, name: 乙}]", "F004 name"),
        ("window(min 5wd)", "2026-03-10", "C013 2026-03-10"),
        ("window(min 5wd)", "{opens: 2026-03-10}", "C013 {opens: 2026-03-10}"),
        ("window(min 5wd)", "{opens: 2026-03-10, closes: 下周}", "C013 下周"),
        ("window", "{opens: 2026-03-10, closes: 2026-03-09}", "D005 {opens: 2026-03-10, closes: 2026-03-09}"),
        ("window(min 5wd)", "{opens: 2026-03-10, closes: 2026-03-16}", "D006 {opens: 2026-03-10, closes: 2026-03-16}"),
        ("window(min 5wd)", "2026-12-28至2027-01-08", "D007 2026-12-28至2027-01-08"),
        ("tally", "赞成8票", "C013 赞成8票"),
        ("tally", "{eligible: 9, 赞成: 8}", "C013 {eligible: 9, 赞成: 8}"),
        ("tally", "{eligible: 9, present: 8}", "C013 {eligible: 9, present: 8}"),
        ("tally", "{eligible: 9, present: 8, 赞成: 八}", "C013 八"),
        ("tally", "{eligible: 9, present: 8, presence: 8, 赞成: 8}", "F003 presence"),
        ("tally", "{eligible: 9, present: 10, 赞成: 8}", "C014 present"),
        ("tally", "{eligible: 9, present: 8, 赞成: 9}", "C014 赞成"),
        ("tally", "{eligible: 9, present: 8, options: {赞成: 5, 反对: 4}}", "C014 options"),
        ("tally", "{eligible: 9, present: 8, issued: 8, returned: 9, 赞成: 8}", "C014 returned"),
        ("tally", "{eligible: 9, present: 8, returned: 7, valid: 8, 赞成: 7}", "C014 valid"),
        // What stands there under another name is not missing as well.
        ("stages", "[{步聚: 甲, state: 已完成}]", "F003 步聚"),
        ("stages", "[{name: 甲, state: 快了}]", "C013 快了"),
        (
            "stages(ordered)",
            "[{name: 甲, date: 2026-05-01}, {name: 乙, date: 2026-04-01}]",
            "C016 {name: 乙, date: 2026-04-01}",
        ),
        ("stages(ordered)", "[{name: 甲, state: 未开始}, {name: 乙, state: 已完成}]", "C016 {name: 乙, state: 已完成}"),
        ("ledger", "{in: 2, out: 1, balance: 2}", "C015 balance"),
        ("ledger", "{in: {lines: [{item: 甲, amount: 2}], total: 3}, out: 0}", "C015 in"),
        ("ledger", "{in: [{item: 甲, amount: 2}]}", "C013 {in: [{item: 甲, amount: 2}]}"),
        ("ledger", "{in: [{item: 甲, amount: 二}], out: 1}", "C013 二"),
        ("table(姓名|职务)", "[{姓名: 甲, 职位: 书记}]", "F003 职位"),
        ("table(姓名|职务)", "[[甲]]", "C013 [甲]"),
        ("table(姓名|职务)", "[{姓名: 甲}]", "C013 {姓名: 甲}"),
        ("table(姓名|职务|备注)", "[{职务: 委员}]", "C013 {职务: 委员}"),
        ("meetings", "[{topic: 初心}]", "C013 {topic: 初心}"),
        ("meetings", "[{date: 2026-07-03, present: 9, eligible: 8}]", "C014 present"),
        ("proposals", "[{no: 3, subject: 车棚}]", "C013 {no: 3, subject: 车棚}"),
        ("proposals", "[{编号: 3, 案由: 车棚, 状态: 快了}]", "C013 快了"),
        // A key with nothing behind it is none.
        ("proposals", "[{no: 3, subject: 车棚, state: }]", "C013 {no: 3, subject: 车棚, state: }"),
        ("meetings", "[{date: , topic: 初心}]", "C013 {date: , topic: 初心}"),
        ("ledger", "{in: [{item: 甲, amount: }], out: 1}", "C013 {item: 甲, amount: }"),
        ("tally", "{eligible: 9, present: , 赞成: 8}", "C013 {eligible: 9, present: , 赞成: 8}"),
        ("window", "{opens: 2026-03-10, closes: }", "C013 {opens: 2026-03-10, closes: }"),
        ("contact", "{phone: , hours: 工作日}", "C013 {phone: , hours: 工作日}"),
        ("contact", "{email: }", "C013 {email: }"),
        ("contact", "{hours: 工作日}", "C013 {hours: 工作日}"),
        ("contact", "{email: 请来电}", "C013 请来电"),
        ("document", "向委发[2026]012号", "F017 向委发[2026]012号"),
        ("checklist", "[{done: true}]", "C013 {done: true}"),
    ] {
        assert_eq!(field(kind, form).1, [found], "{kind}: {form}");
    }
}

#[test]
fn a_tally_knows_its_rate_and_whether_it_passed_and_binds() {
    let tally = |text: &str| match field("tally(pass 50%)", text).0 {
        Some(Typed::Tally(tally)) => tally,
        other => panic!("{other:?}"),
    };
    let close = tally("{eligible: 11, present: 10, 满意: 3, 基本满意: 2, 不满意: 5}");
    assert_eq!((close.in_favour(), close.passed(), close.binds()), (Some(5), Some(true), false));
    let below = tally("{eligible: 68, present: 65, 满意: 20, 基本满意: 12, 不满意: 33}");
    assert_eq!((below.rate().map(|r| r.to_string()), below.passed()), (Some("49.23%".to_owned()), Some(false)));
    let people = tally("{eligible: 9, present: 9, options: {甲: 5, 乙: 4}}");
    assert_eq!((people.rate(), people.passed(), people.binds()), (None, None, true));
    let nobody = tally("{eligible: 9, present: 0, 赞成: 0}");
    assert_eq!(nobody.rate(), None);
}

#[test]
fn states_are_known_by_their_words() {
    let (typed, _) = field("stages", "[{name: 甲, state: 正在办理}, {name: 乙, state: 基本完成}, {name: 丙}]");
    let Some(Typed::Stages(stages)) = typed else { panic!("stages") };
    let progress: Vec<_> = stages.into_iter().map(|stage| stage.state.map(|state| state.progress)).collect();
    assert_eq!(progress, [Some(Progress::Running), Some(Progress::Running), None]);
}
