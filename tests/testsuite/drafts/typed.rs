//! Every type of field: what an item writes in one, with a word in each part that can hold one.

/// The types, as the test's catalogue has them, and a value of each in which `§` stands for a word.
pub(crate) const TYPES: [(&str, &str); 18] = [
    ("text", "§一行"),
    ("paragraph", "\"**§**\\n\\n1. §\\n2. 完\""),
    ("number", "42"),
    ("percent", "92.9%"),
    ("money", "1.2万元"),
    ("date", "2026-05-10"),
    ("choice(优秀|称职)", "称职"),
    ("person", "{name: §, role: §}"),
    ("people", "[{name: §, role: 委员, note: §}, {name: 方晓岚}]"),
    ("tally(pass 50%)", "{eligible: 50, present: 46, options: [{option: §, votes: 41}, {option: 反对, votes: 5}]}"),
    ("stages", "[{name: §, date: 2026-04-01, state: 已完成}, {name: 审核, state: 进行中, note: §}]"),
    ("ledger", "{opening: 100, in: [{item: §, amount: 900}], out: [{item: §, amount: 500}], balance: 500}"),
    ("table(姓名|人数)", "[{姓名: §, 人数: 12}]"),
    ("meetings", "[{date: 2026-04-03, kind: 党课, topic: §, place: §, present: 8, eligible: 9, note: §}]"),
    ("proposals", "[{no: 3, by: §, subject: §, state: 办理中, handled_by: §, reply: §, due: 2026-09-30}]"),
    ("contact", "{address: §, hours: §}"),
    ("document", "向委发〔2026〕12号"),
    ("checklist", "[§, {text: §, done: true}]"),
];

/// The name of a type without what stands in brackets.
fn bare(kind: &str) -> &str {
    kind.split('(').next().unwrap_or(kind)
}

/// The field of a type that the public may see, unless its item says otherwise.
pub(crate) fn open_name(at: usize) -> String {
    format!("open-{}", bare(TYPES[at].0))
}

/// The field of a type that is always for members.
pub(crate) fn inside_name(at: usize) -> String {
    format!("inside-{}", bare(TYPES[at].0))
}

/// What a catalogue entry says to have both fields of each type.
pub(crate) fn specs() -> String {
    let spec = |(at, (kind, _)): (usize, &(&str, &str))| {
        format!("      {}: {kind}\n      {}!: {kind}\n", open_name(at), inside_name(at))
    };
    TYPES.iter().enumerate().map(spec).collect()
}

/// A value of a type, with words from `word` in it.
pub(crate) fn value(at: usize, mut word: impl FnMut() -> String) -> String {
    let mut parts = TYPES[at].1.split('§');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + &word() + part)
}
