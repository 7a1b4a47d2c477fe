//! `sunshine explain`: why there is a rule.

use super::{CLEAN, FAILED, report};
use crate::diagnostic::{Lang, RULES, Severity};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 规则的代码或名称，例如 A001；不写则列出全部 | A rule's code or name, such as A001; all of them if none
    code: Option<String>,
}

pub(super) fn run(args: &Args, lang: Lang) -> u8 {
    let Some(code) = &args.code else {
        let lines = RULES.iter().map(|rule| match lang {
            Lang::Zh => format!("{}  {} · {}", rule.code, rule.why().zh, rule.name),
            Lang::En => format!("{}  {}: {}", rule.code, rule.name, rule.why().en),
        });
        report::plain(&lines.collect::<Vec<_>>().join("\n"), false);
        return CLEAN;
    };
    let wanted = code.to_ascii_uppercase();
    let Some(rule) = RULES.iter().find(|rule| rule.code == wanted || rule.name.eq_ignore_ascii_case(code)) else {
        report::error(&match lang {
            Lang::Zh => format!("没有规则“{code}”"),
            Lang::En => format!("there is no rule `{code}`"),
        });
        return FAILED;
    };
    let severity = match (rule.severity, lang) {
        (Severity::Error, Lang::Zh) => "错误：改正以前，不发布新内容",
        (Severity::Warning, Lang::Zh) => "提醒：不妨碍其他内容公开",
        (Severity::Error, Lang::En) => "error: nothing new is published until it is mended",
        (Severity::Warning, Lang::En) => "warning: keeps nothing else from being published",
    };
    report::plain(&format!("{} {}\n{severity}\n\n{}", rule.code, rule.name, rule.why().get(lang)), false);
    CLEAN
}
