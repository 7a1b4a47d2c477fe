//! `sunshine approve`: the next step of an approval, or what waits for one.

use super::columns::columns;
use super::common::{self, Format, TimeArgs, WorkArgs};
use super::{CLEAN, FAILED, FINDINGS, Global, report};
use crate::calendar::{iso_day, parse_moment};
use crate::diagnostic::Lang;
use crate::pipeline::{self, Approved, Secrecy, Signature, StepKind, WaitingItem};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    work: WorkArgs,
    #[command(flatten)]
    time: TimeArgs,
    /// 事项的文件 | Files of items
    #[arg(value_name = "FILE", required_unless_present = "list")]
    files: Vec<PathBuf>,
    /// 谁办这一步 | Who takes the step
    #[arg(long = "as", value_name = "NAME", required_unless_present = "list")]
    name: Option<String>,
    /// 办理日期；默认今天 | On which day; default: today
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// 办哪一步：提出、审核、审批、确认；默认下一步 | Which step; default: the next one
    #[arg(long, value_parser = common::words(StepKind::ALL, StepKind::names))]
    step: Option<StepKind>,
    /// 保密审查结果：可公开、删减后公开、不予公开 | What the secrecy review came to
    #[arg(long, value_parser = common::words(Secrecy::ALL, Secrecy::names))]
    secrecy: Option<Secrecy>,
    /// 快速办理小的更正，写明理由；事后由另一人确认 | Take the fast lane for a small correction, with the reason
    #[arg(long, value_name = "REASON")]
    expedited: Option<String>,
    /// 列出等待办理的事项 | List the items that wait for a step
    #[arg(long, alias = "check", conflicts_with_all = ["files", "name"])]
    list: bool,
    /// 只列这个党组织和它的下级 | List only this organisation and those below it
    #[arg(long, value_name = "ID", requires = "list")]
    org: Option<String>,
    /// 结果的形式 | Form of the results
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(global: &Global, args: &Args, lang: Lang) -> u8 {
    let Some(root) = common::root(global, lang) else {
        return FAILED;
    };
    common::threads(&args.work);
    if args.list {
        return list(&root, args, lang);
    }
    let (Some(now), Some(name)) = (common::now(&args.time, lang), &args.name) else {
        return FAILED;
    };
    let date = args.date.as_deref().map(parse_moment);
    if date == Some(None) {
        let text = args.date.as_deref().unwrap_or_default();
        report::error(&match lang {
            Lang::Zh => format!("--date 的日期“{text}”看不懂；请写成 2026-07-10"),
            Lang::En => format!("--date `{text}` is not a date; write 2026-07-10"),
        });
        return FAILED;
    }
    let signature = Signature {
        name: name.trim().to_owned(),
        date: date.flatten(),
        step: args.step,
        secrecy: args.secrecy,
        expedited: args.expedited.clone(),
    };
    let paths: Vec<String> = args.files.iter().map(|file| inside(&root, file)).collect();
    match pipeline::approve(&root, now, &paths, &signature) {
        Ok(done) => say(global, &root, &done, args.format, lang),
        Err(failure) => report::failed(&failure, &root, args.format, lang),
    }
}

/// A file by its path from the root; the folder of an item stands for its text.
fn inside(root: &Path, file: &Path) -> String {
    let file = if file.is_dir() { file.join("index.md") } else { file.to_owned() };
    common::from_root(root, &common::resolved(&file).unwrap_or(file))
}

fn say(global: &Global, root: &Path, done: &Approved, format: Format, lang: Lang) -> u8 {
    if format == Format::Json {
        let json = |result: &Result<pipeline::Signed, pipeline::Refused>| match result {
            Ok(signed) => {
                serde_json::json!({ "path": signed.path, "organisation": signed.of, "step": signed.step.en, "publish": signed.moved.map(|moved| iso_day(moved.publish)), "public_from": signed.moved.and_then(|moved| moved.public_from).map(iso_day), "next": signed.next.as_ref().map(|next| next.get(lang)), "personal": signed.personal.as_ref().map(|text| text.get(lang)) })
            }
            Err(refused) => serde_json::json!({ "path": refused.path, "refused": refused.why.get(lang) }),
        };
        let out = serde_json::json!({ "approved": done.iter().map(json).collect::<Vec<_>>() });
        report::plain(&serde_json::to_string_pretty(&out).expect("steps are plain data"), false);
    }
    for result in done {
        match result {
            Ok(signed) if format == Format::Text && !global.quiet => {
                let step = signed.step.get(lang);
                report::plain(
                    &match lang {
                        Lang::Zh => {
                            format!("已写入“{step}”：{}（{}）{}", signed.path, signed.of, besides(signed, lang))
                        }
                        Lang::En => format!("{step}: {} ({}){}", signed.path, signed.of, besides(signed, lang)),
                    },
                    false,
                );
                if let Some(personal) = &signed.personal {
                    report::plain(
                        &match lang {
                            Lang::Zh => format!("注意：{}", personal.zh),
                            Lang::En => format!("Note: {}", personal.en),
                        },
                        false,
                    );
                }
            }
            Ok(_) => {}
            Err(refused) => {
                let why = refused.why.get(lang);
                report::error(&match lang {
                    Lang::Zh => format!("没有写入 {}：{why}", refused.path),
                    Lang::En => format!("{} was not touched: {why}", refused.path),
                });
                if format == Format::Text {
                    report::findings(&refused.findings, root, format.into(), lang, None);
                }
            }
        }
    }
    if done.iter().any(Result::is_err) { FINDINGS } else { CLEAN }
}

/// That the day of publication was over, and is that of the approval now; and what is to follow.
fn besides(signed: &pipeline::Signed, lang: Lang) -> String {
    let moved = signed.moved.map(|pipeline::Moved { publish, public_from }| match (iso_day(publish), lang) {
        (day, Lang::Zh) => {
            let later = public_from.map(|from| format!("，向社会公开顺延到 {}", iso_day(from))).unwrap_or_default();
            format!("；原定公开日期已过，改为审批当天 {day}{later}")
        }
        (day, Lang::En) => {
            let later = public_from.map(|from| format!(", and {} for the public", iso_day(from))).unwrap_or_default();
            format!("; its day of publication was over, and is {day} now, that of the approval{later}")
        }
    });
    let next = match (&signed.next, lang) {
        (None, _) => String::new(),
        (Some(next), Lang::Zh) => format!("；接着{}", next.zh),
        (Some(next), Lang::En) => format!("; next: {}", next.en),
    };
    moved.unwrap_or_default() + &next
}

fn list(root: &Path, args: &Args, lang: Lang) -> u8 {
    let items = match pipeline::waiting(root, args.org.as_deref()) {
        Ok(items) => items,
        Err(failure) => return report::failed(&failure, root, args.format, lang),
    };
    if args.format == Format::Json {
        let json = |item: &WaitingItem| {
            serde_json::json!({
                "path": item.path,
                "title": item.title,
                "organisation": item.organisation.0,
                "step": item.waiting.step.id(),
                "again": item.waiting.again,
                "returned": item.waiting.returned,
                "since": item.waiting.since.map(iso_day),
                "due": item.waiting.due.map(iso_day),
                "who": item.who,
                "nobody": item.nobody,
            })
        };
        let out = serde_json::json!({ "waiting": items.iter().map(json).collect::<Vec<_>>() });
        report::plain(&serde_json::to_string_pretty(&out).expect("items are plain data"), false);
        return CLEAN;
    }
    if !items.is_empty() {
        let heads = match lang {
            Lang::Zh => ["待办", "日期", "党组织", "文件", "标题", "由谁办"],
            Lang::En => ["step", "day", "organisation", "file", "title", "who"],
        };
        let lines: Vec<[String; 6]> = items.iter().map(|item| line(item, lang)).collect();
        report::plain(&columns(heads, &lines), false);
    }
    let n = items.len();
    report::plain(
        &match lang {
            Lang::Zh => format!("等待办理 {n} 项"),
            Lang::En => format!("{n} waiting"),
        },
        true,
    );
    CLEAN
}

/// One item: step, since or by when, organisation, file, title, who may take it.
fn line(item: &WaitingItem, lang: Lang) -> [String; 6] {
    let step = item.step.get(lang);
    let since = item.waiting.since.map_or_else(|| "-".to_owned(), iso_day);
    let day = match (item.waiting.due.map(iso_day), lang) {
        (Some(due), Lang::Zh) => format!("{due} 前"),
        (Some(due), Lang::En) => format!("by {due}"),
        (None, _) => since,
    };
    let (organisation, none) = match (lang, item.nobody) {
        (Lang::Zh, false) => (&item.organisation.1, "不限"),
        (Lang::Zh, true) => (&item.organisation.1, "没有人能办"),
        (Lang::En, false) => (&item.organisation.0, "anybody"),
        (Lang::En, true) => (&item.organisation.0, "nobody is left"),
    };
    let who = if item.who.is_empty() { none.to_owned() } else { item.who.join("、") };
    [step, &day, organisation, &item.path, &item.title, &who].map(str::to_owned)
}
