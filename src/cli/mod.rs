//! The command line: one file per command, no logic. The only place that knows clap, the terminal and the clock.

mod approve;
mod build;
mod bulletin;
mod catalogue;
mod check;
mod clean;
mod columns;
mod common;
mod duties;
mod explain;
mod new;
mod opinions;
mod report;
mod serve;
mod theme;
mod wording;

use crate::diagnostic::Lang;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Exit codes: nothing wrong; something found; could not run.
const CLEAN: u8 = 0;
const FINDINGS: u8 = 1;
const FAILED: u8 = 2;

/// 阳光党务：把党务公开事项生成为党内、社会两套网站，期满即撤 | Party-affairs disclosure: separate internal and public sites, and nothing stays up past its term
#[derive(Debug, Parser)]
#[command(
    name = "sunshine",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Args)]
struct Global {
    /// 站点文件夹；默认是含有 site.toml 的最近一级上级文件夹 | The site's folder; default: the nearest parent with a site.toml
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// 语言：zh-CN 或 en | Language: zh-CN or en
    #[arg(long, global = true, value_name = "LANG", value_parser = ["zh-CN", "zh", "en"], ignore_case = true, hide_possible_values = true)]
    lang: Option<String>,
    /// 只说错误 | Say nothing but errors
    #[arg(short, long, global = true)]
    quiet: bool,
    /// 多说一些 | Say more
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
    /// 显示帮助 | Print help
    #[arg(short, long, global = true, action = clap::ArgAction::HelpShort)]
    help: Option<bool>,
    /// 显示版本 | Print version
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 生成全部各版 | Build every edition
    Build(build::Args),
    /// 新建一个事项、党组织或站点的草稿 | Begin an item, an organisation or a site
    New(new::Args),
    /// 检查内容，不生成 | Check the content, build nothing
    Check(check::Args),
    /// 为事项办理下一步审批，写进文件 | Write the next step of an approval into items
    Approve(approve::Args),
    /// 在本机预览，随改随看 | Preview on this machine, rebuilding on change
    Serve(serve::Args),
    /// 删除生成的各版和构建记录 | Remove the editions and what builds remember
    Clean(clean::Args),
    /// 列出待公开和逾期的公开任务 | List the duties that are due or overdue
    Duties(duties::Args),
    /// 列出公开目录，或给出一项的写法 | List the catalogue, or show how to write an item of an entry
    Catalogue(catalogue::Args),
    /// 导入收到的意见 | Import opinions
    Opinions(opinions::Args),
    /// 编印一期内的党务公开通报 | Compile a bulletin of what was disclosed in a period
    Bulletin(bulletin::Args),
    /// 检查自己的主题 | Check a theme of one's own
    Theme(theme::Args),
    /// 说明一条规则 | Explain a rule
    Explain(explain::Args),
}

/// Runs a command line.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = language(&args);
    let command = localise(Cli::command(), lang);
    let begun = begun(&command, &args);
    let cli = match command.try_get_matches_from(args).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            say(&error, &begun, lang);
            return ExitCode::from(report::ended(if error.use_stderr() { FAILED } else { CLEAN }, lang));
        }
    };
    let code = match cli.command {
        Command::Build(args) => build::run(&cli.global, &args, lang),
        Command::New(args) => new::run(&cli.global, &args, lang),
        Command::Check(args) => check::run(&cli.global, &args, lang),
        Command::Approve(args) => approve::run(&cli.global, &args, lang),
        Command::Serve(args) => serve::run(&cli.global, &args, lang),
        Command::Clean(args) => clean::run(&cli.global, &args, lang),
        Command::Duties(args) => duties::run(&cli.global, &args, lang),
        Command::Catalogue(args) => catalogue::run(&cli.global, &args, lang),
        Command::Opinions(args) => opinions::run(&cli.global, &args, lang),
        Command::Bulletin(args) => bulletin::run(&cli.global, &args, lang),
        Command::Theme(args) => theme::run(&cli.global, &args, lang),
        Command::Explain(args) => explain::run(&args, lang),
    };
    ExitCode::from(report::ended(code, lang))
}

/// The command that a command line begins: `sunshine opinions import`.
fn begun(command: &clap::Command, args: &[OsString]) -> String {
    let mut command = command;
    let mut words = vec![command.get_name()];
    for arg in args.iter().skip(1) {
        if let Some(sub) = arg.to_str().and_then(|word| command.find_subcommand(word)) {
            command = sub;
            words.push(sub.get_name());
        }
    }
    words.join(" ")
}

/// What clap has to say: help, the version, or what is wrong with the command line.
fn say(error: &clap::Error, begun: &str, lang: Lang) {
    if lang == Lang::En {
        let printed = error.print();
        if !error.use_stderr() {
            report::wrote(printed);
        }
    } else if error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        report::error(&wording::error(error, begun));
    } else {
        report::plain(&wording::help(&error.render().to_string()), error.use_stderr());
    }
}

/// The variable that says the language.
const VARIABLE: &str = "SUNSHINE_LANG";

/// `--lang`, else what `SUNSHINE_LANG` says, else Chinese. Of the system's own language (`LANG`) nothing is read.
fn language(args: &[OsString]) -> Lang {
    let words: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
    let given = words.iter().enumerate().find_map(|(n, word)| match word.strip_prefix("--lang=") {
        Some(lang) => Some(lang.to_owned()),
        None if word == "--lang" => words.get(n + 1).map(ToString::to_string),
        None => None,
    });
    if let Some(given) = given {
        // Of one that is not known clap tells.
        return known(&given).unwrap_or_default();
    }
    let set = std::env::var_os(VARIABLE).unwrap_or_default().to_string_lossy().into_owned();
    known(&set).unwrap_or_else(|| {
        if !set.is_empty() {
            report::error(&format!(
                "环境变量 {VARIABLE}={set} 看不懂，用中文；请写 zh-CN 或 en，或删去它 ({VARIABLE}={set} is not known, and Chinese is used; write zh-CN or en, or unset it)"
            ));
        }
        Lang::Zh
    })
}

/// The language of a word such as `en` or `zh_CN.UTF-8`.
fn known(word: &str) -> Option<Lang> {
    match word.split(['-', '_', '.']).next()?.to_ascii_lowercase().as_str() {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// Every help text is written `中文 | English`; one of them stays.
fn localise(command: clap::Command, lang: Lang) -> clap::Command {
    let choose = |text: &clap::builder::StyledStr| {
        let text = text.to_string();
        match (text.split_once(" | "), lang) {
            (Some((zh, _)), Lang::Zh) => zh.to_owned(),
            (Some((_, en)), Lang::En) => en.to_owned(),
            (None, _) => text,
        }
    };
    let about = command.get_about().map(choose);
    let command = match about {
        Some(about) => command.about(about),
        None => command,
    };
    let command = match lang {
        Lang::Zh => command
            .help_template("{about}\n\n用法：{usage}\n\n{all-args}")
            .subcommand_help_heading("命令")
            .subcommand_value_name("命令")
            .mut_args(|arg| match wording::value_name(&arg) {
                Some(name) => arg.value_name(name),
                None => arg,
            })
            .mut_args(|arg| if arg.is_positional() { arg.help_heading("内容") } else { arg.help_heading("选项") }),
        Lang::En => command,
    };
    command
        .mut_args(|arg| match arg.get_help().map(choose) {
            Some(help) => arg.help(help),
            None => arg,
        })
        .mut_subcommands(|sub| localise(sub, lang))
}
