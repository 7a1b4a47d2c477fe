//! What commands share: the site's root, the instant, formats.

use super::{Global, report};
use crate::calendar::{Instant, Period, parse_moment};
use crate::diagnostic::Lang;
use crate::load::with_slashes;
use crate::pipeline::{Now, is_site};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum FindingsFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// As annotations of GitHub Actions.
    Github,
    /// As a SARIF 2.1.0 log.
    Sarif,
}

impl From<Format> for FindingsFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Json => Self::Json,
        }
    }
}

/// The options of whatever looks at time.
#[derive(Debug, clap::Args)]
pub(super) struct TimeArgs {
    /// 以此刻为准，例如 2026-07-10 或 2026-07-10T09:00:00+08:00 | Take this for the present instant
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<String>,
}

/// The options of whatever reads a site.
#[derive(Debug, clap::Args)]
pub(super) struct WorkArgs {
    /// 并行线程数；默认为处理器核数 | Threads; default: one per core
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

/// The root that was given, or the nearest parent of this folder with a `site.toml`, in the one form in which files below
/// it can be told by their paths.
pub(super) fn root(global: &Global, lang: Lang) -> Option<PathBuf> {
    if let Some(root) = &global.root {
        if is_site(root) {
            return resolved(root).ok();
        }
        let shown = root.display();
        report::error(&match lang {
            Lang::Zh => format!("{shown} 里没有 site.toml"),
            Lang::En => format!("there is no site.toml in {shown}"),
        });
        return None;
    }
    let here = std::env::current_dir().ok()?;
    let found = here.ancestors().find(|folder| is_site(folder)).and_then(|folder| resolved(folder).ok());
    if found.is_none() {
        report::error(match lang {
            Lang::Zh => "这里和上级文件夹都没有 site.toml；请进入站点文件夹，或用 --root 指明",
            Lang::En => "there is no site.toml here or above; go to the site's folder, or name it with --root",
        });
    }
    found
}

/// Where a path leads, as people write it.
pub(super) fn resolved(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().map(plain)
}

/// A path of a drive without the `\\?\` that Windows puts before it.
fn plain(path: PathBuf) -> PathBuf {
    let rest = path.to_str().and_then(|path| path.strip_prefix(r"\\?\"));
    match rest.filter(|rest| rest.as_bytes().get(1) == Some(&b':')).map(PathBuf::from) {
        Some(plain) => plain,
        None => path,
    }
}

/// A file by its path from the root, as findings name it, where it lies below that.
pub(super) fn from_root(root: &Path, file: &Path) -> String {
    with_slashes(file.strip_prefix(root).unwrap_or(file))
}

/// `--now`, else `SOURCE_DATE_EPOCH`, else the clock: the one place that reads it.
pub(super) fn now(args: &TimeArgs, lang: Lang) -> Option<Now> {
    given(args, lang).ok().map(|given| given.unwrap_or_else(|| Now::At(clock())))
}

/// What gives the instant, where something does.
pub(super) fn given_by(args: &TimeArgs) -> &'static str {
    if args.now.is_some() { "--now" } else { EPOCH }
}

/// The variable that gives the instant (<https://reproducible-builds.org/specs/source-date-epoch/>).
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// The last second of the year 9999, beyond which no date is written.
const LATEST: i64 = 253_402_300_799;

/// An instant that cannot be read, which was told.
pub(super) struct Unread;

/// The instant that is given by `--now`, else by `SOURCE_DATE_EPOCH`, if any.
pub(super) fn given(args: &TimeArgs, lang: Lang) -> Result<Option<Now>, Unread> {
    let (read, [zh, en]) = if let Some(text) = &args.now {
        let zh = format!("--now 的时间“{text}”看不懂；请写成 2026-07-10 或 2026-07-10T09:00:00");
        let en = format!("--now `{text}` is not an instant; write 2026-07-10 or 2026-07-10T09:00:00");
        (parse_moment(text).map(Now::Written), [zh, en])
    } else if let Ok(epoch) = std::env::var(EPOCH) {
        let zh = format!("环境变量 SOURCE_DATE_EPOCH={epoch} 看不懂；请写 1970 年以来的秒数，或删去它");
        let en = format!("SOURCE_DATE_EPOCH={epoch} is no number of seconds since 1970; mend or unset it");
        let seconds = epoch.parse().ok().filter(|seconds| *seconds <= LATEST);
        (seconds.map(|seconds| Now::At(Instant::from_unix(seconds))), [zh, en])
    } else {
        return Ok(None);
    };
    read.map(Some).ok_or_else(|| {
        report::error(match lang {
            Lang::Zh => &zh,
            Lang::En => &en,
        });
        Unread
    })
}

/// The present instant, by the machine's clock.
#[expect(clippy::disallowed_methods, reason = "the command line is the one place that reads the clock")]
pub(super) fn clock() -> Instant {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Instant::from_unix(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// More threads than any machine has use for.
const MOST_THREADS: usize = 256;

/// Sets how many threads work.
pub(super) fn threads(args: &WorkArgs) {
    if let Some(threads) = args.threads {
        // Fails only when a pool exists already, which then does the work.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.get().min(MOST_THREADS)).build_global();
    }
}

/// The period that is given by `--period`; `None`, with an error, where it cannot be read.
pub(super) fn period(given: &str, lang: Lang) -> Option<Period> {
    let read = Period::parse(given);
    if read.is_none() {
        report::error(&match lang {
            Lang::Zh => format!("--period 的期间“{given}”看不懂；请写成 2026、2026-H1、2026-Q3 或 2026-07"),
            Lang::En => format!("--period `{given}` is no period; write 2026, 2026-H1, 2026-Q3 or 2026-07"),
        });
    }
    read
}

/// That the catalogue has no entry that a word names, and those that may be meant, by id and name.
pub(super) fn no_such_entry(word: &str, near: &[(String, String)], lang: Lang) -> String {
    let named = near.iter().map(|(id, zh)| format!("{id} {zh}")).collect::<Vec<_>>().join("、");
    let ids = near.iter().map(|(id, _)| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    match (lang, near.is_empty()) {
        (Lang::Zh, true) => format!("公开目录里没有“{word}”；运行 sunshine catalogue 列出全部"),
        (Lang::Zh, false) => format!("公开目录里没有“{word}”；是不是 {named}？"),
        (Lang::En, true) => format!("there is no entry `{word}` in the catalogue; `sunshine catalogue` lists all"),
        (Lang::En, false) => format!("there is no entry `{word}`; did you mean {ids}?"),
    }
}

/// Reads words of a list by any of their names, of which help shows the first.
pub(super) fn words<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    names: fn(T) -> &'static [&'static str],
) -> impl TypedValueParser<Value = T> {
    let known = all.iter().map(|word| PossibleValue::new(names(*word)[0]).aliases(&names(*word)[1..]));
    let read = move |text: String| all.iter().copied().find(|word| names(*word).contains(&text.as_str()));
    PossibleValuesParser::new(known).map(move |text| read(text).expect("the parser knows these words alone"))
}

#[cfg(test)]
mod tests {
    use super::plain;
    use std::path::Path;

    #[test]
    fn a_path_of_a_drive_is_shown_as_people_write_it() {
        for (real, shown) in [
            (r"\\?\C:\党务\site", r"C:\党务\site"),
            (r"\\?\UNC\server\党务", r"\\?\UNC\server\党务"),
            ("/srv/党务", "/srv/党务"),
        ] {
            assert_eq!(plain(real.into()), Path::new(shown));
        }
    }
}
