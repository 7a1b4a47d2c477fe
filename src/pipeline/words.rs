//! Failures in words, for the command line and for previews.

use super::Failure;
use crate::diagnostic::{Lang, Severity, counted};
use crate::load::Placed;
use crate::publish::{MANIFEST, OutputError};
use std::io::ErrorKind;

/// Why something could not run. Of a configuration, how much is wrong with it: the findings say what.
pub fn said(failure: &Failure, lang: Lang) -> String {
    match (failure, lang) {
        (Failure::Configuration(found), Lang::Zh) => format!("site.toml 有 {} 处错误", found.count(Severity::Error)),
        (Failure::Configuration(found), Lang::En) => {
            format!("site.toml has {}", counted(found.count(Severity::Error), "error"))
        }
        (Failure::NoSuchEdition { name, known }, Lang::Zh) => {
            format!("site.toml 里没有名为“{name}”的版；有的是：{}", known.join("、"))
        }
        (Failure::NoSuchEdition { name, known }, Lang::En) => {
            format!("site.toml has no edition `{name}`; there are: {}", known.join(", "))
        }
        (Failure::NoSuchOrganisation(unknown), _) => no_organisation(&unknown.id, &unknown.near, lang),
        (Failure::NotContent(path), Lang::Zh) => {
            format!("“{path}”不在内容文件夹里，不会公开；公开事项放进内容文件夹中本党组织的文件夹")
        }
        (Failure::NotContent(path), Lang::En) => {
            format!(
                "`{path}` is not in the content folder, and so not published; move it into the folder of its organisation there"
            )
        }
        (Failure::Busy, Lang::Zh) => "另一个 sunshine 正在生成这个站点，请稍后再试".to_owned(),
        (Failure::Busy, Lang::En) => "another sunshine is building this site; try again later".to_owned(),
        (Failure::Unrendered(edition, trouble), Lang::Zh) => {
            format!(
                "{edition} 这一版自己的模板用不了，先用内置模板生成；改好后运行 sunshine theme check 看一遍\n{trouble}"
            )
        }
        (Failure::Unrendered(edition, trouble), Lang::En) => {
            format!(
                "the edition `{edition}`'s own templates fail, and it was made with the built-in ones; mend them, and run `sunshine theme check`\n{trouble}"
            )
        }
        (Failure::Trouble(trouble), _) => match trouble.downcast_ref::<OutputError>() {
            Some(refused) => output(refused, lang),
            None => match trouble.downcast_ref::<std::io::Error>().and_then(Placed::of) {
                Some(Placed { path, source }) => machine(path, source, lang),
                None => trouble.to_string(),
            },
        },
    }
}

/// Why nothing can be published to a folder.
fn output(refused: &OutputError, lang: Lang) -> String {
    match (refused, lang) {
        (OutputError::NotOurs(path), Lang::Zh) if path.join(MANIFEST).is_file() => format!(
            "输出文件夹 {} 的 {MANIFEST} 读不懂，没有动它：是本站以前生成的，分不清哪些已经期满，请马上把整个文件夹移走，再生成一次；是别的内容，请在 site.toml 里换一个 output",
            path.display()
        ),
        (OutputError::NotOurs(path), Lang::En) if path.join(MANIFEST).is_file() => format!(
            "the {MANIFEST} of {} cannot be read, and it was left alone: if it is a former build of this site, nobody can tell what has lapsed, so move the whole folder away at once and build again; if it is something else, choose another `output` in site.toml",
            path.display()
        ),
        (OutputError::NotOurs(path), Lang::Zh) => {
            format!("输出文件夹 {} 里有别的东西，没有动它：请换一个空文件夹，或自行清空", path.display())
        }
        (OutputError::NotOurs(path), Lang::En) => {
            let path = path.display();
            format!(
                "{path} is not an output folder of this edition; it was left alone: choose an empty folder, or empty it yourself"
            )
        }
        (OutputError::Another { folder, edition, readers }, Lang::Zh) => {
            let (folder, readers) = (folder.display(), readers.zh());
            format!(
                "输出文件夹 {folder} 是“{edition}”版（{readers}）以前的网站，没有动它：给不同读者看的网站不放在同一个文件夹，请在 site.toml 里换一个 output；一定要用这里的，先删去这个文件夹，再运行 sunshine clean（各版都会删去）"
            )
        }
        (OutputError::Another { folder, edition, readers }, Lang::En) => {
            let (folder, readers) = (folder.display(), readers.id());
            format!(
                "{folder} is the former site of the edition `{edition}` ({readers}) and was left alone: sites for different readers do not share a folder; choose another `output` in site.toml, or, to have this one, remove it and run `sunshine clean`, which removes all editions"
            )
        }
        (OutputError::Io(path, trouble), _) => machine(&path.display().to_string(), trouble, lang),
    }
}

/// That no organisation has an id; and those that may be meant, by id and name.
fn no_organisation(id: &str, near: &[(String, String)], lang: Lang) -> String {
    let named = near.iter().map(|(id, name)| format!("{id}（{name}）")).collect::<Vec<_>>().join("、");
    let ids = near.iter().map(|(id, _)| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    match (near.is_empty(), lang) {
        (true, Lang::Zh) => format!("没有编号为“{id}”的党组织；编号是 _org.md 里的 id，也可写全称、简称"),
        (true, Lang::En) => format!("there is no organisation `{id}`; its id stands in its _org.md"),
        (false, Lang::Zh) => format!("没有编号为“{id}”的党组织；是不是 {named}？请写编号或全称"),
        (false, Lang::En) => format!("there is no organisation `{id}`; did you mean {ids}?"),
    }
}

/// What the machine would not do with a file, and what to do about it.
pub fn machine(path: &str, trouble: &std::io::Error, lang: Lang) -> String {
    match (trouble.kind(), lang) {
        (ErrorKind::NotFound, Lang::Zh) => format!("找不到 {path}；请核对文件名和所在的文件夹"),
        (ErrorKind::NotFound, Lang::En) => format!("there is no {path}; check the name and the folder"),
        (ErrorKind::PermissionDenied, Lang::Zh) => {
            format!("没有权限读写 {path}；请关闭正在使用它的程序，或请管理员开放权限")
        }
        (ErrorKind::PermissionDenied, Lang::En) => {
            format!("{path} may not be read or written; ask who runs this machine")
        }
        (ErrorKind::IsADirectory, Lang::Zh) => format!("{path} 是文件夹；请写文件"),
        (ErrorKind::IsADirectory, Lang::En) => format!("{path} is a folder; name a file"),
        (ErrorKind::NotADirectory, Lang::Zh) => format!("{path} 的上级不是文件夹；请核对路径"),
        (ErrorKind::NotADirectory, Lang::En) => format!("what should be a folder above {path} is none; check the path"),
        (ErrorKind::StorageFull, Lang::Zh) => format!("磁盘已满，{path} 没有写完；请清理后再试"),
        (ErrorKind::StorageFull, Lang::En) => {
            format!("the disk is full, {path} was not written; make room and try again")
        }
        (ErrorKind::AlreadyExists, Lang::Zh) => format!("已有 {path}，但不能用；请把它移走或改名"),
        (ErrorKind::AlreadyExists, Lang::En) => {
            format!("{path} is there already and is of no use; move it away or rename it")
        }
        (ErrorKind::ReadOnlyFilesystem, Lang::Zh) => format!("{path} 所在的磁盘只能读；请换一处，或请管理员开放"),
        (ErrorKind::ReadOnlyFilesystem, Lang::En) => {
            format!("the disk of {path} can only be read; go elsewhere, or ask who runs this machine")
        }
        (_, Lang::Zh) => format!("{path} 读写不了：{trouble}"),
        (_, Lang::En) => format!("trouble with {path}: {trouble}"),
    }
}
