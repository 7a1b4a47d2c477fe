//! What a preview shows above a page while something is wrong.

use crate::diagnostic::{Diagnostics, Lang, Severity, counted, to_text};
use crate::load::{self, DiskFiles};
use crate::pipeline::{Failure, said};
use std::path::Path;

/// The findings as a block for the foot of every page that members look at; `None` where there are none.
pub(super) fn of_findings(findings: &Diagnostics, root: &Path, lang: Lang) -> Option<String> {
    if findings.is_empty() {
        return None;
    }
    let disk = DiskFiles::new(root);
    let reread = |path: &str| load::text_of(&disk, path);
    Some(block(&to_text(findings, lang, false, &reread), lang))
}

/// How many findings there are, for pages that outsiders may look at: what is found quotes what is internal.
pub(super) fn of_numbers(findings: &Diagnostics, lang: Lang) -> Option<String> {
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    let said = match lang {
        Lang::Zh => format!("{errors} 处错误，{warnings} 处提醒：在终端里看，或看党内版的预览"),
        Lang::En => {
            let (errors, warnings) = (counted(errors, "error"), counted(warnings, "warning"));
            format!("{errors}, {warnings}: see the terminal, or the members' preview")
        }
    };
    (!findings.is_empty()).then(|| block(&said, lang))
}

/// That a build could not run, for the same pages.
pub(super) fn of_trouble(lang: Lang) -> String {
    let said = match lang {
        Lang::Zh => "没有生成：原因在终端里，或党内版的预览里",
        Lang::En => "Not built: see the terminal, or the members' preview",
    };
    block(said, lang)
}

/// What keeps a build from running, for members' pages.
pub(super) fn of_failure(failure: &Failure, root: &Path, lang: Lang) -> String {
    let said = match failure {
        Failure::Configuration(findings) => return of_findings(findings, root, lang).unwrap_or_default(),
        failure => said(failure, lang),
    };
    block(&said, lang)
}

fn block(text: &str, lang: Lang) -> String {
    let title = match lang {
        Lang::Zh => "内容有问题，请按提示改正；有错误时，页面停在上一次正确的样子",
        Lang::En => "Something is wrong with the content; while there are errors the page stays as it last was",
    };
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<section id=\"sunshine-findings\" role=\"alert\" style=\"position:fixed;inset:auto 0 0 0;max-height:45vh;overflow:auto;\
         background:#1f1b18;color:#fffdf9;padding:16px;z-index:9\"><b>{title}</b><pre style=\"white-space:pre-wrap\">{escaped}</pre></section>"
    )
}
