//! A row of a spreadsheet as the file of an opinion.

use super::{COLUMNS, Cells, Problem};
use crate::calendar::{no_such_day, parse_moment, serial_day};
use crate::fields::mask_name;
use crate::load::offices::Offices;
use crate::load::opinion::{is_like_heading, is_like_reply};
use crate::load::{front_matter, named};
use crate::markdown;
use crate::model::{Clearance, Grade, OpinionChannel, OpinionKind, Sender};
use crate::privacy::{signature, spelled};
use chrono::NaiveDate;
use std::collections::HashMap;

/// What is wrong with a row.
pub(super) type Faulty = Vec<Problem>;

/// A row of a spreadsheet.
pub(super) struct Row<'r> {
    pub(super) line: u64,
    /// The id of the organisation.
    pub(super) organisation: &'r str,
    pub(super) cells: Cells<'r>,
    pub(super) header: Cells<'r>,
    pub(super) places: &'r HashMap<&'static str, usize>,
}

/// The file of a row.
pub(super) struct Filed {
    pub(super) id: String,
    pub(super) text: String,
    /// Whether something in it was masked.
    pub(super) masked: bool,
}

/// Who may read it.
struct Readers {
    /// What the front matter says of that.
    lines: Vec<String>,
    /// Whether the public may read a part of it.
    open: bool,
}

/// What stands above the readers that a sheet gives, where something was masked.
const TO_READ: &str = "# 个人信息已遮盖：核对正文和答复后，删去上一行，把下面各行的“# ”去掉，再公开";

/// What stands between an opinion and its reply.
const REPLY: &str = "\n## 答复\n\n";

/// The steps of an opinion, in their order.
const STEPS: [&str; 5] = ["received", "forwarded", "answered", "returned", "rated"];

impl Row<'_> {
    fn get(&self, id: &str) -> Option<&str> {
        let cell = self.cells.get(*self.places.get(id)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    fn wrong(&self, id: &str, zh: impl Into<String>, en: impl Into<String>) -> Problem {
        let written = self.places.get(id).and_then(|place| self.header.get(*place)).map(str::trim);
        let column = written.or(COLUMNS.iter().find(|column| column.id == id).map(|column| column.zh));
        Problem { line: self.line, column: column.map(str::to_owned), zh: zh.into(), en: en.into() }
    }

    /// Its file. Name and contact stay out. What was masked is for members until somebody has read it: what the sheet says
    /// of its readers stands there as a remark.
    pub(super) fn file(&self, offices: &Offices, known: &dyn Fn(&str) -> bool) -> Result<Filed, Faulty> {
        let mut found = Vec::new();
        for id in ["title", "forwarded_to", "answered_by", "released_by"] {
            if self.get(id).is_some_and(|cell| markdown::marker_line(cell).is_some()) {
                found.push(self.wrong(
                    id,
                    "连写的冒号会当作党内段落的标记，请改成文字",
                    "colons in a row are a passage marker: write words",
                ));
            }
        }
        for id in ["received", "kind", "channel", "text"] {
            if self.get(id).is_none() && self.places.contains_key(id) {
                found.push(self.wrong(id, "没有写", "is empty"));
            }
        }
        let mut lines = self.head(known, &mut found);
        let days = STEPS.map(|step| self.day(step, &mut found));
        lines.extend(self.course(days, &mut found));
        self.reply(&mut found);
        for id in ["title", "text", "reply"] {
            if self.get(id).is_some_and(|cell| signature(&self.anonymous(cell)).is_some()) {
                let zh = "写出了提意见人的姓名；请在表格里删去，或改成某某";
                found.push(self.wrong(id, zh, "says who sent it: take the name out of the sheet"));
            }
        }
        let readers = self.readers(&mut found);
        match days[0] {
            Some(received) if found.is_empty() => Ok(self.filed(offices, received, &lines.concat(), &readers)),
            _ => Err(found),
        }
    }

    /// The lines of what it is and about what.
    fn head(&self, known: &dyn Fn(&str) -> bool, found: &mut Faulty) -> Vec<String> {
        let kinds = words(OpinionKind::ALL, OpinionKind::zh);
        let channels = words(OpinionChannel::ALL, OpinionChannel::zh);
        let senders = words(Sender::ALL, Sender::zh);
        let mut lines: Vec<String> = [
            self.word("kind", kinds, |w| OpinionKind::read(w).map(OpinionKind::id), found),
            self.word("channel", channels, |w| OpinionChannel::read(w).map(OpinionChannel::id), found),
            self.word("from", senders, |w| Sender::read(w).map(Sender::id), found),
        ]
        .into_iter()
        .flatten()
        .map(|word| word + "\n")
        .collect();
        if let Some(about) = self.get("about") {
            if !known(about) {
                found.push(self.wrong("about", format!("没有事项“{about}”"), format!("there is no item `{about}`")));
            }
            lines.push(format!("about: {}\n", quoted(about)));
        }
        lines.extend(self.get("title").map(|title| format!("title: {}\n", quoted(&self.anonymous(title)))));
        lines
    }

    /// The lines of what became of it, step by step.
    fn course(&self, days: [Option<NaiveDate>; 5], found: &mut Faulty) -> Vec<String> {
        self.order(&days, found);
        let [received, forwarded, answered, returned, rated] = days;
        let grade = self.word("grade", words(Grade::ALL, Grade::zh), |w| Grade::read(w).map(Grade::id), found);
        let rated = match (rated, grade) {
            (Some(day), Some(grade)) => Some(format!("rated: {{date: {day}, {grade}}}")),
            (None, Some(_)) => {
                found.push(self.wrong("rated", "有评价，没有评价日期", "a grade needs its day"));
                None
            }
            (Some(_), None) if self.get("grade").is_none() => {
                found.push(self.wrong("grade", "有评价日期，没有评价", "a day of rating needs its grade"));
                None
            }
            _ => None,
        };
        let due = self.day("due", found);
        let lines = [
            received.map(|day| format!("received: {day}")),
            due.map(|day| format!("due: {day}")),
            forwarded.map(|day| self.step("forwarded", day, "to", "forwarded_to")),
            answered.map(|day| self.step("answered", day, "by", "answered_by")),
            returned.map(|day| format!("returned: {day}")),
            rated,
        ];
        lines.into_iter().flatten().map(|line| line + "\n").collect()
    }

    /// Whether the reply and its day belong together.
    fn reply(&self, found: &mut Faulty) {
        let (reply, answered) = (self.get("reply"), self.get("answered"));
        if reply.is_some() && answered.is_none() {
            found.push(self.wrong("answered", "有答复内容，没有答复日期", "a reply needs its day"));
        }
        let asks = self.get("kind").and_then(OpinionKind::read) == Some(OpinionKind::Question);
        if asks && answered.is_some() && reply.is_none() {
            found.push(self.wrong("reply", "质询须写答复内容", "a question at a meeting needs its reply"));
        }
    }

    /// The file of a row with nothing wrong in it.
    fn filed(&self, offices: &Offices, received: NaiveDate, front: &str, readers: &Readers) -> Filed {
        let reply = self.get("reply").map(|_| format!("{REPLY}{}\n", self.words("reply"))).unwrap_or_default();
        let with = |readers: &str| {
            let text = format!("---\n{front}{readers}---\n{}\n{reply}", self.words("text"));
            let masked = front_matter::split(&text).and_then(|parts| offices.masked(&text, &parts, |_| true));
            (masked.is_some(), masked.unwrap_or(text))
        };
        let said = |mark: &str| readers.lines.iter().map(|line| format!("{mark}{line}\n")).collect::<String>();
        let (hidden, mut text) = with(&said(""));
        let masked = hidden || self.says_whose();
        if masked && readers.open {
            text = with(&format!("audience: internal\n{TO_READ}\n{}", said("# "))).1;
        }
        Filed { id: format!("{received}-{}", digest(self.organisation, &text)), text, masked }
    }

    /// Whether another cell than those for that says whose it is, or how to reach him.
    fn says_whose(&self) -> bool {
        let own = [self.places.get("name"), self.places.get("contact")];
        let mut whose = self.senders().into_iter().chain(self.get("contact"));
        let named = whose.any(|whose| {
            let whose = whose.to_lowercase();
            let mut others = self.cells.iter().enumerate().filter(|(n, _)| !own.contains(&Some(n)));
            spelled(&whose).len() > 1 && others.any(|(_, cell)| !named::places(&cell.to_lowercase(), &whose).is_empty())
        });
        named || self.cells.iter().any(|cell| signature(cell).is_some())
    }

    /// A word of a list, as a line of front matter.
    fn word(
        &self,
        id: &'static str,
        known: String,
        read: impl Fn(&str) -> Option<&'static str>,
        found: &mut Faulty,
    ) -> Option<String> {
        let cell = self.get(id)?;
        let word = read(cell);
        if word.is_none() {
            let zh = format!("“{cell}”看不懂，请写{known}之一");
            found.push(self.wrong(id, zh, format!("`{cell}` is none of {known}")));
        }
        word.map(|word| format!("{id}: {word}"))
    }

    fn day(&self, id: &str, found: &mut Faulty) -> Option<NaiveDate> {
        let cell = self.get(id)?;
        let day = parse_moment(cell).map(|moment| moment.day());
        if day.is_none() {
            let (zh, en) = no_day(cell);
            found.push(self.wrong(id, zh, en));
        }
        day
    }

    fn order(&self, days: &[Option<NaiveDate>], found: &mut Faulty) {
        let given: Vec<(&str, NaiveDate)> =
            STEPS.iter().zip(days).filter_map(|(step, day)| Some((*step, (*day)?))).collect();
        for pair in given.windows(2) {
            if pair[1].1 < pair[0].1 {
                found.push(self.wrong(pair[1].0, "早于前一步的日期", "is before the step before it"));
            }
        }
        for step in &STEPS[3..] {
            if self.get(step).is_some() && self.get("answered").is_none() {
                found.push(self.wrong(step, "还没有答复日期", "there is no day of an answer"));
            }
        }
    }

    fn step(&self, key: &str, day: NaiveDate, part: &str, cell: &str) -> String {
        let more = self.get(cell).map(|to| format!(", {part}: {}", quoted(&self.anonymous(to)))).unwrap_or_default();
        format!("{key}: {{date: {day}{more}}}")
    }

    /// Whom a column lets read.
    fn clearance(&self, id: &str, found: &mut Faulty) -> Option<Clearance> {
        let cell = self.get(id)?;
        let read = Clearance::read(cell);
        if read.is_none() {
            let zh = format!("“{cell}”看不懂，请写社会、党内之一");
            found.push(self.wrong(id, zh, format!("`{cell}` is no audience")));
        }
        read
    }

    /// For members, unless the sheet says otherwise and who released it; the reply for whom the opinion is, unless the
    /// sheet says otherwise of that.
    fn readers(&self, found: &mut Faulty) -> Readers {
        let text = self.clearance("audience", found).unwrap_or(Clearance::Internal);
        let reply = self.clearance("reply_audience", found);
        let mut lines = vec![format!("audience: {}", text.id())];
        lines.extend(reply.filter(|reply| *reply != text).map(|reply| format!("reply_audience: {}", reply.id())));
        let released = self.get("released_by").zip(self.day("released", found));
        let open = text == Clearance::Public || reply == Some(Clearance::Public);
        let received = self.get("received").and_then(parse_moment);
        match released {
            Some((_, day)) if open && received.is_some_and(|received| day < received.day()) => {
                found.push(self.wrong("released", "早于收到日期", "is before it was received"));
            }
            Some((by, day)) if open => lines.push(format!("released: {{by: {}, date: {day}}}", quoted(by))),
            None if open => {
                let column = if text == Clearance::Public { "audience" } else { "reply_audience" };
                let zh = "向社会公开的须写核准人和核准日期";
                found.push(self.wrong(column, zh, "what is public needs who released it, and when"));
            }
            _ => {}
        }
        Readers { lines, open }
    }

    /// The words of a cell, without the sender's name and without a line of which a front matter, a heading, a rule or an address
    /// would be made.
    fn words(&self, id: &str) -> String {
        let words = self.anonymous(self.get(id).unwrap_or_default());
        let alone = self.get("reply").is_none();
        let replies = |line: &str| is_like_heading(line) || alone && is_like_reply(line);
        let lines = words.lines().map(|line| {
            let line = line.trim_end();
            let start = line.trim_start();
            match start.starts_with('#') || is_ruled(start) || is_definition(start) || replies(line) {
                true if start.starts_with(|c: char| c.is_ascii()) => format!("\\{start}"),
                true => format!("原文：{start}"),
                false => line.to_owned(),
            }
        });
        lines.map(|line| markdown::unmarked(&line).into_owned()).collect::<Vec<_>>().join("\n")
    }

    /// The names in the column of names: that of 李四（代表全楼） or of 李四女士, and each of 李四、王五等5人.
    fn senders(&self) -> Vec<&str> {
        let whole = self.get("name").unwrap_or_default().split(['（', '(']).next().unwrap_or_default();
        let plain = |name: &'_ str| -> usize {
            let name = name.split('等').next().unwrap_or_default().trim_end();
            let called = ["先生", "女士", "同志", "老师"].into_iter().find_map(|word| name.strip_suffix(word));
            called.unwrap_or(name).trim_end().len()
        };
        let parts = whole.split(['、', '，', ',', '/', '；', ';', '和', '与', '及']);
        let names = std::iter::once(whole).chain(parts).map(|name| name.trim()).map(|name| &name[..plain(name)]);
        names.filter(|name| spelled(name).len() > 1).collect()
    }

    /// A text in which the sender's name is masked however it is spelled, also where only the text says it, and how to reach
    /// him left out.
    fn anonymous(&self, text: &str) -> String {
        let masked = |text: String, name: &str| replaced(text, name, &mask_name(&bare(name)));
        let mut text = self.senders().into_iter().fold(text.to_owned(), masked);
        while let Some((_, Some(place))) = signature(&text) {
            let name = text[place.clone()].to_owned();
            // There at least, wherever it stands; then that one says no name any more.
            text.replace_range(place, &mask_name(&name));
            text = masked(text, &name);
        }
        match self.get("contact").filter(|contact| spelled(contact).len() > 3) {
            Some(contact) => replaced(text, contact, "（联系方式略）"),
            None => text,
        }
    }
}

/// Why a cell is no day, and what to write. A number that a spreadsheet shows as a day is not taken for it: the sheet may mean
/// another one.
fn no_day(cell: &str) -> (String, String) {
    if let Some((zh, en)) = no_such_day(cell) {
        return (
            format!("“{cell}”有误：{zh}；请核对原件，写上真有的那一天"),
            format!("`{cell}`: {en}; look the day up"),
        );
    }
    match serial_day(cell) {
        Some(day) => (
            format!(
                "“{cell}”是 Excel 里日期的序号，应当是 {day}；请核对，在表格里把这一列的格式设为日期，再另存一次 CSV"
            ),
            format!(
                "`{cell}` is Excel's number of a day, {day} as it seems: look it up, format the column as a date, and save the CSV again"
            ),
        ),
        None => (format!("“{cell}”不是日期，请写 2026-07-10"), format!("`{cell}` is no date; write 2026-07-10")),
    }
}

/// Whether a line is one of the signs that make a heading of the line above, or a rule.
fn is_ruled(line: &str) -> bool {
    ['-', '=', '*', '_'].iter().any(|sign| line.starts_with(*sign) && line.trim_matches([*sign, ' ']).is_empty())
}

/// Whether a line is what Markdown takes for the address of a link, or for a note, and does not show.
fn is_definition(line: &str) -> bool {
    line.starts_with('[') && line.contains("]:")
}

/// A text with other words in place of some, however those are spelled there.
fn replaced(mut text: String, words: &str, by: &str) -> String {
    let mut behind = text.len();
    for (start, end) in named::places(&text, words).into_iter().rev() {
        // What two lines say is no name.
        if end <= behind && !text[start..end].contains('\n') {
            text.replace_range(start..end, by);
            behind = start;
        }
    }
    text
}

/// A name without blanks.
fn bare(name: &str) -> String {
    name.split_whitespace().collect()
}

/// The same for the same row, whatever the order of the columns, however dates are written, and with its reply or without. It
/// is of what the file says, so that nothing that is masked can be found out by trying.
fn digest(organisation: &str, text: &str) -> String {
    let (front, body) = text.trim_start_matches("---\n").split_once("---\n").unwrap_or_default();
    let head = front.lines().filter(|line| ["kind:", "channel:", "title:"].iter().any(|key| line.starts_with(key)));
    let mut hash = blake3::Hasher::new();
    for part in [organisation].into_iter().chain(head).chain(body.split(REPLY).take(1)) {
        let bare: String = part.split_whitespace().collect();
        hash.update(bare.as_bytes()).update(&[0]);
    }
    hash.finalize().to_hex()[..10].to_owned()
}

fn words<T: Copy>(all: &[T], zh: fn(T) -> &'static str) -> String {
    all.iter().map(|word| zh(*word)).collect::<Vec<_>>().join("、")
}

/// A text on one line, in double quotes always: the digest of a row is of it. Control characters, which no text has, go.
fn quoted(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", text.split_whitespace().collect::<Vec<_>>().join(" "))
}
