//! `sunshine catalogue`: what is to be disclosed, skeletons, and schemas for editors.

use super::common::{self, TimeArgs, WorkArgs};
use super::{CLEAN, FAILED, FINDINGS, Global, report};
use crate::cli::common::FindingsFormat;
use crate::diagnostic::{Lang, Severity};
use crate::pipeline::{self, SchemaOf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    work: WorkArgs,
    /// 只看这一项：全部要求和可以照抄的文前信息 | Only this entry: all that it asks, and front matter to copy
    #[arg(long, value_name = "ID")]
    entry: Option<String>,
    /// 输出文前信息的 JSON Schema，供编辑器使用：公开事项、_org.md 或意见 | Print the JSON Schema of front matter, for editors: of items, `_org.md` or opinions
    #[arg(long, value_enum, value_name = "KIND", num_args = 0..=1, default_missing_value = "item", conflicts_with_all = ["entry", "format"])]
    schema: Option<Kind>,
    /// 结果的形式 | Form of the results
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Kind {
    /// Of disclosures.
    Item,
    /// Of `_org.md`.
    Organisation,
    /// Of the files of `opinions` folders.
    Opinion,
}

impl From<Kind> for SchemaOf {
    fn from(of: Kind) -> Self {
        match of {
            Kind::Item => Self::Item,
            Kind::Organisation => Self::Organisation,
            Kind::Opinion => Self::Opinion,
        }
    }
}

pub(super) fn run(global: &Global, args: &Args, lang: Lang) -> u8 {
    let (Some(root), Some(now)) = (common::root(global, lang), common::now(&args.time, lang)) else {
        return FAILED;
    };
    common::threads(&args.work);
    let (guide, wrong) = match pipeline::guide(&root, now) {
        Ok(read) => read,
        Err(failure) => return report::failed(&failure, &root, FindingsFormat::Text, lang),
    };
    let shown = report::wanted(&wrong, global, FindingsFormat::Text);
    report::findings(&shown, &root, FindingsFormat::Text, lang, None);
    let code = if wrong.count(Severity::Error) > 0 { FINDINGS } else { CLEAN };
    if let Some(of) = args.schema {
        report::plain(&pretty(&guide.schema(of.into())), false);
        return code;
    }
    let rows = guide.rows(args.entry.as_deref());
    match (rows.as_slice(), &args.entry, args.format) {
        ([], Some(id), _) => {
            report::error(&common::no_such_entry(id, &guide.near(id), lang));
            return FAILED;
        }
        ([row], Some(_), Format::Text) => report::plain(&guide.entry_text(row, lang, global.verbose), false),
        (rows, _, Format::Text) => report::plain(&guide.text(rows, lang, global.verbose), false),
        (rows, _, Format::Json) => {
            report::plain(&pretty(&serde_json::json!({ "entries": rows })), false);
        }
        (rows, _, Format::Csv) => report::bytes(&guide.csv(rows)),
    }
    code
}

fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).expect("a catalogue is plain data")
}
