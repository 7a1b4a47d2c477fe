use super::common::{self, FindingsFormat, TimeArgs, WorkArgs};
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
    format: FindingsFormat,
    /// 把会向社会公开的个人信息改成遮盖形式，直接改写源文件 | Mask personal data that the public would see, in the source files
    #[arg(long)]
    fix: bool,
}

pub(super) fn run(global: &Global, args: &Args, lang: Lang) -> u8 {
    let Some(root) = common::root(global, lang) else {
        return FAILED;
    };
    let Some(now) = common::now(&args.time, lang) else {
        return FAILED;
    };
    common::threads(&args.work);
    let checked = if args.fix {
        pipeline::fix(&root, now)
    } else {
        pipeline::check(&root, now).map(|report| (Vec::new(), report))
    };
    let (fixed, report) = match checked {
        Ok(checked) => checked,
        Err(failure) => {
            report::failure(&failure, &root, args.format, lang);
            return if matches!(failure, pipeline::Failure::Configuration(_)) { FINDINGS } else { FAILED };
        }
    };
    if args.format == FindingsFormat::Text && !fixed.is_empty() {
        let paths = fixed.iter().map(|path| format!("  {path}\n")).collect::<String>();
        report::plain(
            &match lang {
                Lang::Zh => format!(
                    "已遮盖 {} 个文件里的个人信息：\n{paths}请核对后再提交。修改前的内容仍在版本库历史里，已经推送过的要另行清除。",
                    fixed.len()
                ),
                Lang::En => format!(
                    "Masked personal data in {} files:\n{paths}Read them before you commit. The history of the repository still has what was there; if it was pushed, it must be purged.",
                    fixed.len()
                ),
            },
            false,
        );
    }
    report::findings(&report.findings, &root, args.format, lang, None);
    if args.format == FindingsFormat::Text && !global.quiet {
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
