//! `sunshine bulletin`: what was disclosed in a period, to be read, printed or read aloud.

use super::common::{self, Format, TimeArgs, WorkArgs};
use super::{CLEAN, FAILED, Global, report};
use crate::diagnostic::{Lang, counted};
use crate::pipeline::{self, Form};
use std::io::ErrorKind;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    work: WorkArgs,
    #[command(flatten)]
    time: TimeArgs,
    /// 期间：2026、2026-H1、2026-Q3 或 2026-07 | Period: 2026, 2026-H1, 2026-Q3 or 2026-07
    #[arg(long, value_name = "PERIOD")]
    period: String,
    /// 通报这个党组织和它的下级 | The organisation, with those below it
    #[arg(long, value_name = "ID")]
    org: String,
    /// 写入文件；默认写到标准输出 | Write to a file; default: standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// 覆盖已有的文件 | Write over a file that is there
    #[arg(long, requires = "out")]
    overwrite: bool,
    /// 形式：html（可打印）或 text | Form: html, to print, or text
    #[arg(long, value_enum, default_value_t, conflicts_with = "reading")]
    format: Style,
    /// 会上宣读稿 | The text to read aloud at a meeting
    #[arg(long)]
    reading: bool,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Style {
    /// A page to print.
    #[default]
    Html,
    /// Plain text.
    Text,
}

pub(super) fn run(global: &Global, args: &Args, lang: Lang) -> u8 {
    let (Some(root), Some(now)) = (common::root(global, lang), common::now(&args.time, lang)) else {
        return FAILED;
    };
    let Some(period) = common::period(&args.period, lang) else {
        return FAILED;
    };
    let form = match (args.reading, args.format) {
        (true, _) => Form::Reading,
        (false, Style::Html) => Form::Html,
        (false, Style::Text) => Form::Text,
    };
    common::threads(&args.work);
    let compiled = match pipeline::bulletin(&root, now, &args.org, period, form) {
        Ok(compiled) => compiled,
        Err(failure) => return report::failed(&failure, &root, Format::Text, lang),
    };
    if compiled.faulty > 0 {
        let n = compiled.faulty;
        report::error(&match lang {
            Lang::Zh => format!("{n} 个文件有错误，没有编入；请先运行 sunshine check"),
            Lang::En => format!("left out for errors: {}; run sunshine check first", counted(n, "file")),
        });
    }
    let Some(out) = &args.out else {
        report::plain(&compiled.text, false);
        return CLEAN;
    };
    match pipeline::write_bulletin(&compiled, out, args.overwrite) {
        Ok(()) => {
            if !global.quiet {
                let shown = out.display();
                report::plain(
                    &match lang {
                        Lang::Zh => format!("已写入 {shown}"),
                        Lang::En => format!("wrote {shown}"),
                    },
                    true,
                );
            }
            CLEAN
        }
        Err(error) => {
            let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir());
            let shown = out.display();
            report::error(&match (folder.map(std::path::Path::display), lang) {
                (None, Lang::Zh) if error.kind() == ErrorKind::AlreadyExists => {
                    format!("已有 {shown} 这个文件，没有动它；请换个名字，要覆盖就加 --overwrite")
                }
                (None, Lang::En) if error.kind() == ErrorKind::AlreadyExists => {
                    format!("{shown} is there already and was left alone; take another name, or add --overwrite")
                }
                (Some(folder), Lang::Zh) => format!("没有 {folder} 这个文件夹；请先建好，或把 --out 写到别处"),
                (Some(folder), Lang::En) => format!("there is no folder {folder}; make it, or write --out elsewhere"),
                (None, _) => pipeline::machine(&out.display().to_string(), &error, lang),
            });
            FAILED
        }
    }
}
