//! Where editions may go: each to a folder of its own.

use super::{Edition, PRIVATE, THEMES, refuse};
use crate::source::{Spanned, Table};
use std::path::{Component, Path, PathBuf};

/// Destinations may not lie within each other, within what they are made from, or around it.
pub(super) fn refuse_nesting(
    table: &mut Table<'_, '_>,
    content: &str,
    editions: &[(Spanned<String>, Edition)],
    root: &Path,
) {
    let sources = [content, THEMES, PRIVATE].map(|name| (name.to_owned(), fold(&root.join(name))));
    let outputs: Vec<PathBuf> = editions.iter().map(|(_, e)| fold(&root.join(&e.output))).collect();
    let root = fold(root);
    for (i, (written, edition)) in editions.iter().enumerate() {
        let (own, shown) = (&outputs[i], &written.value);
        let mut complain = |zh: String, en: String, help_zh, help_en| {
            refuse(table, written.range.clone(), zh, en, help_zh, help_en);
        };
        let staging = |part: Component<'_>| {
            let name = part.as_os_str().to_string_lossy().to_lowercase();
            name.ends_with(".sunshine-new") || name.ends_with(".sunshine-old")
        };
        if edition.output.components().any(staging) {
            complain(
                format!("{shown} 是生成时临时用的文件夹名"),
                format!("{shown} is the name of a folder that builds use for a while"),
                "换一个名字",
                "Choose another name",
            );
        }
        if let Some(fault) = edition.output.components().find_map(unusable) {
            let (zh, en) = match fault {
                Unusable::Control => ("里有不可见的控制字符", "holds a control character"),
                Unusable::Long => ("里有一级名称太长", "has a part with too long a name"),
            };
            complain(
                format!("输出文件夹{zh}，做不成文件夹"),
                format!("the destination {en}, of which no folder can be made"),
                "换一个短的名字，例如 dist/public",
                "Choose a short name, such as dist/public",
            );
            continue;
        }
        let other = editions
            .iter()
            .enumerate()
            .find(|(j, _)| i != *j && own.starts_with(&outputs[*j]))
            .map(|(_, (_, other))| other.output.display().to_string());
        let source = sources
            .iter()
            .find(|(_, source)| own.starts_with(source) || source.starts_with(own))
            .map(|(name, _)| name.clone())
            .or(root.starts_with(own).then(|| ".".to_owned()));
        if let Some(other) = other.or(source) {
            complain(
                format!("输出文件夹 {shown} 与 {other} 互相包含"),
                format!("the destination {shown} and {other} contain one another"),
                "每一版都要有自己单独的输出文件夹",
                "Give each edition a folder of its own",
            );
        }
    }
}

/// Why no folder can have a name.
#[derive(Clone, Copy)]
enum Unusable {
    Control,
    Long,
}

/// Bytes of the longest name of a folder, beside which another one, of a few characters more, is written while a build runs.
const LONGEST: usize = 230;

fn unusable(part: Component<'_>) -> Option<Unusable> {
    let name = part.as_os_str().to_string_lossy();
    if name.contains(char::is_control) {
        return Some(Unusable::Control);
    }
    (name.len() > LONGEST).then_some(Unusable::Long)
}

/// Where a path leads, to be compared: in lower case, since Windows does not tell cases apart.
fn fold(path: &Path) -> PathBuf {
    PathBuf::from(led_to(path).to_string_lossy().to_lowercase())
}

/// Where a path leads: with links followed as far as it exists, and without `.` and `..` after that.
pub fn led_to(path: &Path) -> PathBuf {
    let real = |part: &Path| Some(part.canonicalize().ok()?.join(path.strip_prefix(part).ok()?));
    let mut out = PathBuf::new();
    for component in path.ancestors().find_map(real).unwrap_or_else(|| path.to_owned()).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_where_its_links_lead() {
        let root = tempfile::tempdir().expect("a folder");
        let root = root.path().canonicalize().expect("it is there");
        std::fs::create_dir(root.join("b")).expect("a folder");
        std::os::unix::fs::symlink("b", root.join("a")).expect("a link");
        assert_eq!(led_to(&root.join("a/site")), root.join("b/site"));
        assert_eq!(led_to(&root.join("new/./site/../other")), root.join("new/other"));
    }

    #[test]
    fn no_edition_goes_where_another_is_staged() {
        let edition = |name: &str, output: &str| {
            let base = "https://a.example";
            format!(
                "[[edition]]\nname = \"{name}\"\naudience = \"public\"\nchannel = \"web\"\noutput = \"{output}\"\nbase_url = \"{base}\"\n"
            )
        };
        let findings = |other: &str| {
            let text = format!("title = \"一\"\n{}{}", edition("a", "dist/a"), edition("b", other));
            let mut sink = crate::diagnostic::Diagnostics::default();
            let read = super::super::read(&"site.toml".into(), &text, Some(Path::new("/nowhere")), &mut sink);
            (read.is_some(), sink.iter().map(|found| found.rule.code).collect::<Vec<_>>())
        };
        assert_eq!(findings("dist/b"), (true, vec![]));
        assert_eq!(findings("dist/.a.sunshine-new"), (false, vec!["W001"]));
        assert_eq!(findings("dist/a/b"), (false, vec!["W001"]));
    }
}
