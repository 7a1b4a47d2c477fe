//! Keys that nobody knows, and those that were meant.

use crate::diagnostic::{Text, nearest};

/// How many keys a finding names.
const MOST: usize = 8;

/// What clerks write for a key, and the keys that may be meant, in the order in which they are looked for.
const WORDS: &[(&str, &[&str])] = &[
    ("标题", &["title", "name"]),
    ("题目", &["title"]),
    ("名称", &["name", "title"]),
    ("姓名", &["name", "by"]),
    ("步骤", &["name"]),
    ("环节", &["name"]),
    ("阶段", &["name"]),
    ("编号", &["id", "document", "no"]),
    ("提案编号", &["no"]),
    ("经办人", &["by"]),
    ("提案人", &["by"]),
    ("案由", &["subject"]),
    ("状态", &["state"]),
    ("办理状态", &["state"]),
    ("进度", &["state"]),
    ("进展", &["state"]),
    ("承办单位", &["handled_by"]),
    ("办理期限", &["due"]),
    ("主题", &["topic"]),
    ("议题", &["topic"]),
    ("地点", &["place"]),
    ("科目", &["item"]),
    ("金额", &["amount"]),
    ("收入", &["in"]),
    ("支出", &["out"]),
    ("期初", &["opening"]),
    ("期初结存", &["opening"]),
    ("期末结存", &["balance"]),
    ("结余", &["balance"]),
    ("结存", &["balance"]),
    ("合计", &["total"]),
    ("明细", &["lines"]),
    ("选项", &["option", "options"]),
    ("发出票数", &["issued"]),
    ("发出", &["issued"]),
    ("收回票数", &["returned"]),
    ("收回", &["returned"]),
    ("有效票数", &["valid"]),
    ("有效票", &["valid"]),
    ("开始日期", &["opens"]),
    ("开始时间", &["opens"]),
    ("开始", &["opens"]),
    ("起始日期", &["opens"]),
    ("起", &["opens"]),
    ("结束日期", &["closes"]),
    ("结束", &["closes"]),
    ("止", &["closes"]),
    ("结束时间", &["closes"]),
    ("办公时间", &["hours"]),
    ("完成", &["done"]),
    ("项目", &["entry", "item", "name"]),
    ("公开项目", &["entry"]),
    ("事项", &["entry", "about", "name"]),
    ("范围", &["audience"]),
    ("公开范围", &["audience"]),
    ("公开日期", &["publish"]),
    ("公开时间", &["publish"]),
    ("发布日期", &["publish"]),
    ("发布时间", &["publish"]),
    ("日期", &["date", "publish", "received"]),
    ("完成日期", &["date"]),
    ("完成时间", &["date"]),
    ("时间", &["date", "publish", "received"]),
    ("社会公开日期", &["public_from"]),
    ("到期", &["expires"]),
    ("到期日期", &["expires"]),
    ("截止日期", &["expires", "closes"]),
    ("截止", &["expires", "closes"]),
    ("到期时间", &["expires"]),
    ("截止时间", &["expires", "closes"]),
    ("期满日期", &["expires"]),
    ("失效日期", &["expires"]),
    ("下架日期", &["expires"]),
    ("下架时间", &["expires"]),
    ("撤下日期", &["expires"]),
    ("公开至", &["expires"]),
    ("有效期至", &["expires"]),
    ("公开时限", &["term"]),
    ("公开期限", &["term"]),
    ("有效期", &["term"]),
    ("期限", &["term", "due"]),
    ("时限", &["term", "due"]),
    ("更新日期", &["updated"]),
    ("复核日期", &["reviewed"]),
    ("期间", &["period"]),
    ("所属期间", &["period"]),
    ("所属时期", &["period"]),
    ("文号", &["document"]),
    ("责任部门", &["responsible"]),
    ("责任单位", &["responsible"]),
    ("内容", &["text"]),
    ("摘要", &["summary"]),
    ("关键词", &["keywords"]),
    ("重点", &["focus"]),
    ("结果", &["result"]),
    ("限定范围", &["within"]),
    ("旧编号", &["aliases"]),
    ("接续", &["follows"]),
    ("字段", &["fields"]),
    ("附件", &["attachments"]),
    ("文件", &["file"]),
    ("更正", &["changes"]),
    ("更正说明", &["changes", "note"]),
    ("说明", &["note", "reason"]),
    ("撤下", &["withdrawn"]),
    ("撤回", &["withdrawn"]),
    ("撤销", &["withdrawn", "dissolved"]),
    ("下架", &["withdrawn"]),
    ("停止公开", &["withdrawn"]),
    ("接替事项", &["successor"]),
    ("审批", &["approval", "approved", "approve"]),
    ("审批人", &["approved", "by", "approvers"]),
    ("审核", &["reviewed", "review"]),
    ("提出", &["proposed", "propose"]),
    ("保密审查", &["secrecy"]),
    ("理由", &["reason"]),
    ("原因", &["reason"]),
    ("种类", &["kind"]),
    ("类型", &["kind"]),
    ("形式", &["kind"]),
    ("类别", &["kind"]),
    ("渠道", &["channel"]),
    ("来自", &["from"]),
    ("收到日期", &["received"]),
    ("答复", &["answered", "reply"]),
    ("答复日期", &["answered"]),
    ("转办", &["forwarded"]),
    ("评价", &["rated", "grade"]),
    ("简称", &["short"]),
    ("书记", &["secretary"]),
    ("负责人", &["secretary", "responsible"]),
    ("职务", &["role", "post"]),
    ("备注", &["note"]),
    ("应到", &["eligible"]),
    ("应到人数", &["eligible"]),
    ("实到", &["present"]),
    ("实到人数", &["present"]),
    ("票数", &["votes", "options"]),
    ("排序", &["order"]),
    ("换届日期", &["elected"]),
    ("豁免", &["exempt"]),
    ("成立日期", &["founded"]),
    ("成立时间", &["founded"]),
    ("撤销日期", &["dissolved"]),
    ("撤销时间", &["dissolved"]),
    ("任期", &["term_of_office"]),
    ("英文名称", &["name_en"]),
    ("联系方式", &["contact"]),
    ("电话", &["phone"]),
    ("邮箱", &["email"]),
    ("地址", &["address"]),
];

/// Whether clerks write a word for this key, or for others and it.
pub fn means(word: &str, key: &str) -> bool {
    WORDS.iter().any(|(known, keys)| *known == word && keys.contains(&key))
}

/// The words that clerks write for a key.
pub fn words_for(key: &str) -> impl Iterator<Item = &'static str> {
    WORDS.iter().filter(move |(_, keys)| keys.contains(&key)).map(|(word, _)| *word)
}

/// The key that a word is most likely written for; what is no such word stays.
pub(super) fn meaning(word: &str) -> &str {
    WORDS.iter().find(|(known, _)| *known == word).and_then(|(_, keys)| keys.first()).copied().unwrap_or(word)
}

/// Whether clerks write this for a key.
pub fn is_word(word: &str) -> bool {
    WORDS.iter().any(|(known, _)| *known == word)
}

/// The key that is meant by one that nobody knows, of the keys that there are, and what to write.
pub fn known_keys<'k>(key: &str, known: &[&'k str]) -> (Option<&'k str>, Text) {
    let key = key.trim();
    if matches!(key, "正文" | "内容") && !known.contains(&"text") {
        let text = Text::new(
            format!("{key}不用键：写在文前信息结束的 --- 之后"),
            "The text has no key: it follows the `---` that ends the front matter",
        );
        return (None, text);
    }
    if key.split('.').next().is_some_and(|whole| whole.len() == 3 && whole.bytes().all(|c| c.is_ascii_digit())) {
        let text = Text::new(
            "金额和数字不写千分位的逗号：5,000.00 写成 5000.00",
            "Write numbers without commas: 5000.00 for 5,000.00",
        );
        return (None, text);
    }
    let words = WORDS.iter().find(|(word, _)| *word == key).map_or(&[][..], |(_, keys)| keys);
    if let Some(meant) = words.iter().find_map(|word| known.iter().find(|known| *known == word)) {
        return (Some(meant), Text::new(format!("请写 {meant}（{key}）"), format!("Write `{meant}`")));
    }
    if let Some(near) = nearest(key, known.iter().copied()) {
        return (Some(near), Text::new(format!("是不是想写 {near}？"), format!("Did you mean `{near}`?")));
    }
    if known.len() <= MOST {
        let (zh, en) = listed(key, known);
        return (None, Text::new(format!("可用的键：{zh}"), format!("The keys here are: {en}")));
    }
    let mut close: Vec<&str> = known.to_vec();
    close.sort_by(|a, b| strsim::jaro_winkler(key, b).total_cmp(&strsim::jaro_winkler(key, a)));
    let ((zh, en), total) = (listed(key, &close[..MOST]), known.len());
    let text =
        Text::new(format!("可用的键共 {total} 个，例如：{zh}"), format!("There are {total} keys, among them: {en}"));
    (None, text)
}

/// Some keys; where a Chinese word was written for one, each with the first word of which it is the first meaning.
fn listed(written: &str, keys: &[&str]) -> (String, String) {
    let called = |key: &&str| match WORDS.iter().find(|(_, keys)| keys.first() == Some(key)) {
        Some((word, _)) if !written.is_ascii() => format!("{key}（{word}）"),
        _ => (*key).to_owned(),
    };
    (keys.iter().map(called).collect::<Vec<_>>().join(", "), keys.join(", "))
}
