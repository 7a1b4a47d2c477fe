use super::{COLUMNS, Cells, Problem};
use crate::calendar::{no_such_day, parse_moment};
use crate::fields::mask_name;
use crate::load::opinion::{is_like_heading, is_like_reply};
use crate::load::sensitive::Offices;
use crate::model::{Clearance, Grade, OpinionChannel, OpinionKind, Sender};
use crate::privacy::signature;
use chrono::NaiveDate;
use std::cell::RefCell;
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

/// What stands above the readers that a sheet gives, where something was masked.
const TO_READ: &str = "# 个人信息已遮盖：核对正文和答复后，删去上一行，把下面各行的“# ”去掉，再公开";

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

    /// The id and text of its file, and whether something in it was masked. Name and contact stay out. What was masked is
    /// for members until somebody has read it: what the sheet says of its readers stands there as a remark.
    pub(super) fn file(
        &self,
        offices: &Offices,
        known: &dyn Fn(&str) -> bool,
    ) -> Result<(String, String, bool), Faulty> {
        let problems = RefCell::new(Vec::new());
        let wrong = |id: &str, zh: String, en: String| problems.borrow_mut().push(self.wrong(id, zh, en));
        for id in ["received", "kind", "channel", "text"] {
            if self.get(id).is_none() && self.places.contains_key(id) {
                wrong(id, "没有写".to_owned(), "is empty".to_owned());
            }
        }
        let mut lines = vec![
            self.word(
                "kind",
                words(OpinionKind::ALL, OpinionKind::zh),
                |w| OpinionKind::read(w).map(OpinionKind::id),
                &wrong,
            ),
            self.word(
                "channel",
                words(OpinionChannel::ALL, OpinionChannel::zh),
                |w| OpinionChannel::read(w).map(OpinionChannel::id),
                &wrong,
            ),
            self.word("from", words(Sender::ALL, Sender::zh), |w| Sender::read(w).map(Sender::id), &wrong),
        ];
        if let Some(about) = self.get("about") {
            if !known(about) {
                wrong("about", format!("没有事项“{about}”"), format!("there is no item `{about}`"));
            }
            lines.push(Some(format!("about: {}", quoted(about))));
        }
        lines.push(self.get("title").map(|title| format!("title: {}", quoted(&self.anonymous(title)))));
        let days: Vec<Option<NaiveDate>> = STEPS.iter().map(|step| self.day(step, &wrong)).collect();
        self.order(&days, &wrong);
        let [received, forwarded, answered, returned, rated] = [0, 1, 2, 3, 4].map(|n: usize| days[n]);
        lines.push(received.map(|day| format!("received: {day}")));
        lines.push(self.day("due", &wrong).map(|day| format!("due: {day}")));
        lines.push(forwarded.map(|day| self.step("forwarded", day, "to", "forwarded_to")));
        lines.push(answered.map(|day| self.step("answered", day, "by", "answered_by")));
        lines.push(returned.map(|day| format!("returned: {day}")));
        let grade = self.word("grade", words(Grade::ALL, Grade::zh), |w| Grade::read(w).map(Grade::id), &wrong);
        match (rated, grade) {
            (Some(day), Some(grade)) => lines.push(Some(format!("rated: {{date: {day}, {grade}}}"))),
            (None, Some(_)) => wrong("rated", "有评价，没有评价日期".to_owned(), "a grade needs its day".to_owned()),
            (Some(_), None) if self.get("grade").is_none() => {
                wrong("grade", "有评价日期，没有评价".to_owned(), "a day of rating needs its grade".to_owned());
            }
            _ => {}
        }
        let reply = self.get("reply");
        if reply.is_some() && self.get("answered").is_none() {
            wrong("answered", "有答复内容，没有答复日期".to_owned(), "a reply needs its day".to_owned());
        }
        if self.get("kind").and_then(OpinionKind::read) == Some(OpinionKind::Question)
            && answered.is_some()
            && reply.is_none()
        {
            wrong("reply", "质询须写答复内容".to_owned(), "a question at a meeting needs its reply".to_owned());
        }
        for id in ["title", "text", "reply"] {
            if self.get(id).is_some_and(|cell| signature(&self.anonymous(cell)).is_some()) {
                wrong(
                    id,
                    "写出了提意见人的姓名；请在表格里删去，或改成某某".to_owned(),
                    "says who sent it: take the name out of the sheet".to_owned(),
                );
            }
        }
        let readers = self.audience(&wrong);
        let problems = problems.into_inner();
        if !problems.is_empty() {
            return Err(problems);
        }
        let day = received.map(|day| day.to_string()).unwrap_or_default();
        let front: String = lines.into_iter().flatten().map(|line| line + "\n").collect();
        let with = |readers: &str| {
            let text = format!("---\n{front}{readers}---\n{}\n", self.words("text"));
            let reply = reply.map(|_| format!("\n## 答复\n\n{}\n", self.words("reply")));
            text + &reply.unwrap_or_default()
        };
        let mut text = with(&readers.iter().flatten().map(|line| format!("{line}\n")).collect::<String>());
        let named = ["name", "contact"].into_iter().any(|id| {
            let bare = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
            let whose = self.get(id).map(bare).filter(|whose| whose.chars().count() > 1);
            let own = [self.places.get("name"), self.places.get("contact")];
            let others = self.cells.iter().enumerate().filter(|(n, _)| !own.contains(&Some(n)));
            whose.is_some_and(|whose| others.map(|(_, cell)| bare(cell)).any(|cell| cell.contains(&whose)))
        });
        let signed = self.cells.iter().any(|cell| signature(cell).is_some());
        let any = named || signed || offices.masked(&text, |_| true).is_some();
        let open = |line: &&String| line.ends_with("public");
        if any && readers.iter().flatten().any(|line| open(&line)) {
            let wanted: String = readers.iter().flatten().map(|line| format!("# {line}\n")).collect();
            text = with(&format!("audience: internal\n{TO_READ}\n{wanted}"));
        }
        let masked = offices.masked(&text, |_| true);
        Ok((format!("{day}-{}", self.digest()), masked.unwrap_or(text), any))
    }

    /// A word of a list, as a line of front matter.
    fn word(
        &self,
        id: &'static str,
        known: String,
        read: impl Fn(&str) -> Option<&'static str>,
        wrong: &dyn Fn(&str, String, String),
    ) -> Option<String> {
        let cell = self.get(id)?;
        let word = read(cell);
        if word.is_none() {
            wrong(id, format!("“{cell}”看不懂，请写{known}之一"), format!("`{cell}` is none of {known}"));
        }
        word.map(|word| format!("{id}: {word}"))
    }

    fn day(&self, id: &str, wrong: &dyn Fn(&str, String, String)) -> Option<NaiveDate> {
        let cell = self.get(id)?;
        let day = parse_moment(cell).map(|moment| moment.day());
        match no_such_day(cell) {
            _ if day.is_some() => {}
            Some((zh, en)) => wrong(
                id,
                format!("“{cell}”有误：{zh}；请核对原件，写上真有的那一天"),
                format!("`{cell}`: {en}; look the day up"),
            ),
            None => {
                wrong(
                    id,
                    format!("“{cell}”不是日期，请写 2026-07-10"),
                    format!("`{cell}` is no date; write 2026-07-10"),
                );
            }
        }
        day
    }

    fn order(&self, days: &[Option<NaiveDate>], wrong: &dyn Fn(&str, String, String)) {
        let given: Vec<(&str, NaiveDate)> =
            STEPS.iter().zip(days).filter_map(|(step, day)| Some((*step, (*day)?))).collect();
        for pair in given.windows(2) {
            if pair[1].1 < pair[0].1 {
                wrong(pair[1].0, "早于前一步的日期".to_owned(), "is before the step before it".to_owned());
            }
        }
        for step in &STEPS[3..] {
            if self.get(step).is_some() && self.get("answered").is_none() {
                wrong(step, "还没有答复日期".to_owned(), "there is no day of an answer".to_owned());
            }
        }
    }

    fn step(&self, key: &str, day: NaiveDate, part: &str, cell: &str) -> String {
        let more = self.get(cell).map(|to| format!(", {part}: {}", quoted(&self.anonymous(to)))).unwrap_or_default();
        format!("{key}: {{date: {day}{more}}}")
    }

    /// Whom a column lets read.
    fn clearance(&self, id: &str, wrong: &dyn Fn(&str, String, String)) -> Option<Clearance> {
        let cell = self.get(id)?;
        let read = Clearance::read(cell);
        if read.is_none() {
            wrong(id, format!("“{cell}”看不懂，请写社会、党内之一"), format!("`{cell}` is no audience"));
        }
        read
    }

    /// For members, unless the sheet says otherwise and who released it; the reply for whom the opinion is, unless the
    /// sheet says otherwise of that.
    fn audience(&self, wrong: &dyn Fn(&str, String, String)) -> Vec<Option<String>> {
        let text = self.clearance("audience", wrong).unwrap_or(Clearance::Internal);
        let reply = self.clearance("reply_audience", wrong);
        let mut lines = vec![Some(format!("audience: {}", text.id()))];
        lines.push(reply.filter(|reply| *reply != text).map(|reply| format!("reply_audience: {}", reply.id())));
        let released = self.get("released_by").zip(self.day("released", wrong));
        let open = [Some(text), reply].into_iter().flatten().find(|clearance| *clearance == Clearance::Public);
        match (open, released) {
            (Some(_), Some((by, day))) => {
                lines.push(Some(format!("released: {{by: {}, date: {day}}}", quoted(by))));
            }
            (Some(_), None) => {
                let (zh, en) = ("向社会公开的须写核准人和核准日期", "what is public needs who released it, and when");
                let column = if text == Clearance::Public { "audience" } else { "reply_audience" };
                wrong(column, zh.to_owned(), en.to_owned());
            }
            (None, _) => {}
        }
        lines
    }

    /// The words of a cell, without the sender's name and without a line that a front matter or heading would begin with.
    fn words(&self, id: &str) -> String {
        let words = self.anonymous(self.get(id).unwrap_or_default());
        let alone = self.get("reply").is_none();
        let replies = |line: &str| is_like_heading(line) || alone && is_like_reply(line);
        let lines = words.lines().map(|line| {
            let line = line.trim_end();
            let start = line.trim_start();
            match start.starts_with('#') || replies(line) {
                true if start.starts_with(|c: char| c.is_ascii()) => format!("\\{start}"),
                true => format!("原文：{start}"),
                false => line.to_owned(),
            }
        });
        // Three colons together would look like the marker of a passage.
        lines.collect::<Vec<_>>().join("\n").replace(":::", "：").replace("：：：", "：")
    }

    /// A text in which the sender's name is masked, also where only the text says it, and how to reach him left out.
    fn anonymous(&self, text: &str) -> String {
        let mut text = match self.get("name").filter(|name| name.chars().count() > 1) {
            Some(name) => text.replace(name, &mask_name(name)),
            None => text.to_owned(),
        };
        while let Some((_, Some(name))) = signature(&text) {
            text = text.replace(&text[name.clone()], &mask_name(&text[name]));
        }
        match self.get("contact").filter(|contact| contact.chars().count() > 3) {
            Some(contact) => text.replace(contact, "（联系方式略）"),
            None => text,
        }
    }

    /// The same for the same row, whatever the order of the columns and however dates are written. It is of no digit
    /// and no name, so that nothing that is masked can be found out by trying.
    fn digest(&self) -> String {
        let mut hash = blake3::Hasher::new();
        hash.update(self.organisation.as_bytes());
        for id in ["kind", "channel", "title", "text"] {
            let words = self.anonymous(self.get(id).unwrap_or_default());
            let plain: String = words.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).collect();
            hash.update(&[0]).update(plain.as_bytes());
        }
        hash.finalize().to_hex()[..10].to_owned()
    }
}

fn words<T: Copy>(all: &[T], zh: fn(T) -> &'static str) -> String {
    all.iter().map(|word| zh(*word)).collect::<Vec<_>>().join("、")
}

/// A YAML scalar in double quotes.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", text.split_whitespace().collect::<Vec<_>>().join(" "))
}
