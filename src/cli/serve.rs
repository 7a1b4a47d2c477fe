//! `sunshine serve`: a preview that follows the files.

use super::common::{self, FindingsFormat, TimeArgs, WorkArgs};
use super::{FAILED, Global, report};
use crate::diagnostic::Lang;
use crate::serve::{self, Event, Settings};

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
    let tell = |event: Event<'_>| match event {
        Event::Listening(name, readers, address) => report::plain(
            &match lang {
                Lang::Zh => format!("{name}（{}）：http://{address}/", readers.zh()),
                Lang::En => format!("{name} ({}): http://{address}/", readers.en()),
            },
            false,
        ),
        Event::Rebuilt(findings, seconds) => {
            let shown = report::wanted(findings, global, FindingsFormat::Text);
            report::findings(&shown, &root, FindingsFormat::Text, lang, None);
            if !global.quiet {
                let count = report::count(findings, lang);
                report::plain(
                    &match lang {
                        Lang::Zh => format!("已更新，用时 {seconds:.2} 秒，{count}"),
                        Lang::En => format!("rebuilt in {seconds:.2} s, {count}"),
                    },
                    true,
                );
            }
        }
        Event::Failed(failure) => report::failure(failure, &root, FindingsFormat::Text, lang),
    };
    let settings = Settings { root: &root, port: args.port, now: fixed, clock: common::clock, lang, tell: &tell };
    let Err(failure) = serve::serve(&settings);
    report::failed(&failure, &root, FindingsFormat::Text, lang)
}
