//! Family P: what must never be published, in texts, names and attachments. In what the public would see it is an
//! error that nothing excuses; in what members would see, a warning that an approver may accept.

use super::beside::Held;
use super::found_in::Place;
use super::front_matter::Parts;
use super::offices::Offices;
use super::{TextFile, named, tables};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, Span, codes};
use crate::extract::{Extracted, Limits, Note, Reason, extract, picture};
use crate::markdown::{self, Passage};
use crate::model::Clearance;
use crate::privacy::{self, Kind};
use std::ops::Range;
use std::sync::Arc;

/// So many findings of one kind are told of an attachment: nobody mends more by hand.
const MOST_ALIKE: usize = 1_000;

/// Attachments above this are not read, and so not published.
pub(super) const LARGEST: usize = 64 << 20;

/// What becomes of personal data that members will see.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ForMembers {
    /// An approver accepted them.
    Accepted,
    /// An approver may accept them.
    Asked,
    /// Nobody can accept them, and `--fix` masks them: in opinions.
    Masked,
    /// Nobody can accept them.
    Deleted,
}

impl ForMembers {
    /// Of an item, by whether an approver accepted them.
    pub(super) fn of(accepted: bool) -> Self {
        if accepted { Self::Accepted } else { Self::Asked }
    }
}

/// The scan of one item or organisation.
pub(super) struct Scan<'s> {
    pub offices: &'s Offices,
    pub path: &'s Arc<str>,
    pub members: ForMembers,
    pub sink: &'s mut Diagnostics,
}

impl Scan<'_> {
    /// The front matter; `inside` are the parts that only members see.
    pub(super) fn front(&mut self, file: &TextFile<'_>, parts: &Parts, clearance: Clearance, inside: &[Range<usize>]) {
        let base = parts.front.start;
        for hit in self.offices.scan(&file.text[parts.front.clone()], clearance) {
            let range = hit.range.start + base..hit.range.end + base;
            let within = inside.iter().any(|part| part.start <= range.start && range.end <= part.end);
            let who = if within { clearance.max(Clearance::Internal) } else { clearance };
            self.found(hit.kind, range, who, Place::Text);
        }
    }

    /// A text that everybody sees.
    pub(super) fn open(&mut self, text: &str, place: Place<'_>) {
        for hit in self.offices.scan(text, Clearance::Public) {
            self.found(hit.kind, hit.range, Clearance::Public, place);
        }
    }

    /// A value of the front matter, at its place there if it is written as it is read.
    pub(super) fn value(&mut self, file: &TextFile<'_>, front: Range<usize>, value: &str, clearance: Clearance) {
        let Some(at) = file.text[front.clone()].find(value) else {
            return self.word(value, front, clearance);
        };
        for hit in self.offices.scan(value, clearance) {
            let base = front.start + at;
            self.found(hit.kind, hit.range.start + base..hit.range.end + base, clearance, Place::Text);
        }
    }

    /// The text: each hit by the passage that it lies in, and what the public would read as one.
    pub(super) fn body(&mut self, file: &TextFile<'_>, passages: &[Passage], start: usize, clearance: Clearance) {
        let mut told: Vec<(Kind, &str)> = Vec::new();
        for hit in self.offices.scan(&file.text[start..], clearance) {
            let range = hit.range.start + start..hit.range.end + start;
            let inside =
                passages.iter().any(|p| p.internal && p.range.start <= range.start && range.end <= p.range.end);
            if !inside {
                told.push((hit.kind, &file.text[range.clone()]));
            }
            self.found(
                hit.kind,
                range,
                if inside { clearance.max(Clearance::Internal) } else { clearance },
                Place::Text,
            );
        }
        if passages.iter().any(|passage| passage.internal) {
            // With the internal passages out, what stood apart stands together.
            let visible = markdown::visible(&file.text, passages, false);
            for hit in self.offices.scan(&visible, clearance) {
                let said = &visible[hit.range];
                match told.iter().position(|known| *known == (hit.kind, said)) {
                    Some(known) => drop(told.swap_remove(known)),
                    None => {
                        let at = file.text[start..].find(said).map(|at| at + start);
                        let range = at.map_or(start..start, |at| at..at + said.len());
                        self.found(hit.kind, range, clearance, Place::Text);
                    }
                }
            }
        }
    }

    /// A value that may be written otherwise than it is read, or a name.
    pub(super) fn word(&mut self, word: &str, range: Range<usize>, clearance: Clearance) {
        for hit in self.offices.scan(word, clearance) {
            self.found(hit.kind, range.clone(), clearance, Place::Text);
        }
    }

    /// The id that a file's own name gave, and so its address; `name` is that of the file, as somebody wrote it.
    pub(super) fn own_name(&mut self, name: &str, id: &str, clearance: Clearance) {
        let hits = self.offices.scan(id, clearance).into_iter().chain(self.offices.scan(name, clearance));
        if let Some(hit) = hits.into_iter().next() {
            self.found(hit.kind, 0..0, clearance, Place::OwnName);
        }
    }

    /// The cells of a row, read as one text: only what spans a bar is reported, since the rest is found in the cells.
    pub(super) fn parted(
        &mut self,
        text: &str,
        range: Range<usize>,
        clearance: Clearance,
        wanted: impl Fn(Kind) -> bool,
    ) {
        let hits = if text.is_empty() { Vec::new() } else { self.offices.scan(text, clearance) };
        for hit in hits.into_iter().filter(|hit| wanted(hit.kind) && text[hit.range.clone()].contains('|')) {
            self.found(hit.kind, range.clone(), clearance, Place::Text);
        }
    }

    /// A file that travels with the item; `masked` are the names that the public must not read whole, where it reads no names
    /// whole.
    pub(super) fn file(&mut self, held: &Held, range: Range<usize>, clearance: Clearance, masked: Option<&[String]>) {
        let name = &held.file.name;
        let masked = masked.filter(|_| clearance == Clearance::Public);
        for hit in self.offices.scan(name, clearance) {
            self.found(hit.kind, range.clone(), clearance, Place::Name);
        }
        self.named(masked.and_then(|names| named::first_of(names, name)), name, range.clone());
        if !held.stripped.is_empty() && clearance != Clearance::Specific {
            let what = held.stripped.join("、");
            let finding = Diagnostic::new(
                &codes::P016,
                Span::new(self.path, range.clone()),
                format!("图片 {name} 带有元数据（{what}），公开时已去除"),
                format!("the picture `{name}` carried metadata ({what}), which is not published"),
            );
            self.sink.push(finding.help("导出一份不带位置和设备信息的图片", "Export it without place and device"));
        }
        let extracted = if held.bytes.len() > LARGEST {
            Extracted::Unreadable(Reason::TooLarge)
        } else {
            extract(name, &held.bytes, &Limits::default())
        };
        match extracted {
            Extracted::NotText if held.broken => self.unreadable(name, Reason::Damaged, range, clearance),
            Extracted::NotText if picture::keeps_place(&held.bytes) => self.taken_at(name, range, clearance),
            Extracted::NotText => {}
            Extracted::Unreadable(reason) => self.unreadable(name, reason, range, clearance),
            Extracted::Pieces(pieces) => {
                let mut told: Vec<(Kind, usize)> = Vec::new();
                for piece in pieces {
                    let place = || format!("{name} {}", piece.place).trim_end().to_owned();
                    match piece.note {
                        Some(Note::UnreadPage) => {
                            self.unreadable(&place(), Reason::Scanned, range.clone(), clearance);
                        }
                        Some(Note::LostDigits) => {
                            self.unreadable(&place(), Reason::LostDigits, range.clone(), clearance);
                        }
                        Some(Note::BrokenPicture) => {
                            self.unreadable(&place(), Reason::Damaged, range.clone(), clearance);
                        }
                        Some(Note::TakenAt) => self.taken_at(&place(), range.clone(), clearance),
                        Some(Note::PartedOtherwise) | None => {}
                    }
                    let new = piece.note != Some(Note::PartedOtherwise);
                    let hits = new.then(|| self.offices.scan(&piece.text, clearance));
                    for hit in hits.into_iter().flatten() {
                        let count = told.iter_mut().find(|(kind, _)| *kind == hit.kind);
                        match count {
                            Some((_, count)) if *count == MOST_ALIKE => continue,
                            Some((_, count)) => *count += 1,
                            None => told.push((hit.kind, 1)),
                        }
                        let place = format!("{name} {}", piece.place_of(hit.range.start));
                        self.found(hit.kind, range.clone(), clearance, Place::Inside(&place));
                    }
                    if let Some(names) = masked {
                        let name = named::first_of(names, &piece.text).or_else(|| tables::first_name(&piece));
                        self.named(name, &place(), range.clone());
                    }
                    if let Some(cell) = header(&piece.text) {
                        let place = Place::Header(&place(), &cell);
                        self.found(Kind::TableHeader, range.clone(), clearance, place);
                    }
                }
            }
        }
    }

    fn named(&mut self, name: Option<&str>, place: &str, range: Range<usize>) {
        if let Some(name) = name {
            self.sink.push(named::in_attachment(name, place, Span::new(self.path, range)));
        }
    }

    fn found(&mut self, kind: Kind, range: Range<usize>, clearance: Clearance, place: Place<'_>) {
        let marked = matches!(kind, Kind::SecrecyMark | Kind::WithheldMark);
        let rule = match clearance {
            Clearance::Specific => return,
            Clearance::Internal if !marked && self.members == ForMembers::Accepted => return,
            Clearance::Internal if !marked => &codes::P101,
            Clearance::Internal | Clearance::Public => rule_of(kind),
        };
        let (zh, en) = place.message(kind);
        let finding = Diagnostic::new(rule, Span::new(self.path, range), zh, en);
        let (zh, en) = match (marked, clearance, self.members) {
            (true, ..) => (
                "确认能否公开；不能公开的撤出网站内容，能公开的按程序解密、去掉标志后再发",
                "Make sure that it may be disclosed; take it out, or have the mark lifted first",
            ),
            (false, Clearance::Public, _) | (false, _, ForMembers::Masked) => place.mending(kind),
            (false, _, ForMembers::Deleted) => Place::Setting.mending(kind),
            (false, _, ForMembers::Accepted | ForMembers::Asked) => (
                "删去；确需在党内公开的，经审批人同意后写 privacy_reason: 理由",
                "Delete it, or with the approver's consent give privacy_reason: …",
            ),
        };
        self.sink.push(finding.help(zh, en));
    }

    /// A place that is published with the file.
    fn taken_at(&mut self, name: &str, range: Range<usize>, clearance: Clearance) {
        let rule = match clearance {
            Clearance::Public => &codes::P017,
            Clearance::Internal if self.members != ForMembers::Accepted => &codes::P101,
            Clearance::Internal | Clearance::Specific => return,
        };
        let finding = Diagnostic::new(
            rule,
            Span::new(self.path, range),
            format!("附件 {name} 带有拍摄位置"),
            format!("the attachment `{name}` says where a picture was taken"),
        );
        self.sink.push(finding.help(
            "去掉照片的位置信息后重新插入，或另存为 .jpg、.png 图片",
            "Take the place out of the picture, or save it as .jpg or .png",
        ));
    }

    fn unreadable(&mut self, name: &str, reason: Reason, range: Range<usize>, clearance: Clearance) {
        let rule = match clearance {
            Clearance::Public => &codes::P015,
            Clearance::Internal if self.members != ForMembers::Accepted => &codes::P102,
            Clearance::Internal | Clearance::Specific => return,
        };
        let (zh, en) = match reason {
            Reason::Encrypted => ("设了密码", "is encrypted"),
            Reason::Scanned => ("是扫描件，没有可查的文字", "is a scan without text"),
            Reason::TooLarge => ("太大", "is too large"),
            Reason::TooSlow => ("太复杂", "is too complex"),
            Reason::LostDigits => ("里的长数字用科学计数法保存，已不完整", "holds a long number that lost digits"),
            Reason::Damaged => ("已损坏，或与扩展名不符", "is damaged, or not what its name says"),
            Reason::Unsupported => ("是不支持检查的格式", "is of a format that cannot be checked"),
        };
        let finding = Diagnostic::new(
            rule,
            Span::new(self.path, range),
            format!("附件 {name} {zh}，无法检查个人信息"),
            format!("the attachment `{name}` {en}, so nobody can tell what it holds"),
        );
        self.sink.push(if matches!(reason, Reason::LostDigits) {
            finding.help(
                "在表格软件里把这一列设为文本，重新录入完整的号码；号码本不该公开的，删去这一列",
                "In the sheet, make the column text and write the numbers anew; if they are not to be published, drop the column",
            )
        } else if is_picture(name) {
            finding.help(
                "用看图程序打开，另存为 .png 或 .jpg 图片",
                "Open it in a program for pictures, and save it as .png or .jpg",
            )
        } else {
            finding.help(
                "另存为不加密的 .docx、.xlsx、.csv 或带文字的 .pdf",
                "Save it as .docx, .xlsx, .csv or a .pdf with text, without a password",
            )
        });
    }
}

fn is_picture(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("png" | "jpg" | "jpeg" | "gif" | "webp"))
}

/// Lines at the top of a table that are taken for headers.
const HEADERS: usize = 5;

/// No table that somebody reads has more columns.
const MOST_HEADERS: usize = 10_000;

/// The first header of a table in an attachment that asks for personal data by itself.
fn header(text: &str) -> Option<String> {
    text.lines().enumerate().find_map(|(line, row)| {
        // The first lines are headers; below titles and remarks a row is one that has other headers too.
        if line >= HEADERS && !privacy::may_be_headers(row) {
            return None;
        }
        let cells = row.split([',', '\t', '|']).map(|cell| cell.trim().trim_matches('"'));
        let cells: Vec<&str> = cells.take(MOST_HEADERS).collect();
        privacy::headers(&cells).first().map(|at| cells[*at].to_owned())
    })
}

fn rule_of(kind: Kind) -> &'static Rule {
    match kind {
        Kind::IdCard => &codes::P001,
        Kind::PartOfIdBesideBirth => &codes::P002,
        Kind::Mobile => &codes::P003,
        Kind::Landline => &codes::P004,
        Kind::BankCard => &codes::P005,
        Kind::Account => &codes::P006,
        Kind::Passport => &codes::P007,
        Kind::OfficerCard => &codes::P008,
        Kind::SocialSecurity => &codes::P009,
        Kind::HomeAddress => &codes::P010,
        Kind::Email => &codes::P011,
        Kind::SecrecyMark => &codes::P012,
        Kind::WithheldMark => &codes::P013,
        Kind::TableHeader => &codes::P014,
        Kind::Turned => &codes::P019,
    }
}
