//! The types of fields, as a catalogue writes them: `window(min 5wd)`, `tally(pass 50%)`.

use super::Due;
use std::fmt;

/// From how much on a vote is passed: `pass 50%`, `pass 50% of eligible`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Parts of a hundred.
    pub percent: u8,
    /// Whether they are parts of those due to attend (应到), and not of the ballots.
    pub of_eligible: bool,
}

impl Pass {
    /// Reads what stands in the brackets of `tally(…)`.
    fn parse(inside: &str) -> Option<Self> {
        let line = inside.strip_prefix("pass ")?;
        let (line, of_eligible) = match line.split_once(" of ") {
            Some((line, of)) => (line, (of.trim() == "eligible").then_some(true)?),
            None => (line, false),
        };
        let percent = line.trim().strip_suffix('%')?.parse().ok()?;
        (1..=100).contains(&percent).then_some(Self { percent, of_eligible })
    }
}

impl fmt::Display for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = if self.of_eligible { " of eligible" } else { "" };
        write!(f, "pass {}%{of}", self.percent)
    }
}

/// The type of a field, as the catalogue writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A line of text.
    Text,
    /// A text of any length, in Markdown.
    Paragraph,
    /// A number.
    Number,
    /// Parts of a hundred.
    Percent,
    /// A sum in yuan, exact to the fen.
    Money,
    /// A day, or a day and a time.
    Date,
    /// One of these words: `choice(甲|乙)`.
    Choice(Vec<String>),
    /// One person.
    Person,
    /// Persons.
    People,
    /// Two dates, `window(min 5wd)`: apart by so much at least.
    Window(Option<Due>),
    /// A vote or an appraisal, `tally(pass 50%)`.
    Tally(Option<Pass>),
    /// Steps or tasks; those of `stages(ordered)` follow one another.
    Stages {
        /// Whether they follow one another.
        ordered: bool,
    },
    /// Income, spending and what is left.
    Ledger,
    /// Rows under these columns: `table(姓名|职务)`.
    Table(Vec<String>),
    /// Meetings, sessions, activities.
    Meetings,
    /// Proposals of delegates and what became of them.
    Proposals,
    /// Where and when somebody can be reached.
    Contact,
    /// Another item, by id.
    Reference,
    /// A document number (文号).
    Document,
    /// Things to bring or to do.
    Checklist,
}

/// Whether a column of a table holds remarks, which a row may leave out.
pub fn is_remark(column: &str) -> bool {
    ["备注", "说明", "附注"].iter().any(|word| column.ends_with(word))
}

impl FieldType {
    /// The names of all types, for suggestions.
    pub const NAMES: [&str; 20] = [
        "text",
        "paragraph",
        "number",
        "percent",
        "money",
        "date",
        "choice",
        "person",
        "people",
        "window",
        "tally",
        "stages",
        "ledger",
        "table",
        "meetings",
        "proposals",
        "contact",
        "reference",
        "document",
        "checklist",
    ];

    /// Reads `money`, `choice(甲|乙)`, `window(min 5wd)`, `tally(pass 50%)`, `stages(ordered)`, `table(甲|乙)`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, inside) = match text.split_once('(') {
            Some((name, rest)) => (name.trim(), Some(rest.strip_suffix(')')?.trim())),
            None => (text, None),
        };
        let words = || -> Option<Vec<String>> {
            let words: Vec<String> = inside?.split('|').map(|word| word.trim().to_owned()).collect();
            let sound = words.iter().enumerate().all(|(n, word)| !word.is_empty() && !words[..n].contains(word));
            sound.then_some(words)
        };
        Some(match (name, inside) {
            ("choice", _) => Self::Choice(words()?),
            ("table", _) => Self::Table(words()?),
            ("window", Some(inside)) => Self::Window(Some(Due::parse(inside.strip_prefix("min ")?)?)),
            ("tally", Some(inside)) => Self::Tally(Some(Pass::parse(inside)?)),
            ("stages", Some("ordered")) => Self::Stages { ordered: true },
            (_, Some(_)) => return None,
            ("text", None) => Self::Text,
            ("paragraph", None) => Self::Paragraph,
            ("number", None) => Self::Number,
            ("percent", None) => Self::Percent,
            ("money", None) => Self::Money,
            ("date", None) => Self::Date,
            ("person", None) => Self::Person,
            ("people", None) => Self::People,
            ("window", None) => Self::Window(None),
            ("tally", None) => Self::Tally(None),
            ("stages", None) => Self::Stages { ordered: false },
            ("ledger", None) => Self::Ledger,
            ("meetings", None) => Self::Meetings,
            ("proposals", None) => Self::Proposals,
            ("contact", None) => Self::Contact,
            ("reference", None) => Self::Reference,
            ("document", None) => Self::Document,
            ("checklist", None) => Self::Checklist,
            _ => return None,
        })
    }

    /// Its name, without what stands in brackets.
    pub fn name(&self) -> &'static str {
        let position = match self {
            Self::Text => 0,
            Self::Paragraph => 1,
            Self::Number => 2,
            Self::Percent => 3,
            Self::Money => 4,
            Self::Date => 5,
            Self::Choice(_) => 6,
            Self::Person => 7,
            Self::People => 8,
            Self::Window(_) => 9,
            Self::Tally(_) => 10,
            Self::Stages { .. } => 11,
            Self::Ledger => 12,
            Self::Table(_) => 13,
            Self::Meetings => 14,
            Self::Proposals => 15,
            Self::Contact => 16,
            Self::Reference => 17,
            Self::Document => 18,
            Self::Checklist => 19,
        };
        Self::NAMES[position]
    }
}

impl fmt::Display for FieldType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choice(words) | Self::Table(words) => write!(f, "{}({})", self.name(), words.join("|")),
            Self::Window(Some(Due::WorkingDays(n))) => write!(f, "window(min {n}wd)"),
            Self::Window(Some(Due::Days(n))) => write!(f, "window(min {n}d)"),
            Self::Tally(Some(pass)) => write!(f, "tally({pass})"),
            Self::Stages { ordered: true } => f.write_str("stages(ordered)"),
            _ => f.write_str(self.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_reads_back_what_it_prints() {
        let with = [
            "choice(甲|乙)",
            "table(姓名|职务)",
            "window(min 5wd)",
            "window(min 7d)",
            "tally(pass 50%)",
            "tally(pass 50% of eligible)",
            "stages(ordered)",
        ];
        let bare = FieldType::NAMES.into_iter().filter(|name| !["choice", "table"].contains(name));
        for text in with.into_iter().chain(bare) {
            let kind = FieldType::parse(text).expect(text);
            assert_eq!(kind.to_string(), text);
            assert!(text.starts_with(kind.name()), "{text}");
        }
        for text in [
            "",
            "txt",
            "choice",
            "choice()",
            "choice(甲|)",
            "choice(甲|甲)",
            "table",
            "window(5wd)",
            "window(min 5)",
            "tally(50%)",
            "tally(pass 0%)",
            "tally(pass 50% of present)",
            "money(2)",
            "stages(open)",
            "people(",
        ] {
            assert_eq!(FieldType::parse(text), None, "{text}");
        }
    }
}
