//! The one place that prints.

use super::common::FindingsFormat;
use super::{FAILED, FINDINGS, Global};
use crate::calendar::Zone;
use crate::diagnostic::{Diagnostics, Lang, Severity, counted, to_github, to_json, to_sarif, to_text};
use crate::load::{self, DiskFiles};
use crate::pipeline::{Failure, Foreign, machine, said};
use std::borrow::Cow;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::OnceLock;

/// Results go to stdout, everything else to stderr.
pub(super) fn plain(text: &str, to_stderr: bool) {
    let line = format!("{}\n", text.trim_end());
    if to_stderr {
        // There is nowhere else to say that this fails.
        let _ = io::stderr().write_all(line.as_bytes());
    } else {
        bytes(line.as_bytes());
    }
}

/// A result that is a file of its own form.
pub(super) fn bytes(result: &[u8]) {
    let mut out = io::stdout().lock();
    wrote(out.write_all(result).and_then(|()| out.flush()));
}

/// Why a result did not get out whole: the first reason, since what follows is cut off as well.
static LOST: OnceLock<io::Error> = OnceLock::new();

/// Takes in how a write to stdout went. A closed pipe is no error: the reader has enough.
pub(super) fn wrote(result: io::Result<()>) {
    if let Err(error) = result
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = LOST.set(error);
    }
}

/// The exit code of a command that came to `code`: that of a failure, which is told, where a result did not get out whole.
pub(super) fn ended(code: u8, lang: Lang) -> u8 {
    let Some(lost) = LOST.get() else { return code };
    let out = match lang {
        Lang::Zh => "标准输出",
        Lang::En => "standard output",
    };
    error(&machine(out, lost, lang));
    FAILED
}

/// A message of ours.
pub(super) fn error(text: &str) {
    plain(&format!("sunshine: {text}"), true);
}

/// The findings, for people on stderr or for programs on stdout.
pub(super) fn findings(
    findings: &Diagnostics,
    root: &Path,
    format: FindingsFormat,
    lang: Lang,
    summary: Option<serde_json::Value>,
) {
    let disk = DiskFiles::new(root);
    let reread = |path: &str| load::text_of(&disk, path);
    match format {
        FindingsFormat::Text => {
            let text = to_text(findings, lang, is_coloured(), &reread);
            if !findings.is_empty() {
                plain(&text, true);
            }
        }
        FindingsFormat::Github => {
            if !findings.is_empty() {
                plain(&to_github(findings, lang, &reread), false);
            }
        }
        FindingsFormat::Sarif => {
            let log = to_sarif(findings, lang, &reread);
            plain(&serde_json::to_string_pretty(&log).expect("findings are plain data"), false);
        }
        FindingsFormat::Json => {
            let mut out = serde_json::json!({ "findings": to_json(findings, lang, &reread) });
            if let Some(summary) = summary {
                out["summary"] = summary;
            }
            plain(&serde_json::to_string_pretty(&out).expect("findings are plain data"), false);
        }
    }
}

/// Whether what is said may be in colour: on a terminal, unless `NO_COLOR` says otherwise (<https://no-color.org>).
fn is_coloured() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|said| said.is_empty())
}

/// Those of the findings that people want to see: with `--quiet` only errors. Programs get all of them.
pub(super) fn wanted<'f>(findings: &'f Diagnostics, global: &Global, format: FindingsFormat) -> Cow<'f, Diagnostics> {
    if global.quiet && format == FindingsFormat::Text {
        Cow::Owned(findings.parted(|finding| finding.is_error()).0)
    } else {
        Cow::Borrowed(findings)
    }
}

/// `3 处错误，1 处提醒`
pub(super) fn count(findings: &Diagnostics, lang: Lang) -> String {
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    match lang {
        Lang::Zh => format!("{errors} 处错误，{warnings} 处提醒"),
        Lang::En => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}

/// Tells why a command could not run, and gives its exit code: what the clerks wrote wrong is a finding.
pub(super) fn failed(failed: &Failure, root: &Path, format: impl Into<FindingsFormat>, lang: Lang) -> u8 {
    failure(failed, root, format, lang);
    if matches!(failed, Failure::Configuration(_)) { FINDINGS } else { FAILED }
}

/// Why a command could not run.
pub(super) fn failure(failure: &Failure, root: &Path, format: impl Into<FindingsFormat>, lang: Lang) {
    match failure {
        Failure::Configuration(found) => findings(found, root, format.into(), lang, None),
        failure => error(&said(failure, lang)),
    }
}

/// When the next item opens or closes, for people.
pub(super) fn next_change(next: Option<crate::calendar::Instant>, zone: Zone, lang: Lang) -> String {
    match (next, lang) {
        (Some(at), Lang::Zh) => format!("下次变动 {}", zone.minute(at)),
        (Some(at), Lang::En) => format!("next change {}", zone.minute(at)),
        (None, Lang::Zh) => "此后不再变动".to_owned(),
        (None, Lang::En) => "nothing will change".to_owned(),
    }
}

/// So many of the items that went, or of files that somebody else put into an output, are named.
const NAMED: usize = 5;

/// The first of some names, fit for a terminal, and whether there are more.
pub(super) fn few<'n>(names: impl Iterator<Item = &'n str>, lang: Lang) -> String {
    let mut names: Vec<String> = names.take(NAMED + 1).map(|name| name.replace(char::is_control, "?")).collect();
    let more = names.len() > NAMED;
    names.truncate(NAMED);
    match lang {
        Lang::Zh => names.join("、") + if more { " 等" } else { "" },
        Lang::En => names.join(", ") + if more { " …" } else { "" },
    }
}

/// What is to be said of what somebody else had put into an output.
pub(super) fn foreign(edition: &str, foreign: &Foreign, lang: Lang) -> Vec<String> {
    let gone = Some(&foreign.gone).filter(|gone| !gone.is_empty()).map(|gone| strangers(edition, gone, lang));
    gone.into_iter().chain(foreign.left.iter().map(|folder| left(edition, folder, lang))).collect()
}

/// That files of somebody else went from an output, and where such files belong.
fn strangers(edition: &str, foreign: &[String], lang: Lang) -> String {
    let (count, named) = (foreign.len(), few(foreign.iter().map(String::as_str), lang));
    match lang {
        Lang::Zh => format!(
            "  注意：{edition} 的输出文件夹里有 {count} 个文件不是 sunshine 生成的，已移除：{named}；那里每次整个换新，这类文件（如网站验证文件、.well-known）请放在别的文件夹，由网站服务器在那些地址提供"
        ),
        Lang::En => format!(
            "  Attention: removed from the output of {edition}, as not made by sunshine: {}, {named}; the folder is exchanged as a whole: keep such files (proofs of ownership, .well-known) in another one, and have the web server answer these addresses from there",
            counted(count, "file")
        ),
    }
}

/// That what was in an output may not be removed by this build, and where it is now.
fn left(edition: &str, folder: &Path, lang: Lang) -> String {
    let folder = folder.display();
    match lang {
        Lang::Zh => format!(
            "  注意：{edition} 的输出文件夹里有无权删除的文件，已挪到 {folder}：请把它们放进它的用户（或管理员）删去这个文件夹"
        ),
        Lang::En => format!(
            "  Attention: the output of {edition} held files that this build may not remove; they are in {folder} now: have it removed by the user who put them there, or by an administrator"
        ),
    }
}
