//! Entries, one by one: everything that the catalogue says of them.

use super::chinese::{basis_zh, beyond_zh, follow_zh};
use super::{Guide, skeleton};
use crate::calendar::{Term, iso_day};
use crate::catalogue::{Entry, Grouping};
use crate::diagnostic::{Lang, counted};
use serde::{Serialize, Serializer};
use std::fmt::Write as _;

/// A word of the files, and the Chinese one.
type Word = (&'static str, &'static str);

fn id<S: Serializer>(word: &Word, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(word.0)
}

fn id_of<S: Serializer>(word: &Option<Word>, serializer: S) -> Result<S::Ok, S::Error> {
    word.map(|word| word.0).serialize(serializer)
}

fn ids<S: Serializer>(words: &[Word], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(words.iter().map(|word| word.0))
}

/// An entry of the catalogue, in the words that its files use, and in people's.
#[derive(Debug, Serialize)]
pub struct EntryRow<'c> {
    /// `party-dues`
    pub id: &'c str,
    /// Chinese name.
    pub zh: &'c str,
    /// English name.
    pub en: &'c str,
    /// Id of its category.
    pub category: &'c str,
    /// Name of its category.
    pub category_zh: &'c str,
    tier: &'static str,
    every: Option<&'static str>,
    due: Option<String>,
    frequency_zh: String,
    term: Option<String>,
    review: Option<String>,
    term_zh: String,
    #[serde(serialize_with = "id_of")]
    after: Option<Word>,
    #[serde(serialize_with = "id_of")]
    audience: Option<Word>,
    #[serde(serialize_with = "id")]
    ceiling: Word,
    #[serde(serialize_with = "ids")]
    applies: Vec<Word>,
    #[serde(serialize_with = "id_of")]
    initiative: Option<Word>,
    focus: bool,
    public_interest: bool,
    consults: bool,
    ahead: bool,
    follow_up: Option<FollowRow<'c>>,
    stage: Option<&'c str>,
    stage_en: Option<&'c str>,
    #[serde(serialize_with = "id_of")]
    stream: Option<Word>,
    department: Option<&'c str>,
    department_zh: Option<&'c str>,
    approval: Vec<String>,
    #[serde(skip)]
    approval_zh: Vec<String>,
    op2010: Option<&'c str>,
    op2010_zh: Option<&'c str>,
    reg: Option<&'c str>,
    reg_zh: Option<&'c str>,
    #[serde(serialize_with = "id_of")]
    pii: Option<Word>,
    basis: Option<&'c str>,
    locked: bool,
    scope: Option<&'c str>,
    plan: Option<String>,
    fields: Vec<FieldRow<'c>>,
    /// Front matter to copy: it has every required field in a valid form.
    pub skeleton: String,
}

/// What an item of an entry has to be followed by.
#[derive(Debug, Serialize)]
pub struct FollowRow<'c> {
    entry: &'c str,
    due: String,
    needs: Option<&'c str>,
    field: Option<&'c str>,
    #[serde(skip)]
    zh: String,
}

impl FollowRow<'_> {
    /// `election, 60d, needs elected`, in the words of the catalogue's files.
    fn words(&self) -> String {
        let asks = [("needs", self.needs), ("field", self.field)];
        let asks = asks.iter().filter_map(|(key, name)| Some(format!(", {key} {}", (*name)?)));
        format!("{}, {}{}", self.entry, self.due, asks.collect::<String>())
    }
}

/// A field of an entry.
#[derive(Debug, Serialize)]
pub struct FieldRow<'c> {
    name: &'c str,
    zh: String,
    en: String,
    #[serde(rename = "type")]
    kind: String,
    required: bool,
    internal: bool,
}

impl FieldRow<'_> {
    /// `ledger*: ledger`, as the catalogue writes it.
    fn spec(&self) -> String {
        let (required, internal) = (if self.required { "*" } else { "" }, if self.internal { "!" } else { "" });
        format!("{}{required}{internal}: {}", self.name, self.kind)
    }
}

pub(super) fn row<'c>(guide: &'c Guide, entry: &'c Entry) -> EntryRow<'c> {
    let catalogue = &guide.catalogue;
    let category = &catalogue.categories[entry.category];
    let group = |grouping| {
        let (_, label) = *catalogue.groups(grouping).get(catalogue.group_of(grouping, entry)?)?;
        Some(label.zh.as_str())
    };
    let plan = entry.scope.as_ref().and_then(|scope| scope.plan.as_ref());
    let field = |spec: &'c crate::catalogue::FieldSpec| {
        let label = catalogue.label(&spec.name);
        let (kind, required, internal) = (spec.kind.to_string(), spec.required, spec.internal);
        FieldRow { name: &spec.name, zh: label.zh, en: label.en, kind, required, internal }
    };
    EntryRow {
        id: &entry.id,
        zh: &entry.label.zh,
        en: &entry.label.en,
        category: &category.id,
        category_zh: &category.label.zh,
        tier: entry.tier.id(),
        every: entry.every.map(|every| every.id()),
        due: entry.due.map(|due| due.id()),
        frequency_zh: entry.frequency_zh(),
        term: entry.term.map(words),
        review: entry.review.map(words),
        term_zh: entry.term_zh(),
        after: entry.after.map(|after| (after.id(), after.zh())),
        audience: entry.audience.map(|audience| (audience.id(), audience.zh())),
        ceiling: (entry.ceiling.id(), entry.ceiling.zh()),
        applies: entry.applies.iter().map(|kind| (kind.id(), kind.zh())).collect(),
        initiative: entry.initiative.map(|initiative| (initiative.id(), initiative.zh())),
        focus: entry.focus,
        public_interest: entry.public_interest,
        consults: entry.consults,
        ahead: entry.ahead,
        follow_up: entry.follow_up.as_ref().map(|next| FollowRow {
            entry: &next.entry,
            due: next.due.id(),
            needs: next.needs.as_deref(),
            field: next.field.as_deref(),
            zh: follow_zh(next, catalogue),
        }),
        stage: entry.stage.as_ref().map(|stage| stage.zh.as_str()),
        stage_en: entry.stage.as_ref().map(|stage| stage.en.as_str()),
        stream: entry.stream.map(|stream| (stream.id(), stream.zh())),
        department: entry.department.as_deref(),
        department_zh: catalogue.department(entry).map(|label| label.zh.as_str()),
        approval: entry.beyond.iter().map(|beyond| beyond.to_string()).collect(),
        approval_zh: entry.beyond.iter().map(|beyond| beyond_zh(beyond, catalogue)).collect(),
        op2010: entry.op2010.as_deref(),
        op2010_zh: group(Grouping::Op2010),
        reg: entry.reg.as_deref(),
        reg_zh: group(Grouping::Reg),
        pii: entry.pii.map(|pii| (pii.id(), pii.zh())),
        basis: entry.basis.as_deref(),
        locked: entry.locked.is_some(),
        scope: entry.scope.as_ref().map(|scope| scope.organisation.as_str()),
        plan: plan.map(|plan| format!("{} {} {}", plan.document, plan.by, iso_day(plan.date))),
        fields: entry.fields.iter().map(field).collect(),
        skeleton: skeleton::skeleton(guide, entry, None, None),
    }
}

/// A term as the catalogue's files write it.
fn words(term: Term) -> String {
    match term {
        Term::Window => "window".to_owned(),
        Term::Months(n) if n % 12 == 0 => counted(n / 12, "year"),
        Term::Months(n) => counted(n, "month"),
        Term::Days(n) => counted(n, "day"),
    }
}

/// The labels and values of everything but the fields, for people; in Chinese with the word of the files beside it where
/// `codes` asks for that.
fn facts(row: &EntryRow<'_>, lang: Lang, codes: bool) -> Vec<(&'static str, String)> {
    let zh = lang == Lang::Zh;
    let both = |word: Word| match (zh, codes) {
        (true, true) => format!("{} {}", word.1, word.0),
        (true, false) => word.1.to_owned(),
        (false, _) => word.0.to_owned(),
    };
    let told = |people: String, files: String| match (zh, codes) {
        (true, true) => format!("{people}（{files}）"),
        (true, false) => people,
        (false, _) => files,
    };
    let all =
        |words: &[Word]| (!words.is_empty()).then(|| words.iter().copied().map(both).collect::<Vec<_>>().join("、"));
    let join = |parts: &[Option<&str>]| parts.iter().copied().flatten().collect::<Vec<_>>().join(" · ");
    let coded = |code: Option<&str>, name: Option<&str>| {
        code.zip(name).map(|(code, name)| if zh && !codes { name.to_owned() } else { format!("{code} {name}") })
    };
    let flags = [
        (row.focus, ("focus", "重点事项")),
        (row.public_interest, ("public_interest", "涉及群众利益")),
        (row.consults, ("consults", "公示期内征求意见")),
        (row.ahead, ("ahead", "在期初公开")),
    ];
    let flags: Vec<Word> = flags.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect();
    let after = row.after.map_or_else(String::new, |after| match after.1.strip_prefix("期满") {
        Some(rest) => format!("，期满留{rest}"),
        None => format!("，期满{}", after.1),
    });
    let terms = join(&[row.term.as_deref().or(row.review.as_deref()), row.after.map(|after| after.0)]);
    let audience = row.audience.unwrap_or(row.ceiling);
    let most = match (audience == row.ceiling, zh) {
        (true, _) => String::new(),
        (false, true) => format!("，最宽 {}", both(row.ceiling)),
        (false, false) => format!(", at most {}", both(row.ceiling)),
    };
    let approval = (row.approval_zh.join("、"), row.approval.join(", "));
    let facts = [
        (
            "频次",
            "how often",
            Some(told(row.frequency_zh.clone(), join(&[Some(row.tier), row.every, row.due.as_deref()]))),
        ),
        ("时限", "how long", Some(told(format!("{}{after}", row.term_zh), terms))),
        ("范围", "audience", Some(format!("{}{most}", both(audience)))),
        ("适用", "applies", all(&row.applies)),
        ("增补单位", "own entry of", row.scope.map(str::to_owned)),
        ("依据方案", "plan", row.plan.clone()),
        ("阳光党务", "initiative", row.initiative.map(both)),
        ("2010年意见", "op2010", coded(row.op2010, row.op2010_zh)),
        ("2017年条例", "reg", coded(row.reg, row.reg_zh)),
        ("个人信息", "pii", row.pii.map(both)),
        ("标记", "marks", all(&flags)),
        ("后续事项", "follow-up", row.follow_up.as_ref().map(|next| told(next.zh.clone(), next.words()))),
        ("环节", "stage", if zh { row.stage } else { row.stage_en.or(row.stage) }.map(str::to_owned)),
        ("同步公开", "stream", row.stream.map(both)),
        ("责任部门", "department", coded(row.department, row.department_zh)),
        ("报上级审批", "approved above", (!row.approval.is_empty()).then(|| told(approval.0, approval.1))),
        ("依据", "basis", row.basis.map(|basis| if zh && !codes { basis_zh(basis) } else { basis.to_owned() })),
        ("锁定", "locked", row.locked.then(|| told("后面的目录不得更改".to_owned(), "true".to_owned()))),
    ];
    let shown = facts.into_iter().filter_map(|(name, en, value)| Some((if zh { name } else { en }, value?)));
    shown.collect()
}

pub(super) fn text(rows: &[EntryRow<'_>], lang: Lang, codes: bool) -> String {
    let mut out = String::new();
    let mut category = "";
    for row in rows {
        if row.category != category {
            category = row.category;
            let _ = writeln!(out, "# {} ({category})\n", row.category_zh);
        }
        let _ = writeln!(out, "{}  {} · {}", row.id, row.zh, row.en);
        let facts = facts(row, lang, codes).into_iter();
        let facts = facts.map(|(name, value)| format!("{name} {value}"));
        let _ = writeln!(out, "  {}", facts.collect::<Vec<_>>().join(if lang == Lang::Zh { "；" } else { "; " }));
        let fields = row.fields.iter().map(FieldRow::spec).collect::<Vec<_>>().join(", ");
        let name = if lang == Lang::Zh { "字段" } else { "fields" };
        let _ = writeln!(out, "  {name} {fields}\n");
    }
    out
}

pub(super) fn entry_text(row: &EntryRow<'_>, lang: Lang, codes: bool) -> String {
    let zh = lang == Lang::Zh;
    let mut out = format!("{}  {} · {}\n{} ({})\n\n", row.id, row.zh, row.en, row.category_zh, row.category);
    for (name, value) in facts(row, lang, codes) {
        let _ = writeln!(out, "  {name}  {value}");
    }
    let heading = if zh { "字段（* 必填，! 仅党内）" } else { "Fields (* required, ! for members only)" };
    let _ = writeln!(out, "\n{heading}");
    for field in &row.fields {
        let label = if zh || field.en.is_empty() { &field.zh } else { &field.en };
        let _ = writeln!(out, "  {}  {label}", field.spec());
    }
    let heading = if zh { "照此填写（不填的可选项删去）" } else { "To copy (delete what you leave out)" };
    let _ = write!(out, "\n{heading}\n\n{}", row.skeleton);
    out
}

const HEADER: [&str; 30] = [
    "category",
    "id",
    "zh",
    "en",
    "tier",
    "every",
    "due",
    "term",
    "review",
    "after",
    "audience",
    "ceiling",
    "applies",
    "initiative",
    "focus",
    "public_interest",
    "consults",
    "ahead",
    "follow_up",
    "stage",
    "stream",
    "department",
    "approval",
    "op2010",
    "reg",
    "pii",
    "locked",
    "scope",
    "basis",
    "fields",
];

pub(super) fn csv(rows: &[EntryRow<'_>]) -> Vec<u8> {
    let out = "\u{FEFF}".as_bytes().to_vec();
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(HEADER).expect("memory takes what is written");
    let flag = |on: bool| if on { "true" } else { "" };
    let word = |word: Option<Word>| word.map_or("", |word| word.0);
    for row in rows {
        let fields = row.fields.iter().map(FieldRow::spec).collect::<Vec<_>>().join("; ");
        let applies = row.applies.iter().map(|kind| kind.0).collect::<Vec<_>>().join("; ");
        csv.write_record([
            row.category,
            row.id,
            row.zh,
            row.en,
            row.tier,
            row.every.unwrap_or_default(),
            row.due.as_deref().unwrap_or_default(),
            row.term.as_deref().unwrap_or_default(),
            row.review.as_deref().unwrap_or_default(),
            word(row.after),
            word(row.audience),
            row.ceiling.0,
            &applies,
            word(row.initiative),
            flag(row.focus),
            flag(row.public_interest),
            flag(row.consults),
            flag(row.ahead),
            &row.follow_up.as_ref().map(FollowRow::words).unwrap_or_default(),
            row.stage.unwrap_or_default(),
            word(row.stream),
            row.department.unwrap_or_default(),
            &row.approval.join("; "),
            row.op2010.unwrap_or_default(),
            row.reg.unwrap_or_default(),
            word(row.pii),
            flag(row.locked),
            row.scope.unwrap_or_default(),
            row.basis.unwrap_or_default(),
            &fields,
        ])
        .expect("memory takes what is written");
    }
    csv.into_inner().expect("memory takes what is written")
}
