use super::common::{self, Format, TimeArgs};
use super::{CLEAN, FAILED, FINDINGS, Global, report};
use crate::diagnostic::Lang;
use crate::pipeline::{self, Failure, OpenDuty, OpenOpinion};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    time: TimeArgs,
    /// 只看这个党组织和它的下级 | Only this organisation and those below it
    #[arg(long, value_name = "ID")]
    org: Option<String>,
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
    let supervision = match pipeline::duties(&root, now, args.org.as_deref()) {
        Ok(Some(supervision)) => supervision,
        Ok(None) => {
            let id = args.org.as_deref().unwrap_or_default();
            report::error(&match lang {
                Lang::Zh => format!("没有编号为“{id}”的党组织"),
                Lang::En => format!("there is no organisation `{id}`"),
            });
            return FAILED;
        }
        Err(failure) => {
            report::failure(&failure, &root, args.format, lang);
            return if matches!(failure, Failure::Configuration(_)) { FINDINGS } else { FAILED };
        }
    };
    if supervision.faulty > 0 {
        let n = supervision.faulty;
        report::error(&match lang {
            Lang::Zh => format!("{n} 个文件有错误，没有计入；请先运行 sunshine check"),
            Lang::En => format!("{n} files have errors and were not counted; run sunshine check first"),
        });
    }
    if args.format == Format::Json {
        let out = serde_json::json!({ "duties": supervision.open, "opinions": supervision.opinions });
        report::plain(&serde_json::to_string_pretty(&out).expect("duties are plain data"), false);
        return CLEAN;
    }
    for duty in &supervision.open {
        report::plain(&line(duty, lang), false);
    }
    for opinion in &supervision.opinions {
        report::plain(&opinion_line(opinion, lang), false);
    }
    if !global.quiet {
        let overdue = supervision.open.iter().filter(|duty| duty.overdue).count();
        let due = supervision.open.len() - overdue;
        let unanswered = supervision.opinions.len();
        report::plain(
            &match lang {
                Lang::Zh => format!("逾期 {overdue} 项，待公开 {due} 项，未答复的意见 {unanswered} 件"),
                Lang::En => format!("{overdue} overdue, {due} due, {unanswered} opinions unanswered"),
            },
            true,
        );
    }
    CLEAN
}

/// One duty: state, due day, organisation, entry, period or cause, and what opened it; parted by tabs.
fn line(duty: &OpenDuty, lang: Lang) -> String {
    let due = duty.due.as_deref().unwrap_or("-");
    let cause_en = if duty.cause == "catalogue" { "standing" } else { duty.cause };
    let (state, entry, cause, mark) = match lang {
        Lang::Zh => (if duty.overdue { "逾期" } else { "待公开" }, &duty.entry_zh, duty.cause_zh, "（暂定）"),
        Lang::En if duty.entry_en.is_empty() => (state_en(duty), &duty.entry, cause_en, " (provisional)"),
        Lang::En => (state_en(duty), &duty.entry_en, cause_en, " (provisional)"),
    };
    let mark = if duty.provisional { mark } else { "" };
    let organisation = match lang {
        Lang::Zh => &duty.organisation_zh,
        Lang::En => &duty.organisation,
    };
    let period = duty.period.as_deref().unwrap_or(cause);
    let opener = duty.opened_by.as_ref().map(|title| format!("\t{title}")).unwrap_or_default();
    format!("{state}\t{due}{mark}\t{organisation}\t{entry}\t{period}{opener}")
}

/// An opinion without an answer: state, due day, organisation, what it is, and its id; parted by tabs.
fn opinion_line(opinion: &OpenOpinion, lang: Lang) -> String {
    let OpenOpinion { organisation, organisation_zh, id, kind, kind_zh, received: _, due, provisional, overdue } =
        opinion;
    match lang {
        Lang::Zh => {
            let (state, mark) = (if *overdue { "逾期" } else { "待答复" }, if *provisional { "（暂定）" } else { "" });
            format!("{state}\t{due}{mark}\t{organisation_zh}\t{kind_zh}\t{id}")
        }
        Lang::En => {
            let (state, mark) =
                (if *overdue { "overdue" } else { "open" }, if *provisional { " (provisional)" } else { "" });
            format!("{state}\t{due}{mark}\t{organisation}\t{kind}\t{id}")
        }
    }
}

fn state_en(duty: &OpenDuty) -> &'static str {
    if duty.overdue { "overdue" } else { "due" }
}
