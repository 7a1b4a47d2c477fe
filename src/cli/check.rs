use super::common::{self, Format, TimeArgs, WorkArgs};
use super::{CLEAN, FAILED, FINDINGS, Global, report};
use crate::diagnostic::Lang;
use crate::pipeline;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    work: WorkArgs,
    /// 结果的形式 | Form of the results
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(global: &Global, args: &Args, lang: Lang) -> u8 {
    let Some(root) = common::root(global, lang) else {
        return FAILED;
    };
    let Some(now) = common::now(&args.time, lang) else {
        return FAILED;
    };
    common::threads(&args.work);
    let report = match pipeline::check(&root, now) {
        Ok(report) => report,
        Err(failure) => {
            report::failure(&failure, &root, args.format, lang);
            return if matches!(failure, pipeline::Failure::Configuration(_)) { FINDINGS } else { FAILED };
        }
    };
    report::findings(&report.findings, &root, args.format, lang, None);
    if args.format == Format::Text && !global.quiet {
        let count = report::count(&report.findings, lang);
        report::plain(
            &match lang {
                Lang::Zh => format!("检查了 {} 个事项：{count}", report.total()),
                Lang::En => format!("{} items checked: {count}", report.total()),
            },
            false,
        );
    }
    if report.failed() { FINDINGS } else { CLEAN }
}
