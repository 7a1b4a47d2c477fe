//! `sunshine check`: what is wrong, of all or of some files.

use super::common::{self, FindingsFormat, TimeArgs, WorkArgs};
use super::{CLEAN, FAILED, FINDINGS, Global, report};
use crate::diagnostic::{Diagnostics, Lang, Severity, counted};
use crate::pipeline::{self, Only};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 只说这些文件、文件夹里的问题；不写则全部 | Tell only of these files and folders; default: of all
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// 只说这个党组织和它的下级的问题 | Tell only of this organisation and those below it
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    work: WorkArgs,
    /// 结果的形式 | Form of the results
    #[arg(long, value_enum, default_value_t)]
    format: FindingsFormat,
    /// 把会向社会公开的、意见里的个人信息改成遮盖形式，直接改写内容和目录文件 | Mask personal data that the public would see, and those in opinions, in texts and catalogues
    #[arg(long)]
    fix: bool,
}

pub(super) fn run(global: &Global, args: &Args, lang: Lang) -> u8 {
    let Some(root) = common::root(global, lang) else {
        return FAILED;
    };
    let (Some(now), Some(paths)) = (common::now(&args.time, lang), chosen(&root, &args.paths, lang)) else {
        return FAILED;
    };
    common::threads(&args.work);
    let only = Only { paths, organisation: args.org.clone() };
    let checked = if args.fix {
        pipeline::fix(&root, now, &only)
    } else {
        pipeline::check(&root, now).map(|report| (Vec::new(), report))
    };
    let checked = checked.and_then(|(fixed, report)| Ok((fixed, only.of(&report)?, report)));
    let (fixed, chosen, report) = match checked {
        Ok(checked) => checked,
        Err(failure) => return report::failed(&failure, &root, args.format, lang),
    };
    if args.format == FindingsFormat::Text && !fixed.is_empty() {
        let paths = fixed.iter().map(|path| format!("  {path}\n")).collect::<String>();
        report::plain(
            &match lang {
                Lang::Zh => format!(
                    "已遮盖 {} 个文件里的个人信息：\n{paths}请核对后再提交。修改前的内容仍在旧稿和版本库历史里，用 git 的请管理员清除。",
                    fixed.len()
                ),
                Lang::En => format!(
                    "Masked personal data in {}:\n{paths}Read them before you commit. The history of the repository still has what was there; if it was pushed, it must be purged.",
                    counted(fixed.len(), "file")
                ),
            },
            false,
        );
    }
    let (told, others) = report.findings.parted(|finding| chosen.holds(&finding.span.path));
    report::findings(&report::wanted(&told, global, args.format), &root, args.format, lang, None);
    if args.format == FindingsFormat::Text && !global.quiet {
        report::plain(&summary(report.total(), &told, &others, lang), false);
    }
    if told.count(Severity::Error) > 0 { FINDINGS } else { CLEAN }
}

/// The paths to tell of, from the root; `None`, with an error, where there is no such file.
fn chosen(root: &Path, paths: &[PathBuf], lang: Lang) -> Option<Vec<String>> {
    let path = |path: &PathBuf| {
        let inside = common::resolved(path).ok().filter(|path| path.starts_with(root));
        if inside.is_none() {
            let shown = path.display();
            report::error(&match lang {
                Lang::Zh => format!("站点里没有“{shown}”这个文件或文件夹；请核对路径"),
                Lang::En => format!("the site has no file or folder `{shown}`; check the path"),
            });
        }
        inside.map(|path| common::from_root(root, &path))
    };
    paths.iter().map(path).collect()
}

fn summary(items: usize, told: &Diagnostics, others: &Diagnostics, lang: Lang) -> String {
    let count = report::count(told, lang);
    let rest = (!others.is_empty()).then(|| report::count(others, lang));
    match (lang, rest) {
        (Lang::Zh, None) => format!("检查了 {items} 个事项：{count}"),
        (Lang::Zh, Some(rest)) => format!("检查了 {items} 个事项，所选部分：{count}；其余部分还有 {rest}，没有列出"),
        (Lang::En, None) => format!("{} checked: {count}", counted(items, "item")),
        (Lang::En, Some(rest)) => {
            format!("{} checked; in what was chosen: {count}; elsewhere: {rest}", counted(items, "item"))
        }
    }
}
