//! The one place that prints.

use super::common::FindingsFormat;
use super::{FAILED, FINDINGS, Global};
use crate::calendar::Zone;
use crate::diagnostic::{Diagnostics, Lang, Severity, to_github, to_json, to_sarif, to_text};
use crate::load::{self, DiskFiles, Placed};
use crate::pipeline::Failure;
use std::borrow::Cow;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

/// Results go to stdout, everything else to stderr; a closed pipe is no error.
pub(super) fn plain(text: &str, to_stderr: bool) {
    let _ = if to_stderr {
        writeln!(std::io::stderr(), "{}", text.trim_end())
    } else {
        writeln!(std::io::stdout(), "{}", text.trim_end())
    };
}

/// A result that is a file of its own form.
pub(super) fn bytes(result: &[u8]) {
    let _ = std::io::stdout().write_all(result);
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
            let text = to_text(findings, lang, std::io::stderr().is_terminal(), &reread);
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

/// Those of the findings that people want to see: with `--quiet` only errors. Programs get all of them.
pub(super) fn wanted<'f>(findings: &'f Diagnostics, global: &Global, format: FindingsFormat) -> Cow<'f, Diagnostics> {
    if global.quiet && format == FindingsFormat::Text {
        Cow::Owned(findings.parted(|finding| finding.is_error()).0)
    } else {
        Cow::Borrowed(findings)
    }
}

/// That no organisation has an id; and those that may be meant, by id and name.
fn no_organisation(id: &str, near: &[(String, String)], lang: Lang) -> String {
    let named = near.iter().map(|(id, name)| format!("{id}（{name}）")).collect::<Vec<_>>().join("、");
    let ids = near.iter().map(|(id, _)| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    match (near.is_empty(), lang) {
        (true, Lang::Zh) => format!("没有编号为“{id}”的党组织；编号是 _org.md 里的 id"),
        (true, Lang::En) => format!("there is no organisation `{id}`; its id stands in its _org.md"),
        (false, Lang::Zh) => format!("没有编号为“{id}”的党组织；是不是 {named}？请写编号"),
        (false, Lang::En) => format!("there is no organisation `{id}`; did you mean {ids}?"),
    }
}

/// What the machine would not do with a file, and what to do about it.
pub(super) fn machine(path: &str, trouble: &std::io::Error, lang: Lang) -> String {
    match (trouble.kind(), lang) {
        (ErrorKind::NotFound, Lang::Zh) => format!("找不到 {path}；请核对文件名和所在的文件夹"),
        (ErrorKind::NotFound, Lang::En) => format!("there is no {path}; check the name and the folder"),
        (ErrorKind::PermissionDenied, Lang::Zh) => {
            format!("没有权限读写 {path}；请关闭正在使用它的程序，或请管理员开放权限")
        }
        (ErrorKind::PermissionDenied, Lang::En) => {
            format!("{path} may not be read or written; ask who runs this machine")
        }
        (ErrorKind::IsADirectory, Lang::Zh) => format!("{path} 是文件夹；请写文件"),
        (ErrorKind::IsADirectory, Lang::En) => format!("{path} is a folder; name a file"),
        (ErrorKind::NotADirectory, Lang::Zh) => format!("{path} 的上级不是文件夹；请核对路径"),
        (ErrorKind::NotADirectory, Lang::En) => format!("what should be a folder above {path} is none; check the path"),
        (ErrorKind::StorageFull, Lang::Zh) => format!("磁盘已满，{path} 没有写完；请清理后再试"),
        (ErrorKind::StorageFull, Lang::En) => {
            format!("the disk is full, {path} was not written; make room and try again")
        }
        (_, Lang::Zh) => format!("{path} 读写不了：{trouble}"),
        (_, Lang::En) => format!("trouble with {path}: {trouble}"),
    }
}

/// `3 处错误，1 处提醒`
pub(super) fn count(findings: &Diagnostics, lang: Lang) -> String {
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    match lang {
        Lang::Zh => format!("{errors} 处错误，{warnings} 处提醒"),
        Lang::En => format!("{errors} errors, {warnings} warnings"),
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
        Failure::NoSuchEdition(name) => error(&match lang {
            Lang::Zh => format!("site.toml 里没有名为“{name}”的版"),
            Lang::En => format!("site.toml has no edition `{name}`"),
        }),
        Failure::NoSuchOrganisation(unknown) => error(&no_organisation(&unknown.id, &unknown.near, lang)),
        Failure::Busy => error(match lang {
            Lang::Zh => "另一个 sunshine 正在生成这个站点，请稍后再试",
            Lang::En => "another sunshine is building this site; try again later",
        }),
        Failure::Trouble(trouble) => {
            let placed = trouble.downcast_ref::<std::io::Error>().and_then(Placed::of);
            match placed {
                Some(Placed { path, source }) => error(&machine(path, source, lang)),
                None => error(&trouble.to_string()),
            }
        }
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
