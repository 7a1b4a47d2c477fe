//! `sunshine theme check`: what is wrong in a site's own theme.

use super::common::{self, FindingsFormat, TimeArgs, WorkArgs};
use super::{CLEAN, FAILED, FINDINGS, Global, report};
use crate::diagnostic::Lang;
use crate::pipeline;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 用本站内容试排自己的主题，找出问题 | Try the site's own themes on its content, and say what is wrong
    Check(CheckArgs),
}

#[derive(Debug, clap::Args)]
struct CheckArgs {
    #[command(flatten)]
    work: WorkArgs,
    /// 只试这一版的主题；可以写多次 | Only the theme of this edition; may be repeated
    #[arg(long, value_name = "NAME")]
    edition: Vec<String>,
    #[command(flatten)]
    time: TimeArgs,
    /// 结果的形式 | Form of the results
    #[arg(long, value_enum, default_value_t)]
    format: FindingsFormat,
}

pub(super) fn run(global: &Global, args: &Args, lang: Lang) -> u8 {
    let Command::Check(args) = &args.command;
    let (Some(root), Some(now)) = (common::root(global, lang), common::now(&args.time, lang)) else {
        return FAILED;
    };
    common::threads(&args.work);
    let tried = match pipeline::try_themes(&root, now, &args.edition) {
        Ok(tried) => tried,
        Err(failure) => return report::failed(&failure, &root, args.format, lang),
    };
    let shown = report::wanted(&tried.findings, global, args.format);
    report::findings(&shown, &root, args.format, lang, None);
    if args.format == FindingsFormat::Text && !global.quiet {
        let (count, pages) = (report::count(&tried.findings, lang), tried.pages);
        let said = match (tried.themes.is_empty(), lang) {
            (true, Lang::Zh) => "没有哪一版用自己的主题，无可检查".to_owned(),
            (true, Lang::En) => "No edition has a theme of its own; there is nothing to check".to_owned(),
            (false, Lang::Zh) => format!("主题 {}：试排 {pages} 页，{count}", tried.themes.join("、")),
            (false, Lang::En) => format!("Theme {}: {pages} pages tried, {count}", tried.themes.join(", ")),
        };
        report::plain(&said, false);
    }
    if tried.failed() { FINDINGS } else { CLEAN }
}
