//! `sunshine duties`: what is due, overdue and unanswered.

use super::columns::columns;
use super::common::{self, Format, TimeArgs, WorkArgs};
use super::{CLEAN, FAILED, Global, report};
use crate::diagnostic::{Lang, counted};
use crate::pipeline::{self, OpenDuty, OpenOpinion, Supervision};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    work: WorkArgs,
    #[command(flatten)]
    time: TimeArgs,
    /// 只看这个党组织和它的下级 | Only this organisation and those below it
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// 一个月以后才到期的也列出 | Also those that are due in more than a month
    #[arg(long)]
    all: bool,
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
    let supervision = match pipeline::duties(&root, now, args.org.as_deref()) {
        Ok(supervision) => supervision,
        Err(failure) => return report::failed(&failure, &root, args.format, lang),
    };
    if supervision.faulty > 0 {
        let n = supervision.faulty;
        report::error(&match lang {
            Lang::Zh => format!("{n} 个文件有错误，没有计入；请先运行 sunshine check"),
            Lang::En => format!("not counted for errors: {}; run sunshine check first", counted(n, "file")),
        });
    }
    if args.format == Format::Json {
        let out = serde_json::json!({ "duties": supervision.open, "opinions": supervision.opinions });
        report::plain(&serde_json::to_string_pretty(&out).expect("duties are plain data"), false);
        return CLEAN;
    }
    let listed = supervision.open.iter().filter(|duty| args.all || !duty.later);
    let duties = listed.map(|duty| (!duty.overdue, duty.due.clone(), line(duty, lang)));
    let opinions = supervision.opinions.iter();
    let opinions = opinions.map(|opinion| (!opinion.overdue, Some(opinion.due.clone()), opinion_line(opinion, lang)));
    let mut lines: Vec<(bool, Option<String>, Line)> = duties.chain(opinions).collect();
    lines.sort_by(|a, b| (a.0, a.1.is_none(), &a.1).cmp(&(b.0, b.1.is_none(), &b.1)));
    let heads = match lang {
        Lang::Zh => ["情况", "最迟", "党组织", "公开项目", "期间或编号", "起因或标题"],
        Lang::En => ["state", "by", "organisation", "entry", "period or id", "cause or title"],
    };
    let lines: Vec<Line> = lines.into_iter().map(|(.., line)| line).collect();
    if !lines.is_empty() {
        report::plain(&columns(heads, &lines), false);
    }
    if !global.quiet {
        report::plain(&summary(&supervision, args.all, lang), true);
    }
    CLEAN
}

/// The cells of a line.
type Line = [String; 6];

fn summary(supervision: &Supervision, all_listed: bool, lang: Lang) -> String {
    let Supervision { open, opinions, unseen, faulty: _ } = supervision;
    let overdue = open.iter().filter(|duty| duty.overdue).count();
    let late = opinions.iter().filter(|opinion| opinion.overdue).count();
    let (due, waiting, all) = (open.len() - overdue, opinions.len() - late, overdue + late);
    let mut out = match lang {
        Lang::Zh => format!(
            "逾期 {all} 项（公开任务 {overdue} 项，未答复的意见 {late} 件），待公开 {due} 项，待答复 {waiting} 件"
        ),
        Lang::En => format!("{all} overdue (duties {overdue}, opinions {late}), {due} due, {waiting} to be answered"),
    };
    let later = open.iter().filter(|duty| duty.later).count();
    if later > 0 && !all_listed {
        out += &match lang {
            Lang::Zh => format!("\n待公开的有 {later} 项一个月以后才到期，没有列出；要看全部，加 --all"),
            Lang::En => {
                format!("\n{later} of those due are not listed, being due in more than a month; --all lists them")
            }
        };
    }
    // In the order in which they are listed: what is overdue first.
    if let Some(first) = open.iter().find(|duty| duty.cause == "catalogue") {
        let period = first.period.as_ref().map(|period| format!(" --period {period}")).unwrap_or_default();
        let OpenDuty { entry, entry_zh, organisation, organisation_zh, .. } = first;
        out += &match lang {
            // Names that a shell would take apart are not typed.
            Lang::Zh if [entry_zh, organisation_zh].iter().all(|name| name.chars().all(is_plain)) => {
                format!("\n写其中一项，例如：sunshine new {entry_zh} {organisation_zh}{period}")
            }
            Lang::Zh => format!("\n写其中一项，例如：sunshine new {entry} {organisation}{period}"),
            Lang::En => format!("\nto begin one of them: sunshine new {entry} {organisation}{period}"),
        };
    }
    if *unseen > 0 {
        out += &match lang {
            Lang::Zh => format!(
                "\n党内网站“公开任务”页的逾期数多 {unseen} 项：已经公开，但限定了范围，不是全体读者都能看到，那里不算"
            ),
            Lang::En => format!(
                "\nthe site of members shows {unseen} more as overdue: disclosed within a part of the party, which it does not count"
            ),
        };
    }
    out
}

/// One duty: state, due day, organisation, entry, period or cause, and what opened it.
fn line(duty: &OpenDuty, lang: Lang) -> Line {
    let due = duty.due.as_deref().unwrap_or("-");
    let cause_en = if duty.cause == "catalogue" { "standing" } else { duty.cause };
    let (state, entry, cause, mark) = match lang {
        Lang::Zh => (duty.state_zh, &duty.entry_zh, duty.cause_zh, "（暂定）"),
        Lang::En if duty.entry_en.is_empty() => (duty.state, &duty.entry, cause_en, " (provisional)"),
        Lang::En => (duty.state, &duty.entry_en, cause_en, " (provisional)"),
    };
    let mark = if duty.provisional { mark } else { "" };
    let organisation = match lang {
        Lang::Zh => &duty.organisation_zh,
        Lang::En => &duty.organisation,
    };
    let period = duty.period.as_deref().unwrap_or(cause);
    let opener = duty.opened_by.as_deref().unwrap_or_default();
    [state, &format!("{due}{mark}"), organisation, entry, period, opener].map(str::to_owned)
}

/// An opinion without an answer: state, due day, organisation, what it is, its id and title.
fn opinion_line(opinion: &OpenOpinion, lang: Lang) -> Line {
    let OpenOpinion { organisation, organisation_zh, id, title, kind, kind_zh, received: _, due, provisional, overdue } =
        opinion;
    let (state, mark, organisation, kind) = match lang {
        Lang::Zh => (if *overdue { "逾期" } else { "待答复" }, "（暂定）", organisation_zh.as_str(), *kind_zh),
        Lang::En => (if *overdue { "overdue" } else { "open" }, " (provisional)", organisation.as_str(), *kind),
    };
    let mark = if *provisional { mark } else { "" };
    [state, &format!("{due}{mark}"), organisation, kind, id, title].map(str::to_owned)
}

/// Whether a character stands for itself on a command line.
fn is_plain(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-'
}
