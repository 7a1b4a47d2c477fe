//! `sunshine serve`: a preview that follows the files.

use super::common::{self, FindingsFormat, TimeArgs, WorkArgs};
use super::{FAILED, Global, report};
use crate::diagnostic::{Diagnostic, Diagnostics, Lang, Severity};
use crate::serve::{self, Event, Settings};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    work: WorkArgs,
    /// 第一版的端口，其余各版依次递增；0 为任意空闲端口 | Port of the first edition, the others follow; 0 for any
    #[arg(long, value_name = "PORT", default_value_t = 8600)]
    port: u16,
}

pub(super) fn run(global: &Global, args: &Args, lang: Lang) -> u8 {
    let Some(root) = common::root(global, lang) else { return FAILED };
    let Ok(fixed) = common::given(&args.time, lang) else { return FAILED };
    common::threads(&args.work);
    let told = RefCell::new(None);
    let tell = |event: Event<'_>| match event {
        Event::Listening(name, readers, address) => report::plain(
            &match lang {
                Lang::Zh => format!("{name}（{}）：http://{address}/", readers.zh()),
                Lang::En => format!("{name} ({}): http://{address}/", readers.en()),
            },
            false,
        ),
        Event::Rebuilt(findings, seconds) => {
            let change = Change::from(told.borrow().as_ref(), findings);
            let shown = report::wanted(&change.new, global, FindingsFormat::Text);
            report::findings(&shown, &root, FindingsFormat::Text, lang, None);
            if !global.quiet {
                let (count, more) = (report::count(findings, lang), change.summary(lang));
                report::plain(
                    &match lang {
                        Lang::Zh => format!("已更新，用时 {seconds:.2} 秒，{count}{more}"),
                        Lang::En => format!("rebuilt in {seconds:.2} s, {count}{more}"),
                    },
                    true,
                );
            }
            told.replace(Some(findings.clone()));
        }
        Event::Failed(failure) => report::failure(failure, &root, FindingsFormat::Text, lang),
    };
    let settings = Settings { root: &root, port: args.port, now: fixed, clock: common::clock, lang, tell: &tell };
    let Err(failure) = serve::serve(&settings);
    report::failed(&failure, &root, FindingsFormat::Text, lang)
}

/// What a build found beside the one before.
struct Change {
    /// What that did not find; of the first build all.
    new: Diagnostics,
    /// How many findings went, and how many stay; none of the first build.
    others: Option<(usize, usize)>,
}

impl Change {
    fn from(before: Option<&Diagnostics>, findings: &Diagnostics) -> Self {
        let Some(before) = before else {
            return Self { new: findings.clone(), others: None };
        };
        let mut left: BTreeMap<_, usize> = BTreeMap::new();
        for finding in before.iter() {
            *left.entry(known(finding)).or_default() += 1;
        }
        let (stay, new) = findings.parted(|finding| {
            let count = left.get_mut(&known(finding)).filter(|count| **count > 0);
            count.map(|count| *count -= 1).is_some()
        });
        let stay = stay.iter().count();
        Self { new, others: Some((before.iter().count() - stay, stay)) }
    }

    /// How many findings came, went and stay, behind how many there are.
    fn summary(&self, lang: Lang) -> String {
        let Some((gone, stay)) = self.others else {
            return String::new();
        };
        let new = self.new.iter().count();
        match (lang, stay) {
            (Lang::Zh, 0) => format!("；新增 {new} 处，消失 {gone} 处"),
            (Lang::Zh, _) => format!("；新增 {new} 处，消失 {gone} 处，其余 {stay} 处见 sunshine check"),
            (Lang::En, 0) => format!("; {new} new, {gone} gone"),
            (Lang::En, _) => format!("; {new} new, {gone} gone, {stay} as before (sunshine check shows them)"),
        }
    }
}

/// By what a finding is known again when lines above it come or go.
fn known(finding: &Diagnostic) -> (&'static str, Severity, Arc<str>, String) {
    (finding.rule.code, finding.severity, Arc::clone(&finding.span.path), finding.message.zh.clone())
}
