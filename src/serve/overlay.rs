use crate::diagnostic::{Diagnostics, Lang, to_text};
use crate::load::{self, DiskFiles};
use crate::pipeline::Failure;
use std::path::Path;

/// The findings as a block for the foot of every page; `None` where there are none.
pub(super) fn of_findings(findings: &Diagnostics, root: &Path, lang: Lang) -> Option<String> {
    if findings.is_empty() {
        return None;
    }
    let disk = DiskFiles::new(root);
    let reread = |path: &str| load::text_of(&disk, path);
    Some(block(&to_text(findings, lang, false, &reread), lang))
}

/// The same for a build that could not run.
pub(super) fn of_failure(failure: &Failure, root: &Path, lang: Lang) -> String {
    let said = match failure {
        Failure::Configuration(findings) => return of_findings(findings, root, lang).unwrap_or_default(),
        Failure::NoSuchEdition(name) => name.clone(),
        Failure::NoSuchOrganisation(unknown) => unknown.id.clone(),
        Failure::Busy => "busy".to_owned(),
        Failure::Trouble(trouble) => trouble.to_string(),
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
