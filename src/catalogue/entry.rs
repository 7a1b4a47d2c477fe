//! An entry (公开项目) of the catalogue, and the words for what it asks.

use super::{Beyond, FieldType, FollowUp, Label, Scope};
use crate::calendar::Term;
use crate::diagnostic::Span;
use std::sync::Arc;

/// One of the five categories (类别).
#[derive(Clone, Debug)]
pub struct Category {
    /// `organisation-building`
    pub id: String,
    /// 党的组织建设
    pub label: Label,
}

/// A heading of one of the two other ways of grouping entries.
#[derive(Clone, Debug)]
pub struct Heading {
    /// `d3`, or `4`
    pub id: String,
    /// 党的组织管理情况
    pub label: Label,
}

/// A word list: variants with their id, Chinese, English and other words, and a reader.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$vdoc:meta])* $variant:ident = $id:literal $zh:literal $en:literal $(| $also:literal)*,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word used in files of each, and the Chinese one.
            pub const WORDS: &'static [(&'static str, &'static str)] = &[$(($id, $zh)),*];

            /// The word used in files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }

            /// The Chinese word.
            pub fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),* }
            }

            /// The English word.
            pub fn en(self) -> &'static str {
                match self { $(Self::$variant => $en),* }
            }

            /// All words for it: those used in files and in Chinese, and others that people use.
            pub fn names(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$id, $zh $(, $also)*]),* }
            }

            /// Reads any of the words for it.
            pub fn read(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.names().contains(&text))
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The three tiers (层面) of the report.
    Tier {
        /// Stands, and is looked at again by a date.
        Fixed = "fixed" "固定" "Standing",
        /// Comes every period.
        Periodic = "periodic" "定期" "Periodic",
        /// Comes when something happens.
        AdHoc = "ad-hoc" "随时" "Ad hoc",
    }
}

words! {
    /// The six sunshine forms (阳光党务) of the report.
    Initiative {
        /// How work is done.
        Operations = "operations" "阳光作业" "Operations",
        /// What is done for people.
        Service = "service" "阳光服务" "Service",
        /// What is put right.
        Rectification = "rectification" "阳光整改" "Rectification",
        /// What is taught.
        Training = "training" "阳光培训" "Training",
        /// What members think of it.
        Evaluation = "evaluation" "阳光评议" "Evaluation",
        /// Who is helped.
        Assistance = "assistance" "阳光扶助" "Assistance",
    }
}

words! {
    /// What stands after an item's term, from the laxest to the strictest as the public sees it. To members an archive shows
    /// more than a result. An edition may only make it stricter.
    After {
        /// The item goes on standing.
        Keep = "keep" "继续公开" "Stays",
        /// The full text goes to an archive that is marked as past, inside and outside.
        ArchivePublic = "archive-public" "归档并保留全文" "Archived in full",
        /// Names go; a result without persons stays.
        ResultOnly = "result-only" "只留结果" "Result only",
        /// An archive inside, a tombstone outside.
        Archive = "archive" "党内归档" "Archived for members",
        /// A page that says that the term is over: no title, no person.
        Tombstone = "tombstone" "期满说明" "Tombstone",
        /// Nothing.
        Gone = "gone" "撤下" "Removed",
    }
}

impl After {
    /// What stands where both hold: for nobody more than either leaves.
    pub fn and(self, other: Self) -> Self {
        match (self.min(other), self.max(other)) {
            (Self::ResultOnly, Self::Archive) => Self::Tombstone,
            (_, stricter) => stricter,
        }
    }
}

words! {
    /// Kinds of party organisation.
    OrganisationKind {
        /// 党委
        Committee = "committee" "党委" "Committee" | "党委会" | "委员会" | "党的委员会",
        /// 党工委
        WorkingCommittee = "working-committee" "党工委" "Working committee" | "工委" | "工作委员会",
        /// 党总支
        GeneralBranch = "general-branch" "党总支" "General branch" | "总支" | "总支部" | "党总支部",
        /// 党支部
        Branch = "branch" "党支部" "Branch" | "支部",
    }
}

words! {
    /// The stream of disclosure beside which items go out, by their organisation or entry (与政务、厂务、校务、院务公开同步).
    Stream {
        /// 党务公开
        Party = "party" "党务公开" "Party affairs",
        /// 政务公开
        Government = "government" "政务公开" "Government affairs",
        /// 厂务公开
        Factory = "factory" "厂务公开" "Enterprise affairs",
        /// 校务公开
        School = "school" "校务公开" "School affairs",
        /// 院务公开
        Hospital = "hospital" "院务公开" "Hospital affairs",
    }
}

words! {
    /// Who may see something (公开范围), from the widest to the narrowest.
    Clearance {
        /// 向社会公开
        Public = "public" "向社会公开" "Public" | "公开" | "社会" | "向社会",
        /// 党内公开
        Internal = "internal" "党内公开" "Members" | "党内",
        /// 特定对象: in no site.
        Specific = "specific" "特定对象" "Particular persons",
    }
}

words! {
    /// What personal data an entry may hold.
    Pii {
        /// No person.
        None = "none" "不含个人信息" "No person",
        /// Names may stand.
        Name = "name" "可以署名" "Names",
        /// On public pages only surnames stand: 王某某.
        Masked = "masked" "向社会公开时姓名隐去" "Names masked in public",
        /// Figures; names only in fields for members.
        Aggregate = "aggregate" "只公开合计" "Figures only",
    }
}

impl Pii {
    /// Whether an entry may hold more of persons, or is looked at less, than it was under the catalogue that it extends.
    pub(super) fn is_laxer(self, old: Self) -> bool {
        match old {
            Self::Masked => self != Self::Masked,
            Self::Aggregate => !matches!(self, Self::Aggregate | Self::Masked),
            Self::None | Self::Name => false,
        }
    }
}

/// By when an item is due: days after the end of its period, or after what it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Working days (工作日).
    WorkingDays(u32),
    /// Calendar days.
    Days(u32),
}

/// More would be a slip, and is counted day by day.
const MOST_DAYS: u32 = 3660;

impl Due {
    /// `5wd` or `30d`.
    pub fn id(self) -> String {
        match self {
            Self::WorkingDays(n) => format!("{n}wd"),
            Self::Days(n) => format!("{n}d"),
        }
    }

    /// `5 个工作日内`, for people.
    pub fn chinese(self) -> String {
        match self {
            Self::WorkingDays(n) => format!("{n} 个工作日内"),
            Self::Days(n) => format!("{n} 日内"),
        }
    }

    /// Reads `5wd` or `30d`: ten years at most.
    pub fn parse(text: &str) -> Option<Self> {
        let days = |text: &str| text.trim().parse().ok().filter(|days| *days <= MOST_DAYS);
        let text = text.trim();
        match text.strip_suffix("wd") {
            Some(working) => days(working).map(Self::WorkingDays),
            None => text.strip_suffix('d').and_then(days).map(Self::Days),
        }
    }
}

/// A field that an entry asks for.
#[derive(Clone, Debug)]
pub struct FieldSpec {
    /// The key in `fields:`.
    pub name: Arc<str>,
    /// What it holds.
    pub kind: FieldType,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it is for members even where the item is public.
    pub internal: bool,
}

/// One line of the catalogue (公开项目).
#[derive(Clone, Debug)]
pub struct Entry {
    /// `party-dues`
    pub id: String,
    /// Its name.
    pub label: Label,
    /// Position of its category.
    pub category: usize,
    /// Its tier.
    pub tier: Tier,
    /// How often a periodic entry comes: `month`, `quarter`, `half-year`, `year`.
    pub every: Option<Every>,
    /// By when.
    pub due: Option<Due>,
    /// Whether it says what is to come in its period, so that it is due after the first day of that and not after the last.
    pub ahead: bool,
    /// How long an item stands by default; none for fixed entries.
    pub term: Option<Term>,
    /// After how long an item must be looked at again: what stands, or what is not done yet.
    pub review: Option<Term>,
    /// Who may see it by default.
    pub audience: Option<Clearance>,
    /// How far it may go at most.
    pub ceiling: Clearance,
    /// The kinds of organisation with the duty; all if empty.
    pub applies: Vec<OrganisationKind>,
    /// The sunshine form that it belongs to.
    pub initiative: Option<Initiative>,
    /// The stream beside which its items go out, whoever's they are.
    pub stream: Option<Stream>,
    /// The department that proposes its items: a heading of `departments`.
    pub department: Option<String>,
    /// What stands after the term; none leaves it to the edition's audience.
    pub after: Option<After>,
    /// A priority matter (公开重点).
    pub focus: bool,
    /// Whether it touches the public's interest: an item that is not public then says why.
    pub public_interest: bool,
    /// Whether its window asks readers for opinions (征求意见) rather than only giving notice.
    pub consults: bool,
    /// The duty that an item of this one opens.
    pub follow_up: Option<FollowUp>,
    /// What an item is in a thread, where that is another word than the entry's.
    pub stage: Option<Label>,
    /// When an item is beyond its organisation's competence, and approved above.
    pub beyond: Vec<Beyond>,
    /// Heading of the 2010 Opinion, for roll-up.
    pub op2010: Option<String>,
    /// Item of the 2017 Regulation's list for basic organisations, for roll-up.
    pub reg: Option<String>,
    /// What personal data it may hold.
    pub pii: Option<Pii>,
    /// Where the entry comes from.
    pub basis: Option<String>,
    /// Its fields, in order.
    pub fields: Vec<FieldSpec>,
    /// Fields that an earlier file had and a later one left out: they may not come back laxer.
    pub former: Vec<FieldSpec>,
    /// Where it was locked: no later catalogue may change it.
    pub locked: Option<Span>,
    /// The organisation whose own entry it is; everybody's if none.
    pub scope: Option<Arc<Scope>>,
}

words! {
    /// The period of a periodic entry.
    Every {
        /// 每月
        Month = "month" "每月" "Monthly",
        /// 每季度
        Quarter = "quarter" "每季度" "Quarterly",
        /// 每半年
        HalfYear = "half-year" "每半年" "Half-yearly",
        /// 每年
        Year = "year" "每年" "Yearly",
    }
}

impl Entry {
    /// How often and by when, for people: `每季度，期满后 10 个工作日内`.
    pub fn frequency_zh(&self) -> String {
        let days = self.due.map(Due::chinese);
        match (self.tier, self.every, days) {
            (Tier::Fixed, _, _) => "长期公开，变动即更新".to_owned(),
            (Tier::Periodic, Some(every), Some(days)) if self.ahead => format!("{}，期初 {days}", every.zh()),
            (Tier::Periodic, Some(every), Some(days)) => format!("{}，期满后 {days}", every.zh()),
            (Tier::Periodic, Some(every), None) => every.zh().to_owned(),
            (_, _, Some(days)) => format!("事项发生后 {days}"),
            (_, _, None) => "随时".to_owned(),
        }
    }

    /// `“党费收缴、使用和管理”`, within a sentence: quotes within quotes are single ones.
    pub fn quoted(&self) -> String {
        format!("“{}”", self.label.zh.replace('“', "‘").replace('”', "’"))
    }

    /// `party-dues 党费收缴、使用和管理`, for people who look for it.
    pub fn called(&self) -> String {
        format!("{} {}", self.id, self.label.zh)
    }

    /// How long an item stands, for people.
    pub fn term_zh(&self) -> String {
        match (self.term, self.review) {
            (Some(Term::Window), _) => "公示期内".to_owned(),
            (Some(term), None) => format!("公开 {}", term.chinese()),
            (Some(term), Some(review)) => format!("公开 {}，未办结的{}更新", term.chinese(), review.every()),
            (None, Some(review)) => format!("长期，{}复核", review.every()),
            (None, None) => "长期".to_owned(),
        }
    }
}
