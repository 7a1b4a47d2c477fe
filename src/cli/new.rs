//! `sunshine new`: a site, an organisation or an item, begun.

use super::common::{self, TimeArgs, WorkArgs};
use super::{CLEAN, FAILED, Global, report};
use crate::diagnostic::{Lang, Text};
use crate::pipeline::{self, Drafted, Folder, OrganisationKind, Undrafted, Wanted, What};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    work: WorkArgs,
    /// 公开项目的编号或名称，例如 party-dues、党费；党组织写类型：党委、党工委、党总支、党支部；一个新站点写 站点 | An entry by its id or name; for an organisation its kind: committee, working-committee, general-branch, branch; for a whole site: site
    #[arg(value_name = "WHAT")]
    what: String,
    /// 放在哪里：文件夹，或者党组织的编号、名称；默认是当前文件夹 | Where: a folder, or an organisation by its id or name; default: this folder
    #[arg(value_name = "FOLDER")]
    place: Option<PathBuf>,
    /// 事项的标题，或者党组织的全称 | The title of the item, or the full name of the organisation
    #[arg(long = "name", value_name = "NAME")]
    called: Option<String>,
    /// 定期公开的事项的所属期间，例如 2026-Q3、2026-H1、2026-09；默认是最早一期还没有公开的 | The period of a periodic item, such as 2026-Q3, 2026-H1 or 2026-09; default: the first that is still owed
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// 同一项目同一期已有一件，也另写一件 | Also beside an item of the same entry and period
    #[arg(long)]
    another: bool,
}

pub(super) fn run(global: &Global, args: &Args, lang: Lang) -> u8 {
    common::threads(&args.work);
    match begin(global, args, lang) {
        Some(Ok(written)) => {
            for drafted in &written {
                report::plain(&drafted.path, false);
            }
            if !global.quiet {
                report::plain(&next(&written, lang), true);
            }
            CLEAN
        }
        Some(Err((Undrafted::Failure(failure), root))) => {
            report::failed(&failure, &root, common::FindingsFormat::Text, lang)
        }
        Some(Err((why, _))) => {
            report::error(&because(&why, args, lang));
            FAILED
        }
        None => FAILED,
    }
}

type Begun = Result<Vec<Drafted>, (Undrafted, PathBuf)>;

/// Writes what is wanted. `None` where the reason why not was told.
fn begin(global: &Global, args: &Args, lang: Lang) -> Option<Begun> {
    let now = common::now(&args.time, lang)?;
    let called = args.called.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let full_name = || {
        if called.is_none() {
            report::error(match lang {
                Lang::Zh => {
                    "还要用 --name 写明党组织的全称，例如 --name 中共青岚社区委员会、--name 中共青岚社区第一支部委员会"
                }
                Lang::En => "give the full name of the organisation with --name",
            });
        }
        called
    };
    let in_site = || {
        let root = common::root(global, lang)?;
        let place = place(&root, args.place.as_deref());
        Some((root, place))
    };
    let one = |written: Result<Drafted, Undrafted>, root| written.map(|one| vec![one]).map_err(|why| (why, root));
    Some(match What::read(&args.what) {
        What::Site => {
            let (name, root) = (full_name()?, folder_of_site(global, args, lang)?);
            pipeline::draft_site(&root, name, now).map_err(|why| (why, root))
        }
        What::Organisation(kind) => {
            let (name, (root, place)) = (full_name()?, in_site()?);
            one(pipeline::draft_organisation(&root, kind, &place, name), root)
        }
        What::Item(entry) => {
            let period = match &args.period {
                Some(given) => Some(common::period(given, lang)?),
                None => None,
            };
            let wanted = Wanted { title: called, period, another: args.another };
            let (root, place) = in_site()?;
            one(pipeline::draft_item(&root, &entry, &place, wanted, now), root)
        }
    })
}

/// The folder of a new site, which is never this one unasked.
fn folder_of_site(global: &Global, args: &Args, lang: Lang) -> Option<PathBuf> {
    let folder = args.place.clone().or(global.root.clone());
    if folder.is_none() {
        report::error(match lang {
            Lang::Zh => {
                "请写明站点放在哪个文件夹，例如 sunshine new 站点 qinglan --name 全称；就放在当前文件夹的，写一个点“.”"
            }
            Lang::En => "name the folder of the site: `sunshine new site FOLDER --name NAME`, with `.` for this one",
        });
    }
    folder
}

/// The folder that was given, or this one, as a place in the site.
fn place(root: &Path, given: Option<&Path>) -> Folder {
    let path = given.unwrap_or(Path::new("."));
    let real = common::resolved(path).or_else(|_| {
        let above = path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        common::resolved(above).map(|above| above.join(path.file_name().unwrap_or_default()))
    });
    let real = real.unwrap_or_else(|_| path.to_owned());
    let word = given.map(|given| given.to_string_lossy().trim().to_owned());
    Folder { path: common::from_root(root, &real), exists: real.is_dir(), word }
}

/// What to do with what was written.
fn next(written: &[Drafted], lang: Lang) -> String {
    let path = written.first().map_or("", |drafted| drafted.path.as_str());
    let Some(item) = written.first().and_then(|drafted| drafted.item.as_ref()) else {
        let begun = match (lang, written.len()) {
            (Lang::Zh, 1) => "已建好党组织；核对简称，不用的行可以删去，再运行 sunshine check",
            (Lang::En, 1) => "written; look at the short name, delete the lines you do not want, run `sunshine check`",
            (Lang::Zh, _) => {
                "已建好站点。接下来：\n1. 把 site.toml 里的两个网址改成自己的；在 content/_org.md 里写明由谁提出、审核、审批\n2. 进入这个文件夹，用 sunshine new 党支部 content/文件夹 --name 全称 增加下级党组织\n3. 用 sunshine new 公开项目 党组织 写第一个事项，例如 sunshine new 党费 content"
            }
            (Lang::En, _) => {
                "written. Next:\n1. put your own addresses into site.toml, and into content/_org.md who proposes, reviews and approves\n2. in that folder, `sunshine new branch content/FOLDER --name NAME` adds an organisation\n3. `sunshine new ENTRY ORGANISATION` begins an item, such as `sunshine new party-dues content`"
            }
        };
        let like = written.first().and_then(|drafted| drafted.named_like);
        let note = like.map_or_else(String::new, |like| match lang {
            Lang::Zh => format!("\n注意：名称像{}；类型写错了的，改 kind", like.zh()),
            Lang::En => format!("\nnote: the name is that of a `{}`; if the kind is wrong, mend `kind`", like.id()),
        });
        return format!("{begun}{note}");
    };
    let [zh, en] = &item.entry;
    let of = &item.organisation;
    let mut lines = vec![match lang {
        Lang::Zh => {
            let period = item.period.map(|period| format!("，所属期间 {}", period.chinese())).unwrap_or_default();
            let due = item.due.as_ref().map(|due| format!("（应在 {due} 前公开）")).unwrap_or_default();
            format!("已写好草稿：{of}，{zh}{period}{due}")
        }
        Lang::En => {
            let period = item.period.map(|period| format!(", period {period}")).unwrap_or_default();
            let due = item.due.as_ref().map(|due| format!(" (due by {due})")).unwrap_or_default();
            format!("draft written: {of}, {en}{period}{due}")
        }
    }];
    lines.push(match lang {
        Lang::Zh => {
            format!("用文本编辑器打开，把“在这里写”、姓名、99999 和各个日期都改成真的，再运行 sunshine check {path}")
        }
        Lang::En => format!("Open it, make names, figures and texts true, and run sunshine check {path}"),
    });
    if let Some(kind) = item.owed_by_others {
        lines.push(match lang {
            Lang::Zh => format!("注意：公开目录没有把这一项列为{}的任务（C005）", kind.zh()),
            Lang::En => format!("note: the catalogue makes this no duty of the kind `{}` (C005)", kind.id()),
        });
    }
    if let Some(own) = &item.of_another {
        lines.push(match lang {
            Lang::Zh => format!("注意：这一项是 {own} 自己的项目，{of}不在其下，不能用它公开（C027）"),
            Lang::En => format!("note: this entry is `{own}`'s own, and is not for `{of}` to use (C027)"),
        });
    }
    if item.exempt {
        lines.push(match lang {
            Lang::Zh => format!("注意：{of}的 _org.md 写明不承担这一项（exempt），公开与否不计入任务"),
            Lang::En => {
                format!("note: the _org.md of {of} says that it is exempt from this, so that it counts for no duty")
            }
        });
    }
    if let Some(last) = &item.dissolved {
        lines.push(match lang {
            Lang::Zh => format!("注意：{of}已于 {last} 撤销；核对是不是这个党组织的事项"),
            Lang::En => format!("note: {of} was dissolved on {last}; see whether the item is that organisation's"),
        });
    }
    lines.join("\n")
}

/// Why nothing was written.
fn because(why: &Undrafted, args: &Args, lang: Lang) -> String {
    let what = &args.what;
    let Text { zh, en } = match why {
        Undrafted::Failure(failure) => return pipeline::said(failure, lang),
        Undrafted::NoSuchEntry(near) => return common::no_such_entry(what, near, lang) + &or_kind(what, lang),
        Undrafted::Nowhere(unknown) => nowhere(&unknown.id, &unknown.near),
        Undrafted::Whose(names) => {
            let example = names.last().map_or("党组织", String::as_str);
            Text::new(
                format!("放在哪个党组织？请写明，例如 sunshine new {what} {example}（本站有 {}）", names.join("、")),
                format!("of which organisation? name one of {}", names.join(", ")),
            )
        }
        Undrafted::NoPeriod => Text::new(
            format!("“{what}”不是定期公开的项目，没有所属期间；请去掉 --period"),
            format!("`{what}` is no periodic entry; leave out --period"),
        ),
        Undrafted::Unfit(every, example) => Text::new(
            format!("这一项{}公开一次，期间写成 {example}", every.zh()),
            format!("this entry is disclosed each {}; write a period such as {example}", every.id()),
        ),
        Undrafted::Outside(content) => Text::new(
            format!("这个文件夹不在内容文件夹 {content} 里，没有写；请写 {content} 里的文件夹"),
            format!("that folder is not in the content folder {content}; nothing was written"),
        ),
        Undrafted::Unread(folder) => Text::new(
            format!("{folder} 里的内容不会被读取（它是指向别处的链接，或名称以 . 开头）；请换一个文件夹"),
            format!(
                "nothing in {folder} is read: it leads elsewhere, or its name begins with a dot; name another folder"
            ),
        ),
        Undrafted::NoFolderAbove => Text::new(
            "上一级文件夹还没有；请先建上级党组织",
            "the folder above is not there; begin with the organisation above",
        ),
        Undrafted::Already(path) => Text::new(
            format!("已经有 {path}，没有另写；请在那里改，确要再写一件的，加 --another"),
            format!("{path} is of the same entry and period, and nothing was written; edit that, or add --another"),
        ),
        Undrafted::InSite(site) => Text::new(
            format!("{site} 已经是一个站点，站点里不再建站点；要增加下级党组织，请用 sunshine new 党支部"),
            format!("{site} is a site already; `sunshine new branch` adds an organisation to it"),
        ),
        Undrafted::There(path) => Text::new(
            format!("已经有 {path}，没有改动；请直接修改它"),
            format!("{path} is there already, and was not touched"),
        ),
        Undrafted::Invisible(c) => Text::new(
            format!("--name 里有看不见的字符 U+{:04X}，没有写；请用键盘重新输入名称，不要粘贴", u32::from(*c)),
            format!(
                "the name holds U+{:04X}, which nobody sees, and nothing was written; type the name instead of pasting it",
                u32::from(*c)
            ),
        ),
        Undrafted::NoId => Text::new(
            "文件夹名里没有字母、数字或汉字，做不成编号；请换一个名称",
            "the folder's name makes no id; choose another",
        ),
        Undrafted::IdTaken(name) => Text::new(
            format!("这个文件夹名的编号已用于“{name}”；请给文件夹换一个名称，例如加上上级的名称"),
            format!("{name} has the id that this folder's name makes; name the folder otherwise"),
        ),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// There is neither such a folder nor such an organisation.
fn nowhere(id: &str, near: &[(String, String)]) -> Text {
    let (mut zh, mut en) = (
        format!("没有“{id}”这个文件夹，也没有这样的党组织"),
        format!("there is neither a folder nor an organisation `{id}`"),
    );
    if !near.is_empty() {
        let zh_names: Vec<String> = near.iter().map(|(id, name)| format!("{id}（{name}）")).collect();
        let en_names: Vec<String> = near.iter().map(|(id, _)| format!("`{id}`")).collect();
        zh += &format!("；是不是 {}？", zh_names.join("、"));
        en += &format!("; did you mean {}?", en_names.join(", "));
    }
    Text::new(zh, en)
}

/// The kinds of organisations, where a word that is neither one nor an entry speaks of one.
fn or_kind(what: &str, lang: Lang) -> String {
    if !["组织", "小组", "党组", "党委", "支部", "工委"].iter().any(|word| what.ends_with(word)) {
        return String::new();
    }
    let kinds = OrganisationKind::ALL.iter().map(|kind| if lang == Lang::Zh { kind.zh() } else { kind.id() });
    let kinds: Vec<&str> = kinds.collect();
    match lang {
        Lang::Zh => format!("；要建党组织，写它的种类：{}", kinds.join("、")),
        Lang::En => format!("; an organisation is begun by its kind: {}", kinds.join(", ")),
    }
}
