//! `sunshine build`, and its summary.

use super::common::{self, FindingsFormat, TimeArgs, WorkArgs};
use super::{CLEAN, FAILED, FINDINGS, Global, report};
use crate::calendar::{self, Zone};
use crate::diagnostic::{Lang, counted};
use crate::pipeline::{self, BuildResult, Options, Outcome, Step};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    work: WorkArgs,
    /// 只生成这些版 | Build only these editions
    #[arg(long, value_name = "NAME", num_args = 1..)]
    edition: Vec<String>,
    /// 有错的事项不公开，其余照常公开 | Publish what is sound, leave out what has an error
    #[arg(long)]
    keep_going: bool,
    /// 结果的形式 | Form of the results
    #[arg(long, value_enum, default_value_t)]
    format: FindingsFormat,
}

/// Long enough that a person starts to wonder.
const PATIENCE: Duration = Duration::from_millis(700);

pub(super) fn run(global: &Global, args: &Args, lang: Lang) -> u8 {
    let Some(root) = common::root(global, lang) else {
        return FAILED;
    };
    let Some(now) = common::now(&args.time, lang) else {
        return FAILED;
    };
    common::threads(&args.work);
    let begun = Instant::now();
    let bar = ProgressBar::with_draw_target(Some(0), indicatif::ProgressDrawTarget::hidden());
    bar.set_style(
        ProgressStyle::with_template("{pos}/{len} {wide_bar} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let shown = std::sync::Once::new();
    let progress = |step: Step| {
        match step {
            Step::Files(files) => bar.inc_length(files as u64),
            Step::Done => bar.inc(1),
        }
        if !global.quiet && begun.elapsed() > PATIENCE {
            shown.call_once(|| bar.set_draw_target(indicatif::ProgressDrawTarget::stderr()));
        }
    };
    let options = Options { now, keep_going: args.keep_going, editions: args.edition.clone() };
    let built = pipeline::build(&root, &options, &progress);
    bar.finish_and_clear();
    let outcome = match built {
        Ok(outcome) => outcome,
        Err(failure) => {
            let code = report::failed(&failure, &root, args.format, lang);
            if code == FINDINGS {
                report::plain(stays_up(lang), true);
            }
            return code;
        }
    };
    let seconds = begun.elapsed().as_secs_f64();
    let shown = report::wanted(&outcome.findings, global, args.format);
    report::findings(&shown, &root, args.format, lang, Some(json(&outcome, seconds)));
    let told = args.format == FindingsFormat::Text && !global.quiet;
    if told {
        report::plain(&summary(&outcome, seconds, lang, global.verbose), false);
    }
    // Nobody who says nothing of the time means another day.
    if let Some(note) = otherwise(&args.time, now.at(outcome.zone), outcome.zone, lang)
        && (told || args.time.now.is_none())
    {
        report::plain(&note, true);
    }
    match outcome.result {
        BuildResult::Published | BuildResult::Unchanged => CLEAN,
        BuildResult::PublishedRest | BuildResult::TermsEnforced | BuildResult::Dropped(_) => FINDINGS,
    }
}

/// What a configuration that cannot be used means for what was published, where no record says how it was made.
fn stays_up(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => {
            "注意：site.toml 不能用，也没有以前生成的记录（.sunshine）可依据，这次没有生成。以前公开的网页都还在原处，期满的、要撤回的也没有撤下。\n请马上改好 site.toml 再运行 sunshine build；一时改不好的，请先把输出文件夹从网站上撤下"
        }
        Lang::En => {
            "Attention: site.toml cannot be used, and no record of an earlier build (.sunshine) says what to go by: nothing was built. Whatever was published still stands, and what has lapsed or was withdrawn with it.\nMend site.toml and run `sunshine build` at once; if that takes time, take the output folders off the web first"
        }
    }
}

fn json(outcome: &Outcome, seconds: f64) -> serde_json::Value {
    let result = match outcome.result {
        BuildResult::Published => "published",
        BuildResult::Unchanged => "unchanged",
        BuildResult::PublishedRest => "published-rest",
        BuildResult::TermsEnforced => "terms-enforced",
        BuildResult::Dropped(_) => "dropped",
    };
    let editions = outcome.editions.iter().map(|(name, done)| {
        serde_json::json!({ "edition": name, "items": done.shown, "files": done.files, "written": done.written, "removed": done.removed, "vanished": done.vanished, "foreign": done.foreign.gone, "left": done.foreign.left, "manifest": done.manifest })
    });
    serde_json::json!({
        "result": result,
        "items": outcome.items,
        "waiting": outcome.waiting,
        "unseen": outcome.unseen,
        "editions": editions.collect::<Vec<_>>(),
        "next_change": outcome.next_change.map(|at| outcome.zone.rfc3339(at)),
        "seconds": seconds,
    })
}

fn summary(outcome: &Outcome, seconds: f64, lang: Lang, verbose: bool) -> String {
    let zh = lang == Lang::Zh;
    let mut lines = Vec::new();
    for (name, done) in &outcome.editions {
        let (shown, files, written, removed) = (done.shown, done.files, done.written, done.removed);
        lines.push(if zh {
            format!("  {name}：公开中 {shown} 项；{files} 个文件，写入 {written}，移除 {removed}")
        } else {
            let (shown, files) = (counted(shown, "item"), counted(files, "file"));
            format!("  {name}: {shown} standing; {files}, {written} written, {removed} removed")
        });
        lines.extend(report::foreign(name, &done.foreign, lang));
        if verbose {
            lines.push(format!("    manifest sha256 {}", done.manifest));
        }
    }
    if outcome.result == BuildResult::TermsEnforced {
        lines.extend(vanished(outcome, lang));
    }
    let next = report::next_change(outcome.next_change, outcome.zone, lang);
    let found = report::count(&outcome.findings, lang);
    let waiting = match (outcome.waiting, zh) {
        (0, _) => String::new(),
        (n, true) => format!("（{n} 项等待审批，未公开）"),
        (n, false) => format!(" ({n} waiting for approval)"),
    };
    match (outcome.unseen, zh) {
        (0, _) => {}
        (n, true) => lines.push(format!(
            "  {n} 项仅党内公开：本站没有党内版，这些事项不在任何网站上；要给党员看，在 site.toml 里加一个 audience = \"internal\" 的版"
        )),
        (n, false) => lines.push(format!(
            "  {} for members alone, and no edition for them: add one with audience = \"internal\" to site.toml",
            counted(n, "item")
        )),
    }
    let headline = match (outcome.result, zh) {
        (BuildResult::Published, true) => "已生成".to_owned(),
        (BuildResult::Published, false) => "built".to_owned(),
        (BuildResult::Unchanged, true) => "没有变化".to_owned(),
        (BuildResult::Unchanged, false) => "nothing changed".to_owned(),
        (BuildResult::PublishedRest, true) => format!("有错的事项没有公开，其余已生成（{found}）"),
        (BuildResult::PublishedRest, false) => {
            format!("published all but the items with errors ({found})")
        }
        (BuildResult::TermsEnforced, true) => {
            format!("有错误，没有公开新内容；上一次的网站还在，期满的、撤回的和看不清能否再公开的已经撤下（{found}）")
        }
        (BuildResult::TermsEnforced, false) => {
            format!(
                "nothing new was published; what has lapsed, was withdrawn or may not stand was taken off the last good site ({found})"
            )
        }
        (BuildResult::Dropped(n), true) => {
            format!("有错误，没有公开；移除了 {n} 个期满的文件（{found}）")
        }
        (BuildResult::Dropped(n), false) => {
            format!("nothing was published; {} removed ({found})", counted(n, "lapsed file"))
        }
    };
    lines.insert(
        0,
        if zh {
            format!("{headline}：台账 {} 项{waiting}，{next}，用时 {seconds:.2} 秒", outcome.items)
        } else {
            format!("{headline}: {}{waiting}, {next}, {seconds:.2} s", counted(outcome.items, "item"))
        },
    );
    lines.join("\n")
}

/// Which items have no page any more in a site that stays up although the content has errors.
fn vanished(outcome: &Outcome, lang: Lang) -> Option<String> {
    let ids: BTreeSet<&str> =
        outcome.editions.iter().flat_map(|(_, done)| &done.vanished).map(String::as_str).collect();
    let (count, named) = (ids.len(), report::few(ids.iter().copied(), lang));
    (count > 0).then(|| match lang {
        Lang::Zh => format!(
            "  撤下的事项页 {count} 个：{named}；文件读不懂、打不开或不在了的，改好再生成就会回来；确要撤下的，写 withdrawn"
        ),
        Lang::En => format!(
            "  {count} pages of items went: {named}; those whose files cannot be read or opened, or are gone, come back when that is mended; what is to be withdrawn has `withdrawn`"
        ),
    })
}

/// The seconds of a day. An instant that is nearer to the present is taken for it.
const DAY: u64 = 86_400;

/// A warning where the outputs are as of another time than this one, with what says so.
fn otherwise(args: &TimeArgs, then: calendar::Instant, zone: Zone, lang: Lang) -> Option<String> {
    let present = common::clock();
    if then.unix().abs_diff(present.unix()) <= DAY {
        return None;
    }
    let (at, why) = (zone.minute(then), common::given_by(args));
    let (zh, en) = match then < present {
        true => ("此后期满的又公开了，此后起公开的还没有", "what expired since then is shown again"),
        false => ("到那时期满的已经撤下，那时起公开的已经公开", "what expires or opens until then already has"),
    };
    Some(match lang {
        Lang::Zh => format!(
            "注意：以 {at} 为准（{why}），不是现在：{zh}；给读者看的，请不带 --now（也不设 SOURCE_DATE_EPOCH）再生成一次"
        ),
        Lang::En => format!(
            "Attention: these sites are as of {at} ({why}), not of now: {en}; build again without --now (and SOURCE_DATE_EPOCH) for readers"
        ),
    })
}
