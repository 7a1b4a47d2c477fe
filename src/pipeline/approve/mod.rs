//! `approve`: the next step of an approval, written into the files of items.

mod asked;
mod step;
mod text;

use super::{Failure, Now, Site, hold, machine};
use crate::calendar::{Moment, iso_day};
use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, Text, codes};
use crate::load::{self, DiskFiles, Files};
use crate::model::{ApprovalState, Clearance, Item, Register, Secrecy, StepKind, TO_COME};
use crate::publish::{self, ApprovedTexts};
use crate::source::{Decoded, decode};
use asked::Asked;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use step::step_of;
use text::{Draft, expedite, not_before};

/// Who takes a step, and which.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    /// The name of whoever takes it.
    pub name: String,
    /// On which day; that of the instant if none.
    pub date: Option<Moment>,
    /// Which step; the next one that is missing if none.
    pub step: Option<StepKind>,
    /// What the secrecy review came to.
    pub secrecy: Option<Secrecy>,
    /// Why the fast lane is taken.
    pub expedited: Option<String>,
}

/// A step that was written.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The item's file, from the root.
    pub path: String,
    /// The name of the organisation whose item it is, by its folder.
    pub of: String,
    /// The step, as people call it, in both languages.
    pub step: Text,
    /// Where this step moved the publication, whose day was over.
    pub moved: Option<Moved>,
    /// The step that is to follow, with those who may take it; none where nothing is waited for.
    pub next: Option<Text>,
    /// What of persons stands in the item, for its readers among the members; none where there is nothing, or its approver
    /// accepted it.
    pub personal: Option<Text>,
}

/// The days to which a publication was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// That of the approval.
    pub publish: NaiveDate,
    /// As many days after it as before, where members have it first.
    pub public_from: Option<NaiveDate>,
}

/// A step that was not.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The file that was asked for.
    pub path: String,
    /// Why, and what to do.
    pub why: Text,
    /// What is wrong with the item, where that is the reason, or is to be mended as well.
    pub findings: Diagnostics,
    /// Whether no more is in the way than something that the command does not say.
    unsaid: bool,
}

impl Refused {
    fn because(path: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { path: path.to_owned(), why: Text::new(zh, en), findings: Diagnostics::default(), unsaid: false }
    }

    /// With what was edited since the review, where that is known.
    fn after_edits(mut self, changed: Option<&Vec<Text>>) -> Self {
        if let Some(changed) = changed {
            let what = check::in_brackets(changed);
            self.why.zh.push_str(&format!("；审核之后有改动{}", what.zh));
            self.why.en.push_str(&format!("; edited since the review{}", what.en));
        }
        self
    }

    /// With the errors of the item itself, where the command lacks something: all is told at once. What is wrong with its
    /// approval the step may mend.
    fn with_errors(mut self, report: &check::Report) -> Self {
        if self.unsaid {
            self.findings = errors(report, &self.path).parted(|finding| !finding.rule.code.starts_with('A')).0;
            if !self.findings.is_empty() {
                self.why.zh.push_str("；事项还有错误，一并改好");
                self.why.en.push_str("; and mend the errors that the item has");
            }
        }
        self
    }
}

/// What a command to approve came to, by file, in the order asked for.
pub type Approved = Vec<Result<Signed, Refused>>;

/// Writes the next step, or the one asked for, into each of some files, by their paths from the root. A file that would
/// have an error with it is not touched; every byte but those of the step stays, and the day of publication where that is over.
pub fn approve(root: &Path, now: Now, paths: &[String], signature: &Signature) -> Result<Approved, Failure> {
    let disk = DiskFiles::new(root);
    let Site { mut inputs, register, findings } = Site::read(&disk, root)?;
    let faulty = check::faulty(&findings);
    let changed = hold::since_review(root, &inputs, &register)?;
    let zone = inputs.config.zone;
    let today = zone.day(now.at(zone));
    let days = (signature.date.map_or(today, Moment::day), today);
    let mut out: Vec<Result<Draft, Refused>> = Vec::new();
    for path in paths {
        let bytes = match disk.read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                // A name with blanks comes in pieces.
                out.push(Err(match disk.read(&paths.join(" ")) {
                    Ok(_) => Refused::because(
                        path,
                        format!("文件名里有空格，要加引号：\"{}\"", paths.join(" ")),
                        format!("a name with blanks stands in quotes: \"{}\"", paths.join(" ")),
                    ),
                    Err(_) => Refused::because(
                        path,
                        "没有这个文件；请核对文件名和所在的文件夹",
                        "there is no such file; check the name and the folder",
                    ),
                }));
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let snapshot = load::text_of(&inputs.files, path);
        let drafted = snapshot
            .map_or(Ok(()), |text| as_read(&text, path, bytes.clone()))
            .and_then(|()| draft(&register, path, bytes, signature, days));
        let drafted = drafted.map_err(|refused| refused.after_edits(changed.get(path.as_str())));
        out.push(drafted.and_then(|draft| approvers_are_known(&register, draft, &faulty)));
    }
    for draft in out.iter().flatten() {
        inputs.files.replace(&draft.path, draft.text.clone());
    }
    let published = register.published;
    let (register, found) = load::load(&inputs.files, &inputs.config)?;
    let register = Register { published, ..register };
    let report = check::check(register, found, now.at(zone));
    let texts = ApprovedTexts::of(root);
    let done = out.into_iter().map(|draft| {
        let draft = draft.map_err(|refused| refused.with_errors(&report)).and_then(|draft| passed(&report, draft));
        match draft {
            Err(refused) => Ok(Err(refused)),
            Ok((draft, digest)) => {
                // What was written before it stays so, and is told.
                if let Err(refused) = as_read(&draft.before, &draft.path, disk.read(&draft.path)?) {
                    return Ok(Err(refused));
                }
                if let Err(error) = publish::rewrite_bytes(&root.join(&*draft.path), &draft.bytes) {
                    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| machine(&draft.path, &error, lang));
                    return Ok(Err(Refused::because(&draft.path, zh, en)));
                }
                if let Some(digest) = digest {
                    texts.put(&digest, &draft.text)?;
                }
                let item = report.register().items.iter().find(|item| item.path == draft.path);
                let register = report.register();
                let of = item.map(|item| register.organisations[item.organisation].name.to_string());
                let next = item.and_then(|item| following(item, register));
                // As it was looked through: without the digests.
                let looked_at = load::text_of(&inputs.files, &draft.path);
                let personal = looked_at.and_then(|text| text::personal(&report.findings, &draft.path, &text));
                let Draft { path, step, moved, .. } = draft;
                Ok(Ok(Signed { path: path.to_string(), of: of.unwrap_or_default(), step, moved, next, personal }))
            }
        }
    });
    done.collect()
}

/// Refuses a file that was written while the site was read: what is signed is what was looked through.
fn as_read(read: &str, path: &str, bytes: Vec<u8>) -> Result<(), Refused> {
    match decode(&bytes) {
        Decoded::Text(now, _) if read != now => Err(Refused::because(
            path,
            "文件在办理时被改动；看过以后再办一次",
            "the file was changed meanwhile; look at it and try again",
        )),
        Decoded::Text(..) | Decoded::Unreadable => Ok(()),
    }
}

/// The step that an item waits for, and by whom; or that it can be published.
fn following(item: &Item, register: &Register) -> Option<Text> {
    // Digests are still to come, so that nothing can be said of edits.
    let step = match &item.approval {
        ApprovalState::Partial(partial) if partial.refused() => {
            return Some(Text::new("退回修改", "back to be changed"));
        }
        ApprovalState::Partial(partial) => partial.step,
        ApprovalState::Whole(approval) => {
            let open = approval.expedited.as_ref().is_some_and(|lane| lane.confirmed.is_none());
            if !open && register.reach(item.organisation, item.clearance) == Clearance::Specific {
                return Some(Text::new(
                    "另行送达：特定对象的事项不进任何网站",
                    "deliver it: what is for particular persons is in no site",
                ));
            }
            if !open {
                let day = iso_day(item.publish.day());
                return Some(Text::new(
                    format!("运行 sunshine build（{day} 起公开）"),
                    format!("sunshine build (it opens on {day})"),
                ));
            }
            StepKind::Confirmed
        }
        ApprovalState::Missing => return None,
    };
    let who = check::candidates(register, item, step.role());
    let names = check::names(&who);
    let (zh, en) = match who.is_empty() {
        true if check::nobody_is_left(register, item, step.role()) => {
            let more = check::one_more(step.role());
            (format!("（没有人能办：{}）", more.zh), format!(" (nobody is left: {})", more.en))
        }
        true => (String::new(), String::new()),
        false => (format!("（{}）", names.zh), format!(" ({})", names.en)),
    };
    Some(Text::new(format!("{}{zh}", step.zh()), format!("{}{en}", step.id())))
}

/// Refuses a step of an item while a file that may say who takes it has an error: names in it may have got lost.
fn approvers_are_known(register: &Register, draft: Draft, faulty: &BTreeSet<Arc<str>>) -> Result<Draft, Refused> {
    let item = register.items.iter().find(|item| item.path == draft.path);
    let above = std::iter::successors(item.map(|item| item.organisation), |at| register.organisations[*at].parent);
    let mut files = above.map(|at| &register.organisations[at].path);
    match files.find(|path| faulty.contains(*path)) {
        None => Ok(draft),
        Some(path) => Err(Refused::because(
            &draft.path,
            format!("{path} 有错误，由谁审批说不准；先运行 sunshine check，改好再办"),
            format!(
                "{path} has errors, so that it is not known who may take this step; run sunshine check and mend it"
            ),
        )),
    }
}

/// The errors of an item, by its file: by the weight that a rule has by itself.
fn errors(report: &check::Report, path: &str) -> Diagnostics {
    let mut findings = Diagnostics::default();
    let errors = report.findings.iter().filter(|finding| finding.is_error_by_rule());
    for finding in errors.filter(|finding| &*finding.span.path == path) {
        findings.push(Diagnostic { severity: finding.rule.severity, ..finding.clone() });
    }
    let item = report.register().items.iter().find(|item| &*item.path == path);
    // Of a draft, the rules for what stands say nothing yet.
    let under_way = item.filter(|item| !matches!(item.approval, ApprovalState::Whole(_)));
    let ahead = under_way.map(|item| check::ahead(item, report.register())).unwrap_or_default();
    ahead.iter().filter(|finding| finding.is_error()).for_each(|finding| findings.push(finding.clone()));
    findings
}

/// A draft with its digest, if the item that it makes has no error; and the digest, where this step brought it.
fn passed(report: &check::Report, draft: Draft) -> Result<(Draft, Option<Arc<str>>), Refused> {
    let findings = errors(report, &draft.path);
    let item = report.register().items.iter().find(|item| item.path == draft.path);
    if !findings.is_empty() {
        let findings = draft.on_disk(&findings);
        let by_another =
            findings.iter().all(|finding| [&codes::A004, &codes::A007, &codes::A008].contains(&finding.rule));
        let (zh, en) = match by_another {
            true => ("这一步要由别人办", "another person has to take this step"),
            false => ("这个事项有错误，改好以后再办", "the item has errors; mend them first"),
        };
        return Err(Refused { findings, ..Refused::because(&draft.path, zh, en) });
    }
    let unsealed = draft.unsealed.clone();
    let Some(last) = unsealed.last() else {
        return Ok((draft, None));
    };
    let Some(digest) = item.and_then(|item| item.approval.seal(*last)).map(|seal| Arc::clone(&seal.now)) else {
        let (zh, en) = ("审核之后内容有改动，请审核人重新审核", "edited after its review: it is to be reviewed again");
        return Err(Refused::because(&draft.path, zh, en));
    };
    let seal = |draft: Draft, step: &StepKind| draft.set(&["approval", step.id(), "digest"], &[("", &digest)]);
    let sealed = unsealed.iter().try_fold(draft, seal)?;
    Ok((sealed, Some(digest)))
}

/// A file with the step in it, taken on the first of these days, of which the second is today.
fn draft(
    register: &Register,
    path: &str,
    bytes: Vec<u8>,
    signature: &Signature,
    days: (NaiveDate, NaiveDate),
) -> Result<Draft, Refused> {
    let Some(item) = register.items.iter().find(|item| &*item.path == path) else {
        let known = register.broken.contains_key(path);
        return Err(if known {
            Refused::because(
                path,
                "文件有错误，读不完整；先运行 sunshine check",
                "the file cannot be read whole; run sunshine check first",
            )
        } else {
            Refused::because(path, "这不是内容文件夹里的公开事项", "this is no item of the content folder")
        });
    };
    let Decoded::Text(text, _) = decode(&bytes) else {
        return Err(Refused::because(path, "文件不是文本", "the file is no text"));
    };
    let step = step_of(register, item, signature)?;
    Asked::of(register, item, step, signature, days).may()?;
    let unsealed = [step].into_iter().filter(|step| [StepKind::Reviewed, StepKind::Approved].contains(step)).collect();
    let name = match (step, &item.approval) {
        (StepKind::Approved, ApprovalState::Whole(_)) => Text::new("再次审批", "approved again"),
        (step, _) => Text::new(step.zh(), step.id()),
    };
    let draft =
        Draft { path: Arc::clone(&item.path), before: text.clone(), bytes, text, step: name, unsealed, moved: None };
    let date = iso_day(days.0);
    let mut words = vec![("by", signature.name.as_str()), ("date", date.as_str())];
    let secrecy = signature.secrecy.map(|secrecy| ("secrecy", secrecy.id()));
    match (step, &item.approval) {
        (StepKind::Confirmed, _) => draft.set(&["approval", "expedited", "confirmed"], &words),
        (StepKind::Reviewed, _) => {
            words.extend(secrecy);
            words.push(("digest", TO_COME));
            draft.set(&["approval", "reviewed"], &words)
        }
        (StepKind::Approved, ApprovalState::Whole(approval)) => {
            let sealing = approval.seal.is_none() && *approval.last().by == *signature.name;
            let draft = if sealing {
                Draft { step: Text::new("补写摘要码", "sealed"), ..draft }
            } else {
                words.extend(secrecy);
                draft.set(&["approval", "approved", "again"], &words)?
            };
            let draft = draft.set(&["approval", "approved", "digest"], &[("", TO_COME)])?;
            expedite(draft, signature)
        }
        (StepKind::Approved, _) => {
            words.extend(secrecy.filter(|_| signature.expedited.is_some()));
            words.push(("digest", TO_COME));
            let draft = expedite(draft.set(&["approval", "approved"], &words)?, signature)?;
            not_before(draft, item, register, days)
        }
        (StepKind::Proposed, _) => draft.set(&["approval", "proposed"], &words),
    }
}
