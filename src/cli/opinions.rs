//! `sunshine opinions import`: opinions out of a spreadsheet.

use super::common::{self, Format, WorkArgs};
use super::{CLEAN, FAILED, FINDINGS, Global, report};
use crate::diagnostic::{Lang, counted};
use crate::load::{Problem, template};
use crate::pipeline::{self, Imported};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 把 CSV 表格里的意见写入内容文件夹，一行一个文件 | Write the opinions of a CSV file into the content folder, a file for each row
    Import(Import),
}

#[derive(Debug, clap::Args)]
struct Import {
    #[command(flatten)]
    work: WorkArgs,
    /// Excel 另存的 CSV 文件 | A CSV file, as Excel saves it
    #[arg(value_name = "FILE", required_unless_present = "template")]
    file: Option<PathBuf>,
    /// 收到意见的党组织的编号 | The organisation that received them, by id
    #[arg(long, value_name = "ID", required_unless_present = "template")]
    org: Option<String>,
    /// 只看结果，不写文件 | Say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// 输出表头和一行示例 | Print the header and an example row
    #[arg(long, conflicts_with_all = ["file", "org", "dry_run"])]
    template: bool,
}

pub(super) fn run(global: &Global, args: &Args, lang: Lang) -> u8 {
    let Command::Import(args) = &args.command;
    if args.template {
        report::plain(&template(), false);
        return CLEAN;
    }
    let (Some(root), Some(file), Some(org)) = (common::root(global, lang), &args.file, &args.org) else {
        return FAILED;
    };
    common::threads(&args.work);
    match pipeline::import(&root, file, org, args.dry_run) {
        Ok(Imported::Done { written, known, masked }) => {
            if !global.quiet {
                for path in &written {
                    report::plain(path, false);
                }
                report::plain(&summary(written.len(), known, &masked, args.dry_run, lang), true);
            }
            CLEAN
        }
        Ok(Imported::Refused(problems)) => {
            for problem in &problems {
                report::error(&line(problem, lang));
            }
            report::error(&match lang {
                Lang::Zh => format!("{} 处有误，没有写入任何文件", problems.len()),
                Lang::En => format!("{} mistakes; nothing was written", problems.len()),
            });
            FINDINGS
        }
        Ok(Imported::Unreadable) => {
            report::error(match lang {
                Lang::Zh => "这不是 CSV 文本；请在表格软件里另存为“CSV（逗号分隔）”",
                Lang::En => "the file is no CSV; save the sheet as CSV (comma delimited)",
            });
            FAILED
        }
        Err(failure) => report::failed(&failure, &root, Format::Text, lang),
    }
}

/// `第 3 行“收到日期”：…`
fn line(problem: &Problem, lang: Lang) -> String {
    let Problem { line, column, zh, en } = problem;
    match (lang, column) {
        (Lang::Zh, Some(column)) => format!("第 {line} 行“{column}”：{zh}"),
        (Lang::Zh, None) => format!("第 {line} 行：{zh}"),
        (Lang::En, Some(column)) => format!("line {line}, `{column}`: {en}"),
        (Lang::En, None) => format!("line {line}: {en}"),
    }
}

fn summary(written: usize, known: usize, masked: &[String], dry_run: bool, lang: Lang) -> String {
    let listed: String = masked.iter().map(|path| format!("\n  {path}")).collect();
    match lang {
        Lang::Zh => {
            let verb = if dry_run { "将写入" } else { "写入" };
            let masked = match masked.len() {
                0 => String::new(),
                n => format!("；{n} 条里的个人信息已遮盖，先按党内处理，请核对以后再公开：{listed}"),
            };
            format!("{verb} {written} 条意见，已有 {known} 条{masked}")
        }
        Lang::En => {
            let verb = if dry_run { "would be written" } else { "written" };
            let masked = match masked.len() {
                0 => String::new(),
                n => format!("; personal data masked in {n}, which are for members until you have read them:{listed}"),
            };
            format!("{} {verb}, {known} there already{masked}", counted(written, "opinion"))
        }
    }
}
